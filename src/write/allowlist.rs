//! What may be written.
//!
//! In: an element of the page. Out: the element that stands for it in the article, if any, and the
//! attributes that go with it. What isn't here can't come out: there is no way to write another
//! name. Addresses go through `base::url`, which knows the allowed schemes.

use super::tree::Attribute;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::text;
use crate::base::url as address;
use crate::outline::{NodeId, Outline};
use url::Url;

/// How an element takes part in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A block of its own, which holds blocks or text.
    Block(&'static str),
    /// Part of a line of text.
    Inline(&'static str),
    /// Cuts the text around it, but isn't written.
    Boundary,
    /// Isn't written; its content is.
    Transparent,
}

/// How elements called `tag` take part.
pub(super) fn shape(tag: Tag) -> Shape {
    match tag {
        Tag::P => Shape::Block("p"),
        Tag::H1 | Tag::H2 => Shape::Block("h2"),
        Tag::H3 => Shape::Block("h3"),
        Tag::H4 => Shape::Block("h4"),
        Tag::H5 => Shape::Block("h5"),
        Tag::H6 => Shape::Block("h6"),
        Tag::Ul | Tag::Menu => Shape::Block("ul"),
        Tag::Ol => Shape::Block("ol"),
        Tag::Li => Shape::Block("li"),
        Tag::Dl => Shape::Block("dl"),
        Tag::Dt => Shape::Block("dt"),
        Tag::Dd => Shape::Block("dd"),
        Tag::Blockquote => Shape::Block("blockquote"),
        Tag::Figure => Shape::Block("figure"),
        Tag::Figcaption => Shape::Block("figcaption"),
        Tag::Pre | Tag::Xmp | Tag::Listing | Tag::Plaintext => Shape::Block("pre"),
        Tag::Table => Shape::Block("table"),
        Tag::Caption => Shape::Block("caption"),
        Tag::Thead => Shape::Block("thead"),
        Tag::Tbody => Shape::Block("tbody"),
        Tag::Tfoot => Shape::Block("tfoot"),
        Tag::Tr => Shape::Block("tr"),
        Tag::Td => Shape::Block("td"),
        Tag::Th => Shape::Block("th"),
        Tag::Details => Shape::Block("details"),
        Tag::Summary => Shape::Block("summary"),
        tag if tag.is_block() => Shape::Boundary,
        tag => inline(tag),
    }
}

fn inline(tag: Tag) -> Shape {
    match tag {
        Tag::A => Shape::Inline("a"),
        Tag::B => Shape::Inline("b"),
        Tag::Strong => Shape::Inline("strong"),
        Tag::I => Shape::Inline("i"),
        Tag::Em => Shape::Inline("em"),
        Tag::U => Shape::Inline("u"),
        Tag::S | Tag::Strike => Shape::Inline("s"),
        Tag::Del => Shape::Inline("del"),
        Tag::Ins => Shape::Inline("ins"),
        Tag::Sub => Shape::Inline("sub"),
        Tag::Sup => Shape::Inline("sup"),
        Tag::Small => Shape::Inline("small"),
        Tag::Mark => Shape::Inline("mark"),
        Tag::Abbr => Shape::Inline("abbr"),
        Tag::Cite => Shape::Inline("cite"),
        Tag::Q => Shape::Inline("q"),
        Tag::Dfn => Shape::Inline("dfn"),
        Tag::Time => Shape::Inline("time"),
        Tag::Code | Tag::Tt => Shape::Inline("code"),
        Tag::Kbd => Shape::Inline("kbd"),
        Tag::Samp => Shape::Inline("samp"),
        Tag::Var => Shape::Inline("var"),
        Tag::Ruby => Shape::Inline("ruby"),
        Tag::Rt => Shape::Inline("rt"),
        Tag::Rp => Shape::Inline("rp"),
        Tag::Bdi => Shape::Inline("bdi"),
        Tag::Bdo => Shape::Inline("bdo"),
        _ => Shape::Transparent,
    }
}

/// The attributes that the element keeps.
pub(super) fn attributes(outline: &Outline, base: Option<&Url>, id: NodeId) -> Vec<Attribute> {
    let mut attrs = Vec::new();
    for attr in outline.attrs(id) {
        let raw = attr.value.of(&outline.source);
        let tag = outline.node(id).tag;
        let kept = match (attr.name, tag) {
            (AttrName::Href, Tag::A) => {
                address::link(base, &text::decode(raw)).map(|url| ("href", url))
            }
            (AttrName::Cite, Tag::Blockquote | Tag::Q) => {
                address::link(base, &text::decode(raw)).map(|url| ("cite", url))
            }
            (AttrName::Title, Tag::A | Tag::Abbr | Tag::Dfn) => Some(("title", text::plain(raw))),
            (AttrName::Colspan, Tag::Td | Tag::Th) => number(raw, 1..=1000).map(|n| ("colspan", n)),
            (AttrName::Rowspan, Tag::Td | Tag::Th) => number(raw, 1..=1000).map(|n| ("rowspan", n)),
            (AttrName::Scope, Tag::Th) => {
                one_of(raw, &["row", "col", "rowgroup", "colgroup"]).map(|it| ("scope", it))
            }
            (AttrName::Start, Tag::Ol) => number(raw, 0..=1_000_000).map(|n| ("start", n)),
            (AttrName::Reversed, Tag::Ol) => Some(("reversed", String::new())),
            (AttrName::Type, Tag::Ol) => {
                ["1", "a", "A", "i", "I"].contains(&raw).then(|| ("type", raw.to_owned()))
            }
            (AttrName::Value, Tag::Li) => number(raw, 0..=1_000_000).map(|n| ("value", n)),
            (AttrName::Datetime, Tag::Time) => {
                Some(("datetime", text::shorten(&text::plain(raw), 40)))
            }
            (AttrName::Lang, _) => language(raw).map(|it| ("lang", it)),
            (AttrName::Dir, _) => one_of(raw, &["ltr", "rtl", "auto"]).map(|it| ("dir", it)),
            _ => None,
        };
        attrs.extend(kept);
    }
    attrs
}

fn number(raw: &str, within: std::ops::RangeInclusive<u32>) -> Option<String> {
    raw.trim().parse().ok().filter(|n| within.contains(n)).map(|n: u32| n.to_string())
}

fn one_of(raw: &str, values: &[&str]) -> Option<String> {
    let value = raw.trim().to_ascii_lowercase();
    values.contains(&value.as_str()).then_some(value)
}

/// A language tag: letters, digits and hyphens.
fn language(raw: &str) -> Option<String> {
    const MAX_BYTES: usize = 35;
    let raw = raw.trim();
    let fits = !raw.is_empty() && raw.len() <= MAX_BYTES;
    (fits && raw.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        .then(|| raw.to_owned())
}
