//! Pages that their readers write: forums, questions and answers.
//!
//! In: the types that a page says it is of, the names of its root, and its address. Out: a fact. On
//! such a page the posts are the article, though its software may call them comments.

use url::Url;

use super::facts::{Facts, Field, Source};
use crate::base::attr::AttrName;
use crate::lex::StartTag;

/// Types of <https://schema.org>. A page with questions of its own making is an `FAQPage`.
const TYPES: &[&str] = &["DiscussionForumPosting", "QAPage"];

/// What forums' software calls `<html>` or `<body>`.
const ROOTS: &[&str] = &["forum", "forums", "showthread", "viewtopic"];

/// What forums' hosts are called, in their first labels.
const HOSTS: &[&str] = &["forum", "forums", "boards", "bbs", "discuss", "community"];

/// What stands in the paths of their pages, as a whole segment or a script's name.
const SEGMENTS: &[&str] =
    &["thread", "threads", "showthread", "viewthread", "viewtopic", "showtopic", "forum", "forums"];

/// The same where a number follows, at once or after a title.
const NUMBERED: &[&str] = &["t", "topic", "questions"];

/// What the numbers of topics are called in queries.
const TOPICS: &[&str] = &["topic", "tid", "threadid"];

/// Adds the fact where the page's address is that of one.
pub(super) fn address(url: &Url, facts: &mut Facts) {
    let host = url.host_str().unwrap_or("");
    let labels = host.strip_prefix("www.").unwrap_or(host);
    let is_host = labels.matches('.').count() > 1
        && labels.split('.').next().is_some_and(|label| HOSTS.contains(&label));
    let segments: Vec<&str> = url.path().split('/').filter(|it| !it.is_empty()).collect();
    let stem = |segment: &str| segment.split(['.', '-']).next().unwrap_or("").to_ascii_lowercase();
    let number = |segment: &&str| segment.starts_with(|it: char| it.is_ascii_digit());
    let is_path = segments.iter().enumerate().any(|(at, segment)| {
        let stem = stem(segment);
        SEGMENTS.contains(&&*stem)
            || (NUMBERED.contains(segment) && segments.iter().skip(at + 1).take(2).any(number))
    });
    let is_query =
        url.query_pairs().any(|(name, value)| TOPICS.contains(&&*name) && number(&&*value));
    let is_comments = matches!(segments[..], ["r", _, "comments", _, ..]);
    // The forum's own front page has no posts.
    if (is_host && !segments.is_empty()) || is_path || is_query || is_comments {
        facts.add(Field::Discussion, Source::Address, url.path());
    }
}

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
    use super::*;
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

    #[test]
    fn addresses_tell_of_discussions() {
        let is = |address: &str| {
            let url = Url::parse(address).unwrap();
            let mut facts = Facts::default();
            super::address(&url, &mut facts);
            facts.all(Field::Discussion).next().is_some()
        };
        for address in [
            "https://forum.garden.example/old-roses",
            "https://www.garden.example/threads/old-roses.123/",
            "https://garden.example/forum/showthread.php?t=12",
            "https://garden.example/viewtopic.php?f=2&t=12",
            "https://garden.example/t/old-roses/123/4",
            "https://garden.example/questions/123/old-roses",
            "https://garden.example/club/index.php?topic=123.0",
            "https://garden.example/r/roses/comments/1ab2c/old_roses/",
        ] {
            assert!(is(address), "{address}");
        }
        for address in [
            "https://garden.example/news/the-forum-of-rome",
            "https://garden.example/t/old-roses",
            "https://garden.example/questions/ask",
            "https://community.example/about",
            "https://forum.garden.example/",
            "https://garden.example/topics/roses/2",
            "https://garden.example/index.php?topic=roses",
            "https://garden.example/news/comments/1ab2c/",
        ] {
            assert!(!is(address), "{address}");
        }
    }
}
