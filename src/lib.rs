//! Lede finds the article in a page's HTML, strips promos and sign-up nags, and says why it removed each thing.
//!
//! | stage | in → out |
//! | --- | --- |
//! | `decode` | bytes of any charset → text |
//! | `lex` | text → tokens |
//! | `metadata` | tokens → what the page declares about itself |
//! | `outline` | tokens → blocks in containers, with their measures |
//! | `verdict` | blocks → kept or dropped, with reasons |
//! | `write` | kept blocks → the article, in any format |
//!
//! A stage imports only the stages above it and `base`. [`Reader`] calls them top to bottom.

mod base;
mod decode;
mod lex;
mod metadata;
mod outline;
mod verdict;
mod write;

#[cfg(feature = "bench")]
pub mod bench;
mod error;
mod options;
mod reader;
#[cfg(feature = "train")]
pub mod train;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use error::{Error, UnknownCharset, UnusableUrl};
pub use options::{Extent, Options};
pub use reader::Reader;
pub use verdict::{Class, EvidenceKind, EvidenceValue, Place};
pub use write::{
    Article, Attribute, Attributes, BodyFrom, Direction, ElementName, Evidence, Export, File,
    Format, LeadImage, NoArticle, Op, RemovedPart, Tree,
};
