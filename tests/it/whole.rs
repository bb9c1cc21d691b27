//! All the text of a page, for whoever wants it whatever is its article; nothing that isn't in sight, nothing in scripts.
use lede::{Article, BodyFrom, Extent, Options, Reader};

use crate::fixture;

fn read_as(html: &str, extent: Extent) -> Article {
    let mut reader = Reader::new(Options::new().extent(extent));
    reader.write(html.as_bytes());
    reader.finish()
}

const HOURS: &str = "<title>Opening hours | Harbour office</title><meta name=author content='Ada Example'>\
    <header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header><main><h1>Opening hours</h1>\
    <p>Monday to Friday, eight to six.</p><p hidden>Nobody sees this.</p><p style='display: none'>Nor this.</p>\
    <div class=newsletter><p>Sign up for our newsletter.</p><form><input type=email><button>Sign up</button></form></div>\
    <script>say('not text')</script><template><p>No text either.</p></template></main>";

#[test]
fn a_page_without_an_article_gives_what_it_says() {
    assert!(!read_as(HOURS, Extent::Page).found());
    let article = read_as(HOURS, Extent::Whole);
    assert!(article.found() && article.removals.is_empty());
    let text = article.text();
    for shown in ["Home", "Monday to Friday, eight to six.", "Sign up for our newsletter."] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    for hidden in ["Nobody", "Nor this", "not text", "either"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    assert_eq!(article.title.as_deref(), Some("Opening hours"));
    assert_eq!(article.byline.as_deref(), Some("Ada Example"));
    assert!(!read_as("<title>Nothing</title><p hidden>Nobody sees this.", Extent::Whole).found());
}

#[test]
fn what_a_script_holds_stays_there() {
    let line = "The keepers of the lights went back to work on Tuesday evening, nine days after they had put down their cans. ";
    let page = format!(
        r#"<title>Lights</title><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Lights",
        "articleBody": "{}"}}</script><nav><a href=/>Home</a></nav><div id=app></div>"#,
        line.repeat(8)
    );
    assert!(read_as(&page, Extent::Page).text().contains("keepers"));
    let article = read_as(&page, Extent::Whole);
    assert!(article.body_from == BodyFrom::Markup && !article.text().contains("keepers"));
}

/// Of every page, with all that its article would hold, once.
#[test]
fn it_holds_what_the_article_holds() {
    let mut n_articles = 0;
    for fixture in fixture::all() {
        let article = fixture.read_in_chunks(usize::MAX);
        if !article.found() || article.body_from != BodyFrom::Markup {
            continue;
        }
        let mut reader = Reader::new(fixture.options().extent(Extent::Whole));
        reader.write(&fixture.source);
        let whole = reader.finish();
        n_articles += 1;
        assert!(whole.found() && whole.removals.is_empty(), "{}", fixture.name);
        assert_eq!(whole.is_partial, article.is_partial, "{}", fixture.name);
        assert!(article.word_count <= whole.word_count, "{}", fixture.name);
    }
    assert!(100 < n_articles, "{n_articles}");
}
