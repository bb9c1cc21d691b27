//! Links to other articles.
//!
//! *Finds* "Related stories", "Our picks", "Most read" lists and single "Read more: …" lines.
//! *Why*: the largest kind of clutter inside articles. *Keeps* reference lists and round-ups whose
//! items carry prose. *Drops* the list with its heading.

use super::{Named, Rule, mostly_links};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

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
    structure: mostly_links,
};
