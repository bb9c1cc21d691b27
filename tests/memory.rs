//! Memory is bounded by the page: at its peak the core holds at most four times the page's bytes, and what small pages
//! take, too.
//!
//! Counted is what is allocated between a reader's making and its article, both included, the caller's own copy of the
//! page left out; while a list grows, its old and its new room count both. Each page is read once before it's counted:
//! tables that all pages share are no page's. A binary of its own, since it replaces the allocator, and one test, since
//! all threads allocate from it.
use std::fs;
use std::path::{Path, PathBuf};

use lede::{Options, Reader};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Bytes held at most for each of the page's.
const BOUND: f64 = 4.0;
/// And so many bytes: the lexer's own, the first room of lists, tables of at least so many places. Of the fixtures,
/// which hold little but markup, that is up to six times the page.
const AT_LEAST: usize = 13 << 10;
/// Shorter pages are mostly that.
const MIN_BYTES: usize = 2 << 10;
const CHUNK: usize = 64 << 10;

#[test]
fn a_page_takes_at_most_four_times_its_bytes() {
    let mut failures = Vec::new();
    let mut check = |name: &str, page: &[u8], bound: f64| {
        let peak = peak(page);
        let times = peak.saturating_sub(AT_LEAST) as f64 / page.len() as f64;
        if bound < times {
            failures.push(format!("{name}: {} bytes, {times:.2} times, bound {bound}", page.len()));
        }
    };
    for path in fixtures() {
        let page = fs::read(&path).expect("a fixture can be read");
        if MIN_BYTES <= page.len() {
            check(&path.display().to_string(), &page, BOUND);
        }
    }
    for (name, page, bound) in shapes() {
        check(name, page.as_bytes(), bound);
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// The bytes allocated at the peak of reading `page`.
fn peak(page: &[u8]) -> usize {
    drop(read(page));
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let article = read(page);
    let peak = ALLOCATOR.peak_usage() - before;
    drop(article);
    peak
}

fn read(page: &[u8]) -> lede::Article {
    let mut reader = Reader::new(Options::new());
    for chunk in page.chunks(CHUNK) {
        reader.write(chunk);
    }
    reader.finish()
}

fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("source.html") && !path.iter().any(|it| it == "hostile") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

const SENTENCE: &str = "The keeper lit the lamp again, and wrote nothing about it in the book. ";

/// Pages of one shape each, with the times that their bytes may be held. Where each few bytes are an element or a text of
/// their own, what is known of it is more than four times its markup; those bounds are what was measured, and a little.
fn shapes() -> Vec<(&'static str, String, f64)> {
    let prose = format!("<article><p>{}</p>", SENTENCE.repeat(30));
    let page = |part: &dyn Fn(usize) -> String, n: usize| {
        let parts: String = (0..n).map(part).collect();
        format!("<!doctype html><title>The lamp</title><main>{prose}{parts}</article></main>")
    };
    let cell = |n: usize| format!("<td>{n}</td>");
    let row = |n: usize| format!("<tr>{}</tr>", (0..8).map(|at| cell(n + at)).collect::<String>());
    let rows =
        |n: usize| format!("<table>{}</table>", (0..50).map(|at| row(n + at)).collect::<String>());
    let link = |n: usize| format!("<a href=\"/lamps/of-the-north/{n}\">The lamp of number {n}</a>");
    let sentence_with_link =
        |n: usize| format!("<p>{SENTENCE}And see {}. {SENTENCE}</p>\n", link(n));
    let item = |n: usize| format!("<li>{}</li>\n", link(n));
    let list = |n: usize| {
        format!("<ul>{}</ul>", (0..100).map(|at| item(100 * n + at)).collect::<String>())
    };
    let attributes = |n: usize| {
        format!(
            "<p id=\"p{n}\" class=\"text wide\" data-src=\"/{n}.jpg\" title=\"line {n}\" lang=\"en\" dir=\"ltr\">{SENTENCE}</p>\n"
        )
    };
    vec![
        // Little of this is markup: a guard alone, which held before, too.
        ("long text", page(&|_| format!("<p>{}</p>\n", SENTENCE.repeat(8)), 200), BOUND),
        ("one long text", page(&|_| SENTENCE.to_owned(), 2000), BOUND),
        (
            "code",
            page(&|n| format!("<pre>let lamp_{n} = 1;\nlet other = lamp_{n};\n</pre>"), 500),
            5.0,
        ),
        ("links in text", page(&sentence_with_link, 1000), BOUND),
        ("links in a list", page(&list, 20), 5.0),
        ("attributes", page(&attributes, 1000), 3.3),
        ("short cells", page(&rows, 20), 18.0),
        ("tiny elements", page(&|_| "<p><b>a</b> <i>b</i></p>".to_owned(), 5000), 26.0),
    ]
}
