//! Evidence: what a rule saw, as data. Words are made here, and only when shown.

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

/// One piece of evidence with its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// Stands in a post of a discussion.
    InPost,
    /// Is a number and nothing else.
    NumberAlone,
    /// Speaks of other things than the text: it shares so much of its words, and the text's own parts so
    /// much of theirs.
    OtherWords {
        percent: u8,
        of_text: u8,
    },
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

    pub(crate) fn kind(&self) -> EvidenceKind {
        match self {
            Evidence::Vendor(_) => EvidenceKind::Vendor,
            Evidence::Token(_) => EvidenceKind::Token,
            Evidence::Control(_) => EvidenceKind::Control,
            Evidence::LinkTarget(_) => EvidenceKind::LinkTarget,
            Evidence::Phrase(_)
            | Evidence::RepeatsHeadline
            | Evidence::RepeatsText
            | Evidence::RepeatsHeadings
            | Evidence::NumberAlone
            | Evidence::SaidAgain
            | Evidence::OfAuthor
            | Evidence::OfSite
            | Evidence::OtherWords { .. } => EvidenceKind::Text,
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

    /// The evidence in words.
    pub(crate) fn detail(&self) -> String {
        match *self {
            Evidence::Vendor(hints) => format!("the id of {}", hint_names(hints)),
            Evidence::Token(hints) => format!("class or id names {}", hint_names(hints)),
            Evidence::Control(controls) => named(
                Control::NAMES
                    .iter()
                    .filter(|(c, _)| controls.any(*c))
                    .map(|(_, name)| (*name).to_owned()),
            ),
            Evidence::LinkTarget(targets) => {
                let names = Target::NAMES
                    .iter()
                    .filter(|(t, _)| targets.any(*t))
                    .map(|(_, name)| (*name).to_owned());
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
            Evidence::InPost => "in a post of a discussion".to_owned(),
            Evidence::NumberAlone => "a number and nothing else".to_owned(),
            Evidence::OtherWords { percent, of_text } => format!(
                "speaks of other things: {percent} % of its words are the article's, whose own parts share {of_text} %"
            ),
        }
    }
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
