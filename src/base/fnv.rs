//! FNV-1a, a hash for short texts: quick, the same everywhere, and no guard against malice.
//!
//! In: bytes, one at a time; or all at once, then taken by eight. Out: a number. Source: Fowler,
//! Noll and Vo, RFC 9923.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::letters::{self, in_small_letters};

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

/// The same without values.
pub(crate) type Set<K> = HashSet<K, BuildHasherDefault<Hash>>;

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

    fn write_u16(&mut self, number: u16) {
        self.write_u64(u64::from(number));
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

/// A table of at most 254 names, each found at one look, in any case.
pub(crate) struct NameTable {
    names: &'static [&'static [u8]],
    /// A name's place in the table, plus one, at each slot; 0 for none.
    slots: [u8; N_SLOTS],
    /// The names' keys and lengths.
    keys: [(NameKey, u8); MAX_NAMES],
    multiplier: u64,
}

/// The most names in a table.
const MAX_NAMES: usize = 256;

/// A power of two, many times the number of names: some of the first multipliers parts them all.
const N_SLOTS: usize = 2048;

impl NameTable {
    /// The table of these names, made when the program is.
    pub(crate) const fn new(names: &'static [&'static [u8]]) -> Self {
        let mut multiplier = 0x9e37_79b9_7f4a_7c15;
        loop {
            let none = (NameKey { first: 0, last: 0 }, 0);
            let (slots, keys) = ([0; N_SLOTS], [none; MAX_NAMES]);
            let mut table = NameTable { names, slots, keys, multiplier };
            let mut at = 0;
            while at < names.len() {
                let key = NameKey::of(names[at]);
                let slot = table.slot(key);
                if table.slots[slot] != 0 {
                    break;
                }
                table.slots[slot] = at as u8 + 1;
                table.keys[at] = (key, names[at].len() as u8);
                at += 1;
            }
            if at == names.len() {
                return table;
            }
            multiplier = multiplier.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(2);
        }
    }

    const fn slot(&self, key: NameKey) -> usize {
        let key = key.first ^ key.last.rotate_left(29);
        (key.wrapping_mul(self.multiplier) >> (64 - N_SLOTS.trailing_zeros())) as usize
    }

    /// The place of `name` among the names.
    pub(crate) fn place(&self, name: &[u8]) -> Option<usize> {
        let key = NameKey::of(name);
        let place = self.slots[self.slot(key)].checked_sub(1)?;
        let place = usize::from(place);
        let (own, len) = self.keys[place];
        let is_it = own == key && usize::from(len) == name.len();
        let is_all = || name.len() <= 16 || self.names[place].eq_ignore_ascii_case(name);
        (is_it && is_all()).then_some(place)
    }
}

/// The letters of a name, small: all of a name of up to 16 whose length is known, the first and the last eight
/// of a longer one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct NameKey {
    first: u64,
    last: u64,
}

impl NameKey {
    const fn of(name: &[u8]) -> Self {
        if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
            let [first, last] = [u64::from_le_bytes(*first), u64::from_le_bytes(*last)];
            return NameKey { first: in_small_letters(first), last: in_small_letters(last) };
        }
        let all = if let (Some(first), Some(last)) = (name.first_chunk(), name.last_chunk()) {
            (u32::from_le_bytes(*first) as u64) << 32 | u32::from_le_bytes(*last) as u64
        } else if let (Some(first), Some(last)) = (name.first(), name.last()) {
            (*first as u64) << 16 | (name[name.len() / 2] as u64) << 8 | *last as u64
        } else {
            0
        };
        NameKey { first: in_small_letters(all), last: 0 }
    }
}

/// The hash of `bytes`, eight at a time; its high bits are folded into the low ones.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mix = |hash: u64, eight: u64| (hash ^ eight).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    let eights = eights.iter().map(|eight| u64::from_le_bytes(*eight));
    let hash = mix(eights.fold(START_64 ^ bytes.len() as u64, mix), letters::eight(rest));
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_finds_its_names_and_no_others() {
        const NAMES: &[&[u8]] = &[
            b"a",
            b"ab",
            b"h1",
            b"abbr",
            b"article",
            b"noscript",
            b"data-default-src",
            b"abonnement-digital",
        ];
        static TABLE: NameTable = NameTable::new(NAMES);
        for (at, name) in NAMES.iter().enumerate() {
            assert_eq!(TABLE.place(name), Some(at));
            assert_eq!(TABLE.place(&name.to_ascii_uppercase()), Some(at));
            for place in 0..name.len() {
                for byte in 0..=u8::MAX {
                    let mut other = name.to_vec();
                    other[place] = byte;
                    let like = NAMES.iter().position(|it| it.eq_ignore_ascii_case(&other));
                    assert_eq!(TABLE.place(&other), like, "{other:?}");
                }
            }
        }
        for other in ["", "aa", "aaa", "aba", "abbbr", "noscripts", "data-default--src", "articles"]
        {
            assert_eq!(TABLE.place(other.as_bytes()), None, "{other}");
        }
    }
}
