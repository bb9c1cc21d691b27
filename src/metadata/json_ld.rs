//! JSON-LD: what schema.org's words say in `<script type="application/ld+json">`.
//!
//! In: the scripts' text. Out: facts, the article's body where it is given, and whether it is free
//! to read. It follows references between nodes by `@id`, within and across scripts, and never
//! fails: a script that can't be read, mended or not, says nothing. It knows no vocabulary but
//! schema.org's and resolves no `@context`.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::discussion;
use super::facts::{Facts, Field, Source};
use super::mend::mend;
use crate::base::text;

/// The longest script that is read, in bytes.
const MAX_SCRIPT_BYTES: usize = 2 << 20;

/// The most scripts that are read, of all that a page has.
const MAX_SCRIPTS: usize = 64;

/// The most nodes that are kept.
const MAX_NODES: usize = 256;

/// The most authors of one node; papers of large groups have hundreds.
const MAX_AUTHORS: usize = 64;

/// How near a node is to being the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Something sold or listed, so that the page is likely no article.
    Goods,
    /// A site, which has a name and no more.
    Site,
    /// A page, of which the article is part.
    Page,
    /// A work that may be read: a recipe, a review, a talk.
    Work,
    Article,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or("");
        Some(match name {
            "BlogPosting"
            | "LiveBlogPosting"
            | "Report"
            | "SocialMediaPosting"
            | "DiscussionForumPosting" => Kind::Article,
            "Recipe" | "HowTo" | "Review" | "CreativeWork" | "PodcastEpisode" | "VideoObject"
            | "MedicalWebPage" | "QAPage" | "Question" | "Guide" | "LearningResource"
            | "Chapter" | "Book" | "Course" | "CaseStudy" => Kind::Work,
            "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" | "CollectionPage" => Kind::Page,
            "WebSite" => Kind::Site,
            "Product" | "ProductGroup" | "OfferCatalog" | "Service" => Kind::Goods,
            _ if name.ends_with("Article") => Kind::Article,
            _ => return None,
        })
    }
}

/// A person or an organisation: its name, or where in the graph it stands.
#[derive(Debug)]
enum Agent {
    Named(String),
    At(String),
}

/// A node of the graph that speaks of the page.
#[derive(Debug)]
struct Node {
    kind: Kind,
    title: Option<String>,
    authors: Vec<Agent>,
    publishers: Vec<Agent>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    image: Option<String>,
    description: Option<String>,
    body: Option<String>,
    markup: Option<String>,
    free: Option<bool>,
}

/// What a page's JSON-LD says beyond facts.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) article_body: Option<String>,
    /// The same as written, where that is markup.
    pub(super) article_markup: Option<String>,
    /// `article_body` is an article's, and no other article has one.
    pub(super) has_one_body: bool,
    pub(super) free: Option<bool>,
    pub(super) is_article: Option<bool>,
    pub(super) is_discussion: bool,
}

/// Reads a page's JSON-LD.
#[derive(Debug, Default)]
pub(super) struct JsonLd {
    n_scripts: usize,
    nodes: Vec<Node>,
    /// Names by `@id`.
    names: HashMap<String, String>,
    /// Addresses by `@id`.
    addresses: HashMap<String, String>,
    /// A node says that readers write the page.
    is_discussion: bool,
}

impl JsonLd {
    /// Is `kind` the `type` of such a script?
    pub(super) fn is_type(kind: &str) -> bool {
        let kind = kind.split(';').next().unwrap_or("").trim();
        kind.eq_ignore_ascii_case("application/ld+json")
    }

    /// Reads one script.
    pub(super) fn script(&mut self, script: &str) {
        self.n_scripts += 1;
        if MAX_SCRIPT_BYTES < script.len() || MAX_SCRIPTS < self.n_scripts {
            return;
        }
        for value in parse(script) {
            self.walk(&value);
        }
    }

