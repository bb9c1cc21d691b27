//! Did the page deliver only part of the article?
//!
//! In: the page, its article's element and what is taken out. Out: yes or no. The page's word that its articles aren't
//! free says nothing alone: many give the whole text to those who pay, or to everyone who comes seldom. It counts where
//! the text breaks off or ends at a prompt to pay or to sign in; below a few paragraphs a prompt that says itself that the
//! text goes on behind it counts without it. A link to subscribe in a footer isn't where the text ends.

use super::class::Class;
use super::evidence::Evidence;
use super::judge::Removal;
use super::page::Page;
use super::region;
use super::taken::Taken;
use crate::base::access;
use crate::base::lexicon::Phrases;
use crate::base::tag::Tag;
use crate::base::text::{is_cjk, measure};
use crate::outline::{Block, NodeId};

/// Letters of what is shown of a text above a prompt that says that it goes on, at most: such prompts stand below whole
/// texts, too.
const MAX_TEASER: u32 = 1200;

pub(super) fn is_partial(
    page: &Page<'_>,
    root: NodeId,
    removals: &[Removal],
    taken: &Taken,
) -> bool {
    if page.declared.is_discussion {
        return false;
    }
    let outline = page.outline;
    let stays = |block: &&Block| !block.is_hidden && !taken.takes(block.first);
    let body = &outline.blocks[outline.blocks_in(&outline.subtree(root))];
    let Some(last) = body.iter().rfind(|block| block.is_prose() && stays(block)) else {
        return false;
    };
    let end = end(page, last, removals);
    let text = outline.text_of(last.nodes(), usize::MAX);
    // Many whole texts lack their last full stop, too.
    let ends_in_letter = || {
        let stays_after = |it: &Block| stays(&it) && it.size.letters > 0 && last.first < it.first;
        outline.node(last.container).tag == Tag::P
            && ends_in_letter(&text)
            && !body.iter().any(stays_after)
    };
    let is_teaser = || {
        let prose = body.iter().filter(|block| block.is_prose()).filter(stays);
        prose.map(|block| block.size.letters).sum::<u32>() <= MAX_TEASER
    };
    match end {
        End::Wall if is_teaser() => true,
        End::Wall | End::Prompt => {
            breaks_off(&text) || is_not_free(page) || is_declared_longer(page, root)
        }
        End::Open => {
            (breaks_off(&text) || is_declared_longer(page, root) || ends_in_letter())
                && is_not_free(page)
        }
    }
}

/// What stands where the text ends.
enum End {
    /// A prompt that says that the text goes on behind it.
    Wall,
    /// A prompt to pay or to sign in.
    Prompt,
    Open,
}

fn end(page: &Page<'_>, last: &Block, removals: &[Removal]) -> End {
    /// So many blocks of text stand between a text and the prompt that it ends at, at most: a line of tags, buttons
    /// to share.
    const MAX_BETWEEN: usize = 6;
    let outline = page.outline;
    let after = removals.partition_point(|it| it.nodes.start < last.end);
    let mut is_prompt = false;
    for removal in &removals[after..] {
        let between = outline.blocks_in(&(last.end..removal.nodes.start));
        let n_between = between.filter(|&at| outline.blocks[at].size.letters > 0).count();
        if MAX_BETWEEN < n_between {
            break;
        }
        // What lies over the page stands nowhere in the text.
        let is_over =
            removal.evidence.iter().any(|it| matches!(it, Evidence::Dialog | Evidence::Overlay));
        if is_over || region::in_frame(outline, removal.nodes.start) {
            continue;
        }
        let blocks = outline.blocks_in(&removal.nodes);
        if blocks.into_iter().any(|at| page.block_phrases[at].any(Phrases::WALL)) {
            return End::Wall;
        }
        is_prompt |= matches!(removal.class, Class::SignIn | Class::Offer);
    }
    if is_prompt { End::Prompt } else { End::Open }
}

/// Does a text end within a sentence, by its last mark?
fn breaks_off(text: &str) -> bool {
    let text = text.trim_end();
    let has_three_dots = || text.ends_with("...") && !text.ends_with("....");
    text.ends_with(['…', ',', '-', '—', '、', '،']) || has_three_dots()
}

/// Does a text end in a letter, in a script that ends sentences with marks?
fn ends_in_letter(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_alphabetic() && !is_cjk(c))
}

fn is_not_free(page: &Page<'_>) -> bool {
    page.declared.free == Some(false) || access::is_declared_not_free(&page.outline.source)
}

/// Does the page declare a text that is much longer than what it shows? Only its length counts;
/// what isn't shown is never brought out.
fn is_declared_longer(page: &Page<'_>, root: NodeId) -> bool {
    const MIN_RATIO: f32 = 1.5;
    let shown = page.outline.measure(root).size.letters as f32;
    page.declared
        .article_body
        .as_deref()
        .is_some_and(|text| shown * MIN_RATIO < measure(text).letters as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_off_within_a_sentence() {
        for text in ["He said that …", "He said, and then,", "And so it was..."] {
            assert!(breaks_off(text), "{text}");
        }
        for text in ["It was over.", "“Was it?”", "Who knows?", "Well....", "In 1999"] {
            assert!(!breaks_off(text), "{text}");
            assert!(!ends_in_letter(text), "{text}");
        }
        assert!(ends_in_letter("It was only then that I noticed who was"));
        assert!(!ends_in_letter("それで終わりだった"));
    }
}
