//! Drop caps: a text's first letter, set large, in an element or a picture of its own.
//!
//! In: an element. Out: the letter, and whether the text behind it belongs to the same word though
//! the page has white space between them.

use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::text;
use crate::outline::{NodeId, Outline, ROOT};

/// A first letter that stands apart.
pub(super) struct DropCap {
    pub(super) letter: char,
    /// One past the last node of its element.
    pub(super) end: NodeId,
}

/// The drop cap that the element is, if it is one.
pub(super) fn of(outline: &Outline, id: NodeId) -> Option<DropCap> {
    let node = outline.node(id);
    let letter = match node.tag {
        Tag::Img => picture(outline, id)?,
        Tag::Span | Tag::B | Tag::Strong | Tag::Big | Tag::Font | Tag::I | Tag::Em => {
            /// A quotation mark may stand before it, and one behind.
            const MAX_LETTERS: u32 = 3;
            let letters = outline.sizes(id).letters;
            if letters == 0 || MAX_LETTERS < letters || !is_named_so(outline, id) {
                return None;
            }
            one_letter(&outline.text_of(outline.subtree(id), 40))?
        }
        _ => return None,
    };
    Some(DropCap { letter, end: node.end })
}

impl DropCap {
    /// Does `text`, which follows after a space, go on with the same word?
    pub(super) fn joins(&self, outline: &Outline, text: &str) -> bool {
        let language = outline.raw_attr(ROOT, AttrName::Lang).unwrap_or("en");
        text.starts_with(char::is_alphabetic) && !is_word(self.letter, language)
    }
}

/// Is the letter a word of its own in the language, or may it be one?
fn is_word(letter: char, language: &str) -> bool {
    let language = language.split('-').next().unwrap_or("").to_ascii_lowercase();
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    match language.as_str() {
        "en" => matches!(letter, 'a' | 'i' | 'o'),
        "de" | "nl" | "tr" | "fi" => false,
        // Prepositions of Slavic languages are consonants.
        "pl" | "cs" | "sk" | "sl" | "hr" | "sr" | "bs" | "ru" | "uk" | "be" | "bg" | "mk" => true,
        _ => !letter.is_ascii_lowercase() || matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'),
    }
}

fn is_named_so(outline: &Outline, id: NodeId) -> bool {
    const NAMES: &[&str] = &[
        "dropcap",
        "firstletter",
        "firstcharacter",
        "initialletter",
        "initialcap",
        "lettrine",
        "bigletter",
    ];
    outline.raw_attr(id, AttrName::Class).is_some_and(|class| {
        let class: String = class.chars().filter(|c| !matches!(c, '-' | '_')).collect();
        let class = class.to_ascii_lowercase();
        NAMES.iter().any(|name| class.contains(name))
    })
}

/// A picture of a letter, with the rest of the word right behind it.
fn picture(outline: &Outline, id: NodeId) -> Option<char> {
    let letter = one_letter(&text::plain(outline.raw_attr(id, AttrName::Alt)?))?;
    let next = outline.node(id).end;
    let follows = (next < outline.node(outline.node(id).parent).end).then(|| outline.node(next))?;
    let goes_on = follows.is_text()
        && text::decode(follows.span.of(&outline.source))
            .trim_start()
            .starts_with(char::is_lowercase);
    (letter.is_uppercase() && goes_on).then_some(letter)
}

/// The one letter in `text`, quotation marks around it left out.
fn one_letter(text: &str) -> Option<char> {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.next().filter(|c| c.is_alphabetic() && letters.next().is_none())
}
