//! An article's body that came with the page, but not in its markup.
//!
//! In: what the page declares, and its text. Out: the body as HTML, from JSON-LD's `articleBody` or
//! from the state that a framework fills its page with, as JSON or in a script that assigns it, for a
//! page whose markup has no article. It's
//! still the page's: nothing of it is trusted, it is read as any markup is. Where the page says
//! anywhere that its articles aren't free, there is none: what a page withholds isn't brought out.

use super::declared::Declared;
use super::script;
use super::server_rows::{self, escaped};
use super::state::{Object, Value};
use super::title::{self, Title};
use crate::base::lexicon::fold;
use crate::base::span::Span;

/// Where a body came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// JSON-LD's `articleBody`.
    StructuredData,
    /// A script with a framework's state.
    State,
}

/// The longest state that is read, and the longest body written, in bytes.
pub(super) const MAX_STATE_BYTES: usize = 4 << 20;

/// Bodies are longer than this, in bytes of markup.
const MIN_BODY_BYTES: usize = 400;

/// The body that the page's JSON-LD gives.
pub(crate) fn in_structured_data(declared: &Declared) -> Option<String> {
    if declared.free == Some(false) || !declared.has_one_body {
        return None;
    }
    if let Some(markup) = &declared.article_markup {
        return Some(markup.clone());
    }
    let mut html = String::new();
    for line in declared.article_body.as_deref()?.lines() {
        html.extend(["<p>", &escaped(line), "</p>\n"]);
    }
    Some(html)
}

/// The body in a framework's state, in the object that has the page's title.
pub(crate) fn in_state(declared: &Declared, source: &str) -> Option<String> {
    if declared.free == Some(false) {
        return None;
    }
    let titles: Vec<String> = declared.titles.iter().map(|title| folded(&title.text)).collect();
    if !is_named_in(&declared.titles, &declared.states, source) {
        return None;
    }
    // Another article may be called as this one, and more.
    [Fit::Whole, Fit::WithSite].into_iter().find_map(|fit| {
        let mut search = Search { titles: &titles, fit, best: None, withheld: false, depth: 0 };
        search.scripts(&declared.states, source);
        if search.withheld { None } else { search.best }
    })
}

/// Does a script hold the longest word of a title? Most pages' scripts hold no article, and needn't be read.
fn is_named_in<'t>(titles: &'t [Title], states: &[Span], source: &str) -> bool {
    let longest = |title: &'t Title| {
        let parts = title.text.split(|c: char| !c.is_ascii_alphanumeric());
        parts.max_by_key(|part| part.len()).unwrap_or_default()
    };
    titles.iter().map(longest).any(|word| {
        // The first letter may be a capital.
        let finder = memchr::memmem::Finder::new(word.get(1..).unwrap_or_default());
        let is_piece = |span: &Span| is_piece(span.of(source));
        states
            .iter()
            .any(|span| is_piece(span) || finder.find(span.of(source).as_bytes()).is_some())
    })
}

/// Adds what a script pushes: a text, behind a number.
fn push_rows(pushed: &Value<'_>, rows: &mut String) {
    for part in pushed.as_list().unwrap_or_default() {
        rows.push_str(part.as_text().unwrap_or_default());
    }
}

/// Is there a switch in the state that is on and named like a wall?
fn says_not_free(value: &Value<'_>) -> bool {
    const WALLS: &[&str] = &[
        "paywall",
        "regwall",
        "premium",
        "locked",
        "metered",
        "subscriberonly",
        "subscribersonly",
        "gated",
        "restricted",
    ];
    const FREE: &[&str] = &["isfree", "free", "isaccessibleforfree"];
    let is_on = |value: &Value<'_>| match value {
        Value::Switch(on) => *on,
        Value::Text(word) => {
            matches!(
                word.to_ascii_lowercase().as_str(),
                "true" | "yes" | "locked" | "metered" | "premium" | "paid"
            )
        }
        _ => false,
    };
    match value {
        Value::List(items) => items.iter().any(says_not_free),
        Value::Object(map) => map.members().any(|(key, value)| {
            let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
            let key = key.to_ascii_lowercase();
            WALLS.iter().any(|wall| key.contains(wall)) && is_on(value)
                || FREE.contains(&key.as_str()) && value == &Value::Switch(false)
                || says_not_free(value)
        }),
        Value::Text(word) => matches!(word.as_ref(), "locked" | "metered" | "premium"),
        _ => false,
    }
}

struct Search<'t> {
    /// The page's titles, folded.
    titles: &'t [String],
    fit: Fit,
    best: Option<String>,
    /// A state says that its articles aren't free.
    withheld: bool,
    /// In how many texts that are JSON themselves.
    depth: u8,
}

/// How a title is like the page's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    /// One of the two has the site's name behind it.
    WithSite,
}

