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
    pairs: QuickMap<(WordId, WordId), u32>,
    firsts: QuickMap<WordId, u32>,
    words: QuickMap<WordId, u32>,
    recent: VecDeque<(WordId, WordId)>,
    /// Whether single words count too. Where only marks are lost, all that is known of a word is a guess of the
    /// same kind, and a wrong one would confirm itself; a misread word still shows some of its own.
    pub(crate) words_too: bool,
}

impl Cache {
    /// Remembers that `word` followed `before`.
    pub(crate) fn add(&mut self, before: WordId, word: WordId) {
        *self.pairs.entry((before, word)).or_default() += 1;
        *self.firsts.entry(before).or_default() += 1;
        *self.words.entry(word).or_default() += 1;
        self.recent.push_back((before, word));
        if self.recent.len() > MEMORY {
            self.forget();
        }
    }

    /// Drops the oldest pair: far back a long text may be another document.
    fn forget(&mut self) {
        let Some(pair) = self.recent.pop_front() else { return };
        lessen(&mut self.pairs, pair);
        lessen(&mut self.firsts, pair.0);
        lessen(&mut self.words, pair.1);
    }

    /// The weighted share of `word` among what followed `before` and among all words; 0 for a word never seen.
    pub(crate) fn share(&self, before: WordId, word: WordId) -> f32 {
        let Some(own) = self.words.get(&word) else { return 0.0 };
        let weight = if self.words_too { WORD_WEIGHT } else { 0.0 };
        let alone = weight * *own as f32 / (self.recent.len() as f32 + MANY);
        let Some(pair) = self.pairs.get(&(before, word)) else { return alone };
        let first = self.firsts.get(&before).copied().unwrap_or(0);
        alone + WEIGHT * *pair as f32 / (first as f32 + TRUST)
    }
}

fn lessen<K: std::hash::Hash + Eq>(counts: &mut QuickMap<K, u32>, key: K) {
    if let Entry::Occupied(mut count) = counts.entry(key) {
        *count.get_mut() -= 1;
        if *count.get() == 0 {
            count.remove();
        }
    }
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
