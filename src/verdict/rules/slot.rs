//! Advertising slots and their labels.
//!
//! *Finds* "Advertisement", "Article continues below" and empty ad containers. *Why*: the label of
//! an ad that isn't there. *Keeps* prose about advertising. *Drops* the label with its container.

use super::{Named, Rule, says_else};
use crate::base::hint;
use crate::base::lexicon::{self, Phrases};
use crate::base::tag::Tag;
use crate::outline::{Control, NodeId, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "slot",
    class: Class::Slot,
    hints: hint::AD,
    named: Named::Within,
    vendors: hint::VENDOR_AD,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::SLOT,
    max_words: 40,
    max_prose_letters: 120,
    structure: few_words,
};

fn few_words(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 8;
    let words = unit.measure.size.words;
    // A heading and the place for an ad below it: the heading is the text's.
    let is_label = || match unit.measure.n_headings {
        0 => !is_subhead(page, unit),
        _ => !unit.phrases.is_empty() && words <= n_said(page, unit),
    };
    (words <= MAX_WORDS && is_label() && !says_else(page, unit))
        .then_some(Evidence::FewWords { n_words: words })
}

/// Is it set bold as a heading is, and says more than that an ad stands here?
fn is_subhead(page: &Page<'_>, unit: &Unit) -> bool {
    let outline = page.outline;
    if !unit.phrases.any(RULE.phrases) || unit.measure.hints.any(RULE.hints) {
        return false;
    }
    let is_bold = |id: NodeId| {
        matches!(outline.node(id).tag, Tag::B | Tag::Strong)
            && outline.measure(id).size.letters == unit.measure.size.letters
    };
    unit.nodes.clone().any(is_bold) && n_said(page, unit) + 2 <= unit.measure.size.words
}

/// Words of the phrases that say that an ad stands here.
fn n_said(page: &Page<'_>, unit: &Unit) -> u32 {
    let mut n_words = 0;
    lexicon::find(&page.outline.text_of(unit.nodes.clone(), 300), |class, phrase| {
        if class.any(RULE.phrases) {
            n_words += phrase.split(' ').count() as u32;
        }
    });
    n_words
}
