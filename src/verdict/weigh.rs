//! Weighs evidence: which parts of the page are nags.
//!
//! In: the page and the rules. Out: the nags, each with its class and evidence. A part is a nag
//! when two independent kinds of evidence agree, or a vendor's id is found, and nothing vetoes it.
//! The smallest part with enough evidence is found first and then grows over what is only its
//! wrapping, so that a box's wrapper goes with it but a paragraph beside it stays.

use std::collections::BTreeMap;
use std::ops::Range;

use super::class::Class;
use super::evidence::Evidence;
use super::page::Page;
use super::rules::{Named, RULES, Rule};
use crate::base::attr::AttrName;
use crate::base::hint::{self, Hints};
use crate::base::lexicon::{self, Phrases};
use crate::base::tag::Tag;
use crate::outline::{Control, Kinds, Measure, NodeId, ROOT, Target};

/// No nag holds more than this share of the page's prose.
const MAX_PROSE_SHARE: f32 = 0.1;

/// A quotation of which so much is a link quotes nobody.
const MIN_LINKED: f32 = 0.6;

/// What a nag may grow over, in words: a label; text in a box named after the class; text that
/// speaks for the class as well.
const MAX_LABEL_WORDS: u32 = 8;
const MAX_BOX_WORDS: u32 = 60;

/// An element of such a name goes whole where the rule for that speaks against it, however much it holds.
const TAKES_ALL: Hints = hint::COMMENTS.or(hint::VENDOR_CONSENT);

/// A list of links is so much of its text in links, at least.
const MIN_LISTED: f32 = 0.8;

/// The rule that takes a line alone: the heading and the words beside it are the text's.
const LINE: &str = "buy_button";

/// Names of boxes that ask for something, whatever it is.
const BOXES: Hints =
    hint::SUBSCRIBE.or(hint::NEWSLETTER).or(hint::SIGN_IN).or(hint::OFFER).or(hint::PROMO);

/// What boxes that ask for something say, whatever it is.
const BOXES_SAY: Phrases =
    Phrases::NEWSLETTER.or(Phrases::SIGN_IN).or(Phrases::OFFER).or(Phrases::APP);

/// A part of the page that is weighed.
pub(crate) struct Unit {
    pub(crate) nodes: Range<NodeId>,
    pub(crate) measure: Measure,
    /// The hints of the element itself.
    pub(crate) own_hints: Hints,
    pub(crate) phrases: Phrases,
}

impl Unit {
    pub(crate) fn of_element(page: &Page<'_>, id: NodeId) -> Self {
        Unit {
            nodes: page.outline.subtree(id),
            measure: page.outline.measure(id),
            own_hints: page.outline.hints(id),
            phrases: page.phrases(id),
        }
    }

    /// A block that shares its container with others.
    fn of_block(page: &Page<'_>, block: usize) -> Self {
        let nodes = page.outline.blocks[block].nodes();
        let mut measure = Measure::default();
        let mut at = nodes.start;
        while at < nodes.end {
            measure.add(&page.outline.measure(at));
            at = page.outline.node(at).end;
        }
        Unit { nodes, measure, own_hints: measure.hints, phrases: page.block_phrases[block] }
    }
}

/// A part of the page that a rule found to be a nag.
pub(crate) struct Nag {
    pub(crate) nodes: Range<NodeId>,
    pub(crate) rule: &'static Rule,
    pub(crate) evidence: Vec<Evidence>,
}

/// The nags of the page, outermost only, in document order.
pub(crate) fn nags(page: &Page<'_>) -> Vec<Nag> {
    let mut search = Search {
        page,
        covered_words: vec![0; page.outline.n_elements()],
        inner: vec![ROOT; page.outline.n_elements()],
        found: BTreeMap::new(),
    };
    for id in (ROOT + 1..page.outline.nodes.len() as NodeId).rev() {
        if !page.outline.node(id).is_text() {
            search.visit(id);
        }
    }
    let mut nags = search.outermost();
    nags.extend(loose_blocks(page, &nags));
    nags.sort_by_key(|nag| nag.nodes.start);
    keep_repeated(page, &mut nags);
    nags
}

