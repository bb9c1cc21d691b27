//! FNV-1a, a hash for short texts: quick, the same everywhere, and no guard against malice.
//!
//! In: bytes, one at a time. Out: a number. Source: Fowler, Noll and Vo, RFC 9923.

/// Where a hash of 32 bits starts.
pub(crate) const START_32: u32 = 0x811c_9dc5;
/// Where a hash of 64 bits starts.
pub(crate) const START_64: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash with one more byte, in 32 bits.
pub(crate) fn mix_32(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// The hash with one more byte, in 64 bits.
pub(crate) fn mix_64(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
