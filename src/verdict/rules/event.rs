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
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "event",
    class: Class::Event,
    hints: hint::EVENT,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::EVENT,
    max_words: 120,
    max_prose_letters: 160,
    structure: promotion,
};

/// A call to action; or a link to such pages, which alone says nothing: reports have them, too.
fn promotion(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    let targets = unit.measure.targets.and(Target::EVENT);
    let leads = unit.phrases.any(Phrases::EVENT) && targets != Target::NONE;
    let evidence = call_to_action(page, unit);
    evidence.or_else(|| leads.then_some(Evidence::LinkTarget(targets)))
}