impl Search<'_> {
    fn scripts(&mut self, states: &[Span], source: &str) {
        let mut rows = String::new();
        for span in states {
            let text = span.of(source);
            if MAX_STATE_BYTES < text.len() {
                continue;
            }
            if is_piece(text) {
                script::each_piece(text, &mut |value| push_rows(value, &mut rows));
            } else {
                self.script(text);
            }
        }
        server_rows::each_value(&rows, &mut |value| self.value(value));
    }

    fn script(&mut self, text: &str) {
        script::each_value(text, &mut |value| self.value(value));
    }

    fn value(&mut self, value: &Value<'_>) {
        self.withheld |= says_not_free(value);
        self.walk(value);
    }

    /// The depth of values is bounded, so the recursion is.
    fn walk(&mut self, value: &Value<'_>) {
        /// A state holds an answer's body as text, and that may hold blocks as text.
        const MAX_DEPTH: u8 = 3;
        match value {
            Value::Text(text) if self.depth < MAX_DEPTH && script::is_nested(text) => {
                self.depth += 1;
                self.script(text);
                self.depth -= 1;
            }
            Value::List(items) => {
                if let Some(("article" | "main", given)) = server_rows::element(value) {
                    self.element(given);
                }
                for item in items {
                    self.walk(item);
                }
            }
            Value::Object(map) => {
                if self.is_titled(map) || objects(map).any(|part| self.is_titled(part)) {
                    self.read(map);
                }
                map.members().for_each(|(_, value)| self.walk(value));
            }
            _ => {}
        }
    }

    fn is_titled(&self, map: &Object<'_>) -> bool {
        const TITLES: &[&str] = &["title", "headline", "name", "heading", "headlines"];
        let mut titles = TITLES.iter().filter_map(|key| map.get(key));
        titles.any(|title| text_of(title).is_some_and(|title| self.is_title(title)))
    }

    /// Is it one of the page's titles?
    fn is_title(&self, title: &str) -> bool {
        /// Shorter titles are no evidence.
        const MIN_CHARS: usize = 8;
        let title = folded(title);
        let goes_on =
            |title: &str, long: &str| long.strip_prefix(title).is_some_and(title::is_separated);
        let fits = |it: &String| match self.fit {
            Fit::Whole => *it == title,
            Fit::WithSite => goes_on(it, &title) || goes_on(&title, it),
        };
        MIN_CHARS <= title.chars().count() && self.titles.iter().any(fits)
    }

    /// An element of the page that holds its headline.
    fn element(&mut self, given: &Object<'_>) {
        let Some(children) = given.get("children") else { return };
        let mut html = String::new();
        server_rows::push_markup(children, &mut html);
        let is_headed = |html: &str| {
            let heading = html.split_once("<h1")?.1.split_once('>')?.1.split_once("</h1>")?.0;
            Some(self.is_title(heading))
        };
        if is_headed(&html) == Some(true) {
            self.take(html);
        }
    }

    fn read(&mut self, map: &Object<'_>) {
        self.read_bodies(map);
        for part in objects(map) {
            let has_title = ["title", "headline"].iter().any(|key| part.get(key).is_some());
            if !has_title || self.is_titled(part) {
                self.read_bodies(part);
            }
        }
    }

    fn read_bodies(&mut self, map: &Object<'_>) {
        const BODIES: &[&str] = &[
            "articleBody",
            "body",
            "bodyHtml",
            "body_html",
            "content",
            "contentHtml",
            "content_html",
            "content_elements",
            "html",
            "text",
            "blocks",
            "richText",
            "paragraphs",
        ];
        for body in BODIES.iter().filter_map(|key| map.get(key)) {
            let mut html = String::new();
            push_body(body, &mut html);
            self.take(html);
        }
    }

    fn take(&mut self, html: String) {
        let longest = self.best.as_ref().map_or(MIN_BODY_BYTES, String::len);
        if longest < html.len() {
            self.best = Some(html);
        }
    }
}

fn objects<'m, 's>(map: &'m Object<'s>) -> impl Iterator<Item = &'m Object<'s>> {
    map.members().filter_map(|(_, value)| value.as_object())
}

fn folded(text: &str) -> String {
    fold(&crate::base::text::plain(text))
}

/// A text, or what stands for one: `{ "rendered": … }` and its like.
fn text_of<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Object(map) => {
            ["rendered", "html", "text", "basic"].iter().find_map(|key| map.get(key)?.as_text())
        }
        _ => None,
    }
}

/// Writes a body: one text, or blocks that hold blocks or runs of text.
fn push_body(value: &Value<'_>, html: &mut String) {
    match value {
        Value::Text(text) => push_lines(text, html),
        Value::List(_) if server_rows::element(value).is_some() => {
            server_rows::push_markup(value, html);
        }
        Value::List(items) => items.iter().for_each(|item| push_block(item, html)),
        Value::Object(map) if let Some(rendered) = map.get("rendered") => push_body(rendered, html),
        Value::Object(_) => push_block(value, html),
        _ => {}
    }
}

