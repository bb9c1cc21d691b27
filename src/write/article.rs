//! The article: all that a reader gets.
//!
//! In: the outline, what the page declares, the judgement. Out: an [`Article`] with its fields and
//! its tree; the other formats are made when asked for.

use url::Url;

use super::build::{self, Keep};
use super::places::Places;
use super::tree::{ElementName, Op, Tree};
use super::{html, image, markdown, plain_text, readable_text, report};
use crate::base::attr::AttrName;
use crate::base::lexicon::fold;
use crate::base::tag::Tag;
use crate::base::text;
use crate::metadata::delivered::Origin;
use crate::metadata::{self, Declared, Difference};
use crate::outline::{NO_ORDINAL, NodeId, Outline, ROOT};
use crate::verdict::{self, Class, EvidenceKind, EvidenceValue, Judgement, Place, Removal};

/// Words a minute that an adult reads silently (Brysbaert 2019: 238 for English non-fiction).
const WORDS_PER_MINUTE: u32 = 238;

/// The longest tree of a removed part, in steps; who wants more of it opens the page.
const MAX_REMOVED_OPS: usize = 400;

/// The longest headline, or a little more.
const MAX_HEADLINE_BYTES: usize = 1000;

/// The longest excerpt of a removed part, in characters.
const EXCERPT_CHARS: usize = 120;

/// The longest excerpt of the article, in characters.
const SUMMARY_CHARS: usize = 300;

/// The direction that the article's text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As Latin script.
    LeftToRight,
    /// As Arabic or Hebrew script.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// Where in the page the article's content stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFrom {
    /// In its markup.
    Markup,
    /// In the `articleBody` of its JSON-LD; the markup has no article.
    StructuredData,
    /// In a script that holds a framework's state; the markup has no article.
    State,
}

impl BodyFrom {
    /// The place's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            BodyFrom::Markup => "markup",
            BodyFrom::StructuredData => "structured_data",
            BodyFrom::State => "state",
        }
    }
}

/// Why a page has no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoArticle {
    /// The page has no text.
    Empty,
    /// The bytes aren't text.
    Binary,
    /// Too little text: letters found, letters needed.
    TooShort {
        /// Letters that read like an article.
        letters: u32,
        /// Letters that an article has at least.
        needed: u32,
    },
    /// Text, but mostly links and labels.
    NotProse,
    /// The page is larger than Lede reads: the bound that was hit, and its unit.
    Limit {
        /// The bound.
        bound: usize,
        /// What it counts.
        unit: &'static str,
    },
}

impl NoArticle {
    /// A stable name for the reason.
    pub fn code(self) -> &'static str {
        match self {
            NoArticle::Empty => "empty",
            NoArticle::Binary => "binary",
            NoArticle::TooShort { .. } => "too_short",
            NoArticle::NotProse => "not_prose",
            NoArticle::Limit { .. } => "limit",
        }
    }
}

impl std::fmt::Display for NoArticle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoArticle::Empty => f.write_str("the page is empty: it has no text"),
            NoArticle::Binary => f.write_str("the page is binary data, not text"),
            NoArticle::TooShort { letters, needed } => {
                write!(f, "no article found: {letters} letters of prose, at least {needed} needed")
            }
            NoArticle::NotProse => {
                f.write_str("no article found: the page is mostly links and labels")
            }
            NoArticle::Limit { bound, unit } => {
                write!(f, "the page is too large: more than {bound} {unit}")
            }
        }
    }
}

/// The image that leads the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadImage {
    /// Its address.
    pub src: String,
    /// Its text alternative; empty where the page gives none.
    pub alt: String,
    /// Its caption.
    pub caption: Option<String>,
    /// Does the article's tree hold it already?
    pub in_body: bool,
}

/// One piece of evidence. It becomes words only when it's shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence(verdict::Evidence);

impl Evidence {
    /// Its kind.
    pub fn kind(&self) -> EvidenceKind {
        self.0.kind()
    }

