//! Share and follow bars.
//!
//! *Finds* rows of links to sharing services, "Follow us", "Add us as a preferred source". *Why*: buttons without meaning on paper or aloud.
//! *Keeps* social posts quoted in the text. *Drops* the row with its label and counts.

use super::{Named, Rule, says_else};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "share",
    class: Class::Share,
    hints: hint::SHARE,
    named: Named::Within,
    vendors: hint::VENDOR_SHARE,
    controls: Control::NONE,
    targets: Target::SHARE,
    phrases: Phrases::SHARE,
    max_words: 40,
    max_prose_letters: 0,
    structure: few_words_many_links,
};

fn few_words_many_links(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    /// A line that says where to follow may be longer than a row of services' names.
    const MAX_SAYING_WORDS: u32 = 20;
    const MAX_WORDS: u32 = 15;
    let words = unit.measure.size.words;
    let acts = unit.measure.n_links > 0 || unit.measure.controls.any(Control::BUTTON);
    let says = unit.phrases.any(Phrases::SHARE);
    let max_words = if says { MAX_SAYING_WORDS } else { MAX_WORDS };
    (acts && words <= max_words && !says_else(page, unit))
        .then_some(Evidence::FewWords { n_words: words })
}
