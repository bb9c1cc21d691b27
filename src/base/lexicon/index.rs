//! Where each phrase stands, by a hash of two of its words.
//!
//! In: the words of a text. Out: the phrases that it might hold. The index is data, made from the
//! languages' files by the test below (`LEDE_BLESS=1 cargo test --lib lexicon`), so that a start
//! costs nothing.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Entry, FILES, How, NAMES, Phrases, Words};

/// A record a phrase, in the order of their keys: the key (4 bytes), where in its file the phrase
/// starts (2), the file (1), its class and how it must stand (1). Numbers have their low byte first.
const RECORDS: &[[u8; 8]] = include_bytes!("index.bin").as_chunks().0;

const HOWS: [How; 3] = [How::Whole, How::Prefix, How::Within];

/// A power of two: few words of a page share a bit with a phrase's, and fewer both.
const N_CELLS: usize = 1 << 11;

fn key_of(record: [u8; 8]) -> u32 {
    let [a, b, c, d, ..] = record;
    u32::from_le_bytes([a, b, c, d])
}

fn entry_of(record: [u8; 8]) -> Option<Entry> {
    let [_, _, _, _, low, high, file, kind] = record;
    let (_, text) = FILES.get(usize::from(file))?;
    let phrase = text.get(usize::from(u16::from_le_bytes([low, high]))..)?.lines().next()?;
    let how = *HOWS.get(usize::from(kind) / NAMES.len())?;
    Some(Entry { phrase, class: Phrases::of_section(usize::from(kind) % NAMES.len()), how })
}

/// All keys as bits, two each in one number, to see quickly that a word is none of them (a Bloom filter).
struct Bits([u64; N_CELLS]);

impl Bits {
    fn get() -> &'static Bits {
        static BITS: OnceLock<Bits> = OnceLock::new();
        BITS.get_or_init(|| {
            let mut bits = [0; N_CELLS];
            for &record in RECORDS {
                let (at, mask) = Self::of(key_of(record));
                bits[at] |= mask;
            }
            Bits(bits)
        })
    }

    /// Where a key has its bits, and which they are.
    fn of(key: u32) -> (usize, u64) {
        let hash = key.wrapping_mul(0x85eb_ca6b);
        (key as usize % N_CELLS, 1 << (hash >> 26) | 1 << (hash >> 20 & 63))
    }

    fn may_hold(&self, key: u32) -> bool {
        let (at, mask) = Self::of(key);
        self.0[at] & mask == mask
    }
}

/// Where in `RECORDS` those with the key stand.
fn with_key(key: u32) -> Range<usize> {
    let start = RECORDS.partition_point(|&record| key_of(record) < key);
    let n_equal = RECORDS[start..].iter().take_while(|&&record| key_of(record) == key).count();
    start..start + n_equal
}

/// The entries whose phrases a text with these words might hold, each once: it does only where it holds
/// two neighbouring words of one, or the phrase's only word.
pub(super) fn candidates(words: &Words) -> Vec<Entry> {
    let bits = Bits::get();
    let mut places: Vec<usize> = Vec::new();
    // All that phrases are looked up by: each word, and each with the one before it.
    let mut before = 0;
    for &hash in &words.hashes {
        for key in [hash, pair(before, hash)] {
            if bits.may_hold(key) {
                places.extend(with_key(key));
            }
        }
        before = hash;
    }
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|at| entry_of(RECORDS[at])).collect()
}

/// A hash of two words that stand together.
fn pair(first: u32, second: u32) -> u32 {
    let hash = (first ^ second.rotate_left(16)).wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lexicon::find;

    /// The key of a phrase's longest two words that stand together, or of its only one.
    fn key(phrase: &str) -> u32 {
        let mut words = Words::new();
        let mut lengths = Vec::new();
        for piece in phrase.split(' ') {
            words.push(piece);
            words.end();
            let n_new = words.hashes.len() - lengths.len();
            lengths.resize(words.hashes.len(), piece.len() / n_new.max(1));
        }
        let hashes = &words.hashes;
        let longest = (1..hashes.len()).max_by_key(|&at| lengths[at - 1] + lengths[at]);
        longest.map_or(hashes[0], |at| pair(hashes[at - 1], hashes[at]))
    }

    fn section(name: &str) -> Option<u8> {
        let (class, how) = name.split_once(' ')?;
        let class = NAMES.iter().position(|it| *it == class)?;
        let how = ["h", "p", "c"].iter().position(|it| *it == how)?;
        u8::try_from(how * NAMES.len() + class).ok()
    }

    /// All records, in order.
    fn records() -> Vec<[u8; 8]> {
        let mut records = Vec::new();
        for (file, (language, text)) in (0..).zip(FILES) {
            let mut kind = None;
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                let phrase = line.trim_end_matches('\n');
                if let Some(name) = phrase.strip_prefix("= ") {
                    kind = section(name);
                    assert!(kind.is_some(), "{language}: {name}");
                } else if !phrase.starts_with('#') {
                    let [a, b, c, d] = key(phrase).to_le_bytes();
                    let [low, high] = u16::try_from(start).unwrap().to_le_bytes();
                    let kind = kind.unwrap();
                    records.push([a, b, c, d, low, high, file, kind]);
                }
                start += line.len();
            }
        }
        records.sort_unstable_by_key(|&record| (key_of(record), record));
        records
    }

    #[test]
    fn the_index_is_what_the_files_say() {
        let records = records();
        if std::env::var_os("LEDE_BLESS").is_some_and(|it| it == "1") {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/base/lexicon/index.bin");
            std::fs::write(path, records.as_flattened()).unwrap();
            return;
        }
        assert!(records == RECORDS, "run LEDE_BLESS=1 cargo test --lib lexicon");
    }

    #[test]
    fn every_phrase_is_found_where_it_stands_alone() {
        for &record in RECORDS {
            let entry = entry_of(record).unwrap();
            let found = find(entry.phrase, |_, _| {});
            assert!(found.any(entry.class), "{}", entry.phrase);
        }
    }

    /// What a page can ask of its readers in any language, and calls its parts.
    #[test]
    fn every_language_speaks_of_every_class() {
        assert_eq!(FILES.len(), 26);
        for (file, (language, _)) in (0..).zip(FILES) {
            let of_file =
                || RECORDS.iter().filter(|it| it[6] == file).copied().filter_map(entry_of);
            for (at, name) in NAMES.iter().enumerate() {
                let n_phrases = of_file().filter(|it| it.class == Phrases::of_section(at)).count();
                assert!(2 <= n_phrases, "{language} has {n_phrases} phrases for {name}");
            }
            for how in HOWS {
                assert!(of_file().any(|it| it.how == how), "{language}");
            }
        }
    }
}
