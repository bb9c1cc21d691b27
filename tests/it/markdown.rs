//! Markdown is read again as others read it: the same words, links, headings, items, cells and code as in the tree.
use lede::{Article, ElementName, Export, Format, Op};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::fixture;

/// What a reader of an article would miss.
#[derive(Debug, Default, PartialEq, Eq)]
struct Content {
    /// Without white space, which is a matter of form.
    words: String,
    links: Vec<String>,
    pictures: Vec<String>,
    headings: Vec<u8>,
    code: Vec<String>,
    n_items: usize,
    n_rows: usize,
}

impl Content {
    fn add(&mut self, text: &str) {
        self.words.extend(text.chars().filter(|it| !it.is_whitespace()));
    }
}

fn of_markdown(markdown: &str) -> Content {
    let mut content = Content::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut in_code = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) if in_code => {
                content.add(&text);
                content.code.last_mut().unwrap().push_str(&text);
            }
            Event::Text(text) | Event::Code(text) => content.add(&text),
            Event::Start(Tag::Link { dest_url, .. }) => content.links.push(dest_url.into_string()),
            Event::Start(Tag::Image { dest_url, .. }) => {
                content.pictures.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { level, .. }) => content.headings.push(level as u8),
            Event::Start(Tag::Item) => content.n_items += 1,
            Event::Start(Tag::TableHead | Tag::TableRow) => content.n_rows += 1,
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                content.code.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                let code = content.code.last_mut().unwrap();
                *code = code.trim_end().to_owned();
            }
            Event::Html(html) => panic!("a block of HTML: {html}"),
            _ => {}
        }
    }
    content
}

fn of_article(article: &Article) -> Content {
    let mut content = Content::default();
    if let Some(title) = &article.title {
        content.headings.push(1);
        content.add(title);
    }
    if let Some(dek) = &article.dek {
        content.add(dek);
    }
    let tree = &article.body;
    let mut open: Vec<&str> = Vec::new();
    for op in &tree.ops {
        match op {
            Op::Open { tag, attrs } => {
                open.push(tag);
                let attr =
                    |name| attrs.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str());
                match tag.as_str() {
                    "a" => content.links.push(attr("href").to_owned()),
                    "img" => {
                        content.add(attr("alt"));
                        content.pictures.push(attr("src").to_owned());
                    }
                    "h2" | "h3" | "h4" | "h5" | "h6" => {
                        content.headings.push(tag.as_bytes()[1] - b'0');
                    }
                    "li" => content.n_items += 1,
                    "tr" => content.n_rows += 1,
                    "pre" => content.code.push(String::new()),
                    "q" => content.add("“"),
                    "rt" if !tree
                        .ops
                        .iter()
                        .any(|it| matches!(it, Op::Open { tag: ElementName::Rp, .. })) =>
                    {
                        content.add("(");
                    }
                    _ => {}
                }
            }
            Op::Close => match open.pop() {
                Some("q") => content.add("”"),
                Some("rt")
                    if !tree
                        .ops
                        .iter()
                        .any(|it| matches!(it, Op::Open { tag: ElementName::Rp, .. })) =>
                {
                    content.add(")");
                }
                Some("pre") => {
                    let code = content.code.last_mut().unwrap();
                    *code = code.trim_end().to_owned();
                }
                _ => {}
            },
            Op::Text(text) => {
                content.add(text);
                if open.contains(&"pre") {
                    content.code.last_mut().unwrap().push_str(text);
                }
            }
            Op::Removed(_) => {}
        }
    }
    content
}

#[test]
fn every_fixture_reads_the_same_in_markdown() {
    let mut seen = Content::default();
    for fixture in fixture::all() {
        let article = fixture.read_in_chunks(usize::MAX);
        if !article.found() {
            continue;
        }
        let markdown = article.markdown();
        let expected = of_article(&article);
        let found = of_markdown(&markdown);
        assert_eq!(found, expected, "{}:\n{markdown}", fixture.name);
        seen.n_items += found.n_items;
        seen.n_rows += found.n_rows;
        seen.links.extend(found.links);
        seen.code.extend(found.code);
    }
    let seen = [seen.n_items, seen.n_rows, seen.links.len(), seen.code.len()];
    assert!(seen.iter().all(|it| 5 <= *it), "the fixtures hold too little to tell: {seen:?}");
}

#[test]
fn a_file_begins_with_its_fields() {
    let demo = fixture::all().into_iter().find(|it| it.name.starts_with("demo/")).unwrap();
    let article = demo.read_in_chunks(usize::MAX);
    let export = Export::new().note("Only [a part].");
    let file = article.export(Format::Markdown, &export);
    let saved = String::from_utf8(file.bytes).unwrap();
    let (front, body) = saved.strip_prefix("---\n").unwrap().split_once("\n---\n\n").unwrap();
    let field = |name: &str| front.lines().find_map(|it| it.strip_prefix(&format!("{name}: ")));
    assert_eq!(field("author"), Some("\"Maren Holt\""));
    assert_eq!(field("published"), Some("\"2026-10-14T20:41:00+01:00\""));
    assert!(
        field("source").is_some_and(|it| it.starts_with("\"https://www.tidemark.example/")),
        "{front}"
    );
    assert!(field("title").is_some_and(|it| it.starts_with("\"Port Averil")), "{front}");
    assert!(
        body.starts_with("# Port Averil") && body.contains("\n\n> Only \\[a part\\].\n\n"),
        "{body}"
    );
    assert!(
        file.name.starts_with("Port Averil") && file.name.ends_with("quiet.md"),
        "{}",
        file.name
    );
}
