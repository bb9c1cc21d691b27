//! Text that was encoded twice: `â` and two control characters where the page means `’`.
//!
//! In: decoded text. Out: the text with such runs put right. A page's software took its UTF-8 for
//! Latin-1 and encoded it once more; no browser mends that. A text is touched only where one of its runs
//! has a control character of the C1 set: no page means to write those, so what may be meant stays.

use std::borrow::Cow;

/// The first byte of each character from U+0080 to U+00BF, and the second bytes of C1's.
pub(super) const LEAD: u8 = 0xC2;
const CONTROLS: std::ops::RangeInclusive<u8> = 0x80..=0x9F;

/// `text` with what was encoded twice put right.
pub(crate) fn mended(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut leads = memchr::memchr_iter(LEAD, bytes);
    if leads.all(|at| !bytes.get(at + 1).is_some_and(|byte| CONTROLS.contains(byte))) {
        return text;
    }
    let is_certain = |(at, _)| run(&text[at..]).is_some_and(|(_, run)| has_control(run));
    if !text.char_indices().any(is_certain) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(c) = rest.chars().next() {
        let (meant, len) = run(rest).map_or((c, c.len_utf8()), |(meant, run)| (meant, run.len()));
        out.push(meant);
        rest = &rest[len..];
    }
    out.into()
}

fn has_control(run: &str) -> bool {
    run.chars().any(|c| u8::try_from(c).is_ok_and(|byte| CONTROLS.contains(&byte)))
}

/// The character that was encoded twice at the start of `text`, and what stands there for it.
fn run(text: &str) -> Option<(char, &str)> {
    let n_bytes = match u8::try_from(text.chars().next()?).ok()? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut utf8 = [0; 4];
    let mut chars = text.chars();
    for byte in &mut utf8[..n_bytes] {
        *byte = u8::try_from(chars.next()?).ok()?;
    }
    let meant = std::str::from_utf8(&utf8[..n_bytes]).ok()?.chars().next()?;
    (!meant.is_control()).then(|| (meant, &text[..text.len() - chars.as_str().len()]))
}

#[cfg(test)]
mod tests {
    fn twice(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    fn mended(text: &str) -> String {
        super::mended(text.into()).into_owned()
    }

    #[test]
    fn what_was_encoded_twice_is_put_right() {
        for text in ["It’s here", "one — two", "“Yes”", "Dvořák… 😀!", "東京", "\u{2018}"]
        {
            assert_eq!(mended(&twice(text)), text);
        }
        let half = format!("Élan, it{}s", twice("’"));
        assert_eq!(mended(&half), "Élan, it’s");
    }

    #[test]
    fn what_may_be_meant_stays() {
        // The last is a run that stops short.
        for text in ["MANHÃ\u{A0}", "Ã©", "â€™", "é\u{85}", "\u{C2}\u{85}", "plain", "\u{E2}\u{80}"]
        {
            assert_eq!(mended(text), text);
        }
    }
}
