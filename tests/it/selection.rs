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

#[test]
fn days_and_names_that_are_selected_are_no_more_than_text() {
    let infobox = "<table><tr><th>Born</th><td><span class=\"bday published\">1947-03-05</span></td></tr></table>";
    let text = "<p>She learnt to read charts from her grandfather, who had none.</p>";
    let shown = "<p class=byline>By Ada Example</p><time datetime=2024-03-05>5 March</time>";
    let page =
        |head: &str| format!("<title>Mara</title>{head}<article>{shown}{infobox}{text}</article>");
    let article = read(&page(""));
    assert_eq!((article.published, article.byline), (None, None));
    let declared = "<meta property=article:published_time content=2024-03-07><meta name=author content=\"Bo Example\">";
    let article = read(&page(declared));
    assert_eq!(article.published.as_deref(), Some("2024-03-07"));
    assert_eq!(article.byline.as_deref(), Some("Bo Example"));
}
