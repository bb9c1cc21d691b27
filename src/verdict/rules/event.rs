//! Promotion of events, courses, podcasts and goods.
//!
//! *Finds* "Register for our webinar", "Listen to our podcast", "Visit our shop". *Why*: it's what
//! else the publisher sells. *Keeps* the review of an event and the player that the story is about.
//! *Drops* the box or the line.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "event",
    class: Class::Event,
    hints: hint::EVENT,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::EVENT,
    phrases: Phrases::EVENT,
    max_words: 120,
    max_prose_letters: 160,
    structure: call_to_action,
};
