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

/// Does the element call itself a caption, and could be one?
pub(super) fn is_named(outline: &Outline, id: NodeId) -> bool {
    /// Longer ones are text.
    const MAX_WORDS: u8 = 80;
    let sizes = outline.sizes(id);
    (sizes.is_caption() || outline.node(id).tag == Tag::Figcaption)
        && (1..=MAX_WORDS).contains(&sizes.words)
        && sizes.n_images == 0
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
    let mut text = String::new();
    for step in steps {
        if let Op::Text(piece) = step {
            text.push_str(piece);
        }
    }
    if MAX_BYTES < text.len() {
        return false;
    }
    let text = fold(&text);
    let is_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let begins = |with: &[&str]| with.iter().any(|start| text.starts_with(start));
    let is_short = text.split(' ').count() <= MAX_LINE;
    // A whole story may be in italics.
    let is_sentence = text.trim_end().ends_with(['.', '!', '?', '"', '\'', ':', '。']);
    LABELS.iter().any(|label| text.match_indices(label).any(|(at, _)| is_word(at)))
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
