//! The tree as XHTML, as e-books want it.
//!
//! In: a tree. Out: well-formed XML, valid by HTML's content models whatever the tree's nesting is:
//! what can't stand under its parent is wrapped or unwrapped, no text is lost. Headings get ids and
//! are told, for a table of contents. What opens and closes in a browser stands open: on paper
//! screens nothing else shows it.

use std::collections::HashSet;

use super::nodes::{self, Element, Node, is_inline};
use super::tree::Tree;
use crate::base::language;

/// A heading of the written part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 2 to 6.
    pub(super) level: u8,
    /// The `id` of its element.
    pub(super) id: String,
    /// Its text.
    pub(super) text: String,
}

/// A tree as XHTML, and its headings in their order.
pub(super) fn write(tree: &Tree) -> (String, Vec<Heading>) {
    let nodes = nodes::of(tree);
    let mut writer = Writer::default();
    writer.collect_ids(&nodes);
    writer.flow(&nodes);
    (writer.out, writer.headings)
}

/// Appends `parts`. NOTE: not inlined, as the functions of exports aren't that are called all over
/// their files: they run once an article, and copies of them would be most of their code.
#[inline(never)]
pub(super) fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Escapes text for content and for values in double quotes alike; what XML can't hold goes.
#[inline(never)]
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{A0}' => out.push_str("&#160;"),
            '\r' => out.push('\n'),
            c if is_xml(c) => out.push(c),
            _ => {}
        }
    }
}

/// May the character stand in an XML document, and does it mean one?
fn is_xml(c: char) -> bool {
    let is_control = c < ' ' && !matches!(c, '\t' | '\n') || matches!(c, '\u{7F}'..='\u{9F}');
    !is_control && !matches!(c, '\u{FDD0}'..='\u{FDEF}') && (c as u32) & 0xFFFE != 0xFFFE
}

/// An address that readers of strict XML take: what browsers only put up with is percent-encoded.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let (before, fragment) = url.split_once('#').map_or((url, None), |(it, f)| (it, Some(f)));
    push_address(&mut out, before);
    if let Some(fragment) = fragment {
        out.push('#');
        push_address(&mut out, fragment);
    }
    out
}

