//! The page under judgement: the outline with what its short texts say.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;

use url::Url;

use super::cards;
use super::model::words;
use super::role;
use crate::base::attr::AttrName;
use crate::base::distinct::Distinct;
use crate::base::fnv;
use crate::base::hint::{self, Hints};
use crate::base::lexicon::{self, Phrases, Words};
use crate::base::tag::Tag;
use crate::base::text;
use crate::base::url as address;
use crate::metadata::Declared;
use crate::outline::{Block, NodeId, Outline, ROOT};

/// Longer texts are prose, whatever phrases stand in them; in letters.
const MAX_PHRASE_LETTERS: u32 = 260;

/// A shorter text has fewer bytes, its spaces folded.
const MAX_SHORT_BYTES: usize = 2048;

/// So much of a longer block is looked at for its words.
const MAX_WORD_BYTES: usize = 300;

/// What is said of the text, and by it.
const NO_NAGS: Phrases = Phrases::EDITORIAL.or(Phrases::CONTENTS);

/// All that rules look at.
pub(crate) struct Page<'a> {
    pub(crate) outline: &'a Outline,
    pub(crate) declared: &'a Declared,
    /// By element, the number of the nag classes that its text, and all below it, speaks for.
    phrases: Vec<u16>,
    different_phrases: Distinct<Phrases>,
    pub(crate) block_phrases: Vec<Phrases>,
    /// The blocks that begin as an editor's notes do, in order.
    pub(crate) editorial: Vec<usize>,
    /// The blocks that say what a table of contents is headed by, in order.
    pub(crate) contents_titles: Vec<usize>,
    /// The blocks' first words as the model's buckets, and where each block's end.
    buckets: Vec<u16>,
    buckets_end: Vec<u32>,
    /// Numbers that blocks share which begin with the same words and are of the same size.
    pub(crate) digests: Vec<u64>,
    /// The heading that is the article's headline.
    pub(crate) headline: Option<NodeId>,
    /// The elements that the page itself says are the article's text.
    declared_bodies: Vec<NodeId>,
    /// The first picture that is the one which stands for the page.
    lead_image: Option<NodeId>,
    sites: [Option<&'a str>; 2],
    /// Letters of prose in the whole page, at least 1.
    pub(crate) prose_letters: u32,
    /// The rows of cards found so far.
    pub(super) cards: cards::Found,
    /// By digest the last heading that says it, as a place among the blocks; made when asked for.
    last_headings: OnceCell<HashMap<u64, usize>>,
    /// What the blocks say that were asked for: phrases, each with what it speaks for.
    said: RefCell<fnv::Map<usize, Vec<(Phrases, &'static str)>>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(outline: &'a Outline, declared: &'a Declared) -> Self {
        let mut page = Page {
            outline,
            declared,
            phrases: vec![0; outline.n_elements()],
            different_phrases: Distinct::default(),
            block_phrases: Vec::with_capacity(outline.blocks.len()),
            editorial: Vec::new(),
            contents_titles: Vec::new(),
            buckets: Vec::new(),
            buckets_end: Vec::with_capacity(outline.blocks.len()),
            digests: Vec::with_capacity(outline.blocks.len()),
            headline: role::headline(outline, declared),
            declared_bodies: Vec::new(),
            lead_image: lead_image(outline, declared),
            sites: sites(declared),
            prose_letters: outline.measure(ROOT).prose_letters.max(1),
            cards: cards::Found::default(),
            last_headings: OnceCell::new(),
            said: RefCell::default(),
        };
        page.find_phrases();
        page
    }

    /// The last heading that says what a block says, as a place among the blocks. A number that either begins with
    /// says nothing.
    pub(crate) fn last_heading(&self, block: usize) -> Option<usize> {
        let both = |at: usize| [Some(self.digests[at]), self.digest_without_number(at)];
        let all = || {
            let blocks = self.outline.blocks.iter().enumerate();
            let headings =
                blocks.filter(|(_, block)| self.outline.node(block.container).tag.is_heading());
            let said = headings.flat_map(|(at, _)| both(at).into_iter().flatten().zip([at, at]));
            said.collect()
        };
        let all = self.last_headings.get_or_init(all);
        let same = all.get(&self.digests[block]);
        same.or_else(|| all.get(&self.digest_without_number(block)?)).copied()
    }

    /// The digest of what a block says behind the number that it begins with, as in "1.2 Where to begin".
    fn digest_without_number(&self, at: usize) -> Option<u64> {
        let said = self.outline.text_of(self.outline.blocks[at].nodes(), MAX_WORD_BYTES);
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ':' | ' ');
        let rest = said.trim_start_matches(is_number);
        if rest.is_empty() || !said.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        Some(digest(&Words::of(rest), text::measure(rest).letters))
    }

    /// What the names of an element mean here: where readers write the page, a comment is a post.
    pub(crate) fn meaning(&self, hints: Hints) -> Hints {
        if self.declared.is_discussion && hints.any(hint::COMMENTS) {
            hints.without(hint::COMMENTS).or(hint::POST)
        } else {
            hints
        }
    }

    fn find_phrases(&mut self) {
        let mut words = Words::new();
        for (at, block) in self.outline.blocks.iter().enumerate() {
            words.clear();
            let is_short = block.size.letters <= MAX_PHRASE_LETTERS;
            if !block.is_hidden && block.size.letters > 0 {
                let mut left = if is_short { usize::MAX } else { MAX_WORD_BYTES };
                self.outline.read(block.nodes(), |piece| {
                    let piece = piece.text;
                    words.push(&piece[..piece.floor_char_boundary(left)]);
                    left = left.saturating_sub(piece.len());
                    left > 0
                });
                words.end();
            }
            let phrases = if is_short {
                let text = || self.outline.text_of(block.nodes(), MAX_SHORT_BYTES).into();
                lexicon::find_by_words(&words, text, |_, _| {})
            } else {
                Phrases::default()
            };
            if phrases.any(Phrases::EDITORIAL) {
                self.editorial.push(at);
            }
            if phrases.any(Phrases::CONTENTS) {
                self.contents_titles.push(at);
            }
            let mut phrases = phrases.without(NO_NAGS);
            if phrases.any(Phrases::SHOP) && !is_linked_line(block) {
                phrases = phrases.without(Phrases::SHOP);
            }
            words::push_buckets(&words.hashes, &mut self.buckets);
            self.buckets_end.push(self.buckets.len() as u32);
            self.digests.push(digest(&words, block.size.letters));
            self.block_phrases.push(phrases);
            self.add_phrases(block.container, phrases);
        }
        for id in self.outline.ids() {
            if self.outline.node(id).is_declared_body() {
                self.declared_bodies.push(id);
            }
            let is_control = matches!(self.outline.node(id).tag, Tag::Button | Tag::Input);
            let control_text = if is_control { self.control_text(id) } else { String::new() };
            if !control_text.is_empty() {
                let phrases = lexicon::find(&control_text, |_, _| {});
                let phrases = phrases.without(NO_NAGS.or(Phrases::SHOP));
                self.add_phrases(id, phrases);
            }
        }
    }

    /// An element says so, and so do all around it.
    fn add_phrases(&mut self, id: NodeId, phrases: Phrases) {
        for id in self.outline.self_and_ancestors(id) {
            let own = &mut self.phrases[self.outline.place(id)];
            let before = self.different_phrases.value(*own);
            let all = before.or(phrases);
            // What is said within an element is known of those around it already. There are many times as many
            // numbers as what any page says.
            let Some(number) = self.different_phrases.number(all).filter(|_| all != before) else {
                return;
            };
            *own = number;
        }
    }

    /// The nag classes that the element's text, and all below it, speaks for.
    pub(crate) fn phrases(&self, id: NodeId) -> Phrases {
        let is_text = self.outline.node(id).is_text();
        if is_text {
            return Phrases::default();
        }
        self.different_phrases.value(self.phrases[self.outline.place(id)])
    }

    /// The buckets of a block's first words.
    pub(crate) fn words(&self, block: usize) -> &[u16] {
        let start = block.checked_sub(1).map_or(0, |before| self.buckets_end[before]);
        &self.buckets[start as usize..self.buckets_end[block] as usize]
    }

    /// What a button or a field says.
    fn control_text(&self, id: NodeId) -> String {
        match self.outline.node(id).tag {
            Tag::Button => self.outline.text_of(id + 1..self.outline.node(id).end, 200),
            Tag::Input => [AttrName::Placeholder, AttrName::Value]
                .iter()
                .filter_map(|&name| self.outline.attr(id, name))
                .find(|value| !value.is_empty() && value.len() < 200)
                .map(std::borrow::Cow::into_owned)
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The first phrase in `nodes` that speaks for one of `classes`.
    pub(crate) fn phrase_in(
        &self,
        nodes: &Range<NodeId>,
        classes: Phrases,
    ) -> Option<&'static str> {
        let mut blocks = self.outline.blocks_in(nodes);
        if let Some(at) = blocks.find(|&at| self.block_phrases[at].any(classes)) {
            let mut said = self.said.borrow_mut();
            let said = said.entry(at).or_insert_with(|| {
                let text = self.outline.text_of(self.outline.blocks[at].nodes(), MAX_SHORT_BYTES);
                let mut said = Vec::new();
                lexicon::find(&text, |class, phrase| said.push((class, phrase)));
                said
            });
            return said.iter().find(|(class, _)| class.any(classes)).map(|(_, phrase)| *phrase);
        }
        let mut first = None;
        for id in nodes.clone() {
            let text = self.control_text(id);
            lexicon::find(&text, |class, phrase| {
                if class.any(classes) {
                    first.get_or_insert(phrase);
                }
            });
        }
        first
    }

    /// Is one of `nodes` what the page says is the article's text?
    pub(crate) fn declares_body_in(&self, nodes: &Range<NodeId>) -> bool {
        let at = self.declared_bodies.partition_point(|&body| body < nodes.start);
        self.declared_bodies.get(at).is_some_and(|&body| body < nodes.end)
    }

    /// Is one of `nodes` the picture that stands for the page?
    pub(crate) fn shows_lead_image(&self, nodes: &Range<NodeId>) -> bool {
        self.lead_image.is_some_and(|image| nodes.contains(&image))
    }

    /// Does an address lead to a page of this site? Nothing where it leads to no other page.
    pub(crate) fn leads_within_site(&self, href: &str) -> Option<bool> {
        let href = href.trim();
        let host = address::host(href);
        if href.starts_with('#') || (host.is_none() && href.contains(':')) || href.is_empty() {
            return None;
        }
        Some(host.is_none_or(|host| self.is_of_site(host)))
    }

    /// Is it a host of the site that the page came from, or of the one that it says it belongs to?
    fn is_of_site(&self, host: &str) -> bool {
        let site = address::site(host);
        self.sites.into_iter().flatten().any(|own| own.eq_ignore_ascii_case(site))
    }

    /// How many letters the blocks have.
    pub(crate) fn letters(&self, blocks: impl IntoIterator<Item = usize>) -> u32 {
        blocks.into_iter().map(|at| self.outline.blocks[at].size.letters).sum()
    }

    /// Does `id` hold the headline, or a first-level heading?
    pub(crate) fn holds_headline(&self, id: NodeId) -> bool {
        self.headline.is_some_and(|headline| self.outline.holds(id, headline))
    }
}

