//! Names of languages: is a tag one that strict readers take?
//!
//! In: a tag as a page has it. Out: whether its form is that of BCP 47 (RFC 5646, 2.1). Whether
//! there is such a language isn't asked.

/// Has the tag the form of BCP 47: language, script, region, variants, extensions, private use?
pub(crate) fn is_well_formed(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let is_alpha = |part: &str| part.bytes().all(|it| it.is_ascii_alphabetic());
    let is_alnum = |part: &str| part.bytes().all(|it| it.is_ascii_alphanumeric());
    if !parts.next().is_some_and(|it| (2..=8).contains(&it.len()) && it.len() != 4 && is_alpha(it))
    {
        return false;
    }
    let is_variant = |part: &str| {
        is_alnum(part)
            && ((5..=8).contains(&part.len())
                || part.len() == 4 && part.as_bytes()[0].is_ascii_digit())
    };
    let is_region = |part: &str| {
        part.len() == 2 && is_alpha(part)
            || part.len() == 3 && part.bytes().all(|it| it.is_ascii_digit())
    };
    parts.next_if(|it| it.len() == 3 && is_alpha(it));
    parts.next_if(|it| it.len() == 4 && is_alpha(it));
    parts.next_if(|it| is_region(it));
    while parts.next_if(|it| is_variant(it)).is_some() {}
    while let Some(singleton) = parts.next() {
        let least = if singleton.eq_ignore_ascii_case("x") { 1 } else { 2 };
        if singleton.len() != 1 || !is_alnum(singleton) {
            return false;
        }
        let mut n_parts = 0;
        while parts.next_if(|it| (least..=8).contains(&it.len()) && is_alnum(it)).is_some() {
            n_parts += 1;
        }
        if n_parts == 0 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_well_formed;

    #[test]
    fn tells_tags_from_other_words() {
        for tag in ["en", "EN-us", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "sl-rozaj-biske"] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in ["mn-Mong", "zh-yue-HK", "en-x-plain", "ar-u-nu-latn", "und", "de-DE-1996"] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in ["", "e", "en-", "en--us", "en_US", "english text", "x", "en-US-US", "de-x"] {
            assert!(!is_well_formed(tag), "{tag}");
        }
        for tag in ["1337", "abcd", "verylonglanguage", "en-a", "en-u-x", "ж"] {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }
}
