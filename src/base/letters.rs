//! Letters, eight at one look.
//!
//! In: bytes of names and addresses. Out: how far they are letters, for whoever looks for a sign behind them.

/// One in each of eight bytes, and their high bits.
const EACH: u64 = u64::MAX / 0xFF;
const HIGH: u64 = EACH << 7;

/// How many of the first eight bytes, at least, are no white space and none of `"#%&'-./:;<=>?`: those lack a bit
/// that every letter has.
pub(crate) fn n_letters(bytes: &[u8]) -> usize {
    const BIT: u64 = EACH * 0x40;
    let Some(eight) = bytes.first_chunk() else { return 0 };
    ((!u64::from_le_bytes(*eight) & BIT).trailing_zeros() / 8) as usize
}

/// The first eight bytes as a number, the first of them its lowest; what isn't there is 0.
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [0; 8];
    // A copy of so few bytes costs more by `memcpy`.
    for (to, from) in eight.iter_mut().zip(bytes) {
        *to = *from;
    }
    u64::from_le_bytes(eight)
}

/// How many bytes stand before the first that isn't ASCII.
pub(crate) fn n_ascii(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let others = u64::from_le_bytes(*eight) & HIGH;
        if others != 0 {
            return at + (others.trailing_zeros() / 8) as usize;
        }
        at += eight.len();
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Does `text` start with the word, in any case?
pub(crate) fn starts_with(text: &[u8], word: &str) -> bool {
    text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
}

/// Eight bytes with the letters of ASCII made small.
pub(crate) const fn in_small_letters(bytes: u64) -> u64 {
    bytes | between(bytes, b'A', b'Z') >> 2
}

/// The high bit of each of eight bytes that is an ASCII character from `first` to `last`.
const fn between(bytes: u64, first: u8, last: u8) -> u64 {
    let low = bytes & !HIGH;
    let from_first = low + EACH * (0x80 - first as u64);
    let behind_last = low + EACH * (0x7F - last as u64);
    from_first & !behind_last & !bytes & HIGH
}

/// How many of eight bytes are small letters before the first that is none.
pub(crate) fn n_small_letters(eight: u64) -> usize {
    let is_other = !between(eight, b'a', b'z') & HIGH;
    (is_other.trailing_zeros() / 8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_ends_at_the_first_other_byte() {
        for at in 0..20 {
            assert_eq!(n_ascii(&[b'a'; 20][..at]), at);
            for n_more in 0..10 {
                let text = ["b".repeat(at), "é".repeat(n_more + 1), "c".repeat(9)].concat();
                assert_eq!(n_ascii(text.as_bytes()), at, "{text}");
            }
        }
    }

    #[test]
    fn signs_and_spaces_end_letters() {
        for sign in "\t\n\r\x0C \"#%&'-./:;<=>?".bytes() {
            for at in 0..8 {
                let mut bytes = *b"Article_";
                bytes[at] = sign;
                assert_eq!(n_letters(&bytes), at, "{sign}");
            }
        }
        assert_eq!(n_letters(b"headings and more"), 8);
        assert_eq!(n_letters(b"a"), 0);
    }

    #[test]
    fn letters_are_made_small_as_the_standard_library_does() {
        for byte in 0..=u8::MAX {
            let bytes = [byte, b'A', 0xFF, byte, b'Z', b'[', byte, b'@'];
            let small = bytes.map(|it| it.to_ascii_lowercase());
            assert_eq!(in_small_letters(u64::from_le_bytes(bytes)).to_le_bytes(), small);
        }
    }

    #[test]
    fn small_letters_are_counted() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut bytes = *b"articlez";
                bytes[at] = byte;
                let expected = if byte.is_ascii_lowercase() { 8 } else { at };
                assert_eq!(n_small_letters(eight(&bytes)), expected, "{byte} at {at}");
            }
        }
        assert_eq!(n_small_letters(eight(b"az")), 2);
        assert_eq!(n_small_letters(eight(b"")), 0);
    }
}
