//! The language model: Kneser-Ney n-grams of syllables, up to four, packed.
//!
//! Orders two and above lie in [`Fuse`] tables; a value is a code of the log probability and, where the n-gram
//! is the beginning of a longer one, a code of its back-off weight. Natural logarithms throughout.

use std::borrow::Cow;

use vanban_text::fold;

use crate::fuse::{Block, Fuse, SISTER_BITS, read_u32};

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
pub const MAGIC: &[u8; 8] = b"vanban02";

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
    forms: Vec<String>,
    /// See [`sister_places`].
    places: Vec<u16>,
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

/// Places of words in an order in which those of one folded form are neighbours, as far as may be in one group of
/// eight: a text asks for all words of a form after the same words, and the tables keep what is asked for together
/// together. `None` where there are too many words.
pub fn sister_places(words: &[String]) -> Option<Vec<u16>> {
    places_by_form(&forms_of(words))
}

/// Words as they look without their marks; specials as they are.
fn forms_of(words: &[String]) -> Vec<String> {
    let form = |(id, word): (usize, &String)| if id < SPECIAL { word.clone() } else { fold(word) };
    words.iter().enumerate().map(form).collect()
}

fn places_by_form(forms: &[String]) -> Option<Vec<u16>> {
    const GROUP: usize = 1 << SISTER_BITS;
    // The first eight bytes tell almost all forms apart, and numbers are compared faster than texts.
    let head = |form: &String| {
        let mut head = [0; 8];
        let length = form.len().min(8);
        head[..length].copy_from_slice(&form.as_bytes()[..length]);
        u64::from_be_bytes(head)
    };
    let mut order: Vec<(u64, usize)> = forms.iter().map(head).zip(0..).collect();
    order.sort_unstable_by(|(a, i), (b, j)| {
        a.cmp(b).then_with(|| forms[*i].cmp(&forms[*j])).then(i.cmp(j))
    });
    let (mut places, mut next) = (vec![0; forms.len()], 0);
    for sisters in order.chunk_by(|(a, i), (b, j)| a == b && forms[*i] == forms[*j]) {
        let left = GROUP - next % GROUP;
        if left < sisters.len().min(GROUP) {
            next += left;
        }
        for (_, word) in sisters {
            places[*word] = u16::try_from(next).ok()?;
            next += 1;
        }
    }
    Some(places)
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
        let forms = forms_of(&words);
        let places = places_by_form(&forms).ok_or(ModelError::Damaged)?;
        Ok(Lm { bytes, words, forms, places, unigrams, backoffs, capitals, orders })
    }

    /// Words, specials included.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Each word as it looks without its marks; specials as they are.
    pub fn forms(&self) -> &[String] {
        &self.forms
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
    fn find(&self, ngram: &[WordId]) -> Found {
        let order = self.orders.get(ngram.len().checked_sub(2)?)?;
        let (group, last) = self.key(ngram);
        order.told(&order.look(&self.bytes, group, ngram.len()), last)
    }

    /// The key that an n-gram shares with its sisters, and its own.
    #[inline]
    fn key(&self, ngram: &[WordId]) -> (u64, u32) {
        let [before @ .., last] = ngram else { return (0, 0) };
        // No word has the highest id, so that keys of unlike lengths differ.
        let key = before.iter().fold(u64::MAX, |key, word| key << 16 | u64::from(*word));
        let key = key << 16 | u64::from(self.places[*last as usize]);
        (key >> SISTER_BITS, key as u32)
    }

    /// What of the score of `word` depends on the last word alone.
    pub fn bigram(&self, before: WordId, word: WordId) -> Bigram {
        self.as_bigram(before, word, self.find(&[before, word]))
    }

    /// The bigrams of all `words` after all `lasts`, those of one word side by side, looked up together. Words of
    /// one form should be neighbours.
    pub fn bigrams(
        &self,
        looks: &mut Looks,
        lasts: &[WordId],
        words: &[WordId],
        out: &mut Vec<Bigram>,
    ) {
        let group = |word: WordId| self.places[word as usize] >> SISTER_BITS;
        looks.clear();
        for words in words.chunk_by(|a, b| group(*a) == group(*b)) {
            looks.keys.extend(lasts.iter().map(|last| self.key(&[*last, words[0]]).0));
        }
        looks.find(self, 0);
        out.clear();
        let mut blocks = looks.found.chunks(lasts.len().max(1));
        for words in words.chunk_by(|a, b| group(*a) == group(*b)) {
            let blocks = blocks.next().unwrap_or_default();
            for word in words {
                out.extend(
                    lasts.iter().zip(blocks).map(|(last, block)| {
                        self.as_bigram(*last, *word, self.told(0, block, *word))
                    }),
                );
            }
        }
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
        looks: &mut Looks,
        context: &Context,
        word: WordId,
        bigram: &Bigram,
    ) -> (f32, Context) {
        let mut scored = vec![];
        self.scores(looks, &[Step { context: *context, word, bigram: *bigram }], &mut scored);
        scored[0]
    }

    /// The same for many steps, whose n-grams are looked up together.
    pub fn scores(&self, looks: &mut Looks, steps: &[Step], out: &mut Vec<(f32, Context)>) {
        out.clear();
        out.extend(steps.iter().map(Step::by_bigram));
        looks.clear();
        for (i, step) in steps.iter().enumerate() {
            if step.context.backoff2.is_some() && step.bigram.found {
                let [_, b, c] = step.context.words;
                looks.ask(i, self.key(&[b, c, step.word]).0);
            } else {
                out[i].0 += step.context.whole_backoff();
            }
        }
        looks.find(self, 1);
        let asked = std::mem::take(&mut looks.asked);
        looks.keys.clear();
        for (i, place) in &asked {
            let (step, scored) = (&steps[*i as usize], &mut out[*i as usize]);
            let Some((log_prob, backoff)) = self.told(1, &looks.found[*place as usize], step.word)
            else {
                scored.0 += step.context.whole_backoff();
                continue;
            };
            scored.0 = log_prob;
            scored.1.backoff3 = backoff;
            if step.context.backoff3.is_some() {
                let [a, b, c] = step.context.words;
                looks.ask(*i as usize, self.key(&[a, b, c, step.word]).0);
            }
        }
        looks.find(self, 2);
        for (i, place) in &looks.asked {
            let step = &steps[*i as usize];
            match self.told(2, &looks.found[*place as usize], step.word) {
                Some((log_prob, _)) => out[*i as usize].0 = log_prob,
                None => out[*i as usize].0 += step.context.backoff3.unwrap_or(0.0),
            }
        }
    }

    /// What a block of an order says of the n-gram that ends with `word`.
    #[inline]
    fn told(&self, order: usize, block: &Block, word: WordId) -> Found {
        self.orders.get(order)?.told(block, u32::from(self.places[word as usize]))
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

/// Room for n-grams that are looked up together.
#[derive(Debug, Default)]
pub struct Looks {
    /// Keys that the n-grams asked for share with their sisters, and what was found for each.
    keys: Vec<u64>,
    found: Vec<Block>,
    /// Steps that ask, and the places of their keys.
    asked: Vec<(u32, u32)>,
}

/// Log probability and back-off weight of an n-gram, if the model has it.
type Found = Option<(f32, Option<f32>)>;

/// So many keys back sisters ask for the same one.
const NEAR: usize = 16;

impl Looks {
    fn clear(&mut self) {
        self.keys.clear();
        self.asked.clear();
    }

    fn ask(&mut self, step: usize, key: u64) {
        let near = self.keys.len().saturating_sub(NEAR);
        let known = self.keys[near..].iter().rposition(|other| *other == key);
        let place = known.map_or(self.keys.len(), |i| near + i);
        if known.is_none() {
            self.keys.push(key);
        }
        self.asked.push((step as u32, place as u32));
    }

    /// Finds what the model has for all keys, which are of order `order + 2`.
    fn find(&mut self, lm: &Lm, order: usize) {
        self.found.clear();
        match lm.orders.get(order) {
            Some(table) => {
                let look = |key: &u64| table.look(&lm.bytes, *key, order + 2);
                self.found.extend(self.keys.iter().map(look));
            }
            None => self.found.resize(self.keys.len(), Block::default()),
        }
    }
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
    /// What lies in the table for n-grams of `n` words that share a key.
    #[inline]
    fn look(&self, bytes: &[u8], group: u64, n: usize) -> Block {
        self.table.look(bytes, group & (u64::MAX >> (64 - 16 * n) >> SISTER_BITS))
    }

    /// What a block says of a key.
    #[inline]
    fn told(&self, block: &Block, key: u32) -> Found {
        self.table.told(block, key).map(|value| self.decode(value))
    }

    /// The highest backoff code means that the n-gram begins no longer one.
    fn decode(&self, value: u32) -> (f32, Option<f32>) {
        let log_prob = self.log_probs[(value >> self.backoff_bits) as usize];
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
        let (book, backoffs) = (self.codebook()?, self.codebook()?);
        let (table, end) = Fuse::open(self.bytes, self.at)?;
        self.at = end;
        // What was never stored may give any code, so that each must have an entry.
        let codes = table.values().checked_shr(backoff_bits).filter(|codes| *codes <= 1 << 16)?;
        let log_probs: Vec<f32> = book.iter().copied().cycle().take(codes as usize).collect();
        (!book.is_empty()).then_some(Order { table, backoff_bits, log_probs, backoffs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_form_share_a_group_and_no_two_a_place() {
        let specials = ["<s>", "<unk>", "<num>", "<brk>", ","];
        let common = ["va", "và", "vã", "vá", "vạ", "ma", "mà", "má", "online"];
        let words: Vec<String> = specials.iter().chain(&common).map(|w| (*w).to_owned()).collect();
        let places = sister_places(&words).expect("few words");
        let group = |word: &str| {
            places[words.iter().position(|other| other == word).expect(word)] >> SISTER_BITS
        };
        assert!(["và", "vã", "vá", "vạ"].iter().all(|word| group(word) == group("va")));
        assert!(["mà", "má"].iter().all(|word| group(word) == group("ma")));
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), words.len());
    }

    #[test]
    fn a_bigram_looked_up_alone_is_the_one_looked_up_among_others() {
        let lm = Lm::open((&crate::MODEL.0).into()).expect("the embedded model is whole");
        let id = |word: &str| lm.words().iter().position(|w| w == word).expect(word) as WordId;
        let lasts = [id("kế"), id("nhà")];
        let words = [id("hoạch"), id("nhà"), id("nhã"), id("nước"), NUMBER];
        let mut bigrams = vec![];
        lm.bigrams(&mut Looks::default(), &lasts, &words, &mut bigrams);
        for (i, bigram) in bigrams.iter().enumerate() {
            let alone = lm.bigram(lasts[i % 2], words[i / 2]);
            assert_eq!(alone.log_prob.to_bits(), bigram.log_prob.to_bits());
        }
        assert!(bigrams[0].log_prob > bigrams[1].log_prob);
    }
}
