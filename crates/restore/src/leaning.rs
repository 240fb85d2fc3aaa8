//! Which of the words of one folded form a document uses: one that speaks of `dứa` means `dứa` in its tables too.
//!
//! Only words of one form compete, so that a document's frequent forms gain nothing; how strongly what was restored
//! so far counts is bounded, since some of it is wrong.

use std::collections::VecDeque;

use crate::context::Forms;
use crate::lm::WordId;

/// Weight of what a document leans to beside all else.
const WEIGHT: f32 = 0.8;
/// Occasions of a form until the document counts as much as the language.
const TRUST: f32 = 25.0;
/// Words remembered: farther back a long text may be another document.
const MEMORY: usize = 4_000;

/// The words of a document so far.
#[derive(Debug)]
pub(crate) struct Leaning {
    words: Vec<u16>,
    forms: Vec<u16>,
    recent: VecDeque<WordId>,
}

impl Leaning {
    /// Nothing seen, of a vocabulary of so many words.
    pub(crate) fn new(words: usize) -> Leaning {
        Leaning { words: vec![0; words], forms: vec![0; words], recent: VecDeque::new() }
    }

    /// Remembers a word.
    pub(crate) fn add(&mut self, forms: &Forms, word: WordId) {
        self.words[word as usize] += 1;
        self.forms[forms.of(word) as usize] += 1;
        self.recent.push_back(word);
        if self.recent.len() > MEMORY
            && let Some(word) = self.recent.pop_front()
        {
            self.words[word as usize] -= 1;
            self.forms[forms.of(word) as usize] -= 1;
        }
    }

    /// The weighted log odds of a word among its form's, as the document has them against the language.
    pub(crate) fn towards(&self, forms: &Forms, word: WordId) -> f32 {
        let seen = f32::from(self.forms[forms.of(word) as usize]);
        if seen == 0.0 {
            return 0.0;
        }
        let share = forms.plain_share(word);
        let own = share + f32::from(self.words[word as usize]) / TRUST;
        WEIGHT * (own / (share * (1.0 + seen / TRUST))).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lm::Lm;

    #[test]
    fn a_rare_word_gains_by_being_seen_and_its_sisters_lose() {
        let lm = Lm::open((&crate::MODEL.0).into()).expect("the embedded model is whole");
        let forms = Forms::new(&lm);
        let id = |word: &str| lm.words().iter().position(|w| w == word).expect(word) as WordId;
        let (rare, common, other) = (id("dứa"), id("đưa"), id("nhà"));
        let mut leaning = Leaning::new(lm.words().len());
        assert_eq!(leaning.towards(&forms, rare).to_bits(), 0.0_f32.to_bits());
        for _ in 0..5 {
            leaning.add(&forms, rare);
        }
        assert!(leaning.towards(&forms, rare) > 0.5);
        assert!(leaning.towards(&forms, common) < 0.0);
        assert_eq!(leaning.towards(&forms, other).to_bits(), 0.0_f32.to_bits());
        for _ in 0..MEMORY {
            leaning.add(&forms, other);
        }
        assert_eq!(leaning.towards(&forms, rare).to_bits(), 0.0_f32.to_bits());
    }
}