/// The site that the page came from, and the one that it says it belongs to: a saved page, or one read through
/// another server, has only the latter.
fn sites(declared: &Declared) -> [Option<&str>; 2] {
    let of_base = declared.base.as_ref().and_then(Url::host_str);
    let of_canonical = declared.canonical.as_deref().and_then(|it| it.split_once("//"));
    let of_canonical = of_canonical.and_then(|(_, rest)| rest.split('/').next());
    [of_base, of_canonical].map(|host| host.map(address::site))
}

/// A number that texts share which say the same, at the same length: of long ones the first words alone are known.
fn digest(words: &Words, letters: u32) -> u64 {
    words.digest() ^ u64::from(letters)
}

/// Is it few words, most of them links?
fn is_linked_line(block: &Block) -> bool {
    const MAX_WORDS: u32 = 16;
    block.size.words <= MAX_WORDS && block.link_letters * 2 > block.size.letters
}

/// The first picture with the file name of the declared one; sizes and servers may differ.
fn lead_image(outline: &Outline, declared: &Declared) -> Option<NodeId> {
    /// Shorter names are those of many pictures; in bytes.
    const MIN_NAME: usize = 6;
    let path = declared.image.as_deref()?.split(['?', '#']).next()?;
    let name = path.rsplit('/').next().filter(|name| MIN_NAME <= name.len())?;
    let name = memchr::memmem::Finder::new(name);
    let is_lead = |&id: &NodeId| {
        matches!(outline.node(id).tag, Tag::Img | Tag::AmpImg)
            && [AttrName::Src, AttrName::DataSrc].iter().any(|&it| {
                outline.raw_attr(id, it).is_some_and(|src| name.find(src.as_bytes()).is_some())
            })
    };
    outline.ids().find(is_lead)
}
