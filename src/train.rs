//! The learned model, opened to those who train it; not part of the library's interface.

use crate::options::Options;
use crate::outline::Outline;
use crate::reader::Reader;
use crate::verdict::{self, Judged, Model, N_BUCKETS, Row, SCALE, Said};
use crate::write::Article;

/// How many buckets words are hashed into, and what a weight of 1 is written as.
pub const WORD_BUCKETS: (usize, f32) = (N_BUCKETS, SCALE);

/// A page's judged blocks with their features.
pub struct Blocks {
    outline: Outline,
    judged: Judged,
    rows: Vec<Row>,
    words: Vec<Vec<u16>>,
    /// Each block's text.
    pub texts: Vec<String>,
    /// Is the block a caption?
    pub are_captions: Vec<bool>,
}

impl Blocks {
    /// Reads a page; nothing if it can't be judged.
    pub fn read(page: &[u8], options: Options) -> Option<Self> {
        let mut reader = Reader::new(options);
        reader.write(page);
        let (outline, declared) = reader.outline().ok()?;
        let (judged, rows, words) = verdict::judged(&outline, &declared);
        let of = |at: &usize| text(&outline, *at);
        let (texts, are_captions) = judged.blocks.iter().map(of).unzip();
        Some(Blocks { outline, judged, rows, words, texts, are_captions })
    }

    /// The buckets of a block's words.
    pub fn words(&self, at: usize) -> &[u16] {
        &self.words[at]
    }

    /// Adds what the words say of each block to its features.
    pub fn add_word_scores(&mut self, scores: &[f32]) {
        for (at, row) in self.rows.iter_mut().enumerate() {
            verdict::add_word_scores(row, at, scores);
        }
    }

    /// What the first trees see.
    pub fn first(&self) -> impl Iterator<Item = &[u8]> {
        self.rows.iter().map(<Row>::as_slice)
    }

    /// What the second trees see, where the first said `chances`.
    pub fn second(&self, chances: &[f32]) -> Vec<Vec<u8>> {
        let said = Said::new(&self.outline, &self.judged, chances, &|at| self.words(at));
        (0..chances.len()).map(|at| said.row(at, &self.rows[at]).to_vec()).collect()
    }
}

fn text(outline: &Outline, at: usize) -> (String, bool) {
    let block = &outline.blocks[at];
    let text = outline.text_of(block.nodes(), usize::MAX);
    (text, verdict::in_caption(outline, block.container))
}

/// A model in the form of its table.
pub struct Table(Model);

impl Table {
    /// The table that comes with the library.
    pub fn shipped() -> Self {
        Table(Model::shipped().clone())
    }

    /// Reads a table; nothing if it isn't one.
    pub fn read(table: &[u8]) -> Option<Self> {
        Model::read(table).map(Table)
    }

    /// What tells pages to read from others sees of a page.
    pub fn page(&self, page: &[u8], options: Options) -> Vec<u8> {
        let mut reader = Reader::new(options);
        reader.write(page);
        reader.outline().map_or_else(
            |_| vec![0; verdict::readerable::N_FEATURES],
            |(outline, declared)| {
                let judgement = verdict::judge(&outline, &declared, &self.0);
                verdict::readerable::row(&outline, &declared, &judgement).to_vec()
            },
        )
    }

    /// The article of a page by this model.
    pub fn article(&self, page: &[u8], options: Options) -> Article {
        let mut reader = Reader::new(options);
        reader.write(page);
        reader.finish_with(&self.0)
    }
}
