//! Bad input is never a panic and never a hang: an article comes out, or a clear "no article" with a code.
use encoding_rs::{Encoding, UTF_8};
use lede::{Article, Options, Reader};

use crate::fixture;

#[test]
fn nothing_at_all() {
    let article = read(b"");
    assert_eq!(code(&article), "empty");
    assert!(article.html().is_empty());
    assert_eq!(code(&read(b" \n\t ")), "empty");
}

#[test]
fn a_page_cut_at_any_place() {
    let demo = demo();
    for end in (0..demo.len()).step_by(97) {
        let article = read(&demo[..end]);
        assert_clear(&article, &format!("cut at byte {end}"));
        // Whatever it holds stands in the page.
        assert!(article.html().len() <= 2 * end, "more came out than went in, cut at {end}");
    }
}

#[test]
fn layout_hints_of_another_page() {
    let paragraph = "<p>A paragraph that is long enough to be read as prose by anyone who looks at it, twice over.</p>";
    let page = format!("<div>{}</div>", paragraph.repeat(8));
    let found = |n_hints: usize| {
        let mut reader = Reader::new(Options::new().hints(vec![1; n_hints]));
        reader.write(page.as_bytes());
        reader.finish().found()
    };
    assert!(!found(9), "all of it is hidden");
    for n_hints in [0, 1, 8, 10, 100_000] {
        assert!(found(n_hints), "{n_hints} hints for 9 start tags count for nothing");
    }
}

#[test]
fn a_page_that_starts_in_its_middle() {
    let demo = demo();
    for start in (0..demo.len()).step_by(997) {
        assert_clear(&read(&demo[start..]), &format!("from byte {start}"));
    }
}

#[test]
fn pictures_and_archives() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
    let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0\xa5\x9c";
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0";
    for (name, magic) in [("png", &png[..]), ("pdf", pdf), ("zip", zip), ("gzip", gzip)] {
        let mut bytes = magic.to_vec();
        bytes.extend(noise_of(4_000));
        assert_eq!(code(&read(&bytes)), "binary", "{name}");
    }
}

#[test]
fn noise() {
    for n_bytes in [1, 2, 3, 100, 5_000, 100_000] {
        assert_clear(&read(&noise_of(n_bytes)), "noise");
    }
    // Every byte alone, and every pair that starts like markup.
    for byte in 0..=255_u8 {
        assert_clear(&read(&[byte]), "one byte");
        assert_clear(&read(&[b'<', byte]), "after a bracket");
        assert_clear(&read(&[b'&', byte, b';']), "in a reference");
    }
}

#[test]
fn nul_bytes_between_all_others() {
    let demo: Vec<u8> = demo().into_iter().flat_map(|byte| [byte, 0]).collect();
    assert_clear(&read(&demo), "NUL after each byte");
    let mut page = demo.clone();
    page.retain(|it| *it != 0);
    page.splice(4_000..4_000, [0; 50]);
    let article = read(&page);
    assert!(article.found(), "50 NUL bytes cost the article");
}

#[test]
fn broken_utf_8_keeps_the_rest() {
    let demo = String::from_utf8(demo()).unwrap();
    let broken = demo.replace("The sea was simply going out.", "The sea \u{1}was simply.");
    let mut bytes = broken.into_bytes();
    for byte in bytes.iter_mut().filter(|it| **it == 1) {
        *byte = 0xff;
    }
    let article = read(&bytes);
    assert!(article.found());
    assert!(article.html().contains("The sea \u{fffd}was simply."));
}

#[test]
fn a_wrong_charset_garbles_letters_and_loses_no_paragraph() {
    let demo = demo();
    for charset in ["windows-1252", "shift_jis", "gbk", "koi8-r", "euc-kr", "big5"] {
        let article = read_as(&demo, charset);
        assert!(article.found(), "{charset}");
        assert!(article.html().contains("It was not an easy birth."), "{charset}");
    }
    // UTF-16 makes one character of two letters: nothing to read, and nothing to crash on.
    for charset in ["utf-16le", "utf-16be", "replacement"] {
        if Options::new().charset(charset).is_ok() {
            assert_clear(&read_as(&demo, charset), charset);
        }
    }
}