    /// What was seen, with its numbers, in English.
    pub fn detail(&self) -> String {
        self.0.detail()
    }

    /// The message that says what was seen, for translators: `reason_` and this is its name in `_locales`.
    pub fn key(&self) -> &'static str {
        self.0.key()
    }

    /// What fills the message's placeholders, in their order.
    pub fn values(&self) -> Vec<EvidenceValue> {
        self.0.values()
    }
}

/// A part of the page that isn't in the article, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedPart {
    /// Place of its first element among the page's start tags, from 0.
    pub ordinal: u32,
    /// What it is.
    pub class: Class,
    /// The rule that found it.
    pub rule: &'static str,
    /// Where it stood.
    pub place: Place,
    /// What the rule saw.
    pub evidence: Vec<Evidence>,
    /// The beginning of its text.
    pub excerpt: String,
    /// Its words.
    pub words: u32,
}

/// What Lede makes of a page.
#[derive(Debug)]
pub struct Article {
    /// Why there is none, where none was found; then the tree is empty and nothing is removed.
    pub no_article: Option<NoArticle>,
    /// The title, without the site's name.
    pub title: Option<String>,
    /// The line below the headline that sums the article up, where the body doesn't hold it.
    pub dek: Option<String>,
    /// The authors, joined by ", ".
    pub byline: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// When it was published: RFC 3339 where the page tells the zone, else YYYY-MM-DD.
    pub published: Option<String>,
    /// When it was last changed, in the form of `published`.
    pub modified: Option<String>,
    /// The address that the page calls its own.
    pub canonical: Option<String>,
    /// The language, BCP 47.
    pub language: Option<String>,
    /// The direction of its text.
    pub direction: Direction,
    /// The image that leads it.
    pub lead_image: Option<LeadImage>,
    /// A summary: the declared description, else the first paragraph of the text.
    pub excerpt: Option<String>,
    /// Words of the text.
    pub word_count: u32,
    /// Minutes that reading it takes, at least 1 where there is text.
    pub reading_minutes: u32,
    /// The page delivered only part of the article.
    pub is_partial: bool,
    /// Is the page one to read, and no shop, listing or front page? Text to show may be found there, too,
    /// but offering the reader unasked would only disturb.
    pub is_readerable: bool,
    /// The content.
    pub body: Tree,
    /// Where the content stood in the page.
    pub body_from: BodyFrom,
    /// What was taken out, in the page's order.
    pub removals: Vec<RemovedPart>,
    /// What the page tells of itself in two ways, and which was taken.
    differences: Vec<Difference>,
    base: Option<Url>,
    outline: Outline,
    judgement: Option<Judgement>,
}

impl Article {
    /// Was an article found?
    pub fn found(&self) -> bool {
        self.no_article.is_none()
    }

    /// The content as clean HTML: allowlisted elements and attributes, no scripts, no styles.
    pub fn html(&self) -> String {
        html::write(&self.body)
    }

    /// Title, dek and content as Markdown (CommonMark with tables).
    pub fn markdown(&self) -> String {
        markdown::write(self.title.as_deref(), self.dek.as_deref(), &self.body)
    }

    /// The content as plain text, one paragraph a line.
    pub fn text(&self) -> String {
        plain_text::write(&self.body)
    }

    /// The content as plain text for people: its parts stand apart, items have their marks, a table's
    /// rows are lines.
    pub fn readable_text(&self) -> String {
        readable_text::write(&self.body)
    }

    /// As `text`, without captions.
    pub fn text_without_captions(&self) -> String {
        plain_text::without_captions(&self.body)
    }

    /// The whole text of the removed part at place `at` of `removals`; empty where there is none.
    pub fn removed_text(&self, at: usize) -> String {
        let nodes = self.removal(at).map(|removal| removal.nodes.clone());
        nodes.map(|nodes| self.outline.text_of(nodes, usize::MAX)).unwrap_or_default()
    }

