//! Which word of one folded form stands here? Weights of what stands around it, folded, on both sides.
//!
//! The language model reads from the left and guesses the words before; this looks at the folded words on both
//! sides, which are certain even where all marks are lost, and at the topic: rarer words some way off. A context
//! (`the two words before`, `the word behind`) moves weight from one word of the form to another. Contexts are
//! kept in a [`Fuse`] table by their hash; what was learned is the conditional log-linear model of the words
//! given their forms.

use std::borrow::Cow;
use std::collections::HashMap;

use vanban_text::fold;

use crate::fuse::{Fuse, Look, read_u32};
use crate::lm::{Lm, ModelError, SPECIAL, START, UNKNOWN, WordId};
use crate::token::{Case, Kind, case_of};

/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"vanctx02";
/// Words of one form that are told apart; rarer ones are left to the language model.
pub const RANKS: usize = 8;
/// Sizes that a weight can have.
pub const LEVELS: usize = 14;
/// Moves of weight that one context can make.
pub const MOVES: u64 = 4;
/// Bits of the filter for each context.
const SIEVE_BITS: usize = 9;
/// Contexts of one token at most.
const CONTEXTS: usize = 16 + 2 * REACH;
/// How far, in tokens, words tell the topic.
const REACH: usize = 16;
/// Forms so frequent that they tell no topic.
const FREQUENT: usize = 120;
/// How much rarer than its commonest sister a word may be, as log probabilities.
const RAREST: f32 = 11.0;
/// Number of a form; those below [`SPECIAL`] are the language model's specials.
pub type FormId = u16;

/// The words of each folded form.
#[derive(Debug, Default)]
pub struct Forms {
    of: Vec<FormId>,
    rank: Vec<u8>,
    members: Vec<Vec<WordId>>,
    /// Log share of each word among its form's, and the share.
    share: Vec<f32>,
    plain_share: Vec<f32>,
    frequent: Vec<bool>,
    ids: HashMap<String, FormId>,
}

/// Tokens as the model sees them: forms and cases.
#[derive(Debug, Default)]
pub struct Stream {
    /// Form of each token, [`START`] before each line.
    pub forms: Vec<FormId>,
    /// Case of each token.
    pub cases: Vec<u8>,
}

/// The model.
#[derive(Debug)]
pub struct Contexts {
    bytes: Cow<'static, [u8]>,
    levels: Vec<f32>,
    sieve: Sieve,
    table: Fuse,
}

/// Tells most contexts that make no move, which are most of all, by one look into memory: a Bloom filter whose
/// bits for one context lie in one word.
#[derive(Clone, Copy, Debug)]
struct Sieve {
    start: usize,
    words: u32,
}

impl Sieve {
    /// Reads the filter that begins at `at`; also says where it ends.
    fn open(bytes: &[u8], at: usize) -> Option<(Sieve, usize)> {
        let sieve = Sieve { start: at + 4, words: read_u32(bytes, at)? };
        let end = sieve.start + 8 * sieve.words as usize;
        (sieve.words > 0 && end <= bytes.len()).then_some((sieve, end))
    }

    /// Where a context's bits lie, and which they are.
    #[inline]
    fn place(context: u64, words: u32) -> (usize, u64) {
        let word = ((u128::from(context) * u128::from(words)) >> 64) as usize;
        (word, (1 << (context & 63)) | (1 << ((context >> 6) & 63)))
    }

    /// Whether the context may be stored.
    #[inline]
    fn passes(self, bytes: &[u8], context: u64) -> bool {
        let (word, bits) = Self::place(context, self.words);
        let at = self.start.wrapping_add(word.wrapping_mul(8));
        let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>());
        found.is_some_and(|found| u64::from_le_bytes(*found) & bits == bits)
    }
}

/// The filter for these contexts, as [`Contexts::open`] reads it.
pub fn pack_sieve(contexts: &[u64]) -> Vec<u8> {
    let words = (contexts.len() * SIEVE_BITS / 64 + 1) as u32;
    let mut filter = vec![0_u64; words as usize];
    for context in contexts {
        let (word, bits) = Sieve::place(*context, words);
        filter[word] |= bits;
    }
    let bytes = filter.iter().flat_map(|word| word.to_le_bytes());
    words.to_le_bytes().into_iter().chain(bytes).collect()
}

/// A move of weight in a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The rank that gains, if one does.
    pub to: Option<u8>,
    /// The rank that loses, if one does.
    pub from: Option<u8>,
    /// Place of its size in the table of levels.
    pub level: u8,
    /// Whether the context makes another.
    pub more: bool,
}

