//! What stands between two start tags: text, end tags, and markup that isn't content.
//!
//! lol_html tells where start tags and comments are; it has no handler for end tags that closes
//! what HTML's tree builder would. So the text between two of its tokens is read here. In: that
//! gap. Out: its end tags, text runs and raw text, in order. Start tags never occur in a gap, and
//! a gap is only read once it is whole, so chunks can't change the outcome.

use crate::base::letters::n_letters;
use crate::base::span::Span;
use crate::base::tag::Tag;

/// One piece of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Span),
    EndTag(Tag),
    RawText(Tag, Span),
}

/// Reads `source[start..end]` and calls `piece` for what it holds. `raw` is the raw-text element
/// whose start tag stands right before the gap, if any.
pub(super) fn read(
    source: &str,
    start: usize,
    end: usize,
    raw: Option<Tag>,
    mut piece: impl FnMut(Piece),
) {
    if start == end && raw.is_none() {
        return;
    }
    let bytes = &source.as_bytes()[..end];
    let mut at = start;
    if let Some(tag) = raw {
        let close = raw_text_end(bytes, at, tag);
        piece(Piece::RawText(tag, Span::new(at, close)));
        at = close;
    }
    let mut text_start = at;
    while let Some(found) = find(b'<', &bytes[at..]) {
        let lt = at + found;
        let Some(markup) = Markup::at(bytes, lt) else {
            at = lt + 1;
            continue;
        };
        push_text(text_start, lt, &mut piece);
        if let Markup::EndTag { name_end, .. } = markup {
            piece(Piece::EndTag(Tag::from_name(&bytes[lt + 2..name_end])));
        }
        at = markup.end();
        text_start = at;
    }
    push_text(text_start, end, &mut piece);
}

fn push_text(start: usize, end: usize, piece: &mut impl FnMut(Piece)) {
    if start < end {
        piece(Piece::Text(Span::new(start, end)));
    }
}

/// Markup in a gap that isn't text.
enum Markup {
    EndTag {
        name_end: usize,
        end: usize,
    },
    /// A doctype, CDATA section, processing instruction or bogus comment; a tag or a comment that the
    /// page ends in.
    Declaration {
        end: usize,
    },
}

impl Markup {
    fn at(bytes: &[u8], lt: usize) -> Option<Self> {
        match (bytes.get(lt + 1)?, bytes.get(lt + 2)) {
            (b'/', Some(first)) if first.is_ascii_alphabetic() => {
                let name_end = lt + 2 + name_len(&bytes[lt + 2..]);
                Some(Markup::EndTag { name_end, end: after_gt(bytes, name_end) })
            }
            // lol_html tells of every one that has an end.
            (first, _) if first.is_ascii_alphabetic() => {
                Some(Markup::Declaration { end: bytes.len() })
            }
            (b'!', Some(b'-')) if bytes[lt..].starts_with(b"<!--") => {
                let end = memchr::memmem::find(&bytes[lt + 2..], b"-->");
                Some(Markup::Declaration { end: end.map_or(bytes.len(), |end| lt + 2 + end + 3) })
            }
            (b'/', Some(_)) | (b'!' | b'?', _) => {
                Some(Markup::Declaration { end: after_gt(bytes, lt) })
            }
            _ => None,
        }
    }

    fn end(&self) -> usize {
        match *self {
            Markup::EndTag { end, .. } | Markup::Declaration { end } => end,
        }
    }
}

/// The length of a tag's name at the start of `bytes`.
pub(super) fn name_len(bytes: &[u8]) -> usize {
    let start = n_letters(bytes);
    let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C' | b' ' | b'/' | b'>');
    bytes[start..].iter().position(ends).map_or(bytes.len(), |len| start + len)
}

fn after_gt(bytes: &[u8], from: usize) -> usize {
    find(b'>', &bytes[from..]).map_or(bytes.len(), |found| from + found + 1)
}

/// Where `byte` stands first: most often it comes right away.
fn find(byte: u8, bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&byte) { Some(0) } else { memchr::memchr(byte, bytes) }
}

/// Where the raw text of `tag` ends: at its end tag, or at the end of `bytes`.
fn raw_text_end(bytes: &[u8], start: usize, tag: Tag) -> usize {
    if tag == Tag::Plaintext {
        return bytes.len();
    }
    let mut at = start;
    let mut comment = Escape::None;
    loop {
        // Outside a comment nothing but a tag or a comment's start matters.
        let found = match comment {
            Escape::None => memchr::memchr(b'<', &bytes[at..]),
            _ => memchr::memchr2(b'<', b'-', &bytes[at..]),
        };
        let Some(found) = found else { return bytes.len() };
        let here = at + found;
        let rest = &bytes[here..];
        at = here + 1;
        if closes(rest, tag) && comment != Escape::Double {
            return here;
        }
        if tag == Tag::Script {
            comment = comment.after(rest);
        }
    }
}

/// Does `rest` start with the end tag of `tag`?
fn closes(rest: &[u8], tag: Tag) -> bool {
    let name = tag.name().as_bytes();
    rest.len() >= 2 + name.len()
        && rest.starts_with(b"</")
        && rest[2..2 + name.len()].eq_ignore_ascii_case(name)
        && name_len(&rest[2..]) == name.len()
}

/// The standard's escaped states of script data: in `<!--`, a nested `<script>` hides one end tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Single,
    Double,
}

impl Escape {
    fn after(self, rest: &[u8]) -> Self {
        let opens = |prefix: &[u8]| {
            rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix)
        };
        match self {
            Escape::None if rest.starts_with(b"<!--") => Escape::Single,
            Escape::Single | Escape::Double if rest.starts_with(b"-->") => Escape::None,
            Escape::Single if opens(b"<script") && name_len(&rest[1..]) == "script".len() => {
                Escape::Double
            }
            Escape::Double if closes(rest, Tag::Script) => Escape::Single,
            state => state,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(gap: &str, raw: Option<Tag>) -> String {
        let mut out = String::new();
        read(gap, 0, gap.len(), raw, |piece| {
            out.extend(match piece {
                Piece::Text(span) => ["[", span.of(gap), "]", ""],
                Piece::EndTag(tag) => ["/", tag.name(), "", ""],
                Piece::RawText(tag, span) => [tag.name(), "[", span.of(gap), "]"],
            });
        });
        out
    }

    #[test]
    fn reads_text_and_end_tags() {
        assert_eq!(
            pieces("one</p >two</Div><!doctype html>three", None),
            "[one]/p[two]/div[three]"
        );
        assert_eq!(pieces("1 < 2 and a<", None), "[1 < 2 and a<]");
        assert_eq!(pieces("</>x</ y>z<?pi?>", None), "[x][z]");
    }

    #[test]
    fn reads_raw_text() {
        assert_eq!(pieces("a</b></style>c", Some(Tag::Style)), "style[a</b>]/style[c]");
        assert_eq!(pieces("never closed", Some(Tag::Title)), "title[never closed]");
        assert_eq!(
            pieces("<!--<script></script>--></script>x", Some(Tag::Script)),
            "script[<!--<script></script>-->]/script[x]"
        );
    }
}