    /// What the removed part at place `at` of `removals` holds, so that it can be put back; empty for
    /// what stood beside the article. Made when asked for: together they may be larger than the article.
    pub fn removed_content(&self, at: usize) -> Tree {
        let inside = self.removal(at).filter(|removal| removal.place == Place::Inside);
        let Some(removal) = inside else { return Tree::default() };
        let nodes = removal.nodes.clone();
        build::build(&self.outline, self.base.as_ref(), nodes, Keep::All, MAX_REMOVED_OPS)
    }

    /// The body with the places that its own links lead to, for files; nothing where none leads into it.
    pub(super) fn body_with_places(&self) -> Option<(Tree, Places)> {
        let base = self.base.as_ref()?;
        let places = Places::new(base, self.canonical.as_deref());
        if !places.has_link(&self.body) {
            return None;
        }
        let judgement = self.judgement.as_ref()?;
        let nodes = content_of(&self.outline, judgement.body.ok()?);
        let keep = Keep::Kept(judgement);
        let plain = build::build(&self.outline, Some(base), nodes.clone(), keep, usize::MAX);
        // A lead image may stand above; what a program changed stays as it wants it.
        let above = self.body.ops.strip_suffix(plain.ops.as_slice())?;
        let (named, places) =
            build::build_with_places(&self.outline, Some(base), nodes, judgement, places);
        Some((Tree { ops: [above, &named.ops].concat() }, places?))
    }

    fn removal(&self, at: usize) -> Option<&Removal> {
        self.judgement.as_ref().and_then(|judgement| judgement.removals.get(at))
    }

    /// The report: one line a block with its verdict, class, tag, text and reasons.
    pub fn explain(&self) -> String {
        self.judgement
            .as_ref()
            .map(|judgement| {
                report::write(&self.outline, judgement, self.body_from, &self.differences)
            })
            .unwrap_or_default()
    }

    /// The same with a body from a script.
    pub(crate) fn with_body_from(mut self, origin: Origin) -> Self {
        self.body_from = match origin {
            Origin::StructuredData => BodyFrom::StructuredData,
            Origin::State => BodyFrom::State,
        };
        self
    }

    /// A page that can't be judged.
    pub(crate) fn none(reason: NoArticle) -> Self {
        Article {
            no_article: Some(reason),
            title: None,
            dek: None,
            byline: None,
            site: None,
            published: None,
            modified: None,
            canonical: None,
            language: None,
            direction: Direction::LeftToRight,
            lead_image: None,
            excerpt: None,
            word_count: 0,
            reading_minutes: 0,
            is_partial: false,
            is_readerable: false,
            body: Tree::default(),
            body_from: BodyFrom::Markup,
            removals: Vec::new(),
            differences: Vec::new(),
            base: None,
            outline: Outline::default(),
            judgement: None,
        }
    }
}

/// Writes the article of a judged page.
pub(crate) fn write(mut outline: Outline, declared: Declared, judgement: Judgement) -> Article {
    let n_words: Vec<u32> =
        judgement.removals.iter().map(|removal| words(&outline, &removal.nodes)).collect();
    outline.forget_measures();
    let mut article = Article::none(NoArticle::Empty);
    article.no_article = judgement.body.err().map(no_article);
    if let Ok(root) = judgement.body {
        article.body = build::build(
            &outline,
            declared.base.as_ref(),
            content_of(&outline, root),
            Keep::Kept(&judgement),
            usize::MAX,
        );
        lead_image(&mut article, &outline, &declared, &judgement, root);
        let above = judgement.above.text.iter().flat_map(|nodes| {
            let keep = Keep::Kept(&judgement);
            build::build(&outline, declared.base.as_ref(), nodes.clone(), keep, usize::MAX).ops
        });
        put_above(&mut article.body.ops, above.collect());
        give_back_room(&mut article.body.ops);
        let removals = judgement.removals.iter().zip(n_words);
        article.removals = removals.map(|(it, words)| removed(&outline, it, words)).collect();
    }
    let text = Summary::of(&article.body);
    article.word_count = text.n_words;
    article.reading_minutes = article.word_count.div_ceil(WORDS_PER_MINUTE);
    article.direction = direction(&declared, &text);
    let headline = || {
        judgement
            .headline
            .map(|id| line_of(&outline, outline.subtree(id), MAX_HEADLINE_BYTES))
            .filter(|it| !it.is_empty())
    };
    article.differences = declared.differences;
    let headline = headline();
    let (title, difference) = title(declared.title, headline);
    article.title = title;
    article.differences.extend(difference);
    let dek = judgement.above.dek.clone().map(|nodes| line_of(&outline, nodes, usize::MAX));
    article.dek = dek.map(|it| without_rest(it, declared.description.as_deref()));
    let summary = declared.description.or_else(|| plain_text::first_paragraph(&article.body));
    article.excerpt = summary.map(|it| text::shorten(&it, SUMMARY_CHARS)).or(text.first_line);
    article.byline = declared.byline;
    article.site = declared.site;
    article.published = declared.published;
    article.modified = declared.modified;
    article.canonical = declared.canonical;
    article.language = declared.language;
    article.is_partial = judgement.is_partial;
    article.base = declared.base;
    outline.forget_ordinals();
    article.outline = outline;
    article.judgement = Some(judgement);
    article
}

