//! What isn't the article inside the article's element, and isn't a nag either.
//!
//! In: the page, the article's element and what is already taken out. Out: more parts to take out,
//! each with its evidence: link lists, landmarks made for something else, forms, lines of dates
//! and tags, what stands before the first and after the last paragraph. Prose is never taken.

use std::ops::Range;

use super::class::Class;
use super::evidence::Evidence;
use super::page::Page;
use super::region;
use super::role;
use super::rules::says_else;
use super::weigh::{self, Unit};
use crate::base::attr::AttrName;
use crate::base::hint::{self, Hints};
use crate::base::tag::Tag;
use crate::outline::{Block, BlockKind, Control, Measure, NodeId, Target};

/// A part to take out.
pub(crate) struct Prune {
    pub(crate) nodes: Range<NodeId>,
    pub(crate) class: Class,
    pub(crate) rule: &'static str,
    pub(crate) evidence: Vec<Evidence>,
}

/// The rules' names, in the order in which the model knows them.
const RULES: &[&str] =
    &["headline", "landmark", "form", "commands", "link_list", "meta_line", "edge_line"];

/// Stands for the rules of nags that only their place gives away.
pub(crate) const NAG_AT_EDGE: &str = "nag_at_edge";

/// The number of a rule, from 1.
pub(crate) fn number(rule: &str) -> u8 {
    RULES.iter().position(|name| *name == rule).unwrap_or(RULES.len()) as u8 + 1
}

/// Short lines of dates, tags and counts have at most this many words.
const MAX_LINE_WORDS: u32 = 25;

/// Finds what to take out of `body`; `taken` tells what is out already.
pub(crate) fn prune(page: &Page<'_>, body: NodeId, taken: impl Fn(NodeId) -> bool) -> Vec<Prune> {
    let prose = prose_span(page, body, &taken);
    let mut pruned = Vec::new();
    let mut at = body + 1;
    let end = page.outline.node(body).end;
    while at < end {
        let node = page.outline.node(at);
        if taken(at) {
            at += 1;
            continue;
        }
        match element(page, at, &prose) {
            Some((class, rule, evidence)) => {
                pruned.push(Prune { nodes: page.outline.subtree(at), class, rule, evidence });
                at = node.end;
            }
            None => at += 1,
        }
    }
    let out = |pruned: &[Prune], id: NodeId| {
        let next = pruned.partition_point(|prune| prune.nodes.end <= id);
        taken(id) || pruned.get(next).is_some_and(|prune| prune.nodes.contains(&id))
    };
    let mut edges = edges(page, body, &prose, |id| out(&pruned, id));
    pruned.append(&mut edges);
    pruned.sort_by_key(|prune| prune.nodes.start);
    pruned
}

/// From the first prose block to the end of the last, in `body`.
fn prose_span(page: &Page<'_>, body: NodeId, taken: &impl Fn(NodeId) -> bool) -> Range<NodeId> {
    let outline = page.outline;
    let blocks = outline.blocks_in(&outline.subtree(body));
    let mut prose = outline.blocks[blocks].iter().filter(|block| {
        block.is_prose()
            && !block.is_hidden
            && !taken(block.first)
            && !role::in_caption(outline, block.container)
    });
    let Some(first) = prose.next() else { return outline.subtree(body) };
    let last = prose.next_back().unwrap_or(first);
    first.first..last.end
}

fn element(
    page: &Page<'_>,
    id: NodeId,
    prose: &Range<NodeId>,
) -> Option<(Class, &'static str, Vec<Evidence>)> {
    let outline = page.outline;
    let node = outline.node(id);
    if node.is_text() || !(node.tag.is_block() || node.tag == Tag::Other) || node.tag.is_silent() {
        return None;
    }
    let measure = &outline.measure(id);
    if page.holds_headline(id) {
        return (page.headline == Some(id))
            .then(|| (Class::Boilerplate, "headline", vec![Evidence::RepeatsHeadline]));
    }
    if page.declares_body_in(&outline.subtree(id)) {
        return None;
    }
    let furniture = || {
        let plain = |(rule, evidence)| (Class::Boilerplate, rule, evidence);
        landmark(page, id, measure)
            .or_else(|| form(id, page, measure))
            .or_else(|| button(page, id, measure))
            .or_else(|| contents(page, id, measure))
            .map(plain)
            .or_else(|| link_list(page, id, measure, prose))
            .or_else(|| line(page, id, measure).map(plain))
    };
    nag_at_edge(page, id, prose).or_else(furniture)
}

