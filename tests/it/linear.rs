//! Time grows with the page, not with its square: hostile pages at one size and at sixteen times that size.
//!
//! Seconds are compared with seconds of the same run on the same machine. Sixteen times the bytes may take up to
//! [`TOLERANCE`] times sixteen times as long; a quadratic step would take sixteen times sixteen.
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use lede::{Options, Reader};

/// Bytes of the small page; the large one has 20 MB.
const SMALL: usize = LARGE / 16;
const LARGE: usize = 20_000_000;
/// A quadratic step shows as 16, noise of a busy machine as 2 at the most.
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
        repeat("<div class=related><a href=/a>Related stories</a><a href=/b>More</a></div><p>A sentence of prose, with a comma. Another one.</p>", n)
    });
}

#[test]
fn many_images_and_captions() {
    assert_linear(&|n| {
        repeat("<figure><img data-srcset='/a 1x, /b 2x' alt=a><noscript><img src=/b></noscript><figcaption>A caption</figcaption></figure>", n)
    });
}

#[test]
fn templates_and_raw_text() {
    assert_linear(&|n| repeat("<template shadowrootmode=open><script>a<b</script>x<textarea>y</textarea>", n));
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

fn assert_linear(page: &dyn Fn(usize) -> String) {
    let (small, large) = (page(SMALL), page(LARGE));
    let quick = (0..3).map(|_| time(&small)).min().unwrap_or_default();
    let slow = time(&large);
    let growth = large.len() as f64 / small.len() as f64;
    // Below a few milliseconds the clock and the allocator are what is measured.
    let quick = quick.max(Duration::from_millis(4)).as_secs_f64();
    let factor = slow.as_secs_f64() / quick / growth;
    assert!(
        factor < TOLERANCE,
        "{growth:.0} times the bytes took {factor:.1} times as long a byte ({quick:.3} s, then {slow:.1?})"
    );
}

fn time(page: &str) -> Duration {
    let start = Instant::now();
    let mut reader = Reader::new(Options::new());
    for chunk in page.as_bytes().chunks(65_536) {
        reader.write(chunk);
    }
    let article = reader.finish();
    // The article is written too, since that's what a reader waits for.
    std::hint::black_box((article.html(), article.explain()));
    start.elapsed()
}
