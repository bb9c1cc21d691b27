//! Captions that the page doesn't mark up as such.
//!
//! In: an element, or a paragraph's steps. Out: whether it says what the picture before it shows, or whose it is.
//! Old content management systems have a paragraph with a class for it, new ones a `figcaption` in plain boxes, and
//! many a page nothing but words that say so.

use super::tree::{ElementName as Name, Op};
use crate::base::lexicon::fold;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline};

/// Folded. These words tell whose a picture is, wherever they stand in the line.
const LABELS: &[&str] = &[
    "photo:",
    "photos:",
    "photo :",
    "photo by:",
    "photograph:",
    "image:",
    "images:",
    "image by:",
    "picture:",
    "pictures:",
    "illustration:",
    "credit:",
    "credits:",
    "foto:",
    "fotos:",
    "bild:",
    "imagen:",
    "imagem:",
    "immagine:",
    "фото:",
    "写真:",
    "사진:",
    "图:",
    "圖:",
];

/// Folded. These at the start of a line tell where in the picture something is.
const PLACES: &[&str] = &["above:", "below:", "left:", "right:", "pictured:", "pictured above"];

/// Folded. These at the start of a short line tell whose the picture is.
const STARTS: &[&str] = &[
    "photo by",
    "photos by",
    "photo from",
    "photo via",
    "photo courtesy",
    "photo credit",
    "image by",
    "image from",
    "image provided",
    "image via",
    "image courtesy",
    "image credit",
    "image source",
    "courtesy of",
    "getty images",
    "source:",
    "quelle:",
    "fuente:",
    "fonte:",
];

/// A figure that holds nothing but pictures, by the places of its steps.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub(super) open: usize,
    /// Nothing where it hasn't ended yet.
    pub(super) close: Option<usize>,
}

/// The figure that ended last, or that hasn't ended yet; marks of what was removed may follow it.
pub(super) fn figure_before(ops: &[Op]) -> Option<Figure> {
    /// A figure of a few pictures has fewer steps.
    const REACH: usize = 40;
    let (mut depth, mut close, mut has_picture) = (0_u32, None, false);
    for (at, op) in ops.iter().enumerate().rev().take(REACH) {
        match op {
            Op::Removed(_) => {}
            // The label of a video.
            Op::Text(_) if 1 < depth => has_picture = true,
            Op::Close => {
                if depth == 0 && !has_picture {
                    close = Some(at);
                }
                depth += 1;
            }
            Op::Open { tag: Name::Figure, .. } if depth == 0 => {
                return has_picture.then_some(Figure { open: at, close: None });
            }
            Op::Open { tag: Name::Figure, .. } if depth == 1 && close.is_some() => {
                return has_picture.then_some(Figure { open: at, close });
            }
            Op::Open { tag: Name::Figure | Name::A | Name::Img, .. } if 0 < depth => {
                depth -= 1;
                has_picture |= matches!(op, Op::Open { tag: Name::Img, .. });
                // Something else than a figure ended last.
                close = close.filter(|_| 0 < depth);
            }
            Op::Open { .. } | Op::Text(_) => return None,
        }
    }
    None
}

/// A line right above the picture that starts at `figure` is its caption where it is the one `named`, or says what the
/// picture's alternative says.
pub(super) fn join_line_above(ops: &mut [Op], figure: usize, named: Option<usize>) {
    let Some(line) = line_before(&ops[..figure]) else { return };
    let alternative = ops[figure..].iter().find_map(|op| match op {
        Op::Open { tag: Name::Img, attrs } => attrs.iter().find(|it| it.0 == "alt"),
        _ => None,
    });
    let is_said = |alternative: &str| {
        !alternative.is_empty() && text_of(&ops[line..figure]).trim() == alternative
    };
    if named == Some(line) || alternative.is_some_and(|it| is_said(it.1.trim())) {
        if let Op::Open { tag, .. } = &mut ops[line] {
            *tag = Name::Figcaption;
        }
        ops[line..].rotate_left(figure - line);
    }
}

