//! Text as a reader sees it: character references decoded, white space folded, words counted.
//!
//! In: text as it stands in the page. Out: plain text, or its size. The one measure of size is
//! *letters*: characters that aren't white space, where a CJK character counts for
//! `CJK_LETTERS`, so that one threshold serves all scripts.

use std::borrow::Cow;

use super::{encoded_twice, letters};

/// How many Latin letters one CJK character is worth: about 5 letters a word, 1.7 characters a word.
pub(crate) const CJK_LETTERS: u32 = 3;

/// How many a Hangul syllable is worth: two or three letters of its script in one, between spaces.
pub(crate) const HANGUL_LETTERS: u32 = 2;

/// CJK characters to a word, for word counts (the middle of the values in use, 1.5 to 2.5).
const CJK_PER_WORD: u32 = 2;

/// Is `c` a character of a script written without spaces?
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// Is `c` a syllable of Korean?
fn is_hangul(c: char) -> bool {
    ('\u{AC00}'..='\u{D7AF}').contains(&c)
}

/// Is `c` a letter or a digit: `char::is_alphanumeric`, which looks it up in a table, told sooner of what most texts
/// that aren't ASCII have: quotes and dashes, letters with accents, the characters of Chinese and Japanese.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{24F}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' => true,
        '\u{2000}'..='\u{206F}' | '\u{3008}'..='\u{3020}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// HTML's white space and the no-break space, which pages use as one.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C' | '\u{A0}' | '\u{FEFF}')
}

/// Decodes character references and drops control characters, which no reader can read.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    without_controls(unescape(raw))
}

/// `text` without control characters.
pub(crate) fn without_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    // Without an early end the loop runs many bytes at a time.
    if text.bytes().fold(false, |found, byte| found | is_control(byte)) {
        return text.replace(|c: char| u8::try_from(c).is_ok_and(is_control), "").into();
    }
    text
}

/// Decodes character references and mends what was encoded twice: enough to measure and to compare.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    // Most texts have neither, and one look tells.
    if memchr::memchr2(b'&', encoded_twice::LEAD, raw.as_bytes()).is_none() {
        return raw.into();
    }
    let has_reference = memchr::memchr(b'&', raw.as_bytes()).is_some();
    encoded_twice::mended(if has_reference { htmlize::unescape(raw) } else { raw.into() })
}

/// Does a run of text, without the white space at its ends, stand in the page as a reader sees it: nothing to
/// decode, to drop or to fold?
pub(crate) fn is_plain(raw: &str) -> bool {
    let is = u8::from;
    let is_other = |byte: u8| is(byte == b'&') | is(byte == encoded_twice::LEAD) | is(byte == 0x7F);
    let others = raw.bytes().fold(0, |any, byte| any | is_other(byte));
    others == 0 && is_folded(raw.as_bytes())
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1F | 0x7F)
}

/// Appends `text` with every run of white space folded to one space, none at the start of `out`.
pub(crate) fn push_folded(out: &mut String, text: &str) {
    // Most texts are a line, or words in lines.
    if memchr::memchr(b'\n', text.trim_ascii().as_bytes()).is_none() {
        return push_line(out, text);
    }
    let mut rest = text;
    while let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) {
        push_line(out, &rest[..end]);
        part(out);
        rest = &rest[end + 1..];
    }
    push_line(out, rest);
}

fn push_line(out: &mut String, text: &str) {
    // Most are words with single spaces between them.
    if is_folded(text.trim_ascii().as_bytes()) {
        return push_plain(out, text);
    }
    let bytes = text.as_bytes();
    let mut word = 0;
    let mut at = 0;
    while at < bytes.len() {
        // Most bytes are letters, and none of these.
        let may_be_space = matches!(bytes[at], 0..=b' ' | 0xC2 | 0xEF);
        let len = if may_be_space { space_len(&bytes[at..]) } else { 0 };
        if len == 0 {
            at += 1;
            continue;
        }
        // A single space between words stays in the run.
        if len == 1
            && bytes[at] == b' '
            && word < at
            && bytes.get(at + 1).is_some_and(|byte| (b'!'..0x7F).contains(byte))
        {
            at += 2;
            continue;
        }
        out.push_str(&text[word..at]);
        part(out);
        at += len;
        while let more @ 1.. = space_len(&bytes[at..]) {
            at += more;
        }
        word = at;
    }
    out.push_str(&text[word..]);
}

/// The same of a text that is plain but for the white space at its ends.
pub(crate) fn push_plain(out: &mut String, text: &str) {
    let rest = text.trim_ascii_start();
    let words = rest.trim_ascii_end();
    if rest.len() < text.len() {
        part(out);
    }
    out.push_str(words);
    if words.len() < rest.len() {
        part(out);
    }
}

