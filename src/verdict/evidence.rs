//! Evidence: what a rule saw, as data. Words are made here, and only when shown.

use super::topic::OtherWords;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::outline::{Control, Measure, Target};

/// The independent kinds of evidence. Two kinds are needed to remove a nag, or a vendor's id alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The id of a vendor of such nags.
    Vendor,
    /// A word in class, id or label.
    Token,
    /// A form control.
    Control,
    /// Where a link leads.
    LinkTarget,
    /// A phrase of the lexicon.
    Text,
    /// Counts: links, words, repeated items.
    Structure,
    /// Where it stands in the page.
    Position,
    /// The element or its ARIA role.
    Role,
    /// How the browser lays it out.
    Layout,
    /// The learned model's word.
    Learned,
}

impl EvidenceKind {
    /// The kind's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceKind::Vendor => "vendor",
            EvidenceKind::Token => "token",
            EvidenceKind::Control => "control",
            EvidenceKind::LinkTarget => "link_target",
            EvidenceKind::Text => "text",
            EvidenceKind::Structure => "structure",
            EvidenceKind::Position => "position",
            EvidenceKind::Role => "role",
            EvidenceKind::Layout => "layout",
            EvidenceKind::Learned => "learned",
        }
    }
}

/// What a piece of evidence says of this page: the values of its message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvidenceValue {
    /// So many.
    Count(u32),
    /// So many in a hundred.
    Percent(u8),
    /// Nobody's to translate: a phrase, an element.
    Verbatim(String),
    /// Things that have messages of their own, by their names.
    Names(Vec<String>),
}

/// One piece of evidence with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    Vendor(Hints),
    Token(Hints),
    Control(Control),
    LinkTarget(Target),
    Phrase(&'static str),
    /// Most of the text is links.
    Links {
        n_links: u16,
        percent: u8,
    },
    /// A list of things that look alike, each with a link.
    Items {
        n_items: u16,
    },
    FewWords {
        n_words: u32,
    },
    /// Follows a heading that says what it is.
    UnderHeading(&'static str),
    /// Stands next to the end of the text.
    AfterText,
    BeforeText,
    BetweenText,
    /// The learned model: the chance that it belongs to the article.
    Learned {
        percent: u8,
    },
    /// Stands outside the element that holds the article.
    OutsideArticle,
    /// Stands in an element meant for something else.
    Landmark(Tag),
    /// Is a dialog, by its element or role.
    Dialog,
    /// Says what the headline says.
    RepeatsHeadline,
    /// Lies over the page, by the browser's layout.
    Overlay,
    /// Says what a sentence of the text says.
    RepeatsText,
    /// It says what the headings below say.
    RepeatsHeadings,
    /// What it heads went.
    HeadsNothing,
    /// The text says it three times or more.
    SaidAgain,
    /// Begins with a declared author's name, or belongs to what does.
    OfAuthor,
    /// Names the site, which the text doesn't.
    OfSite,
    /// Leads to a post elsewhere and says no more than that there is one.
    Placeholder,
    /// The heading above ends in a label for what is paid for.
    LabelledPaid,
    /// Is or belongs to a prompt to pay or to sign in that the text ends with.
    WithPrompt,
    /// Names what the text is filed under.
    FiledUnder,
    /// Goes with a picture, or with what a script or a template would put there, and that isn't in the page.
    LeftOver,
    /// A card with a title and a line of text that leads to another article.
    Card,
    /// Stands in a post of a discussion.
    InPost,
    /// Is a number and nothing else.
    NumberAlone,
    /// Speaks of other things than the text: it shares so much of its words, and the text's own parts so
    /// much of theirs.
    OtherWords(OtherWords),
}

/// Gives every kind of evidence the name of its message, and lists the names: what has none doesn't compile,
/// and what has no message in `_locales` fails the test below.
macro_rules! keys {
    ($($evidence:pat => $key:literal,)*) => {
        impl Evidence {
            /// The message that says it in any language.
            pub(crate) fn key(&self) -> &'static str {
                match self { $($evidence => $key,)* }
            }
        }

        #[cfg(test)]
        const KEYS: &[&str] = &[$($key,)*];
    };
}

