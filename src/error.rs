//! Misuse of the library. Reading and judging a page can't fail.

use std::fmt;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An option isn't an absolute URL.
    UnusableUrl(UnusableUrl),
    /// An option isn't a charset's label.
    UnknownCharset(UnknownCharset),
}

/// An address that isn't an absolute URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableUrl {
    /// The address given.
    pub url: String,
}

/// A label that names no charset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCharset {
    /// The label given.
    pub label: String,
}

impl Error {
    /// A stable name for the error.
    pub fn name(&self) -> &'static str {
        match self {
            Error::UnusableUrl(_) => "UnusableUrl",
            Error::UnknownCharset(_) => "UnknownCharset",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::UnusableUrl(error) => write!(f, "not an absolute URL: {:?}", error.url),
            Error::UnknownCharset(error) => write!(f, "unknown charset: {:?}", error.label),
        }
    }
}

impl std::error::Error for Error {}

impl From<UnusableUrl> for Error {
    fn from(error: UnusableUrl) -> Self {
        Error::UnusableUrl(error)
    }
}

impl From<UnknownCharset> for Error {
    fn from(error: UnknownCharset) -> Self {
        Error::UnknownCharset(error)
    }
}
