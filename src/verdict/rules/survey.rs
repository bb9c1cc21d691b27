//! Polls, quizzes and questions about the page.
//!
//! *Finds* "Take our survey", "Was this article helpful?", polls with their choices. *Why*: what is
//! asked can't be answered on paper or aloud. *Keeps* reports on polls and what people answered.
//! *Drops* the question with its choices.

use super::{Named, Rule, asks_in_a_link};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "survey",
    class: Class::Survey,
    hints: hint::SURVEY,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::SURVEY,
    max_words: 140,
    max_prose_letters: 160,
    structure: question,
};

/// A question in few words with something to press.
fn question(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 40;
    let words = unit.measure.size.words;
    let says = unit.phrases.any(Phrases::SURVEY);
    let acts =
        says && unit.measure.controls.any(Control::BUTTON.or(Control::CHECK).or(Control::FORM));
    let asks = Evidence::FewWords { n_words: words };
    let targets = unit.measure.targets.and(Target::SURVEY);
    if says && targets != Target::NONE {
        return Some(Evidence::LinkTarget(targets));
    }
    (acts && words <= MAX_WORDS).then_some(asks).or_else(|| asks_in_a_link(page, unit))
}
