//! Finds a page's charset.
//!
//! In: the page's first bytes and the name that came with them. Out: an encoding. The order is the
//! HTML standard's (13.2.3.2 "Determining the character encoding"): byte order mark, the name that
//! came with the bytes, `<meta>`, the XML declaration; then what the bytes look like. It guesses no
//! legacy charset from letter frequencies: undeclared bytes that aren't UTF-8 are windows-1252, the
//! standard's choice for most languages.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far a `<meta>` is looked for, in bytes. The standard's 1024 at the least; browsers read on
/// to the end of the head, and heads that open with scripts have their `<meta>` later.
pub(super) const PRESCAN_BYTES: usize = 16 << 10;

/// Is `label` the name of a charset?
pub(crate) fn known(label: &str) -> bool {
    Encoding::for_label(label.as_bytes()).is_some()
}

/// The encoding that a byte order mark at the start of `bytes` tells, and the mark's length.
pub(super) fn from_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// The encoding that the page's first bytes declare.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    utf_16(bytes).or_else(|| Prescan { bytes, at: 0 }.run()).or_else(|| xml_declaration(bytes))
}

/// How many bytes that go on a character of UTF-8 outweigh one broken one. Text in another charset hardly
/// ever forms even one, and pages in UTF-8 are put together from parts of which one may be broken.
const BYTES_PER_BREAK: usize = 4;

/// The encoding of bytes that declare none, by what follows the first that isn't ASCII: is it
/// UTF-8? Bytes cut off within a character are.
pub(super) fn guessed(bytes: &[u8]) -> &'static Encoding {
    let (mut n_fitting, mut n_breaks, mut last_break) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        n_fitting += chunk.valid().chars().map(|c| c.len_utf8() - 1).sum::<usize>();
        n_breaks += usize::from(!chunk.invalid().is_empty());
        last_break = chunk.invalid().len();
    }
    let is_cut = last_break > 0 && is_cut_char(&bytes[bytes.len() - last_break..]);
    n_breaks -= usize::from(is_cut);
    if n_breaks == 0 || n_breaks * BYTES_PER_BREAK < n_fitting { UTF_8 } else { WINDOWS_1252 }
}

/// Could more bytes make a character of these?
fn is_cut_char(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// UTF-16 without a mark: `<` and a letter, each with its zero byte, as pages in it must begin.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let second = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?');
    match *bytes {
        [b'<', 0, byte, 0, ..] if second(byte) => Some(UTF_16LE),
        [0, b'<', 0, byte, ..] if second(byte) => Some(UTF_16BE),
        _ => None,
    }
}

/// `label`'s encoding where the page itself says it: bytes in which `<meta>` could be read
/// can't be UTF-16.
fn from_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    if encoding == UTF_16BE || encoding == UTF_16LE {
        return Some(UTF_8);
    }
    Some(if encoding.name() == "x-user-defined" { WINDOWS_1252 } else { encoding })
}

/// `<?xml version="1.0" encoding="…"?>`, which old XHTML pages have alone.
fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = memchr::memchr(b'>', bytes)?;
    let declaration = &bytes[..end];
    let at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let rest = declaration[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = rest.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    from_label(&rest[..memchr::memchr(*quote, rest)?])
}

/// The standard's "prescan a byte stream to determine its encoding".
struct Prescan<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What the attributes of one `<meta>` say.
#[derive(Default)]
struct Meta {
    is_content_type: bool,
    charset: Option<&'static Encoding>,
    content: Option<&'static Encoding>,
}

impl<'a> Prescan<'a> {
    fn run(mut self) -> Option<&'static Encoding> {
        while let Some(found) = memchr::memchr(b'<', &self.bytes[self.at..]) {
            self.at += found;
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"<!--") {
                // `<!-->` is a whole comment: its end may share the start's hyphens.
                self.at = memchr::memmem::find(&rest[2..], b"-->").map(|end| self.at + end + 5)?;
            } else if is_meta(rest) {
                self.at += b"<meta".len();
                if let Some(encoding) = self.meta() {
                    return Some(encoding);
                }
            } else if is_tag(rest) {
                self.skip_name();
                while self.attribute().is_some() {}
            } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
                self.at += memchr::memchr(b'>', rest)? + 1;
            } else {
                self.at += 1;
            }
        }
        None
    }

    fn meta(&mut self) -> Option<&'static Encoding> {
        let mut meta = Meta::default();
        while let Some((name, value)) = self.attribute() {
            match name.to_ascii_lowercase().as_slice() {
                b"http-equiv" => {
                    meta.is_content_type |= value.eq_ignore_ascii_case(b"content-type");
                }
                b"content" => meta.content = meta.content.or_else(|| from_content(value)),
                b"charset" => meta.charset = meta.charset.or_else(|| from_label(value)),
                _ => {}
            }
        }
        meta.charset.or(if meta.is_content_type { meta.content } else { None })
    }

    fn skip_name(&mut self) {
        self.skip_while(|byte| !byte.is_ascii_whitespace() && byte != b'>');
    }

    fn skip_while(&mut self, matches: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|byte| !matches(*byte)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// The standard's "get an attribute"; nothing at the tag's end.
    fn attribute(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        self.skip_while(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let first = *self.bytes.get(self.at)?;
        if first == b'>' {
            self.at += 1;
            return None;
        }
        let start = self.at;
        self.at += usize::from(first == b'=');
        self.skip_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/' | b'>'));
        let name = &self.bytes[start..self.at];
        self.skip_while(|byte| byte.is_ascii_whitespace());
        if self.bytes.get(self.at) != Some(&b'=') {
            return Some((name, b""));
        }
        self.at += 1;
        self.skip_while(|byte| byte.is_ascii_whitespace());
        Some((name, self.attribute_value()?))
    }

    fn attribute_value(&mut self) -> Option<&'a [u8]> {
        match *self.bytes.get(self.at)? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.skip_while(|byte| byte != quote);
                // A value that the window cuts off says nothing.
                self.bytes.get(self.at)?;
                self.at += 1;
                Some(value)
            }
            _ => Some(self.skip_while(|byte| !byte.is_ascii_whitespace() && byte != b'>')),
        }
    }
}

