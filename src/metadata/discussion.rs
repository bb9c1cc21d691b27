//! Pages that their readers write: forums, questions and answers.
//!
//! In: the types that a page says it is of, and the names of its root. Out: a fact. On such a page
//! the posts are the article, though its software may call them comments.

use super::facts::{Facts, Field, Source};
use crate::base::attr::AttrName;
use crate::lex::StartTag;

/// Types of <https://schema.org>. A page with questions of its own making is an `FAQPage`.
const TYPES: &[&str] = &["DiscussionForumPosting", "QAPage"];

/// What forums' software calls `<html>` or `<body>`.
const ROOTS: &[&str] = &["forum", "forums", "showthread", "viewtopic"];

/// Is the type, by its name or address, one of those?
pub(super) fn is_type(name: &str) -> bool {
    let name = name.trim().rsplit(['/', '#', ':']).next().unwrap_or("");
    TYPES.contains(&name)
}

/// Adds the fact where an item's type is one of those.
pub(super) fn item(kind: &str, facts: &mut Facts) {
    if is_type(kind) {
        facts.add(Field::Discussion, Source::Microdata, kind);
    }
}

/// Adds the fact where `<html>` or `<body>` is named so.
pub(super) fn root(tag: &StartTag<'_>, facts: &mut Facts) {
    for names in [AttrName::Class, AttrName::Id].into_iter().filter_map(|name| tag.raw(name)) {
        let mut words = names.split(|letter: char| !letter.is_ascii_alphanumeric());
        if words.any(|word| ROOTS.iter().any(|root| root.eq_ignore_ascii_case(word))) {
            facts.add(Field::Discussion, Source::Document, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::declared;

    #[test]
    fn readers_write_what_is_declared_a_discussion() {
        for page in [
            r#"<html itemscope itemtype="https://schema.org/QAPage"><p>Why?"#,
            r#"<div itemscope itemtype="http://schema.org/DiscussionForumPosting">Hm</div>"#,
            r#"<script type="application/ld+json">{"@graph": [{"@type": ["Thing", "QAPage"]}]}</script>"#,
            r#"<body id="phpbb" class="nojs section-viewtopic ltr">"#,
        ] {
            assert!(declared(page).is_discussion, "{page}");
        }
    }

    #[test]
    fn nor_questions_of_its_own_nor_comments_make_a_page_one() {
        for page in [
            r#"<script type="application/ld+json">{"@type": "FAQPage", "mainEntity": [{"@type": "Question"}]}</script>"#,
            r#"<article itemscope itemtype="https://schema.org/Article"><div class="forum">"#,
            r#"<body class="comments-open has-thread">"#,
        ] {
            assert!(!declared(page).is_discussion, "{page}");
        }
    }
}
