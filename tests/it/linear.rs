//! Time grows with the page, not with its square: hostile pages at one size and at sixteen times that size.
//!
//! Seconds are compared with seconds of the same run on the same machine. Sixteen times the bytes may take up to
//! [`TOLERANCE`] times sixteen times as long; a quadratic step would take sixteen times sixteen. What is counted is
//! the thread's own time on a processor where the system tells it, so that a busy machine changes nothing.
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lede::{NoArticle, Options, Reader};

/// Bytes of the largest page.
const LARGEST: usize = 20_000_000;
/// The small page has so many times fewer bytes than the large one.
const STEP: usize = 16;
/// A quadratic step shows as 16; growing buffers, cold caches and memory that the system has yet to clear as 1.6
/// to 3.6 (measured).
const TOLERANCE: f64 = 6.0;

#[test]
fn nested_divs() {
    assert_linear(&|n| repeat("<div>", n));
}

#[test]
fn nested_divs_with_text_and_ends() {
    assert_linear(&|n| {
        let n_levels = n / 24;
        repeat("<div>a word ", n_levels * 12) + &repeat("</div> b ", n_levels * 9)
    });
}

#[test]
fn unclosed_paragraphs() {
    assert_linear(&|n| repeat("<p>One sentence, and then another one. ", n));
}

#[test]
fn twenty_megabytes_of_paragraphs_without_end_tags_are_read() {
    let mut reader = Reader::new(Options::new());
    reader.write(repeat("<p>One sentence, and then another one. ", LARGEST).as_bytes());
    let article = reader.finish();
    assert!(article.found(), "{:?}", article.no_article);
    assert!(3_000_000 < article.word_count, "{} words", article.word_count);
}

#[test]
fn unclosed_formatting() {
    assert_linear(&|n| repeat("<p><b>bold <i>and <a href=/x>linked ", n));
}

#[test]
fn unclosed_list_items() {
    assert_linear(&|n| repeat("<ul><li>one<li>two<ol><li>three", n));
}

#[test]
fn stray_end_tags_under_an_open_stack() {
    assert_linear(&|n| repeat("<div>", n / 2) + &repeat("</span></p></b></td>", n / 2));
}

#[test]
fn tables_in_tables() {
    assert_linear(&|n| repeat("<table><tr><td>cell", n));
}

#[test]
fn a_million_attributes() {
    assert_linear(&|n| {
        let mut page = "<article><p ".to_owned();
        let mut i = 0;
        while page.len() < n {
            let _ = write!(page, "a{i}=v{i} ");
            i += 1;
        }
        page + ">One paragraph with all of them.</p></article>"
    });
}

#[test]
fn many_tables_of_contents() {
    let links = "<li><a href=#a>A section</a></li>".repeat(4);
    let part = format!(
        "<ul>{links}</ul><p>One paragraph that says what there is to say, in words enough to be read.</p>"
    );
    assert_linear(&|n| format!("<article>{}</article>", repeat(&part, n)));
}

#[test]
fn one_class_of_many_words() {
    assert_linear(&|n| {
        format!("<article><p class=\"{}\">Words.</p></article>", repeat("newsletter share ", n))
    });
}

#[test]
fn one_word_without_end() {
    assert_linear(&|n| format!("<article><p>{}</p></article>", repeat("word", n)));
}

#[test]
fn unfinished_references_and_tags() {
    assert_linear(&|n| repeat("&am &#x &lt <a href=\"&quot <", n));
}

#[test]
fn many_links_and_nags() {
    assert_linear(&|n| {
        repeat(
            "<div class=related><a href=/a>Related stories</a><a href=/b>More</a></div><p>A sentence of prose, with a comma. Another one.</p>",
            n,
        )
    });
}

#[test]
fn many_images_and_captions() {
    assert_linear(&|n| {
        repeat(
            "<figure><img data-srcset='/a 1x, /b 2x' alt=a><noscript><img src=/b></noscript><figcaption>A caption</figcaption></figure>",
            n,
        )
    });
}

#[test]
fn templates_and_raw_text() {
    assert_linear(&|n| {
        repeat("<template shadowrootmode=open><script>a<b</script>x<textarea>y</textarea>", n)
    });
}

#[test]
fn json_ld_of_brackets() {
    assert_linear(&|n| {
        format!("<script type=application/ld+json>{}</script><p>Text.</p>", repeat("[{\"a\":", n))
    });
}

/// Unit to fill about `n` bytes.
fn repeat(unit: &str, n: usize) -> String {
    unit.repeat(n / unit.len())
}

/// Compares the largest page that is read to its end with one sixteen times smaller, and then sees to it that a page of
/// 20 MB, which may be over a limit, takes no longer a byte.
fn assert_linear(page: &dyn Fn(usize) -> String) {
    let mut n_bytes = LARGEST;
    let (large, slow) = loop {
        let large = page(n_bytes);
        let (time, is_over) = read(&large);
        if !is_over {
            break (large, time);
        }
        n_bytes /= 2;
        assert!(100_000 < n_bytes, "even a small page is over a limit");
    };
    let small = page(n_bytes / STEP);
    let quick = (0..3).map(|_| read(&small).0).min().unwrap_or_default();
    assert_growth(small.len(), quick, large.len(), slow);
    let (largest, _) = read(&page(LARGEST));
    assert_growth(large.len(), slow, LARGEST, largest);
}

fn assert_growth(small: usize, quick: Duration, large: usize, slow: Duration) {
    let growth = large as f64 / small as f64;
    // Below a few milliseconds the allocator and cold caches are what is measured.
    let at_least = quick.max(Duration::from_millis(4)).as_secs_f64();
    let factor = slow.as_secs_f64() / at_least / growth;
    assert!(
        factor < TOLERANCE,
        "{small} bytes took {quick:.1?} and {large} bytes {slow:.1?}: {factor:.1} times as long a byte"
    );
}

/// The time that a page takes, and whether it was over a limit.
fn read(page: &str) -> (Duration, bool) {
    let start = now();
    let mut reader = Reader::new(Options::new());
    for chunk in page.as_bytes().chunks(65_536) {
        reader.write(chunk);
    }
    let article = reader.finish();
    // The article is written too, since that's what a reader waits for.
    std::hint::black_box((article.html(), article.explain()));
    let is_over = matches!(article.no_article, Some(NoArticle::Limit { .. }));
    (now().saturating_sub(start), is_over)
}

/// The thread's time on a processor; elsewhere than on Linux the clock on the wall.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let own = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = own.as_deref().and_then(|it| it.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
