//! One rule a file: one class of nag each. What it finds, why, what it keeps and what it drops.
//!
//! A rule is a table of what speaks for its class. How evidence is weighed is the same for all
//! and lives in `weigh`.

mod affiliate;
mod app;
mod author_box;
mod buy_button;
mod comments;
mod consent;
mod donate;
mod event;
mod newsletter;
mod offer;
mod overlay;
mod promo_box;
mod push;
mod related;
mod share;
mod sign_in;
mod slot;
mod sponsored;
mod summary_promo;
mod survey;

use super::class::Class;
use super::evidence::Evidence;
use super::page::Page;
use super::weigh::Unit;
use crate::base::hint::Hints;
use crate::base::lexicon::{self, Phrases};
use crate::base::tag::Tag;
use crate::outline::{Control, NodeId, Target};

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
pub(crate) const RULES: [&Rule; 20] = [
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
    &donate::RULE,
    &push::RULE,
    &survey::RULE,
    &event::RULE,
    &affiliate::RULE,
    &buy_button::RULE,
    &summary_promo::RULE,
    &overlay::RULE,
    &promo_box::RULE,
];

/// The rules whose class is told by a heading over a list: their phrases and the rules.
pub(crate) const HEADED: [&Rule; 5] =
    [&related::RULE, &sponsored::RULE, &comments::RULE, &share::RULE, &newsletter::RULE];

/// No counts speak for the class.
fn none(_: &Page<'_>, _: &Unit) -> Option<Evidence> {
    None
}

/// Does it say something of its own: a sentence without any of the lexicon's phrases, or what somebody said? So few
/// words are no label then, whatever the element is called.
pub(super) fn says_else(page: &Page<'_>, unit: &Unit) -> bool {
    const MIN_WORDS: u32 = 3;
    const MAX_DENSITY: f32 = 0.67;
    let outline = page.outline;
    outline.blocks_in(&unit.nodes).any(|at| {
        let block = &outline.blocks[at];
        let is_sentence = || {
            MIN_WORDS <= block.size.words
                && block.size.sentences > 0
                && block.link_density() < MAX_DENSITY
                && page.block_phrases[at].is_empty()
        };
        let is_speech = || {
            block.link_letters == 0
                && outline.text_of(block.nodes(), 8).starts_with(['“', '„', '«', '"', '「'])
        };
        block.size.words > 0 && (is_sentence() || is_speech())
    })
}

/// Few words and a control or link to act on: a call to action.
fn call_to_action(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 60;
    /// A link inside a sentence is a smaller share of its text.
    const MIN_DENSITY: f32 = 0.2;
    const ASKS: Target =
        Target::SUBSCRIBE.or(Target::NEWSLETTER).or(Target::SIGN_IN).or(Target::APP_STORE);
    /// Of a link that says what is offered, wherever it leads.
    const MIN_OFFERED: f32 = 0.6;
    let measure = &unit.measure;
    let words = measure.size.words;
    let acts = measure.controls.any(Control::BUTTON.or(Control::EMAIL).or(Control::FORM))
        || (MIN_DENSITY <= measure.link_density() && measure.targets.any(ASKS))
        || (MIN_OFFERED <= measure.link_density() && unit.phrases.any(Phrases::OFFER));
    let asks = Evidence::FewWords { n_words: words };
    (acts && words <= MAX_WORDS).then_some(asks).or_else(|| asks_in_a_link(page, unit))
}

/// Few words of which a link says what is asked for, wherever it leads.
fn asks_in_a_link(page: &Page<'_>, unit: &Unit) -> Option<Evidence> {
    const MAX_WORDS: u32 = 30;
    const MAX_BYTES: usize = 300;
    /// What links in sentences hardly say; of apps they tell.
    const ASKS: Phrases = Phrases::NEWSLETTER
        .or(Phrases::SIGN_IN)
        .or(Phrases::DONATE)
        .or(Phrases::PUSH)
        .or(Phrases::SURVEY)
        .or(Phrases::EVENT);
    let words = unit.measure.size.words;
    if !unit.phrases.any(ASKS) || unit.measure.n_links == 0 || MAX_WORDS < words {
        return None;
    }
    let outline = page.outline;
    let says = |id: NodeId| {
        let text = outline.text_of(outline.subtree(id), MAX_BYTES);
        lexicon::find(&text, |_, _| {}).any(ASKS)
    };
    let mut links = unit.nodes.clone().filter(|&id| outline.node(id).tag == Tag::A);
    links.any(says).then_some(Evidence::FewWords { n_words: words })
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
