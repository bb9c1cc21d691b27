//! Requests to allow notifications.
//!
//! *Finds* "Turn on notifications", and the prompts of vendors of such. *Why*: nothing can notify a
//! reader of a page that she is reading already. *Keeps* a report about notifications. *Drops* the
//! prompt with its buttons.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "push",
    class: Class::Push,
    hints: hint::PUSH,
    named: Named::Within,
    vendors: hint::VENDOR_PUSH,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::PUSH,
    max_words: 80,
    max_prose_letters: 120,
    structure: call_to_action,
};
