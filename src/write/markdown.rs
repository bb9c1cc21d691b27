//! The tree as Markdown (CommonMark, with GitHub's tables).
//!
//! In: a title and a tree. Out: Markdown in which nothing of the page's text is taken for markup.

use super::tree::{Op, Tree};

/// Writes a title and a tree.
pub(super) fn write(title: Option<&str>, tree: &Tree) -> String {
    let mut writer = Writer::default();
    if let Some(title) = title {
        writer.out.push_str("# ");
        escape(&mut writer.out, title);
        writer.out.push('\n');
    }
    for op in &tree.ops {
        match op {
            Op::Open { tag, attrs } => writer.open(tag, attrs),
            Op::Text(text) => writer.text(text),
            Op::Close => writer.close(),
            Op::Removed(_) => {}
        }
    }
    let mut out = writer.out.trim_end().to_owned();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

#[derive(Default)]
struct Writer {
    out: String,
    open: Vec<(&'static str, String)>,
    /// What every line starts with: quotes and list indents.
    prefix: Vec<String>,
    /// Number of the next item, by open list; 0 for lists without numbers.
    numbers: Vec<u32>,
    in_pre: bool,
    /// Cells of the row being written, and whether the table's head is done.
    cells: u32,
    head_done: bool,
    /// A list item has just begun, so its first block stands on its line.
    at_item: bool,
}

impl Writer {
    fn open(&mut self, tag: &'static str, attrs: &[(&'static str, String)]) {
        let attr = |name: &str| {
            attrs
                .iter()
                .find(|(it, _)| *it == name)
                .map(|(_, value)| value.as_str())
                .unwrap_or_default()
        };
        let mut close = String::new();
        match tag {
            "p" | "figure" | "figcaption" | "details" | "dl" | "dt" | "dd" | "caption"
            | "summary" => self.block(),
            "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block();
                let level = usize::from(tag.as_bytes()[1] - b'0');
                self.out.push_str(&"######"[..level]);
                self.out.push(' ');
            }
            "ul" | "ol" => {
                self.block_tight();
                self.numbers.push(if tag == "ol" { attr("start").parse().unwrap_or(1) } else { 0 });
            }
            "li" => self.item(),
            "blockquote" => {
                self.block();
                self.out.push_str("> ");
                self.prefix.push("> ".to_owned());
                self.at_item = true;
            }
            "pre" => {
                self.block();
                self.in_pre = true;
                self.out.push_str("```");
                self.out.push_str(attr("class").trim_start_matches("language-"));
                self.line();
            }
            "table" => {
                self.block();
                self.head_done = false;
            }
            "tr" => {
                self.cells = 0;
                self.out.push('|');
            }
            "td" | "th" => {
                self.cells += 1;
                self.out.push(' ');
            }
            "hr" => {
                self.block();
                self.out.push_str("---");
            }
            _ => close = self.open_inline(tag, &attr),
        }
        self.open.push((tag, close));
    }

    /// Opens what is part of a line; what closes it.
    fn open_inline<'a>(&mut self, tag: &str, attr: &impl Fn(&str) -> &'a str) -> String {
        let mut close = String::new();
        match tag {
            "br" => {
                if self.in_table() {
                    self.out.push(' ');
                } else {
                    self.out.push('\\');
                    self.line();
                }
            }
            "img" => {
                self.out.push_str("![");
                escape(&mut self.out, attr("alt"));
                self.out.extend(["](", &address(attr("src")), ")"]);
            }
            "a" => {
                self.out.push('[');
                close = format!("]({})", address(attr("href")));
            }
            "b" | "strong" => {
                self.out.push_str("**");
                "**".clone_into(&mut close);
            }
            "i" | "em" | "cite" | "dfn" | "var" => {
                self.out.push('*');
                "*".clone_into(&mut close);
            }
            "code" | "kbd" | "samp" if !self.in_pre => {
                self.out.push('`');
                "`".clone_into(&mut close);
            }
            "s" | "del" => {
                self.out.push_str("~~");
                "~~".clone_into(&mut close);
            }
            "q" => {
                self.out.push('“');
                "”".clone_into(&mut close);
            }
            _ => {}
        }
        close
    }

    fn close(&mut self) {
        let Some((tag, close)) = self.open.pop() else { return };
        if !close.is_empty() {
            let spaces = self.out.len() - self.out.trim_end_matches(' ').len();
            self.out.truncate(self.out.len() - spaces);
            self.out.push_str(&close);
            self.out.push_str(&" ".repeat(spaces));
        }
        match tag {
            "blockquote" | "li" => {
                self.prefix.pop();
                self.at_item = false;
            }
            "ul" | "ol" => {
                self.numbers.pop();
            }
            "pre" => {
                if !self.out.ends_with('\n') {
                    self.line();
                }
                self.out.push_str("```");
                self.in_pre = false;
            }
            "td" | "th" => self.out.push_str(" |"),
            "tr" => self.end_row(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_pre {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.line();
                }
                self.out.push_str(line);
            }
        } else if self.open.iter().any(|(tag, _)| matches!(*tag, "code" | "kbd" | "samp")) {
            self.out.push_str(&text.replace('`', "'"));
        } else {
            escape(&mut self.out, text);
        }
        self.at_item = false;
    }

    /// Starts a new block, a blank line after the one before.
    fn block(&mut self) {
        if std::mem::take(&mut self.at_item) || self.in_table() || self.out.is_empty() {
            return;
        }
        self.line();
        self.line();
    }

    fn block_tight(&mut self) {
        if self.numbers.is_empty() {
            self.block();
        }
    }

    fn item(&mut self) {
        if !self.out.is_empty() && !std::mem::take(&mut self.at_item) {
            self.line();
        }
        let mark = match self.numbers.last_mut() {
            Some(0) | None => "- ".to_owned(),
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
        };
        self.out.push_str(&mark);
        self.prefix.push(" ".repeat(mark.len()));
        self.at_item = true;
    }

    fn end_row(&mut self) {
        self.line();
        if !std::mem::replace(&mut self.head_done, true) {
            self.out.push('|');
            for _ in 0..self.cells {
                self.out.push_str(" --- |");
            }
            self.line();
        }
    }

    fn in_table(&self) -> bool {
        self.open.iter().any(|(tag, _)| matches!(*tag, "td" | "th"))
    }

    fn line(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ']).len());
        self.out.push('\n');
        for prefix in &self.prefix {
            self.out.push_str(prefix);
        }
    }
}

/// Backslashes before what CommonMark would read as markup.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// An address between parentheses.
fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")
}
