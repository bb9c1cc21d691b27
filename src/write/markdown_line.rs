//! A line of text as Markdown: emphasis, code, links, pictures, and escapes.
//!
//! In: nodes. Out: one line, or several parted by hard breaks. Every sign that CommonMark would take
//! for markup has a backslash. Emphasis that its delimiters can't say where it stands (before a
//! letter, after a quotation mark) is written as a tag. Source: CommonMark 0.31, 6.2.

use super::nodes::{self, Element, Node, is_inline};

/// What becomes of line breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// A backslash at the line's end.
    Hard,
    /// `<br>`, in cells of tables.
    Tags,
    /// A space, in headings.
    Spaces,
}

/// What stands around a part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Strong,
    Emphasis,
    Strike,
    /// To the address at this place among the line's links.
    Link(usize),
}

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Escaped.
    Text(String),
    /// Markup that stands as it is.
    Markup(String),
    /// Code, plain.
    Code(String),
    Break,
    Open(Mark),
    Close(Mark),
}

/// A line of plain text.
pub(super) fn of_text(text: &str) -> String {
    of([&Node::Text(text)], Breaks::Spaces)
}

/// The line that `nodes` make; blocks among them stand on lines of their own.
pub(super) fn of<'n, 'a: 'n>(
    nodes: impl IntoIterator<Item = &'n Node<'a>>,
    breaks: Breaks,
) -> String {
    let mut line = Line::default();
    nodes.into_iter().for_each(|node| line.node(node));
    let pieces = tidied(line.pieces);
    let text = written(&pieces, &line.links, breaks);
    let lines = text.split('\n').map(|it| guarded(it.trim_matches([' ', '\t'])));
    lines.collect::<Vec<_>>().join("\n")
}

/// The longest run of backticks in `text`.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[derive(Default)]
struct Line {
    pieces: Vec<Piece>,
    /// The emphasis around the current place.
    open: Vec<Mark>,
    /// Addresses of links.
    links: Vec<String>,
    in_link: bool,
}

