//! Turns bytes into text while they come in.
//!
//! In: chunks. Out: pieces of text. Bytes are held back only until the charset is known: for the
//! prescan's window, and where nothing is declared, for `GUESS_BYTES` from the first byte that
//! isn't ASCII. Both are counted from the page's start, so the text is the same however the page
//! is cut.

use encoding_rs::{CoderResult, Encoding, UTF_8};

use super::charset::{self, PRESCAN_BYTES};

/// The longest byte order mark.
const MARK_BYTES: usize = 3;

/// How much undeclared text, from its first non-ASCII byte on, is looked at to tell UTF-8.
const GUESS_BYTES: usize = 8 << 10;

/// So many bytes are decoded at a time.
const PIECE_BYTES: usize = 4 << 10;

/// The same where UTF-8 is broken, or goes on in the next bytes.
const BROKEN_BYTES: usize = 16;

/// What was held back is let go in pieces of so many bytes, and of a short page in smaller ones: what
/// comes of them takes the same room again.
const HELD_BYTES: usize = 1 << 10;
const SHORT_HELD_BYTES: usize = 256;
const SHORT_BYTES: usize = 4 << 10;

/// How far the charset is known.
enum State {
    /// Waiting for a byte order mark, or its absence; the option names the charset otherwise.
    Named(&'static Encoding),
    /// Waiting for the page's own declaration.
    Prescan,
    /// Nothing declared and only ASCII so far, which is the same text in every charset left.
    Ascii,
    /// Nothing declared; waiting for enough bytes to tell UTF-8.
    Guess,
    Known(encoding_rs::Decoder),
}

/// Turns a page's bytes into text.
pub(crate) struct Decoder {
    state: State,
    /// Bytes held back until the charset is known.
    held: Vec<u8>,
    piece: String,
}

impl Decoder {
    /// `charset` is the name that came with the bytes; a name that isn't `known` is ignored.
    pub(crate) fn new(charset: Option<&str>) -> Self {
        let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
        let state = named.map_or(State::Prescan, State::Named);
        Decoder { state, held: Vec::new(), piece: String::new() }
    }

    /// Takes the next bytes and hands out the text that is certain.
    pub(crate) fn write(&mut self, bytes: &[u8], text: &mut impl FnMut(&str)) {
        let mut rest = bytes;
        if self.held.is_empty()
            && let Some((encoding, mark_len)) = self.told_by(bytes)
        {
            self.state = State::Known(encoding.new_decoder_without_bom_handling());
            rest = &rest[mark_len..];
        }
        while !rest.is_empty() {
            if matches!(self.state, State::Known(_)) {
                self.decode_open(rest, text);
                return;
            }
            // Little by little: what is held back is only what must be.
            let (piece, after) = rest.split_at(PRESCAN_BYTES.min(rest.len()));
            self.held.reserve_exact(piece.len());
            self.held.extend_from_slice(piece);
            self.settle(End::Open, text);
            rest = after;
        }
    }

    /// The charset that the page's first `bytes` tell, if they do, and the length of their byte order mark.
    fn told_by(&self, bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
        let encoding = match self.state {
            State::Named(encoding) if MARK_BYTES <= bytes.len() => Some(encoding),
            State::Prescan if PRESCAN_BYTES <= bytes.len() => {
                charset::declared(&bytes[..PRESCAN_BYTES])
            }
            _ => return None,
        };
        charset::from_mark(bytes).or(encoding.map(|encoding| (encoding, 0)))
    }

    /// Ends the page and hands out what was held back.
    pub(crate) fn finish(&mut self, text: &mut impl FnMut(&str)) {
        self.settle(End::Closed, text);
        self.decode(&[], End::Closed, text);
    }

    /// The charset's name, as the Encoding standard writes it; UTF-8 while it isn't known.
    #[cfg(test)]
    pub(crate) fn charset_name(&self) -> &'static str {
        match &self.state {
            State::Known(decoder) => decoder.encoding().name(),
            State::Named(encoding) => encoding.name(),
            State::Prescan | State::Ascii | State::Guess => UTF_8.name(),
        }
    }

