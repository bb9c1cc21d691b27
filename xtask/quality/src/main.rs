//! Trains Lede's model, and measures Lede on a corpus.
//!
//! `train CORPUS` learns the model from the pages of a corpus and writes its table. Folds are split
//! by site, so that no site is on both sides, and the figures are the held-out folds'; what was
//! read then can be kept, a JSON line a page. `score CORPUS` measures the model that comes with the
//! library, which has seen the corpus, against floors.

#![expect(clippy::print_stdout, reason = "figures are for the terminal")]

mod boost;
mod corpus;
mod labels;
mod regress;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, thread};

use boost::{Forest, Settings};
use corpus::Page;
use labels::Label;
use lede::Options;
use lede::train::{Blocks, Table};
use serde_json::json;

const N_FOLDS: usize = 5;

/// Blocks of less weight are thinned out.
const SMALL: f32 = 0.003;

const FIRST: Settings = Settings {
    n_trees: 60,
    depth: 6,
    rate: 0.13,
    min_hessian: 0.5,
    lambda: 1.0,
    min_gain: 0.02,
    rows: 0.66,
    features: 0.4,
};

/// Of those that tell pages to read from others.
const PAGES: Settings =
    Settings { n_trees: 300, depth: 2, rate: 0.05, min_hessian: 2.0, features: 0.25, ..FIRST };

const SECOND: Settings = Settings { n_trees: 30, rate: 0.12, ..FIRST };

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["train", corpus] => train(Path::new(corpus), None),
        ["train", corpus, said] => train(Path::new(corpus), Some(Path::new(said))),
        ["score", corpus] => score(Path::new(corpus)),
        _ => Err("quality train CORPUS [PREDICTIONS], or quality score CORPUS".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("quality: {message}");
            ExitCode::FAILURE
        }
    }
}

/// A page with all that training needs of it.
struct Sample {
    page: Page,
    blocks: Blocks,
    labels: Vec<Label>,
    fold: usize,
}

fn options(page: &Page) -> Options {
    Options::new().url(&page.address).unwrap_or_else(|_| Options::new())
}

/// Pages that aren't articles count less: their truths are of another kind.
fn weight(kind: &str) -> f32 {
    match kind {
        "article" | "documentation" | "forum" => 1.0,
        _ => 0.25,
    }
}

fn samples(corpus: &Path) -> Result<Vec<Sample>, String> {
    let pages = corpus::read(corpus)?;
    let mut folds: BTreeMap<String, usize> = BTreeMap::new();
    let sample = |page: Page| {
        let blocks = Blocks::read(&page.html, options(&page))?;
        let mut labels = labels::labels(&blocks, &page.text);
        for label in &mut labels {
            label.weight *= weight(&page.kind);
        }
        Some(Sample { page, blocks, labels, fold: 0 })
    };
    let mut samples: Vec<Sample> = in_two(pages, sample).into_iter().flatten().collect();
    for sample in &mut samples {
        let n = folds.len();
        sample.fold = *folds.entry(sample.page.site()).or_insert(n) % N_FOLDS;
    }
    Ok(samples)
}

/// What `work` makes of each item, in order; two threads share the work.
fn in_two<T: Send, R: Send>(mut items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let rest = items.split_off(items.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| rest.into_iter().map(&work).collect::<Vec<R>>());
        let mut all: Vec<R> = items.into_iter().map(&work).collect();
        all.extend(other.join().unwrap_or_default());
        all
    })
}

fn grow(
    samples: &[Sample],
    rows: &[Vec<Vec<u8>>],
    settings: Settings,
    left_out: Option<usize>,
) -> Forest {
    let chosen = || (0..samples.len()).filter(|&at| Some(samples[at].fold) != left_out);
    let mut all: Vec<(&[u8], Label)> = Vec::new();
    for at in chosen() {
        for (nth, (row, label)) in rows[at].iter().zip(&samples[at].labels).enumerate() {
            let mut label = *label;
            // Of the many that hardly count, every third stands for three.
            if label.weight < SMALL {
                if nth % 3 != 0 {
                    continue;
                }
                label.weight *= 3.0;
            }
            if label.weight > 0.0 {
                all.push((row, label));
            }
        }
    }
    let (rows, labels): (Vec<&[u8]>, Vec<Label>) = all.into_iter().unzip();
    let is_article: Vec<f32> = labels.iter().map(|label| label.is_article).collect();
    let weights: Vec<f32> = labels.iter().map(|label| label.weight).collect();
    Forest::grow(&boost::Table::new(&rows), &is_article, &weights, settings)
}

