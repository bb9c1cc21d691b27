//! Nothing hostile gets through: what is written, parsed again by html5ever, holds only the elements, attributes and
//! address schemes of this file's lists, which are written here a second time on purpose.
use lede::{Article, Op, Options, Reader, Tree};
use scraper::{Html, Node};

use crate::fixture;

const TAGS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "code",
    "kbd",
    "samp",
    "var",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "i",
    "b",
    "u",
    "s",
    "del",
    "ins",
    "sub",
    "sup",
    "small",
    "mark",
    "abbr",
    "cite",
    "q",
    "dfn",
    "time",
    "br",
    "hr",
    "a",
    "img",
    "details",
    "summary",
    "ruby",
    "rt",
    "rp",
    "bdi",
    "bdo",
    "wbr",
];

/// Attributes and the elements that may have them; none named means any.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("href", &["a"]),
    ("title", &["a", "abbr", "dfn"]),
    ("src", &["img"]),
    ("alt", &["img"]),
    ("width", &["img"]),
    ("height", &["img"]),
    ("colspan", &["th", "td"]),
    ("rowspan", &["th", "td"]),
    ("scope", &["th"]),
    ("class", &["pre"]),
    ("start", &["ol"]),
    ("reversed", &["ol"]),
    ("type", &["ol"]),
    ("value", &["li"]),
    ("datetime", &["time"]),
    ("cite", &["blockquote", "q"]),
    ("lang", &[]),
    ("dir", &[]),
];

#[test]
fn every_fixture() {
    for fixture in fixture::all() {
        let article = fixture.read_in_chunks(usize::MAX);
        assert_safe(&article, &fixture.name);
    }
}

