//! What lies over the page and asks for something.
//!
//! *Finds* dialogs and popups with a button and few words, whatever they ask for. *Why*: they are
//! in the way of the text. *Keeps* pictures that open large, and wrappers that say only that a popup
//! is open. *Drops* the popup.

use super::{Named, Rule};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "overlay",
    class: Class::Overlay,
    hints: hint::OVERLAY,
    named: Named::Itself,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::NONE,
    max_words: 120,
    max_prose_letters: 160,
    structure: popup,
};

/// Few words with a button, and no picture.
fn popup(_: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 60;
    let words = unit.measure.size.words;
    let acts = unit.measure.controls.any(Control::BUTTON.or(Control::FORM));
    (acts && words <= MAX_WORDS && unit.measure.n_images == 0)
        .then_some(Evidence::FewWords { n_words: words })
}