/// Is a page of this kind one to read? Nothing for kinds that may be or not.
fn is_readerable(kind: &str) -> Option<bool> {
    match kind {
        "article" => Some(true),
        "product" | "collection" | "listing" | "service" => Some(false),
        _ => None,
    }
}

/// Grows trees that tell pages to read from others.
fn grow_pages(samples: &[Sample], rows: &[Vec<u8>], left_out: Option<usize>) -> Forest {
    /// An article that isn't offered is a smaller loss than a shop that is.
    const OTHERS: f32 = 1.0;
    let chosen = samples.iter().zip(rows).filter(|(it, _)| Some(it.fold) != left_out);
    let known =
        chosen.filter_map(|(it, row)| Some((row.as_slice(), is_readerable(&it.page.kind)?)));
    let (rows, are): (Vec<&[u8]>, Vec<bool>) = known.unzip();
    let labels: Vec<f32> = are.iter().map(|&is| f32::from(u8::from(is))).collect();
    let weights: Vec<f32> = are.iter().map(|&is| if is { 1.0 } else { OTHERS }).collect();
    Forest::grow(&boost::Table::new(&rows), &labels, &weights, PAGES)
}

/// Adds to the samples what the words say of each block, by weights that haven't seen it.
fn add_word_scores(samples: &mut [Sample], word_weights: &[Vec<f32>]) {
    let (mut right, mut all) = (0.0, 0.0);
    for sample in samples {
        let weights = &word_weights[sample.fold];
        let scores: Vec<f32> = (0..sample.labels.len())
            .map(|at| regress::score(weights, sample.blocks.words(at)))
            .collect();
        for (label, score) in sample.labels.iter().zip(&scores) {
            right += if (label.is_article > 0.5) == (*score > 0.0) { label.weight } else { 0.0 };
            all += label.weight;
        }
        sample.blocks.add_word_scores(&scores);
    }
    println!("words alone, held out: {:.4} right", right / all);
}

