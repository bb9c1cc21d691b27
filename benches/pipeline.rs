//! Speed of the whole and of its parts, beside lol_html alone on the same pages in the same run.
//!
//! Pages are this repository's fixtures, or, where `LEDE_PAGES` names a folder, every `source.html`
//! below it.

mod yardstick;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

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

fn pipeline(criterion: &mut Criterion) {
    let pages = pages();
    let bytes = pages.iter().map(Vec::len).sum::<usize>() as u64;
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("lol_html, no handler", |b| {
        b.iter(|| pages.iter().map(|page| yardstick::pass_through(page)).sum::<usize>());
    });
    group.bench_function("lol_html, attributes and text", |b| {
        b.iter(|| pages.iter().map(|page| yardstick::attributes_and_text(page)).sum::<usize>());
    });
    for stage in lede::bench::STAGES {
        group.bench_function(stage.name(), |b| {
            b.iter(|| pages.iter().map(|page| stage.run(page)).sum::<usize>());
        });
    }
    group.bench_function("article", |b| {
        b.iter(|| pages.iter().for_each(|page| drop(black_box(read(page)))));
    });
    group.bench_function("article and its HTML", |b| {
        b.iter(|| pages.iter().map(|page| read(page).html().len()).sum::<usize>());
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
