//! FNV-1a, a hash for short texts: quick, the same everywhere, and no guard against malice.
//!
//! In: bytes, one at a time; or all at once, then taken by eight. Out: a number. Source: Fowler,
//! Noll and Vo, RFC 9923.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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

/// A map whose keys come from the program, not from the page: nobody can choose them to be slow.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Hash>>;

/// Hashes eight bytes at a time.
#[derive(Debug, Default)]
pub(crate) struct Hash(u64);

impl Hasher for Hash {
    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(of(bytes));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// A table of at most 254 names, each found at one look; see `name_key`.
pub(crate) struct NameTable {
    /// A name's place in the table, plus one, at each slot; 0 for none.
    slots: [u8; N_SLOTS],
    multiplier: u64,
}

/// A power of two, many times the number of names: some of the first multipliers parts them all.
const N_SLOTS: usize = 2048;

impl NameTable {
    /// The table of these names, made when the program is.
    pub(crate) const fn new(names: &[&[u8]]) -> Self {
        let mut multiplier = 0x9e37_79b9_7f4a_7c15;
        loop {
            let mut table = NameTable { slots: [0; N_SLOTS], multiplier };
            let mut at = 0;
            while at < names.len() {
                let slot = table.slot(name_key(names[at]));
                if table.slots[slot] != 0 {
                    break;
                }
                table.slots[slot] = at as u8 + 1;
                at += 1;
            }
            if at == names.len() {
                return table;
            }
            multiplier = multiplier.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(2);
        }
    }

    const fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(self.multiplier) >> (64 - N_SLOTS.trailing_zeros())) as usize
    }

    /// The one place among the names where `name` might stand.
    pub(crate) fn place(&self, name: &[u8]) -> Option<usize> {
        usize::from(self.slots[self.slot(name_key(name))]).checked_sub(1)
    }
}

/// The key of a name, the same in any case. Names of up to eight letters have keys of their own; so
/// do the longer ones of a table, which could not be made otherwise.
const fn name_key(name: &[u8]) -> u64 {
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
