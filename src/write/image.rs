//! The best address of an image.
//!
//! In: an `img` with its attributes, its `picture` and lazy-loading attributes. Out: the address
//! that a reader wants, the largest up to what a wide column on a dense screen needs, never a
//! placeholder.

use std::ops::Range;

use url::Url;

use super::tree::Attribute;
use crate::base::attr::{self, AttrName};
use crate::base::letters::starts_with;
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

/// Of a picture that is narrower than this, a wider one is looked for; in pixels.
const SMALL_WIDTH: f64 = 320.0;

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
    let side_of = |name| outline.raw_attr(id, name).and_then(side);
    let (width, height) = (side_of(AttrName::Width), side_of(AttrName::Height));
    let source = source(outline, base, id)?;
    let plain = || outline.attr(id, AttrName::Src).and_then(|raw| address::image(base, &raw));
    // The sides of a placeholder say nothing about the image that it stands for.
    let is_placeholder = width.is_some_and(|it| f64::from(it) < SMALL_WIDTH)
        && plain().is_some_and(|plain| plain != source);
    let is_small = width.is_some_and(|it| it < MIN_SIDE) || height.is_some_and(|it| it < MIN_SIDE);
    if is_small && !is_placeholder {
        return None;
    }
    let mut attrs = vec![("src", source)];
    attrs.push(("alt", alternative(outline, id)));
    if let (Some(width), Some(height), false) = (width, height, is_placeholder) {
        attrs.push(("width", width.to_string()));
        attrs.push(("height", height.to_string()));
    }
    Some(attrs)
}

/// What the image's text alternative says, or that of its copy for browsers without scripts.
fn alternative(outline: &Outline, id: NodeId) -> String {
    let of = |id: NodeId| outline.raw_attr(id, AttrName::Alt).map(text::plain);
    let own = of(id).filter(|alt| !alt.is_empty());
    own.or_else(|| of(copy_without_scripts(outline, id)?)).unwrap_or_default()
}

/// A side's length in CSS pixels.
fn side(value: &str) -> Option<u32> {
    value.trim().trim_end_matches("px").parse().ok()
}

/// The image's address.
pub(crate) fn source(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<String> {
    let first = declared(outline, base, id).next();
    if let Some(first) = first.as_ref().filter(|it| !it.is_small()) {
        let mut larger = others(outline, base, id, Others::CalledLarge);
        let larger = if first.width.is_none() { larger.next() } else { None };
        return Some(larger.map_or_else(|| first.url.clone(), |it| it.url));
    }
    // A small picture, or none: whatever else the page has of it is better.
    let all = || {
        declared(outline, base, id)
            .skip(1)
            .chain(others(outline, base, id, Others::All))
            .chain(
                copy_without_scripts(outline, id).and_then(|it| declared(outline, base, it).next()),
            )
            .chain(linked(outline, base, id))
    };
    let widest =
        || all().filter(|it| it.width.is_some()).max_by(|a, b| a.width().total_cmp(&b.width()));
    let better = all().find(|it| !it.is_small()).or_else(|| {
        widest().filter(|it| first.as_ref().is_none_or(|first| first.width() < it.width()))
    });
    better
        .or(first)
        .map(|it| it.url)
        .or_else(|| within_the_page(outline, base, id))
        .or_else(|| photo_called_so(outline, base, id))
}

/// An address that an image may be shown from.
struct Candidate {
    url: String,
    /// In pixels, where the page or the address tells it.
    width: Option<f64>,
}

impl Candidate {
    /// One with an address that a reader can see; pictures within the address itself mostly stand
    /// for another one, blurred.
    fn new(base: Option<&Url>, raw: &str, width: Option<f64>) -> Option<Self> {
        if raw.starts_with("data:") {
            return None;
        }
        let url = address::image(base, raw)?;
        let width = width.or_else(|| width_in(&url));
        (!url.starts_with("data:") && !is_placeholder(&url)).then_some(Candidate { url, width })
    }

    fn width(&self) -> f64 {
        self.width.unwrap_or(0.0)
    }

    /// Too small to be read by, as far as is known.
    fn is_small(&self) -> bool {
        self.width.is_some_and(|width| width < SMALL_WIDTH)
    }
}

/// What the image and its `picture` say in the attributes made for it, the most telling first.
fn declared<'o>(
    outline: &'o Outline,
    base: Option<&'o Url>,
    id: NodeId,
) -> impl Iterator<Item = Candidate> + 'o {
    let set = move |id: NodeId| {
        LAZY_SETS.iter().filter_map(move |&name| outline.attr(id, name)).filter_map(move |set| {
            let (address, width) = best_of_set(&set)?;
            Candidate::new(base, address, width)
        })
    };
    let lazy = LAZY
        .iter()
        .filter_map(move |&name| outline.attr(id, name))
        .filter(|value| looks_like_address(value))
        .filter_map(move |value| Candidate::new(base, &filled_in(outline, id, &value), None));
    let plain = move || {
        let raw = outline.attr(id, AttrName::Src)?;
        let width = outline.raw_attr(id, AttrName::Width).and_then(side);
        // A wide picture may well be shown small, but one shown tiny is tiny.
        let width = width.filter(|&it| it < MIN_LAZY_SIDE).map(f64::from);
        Candidate::new(base, &filled_in(outline, id, &raw), width)
    };
    set(id)
        .chain(sources(outline, id).flat_map(set))
        .chain(lazy)
        .chain(std::iter::once_with(plain).flatten())
}

