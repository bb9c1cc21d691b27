//! The words that all stages share: spans, tags, attributes, text, URLs, the lexicon.
//!
//! Imports nothing of ours. Knows no page, no outline and no verdict.

pub(crate) mod access;
pub(crate) mod attr;
pub(crate) mod base64;
pub(crate) mod distinct;
pub(crate) mod encoded_twice;
pub(crate) mod fnv;
pub(crate) mod hint;
pub(crate) mod language;
pub(crate) mod letters;
pub(crate) mod lexicon;
pub(crate) mod memo;
pub(crate) mod room;
pub(crate) mod span;
pub(crate) mod tag;
pub(crate) mod text;
pub(crate) mod url;
