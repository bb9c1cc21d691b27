//! The tree as HTML.
//!
//! In: a tree. Out: markup whose every byte is generated here: names from the allowlist, text and
//! values escaped. Parsing it and writing it again changes nothing.

use super::tree::{ElementName, Op, Tree};

/// Writes `tree` as HTML, one block a line.
pub(super) fn write(tree: &Tree) -> String {
    let mut out = String::new();
    let mut open: Vec<ElementName> = Vec::new();
    for (at, op) in tree.ops.iter().enumerate() {
        match op {
            Op::Open { tag, attrs } => {
                if !out.is_empty()
                    && !out.ends_with('\n')
                    && starts_line(tag)
                    && !open.contains(&ElementName::Pre)
                {
                    out.push('\n');
                }
                open_tag(&mut out, tag, attrs);
                open.push(*tag);
            }
            Op::Text(text) => {
                // HTML drops a line break right after `<pre>`.
                let before = at.checked_sub(1).and_then(|before| tree.ops.get(before));
                let begins_pre = matches!(before, Some(Op::Open { tag: ElementName::Pre, .. }));
                if begins_pre && text.starts_with('\n') {
                    out.push('\n');
                }
                escape(&mut out, text);
            }
            Op::Close => {
                if let Some(tag) = open.pop()
                    && !tag.is_void()
                {
                    out.extend(["</", &tag, ">"]);
                }
            }
            Op::Removed(_) => {}
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn starts_line(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "pre"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "hr"
            | "details"
            | "summary"
    )
}

fn open_tag(out: &mut String, tag: &str, attrs: &[(&'static str, String)]) {
    out.extend(["<", tag]);
    for (name, value) in attrs {
        out.extend([" ", name, "=\""]);
        escape(out, value);
        out.push('"');
    }
    out.push('>');
}

/// Escapes text for content and for double-quoted values alike.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            // A parser would turn them into something else.
            '\0' => {}
            '\r' => out.push('\n'),
            c => out.push(c),
        }
    }
}
