//! Newsletter and e-mail capture.
//!
//! *Finds* boxes that ask for an e-mail address or lead to a newsletter page. *Why*: they stand
//! between paragraphs on one news page in five. *Keeps* an article about newsletters: prose has no
//! field and no button. *Drops* the box, its form and its small print.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "newsletter",
    class: Class::Newsletter,
    hints: hint::NEWSLETTER,
    named: Named::Within,
    vendors: hint::VENDOR_NEWSLETTER,
    controls: Control::EMAIL,
    targets: Target::NEWSLETTER,
    phrases: Phrases::NEWSLETTER,
    max_words: 140,
    max_prose_letters: 160,
    structure: call_to_action,
};
