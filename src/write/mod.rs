//! Kept blocks → the article, in any format. The only stage that knows output formats.
//!
//! In: the outline, what the page declares, the judgement. Out: an [`Article`]. Everything is
//! generated from an allowlist of elements, attributes and address schemes; no byte of the page is
//! ever copied into markup.

mod allowlist;
mod archive;
mod article;
mod build;
mod caption;
mod cells;
mod code;
mod drop_cap;
mod epub;
mod export;
mod file_name;
mod front;
mod html;
mod image;
mod markdown;
mod markdown_line;
mod math;
mod nodes;
mod page;
mod pictures;
mod places;
mod plain_text;
mod put_back;
mod readable_text;
mod report;
mod rows;
mod take_out;
mod tree;
mod xhtml;

pub use article::{Article, BodyFrom, Direction, Evidence, LeadImage, NoArticle, RemovedPart};
pub use export::{Export, File, Format};
pub use tree::{Attribute, Attributes, ElementName, Op, Tree};

pub(crate) use article::write;
