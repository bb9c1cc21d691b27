//! What may be written.
//!
//! In: an element of the page. Out: the element that stands for it in the article, if any, and the
//! attributes that go with it. What isn't here can't come out: there is no way to write another
//! name. Addresses go through `base::url`, which knows the allowed schemes.

use super::tree::{Attribute, ElementName};
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
    Block(ElementName),
    /// Part of a line of text.
    Inline(ElementName),
    /// Cuts the text around it, but isn't written.
    Boundary,
    /// Isn't written; its content is.
    Transparent,
}

/// How elements called `tag` take part.
pub(super) fn shape(tag: Tag) -> Shape {
    match tag {
        Tag::P => Shape::Block(ElementName::P),
        Tag::H1 | Tag::H2 => Shape::Block(ElementName::H2),
        Tag::H3 => Shape::Block(ElementName::H3),
        Tag::H4 => Shape::Block(ElementName::H4),
        Tag::H5 => Shape::Block(ElementName::H5),
        Tag::H6 => Shape::Block(ElementName::H6),
        Tag::Ul | Tag::Menu => Shape::Block(ElementName::Ul),
        Tag::Ol => Shape::Block(ElementName::Ol),
        Tag::Li => Shape::Block(ElementName::Li),
        Tag::Dl => Shape::Block(ElementName::Dl),
        Tag::Dt => Shape::Block(ElementName::Dt),
        Tag::Dd => Shape::Block(ElementName::Dd),
        Tag::Blockquote => Shape::Block(ElementName::Blockquote),
        Tag::Figure => Shape::Block(ElementName::Figure),
        Tag::Figcaption => Shape::Block(ElementName::Figcaption),
        Tag::Pre | Tag::Xmp | Tag::Listing | Tag::Plaintext => Shape::Block(ElementName::Pre),
        Tag::Table => Shape::Block(ElementName::Table),
        Tag::Caption => Shape::Block(ElementName::Caption),
        Tag::Thead => Shape::Block(ElementName::Thead),
        Tag::Tbody => Shape::Block(ElementName::Tbody),
        Tag::Tfoot => Shape::Block(ElementName::Tfoot),
        Tag::Tr => Shape::Block(ElementName::Tr),
        Tag::Td => Shape::Block(ElementName::Td),
        Tag::Th => Shape::Block(ElementName::Th),
        Tag::Details => Shape::Block(ElementName::Details),
        Tag::Summary => Shape::Block(ElementName::Summary),
        tag if tag.is_block() => Shape::Boundary,
        tag => inline(tag),
    }
}

fn inline(tag: Tag) -> Shape {
    match tag {
        Tag::A => Shape::Inline(ElementName::A),
        Tag::B => Shape::Inline(ElementName::B),
        Tag::Strong => Shape::Inline(ElementName::Strong),
        Tag::I => Shape::Inline(ElementName::I),
        Tag::Em => Shape::Inline(ElementName::Em),
        Tag::U => Shape::Inline(ElementName::U),
        Tag::S | Tag::Strike => Shape::Inline(ElementName::S),
        Tag::Del => Shape::Inline(ElementName::Del),
        Tag::Ins => Shape::Inline(ElementName::Ins),
        Tag::Sub => Shape::Inline(ElementName::Sub),
        Tag::Sup => Shape::Inline(ElementName::Sup),
        Tag::Small => Shape::Inline(ElementName::Small),
        Tag::Mark => Shape::Inline(ElementName::Mark),
        Tag::Abbr => Shape::Inline(ElementName::Abbr),
        Tag::Cite => Shape::Inline(ElementName::Cite),
        Tag::Q => Shape::Inline(ElementName::Q),
        Tag::Dfn => Shape::Inline(ElementName::Dfn),
        Tag::Time => Shape::Inline(ElementName::Time),
        Tag::Code | Tag::Tt => Shape::Inline(ElementName::Code),
        Tag::Kbd => Shape::Inline(ElementName::Kbd),
        Tag::Samp => Shape::Inline(ElementName::Samp),
        Tag::Var => Shape::Inline(ElementName::Var),
        Tag::Ruby => Shape::Inline(ElementName::Ruby),
        Tag::Rt => Shape::Inline(ElementName::Rt),
        Tag::Rp => Shape::Inline(ElementName::Rp),
        Tag::Bdi => Shape::Inline(ElementName::Bdi),
        Tag::Bdo => Shape::Inline(ElementName::Bdo),
        _ => Shape::Transparent,
    }
}

/// The attributes that the element keeps.
pub(super) fn attributes(outline: &Outline, base: Option<&Url>, id: NodeId) -> Vec<Attribute> {
    let mut attrs = Vec::new();
    for attr in outline.attrs(id) {
        let raw = attr.value().of(&outline.source);
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

/// Does the element say that its words are in another language than the page's, `primary`?
pub(super) fn is_in_another(primary: &str, outline: &Outline, id: NodeId) -> bool {
    !primary.is_empty() && primary_language(outline, id).is_some_and(|own| own != primary)
}

/// The language that the element itself declares, without its region: "de" of "de-CH".
pub(super) fn primary_language(outline: &Outline, id: NodeId) -> Option<String> {
    let own = language(outline.raw_attr(id, AttrName::Lang)?)?;
    Some(own.split('-').next().unwrap_or("").to_ascii_lowercase())
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