/// What is in the names of attributes that hold the address of the large picture.
const LARGE: &[&str] =
    &["large", "full", "hires", "hi-res", "highres", "high-res", "zoom", "retina"];

/// Which of the other attributes are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    All,
    /// Those whose names say that they hold the large picture.
    CalledLarge,
}

/// What any other attribute says that holds an image's address: every loader has its own names.
fn others<'o>(
    outline: &'o Outline,
    base: Option<&'o Url>,
    id: NodeId,
    which: Others,
) -> impl Iterator<Item = Candidate> + 'o {
    let node = outline.node(id);
    // What was found in a noscript has no tag of its own.
    let tag = if node.is_in_noscript() { "" } else { node.span.of(&outline.source) };
    attr::all(tag).filter_map(move |(name, raw)| {
        let known = ["src", "srcset", "alt", "title", "class", "id", "style", "href"];
        if known.iter().any(|it| name.eq_ignore_ascii_case(it)) {
            return None;
        }
        if which == Others::CalledLarge && !is_called_large(name) {
            return None;
        }
        let value = text::decode(raw);
        let value = without_url(&value);
        if value.contains(char::is_whitespace) {
            let (address, width) = best_of_set(value).filter(|(it, _)| names_an_image(it))?;
            let candidate = Candidate::new(base, address, width);
            return candidate.filter(|_| which == Others::All);
        }
        if !names_an_image(value) {
            return None;
        }
        Candidate::new(base, &filled_in(outline, id, value), None)
    })
}

fn is_called_large(attribute: &str) -> bool {
    let name = attribute.as_bytes();
    (0..name.len()).any(|at| LARGE.iter().any(|word| starts_with(&name[at..], word)))
}

/// What is written `url(…)`, as style sheets do, without that.
fn without_url(value: &str) -> &str {
    let inner = value.trim().strip_prefix("url(").and_then(|it| it.strip_suffix(')'));
    inner.map_or(value, |it| it.trim_matches(['"', '\'', ' ']))
}

/// The copy in a `noscript` beside the image.
fn copy_without_scripts(outline: &Outline, id: NodeId) -> Option<NodeId> {
    if outline.node(id).is_in_noscript() {
        return None;
    }
    let near = (id + 1..id + 1 + COPY_REACH).chain(id.saturating_sub(COPY_REACH)..id);
    near.filter(|&it| it < outline.node(crate::outline::ROOT).end).find(|&it| {
        let node = outline.node(it);
        node.tag == Tag::Img && node.is_in_noscript() && is_beside(outline, it, id)
    })
}

