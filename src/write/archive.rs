//! Files in one file: a ZIP archive.
//!
//! In: names and bytes. Out: an archive in which each lies as it is, in the order given: pictures are
//! compressed already, text is small. The same files give the same bytes: the time is always that
//! from which ZIP counts.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of `files`.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let _ = out.start_file(name.as_str(), options);
        let _ = out.write_all(bytes);
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}
