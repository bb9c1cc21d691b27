//! The tree as Markdown (CommonMark, with GitHub's tables and strikethrough).
//!
//! In: a title and a tree, or what stands at the top of a file. Out: Markdown in which nothing of the
//! page's text is taken for markup. Lines are `markdown_line`'s; here they become blocks.

use super::front::Front;
use super::markdown_line::{self as line, Breaks};
use super::nodes::{self, Element, Node, is_inline};
use super::places::KIND;
use super::rows;
use super::tree::Tree;

/// Writes a title, a dek and a tree.
pub(super) fn write(title: Option<&str>, dek: Option<&str>, tree: &Tree) -> String {
    let title = title.map(|it| heading(1, &line::of_text(it)));
    let dek = dek.map(line::of_text);
    let body = joined(&blocks(&nodes::of(tree)));
    written(title, dek, None, body)
}

/// The parts that there are, in order, parted by blank lines.
fn written(
    title: Option<String>,
    dek: Option<String>,
    note: Option<String>,
    body: String,
) -> String {
    let parts = [title, dek, note, Some(body)].into_iter().flatten().filter(|it| !it.is_empty());
    let mut out = parts.collect::<Vec<_>>().join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The article as a file: its fields as a block of YAML, then its text.
pub(super) fn file(front: &Front, tree: &Tree) -> String {
    let mut out = "---\n".to_owned();
    field(&mut out, "title", Some(&front.title));
    match front.authors.as_slice() {
        [] | [_] => field(&mut out, "author", front.authors.first()),
        authors => {
            out.push_str("author:\n");
            for author in authors {
                out.extend(["  - ", &quoted(author), "\n"]);
            }
        }
    }
    field(&mut out, "site", front.site.as_ref());
    field(&mut out, "published", front.published.as_ref());
    field(&mut out, "source", front.source.as_ref());
    field(&mut out, "language", front.language.as_ref());
    out.push_str("---\n\n");
    out += &written(
        Some(heading(1, &line::of_text(&front.title))),
        front.dek.as_deref().map(line::of_text),
        front.note.as_deref().map(|it| ["> ", &line::of_text(it)].concat()),
        joined(&blocks(&nodes::of(tree))),
    );
    out
}

fn field(out: &mut String, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        out.extend([name, ": ", &quoted(value), "\n"]);
    }
}

/// A text as YAML's double-quoted style has it, on one line.
fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // Breaks of lines, to some who read it.
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A block of lines, and what it is.
struct Block {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    /// A list, and whether it has the other marks, so that it doesn't go on with the one before it.
    List {
        is_numbered: bool,
        has_other_marks: bool,
    },
    Rule,
    Other,
}

fn joined(blocks: &[Block]) -> String {
    blocks.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The blocks of `nodes`; text between blocks is a paragraph.
fn blocks(nodes: &[Node<'_>]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut loose: Vec<&Node<'_>> = Vec::new();
    for node in nodes {
        match node.element() {
            Some(element) if !is_inline(&element.tag) => {
                paragraph(&mut out, &mut loose);
                block(&mut out, element);
            }
            _ => loose.push(node),
        }
    }
    paragraph(&mut out, &mut loose);
    out
}

fn paragraph(out: &mut Vec<Block>, nodes: &mut Vec<&Node<'_>>) {
    let text = line::of(nodes.drain(..), Breaks::Hard);
    push(out, Kind::Paragraph, text);
}

fn push(out: &mut Vec<Block>, kind: Kind, text: String) {
    if !text.is_empty() {
        out.push(Block { kind, text });
    }
}

fn block(out: &mut Vec<Block>, element: &Element<'_>) {
    let children = &element.children;
    match element.tag.as_str() {
        "p" | "dd" if element.note().is_some() => footnote(out, element),
        "p" => push(out, Kind::Paragraph, line::of(children, Breaks::Hard)),
        "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = usize::from(element.tag.as_bytes()[1] - b'0');
            push(out, Kind::Other, heading(level, &line::of(children, Breaks::Spaces)));
        }
        "dt" | "summary" if children.iter().all(|it| it.element().is_none()) => {
            let text = line::of(children, Breaks::Spaces);
            let strong = format!("**{text}**");
            let is_plain = text.chars().next().is_some_and(char::is_alphanumeric);
            push(out, Kind::Paragraph, if is_plain { strong } else { text });
        }
        "ul" | "ol" => list(out, element),
        "blockquote" => {
            let text = joined(&blocks(children));
            push(out, Kind::Other, prefixed(&text, "> ", "> "));
        }
        "pre" => push(out, Kind::Other, fenced(element)),
        "table" => table(out, element),
        "hr" => push(out, Kind::Rule, "---".to_owned()),
        // A group goes into its parts; lists among them see the one before.
        _ => {
            for part in blocks(children) {
                push(out, part.kind, part.text);
            }
        }
    }
}

fn heading(level: usize, line: &str) -> String {
    if line.is_empty() {
        return String::new();
    }
    // Signs at its end would be taken for the heading's own.
    let line = match line.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
        _ => line.to_owned(),
    };
    format!("{} {line}", &"######"[..level.min(6)])
}

