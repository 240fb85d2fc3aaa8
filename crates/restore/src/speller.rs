//! Which words of the vocabulary a misread token may be.

use vanban_text::is_syllable;

use crate::confusions::{Confusions, MAX_SEEN, Meaning};
use crate::lm::{Lm, SPECIAL, WordId};
use crate::token::{Case, case_of};

/// Searches a trie of the vocabulary with the table of confusions.
#[derive(Debug)]
pub(crate) struct Speller {
    confusions: Confusions,
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: Vec<(char, u32)>,
    word: Option<WordId>,
}

/// A word that a token may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spelling {
    /// The word.
    pub(crate) word: WordId,
    /// Log probability of the token given the word.
    pub(crate) cost: f32,
}

/// Trie places kept at each character of the token.
const FRONTIER: usize = 80;
/// How far below the best a place may be.
const MARGIN: f32 = 11.0;
/// Words given back at most.
const SPELLINGS: usize = 24;
/// A small letter was read as a capital (`I` for `l`).
const SMALL_FOR_CAPITAL: f32 = -1.5;
/// A sign from nowhere; and what a letter lost costs beyond one misread.
const EXTRA_SIGN: f32 = -6.5;
const LOST_LETTER: f32 = -1.0;
/// How many places are tried with what the table does not know.
const WILD: usize = 24;
/// Longest token looked at, in characters.
const LONGEST: usize = 14;

impl Speller {
    /// A speller for the legal syllables of the model's vocabulary, and its more frequent other words.
    pub(crate) fn new(lm: &Lm, confusions: Confusions) -> Speller {
        let mut speller = Speller { confusions, nodes: vec![Node::default()] };
        for (id, word) in lm.words().iter().enumerate().skip(SPECIAL) {
            let id = id as WordId;
            if lm.unigram(id) > -17.0 && is_syllable(word) {
                speller.insert(word, id);
            }
        }
        speller
    }

    fn insert(&mut self, word: &str, id: WordId) {
        let mut at = 0;
        for c in word.chars() {
            at = self.child(at, c).unwrap_or_else(|| {
                self.nodes.push(Node::default());
                let next = self.nodes.len() as u32 - 1;
                self.nodes[at as usize].children.push((c, next));
                next
            });
        }
        self.nodes[at as usize].word = Some(id);
    }

    fn child(&self, at: u32, c: char) -> Option<u32> {
        let children = &self.nodes[at as usize].children;
        children.iter().find(|(other, _)| *other == c).map(|(_, next)| *next)
    }

    /// Words that `token` may be, likeliest first by spelling and frequency.
    pub(crate) fn spellings(&self, lm: &Lm, token: &str) -> Vec<Spelling> {
        let chars: Vec<char> = token.chars().collect();
        if chars.is_empty() || chars.len() > LONGEST {
            return vec![];
        }
        let capitals = capitals(token);
        let mut frontiers: Vec<Frontier> = vec![Frontier::default(); chars.len() + 1];
        frontiers[0].push(0, 0.0);
        let mut seen = String::new();
        for at in 0..chars.len() {
            let mut places = frontiers[at].best();
            self.add_lost_letters(&mut places);
            for (node, cost) in places.iter().take(WILD) {
                frontiers[at + 1].push(*node, cost + EXTRA_SIGN);
                self.any_letter(*node, *cost, &mut frontiers[at + 1]);
            }
            for length in 1..=MAX_SEEN.min(chars.len() - at) {
                seen.clear();
                seen.extend(&chars[at..at + length]);
                let into = &mut frontiers[at + length];
                let (capital, small) =
                    (self.confusions.meanings(&seen, true), self.confusions.meanings(&seen, false));
                for (node, cost) in &places {
                    let first = *node == 0 && capitals == Case::Title;
                    if capitals == Case::Upper || first {
                        self.step(*node, *cost, capital, into);
                    }
                    if capitals != Case::Upper {
                        let price = if first { SMALL_FOR_CAPITAL } else { 0.0 };
                        self.step(*node, *cost + price, small, into);
                    }
                }
            }
        }
        let mut ends = frontiers[chars.len()].best();
        self.add_lost_letters(&mut ends);
        let mut found: Vec<Spelling> = ends
            .into_iter()
            .filter_map(|(node, cost)| {
                self.nodes[node as usize].word.map(|word| Spelling { word, cost })
            })
            .collect();
        let rank = |s: &Spelling| s.cost + 0.6 * lm.unigram(s.word);
        found.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.word.cmp(&b.word)));
        found.truncate(SPELLINGS);
        found
    }

    /// All places that known confusions lead to from one node.
    fn step(&self, node: u32, cost: f32, meanings: &[Meaning], into: &mut Frontier) {
        for meaning in meanings {
            let cost = cost + meaning.cost;
            if cost < into.top - MARGIN {
                continue;
            }
            let mut at = Some(node);
            for c in &meaning.letters {
                at = at.and_then(|at| self.child(at, *c));
            }
            if let Some(at) = at {
                into.push(at, cost);
            }
        }
    }

    /// Whatever letter may go on here was read as something never seen in its place.
    fn any_letter(&self, node: u32, cost: f32, into: &mut Frontier) {
        if cost + unlearned(true) < into.top - MARGIN {
            return;
        }
        for (letter, next) in &self.nodes[node as usize].children {
            into.push(*next, cost + unlearned(!letter.is_ascii()));
        }
    }

    /// Adds the places behind one letter that was not read at all.
    fn add_lost_letters(&self, places: &mut Vec<(u32, f32)>) {
        let top = places.first().map_or(0.0, |place| place.1);
        let mut more = vec![];
        for (node, cost) in places.iter().take(WILD) {
            for (letter, next) in &self.nodes[*node as usize].children {
                let cost = cost + LOST_LETTER + unlearned(!letter.is_ascii());
                if cost > top - MARGIN {
                    more.push((*next, cost));
                }
            }
        }
        more.retain(|(node, _)| !places.iter().any(|(other, _)| other == node));
        places.extend(more);
    }
}

/// Log probability that a letter was read as something the table does not know: an OCR of another language
/// fails at the letters that its language lacks.
fn unlearned(marked: bool) -> f32 {
    if marked { -4.8 } else { -8.0 }
}

/// Places in the trie with the best cost of reaching each.
#[derive(Clone, Debug)]
struct Frontier {
    places: Vec<(u32, f32)>,
    top: f32,
}

impl Default for Frontier {
    fn default() -> Self {
        Self { places: vec![], top: f32::NEG_INFINITY }
    }
}

impl Frontier {
    fn push(&mut self, node: u32, cost: f32) {
        if cost >= self.top - MARGIN {
            self.top = self.top.max(cost);
            self.places.push((node, cost));
        }
    }

    /// The best places, each once, best first.
    fn best(&mut self) -> Vec<(u32, f32)> {
        self.places.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        self.places.dedup_by_key(|place| place.0);
        self.places.retain(|place| place.1 > self.top - MARGIN);
        self.places.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.places.truncate(FRONTIER);
        std::mem::take(&mut self.places)
    }
}

/// A token's case for the table: mostly capitals, a capital first, or small.
pub(crate) fn capitals(token: &str) -> Case {
    let upper = token.chars().filter(|c| c.is_uppercase()).count();
    let lower = token.chars().filter(|c| c.is_lowercase()).count();
    match case_of(token) {
        Case::Upper => Case::Upper,
        Case::Mixed if upper > lower => Case::Upper,
        Case::Title | Case::Mixed if token.starts_with(char::is_uppercase) => Case::Title,
        _ => Case::Lower,
    }
}
