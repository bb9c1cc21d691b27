//! Tokens → blocks in containers, with their measures.
//!
//! In: tokens from `lex`. Out: an [`Outline`]: the page's elements and text runs in document order
//! with their nesting (tolerant: implied end tags, stray and unclosed tags), the blocks of text
//! that are judged, and what can be counted about each. It knows no article and no nag.

mod block;
mod build;
mod code;
mod controls;
mod first_letters;
mod implied_end;
mod measure;
mod node;
mod ordinals;
mod panels;
mod streamed;
mod targets;
mod wrapping;

pub(crate) use block::{Block, BlockKind, Shown};
pub(crate) use build::{Builder, MAX_NODES};
pub(crate) use controls::Control;
pub(crate) use measure::{Kinds, Measure};
pub(crate) use node::{NO_ORDINAL, NodeId, Outline, ROOT};
pub(crate) use targets::Target;