/// A copy stands at most so many nodes from its image.
const COPY_REACH: u32 = 6;

/// Does the copy in a `noscript` stand right beside the image, or in a wrapping of its own there?
pub(super) fn is_beside(outline: &Outline, copy: NodeId, image: NodeId) -> bool {
    /// A wrapping holds the image and its copies.
    const MAX_IMAGES: u8 = 3;
    let parent = outline.node(copy).parent;
    let holder = outline.node(parent).parent;
    let wraps = || MAX_IMAGES >= outline.sizes(holder).n_images && outline.holds(holder, image);
    image.abs_diff(copy) <= COPY_REACH && outline.node(image).parent == parent || wraps()
}

/// The picture that a link around the image leads to.
fn linked(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<Candidate> {
    let link = outline.ancestors(id).take(3).find(|&it| outline.node(it).tag == Tag::A)?;
    let href = outline.attr(link, AttrName::Href)?;
    names_an_image(&href).then(|| Candidate::new(base, &href, None))?
}

/// The same picture, larger, where a link around the image leads to it and not to a page about it: an image's
/// name, or this one's own where names tell no kind.
pub(super) fn larger(
    outline: &Outline,
    base: Option<&Url>,
    id: NodeId,
    source: &str,
) -> Option<String> {
    /// A shorter name says nothing: "1", "img".
    const MIN_NAME_BYTES: usize = 4;
    let link = outline.ancestors(id).take(3).find(|&it| outline.node(it).tag == Tag::A)?;
    let href = address::link(base, &outline.attr(link, AttrName::Href)?)?;
    let name = file_name(&href);
    let has_own_name = || name.len() >= MIN_NAME_BYTES && name == file_name(source);
    // "File:Ferry.jpg" is a page.
    let is_page = name.contains(':') || name.contains("%3A");
    let leads = !is_page && href != source && (names_an_image(&href) || has_own_name());
    leads.then_some(href)
}

/// The picture within the address itself, where the page has no other.
fn within_the_page(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<String> {
    let url = address::image(base, &outline.attr(id, AttrName::Src)?)?;
    address::holds_picture(&url).then_some(url)
}

/// The photo that is only called as placeholders are, where the page has no other and shows it large: of a
/// lazy dog, of a loading dock.
fn photo_called_so(outline: &Outline, base: Option<&Url>, id: NodeId) -> Option<String> {
    const PHOTOS: [&str; 4] = [".jpg", ".jpeg", ".webp", ".avif"];
    const WORDS: [&str; 4] = ["lazy", "loading", "loader", "empty"];
    let is_large = |name| {
        let side = outline.raw_attr(id, name).and_then(side);
        side.is_some_and(|side| MIN_LAZY_SIDE <= side)
    };
    let url = address::image(base, &outline.attr(id, AttrName::Src)?)?;
    let name = file_name(&url);
    let stem = PHOTOS.iter().find_map(|ending| name.strip_suffix(ending))?;
    let is_photo = is_large(AttrName::Width) && is_large(AttrName::Height);
    (is_photo && WORDS.contains(&stem)).then_some(url)
}

/// The picture that an element without content shows behind it.
pub(super) fn background(
    outline: &Outline,
    base: Option<&Url>,
    id: NodeId,
) -> Option<Vec<Attribute>> {
    let style = outline.attr(id, AttrName::Style);
    let in_style = style.as_deref().and_then(|style| {
        let (_, rest) = style.split_once("url(")?;
        let (url, _) = rest.split_once(')')?;
        Candidate::new(base, url.trim_matches(['"', '\'', ' ']), None)
    });
    let found = in_style.or_else(|| others(outline, base, id, Others::All).next())?;
    let alt = outline.raw_attr(id, AttrName::AriaLabel).map(text::plain).unwrap_or_default();
    (!found.is_small()).then(|| vec![("src", found.url), ("alt", alt)])
}

/// The value as an address: what a script would put in for `{width}` is put in.
fn filled_in(outline: &Outline, id: NodeId, value: &str) -> String {
    let marks = ["{width}", "{w}", "%7Bwidth%7D", "%7Bw%7D"];
    if memchr::memchr2(b'{', b'%', value.as_bytes()).is_none() {
        return value.to_owned();
    }
    let Some(mark) = marks.iter().find(|mark| value.contains(**mark)) else {
        return value.to_owned();
    };
    let tag = outline.node(id).span.of(&outline.source);
    let widths = attr::all(tag).find(|(name, _)| name.eq_ignore_ascii_case("data-widths"));
    let widths = widths.map_or("", |(_, widths)| widths);
    let widths = widths.split(|c: char| !c.is_ascii_digit()).filter_map(|it| it.parse().ok());
    let width = best_width(widths.map(|width: u32| (f64::from(width), width)));
    // Without a list every width is as good as made.
    value.replace(mark, &width.map_or(1200, |(_, width)| width).to_string())
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

/// The candidate of a `srcset` that fits best, and its width where that is told.
fn best_of_set(set: &str) -> Option<(&str, Option<f64>)> {
    let (_, (address, is_told, width)) = best_width(
        candidates(set).map(|(address, width, is_told)| (width, (address, is_told, width))),
    )?;
    Some((address, is_told.then_some(width)))
}

/// What fits best by its width: the smallest at least as wide as wanted, else the widest.
fn best_width<T>(widths: impl Iterator<Item = (f64, T)>) -> Option<(f64, T)> {
    let mut best: Option<(f64, T)> = None;
    for (width, what) in widths {
        let better = |most: f64| {
            if most < WANTED_WIDTH { most < width } else { WANTED_WIDTH <= width && width < most }
        };
        if best.as_ref().is_none_or(|(most, _)| better(*most)) {
            best = Some((width, what));
        }
    }
    best
}

/// Addresses with their widths in pixels, and whether those are told; a density counts as if 1x were
/// 800 wide.
fn candidates(set: &str) -> impl Iterator<Item = (&str, f64, bool)> {
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
            return Some((address, WIDTH_OF_1X, false));
        }
        let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
        rest = after;
        let descriptor = descriptor.trim();
        let told = descriptor.strip_suffix('w').and_then(|width| width.trim().parse().ok());
        let width = if let Some(width) = told {
            width
        } else {
            descriptor.strip_suffix('x').and_then(|x| x.trim().parse::<f64>().ok()).unwrap_or(1.0)
                * WIDTH_OF_1X
        };
        Some((address, width, told.is_some()))
    })
}

