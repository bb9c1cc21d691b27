//! Affiliate disclosures and shopping boxes.
//!
//! *Finds* "We may earn a commission", and "Buy now" where it stands alone.
//! *Why*: the notice is about the publisher's business. *Keeps* what a review says of a thing, and
//! reports about such commissions, which quote or tell of them. *Drops* the notice or the button.

use super::{Named, Rule};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "affiliate",
    class: Class::Affiliate,
    hints: hint::AFFILIATE,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::AFFILIATE,
    max_words: 90,
    max_prose_letters: 200,
    structure: disclosure,
};

/// A notice in few words that quotes nobody: the publisher speaks.
fn disclosure(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 70;
    const MAX_BLOCKS: u16 = 2;
    const MAX_BYTES: usize = 2000;
    let words = unit.measure.size.words;
    let says = unit.phrases.any(Phrases::AFFILIATE);
    let is_alone = unit.measure.n_blocks <= MAX_BLOCKS && unit.measure.n_headings == 0;
    if !says || MAX_WORDS < words || !is_alone {
        return None;
    }
    let text = page.outline.text_of(unit.nodes.clone(), MAX_BYTES);
    let quotes = text.contains(['"', '“', '”', '„', '«', '»', '「', '『']);
    (!quotes).then_some(Evidence::FewWords { n_words: words })
}
