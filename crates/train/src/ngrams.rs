//! Counts of n-grams and their modified Kneser-Ney probabilities (Chen and Goodman, 1998).

use vanban_restore::lm::{START, WordId, ngram_key};

use crate::corpus::Item;

/// All n-grams of one order, sorted by key.
pub(crate) struct Grams {
    /// Number of words.
    pub(crate) order: usize,
    /// Keys, sixteen bits a word.
    pub(crate) keys: Vec<u64>,
    /// How often each stands in the text.
    pub(crate) raw: Vec<u32>,
    /// Kneser-Ney's count: of the highest order the raw one, else in how many left contexts it stands.
    pub(crate) adjusted: Vec<u32>,
    /// Interpolated probability.
    pub(crate) prob: Vec<f32>,
    /// For each n-gram the weight its context (prefix) gives to the lower order.
    pub(crate) gamma: Vec<f32>,
    /// For each n-gram the place of its suffix among the next lower order's.
    pub(crate) suffix: Vec<u32>,
    first: Vec<u32>,
}

impl Grams {
    /// Counts the n-grams of one order; at most one [`START`] opens an n-gram.
    pub(crate) fn count(items: &[Item], order: usize) -> Grams {
        let mut keys = Vec::with_capacity(items.len());
        for end in order..=items.len() {
            let words: [WordId; 4] =
                std::array::from_fn(|i| if i < order { items[end - order + i].word } else { 0 });
            if !words[1..order].contains(&START) && words[order - 1] != START {
                keys.push(ngram_key(&words[..order]));
            }
        }
        keys.sort_unstable();
        let (keys, raw) = run_lengths(&keys);
        let mut grams = Grams {
            order,
            adjusted: raw.clone(),
            keys,
            raw,
            prob: vec![],
            gamma: vec![],
            suffix: vec![],
            first: vec![],
        };
        grams.index();
        grams
    }

    /// Where each first word's n-grams begin, to search quickly.
    fn index(&mut self) {
        let shift = 16 * (self.order as u32 - 1);
        self.first = vec![0; (1 << 16) + 1];
        for key in &self.keys {
            self.first[(key >> shift) as usize + 1] += 1;
        }
        for i in 1..self.first.len() {
            self.first[i] += self.first[i - 1];
        }
    }

    /// Place of a key.
    pub(crate) fn find(&self, key: u64) -> Option<usize> {
        let word = (key >> (16 * (self.order as u32 - 1))) as usize;
        let (from, to) = (self.first[word] as usize, self.first[word + 1] as usize);
        self.keys[from..to].binary_search(&key).ok().map(|i| from + i)
    }

    fn opens_with_start(&self, key: u64) -> bool {
        self.order > 1 && (key >> (16 * (self.order as u32 - 1))) as WordId == START
    }

    /// Puts the number of left contexts in place of raw counts, from the next higher order.
    pub(crate) fn adjust(&mut self, higher: &Grams) {
        let mask = (1_u64 << (16 * self.order as u32)) - 1;
        let mut suffixes: Vec<u64> = higher.keys.iter().map(|key| key & mask).collect();
        suffixes.sort_unstable();
        let (keys, counts) = run_lengths(&suffixes);
        let mut at = 0;
        for (i, key) in self.keys.iter().enumerate() {
            while at < keys.len() && keys[at] < *key {
                at += 1;
            }
            let known = at < keys.len() && keys[at] == *key;
            if known && !self.opens_with_start(*key) {
                self.adjusted[i] = counts[at];
            }
        }
    }

    /// Fills `prob`, `gamma` and `suffix`; `lower` is the next lower order, `None` for unigrams.
    pub(crate) fn estimate(&mut self, lower: Option<&Grams>, vocabulary: usize) {
        let discounts = discounts(&self.adjusted);
        let n = self.keys.len();
        self.prob = vec![0.0; n];
        self.gamma = vec![0.0; n];
        let mask = (1_u64 << (16 * (self.order as u32 - 1))) - 1;
        if let Some(lower) = lower {
            let place = |key: &u64| lower.find(key & mask).expect("suffixes are counted") as u32;
            self.suffix = self.keys.iter().map(place).collect();
        }
        let mut from = 0;
        while from < n {
            let context = self.keys[from] >> 16;
            let to = from + self.keys[from..].partition_point(|key| key >> 16 == context);
            let total: f64 = self.adjusted[from..to].iter().map(|c| f64::from(*c)).sum();
            let taken: f64 = self.adjusted[from..to].iter().map(|c| discounts[at_most_3(*c)]).sum();
            let gamma = taken / total;
            for i in from..to {
                let count = f64::from(self.adjusted[i]);
                let below = lower.map_or(1.0 / vocabulary as f64, |lower| {
                    f64::from(lower.prob[self.suffix[i] as usize])
                });
                let own = (count - discounts[at_most_3(self.adjusted[i])]).max(0.0) / total;
                self.prob[i] = (own + gamma * below) as f32;
                self.gamma[i] = gamma as f32;
            }
            from = to;
        }
    }
}

fn at_most_3(count: u32) -> usize {
    count.min(3) as usize
}

/// Discounts for counts 0, 1, 2 and more.
fn discounts(counts: &[u32]) -> [f64; 4] {
    let mut seen = [0.0_f64; 5];
    for count in counts.iter().filter(|c| (1..=4).contains(*c)) {
        seen[*count as usize] += 1.0;
    }
    let y = seen[1] / (seen[1] + 2.0 * seen[2]).max(1.0);
    let discount = |c: usize| {
        let ratio = seen[c + 1] / seen[c].max(1.0);
        (c as f64 - (c + 1) as f64 * y * ratio).clamp(0.1, c as f64 - 0.05)
    };
    [0.0, discount(1), discount(2), discount(3)]
}

fn run_lengths(sorted: &[u64]) -> (Vec<u64>, Vec<u32>) {
    let (mut keys, mut counts) = (vec![], vec![]);
    for run in sorted.chunk_by(|a, b| a == b) {
        keys.push(run[0]);
        counts.push(run.len() as u32);
    }
    (keys, counts)
}
