//! Every removal has its reasons, points at the right element, and can be undone without loss.
use std::fs;
use std::path::Path;

use lede::{Article, Class, EvidenceKind, EvidenceValue, Op, Place, Tree};
use lol_html::{HtmlRewriter, Settings, element};
use serde_json::Value;

use crate::fixture::{self, Fixture};
use crate::page_text;

#[test]
fn every_removal_has_two_kinds_of_evidence_or_a_vendor() {
    for fixture in fixture::all() {
        for removal in &fixture.read_in_chunks(usize::MAX).removals {
            let what = format!("{}: {:?} {:?}", fixture.name, removal.class, removal.excerpt);
            let mut kinds: Vec<EvidenceKind> = Vec::new();
            for evidence in &removal.evidence {
                assert!(!evidence.detail().trim().is_empty(), "evidence without words: {what}");
                if !kinds.contains(&evidence.kind()) {
                    kinds.push(evidence.kind());
                }
            }
            let least = match removal.class {
                Class::Boilerplate => 1,
                _ if kinds.contains(&EvidenceKind::Vendor) => 1,
                _ => 2,
            };
            assert!(least <= kinds.len(), "{kinds:?} is too little: {what}");
            assert!(!removal.rule.is_empty(), "no rule: {what}");
        }
    }
}

/// The list speaks the reader's language: the core hands over a message's name and what fills it.
#[test]
fn every_piece_of_evidence_fills_its_message() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("_locales/en/messages.json");
    let messages: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    for fixture in fixture::all() {
        let article = fixture.read_in_chunks(usize::MAX);
        for evidence in article.removals.iter().flat_map(|it| &it.evidence) {
            let message = &messages[format!("reason_{}", evidence.key())];
            let (detail, values) = (evidence.detail(), evidence.values());
            assert!(message["message"].is_string(), "{}: {detail}", fixture.name);
            let places = message["placeholders"].as_object();
            assert_eq!(places.map_or(0, serde_json::Map::len), values.len(), "{detail}");
            for value in values {
                let EvidenceValue::Names(names) = value else { continue };
                assert!(!names.is_empty(), "{detail}");
                for name in names {
                    let or = name.replacen("hint_", "class_", 1);
                    let is_there = messages[&name].is_object() || messages[&or].is_object();
                    assert!(is_there, "{name} has no message");
                }
            }
        }
    }
}

#[test]
fn an_ordinal_points_at_the_start_tag_of_what_was_removed() {
    for fixture in utf_8_fixtures() {
        let source = String::from_utf8_lossy(&fixture.source).into_owned();
        let starts = start_tags(&source);
        let article = fixture.read_in_chunks(usize::MAX);
        for removal in article.removals.iter().filter(|it| !it.excerpt.is_empty()) {
            let ordinal = removal.ordinal as usize;
            assert!(ordinal < starts.len(), "{}: ordinal {ordinal}", fixture.name);
            let words = without_spaces(&visible_text(&source[starts[ordinal]..]));
            let excerpt = without_spaces(removal.excerpt.trim_end_matches('…'));
            let excerpt: String = excerpt.chars().take(20).collect();
            // A removal may begin with bare text of the element that holds it.
            let near: String = words.chars().take(1_500).collect();
            assert!(
                near.contains(&excerpt),
                "{}: at ordinal {ordinal} stands {:?}, not {excerpt:?}",
                fixture.name,
                near.chars().take(80).collect::<String>()
            );
        }
    }
}

/// A reader sees the excerpt in the list of what was removed: words don't run together. Labels that only
/// styles keep apart have a space between them.
#[test]
fn an_excerpt_reads_as_the_page_does() {
    for fixture in utf_8_fixtures() {
        let page = visible_text(&String::from_utf8_lossy(&fixture.source));
        let page_words: Vec<&str> = page.split(' ').collect();
        for removal in &fixture.read_in_chunks(usize::MAX).removals {
            let excerpt = page_text::squeeze(removal.excerpt.trim_end_matches('…'));
            let same = without_spaces(&page).contains(&without_spaces(&excerpt));
            let is_whole = |word: &str| page_words.iter().any(|it| it.contains(word));
            assert!(same && excerpt.split(' ').all(is_whole), "{}: {excerpt:?}", fixture.name);
        }
    }
}

#[test]
fn each_part_removed_inside_has_its_one_place_in_the_body() {
    for fixture in fixture::all() {
        let article = fixture.read_in_chunks(usize::MAX);
        let places: Vec<usize> = removed_places(&article);
        let mut seen = places.clone();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), places.len(), "{}: a part has two places", fixture.name);
        for (at, removal) in article.removals.iter().enumerate() {
            let inside = removal.place == Place::Inside && removal.class != Class::Boilerplate;
            assert!(
                !inside || places.contains(&at),
                "{}: no place for {:?} {:?}",
                fixture.name,
                removal.class,
                removal.excerpt
            );
        }
        assert!(places.is_sorted(), "{}: places out of the page's order", fixture.name);
    }
}