keys! {
    Evidence::Vendor(_) => "vendor",
    Evidence::Token(_) => "token",
    Evidence::Control(_) => "control",
    Evidence::LinkTarget(_) => "link_target",
    Evidence::Phrase(_) => "phrase",
    Evidence::Links { .. } => "links",
    Evidence::Items { .. } => "items",
    Evidence::FewWords { n_words: 0 } => "no_words",
    Evidence::FewWords { .. } => "few_words",
    Evidence::UnderHeading(_) => "under_heading",
    Evidence::AfterText => "after_text",
    Evidence::BeforeText => "before_text",
    Evidence::BetweenText => "between_text",
    Evidence::Learned { .. } => "learned",
    Evidence::OutsideArticle => "outside_article",
    Evidence::Landmark(_) => "landmark",
    Evidence::Dialog => "dialog",
    Evidence::RepeatsHeadline => "repeats_headline",
    Evidence::Overlay => "overlay",
    Evidence::RepeatsText => "repeats_text",
    Evidence::RepeatsHeadings => "repeats_headings",
    Evidence::HeadsNothing => "heads_nothing",
    Evidence::SaidAgain => "said_again",
    Evidence::OfAuthor => "of_author",
    Evidence::OfSite => "of_site",
    Evidence::Placeholder => "placeholder",
    Evidence::LabelledPaid => "labelled_paid",
    Evidence::WithPrompt => "with_prompt",
    Evidence::FiledUnder => "filed_under",
    Evidence::LeftOver => "left_over",
    Evidence::Card => "card",
    Evidence::InPost => "in_post",
    Evidence::NumberAlone => "number_alone",
    Evidence::OtherWords(_) => "other_words",
}

impl Evidence {
    /// How much of a part is links; its words, where it has none.
    pub(crate) fn numbers(measure: &Measure, n_words: u32) -> Evidence {
        if measure.n_links > 0 {
            Evidence::Links {
                n_links: measure.n_links,
                percent: (measure.link_density() * 100.0).round() as u8,
            }
        } else {
            Evidence::FewWords { n_words }
        }
    }

    /// Is it only where it stands, or how few words it has? Both are true of much text.
    pub(crate) fn is_place_or_size(&self) -> bool {
        matches!(self, Evidence::FewWords { .. } | Evidence::AfterText | Evidence::BeforeText)
    }

    pub(crate) fn kind(&self) -> EvidenceKind {
        match self {
            Evidence::Vendor(_) => EvidenceKind::Vendor,
            Evidence::Token(_) => EvidenceKind::Token,
            Evidence::Control(_) => EvidenceKind::Control,
            Evidence::LinkTarget(_) | Evidence::Card => EvidenceKind::LinkTarget,
            Evidence::Phrase(_)
            | Evidence::RepeatsHeadline
            | Evidence::RepeatsText
            | Evidence::RepeatsHeadings
            | Evidence::NumberAlone
            | Evidence::SaidAgain
            | Evidence::OfAuthor
            | Evidence::OfSite
            | Evidence::Placeholder
            | Evidence::LabelledPaid
            | Evidence::WithPrompt
            | Evidence::FiledUnder
            | Evidence::LeftOver
            | Evidence::OtherWords(_) => EvidenceKind::Text,
            Evidence::Links { .. } | Evidence::Items { .. } | Evidence::FewWords { .. } => {
                EvidenceKind::Structure
            }
            Evidence::UnderHeading(_)
            | Evidence::AfterText
            | Evidence::BeforeText
            | Evidence::BetweenText
            | Evidence::InPost
            | Evidence::HeadsNothing
            | Evidence::OutsideArticle => EvidenceKind::Position,
            Evidence::Landmark(_) | Evidence::Dialog => EvidenceKind::Role,
            Evidence::Overlay => EvidenceKind::Layout,
            Evidence::Learned { .. } => EvidenceKind::Learned,
        }
    }

    /// The values of its message, in the order of the message's placeholders.
    pub(crate) fn values(&self) -> Vec<EvidenceValue> {
        use EvidenceValue::{Count, Names, Percent, Verbatim};
        match *self {
            Evidence::Vendor(hints) | Evidence::Token(hints) => {
                let names = hint::NAMES.iter().filter(|(h, _)| hints.any(*h));
                vec![Names(names.map(|(_, name)| hint_key(name)).collect())]
            }
            Evidence::Control(controls) => {
                let names = Control::NAMES.iter().filter(|(c, _, _)| controls.any(*c));
                vec![Names(names.map(|(_, key, _)| format!("control_{key}")).collect())]
            }
            Evidence::LinkTarget(targets) => {
                let names = Target::NAMES.iter().filter(|(t, _, _)| targets.any(*t));
                vec![Names(names.map(|(_, key, _)| format!("target_{key}")).collect())]
            }
            Evidence::Phrase(phrase) | Evidence::UnderHeading(phrase) => {
                vec![Verbatim(phrase.to_owned())]
            }
            Evidence::Landmark(tag) => vec![Verbatim(format!("<{}>", tag.name()))],
            Evidence::Links { n_links, percent } => vec![Count(n_links.into()), Percent(percent)],
            Evidence::Items { n_items } => vec![Count(n_items.into())],
            // A button's words aren't among them.
            Evidence::FewWords { n_words: 0 } => Vec::new(),
            Evidence::FewWords { n_words } => vec![Count(n_words)],
            Evidence::Learned { percent } => vec![Percent(percent)],
            Evidence::OtherWords(OtherWords { percent, of_text }) => {
                vec![Percent(percent), Percent(of_text)]
            }
            _ => Vec::new(),
        }
    }