fn train(corpus: &Path, said: Option<&Path>) -> Result<(), String> {
    let mut samples = samples(corpus)?;
    let word_weights: Vec<Vec<f32>> =
        (0..N_FOLDS).map(|fold| regress::learn(&samples, Some(fold))).collect();
    add_word_scores(&mut samples, &word_weights);
    let n_blocks: usize = samples.iter().map(|sample| sample.labels.len()).sum();
    println!("{} pages, {n_blocks} blocks", samples.len());
    let first_rows: Vec<Vec<Vec<u8>>> =
        samples.iter().map(|sample| sample.blocks.first().map(<[u8]>::to_vec).collect()).collect();
    let firsts: Vec<Forest> =
        (0..N_FOLDS).map(|fold| grow(&samples, &first_rows, FIRST, Some(fold))).collect();
    let second_rows: Vec<Vec<Vec<u8>>> = samples
        .iter()
        .zip(&first_rows)
        .map(|(sample, rows)| {
            let chances: Vec<f32> =
                rows.iter().map(|row| firsts[sample.fold].chance(row)).collect();
            sample.blocks.second(&chances)
        })
        .collect();
    let seconds: Vec<Forest> =
        (0..N_FOLDS).map(|fold| grow(&samples, &second_rows, SECOND, Some(fold))).collect();
    loss("first, held out", &samples, &first_rows, &firsts, FIRST.n_trees);
    loss("second, held out", &samples, &second_rows, &seconds, SECOND.n_trees);
    let table = |words: &[f32], first: &Forest, second: &Forest, pages: &Forest| {
        [regress::table(words), first.table(), second.table(), pages.table()].concat()
    };
    let of_blocks: Vec<Table> = (0..N_FOLDS)
        .filter_map(|it| {
            let none = Forest::default();
            Table::read(&table(&word_weights[it], &firsts[it], &seconds[it], &none))
        })
        .collect();
    if of_blocks.len() < N_FOLDS {
        return Err("the core can't read what was grown".to_owned());
    }
    let page_rows = in_two(samples.iter().collect(), |sample: &Sample| {
        of_blocks[sample.fold].page(&sample.page.html, options(&sample.page))
    });
    let pages: Vec<Forest> =
        (0..N_FOLDS).map(|fold| grow_pages(&samples, &page_rows, Some(fold))).collect();
    let tables: Vec<Table> = (0..N_FOLDS)
        .filter_map(|it| {
            Table::read(&table(&word_weights[it], &firsts[it], &seconds[it], &pages[it]))
        })
        .collect();
    if tables.len() < N_FOLDS {
        return Err("the core can't read what was grown".to_owned());
    }
    let figures = report(&samples, |sample| &tables[sample.fold], said)?;
    let first = grow(&samples, &first_rows, FIRST, None);
    let second = grow(&samples, &second_rows, SECOND, None);
    let words = regress::learn(&samples, None);
    let bytes = table(&words, &first, &second, &grow_pages(&samples, &page_rows, None));
    let about = about(&samples, &bytes, &figures);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/verdict/model");
    for (name, content) in [("table.bin", bytes), ("table.toml", about.into_bytes())] {
        let path = folder.join(name);
        fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// What the table was learned from, and how well it does.
fn about(samples: &[Sample], table: &[u8], figures: &[Figures]) -> String {
    let pages = samples.iter().flat_map(|it| [it.page.html.as_slice(), it.page.text.as_bytes()]);
    let mut about = format!(
        "# Written by `cargo xtask train --corpus DIR`; the corpus is the development half of the Web Content\n\
         # Extraction Benchmark. Figures are word scores of pages whose sites training hasn't seen.\n\
         pages = {}\nfolds = {N_FOLDS}\ndata = \"{:016x}\"\ntable_bytes = {}\ntable = \"{:016x}\"\n",
        samples.len(),
        pages.fold(0, digest),
        table.len(),
        digest(0, table),
    );
    for figures in figures {
        let [precision, recall, f1] = figures.means;
        let _ = write!(
            about,
            "\n[{}]\npages = {}\nf1 = {f1:.4}\nprecision = {precision:.4}\nrecall = {recall:.4}\n\
             f1_of_95 = {}\nreaderable = {}\n",
            figures.kind, figures.n_pages, figures.n_good, figures.n_readerable
        );
    }
    about
}

/// FNV-1a.
fn digest(before: u64, bytes: &[u8]) -> u64 {
    let mix = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(before ^ 0xcbf2_9ce4_8422_2325, mix)
}

/// What the model that comes with the library must reach on the corpus it was learned from: word
/// F1, and pages with F1 of .95 or more.
const FLOORS: &[(&str, f32, usize)] =
    &[("article", 0.967, 685), ("documentation", 0.938, 66), ("forum", 0.805, 45)];

/// How many of 100 articles it must call ones to read, and of 100 other pages may.
const READERABLE: [usize; 2] = [95, 15];

fn score(corpus: &Path) -> Result<(), String> {
    let samples = samples(corpus)?;
    let table = Table::shipped();
    let figures = report(&samples, |_| &table, None)?;
    for (kind, f1, n_good) in FLOORS {
        let Some(figures) = figures.iter().find(|it| it.kind == *kind) else { continue };
        if figures.means[2] < *f1 || figures.n_good < *n_good {
            return Err(format!("{kind}: below the floor of F1 {f1} and {n_good} pages"));
        }
    }
    let (mut right, mut wrong) = ([0; 2], [0; 2]);
    for figures in &figures {
        match is_readerable(&figures.kind) {
            Some(true) => right = [figures.n_readerable, figures.n_pages],
            Some(false) => wrong = [wrong[0] + figures.n_readerable, wrong[1] + figures.n_pages],
            None => {}
        }
    }
    let [least, most] = READERABLE;
    if right[0] * 100 < least * right[1] || most * wrong[1] < wrong[0] * 100 {
        return Err(format!(
            "to read are {} of {} articles and {} of {} others; {least} % at least and {most} % at most",
            right[0], right[1], wrong[0], wrong[1]
        ));
    }
    Ok(())
}

/// How wrong the trees are on articles, by weight: at even odds, and as logarithmic loss, for ever
/// more trees.
fn loss(name: &str, samples: &[Sample], rows: &[Vec<Vec<u8>>], forests: &[Forest], most: usize) {
    for n_trees in (most / 6..=most).step_by(most / 6) {
        let (mut wrong_kept, mut wrong_dropped, mut all, mut log) = (0.0, 0.0, 0.0, 0.0);
        for (sample, rows) in samples.iter().zip(rows).filter(|(it, _)| it.page.kind == "article") {
            for (label, row) in sample.labels.iter().zip(rows) {
                let chance = forests[sample.fold].chance_by(row, n_trees);
                let keeps = 0.5 <= chance;
                let belongs = label.is_article > 0.5;
                wrong_kept += if keeps && !belongs { label.weight } else { 0.0 };
                wrong_dropped += if !keeps && belongs { label.weight } else { 0.0 };
                all += if belongs { label.weight } else { 0.0 };
                log -= label.weight * if belongs { chance } else { 1.0 - chance }.max(1e-6).ln();
            }
        }
        println!(
            "{name}, {n_trees} trees: kept wrongly {:.4}, dropped wrongly {:.4}, log {:.4}",
            wrong_kept / all,
            wrong_dropped / all,
            log / all
        );
    }
}

/// How well pages of a kind are read.
struct Figures {
    kind: String,
    n_pages: usize,
    /// Precision, recall and F1, the pages' means.
    means: [f32; 3],
    /// Pages with F1 of .95 or more.
    n_good: usize,
    /// Pages that are called ones to read.
    n_readerable: usize,
}

/// Reads every page by its table, and prints how well, by kind of page.
fn report<'t>(
    samples: &[Sample],
    table: impl Fn(&Sample) -> &'t Table + Sync,
    said: Option<&Path>,
) -> Result<Vec<Figures>, String> {
    let read = |sample: &Sample| {
        let article = table(sample).article(&sample.page.html, options(&sample.page));
        let text = article.text_without_captions();
        let score = words::score(&text, &sample.page.text);
        let line = json!({
            "id": sample.page.id, "text": text, "title": article.title, "byline": article.byline,
            "published": article.published, "found": article.found(),
        });
        (score, article.is_readerable, line.to_string())
    };
    let results: Vec<([f32; 3], bool, String)> = in_two(samples.iter().collect(), read);
    let mut kinds: BTreeMap<&str, Vec<([f32; 3], bool)>> = BTreeMap::new();
    for (sample, (score, is_readerable, _)) in samples.iter().zip(&results) {
        kinds.entry(&sample.page.kind).or_default().push((*score, *is_readerable));
    }
    let mut all = Vec::new();
    for (kind, scores) in kinds {
        let n_pages = scores.len();
        let mean = |at: usize| scores.iter().map(|(it, _)| it[at]).sum::<f32>() / n_pages as f32;
        let count = |is: fn(&([f32; 3], bool)) -> bool| scores.iter().filter(|it| is(it)).count();
        let means = [mean(0), mean(1), mean(2)];
        let n_good = count(|(score, _)| 0.95 <= score[2]);
        let n_readerable = count(|(_, is_readerable)| *is_readerable);
        println!(
            "{kind:14} {n_pages:4} pages  F1 {:.4}  P {:.4}  R {:.4}  F1 >= .95 {n_good:4}  R < .3 {:3}  readerable {n_readerable:4}",
            means[2],
            means[0],
            means[1],
            count(|(score, _)| score[1] < 0.3),
        );
        all.push(Figures { kind: kind.to_owned(), n_pages, means, n_good, n_readerable });
    }
    if let Some(path) = said {
        let lines: Vec<&str> = results.iter().map(|(.., line)| line.as_str()).collect();
        fs::write(path, lines.join("\n") + "\n")
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(all)
}