fn push_address(out: &mut String, part: &str) {
    // A host that is an IPv6 address stands in brackets.
    let path_at = part
        .find("://")
        .map_or(0, |at| part[at + 3..].find(['/', '?']).map_or(part.len(), |path| at + 3 + path));
    for (at, c) in part.char_indices() {
        let is_escape = |rest: &str| {
            rest.as_bytes().get(..2).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
        };
        let is_refused = match c {
            '[' | ']' => path_at <= at,
            '%' => !is_escape(&part[at + 1..]),
            '#' | '|' | '^' | '`' | '{' | '}' | '\\' | '"' | '<' | '>' | ' ' => true,
            c => c.is_control() || !is_xml(c),
        };
        if is_refused {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string can't fail.
                let _ = std::fmt::Write::write_fmt(out, format_args!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
}

/// What may stand in an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Blocks and text.
    Flow,
    /// A line of text, with links.
    Line,
    /// A line of text within a link.
    LineInLink,
}

#[derive(Default)]
struct Writer {
    out: String,
    headings: Vec<Heading>,
    /// The ids that the tree's elements have.
    ids: HashSet<String>,
    /// Those that have been written: an id is one element's.
    taken: HashSet<String>,
    /// Ids that were made for headings.
    n_made: usize,
}

impl Writer {
    fn collect_ids(&mut self, nodes: &[Node<'_>]) {
        for element in nodes.iter().filter_map(Node::element) {
            self.ids.extend(element.attr("id").filter(|id| is_id(id)).map(str::to_owned));
            self.collect_ids(&element.children);
        }
    }

    #[inline(never)]
    fn flow(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node, Holds::Flow);
        }
    }

    #[inline(never)]
    fn nodes(&mut self, nodes: &[Node<'_>], holds: Holds) {
        for (at, node) in nodes.iter().enumerate() {
            // Blocks in a line become lines.
            let is_block =
                holds != Holds::Flow && node.element().is_some() && !is_inline(node.tag());
            if is_block && at > 0 && !self.out.ends_with("<br/>") {
                push(&mut self.out, &["<br/>"]);
            }
            self.node(node, holds);
            if is_block && at + 1 < nodes.len() {
                push(&mut self.out, &["<br/>"]);
            }
        }
    }

    #[inline(never)]
    fn node(&mut self, node: &Node<'_>, holds: Holds) {
        match node {
            Node::Text(text) => escape(&mut self.out, text),
            Node::Element(element) if is_inline(&element.tag) => self.inline(element, holds),
            Node::Element(element) if holds == Holds::Flow => self.block(element),
            Node::Element(element) => {
                self.place(element);
                self.nodes(&element.children, holds);
            }
        }
    }

    /// Where an element would begin that isn't written, and that links lead to.
    fn place(&mut self, element: &Element<'_>) {
        if let Some(id) = element.attr("id").filter(|id| self.take(id)) {
            push(&mut self.out, &["<span id=\"", id, "\"></span>"]);
        }
    }

    fn inline(&mut self, element: &Element<'_>, holds: Holds) {
        let line = if holds == Holds::Flow { Holds::Line } else { holds };
        let within = if element.tag == "a" { Holds::LineInLink } else { line };
        match element.tag.as_str() {
            "img" if element.attr("src").is_none() => {}
            _ if element.tag.is_void() => self.void(element),
            "a" if holds == Holds::LineInLink || !self.leads_somewhere(element) => {
                self.nodes(&element.children, holds);
            }
            "ruby" if !holds_tag(element, "rt") => self.nodes(&element.children, line),
            "ruby" => {
                self.wrap("ruby", element, &mut |it| it.ruby(&element.children, within));
            }
            // Outside of ruby text they are text.
            "rt" | "rp" => self.nodes(&element.children, line),
            // Machines alone read more of it, and want it in a form that pages don't keep to.
            "time" => {
                self.wrap("span", element, &mut |it| it.nodes(&element.children, within));
            }
            "bdo" if element.attr("dir").is_none() => self.nodes(&element.children, line),
            tag => self.wrap(tag, element, &mut |writer| writer.nodes(&element.children, within)),
        }
    }

    fn ruby(&mut self, children: &[Node<'_>], holds: Holds) {
        // A text over nothing is not ruby text, nor is a base with no text over it.
        let last = children.iter().rposition(|it| it.tag() == "rt").unwrap_or(0);
        let mut has_base = false;
        for (at, node) in children.iter().enumerate() {
            match node.element() {
                Some(rt) if rt.tag == "rt" && has_base => {
                    self.wrap("rt", rt, &mut |writer| writer.nodes(&rt.children, holds));
                }
                // Its parentheses stand for the text over the base where that can't be shown.
                Some(rp) if rp.tag == "rp" => {}
                _ => {
                    has_base |= !node.is_blank();
                    if at <= last || !node.is_blank() {
                        self.node(node, holds);
                    }
                }
            }
        }
    }

    fn void(&mut self, element: &Element<'_>) {
        push(&mut self.out, &["<", &element.tag]);
        if element.tag == "img" {
            push(&mut self.out, &[" src=\""]);
            escape(&mut self.out, element.attr("src").unwrap_or_default());
            push(&mut self.out, &["\" alt=\""]);
            escape(&mut self.out, element.attr("alt").unwrap_or_default());
            self.out.push('"');
        }
        push(&mut self.out, &["/>"]);
    }

    fn block(&mut self, element: &Element<'_>) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        match element.tag.as_str() {
            "hr" => self.void(element),
            "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" => self.list(element),
            "dl" if is_paired(element) => self.list(element),
            "table" => self.table(element),
            "figure" => self.figure(element),
            "p" | "pre" => {
                self.wrap(&element.tag, element, &mut |it| {
                    it.nodes(&element.children, Holds::Line);
                });
            }
            "blockquote" => self.wrap("blockquote", element, &mut |it| it.flow(&element.children)),
            // Parts of what isn't around them, and what would be shut.
            "dt" | "summary" | "caption" | "figcaption" => self.division(element, "label"),
            _ => self.division(element, &element.tag),
        }
    }

    #[inline(never)]
    fn division(&mut self, element: &Element<'_>, class: &str) {
        push(&mut self.out, &["<div class=\"", class, "\""]);
        self.attributes("div", element);
        self.out.push('>');
        self.flow(&element.children);
        push(&mut self.out, &["</div>"]);
    }

    fn heading(&mut self, element: &Element<'_>) {
        let text = element.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let own = element.attr("id").filter(|id| self.take(id));
        let id = own.map_or_else(|| self.free_id(), str::to_owned);
        push(&mut self.out, &["<", &element.tag, " id=\"", &id, "\""]);
        self.attributes(&element.tag, element);
        self.out.push('>');
        self.nodes(&element.children, Holds::Line);
        push(&mut self.out, &["</", &element.tag, ">"]);
        if !text.is_empty() {
            let level = element.tag.as_bytes()[1] - b'0';
            self.headings.push(Heading { level, id, text });
        }
    }

    fn free_id(&mut self) -> String {
        loop {
            self.n_made += 1;
            let id = format!("part-{}", self.n_made);
            if !self.ids.contains(&id) {
                return id;
            }
        }
    }

    /// A list: what isn't an item of it becomes one.
    fn list(&mut self, list: &Element<'_>) {
        self.wrap(&list.tag, list, &mut |writer| {
            for node in list.children.iter().filter(|it| !it.is_blank()) {
                writer.out.push('\n');
                match node.element() {
                    Some(item) if item.tag == "li" && list.tag != "dl" => {
                        // Items of lists without numbers have none.
                        let tag = if list.tag == "ul" { "ul li" } else { "li" };
                        push(&mut writer.out, &["<li"]);
                        writer.attributes(tag, item);
                        writer.out.push('>');
                        writer.flow(&item.children);
                        push(&mut writer.out, &["</li>"]);
                    }
                    Some(item) if list.tag == "dl" => {
                        writer.wrap(&item.tag, item, &mut |it| it.unheaded(&item.children));
                    }
                    _ => {
                        push(&mut writer.out, &["<li>"]);
                        writer.node(node, Holds::Flow);
                        push(&mut writer.out, &["</li>"]);
                    }
                }
            }
            writer.out.push('\n');
        });
    }

    /// Content of an element that no heading may stand in.
    fn unheaded(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node.element() {
                Some(heading) if is_heading(&heading.tag) => self.division(heading, "label"),
                _ => self.node(node, Holds::Flow),
            }
        }
    }

    /// A table: one caption, one head, rows, one foot, whatever the order; loose content is a row.
    fn table(&mut self, table: &Element<'_>) {
        let part = |tag: &'static str| {
            let parts = table.children.iter().filter_map(Node::element);
            parts.filter(move |it| it.tag == tag && it.children.iter().any(|it| !it.is_blank()))
        };
        self.wrap("table", table, &mut |writer| {
            for caption in part("caption").take(1) {
                writer.wrap("caption", caption, &mut |it| it.nodes(&caption.children, Holds::Line));
            }
            for head in part("thead").take(1) {
                writer.rows("thead", &head.children);
            }
            let first = |tag| part(tag).next().map(|it| it.children.as_ptr());
            let placed = [first("caption"), first("thead"), first("tfoot")];
            let mut loose: Vec<&Node<'_>> = Vec::new();
            for node in table.children.iter().filter(|it| !it.is_blank()) {
                let element = node.element();
                if element.is_some_and(|it| placed.contains(&Some(it.children.as_ptr()))) {
                    continue;
                }
                match element {
                    Some(rows) if matches!(rows.tag.as_str(), "thead" | "tbody" | "tfoot") => {
                        writer.loose_rows(&mut loose);
                        if !rows.children.is_empty() {
                            writer.rows("tbody", &rows.children);
                        }
                    }
                    _ => loose.push(node),
                }
            }
            writer.loose_rows(&mut loose);
            for foot in part("tfoot").take(1) {
                writer.rows("tfoot", &foot.children);
            }
            writer.out.push('\n');
        });
    }

    fn loose_rows(&mut self, loose: &mut Vec<&Node<'_>>) {
        if loose.is_empty() {
            return;
        }
        push(&mut self.out, &["\n<tbody>"]);
        loose.drain(..).for_each(|node| self.row(node));
        push(&mut self.out, &["\n</tbody>"]);
    }

    fn rows(&mut self, tag: &str, rows: &[Node<'_>]) {
        push(&mut self.out, &["\n<", tag, ">"]);
        rows.iter().filter(|it| !it.is_blank()).for_each(|node| self.row(node));
        push(&mut self.out, &["\n</", tag, ">"]);
    }

    fn row(&mut self, node: &Node<'_>) {
        self.out.push('\n');
        match node.element() {
            Some(row) if row.tag == "tr" => self.wrap("tr", row, &mut |writer| {
                for cell in row.children.iter().filter(|it| !it.is_blank()) {
                    writer.cell(cell);
                }
            }),
            _ => {
                push(&mut self.out, &["<tr>"]);
                self.cell(node);
                push(&mut self.out, &["</tr>"]);
            }
        }
    }

    fn cell(&mut self, node: &Node<'_>) {
        match node.element() {
            Some(cell) if matches!(cell.tag.as_str(), "td" | "th") => {
                self.wrap(&cell.tag, cell, &mut |writer| writer.unheaded(&cell.children));
            }
            _ => {
                push(&mut self.out, &["<td>"]);
                self.node(node, Holds::Flow);
                push(&mut self.out, &["</td>"]);
            }
        }
    }

    /// A figure: its caption stands at its end, further ones are text.
    fn figure(&mut self, figure: &Element<'_>) {
        let is_caption = |node: &&Node<'_>| node.tag() == "figcaption";
        let caption = figure.children.iter().position(|node| is_caption(&node));
        self.wrap("figure", figure, &mut |writer| {
            for (_, node) in figure.children.iter().enumerate().filter(|it| Some(it.0) != caption) {
                writer.node(node, Holds::Flow);
            }
            let caption = caption.and_then(|at| figure.children.get(at)).and_then(Node::element);
            if let Some(caption) = caption {
                writer.out.push('\n');
                writer.wrap("figcaption", caption, &mut |it| it.flow(&caption.children));
            }
        });
    }

    #[inline(never)]
    fn wrap(&mut self, tag: &str, element: &Element<'_>, content: &mut dyn FnMut(&mut Self)) {
        push(&mut self.out, &["<", tag]);
        self.attributes(tag, element);
        self.out.push('>');
        content(self);
        push(&mut self.out, &["</", tag, ">"]);
    }

    /// Writes the attributes that may stand at `tag`; a heading's id has been written.
    #[inline(never)]
    fn attributes(&mut self, tag: &str, element: &Element<'_>) {
        for (at, (name, value)) in element.attrs.iter().enumerate() {
            let value = match (*name, tag) {
                ("id", _) if is_heading(tag) => continue,
                ("id", _) if self.take(value) => value.clone(),
                ("href", "a") if value.starts_with('#') => value.clone(),
                ("href", "a") | ("cite", "blockquote" | "q") => address(value),
                ("lang", _) if language::is_well_formed(value) => {
                    self.attribute("xml:lang", value);
                    value.clone()
                }
                ("reversed", "ol") => "reversed".to_owned(),
                ("value", "li")
                | ("start" | "type", "ol")
                | ("colspan" | "rowspan" | "scope", "th")
                | ("colspan" | "rowspan", "td")
                | ("title", "a" | "abbr" | "dfn")
                | ("class", "pre" | "code" | "td" | "th")
                | ("epub:type" | "dir", _) => value.clone(),
                _ => continue,
            };
            // Twice the same name is not XML.
            if !element.attrs[..at].iter().any(|(before, _)| before == name) {
                self.attribute(name, &value);
            }
        }
    }

    #[inline(never)]
    fn attribute(&mut self, name: &str, value: &str) {
        push(&mut self.out, &[" ", name, "=\""]);
        escape(&mut self.out, value);
        self.out.push('"');
    }

    /// Is the id one of the tree's that no element has taken yet?
    fn take(&mut self, id: &str) -> bool {
        self.ids.contains(id) && self.taken.insert(id.to_owned())
    }

    /// Does a link lead out, or to an element that is there?
    fn leads_somewhere(&self, link: &Element<'_>) -> bool {
        let href = link.attr("href").unwrap_or_default();
        match href.strip_prefix('#') {
            Some(id) => self.ids.contains(id),
            None => !href.is_empty(),
        }
    }
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Letters, digits and a few signs: an id in HTML and in XML.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && id.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

fn holds_tag(element: &Element<'_>, tag: &str) -> bool {
    element.children.iter().any(|node| node.tag() == tag)
}

/// Does each term of the list have its descriptions, and each description a term?
fn is_paired(list: &Element<'_>) -> bool {
    let parts = list.children.iter().filter(|node| !node.is_blank());
    let tags: Vec<&str> = parts.map(Node::tag).collect();
    tags.first() == Some(&"dt")
        && tags.last() == Some(&"dd")
        && tags.iter().all(|tag| matches!(*tag, "dt" | "dd"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::{ElementName, Op};

    #[test]
    fn a_link_leads_to_a_block_that_became_a_line() {
        let open = |tag, name, value: &str| Op::open_with(tag, vec![(name, value.to_owned())]);
        let text = |it: &str| Op::Text(it.to_owned());
        let ops = vec![
            Op::open(ElementName::P),
            open(ElementName::A, "href", "#place-1"),
            text("1"),
            Op::Close,
            open(ElementName::Li, "id", "place-1"),
            text("A note"),
            Op::Close,
            Op::Close,
        ];
        let (written, _) = write(&Tree { ops });
        let expected = "<p><a href=\"#place-1\">1</a><br/><span id=\"place-1\"></span>A note</p>";
        assert_eq!(written, expected);
    }
}
