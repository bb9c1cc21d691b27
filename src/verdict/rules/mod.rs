//! One rule a file: one class of nag each. What it finds, why, what it keeps and what it drops.
//!
//! A rule is a table of what speaks for its class. How evidence is weighed is the same for all
//! and lives in `weigh`.

mod app;
mod author_box;
mod comments;
mod consent;
mod newsletter;
mod offer;
mod related;
mod share;
mod sign_in;
mod slot;
mod sponsored;

use super::class::Class;
use super::evidence::Evidence;
use super::page::Page;
use super::weigh::Unit;
use crate::base::hint::Hints;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};

/// What speaks for one class of nag.
pub(crate) struct Rule {
    /// The rule's name in reports: its file's stem.
    pub(crate) name: &'static str,
    pub(crate) class: Class,
    /// Words in class, id or label.
    pub(crate) hints: Hints,
    /// Whose words count.
    pub(crate) named: Named,
    /// Vendors' ids; one alone suffices.
    pub(crate) vendors: Hints,
    pub(crate) controls: Control,
    pub(crate) targets: Target,
    pub(crate) phrases: Phrases,
    /// A nag of this class has at most this many words.
    pub(crate) max_words: u32,
    /// Letters of prose (see `Block::is_prose`) without a phrase of the class that it may hold.
    pub(crate) max_prose_letters: u32,
    /// Counts that speak for the class.
    pub(crate) structure: fn(&Page<'_>, &Unit) -> Option<Evidence>,
}

/// Whose class, id and label count as evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The element's own.
    Itself,
    /// Its own and those of all it holds.
    Within,
}

/// All rules; the one with the most evidence names the class, of equals the first.
pub(crate) const RULES: [&Rule; 11] = [
    &consent::RULE,
    &sponsored::RULE,
    &slot::RULE,
    &comments::RULE,
    &newsletter::RULE,
    &sign_in::RULE,
    &offer::RULE,
    &app::RULE,
    &share::RULE,
    &author_box::RULE,
    &related::RULE,
];

/// The rules whose class is told by a heading over a list: their phrases and the rules.
pub(crate) const HEADED: [&Rule; 5] =
    [&related::RULE, &sponsored::RULE, &comments::RULE, &share::RULE, &newsletter::RULE];

/// No counts speak for the class.
fn none(_: &Page<'_>, _: &Unit) -> Option<Evidence> {
    None
}

/// Few words and a control or link to act on: a call to action.
fn call_to_action(_: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 60;
    /// A link inside a sentence is a smaller share of its text.
    const MIN_DENSITY: f32 = 0.2;
    let words = unit.measure.size.words;
    let acts = unit.measure.controls.any(Control::BUTTON.or(Control::EMAIL).or(Control::FORM))
        || (MIN_DENSITY <= unit.measure.link_density()
            && unit.measure.targets.any(
                Target::SUBSCRIBE.or(Target::NEWSLETTER).or(Target::SIGN_IN).or(Target::APP_STORE),
            ));
    (acts && words <= MAX_WORDS).then_some(Evidence::FewWords { n_words: words })
}

/// Most of the text is links.
fn mostly_links(_: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MIN_DENSITY: f32 = 0.6;
    let measure = &unit.measure;
    (measure.n_links > 0 && MIN_DENSITY <= measure.link_density()).then(|| links(unit))
}

/// The share of links in a unit's text, as evidence.
pub(super) fn links(unit: &Unit) -> Evidence {
    Evidence::Links {
        n_links: unit.measure.n_links,
        percent: (unit.measure.link_density() * 100.0).round() as u8,
    }
}