/// Puts a space after the words of `out`, if there's none.
fn part(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

/// Is all white space in it single spaces? Looks at many bytes at a time.
fn is_folded(bytes: &[u8]) -> bool {
    let is = u8::from;
    let others = bytes.iter().fold(0, |any, &byte| any | is(byte < b' '));
    // Two spaces, and how those begin that aren't ASCII.
    let is_pair = |a: u8, b: u8| {
        is(a == b' ') & is(b == b' ')
            | is(a == 0xC2) & is(b == 0xA0)
            | is(a == 0xEF) & is(b == 0xBB)
    };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let others = pairs.fold(others, |any, (&a, &b)| any | is_pair(a, b));
    others == 0
}

/// The bytes of the space that `bytes` starts with; see `is_space`.
fn space_len(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\t' | b'\n' | b'\r' | 0x0C, ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    }
}

/// `raw` decoded, white space folded and trimmed.
pub(crate) fn plain(raw: &str) -> String {
    let decoded = decode(raw);
    let mut out = String::with_capacity(decoded.trim_ascii().len() + 1);
    push_folded(&mut out, &decoded);
    out.truncate(out.trim_end().len());
    out
}

/// The first `n_chars` characters of `text`, cut at a space where one is near, with an ellipsis.
pub(crate) fn shorten(text: &str, n_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(n_chars) else {
        return text.to_owned();
    };
    let cut = &text[..end];
    let cut = match cut.rfind(' ') {
        Some(at) if end < at * 4 / 3 => &cut[..at],
        _ => cut,
    };
    format!("{}…", cut.trim_end())
}

/// The size of a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Characters that aren't white space; a CJK character counts `CJK_LETTERS`, a Hangul syllable
    /// `HANGUL_LETTERS`.
    pub(crate) letters: u32,
    /// Words between white space, and CJK characters by `CJK_PER_WORD`.
    pub(crate) words: u32,
    /// Commas of any script.
    pub(crate) commas: u32,
    /// Ends of sentences: a full stop, question or exclamation mark before a space or the end.
    pub(crate) sentences: u32,
}

impl std::ops::AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.letters += other.letters;
        self.words += other.words;
        self.commas += other.commas;
        self.sentences += other.sentences;
    }
}

/// Measures `text`, which is already decoded.
pub(crate) fn measure(text: &str) -> Size {
    if text.is_ascii() {
        return measure_ascii(text.as_bytes());
    }
    let mut counter = Counter::new();
    let mut rest = text;
    loop {
        let end = letters::n_ascii(rest.as_bytes());
        counter.push(&rest.as_bytes()[..end]);
        let Some(c) = rest[end..].chars().next() else { break };
        let Some(stand_in) = stand_in(c) else { return measure_unspaced(text) };
        // A Hangul syllable counts `HANGUL_LETTERS`.
        counter.push(if is_hangul(c) { b"aa" } else { std::slice::from_ref(&stand_in) });
        rest = &rest[end + c.len_utf8()..];
    }
    counter.finish()
}

/// The words of `text`, as `measure` counts them.
pub(crate) fn n_words(text: &str) -> u32 {
    let is = u8::from;
    // What begins a character of a script without spaces, or a space that isn't ASCII.
    let begins_other = |byte: u8| {
        is(byte == 0xC2)
            | is((0xE0..0xE2).contains(&byte))
            | is((0xE3..0xEA).contains(&byte))
            | is(byte >= 0xEE)
    };
    if text.bytes().fold(0, |any, byte| any | begins_other(byte)) != 0 {
        return measure(text).words;
    }
    let starts = |before: &[u8], these: &[u8]| {
        let each = before.iter().zip(these).map(|(&a, &b)| is(a <= b' ') & is(b > b' '));
        u32::from(each.sum::<u8>())
    };
    let mut rest = text.as_bytes();
    let mut n_words = u32::from(rest.first().is_some_and(|&byte| byte > b' '));
    while rest.len() > 1 {
        // So many, where there are so many, are counted at once.
        let these = rest[1..].first_chunk::<AT_ONCE>();
        n_words +=
            these.map_or_else(|| starts(rest, &rest[1..]), |it| starts(&rest[..AT_ONCE], it));
        rest = &rest[AT_ONCE.min(rest.len())..];
    }
    n_words
}

/// Measures text of ASCII alone: a short one between spaces, a long one where it stands.
fn measure_ascii(bytes: &[u8]) -> Size {
    match bytes.len() {
        0..32 => count_between::<32>(bytes),
        32..64 => count_between::<64>(bytes),
        64..AT_ONCE => count_between::<AT_ONCE>(bytes),
        _ => measure_long_ascii(bytes),
    }
}

/// Counts fewer than `N` characters, with spaces before and after them: so many are as quick as one.
fn count_between<const N: usize>(bytes: &[u8]) -> Size {
    let mut before = [b' '; BACK + AT_ONCE];
    before[BACK..BACK + bytes.len()].copy_from_slice(bytes);
    count_each(&before[..BACK + N])
}

