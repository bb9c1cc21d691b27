//! Whether blocks speak of the same as the article.
//!
//! In: the first words of each judged block, and which blocks are text. Out: how much of what a block says is
//! said in the text, too, by other blocks. A word that the page says seldom counts for more. Teasers of
//! other stories read like prose, but hardly a name in them stands in the article.

/// Words are told apart by at least and at most so many numbers, powers of two; a page that says less has fewer.
const N_WORDS: std::ops::RangeInclusive<usize> = 64..=8192;

/// What the page says, and where.
pub(crate) struct Topic {
    /// How often the page says each word, up to 255 times.
    counts: Vec<u8>,
    n_words: u32,
}

/// For each count of a word, what saying it once counts.
type Weights = [u8; 256];

/// How much is said, and how much of that in the text, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    pub(crate) all: u32,
    pub(crate) in_text: u32,
}

impl Overlap {
    /// The share that the text says, too; nothing where there's nothing to tell.
    pub(crate) fn share(self) -> Option<f32> {
        (self.all > 0).then(|| self.in_text as f32 / self.all as f32)
    }
}

/// What speaks of other things than the text: in percent, how much of it the text says, too, and how much of what it
/// says itself the text says again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OtherWords {
    pub(crate) percent: u8,
    pub(crate) of_text: u8,
}

impl OtherWords {
    /// Where `part` says less of what the text says than this share of what that says again itself.
    pub(crate) fn of(part: Overlap, text: Overlap) -> Option<Self> {
        const MAX_SHARE: f32 = 0.6;
        let (of_part, of_text) = (part.share()?, text.share()?);
        let percent = |share: f32| (share * 100.0).round() as u8;
        let is_other = of_part < MAX_SHARE * of_text;
        is_other.then(|| OtherWords { percent: percent(of_part), of_text: percent(of_text) })
    }
}

impl std::ops::AddAssign for Overlap {
    fn add_assign(&mut self, other: Overlap) {
        self.all += other.all;
        self.in_text += other.in_text;
    }
}

impl std::ops::Sub for Overlap {
    type Output = Overlap;

    fn sub(self, other: Overlap) -> Overlap {
        Overlap { all: self.all - other.all, in_text: self.in_text - other.in_text }
    }
}

impl Topic {
    /// Counts the words of `n_blocks` blocks, each of which `words` gives.
    pub(crate) fn of<'w>(n_blocks: usize, words: &dyn Fn(usize) -> &'w [u16]) -> Self {
        let n_words: usize = (0..n_blocks).map(|at| words(at).len()).sum();
        let n_counts = n_words.next_power_of_two().clamp(*N_WORDS.start(), *N_WORDS.end());
        let mut topic = Topic { counts: vec![0; n_counts], n_words: n_words as u32 };
        for &bucket in (0..n_blocks).flat_map(words) {
            let word = topic.word(bucket);
            topic.counts[word] = topic.counts[word].saturating_add(1);
        }
        topic
    }

    fn word(&self, bucket: u16) -> usize {
        usize::from(bucket) & (self.counts.len() - 1)
    }

    /// What saying a word once counts: the seldomer the more, and nothing for words like "the".
    fn weights(&self) -> Weights {
        /// A word that is so large a part of all words as one in 2 to the power of this tells nothing.
        const COMMON: u32 = 5;
        let mut weights = [0; 256];
        let mut log = self.n_words.checked_ilog2().unwrap_or(0);
        for (count, weight) in (0..).zip(&mut weights) {
            // The logarithm of all words ÷ the count, rounded down.
            while log > 0 && self.n_words >> log < count {
                log -= 1;
            }
            *weight = log.saturating_sub(COMMON) as u8;
        }
        weights
    }

    /// For each block, and the end, how much of the blocks before it other blocks that are text say, too.
    pub(crate) fn overlaps_before<'w>(
        &self,
        n_blocks: usize,
        words: &dyn Fn(usize) -> &'w [u16],
        is_text: &dyn Fn(usize) -> bool,
    ) -> Vec<Overlap> {
        let mut sum = Overlap::default();
        let mut before = Vec::with_capacity(n_blocks + 1);
        before.push(sum);
        self.overlaps(n_blocks, words, is_text, &mut |overlap| {
            sum += overlap;
            before.push(sum);
        });
        before
    }

    /// Gives `put` for each block how much of it other blocks that are text say, too.
    pub(crate) fn overlaps<'w>(
        &self,
        n_blocks: usize,
        words: &dyn Fn(usize) -> &'w [u16],
        is_text: &dyn Fn(usize) -> bool,
        put: &mut dyn FnMut(Overlap),
    ) {
        const NONE: u8 = 0;
        const SEVERAL: u8 = u8::MAX;
        // Of blocks that share a number, none vouches for the other.
        let number = |at: usize| (at % usize::from(SEVERAL - 1)) as u8 + 1;
        let mut said_by = vec![NONE; self.counts.len()];
        for at in (0..n_blocks).filter(|&at| is_text(at)) {
            for &bucket in words(at) {
                let by = &mut said_by[self.word(bucket)];
                *by = if *by == NONE || *by == number(at) { number(at) } else { SEVERAL };
            }
        }
        let weights = self.weights();
        for at in 0..n_blocks {
            let mut own = Overlap::default();
            for &bucket in words(at) {
                let word = self.word(bucket);
                let (weight, by) =
                    (u32::from(weights[usize::from(self.counts[word])]), said_by[word]);
                own.all += weight;
                own.in_text += if by == NONE || by == number(at) { 0 } else { weight };
            }
            put(own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The overlap of each block by itself.
    fn each(before: &[Overlap]) -> Vec<Overlap> {
        before.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    #[test]
    fn another_story_shares_little_with_the_text() {
        // 1 is in every block, as "the" is; 2 and 3 are what the text is about.
        let blocks: [&[u16]; 5] =
            [&[1, 2, 3, 10], &[1, 2, 1, 11, 3], &[1, 3, 1, 2, 1], &[1, 20, 1, 21], &[]];
        let words = |at: usize| blocks[at];
        let topic = Topic { n_words: 200, ..Topic::of(5, &words) };
        let said: Vec<Overlap> = each(&topic.overlaps_before(5, &words, &|at| at < 3));
        assert!(said[0].share().is_some_and(|share| 0.4 < share), "{said:?}");
        assert_eq!(said[2].share(), Some(1.0));
        assert!(said[3].share().is_some_and(|share| share < 0.3), "{said:?}");
        assert_eq!(said[4].share(), None);
    }

    #[test]
    fn a_block_does_not_vouch_for_itself() {
        let blocks: [&[u16]; 2] = [&[7, 8, 7], &[9, 9]];
        let words = |at: usize| blocks[at];
        let topic = Topic { n_words: 500, ..Topic::of(2, &words) };
        let said: Vec<Overlap> = each(&topic.overlaps_before(2, &words, &|at| at == 0));
        assert_eq!(said.iter().map(|it| it.in_text).collect::<Vec<_>>(), [0, 0]);
    }
}