/// Gives back the room that was held for more steps, where it's much: while they move they are there twice.
fn give_back_room(ops: &mut Vec<Op>) {
    if ops.len() / 4 < ops.capacity() - ops.len() {
        ops.shrink_to_fit();
    }
}

/// The dek without what stands behind the description in the same line: who wrote the article, and when.
fn without_rest(dek: String, description: Option<&str>) -> String {
    match description.map(str::trim) {
        Some(told)
            if !told.is_empty() && dek.starts_with(told) && told.ends_with(['.', '!', '?']) =>
        {
            told.to_owned()
        }
        _ => dek,
    }
}

/// What the headline or the dek says, without the readings above its characters.
fn line_of(outline: &Outline, nodes: std::ops::Range<NodeId>, max_bytes: usize) -> String {
    if !nodes.clone().any(|it| outline.node(it).tag == Tag::Rt) {
        return outline.text_of(nodes, max_bytes);
    }
    let mut out = String::new();
    let mut at = nodes.start;
    while at < nodes.end && out.len() < max_bytes {
        let node = outline.node(at);
        if matches!(node.tag, Tag::Rt | Tag::Rp) {
            at = node.end;
            continue;
        }
        if node.is_text() {
            let space = if node.space_before() { " " } else { "" };
            text::push_folded(&mut out, space);
            text::push_folded(&mut out, &outline.said(at));
        }
        at += 1;
    }
    text::without_controls(out.trim_end().into()).into_owned()
}

/// The headline as it stands in the page where the declared title is the same but for its ending:
/// declared titles are cut for search engines, or carry the site's name. With the headline where that says something else.
fn title(
    declared: Option<String>,
    headline: Option<String>,
) -> (Option<String>, Option<Difference>) {
    let headline = headline.map(|it| it.trim_end_matches(['¶', '#', '§', ' ']).to_owned());
    let (Some(declared), Some(headline)) = (&declared, &headline) else {
        return (declared.or(headline), None);
    };
    let (short, long) = (fold(declared), fold(headline));
    if long.starts_with(&short) || short.starts_with(&long) {
        let title = if headline.is_empty() { declared } else { headline };
        return (Some(title.clone()), None);
    }
    let (taken, other) = (declared.clone(), headline.clone());
    (Some(declared.clone()), Some(Difference { field: "title", taken, other, by: "the headline" }))
}

fn no_article(reason: verdict::NoArticle) -> NoArticle {
    match reason {
        verdict::NoArticle::Empty => NoArticle::Empty,
        verdict::NoArticle::TooShort { letters, needed } => NoArticle::TooShort { letters, needed },
        verdict::NoArticle::NotProse => NoArticle::NotProse,
    }
}

