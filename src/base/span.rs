//! A half-open range of the page's decoded text.
//!
//! Offsets are bytes of the UTF-8 text that `decode` made, not of the bytes that came in.

/// Half-open byte range `start..end` of the page's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    /// How long it is.
    pub(crate) fn n_bytes(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The span without the ASCII white space at its ends.
    pub(crate) fn trimmed(self, source: &str) -> Span {
        /// Lines are indented by many spaces; so many are passed over at once.
        const SPACES: &[u8] = b"        ";
        let text = self.bytes_of(source);
        let mut rest = match text {
            [b'\n', line @ ..] | [b'\r', b'\n', line @ ..] => line,
            _ => text,
        };
        while let Some(less) = rest.strip_prefix(SPACES) {
            rest = less;
        }
        let rest = rest.trim_ascii_start();
        let start = self.end as usize - rest.len();
        Span::new(start, start + rest.trim_ascii_end().len())
    }

    /// The same as bytes: where no text is needed, nobody need look for the edges of its characters.
    pub(crate) fn bytes_of(self, source: &str) -> &[u8] {
        source.as_bytes().get(self.start as usize..self.end as usize).unwrap_or(&[])
    }

    /// The text of the span; empty where the span isn't one of `source`.
    pub(crate) fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_as_a_text_is_trimmed() {
        let texts = [
            "",
            " ",
            "a",
            "\n                   a b \t\r\n",
            "\r\n\t         é  ",
            "   x",
            "\u{A0} a",
        ];
        for text in texts {
            let source = ["<p>", text, "</p>"].concat();
            let span = Span::new(3, 3 + text.len());
            assert_eq!(span.trimmed(&source).of(&source), text.trim_ascii(), "{text:?}");
        }
    }
}
