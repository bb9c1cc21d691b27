//! A page's bytes, from a file or standard input.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::failure::Failure;

/// The name of standard input in messages.
pub(crate) const STDIN: &str = "standard input";

/// Reads a file, or standard input where none is given. `.gz` is unpacked.
pub(crate) fn bytes(file: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let result = match file {
        None => io::stdin().lock().read_to_end(&mut bytes),
        Some(file)
            if Path::new(file).extension().is_some_and(|it| it.eq_ignore_ascii_case("gz")) =>
        {
            fs::File::open(file).and_then(|file| MultiGzDecoder::new(file).read_to_end(&mut bytes))
        }
        Some(file) => fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    let name = file.unwrap_or(STDIN);
    result.map_err(|error| Failure::Page(name.to_owned(), problem(&error)))?;
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
