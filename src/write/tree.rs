//! The article as a flat tree.
//!
//! Operations in document order: open an element, text, close it. Only the allowlist's elements
//! and attributes occur, text is plain, addresses are absolute and of allowed schemes.

macro_rules! element_names {
    ($($variant:ident = $name:literal,)*) => {
        /// The elements that an article is made of: the allowlist. There is no way to write another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum ElementName {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant,
            )*
        }

        impl ElementName {
            /// The name as HTML writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(ElementName::$variant => $name,)* }
            }

            /// The element called `name`, which is one of these.
            #[cfg(test)]
            pub(super) fn named(name: &str) -> Self {
                match name {
                    $($name => ElementName::$variant,)*
                    _ => unreachable!("{name}"),
                }
            }
        }
    };
}

element_names! {
    A = "a",
    Abbr = "abbr",
    B = "b",
    Bdi = "bdi",
    Bdo = "bdo",
    Blockquote = "blockquote",
    Br = "br",
    Caption = "caption",
    Cite = "cite",
    Code = "code",
    Dd = "dd",
    Del = "del",
    Details = "details",
    Dfn = "dfn",
    Dl = "dl",
    Dt = "dt",
    Em = "em",
    Figcaption = "figcaption",
    Figure = "figure",
    H2 = "h2",
    H3 = "h3",
    H4 = "h4",
    H5 = "h5",
    H6 = "h6",
    Hr = "hr",
    I = "i",
    Img = "img",
    Ins = "ins",
    Kbd = "kbd",
    Li = "li",
    Mark = "mark",
    Ol = "ol",
    P = "p",
    Pre = "pre",
    Q = "q",
    Rp = "rp",
    Rt = "rt",
    Ruby = "ruby",
    S = "s",
    Samp = "samp",
    Small = "small",
    Strong = "strong",
    Sub = "sub",
    Summary = "summary",
    Sup = "sup",
    Table = "table",
    Tbody = "tbody",
    Td = "td",
    Tfoot = "tfoot",
    Th = "th",
    Thead = "thead",
    Time = "time",
    Tr = "tr",
    U = "u",
    Ul = "ul",
    Var = "var",
    Wbr = "wbr",
}

impl ElementName {
    /// A `Close` follows its `Open` at once.
    pub(super) fn is_void(self) -> bool {
        matches!(self, ElementName::Br | ElementName::Hr | ElementName::Img | ElementName::Wbr)
    }
}

impl std::ops::Deref for ElementName {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<&str> for ElementName {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// One step in building the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// An element opens.
    Open {
        /// Its name.
        tag: ElementName,
        /// Its attributes, all of the allowlist's.
        attrs: Attributes,
    },
    /// Text, character references decoded.
    Text(String),
    /// The innermost open element closes.
    Close,
    /// Here stood the removed part at this place in the article's list of removals.
    Removed(usize),
}

impl Op {
    /// An element opens that has no attributes.
    pub fn open(tag: ElementName) -> Self {
        Op::Open { tag, attrs: Attributes::default() }
    }

    /// An element opens that has these.
    pub fn open_with(tag: ElementName, attrs: Vec<Attribute>) -> Self {
        Op::Open { tag, attrs: attrs.into() }
    }
}

/// An attribute's name and value.
pub type Attribute = (&'static str, String);

/// An element's attributes: one word of memory, since a step of the tree is as large as its largest
/// kind, and most elements have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Option<Box<Box<[Attribute]>>>);

impl From<Vec<Attribute>> for Attributes {
    fn from(attrs: Vec<Attribute>) -> Self {
        Attributes((!attrs.is_empty()).then(|| Box::new(attrs.into_boxed_slice())))
    }
}

impl std::ops::Deref for Attributes {
    type Target = [Attribute];

    fn deref(&self) -> &[Attribute] {
        self.0.as_deref().map_or(&[], |attrs| attrs)
    }
}

impl<'a> IntoIterator for &'a Attributes {
    type Item = &'a Attribute;
    type IntoIter = std::slice::Iter<'a, Attribute>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The article's content, or a removed part's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The steps, in document order; every `Open` has its `Close`.
    pub ops: Vec<Op>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_no_larger_than_a_text() {
        assert_eq!(size_of::<Op>(), size_of::<String>());
    }
}