impl Line {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) if is_inline(&element.tag) => self.inline(element),
            Node::Element(element) => {
                self.pieces.push(Piece::Break);
                if element.tag == "li" {
                    self.pieces.push(Piece::Text("- ".to_owned()));
                }
                self.nodes(&element.children);
                self.pieces.push(Piece::Break);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut out = String::new();
        escape(&mut out, text);
        self.pieces.push(Piece::Text(out));
    }

    fn markup(&mut self, text: impl Into<String>) {
        self.pieces.push(Piece::Markup(text.into()));
    }

    fn inline(&mut self, element: &Element<'_>) {
        let children = &element.children;
        match element.tag.as_str() {
            "br" => self.pieces.push(Piece::Break),
            "img" => self.picture(element),
            "a" if element.is_backlink() => {}
            "a" => self.link(element),
            "sub" | "sup" if nodes::any(children, &|it| it.note_of_mark().is_some()) => {
                self.marks(children);
            }
            "sub" | "sup" if nodes::any(children, &|it| it.is_backlink()) => self.nodes(children),
            "b" | "strong" => self.marked(Mark::Strong, children),
            "i" | "em" | "cite" | "dfn" | "var" => self.marked(Mark::Emphasis, children),
            "s" | "del" => self.marked(Mark::Strike, children),
            "code" | "kbd" | "samp" => self.code(&element.text()),
            "sub" | "sup" => {
                self.markup(format!("<{}>", element.tag.as_str()));
                self.nodes(children);
                self.markup(format!("</{}>", element.tag.as_str()));
            }
            "q" => {
                self.text("“");
                self.nodes(children);
                self.text("”");
            }
            "ruby" => self.ruby(children),
            "wbr" => {}
            _ => self.nodes(children),
        }
    }

    /// The marks of notes alone: who shows them raises them.
    fn marks(&mut self, children: &[Node<'_>]) {
        for element in children.iter().filter_map(Node::element) {
            match element.note_of_mark() {
                Some(name) => self.markup(format!("[^{name}]")),
                None => self.marks(&element.children),
            }
        }
    }

    fn ruby(&mut self, children: &[Node<'_>]) {
        let has_parentheses = children.iter().any(|it| it.tag() == "rp");
        for node in children {
            let is_bare = node.tag() == "rt" && !has_parentheses;
            if is_bare {
                self.text("(");
            }
            self.node(node);
            if is_bare {
                self.text(")");
            }
        }
    }

    fn marked(&mut self, mark: Mark, children: &[Node<'_>]) {
        if self.open.contains(&mark) {
            self.nodes(children);
            return;
        }
        // Emphasis that goes on is one.
        if self.pieces.last() == Some(&Piece::Close(mark)) {
            self.pieces.pop();
        } else {
            self.pieces.push(Piece::Open(mark));
        }
        self.open.push(mark);
        self.nodes(children);
        self.open.pop();
        self.pieces.push(Piece::Close(mark));
    }

    fn code(&mut self, text: &str) {
        let text = text.replace(['\n', '\r', '\t'], " ");
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Code(before)) => before.push_str(&text),
            _ => self.pieces.push(Piece::Code(text)),
        }
    }

    fn picture(&mut self, element: &Element<'_>) {
        let mut alt = String::new();
        escape(&mut alt, element.attr("alt").unwrap_or_default());
        let src = address(element.attr("src").unwrap_or_default());
        self.markup(format!("![{}]({src})", alt.trim()));
    }

    fn link(&mut self, element: &Element<'_>) {
        if let Some(name) = element.note_of_mark() {
            self.markup(format!("[^{name}]"));
            return;
        }
        let href = element.attr("href").unwrap_or_default();
        if self.in_link || href.is_empty() {
            self.nodes(&element.children);
            return;
        }
        let mark = Mark::Link(self.links.len());
        self.links.push(address(href));
        self.pieces.push(Piece::Open(mark));
        self.in_link = true;
        let around = std::mem::take(&mut self.open);
        self.nodes(&element.children);
        self.open = around;
        self.in_link = false;
        self.pieces.push(Piece::Close(mark));
    }
}

/// The pieces with spaces moved out of emphasis, empty emphasis gone, and breaks only between text.
fn tidied(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) if text.is_empty() => {}
            Piece::Text(text) => {
                let rest = text.trim_start_matches(' ');
                if rest.len() < text.len() {
                    before_marks(&mut out, Piece::Text(" ".to_owned()));
                }
                if !rest.is_empty() {
                    out.push(Piece::Text(rest.to_owned()));
                }
            }
            Piece::Break => before_marks(&mut out, Piece::Break),
            Piece::Close(mark) => close(&mut out, mark),
            piece => out.push(piece),
        }
    }
    let shows = |piece: &Piece| !matches!(piece, Piece::Break) && !is_space(piece);
    let first = out.iter().position(shows).unwrap_or(out.len());
    let last = out.iter().rposition(shows).map_or(first, |it| it + 1);
    out.truncate(last);
    out.drain(..first);
    out
}

/// Emphasis and links begin with their first word: spaces and breaks go before them.
fn before_marks(out: &mut Vec<Piece>, piece: Piece) {
    let at = out.iter().rposition(|it| !matches!(it, Piece::Open(_))).map_or(0, |it| it + 1);
    out.insert(at, piece);
}

fn is_space(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(text) if text.trim_matches(' ').is_empty())
}

/// Ends emphasis or a link with its last word, or takes it back where it holds nothing.
fn close(out: &mut Vec<Piece>, mark: Mark) {
    let mut after = Vec::new();
    while let Some(last) = out.last_mut() {
        match last {
            Piece::Break => after.push(Piece::Break),
            Piece::Text(text) if text.ends_with(' ') && !text.ends_with("\\ ") => {
                let kept = text.trim_end_matches(' ').len();
                text.truncate(kept);
                after.push(Piece::Text(" ".to_owned()));
                if kept > 0 {
                    break;
                }
            }
            _ => break,
        }
        out.pop();
    }
    if out.last() == Some(&Piece::Open(mark)) {
        out.pop();
    } else {
        out.push(Piece::Close(mark));
    }
    out.extend(after.into_iter().rev());
}