fn looks_like_address(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(char::is_whitespace)
        && (value.contains('/') || value.contains('.'))
        && !value.starts_with('{')
}

/// The address's file name, in lower case.
fn file_name(address: &str) -> String {
    name_in(address).to_ascii_lowercase()
}

/// The address's file name as written.
fn name_in(address: &str) -> &str {
    let bytes = address.as_bytes();
    let end = memchr::memchr2(b'?', b'#', bytes).unwrap_or(bytes.len());
    let start = memchr::memrchr(b'/', &bytes[..end]).map_or(0, |at| at + 1);
    &address[start..end]
}

/// The file's name without its ending, and without the size that many servers put behind it.
pub(super) fn name_without_size(address: &str) -> String {
    let name = file_name(address);
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let is_size = |c: char| c.is_ascii_digit() || matches!(c, 'x' | '@');
    let rest = stem.trim_end_matches(is_size);
    let is_parted = rest.len() < stem.len() && rest.ends_with(['-', '_']);
    if is_parted { rest[..rest.len() - 1].to_owned() } else { stem.to_owned() }
}

/// Does the address end as images do?
pub(super) fn names_an_image(address: &str) -> bool {
    let name = file_name(address);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "jpg" | "jpeg" | "png" | "webp" | "avif" | "gif")
        && looks_like_address(address)
}

