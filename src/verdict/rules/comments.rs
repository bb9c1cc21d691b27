//! Reader comments.
//!
//! *Finds* threads, comment forms and "Join the conversation". *Why*: they are other people's
//! texts, often longer than the article. *Keeps* forum posts where they are the page's content
//! (`judge` puts them back when little else is left). *Drops* the thread and its form.

use super::{Named, Rule, says_else};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "comments",
    class: Class::Comments,
    hints: hint::COMMENTS,
    named: Named::Itself,
    vendors: hint::VENDOR_COMMENTS,
    controls: Control::TEXTAREA,
    targets: Target::COMMENTS,
    phrases: Phrases::COMMENTS,
    max_words: u32::MAX,
    max_prose_letters: u32::MAX,
    structure: many_items,
};

fn many_items(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MIN_ITEMS: u16 = 2;
    const MAX_LABEL_WORDS: u32 = 6;
    let n_items = unit.measure.n_items;
    // A heading of the text may stand in a wrapper of any name.
    let is_own = unit.measure.n_headings == 0 || unit.phrases.any(RULE.phrases);
    if unit.measure.size.words <= MAX_LABEL_WORDS
        && unit.measure.n_links <= 1
        && is_own
        && !says_else(page, unit)
    {
        return Some(Evidence::FewWords { n_words: unit.measure.size.words });
    }
    // A recipe has many items, too, and a link to its comments.
    let speaks = unit.own_hints.any(RULE.hints)
        || unit.measure.hints.any(RULE.vendors)
        || unit.phrases.any(RULE.phrases)
        || unit.measure.controls.any(RULE.controls);
    // Who wrote it, when, and how to answer.
    let measure = &unit.measure;
    let is_thread = n_items <= measure.n_links.saturating_mul(2)
        || measure.n_images > 0
        || measure.controls != Control::NONE
        || measure.hints.any(hint::META.or(hint::BYLINE).or(hint::VENDOR_COMMENTS));
    (MIN_ITEMS <= n_items && speaks && is_thread).then_some(Evidence::Items { n_items })
}