/// One block of a list of blocks.
fn push_block(value: &Value<'_>, html: &mut String) {
    let map = match value {
        Value::Object(map) => map,
        Value::Text(text) => return push_lines(text, html),
        Value::List(_) => return push_body(value, html),
        _ => return,
    };
    let kind = kind(map);
    let wrap = match kind.as_str() {
        "heading" | "header" | "heading-2" | "h1" | "h2" => "h2",
        "heading-3" | "h3" | "heading-4" | "h4" => "h3",
        "list-item" | "listitem" | "li" => "li",
        "blockquote" | "quote" => "blockquote",
        "image" | "video" | "embed" | "ad" | "code" | "iframe" | "html-embed" => return,
        _ => "p",
    };
    if let Some(parts) = parts(map) {
        if parts.iter().all(is_run) {
            html.extend(["<", wrap, ">"]);
            for part in parts {
                push_run(part, html);
            }
            html.extend(["</", wrap, ">\n"]);
        } else if wrap == "p" {
            for part in parts {
                push_block(part, html);
            }
        } else {
            html.extend(["<", wrap, ">"]);
            for part in parts {
                push_block(part, html);
            }
            html.extend(["</", wrap, ">\n"]);
        }
    } else if let Some(text) = own_text(map) {
        if has_markup(text) && wrap == "p" {
            html.extend([text, "\n"]);
        } else {
            html.extend(["<", wrap, ">"]);
            push_text(text, html);
            html.extend(["</", wrap, ">\n"]);
        }
    }
}

/// What kind of block it says it is, in lower case.
fn kind(map: &Object<'_>) -> String {
    let style = map.get("style").and_then(Value::as_text).filter(|style| *style != "normal");
    let named = ["type", "_type", "nodeType", "tagName", "blockType"];
    let named = || named.iter().find_map(|key| map.get(key)?.as_text());
    style
        .or_else(named)
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

fn parts<'m, 's>(map: &'m Object<'s>) -> Option<&'m [Value<'s>]> {
    let keys = ["children", "content", "items", "blocks", "elements", "nodes"];
    keys.iter().find_map(|key| map.get(key)?.as_list())
}

fn own_text<'m>(map: &'m Object<'_>) -> Option<&'m str> {
    let keys = ["text", "content", "html", "value", "body"];
    let own = keys.iter().find_map(|key| map.get(key)?.as_text());
    own.or_else(|| map.get("data").and_then(Value::as_object).and_then(own_text))
}

/// Is it part of a line: text with marks, or a link?
fn is_run(value: &Value<'_>) -> bool {
    let Value::Object(map) = value else { return value.as_text().is_some() };
    let is_named = matches!(kind(map).as_str(), "text" | "span" | "link" | "hyperlink" | "a" | "");
    let in_line = || parts(map).is_none_or(|parts| parts.iter().all(is_run));
    is_named && in_line() && own_text(map).is_none_or(|text| !text.contains("<p"))
}

fn push_run(value: &Value<'_>, html: &mut String) {
    match value {
        Value::Text(text) => push_text(text, html),
        Value::Object(map) => match parts(map) {
            Some(parts) => parts.iter().for_each(|part| push_run(part, html)),
            None => own_text(map).into_iter().for_each(|text| push_text(text, html)),
        },
        _ => {}
    }
}

fn has_markup(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            return true;
        }
    }
    false
}

fn push_lines(text: &str, html: &mut String) {
    if MAX_STATE_BYTES < html.len() {
        return;
    }
    if has_markup(text) {
        html.push_str(text);
        html.push('\n');
        return;
    }
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        html.extend(["<p>", &escaped(line), "</p>\n"]);
    }
}

fn push_text(text: &str, html: &mut String) {
    if MAX_STATE_BYTES < html.len() {
        return;
    }
    if has_markup(text) { html.push_str(text) } else { html.push_str(&escaped(text)) }
}

/// May a script of such a `type`, if it has one, hold a state?
pub(super) fn is_state(kind: Option<&str>) -> bool {
    const KINDS: &[&str] =
        &["", "application/json", "text/javascript", "application/javascript", "module"];
    let kind = kind.unwrap_or_default().trim();
    KINDS.iter().any(|it| kind.eq_ignore_ascii_case(it))
}

/// A script that may hold an article, or a piece of one.
pub(super) fn state(span: Span, source: &str) -> Option<Span> {
    let text = span.of(source);
    (MIN_BODY_BYTES < text.len() || is_piece(text)).then_some(span)
}

/// Does the script push a piece of what React's server components send along?
fn is_piece(script: &str) -> bool {
    /// The name stands at the start, in bytes.
    const REACH: usize = 40;
    let start = &script.as_bytes()[..script.len().min(REACH)];
    memchr::memmem::find(start, b"__next_f").is_some()
}