/// How a mark is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Delimiter(&'static str),
    Tag(&'static str),
    /// Brackets, then the address at this place.
    Link(usize),
}

fn written(pieces: &[Piece], links: &[String], breaks: Breaks) -> String {
    let forms = forms(pieces);
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let text = if out.ends_with(' ') { text.trim_start_matches(' ') } else { text };
                out.push_str(text);
            }
            Piece::Markup(markup) if markup.starts_with('[') => push_bracket(&mut out, markup),
            Piece::Markup(markup) => out.push_str(markup),
            Piece::Code(code) => push_code(&mut out, code, breaks),
            Piece::Break => push_break(&mut out, breaks),
            Piece::Open(_) | Piece::Close(_) => match (forms[at], piece) {
                (Form::Delimiter(delimiter), _) => out.push_str(delimiter),
                (Form::Link(_), Piece::Open(_)) => push_bracket(&mut out, "["),
                (Form::Link(at), _) => out.extend(["](", &links[at], ")"]),
                (Form::Tag(tag), Piece::Open(_)) => out.extend(["<", tag, ">"]),
                (Form::Tag(tag), _) => out.extend(["</", tag, ">"]),
            },
        }
    }
    out
}

/// What begins with a bracket: an exclamation before it would make a picture of it.
fn push_bracket(out: &mut String, markup: &str) {
    if out.ends_with('!') && !out.ends_with("\\!") {
        out.truncate(out.len() - 1);
        out.push_str("\\!");
    }
    out.push_str(markup);
}

/// The form of each mark, the same at both ends.
fn forms(pieces: &[Piece]) -> Vec<Form> {
    let mut forms = vec![Form::Delimiter(""); pieces.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => open.push(at),
            Piece::Close(mark) => {
                let Some(start) = open.pop() else { continue };
                let form = form(pieces, *mark, start, at);
                (forms[start], forms[at]) = (form, form);
            }
            _ => {}
        }
    }
    forms
}

fn form(pieces: &[Piece], mark: Mark, start: usize, end: usize) -> Form {
    let sides = [start, end].map(|at| (before(pieces, at), after(pieces, at)));
    let [(outer, first), (last, next)] = sides;
    let opens = flanks(first, outer);
    let closes = flanks(last, next);
    let meets_mark = |at: usize| {
        let is_mark =
            |piece: Option<&Piece>| matches!(piece, Some(Piece::Open(_) | Piece::Close(_)));
        is_mark(at.checked_sub(1).and_then(|it| pieces.get(it))) || is_mark(pieces.get(at + 1))
    };
    let stands_free = !outer.is_alphanumeric() && !next.is_alphanumeric();
    let fits = opens && closes;
    match mark {
        Mark::Link(at) => Form::Link(at),
        Mark::Strong if fits => Form::Delimiter("**"),
        Mark::Emphasis if fits && !meets_mark(start) && !meets_mark(end) => Form::Delimiter("*"),
        Mark::Emphasis if fits && stands_free => Form::Delimiter("_"),
        Mark::Strike if fits => Form::Delimiter("~~"),
        Mark::Strong => Form::Tag("strong"),
        Mark::Emphasis => Form::Tag("em"),
        Mark::Strike => Form::Tag("del"),
    }
}

/// May a delimiter stand between what is inside and what is outside of it?
fn flanks(inside: char, outside: char) -> bool {
    let is_sign = !inside.is_alphanumeric();
    !inside.is_whitespace() && (!is_sign || outside.is_whitespace() || is_punctuation(outside))
}

/// Punctuation by every version of Unicode.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '«' | '»')
}