    /// Goes on from state to state as long as the bytes held decide something.
    fn settle(&mut self, end: End, text: &mut impl FnMut(&str)) {
        loop {
            match self.state {
                State::Named(encoding) if self.has(MARK_BYTES, end) => self.know(encoding, text),
                State::Prescan if self.has(PRESCAN_BYTES, end) => self.prescan(text),
                State::Ascii => self.pass_ascii(text),
                State::Guess if self.has(GUESS_BYTES, end) => {
                    let window = self.held.len().min(GUESS_BYTES);
                    self.know(charset::guessed(&self.held[..window]), text);
                }
                State::Known(_) | State::Named(_) | State::Prescan | State::Guess => return,
            }
            if self.held.is_empty() && matches!(self.state, State::Ascii) {
                return;
            }
        }
    }

    fn has(&self, n_bytes: usize, end: End) -> bool {
        n_bytes <= self.held.len() || end == End::Closed
    }

    fn prescan(&mut self, text: &mut impl FnMut(&str)) {
        let window = &self.held[..self.held.len().min(PRESCAN_BYTES)];
        match charset::declared(window) {
            Some(encoding) => self.know(encoding, text),
            None if charset::from_mark(window).is_some() => self.know(UTF_8, text),
            None => self.state = State::Ascii,
        }
    }

    fn pass_ascii(&mut self, text: &mut impl FnMut(&str)) {
        let mut held = std::mem::take(&mut self.held);
        let rest = held.split_off(Encoding::ascii_valid_up_to(&held));
        for piece in pieces(held) {
            text(std::str::from_utf8(&piece).unwrap_or(""));
        }
        self.held = rest;
        if !self.held.is_empty() {
            self.state = State::Guess;
        }
    }

    /// Decodes what was held; a byte order mark overrules `encoding`. Marks stand at the page's
    /// start, and text has been handed out before only where there was none.
    fn know(&mut self, encoding: &'static Encoding, text: &mut impl FnMut(&str)) {
        let at_start = !matches!(self.state, State::Guess);
        let mark = if at_start { charset::from_mark(&self.held) } else { None };
        let (encoding, mark_len) = mark.unwrap_or((encoding, 0));
        self.state = State::Known(encoding.new_decoder_without_bom_handling());
        self.held.drain(..mark_len);
        for piece in pieces(std::mem::take(&mut self.held)) {
            self.decode_open(&piece, text);
        }
    }

