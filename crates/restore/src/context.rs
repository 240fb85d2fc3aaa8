//! Which word of one folded form stands here? Weights of what stands around it, folded, on both sides.
//!
//! The language model reads from the left and guesses the words before; this looks at the folded words on both
//! sides, which are certain even where all marks are lost, and at the topic: rarer words some way off. A context
//! (`the two words before`, `the word behind`) moves weight from one word of the form to another. Contexts are
//! kept by their hash (`shelves.rs`); what was learned is the conditional log-linear model of the words given
//! their forms.

use std::borrow::Cow;

use crate::fuse::read_u32;
use crate::hashing::QuickMap;
use crate::lm::{Lm, ModelError, SPECIAL, START, UNKNOWN, WordId};
use crate::shelves::{NO_MOVE, Shelves, pack};
use crate::token::{Case, Kind, case_of};

/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"vanctx03";
/// Words of one form that are told apart; rarer ones are left to the language model.
pub const RANKS: usize = 8;
/// Sizes that a weight can have.
pub const LEVELS: usize = 14;
/// Moves of weight that one context can make.
pub const MOVES: usize = 4;
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
    ids: QuickMap<String, FormId>,
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
    effects: Vec<Effect>,
    table: Shelves,
}

/// What the code of a move stands for: ranks that gain and lose, [`RANKS`] where none does, and how much.
#[derive(Clone, Copy, Debug)]
struct Effect {
    to: u8,
    from: u8,
    size: f32,
}

impl Effect {
    fn of_code(code: u16, levels: &[f32]) -> Effect {
        let Move { to, from, level } = Move::from_code(code.min(CODES - 1));
        let none = RANKS as u8;
        if code >= CODES {
            return Effect { to: none, from: none, size: 0.0 };
        }
        Effect { to: to.unwrap_or(none), from: from.unwrap_or(none), size: levels[level as usize] }
    }
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
}

impl Forms {
    /// The forms of a model's words.
    pub fn new(lm: &Lm) -> Forms {
        let mut forms = Forms::default();
        let mut share: Vec<f32> = vec![];
        for (word, form) in lm.forms().iter().enumerate() {
            let next = forms.members.len() as FormId;
            let form = *forms.ids.entry(form.clone()).or_insert(next);
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
        let mut around = [0; 9];
        for (i, form) in around.iter_mut().enumerate() {
            let place = (at + i).wrapping_sub(4);
            if (from..to).contains(&place) {
                *form = u64::from(self.forms[place]);
            }
        }
        let [fourth, third, second, before, own, after, next, later, last] = around;
        let case = |place: usize| -> u64 {
            if (from..to).contains(&place) { u64::from(self.cases[place]) } else { 9 }
        };
        let cases = case(at) | case(at.wrapping_sub(1)) << 4 | case(at + 1) << 8;
        let of = |kind, [p, q, r, s]: [u64; 4]| hash(kind, own | p << 16 | q << 32 | r << 48, s);
        out.clear();
        out.extend([
            of(1, [0; 4]),
            of(2, [cases, 0, 0, 0]),
            of(3, [before, 0, 0, 0]),
            of(4, [after, 0, 0, 0]),
            of(5, [before, second, 0, 0]),
            of(6, [after, next, 0, 0]),
            of(7, [before, after, 0, 0]),
            of(8, [second, 0, 0, 0]),
            of(9, [next, 0, 0, 0]),
            of(10, [before, second, third, 0]),
            of(11, [after, next, later, 0]),
            of(12, [before, second, after, 0]),
            of(13, [before, after, next, 0]),
            of(14, [before, second, after, next]),
            of(15, [before, second, third, fourth]),
            of(16, [after, next, later, last]),
        ]);
        let topic = at.saturating_sub(REACH)..self.forms.len().min(at + REACH + 1);
        for place in topic.filter(|place| place.abs_diff(at) > 1) {
            let form = self.forms[place];
            if !forms.frequent[form as usize] {
                out.push(hash(20, own | u64::from(form) << 16, 0));
            }
        }
    }
}

/// A case as contexts know it.
pub(crate) fn case_code(case: Case) -> u8 {
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

/// Codes of moves.
const CODES: u16 = (RANKS * (RANKS + 1) * LEVELS) as u16;

impl Move {
    /// As a number below 1,008: gain and loss, or one of them, in 72 ways.
    pub fn code(self) -> u16 {
        let ranks = RANKS as u16;
        let way = match (self.to, self.from) {
            (Some(to), Some(from)) => u16::from(to) * ranks + u16::from(from),
            (None, Some(from)) => u16::from(from) * (ranks + 1),
            (to, None) => ranks * ranks + u16::from(to.unwrap_or(0)),
        };
        way * LEVELS as u16 + u16::from(self.level)
    }

    /// From its number.
    pub fn from_code(code: u16) -> Move {
        let ranks = RANKS as u16;
        let (way, level) = (code / LEVELS as u16, (code % LEVELS as u16) as u8);
        let (high, low) = ((way / ranks) as u8, (way % ranks) as u8);
        let (to, from) = match (high, low) {
            (high, low) if u16::from(high) >= ranks => (Some(low), None),
            (high, low) if high == low => (None, Some(low)),
            _ => (Some(high), Some(low)),
        };
        Move { to, from, level }
    }
}

/// The file of these contexts, each with the codes of its moves.
pub fn pack_contexts(levels: &[f32], contexts: &[(u64, Vec<u16>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    for level in levels {
        out.extend(level.to_bits().to_le_bytes());
    }
    out.extend(pack(contexts, out.len()));
    out
}

impl Contexts {
    /// Reads a model.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Contexts, ModelError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(ModelError::Version);
        }
        let level = |i: usize| read_u32(&bytes, 8 + 4 * i).map(f32::from_bits);
        let levels: Option<Vec<f32>> = (0..LEVELS).map(level).collect();
        let table = Shelves::open(&bytes, 8 + 4 * LEVELS);
        let (Some(levels), Some(table)) = (levels, table) else {
            return Err(ModelError::Damaged);
        };
        let effects = (0..=NO_MOVE).map(|code| Effect::of_code(code, &levels)).collect();
        Ok(Contexts { bytes, effects, table })
    }

    /// Log probabilities of a form's first `members` words in these contexts.
    pub fn log_probs(&self, contexts: &[u64], members: usize) -> [f32; RANKS] {
        let found = self.table.find::<CONTEXTS>(&self.bytes, contexts);
        // The last score is that of no rank.
        let mut scores = [0.0_f32; RANKS + 1];
        for found in found.iter().take(contexts.len()) {
            self.table.moves(&self.bytes, *found, |code| {
                let Effect { to, from, size } = self.effects[code as usize];
                scores[to as usize] += size;
                scores[from as usize] -= size;
            });
        }
        let [mut scores @ .., _] = scores;
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
            for level in [0, 13] {
                let one = Move { to, from, level };
                assert!(one.code() < CODES);
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
