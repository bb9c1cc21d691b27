//! Links to shops that stand alone.
//!
//! *Finds* "Shop the …", "Get … at …", "Get a quote", "Talk to our …": a line that is little more than a link. *Why*: a button
//! of the publisher's business. *Keeps* sentences about shops, headings, and what the review says of a thing: the
//! line goes alone, whatever box it stands in. *Drops* the line.

use super::{Named, Rule, links};
use crate::base::hint::Hints;
use crate::base::lexicon::Phrases;
use crate::base::tag::Tag;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;
use crate::verdict::evidence::Evidence;
use crate::verdict::page::Page;
use crate::verdict::weigh::Unit;

pub(super) const RULE: Rule = Rule {
    name: "buy_button",
    class: Class::Affiliate,
    hints: Hints::NONE,
    named: Named::Itself,
    vendors: Hints::NONE,
    controls: Control::NONE,
    targets: Target::NONE,
    phrases: Phrases::SHOP,
    max_words: 16,
    max_prose_letters: 0,
    structure: linked_line,
};

/// One line, most of it links that lead away. What is to be done may be listed, and linked, too.
fn linked_line(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MIN_DENSITY: f32 = 0.55;
    /// So near it's in a list.
    const REACH: usize = 3;
    if !unit.phrases.any(Phrases::SHOP) {
        return None;
    }
    let measure = &unit.measure;
    let is_line = measure.n_blocks <= 1 && measure.n_headings == 0 && measure.n_links > 0;
    let leads_away = !measure.targets.any(Target::HERE);
    let outline = page.outline;
    let is_listed = || {
        let around = outline.self_and_ancestors(unit.nodes.start).take(REACH);
        around.into_iter().any(|id| outline.node(id).tag == Tag::Li)
    };
    let is_button = is_line && leads_away && MIN_DENSITY <= measure.link_density();
    (is_button && !is_listed()).then(|| links(unit))
}