#[test]
fn a_bad_option_is_refused_by_name_and_value() {
    for charset in ["no-such-charset", "", "utf-7"] {
        let error = Options::new().charset(charset).unwrap_err();
        assert_eq!(error.name(), "UnknownCharset");
        assert!(error.to_string().contains(charset));
    }
    for url in ["", "page.html", "//host/page", "http://"] {
        let error = Options::new().url(url).unwrap_err();
        assert_eq!(error.name(), "UnusableUrl");
        assert!(error.to_string().contains(url));
    }
}

#[test]
fn a_page_over_the_limit_says_the_limit() {
    let mut reader = Reader::new(Options::new().max_bytes(1_000));
    for chunk in demo().chunks(64) {
        reader.write(chunk);
    }
    let article = reader.finish();
    assert_eq!(code(&article), "limit");
    assert_clear(&article, "over the limit");
    assert!(article.no_article.is_some_and(|it| it.to_string().contains("1000")));
}

#[test]
fn every_charset_that_can_write_the_page() {
    let demo = String::from_utf8(demo()).unwrap();
    let without_meta = demo.replace("<meta charset=\"utf-8\">", "");
    for charset in ["windows-1252", "windows-1250", "macintosh", "gbk", "gb18030", "big5-hkscs"] {
        let Some(encoding) = Encoding::for_label(charset.as_bytes()) else { continue };
        let (bytes, used, _) = encoding.encode(&without_meta);
        assert_ne!(used, UTF_8);
        let article = read_as(&bytes, charset);
        assert!(article.found(), "{charset}");
        assert!(article.html().contains("Cooper’s Quay fell silent"), "{charset}");
    }
}

#[test]
fn what_is_left_open_hides_no_paragraph() {
    let paragraph = |n: usize| {
        format!(
            "<p>Paragraph {n} is here to be read, as the others are, and it has its commas. Nobody has read it before, and nobody will again.</p>"
        )
    };
    let before: String = (0..4).map(paragraph).collect();
    let after: String = (4..8).map(paragraph).collect();
    for open in [
        "<svg viewBox='0 0 1 1'><path d='M0 0'>",
        "<svg><g><svg><text>drawn",
        "<math><mrow>",
        "<button>Share",
        "<div><button><span>Share</span>",
    ] {
        let article = read(format!("<article>{before}{open}{after}</article>").as_bytes());
        for n in 0..8 {
            assert!(article.text().contains(&format!("Paragraph {n} ")), "{open}: {n} is lost");
        }
    }
    // What stands in a drawing, or in a button that ends, is no paragraph of the text.
    for closed in [
        "<svg><title>A chart</title><foreignObject><p>Drawn</p></foreignObject><text>Drawn</text></svg>",
        "<button><p>Drawn</p><p>Drawn</p></button>",
    ] {
        let article = read(format!("<article>{before}{closed}{after}</article>").as_bytes());
        assert!(!article.text().contains("Drawn"), "{closed}: {}", article.text());
    }
}

#[test]
fn lists_of_choices_and_readings_need_no_end_tags() {
    let paragraph = "<p>The ferry left at six, as it had every day for forty years, and nobody looked up. The \
        gulls, who had seen it all before, went on with their breakfast.</p>";
    let choices = "<select><optgroup label=Early><option>Six<option>Seven<optgroup label=Late><option>Eight</select>";
    let readings = "<p>The sign says <ruby>港<rp>(<rt>みなと<rp>)<rtc><rt>harbour<rtc><rt>Hafen<rb>町<rt>まち</ruby>, \
        and everybody who reads it knows the way.</p>";
    let article = read(
        format!("<article>{paragraph}{choices}{paragraph}{readings}{paragraph}</article>")
            .as_bytes(),
    );
    let html = article.html();
    assert_eq!(html.matches("The ferry left").count(), 3, "{html}");
    let closed = "<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp><rt>harbour</rt><rt>Hafen</rt>町<rt>まち</rt></ruby>, and";
    assert!(html.contains(closed), "{html}");
    assert!(!html.contains("Seven"), "{html}");
}