impl Forms {
    /// The forms of a model's words.
    pub fn new(lm: &Lm) -> Forms {
        let mut forms = Forms::default();
        let mut share: Vec<f32> = vec![];
        for (word, spelling) in lm.words().iter().enumerate() {
            let key = if word < SPECIAL { spelling.clone() } else { fold(spelling) };
            let next = forms.members.len() as FormId;
            let form = *forms.ids.entry(key).or_insert(next);
            if form == next {
                forms.members.push(vec![]);
                share.push(0.0);
            }
            forms.of.push(form);
            forms.members[form as usize].push(word as WordId);
            share[form as usize] += lm.unigram(word as WordId).exp();
        }
        forms.rank = vec![u8::MAX; lm.words().len()];
        for members in &mut forms.members {
            members.sort_by(|a, b| lm.unigram(*b).total_cmp(&lm.unigram(*a)).then(a.cmp(b)));
            let best = members.first().map_or(0.0, |word| lm.unigram(*word));
            members.retain(|word| lm.unigram(*word) > best - RAREST);
            members.truncate(RANKS);
            for (rank, word) in members.iter().enumerate() {
                forms.rank[*word as usize] = rank as u8;
            }
        }
        let of_form =
            |word: usize| lm.unigram(word as WordId) - share[forms.of[word] as usize].ln();
        forms.share = (0..lm.words().len()).map(of_form).collect();
        forms.plain_share = forms.share.iter().map(|share| share.exp()).collect();
        let mut order: Vec<usize> = (SPECIAL..share.len()).collect();
        order.sort_by(|a, b| share[*b].total_cmp(&share[*a]).then(a.cmp(b)));
        forms.frequent = vec![false; share.len()];
        for form in order.into_iter().take(FREQUENT).chain(0..SPECIAL) {
            forms.frequent[form] = true;
        }
        forms
    }

    /// The form of a word.
    pub fn of(&self, word: WordId) -> FormId {
        self.of[word as usize]
    }

    /// The form spelled `folded`, [`UNKNOWN`] if no word has it.
    pub fn spelled(&self, folded: &str) -> FormId {
        self.ids.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// The words of a form that are told apart, likeliest first.
    pub fn members(&self, form: FormId) -> &[WordId] {
        &self.members[form as usize]
    }

    /// Log probability of a word given its form, whatever stands around it.
    pub fn share(&self, word: WordId) -> f32 {
        self.share[word as usize]
    }

    /// Probability of a word given its form.
    pub fn plain_share(&self, word: WordId) -> f32 {
        self.plain_share[word as usize]
    }

    /// A word's place among its form's, if it is told apart.
    pub fn rank(&self, word: WordId) -> Option<usize> {
        Some(self.rank[word as usize] as usize).filter(|rank| *rank < RANKS)
    }
}

impl Stream {
    /// Opens a line.
    pub fn open_line(&mut self) {
        self.push(START, 9);
    }

    /// Adds a token of a kind; `form` counts for words only.
    pub fn add(&mut self, kind: Kind, text: &str, form: FormId) {
        let case = match kind {
            Kind::Number => 8,
            Kind::Break => 7,
            Kind::Comma => 6,
            Kind::Word => case_code(case_of(text)),
        };
        self.push(form, case);
    }

    /// Adds what is known already.
    pub fn push(&mut self, form: FormId, case: u8) {
        self.forms.push(form);
        self.cases.push(case);
    }

