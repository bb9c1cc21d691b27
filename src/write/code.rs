//! Program code: its language, and the line numbers that aren't part of it.
//!
//! In: a `pre` or what stands in one. Out: the language that its classes name, as highlighters
//! write them, and whether it's only numbers. Whatever a class says, only a short plain word comes
//! out.

use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::outline::{NodeId, Outline};

/// The longest name of a language, in bytes ("objective-c++", "mathematica").
const MAX_NAME: usize = 20;

/// What highlighters write before a language's name.
const PREFIXES: &[&str] =
    &["language-", "lang-", "highlight-source-", "highlight-", "src-", "brush:"];

/// Where one of these stands, a class with a language's name is the language.
const HIGHLIGHTERS: &[&str] = &["hljs", "highlight", "sourcecode", "code", "prettyprint", "src"];

/// Languages that stand without a prefix.
const LANGUAGES: &[&str] = &[
    "asm",
    "awk",
    "bash",
    "c",
    "c++",
    "clojure",
    "console",
    "cpp",
    "cs",
    "csharp",
    "css",
    "dart",
    "diff",
    "dockerfile",
    "elixir",
    "erlang",
    "fortran",
    "go",
    "graphql",
    "groovy",
    "haskell",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "jsx",
    "julia",
    "kotlin",
    "latex",
    "lisp",
    "lua",
    "makefile",
    "matlab",
    "ocaml",
    "pascal",
    "perl",
    "php",
    "powershell",
    "python",
    "r",
    "ruby",
    "rust",
    "scala",
    "scss",
    "sh",
    "shell",
    "sql",
    "svelte",
    "swift",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "vim",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zig",
];

/// Names that say that there is no language.
const NONE: &[&str] =
    &["none", "default", "plain", "plaintext", "text", "notranslate", "auto", "undefined"];

/// The language of the code in the `pre` element `id`.
pub(super) fn language(outline: &Outline, id: NodeId) -> Option<String> {
    /// A `code` stands at once in its `pre`, perhaps after an empty element.
    const REACH: u32 = 4;
    let end = outline.node(id).end;
    let code = (id + 1..end.min(id + REACH)).find(|&it| outline.node(it).tag == Tag::Code);
    // Wrappings count that hold this code and no text beside it.
    let letters = outline.sizes(id).letters;
    let around = outline
        .ancestors(id)
        .take(6)
        .take_while(|&it| outline.sizes(it).letters <= letters * 5 / 4 + 8);
    std::iter::once(id).chain(code).chain(around).find_map(|it| named(outline, it))
}

/// The language that a line above the code names, if it says nothing but that, or what a button to copy the
/// code says; empty where it names none.
pub(super) fn label(line: &str) -> Option<String> {
    const COPIES: &[&str] = &["copy code", "copy", "copied!", "copied"];
    let line = line.trim().to_ascii_lowercase();
    let mut name = &*line;
    while let Some(rest) = COPIES.iter().find_map(|it| name.strip_suffix(it)) {
        name = rest.trim_end();
    }
    let name = name.trim_end_matches(':');
    (name.is_empty() || LANGUAGES.contains(&name)).then(|| name.to_owned())
}

fn named(outline: &Outline, id: NodeId) -> Option<String> {
    let data = [AttrName::DataLanguage, AttrName::DataLang];
    let data = data.iter().find_map(|&name| name_of(outline.raw_attr(id, name)?));
    let class = || {
        let class = outline.raw_attr(id, AttrName::Class)?.to_ascii_lowercase();
        let words = || class.split(|c: char| c.is_ascii_whitespace() || c == ';');
        let prefixed = |(at, word): (usize, &str)| {
            let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix))?;
            let next = || words().nth(at + 1).unwrap_or_default();
            name_of(if rest.is_empty() { next() } else { rest })
        };
        let is_highlighted = || words().any(|word| HIGHLIGHTERS.contains(&word));
        let bare = || words().find(|word| LANGUAGES.contains(word) && is_highlighted());
        words().enumerate().find_map(prefixed).or_else(|| bare().map(str::to_owned))
    };
    data.or_else(class)
}

/// `raw` as a language's name, if it is a short plain word.
fn name_of(raw: &str) -> Option<String> {
    let name = raw.trim().to_ascii_lowercase();
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'.' | b'_' | b'-');
    let fits = !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(is_plain);
    (fits && !NONE.contains(&name.as_str())).then_some(name)
}

/// Is the `pre` element `id` a column of line numbers beside other code?
pub(super) fn is_gutter(outline: &Outline, id: NodeId) -> bool {
    /// So far out the table may be that holds numbers and code.
    const REACH: usize = 7;
    /// So much of the numbers is looked at; in bytes.
    const MAX_GUTTER: usize = 4000;
    // Most code begins with something else.
    let mut nodes = outline.subtree(id).skip(1).map(|it| outline.node(it));
    let first = nodes.find(|it| it.is_text() || it.is_hidden() || it.tag.is_silent());
    let is_word = |text: &str| text.trim_ascii().starts_with(|c: char| !c.is_ascii_digit());
    if first.is_some_and(|it| it.is_plain() && is_word(it.span.of(&outline.source))) {
        return false;
    }
    let text = outline.text_of(outline.subtree(id), MAX_GUTTER);
    // Lines may be glued together where elements part them.
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
        return false;
    }
    let is_pre = |&it: &NodeId| outline.node(it).tag == Tag::Pre && it != id;
    let table = outline.ancestors(id).take(REACH).find(|&it| outline.node(it).tag == Tag::Table);
    table.is_some_and(|table| outline.subtree(table).any(|it| is_pre(&it)))
}

/// Is the element, which stands in a `pre`, a line's number?
pub(super) fn is_line_number(outline: &Outline, id: NodeId) -> bool {
    const NAMES: &[&str] =
        &["lineno", "linenos", "line-number", "line-numbers", "linenumber", "ln", "lnt", "gutter"];
    let class = outline.raw_attr(id, AttrName::Class).unwrap_or_default();
    class.split_ascii_whitespace().any(|word| NAMES.contains(&word))
        && outline.subtree(id).filter(|&it| outline.node(it).is_text()).all(|it| {
            let text = outline.node(it).span.of(&outline.source);
            text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace())
        })
}
