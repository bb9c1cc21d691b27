//! What a reading can be told about the page.

use url::Url;

use crate::decode;
use crate::error::{Error, UnknownCharset, UnusableUrl};

/// What is known of a page before it's read.
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) url: Option<Url>,
    pub(crate) charset: Option<String>,
    pub(crate) hints: Vec<u8>,
    pub(crate) max_bytes: usize,
    pub(crate) extent: Extent,
}

/// How much of a page is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it, in which the article is to be found.
    #[default]
    Page,
    /// What a reader chose of it. Nothing is taken out: she has judged.
    Selection,
    /// All of it, and all of its text is wanted: nothing is judged to be no article, nothing taken out.
    Whole,
}

impl Default for Options {
    fn default() -> Self {
        Options::new()
    }
}

impl Options {
    /// The most bytes of a page that are read by default: 64 MiB, what a browser's message can carry.
    pub const MAX_BYTES: usize = 64 << 20;

    /// Nothing known.
    pub fn new() -> Self {
        Options {
            url: None,
            charset: None,
            hints: Vec::new(),
            max_bytes: Options::MAX_BYTES,
            extent: Extent::Page,
        }
    }

    /// The page's address, against which its links are resolved.
    ///
    /// # Errors
    /// When it isn't an absolute URL.
    pub fn url(mut self, url: &str) -> Result<Self, Error> {
        self.url = Some(Url::parse(url).map_err(|_| UnusableUrl { url: url.to_owned() })?);
        Ok(self)
    }

    /// The charset that the page's HTTP headers tell; it wins over the page's own word.
    ///
    /// # Errors
    /// When the label isn't one of the Encoding Standard's.
    pub fn charset(mut self, label: &str) -> Result<Self, Error> {
        if !decode::known(label) {
            return Err(UnknownCharset { label: label.to_owned() }.into());
        }
        self.charset = Some(label.to_owned());
        Ok(self)
    }

    /// What the browser knows of each start tag's layout, by ordinal: bit 0 hidden, bit 1 fixed or
    /// sticky, bit 2 covers much of the viewport. Ignored unless there are as many as start tags.
    #[must_use]
    pub fn hints(mut self, hints: Vec<u8>) -> Self {
        self.hints = hints;
        self
    }

    /// How much of the page this is.
    #[must_use]
    pub fn extent(mut self, extent: Extent) -> Self {
        self.extent = extent;
        self
    }

    /// The most bytes that are read; a longer page has no article.
    #[must_use]
    pub fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }
}
