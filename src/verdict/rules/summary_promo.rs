//! Offers to have the article read aloud or summed up.
//!
//! *Finds* "Listen to this article", "Summarise with AI". *Why*: a button of the page, which does
//! nothing here. *Keeps* key points and summaries themselves: they are content. *Drops* the button
//! with its label, and the label over a summary.

use super::{Named, Rule, says_else};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "summary_promo",
    class: Class::SummaryPromo,
    hints: hint::AUDIO,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::SUMMARY_PROMO,
    max_words: 30,
    max_prose_letters: 0,
    structure: label,
};

/// A label, or a few words with a button.
fn label(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_LABEL_WORDS: u32 = 8;
    const MAX_WORDS: u32 = 20;
    let words = unit.measure.size.words;
    let acts = unit.measure.n_links > 0 || unit.measure.controls.any(Control::BUTTON);
    let is_label = words <= if acts { MAX_WORDS } else { MAX_LABEL_WORDS };
    (is_label && !says_else(page, unit)).then_some(Evidence::FewWords { n_words: words })
}
