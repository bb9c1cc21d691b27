//! `lede read`: one page in, its article out.

use lede::{Article, Options, Reader};

use super::args::{Format, Read};
use super::failure::Failure;
use super::{json, page, print};

/// Reads one page and prints its article.
pub(crate) fn run(call: &Read) -> Result<(), Failure> {
    let mut options = Options::new();
    if let Some(url) = &call.url {
        options = options.url(url)?;
    }
    if let Some(charset) = &call.charset {
        options = options.charset(charset)?;
    }
    let bytes = page::bytes(call.file.as_deref())?;
    let mut reader = Reader::new(options);
    reader.write(&bytes);
    let article = reader.finish();
    print(&written(&article, call.format))?;
    match article.no_article {
        None => Ok(()),
        Some(reason) => {
            let name = call.file.as_deref().unwrap_or(page::STDIN);
            Err(Failure::Page(name.to_owned(), reason.to_string()))
        }
    }
}

/// The article in a format; of a page without one, only what tells why.
fn written(article: &Article, format: Format) -> String {
    let mut out = match format {
        Format::Json => json::article(article).to_string(),
        Format::Report => article.explain(),
        _ if !article.found() => String::new(),
        Format::Html => article.html(),
        Format::Markdown => article.markdown(),
        Format::Text => text(article),
    };
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Title, byline and date, then the text, parted by blank lines.
fn text(article: &Article) -> String {
    let byline = [article.byline.as_deref(), article.published.as_deref(), article.site.as_deref()];
    let byline: Vec<&str> = byline.into_iter().flatten().collect();
    let parts = [article.title.clone().unwrap_or_default(), byline.join(" · "), article.text()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
