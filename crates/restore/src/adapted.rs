//! What the OCR of one document makes of letters, learned while the document is read.
//!
//! The tables of confusions were learned from one OCR; another fails in other ways (one takes `ă`, `ẫ`, `ặ` for an
//! `i`). Words that their neighbours tell, whatever was read, show how: the letters read wrong in several of them are
//! expected from then on.

use vanban_text::fold_char;

use crate::hashing::{QuickMap, QuickSet};

/// Letters of one base, with marks or without.
pub(crate) const FAMILIES: usize = 52;
/// Different words that must show a misreading, and what the table's own price for one weighs in words.
const LEAST: f32 = 3.0;
const TRUST: f32 = 100.0;
/// The table's own price, and the best that a document can make of it.
const PRICE: f32 = -6.5;
const BEST: f32 = -2.5;
/// Shorter words tell too little, and of each so many letters may be wrong.
const SHORTEST: usize = 3;
const WRONG: usize = 2;
/// Words remembered, and how many must be known before they are first used.
const MOST: usize = 1 << 13;
const FIRST: usize = 100;

/// Log probabilities of letters of each family having been read as one sign.
pub(crate) type Prices = [f32; FAMILIES];

/// What was learned of one OCR.
#[derive(Debug)]
pub(crate) struct Adapted {
    known: QuickSet<String>,
    /// In how many words letters of each family stand, and in how many they were read as a sign.
    stand: Prices,
    wrong: QuickMap<char, Prices>,
    prices: QuickMap<char, Prices>,
    /// How many words must be known before the prices are set anew.
    next: usize,
}

impl Default for Adapted {
    fn default() -> Self {
        let (known, wrong, prices) = Default::default();
        Adapted { known, stand: [0.0; FAMILIES], wrong, prices, next: FIRST }
    }
}

/// The family of a letter.
pub(crate) fn family(letter: char) -> Option<usize> {
    let base = fold_char(letter);
    let place = base.is_ascii_lowercase().then(|| usize::from(base as u8 - b'a'))?;
    Some(if letter.is_ascii() { place } else { place + FAMILIES / 2 })
}

impl Adapted {
    /// Notes that `token` was read for `word`, both in small letters. Each pair counts once: an error that repeats
    /// itself proves nothing.
    pub(crate) fn note(&mut self, token: &str, word: &str) {
        let length = word.chars().count();
        if length < SHORTEST || token.chars().count() != length || self.known.len() >= MOST {
            return;
        }
        let pairs = || token.chars().zip(word.chars());
        let alike = |(seen, letter): &(char, char)| fold_char(*seen) == fold_char(*letter);
        if pairs().filter(|pair| !alike(pair)).count() > WRONG
            || !self.known.insert(format!("{token} {word}"))
        {
            return;
        }
        for (seen, letter) in pairs() {
            let Some(family) = family(letter) else { continue };
            self.stand[family] += 1.0;
            if !alike(&(seen, letter)) {
                self.wrong.entry(seen).or_insert([0.0; FAMILIES])[family] += 1.0;
            }
        }
    }

    /// Sets the prices anew where much was learned since; whether it did.
    pub(crate) fn refresh(&mut self) -> bool {
        if self.known.len() < self.next {
            return false;
        }
        self.next = 2 * self.known.len();
        let price = |(stand, wrong): (&f32, &f32)| {
            let learned = ((wrong + TRUST * PRICE.exp()) / (stand + TRUST)).ln().min(BEST);
            if *wrong < LEAST { f32::NEG_INFINITY } else { learned }
        };
        let prices = |wrong: &Prices| {
            let all = self.stand.iter().zip(wrong).map(price);
            let mut prices = [f32::NEG_INFINITY; FAMILIES];
            prices.iter_mut().zip(all).for_each(|(to, price)| *to = price);
            prices
        };
        let shown = self.wrong.iter().map(|(seen, wrong)| (*seen, prices(wrong)));
        self.prices = shown.filter(|(_, prices)| prices.iter().any(|p| *p > PRICE)).collect();
        true
    }

    /// Prices of letters that may have been read as `seen`, a small letter or a sign.
    pub(crate) fn prices(&self, seen: char) -> Option<&Prices> {
        self.prices.get(&seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_words_show_is_expected_and_what_one_repeats_is_not() {
        let mut adapted = Adapted::default();
        for i in 0..FIRST {
            let word = format!("t{}n", ["o", "u", "a"][i % 3].repeat(i / 3 + 1));
            adapted.note(&word, &word);
        }
        for (token, word) in [("nim", "năm"), ("dic", "đặc"), ("vin", "văn"), ("hin", "hạn")]
        {
            adapted.note(token, word);
        }
        for _ in 0..9 {
            adapted.note("tot", "tới");
        }
        assert!(adapted.refresh());
        let marked = family('ẫ').expect("a letter");
        assert!(adapted.prices('i').expect("shown")[marked] > PRICE);
        assert!(adapted.prices('t').is_none());
        assert!(!adapted.refresh());
    }
}
