//! Base64 (RFC 4648), for the pictures that stand within addresses.
//!
//! In: bytes, or their letters. Out: the other. Written here because it is a few lines, and a library
//! for it would be larger in the extension than all of them.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends the letters of `bytes`.
pub(crate) fn encode(bytes: &[u8], out: &mut String) {
    out.reserve(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for letter in 0..4 {
            let six = (bits >> (18 - 6 * letter) & 63) as usize;
            out.push(if letter <= three.len() { char::from(LETTERS[six]) } else { '=' });
        }
    }
}

/// The bytes that `letters` stand for; white space among them means nothing, as in browsers.
pub(crate) fn decode(letters: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(letters.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for letter in letters.trim_end_matches(['=', ' ', '\n']).bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            out.push((bits >> n_bits) as u8);
        }
    }
    // Six bits alone are no byte.
    (n_bits < 6).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut out = String::new();
        encode(bytes, &mut out);
        out
    }

    /// The examples of RFC 4648, section 10.
    #[test]
    fn writes_and_reads_the_standards_examples() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encoded(bytes.as_bytes()), letters);
            assert_eq!(decode(letters).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(decode(letters.trim_end_matches('=')).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for end in 500..bytes.len() {
            assert_eq!(decode(&encoded(&bytes[..end])).as_deref(), Some(&bytes[..end]));
        }
        assert_eq!(decode(" Zm\n9v\t").as_deref(), Some(b"foo".as_slice()));
    }

    #[test]
    fn other_letters_are_nothing() {
        for letters in ["Zm9v!", "Z", "Zm9vY", "Zm=9", "ж", "Zm9_"] {
            assert_eq!(decode(letters), None, "{letters}");
        }
    }
}
