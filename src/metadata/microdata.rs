//! Microdata: `itemscope`, `itemtype` and `itemprop` on the page's elements.
//!
//! In: start and end tags. Out: facts where the value stands in an attribute, and for the others
//! what their text will tell. It keeps the open items only, and reads properties of articles,
//! pages and their authors; those of comments, products and lists speak of something else.

use super::discussion;
use super::facts::{Facts, Field, Source};
use super::region::{Reach, Region};
use crate::base::attr::AttrName;
use crate::base::tag::Tag;
use crate::base::text;
use crate::lex::StartTag;

/// The most items that may be open in one another.
const MAX_OPEN: usize = 16;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// An article or a page.
    Article,
    /// The author of one.
    Author,
    /// Anything else.
    Foreign,
}

/// A property whose value has its place among the texts.
#[derive(Debug)]
pub(super) enum Property {
    /// Its value stands in an attribute.
    Told(Field, String),
    /// Its value is the element's text.
    InText(Field),
}

/// Reads a page's microdata.
#[derive(Debug, Default)]
pub(super) struct Microdata {
    open: Vec<(Item, Region)>,
}

impl Microdata {
    /// Reads a start tag; its property, where that has a place among the texts.
    pub(super) fn start_tag(&mut self, tag: &StartTag<'_>, facts: &mut Facts) -> Option<Property> {
        let (prop, scope) = (tag.raw(AttrName::Itemprop), tag.raw(AttrName::Itemscope));
        let read = prop.and_then(|prop| self.property(tag, prop, scope.is_some(), facts));
        if scope.is_some() && tag.holds_content && self.open.len() < MAX_OPEN {
            let kind = tag.raw(AttrName::Itemtype).unwrap_or("");
            let item = self.item(prop, kind);
            discussion::item(kind, facts);
            self.open.push((item, Region::new(tag.tag)));
        }
        read
    }

    /// Follows the open items past a start tag that isn't one's own.
    pub(super) fn pass_start(&mut self, tag: Tag) {
        while let Some((_, region)) = self.open.last_mut() {
            if region.start_tag(tag) == Reach::Open {
                return;
            }
            self.open.pop();
        }
    }

    /// Follows the open items past an end tag; one that ends an outer item ends those in it.
    pub(super) fn end_tag(&mut self, tag: Tag) {
        let ended =
            self.open.iter_mut().position(|(_, region)| region.end_tag(tag) == Reach::Ended);
        if let Some(ended) = ended {
            self.open.truncate(ended);
        }
    }

    fn item(&self, prop: Option<&str>, kind: &str) -> Item {
        let has = |word: &str| {
            prop.is_some_and(|prop| prop.split_ascii_whitespace().any(|name| name == word))
        };
        if self.current() == Item::Foreign {
            return Item::Foreign;
        }
        if has("author") || has("creator") {
            return Item::Author;
        }
        let name = kind.trim().rsplit('/').next().unwrap_or("");
        let reads =
            name.ends_with("Article") || name.ends_with("Page") || name.ends_with("Posting");
        if (reads || matches!(name, "CreativeWork" | "Recipe" | "Blog" | "WebPageElement" | ""))
            && !has("comment")
        {
            Item::Article
        } else {
            Item::Foreign
        }
    }

    /// The innermost item; outside of all the page itself is meant.
    fn current(&self) -> Item {
        self.open.last().map_or(Item::Article, |(item, _)| *item)
    }

    fn property(
        &self,
        tag: &StartTag<'_>,
        props: &str,
        has_scope: bool,
        facts: &mut Facts,
    ) -> Option<Property> {
        let item = self.current();
        let field = props.split_ascii_whitespace().find_map(|prop| field(item, prop))?;
        if has_scope && field != Field::Author {
            return None;
        }
        let value =
            [AttrName::Content, AttrName::Datetime].into_iter().find_map(|name| tag.value(name));
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            let value = text::plain(&value);
            // Authors keep their order, whether named in a text or in an attribute.
            if field == Field::Author {
                return Some(Property::Told(field, value));
            }
            facts.add(field, Source::Microdata, value);
            return None;
        }
        // An author who is an item has a name in it; the whole text would have more.
        (tag.holds_content && !has_scope).then_some(Property::InText(field))
    }
}

fn field(item: Item, prop: &str) -> Option<Field> {
    Some(match (item, prop) {
        (Item::Article, "author" | "creator") | (Item::Author, "name") => Field::Author,
        (Item::Article, "headline") => Field::Title,
        (Item::Article, "datePublished" | "dateCreated") => Field::Published,
        (Item::Article, "dateModified") => Field::Modified,
        (Item::Article, "inLanguage") => Field::Language,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::metadata::collector::tests::{check, declared};

    #[test]
    fn reads_an_article() {
        let page = "<article itemscope itemtype='https://schema.org/BlogPosting'><h2 itemprop='headline'>One <i>two</i></h2>
            <span itemprop=author itemscope itemtype='https://schema.org/Person'>By <a><span itemprop=name>Jo Doe</span></a>, editor</span>
            <time itemprop='datePublished' datetime='2024-03-05'>Tuesday</time></article>";
        check(page, |page| page.title, "One two");
        check(page, |page| page.byline, "Jo Doe");
        check(page, |page| page.published, "2024-03-05");
    }

    #[test]
    fn an_author_may_be_plain_text() {
        check("<span itemprop=author>Jo Doe</span>", |page| page.byline, "Jo Doe");
        check("<meta itemprop=author content='Jo Doe'>", |page| page.byline, "Jo Doe");
    }

    #[test]
    fn authors_keep_their_order() {
        let page = "<span itemprop=author itemscope><b itemprop=name>Ines Falk</b></span>
            <span itemprop=author itemscope><meta itemprop=name content='Jo Reyes'></span>
            <span itemprop=author itemscope><b itemprop=name>Al Roe</b></span>";
        check(page, |page| page.byline, "Ines Falk, Jo Reyes, Al Roe");
    }

    #[test]
    fn comments_and_goods_speak_of_themselves() {
        let page = declared(
            "<div itemscope itemtype=https://schema.org/Comment><b itemprop=author>Commenter One</b></div>
             <div itemscope itemtype=https://schema.org/Product><b itemprop=name>Soap</b><i itemprop=author itemscope><u itemprop=name>Maker One</u></i></div>",
        );
        assert_eq!((page.byline, page.title), (None, None));
    }

    #[test]
    fn an_item_ends_with_its_element() {
        let page = "<div itemscope itemtype=Comment><div></div></div><b itemprop=author>Jo Doe</b>";
        check(page, |page| page.byline, "Jo Doe");
    }
}
