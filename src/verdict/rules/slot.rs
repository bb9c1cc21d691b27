//! Advertising slots and their labels.
//!
//! *Finds* "Advertisement", "Article continues below" and empty ad containers. *Why*: the label of
//! an ad that isn't there. *Keeps* prose about advertising. *Drops* the label with its container.

use super::{Named, Rule};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
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

fn few_words(_: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 8;
    let words = unit.measure.size.words;
    // A heading and the place for an ad below it: the heading is the text's.
    (words <= MAX_WORDS && unit.measure.n_headings == 0)
        .then_some(Evidence::FewWords { n_words: words })
}
