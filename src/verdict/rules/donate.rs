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
    structure: call_to_action,
};