/// The character that will stand before the piece at `at`.
fn before(pieces: &[Piece], at: usize) -> char {
    match at.checked_sub(1).and_then(|it| pieces.get(it)) {
        Some(Piece::Text(it) | Piece::Markup(it)) => it.chars().next_back().unwrap_or(' '),
        Some(Piece::Code(_)) => '`',
        Some(Piece::Open(_) | Piece::Close(_)) => '*',
        Some(Piece::Break) | None => ' ',
    }
}

fn after(pieces: &[Piece], at: usize) -> char {
    match pieces.get(at + 1) {
        Some(Piece::Text(it) | Piece::Markup(it)) => it.chars().next().unwrap_or(' '),
        Some(Piece::Code(_)) => '`',
        Some(Piece::Open(_) | Piece::Close(_)) => '*',
        // A backslash, or a tag.
        Some(Piece::Break) => '\\',
        None => ' ',
    }
}

fn push_break(out: &mut String, breaks: Breaks) {
    out.truncate(out.trim_end_matches(' ').len());
    match breaks {
        Breaks::Hard if out.ends_with("\\\n") || out.is_empty() => {}
        Breaks::Hard => out.push_str("\\\n"),
        Breaks::Tags if out.ends_with("<br>") || out.is_empty() => {}
        Breaks::Tags => out.push_str("<br>"),
        Breaks::Spaces => out.push(' '),
    }
}

/// Code between backticks, more of them than it has itself.
fn push_code(out: &mut String, code: &str, breaks: Breaks) {
    let fence = "`".repeat(longest_run(code) + 1);
    let is_padded = code.starts_with('`')
        || code.ends_with('`')
        || code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
    let pad = if is_padded { " " } else { "" };
    // A table's cell ends at a bar, in code too.
    let code = if breaks == Breaks::Tags { code.replace('|', "\\|") } else { code.to_owned() };
    out.extend([&fence, pad, &code, pad, &fence]);
}

/// Backslashes before what CommonMark would read as markup, spaces for line breaks.
fn escape(out: &mut String, text: &str) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = || text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // Within a word it's a letter.
            '_' => !before.is_ascii_alphanumeric() || !after().is_ascii_alphanumeric(),
            '&' => is_reference(&text[at + 1..]),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        match c {
            '\n' | '\r' | '\t' | ' ' if out.ends_with(' ') => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
        before = c;
    }
}

/// Would the text after an ampersand make a character of both?
fn is_reference(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len()
        && name.len() <= 32
        && !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'#')
}

/// An address between parentheses.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let is_balanced = is_balanced(url);
    for (at, c) in url.char_indices() {
        match c {
            '(' | ')' if !is_balanced => out.extend(['\\', c]),
            '&' if is_reference(&url[at + 1..]) => out.push_str("\\&"),
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            '`' => out.push_str("%60"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn is_balanced(url: &str) -> bool {
    /// Readers of Markdown follow so many levels at least.
    const MAX_DEPTH: i32 = 3;
    let mut depth = 0;
    for c in url.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if !(0..=MAX_DEPTH).contains(&depth) {
            return false;
        }
    }
    depth == 0
}

/// A line whose beginning isn't taken for a heading, an item, a rule or a table's.
fn guarded(line: &str) -> String {
    let is_over = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\\']);
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = if line.starts_with('#') {
        Some(0).filter(|_| is_over(line.trim_start_matches('#')))
    } else if let Some(rest) = line.strip_prefix(['-', '+']) {
        Some(0).filter(|_| is_over(rest) || is_rule(line))
    } else if line.starts_with(['=', ':']) {
        Some(0).filter(|_| is_rule(line))
    } else if (1..=9).contains(&n_digits) {
        let rest = line[n_digits..].strip_prefix(['.', ')']);
        Some(n_digits).filter(|_| rest.is_some_and(is_over))
    } else {
        None
    };
    match at {
        Some(at) => [&line[..at], "\\", &line[at..]].concat(),
        None => line.to_owned(),
    }
}

fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '-' | '=' | ':' | ' ' | '\\' | '|'))
}
