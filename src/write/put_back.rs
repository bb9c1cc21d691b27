//! Removed parts, put back where they stood.
//!
//! In: the body, and what the parts hold that the reader wants back. Out: the body with those
//! parts in it. Nesting stays right: in a list a part becomes an item, in a table a row or a cell,
//! in a paragraph it parts the paragraph, in a line that holds nothing bigger it becomes a line.

use std::collections::HashMap;

use super::nodes;
use super::tree::{ElementName, Op, Tree};

/// The body with the parts `back` in it, by their places among the removals.
pub(super) fn put_back(body: &Tree, back: &HashMap<usize, Tree>) -> Tree {
    let mut writer =
        Writer { ops: Vec::with_capacity(body.ops.len()), open: Vec::new(), line_ended: false };
    for op in &body.ops {
        match op {
            Op::Removed(at) if let Some(part) = back.get(at) => {
                if !part.ops.is_empty() {
                    writer.part(&part.ops);
                }
            }
            op => writer.op(op),
        }
    }
    Tree { ops: writer.ops }
}

struct Writer {
    ops: Vec<Op>,
    /// The steps that opened what is open, outermost first.
    open: Vec<Op>,
    /// A part in a line has ended: what follows begins another.
    line_ended: bool,
}

impl Writer {
    fn op(&mut self, op: &Op) {
        self.begin_line(op);
        match op {
            Op::Open { .. } => self.open.push(op.clone()),
            Op::Close => {
                self.line_ended = false;
                self.open.pop();
                // What is left of a paragraph that a part stood at the end of.
                if matches!(self.ops.last(), Some(Op::Open { tag: ElementName::P, .. })) {
                    self.ops.pop();
                    return;
                }
            }
            Op::Text(_) | Op::Removed(_) => {}
        }
        self.ops.push(op.clone());
    }

    fn part(&mut self, content: &[Op]) {
        let around = match self.open.last() {
            Some(Op::Open { tag, .. }) => tag.as_str(),
            _ => "",
        };
        match around {
            "ul" | "ol" => self.wrapped(&[ElementName::Li], content),
            "dl" => self.wrapped(&[ElementName::Dd], content),
            "table" | "thead" | "tbody" | "tfoot" => {
                self.wrapped(&[ElementName::Tr, ElementName::Td], content);
            }
            "tr" => self.wrapped(&[ElementName::Td], content),
            "p" => self.parting(content),
            "" | "li" | "dd" | "td" | "th" | "blockquote" | "figure" | "details" => {
                self.ops.extend_from_slice(content);
            }
            _ => self.line(content),
        }
    }

    fn wrapped(&mut self, tags: &[ElementName], content: &[Op]) {
        self.ops.extend(tags.iter().map(|&tag| Op::open(tag)));
        self.ops.extend_from_slice(content);
        self.ops.extend(tags.iter().map(|_| Op::Close));
    }

    /// Ends the paragraph, and goes on with it after the part.
    fn parting(&mut self, content: &[Op]) {
        let Some(paragraph) = self.open.last().cloned() else { return };
        if self.ops.last() == Some(&paragraph) {
            self.ops.pop();
        } else {
            self.ops.push(Op::Close);
        }
        self.ops.extend_from_slice(content);
        self.ops.push(paragraph);
    }

    /// Writes the part without its blocks, a line break between them.
    fn line(&mut self, content: &[Op]) {
        self.line_ended = true;
        let mut open = Vec::new();
        for op in content {
            let tag = match op {
                Op::Open { tag, .. } => {
                    open.push(*tag);
                    Some(*tag)
                }
                Op::Close => open.pop(),
                Op::Text(_) | Op::Removed(_) => None,
            };
            if tag.is_none_or(|tag| nodes::is_inline(&tag)) {
                self.begin_line(op);
                self.ops.push(op.clone());
            } else {
                self.line_ended = true;
            }
        }
        self.line_ended = true;
    }

    /// A line break before `op` where a line has ended and another begins with it.
    fn begin_line(&mut self, op: &Op) {
        if matches!(op, Op::Close) {
            return;
        }
        let is_first = matches!(self.ops.last(), None | Some(Op::Open { .. }));
        if std::mem::take(&mut self.line_ended) && !is_first {
            self.ops.extend([Op::open(ElementName::Br), Op::Close]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::html;

    fn open(tag: &str) -> Op {
        Op::open(ElementName::named(tag))
    }

    fn text(text: &str) -> Op {
        Op::Text(text.to_owned())
    }

    fn block(tag: &str, words: &str) -> Vec<Op> {
        vec![open(tag), text(words), Op::Close]
    }

    fn back_in(body: Vec<Op>) -> String {
        let part = [block("p", "Part"), block("p", "two")].concat();
        let back = HashMap::from([(0, Tree { ops: part })]);
        html::write(&put_back(&Tree { ops: body }, &back)).replace('\n', "")
    }

    #[test]
    fn a_part_fits_where_it_is_put_back() {
        let within = |tag, rest: Vec<Op>| {
            let mut ops = vec![open(tag)];
            ops.extend(rest);
            ops.push(Op::Close);
            ops
        };
        let cases = [
            (
                [block("p", "a"), vec![Op::Removed(0)], block("p", "b")].concat(),
                "<p>a</p><p>Part</p><p>two</p><p>b</p>",
            ),
            (
                within("ul", [block("li", "a"), vec![Op::Removed(0)]].concat()),
                "<ul><li>a</li><li><p>Part</p><p>two</p></li></ul>",
            ),
            (
                within("table", vec![Op::Removed(0)]),
                "<table><tr><td><p>Part</p><p>two</p></td></tr></table>",
            ),
            (
                within("p", vec![text("a"), Op::Removed(0), text("b")]),
                "<p>a</p><p>Part</p><p>two</p><p>b</p>",
            ),
            (within("p", vec![Op::Removed(0), text("b")]), "<p>Part</p><p>two</p><p>b</p>"),
            (within("p", vec![text("a"), Op::Removed(0)]), "<p>a</p><p>Part</p><p>two</p>"),
            (
                within("figcaption", vec![text("a"), Op::Removed(0), text("b")]),
                "<figcaption>a<br>Part<br>two<br>b</figcaption>",
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(back_in(body), expected);
        }
    }

    #[test]
    fn only_what_is_wanted_comes_back() {
        let body = Tree { ops: vec![Op::Removed(0), Op::Removed(1), Op::Removed(7)] };
        let back = HashMap::from([(1, Tree { ops: block("p", "second") }), (7, Tree::default())]);
        assert_eq!(html::write(&put_back(&body, &back)), "<p>second</p>\n");
        assert_eq!(html::write(&put_back(&body, &HashMap::new())), "");
    }
}
