//! Subscription offers and trials.
//!
//! *Finds* "Fourteen days free", prices with a button, links to subscription pages. *Why*: they
//! follow the text or cut into it. *Keeps* prices and subscriptions told of in prose. *Drops* the
//! offer with its price list.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "offer",
    class: Class::Offer,
    hints: hint::OFFER.or(hint::SUBSCRIBE).or(hint::PROMO),
    named: Named::Within,
    vendors: hint::VENDOR_OFFER,
    controls: Control::PASSWORD,
    targets: Target::SUBSCRIBE,
    phrases: Phrases::OFFER,
    max_words: 200,
    max_prose_letters: 160,
    structure: call_to_action,
};