    /// The nodes at the top, in arrays and graphs, and those that a page names as its main part.
    /// serde_json refuses deep nesting, so the recursion is bounded.
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Object(map) => {
                self.names_within(map);
                self.node(map);
            }
            _ => {}
        }
    }

    fn node(&mut self, map: &Map<String, Value>) {
        self.is_discussion |= names(map).any(discussion::is_type);
        if let Some(kind) = kind(map)
            && self.nodes.len() < MAX_NODES
        {
            self.nodes.push(Node::read(kind, map));
        }
        for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
            match map.get(key) {
                Some(Value::Array(items)) => {
                    items.iter().filter_map(Value::as_object).for_each(|item| self.node(item));
                }
                Some(Value::Object(item)) => self.node(item),
                _ => {}
            }
        }
    }

    fn names_within(&mut self, map: &Map<String, Value>) {
        if let (Some(Value::String(id)), Some(name)) =
            (map.get("@id"), map.get("name").and_then(string))
            && self.names.len() < MAX_NODES
        {
            self.names.entry(id.clone()).or_insert(name);
        }
        let found = ["contentUrl", "url"].iter().find_map(|key| map.get(*key).and_then(string));
        if let (Some(Value::String(id)), Some(found)) = (map.get("@id"), found)
            && self.addresses.len() < MAX_NODES
        {
            self.addresses.entry(id.clone()).or_insert(found);
        }
        for value in map.values() {
            match value {
                Value::Object(inner) => self.names_within(inner),
                Value::Array(items) => items
                    .iter()
                    .filter_map(Value::as_object)
                    .for_each(|item| self.names_within(item)),
                _ => {}
            }
        }
    }

    /// Adds what was read to the facts, the article's node first.
    pub(super) fn finish(mut self, facts: &mut Facts) -> Told {
        // Stable: nodes of one kind stay in the page's order.
        self.nodes.sort_by_key(|node| std::cmp::Reverse(node.kind));
        self.add_agents(facts);
        for node in &mut self.nodes {
            let mut add = |field, text: Option<String>| {
                facts.add(field, Source::JsonLd, text.unwrap_or_default());
            };
            if Kind::Work <= node.kind {
                add(Field::Title, node.title.take());
            } else if node.kind == Kind::Site {
                add(Field::Site, node.title.take());
            }
            if node.kind < Kind::Page {
                continue;
            }
            add(Field::Published, node.published.take());
            add(Field::Modified, node.modified.take());
            add(Field::Language, node.language.take());
            add(
                Field::Image,
                node.image.take().map(|image| self.addresses.get(&image).cloned().unwrap_or(image)),
            );
            add(Field::Description, node.description.take());
        }
        let best = self.nodes.first().map(|node| node.kind);
        let of_articles = self.nodes.iter().filter(|node| node.kind == Kind::Article);
        let has_one_body = of_articles.filter(|node| node.body.is_some()).count() == 1;
        let with_body = self.nodes.iter_mut().find(|node| node.body.is_some());
        let (article_body, article_markup) =
            with_body.map(|node| (node.body.take(), node.markup.take())).unwrap_or_default();
        Told {
            article_body,
            article_markup,
            has_one_body,
            free: self.nodes.iter().find_map(|node| node.free),
            is_discussion: self.is_discussion,
            is_article: match best {
                Some(Kind::Article) => Some(true),
                Some(Kind::Goods) => Some(false),
                Some(Kind::Site | Kind::Page | Kind::Work) | None => None,
            },
        }
    }

    /// The authors of the node nearest to the article that has any, and the publishers of all.
    fn add_agents(&self, facts: &mut Facts) {
        let name = |agent: &Agent| match agent {
            Agent::Named(name) => Some(name.clone()),
            Agent::At(id) => self.names.get(id).cloned(),
        };
        let readable = self.nodes.iter().filter(|node| Kind::Page <= node.kind);
        let authors = readable.map(|node| node.authors.iter().filter_map(name).collect::<Vec<_>>());
        for author in authors.into_iter().find(|names| !names.is_empty()).unwrap_or_default() {
            facts.add(Field::Author, Source::JsonLd, author);
        }
        for publisher in self.nodes.iter().flat_map(|node| &node.publishers).filter_map(name) {
            facts.add(Field::Site, Source::JsonLd, publisher);
        }
    }
}

impl Node {
    fn read(kind: Kind, map: &Map<String, Value>) -> Self {
        let text = |key: &str| map.get(key).and_then(string);
        let agents = |keys: &[&str]| {
            let mut out = Vec::new();
            for value in keys.iter().filter_map(|key| map.get(*key)) {
                push_agents(value, &mut out);
                if !out.is_empty() {
                    break;
                }
            }
            out
        };
        let raw = map.get("articleBody").or_else(|| map.get("text")).and_then(Value::as_str);
        Node {
            kind,
            title: text("headline").or_else(|| text("name")).or_else(|| text("title")),
            authors: agents(&["author", "creator", "Author"]),
            publishers: agents(&["publisher", "isPartOf"]),
            published: text("datePublished")
                .or_else(|| text("uploadDate"))
                .or_else(|| text("dateCreated")),
            modified: text("dateModified"),
            language: text("inLanguage"),
            image: map.get("image").or_else(|| map.get("thumbnailUrl")).and_then(address),
            description: text("description"),
            body: raw.map(body),
            markup: raw.and_then(markup),
            free: free(map),
        }
    }
}

fn kind(map: &Map<String, Value>) -> Option<Kind> {
    names(map).filter_map(Kind::of).max()
}

