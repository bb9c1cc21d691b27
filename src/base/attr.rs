//! The attributes that Lede reads, and no others.
//!
//! In: an attribute's name as it stands in the page. Out: its place in the table, or nothing.
//! A table keeps the outline small: a page's other attributes are never stored.

use super::fnv::NameTable;
use super::span::Span;

macro_rules! attrs {
    ($($variant:ident = $name:literal,)*) => {
        /// An attribute that some stage reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum AttrName { $($variant,)* }

        const ALL: &[AttrName] = &[$(AttrName::$variant),*];
        const NAMES: &[&[u8]] = &[$($name),*];
    };
}

attrs! {
    Action = b"action",
    Alt = b"alt",
    AriaHidden = b"aria-hidden",
    AriaLabel = b"aria-label",
    AriaModal = b"aria-modal",
    Charset = b"charset",
    Cite = b"cite",
    Class = b"class",
    Colspan = b"colspan",
    Content = b"content",
    DataComponent = b"data-component",
    DataNosnippet = b"data-nosnippet",
    DataQa = b"data-qa",
    DataTestid = b"data-testid",
    Datetime = b"datetime",
    Dir = b"dir",
    Height = b"height",
    Hidden = b"hidden",
    Href = b"href",
    HttpEquiv = b"http-equiv",
    Id = b"id",
    Itemprop = b"itemprop",
    Itemscope = b"itemscope",
    Itemtype = b"itemtype",
    Lang = b"lang",
    Media = b"media",
    Name = b"name",
    Open = b"open",
    Placeholder = b"placeholder",
    Poster = b"poster",
    Property = b"property",
    Rel = b"rel",
    Reversed = b"reversed",
    Role = b"role",
    Rowspan = b"rowspan",
    Scope = b"scope",
    ShadowRootMode = b"shadowrootmode",
    Sizes = b"sizes",
    Src = b"src",
    Srcset = b"srcset",
    Start = b"start",
    Style = b"style",
    Title = b"title",
    Type = b"type",
    Value = b"value",
    Width = b"width",
    XmlLang = b"xml:lang",
    // Lazy-loading scripts keep the real address in one of these.
    DataSrc = b"data-src",
    DataSrcset = b"data-srcset",
    DataOriginal = b"data-original",
    DataOriginalSet = b"data-original-set",
    DataLazySrc = b"data-lazy-src",
    DataLazySrcset = b"data-lazy-srcset",
    DataUrl = b"data-url",
    DataImage = b"data-image",
    DataHiRes = b"data-hi-res-src",
    DataFullSrc = b"data-full-src",
    DataLazy = b"data-lazy",
    DataSrcLarge = b"data-src-large",
    DataSrcRetina = b"data-src-retina",
    DataDefaultSrc = b"data-default-src",
    DataLang = b"data-lang",
    DataLanguage = b"data-language",
}

static PLACES: NameTable = NameTable::new(NAMES);

impl AttrName {
    /// The attribute called `name` (compared without case), if Lede reads it.
    pub(crate) fn lookup(name: &[u8]) -> Option<Self> {
        PLACES.place(name).map(|place| ALL[place])
    }
}

/// One attribute of a start tag: which, and where its value stands in the page's text.
///
/// The value is as written, character references included; an attribute without a value has an
/// empty span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub(crate) name: AttrName,
    /// The value's length, in three bytes, so that an attribute takes eight: a page has some thousands.
    n_bytes_high: u8,
    n_bytes_low: u16,
    pub(crate) start: u32,
}

impl Attr {
    /// A value that is longer than any that means something (16 MiB) counts as none.
    pub(crate) fn new(name: AttrName, value: Span) -> Self {
        let n_bytes = value.n_bytes() as u32;
        let n_bytes = if n_bytes < 1 << 24 { n_bytes } else { 0 };
        let (n_bytes_high, n_bytes_low) = ((n_bytes >> 16) as u8, n_bytes as u16);
        Attr { name, n_bytes_high, n_bytes_low, start: value.start }
    }

    /// Where the value stands.
    pub(crate) fn value(self) -> Span {
        let n_bytes = u32::from(self.n_bytes_high) << 16 | u32::from(self.n_bytes_low);
        Span { start: self.start, end: self.start + n_bytes }
    }
}

/// A set of attributes' names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttrNames([u64; 2]);

impl AttrNames {
    pub(crate) fn has(self, name: AttrName) -> bool {
        let name = name as usize;
        self.0[name / 64] >> (name % 64) & 1 == 1
    }

    pub(crate) fn insert(&mut self, name: AttrName) {
        let name = name as usize;
        self.0[name / 64] |= 1 << (name % 64);
    }
}

/// All attributes of a start tag as it stands in the page, names and values as written: for the few
/// elements where any name may tell something.
pub(crate) fn all(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut rest = tag.trim_start_matches('<');
    rest = &rest[rest.find(is_space).unwrap_or(rest.len())..];
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_space);
        let end = rest.find(|c: char| is_space(c) || matches!(c, '=' | '>')).unwrap_or(rest.len());
        // A name may begin with an equals sign, and a stray one must not stop the reading.
        let end = if rest.starts_with('=') { 1 } else { end };
        if end == 0 {
            return None;
        }
        let (name, after) = rest.split_at(end);
        let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let quoted = value
            .strip_prefix('"')
            .map(|it| (it, '"'))
            .or_else(|| value.strip_prefix('\'').map(|it| (it, '\'')));
        let (value, after) = match quoted {
            Some((value, quote)) => value.split_once(quote).unwrap_or((value, "")),
            None => value.split_at(
                value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len()),
            ),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::{ALL, AttrName, NAMES, all};

    #[test]
    fn every_name_is_found_in_any_case_and_no_other() {
        for (attr, name) in ALL.iter().zip(NAMES) {
            assert_eq!(AttrName::lookup(name), Some(*attr));
            assert_eq!(AttrName::lookup(&name.to_ascii_uppercase()), Some(*attr));
            assert_eq!(AttrName::lookup(&[b"\0", *name].concat()), None);
        }
        assert_eq!(AttrName::lookup(b""), None);
    }

    #[test]
    fn reads_all_attributes_of_a_tag() {
        let tag = "<img a=1 b = '2 3' c d=\"x>y\"e=f/ g/>";
        let read: Vec<_> = all(tag).collect();
        assert_eq!(
            read,
            [("a", "1"), ("b", "2 3"), ("c", ""), ("d", "x>y"), ("e", "f/"), ("g", "")]
        );
        assert_eq!(all("<img").count(), 0);
        assert_eq!(all("<img =x \"").count(), 3);
    }
}
