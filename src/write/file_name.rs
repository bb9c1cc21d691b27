//! A name for the file that an article is saved as.
//!
//! In: the title, and how the name ends. Out: a name that every system takes: no sign that Windows,
//! macOS or Linux gives a meaning, none that is unseen or turns the direction of what follows, no
//! name of a device, and short enough for file systems that encrypt names.

/// The longest name before its ending, in bytes: encrypted names hold 143, and a copy wants " (1)".
const MAX_BYTES: usize = 120;

/// Names of devices on Windows, whatever their ending; COM and LPT have a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name.
pub(super) fn file_name(title: &str, extension: &str) -> String {
    let mut stem = String::new();
    for word in title.split(|c: char| c.is_whitespace() || is_separator(c)) {
        let word: String = word.chars().filter(|c| !is_refused(*c)).collect();
        if !word.is_empty() && !stem.is_empty() {
            stem.push(' ');
        }
        stem.push_str(&word);
    }
    let mut stem = cut(stem.trim_start_matches(['.', '-', '~', ' ']));
    if stem.is_empty() {
        "article".clone_into(&mut stem);
    }
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_port = |name: &str| {
        name.strip_prefix("com").or_else(|| name.strip_prefix("lpt")).is_some_and(|rest| {
            matches!(rest.chars().next(), Some('0'..='9' | '¹' | '²' | '³'))
                && rest.chars().count() == 1
        })
    };
    if DEVICES.contains(&first.as_str()) || is_port(&first) {
        stem.insert(0, '_');
    }
    format!("{stem}.{extension}")
}

/// Signs that part words and can't stand in a name.
fn is_separator(c: char) -> bool {
    c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Signs without a shape: marks of direction, spaces of no width, tags, private use.
fn is_refused(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..='\u{10FFFF}')
}

/// At most the bytes that a name may have, and at the end of a word where one ends nearby.
fn cut(stem: &str) -> String {
    let ends_badly = ['.', ' '];
    if stem.len() <= MAX_BYTES {
        return stem.trim_end_matches(ends_badly).to_owned();
    }
    let mut end = MAX_BYTES;
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    let whole = stem[..end].rfind(' ').filter(|at| MAX_BYTES / 2 < *at).unwrap_or(end);
    stem[..whole].trim_end_matches(ends_badly).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_every_system() {
        for (title, expected) in [
            ("Port Averil lights its harbour", "Port Averil lights its harbour.md"),
            ("AC/DC: \"Who <made> who?\" | A\\B*", "AC DC Who made who A B.md"),
            ("../../etc/passwd", "etc passwd.md"),
            ("-rf ~", "rf ~.md"),
            ("con", "_con.md"),
            ("COM1.txt: a port", "_COM1.txt a port.md"),
            ("Computers", "Computers.md"),
            ("", "article.md"),
            ("???", "article.md"),
            ("Wait...", "Wait.md"),
            ("a\u{202E}gpj.exe\u{200B}", "agpj.exe.md"),
            ("港の灯り　夜明け", "港の灯り 夜明け.md"),
            ("line\nbreak\u{0}", "line break.md"),
        ] {
            assert_eq!(file_name(title, "md"), expected, "{title:?}");
        }
    }

    #[test]
    fn long_titles_end_with_a_word() {
        let name = file_name(&"harbour light ".repeat(40), "epub");
        assert!(
            name.len() <= MAX_BYTES + 5 && name.ends_with("r.epub") | name.ends_with("t.epub"),
            "{name}"
        );
        let name = file_name(&"灯".repeat(200), "epub");
        assert_eq!(name, format!("{}.epub", "灯".repeat(40)));
    }
}