    /// The hashes of all contexts of the token at `at`, which stands in the line `from..to` (its
    /// [`START`] included).
    pub fn contexts(&self, forms: &Forms, at: usize, from: usize, to: usize, out: &mut Vec<u64>) {
        out.clear();
        let near = |by: isize| -> u64 {
            let place = at.wrapping_add_signed(by);
            if (from..to).contains(&place) { u64::from(self.forms[place]) } else { 0 }
        };
        let case = |by: isize| -> u64 {
            let place = at.wrapping_add_signed(by);
            if (from..to).contains(&place) { u64::from(self.cases[place]) } else { 9 }
        };
        let own = near(0);
        let left = [near(-1), near(-2), near(-3), near(-4)];
        let right = [near(1), near(2), near(3), near(4)];
        let cases = case(0) | case(-1) << 4 | case(1) << 8;
        for (kind, [p, q, r, s]) in [
            (1, [0; 4]),
            (2, [cases, 0, 0, 0]),
            (3, [left[0], 0, 0, 0]),
            (4, [right[0], 0, 0, 0]),
            (5, [left[0], left[1], 0, 0]),
            (6, [right[0], right[1], 0, 0]),
            (7, [left[0], right[0], 0, 0]),
            (8, [left[1], 0, 0, 0]),
            (9, [right[1], 0, 0, 0]),
            (10, [left[0], left[1], left[2], 0]),
            (11, [right[0], right[1], right[2], 0]),
            (12, [left[0], left[1], right[0], 0]),
            (13, [left[0], right[0], right[1], 0]),
            (14, [left[0], left[1], right[0], right[1]]),
            (15, left),
            (16, right),
        ] {
            out.push(hash(kind, own | p << 16 | q << 32 | r << 48, s));
        }
        let topic = at.saturating_sub(REACH)..self.forms.len().min(at + REACH + 1);
        for place in topic.filter(|place| place.abs_diff(at) > 1) {
            let form = self.forms[place];
            if !forms.frequent[form as usize] {
                out.push(hash(20, own | u64::from(form) << 16, 0));
            }
        }
    }
}

fn case_code(case: Case) -> u8 {
    match case {
        Case::Lower => 0,
        Case::Title => 1,
        Case::Upper => 2,
        Case::Mixed => 3,
    }
}

fn hash(kind: u64, first: u64, second: u64) -> u64 {
    let one = mix(first.wrapping_add(kind.wrapping_mul(GOLDEN)));
    if second == 0 { one } else { mix(one ^ second.wrapping_mul(GOLDEN)) }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of splitmix64.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The key of a context's nth move.
pub fn move_key(context: u64, nth: u64) -> u64 {
    context.wrapping_add(nth.wrapping_mul(GOLDEN))
}

impl Move {
    /// As a number below 2^11: gain and loss, or one of them, in 72 ways.
    pub fn code(self) -> u32 {
        let ranks = RANKS as u32;
        let way = match (self.to, self.from) {
            (Some(to), Some(from)) => u32::from(to) * ranks + u32::from(from),
            (None, Some(from)) => u32::from(from) * (ranks + 1),
            (to, None) => ranks * ranks + u32::from(to.unwrap_or(0)),
        };
        (way * LEVELS as u32 + u32::from(self.level)) << 1 | u32::from(self.more)
    }

    /// From its number.
    pub fn from_code(code: u32) -> Move {
        let ranks = RANKS as u32;
        let (more, code) = (code & 1 == 1, code >> 1);
        let (way, level) = (code / LEVELS as u32, (code % LEVELS as u32) as u8);
        let (high, low) = ((way / ranks) as u8, (way % ranks) as u8);
        let (to, from) = match (high, low) {
            (high, low) if u32::from(high) >= ranks => (Some(low), None),
            (high, low) if high == low => (None, Some(low)),
            _ => (Some(high), Some(low)),
        };
        Move { to, from, level, more }
    }
}

impl Contexts {
    /// Reads a model.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Contexts, ModelError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Version);
        }
        let level = |i: usize| read_u32(&bytes, 8 + 4 * i).map(f32::from_bits);
        let levels: Option<Vec<f32>> = (0..LEVELS).map(level).collect();
        let sieve = Sieve::open(&bytes, 8 + 4 * LEVELS);
        let table = sieve.and_then(|(_, end)| Fuse::open(&bytes, end));
        let (Some(levels), Some((sieve, _)), Some((table, _))) = (levels, sieve, table) else {
            return Err(ModelError::Damaged);
        };
        Ok(Contexts { bytes, levels, sieve, table })
    }

    /// Log probabilities of a form's first `members` words in these contexts.
    pub fn log_probs(&self, contexts: &[u64], members: usize) -> [f32; RANKS] {
        let mut scores = [0.0_f32; RANKS];
        // Two loops, so that the looks into memory of each overlap.
        let (mut passed, mut count) = ([0; CONTEXTS], 0);
        for context in contexts.iter().take(CONTEXTS) {
            passed[count] = *context;
            count += usize::from(self.sieve.passes(&self.bytes, *context));
        }
        let passed = &passed[..count];
        let mut looks = [Look::default(); CONTEXTS];
        for (look, context) in looks.iter_mut().zip(passed) {
            *look = self.table.look(&self.bytes, *context);
        }
        for (look, context) in looks.iter().zip(passed) {
            let mut code = self.table.told(*look);
            for nth in 1..=MOVES {
                let Some(found) = code.map(Move::from_code) else { break };
                let size = self.levels[found.level as usize];
                if let Some(to) = found.to {
                    scores[to as usize] += size;
                }
                if let Some(from) = found.from {
                    scores[from as usize] -= size;
                }
                if !found.more {
                    break;
                }
                code = self.table.get(&self.bytes, move_key(*context, nth));
            }
        }
        let own = &mut scores[..members.min(RANKS)];
        let top = own.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = own.iter().map(|score| (score - top).exp()).sum();
        for score in own {
            *score -= top + sum.ln();
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_come_back_from_their_codes() {
        for (to, from) in [(Some(3), Some(5)), (None, Some(7)), (Some(0), None), (Some(7), None)] {
            for (level, more) in [(0, false), (13, true)] {
                let one = Move { to, from, level, more };
                assert!(one.code() < 1 << 11);
                assert_eq!(Move::from_code(one.code()), one);
            }
        }
    }

    #[test]
    fn words_near_and_far_make_contexts_and_lines_end_them() {
        let forms =
            Forms { frequent: vec![true, true, true, true, true, false], ..Forms::default() };
        let mut stream = Stream::default();
        for form in [0, 5, 5, 0, 5, 5, 5] {
            stream.push(form, 0);
        }
        let (mut first, mut second) = (vec![], vec![]);
        stream.contexts(&forms, 5, 3, 7, &mut first);
        stream.contexts(&forms, 1, 0, 3, &mut second);
        assert_eq!((first.len(), second.len()), (16 + 2, 16 + 3));
        assert_eq!(first[0], second[0]);
        assert_ne!(first[2], second[2]);
    }
}