fn measure_long_ascii(bytes: &[u8]) -> Size {
    let mut size = Size::default();
    // The first and the last characters, with what counts as standing around them.
    let mut edge = [b' '; 2 * BACK];
    let n_head = bytes.len().min(BACK);
    edge[BACK..BACK + n_head].copy_from_slice(&bytes[..n_head]);
    size += count_each(&edge[..BACK + n_head]);
    let mut at = n_head;
    while at < bytes.len() {
        let end = bytes.len().min(at + AT_ONCE);
        size += count_each(&bytes[at - BACK..end]);
        at = end;
    }
    // The end of the text ends a sentence, too.
    let mut edge = [b' '; BACK + 1];
    edge[BACK - n_head..BACK].copy_from_slice(&bytes[bytes.len() - n_head..]);
    size += count_each(&edge);
    size
}

/// Counts at most 255 characters, those behind the first `BACK`: many at a time, since none is decided on
/// by itself. At most two signs may stand between the end of a sentence and the space.
fn count_each(all: &[u8]) -> Size {
    let (mut letters, mut words, mut commas, mut sentences) = (0_u8, 0_u8, 0_u8, 0_u8);
    let before = all.iter().zip(&all[1..]).zip(&all[2..]);
    for (((&third, &second), &first), &byte) in before.zip(&all[BACK..]) {
        let is_space = byte <= b' ';
        let second_stops = is_stop(second) | (is_after_stop(second) & is_stop(third));
        let stopped = is_stop(first) | (is_after_stop(first) & second_stops);
        letters += u8::from(!is_space);
        words += u8::from(first <= b' ') & u8::from(!is_space);
        commas += u8::from(byte == b',');
        sentences += u8::from(is_space & stopped);
    }
    Size {
        letters: u32::from(letters),
        words: u32::from(words),
        commas: u32::from(commas),
        sentences: u32::from(sentences),
    }
}

/// Ends a sentence.
fn is_stop(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?')
}

/// May stand between the end of a sentence and the space after it.
fn is_after_stop(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b')')
}

/// The ASCII character that counts as `c` does; nothing in scripts without spaces.
fn stand_in(c: char) -> Option<u8> {
    match c {
        '”' | '’' | '»' => Some(b'"'),
        '…' | '؟' | '।' | '۔' => Some(b'.'),
        '،' | '؛' => Some(b','),
        '，' | '、' | '。' | '！' | '？' => None,
        c if is_space(c) => Some(b' '),
        c if is_cjk(c) => None,
        _ => Some(b'a'),
    }
}

/// Counts characters that come in pieces.
struct Counter {
    size: Size,
    /// The last characters that were counted, then those that are to be.
    buffer: [u8; BACK + AT_ONCE],
    end: usize,
}

/// A count of so many fits in a byte.
const AT_ONCE: usize = 128;
/// Characters before the one that is counted.
const BACK: usize = 3;

impl Counter {
    fn new() -> Self {
        Counter { size: Size::default(), buffer: [b' '; BACK + AT_ONCE], end: BACK }
    }

    fn push(&mut self, mut characters: &[u8]) {
        while !characters.is_empty() {
            let room = self.buffer.len() - self.end;
            let (now, rest) = characters.split_at(characters.len().min(room));
            self.buffer[self.end..self.end + now.len()].copy_from_slice(now);
            self.end += now.len();
            characters = rest;
            if self.end == self.buffer.len() {
                self.count();
            }
        }
    }

    fn count(&mut self) {
        self.size += count_each(&self.buffer[..self.end]);
        self.buffer.copy_within(self.end - BACK..self.end, 0);
        self.end = BACK;
    }

    fn finish(mut self) -> Size {
        // The end of the text ends a sentence, too.
        self.push(b" ");
        self.count();
        self.size
    }
}

/// Measures text that may be of a script without spaces.
fn measure_unspaced(text: &str) -> Size {
    let mut size = Size::default();
    let mut in_word = false;
    let mut after_stop = false;
    let mut cjk = 0;
    for c in text.chars() {
        if let Ok(byte) = u8::try_from(c)
            && byte.is_ascii()
        {
            let is_space = byte <= b' ';
            size.sentences += u32::from(is_space && after_stop);
            size.words += u32::from(!is_space && !in_word);
            size.letters += u32::from(!is_space);
            size.commas += u32::from(byte == b',');
            in_word = !is_space;
            after_stop = is_stop(byte) || (after_stop && is_after_stop(byte));
        } else {
            measure_wide(c, &mut size, &mut in_word, &mut after_stop, &mut cjk);
        }
    }
    size.sentences += u32::from(after_stop);
    size.words += cjk / CJK_PER_WORD;
    size
}

