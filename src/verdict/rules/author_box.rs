//! The box about the author.
//!
//! *Finds* the biography after the text. *Why*: it isn't the story; the byline already names her.
//! *Keeps* bylines and profiles that are the article. *Drops* the box.

use super::{Named, Rule, none};
use crate::base::hint;
use crate::base::lexicon::Phrases;
use crate::outline::{Control, Target};
use crate::verdict::class::Class;

pub(super) const RULE: Rule = Rule {
    name: "author_box",
    class: Class::AuthorBox,
    hints: hint::AUTHOR_BOX,
    named: Named::Within,
    vendors: hint::Hints::NONE,
    controls: Control::NONE,
    targets: Target::INDEX.or(Target::MAIL),
    phrases: Phrases::AUTHOR_BOX,
    max_words: 220,
    max_prose_letters: 900,
    structure: none,
};