fn is_meta(rest: &[u8]) -> bool {
    rest.len() > 5
        && rest[..5].eq_ignore_ascii_case(b"<meta")
        && (rest[5].is_ascii_whitespace() || rest[5] == b'/')
}

fn is_tag(rest: &[u8]) -> bool {
    let name = rest.get(1..).unwrap_or(&[]);
    let name = name.strip_prefix(b"/").unwrap_or(name);
    name.first().is_some_and(u8::is_ascii_alphabetic)
}

/// The standard's "extracting a character encoding from a meta element".
fn from_content(content: &[u8]) -> Option<&'static Encoding> {
    let lower = content.to_ascii_lowercase();
    let mut rest = &*lower;
    loop {
        rest = &rest[memchr::memmem::find(rest, b"charset")? + b"charset".len()..];
        if let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") {
            return from_label(first_word(value.trim_ascii_start())?);
        }
    }
}

fn first_word(value: &[u8]) -> Option<&[u8]> {
    match value.first()? {
        quote @ (b'"' | b'\'') => value[1..].split(|byte| byte == quote).next(),
        _ => value.split(|byte| byte.is_ascii_whitespace() || *byte == b';').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: Option<&str>) {
        assert_eq!(declared(page.as_bytes()).map(Encoding::name), expected, "{page}");
    }

    #[test]
    fn reads_meta_charset() {
        check("<meta charset=utf-8>", Some("UTF-8"));
        check("<!DOCTYPE html><html lang=ja><META CharSet = 'Shift_JIS' />", Some("Shift_JIS"));
        check("<meta charset=\"latin1\">", Some("windows-1252"));
        check("<meta charset=utf-16>", Some("UTF-8"));
        check("<meta charset=nonsense><meta charset=koi8-r>", Some("KOI8-R"));
        check("<meta name=x content='text/html; charset=koi8-r'>", None);
    }

    #[test]
    fn reads_http_equiv() {
        check("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", Some("GBK"));
        check(
            "<meta content=\"text/html;charset = 'euc-kr'\" http-equiv=content-type>",
            Some("EUC-KR"),
        );
        check("<meta http-equiv=refresh content='charset=euc-kr'>", None);
    }

    #[test]
    fn skips_what_only_looks_like_meta() {
        check("<!-- <meta charset=koi8-r> --><meta charset=big5>", Some("Big5"));
        check("<!--><meta charset=big5>", Some("Big5"));
        check("<a title='<meta charset=koi8-r>'><meta charset=big5>", Some("Big5"));
        check("<metadata charset=koi8-r>", None);
        check("<meta charset=\"koi8", None);
    }

    #[test]
    fn reads_the_xml_declaration() {
        check("<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><html>", Some("ISO-8859-2"));
        check("<?xml version='1.0'?><html encoding='iso-8859-2'>", None);
    }

    #[test]
    fn knows_utf_16_by_its_zeros() {
        check("<\0!\0d\0", Some("UTF-16LE"));
        check("\0<\0h\0t", Some("UTF-16BE"));
        check("<\0\0\0", None);
    }

    #[test]
    fn guesses_utf_8_where_it_fits() {
        assert_eq!(guessed("é".as_bytes()), UTF_8);
        assert_eq!(guessed(&"é日".as_bytes()[..4]), UTF_8, "cut within a character");
        assert_eq!(guessed("日本語日本語\u{e9}".as_bytes()), UTF_8);
        assert_eq!(
            guessed(b"\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xff\xe6\x97\xa5\xe6\x97\xa5"),
            UTF_8
        );
        assert_eq!(guessed("Ünïcode and € and 字".as_bytes()), UTF_8);
        assert_eq!(guessed(&["Ünïcode and € and 字".as_bytes(), b"\xff"].concat()), UTF_8);
        assert_eq!(guessed(b"\xe9t\xe9"), WINDOWS_1252);
    }

    #[test]
    fn knows_labels() {
        assert!(known("UTF8") && known(" windows-1251 "));
        assert!(!known("") && !known("klingon"));
    }
}