/// Keeps parts of one name that together hold more of the prose than one nag may, and that nothing but their name and
/// a button speaks against: the posts of a live blog may be called events, and each can be shared.
fn keep_repeated(page: &Page<'_>, nags: &mut Vec<Nag>) {
    const MIN_REPEATED: usize = 3;
    let is_name = |it: &Evidence| {
        matches!(it, Evidence::Token(_) | Evidence::FewWords { .. } | Evidence::Control(_))
    };
    let mut named: BTreeMap<(&str, &str), (usize, u32)> = BTreeMap::new();
    let key = |nag: &Nag| {
        let name = page.outline.raw_attr(nag.nodes.start, AttrName::Class)?;
        nag.evidence.iter().all(is_name).then_some((nag.rule.name, name))
    };
    let prose =
        |nag: &Nag| other_prose(page, nag.rule.phrases, &Unit::of_element(page, nag.nodes.start));
    for nag in nags.iter() {
        if let Some(key) = key(nag) {
            let (n_nags, letters) = named.entry(key).or_default();
            *n_nags += 1;
            *letters += prose(nag);
        }
    }
    let most = MAX_PROSE_SHARE * page.prose_letters as f32;
    named.retain(|_, (n_nags, letters)| MIN_REPEATED <= *n_nags && most < *letters as f32);
    nags.retain(|nag| key(nag).is_none_or(|key| !named.contains_key(&key)));
}

struct Search<'p, 'o> {
    page: &'p Page<'o>,
    /// By element, words of nags in its subtree.
    covered_words: Vec<u32>,
    /// The nag found last there; `ROOT` for none.
    inner: Vec<NodeId>,
    found: BTreeMap<NodeId, (&'static Rule, Vec<Evidence>)>,
}

impl Search<'_, '_> {
    fn visit(&mut self, id: NodeId) {
        let outline = self.page.outline;
        let at = outline.place(id);
        if is_unit(outline.node(id).tag) {
            match self.inner[at] {
                // Most elements are of no interest, and one look tells.
                ROOT if !is_suspect(outline.kinds(id), self.page.phrases(id)) => {}
                ROOT => self.weigh(id, &Unit::of_element(self.page, id)),
                inner if self.may_grow(id) => {
                    self.grow(id, &Unit::of_element(self.page, id), inner);
                }
                _ => {}
            }
        }
        if self.inner[at] == ROOT {
            return;
        }
        let parent = outline.place(outline.node(id).parent);
        self.covered_words[parent] += self.covered_words[at];
        if self.inner[parent] == ROOT {
            self.inner[parent] = self.inner[at];
        }
    }

    fn weigh(&mut self, id: NodeId, unit: &Unit) {
        if let Some((rule, evidence)) = strongest(self.page, unit, None) {
            self.take(id, unit, rule, evidence);
        }
    }

    fn take(&mut self, id: NodeId, unit: &Unit, rule: &'static Rule, evidence: Vec<Evidence>) {
        let at = self.page.outline.place(id);
        self.covered_words[at] = unit.measure.size.words;
        self.inner[at] = id;
        self.found.insert(id, (rule, evidence));
    }

    /// How many words of the element are in no nag.
    fn rest(&self, id: NodeId) -> u32 {
        let words = self.page.outline.extent(id).words;
        words.saturating_sub(self.covered_words[self.page.outline.place(id)])
    }

    /// May the element go with the nag in it? Most hold too much else.
    fn may_grow(&self, id: NodeId) -> bool {
        self.rest(id) <= MAX_BOX_WORDS || self.page.outline.hints(id).any(TAKES_ALL)
    }