/// A nag for which its place beside the text is the second kind of evidence.
fn nag_at_edge(
    page: &Page<'_>,
    id: NodeId,
    prose: &Range<NodeId>,
) -> Option<(Class, &'static str, Vec<Evidence>)> {
    let position = if prose.end <= id {
        Evidence::AfterText
    } else if page.outline.node(id).end <= prose.start {
        Evidence::BeforeText
    } else {
        return None;
    };
    if !weigh::is_suspect(page.outline.kinds(id), page.phrases(id)) {
        return None;
    }
    let unit = Unit::of_element(page, id);
    let words = unit.measure.size.words;
    if words == 0 || unit.measure.n_images > 0 && page.outline.node(id).end <= prose.start {
        return None;
    }
    weigh::strongest(page, &unit, Some(position))
        .filter(|(_, evidence)| {
            !is_mention(page, id, evidence) && !is_only_named(page, &unit, evidence)
        })
        .map(|(rule, evidence)| (rule.class, rule.name, evidence))
}

/// Does it only mention what a nag asks for? Nothing in it can be followed or filled in, and it is a sentence, or
/// a heading that says more. Its place says nothing then.
fn is_mention(page: &Page<'_>, id: NodeId, evidence: &[Evidence]) -> bool {
    let outline = page.outline;
    let is_told = |it: &Evidence| {
        matches!(it, Evidence::Phrase(_) | Evidence::AfterText | Evidence::BeforeText)
    };
    let measure = outline.measure(id);
    if !evidence.iter().all(is_told) || measure.n_links > 0 || measure.controls != Control::NONE {
        return false;
    }
    if outline.node(id).tag.is_heading() {
        // What it says besides is what it's about.
        let n_said = |it: &Evidence| match it {
            Evidence::Phrase(phrase) => phrase.split(' ').count() as u32,
            _ => 0,
        };
        return evidence.iter().map(n_said).sum::<u32>() + 2 <= measure.size.words;
    }
    let mut blocks = outline.blocks[outline.blocks_in(&outline.subtree(id))].iter();
    blocks.all(|block| block.size.letters == 0 || block.size.sentences > 0)
}

/// Is it a sentence that only the name of its element speaks against? The text's first or last line may be called
/// a teaser.
fn is_only_named(page: &Page<'_>, unit: &Unit, evidence: &[Evidence]) -> bool {
    let is_name_or_place =
        |it: &Evidence| it.is_place_or_size() || matches!(it, Evidence::Token(_));
    let is_plain = unit.measure.n_links == 0 && unit.measure.controls == Control::NONE;
    is_plain && evidence.iter().all(is_name_or_place) && says_else(page, unit)
}

fn landmark(
    page: &Page<'_>,
    id: NodeId,
    measure: &Measure,
) -> Option<(&'static str, Vec<Evidence>)> {
    let quoted =
        page.outline.ancestors(id).take(4).any(|it| page.outline.node(it).tag == Tag::Blockquote);
    let region = if quoted { Hints::NONE } else { region::own_region(page, id) };
    let tag = page.outline.node(id).tag;
    let evidence = match tag {
        Tag::Nav | Tag::Menu | Tag::Aside | Tag::Footer => Evidence::Landmark(tag),
        _ => Evidence::Token(region),
    };
    // What a wrapper is called says nothing of a heading of the text.
    let is_heading = measure.n_headings == measure.n_blocks && measure.n_links == 0;
    if is_heading && measure.n_headings > 0 && matches!(evidence, Evidence::Token(_)) {
        return None;
    }
    let few = measure.n_prose == 0 && measure.n_images == 0;
    let links = measure.link_density() > 0.4;
    let drop = (region.any(hint::NAV) && (measure.n_prose == 0 || links))
        || (region.any(hint::FOOTER) && (few || links))
        || (region.any(hint::SIDEBAR)
            && measure.n_prose == 0
            && (links || measure.controls.any(Control::FORM)))
        || (region.any(hint::RELATED.or(hint::TEASER)) && links);
    drop.then(|| ("landmark", with_numbers(evidence, measure)))
}

fn form(id: NodeId, page: &Page<'_>, measure: &Measure) -> Option<(&'static str, Vec<Evidence>)> {
    let fields = Control::ONE_LINE.or(Control::SEARCH).or(Control::SELECT).or(Control::TEXTAREA);
    let form = page.outline.node(id).tag == Tag::Form
        && measure.controls.any(fields)
        && measure.n_prose == 0;
    form.then(|| ("form", with_numbers(Evidence::Control(measure.controls), measure)))
}

/// A link drawn as a button, alone in its line: what to press says nothing. One that leads to a place in the page or
/// to a file does.
fn button(page: &Page<'_>, id: NodeId, measure: &Measure) -> Option<(&'static str, Vec<Evidence>)> {
    /// Longer ones are titles of other pages.
    const MAX_WORDS: u32 = 5;
    const MIN_DENSITY: f32 = 0.95;
    if measure.n_links != 1 || !measure.hints.any(hint::BUTTON) || measure.size.words == 0 {
        return None;
    }
    let tag = page.outline.node(id).tag;
    let is_line = measure.n_blocks == 1
        && measure.n_headings == 0
        && measure.size.words <= MAX_WORDS
        && MIN_DENSITY <= measure.link_density()
        && measure.n_images == 0
        && !measure.targets.any(Target::HERE)
        && !matches!(tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt);
    is_line.then(|| ("commands", with_numbers(Evidence::Token(hint::BUTTON), measure)))
}

