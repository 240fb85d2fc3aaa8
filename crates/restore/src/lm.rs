//! The language model: Kneser-Ney n-grams of syllables, up to four, packed.
//!
//! Orders two and above lie in [`Fuse`] tables; a value is a code of the log probability and, where the n-gram
//! is the beginning of a longer one, a code of its back-off weight. Natural logarithms throughout.

use std::borrow::Cow;

use crate::fuse::{Fuse, Look, read_u32};

/// Index of a word in the model's vocabulary.
pub type WordId = u16;

/// Beginning of a paragraph.
pub const START: WordId = 0;
/// A word that the model does not know.
pub const UNKNOWN: WordId = 1;
/// Anything with a digit.
pub const NUMBER: WordId = 2;
/// A clause break.
pub const BREAK: WordId = 3;
/// A comma.
pub const COMMA: WordId = 4;
/// How many ids stand for no word.
pub const SPECIAL: usize = 5;

/// First bytes of a model file.
pub const MAGIC: &[u8; 8] = b"vanban01";

/// Cases a word's habit is recorded for: how often it is capitalised after a lower-case word, and after a
/// capitalised one.
pub const CAP_CONTEXTS: usize = 2;

/// What one word's entry in the file holds.
pub const WORD_BYTES: usize = 4 + 4 + CAP_CONTEXTS;

/// The model.
#[derive(Debug)]
pub struct Lm {
    bytes: Cow<'static, [u8]>,
    words: Vec<String>,
    unigrams: Vec<f32>,
    backoffs: Vec<f32>,
    capitals: Vec<[[f32; 2]; CAP_CONTEXTS]>,
    orders: Vec<Order>,
}

#[derive(Debug)]
struct Order {
    table: Fuse,
    backoff_bits: u32,
    log_probs: Vec<f32>,
    backoffs: Vec<f32>,
}

/// Why a model file does not load.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Not a model, or one of another version.
    #[error("not a model of this version")]
    Version,
    /// Cut short, or its parts do not fit together.
    #[error("the model is damaged")]
    Damaged,
}

impl ModelError {
    /// A stable name for machines.
    pub fn code(&self) -> &'static str {
        match self {
            ModelError::Version => "model-version",
            ModelError::Damaged => "model-damaged",
        }
    }
}

/// The words before a position, and what backing off from them costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Context {
    /// Last three words, the latest last.
    pub words: [WordId; 3],
    /// Back-off weight of the last two words and of all three; `None` where they begin no longer n-gram.
    backoff2: Option<f32>,
    backoff3: Option<f32>,
}

/// Shape of an n-gram's key: sixteen bits a word, the order above them so that tables never mix.
pub fn ngram_key(words: &[WordId]) -> u64 {
    words.iter().fold(0, |key, word| key << 16 | u64::from(*word))
}

