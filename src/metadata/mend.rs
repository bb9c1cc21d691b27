//! Makes JSON of what pages write where JSON should stand.
//!
//! In: the text of a script that a strict parser refused. Out: text that it may take: comments
//! and trailing commas gone, line breaks and stray quotes in strings escaped, open brackets closed.
//! It doesn't judge what the script says, and it may well give text that still is no JSON.

/// Mends `script`.
pub(super) fn mend(script: &str) -> String {
    let mut mender =
        Mender { rest: script, out: String::with_capacity(script.len()), open: Vec::new() };
    while let Some(c) = mender.rest.chars().next() {
        mender.step(c);
    }
    mender.drop_comma();
    while let Some(close) = mender.open.pop() {
        mender.out.push(close);
    }
    mender.out
}

/// The deepest nesting that is closed again, far beyond the parser's own limit.
const MAX_OPEN: usize = 200;

struct Mender<'a> {
    rest: &'a str,
    out: String,
    /// What closes the brackets that are open.
    open: Vec<char>,
}

impl Mender<'_> {
    fn step(&mut self, c: char) {
        let comment_end = match self.rest.get(..2) {
            Some("//") => Some("\n"),
            Some("/*") => Some("*/"),
            _ => None,
        };
        if let Some(end) = comment_end {
            self.skip(self.rest.find(end).map_or(self.rest.len(), |at| at + end.len()));
            return;
        }
        self.skip(c.len_utf8());
        match c {
            '"' => self.string(),
            '{' | '[' if self.open.len() < MAX_OPEN => {
                self.open.push(if c == '{' { '}' } else { ']' });
                self.out.push(c);
            }
            '}' | ']' => {
                self.drop_comma();
                self.open.pop();
                self.out.push(c);
            }
            _ => self.out.push(c),
        }
    }

    fn skip(&mut self, n_bytes: usize) {
        self.rest = self.rest.get(n_bytes..).unwrap_or("");
    }

    fn drop_comma(&mut self) {
        let end = self.out.trim_end().len();
        if self.out[..end].ends_with(',') {
            self.out.truncate(end - 1);
        }
    }

    /// The string whose opening quote came last.
    fn string(&mut self) {
        self.out.push('"');
        let mut chars = self.rest.char_indices();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if ends_string(&self.rest[at + 1..]) => {
                    end = at + 1;
                    break;
                }
                '"' => self.out.push_str("\\\""),
                '\\' => match chars.next() {
                    Some((_, c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                        self.out.extend(['\\', c]);
                    }
                    Some((_, c)) if ' ' <= c => self.out.push(c),
                    _ => {}
                },
                c if c < ' ' => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
        self.skip(end);
    }
}

/// A quote ends the string where the JSON goes on after it; else it belongs to the text.
fn ends_string(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with([',', ':', '}', ']', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: &str) {
        assert_eq!(mend(script), expected);
        assert!(serde_json::from_str::<serde_json::Value>(expected).is_ok(), "{expected}");
    }

    #[test]
    fn drops_comments_and_trailing_commas() {
        check(r#"{"a": 1, /* x */ "b": [1, 2,],}"#, r#"{"a": 1,  "b": [1, 2]}"#);
        check("// x\n{\"a\": \"http://b\"}", "{\"a\": \"http://b\"}");
    }

    #[test]
    fn mends_strings() {
        check("{\"a\": \"one\ntwo\"}", r#"{"a": "one two"}"#);
        check(r#"{"a": "say "no" now"}"#, r#"{"a": "say \"no\" now"}"#);
        check(r#"{"a": "it\'s"}"#, r#"{"a": "it's"}"#);
    }

    #[test]
    fn closes_what_is_open() {
        check(r#"{"a": [{"b": "c"#, r#"{"a": [{"b": "c"}]}"#);
        check(r#"{"a": 1,"#, r#"{"a": 1}"#);
    }

    #[test]
    fn takes_anything() {
        for script in ["", "\\", "\"\\", "]]]", "/", "{\"é", "/*"] {
            mend(script);
        }
        mend(&"[".repeat(100_000));
    }
}
