//! The best address of an image.
//!
//! In: an `img` with its attributes, its `picture` and lazy-loading attributes. Out: the address
//! that a reader wants, the largest up to what a wide column on a dense screen needs, never a
//! placeholder.

use std::ops::Range;

use url::Url;

use super::tree::Attribute;
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::text;
use crate::base::url as address;
use crate::outline::{NodeId, Outline};

/// A reader's column is about 700 CSS pixels wide, on screens of two device pixels each.
const WANTED_WIDTH: f64 = 1600.0;

/// Smaller images are icons, spacers and counters; in CSS pixels.
const MIN_SIDE: u32 = 32;

/// Placeholders are scaled down to less than this; in CSS pixels.
const MIN_LAZY_SIDE: u32 = 150;

/// Where lazy-loading scripts put the address, the most telling first.
const LAZY: &[AttrName] = &[
    AttrName::DataHiRes,
    AttrName::DataFullSrc,
    AttrName::DataSrcLarge,
    AttrName::DataSrc,
    AttrName::DataLazySrc,
    AttrName::DataOriginal,
    AttrName::DataUrl,
    AttrName::DataImage,
    AttrName::DataLazy,
    AttrName::DataDefaultSrc,
    AttrName::DataSrcRetina,
];

const LAZY_SETS: &[AttrName] =
    &[AttrName::DataSrcset, AttrName::DataLazySrcset, AttrName::DataOriginalSet, AttrName::Srcset];

/// The attributes of the image `id` in the article; none where it isn't worth showing.
pub(super) fn attributes(
    outline: &Outline,
    base: Option<&Url>,
    id: NodeId,
) -> Option<Vec<Attribute>> {
    let side = |name| {
        outline
            .raw_attr(id, name)
            .and_then(|value| value.trim().trim_end_matches("px").parse::<u32>().ok())
    };
    let (width, height) = (side(AttrName::Width), side(AttrName::Height));
    let source = source(outline, base, id)?;
    let plain = outline.attr(id, AttrName::Src).and_then(|raw| address::image(base, &raw));
    // The sides of a placeholder say nothing about the image that it stands for.
    let is_placeholder =
        plain.is_some_and(|plain| plain != source) && width.is_some_and(|it| it < MIN_LAZY_SIDE);
    let is_small = width.is_some_and(|it| it < MIN_SIDE) || height.is_some_and(|it| it < MIN_SIDE);
    if is_small && !is_placeholder {
        return None;
    }
    let mut attrs = vec![("src", source)];
    attrs.push(("alt", outline.raw_attr(id, AttrName::Alt).map(text::plain).unwrap_or_default()));
    if let (Some(width), Some(height), false) = (width, height, is_placeholder) {
        attrs.push(("width", width.to_string()));
        attrs.push(("height", height.to_string()));
    }
    Some(attrs)
}

/// The image's address.
pub(crate) fn source(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<String> {
    let own = LAZY_SETS
        .iter()
        .filter_map(|&name| outline.attr(id, name))
        .find_map(|set| best_of_set(&set));
    let picture = || sources(outline, id).find_map(|source| set_of(outline, source));
    let lazy = || {
        LAZY.iter()
            .filter_map(|&name| outline.attr(id, name))
            .find(|value| looks_like_address(value))
            .map(Into::into)
    };
    let plain = || outline.attr(id, AttrName::Src).map(std::borrow::Cow::into_owned);
    let mut candidates = [own, picture(), lazy(), plain()].into_iter().flatten();
    candidates.find_map(|raw| address::image(base, &raw).filter(|url| !is_placeholder(url)))
}

fn set_of(outline: &Outline, source: NodeId) -> Option<String> {
    LAZY_SETS
        .iter()
        .filter_map(|&name| outline.attr(source, name))
        .find_map(|set| best_of_set(&set))
}

/// The `source` elements of the picture around the image; those for narrow screens come last.
fn sources(outline: &Outline, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let parent = outline.node(id).parent;
    let range: Range<NodeId> =
        if outline.node(parent).tag == Tag::Picture { outline.subtree(parent) } else { 0..0 };
    let narrow = |id: &NodeId| {
        outline.raw_attr(*id, AttrName::Media).is_some_and(|media| media.contains("max-width"))
    };
    let is_source = |id: &NodeId| outline.node(*id).tag == Tag::Source;
    let wide = range.clone().filter(is_source).filter(move |id| !narrow(id));
    wide.chain(range.filter(is_source).filter(move |id| narrow(id)))
}

/// The candidate of a `srcset` that fits best: the smallest at least as wide as wanted, else the widest.
fn best_of_set(set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for (address, width) in candidates(set) {
        let better = |most: f64| {
            if most < WANTED_WIDTH { most < width } else { WANTED_WIDTH <= width && width < most }
        };
        if best.is_none_or(|(most, _)| better(most)) {
            best = Some((width, address));
        }
    }
    best.map(|(_, address)| address.to_owned())
}

/// Addresses with their widths in pixels; a density counts as if 1x were 800 wide.
fn candidates(set: &str) -> impl Iterator<Item = (&str, f64)> {
    const WIDTH_OF_1X: f64 = 800.0;
    let mut rest = set;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r', ',']);
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        if let Some(address) = address.strip_suffix(',') {
            rest = after;
            return Some((address, WIDTH_OF_1X));
        }
        let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
        rest = after;
        let descriptor = descriptor.trim();
        let width = if let Some(width) = descriptor.strip_suffix('w') {
            width.trim().parse().unwrap_or(WIDTH_OF_1X)
        } else {
            descriptor.strip_suffix('x').and_then(|x| x.trim().parse::<f64>().ok()).unwrap_or(1.0)
                * WIDTH_OF_1X
        };
        Some((address, width))
    })
}

fn looks_like_address(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(char::is_whitespace)
        && (value.contains('/') || value.contains('.'))
        && !value.starts_with('{')
}

/// A data address this short is a blank pixel, and so is an image called so.
fn is_placeholder(address: &str) -> bool {
    const MIN_DATA_BYTES: usize = 400;
    if address.starts_with("data:") {
        return address.len() < MIN_DATA_BYTES;
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or(&name);
    matches!(
        stem,
        "blank"
            | "spacer"
            | "pixel"
            | "transparent"
            | "placeholder"
            | "grey-placeholder"
            | "1x1"
            | "loading"
            | "lazy"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_smallest_that_is_wide_enough() {
        assert_eq!(best_of_set("a.jpg 320w, b.jpg 1800w, c.jpg 3000w").as_deref(), Some("b.jpg"));
        assert_eq!(best_of_set("a.jpg 320w, b.jpg 640w").as_deref(), Some("b.jpg"));
        assert_eq!(best_of_set("a.jpg, b.jpg 2x").as_deref(), Some("b.jpg"));
        assert_eq!(
            best_of_set("https://x.example/a,b.jpg 1x").as_deref(),
            Some("https://x.example/a,b.jpg")
        );
    }
}
