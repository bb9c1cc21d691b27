//! Articles of pictures or a video, with too few words for an article of words.
//!
//! In: a page without an article by its words. Out: its judgement, if it's a picture with a caption,
//! a gallery, or a video with a sentence about it. The page must say that it's an article, and show
//! its headline beside what it's about; a list of articles, and a form, is none. The model isn't
//! asked: it learned from prose.

use super::{Above, BlockVerdict, Judgement, Removal, in_order, is_listing, nags, pruned, told};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::metadata::Declared;
use crate::outline::{Control, NodeId, Outline, ROOT};
use crate::verdict::Class;
use crate::verdict::page::Page;
use crate::verdict::taken::Taken;

/// A caption has so many letters, or there's nothing to read.
const MIN_LETTERS: u32 = 40;

/// A sentence or two beside a video.
const MIN_VIDEO_LETTERS: u32 = 80;

/// More of the text in links than this makes it a list.
const MAX_LINK_DENSITY: f32 = 0.3;

/// The judgement of a page whose article is a picture or a video.
pub(crate) fn judge(outline: &Outline, declared: &Declared) -> Option<Judgement> {
    if declared.is_article == Some(false) || declared.free == Some(false) || !has_media(outline) {
        return None;
    }
    let page = Page::new(outline, declared);
    let headline = page.headline?;
    let root = outline
        .ancestors(headline)
        .take_while(|&id| id != ROOT)
        .find(|&id| outline.subtree(id).any(|it| shows(outline, it).is_some()))?;
    let is_video = outline.subtree(root).find_map(|it| shows(outline, it)) == Some(Media::Video);
    if is_listing(&page, root) || (!is_video && declared.is_article != Some(true)) {
        return None;
    }
    let judgement = within(&page, root);
    let (mut letters, mut link_letters) = (0, 0);
    for (block, verdict) in outline.blocks.iter().zip(&judgement.blocks) {
        if matches!(verdict, BlockVerdict::Kept(..)) {
            letters += block.size.letters;
            link_letters += block.link_letters;
        }
    }
    let asks = outline.measure(root).controls.any(Control::ONE_LINE);
    let needed = if is_video { MIN_VIDEO_LETTERS } else { MIN_LETTERS };
    let is_list = MAX_LINK_DENSITY * letters as f32 <= link_letters as f32;
    let kept = |id: NodeId| judgement.removal_of(id).is_none() && shows(outline, id).is_some();
    // A wall has few words, too.
    let wall = |removal: &Removal| matches!(removal.class, Class::SignIn | Class::Offer);
    let asks = asks || judgement.removals.iter().any(wall);
    let is_article = needed <= letters && !is_list && !asks && outline.subtree(root).any(kept);
    is_article.then_some(judgement)
}

/// What the rules leave of `root`.
pub(super) fn within(page: &Page<'_>, root: NodeId) -> Judgement {
    let mut removals = nags(page);
    removals.extend(pruned(page, root, &Taken::by(&removals)));
    in_order(&mut removals);
    let taken = Taken::by(&removals);
    // Its few words end where they end.
    Judgement { is_partial: false, ..told(page, root, Above::default(), removals, &taken) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Media {
    Picture,
    Video,
}

fn has_media(outline: &Outline) -> bool {
    outline.ids().any(|id| shows(outline, id).is_some())
}

/// A picture that isn't an icon or a link's, or a video.
fn shows(outline: &Outline, id: NodeId) -> Option<Media> {
    /// Smaller pictures are portraits, logos and icons; in CSS pixels.
    const MIN_SIDE: u32 = 200;
    let node = outline.node(id);
    match node.tag {
        Tag::Video | Tag::AmpVideo | Tag::AmpYoutube => Some(Media::Video),
        Tag::Iframe | Tag::AmpIframe => {
            let source = [AttrName::Src, AttrName::DataSrc];
            let source = source.iter().find_map(|&name| outline.raw_attr(id, name))?;
            (source.contains("embed") || source.contains("player")).then_some(Media::Video)
        }
        Tag::Img | Tag::AmpImg => {
            let small = [AttrName::Width, AttrName::Height].iter().any(|&name| {
                let side = outline.raw_attr(id, name).and_then(|it| it.trim().parse::<u32>().ok());
                side.is_some_and(|side| side < MIN_SIDE)
            });
            let mut around = outline.ancestors(id).take(4);
            let is_furniture = around.any(|it| {
                matches!(
                    outline.node(it).tag,
                    Tag::A | Tag::Nav | Tag::Header | Tag::Footer | Tag::Aside
                )
            });
            (!small && !is_furniture && !node.is_in_noscript()).then_some(Media::Picture)
        }
        _ => None,
    }
}