/// Where the paragraph of a few words begins that ended last.
fn line_before(ops: &[Op]) -> Option<usize> {
    const REACH: usize = 12;
    let mut depth = 0_u32;
    for (at, op) in ops.iter().enumerate().rev().take(REACH) {
        match op {
            Op::Close => depth += 1,
            Op::Open { tag: Name::P, .. } => return (depth == 1).then_some(at),
            Op::Open { .. } if 1 < depth => depth -= 1,
            Op::Text(_) if 0 < depth => {}
            _ => return None,
        }
    }
    None
}

fn text_of(steps: &[Op]) -> String {
    let pieces = steps.iter().filter_map(|op| match op {
        Op::Text(piece) => Some(piece.as_str()),
        _ => None,
    });
    pieces.collect()
}

/// Does the element call itself a caption, alone in a box with a picture?
pub(super) fn is_above(outline: &Outline, id: NodeId) -> bool {
    if !outline.sizes(id).is_caption() || !is_named(outline, id) {
        return false;
    }
    let holder = outline.sizes(outline.node(id).parent);
    holder.n_images > 0 && holder.letters == outline.sizes(id).letters
}

/// Does the element call itself a caption, and could be one? So may what holds all of a paragraph's text.
pub(super) fn is_named(outline: &Outline, id: NodeId) -> bool {
    /// Longer ones are text.
    const MAX_WORDS: u8 = 80;
    let sizes = outline.sizes(id);
    if !(1..=MAX_WORDS).contains(&sizes.words) || sizes.n_images > 0 {
        return false;
    }
    let holds_all = |it: NodeId| {
        outline.node(it).tag == Tag::Span
            && outline.sizes(it).is_caption()
            && outline.sizes(it).letters == sizes.letters
    };
    sizes.is_caption()
        || outline.node(id).tag == Tag::Figcaption
        || (outline.node(id).tag == Tag::P
            && outline.children(id).find(|&it| !outline.node(it).is_text()).is_some_and(holds_all))
}

/// Do these steps of a paragraph below a picture speak of the picture?
pub(super) fn is_credit(steps: &[Op]) -> bool {
    const MAX_STEPS: usize = 24;
    const MAX_BYTES: usize = 400;
    /// In words; longer ones begin so by chance.
    const MAX_LINE: usize = 12;
    let is_line = |step: &Op| !matches!(step, Op::Open { tag: Name::Br | Name::Img, .. });
    if MAX_STEPS < steps.len() || !steps.iter().all(is_line) {
        return false;
    }
    let text = text_of(steps);
    if MAX_BYTES < text.len() {
        return false;
    }
    let text = fold(&text);
    let begins_at = |at: usize, with: &[&str]| with.iter().any(|it| text[at..].starts_with(it));
    let begins = |with: &[&str]| begins_at(0, with);
    let mut after = text.char_indices().filter(|(_, letter)| !letter.is_alphanumeric());
    let mut is_labelled = || after.any(|(at, sign)| begins_at(at + sign.len_utf8(), LABELS));
    let is_short = text.split(' ').count() <= MAX_LINE;
    // A whole story may be in italics.
    let is_sentence = text.trim_end().ends_with(['.', '!', '?', '"', '\'', ':', '。']);
    begins(LABELS)
        || is_labelled()
        || begins(PLACES)
        || (is_short && (begins(STARTS) || (!is_sentence && is_slanted(steps))))
}

/// Is all of the text in italics or small, as below a printed picture?
fn is_slanted(steps: &[Op]) -> bool {
    let mut depth = 0_u32;
    let mut slanted_from = None;
    let mut is_any = false;
    for step in steps {
        match step {
            Op::Open { tag, .. } => {
                if matches!(tag, Name::Em | Name::I | Name::Small) {
                    slanted_from.get_or_insert(depth);
                }
                depth += 1;
            }
            Op::Close => {
                depth = depth.saturating_sub(1);
                slanted_from = slanted_from.filter(|&from| from < depth);
            }
            Op::Text(text) if slanted_from.is_none() && !text.trim().is_empty() => return false,
            Op::Text(_) => is_any |= slanted_from.is_some(),
            Op::Removed(_) => {}
        }
    }
    is_any
}