/// The body with all its parts put back reads like the page: the same words in the same order, none of them lost.
/// Labels of controls are no text: a button that does nothing is not worth having back.
#[test]
fn putting_everything_back_brings_back_every_word() {
    /// Words; below it, a part may be nothing but the label of a button.
    const MORE_THAN_A_LABEL: u32 = 8;
    for fixture in utf_8_fixtures() {
        let source = String::from_utf8_lossy(&fixture.source).into_owned();
        let page = without_spaces(&visible_text(&without_elements(&source, &["button"])));
        let article = fixture.read_in_chunks(usize::MAX);
        for (at, removal) in article.removals.iter().enumerate() {
            if removal.place != Place::Inside || removal.class == Class::Boilerplate {
                continue;
            }
            let content = without_spaces(&of_tree(&article.removed_content(at)));
            let what =
                format!("{}: {:?} can be put back as {content:?}", fixture.name, removal.excerpt);
            assert!(removal.words < MORE_THAN_A_LABEL || !content.is_empty(), "{what}");
            assert!(page.contains(&content), "{what}");
        }
        if !WRITTEN_ANEW.contains(&fixture.name.as_str()) {
            assert_in_order(&fixture, &article);
        }
    }
}

/// Fixtures whose articles have words that stand nowhere in the page's text as such: formulas on one
/// line, first letters joined to their words, text from a script, parts that a server sent late.
const WRITTEN_ANEW: &[&str] = &[
    "markup/math",
    "markup/verse-and-drop-caps",
    "delivered/in-structured-data",
    "delivered/in-framework-state",
    "delivered/in-framework-blocks",
    "delivered/in-numbered-state",
    "delivered/in-server-rows",
    "markup/first-letters",
    "markup/players-and-formulas",
    "news/stream-stand-in",
];

/// Spaces between blocks are a matter of form.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// What is written of body and removed parts, in the body's order, are words of the page in the page's order.
fn assert_in_order(fixture: &Fixture, article: &Article) {
    let page = visible_text(&String::from_utf8_lossy(&fixture.source));
    let mut rest: &str = &page;
    let mut open: Vec<&str> = Vec::new();
    for op in body_without_lead(article) {
        let words = match op {
            Op::Open { tag, .. } => {
                open.push(tag);
                continue;
            }
            Op::Close => {
                open.pop();
                continue;
            }
            // A video's link is named by the frame's title, which no page shows.
            Op::Text(_) if open.ends_with(&["figure", "a"]) => continue,
            Op::Text(words) => page_text::squeeze(words),
            Op::Removed(at) => of_tree(&article.removed_content(*at)),
        };
        for word in words.split(' ').filter(|it| !it.is_empty()) {
            let Some(at) = rest.find(word) else {
                panic!("{}: {word:?} of {words:?} isn't where it should be", fixture.name);
            };
            rest = &rest[at + word.len()..];
        }
    }
}

/// A figure from above the body is put at its start, and may have a caption from elsewhere.
fn body_without_lead(article: &Article) -> impl Iterator<Item = &Op> {
    let first_p = |it: &Op| matches!(it, Op::Open { tag, .. } if *tag == "p");
    let start = article.body.ops.iter().position(first_p).unwrap_or(0);
    article.body.ops[start..].iter()
}

fn removed_places(article: &Article) -> Vec<usize> {
    let places = article.body.ops.iter().filter_map(|it| match it {
        Op::Removed(at) => Some(*at),
        _ => None,
    });
    places.collect()
}

/// Pages whose bytes are UTF-8, so that byte ranges of the source can be compared.
fn utf_8_fixtures() -> impl Iterator<Item = Fixture> {
    // `tag-soup` and the payloads hold text that is no text to a browser.
    let skipped = |it: &Fixture| it.name.starts_with("hostile/");
    fixture::all().into_iter().filter(move |it| {
        !skipped(it) && std::str::from_utf8(&it.source).is_ok() && !it.source.contains(&0)
    })
}

/// Where each start tag begins, in order: the count that ordinals are defined by.
fn start_tags(source: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let every_element = element!("*", |it| {
        starts.push(it.source_location().bytes().start);
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(every_element).with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter.write(source.as_bytes()).unwrap();
    rewriter.end().unwrap();
    starts
}

/// The text of a piece of a page, without what a browser doesn't show.
fn visible_text(html: &str) -> String {
    let shown = without_elements(html, &["script", "style"]);
    // A shadow root is shown, though a parser of fragments takes it for an inert template.
    let shown = shown.replace("<template shadowrootmode", "<div ");
    page_text::of_html(&shown)
}

/// Each element of the names given is a space; one that isn't closed reaches to the end.
fn without_elements(html: &str, tags: &[&str]) -> String {
    let mut rest = html.to_owned();
    for tag in tags {
        let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
        while let Some(start) = rest.find(&open) {
            let end = rest[start..].find(&close).map_or(rest.len(), |it| start + it + close.len());
            rest.replace_range(start..end, " ");
        }
    }
    rest
}

/// The text of a tree, without that of the parts removed from it.
fn of_tree(tree: &Tree) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for op in &tree.ops {
        let edge = match op {
            Op::Open { tag, .. } => {
                open.push(*tag);
                Some(*tag)
            }
            Op::Close => open.pop(),
            Op::Text(words) => {
                text.push_str(words);
                None
            }
            Op::Removed(_) => None,
        };
        if edge.is_some_and(|it| !page_text::is_inline(&it)) {
            text.push(' ');
        }
    }
    page_text::squeeze(&text)
}
