//! Text as it is compared: what writers of one language spell now this way and now that is alike.
//!
//! In: text. Out: the same in lower case, without accents, vowel points and what joins or parts
//! letters unseen; quotes, dashes and spaces are plain, wide and narrow forms are as usual. It
//! isn't text to be read: words that differ by an accent alone become one.

/// `text` folded.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |c| folded.push(c));
    }
    folded
}

/// Gives `out` what `c` folds to; nothing, where it's only a mark on the letter before.
pub(crate) fn fold_char(c: char, mut out: impl FnMut(char)) {
    match c {
        '\0'..='\x7F' => out(c.to_ascii_lowercase()),
        '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => latin(c, out),
        '\u{300}'..='\u{36F}' => {}
        '\u{370}'..='\u{3FF}' => c.to_lowercase().map(greek).for_each(out),
        '\u{400}'..='\u{52F}' => c.to_lowercase().map(cyrillic).for_each(out),
        '\u{590}'..='\u{5FF}' => hebrew(c, out),
        '\u{600}'..='\u{6FF}' => arabic(c, out),
        '\u{900}'..='\u{97F}' => devanagari(c, out),
        '\u{2000}'..='\u{206F}' => punctuation(c, out),
        '→' | '\u{3000}' => out(' '),
        '\u{FF01}'..='\u{FF5E}' => out(ascii_of_wide(c)),
        '\u{FF66}'..='\u{FF9D}' => out(katakana_of_narrow(c)),
        '\u{3001}'..='\u{D7AF}' => out(c),
        c => c.to_lowercase().for_each(out),
    }
}

fn latin(c: char, mut out: impl FnMut(char)) {
    let two = match c {
        '´' => return out('\''),
        '«' | '»' => return out('"'),
        '\u{A0}' | '·' | '¡' | '¿' => return out(' '),
        '\u{AD}' => return,
        'æ' | 'Æ' => ['a', 'e'],
        'ß' | 'ẞ' => ['s', 's'],
        'þ' | 'Þ' => ['t', 'h'],
        'œ' | 'Œ' => ['o', 'e'],
        'ĳ' | 'Ĳ' => ['i', 'j'],
        c => {
            return out(LATIN
                .iter()
                .find(|(range, _)| range.contains(&c))
                .map_or_else(|| c.to_lowercase().next().unwrap_or(c), |&(_, letter)| letter));
        }
    };
    two.into_iter().for_each(out);
}

/// Letters with accents, both cases, and what they are without.
const LATIN: &[(std::ops::RangeInclusive<char>, char)] = &[
    ('À'..='Å', 'a'),
    ('à'..='å', 'a'),
    ('Ç'..='Ç', 'c'),
    ('ç'..='ç', 'c'),
    ('È'..='Ë', 'e'),
    ('è'..='ë', 'e'),
    ('Ì'..='Ï', 'i'),
    ('ì'..='ï', 'i'),
    ('Ð'..='Ð', 'd'),
    ('ð'..='ð', 'd'),
    ('Ñ'..='Ñ', 'n'),
    ('ñ'..='ñ', 'n'),
    ('Ò'..='Ö', 'o'),
    ('ò'..='ö', 'o'),
    ('Ø'..='Ø', 'o'),
    ('ø'..='ø', 'o'),
    ('Ù'..='Ü', 'u'),
    ('ù'..='ü', 'u'),
    ('Ý'..='Ý', 'y'),
    ('ý'..='ý', 'y'),
    ('ÿ'..='ÿ', 'y'),
    ('Ā'..='ą', 'a'),
    ('Ć'..='č', 'c'),
    ('Ď'..='đ', 'd'),
    ('Ē'..='ě', 'e'),
    ('Ĝ'..='ģ', 'g'),
    ('Ĥ'..='ħ', 'h'),
    ('Ĩ'..='ı', 'i'),
    ('Ĵ'..='ĵ', 'j'),
    ('Ķ'..='ĸ', 'k'),
    ('Ĺ'..='ł', 'l'),
    ('Ń'..='ŋ', 'n'),
    ('Ō'..='ő', 'o'),
    ('Ŕ'..='ř', 'r'),
    ('Ś'..='š', 's'),
    ('Ţ'..='ŧ', 't'),
    ('Ũ'..='ų', 'u'),
    ('Ŵ'..='ŵ', 'w'),
    ('Ŷ'..='Ÿ', 'y'),
    ('Ź'..='ž', 'z'),
    ('Ơ'..='ơ', 'o'),
    ('Ư'..='ư', 'u'),
    ('Ș'..='ș', 's'),
    ('Ț'..='ț', 't'),
    // Vietnamese letters with two accents.
    ('Ạ'..='ặ', 'a'),
    ('Ẹ'..='ệ', 'e'),
    ('Ỉ'..='ị', 'i'),
    ('Ọ'..='ợ', 'o'),
    ('Ụ'..='ự', 'u'),
    ('Ỳ'..='ỹ', 'y'),
];