/// Is it an image that stands for another one until that is loaded?
fn is_placeholder(address: &str) -> bool {
    const STEMS: [&str; 14] = [
        "blank",
        "spacer",
        "pixel",
        "px",
        "transparent",
        "trans",
        "tr",
        "placeholder",
        "1x1",
        "loading",
        "loader",
        "lazy",
        "lazyload",
        "empty",
    ];
    let name = name_in(address);
    let stem = name.split('.').next().unwrap_or(name);
    // "grey-placeholder", "lazy_loading".
    let is_one = |word: &str| STEMS.iter().any(|it| word.eq_ignore_ascii_case(it));
    let words = || stem.split(['-', '_']);
    let last = words().next_back().unwrap_or(stem);
    words().all(is_one) || (words().count() <= 2 && last.eq_ignore_ascii_case("placeholder"))
}

/// The width that an address names: `?w=60`, `/w_60,`, `/max/60/`, `photo-60x40.jpg`.
fn width_in(address: &str) -> Option<f64> {
    let after = address.split_once("://").map_or(address, |(_, after)| after);
    let digits = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit()).next().and_then(|it| it.parse::<u32>().ok())
    };
    let (path, query) = after.split_once('?').unwrap_or((after, ""));
    let in_query = query
        .split(['&', ';'])
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| {
            matches!(name.to_ascii_lowercase().as_str(), "w" | "width" | "wid" | "imwidth")
        })
        .and_then(|(_, width)| digits(width));
    let in_path = || {
        path.split(['/', ',']).find_map(|part| {
            let named = part.strip_prefix("w_").or_else(|| part.strip_prefix("w-"));
            named.or_else(|| part.strip_prefix("width=")).and_then(digits)
        })
    };
    // A folder of digits may be a month: only between "max" or "resize" and the like.
    let in_folder = || {
        let (_, rest) = path.split_once("/max/").or_else(|| path.split_once("/resize/"))?;
        digits(rest.trim_start_matches("fit:").trim_start_matches("w:"))
    };
    let in_name = || {
        let name = path.rsplit('/').next()?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let (_, sides) = stem.rsplit_once(['-', '_'])?;
        let (width, height) = sides.split_once('x')?;
        let is_number = |side: &str| side.bytes().all(|byte| byte.is_ascii_digit());
        (is_number(width) && is_number(height)).then(|| digits(width))?
    };
    in_query
        .or_else(in_path)
        .or_else(in_folder)
        .or_else(in_name)
        .filter(|&it| it > 0)
        .map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_smallest_that_is_wide_enough() {
        let check = |set, expected| assert_eq!(best_of_set(set), Some(expected), "{set}");
        check("a.jpg 320w, b.jpg 1800w, c.jpg 3000w", ("b.jpg", Some(1800.0)));
        check("a.jpg 320w, b.jpg 640w", ("b.jpg", Some(640.0)));
        check("a.jpg, b.jpg 2x", ("b.jpg", None));
        check("https://x.example/a,b.jpg 1x", ("https://x.example/a,b.jpg", None));
    }

    #[test]
    fn reads_the_width_in_an_address() {
        let check =
            |address, expected: Option<f64>| assert_eq!(width_in(address), expected, "{address}");
        check("https://x.example/a.jpg?w=60&blur=9", Some(60.0));
        check("https://x.example/c/w_80,q_auto/a.jpg", Some(80.0));
        check("https://x.example/max/60/a.jpg", Some(60.0));
        check("https://x.example/a-150x150.jpg", Some(150.0));
        check("https://x.example/2024/06/a-12.jpg", None);
        check("https://x.example/a.jpg?v=60", None);
    }
}
