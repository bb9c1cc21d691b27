//! Bytes of any charset → text.
//!
//! In: a page's bytes in any pieces, and the charset that the server or the caller named. Out:
//! UTF-8 text in pieces of bounded size, the same for every way of cutting the bytes. It reads no
//! HTML but for the one declaration that a charset may stand in, and never fails: bytes that mean
//! nothing in the charset become U+FFFD, as in browsers.

mod binary;
mod charset;
mod transcode;

pub(crate) use binary::looks_binary;
pub(crate) use charset::known;
pub(crate) use transcode::Decoder;
