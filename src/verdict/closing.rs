//! The last words: who wrote the text, whose page it stands in, and what it's filed under.
//!
//! In: which blocks stay. Out: those at the end that tell of the author, of the site or of subjects. No box holds
//! them and no class names them: to the model they are the text's last paragraphs.

use super::page::Page;
use super::role;
use super::weigh::is_quoted;

/// Letters that stay before them: a shorter text may be about the author, or the site.
const MIN_TEXT: u32 = 1200;

/// Do the blocks `gone` follow a text of some length, and are they no larger a part of it?
fn is_small(page: &Page<'_>, text: &[usize], gone: &[usize]) -> bool {
    const MAX_SHARE: f32 = 0.3;
    let all = page.letters(text.iter().copied());
    MIN_TEXT <= all && page.letters(gone.iter().copied()) as f32 <= MAX_SHARE * all as f32
}

fn words(page: &Page<'_>, at: usize, most: usize) -> String {
    role::words_in_order(&page.outline.text_of(page.outline.blocks[at].nodes(), most))
}

/// A paragraph that begins with a declared author's name, that name in a line above it, and what goes on about the
/// author below it. What the text itself heads is a part of it, and whom the text names it may be about.
pub(super) fn biography(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    /// So many of the last blocks are looked at.
    const REACH: usize = 6;
    const MIN_WORDS: u32 = 10;
    /// Of the line above.
    const MAX_LINE_WORDS: u32 = 6;
    /// What a text begins with, and a line, are shorter; in bytes.
    const BEGINNING: usize = 200;
    let outline = page.outline;
    let Some(byline) = page.declared.byline.as_deref() else { return Vec::new() };
    let names = byline.split(", ").map(role::words_in_order);
    let names: Vec<String> = names.filter(|it| 1 < it.split_whitespace().count()).collect();
    let kept: Vec<usize> = (0..keeps.len()).rev().filter(|&at| keeps[at]).take(REACH).collect();
    let kept: Vec<usize> = kept.into_iter().rev().collect();
    let begins = |at: usize| {
        let block = &outline.blocks[at];
        if block.size.words < MIN_WORDS || block.size.sentences == 0 {
            return None;
        }
        let text = words(page, at, BEGINNING);
        names.iter().find(|name| text.starts_with(name.as_str()))
    };
    let found = kept.iter().enumerate().find_map(|(nth, &at)| Some((nth, begins(at)?)));
    let Some((nth, name)) =
        found.filter(|it| !is_quoted(page, outline.blocks[kept[it.0]].container))
    else {
        return Vec::new();
    };
    let above = nth.checked_sub(1).map(|it| kept[it]);
    let is_name = |&at: &usize| {
        outline.blocks[at].size.words <= MAX_LINE_WORDS && words(page, at, BEGINNING).contains(name)
    };
    let is_heading = |at: usize| outline.node(outline.blocks[at].container).tag.is_heading();
    let line = above.filter(is_name);
    if line.is_none() && above.is_some_and(is_heading) {
        return Vec::new();
    }
    let goes_on = |&at: &usize| {
        let text = words(page, at, usize::MAX);
        name.split_whitespace().any(|word| text.contains(&format!(" {word} ")))
    };
    let mut gone: Vec<usize> = line.into_iter().collect();
    gone.push(kept[nth]);
    gone.extend(kept[nth + 1..].iter().copied().take_while(goes_on));
    let text: Vec<usize> = (0..gone[0]).filter(|&at| keeps[at]).collect();
    let is_about = || text.iter().any(|&at| words(page, at, usize::MAX).contains(name));
    if !is_small(page, &text, &gone) || is_about() { Vec::new() } else { gone }
}

/// Paragraphs with a link that name the site, where the text before them never does: it's about something else.
pub(super) fn promotion(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_BLOCKS: usize = 3;
    /// Shorter names are words, too; in bytes, with the spaces around.
    const MIN_NAME: usize = 5;
    let outline = page.outline;
    let Some(site) = page.declared.site.as_deref().map(role::words_in_order) else {
        return Vec::new();
    };
    let names_site = |at: usize| words(page, at, usize::MAX).contains(&site);
    let speaks = |&at: &usize| {
        let block = &outline.blocks[at];
        0 < block.link_letters
            && !outline.node(block.container).tag.is_heading()
            && site.len() >= MIN_NAME
            && names_site(at)
    };
    let from_end = (0..keeps.len()).rev().filter(|&at| keeps[at]);
    let mut gone: Vec<usize> = from_end.take(MAX_BLOCKS + 1).take_while(speaks).collect();
    gone.reverse();
    if !(1..=MAX_BLOCKS).contains(&gone.len()) {
        return Vec::new();
    }
    let text: Vec<usize> = (0..gone[0]).filter(|&at| keeps[at]).collect();
    let is_about = || text.iter().any(|&at| names_site(at));
    if !is_small(page, &text, &gone) || is_about() { Vec::new() } else { gone }
}

/// What stands before the colon of such a line, folded, with spaces around.
const FILED_UNDER: &[&str] = &[
    " tag ",
    " tags ",
    " tagged ",
    " tagged as ",
    " tagged in ",
    " tagged under ",
    " tagged with ",
    " article tags ",
    " post tags ",
    " filed in ",
    " filed under ",
    " posted in ",
    " categories ",
    " category ",
    " topics ",
    " kategorie ",
    " kategorien ",
    " schlagworte ",
    " schlagworter ",
    " categorie ",
    " etiquettes ",
    " mots cles ",
    " categorias ",
    " etiquetas ",
    " trefwoorden ",
    " etiketter ",
    " tagi ",
    " теги ",
    " метки ",
    " タグ ",
    " 标签 ",
    " 標籤 ",
];

/// A last line that names what the text is filed under.
pub(super) fn subjects(page: &Page<'_>, keeps: &[bool]) -> Vec<usize> {
    const MAX_WORDS: u32 = 40;
    /// A label is shorter; in bytes.
    const MAX_LABEL: usize = 60;
    let is_line = |at: &usize| {
        let block = &page.outline.blocks[*at];
        if MAX_WORDS < block.size.words || 0 < block.size.sentences {
            return false;
        }
        let text = page.outline.text_of(block.nodes(), MAX_LABEL);
        let label = text.split_once([':', '：']).map(|(label, _)| role::words_in_order(label));
        label.is_some_and(|it| FILED_UNDER.contains(&it.as_str()))
    };
    keeps.iter().rposition(|keep| *keep).filter(is_line).into_iter().collect()
}
