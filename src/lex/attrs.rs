//! The attributes of a start tag.
//!
//! In: a start tag as it stands in the page, as lol_html found it. Out: those of its attributes that Lede
//! reads, where it has one twice the first. Tokenized as the HTML standard says (13.2.5.32 to 40), where the tag
//! stands, without a list of all attributes: most are of no interest.

use std::ops::Range;

use crate::base::attr::{Attr, AttrName, AttrNames};
use crate::base::letters::n_letters;
use crate::base::span::Span;

/// Reads the attributes of the start tag at `span`, whose name has `name_len` bytes, into `attrs`, and gives their
/// names.
pub(super) fn read(source: &str, span: Span, name_len: usize, attrs: &mut Vec<Attr>) -> AttrNames {
    attrs.clear();
    let mut names = AttrNames::default();
    let mut rest = Rest { tag: span.bytes_of(source), at: 1 + name_len };
    while let Some(Raw { name, value }) = rest.next() {
        let Some(name) = AttrName::lookup(name).filter(|&name| !names.has(name)) else { continue };
        names.insert(name);
        let start = span.start as usize;
        let value =
            value.map_or_else(Span::default, |at| Span::new(start + at.start, start + at.end));
        attrs.push(Attr::new(name, value));
    }
    names
}

/// An attribute as it stands in a tag.
struct Raw<'t> {
    name: &'t [u8],
    /// Where in the tag its value stands, if it has one.
    value: Option<Range<usize>>,
}

/// What is yet to be read of a tag.
struct Rest<'t> {
    tag: &'t [u8],
    at: usize,
}

impl<'t> Rest<'t> {
    /// The next attribute.
    fn next(&mut self) -> Option<Raw<'t>> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let start = self.at;
        if *self.tag.get(start)? == b'>' {
            return None;
        }
        // A name may begin with an equals sign.
        self.at += 1;
        self.at += n_letters(&self.tag[self.at..]);
        self.skip(|byte| !(byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=')));
        let name = &self.tag[start..self.at];
        if self.tag.get(self.at) != Some(&b'=') {
            self.skip(|byte| byte.is_ascii_whitespace());
            if self.tag.get(self.at) != Some(&b'=') {
                return Some(Raw { name, value: None });
            }
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        Some(Raw { name, value: self.value() })
    }

    fn value(&mut self) -> Option<Range<usize>> {
        match *self.tag.get(self.at)? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let len = memchr::memchr(quote, &self.tag[start..]);
                let end = len.map_or(self.tag.len(), |len| start + len);
                self.at = end + 1;
                Some(start..end)
            }
            b'>' => None,
            _ => {
                let start = self.at;
                self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
                Some(start..self.at)
            }
        }
    }

    /// Goes on to the first byte that isn't one of `these`.
    fn skip(&mut self, these: impl Fn(u8) -> bool) {
        while self.tag.get(self.at).is_some_and(|&byte| these(byte)) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use lol_html::{RewriteStrSettings, element, rewrite_str};

    use super::*;

    /// What lol_html reads of the tag.
    fn by_lol_html(tag: &str) -> Vec<(String, String)> {
        let read = Rc::new(RefCell::new(Vec::new()));
        let for_tags = Rc::clone(&read);
        let settings = RewriteStrSettings::new().append_element_content_handler(element!(
            "*",
            move |element| {
                for attribute in element.attributes() {
                    for_tags.borrow_mut().push((attribute.name(), attribute.value()));
                }
                Ok(())
            }
        ));
        rewrite_str(tag, settings).unwrap();
        read.take()
    }

    fn by_us(tag: &str) -> Vec<(String, String)> {
        let name_len = super::super::gap::name_len(&tag.as_bytes()[1..]);
        let mut rest = Rest { tag: tag.as_bytes(), at: 1 + name_len };
        let mut read: Vec<(String, String)> = Vec::new();
        while let Some(Raw { name, value }) = rest.next() {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            read.push((name, tag[value.unwrap_or_default()].to_owned()));
        }
        read
    }

    #[test]
    fn reads_what_lol_html_reads() {
        let pieces =
            ["a", "=", "\"", "'", " ", "\n", "/", "B", "x y", "==", "=\"v\"", "='w'", "é", "=u/"];
        let mut n = 1_u64;
        let mut n_read = 0;
        for _ in 0..40_000 {
            n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut tag = String::from("<p ");
            for nth in 0..(n >> 60) {
                tag += pieces[(n >> (4 * nth)) as usize % pieces.len()];
            }
            tag.push('>');
            // What is open to its end is no tag.
            let expected = by_lol_html(&tag);
            if tag.matches('"').count() % 2 == 0 && tag.matches('\'').count() % 2 == 0 {
                n_read += usize::from(!expected.is_empty());
            }
            if !expected.is_empty() {
                assert_eq!(by_us(&tag), expected, "{tag:?}");
            }
        }
        assert!(n_read > 1000, "{n_read}");
    }

    #[test]
    fn the_first_of_two_counts() {
        let tag = "<a HREF=x id=1 href=y data-x>";
        let mut attrs = Vec::new();
        let names = read(tag, Span::new(0, tag.len()), 1, &mut attrs);
        let read: Vec<_> = attrs.iter().map(|attr| (attr.name, attr.value().of(tag))).collect();
        assert_eq!(read, [(AttrName::Href, "x"), (AttrName::Id, "1")]);
        assert!(names.has(AttrName::Id) && !names.has(AttrName::Class));
    }
}