/// The nodes to write for the article's element: itself where it's a block of its own (a list, a
/// table), else what it holds.
fn content_of(outline: &Outline, root: NodeId) -> std::ops::Range<NodeId> {
    let nodes = outline.subtree(root);
    match outline.node(root).tag {
        Tag::P
        | Tag::Ul
        | Tag::Ol
        | Tag::Dl
        | Tag::Blockquote
        | Tag::Pre
        | Tag::Table
        | Tag::Figure => nodes,
        _ => nodes.start + 1..nodes.end,
    }
}

fn removed(outline: &Outline, removal: &Removal, words: u32) -> RemovedPart {
    let nodes = removal.nodes.clone();
    RemovedPart {
        ordinal: ordinal(outline, &nodes),
        class: removal.class,
        rule: removal.rule,
        place: removal.place,
        evidence: removal.evidence.iter().copied().map(Evidence).collect(),
        excerpt: excerpt(outline, &nodes),
        words,
    }
}

fn excerpt(outline: &Outline, nodes: &std::ops::Range<NodeId>) -> String {
    /// The longest character, in bytes.
    const MAX_CHAR: usize = 4;
    // In most scripts as many bytes are enough. What is much less is all there is.
    let text = outline.text_of(nodes.clone(), EXCERPT_CHARS + 1);
    if text.len() < EXCERPT_CHARS / 2 || text.chars().nth(EXCERPT_CHARS).is_some() {
        return text::shorten(&text, EXCERPT_CHARS);
    }
    text::shorten(&outline.text_of(nodes.clone(), MAX_CHAR * (EXCERPT_CHARS + 1)), EXCERPT_CHARS)
}

/// The ordinal of the first element in `nodes`, else of the one around them.
pub(super) fn ordinal(outline: &Outline, nodes: &std::ops::Range<NodeId>) -> u32 {
    let own = nodes.clone().map(|id| outline.ordinal(id)).find(|&it| it != NO_ORDINAL);
    let around = || {
        outline.ancestors(nodes.start).map(|id| outline.ordinal(id)).find(|&it| it != NO_ORDINAL)
    };
    own.or_else(around).unwrap_or(0)
}

fn words(outline: &Outline, nodes: &std::ops::Range<NodeId>) -> u32 {
    let mut words = 0;
    let mut at = nodes.start;
    while at < nodes.end {
        words += outline.measure(at).size.words;
        at = outline.node(at).end;
    }
    words
}

/// What is told of the article's text, read line by line.
#[derive(Default)]
struct Summary {
    n_words: u32,
    /// The first line with text in it, shortened.
    first_line: Option<String>,
    /// Letters looked at, and of those the ones that run from right to left.
    n_letters: usize,
    n_right_to_left: usize,
}

impl Summary {
    fn of(body: &Tree) -> Self {
        let mut summary = Summary::default();
        let mut may_be_right_to_left = false;
        plain_text::each_line(body, |line| {
            summary.add(line);
            may_be_right_to_left |= may_run_right_to_left(line);
        });
        if may_be_right_to_left {
            plain_text::each_line(body, |line| summary.add_letters(line));
        }
        summary
    }

    fn add(&mut self, line: &str) {
        self.n_words += text::n_words(line);
        if self.first_line.is_none() {
            let first = line.lines().find(|line| !line.is_empty());
            self.first_line = first.map(|line| text::shorten(line, SUMMARY_CHARS));
        }
    }

    fn add_letters(&mut self, line: &str) {
        /// So many letters tell a text's script.
        const SAMPLE: usize = 2000;
        let missing = SAMPLE - self.n_letters;
        if missing == 0 {
            return;
        }
        if line.is_ascii() {
            let letters = line.bytes().filter(u8::is_ascii_alphabetic).count();
            self.n_letters += letters.min(missing);
            return;
        }
        for c in line.chars().filter(|c| c.is_alphabetic()).take(missing) {
            self.n_letters += 1;
            self.n_right_to_left += usize::from(runs_right_to_left(c));
        }
    }

    fn is_mostly_right_to_left(&self) -> bool {
        self.n_letters < self.n_right_to_left * 2
    }
}