/// Capitals carry no accents.
fn greek(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        c => c,
    }
}

/// The dots of ё are mostly left out; й and ї are letters of their own.
fn cyrillic(c: char) -> char {
    match c {
        'ё' | 'ѐ' => 'е',
        c => c,
    }
}

fn hebrew(c: char, mut out: impl FnMut(char)) {
    match c {
        '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}'..='\u{5C7}' => {}
        '׳' => out('\''),
        '״' => out('"'),
        '־' => out('-'),
        c => out(c),
    }
}

/// Arabic and Persian keyboards write some letters with different characters.
fn arabic(c: char, mut out: impl FnMut(char)) {
    match c {
        '\u{610}'..='\u{61A}' | 'ـ' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out('ا'),
        'ى' | 'ی' => out('ي'),
        'ک' => out('ك'),
        c => out(c),
    }
}

/// The dot below is often left out.
fn devanagari(c: char, mut out: impl FnMut(char)) {
    match c {
        '\u{93C}' => {}
        '\u{958}' => out('क'),
        '\u{959}' => out('ख'),
        '\u{95A}' => out('ग'),
        '\u{95B}' => out('ज'),
        '\u{95C}' => out('ड'),
        '\u{95D}' => out('ढ'),
        '\u{95E}' => out('फ'),
        '\u{95F}' => out('य'),
        c => out(c),
    }
}

fn punctuation(c: char, mut out: impl FnMut(char)) {
    match c {
        // Persian parts the halves of a word by a non-joiner, a space, or nothing.
        '\u{2000}'..='\u{200C}' | '\u{202F}' | '•' | '›' => out(' '),
        '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
        '‘' | '’' | '‚' | '‛' => out('\''),
        '“' | '”' | '„' | '‟' => out('"'),
        '‐'..='―' => out('-'),
        '…' => out('.'),
        c => out(c),
    }
}

/// The usual form of a character that is as wide as a Chinese one.
fn ascii_of_wide(c: char) -> char {
    u8::try_from(c as u32 - 0xFEE0).map_or(c, |byte| char::from(byte).to_ascii_lowercase())
}

/// The usual form of narrow katakana; voiced ones are two characters there, and stay two.
fn katakana_of_narrow(c: char) -> char {
    const USUAL: [char; 56] = [
        'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ',
        'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ',
        'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ',
        'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
    ];
    USUAL.get(c as usize - 0xFF66).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::fold;

    /// Spellings of one text that fold alike.
    #[test]
    fn spellings_of_one_text_are_one() {
        for (one, other) in [
            ("À lire aussi", "A LIRE AUSSI"),
            ("Abonnez‑vous à l’essentiel", "abonnez-vous a l'essentiel"),
            ("Straße", "STRASSE"),
            ("Giriş yap İLGİLİ", "giris yap ilgili"),
            ("Διαβάστε επίσης", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ"),
            ("Ещё по теме", "Еще по теме"),
            ("Đăng ký nhận bản tin", "dang ky nhan ban tin"),
            ("Đăng ký", "Đa\u{306}ng ky\u{301}"),
            ("اقرأ أيضًا", "اقرا ايضا"),
            ("می\u{200C}خوانید", "مي خوانيد"),
            ("כְּתוֹבֶת", "כתובת"),
            ("ज़्यादा ख़बर", "ज्यादा खबर"),
            ("ＡＰＰを　開く", "appを 開く"),
            ("ﾆｭｰｽﾚﾀｰ", "ニュースレター"),
            ("Dagens «nyheter»", "dagens \"nyheter\""),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn other_letters_stay_apart() {
        assert_ne!(fold("мій"), fold("міи"));
        assert_ne!(fold("її"), fold("ii"));
        assert_ne!(fold("ガ"), fold("カ"));
    }
}
