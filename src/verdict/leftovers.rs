//! What belongs to something that the page hasn't delivered.
//!
//! In: which blocks stay. Out: captions and credits whose pictures have no address, marks of templates that nothing
//! filled in, titles of tables of contents that head nothing, and what is said to browsers without scripts. A caption beside anything that can be shown stays.

use super::page::Page;
use super::weigh::is_quoted;
use crate::base::attr::{self, AttrName};
use crate::base::hint;
use crate::base::tag::Tag;
use crate::base::url as address;
use crate::outline::{Block, BlockKind, NodeId, Outline};

/// Blocks of a few words that stand for something that isn't there.
pub(super) fn find(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_WORDS: u32 = 60;
    let outline = page.outline;
    let is_one = |block: &Block| {
        block.kind == BlockKind::Text
            && block.size.words <= MAX_WORDS
            && (is_caption_alone(outline, block)
                || is_mark(outline, block)
                || is_for_no_scripts(outline, block))
    };
    let blocks = keeps.iter().zip(&outline.blocks).enumerate();
    let left = blocks.filter(|(_, (keep, block))| **keep && is_one(block));
    let titles = page.contents_titles.iter().copied();
    let titles = titles.filter(|&at| keeps[at] && heads_nothing(outline, at, keeps));
    left.map(|it| it.0).filter(|&at| !is_in_code(page, at)).chain(titles).collect()
}

/// Does the title of a table of contents stand above none: above the next heading, or in a box of which nothing else
/// stays? The list may be one that a script makes, or one that went since the reader has an outline of its own.
fn heads_nothing(outline: &Outline, at: usize, keeps: &[bool]) -> bool {
    /// A box is so near.
    const DEPTH: usize = 4;
    let block = &outline.blocks[at];
    let stays = |next: &usize| keeps[*next] && outline.blocks[*next].size.letters > 0;
    let Some(next) = (at + 1..outline.blocks.len()).find(stays) else { return true };
    let level = |at: usize| outline.node(outline.blocks[at].container).tag.heading_level();
    // A heading of a lower level is of what the title heads.
    if level(next) > 0 && (level(at) == 0 || level(next) <= level(at)) {
        return true;
    }
    let next = &outline.blocks[next];
    let is_alone = |id: NodeId| {
        let mut blocks = outline.blocks_in(&outline.subtree(id));
        let is_box = id != block.container || blocks.len() > 1;
        is_box && blocks.all(|it| it == at || !stays(&it))
    };
    let mut around = outline.self_and_ancestors(block.container).take(DEPTH);
    next.is_prose() && around.any(|id| !outline.holds(id, next.first) && is_alone(id))
}

fn is_in_code(page: &Page<'_>, at: usize) -> bool {
    let block = &page.outline.blocks[at];
    let is_code =
        |id: NodeId| matches!(page.outline.node(id).tag, Tag::Code | Tag::Kbd | Tag::Samp);
    let in_pre = || is_quoted(page, block.container) && !is_caption(page.outline, block.container);
    block.nodes().any(is_code) || in_pre()
}

fn is_caption(outline: &Outline, id: NodeId) -> bool {
    const DEPTH: usize = 3;
    let names = |id: NodeId| {
        outline.node(id).tag == Tag::Figcaption || outline.hints(id).any(hint::CAPTION)
    };
    outline.self_and_ancestors(id).take(DEPTH).any(names)
}

/// Is it a caption in a box with pictures of which none has an address?
fn is_caption_alone(outline: &Outline, block: &Block) -> bool {
    /// A box is so near.
    const DEPTH: usize = 5;
    if !is_caption(outline, block.container) {
        return false;
    }
    let mut around = outline.self_and_ancestors(block.container).take(DEPTH);
    let Some(holder) = around.find(|&id| outline.measure(id).n_images > 0) else { return false };
    outline.measure(holder).size.words <= block.size.words
        && outline.subtree(holder).all(|id| !shows(outline, id))
}

/// Could the node be shown: a picture with an address, what leads to one, anything else than text?
fn shows(outline: &Outline, id: NodeId) -> bool {
    let node = outline.node(id);
    let is_address = |(name, value): (&str, &str)| {
        let says = ["alt", "title", "class", "id", "sizes", "style", "type"];
        !says.iter().any(|it| name.eq_ignore_ascii_case(it))
            && (!value.trim_start().starts_with("data:")
                || address::holds_picture(value.trim_start()))
            && value.contains(['/', '.'])
    };
    let style = || outline.raw_attr(id, AttrName::Style).is_some_and(|it| it.contains("url("));
    match node.tag {
        Tag::Img | Tag::AmpImg | Tag::Source => {
            node.is_in_noscript() || attr::all(node.span.of(&outline.source)).any(is_address)
        }
        Tag::A => outline.raw_attr(id, AttrName::Href).is_some_and(|href| {
            [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"].iter().any(|it| href.contains(it))
        }),
        Tag::Svg
        | Tag::Canvas
        | Tag::Iframe
        | Tag::Video
        | Tag::Audio
        | Tag::Object
        | Tag::Embed
        | Tag::Table
        | Tag::Pre
        | Tag::Blockquote
        | Tag::Other => true,
        _ => !node.is_text() && style(),
    }
}

/// Is all of it a mark that a template or a short code was to take the place of: `{{banner}}`, `[player id="7"]`?
fn is_mark(outline: &Outline, block: &Block) -> bool {
    const MAX_BYTES: usize = 400;
    let mut begins = false;
    outline.read(block.nodes(), |piece| {
        begins = piece.text.starts_with(['{', '[']);
        false
    });
    if !begins {
        return false;
    }
    let text = outline.text_of(block.nodes(), MAX_BYTES);
    let text = text.trim();
    if let Some(inner) = text.strip_prefix("{{").and_then(|it| it.strip_suffix("}}")) {
        return !inner.contains('}');
    }
    let Some(inner) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) else {
        return false;
    };
    let mut words = inner.split(' ');
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|it| {
                it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_')
            })
    };
    words.next().is_some_and(is_name) && words.next().is_some_and(|it| it.contains('='))
}

/// Do its names say that it's for browsers without scripts, though it's no `noscript`?
fn is_for_no_scripts(outline: &Outline, block: &Block) -> bool {
    const MAX_WORDS: u32 = 20;
    let class = || outline.raw_attr(block.container, AttrName::Class).unwrap_or_default();
    let is_word = |it: &str| it.eq_ignore_ascii_case("noscript");
    block.size.words <= MAX_WORDS
        && block.size.sentences > 0
        && class().split(|c: char| !c.is_ascii_alphanumeric()).any(is_word)
}