/// The names of a node's types.
fn names(map: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let names = match map.get("@type") {
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    names.iter().filter_map(Value::as_str)
}

/// A text, or what stands for one: the first of several, a value with a language, an agent's name.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(raw) => Some(plain(raw)),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(string),
        Value::Object(map) => {
            ["@value", "name"].iter().find_map(|key| map.get(*key).and_then(string))
        }
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(raw) => Some(plain(raw)),
        Value::Array(items) => items.iter().find_map(address),
        Value::Object(map) => {
            ["url", "contentUrl", "@id"].iter().find_map(|key| map.get(*key).and_then(address))
        }
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

fn push_agents(value: &Value, out: &mut Vec<Agent>) {
    if MAX_AUTHORS <= out.len() {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| push_agents(item, out)),
        Value::String(raw) => out.push(Agent::Named(plain(raw))),
        Value::Object(map) => match (map.get("name").or_else(|| map.get("Name")), map.get("@id")) {
            (Some(Value::Array(names)), _) => names.iter().for_each(|name| push_agents(name, out)),
            (Some(name), _) => out.extend(string(name).map(Agent::Named)),
            (None, Some(Value::String(id))) => out.push(Agent::At(id.clone())),
            _ => out.extend(full_name(map).map(Agent::Named)),
        },
        _ => {}
    }
}

fn full_name(map: &Map<String, Value>) -> Option<String> {
    let part = |key: &str| map.get(key).and_then(string);
    Some([part("givenName")?, part("familyName")?].join(" "))
}

