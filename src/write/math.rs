//! Formulas, readable as text.
//!
//! In: an element that may be a formula: MathML, a script with TeX, a picture of one. Out: the TeX
//! that the page keeps as its source, else the formula on one line. Pages that typeset with KaTeX or
//! MathJax hold each formula two or three times; only its source is written.

use crate::base::attr::{self, AttrName};
use crate::base::tag::Tag;
use crate::base::text;
use crate::outline::{NodeId, Outline};

/// A formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// Its source in TeX.
    Tex(String),
    /// Written on one line.
    Line(String),
}

/// The longest formula that is written, in bytes.
const MAX_BYTES: usize = 4000;

/// The formula that the element `id` is, if it is one.
pub(super) fn formula(outline: &Outline, id: NodeId) -> Option<Formula> {
    match outline.node(id).tag {
        Tag::Math => {
            let source =
                annotation(outline, id).or_else(|| tex(attribute(outline, id, "alttext")?));
            source.map(Formula::Tex).or_else(|| line(outline, id))
        }
        Tag::Script => script(outline, id).map(Formula::Tex),
        Tag::Img => picture(outline, id).map(Formula::Tex),
        Tag::Other if outline.node(id).span.of(&outline.source).starts_with("<amp-mathml") => {
            attribute(outline, id, "data-formula").and_then(tex).map(Formula::Tex)
        }
        _ => None,
    }
}

/// Does the element only show a formula whose source stands beside it?
pub(super) fn is_drawn(outline: &Outline, id: NodeId) -> bool {
    /// So many siblings further the source is looked for.
    const REACH: usize = 3;
    let Some(class) = outline.raw_attr(id, AttrName::Class) else { return false };
    let has = |is: fn(&str) -> bool| class.split_ascii_whitespace().any(is);
    if has(|word| word == "katex-html") {
        // The source is the first that its parent holds.
        let parent = outline.node(id).parent;
        return (parent..id).take(8).any(|it| outline.node(it).tag == Tag::Math);
    }
    if !has(|word| word.starts_with("MathJax") || word.starts_with("mjx-chtml")) {
        return false;
    }
    let around = outline.node(outline.node(id).parent).end;
    let mut at = outline.node(id).end;
    for _ in 0..REACH {
        if around <= at {
            return false;
        }
        if script(outline, at).is_some() {
            return true;
        }
        at = outline.node(at).end;
    }
    false
}

/// TeX that MathJax finds in a script.
fn script(outline: &Outline, id: NodeId) -> Option<String> {
    let node = outline.node(id);
    if node.tag != Tag::Script
        || !outline.raw_attr(id, AttrName::Type).is_some_and(|it| it.starts_with("math/tex"))
    {
        return None;
    }
    let rest = outline.source.get(node.span.end as usize..)?;
    let end = memchr::memmem::find(rest.as_bytes(), b"</")?;
    tex(rest.get(..end)?)
}

fn annotation(outline: &Outline, id: NodeId) -> Option<String> {
    let is_tex = |&it: &NodeId| {
        name(outline, it) == "annotation"
            && attribute(outline, it, "encoding")
                .is_some_and(|it| it.to_ascii_lowercase().contains("tex"))
    };
    let annotation = outline.subtree(id).find(is_tex)?;
    let text: String = outline
        .subtree(annotation)
        .filter(|&it| outline.node(it).is_text())
        .map(|it| outline.node(it).span.of(&outline.source))
        .collect();
    tex(&text)
}

/// The text alternative of a picture whose class says that it's a formula.
fn picture(outline: &Outline, id: NodeId) -> Option<String> {
    let class = outline.raw_attr(id, AttrName::Class)?.to_ascii_lowercase();
    let is_formula = class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| matches!(word, "math" | "latex" | "tex"));
    is_formula.then(|| tex(outline.raw_attr(id, AttrName::Alt)?))?
}

