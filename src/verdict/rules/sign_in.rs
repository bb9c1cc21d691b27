//! Prompts to register or sign in.
//!
//! *Finds* "Sign up to read this article", "Already a member? Sign in here". *Why*: they stand
//! where the text that the page delivered ends. *Keeps* all text before and after them; what the
//! page withheld stays withheld. *Drops* the prompt alone.

use super::{Named, Rule, call_to_action};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "sign_in",
    class: Class::SignIn,
    hints: hint::SIGN_IN,
    named: Named::Within,
    vendors: hint::VENDOR_OFFER,
    controls: Control::PASSWORD,
    targets: Target::SIGN_IN,
    phrases: Phrases::SIGN_IN,
    max_words: 140,
    max_prose_letters: 160,
    structure: call_to_action,
};
