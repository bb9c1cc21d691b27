//! The article as one HTML file.
//!
//! In: what stands at its top, its tree, the bytes of pictures. Out: a page that needs no other file
//! and asks nobody for anything: its policy lets nothing be loaded and nothing run. Pictures are in
//! it where their bytes were handed in, else links.

use super::front::Front;
use super::pictures::{self, Pictures};
use super::tree::Tree;
use super::xhtml::push;
use super::{html, xhtml};

const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn write(front: &Front, body: &Tree, given: &Pictures) -> String {
    let body = pictures::placed(body, &mut |address| {
        let (kind, bytes) = pictures::bytes(given, address)?;
        Some(pictures::data_address(kind, &bytes))
    });
    let mut out = "<!DOCTYPE html>\n<html".to_owned();
    if let Some(language) = &front.language {
        attribute(&mut out, "lang", language);
    }
    attribute(&mut out, "dir", front.direction.name());
    out.push_str(
        ">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
    );
    xhtml::escape(&mut out, &front.title);
    out.push_str("</title>\n");
    head(&mut out, front);
    push(&mut out, &["<style>\n", STYLE, "</style>\n</head>\n<body>\n<article>\n"]);
    out.push_str(&masthead(front));
    out.push_str(&html::write(&body));
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// What programs read of the page.
fn head(out: &mut String, front: &Front) {
    for author in &front.authors {
        meta(out, "name", "author", author);
    }
    if let Some(published) = &front.published {
        meta(out, "property", "article:published_time", published);
    }
    if let Some(site) = &front.site {
        meta(out, "property", "og:site_name", site);
    }
    if let Some(source) = &front.source {
        out.push_str("<link rel=\"canonical\"");
        attribute(out, "href", source);
        out.push_str(">\n");
    }
}

fn meta(out: &mut String, kind: &str, name: &str, content: &str) {
    out.push_str("<meta");
    attribute(out, kind, name);
    attribute(out, "content", content);
    out.push_str(">\n");
}

#[inline(never)]
fn attribute(out: &mut String, name: &str, value: &str) {
    push(out, &[" ", name, "=\""]);
    xhtml::escape(out, value);
    out.push('"');
}

/// Title, dek, byline, day, site, source and note; the same bytes are HTML and XML.
pub(super) fn masthead(front: &Front) -> String {
    let mut out = "<header>\n<h1>".to_owned();
    xhtml::escape(&mut out, &front.title);
    out.push_str("</h1>\n");
    if let Some(dek) = &front.dek {
        out.push_str("<p class=\"dek\">");
        xhtml::escape(&mut out, dek);
        out.push_str("</p>\n");
    }
    let mut parts = Vec::new();
    if !front.authors.is_empty() {
        let mut authors = "<span class=\"byline\">".to_owned();
        xhtml::escape(&mut authors, &front.authors.join(", "));
        parts.push(authors + "</span>");
    }
    if let Some(day) = front.day() {
        parts.push(format!("<time dir=\"ltr\" datetime=\"{day}\">{day}</time>"));
    }
    if let Some(site) = &front.site {
        let mut name = "<span class=\"site\">".to_owned();
        xhtml::escape(&mut name, site);
        parts.push(name + "</span>");
    }
    if !parts.is_empty() {
        push(&mut out, &["<p class=\"about\">", &parts.join(" · "), "</p>\n"]);
    }
    if let Some(source) = &front.source {
        out.push_str("<p class=\"source\"><a dir=\"ltr\"");
        attribute(&mut out, "href", &xhtml::address(source));
        out.push('>');
        xhtml::escape(&mut out, source);
        out.push_str("</a></p>\n");
    }
    if let Some(note) = &front.note {
        out.push_str("<p class=\"note\">");
        xhtml::escape(&mut out, note);
        out.push_str("</p>\n");
    }
    out.push_str("</header>\n");
    out
}