    /// Decodes `bytes`, after which more may come. What is UTF-8 already is handed out where it stands.
    fn decode_open(&mut self, bytes: &[u8], text: &mut impl FnMut(&str)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let State::Known(decoder) = &self.state else { return };
            // Nothing where a character is yet to end.
            let is_between = decoder.latin1_byte_compatible_up_to(&[]).is_some();
            let is_utf_8 = decoder.encoding() == UTF_8;
            let mut after = rest;
            if is_utf_8 && is_between {
                match simdutf8::compat::from_utf8(rest) {
                    Ok(whole) => return text(whole),
                    Err(error) => {
                        let (valid, broken) = rest.split_at(error.valid_up_to());
                        if let Ok(valid) = simdutf8::compat::from_utf8(valid)
                            && !valid.is_empty()
                        {
                            text(valid);
                        }
                        after = broken;
                    }
                }
            }
            let len = if is_utf_8 { BROKEN_BYTES } else { PIECE_BYTES };
            let (piece, after) = after.split_at(len.min(after.len()));
            self.decode(piece, End::Open, text);
            rest = after;
        }
    }

    fn decode(&mut self, mut bytes: &[u8], end: End, text: &mut impl FnMut(&str)) {
        let State::Known(decoder) = &mut self.state else { return };
        self.piece.reserve(PIECE_BYTES.min(bytes.len() * 3 / 2 + MARK_BYTES * 4));
        loop {
            let (result, read, _) =
                decoder.decode_to_string(bytes, &mut self.piece, end == End::Closed);
            bytes = &bytes[read..];
            if !self.piece.is_empty() {
                text(&self.piece);
                self.piece.clear();
            }
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

/// May more bytes come?
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Closed,
}

/// What was held back in pieces, each of which is gone once it is read.
fn pieces(held: Vec<u8>) -> impl Iterator<Item = Box<[u8]>> {
    let is_short = HELD_BYTES < held.len() && held.len() < SHORT_BYTES;
    let n_bytes = if is_short { SHORT_HELD_BYTES } else { HELD_BYTES };
    let pieces: Vec<Box<[u8]>> = held.chunks(n_bytes).map(Into::into).collect();
    drop(held);
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(charset: Option<&str>, bytes: &[u8], chunk: usize) -> (String, &'static str) {
        let mut out = String::new();
        let mut decoder = Decoder::new(charset);
        let mut take = |text: &str| {
            out.push_str(text);
        };
        for chunk in bytes.chunks(chunk) {
            decoder.write(chunk, &mut take);
        }
        decoder.finish(&mut take);
        let name = decoder.charset_name();
        (out, name)
    }

    fn check(charset: Option<&str>, bytes: &[u8], expected: (&str, &str)) {
        for chunk in [1, 2, 3, 7, 1000, 1 << 20] {
            let (text, name) = decode(charset, bytes, chunk);
            assert_eq!((&*text, name), expected, "in chunks of {chunk}");
        }
    }

    fn utf_16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn the_mark_wins_and_is_not_handed_out() {
        check(Some("latin1"), "\u{FEFF}é".as_bytes(), ("é", "UTF-8"));
        check(
            None,
            "\u{FEFF}<meta charset=koi8-r>é".as_bytes(),
            ("<meta charset=koi8-r>é", "UTF-8"),
        );
        check(None, &utf_16("\u{FEFF}<p>é😀"), ("<p>é😀", "UTF-16LE"));
        check(None, b"\xfe\xff\0a", ("a", "UTF-16BE"));
    }

    #[test]
    fn the_name_given_beats_the_page() {
        check(Some("koi8-r"), b"<meta charset=utf-8>\xd4", ("<meta charset=utf-8>т", "KOI8-R"));
        check(Some("nonsense"), b"<meta charset=koi8-r>\xd4", ("<meta charset=koi8-r>т", "KOI8-R"));
        check(Some("utf-16"), b"a\0b\0", ("ab", "UTF-16LE"));
    }

    #[test]
    fn broken_utf_8_is_read_as_browsers_do() {
        let broken = b"<meta charset=utf-8>a\xffb\xe2\x82c\xf0\x9f\x98\x80\xed\xa0\x80d\xc3";
        let text = String::from_utf8_lossy(broken).into_owned();
        check(None, broken, (&text, "UTF-8"));
        let long = [&b"<meta charset=utf-8>"[..], &b"\xe2\x82 \xff".repeat(2000), b"x"].concat();
        check(None, &long, (&String::from_utf8_lossy(&long), "UTF-8"));
    }

    #[test]
    fn reads_what_the_page_declares() {
        check(
            None,
            b"<meta charset=shift_jis>\x93\xfa",
            ("<meta charset=shift_jis>日", "Shift_JIS"),
        );
        check(
            None,
            b"<meta charset=iso-2022-jp>\x1b$BF|\x1b(B",
            ("<meta charset=iso-2022-jp>日", "ISO-2022-JP"),
        );
        check(None, b"<meta charset=euc-kr>\xc7\xd1", ("<meta charset=euc-kr>한", "EUC-KR"));
        check(
            None,
            b"<meta charset=gb18030>\x94\x39\xda\x33",
            ("<meta charset=gb18030>💩", "gb18030"),
        );
        check(None, &utf_16("<p>é"), ("<p>é", "UTF-16LE"));
    }

    #[test]
    fn guesses_where_nothing_is_declared() {
        check(None, "<p>caf\u{e9} 日本".as_bytes(), ("<p>café 日本", "UTF-8"));
        check(None, b"<p>caf\xe9 \x93", ("<p>café “", "windows-1252"));
        check(None, b"", ("", "UTF-8"));
    }

    #[test]
    fn guesses_late_in_long_ascii() {
        let mut page = vec![b'a'; 200_000];
        page.extend_from_slice("é".as_bytes());
        let (text, name) = decode(None, &page, 1000);
        assert_eq!((text.len(), name), (200_002, "UTF-8"));
        page.pop();
        page.extend_from_slice(b" x");
        for chunk in [999, 1 << 20] {
            let (text, name) = decode(None, &page, chunk);
            assert!(text.ends_with("Ã x"));
            assert_eq!(name, "windows-1252");
        }
    }

    #[test]
    fn broken_bytes_become_replacement_characters() {
        check(Some("utf-8"), b"a\xffb\xe6\x97", ("a\u{FFFD}b\u{FFFD}", "UTF-8"));
    }
}
