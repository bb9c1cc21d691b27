//! Words as a reader sees them: HTML goes in, plain text comes out, with one space between blocks. It parses with
//! html5ever, so that it doesn't share a mistake with the code under test.
use scraper::node::Node;
use scraper::{ElementRef, Html};

/// The text of a fragment of HTML; white space of every kind is one space.
pub(crate) fn of_html(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut text = String::new();
    collect(document.root_element(), &mut text);
    squeeze(&text)
}

/// White space of every kind, no-break spaces included, as one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In document order and without recursion: a page may be deeper than the stack.
fn collect(root: ElementRef<'_>, text: &mut String) {
    let mut node = *root;
    loop {
        enter_or_leave(node.value(), text);
        if let Some(words) = node.value().as_text() {
            text.push_str(words);
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.id() == root.id() {
                return;
            }
            enter_or_leave(node.value(), text);
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
        }
    }
}

/// A block's edge parts words.
fn enter_or_leave(node: &Node, text: &mut String) {
    if node.as_element().is_some_and(|it| !is_inline(it.name())) {
        text.push(' ');
    }
}

/// Elements that may stand inside a word.
pub(crate) fn is_inline(name: &str) -> bool {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
        "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
        "time", "u", "var", "wbr",
    ];
    INLINE.contains(&name)
}
