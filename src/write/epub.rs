//! The article as an e-book: EPUB 3.
//!
//! In: what stands at its top, its tree, its lead image, the bytes of pictures. Out: the archive: the
//! article as XHTML, its table of contents, a style sheet, and those pictures that were handed in and
//! that every reading system shows. Source: W3C, EPUB 3.3.

use super::archive::archive;
use super::article::Direction;
use super::front::Front;
use super::page::masthead;
use super::pictures::{self, Kind, Pictures};
use super::tree::{Op, Tree};
use super::xhtml::{self, Heading, escape, push};
use crate::base::fnv;

const STYLE: &str = include_str!("epub.css");

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"#;

/// The time of change of an article that tells none, where none was handed in: EPUB wants one.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// A picture in the book.
struct Picture {
    address: String,
    /// Below `EPUB/`.
    name: String,
    kind: Kind,
    bytes: Vec<u8>,
}

/// The book.
pub(super) fn write(
    front: &Front,
    summary: Option<&str>,
    body: &Tree,
    lead: Option<&str>,
    given: &Pictures,
) -> Vec<u8> {
    let (body, pictures) = with_pictures(body, given);
    let (content, headings) = xhtml::write(&body);
    let cover = lead.and_then(|lead| pictures.iter().position(|it| it.address == lead));

    let article = [masthead(front), content].concat();
    let contents = outline(front, &headings);
    let package = package(front, &identifier(front, &body), summary, &|out| {
        manifest(out, &pictures, cover);
    });
    let mut files = vec![
        ("mimetype".to_owned(), b"application/epub+zip".to_vec()),
        ("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec()),
        ("EPUB/package.opf".to_owned(), package.into_bytes()),
        ("EPUB/nav.xhtml".to_owned(), document(front, "", &contents).into_bytes()),
        ("EPUB/article.xhtml".to_owned(), document(front, "article", &article).into_bytes()),
        ("EPUB/style.css".to_owned(), STYLE.as_bytes().to_vec()),
    ];
    files.extend(pictures.into_iter().map(|it| (format!("EPUB/{}", it.name), it.bytes)));
    archive(&files)
}

/// The tree with its pictures at their places in the book, and those pictures.
fn with_pictures(body: &Tree, given: &Pictures) -> (Tree, Vec<Picture>) {
    let mut pictures: Vec<Picture> = Vec::new();
    let body = pictures::placed(body, &mut |address| {
        if let Some(picture) = pictures.iter().find(|it| it.address == address) {
            return Some(picture.name.clone());
        }
        // Not of the types that EPUB wants every reading system to show.
        let (kind, bytes) = pictures::bytes(given, address).filter(|it| it.0 != Kind::Avif)?;
        let name = format!("images/{}.{}", pictures.len() + 1, kind.extension());
        let address = address.to_owned();
        pictures.push(Picture { address, name: name.clone(), kind, bytes });
        Some(name)
    });
    (body, pictures)
}

/// An XHTML document around `content`.
fn document(front: &Front, element: &str, content: &str) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
        <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\""
        .to_owned();
    if let Some(language) = &front.language {
        push(&mut out, &[" lang=\"", language, "\" xml:lang=\"", language, "\""]);
    }
    push(&mut out, &[" dir=\"", front.direction.name(), "\">\n<head>\n<title>"]);
    escape(&mut out, &front.title);
    out.push_str("</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n");
    if element.is_empty() {
        out.push_str(content);
    } else {
        push(&mut out, &["<", element, ">\n", content, "\n</", element, ">"]);
    }
    out.push_str("\n</body>\n</html>\n");
    out
}

/// The table of contents: the title, and the headings under it by their levels.
fn outline(front: &Front, headings: &[Heading]) -> String {
    let mut out = "<nav epub:type=\"toc\" role=\"doc-toc\">\n<ol>\n".to_owned();
    item(&mut out, "", &front.title);
    let mut open = vec![1];
    for heading in headings {
        if open.last().is_some_and(|level| *level < heading.level) {
            out.push_str("\n<ol>\n");
        } else {
            loop {
                open.pop();
                out.push_str("</li>\n");
                if open.last().is_none_or(|level| *level < heading.level) {
                    break;
                }
                out.push_str("</ol>\n");
            }
        }
        open.push(heading.level);
        item(&mut out, &["#", &heading.id].concat(), &heading.text);
    }
    for _ in open {
        out.push_str("</li>\n</ol>\n");
    }
    out.push_str("</nav>");
    out
}