    /// Takes the whole of `id` where it's little more than the nag in it.
    fn grow(&mut self, id: NodeId, unit: &Unit, inner: NodeId) {
        let Some(&(rule, _)) = self.found.get(&inner) else { return };
        let rest = self.rest(id);
        let named = self.page.outline.hints(id).any(rule.hints.or(BOXES));
        let speaks = self.rest_speaks(unit, rule);
        // A link among links, one of which says what they are.
        let is_list = rule.class == Class::Related && MIN_LISTED <= unit.measure.link_density();
        if rule.name == LINE && rest > 0 && !speaks {
            return;
        }
        let allowed = if named || speaks || is_list { MAX_BOX_WORDS } else { MAX_LABEL_WORDS };
        let images = unit.measure.n_images > 0 && !named && !speaks && rest > 0;
        // A heading above the place of an ad is the text's, and so is the name of what a link tells more of.
        let is_owned = rule.class == Class::Slot || (rule.class == Class::Related && !is_list);
        let heads = is_owned && unit.measure.n_headings > 0 && !speaks;
        if rest <= allowed
            && !images
            && !heads
            && !vetoed(self.page, rule, unit)
            && !holds_much_prose(self.page, rule, unit)
        {
            let by_itself = strongest(self.page, unit, None);
            let inside = || self.found.get(&inner).map(|it| (it.0, it.1.clone()));
            if let Some((rule, evidence)) = by_itself.or_else(inside) {
                self.take(id, unit, rule, evidence);
            }
        } else if unit.own_hints.any(TAKES_ALL)
            && let Some((rule, evidence)) = strongest(self.page, unit, None)
            && (rule.class == Class::Comments || is_vendors_box(rule, unit))
        {
            // The links to answer and to like are small parts of a thread, as a switch is of settings.
            self.take(id, unit, rule, evidence);
        }
    }

    /// Do at least half of the blocks outside the nags found speak for a nag, too?
    fn rest_speaks(&self, unit: &Unit, rule: &Rule) -> bool {
        /// A box has fewer.
        const MAX_BLOCKS: usize = 40;
        let nags = BOXES_SAY.or(rule.phrases);
        let blocks = self.page.outline.blocks_in(&unit.nodes);
        if MAX_BLOCKS < blocks.len() {
            return false;
        }
        let (mut rest, mut speaking, mut headed) = (0, 0, false);
        for at in blocks {
            let block = &self.page.outline.blocks[at];
            if block.size.words == 0 || self.covers(unit.nodes.start, block.first) {
                continue;
            }
            rest += 1;
            let is_heading = self.page.outline.node(block.container).tag.is_heading();
            headed |= is_heading && self.page.block_phrases[at].any(nags);
            speaking += u32::from(self.page.block_phrases[at].any(nags));
        }
        headed || rest <= speaking * 2
    }

    /// Does a nag within `unit` hold the node?
    fn covers(&self, unit: NodeId, node: NodeId) -> bool {
        // Nags that start before the node and don't hold it are few: its siblings and theirs.
        const MAX_STEPS: usize = 16;
        let before = self.found.range(unit..=node).rev().take(MAX_STEPS);
        before.into_iter().any(|(&nag, _)| self.page.outline.holds(nag, node))
    }

    fn outermost(self) -> Vec<Nag> {
        let mut nags: Vec<Nag> = Vec::new();
        for (id, (rule, evidence)) in self.found {
            if nags.last().is_none_or(|last| last.nodes.end <= id) {
                nags.push(Nag { nodes: self.page.outline.subtree(id), rule, evidence });
            }
        }
        nags
    }
}

/// Nags that have no element of their own: loose text beside blocks.
fn loose_blocks(page: &Page<'_>, nags: &[Nag]) -> Vec<Nag> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, block) in page.outline.blocks.iter().enumerate() {
        while next < nags.len() && nags[next].nodes.end <= block.first {
            next += 1;
        }
        let taken = next < nags.len() && nags[next].nodes.start <= block.first;
        let says = || {
            !page.block_phrases[at].is_empty()
                && 2 <= page.outline.measure(block.container).n_blocks
        };
        // The link to pin a picture says nothing but where it leads.
        let is_beside_picture = || {
            page.outline.node(block.container).tag == Tag::Figure
                && page.outline.kinds(block.container).targets.any(Target::SHARE)
        };
        if taken || !says() && !is_beside_picture() {
            continue;
        }
        let unit = Unit::of_block(page, at);
        if let Some((rule, evidence)) = strongest(page, &unit, None) {
            found.push(Nag { nodes: unit.nodes, rule, evidence });
        }
    }
    found
}

