//! Tells bytes that aren't a page at all: images, archives, PDF and the like.
//!
//! In: the first bytes, as many as are at hand. Out: yes or no. It only guards against nonsense
//! shown as an article, so on doubt the bytes are a page.

/// What files that aren't pages begin with.
const MAGIC: [&[u8]; 24] = [
    b"%PDF-",
    b"%!PS-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"RIFF",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x7fELF",
    b"\0asm",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"wOFF",
    b"wOF2",
    b"SQLite format 3\0",
    b"\xca\xfe\xba\xbe",
];

/// How many bytes are looked at.
const PREFIX_BYTES: usize = 1024;

/// One control byte in so many makes the bytes binary. Pages have none to speak of; compressed
/// data has one in nine (27 of 256 values, less those that stand for white space).
const BYTES_PER_CONTROL: usize = 20;

/// Do these first bytes belong to something other than a page?
pub(crate) fn looks_binary(prefix: &[u8]) -> bool {
    let prefix = &prefix[..prefix.len().min(PREFIX_BYTES)];
    if MAGIC.iter().any(|magic| prefix.starts_with(magic)) || is_media_box(prefix) {
        return true;
    }
    let has_mark = prefix.starts_with(b"\xff\xfe") || prefix.starts_with(b"\xfe\xff");
    if has_mark || super::charset::utf_16(prefix).is_some() {
        return false;
    }
    let controls = prefix.iter().filter(|byte| is_control(**byte)).count();
    prefix.len() < controls * BYTES_PER_CONTROL
}

/// An ISO media file (MP4, AVIF, HEIC): a length, then `ftyp`.
fn is_media_box(prefix: &[u8]) -> bool {
    prefix.get(4..8) == Some(b"ftyp")
}

/// A byte that no charset's text has; ESC, SO and SI are ISO-2022's.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0B | 0x10..=0x1A | 0x1C..=0x1F | 0x7F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_by_their_first_bytes() {
        assert!(looks_binary(b"%PDF-1.7\n1 0 obj"));
        assert!(looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(looks_binary(b"\0\0\0\x20ftypavif"));
        assert!(!looks_binary(b"\xff\xfe<\0h\0t\0m\0l\0>\0"));
    }

    #[test]
    fn knows_noise_by_its_control_bytes() {
        let noise: Vec<u8> = (0..=255_u8).cycle().take(1000).map(|n| n.wrapping_mul(97)).collect();
        assert!(looks_binary(&noise));
        assert!(looks_binary(&[0; 64]));
    }

    #[test]
    fn pages_are_no_binary() {
        assert!(!looks_binary(b""));
        assert!(!looks_binary(b"<!doctype html><p>text\twith\ttabs\r\n"));
        assert!(!looks_binary("日本語".as_bytes()));
        assert!(!looks_binary(b"<p>one stray \0 in a longer page"));
        assert!(!looks_binary(b"\x1b$BF|K\\8l\x1b(B"), "ISO-2022-JP");
        let utf_16: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!looks_binary(&utf_16));
    }
}
