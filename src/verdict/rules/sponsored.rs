//! Paid content.
//!
//! *Finds* the widgets of recommendation vendors and teasers labelled as paid. *Why*: they mimic
//! articles. *Keeps* a report about sponsors. *Drops* the widget or the labelled teaser.

use super::{Named, Rule, mostly_links};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "sponsored",
    class: Class::Sponsored,
    hints: hint::SPONSORED,
    named: Named::Within,
    vendors: hint::VENDOR_SPONSORED,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::SPONSORED,
    max_words: 500,
    max_prose_letters: 400,
    structure: mostly_links,
};