fn measure_wide(
    c: char,
    size: &mut Size,
    in_word: &mut bool,
    after_stop: &mut bool,
    cjk: &mut u32,
) {
    if is_space(c) {
        size.sentences += u32::from(*after_stop);
        (*in_word, *after_stop) = (false, false);
        return;
    }
    if is_cjk(c) {
        *cjk += 1;
        size.letters += CJK_LETTERS;
        *in_word = false;
    } else {
        size.letters += if is_hangul(c) { HANGUL_LETTERS } else { 1 };
        size.words += u32::from(!*in_word);
        *in_word = true;
    }
    size.commas += u32::from(matches!(c, '，' | '、' | '،' | '؛'));
    match c {
        // CJK full stops need no space after them.
        '。' | '！' | '？' => {
            size.sentences += 1;
            *after_stop = false;
        }
        '…' | '؟' | '।' | '۔' => *after_stop = true,
        '”' | '’' | '»' => {}
        _ => *after_stop = false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_decodes() {
        assert_eq!(plain("  a\n &amp;&nbsp; b\0c  "), "a & bc");
        assert_eq!(plain("&lt;b&gt;"), "<b>");
    }

    /// The same by the plainest means.
    fn folded(text: &str) -> String {
        let parts: Vec<&str> = text.split(is_space).collect();
        let ends = text.len() > 1 && text.ends_with(is_space);
        let mut out =
            parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
        if ends && !out.is_empty() {
            out.push(' ');
        }
        out
    }

    #[test]
    fn all_ways_of_folding_agree() {
        let pieces =
            ["a", "bc", " ", "  ", "\n", "\t", "\r\n", "\u{A0}", "\u{FEFF}", "é", "ï", "名"];
        let mut n = 0_usize;
        for _ in 0..20_000 {
            // Mixtures of up to eight pieces, the same every time.
            n = n * 31 + 7;
            let mut rest = n;
            let mut text = String::new();
            for _ in 0..rest % 9 {
                rest = rest / 12 + rest % 1000;
                text += pieces[rest % pieces.len()];
            }
            let mut out = String::new();
            push_folded(&mut out, &text);
            assert_eq!(out, folded(&text), "{text:?}");
            let trimmed = text.trim_ascii();
            if is_plain(trimmed) {
                let mut plain = String::new();
                push_plain(&mut plain, &text);
                assert_eq!(plain, folded(&text), "{text:?}");
                assert_eq!(decode(trimmed), trimmed);
            }
            n %= 1_000_003;
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn words_are_counted_as_they_are_measured() {
        let parts = [
            "a",
            "it’s",
            " ",
            "\n",
            "\t ",
            "\u{A0}",
            "\u{FEFF}",
            "—",
            "é",
            "名前",
            "한국어",
            "ไทย",
            "कख",
            "😀",
            "Я",
        ];
        let mut n = 0_usize;
        for _ in 0..5000 {
            n = (n * 31 + 7) % 1_000_003;
            let mut rest = n;
            let mut text = "word ".repeat(n % 7 * 20);
            for _ in 0..n % 9 {
                rest = rest / 15 + rest % 1000;
                text += parts[rest % parts.len()];
            }
            assert_eq!(n_words(&text), measure(&text).words, "{text:?}");
        }
    }

    #[test]
    fn plain_text_needs_nothing() {
        for (text, expected) in [
            ("Two words.", true),
            ("Où est l’été ?", true),
            ("a  b", false),
            ("a\nb", false),
            ("a\u{A0}b", false),
            ("a &amp; b", false),
            ("a\u{7F}", false),
            ("a\u{1}", false),
            ("\u{FEFF}a", false),
        ] {
            assert_eq!(is_plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn counts_words_of_scripts_with_and_without_spaces() {
        let english = measure("One, two. Three?");
        assert_eq!((english.words, english.commas, english.sentences), (3, 1, 2));
        let japanese = measure("日本語です。");
        assert_eq!((japanese.words, japanese.sentences), (3, 1));
    }

    #[test]
    fn both_ways_of_measuring_agree() {
        let long = "He said “no.” (Yes!) And, then…  \t é\u{A0}a word... ".repeat(9);
        let texts = [
            "",
            " ",
            "a",
            "One.",
            "a.b",
            "\"a.\") b",
            ". ",
            "مرحبا، كيف؟ نعم.",
            "다리가 움직였다. 네.",
            &long,
        ];
        for text in texts {
            for (end, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let text = &text[..end];
                assert_eq!(measure(text), measure_unspaced(text), "{text:?}");
            }
        }
    }

    #[test]
    fn shortens_at_a_space() {
        assert_eq!(shorten("one two three four", 15), "one two three…");
        assert_eq!(shorten("short", 15), "short");
    }
}
