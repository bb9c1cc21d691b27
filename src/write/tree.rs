//! The article as a flat tree.
//!
//! Operations in document order: open an element, text, close it. Only the allowlist's elements
//! and attributes occur, text is plain, addresses are absolute and of allowed schemes.

/// One step in building the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// An element opens.
    Open {
        /// Its name, one of the allowlist's.
        tag: &'static str,
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
    pub fn open(tag: &'static str) -> Self {
        Op::Open { tag, attrs: Attributes::default() }
    }

    /// An element opens that has these.
    pub fn open_with(tag: &'static str, attrs: Vec<Attribute>) -> Self {
        Op::Open { tag, attrs: attrs.into() }
    }
}

/// An attribute's name and value.
pub type Attribute = (&'static str, String);

/// An element's attributes. Most have none: then it's one word of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "a step of the tree is as large as its largest kind")]
pub struct Attributes(Option<Box<Vec<Attribute>>>);

impl From<Vec<Attribute>> for Attributes {
    fn from(attrs: Vec<Attribute>) -> Self {
        Attributes((!attrs.is_empty()).then(|| Box::new(attrs)))
    }
}

impl std::ops::Deref for Attributes {
    type Target = [Attribute];

    fn deref(&self) -> &[Attribute] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
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

/// Elements that are void: a `Close` follows their `Open` at once.
pub(super) fn is_void(tag: &str) -> bool {
    matches!(tag, "br" | "hr" | "img" | "wbr")
}