/// TeX as it stands in the page, without what only sets its size.
fn tex(raw: &str) -> Option<String> {
    let plain = text::plain(raw);
    let inner =
        plain.strip_prefix("{\\displaystyle").or_else(|| plain.strip_prefix("{\\textstyle"));
    let inner = inner.and_then(|it| it.strip_suffix('}')).unwrap_or(&plain).trim();
    let inner = inner.strip_prefix("\\displaystyle ").unwrap_or(inner);
    (!inner.is_empty() && inner.len() <= MAX_BYTES).then(|| inner.to_owned())
}

/// Elements of MathML have no tag of their own: their name is in the page.
fn name(outline: &Outline, id: NodeId) -> &str {
    let tag = outline.node(id).span.of(&outline.source).trim_start_matches('<');
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

fn attribute<'o>(outline: &'o Outline, id: NodeId, name: &str) -> Option<&'o str> {
    let tag = outline.node(id).span.of(&outline.source);
    attr::all(tag).find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// MathML on one line.
fn line(outline: &Outline, id: NodeId) -> Option<Formula> {
    let mut out = String::new();
    push(outline, id, &mut out);
    let line = text::plain(&out);
    (!line.is_empty()).then_some(Formula::Line(line))
}

fn push(outline: &Outline, id: NodeId, out: &mut String) {
    if MAX_BYTES < out.len() {
        return;
    }
    let node = outline.node(id);
    if node.is_text() {
        let decoded = text::plain(node.span.of(&outline.source));
        out.extend(decoded.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')));
        return;
    }
    let part = |at: usize| outline.children(id).nth(at);
    let mut parts = |before: &[&str]| {
        for (before, part) in before.iter().zip(outline.children(id)) {
            out.push_str(before);
            push_whole(outline, part, out);
        }
    };
    match name(outline, id) {
        "mfrac" => parts(&["", "/"]),
        "msup" | "mover" => parts(&["", "^"]),
        "msub" | "munder" => parts(&["", "_"]),
        "msubsup" | "munderover" => parts(&["", "_", "^"]),
        "msqrt" => {
            out.push_str("√(");
            push_all(outline, id, "", out);
            out.push(')');
        }
        "mroot" => {
            if let (Some(of), Some(index)) = (part(0), part(1)) {
                push_whole(outline, index, out);
                out.push_str("√(");
                push(outline, of, out);
                out.push(')');
            }
        }
        "mtr" | "mlabeledtr" => push_all(outline, id, " ", out),
        "mtable" => push_all(outline, id, "; ", out),
        "mspace" => out.push(' '),
        "mo" => push_operator(outline, id, out),
        "annotation" | "annotation-xml" | "mphantom" => {}
        _ => push_all(outline, id, "", out),
    }
}

fn push_all(outline: &Outline, id: NodeId, between: &str, out: &mut String) {
    for (at, part) in outline.children(id).enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        push(outline, part, out);
    }
}

/// A part of a fraction or an exponent, in parentheses where it has parts itself.
fn push_whole(outline: &Outline, id: NodeId, out: &mut String) {
    const REACH: usize = 32;
    let near = outline.subtree(id).take(REACH);
    if near.filter(|&it| outline.node(it).is_text()).count() > 1 {
        out.push('(');
        push(outline, id, out);
        out.push(')');
    } else {
        push(outline, id, out);
    }
}

/// Signs that compare and add stand between spaces.
fn push_operator(outline: &Outline, id: NodeId, out: &mut String) {
    let mut sign = String::new();
    push_all(outline, id, "", &mut sign);
    let is_wide = sign.chars().all(|c| {
        matches!(c, '=' | '<' | '>' | '+' | '−' | '-' | '±' | '×' | '·' | '÷' | ':')
            || matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2248}'..='\u{228B}')
    });
    if is_wide && !out.is_empty() && !out.ends_with('(') {
        out.extend([" ", &sign, " "]);
    } else {
        out.push_str(&sign);
    }
}
