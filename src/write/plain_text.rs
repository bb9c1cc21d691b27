//! The tree as plain text.
//!
//! In: a tree. Out: its text, every paragraph, heading, list item and cell on a line of its own.

use super::tree::{ElementName as Name, Op, Tree};

/// Elements that don't end a line of text.
fn is_inline(tag: Name) -> bool {
    matches!(
        tag,
        Name::A
            | Name::B
            | Name::Strong
            | Name::I
            | Name::Em
            | Name::U
            | Name::S
            | Name::Del
            | Name::Ins
            | Name::Sub
            | Name::Sup
            | Name::Small
            | Name::Mark
            | Name::Abbr
            | Name::Cite
            | Name::Q
            | Name::Dfn
            | Name::Time
            | Name::Code
            | Name::Kbd
            | Name::Samp
            | Name::Var
            | Name::Ruby
            | Name::Rt
            | Name::Rp
            | Name::Bdi
            | Name::Bdo
            | Name::Wbr
            | Name::Img
    )
}

/// All text.
pub(super) fn write(tree: &Tree) -> String {
    lines(&tree.ops, &[])
}

/// All text but the captions of pictures; below a quotation stands who said it.
pub(super) fn without_captions(tree: &Tree) -> String {
    lines(&tree.ops, &[Name::Figcaption])
}

/// Gives `piece` the text line by line; the lines of code come together.
pub(super) fn each_line(tree: &Tree, piece: impl FnMut(&str)) {
    read(&tree.ops, &[], piece);
}

fn lines(ops: &[Op], skip: &[Name]) -> String {
    let bytes = |op: &Op| if let Op::Text(text) = op { text.len() } else { 1 };
    let mut out = String::with_capacity(ops.iter().map(bytes).sum());
    read(ops, skip, |piece| out.push_str(piece));
    out
}

/// The most bytes that a line may have, or a few more.
fn longest_line(ops: &[Op]) -> usize {
    let (mut longest, mut line) = (0, 0);
    for op in ops {
        match op {
            Op::Open { tag, .. } if !is_inline(*tag) => line = 0,
            Op::Text(text) => line += text.len(),
            Op::Open { .. } | Op::Close | Op::Removed(_) => {}
        }
        longest = longest.max(line);
    }
    longest + 1
}

fn read(ops: &[Op], skip: &[Name], mut piece: impl FnMut(&str)) {
    let mut line = String::with_capacity(longest_line(ops));
    let mut open: Vec<Name> = Vec::new();
    let mut skipped_from = None;
    let mut quoted_in = None;
    let mut end_line = |line: &mut String, tag: Name| {
        if is_inline(tag) || line.is_empty() {
            return;
        }
        if !line.ends_with('\n') {
            line.truncate(line.trim_end_matches(' ').len());
            line.push('\n');
        }
        piece(line);
        line.clear();
    };
    for op in ops {
        match op {
            Op::Open { tag, .. } => {
                if *tag == Name::Blockquote {
                    quoted_in = open.iter().rposition(|it| *it == Name::Figure);
                }
                let is_speaker = quoted_in.is_some_and(|at| at < open.len());
                if skipped_from.is_none() && skip.contains(tag) && !is_speaker {
                    skipped_from = Some(open.len());
                }
                end_line(&mut line, *tag);
                open.push(*tag);
            }
            Op::Close => {
                let Some(tag) = open.pop() else { continue };
                end_line(&mut line, tag);
                if skipped_from == Some(open.len()) {
                    skipped_from = None;
                }
                quoted_in = quoted_in.filter(|&at| at < open.len());
            }
            // A video's label, which the page doesn't show.
            Op::Text(_) if open.ends_with(&[Name::Figure, Name::A]) => {}
            Op::Text(text) if skipped_from.is_none() => line.push_str(text),
            Op::Text(_) | Op::Removed(_) => {}
        }
    }
    piece(&line);
}

/// The first paragraph with text in it that is no part of a figure, a list, a quotation or a table.
pub(super) fn first_paragraph(tree: &Tree) -> Option<String> {
    let mut open: Vec<Name> = Vec::new();
    let mut line = String::new();
    for op in &tree.ops {
        let is_within = open.first() == Some(&Name::P);
        match op {
            Op::Open { tag, .. } => {
                if *tag == Name::Br && is_within {
                    line.push(' ');
                }
                open.push(*tag);
            }
            Op::Text(text) if is_within => line.push_str(text),
            Op::Close => {
                open.pop();
                if open.is_empty() && !line.trim().is_empty() {
                    return Some(line.trim().to_owned());
                }
            }
            Op::Text(_) | Op::Removed(_) => {}
        }
    }
    None
}

/// The caption of the figure whose image `ops` starts with.
pub(super) fn caption_after(ops: &[Op]) -> Option<String> {
    /// A caption follows its image at once, or after a link or a second image.
    const MAX_OPS: usize = 12;
    let near = ops.iter().take(MAX_OPS).enumerate();
    let mut depth = 0_i32;
    for (at, op) in near {
        match op {
            Op::Open { tag: Name::Figcaption, .. } => {
                let end = ops[at..].iter().scan(0_i32, |depth, op| {
                    *depth += match op {
                        Op::Open { .. } => 1,
                        Op::Close => -1,
                        _ => 0,
                    };
                    Some(*depth)
                });
                let len = end.take_while(|depth| *depth > 0).count();
                let text = lines(&ops[at..at + len], &[]).trim().replace('\n', " ");
                return (!text.is_empty()).then_some(text);
            }
            Op::Open { tag: Name::P | Name::H2 | Name::H3 | Name::Ul | Name::Figure, .. } => {
                return None;
            }
            Op::Open { .. } => depth += 1,
            Op::Close => depth -= 1,
            _ => {}
        }
        if depth < -3 {
            return None;
        }
    }
    None
}
