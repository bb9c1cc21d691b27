//! A page's bytes, from a file or standard input. Whatever is named, memory stays bounded: a device never
//! ends, and a small packed file may unpack to gigabytes.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use lede::Options;

use super::failure::Failure;

/// The name of standard input in messages.
pub(crate) const STDIN: &str = "standard input";

/// One byte more than a page may hold: enough for the core to say that it's too large.
const MAX_BYTES: u64 = Options::MAX_BYTES as u64 + 1;

/// Reads a file, or standard input where none is given, up to one byte more than a page may hold.
/// `.gz` is unpacked.
pub(crate) fn bytes(file: Option<&str>) -> Result<Vec<u8>, Failure> {
    let result = match file {
        None => start_of(io::stdin().lock()),
        Some(file)
            if Path::new(file).extension().is_some_and(|it| it.eq_ignore_ascii_case("gz")) =>
        {
            fs::File::open(file).and_then(|file| start_of(MultiGzDecoder::new(file)))
        }
        Some(file) => fs::File::open(file).and_then(start_of),
    };
    let name = file.unwrap_or(STDIN);
    result.map_err(|error| Failure::Page(name.to_owned(), problem(&error)))
}

fn start_of(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn problem(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory, not a page".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::InvalidInput => "not a gzip file".to_owned(),
        _ => error.to_string(),
    }
}