impl Lm {
    /// Reads a model.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Lm, ModelError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Version);
        }
        let mut reader = Reader { bytes: &bytes, at: 8 };
        let (mut words, mut unigrams, mut backoffs, mut capitals) =
            (vec![], vec![], vec![], vec![]);
        let mut orders = vec![];
        reader.words(&mut words).ok_or(ModelError::Damaged)?;
        for _ in 0..words.len() {
            let entry = reader.take(WORD_BYTES).ok_or(ModelError::Damaged)?;
            unigrams.push(f32_at(entry, 0));
            backoffs.push(f32_at(entry, 4));
            capitals.push([cap_log_probs(entry[8]), cap_log_probs(entry[9])]);
        }
        let count = reader.u32().ok_or(ModelError::Damaged)?;
        for _ in 0..count.min(3) {
            orders.push(reader.order().ok_or(ModelError::Damaged)?);
        }
        Ok(Lm { bytes, words, unigrams, backoffs, capitals, orders })
    }

    /// Words, specials included.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Log probability of a word by itself.
    pub fn unigram(&self, word: WordId) -> f32 {
        self.unigrams[word as usize]
    }

    /// Log probability that a word inside a sentence is written as it is, `capital` or not, after a
    /// capitalised word or another.
    pub fn capital(&self, word: WordId, after_capital: bool, capital: bool) -> f32 {
        self.capitals[word as usize][usize::from(after_capital)][usize::from(capital)]
    }

    /// The context at the beginning of a paragraph.
    pub fn start(&self) -> Context {
        self.context([START; 3])
    }

    /// The context after three words.
    pub fn context(&self, words: [WordId; 3]) -> Context {
        let backoff = |n: usize| {
            let (_, backoff) = self.find(&words[3 - n..])?;
            backoff
        };
        Context { words, backoff2: backoff(2), backoff3: backoff(3) }
    }

    /// Log probability of the n-gram and, if it begins longer ones, its back-off weight.
    fn find(&self, ngram: &[WordId]) -> Option<(f32, Option<f32>)> {
        let order = self.orders.get(ngram.len().checked_sub(2)?)?;
        let value = order.table.get(&self.bytes, ngram_key(ngram))?;
        Some(order.decode(value))
    }

    /// What of the score of `word` depends on the last word alone.
    pub fn bigram(&self, memo: &mut Memo, before: WordId, word: WordId) -> Bigram {
        let found = memo.find(self, &[before, word]);
        self.as_bigram(before, word, found)
    }

    /// The bigrams of pairs of words, looked up together.
    pub fn bigrams(&self, memo: &mut Memo, pairs: &[[WordId; 2]], out: &mut Vec<Bigram>) {
        memo.asked.clear();
        memo.asked.extend(pairs.iter().map(|pair| (0, memo_key(pair))));
        memo.find_asked(self, 0);
        out.clear();
        let found = pairs.iter().zip(&memo.found);
        out.extend(found.map(|([before, word], found)| self.as_bigram(*before, *word, *found)));
    }

    fn as_bigram(&self, before: WordId, word: WordId, found: Found) -> Bigram {
        match found {
            Some((log_prob, backoff)) => Bigram { log_prob, backoff, found: true },
            None => Bigram {
                log_prob: self.backoffs[before as usize] + self.unigrams[word as usize],
                backoff: None,
                found: false,
            },
        }
    }

    /// Log probability of `word` after `context`, and the context after it. `bigram` is that of the last word
    /// of the context and `word`.
    pub fn score(
        &self,
        memo: &mut Memo,
        context: &Context,
        word: WordId,
        bigram: &Bigram,
    ) -> (f32, Context) {
        let mut scored = vec![];
        self.scores(memo, &[Step { context: *context, word, bigram: *bigram }], &mut scored);
        scored[0]
    }

    /// The same for many steps, whose n-grams are looked up together.
    pub fn scores(&self, memo: &mut Memo, steps: &[Step], out: &mut Vec<(f32, Context)>) {
        out.clear();
        out.extend(steps.iter().map(Step::by_bigram));
        memo.asked.clear();
        for (i, step) in steps.iter().enumerate() {
            if step.context.backoff2.is_some() && step.bigram.found {
                let [_, b, c] = step.context.words;
                memo.asked.push((i as u32, memo_key(&[b, c, step.word])));
            } else {
                out[i].0 += step.context.whole_backoff();
            }
        }
        memo.find_asked(self, 1);
        let mut longer = std::mem::take(&mut memo.longer);
        for ((i, _), found) in memo.asked.iter().zip(&memo.found) {
            let (step, scored) = (&steps[*i as usize], &mut out[*i as usize]);
            let Some((log_prob, backoff)) = found else {
                scored.0 += step.context.whole_backoff();
                continue;
            };
            scored.0 = *log_prob;
            scored.1.backoff3 = *backoff;
            if step.context.backoff3.is_some() {
                let [a, b, c] = step.context.words;
                longer.push((*i, memo_key(&[a, b, c, step.word])));
            }
        }
        std::mem::swap(&mut memo.asked, &mut longer);
        longer.clear();
        memo.longer = longer;
        memo.find_asked(self, 2);
        for ((i, _), found) in memo.asked.iter().zip(&memo.found) {
            match found {
                Some((log_prob, _)) => out[*i as usize].0 = *log_prob,
                None => {
                    out[*i as usize].0 += steps[*i as usize].context.backoff3.unwrap_or(0.0);
                }
            }
        }
    }
}

/// One word more after a context.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What stands before.
    pub context: Context,
    /// The word.
    pub word: WordId,
    /// The bigram of the context's last word and this one.
    pub bigram: Bigram,
}

impl Step {
    fn by_bigram(&self) -> (f32, Context) {
        let [_, b, c] = self.context.words;
        let backoff2 = self.bigram.backoff;
        (self.bigram.log_prob, Context { words: [b, c, self.word], backoff2, backoff3: None })
    }
}

impl Context {
    /// What backing off to the last word alone costs.
    fn whole_backoff(&self) -> f32 {
        self.backoff2.map_or(0.0, |weight| weight + self.backoff3.unwrap_or(0.0))
    }
}

/// What was looked up last: the tables lie scattered in memory, and a document repeats itself.
#[derive(Debug)]
pub struct Memo {
    slots: Vec<(u64, Found)>,
    /// N-grams asked for, each with its step, and what was found for them.
    asked: Vec<(u32, u64)>,
    found: Vec<Found>,
    longer: Vec<(u32, u64)>,
    missing: Vec<(u32, u64)>,
    looks: Vec<Look>,
}