/// `text` with `first` before its first line and `rest` before the others.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, line) in text.split('\n').enumerate() {
        let prefix = if at == 0 { first } else { rest };
        if at > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// A list. Notes among its items stand by themselves.
fn list(out: &mut Vec<Block>, list: &Element<'_>) {
    let is_numbered = list.tag == "ol";
    let first = list.attr("start").and_then(|it| it.parse().ok()).unwrap_or(1_u32);
    let items = list.children.iter().filter(|it| !it.is_blank());
    let items: Vec<_> = (first..=u32::MAX).zip(items).collect();
    let note = |&(_, item): &(u32, &Node<'_>)| item.element().is_some_and(|it| it.note().is_some());
    for run in items.chunk_by(|one, next| !note(one) && !note(next)) {
        if let Some(element) = run.first().filter(|it| note(it)).and_then(|it| it.1.element()) {
            footnote(out, element);
            continue;
        }
        let follows = |it: &Block| matches!(it.kind, Kind::List { is_numbered: same, has_other_marks: false } if same == is_numbered);
        let has_other_marks = out.last().is_some_and(follows);
        let kind = Kind::List { is_numbered, has_other_marks };
        push(out, kind, items_of(run, kind));
    }
}

fn items_of(nodes: &[(u32, &Node<'_>)], kind: Kind) -> String {
    let mut items = Vec::new();
    for (number, node) in nodes {
        let content = match node.element() {
            Some(item) if item.tag == "li" => blocks(&item.children),
            _ => blocks(std::slice::from_ref(node)),
        };
        let mark = match kind {
            Kind::List { is_numbered: true, has_other_marks: false } => format!("{number}. "),
            Kind::List { is_numbered: true, has_other_marks: true } => format!("{number}) "),
            Kind::List { has_other_marks: true, .. } => "* ".to_owned(),
            _ => "- ".to_owned(),
        };
        items.push(prefixed(&item(&content), &mark, &" ".repeat(mark.len())));
    }
    let is_loose = items.iter().any(|item| item.contains("\n\n"));
    items.join(if is_loose { "\n\n" } else { "\n" })
}

/// A note, which the mark of the same name opens. Its own number and links back are left to whoever shows it.
fn footnote(out: &mut Vec<Block>, element: &Element<'_>) {
    let Some(name) = element.note() else { return };
    let text = match element.tag.as_str() {
        "p" => line::of(&element.children, Breaks::Hard),
        "li" if element.attr(KIND).is_none() => joined(&blocks_of_note(&element.children)),
        _ => joined(&blocks(&element.children)),
    };
    let text = without_number(&text, name);
    push(out, Kind::Other, prefixed(text, &format!("[^{name}]: "), "    "));
}

/// The blocks of an item whose first is the note.
fn blocks_of_note(nodes: &[Node<'_>]) -> Vec<Block> {
    let mut out = Vec::new();
    for node in nodes {
        match node.element().filter(|it| it.note().is_some()) {
            Some(note) => {
                push(&mut out, Kind::Paragraph, line::of(&note.children, Breaks::Hard));
            }
            None => out.extend(blocks(std::slice::from_ref(node))),
        }
    }
    out
}

/// A note's text without the number or the sign that it begins with.
fn without_number<'t>(text: &'t str, name: &str) -> &'t str {
    const AROUND: [char; 8] = ['\\', '[', ']', '(', ')', '.', ':', ' '];
    let text = text.trim_start_matches(['^', '↑', ' ']);
    let rest = text.trim_start_matches(AROUND).strip_prefix(name);
    match rest.filter(|it| it.starts_with(AROUND)) {
        Some(rest) => rest.trim_start_matches(AROUND),
        None => text,
    }
}

/// What an item holds: a list right under its only paragraph, all else parted by blank lines.
fn item(content: &[Block]) -> String {
    let is_tight = content.iter().filter(|it| it.kind == Kind::Paragraph).count() <= 1
        && content.iter().all(|it| matches!(it.kind, Kind::Paragraph | Kind::List { .. }));
    let mut out = String::new();
    for (at, block) in content.iter().enumerate() {
        // Only such a list can end a paragraph without a blank line.
        let begins = ["- ", "* ", "1. ", "1) "].iter().any(|it| block.text.starts_with(it));
        let is_list = matches!(block.kind, Kind::List { .. });
        if at > 0 {
            let after_list = matches!(content[at - 1].kind, Kind::List { .. });
            out.push_str(if is_tight && is_list && begins && !after_list { "\n" } else { "\n\n" });
        }
        // `- ---` is a rule, not an item that holds one.
        out.push_str(if block.kind == Kind::Rule { "___" } else { &block.text });
    }
    out
}

/// Code between fences that are longer than any in it.
fn fenced(element: &Element<'_>) -> String {
    let mut text = String::new();
    push_code(&mut text, &element.children);
    let text = text.trim_end_matches('\n');
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(line::longest_run(text).max(2) + 1);
    let class = element.attr("class").unwrap_or_default();
    let language = class.strip_prefix("language-").unwrap_or_default();
    format!("{fence}{language}\n{text}\n{fence}")
}

fn push_code(out: &mut String, nodes: &[Node<'_>]) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) if element.tag == "br" => out.push('\n'),
            Node::Element(element) => push_code(out, &element.children),
        }
    }
}

/// A table, its caption above it. The first row is its head: there is no table without one.
fn table(out: &mut Vec<Block>, table: &Element<'_>) {
    let table = rows::of(table, |it| line::of(it, Breaks::Hard), |it| line::of(it, Breaks::Tags));
    table.outside.into_iter().for_each(|text| push(out, Kind::Paragraph, text));
    let n_columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if n_columns == 0 {
        return;
    }
    let mut lines = Vec::new();
    for row in table.rows.iter().filter(|row| !row.is_empty()) {
        let missing = if lines.is_empty() { n_columns.saturating_sub(row.len()) } else { 0 };
        let line = row.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
        let line = line.map(|cell| format!(" {cell}{}|", if cell.is_empty() { "" } else { " " }));
        lines.push(format!("|{}", line.collect::<String>()));
        if lines.len() == 1 {
            lines.push(format!("|{}", " --- |".repeat(n_columns)));
        }
    }
    push(out, Kind::Other, lines.join("\n"));
}

// The libraries that read Markdown and make up lines aren't there for the boundary's tests.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::super::tree::{Attribute, Op};
    use super::*;
    use crate::write::ElementName;

    const LINK: &str = "https://en.example/Boat_(small)?a=1&amp;b|c*d_e";

    /// One element, its attributes and what it holds.
    fn made(tag: &'static str, attrs: &[Attribute], content: Vec<Op>) -> Vec<Op> {
        let mut ops = vec![Op::open_with(ElementName::named(tag), attrs.to_vec())];
        ops.extend(content);
        ops.push(Op::Close);
        ops
    }

    fn text(text: &str) -> Vec<Op> {
        vec![Op::Text(text.to_owned())]
    }

    fn markdown(ops: Vec<Op>) -> String {
        write(None, None, &Tree { ops })
    }

    /// The words that a reader of Markdown shows, and the links, as `tag(words)`.
    fn shown(markdown: &str) -> String {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut out = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(it) | Event::Code(it) => out.push_str(&it),
                Event::SoftBreak | Event::HardBreak => out.push(' '),
                Event::Html(it) => out.extend(["!", &it]),
                _ => {}
            }
        }
        out
    }

    /// Whole lines that mean something, and the signs that they are made of.
    const HAZARDS: &[&str] = &[
        "#",
        "# a",
        "###### b",
        "-",
        "- a",
        "+ a",
        "* a",
        "1. a",
        "1) a",
        "1986. A year",
        "> a",
        "---",
        "===",
        "***",
        "```",
        "~~~",
        "| a |",
        "a | b",
        "--- | ---",
        ":-",
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "<b>",
        "<!--",
        "&amp;",
        "&#35;",
        "&copy",
        "`a`",
        "``",
        "\\",
        "\\*",
        "*a*",
        "**",
        "_a_",
        "a_b_c",
        "__a__",
        "~~a~~",
        "!",
        "a!",
        "“a”",
        "(b)",
        "\"",
        "'",
        "https://a.example/b_c_d",
        "<https://a.example>",
        "a  b",
        "C#",
        "港",
        "é",
        "$a$",
        "[^1]",
        "[ ]",
        ":",
        "=",
        "1.",
        "a\\",
        "    a",
        "\ta",
        "#a",
        "-a",
        "1.5",
    ];

    #[test]
    fn no_text_is_taken_for_markup() {
        for hazard in HAZARDS {
            for ops in [
                made("p", &[], text(hazard)),
                made("h2", &[], text(hazard)),
                made("ul", &[], made("li", &[], text(hazard))),
                made("blockquote", &[], made("p", &[], text(hazard))),
                made("p", &[], [text("a"), made("br", &[], vec![]), text(hazard)].concat()),
                made("table", &[], made("tr", &[], made("td", &[], text(hazard)))),
                made("p", &[], made("a", &[("href", LINK.to_owned())], text(hazard))),
                made("p", &[], [text("a "), made("code", &[], text(hazard)), text(" b")].concat()),
            ] {
                let words =
                    |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                let plain: String = ops
                    .iter()
                    .filter_map(|op| match op {
                        Op::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
                    .collect();
                let out = markdown(ops);
                assert_eq!(words(&shown(&out)), words(&plain), "{hazard:?}: {out}");
            }
        }
    }

    /// One element without attributes.
    fn plain(tag: &'static str, content: Vec<Op>) -> Vec<Op> {
        made(tag, &[], content)
    }

    #[test]
    fn lines_say_what_the_tree_does() {
        let strong = |words: &str| plain("strong", text(words));
        let em = |words: &str| plain("em", text(words));
        let here = made("a", &[("href", "https://a.example/".to_owned())], text("here"));
        let cases: Vec<(Vec<Vec<Op>>, &str)> = vec![
            (vec![text("a "), strong(" b "), text(" c")], "a **b** c"),
            (vec![strong("“Boats,”"), text("she")], "<strong>“Boats,”</strong>she"),
            (vec![text("un"), em("frigging"), text("able")], "un*frigging*able"),
            (vec![plain("em", strong("a"))], "_**a**_"),
            (vec![strong("a"), strong("b")], "**ab**"),
            (vec![text("a"), strong(" "), text("b")], "a b"),
            (vec![text("Look!"), here], "Look\\![here](https://a.example/)"),
            (vec![plain("code", text("a`b"))], "``a`b``"),
            (vec![plain("code", text("`"))], "`` ` ``"),
            (vec![text("10"), plain("sup", text("6"))], "10<sup>6</sup>"),
            (vec![text("a"), plain("br", vec![])], "a"),
            (vec![plain("ruby", [text("港"), plain("rt", text("みなと"))].concat())], "港(みなと)"),
        ];
        for (parts, expected) in cases {
            assert_eq!(markdown(plain("p", parts.concat())), format!("{expected}\n"));
        }
    }

    #[test]
    fn blocks_say_what_the_tree_does() {
        let item = |words: &str| plain("li", text(words));
        let cell = |words: &str| plain("td", text(words));
        let row = |cells: &[&str]| plain("tr", cells.iter().flat_map(|it| cell(it)).collect());
        let code = [("class", "language-rust".to_owned())];
        let nested = [text("b"), plain("ol", item("c"))].concat();
        let nine = [("start", "9".to_owned())];
        let table = [row(&["a|b", "c"]), row(&["d", "e", "f"])].concat();
        let cases: Vec<(Vec<Op>, &str)> = vec![
            (
                made("pre", &code, text("```\n  let a = 1;\n")),
                "````rust\n```\n  let a = 1;\n````\n",
            ),
            (plain("ul", [item("a"), plain("li", nested)].concat()), "- a\n- b\n  1. c\n"),
            ([plain("ul", item("a")), plain("ul", item("b"))].concat(), "- a\n\n* b\n"),
            (made("ol", &nine, [item("a"), item("b")].concat()), "9. a\n10. b\n"),
            (
                plain("ul", plain("li", [plain("p", text("a")), plain("p", text("b"))].concat())),
                "- a\n\n  b\n",
            ),
            (plain("table", table), "| a\\|b | c | |\n| --- | --- | --- |\n| d | e | f |\n"),
            (plain("h2", text("C #")), "## C \\#\n"),
        ];
        for (ops, expected) in cases {
            assert_eq!(markdown(ops), expected);
        }
    }

    #[test]
    fn cells_below_one_that_spans_stand_in_their_columns() {
        let cell = |words: &str, attrs: &[Attribute]| made("td", attrs, text(words));
        let rows = [
            [cell("a", &[("rowspan", "2".to_owned())]), cell("b", &[("colspan", "2".to_owned())])]
                .concat(),
            [cell("c", &[]), cell("d", &[])].concat(),
        ];
        let table =
            made("table", &[], rows.into_iter().flat_map(|row| made("tr", &[], row)).collect());
        assert_eq!(markdown(table), "| a | b | |\n| --- | --- | --- |\n| | c | d |\n");
    }

    /// A line with emphasis, code and links in any order, nested.
    fn line(depth: u32) -> BoxedStrategy<Vec<Op>> {
        let leaf = prop_oneof![
            4 => proptest::sample::select(HAZARDS).prop_map(text),
            4 => "[a-z ]{1,6}".prop_map(|it| text(&it)),
            1 => Just(made("br", &[], vec![])),
            1 => proptest::sample::select(HAZARDS).prop_map(|it| made("code", &[], text(it))),
        ];
        leaf.prop_recursive(depth, 24, 4, |inner| {
            let tags = proptest::sample::select(&["em", "strong", "s", "a", "sup", "i", "b"][..]);
            (tags, proptest::collection::vec(inner, 1..4)).prop_map(|(tag, parts)| {
                let attrs = if tag == "a" { vec![("href", LINK.to_owned())] } else { Vec::new() };
                made(tag, &attrs, parts.concat())
            })
        })
        .boxed()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_line_keeps_its_words(parts in proptest::collection::vec(line(3), 1..5)) {
            let ops = made("p", &[], parts.concat());
            let words = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let plain: String = ops.iter().filter_map(|op| match op {
                Op::Text(text) => Some(text.as_str()),
                _ => None,
            }).collect();
            let out = markdown(ops);
            prop_assert_eq!(words(&shown(&out)), words(&plain), "{}", out);
        }
    }
}
