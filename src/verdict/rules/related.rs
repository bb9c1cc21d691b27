//! Links to other articles.
//!
//! *Finds* "Related stories", "Our picks", "Most read" lists and single "Read more: …" lines.
//! *Why*: the largest kind of clutter inside articles. *Keeps* reference lists and round-ups whose
//! items carry prose. *Drops* the list with its heading.

use super::{Named, Rule, links, mostly_links};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "related",
    class: Class::Related,
    hints: hint::RELATED.or(hint::TEASER),
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::RELATED.or(Phrases::MORE),
    max_words: 500,
    max_prose_letters: 200,
    structure: linked,
};

/// Most of the text is links, or all but a label before one. A link to further down leads nowhere else.
fn linked(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    /// In letters, of which a CJK character counts for three.
    const MAX_LABEL: u32 = 30;
    const MIN_DENSITY: f32 = 0.3;
    let measure = &unit.measure;
    if measure.n_links == 1 && measure.targets.any(Target::HERE) {
        return None;
    }
    let label = measure.size.letters - measure.link_letters;
    let is_labelled = measure.n_links == 1
        && unit.phrases.any(Phrases::RELATED)
        && label <= MAX_LABEL
        && MIN_DENSITY <= measure.link_density();
    mostly_links(page, unit).or_else(|| is_labelled.then(|| links(unit)))
}
