//! Blocks → kept or dropped, with reasons. The only stage that knows what an article and a nag are.
//!
//! In: the outline and what the page declares. Out: a [`Judgement`]: which part of the page is the
//! article's body, what is taken out of it and of the page and why, and the roles of what stays.
//! Reading order: `judge` is the whole of it on one page.

mod again;
mod answers;
mod candidate;
mod cards;
mod choice;
mod class;
mod closing;
mod dek;
pub(crate) mod delivered;
mod embedded;
mod evidence;
mod features;
mod inset;
mod judge;
mod kin;
mod labels;
mod leftovers;
mod model;
mod notes;
mod page;
mod paid;
mod partial;
mod posts;
mod prune;
mod pull_quote;
pub(crate) mod readerable;
mod region;
mod role;
mod rules;
mod run;
mod slides;
mod taken;
mod thread;
mod topic;
mod weigh;

pub use class::Class;
pub(crate) use evidence::Evidence;
pub use evidence::{EvidenceKind, EvidenceValue};
#[cfg(feature = "train")]
pub(crate) use features::{Judged, Row, add_word_scores};
pub use judge::Place;
#[cfg(feature = "train")]
pub(crate) use judge::judged;
pub(crate) use judge::{BlockVerdict, Judgement, NoArticle, Removal, judge};
pub(crate) use judge::{bare, brief};
pub(crate) use model::Model;
#[cfg(feature = "train")]
pub(crate) use model::Said;
#[cfg(feature = "train")]
pub(crate) use model::words::{N_BUCKETS, SCALE};
#[cfg(feature = "train")]
pub(crate) use role::in_caption;