/// A table of contents: its links lead to places in the page, and say what the headings there say. The reader has an
/// outline of its own.
fn contents(
    page: &Page<'_>,
    id: NodeId,
    measure: &Measure,
) -> Option<(&'static str, Vec<Evidence>)> {
    const MIN_LINKS: u16 = 3;
    const MAX_LINKS: u16 = 200;
    const MIN_DENSITY: f32 = 0.85;
    if !(MIN_LINKS..=MAX_LINKS).contains(&measure.n_links)
        || measure.n_prose > 0
        || measure.link_density() < MIN_DENSITY
        || !measure.targets.any(Target::HERE)
    {
        return None;
    }
    let outline = page.outline;
    let leads_here = |it: NodeId| {
        let href = outline.raw_attr(it, AttrName::Href).unwrap_or("");
        outline.node(it).tag != Tag::A || href.contains('#')
    };
    if !outline.subtree(id).all(leads_here) {
        return None;
    }
    let entries = outline.blocks_in(&outline.subtree(id));
    let texts = entries.clone().filter(|&at| outline.blocks[at].size.letters > 0);
    let is_repeated =
        |&at: &usize| page.last_heading(at).is_some_and(|heading| entries.end <= heading);
    let n_repeated = texts.clone().filter(is_repeated).count();
    let is_contents = usize::from(MIN_LINKS) <= n_repeated && texts.count() <= n_repeated * 2;
    is_contents.then(|| ("landmark", with_numbers(Evidence::RepeatsHeadings, measure)))
}

/// Lists of links, where nothing says that they are the article's own.
fn link_list(
    page: &Page<'_>,
    id: NodeId,
    measure: &Measure,
    prose: &Range<NodeId>,
) -> Option<(Class, &'static str, Vec<Evidence>)> {
    const MIN_LINKS: u16 = 2;
    const MIN_DENSITY: f32 = 0.75;
    /// Letters of a command, on average.
    const MAX_COMMAND: u32 = 22;
    let node = page.outline.node(id);
    if measure.n_links < MIN_LINKS
        || measure.n_prose > 0
        || measure.link_density() < MIN_DENSITY
        || is_introduced(page, id)
    {
        return None;
    }
    // An address is a word, but a long one.
    let commands = measure.size.words <= 2 * u32::from(measure.n_links)
        && measure.size.letters <= MAX_COMMAND * u32::from(measure.n_links)
        && measure.link_density() > 0.95;
    // A table of contents leads to this page as well, but its entries are longer.
    let one_word_each = measure.size.words <= u32::from(measure.n_links);
    if commands && (one_word_each || !measure.targets.any(Target::HERE)) && measure.n_images == 0 {
        return Some((
            Class::Boilerplate,
            "commands",
            with_numbers(Evidence::FewWords { n_words: measure.size.words }, measure),
        ));
    }
    if node.tag == Tag::P {
        return None;
    }
    let evidence = if id < prose.start {
        Evidence::BeforeText
    } else if prose.end <= id {
        Evidence::AfterText
    } else if measure.targets.any(Target::HERE) {
        return None;
    } else {
        let hints = measure.hints.and(LISTS);
        if hints.is_empty() && measure.n_links < 3 {
            return None;
        }
        if hints.is_empty() { Evidence::BetweenText } else { Evidence::Token(hints) }
    };
    // Between paragraphs it leads to other articles; beside the text it's furniture.
    let is_inside = prose.start <= id && id < prose.end;
    let class = if is_inside { Class::Related } else { Class::Boilerplate };
    Some((class, "link_list", with_numbers(evidence, measure)))
}

/// Does a sentence with a colon at its end stand before it, that isn't what nags say?
fn is_introduced(page: &Page<'_>, id: NodeId) -> bool {
    const MIN_WORDS: u32 = 6;
    let outline = page.outline;
    let at = outline.blocks_in(&outline.subtree(id)).start;
    let before = outline.blocks[..at].iter().rposition(|block| !block.is_hidden);
    before.is_some_and(|before| {
        let block = &outline.blocks[before];
        MIN_WORDS <= block.size.words
            && block.link_density() < 0.5
            && page.block_phrases[before].is_empty()
            && outline.text_of(block.nodes(), usize::MAX).trim_end().ends_with([':', '：'])
    })
}

