//! What a document has said so far makes itself more likely: its topic's words, its place names.

use std::collections::HashMap;

use crate::lm::WordId;

/// Weight of the document's own pairs of words beside the model.
const WEIGHT: f32 = 0.2;
/// How many times a word must have been followed by something until its followers count fully.
const TRUST: f32 = 3.0;

/// Pairs of neighbouring words seen in the document.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    pairs: HashMap<(WordId, WordId), u32>,
    firsts: HashMap<WordId, u32>,
}

impl Cache {
    /// Remembers that `word` followed `before`.
    pub(crate) fn add(&mut self, before: WordId, word: WordId) {
        *self.pairs.entry((before, word)).or_default() += 1;
        *self.firsts.entry(before).or_default() += 1;
    }

    /// The share of `word` among what followed `before`; nothing for a pair never seen.
    pub(crate) fn share(&self, before: WordId, word: WordId) -> f32 {
        let Some(pair) = self.pairs.get(&(before, word)) else { return 0.0 };
        let first = self.firsts.get(&before).copied().unwrap_or(0);
        *pair as f32 / (first as f32 + TRUST)
    }
}

/// The model's log probability mixed with the document's share.
pub(crate) fn with_cache(log_prob: f32, share: f32) -> f32 {
    if share == 0.0 { log_prob } else { ((1.0 - WEIGHT) * log_prob.exp() + WEIGHT * share).ln() }
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