/// Is the article free to read? It isn't where any part of it isn't.
fn free(map: &Map<String, Value>) -> Option<bool> {
    let own = map.get("isAccessibleForFree").and_then(truth);
    let parts = match map.get("hasPart") {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(part) => std::slice::from_ref(part),
        None => &[],
    };
    let locked = parts
        .iter()
        .filter_map(|part| part.get("isAccessibleForFree"))
        .any(|free| truth(free) == Some(false));
    if locked { Some(false) } else { own }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(free) => Some(*free),
        Value::String(word) => {
            match plain(word).rsplit('/').next()?.to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Some(true),
                "false" | "no" | "0" => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Decoded text; pages that make JSON of HTML encode it once more.
fn plain(raw: &str) -> String {
    let once = text::plain(raw);
    if once.contains('&') { text::plain(&once) } else { once }
}

/// The body as plain text, one line a paragraph; markup in it only tells where paragraphs end.
fn body(raw: &str) -> String {
    let decoded = text::decode(raw);
    let mut lines = String::with_capacity(decoded.len());
    let mut rest = &*decoded;
    while let Some(lt) = rest.find('<') {
        let (before, tag) = rest.split_at(lt);
        lines.push_str(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = if is_tag { tag.find('>').map_or(tag.len(), |end| end + 1) } else { 1 };
        if !is_tag {
            lines.push('<');
        } else if !is_inline(&tag[1..end]) {
            lines.push('\n');
        }
        rest = &tag[end..];
    }
    lines.push_str(rest);
    let lines = lines.lines().map(text::plain).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The body with its markup, if it has any that tells its paragraphs.
fn markup(raw: &str) -> Option<String> {
    let is_told =
        |rest: &[u8]| ["</p", "<p>", "<br"].iter().any(|it| rest.starts_with(it.as_bytes()));
    let is_marked_up = |text: &str| {
        memchr::memchr_iter(b'<', text.as_bytes()).any(|at| is_told(&text.as_bytes()[at..]))
    };
    if is_marked_up(raw) {
        return Some(raw.to_owned());
    }
    let decoded = text::decode(raw);
    is_marked_up(&decoded).then(|| decoded.into_owned())
}

fn is_inline(tag: &str) -> bool {
    let name = tag
        .trim_start_matches('/')
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    let tag = crate::base::tag::Tag::from_name(name.as_bytes());
    !tag.is_block() && tag != crate::base::tag::Tag::Br
}

/// The JSON values of a script, which may stand one after another.
fn parse(script: &str) -> Vec<Value> {
    let script = unwrap(script);
    let strict = read_all(script);
    if !strict.is_empty() || script.is_empty() {
        return strict;
    }
    let mended = read_all(&mend(script));
    if !mended.is_empty() || !script.contains("&quot;") {
        return mended;
    }
    read_all(&text::decode(script))
}

/// The values up to the first that can't be read.
fn read_all(script: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(script).into_iter().map_while(Result::ok).collect()
}

/// The script without comment and CDATA marks around it.
fn unwrap(script: &str) -> &str {
    let open =
        ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["];
    let mut script =
        script.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\0');
    for mark in open {
        script = script.strip_prefix(mark).unwrap_or(script).trim_start();
    }
    script
}

#[cfg(test)]
mod tests {
    use crate::metadata::Declared;
    use crate::metadata::collector::tests::declared;

    fn page(json: &str) -> Declared {
        declared(&format!("<script type='application/ld+json'>{json}</script>"))
    }

    fn check_authors(author: &str, expected: &str) {
        let page = page(&format!(r#"{{"@type": "NewsArticle", "author": {author}}}"#));
        assert_eq!(page.byline.unwrap_or_default(), expected, "{author}");
    }

    #[test]
    fn reads_an_article() {
        let page = page(
            r#"{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "A &amp; B",
                "datePublished": "2024-03-05T10:00:00+01:00", "dateModified": "2024-03-06",
                "author": {"@type": "Person", "name": "Jo Doe"}, "publisher": {"name": "The Paper"},
                "image": [{"url": "/a.jpg"}], "inLanguage": "en", "isAccessibleForFree": "False",
                "articleBody": "One.\n\nTwo &amp; <b>three</b>.<p>Four."}"#,
        );
        assert_eq!(page.title.as_deref(), Some("A & B"));
        assert_eq!(page.published.as_deref(), Some("2024-03-05T10:00:00+01:00"));
        assert_eq!(page.modified.as_deref(), Some("2024-03-06"));
        assert_eq!(page.byline.as_deref(), Some("Jo Doe"));
        assert_eq!(page.site.as_deref(), Some("The Paper"));
        assert_eq!(page.image.as_deref(), Some("https://example.org/a.jpg"));
        assert_eq!(page.article_body.as_deref(), Some("One.\nTwo & three.\nFour."));
        assert_eq!((page.free, page.is_article), (Some(false), Some(true)));
    }

    #[test]
    fn reads_authors_in_every_shape() {
        check_authors(r#""Jo Doe""#, "Jo Doe");
        check_authors(r#"["Jo Doe", "Al Roe"]"#, "Jo Doe, Al Roe");
        check_authors(r#"[{"name": "Jo Doe"}, {"name": "Al Roe"}]"#, "Jo Doe, Al Roe");
        check_authors(r#"{"name": ["Jo Doe", "Al Roe"]}"#, "Jo Doe, Al Roe");
        check_authors(r#"{"givenName": "Jo", "familyName": "Doe"}"#, "Jo Doe");
        check_authors(r#"[[{"name": "Jo Doe"}]]"#, "Jo Doe");
        check_authors(r#"{"name": null}"#, "");
        check_authors("[]", "");
    }

    #[test]
    fn follows_references_across_scripts() {
        let page = declared(
            r##"<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2024-03-05"},
                {"@type": "Article", "headline": "T", "author": {"@id": "#jo"}}]}</script>
                <script type="application/ld+json">{"@type": "Person", "@id": "#jo", "name": "Jo Doe"}</script>"##,
        );
        assert_eq!(page.byline.as_deref(), Some("Jo Doe"));
        assert_eq!(page.published.as_deref(), Some("2024-03-05"));
    }

    #[test]
    fn an_article_speaks_before_other_nodes() {
        let page = page(
            r#"[{"@type": "Recipe", "name": "Soup"}, {"@type": ["Thing", "BlogPosting"], "headline": "Post"},
                {"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]}]"#,
        );
        assert_eq!(page.title.as_deref(), Some("Post"));
    }

    #[test]
    fn a_locked_part_locks_the_article() {
        let json = r#"{"@type": "Article", "isAccessibleForFree": true, "hasPart": {"isAccessibleForFree": "false"}}"#;
        assert_eq!(page(json).free, Some(false));
        assert_eq!(page(r#"{"@type": "Article", "isAccessibleForFree": true}"#).free, Some(true));
        assert_eq!(page(r#"{"@type": "Article"}"#).free, None);
    }

    #[test]
    fn reads_what_is_hardly_json() {
        for json in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"T\"} -->",
            "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"T\"}\n//]]>",
            "{\"@type\": \"Article\", \"headline\": \"T\"};;",
            "{\"@type\": \"Article\", \"description\": \"one\ntwo\", \"headline\": \"T\",}",
            "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;T&quot;}",
            "{\"@type\": \"Article\", \"headline\": \"T\", \"articleBody\": \"cut of",
        ] {
            assert_eq!(page(json).title.as_deref(), Some("T"), "{json}");
        }
    }

    #[test]
    fn reads_a_script_that_was_made_a_meta() {
        let page = declared(
            r#"<meta name="script:ld+json" content="{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;T&quot;}">"#,
        );
        assert_eq!(page.title.as_deref(), Some("T"));
    }

    #[test]
    fn nesting_bombs_say_nothing() {
        assert_eq!(page(&"[".repeat(500_000)).title, None);
        assert_eq!(page(&"{\"a\":".repeat(100_000)).title, None);
    }

    #[test]
    fn goods_are_no_article() {
        assert_eq!(page(r#"{"@type": "Product", "name": "Soap"}"#).is_article, Some(false));
        assert_eq!(page(r#"{"@type": "WebSite", "name": "Site"}"#).is_article, None);
    }
}
