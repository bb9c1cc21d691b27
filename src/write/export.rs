//! The article as a file of its own, to keep or to take along.
//!
//! In: the article, the format, and what its reader's program hands in: the page's address, the
//! bytes of pictures, which removed parts are put back, which parts are taken out by hand. Out: a file's bytes, its media type and a
//! name for it. The same article and the same things handed in give the same bytes: there is no
//! clock and no chance in it. Nothing is fetched: a picture without bytes is a link.

use super::article::Article;
use super::file_name::file_name;
use super::front::Front;
use super::pictures::Pictures;
use super::put_back::put_back;
use super::take_out::take_out;
use super::tree::{ElementName, Op, Tree};
use super::{cells, epub, markdown, page, readable_text};

/// What an article can be saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown (CommonMark with tables), the article's fields in a YAML block at its top.
    Markdown,
    /// One HTML file that needs no other and asks nobody for anything.
    Page,
    /// Plain text.
    Text,
    /// An e-book: EPUB 3.
    Epub,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 4] = [Format::Markdown, Format::Page, Format::Text, Format::Epub];

    /// A stable name for the format.
    pub fn name(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Page => "page",
            Format::Text => "text",
            Format::Epub => "epub",
        }
    }

    /// How the names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Page => "html",
            Format::Text => "txt",
            Format::Epub => "epub",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Markdown => "text/markdown;charset=utf-8",
            Format::Page => "text/html;charset=utf-8",
            Format::Text => "text/plain;charset=utf-8",
            Format::Epub => "application/epub+zip",
        }
    }
}

/// What an article is exported with.
#[derive(Clone, Debug, Default)]
pub struct Export {
    pub(super) address: Option<String>,
    pub(super) pictures: Pictures,
    pub(super) back: Vec<usize>,
    out: Vec<usize>,
    out_of: Vec<(usize, usize)>,
    is_without_lead: bool,
    pub(super) saved: Option<String>,
    pub(super) note: Option<String>,
}

impl Export {
    /// Nothing known, nothing put back.
    pub fn new() -> Self {
        Export::default()
    }

    /// The address that the page was read at. It is told as the article's source, unless the page
    /// calls another one of the same site its own.
    #[must_use]
    pub fn address(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    /// The bytes of the picture at an address. What isn't JPEG, PNG, GIF, WebP or AVIF by its bytes
    /// counts as not handed in; e-books take no AVIF.
    #[must_use]
    pub fn picture(mut self, address: &str, bytes: Vec<u8>) -> Self {
        self.pictures.insert(address, bytes);
        self
    }

    /// Puts the removed part at place `at` of the article's `removals` back where it stood.
    #[must_use]
    pub fn put_back(mut self, at: usize) -> Self {
        self.back.push(at);
        self
    }

    /// Takes out what opens at step `at` of the article's `body`.
    #[must_use]
    pub fn take_out(mut self, at: usize) -> Self {
        self.out.push(at);
        self
    }

    /// Takes what opens at step `at` out of a removed part's content, should that be put back.
    #[must_use]
    pub fn take_out_of(mut self, removal: usize, at: usize) -> Self {
        self.out_of.push((removal, at));
        self
    }

    /// Leaves out the lead image that the body doesn't hold.
    #[must_use]
    pub fn without_lead(mut self) -> Self {
        self.is_without_lead = true;
        self
    }

    /// When the article is saved, in RFC 3339; e-books tell it where the article has no date.
    #[must_use]
    pub fn saved(mut self, time: &str) -> Self {
        self.saved = Some(time.to_owned());
        self
    }

    /// A line for its reader, such as that the page delivered only a part; it stands under the
    /// title.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }
}

/// An article as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// A name for it, from the title; every system takes it.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Article {
    /// The article as a file; without an article, one that holds nothing but the fields.
    pub fn export(&self, format: Format, export: &Export) -> File {
        let front = Front::of(self, export);
        let mut body = self.body_of_file(format, export);
        if !export.is_without_lead {
            self.lead(&mut body, format, &export.pictures);
        }
        if matches!(format, Format::Page | Format::Epub) {
            cells::mark_long(&mut body);
        }
        let bytes = match format {
            Format::Markdown => markdown::file(&front, &body).into_bytes(),
            Format::Page => page::write(&front, &body, &export.pictures).into_bytes(),
            Format::Text => text(&front, &body).into_bytes(),
            Format::Epub => {
                let lead = self.lead_image.as_ref().map(|lead| lead.src.as_str());
                // It may be what the text began with.
                let excerpt = self.excerpt.as_deref().filter(|_| export.out.is_empty());
                epub::write(&front, excerpt, &body, lead, &export.pictures)
            }
        };
        File {
            name: file_name(&front.title, format.extension()),
            media_type: format.media_type(),
            bytes,
        }
    }

    /// The body with what was put back and without what was taken out, and with links into it, as the
    /// format has them.
    fn body_of_file(&self, format: Format, export: &Export) -> Tree {
        let part = |&at: &usize| {
            let out = export.out_of.iter().filter(|it| it.0 == at).map(|it| it.1);
            (at, take_out(&self.removed_content(at), &out.collect::<Vec<_>>()).into_owned())
        };
        let back = export.back.iter().map(part).collect();
        match self.body_with_places() {
            Some((body, places)) => {
                places.linked(&put_back(&take_out(&body, &export.out), &back), format)
            }
            None => put_back(&take_out(&self.body, &export.out), &back),
        }
    }

    /// Puts the lead image before the body that doesn't hold it, where the format can show it.
    fn lead(&self, body: &mut Tree, format: Format, pictures: &Pictures) {
        let Some(lead) = self.lead_image.as_ref().filter(|lead| !lead.in_body) else { return };
        if format == Format::Text
            || format != Format::Markdown && pictures.get(&lead.src).is_none()
            || !self.found()
        {
            return;
        }
        let mut ops = vec![Op::open(ElementName::Figure)];
        let attrs = vec![("src", lead.src.clone()), ("alt", lead.alt.clone())];
        ops.extend([Op::open_with(ElementName::Img, attrs), Op::Close]);
        if let Some(caption) = &lead.caption {
            ops.push(Op::open(ElementName::Figcaption));
            ops.extend([Op::Text(caption.clone()), Op::Close]);
        }
        ops.push(Op::Close);
        body.ops.splice(0..0, ops);
    }
}

/// Title, dek, byline, source, note, then the text, parted by blank lines.
fn text(front: &Front, body: &Tree) -> String {
    let about = [front.byline(), front.source.clone().unwrap_or_default()];
    let about = about.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let note = front.note.clone().unwrap_or_default();
    let dek = front.dek.clone().unwrap_or_default();
    let parts = [front.title.clone(), dek, about, note, readable_text::write(body)];
    let parts: Vec<&str> =
        parts.iter().map(|part| part.trim_end()).filter(|it| !it.is_empty()).collect();
    parts.join("\n\n") + "\n"
}
