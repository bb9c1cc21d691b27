//! Appeals for donations.
//!
//! *Finds* "Support our journalism", sums to give and links to donation pages. *Why*: they stand
//! below, above or within the text, in the voice of the paper and not of the story. *Keeps* reports
//! about charities and their appeals: prose has no button. *Drops* the appeal with its sums.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "donate",
    class: Class::Donate,
    hints: hint::DONATE,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::DONATE,
    phrases: Phrases::DONATE,
    max_words: 220,
    max_prose_letters: 160,
    structure: appeal,
};

/// A call to action; or a paper's sentence of one, whose link leads to its subscriptions. A charity has none.
fn appeal(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 70;
    const MAX_BLOCKS: u16 = 2;
    let measure = &unit.measure;
    let targets = measure.targets.and(Target::SUBSCRIBE);
    let leads = unit.phrases.any(Phrases::DONATE)
        && targets != Target::NONE
        && measure.n_blocks <= MAX_BLOCKS
        && measure.size.words <= MAX_WORDS;
    call_to_action(page, unit).or_else(|| leads.then_some(Evidence::LinkTarget(targets)))
}