/// Log probability and back-off weight of an n-gram, if the model has it.
type Found = Option<(f32, Option<f32>)>;

/// Slots of a [`Memo`], a power of two; together they fit a core's own cache.
const SLOTS: usize = 1 << 14;

impl Default for Memo {
    fn default() -> Self {
        Self {
            slots: vec![(u64::MAX, None); SLOTS],
            asked: vec![],
            found: vec![],
            longer: vec![],
            missing: vec![],
            looks: vec![],
        }
    }
}

/// No word has the highest id, so that keys of unlike lengths differ.
fn memo_key(ngram: &[WordId]) -> u64 {
    ngram.iter().fold(u64::MAX, |key, word| key << 16 | u64::from(*word))
}

fn memo_slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50) as usize % SLOTS
}

impl Memo {
    fn find(&mut self, lm: &Lm, ngram: &[WordId]) -> Found {
        self.asked.clear();
        self.asked.push((0, memo_key(ngram)));
        self.find_asked(lm, ngram.len() - 2);
        self.found[0]
    }

    /// Finds what the model has of the n-grams asked for, which are of order `order + 2`.
    fn find_asked(&mut self, lm: &Lm, order: usize) {
        self.found.clear();
        let Some(Order { table, .. }) = lm.orders.get(order) else {
            self.found.resize(self.asked.len(), None);
            return;
        };
        self.missing.clear();
        for (i, (_, key)) in self.asked.iter().enumerate() {
            let slot = &self.slots[memo_slot(*key)];
            self.found.push(slot.1);
            if slot.0 != *key {
                self.missing.push((i as u32, *key));
            }
        }
        let keys = self.missing.iter().map(|(_, key)| key & low_words(order + 2));
        table.get_many(&lm.bytes, keys, &mut self.looks);
        for ((i, key), look) in self.missing.iter().zip(&self.looks) {
            let found = table.told(*look).map(|value| lm.orders[order].decode(value));
            self.slots[memo_slot(*key)] = (*key, found);
            self.found[*i as usize] = found;
        }
    }
}

/// The part of a key that `n` words fill.
fn low_words(n: usize) -> u64 {
    u64::MAX >> (64 - 16 * n)
}

/// See [`Lm::bigram`].
#[derive(Clone, Copy, Debug)]
pub struct Bigram {
    /// Log probability of the word after the one before it.
    pub log_prob: f32,
    backoff: Option<f32>,
    found: bool,
}

impl Order {
    /// The highest backoff code means that the n-gram begins no longer one.
    fn decode(&self, value: u32) -> (f32, Option<f32>) {
        let log_prob = self.log_probs[(value >> self.backoff_bits) as usize % self.log_probs.len()];
        let code = value & ((1 << self.backoff_bits) - 1);
        (log_prob, self.backoffs.get(code as usize).copied())
    }
}

/// Log odds of being capitalised as a byte of the file: -8 to 8.
pub fn cap_code(log_odds: f64) -> u8 {
    (log_odds * 16.0 + 128.0).round().clamp(0.0, 255.0) as u8
}

/// Log probabilities of a small and of a capital initial, from a byte of the file.
fn cap_log_probs(code: u8) -> [f32; 2] {
    let odds = ((f32::from(code) - 128.0) / 16.0).exp();
    [-(1.0 + odds).ln(), (odds / (1.0 + odds)).ln()]
}

fn f32_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_bits(read_u32(bytes, at).unwrap_or(0))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let part = self.bytes.get(self.at..self.at.checked_add(n)?)?;
        self.at += n;
        Some(part)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|part| read_u32(part, 0))
    }

    /// The words, separated by line feeds.
    fn words(&mut self, out: &mut Vec<String>) -> Option<()> {
        let length = self.u32()? as usize;
        let text = std::str::from_utf8(self.take(length)?).ok()?;
        out.extend(text.split('\n').map(str::to_owned));
        (out.len() > SPECIAL && u16::try_from(out.len()).is_ok()).then_some(())
    }

    fn codebook(&mut self) -> Option<Vec<f32>> {
        let n = self.u32()? as usize;
        let part = self.take(n.checked_mul(4)?)?;
        Some((0..n).map(|i| f32_at(part, 4 * i)).collect())
    }

    fn order(&mut self) -> Option<Order> {
        let backoff_bits = self.u32()?;
        let (log_probs, backoffs) = (self.codebook()?, self.codebook()?);
        let (table, end) = Fuse::open(self.bytes, self.at)?;
        self.at = end;
        (backoff_bits < 16 && !log_probs.is_empty()).then_some(Order {
            table,
            backoff_bits,
            log_probs,
            backoffs,
        })
    }
}
