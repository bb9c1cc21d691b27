//! Form controls: what a page lets its reader type, tick or press.
//!
//! In: a start tag. Out: one bit a kind. A nag asks for something, so a control is one kind of
//! evidence; an article's prose has none.

use super::node::{NodeId, Outline};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;

/// A set of kinds of controls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Control(u16);

impl Control {
    pub(crate) const NONE: Control = Control(0);
    pub(crate) const EMAIL: Control = Control(1);
    pub(crate) const PASSWORD: Control = Control(1 << 1);
    pub(crate) const TEXT: Control = Control(1 << 2);
    pub(crate) const CHECK: Control = Control(1 << 3);
    pub(crate) const BUTTON: Control = Control(1 << 4);
    pub(crate) const SELECT: Control = Control(1 << 5);
    pub(crate) const FORM: Control = Control(1 << 6);
    pub(crate) const SEARCH: Control = Control(1 << 7);
    pub(crate) const TEXTAREA: Control = Control(1 << 8);
    pub(crate) const IFRAME: Control = Control(1 << 9);
    /// What a reader types into in one line, to tell who she is.
    pub(crate) const ONE_LINE: Control = Self::EMAIL.or(Self::PASSWORD).or(Self::TEXT);

    pub(crate) const NAMES: &'static [(Control, &'static str, &'static str)] = &[
        (Self::EMAIL, "email", "e-mail field"),
        (Self::PASSWORD, "password", "password field"),
        (Self::TEXT, "text", "text field"),
        (Self::CHECK, "check", "checkbox"),
        (Self::BUTTON, "button", "button"),
        (Self::SELECT, "select", "select"),
        (Self::FORM, "form", "form"),
        (Self::SEARCH, "search", "search field"),
        (Self::TEXTAREA, "textarea", "text area"),
        (Self::IFRAME, "frame", "frame"),
    ];

    pub(crate) fn any(self, of: Control) -> bool {
        self.0 & of.0 != 0
    }

    #[must_use]
    pub(crate) const fn and(self, other: Control) -> Control {
        Control(self.0 & other.0)
    }

    #[must_use]
    pub(crate) const fn or(self, other: Control) -> Control {
        Control(self.0 | other.0)
    }
}

/// The control that the element `id` is.
pub(super) fn of(outline: &Outline, id: NodeId) -> Control {
    match outline.node(id).tag {
        Tag::Input => of_input(outline, id),
        Tag::Button => Control::BUTTON,
        Tag::Select => Control::SELECT,
        Tag::Form => Control::FORM,
        Tag::Textarea => Control::TEXTAREA,
        Tag::Iframe => Control::IFRAME,
        _ if outline.raw_attr(id, AttrName::Role) == Some("button") => Control::BUTTON,
        _ => Control::default(),
    }
}

fn of_input(outline: &Outline, id: NodeId) -> Control {
    let kind = outline.raw_attr(id, AttrName::Type).unwrap_or("text").to_ascii_lowercase();
    match kind.as_str() {
        "email" => Control::EMAIL,
        "password" => Control::PASSWORD,
        "search" => Control::SEARCH,
        "checkbox" | "radio" => Control::CHECK,
        "submit" | "button" | "image" => Control::BUTTON,
        "hidden" => Control::default(),
        _ => {
            let says = |name, word: &str| {
                outline
                    .raw_attr(id, name)
                    .is_some_and(|value| value.to_ascii_lowercase().contains(word))
            };
            if says(AttrName::Name, "email")
                || says(AttrName::Placeholder, "email")
                || says(AttrName::Id, "email")
            {
                Control::EMAIL
            } else {
                Control::TEXT
            }
        }
    }
}
