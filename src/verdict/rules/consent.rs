//! Cookie and consent notices.
//!
//! *Finds* the notice of a consent vendor, or one with the words and buttons of such. *Why*: it
//! isn't the page's content. *Keeps* articles about cookies and privacy. *Drops* it from view;
//! nothing is ever accepted or rejected for the reader.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "consent",
    class: Class::Consent,
    hints: hint::CONSENT,
    named: Named::Within,
    vendors: hint::VENDOR_CONSENT,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::CONSENT,
    max_words: 700,
    max_prose_letters: 3000,
    structure: call_to_action,
};