#[test]
fn every_payload_of_our_own() {
    let payloads = include_str!("payloads.txt").lines().filter(|it| !it.starts_with('#'));
    let mut n_payloads = 0;
    for payload in payloads {
        n_payloads += 1;
        assert_payload(&payload.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0"));
    }
    assert!(70 < n_payloads);
}

/// All payloads at once, where one may open what another closes.
#[test]
fn all_payloads_in_one_page() {
    let payloads = include_str!("payloads.txt");
    for size in [1, 2, 3, 5, 8, 13, 34] {
        let lines: Vec<&str> = payloads.lines().filter(|it| !it.starts_with('#')).collect();
        for group in lines.chunks(size) {
            assert_payload(&group.concat());
        }
    }
}

/// A larger collection, for those who have it: `LEDE_CORPORA` names the folder that holds `sanitizer-payloads/`.
#[test]
fn every_payload_of_the_corpus() {
    let Some(corpora) = std::env::var_os("LEDE_CORPORA") else {
        say("skipped: LEDE_CORPORA isn't set, so sanitizer-payloads/payloads.json isn't read");
        return;
    };
    let path = std::path::Path::new(&corpora).join("sanitizer-payloads/payloads.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let payloads: serde_json::Value = serde_json::from_str(&text).unwrap();
    let payloads = payloads.as_array().unwrap();
    assert!(!payloads.is_empty());
    for payload in payloads {
        assert_payload(payload["payload"].as_str().unwrap());
    }
}

/// The lists above do tell good from bad.
#[test]
fn the_check_itself_finds_what_it_should() {
    for bad in [
        "<script>x()</script>",
        "<p onclick=x()>x</p>",
        "<a href='javascript:x()'>x</a>",
        "<a href=' JavaScript:x()'>x</a>",
        "<img src='data:image/svg+xml,x'>",
        "<img src='mailto:x'>",
        "<p style=x>x</p>",
        "<p class=x>x</p>",
        "<!-- x -->",
        "<svg></svg>",
        "<p href=/x>x</p>",
        "<a href='/relative'>x</a>",
    ] {
        assert!(complaint(bad).is_some(), "taken for safe: {bad}");
    }
    for good in [
        "<p>1 &lt; 2 &amp; \"x\"</p>",
        "<a href=\"https://ok.example/\" title=\"x\">x</a>",
        "<img src=\"data:image/png;base64,AAAA\" alt=\"\">",
        "<a href=\"mailto:a@ok.example\">x</a>",
    ] {
        assert_eq!(complaint(good), None, "{good}");
    }
}

/// The payload between, inside and instead of paragraphs, and in the head's fields.
fn assert_payload(payload: &str) {
    const PROSE: &str = "<p>A keeper of bees told me, when I was young, that one has to tell them everything: \
        who is born, who is married, and who has died. I have told them of this page, and they were quiet.</p>\
        <p>Nothing in it should run. It may be quoted, it may be read, and it may even be laughed at, but whoever \
        reads it must not be read by it, which is a thing that the bees, being many, understood at once.</p>";
    let attribute = payload.replace('&', "&amp;").replace('"', "&quot;");
    let pages = [
        format!("<article><h1>Bees</h1>{PROSE}{payload}{PROSE}</article>"),
        format!("<article><h1>{payload}</h1>{PROSE}<p>{payload} and on</p>{PROSE}</article>"),
        format!("{payload}<article><h1>Bees</h1>{PROSE}</article>{payload}"),
        format!(
            "<title>{attribute}</title><meta property=og:title content=\"{attribute}\"><meta name=author \
             content=\"{attribute}\"><meta property=og:image content=\"{attribute}\"><html lang=\"{attribute}\">\
             <article><h1>{attribute}</h1>{PROSE}<p title=\"{attribute}\">{attribute}</p></article>"
        ),
        format!(
            "<article><p>{PROSE}<table><tr><td>{payload}<td>x</table><pre>{payload}</pre>{PROSE}"
        ),
    ];
    for page in pages {
        let mut reader = Reader::new(Options::new().url("https://ok.example/page").unwrap());
        reader.write(page.as_bytes());
        assert_safe(&reader.finish(), payload);
    }
}

fn assert_safe(article: &Article, what: &str) {
    let html = article.html();
    if let Some(complaint) = complaint(&html) {
        panic!("{what}: {complaint}\nin: {html}");
    }
    assert_safe_tree(&article.body, what);
    for at in 0..article.removals.len() {
        assert_safe_tree(&article.removed_content(at), what);
    }
    let lead = article.lead_image.as_ref().map(|it| it.src.as_str());
    if let Some(complaint) = lead.and_then(|it| bad_address("img", it)) {
        panic!("{what}: the lead image: {complaint}");
    }
}

/// The same lists for the tree that a view builds.
fn assert_safe_tree(tree: &Tree, what: &str) {
    let mut depth = 0_usize;
    for op in &tree.ops {
        match op {
            Op::Open { tag, attrs } => {
                depth += 1;
                let attrs = attrs.iter().map(|(name, value)| (*name, value.as_str()));
                if let Some(complaint) = bad_element(tag, attrs) {
                    panic!("{what}: in the tree, {complaint}");
                }
            }
            Op::Close => {
                depth = depth.checked_sub(1).unwrap_or_else(|| panic!("{what}: a Close too many"));
            }
            Op::Text(_) | Op::Removed(_) => {}
        }
    }
    assert_eq!(depth, 0, "{what}: an element of the tree isn't closed");
}

/// What is wrong with a piece of HTML that was written, if anything.
fn complaint(html: &str) -> Option<String> {
    let document = Html::parse_fragment(html);
    for node in document.tree.nodes() {
        match node.value() {
            // The parser's own frame around a fragment; tags of that name in the text are ignored.
            Node::Element(element) if matches!(element.name(), "html" | "body") => {}
            Node::Element(element) => {
                let found = bad_element(element.name(), element.attrs());
                if found.is_some() {
                    return found;
                }
            }
            Node::Comment(comment) => return Some(format!("a comment: {}", &**comment)),
            Node::ProcessingInstruction(_) => return Some("a processing instruction".to_owned()),
            _ => {}
        }
    }
    // What a parser makes of it and writes again is parsed to the same: no mutation can wake something.
    let once = document.html();
    let twice = Html::parse_fragment(&once).html();
    (once != twice).then(|| format!("it changes when parsed again: {once} {twice}"))
}

fn bad_element<'a>(tag: &str, attrs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    if !TAGS.contains(&tag) {
        return Some(format!("an element outside the list: {tag}"));
    }
    for (name, value) in attrs {
        let known = ATTRIBUTES.iter().find(|(attribute, _)| *attribute == name);
        let Some((_, tags)) = known else {
            return Some(format!("an attribute outside the list: {tag} {name}"));
        };
        if !tags.is_empty() && !tags.contains(&tag) {
            return Some(format!("an attribute of other elements: {tag} {name}"));
        }
        if name == "class" && !is_language(value) {
            return Some(format!("a class of the page: {value}"));
        }
        if matches!(name, "href" | "src" | "cite") {
            let found = bad_address(tag, value);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// The one class that is written: a program's language, a short plain word.
fn is_language(class: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+#._-".contains(&byte);
    class
        .strip_prefix("language-")
        .is_some_and(|name| (1..=20).contains(&name.len()) && name.bytes().all(plain))
}

/// Absolute, in a scheme that fits the element, and with nothing in it that ends an attribute.
fn bad_address(tag: &str, address: &str) -> Option<String> {
    let web = address.starts_with("https://") || address.starts_with("http://");
    let fits = match tag {
        "a" => web || address.starts_with("mailto:"),
        "img" => {
            let raster = ["png", "jpeg", "gif", "webp", "avif"];
            let data = |kind: &&str| address.starts_with(&format!("data:image/{kind}"));
            web || raster.iter().any(data)
        }
        _ => web,
    };
    let clean = !address.chars().any(|it| it.is_control() || it == '<' || it == '"' || it == ' ');
    (!fits || !clean).then(|| format!("a bad address: {tag} {address}"))
}

/// Said even when the test passes.
#[expect(clippy::print_stderr, reason = "whoever runs the tests should know what wasn't run")]
fn say(text: &str) {
    eprintln!("{text}");
}

#[test]
fn words_in_another_language_say_so_and_others_have_no_element_for_it() {
    let page = |root: &str| {
        format!(
            "<html{root}><title>A letter</title><article><h1>A letter</h1><p>{}<span lang=de>Es ist spät.</span> \
             <span lang=en-GB>It is late.</span> <span lang='x\"y'>Late.</span> <span>So it is.</span></p></article>",
            "The keeper wrote a letter to the office, long and in a good hand, about the hour. "
                .repeat(8)
        )
    };
    let html = read_page(&page(" lang=en")).html();
    assert!(
        html.contains("<bdi lang=\"de\">Es ist spät.</bdi> It is late. Late. So it is."),
        "{html}"
    );
    let html = read_page(&page("")).html();
    assert!(!html.contains("<bdi"), "{html}");
}

fn read_page(page: &str) -> Article {
    let mut reader = Reader::new(Options::new());
    reader.write(page.as_bytes());
    reader.finish()
}
