//! Text → tokens: start tags, end tags, text, raw text. The only folder that names lol_html.
//!
//! In: the page's decoded text, in any pieces. Out: calls on a [`TokenSink`], the same for every
//! way of cutting. It builds no tree: implied end tags and nesting are `outline`'s.

mod attrs;
mod gap;
mod stream;
mod token;

pub(crate) use stream::{LexLimit, Lexer, start_tags_within};
pub(crate) use token::{StartTag, TokenSink};
