//! The tree as plain text for people, to keep or to paste.
//!
//! In: a tree. Out: text whose blocks are parted by blank lines and look like what they are: items
//! have their marks, quotations a sign before each line, a table's rows are lines. Programs that
//! count and compare want `plain_text`.

use super::nodes::{self, Element, Node, is_inline};
use super::rows;
use super::tree::Tree;

/// How deep what belongs to an item or a term stands.
const INDENT: &str = "  ";

/// All text.
pub(super) fn write(tree: &Tree) -> String {
    let mut out = blocks(&nodes::of(tree)).join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The blocks of `nodes`; text between blocks is a paragraph.
fn blocks(nodes: &[Node<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    let is_block = |node: &Node<'_>| node.element().is_some_and(|element| !is_inline(&element.tag));
    for run in nodes.chunk_by(|one, next| !is_block(one) && !is_block(next)) {
        match run.first().and_then(Node::element).filter(|it| !is_inline(&it.tag)) {
            Some(element) => block(&mut out, element),
            None => push(&mut out, line(run)),
        }
    }
    out
}

fn push(out: &mut Vec<String>, block: String) {
    if !block.is_empty() {
        out.push(block);
    }
}

fn block(out: &mut Vec<String>, element: &Element<'_>) {
    let children = &element.children;
    match element.tag.as_str() {
        "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" => push(out, line(children)),
        "ul" | "ol" => push(out, list(element)),
        "dl" => push(out, terms(element)),
        "blockquote" => push(out, prefixed(&blocks(children).join("\n\n"), "> ", "> ")),
        "pre" => push(out, code(children)),
        "table" => table(out, element),
        "figure" => figure(out, element),
        "hr" => push(out, "* * *".to_owned()),
        _ => out.extend(blocks(children)),
    }
}

/// `text` with `first` before its first line and `rest` before the others.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let prefixes = std::iter::once(first).chain(std::iter::repeat(rest));
    let lines = text.split('\n').zip(prefixes);
    let lines = lines.map(|(line, prefix)| [prefix, line].concat().trim_end().to_owned());
    if text.is_empty() { String::new() } else { lines.collect::<Vec<_>>().join("\n") }
}

fn list(list: &Element<'_>) -> String {
    let number_of = |element: &Element<'_>, name| element.attr(name).and_then(|it| it.parse().ok());
    let nodes = list.children.iter().filter(|it| !it.is_blank());
    let is_reversed = list.attr("reversed").is_some();
    let first = if is_reversed { nodes.clone().count() as u32 } else { 1 };
    let mut number: u32 = number_of(list, "start").unwrap_or(first);
    let mut items = Vec::new();
    for node in nodes {
        let item = node.element().filter(|it| it.tag == "li");
        number = item.and_then(|it| number_of(it, "value")).unwrap_or(number);
        let content = blocks(item.map_or(std::slice::from_ref(node), |it| &it.children));
        let mark = if list.tag == "ol" { format!("{number}. ") } else { "- ".to_owned() };
        number = if is_reversed { number.saturating_sub(1) } else { number.saturating_add(1) };
        let starts_list = item.is_some_and(is_line_and_list);
        let content = content.join(if starts_list { "\n" } else { "\n\n" });
        items.push(prefixed(&content, &mark, INDENT));
    }
    let is_loose = items.iter().any(|item| item.contains("\n\n"));
    items.join(if is_loose { "\n\n" } else { "\n" })
}

/// Does the item hold one line and lists right under it?
fn is_line_and_list(item: &Element<'_>) -> bool {
    let blocks = item.children.iter().filter_map(Node::element).filter(|it| !is_inline(&it.tag));
    let (lists, others): (Vec<_>, Vec<_>) =
        blocks.partition(|it| matches!(it.tag.as_str(), "ul" | "ol"));
    let begins_with_list = item.children.first().is_some_and(|it| matches!(it.tag(), "ul" | "ol"));
    lists.len() == 1
        && !begins_with_list
        && others.iter().all(|it| it.tag == "p")
        && others.len() <= 1
}

/// Terms, and what is told of each below it.
fn terms(list: &Element<'_>) -> String {
    let nodes = list.children.iter().filter(|it| !it.is_blank());
    let parts = nodes.map(|node| match node.element() {
        Some(told) if told.tag == "dd" => {
            prefixed(&blocks(&told.children).join("\n\n"), INDENT, INDENT)
        }
        _ => blocks(std::slice::from_ref(node)).join("\n\n"),
    });
    let parts: Vec<String> = parts.filter(|it| !it.is_empty()).collect();
    let is_loose = parts.iter().any(|part| part.contains("\n\n"));
    parts.join(if is_loose { "\n\n" } else { "\n" })
}

/// A row a line, a tab between its cells; the caption above.
fn table(out: &mut Vec<String>, table: &Element<'_>) {
    let table = rows::of(table, line, |cell| words(&line(cell)));
    table.outside.into_iter().for_each(|text| push(out, text));
    let rows = table.rows.iter().map(|cells| cells.join("\t").trim_end().to_owned());
    push(out, rows.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"));
}

/// What stands in a figure but the label of a video, which the page doesn't show.
fn figure(out: &mut Vec<String>, figure: &Element<'_>) {
    for node in figure.children.iter().filter(|it| it.tag() != "a") {
        out.extend(blocks(std::slice::from_ref(node)));
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Code, as it is.
fn code(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    push_line(&mut out, nodes);
    let start = out.len() - out.trim_start_matches('\n').len();
    out.drain(..start);
    out.truncate(out.trim_end().len());
    out
}

/// The line that `nodes` make, or several: blocks among them stand on lines of their own.
fn line(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    push_line(&mut out, nodes);
    let lines = out.split('\n').map(|it| it.trim_matches(' '));
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

fn push_line(out: &mut String, nodes: &[Node<'_>]) {
    let has_parentheses = nodes.iter().any(|it| it.tag() == "rp");
    for node in nodes {
        let Some(element) = node.element() else {
            if let Node::Text(text) = node {
                out.push_str(text);
            }
            continue;
        };
        let (before, after) = match element.tag.as_str() {
            "br" => ("\n", ""),
            "q" => ("“", "”"),
            "a" if element.is_backlink() && !element.text().contains(char::is_alphanumeric) => {
                continue;
            }
            "a" if element.note_of_mark().is_some() && !element.text().contains('[') => ("[", "]"),
            "rt" if !has_parentheses => ("(", ")"),
            tag if is_inline(tag) => ("", ""),
            _ if out.is_empty() || out.ends_with('\n') => ("", "\n"),
            _ => ("\n", "\n"),
        };
        out.push_str(before);
        push_line(out, &element.children);
        out.push_str(after);
    }
}
