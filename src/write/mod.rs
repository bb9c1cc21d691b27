//! Kept blocks → the article, in any format. The only stage that knows output formats.
//!
//! In: the outline, what the page declares, the judgement. Out: an [`Article`]. Everything is
//! generated from an allowlist of elements, attributes and address schemes; no byte of the page is
//! ever copied into markup.

mod allowlist;
mod article;
mod build;
mod code;
mod drop_cap;
mod html;
mod image;
mod markdown;
mod math;
mod plain_text;
mod report;
mod tree;

pub use article::{Article, BodyFrom, Direction, Evidence, LeadImage, NoArticle, RemovedPart};
pub use tree::{Attribute, Op, Tree};

pub(crate) use article::write;
