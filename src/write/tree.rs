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
        attrs: Vec<Attribute>,
    },
    /// Text, character references decoded.
    Text(String),
    /// The innermost open element closes.
    Close,
    /// Here stood the removed part at this place in the article's list of removals.
    Removed(usize),
}

/// An attribute's name and value.
pub type Attribute = (&'static str, String);

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
