//! The fixtures: each folder under `tests/fixtures/<topic>/<name>/` is one trial, bytes in, article and reasons out.
//!
//! `fixture.toml` says by hand what a reader wants, before anything is blessed. `expected.html` and `verdicts.txt` are
//! what the core said when a person last looked at it; `LEDE_BLESS=1 cargo test --test fixtures` rewrites those two and
//! never `fixture.toml`. The keys of `fixture.toml` are described in `tests/fixtures/README.md`.
#![expect(clippy::panic, reason = "a fixture that can't be read is a broken checkout")]
#[path = "it/fixture.rs"]
mod fixture;
#[path = "it/page_text.rs"]
mod page_text;

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use fixture::Fixture;
use lede::{Article, Class};
use libtest_mimic::{Arguments, Failed, Trial};
use similar::{ChangeTag, TextDiff};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = fixture::all().into_iter().map(|it| {
        let name = it.name.clone();
        Trial::test(name, move || run(&it))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn run(fixture: &Fixture) -> Result<(), Failed> {
    let article = fixture.read_in_chunks(usize::MAX);
    let mut complaints = Complaints::default();
    check_blessed(fixture, &article, &mut complaints);
    let blessed = complaints.is_empty();
    check_keys(fixture, &mut complaints);
    check_declared(fixture, &article, &mut complaints);
    check_body(fixture, &article, &mut complaints);
    check_drops(fixture, &article, &mut complaints);
    match fixture.string("known_failure") {
        Some(_) if blessed && complaints.is_empty() => {
            Err("passes now: take known_failure out of fixture.toml".into())
        }
        Some(_) if blessed => Ok(()),
        _ => complaints.into_result(),
    }
}

/// Everything wrong with one article, so that a failing trial tells all of it at once.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn add(&mut self, complaint: String) {
        self.0.push(complaint);
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn into_result(self) -> Result<(), Failed> {
        if self.is_empty() { Ok(()) } else { Err(self.0.join("\n").into()) }
    }
}

/// `expected.html` and `verdicts.txt` are as they were blessed.
fn check_blessed(fixture: &Fixture, article: &Article, complaints: &mut Complaints) {
    let bless = env::var_os("LEDE_BLESS").is_some_and(|it| it == "1");
    for (file, now) in [("expected.html", article.html()), ("verdicts.txt", verdicts(article))] {
        let path = fixture::root().join(&fixture.name).join(file);
        let now = with_last_newline(&now);
        if bless {
            write(&path, &now);
            continue;
        }
        match fs::read_to_string(&path) {
            Ok(blessed) if blessed == now => {}
            Ok(blessed) => complaints.add(format!("{file} differs:\n{}", diff(&blessed, &now))),
            Err(_) => complaints.add(format!("{file} is missing: look at it, then LEDE_BLESS=1")),
        }
    }
}

/// The report, without why each thing stays: these figures are other ones with each training.
fn verdicts(article: &Article) -> String {
    let mut out = String::new();
    for line in article.explain().lines() {
        let is_kept = line.starts_with("keep\t");
        let (told, why) = line.rsplit_once('\t').unwrap_or((line, ""));
        assert!(!is_kept || !why.is_empty(), "no reason: {line}");
        out.extend([if is_kept { told } else { line }, "\n"]);
    }
    out
}

fn write(path: &Path, text: &str) {
    fs::write(path, text)
        .unwrap_or_else(|error| panic!("{} can't be written: {error}", path.display()));
}

fn with_last_newline(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

/// The changed lines with two lines around them; `-` is blessed, `+` is now.
fn diff(blessed: &str, now: &str) -> String {
    let diff = TextDiff::from_lines(blessed, now);
    let mut shown = String::new();
    for group in diff.grouped_ops(2) {
        for change in group.iter().flat_map(|it| diff.iter_changes(it)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            shown.push(sign);
            shown.push_str(change.value());
        }
        shown.push_str("…\n");
    }
    shown
}

/// A misspelt key would be an expectation that never fails.
fn check_keys(fixture: &Fixture, complaints: &mut Complaints) {
    const KEYS: &[&str] = &[
        "why",
        "url",
        "charset",
        "known_failure",
        "article",
        "keeps",
        "drops",
        "once",
        "html_keeps",
        "html_drops",
        "html_once",
        "paragraphs_at_least",
    ];
    for key in fixture.spec.keys().filter(|it| !KEYS.contains(&it.as_str())) {
        complaints.add(format!("fixture.toml has an unknown key: {key}"));
    }
    if fixture.string("why").is_none_or(|it| it.len() < 20) {
        complaints.add("fixture.toml has no `why` that explains it".to_owned());
    }
}

/// `[article]`: what the article says of itself.
fn check_declared(fixture: &Fixture, article: &Article, complaints: &mut Complaints) {
    let Some(wanted) = fixture.spec.get("article").and_then(toml::Value::as_table) else {
        complaints.add("fixture.toml has no [article]".to_owned());
        return;
    };
    for (key, wanted) in wanted {
        let now = match key.as_str() {
            "found" => article.found().to_string(),
            "no_article" => {
                article.no_article.as_ref().map(|it| it.code().to_owned()).unwrap_or_default()
            }
            "title" => article.title.clone().unwrap_or_default(),
            "dek" => article.dek.clone().unwrap_or_default(),
            "byline" => article.byline.clone().unwrap_or_default(),
            "site" => article.site.clone().unwrap_or_default(),
            "published" => article.published.clone().unwrap_or_default(),
            "language" => article.language.clone().unwrap_or_default(),
            "direction" => article.direction.name().to_owned(),
            "lead_image" => {
                article.lead_image.as_ref().map(|it| it.src.clone()).unwrap_or_default()
            }
            "partial" => article.is_partial.to_string(),
            other => {
                complaints.add(format!("[article] has an unknown key: {other}"));
                continue;
            }
        };
        if !alternatives(wanted).contains(&now) {
            complaints.add(format!("{key} is {now:?}, wanted {wanted}"));
        }
    }
}

/// A value or, in a list, any of several.
fn alternatives(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::Array(values) => values.iter().flat_map(alternatives).collect(),
        toml::Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// `keeps`, `once`, `html_keeps`, `html_drops`, `html_once` and `paragraphs_at_least`: the body.
fn check_body(fixture: &Fixture, article: &Article, complaints: &mut Complaints) {
    let html = article.html();
    let text = page_text::of_html(&html);
    for wanted in strings(fixture, "keeps").filter(|it| !text.contains(it.as_str())) {
        complaints.add(format!("lost: {wanted:?}"));
    }
    for wanted in strings(fixture, "once") {
        let n_times = text.matches(wanted.as_str()).count();
        if n_times != 1 {
            complaints.add(format!("stands {n_times} times, wanted once: {wanted:?}"));
        }
    }
    for wanted in strings(fixture, "html_keeps").filter(|it| !html.contains(it.as_str())) {
        complaints.add(format!("lost from the HTML: {wanted:?}"));
    }
    for unwanted in strings(fixture, "html_drops").filter(|it| html.contains(it.as_str())) {
        complaints.add(format!("still in the HTML: {unwanted:?}"));
    }
    for wanted in strings(fixture, "html_once") {
        let n_times = html.matches(wanted.as_str()).count();
        if n_times != 1 {
            complaints.add(format!("stands {n_times} times in the HTML, wanted once: {wanted:?}"));
        }
    }
    for emptiness in ["<p></p>", "<li></li>", "<h2></h2>", "<figure></figure>", "<p> </p>"] {
        if html.contains(emptiness) {
            complaints.add(format!("an empty element: {emptiness}"));
        }
    }
    if html.trim_end().ends_with("<hr>") {
        complaints.add("a rule at the end parts nothing from nothing".to_owned());
    }
    let n_paragraphs = html.matches("<p>").count() + html.matches("<p ").count();
    let least = fixture.spec.get("paragraphs_at_least").and_then(toml::Value::as_integer);
    if least.is_some_and(|it| i64::try_from(n_paragraphs).is_ok_and(|n| n < it)) {
        complaints.add(format!("has {n_paragraphs} paragraphs, wanted at least {least:?}"));
    }
}

fn strings<'a>(fixture: &'a Fixture, key: &str) -> impl Iterator<Item = String> + 'a {
    let value = fixture.spec.get(key);
    let squeezed = matches!(key, "keeps" | "once");
    value
        .map(alternatives)
        .unwrap_or_default()
        .into_iter()
        .map(move |it| if squeezed { page_text::squeeze(&it) } else { it })
}

/// `[[drops]]`: gone from the body and, with a `class`, removed for that reason.
fn check_drops(fixture: &Fixture, article: &Article, complaints: &mut Complaints) {
    let text = page_text::of_html(&article.html());
    let drops = fixture.spec.get("drops").and_then(toml::Value::as_array);
    for drop in drops.into_iter().flatten().filter_map(toml::Value::as_table) {
        let Some(unwanted) = drop.get("text").and_then(toml::Value::as_str) else {
            complaints.add("[[drops]] without `text`".to_owned());
            continue;
        };
        let unwanted = page_text::squeeze(unwanted);
        if text.contains(&unwanted) {
            complaints.add(format!("still there: {unwanted:?}"));
            continue;
        }
        let Some(classes) = drop.get("class").map(alternatives) else { continue };
        let found = classes_that_cover(article, &unwanted);
        if !found.iter().any(|it| classes.iter().any(|class| class == it)) {
            complaints.add(format!("{unwanted:?} is removed as {found:?}, wanted {classes:?}"));
        }
    }
}

/// The classes of all removals whose text holds `unwanted`: a nag's whole text, or a block's line in the report, so
/// that furniture doesn't stand for the nags in it.
fn classes_that_cover(article: &Article, unwanted: &str) -> Vec<String> {
    let covering = article.removals.iter().enumerate().filter(|(at, it)| {
        let text =
            if it.class == Class::Boilerplate { &it.excerpt } else { &article.removed_text(*at) };
        page_text::squeeze(text).contains(unwanted)
    });
    let mut classes: Vec<String> = covering.map(|(_, it)| it.class.name().to_owned()).collect();
    for line in article.explain().lines() {
        if let ["drop", class, _, shown, ..] = line.split('\t').collect::<Vec<_>>()[..]
            && page_text::squeeze(shown).contains(unwanted)
        {
            classes.push(class.to_owned());
        }
    }
    classes.sort_unstable();
    classes.dedup();
    classes
}
