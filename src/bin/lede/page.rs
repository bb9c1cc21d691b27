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
pub(crate) fn bytes(file: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let is_packed = |file: &Path| file.extension().is_some_and(|it| it.eq_ignore_ascii_case("gz"));
    let result = match file {
        None => start_of(io::stdin().lock()).map_err(|error| problem(&error)),
        Some(file) => fs::File::open(file).map_err(|error| problem(&error)).and_then(|source| {
            if is_packed(file) {
                start_of(MultiGzDecoder::new(source)).map_err(|error| problem_of_packed(&error))
            } else {
                start_of(source).map_err(|error| problem(&error))
            }
        }),
    };
    result.map_err(|problem| Failure::Page(name(file), problem))
}

/// What a file is called in messages, where there is one.
pub(crate) fn name(file: Option<&Path>) -> String {
    file.map_or_else(|| STDIN.to_owned(), |file| file.display().to_string())
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
        _ => error.to_string(),
    }
}

fn problem_of_packed(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            "not a gzip file, or a damaged one".to_owned()
        }
        io::ErrorKind::UnexpectedEof => "not a whole gzip file".to_owned(),
        _ => problem(error),
    }
}