    /// The evidence in English.
    pub(crate) fn detail(&self) -> String {
        match *self {
            Evidence::Vendor(hints) => format!("the id of {}", hint_names(hints)),
            Evidence::Token(hints) => format!("class or id names {}", hint_names(hints)),
            Evidence::Control(controls) => named(
                Control::NAMES
                    .iter()
                    .filter(|(c, _, _)| controls.any(*c))
                    .map(|(_, _, name)| (*name).to_owned()),
            ),
            Evidence::LinkTarget(targets) => {
                let names = Target::NAMES
                    .iter()
                    .filter(|(t, _, _)| targets.any(*t))
                    .map(|(_, _, name)| (*name).to_owned());
                format!("links to {}", named(names))
            }
            Evidence::Phrase(phrase) => format!("says “{phrase}”"),
            Evidence::Links { n_links, percent } => {
                format!("{n_links} links, {percent} % of its text")
            }
            Evidence::Items { n_items } => format!("{n_items} items alike"),
            Evidence::FewWords { n_words } => format!("{n_words} words"),
            Evidence::UnderHeading(phrase) => format!("under a heading that says “{phrase}”"),
            Evidence::AfterText => "after the last paragraph".to_owned(),
            Evidence::BeforeText => "before the first paragraph".to_owned(),
            Evidence::BetweenText => "a list between paragraphs".to_owned(),
            Evidence::Learned { percent } => {
                format!("reads like page furniture: {percent} % article")
            }
            Evidence::OutsideArticle => "outside the article".to_owned(),
            Evidence::Landmark(tag) => format!("stands in <{}>", tag.name()),
            Evidence::Dialog => "is a dialog".to_owned(),
            Evidence::RepeatsHeadline => "repeats the headline".to_owned(),
            Evidence::Overlay => "lies over the page".to_owned(),
            Evidence::RepeatsHeadings => "repeats the headings".to_owned(),
            Evidence::RepeatsText => "repeats a sentence of the text".to_owned(),
            Evidence::HeadsNothing => "a heading over nothing that stays".to_owned(),
            Evidence::SaidAgain => "stands in the text three times or more".to_owned(),
            Evidence::OfAuthor => "tells of the author by name".to_owned(),
            Evidence::OfSite => "names the site, which the text doesn’t".to_owned(),
            Evidence::Placeholder => "leads to a post elsewhere and says nothing of it".to_owned(),
            Evidence::LabelledPaid => "a label in the heading says that it is paid for".to_owned(),
            Evidence::WithPrompt => "goes with a prompt to pay or to sign in".to_owned(),
            Evidence::FiledUnder => "names what the text is filed under".to_owned(),
            Evidence::LeftOver => "goes with something that isn’t in the page".to_owned(),
            Evidence::Card => "a card that leads to another article".to_owned(),
            Evidence::InPost => "in a post of a discussion".to_owned(),
            Evidence::NumberAlone => "a number and nothing else".to_owned(),
            Evidence::OtherWords(OtherWords { percent, of_text }) => format!(
                "speaks of other things: {percent} % of its words are the article's, whose own parts share {of_text} %"
            ),
        }
    }
}

/// The message that names a hint; a vendor's is that of what it sells.
fn hint_key(name: &str) -> String {
    format!("hint_{}", name.trim_start_matches("VENDOR_").to_ascii_lowercase())
}

fn hint_names(hints: Hints) -> String {
    let names = hint::NAMES.iter().filter(|(h, _)| hints.any(*h));
    named(names.map(|(_, name)| match name.strip_prefix("VENDOR_") {
        Some(name) => format!("a {} vendor", name.to_lowercase().replace('_', " ")),
        None => name.to_lowercase().replace('_', " "),
    }))
}

fn named(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// In the other languages are the same messages as in English: a test of `tests/it/tidy.rs`.
    #[test]
    fn all_evidence_has_its_message_and_every_message_its_evidence() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("_locales/en/messages.json");
        let text = std::fs::read_to_string(file).unwrap();
        let messages: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text).unwrap();
        let reasons = KEYS.iter().map(|key| format!("reason_{key}"));
        let hints = hint::NAMES.iter().map(|(_, name)| hint_key(name));
        // Those that are what a class is are called as it is.
        let is_class = |name: &String| messages.contains_key(&name.replacen("hint_", "class_", 1));
        let hints = hints.filter(|it| !is_class(it));
        let controls = Control::NAMES.iter().map(|(_, key, _)| format!("control_{key}"));
        let targets = Target::NAMES.iter().map(|(_, key, _)| format!("target_{key}"));
        let ours: BTreeSet<String> = reasons.chain(hints).chain(controls).chain(targets).collect();
        let is_ours = |name: &&String| {
            ["reason_", "hint_", "control_", "target_"].iter().any(|it| name.starts_with(it))
        };
        let theirs: BTreeSet<String> = messages.keys().filter(is_ours).cloned().collect();
        assert_eq!(ours, theirs);
    }
}
