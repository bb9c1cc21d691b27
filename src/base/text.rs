//! Text as a reader sees it: character references decoded, white space folded, words counted.
//!
//! In: text as it stands in the page. Out: plain text, or its size. The one measure of size is
//! *letters*: characters that aren't white space, where a CJK character counts for
//! `CJK_LETTERS`, so that one threshold serves all scripts.

use std::borrow::Cow;

/// How many Latin letters one CJK character is worth: about 5 letters a word, 1.7 characters a word.
pub(crate) const CJK_LETTERS: u32 = 3;

/// CJK characters to a word, for word counts (the middle of the values in use, 1.5 to 2.5).
const CJK_PER_WORD: u32 = 2;

/// Is `c` a character of a script written without spaces?
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
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

/// Decodes character references alone: enough to measure and to compare.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', raw.as_bytes()).is_some() { htmlize::unescape(raw) } else { raw.into() }
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1F | 0x7F)
}

/// Appends `text` with every run of white space folded to one space, none at the start of `out`.
pub(crate) fn push_folded(out: &mut String, text: &str) {
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
        if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        at += len;
        while let more @ 1.. = space_len(&bytes[at..]) {
            at += more;
        }
        word = at;
    }
    out.push_str(&text[word..]);
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
    let mut out = String::new();
    push_folded(&mut out, &decode(raw));
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
    /// Characters that aren't white space; a CJK character counts `CJK_LETTERS`.
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

const SPACE: u8 = 1;
const COMMA: u8 = 2;
/// Ends a sentence.
const STOP: u8 = 4;
/// May stand between the end of a sentence and the space after it.
const AFTER_STOP: u8 = 8;

/// What each ASCII character counts as.
const ASCII: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut at = 0;
    while at < 128 {
        kinds[at] = match at as u8 {
            0..=b' ' => SPACE,
            b',' => COMMA,
            b'.' | b'!' | b'?' => STOP,
            b'"' | b'\'' | b')' => AFTER_STOP,
            _ => 0,
        };
        at += 1;
    }
    kinds
};

/// Measures `text`, which is already decoded.
pub(crate) fn measure(text: &str) -> Size {
    let mut size = Size::default();
    let mut in_word = false;
    let mut after_stop = false;
    let mut cjk = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() {
            at += 1;
            let kind = ASCII[byte as usize];
            let is_space = kind & SPACE != 0;
            size.sentences += u32::from(is_space && after_stop);
            size.words += u32::from(!is_space && !in_word);
            size.letters += u32::from(!is_space);
            size.commas += u32::from(kind & COMMA != 0);
            in_word = !is_space;
            after_stop = kind & STOP != 0 || (after_stop && kind & AFTER_STOP != 0);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        measure_wide(c, &mut size, &mut in_word, &mut after_stop, &mut cjk);
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
        size.letters += 1;
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

    #[test]
    fn counts_words_of_scripts_with_and_without_spaces() {
        let english = measure("One, two. Three?");
        assert_eq!((english.words, english.commas, english.sentences), (3, 1, 2));
        let japanese = measure("日本語です。");
        assert_eq!((japanese.words, japanese.sentences), (3, 1));
    }

    #[test]
    fn shortens_at_a_space() {
        assert_eq!(shorten("one two three four", 15), "one two three…");
        assert_eq!(shorten("short", 15), "short");
    }
}
