//! The attributes that Lede reads, and no others.
//!
//! In: an attribute's name as it stands in the page. Out: its place in the table, or nothing.
//! A table keeps the outline small: a page's other attributes are never stored.

use super::span::Span;

macro_rules! attrs {
    ($($variant:ident = $name:literal,)*) => {
        /// An attribute that some stage reads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum AttrName { $($variant,)* }

        impl AttrName {
            /// The attribute called `name` (compared without case), if Lede reads it.
            pub(crate) fn lookup(name: &[u8]) -> Option<Self> {
                const LONGEST: usize = 32;
                if name.len() > LONGEST {
                    return None;
                }
                let mut lower = [0_u8; LONGEST];
                let lower = &mut lower[..name.len()];
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                match std::str::from_utf8(lower).unwrap_or_default() {
                    $($name => Some(AttrName::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

attrs! {
    Action = "action",
    Alt = "alt",
    AriaHidden = "aria-hidden",
    AriaLabel = "aria-label",
    AriaModal = "aria-modal",
    Charset = "charset",
    Cite = "cite",
    Class = "class",
    Colspan = "colspan",
    Content = "content",
    DataComponent = "data-component",
    DataNosnippet = "data-nosnippet",
    DataQa = "data-qa",
    DataTestid = "data-testid",
    Datetime = "datetime",
    Dir = "dir",
    Height = "height",
    Hidden = "hidden",
    Href = "href",
    HttpEquiv = "http-equiv",
    Id = "id",
    Itemprop = "itemprop",
    Itemscope = "itemscope",
    Itemtype = "itemtype",
    Lang = "lang",
    Media = "media",
    Name = "name",
    Open = "open",
    Placeholder = "placeholder",
    Poster = "poster",
    Property = "property",
    Rel = "rel",
    Reversed = "reversed",
    Role = "role",
    Rowspan = "rowspan",
    Scope = "scope",
    ShadowRootMode = "shadowrootmode",
    Sizes = "sizes",
    Src = "src",
    Srcset = "srcset",
    Start = "start",
    Style = "style",
    Title = "title",
    Type = "type",
    Value = "value",
    Width = "width",
    XmlLang = "xml:lang",
    // Lazy-loading scripts keep the real address in one of these.
    DataSrc = "data-src",
    DataSrcset = "data-srcset",
    DataOriginal = "data-original",
    DataOriginalSet = "data-original-set",
    DataLazySrc = "data-lazy-src",
    DataLazySrcset = "data-lazy-srcset",
    DataUrl = "data-url",
    DataImage = "data-image",
    DataHiRes = "data-hi-res-src",
    DataFullSrc = "data-full-src",
    DataLazy = "data-lazy",
    DataSrcLarge = "data-src-large",
    DataSrcRetina = "data-src-retina",
    DataDefaultSrc = "data-default-src",
    DataLang = "data-lang",
    DataLanguage = "data-language",
}

/// One attribute of a start tag: which, and where its value stands in the page's text.
///
/// The value is as written, character references included; an attribute without a value has an
/// empty span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attr {
    pub(crate) name: AttrName,
    pub(crate) value: Span,
}