const LISTS: Hints = hint::NAV
    .or(hint::RELATED)
    .or(hint::META)
    .or(hint::TEASER)
    .or(hint::SIDEBAR)
    .or(hint::SHARE)
    .or(hint::PROMO);

/// Lines of dates, tags, bylines and counts.
fn line(page: &Page<'_>, id: NodeId, measure: &Measure) -> Option<(&'static str, Vec<Evidence>)> {
    const LINES: Hints =
        hint::META.or(hint::BYLINE).or(hint::SHARE).or(hint::NO_PRINT).or(hint::AUDIO);
    let hints = page.outline.hints(id).and(LINES);
    let is_line = !hints.is_empty()
        && 0 < measure.size.words
        && measure.size.words <= MAX_LINE_WORDS
        && measure.n_prose == 0
        && measure.n_images == 0
        && !page.outline.node(id).tag.is_heading()
        && (hints.any(LINES.without(hint::SHARE.or(hint::AUDIO)))
            || !says_else(page, &Unit::of_element(page, id)));
    is_line.then(|| ("meta_line", with_numbers(Evidence::Token(hints), measure)))
}

fn with_numbers(evidence: Evidence, measure: &Measure) -> Vec<Evidence> {
    vec![evidence, Evidence::numbers(measure, measure.size.words)]
}

/// Short blocks before the first and after the last paragraph.
fn edges(
    page: &Page<'_>,
    body: NodeId,
    prose: &Range<NodeId>,
    out: impl Fn(NodeId) -> bool,
) -> Vec<Prune> {
    let outline = page.outline;
    let range = outline.blocks_in(&outline.subtree(body));
    let mut pruned = Vec::new();
    let mut tail: Vec<&Block> = Vec::new();
    for block in outline.blocks[range]
        .iter()
        .filter(|block| block.kind == BlockKind::Text && !block.is_hidden)
    {
        if out(block.first) || role::in_caption(outline, block.container) {
            continue;
        }
        // Above a post stands who wrote it.
        let may_go = !page.declared.is_discussion;
        if may_go && block.first < prose.start && is_front_matter(page, block) {
            pruned.push(edge(block, Evidence::BeforeText));
        } else if prose.end <= block.first {
            tail.push(block);
        }
    }
    // From the back, until something that reads like text.
    while let Some(block) = tail.pop() {
        if !is_back_matter(page, block) {
            break;
        }
        pruned.push(edge(block, Evidence::AfterText));
    }
    pruned
}

fn edge(block: &Block, evidence: Evidence) -> Prune {
    let numbers = Evidence::FewWords { n_words: block.size.words };
    Prune {
        nodes: block.nodes(),
        class: Class::Boilerplate,
        rule: "edge_line",
        evidence: vec![evidence, numbers],
    }
}

/// Kickers, bylines, datelines: short, and not a sentence. Headings and lists stay.
fn is_front_matter(page: &Page<'_>, block: &Block) -> bool {
    const MAX_WORDS: u32 = 12;
    /// So deep in its code a line stands.
    const CODE_DEPTH: usize = 6;
    let tag = page.outline.node(block.container).tag;
    if is_byline(page, block) {
        return true;
    }
    if tag.is_heading()
        || matches!(
            tag,
            Tag::Li | Tag::Blockquote | Tag::Pre | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt
        )
    {
        return false;
    }
    // A signature stands above what it's about.
    let is_code = |id: NodeId| page.outline.node(id).tag == Tag::Pre;
    let is_line =
        block.size.words <= MAX_WORDS && block.size.sentences == 0 || block.link_density() > 0.5;
    is_line && !page.outline.self_and_ancestors(block.container).take(CODE_DEPTH).any(is_code)
}

/// The declared authors' names, and little else.
pub(crate) fn is_byline(page: &Page<'_>, block: &Block) -> bool {
    /// "By", a date and an office; in letters.
    const MAX_OTHER_LETTERS: usize = 30;
    let Some(byline) = page.declared.byline.as_deref() else { return false };
    if block.is_prose() {
        return false;
    }
    let (text, names) = (
        role::words_in_order(&page.outline.text_of(block.nodes(), 1000)),
        role::words_in_order(byline),
    );
    names.len() > 3 && text.contains(&names) && text.len() <= names.len() + MAX_OTHER_LETTERS
}

/// Tags, credits, stray headings and whose the text is, at the end.
fn is_back_matter(page: &Page<'_>, block: &Block) -> bool {
    page.outline.node(block.container).tag.is_heading()
        || block.link_density() > 0.5
        || is_copyright(page, block)
}

/// A line that says whose the text is.
pub(crate) fn is_copyright(page: &Page<'_>, block: &Block) -> bool {
    block.size.words <= MAX_LINE_WORDS && page.outline.text_of(block.nodes(), 8).starts_with('©')
}