fn runs_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// May one of its letters? Its characters would begin with such a byte; without an early end the loop runs many
/// bytes at a time.
fn may_run_right_to_left(line: &str) -> bool {
    let begins = |byte: u8| matches!(byte, 0xD6..=0xE0 | 0xEF);
    line.bytes().fold(false, |any, byte| any | begins(byte))
}

/// A text's script says more than what a page declares of itself: templates say `ltr` everywhere.
fn direction(declared: &Declared, text: &Summary) -> Direction {
    let is_declared = declared.direction == Some(metadata::Direction::RightToLeft);
    if is_declared || text.is_mostly_right_to_left() {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

/// Puts steps before all others.
fn put_above(ops: &mut Vec<Op>, above: Vec<Op>) {
    if ops.capacity() - ops.len() < above.len() {
        ops.reserve_exact(above.len());
    }
    ops.splice(0..0, above);
}

/// Finds the image that leads the article: in the body, above it, or declared.
fn lead_image(
    article: &mut Article,
    outline: &Outline,
    declared: &Declared,
    judgement: &Judgement,
    root: NodeId,
) {
    let written =
        |nodes| build::build(outline, declared.base.as_ref(), nodes, Keep::All, MAX_REMOVED_OPS);
    if let Some(tree) = video_above(outline, judgement, root).map(written) {
        put_above(&mut article.body.ops, tree.ops);
    }
    let own = first_image(&article.body);
    if own.is_none() || !begins_with_image(&article.body) {
        let is_article_s =
            |nodes: &std::ops::Range<NodeId>| own.is_none() || stands_in_no_card(outline, nodes);
        let above = image_above(outline, declared, judgement, root)
            .filter(is_article_s)
            .map(written)
            .and_then(|tree| Some((first_image(&tree)?, tree)))
            .filter(|(lead, _)| !shows(&article.body, &lead.src));
        if let Some((lead, tree)) = above {
            article.lead_image = Some(lead);
            put_above(&mut article.body.ops, tree.ops);
            return;
        }
    }
    if own.is_some() {
        article.lead_image = own;
        return;
    }
    article.lead_image = declared.image.clone().map(|src| LeadImage {
        src,
        alt: String::new(),
        caption: None,
        in_body: false,
    });
}

/// Does nothing of the picture lead to another page, and is it in no box beside the text?
fn stands_in_no_card(outline: &Outline, nodes: &std::ops::Range<NodeId>) -> bool {
    const REACH: usize = 8;
    let leads_away = |id: NodeId| {
        let href = outline.raw_attr(id, AttrName::Href);
        outline.node(id).tag == Tag::A && href.is_some_and(|it| !image::names_an_image(it))
    };
    let is_beside =
        |id: NodeId| matches!(outline.node(id).tag, Tag::Aside | Tag::Nav | Tag::Footer);
    let mut around = outline.ancestors(nodes.start).take(REACH);
    !around.any(|id| leads_away(id) || is_beside(id)) && !nodes.clone().any(leads_away)
}

/// Is there an image before any text?
fn begins_with_image(tree: &Tree) -> bool {
    let starts = |op: &&Op| matches!(op, Op::Text(_) | Op::Open { tag: ElementName::Img, .. });
    matches!(tree.ops.iter().find(starts), Some(Op::Open { .. }))
}

/// Does the tree show the image, in whatever size?
fn shows(tree: &Tree, src: &str) -> bool {
    let name = image::name_without_size(src);
    tree.ops.iter().any(|op| match op {
        Op::Open { tag: ElementName::Img, attrs } => attrs
            .iter()
            .any(|(attr, value)| *attr == "src" && image::name_without_size(value) == name),
        _ => false,
    })
}

/// The first image of the tree, if it stands near the beginning.
fn first_image(tree: &Tree) -> Option<LeadImage> {
    /// Characters of text that may stand above a lead image: a dek and the lede.
    const MAX_CHARS_ABOVE: usize = 900;
    let mut chars = 0;
    for (at, op) in tree.ops.iter().enumerate() {
        match op {
            Op::Text(text) => chars += text.chars().count(),
            Op::Open { tag: ElementName::Img, attrs } => {
                let attr =
                    |name| attrs.iter().find(|(it, _)| *it == name).map(|(_, value)| value.clone());
                return Some(LeadImage {
                    src: attr("src")?,
                    alt: attr("alt").unwrap_or_default(),
                    caption: plain_text::caption_after(&tree.ops[at..]),
                    in_body: true,
                });
            }
            _ => {}
        }
        if MAX_CHARS_ABOVE < chars {
            return None;
        }
    }
    None
}

/// So far above the headline a picture of the article's may stand, in nodes.
const ABOVE: NodeId = 60;

fn is_nag(removal: &Removal) -> bool {
    removal.class != Class::Boilerplate
}

/// Does a figure stand right above the headline, in one part with it?
fn is_headed_by(outline: &Outline, figure: NodeId, headline: NodeId) -> bool {
    /// A figure's caption, a section's name, and what wraps them; in nodes.
    const REACH: NodeId = 20;
    let end = outline.node(figure).end;
    let part = outline.ancestors(headline).take(3).find(|&it| outline.holds(it, figure));
    headline <= end + REACH && part.is_some_and(|it| outline.node(it).tag != Tag::Body)
}

/// The video between the headline and the body, or right above the headline.
fn video_above(
    outline: &Outline,
    judgement: &Judgement,
    root: NodeId,
) -> Option<std::ops::Range<NodeId>> {
    // A body that is all of the page holds it already.
    let headline = judgement.headline.filter(|_| root != ROOT)?;
    let leads = |&id: &NodeId| {
        matches!(outline.node(id).tag, Tag::Video | Tag::AmpVideo | Tag::AmpYoutube)
            && !judgement.removal_of(id).is_some_and(|at| is_nag(&judgement.removals[at]))
            && (headline < id || is_headed_by(outline, id, headline))
    };
    let video = (headline.saturating_sub(ABOVE)..root.max(headline)).find(leads)?;
    Some(outline.subtree(video))
}

/// The figure or image between the headline and the body.
fn image_above(
    outline: &Outline,
    declared: &Declared,
    judgement: &Judgement,
    root: NodeId,
) -> Option<std::ops::Range<NodeId>> {
    const MIN_WIDTH: u32 = 300;
    // Within the body's element only what stands above the headline was left out of the text.
    let start = judgement.headline.unwrap_or(ROOT);
    let file = |url: &str| {
        url.split(['?', '#']).next().unwrap_or(url).rsplit('/').next().unwrap_or("").to_owned()
    };
    let declared_file = declared.image.as_deref().map(file);
    // A headline's photo stands above it as often as below.
    let above = start.saturating_sub(ABOVE)..root.max(start);
    for id in above.filter(|&id| matches!(outline.node(id).tag, Tag::Img | Tag::AmpImg)) {
        let Some(src) = image::source(outline, declared.base.as_ref(), id) else { continue };
        let figure = outline.ancestors(id).take(6).find(|&it| outline.node(it).tag == Tag::Figure);
        let is_declared =
            declared_file.as_deref().is_some_and(|it| !it.is_empty() && it == file(&src));
        let width = outline.raw_attr(id, AttrName::Width).and_then(|it| it.parse::<u32>().ok());
        let is_large = width.is_some_and(|it| MIN_WIDTH <= it);
        let is_wide = width.is_some_and(|it| MIN_WIDTH * 2 <= it);
        let is_nag = judgement.removal_of(id).is_some_and(|at| is_nag(&judgement.removals[at]));
        let leads = if start < id {
            figure.is_some() || is_large
        } else {
            let is_photo = if figure.is_some() { is_large } else { is_wide };
            is_photo && is_headed_by(outline, figure.unwrap_or(id), start)
        };
        if !is_nag && (is_declared || leads) {
            return Some(outline.subtree(figure.unwrap_or(id)));
        }
    }
    None
}