fn item(out: &mut String, fragment: &str, text: &str) {
    push(out, &["<li><a href=\"article.xhtml", fragment, "\">"]);
    escape(out, text);
    out.push_str("</a>");
}

fn package(
    front: &Front,
    identifier: &str,
    summary: Option<&str>,
    manifest: &dyn Fn(&mut String),
) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\""
        .to_owned();
    let language = front.language.as_deref().unwrap_or("und");
    if front.language.is_some() {
        push(&mut out, &[" xml:lang=\"", language, "\""]);
    }
    push(&mut out, &[" dir=\"", front.direction.name(), "\">\n"]);
    out.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    push(&mut out, &["<dc:identifier id=\"id\">", identifier, "</dc:identifier>\n"]);
    dublin_core(&mut out, "title", Some(&front.title));
    dublin_core(&mut out, "language", Some(language));
    for author in front.authors.iter().filter(|it| !it.trim().is_empty()) {
        dublin_core(&mut out, "creator", Some(author));
    }
    dublin_core(&mut out, "publisher", front.site.as_deref());
    dublin_core(&mut out, "date", front.published.as_deref());
    dublin_core(&mut out, "source", front.source.as_deref());
    dublin_core(&mut out, "description", summary);
    let modified = front.modified.as_deref().unwrap_or(NO_TIME);
    for (property, value) in [
        ("dcterms:modified", modified),
        ("schema:accessMode", "textual"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityHazard", "unknown"),
    ] {
        push(&mut out, &["<meta property=\"", property, "\">", value, "</meta>\n"]);
    }
    out.push_str("</metadata>\n<manifest>\n");
    manifest(&mut out);
    out.push_str("</manifest>\n<spine");
    if front.direction == Direction::RightToLeft {
        out.push_str(" page-progression-direction=\"rtl\"");
    }
    out.push_str(">\n<itemref idref=\"article\"/>\n</spine>\n</package>\n");
    out
}

#[inline(never)]
fn dublin_core(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(str::trim).filter(|it| !it.is_empty()) {
        push(out, &["<dc:", name, ">"]);
        escape(out, value);
        push(out, &["</dc:", name, ">\n"]);
    }
}

fn manifest(out: &mut String, pictures: &[Picture], cover: Option<usize>) {
    entry(out, "nav", "nav.xhtml", "application/xhtml+xml", "nav");
    entry(out, "article", "article.xhtml", "application/xhtml+xml", "");
    entry(out, "style", "style.css", "text/css", "");
    for (at, picture) in pictures.iter().enumerate() {
        let properties = if cover == Some(at) { "cover-image" } else { "" };
        let id = format!("image-{}", at + 1);
        entry(out, &id, &picture.name, picture.kind.media_type(), properties);
    }
}

#[inline(never)]
fn entry(out: &mut String, id: &str, href: &str, media_type: &str, properties: &str) {
    push(out, &["<item id=\"", id, "\" href=\"", href, "\" media-type=\"", media_type, "\""]);
    if !properties.is_empty() {
        push(out, &[" properties=\"", properties, "\""]);
    }
    out.push_str("/>\n");
}

/// The same for the same article, whenever it is saved: made from its source, or where none is known
/// from its title and text. A UUID of version 8 (RFC 9562), whose bits anyone may choose.
fn identifier(front: &Front, body: &Tree) -> String {
    const VERSION: u128 = 0xF << 76;
    const VARIANT: u128 = 0b11 << 62;
    let mut hash = fnv::START_128;
    let mut mix = |text: &str| {
        hash = text.bytes().chain([0]).fold(hash, fnv::mix_128);
    };
    if let Some(source) = &front.source {
        mix(source);
    } else {
        mix(&front.title);
        body.ops.iter().for_each(|op| {
            if let Op::Text(text) = op {
                mix(text);
            }
        });
    }
    let bits = hash & !VERSION & !VARIANT | 8 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}
