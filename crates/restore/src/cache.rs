//! What a document has said so far makes itself more likely: its topic's words, its place names.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use crate::hashing::QuickMap;
use crate::lm::WordId;

/// Weight of the document's own pairs of words beside the model.
const WEIGHT: f32 = 0.2;
/// Weight of the document's own words by themselves.
const WORD_WEIGHT: f32 = 0.015;
/// How many times a word must have been followed by something until its followers count fully.
const TRUST: f32 = 3.0;

/// Words until a document's frequencies count half.
const MANY: f32 = 300.0;
/// Pairs remembered.
const MEMORY: usize = 20_000;

/// Pairs of neighbouring words seen in the document.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pairs: QuickMap<u64, u16>,
    /// How often each word was the first of a pair, and the second.
    firsts: Vec<u16>,
    words: Vec<u16>,
    recent: VecDeque<(WordId, WordId)>,
    /// Whether single words count too. Where only marks are lost, all that is known of a word is a guess of the
    /// same kind, and a wrong one would confirm itself; a misread word still shows some of its own.
    pub(crate) words_too: bool,
}

impl Cache {
    /// Remembers that `word` followed `before`.
    pub(crate) fn add(&mut self, before: WordId, word: WordId) {
        *self.pairs.entry(pair_key(before, word)).or_default() += 1;
        *count(&mut self.firsts, before) += 1;
        *count(&mut self.words, word) += 1;
        self.recent.push_back((before, word));
        if self.recent.len() > MEMORY {
            self.forget();
        }
    }

    /// Drops the oldest pair: far back a long text may be another document.
    fn forget(&mut self) {
        let Some(pair) = self.recent.pop_front() else { return };
        if let Entry::Occupied(mut count) = self.pairs.entry(pair_key(pair.0, pair.1)) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
        *count(&mut self.firsts, pair.0) -= 1;
        *count(&mut self.words, pair.1) -= 1;
    }

    /// The weighted share of `word` among what followed `before` and among all words; 0 for a word never seen.
    pub(crate) fn share(&self, before: WordId, word: WordId) -> f32 {
        let told = |counts: &[u16], word: WordId| counts.get(word as usize).copied().unwrap_or(0);
        let own = told(&self.words, word);
        if own == 0 {
            return 0.0;
        }
        let weight = if self.words_too { WORD_WEIGHT } else { 0.0 };
        let alone = weight * f32::from(own) / (self.recent.len() as f32 + MANY);
        let first = told(&self.firsts, before);
        if first == 0 {
            return alone;
        }
        let Some(pair) = self.pairs.get(&pair_key(before, word)) else { return alone };
        alone + WEIGHT * f32::from(*pair) / (f32::from(first) + TRUST)
    }
}

/// A word's count, which never passes [`MEMORY`].
fn count(counts: &mut Vec<u16>, word: WordId) -> &mut u16 {
    if counts.len() <= word as usize {
        counts.resize(word as usize + 1, 0);
    }
    &mut counts[word as usize]
}

fn pair_key(before: WordId, word: WordId) -> u64 {
    u64::from(before) << 16 | u64::from(word)
}

/// The model's log probability mixed with the document's share.
pub(crate) fn with_cache(log_prob: f32, share: f32) -> f32 {
    if share == 0.0 {
        return log_prob;
    }
    ((1.0 - WEIGHT - WORD_WEIGHT) * log_prob.exp() + share).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_likelier_and_nothing_becomes_impossible() {
        let mut cache = Cache::default();
        for _ in 0..6 {
            cache.add(10, 11);
        }
        assert!(with_cache(-9.0, cache.share(10, 11)) > -4.0);
        assert_eq!(with_cache(-9.0, cache.share(10, 12)).to_bits(), (-9.0_f32).to_bits());
    }
}
