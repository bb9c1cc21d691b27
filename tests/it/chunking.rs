//! Same bytes, same article, same reasons, however the bytes are cut into chunks.
use lede::Article;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

use crate::fixture::{self, Fixture};

/// Bytes; above it, one chunk a byte takes too long for an unoptimised build.
const SMALL: usize = 12_000;

#[test]
fn chunks_of_any_size_give_the_same_article() {
    for fixture in fixture::all() {
        let whole = everything(&fixture.read_in_chunks(usize::MAX));
        for size in [2, 3, 5, 17, 64, 1_000, 1_024, 4_096] {
            assert_same(&fixture, &whole, &fixture.read_in_chunks(size), &format!("{size} bytes"));
        }
    }
}

#[test]
fn one_byte_at_a_time_gives_the_same_article() {
    for fixture in fixture::all().into_iter().filter(|it| it.source.len() < SMALL) {
        let whole = everything(&fixture.read_in_chunks(usize::MAX));
        assert_same(&fixture, &whole, &fixture.read_in_chunks(1), "one byte");
    }
}

#[test]
fn random_cuts_and_empty_chunks_give_the_same_article() {
    let fixtures = fixture::all();
    let whole: Vec<String> =
        fixtures.iter().map(|it| everything(&it.read_in_chunks(usize::MAX))).collect();
    let config = Config {
        cases: 200,
        rng_seed: RngSeed::Fixed(0x1ede),
        failure_persistence: None,
        ..Config::default()
    };
    let input = (any::<Index>(), vec(any::<Index>(), 0..40));
    let verdict = TestRunner::new(config).run(&input, |(page, cuts)| {
        let page = page.index(fixtures.len());
        let chunks = cut(&fixtures[page].source, &cuts);
        let now = everything(&fixtures[page].read_chunks(chunks.iter().copied()));
        if now == whole[page] {
            return Ok(());
        }
        let sizes: Vec<usize> = chunks.iter().map(|it| it.len()).collect();
        Err(TestCaseError::fail(format!("{} cut into {sizes:?}", fixtures[page].name)))
    });
    if let Err(failure) = verdict {
        panic!("{failure}");
    }
}

/// Two equal cuts leave an empty chunk between them, which must change nothing.
fn cut<'a>(source: &'a [u8], cuts: &[Index]) -> Vec<&'a [u8]> {
    let mut ends: Vec<usize> = cuts.iter().map(|it| it.index(source.len() + 1)).collect();
    ends.push(source.len());
    ends.sort_unstable();
    let mut start = 0;
    let mut chunks = Vec::new();
    for end in ends {
        chunks.push(&source[start..end]);
        start = end;
    }
    chunks
}

fn assert_same(fixture: &Fixture, whole: &str, article: &Article, cut: &str) {
    let now = everything(article);
    if now != whole {
        let diff = similar::TextDiff::from_lines(whole, &now);
        panic!("{} in chunks of {cut}:\n{}", fixture.name, diff.unified_diff().context_radius(1));
    }
}

/// All that an article says, line by line.
fn everything(article: &Article) -> String {
    let fields = (
        article.no_article,
        (
            &article.title,
            &article.dek,
            &article.byline,
            &article.site,
            &article.published,
            &article.excerpt,
        ),
        (&article.language, article.direction, &article.lead_image),
        (article.word_count, article.reading_minutes, article.is_partial),
    );
    format!(
        "{fields:#?}\n{}\n{}\n{}\n{}\n{:#?}",
        article.html(),
        article.markdown(),
        article.text(),
        article.explain(),
        article.removals,
    )
}
