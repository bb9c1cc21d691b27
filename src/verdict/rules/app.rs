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
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

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
    structure: button,
};

/// A call to action that is no sentence: that a film is to be had in a shop of apps is told, not asked.
fn button(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MIN_DENSITY: f32 = 0.5;
    let measure = &unit.measure;
    let blocks = &page.outline.blocks[page.outline.blocks_in(&unit.nodes)];
    let tells = matches!(blocks, [block] if block.size.sentences > 0)
        && measure.link_density() < MIN_DENSITY
        && !unit.phrases.any(RULE.phrases);
    call_to_action(page, unit).filter(|_| !tells)
}
