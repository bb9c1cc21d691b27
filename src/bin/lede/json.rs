//! An article as JSON: the fields and names of the wasm boundary.

use lede::{Article, LeadImage, Op, Tree};
use serde_json::{Map, Value, json};

/// All fields of an article.
pub(crate) fn article(article: &Article) -> Value {
    json!({
        "found": article.found(),
        "noArticle": article.no_article.map(|reason| json!({ "code": reason.code(), "message": reason.to_string() })),
        "title": article.title,
        "dek": article.dek,
        "byline": article.byline,
        "site": article.site,
        "published": article.published,
        "modified": article.modified,
        "canonical": article.canonical,
        "language": article.language,
        "direction": article.direction.name(),
        "leadImage": article.lead_image.as_ref().map(lead_image),
        "excerpt": article.excerpt,
        "wordCount": article.word_count,
        "readingMinutes": article.reading_minutes,
        "partial": article.is_partial,
        "readerable": article.is_readerable,
        "bodyFrom": article.body_from.name(),
        "body": tree(&article.body),
        "html": article.html(),
        "markdown": article.markdown(),
        "text": article.text(),
        "removals": (0..article.removals.len()).map(|at| removal(article, at)).collect::<Vec<_>>(),
    })
}

fn lead_image(image: &LeadImage) -> Value {
    json!({ "src": image.src, "alt": image.alt, "caption": image.caption, "inBody": image.in_body })
}

fn removal(article: &Article, at: usize) -> Value {
    let removal = &article.removals[at];
    let evidence = removal
        .evidence
        .iter()
        .map(|it| json!({ "kind": it.kind().name(), "detail": it.detail() }));
    json!({
        "ordinal": removal.ordinal,
        "class": removal.class.name(),
        "rule": removal.rule,
        "place": removal.place.name(),
        "evidence": evidence.collect::<Vec<_>>(),
        "excerpt": removal.excerpt,
        "words": removal.words,
        "content": tree(&article.removed_content(at)),
    })
}

/// The tree as a flat list: text, `[tag, attributes]` where an element opens, null where it closes,
/// a removal's number where it was taken out.
fn tree(tree: &Tree) -> Value {
    tree.ops.iter().map(op).collect()
}

fn op(op: &Op) -> Value {
    match op {
        Op::Text(text) => json!(text),
        Op::Open { tag, attrs } => {
            let attributes: Map<String, Value> =
                attrs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            json!([tag.as_str(), attributes])
        }
        Op::Close => Value::Null,
        Op::Removed(at) => json!(at),
    }
}
