//! App promotion.
//!
//! *Finds* "Download the app" with store links or badges. *Why*: it's never part of the story.
//! *Keeps* a store link inside a sentence: a review of an app has prose around it. *Drops* the
//! banner or box.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "app",
    class: Class::App,
    hints: hint::APP.or(hint::PROMO),
    named: Named::Within,
    vendors: crate::base::hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::APP_STORE,
    phrases: Phrases::APP,
    max_words: 90,
    max_prose_letters: 120,
    structure: call_to_action,
};