#[test]
fn a_page_that_ends_in_a_tag_or_a_comment_shows_none_of_it() {
    let begins = "<article><p>The ferry left at six, as it had every day for forty years, and nobody looked \
        up. The gulls, who had seen it all before, went on with their breakfast.</p><p>The end";
    let whole = read(begins.as_bytes()).text();
    assert!(whole.ends_with("The end\n"), "{whole:?}");
    for end in ["<a href=\"x", "<figur", "<div class='a > b", "<!-- a > b", "<!--", "</p", "<b>"] {
        assert_eq!(read(format!("{begins}{end}").as_bytes()).text(), whole, "{end}");
    }
}

#[test]
fn a_hundred_thousand_levels() {
    let n = 100_000;
    let prose = "<p>There is a sentence at the bottom of this well, and it is a long one, with commas. \
        It is followed by a second one, which is as long, and which nobody has read before.</p>";
    for tag in ["div", "b", "blockquote", "ul><li", "table><tr><td", "a href=/", "svg", "template"]
    {
        let page = format!("{}{prose}", format!("<{tag}>").repeat(n));
        let article = read(page.as_bytes());
        assert_clear(&article, tag);
        assert_ne!(code(&article), "limit", "{tag}");
        let ends = format!("</{}>", tag.split(['>', ' ']).next().unwrap_or(tag)).repeat(n);
        assert_clear(&read(format!("{page}{ends}").as_bytes()), tag);
    }
}

#[test]
fn a_million_attributes() {
    let mut page = "<article><p".to_owned();
    for i in 0..1_000_000 {
        page.push_str(" a");
        page.push_str(&i.to_string());
    }
    page.push_str(">Words.</p></article>");
    let article = read(page.as_bytes());
    assert_clear(&article, "a million attributes");
    assert_ne!(code(&article), "limit");
}

#[test]
fn every_fixture_cut_in_two() {
    for fixture in fixture::all() {
        for part in 1..8 {
            let end = fixture.source.len() * part / 8;
            let mut reader = Reader::new(fixture.options());
            reader.write(&fixture.source[..end]);
            assert_clear(&reader.finish(), &fixture.name);
        }
    }
}

fn demo() -> Vec<u8> {
    let path = fixture::root().join("demo/aggregator/source.html");
    std::fs::read(path).unwrap()
}

fn read(bytes: &[u8]) -> Article {
    let mut reader = Reader::new(Options::new());
    reader.write(bytes);
    reader.finish()
}

fn read_as(bytes: &[u8], charset: &str) -> Article {
    let mut reader = Reader::new(Options::new().charset(charset).unwrap());
    reader.write(bytes);
    reader.finish()
}

/// An article has a body, and no article has a code, a sentence and no body.
fn assert_clear(article: &Article, what: &str) {
    if article.found() {
        assert!(!article.html().trim().is_empty(), "found an article without a body: {what}");
        assert!(article.no_article.is_none(), "{what}");
    } else {
        let codes = ["empty", "binary", "too_short", "not_prose", "limit"];
        assert!(codes.contains(&code(article)), "{what}: {}", code(article));
        let message = article.no_article.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(8 < message.len() && !message.contains('\n'), "{what}: {message:?}");
        assert!(article.html().is_empty(), "no article, but a body: {what}");
    }
}

fn code(article: &Article) -> &str {
    article.no_article.as_ref().map_or("", |it| it.code())
}

/// The same noise on every run: a linear congruential generator (constants of Numerical Recipes).
fn noise_of(n_bytes: usize) -> Vec<u8> {
    let mut state = 0x1ede_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..n_bytes).map(|_| next()).collect()
}
