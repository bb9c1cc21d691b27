//! Boxes that advertise what the publisher sells.
//!
//! *Finds* small boxes named "cta", "promo" or "banner" with a button or a link drawn as one. *Why*: they cut
//! into the text of company blogs, and say what the text doesn't. *Keeps* boxes with prose, or with nothing to press.
//! *Drops* the box with its heading.

use super::{Named, Rule};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "promo_box",
    class: Class::Event,
    hints: hint::PROMO,
    named: Named::Itself,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::NONE,
    max_words: 80,
    max_prose_letters: 480,
    structure: button,
};

/// A few words with one thing to press, or two.
fn button(_: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_LINKS: u16 = 3;
    let measure = &unit.measure;
    let is_drawn = measure.n_links > 0 && measure.hints.any(hint::BUTTON);
    let acts = measure.controls.any(Control::BUTTON) || is_drawn;
    let words = measure.size.words;
    (acts && measure.n_links <= MAX_LINKS).then_some(Evidence::FewWords { n_words: words })
}
