//! `lede read`: one page in, its article out, on standard output or as a file.

use std::fs;
use std::path::Path;

use lede::{Article, Export, Extent, Options, Reader};

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
    if call.is_whole {
        options = options.extent(Extent::Whole);
    }
    let bytes = page::bytes(call.file.as_deref())?;
    let mut reader = Reader::new(options);
    reader.write(&bytes);
    let article = reader.finish();
    let export = export(call)?;
    match &call.output {
        Some(path) if article.found() => save(&article, call.format, &export, path)?,
        _ => print(&written(&article, call.format, &export))?,
    }
    match article.no_article {
        None => Ok(()),
        Some(reason) => Err(Failure::Page(page::name(call.file.as_deref()), reason.to_string())),
    }
}

/// What the files of an article are made with.
fn export(call: &Read) -> Result<Export, Failure> {
    let mut export = Export::new();
    if let Some(url) = &call.url {
        export = export.address(url);
    }
    for (address, file) in &call.images {
        let bytes = page::bytes(Some(file))?;
        if Options::MAX_BYTES < bytes.len() {
            let problem = format!("the image is too large: more than {} bytes", Options::MAX_BYTES);
            return Err(Failure::Page(page::name(Some(file)), problem));
        }
        export = export.picture(address, bytes);
    }
    Ok(export)
}

/// Writes the article to a file; in a folder, under the name that goes with it.
fn save(article: &Article, format: Format, export: &Export, path: &Path) -> Result<(), Failure> {
    let Some(format) = format.of_files() else { return Ok(()) };
    let file = article.export(format, export);
    let target = if path.is_dir() { path.join(&file.name) } else { path.to_owned() };
    fs::write(&target, &file.bytes)
        .map_err(|error| Failure::Page(page::name(Some(&target)), error.to_string()))
}

/// The article in a format; of a page without one, only what tells why.
fn written(article: &Article, format: Format, export: &Export) -> Vec<u8> {
    let mut out = match format {
        Format::Json => json::article(article).to_string(),
        Format::Report => article.explain(),
        _ if !article.found() => String::new(),
        Format::Html => article.html(),
        Format::Markdown => article.markdown(),
        Format::Text => text(article),
        Format::Page => return article.export(lede::Format::Page, export).bytes,
        Format::Epub => return article.export(lede::Format::Epub, export).bytes,
    };
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.into_bytes()
}

/// Title, dek, byline and date, then the text, parted by blank lines.
fn text(article: &Article) -> String {
    let byline = [article.byline.as_deref(), article.published.as_deref(), article.site.as_deref()];
    let byline: Vec<&str> = byline.into_iter().flatten().collect();
    let parts = [
        article.title.clone().unwrap_or_default(),
        article.dek.clone().unwrap_or_default(),
        byline.join(" · "),
        article.readable_text(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