/// Elements that can be a nag's box; inline elements are parts of sentences.
fn is_unit(tag: Tag) -> bool {
    (tag.is_block()
        && !matches!(tag, Tag::Html | Tag::Head | Tag::Body | Tag::Tr | Tag::Tbody | Tag::Thead))
        || matches!(tag, Tag::Other | Tag::Iframe | Tag::Slot | Tag::AmpAd | Tag::Template)
}

/// The rule that has the most evidence against `unit`, if any has enough and nothing vetoes it.
/// `position` is where it stands, where that speaks against it.
pub(crate) fn strongest(
    page: &Page<'_>,
    unit: &Unit,
    position: Option<Evidence>,
) -> Option<(&'static Rule, Vec<Evidence>)> {
    let mut best: Option<(&'static Rule, Vec<Evidence>)> = None;
    if !is_suspect(unit.measure.kinds(), unit.phrases) {
        return None;
    }
    for rule in RULES {
        let Some(mut evidence) = evidence(page, rule, unit, position) else { continue };
        let speaks = speaks(rule, unit);
        let is_stronger = |n: usize| best.as_ref().is_none_or(|(_, most)| most.len() < n);
        // What stands outside the article holds none of its prose.
        let is_outside = position == Some(Evidence::OutsideArticle);
        if !is_stronger(evidence.len() + usize::from(speaks))
            || vetoed(page, rule, unit)
            || !is_outside && holds_much_prose(page, rule, unit)
        {
            continue;
        }
        if speaks {
            evidence.extend(page.phrase_in(&unit.nodes, rule.phrases).map(Evidence::Phrase));
        }
        if is_stronger(evidence.len()) && !is_one_of_list(page, rule, unit, &evidence) {
            best = Some((rule, evidence));
        }
    }
    best
}

/// Is it one of a list's or table's items, of which most say something else, by what it says alone?
fn is_one_of_list(page: &Page<'_>, rule: &Rule, unit: &Unit, evidence: &[Evidence]) -> bool {
    let is_told = |it: &Evidence| it.is_place_or_size() || matches!(it, Evidence::Phrase(_));
    evidence.iter().all(is_told)
        && is_listed_mention(page, unit.nodes.start, &unit.measure, rule.phrases)
}

/// Does it stand in a list or table of which most says something else than `phrases`, with nothing in it that can be
/// followed or filled in? It mentions what such nags say.
pub(super) fn is_listed_mention(
    page: &Page<'_>,
    id: NodeId,
    measure: &Measure,
    phrases: Phrases,
) -> bool {
    const REACH: usize = 4;
    if measure.n_links > 0 || measure.controls != Control::NONE {
        return false;
    }
    let outline = page.outline;
    let is_list =
        |it: &NodeId| matches!(outline.node(*it).tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table);
    let list = outline.self_and_ancestors(id).take(REACH).find(is_list);
    list.is_some_and(|list| {
        let blocks = outline.blocks_in(&outline.subtree(list));
        let texts = blocks.filter(|&at| outline.blocks[at].size.letters > 0);
        let (n_speaking, n_texts) = texts.fold((0, 0), |(n_speaking, n_texts), at| {
            (n_speaking + usize::from(page.block_phrases[at].any(phrases)), n_texts + 1)
        });
        n_speaking * 2 < n_texts
    })
}

/// Does anything at all speak for a nag?
pub(super) fn is_suspect(kinds: Kinds, phrases: Phrases) -> bool {
    const ANY: (Hints, Target, Control) = {
        let (mut hints, mut targets, mut controls) = (Hints::NONE, Target::NONE, Control::NONE);
        let mut at = 0;
        while at < RULES.len() {
            hints = hints.or(RULES[at].hints).or(RULES[at].vendors);
            targets = targets.or(RULES[at].targets);
            controls = controls.or(RULES[at].controls);
            at += 1;
        }
        (hints, targets, controls)
    };
    !phrases.is_empty()
        || kinds.hints.any(ANY.0)
        || kinds.targets.any(ANY.1)
        || kinds.controls.any(ANY.2)
}

/// The evidence that `unit` is what `rule` finds: two kinds or more, or a vendor's id. A phrase counts, but
/// isn't told yet.
fn evidence(
    page: &Page<'_>,
    rule: &Rule,
    unit: &Unit,
    position: Option<Evidence>,
) -> Option<Vec<Evidence>> {
    let measure = &unit.measure;
    if rule.max_words < measure.size.words && !is_vendors_box(rule, unit) {
        return None;
    }
    let mut evidence = Vec::new();
    if measure.hints.any(rule.vendors) {
        evidence.push(Evidence::Vendor(measure.hints.and(rule.vendors)));
    }
    let hints = match rule.named {
        Named::Itself => unit.own_hints,
        Named::Within => measure.hints,
    };
    if hints.any(rule.hints) {
        evidence.push(Evidence::Token(hints.and(rule.hints)));
    }
    if measure.targets.any(rule.targets)
        && (!is_sentence(page, rule, unit) || has_asking_link(page, rule, unit))
        && !is_one_of_many(rule, measure)
    {
        evidence.push(Evidence::LinkTarget(measure.targets.and(rule.targets)));
    }
    let speaks = speaks(rule, unit);
    if evidence.is_empty() && !speaks && !measure.controls.any(rule.controls)
        || tells_of_shops(page, rule, unit)
    {
        return None;
    }
    if measure.controls.any(rule.controls) {
        evidence.push(Evidence::Control(measure.controls.and(rule.controls)));
    }
    if let Some(structure) = (rule.structure)(page, unit) {
        evidence.push(structure);
    } else if rule.name == LINE {
        // Where it stands says nothing of a line that isn't a link.
        return None;
    }
    if page.outline.node(unit.nodes.start).is_overlay() {
        evidence.push(Evidence::Overlay);
    }
    if is_dialog(page, unit.nodes.start) {
        evidence.push(Evidence::Dialog);
    }
    evidence.extend(position);
    let enough = evidence.len() + usize::from(speaks) >= 2
        || matches!(evidence.first(), Some(Evidence::Vendor(_)));
    enough.then_some(evidence)
}

/// Does the unit say what such nags say? One of a menu's many links says nothing of the rest: "Comment" is a
/// newspaper's section, too.
fn speaks(rule: &Rule, unit: &Unit) -> bool {
    const MIN_LINKS: u16 = 7;
    const MIN_DENSITY: f32 = 0.9;
    let measure = &unit.measure;
    let is_menu = || {
        matches!(rule.class, Class::AuthorBox | Class::Comments)
            && MIN_LINKS <= measure.n_links
            && measure.prose_letters == 0
            && MIN_DENSITY < measure.link_density()
    };
    unit.phrases.any(rule.phrases) && !is_menu()
}

/// Are there so many links that where one of them leads says nothing of the rest? A list of sources has a
/// link to somebody's index, too.
fn is_one_of_many(rule: &Rule, measure: &Measure) -> bool {
    const MAX_LINKS: u16 = 10;
    matches!(rule.class, Class::AuthorBox | Class::Newsletter) && MAX_LINKS < measure.n_links
}

/// Do more links lead elsewhere than to an app store? A sentence that says where a film can be seen
/// asks for no app.
fn tells_of_shops(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    if rule.class != Class::App || unit.measure.n_links < 2 {
        return false;
    }
    let outline = page.outline;
    let hrefs = unit.nodes.clone().filter(|&id| outline.node(id).tag == Tag::A);
    let hrefs = hrefs.filter_map(|id| outline.raw_attr(id, AttrName::Href));
    let (stores, others): (Vec<&str>, Vec<&str>) =
        hrefs.partition(|href| Target::of(href).any(rule.targets));
    stores.len() < others.len()
}

/// Is it a paragraph of prose with a link in a sentence, or a short sentence that says more than its link, and nothing of
/// what such nags say? Where that link leads says nothing against it.
fn is_sentence(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    const MAX_DENSITY: f32 = 0.12;
    /// Of a short one, and what it says besides, in letters.
    const MAX_LINKED: f32 = 0.67;
    const MIN_BESIDES: u32 = 10;
    let measure = &unit.measure;
    if measure.n_blocks != 1 || measure.controls != Control::NONE {
        return false;
    }
    if measure.n_prose == 1 && measure.link_density() < MAX_DENSITY {
        return true;
    }
    let block = page.outline.blocks_in(&unit.nodes).next();
    block.map(|at| &page.outline.blocks[at]).is_some_and(|block| {
        block.size.sentences > 0
            && page.outline.node(block.container).tag == Tag::P
            && measure.n_links == 1
            && measure.link_density() < MAX_LINKED
            && MIN_BESIDES <= measure.size.letters - measure.link_letters
            && !unit.phrases.any(rule.phrases)
    })
}

/// Does a link to the site's own newsletter say itself what to do there? A sentence that mentions a
/// newsletter links its name.
fn has_asking_link(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    const ASKS: Phrases = Phrases::NEWSLETTER.or(Phrases::SIGN_IN);
    if rule.class != Class::Newsletter {
        return false;
    }
    let outline = page.outline;
    unit.nodes.clone().filter(|&id| outline.node(id).tag == Tag::A).any(|id| {
        let href = outline.raw_attr(id, AttrName::Href).unwrap_or("");
        let mut asks = false;
        if Target::of(href).any(rule.targets) && page.leads_within_site(href) == Some(true) {
            lexicon::find(&outline.text_of(outline.subtree(id), 200), |class, _| {
                asks |= class.any(ASKS);
            });
        }
        asks
    })
}

/// Is the element a dialog, by its tag or role?
fn is_dialog(page: &Page<'_>, id: NodeId) -> bool {
    let attr = |name| page.outline.raw_attr(id, name);
    page.outline.node(id).tag == Tag::Dialog
        || matches!(attr(AttrName::Role), Some("dialog" | "alertdialog"))
        || attr(AttrName::AriaModal) == Some("true")
}

/// Is there a reason to keep `unit` whatever the evidence?
fn vetoed(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    if page.headline.is_some_and(|headline| unit.nodes.contains(&headline)) {
        return true;
    }
    if is_navigation(page, rule, unit) {
        return true;
    }
    if is_quoted(page, unit.nodes.start) {
        return true;
    }
    if page.declares_body_in(&unit.nodes) || page.shows_lead_image(&unit.nodes) {
        return true;
    }
    if matches!(rule.class, Class::Share | Class::Slot | Class::SummaryPromo)
        && holds_more(page, rule, unit)
    {
        return true;
    }
    !takes_prose(rule, unit) && rule.max_prose_letters < other_prose(page, rule.phrases, unit)
}

/// Is what the rule finds often longer than the text, as what readers write is?
fn takes_prose(rule: &Rule, unit: &Unit) -> bool {
    rule.max_prose_letters == u32::MAX || is_vendors_box(rule, unit)
}

/// Does it hold more of the page's prose than a nag may?
fn holds_much_prose(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    let limit = MAX_PROSE_SHARE * page.prose_letters as f32;
    !takes_prose(rule, unit) && limit < other_prose(page, rule.phrases.or(BOXES_SAY), unit) as f32
}

/// Does a link or button to share something, or a label, stand beside what it's about: a picture, a video, code, a
/// heading, a sentence? Only the control or label is a nag then. A box named after the class holds nothing else, nor does
/// one whose pictures are in its links.
fn holds_more(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    const MIN_WORDS: u32 = 4;
    let outline = page.outline;
    if unit.own_hints.any(rule.hints.or(rule.vendors)) {
        return false;
    }
    let mut id = unit.nodes.start;
    let mut in_figure = false;
    while id < unit.nodes.end {
        let node = outline.node(id);
        match node.tag {
            Tag::Video | Tag::Pre | Tag::Th => return true,
            Tag::Figure => in_figure = true,
            Tag::Img | Tag::AmpImg if in_figure || !is_icon(page, id) => return true,
            Tag::A | Tag::Button if !in_figure => {
                id = node.end;
                continue;
            }
            _ => {}
        }
        id += 1;
    }
    outline.blocks_in(&unit.nodes).any(|at| {
        let block = &outline.blocks[at];
        let is_said = !page.block_phrases[at].any(rule.phrases) && block.link_density() < 0.5;
        let is_heading = outline.node(block.container).tag.is_heading();
        let is_sentence = MIN_WORDS <= block.size.words && block.size.sentences > 0;
        is_said && block.size.words > 0 && (is_heading || is_sentence)
    })
}

/// Is the picture as small as a sign, by what the page says of it?
fn is_icon(page: &Page<'_>, id: NodeId) -> bool {
    const MAX_PIXELS: u32 = 64;
    let side = |name| page.outline.raw_attr(id, name)?.trim().parse::<u32>().ok();
    let sides = [AttrName::Width, AttrName::Height].map(side);
    sides.into_iter().flatten().any(|side| side <= MAX_PIXELS)
}

/// Is it the box that a consent vendor puts into the page, by its own name? Its settings say more about cookies
/// than many an article says about its topic.
fn is_vendors_box(rule: &Rule, unit: &Unit) -> bool {
    rule.class == Class::Consent
        && unit.own_hints.any(rule.vendors)
        && unit.phrases.any(rule.phrases)
}

/// Does the article quote it: in a quotation, in code, below a picture?
pub(super) fn is_quoted(page: &Page<'_>, id: NodeId) -> bool {
    const REACH: usize = 7;
    let outline = page.outline;
    let quotes = |id: NodeId| match outline.node(id).tag {
        Tag::Pre | Tag::Figcaption => true,
        // One that is but a link was made to stand out.
        Tag::Blockquote => outline.measure(id).link_density() < MIN_LINKED,
        _ => false,
    };
    outline.self_and_ancestors(id).take(REACH).any(quotes)
}

/// Is it the site's navigation, where a link to sign in or subscribe is one of many?
fn is_navigation(page: &Page<'_>, rule: &Rule, unit: &Unit) -> bool {
    const MIN_LINKS: u16 = 4;
    let asks = matches!(
        rule.class,
        Class::SignIn
            | Class::Offer
            | Class::Newsletter
            | Class::App
            | Class::Share
            | Class::Donate
            | Class::Event
    );
    let tag = page.outline.node(unit.nodes.start).tag;
    let named = matches!(tag, Tag::Nav | Tag::Header | Tag::Footer)
        || unit.own_hints.any(hint::NAV.or(hint::HEADER).or(hint::FOOTER));
    asks && named && MIN_LINKS <= unit.measure.n_links && !unit.measure.controls.any(rule.controls)
}

/// Letters of prose in `unit` without any of `phrases`.
fn other_prose(page: &Page<'_>, phrases: Phrases, unit: &Unit) -> u32 {
    if unit.measure.n_prose == 0 {
        return 0;
    }
    page.outline
        .blocks_in(&unit.nodes)
        .filter(|&at| page.outline.blocks[at].is_prose() && !page.block_phrases[at].any(phrases))
        .map(|at| page.outline.blocks[at].size.letters)
        .sum()
}
