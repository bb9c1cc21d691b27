//! What a reader chose of a page is kept whole, whatever it says.
use lede::{Article, Extent, Options, Reader};

fn read(html: &str) -> Article {
    let mut reader = Reader::new(Options::new().extent(Extent::Selection));
    reader.write(html.as_bytes());
    reader.finish()
}

#[test]
fn nothing_is_taken_out_of_it() {
    let article = read(
        "<title>The Tide</title><article><p>Read more: <a href=https://tide.example/3>Why the tram is late</a></p>\
         <div class=newsletter><p>Sign up for our newsletter, delivered to your inbox.</p></div></article>",
    );
    assert!(article.found());
    assert_eq!(article.title.as_deref(), Some("The Tide"));
    assert_eq!(
        article.text().trim(),
        "Read more: Why the tram is late\nSign up for our newsletter, delivered to your inbox."
    );
    assert!(article.removals.is_empty());
}

#[test]
fn a_word_is_enough_and_none_is_told() {
    assert_eq!(read("<article><li>Yes</li></article>").text().trim(), "Yes");
    assert!(!read("<title>The Tide</title><article></article>").found());
    assert!(!read("").found());
}

#[test]
fn it_is_written_from_the_allowlist_as_well() {
    let html = read("<p onclick=x()>One<script>two()</script> <b style=x>three</b></p>").html();
    assert_eq!(html.trim(), "<p>One <b>three</b></p>");
}
