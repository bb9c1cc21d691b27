//! FNV-1a, a hash for short texts: quick, the same everywhere, and no guard against malice.
//!
//! In: bytes, one at a time; or all at once, then taken by eight. Out: a number. Source: Fowler,
//! Noll and Vo, RFC 9923.

/// Where a hash of 32 bits starts.
pub(crate) const START_32: u32 = 0x811c_9dc5;
/// Where a hash of 64 bits starts.
pub(crate) const START_64: u64 = 0xcbf2_9ce4_8422_2325;
/// Where a hash of 128 bits starts.
pub(crate) const START_128: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

/// The hash with one more byte, in 32 bits.
pub(crate) fn mix_32(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// The hash with one more byte, in 64 bits.
pub(crate) fn mix_64(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The hash with one more byte, in 128 bits.
pub(crate) fn mix_128(hash: u128, byte: u8) -> u128 {
    (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
}

/// The key of a name, the same in any case. Names of up to eight letters have keys of their own; so
/// do the longer ones of a table, and a test sees to it. Compared with constants it is found by halves.
pub(crate) const fn name_key(name: &[u8]) -> u64 {
    let mut key: u64 = 0;
    let mut at = 0;
    while at < name.len() {
        key = key.rotate_left(8) ^ name[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    key
}

/// The hash of `bytes`, eight at a time; its high bits are folded into the low ones.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    // A copy of so few bytes costs more by `memcpy`.
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let mix = |hash: u64, eight: &[u8; 8]| {
        (hash ^ u64::from_le_bytes(*eight)).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    };
    let hash = mix(eights.iter().fold(START_64 ^ bytes.len() as u64, mix), &last);
    hash ^ (hash >> 32)
}
