//! Speed of the whole and of its parts, beside lol_html alone on the same pages in the same run.
//!
//! `lol_html` is the yardstick: its attribute and text handlers, doing nothing with what they get.
//! Pages are this repository's fixtures, or, where `LEDE_PAGES` names a folder, every `source.html`
//! below it.

use std::cell::Cell;
use std::hint::black_box;
use std::rc::Rc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lol_html::{HtmlRewriter, Settings, doc_text, element, end_tag};

fn pages() -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders =
        vec![std::env::var_os("LEDE_PAGES").map_or(fixtures, std::path::PathBuf::from)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "source.html") {
                pages.extend(
                    std::fs::read(path).ok().filter(|page| std::str::from_utf8(page).is_ok()),
                );
            }
        }
    }
    pages.sort();
    pages
}

fn read(page: &[u8]) -> lede::Article {
    let mut reader = lede::Reader::new(lede::Options::new());
    reader.write(page);
    reader.finish()
}

/// lol_html with every attribute, end tag and text decoded, and nothing else.
fn lol_html_alone(page: &[u8]) -> usize {
    let n = Rc::new(Cell::new(0));
    let (for_tags, for_text) = (Rc::clone(&n), Rc::clone(&n));
    let settings = Settings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", move |element| {
            for attribute in element.attributes() {
                for_tags.set(for_tags.get() + attribute.name().len() + attribute.value().len());
            }
            if element.can_have_content() {
                let for_ends = Rc::clone(&for_tags);
                element.on_end_tag(end_tag!(move |tag| {
                    for_ends.set(for_ends.get() + tag.name().len());
                    Ok(())
                }))?;
            }
            Ok(())
        }))
        .append_document_content_handler(doc_text!(move |text| {
            for_text.set(for_text.get() + text.as_str().len());
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    // Fixtures are ordinary pages: lol_html has no reason to fail on them.
    let done = rewriter.write(page).and_then(|()| rewriter.end());
    n.get() + usize::from(done.is_err())
}

fn pipeline(criterion: &mut Criterion) {
    let pages = pages();
    let bytes = pages.iter().map(Vec::len).sum::<usize>() as u64;
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("lol_html, attributes and text", |b| {
        b.iter(|| pages.iter().map(|page| lol_html_alone(page)).sum::<usize>())
    });
    for stage in lede::bench::STAGES {
        group.bench_function(stage.name(), |b| {
            b.iter(|| pages.iter().map(|page| stage.run(page)).sum::<usize>())
        });
    }
    group.bench_function("article", |b| {
        b.iter(|| pages.iter().for_each(|page| drop(black_box(read(page)))))
    });
    group.bench_function("article and its HTML", |b| {
        b.iter(|| pages.iter().map(|page| read(page).html().len()).sum::<usize>())
    });
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    let size = 2 << 20;
    for (name, tag) in
        [("nested", "<div>"), ("unclosed", "<p>a"), ("stray", "</b>"), ("links", "<a href=x>a")]
    {
        let page = tag.repeat(size / tag.len()).into_bytes();
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function(name, |b| b.iter(|| read(black_box(&page))));
    }
    group.finish();
}

criterion_group!(benches, pipeline, hostile);
criterion_main!(benches);
