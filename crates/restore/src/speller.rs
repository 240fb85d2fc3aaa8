//! Which words of the vocabulary a misread token may be.

use vanban_text::is_syllable;

use crate::adapted::{Adapted, family};
use crate::confusions::{Confusions, FOREIGN, MAX_SEEN, Meaning, VIETNAMESE, key};
use crate::lm::{Lm, SPECIAL, WordId};
use crate::token::{Case, case_of};

/// Searches a trie of the vocabulary with a table of confusions.
#[derive(Debug)]
pub(crate) struct Speller {
    readers: [Confusions; 2],
    trie: Trie,
}

/// Whose misreadings are expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// An OCR for another language.
    Foreign,
    /// An OCR for Vietnamese.
    Vietnamese,
}

/// A word that a token may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spelling {
    /// The word.
    pub(crate) word: WordId,
    /// Log probability of the token given the word with a small and with a capital initial.
    pub(crate) costs: [f32; 2],
}

impl Spelling {
    /// The likelier of both.
    pub(crate) fn cost(&self) -> f32 {
        self.costs[0].max(self.costs[1])
    }
}

/// Trie places kept at each character of the token.
const FRONTIER: usize = 80;
/// How far below the best a place may be.
const MARGIN: f32 = 11.0;
/// Words given back at most.
const SPELLINGS: usize = 24;
/// Where none costs less than this, more are given.
const POOR: f32 = -3.5;
/// How many places are tried with what the table does not know.
const WILD: usize = 24;
/// A small letter was read as some capital.
const OTHER_CASE: f32 = -1.5;
/// Longest token looked at, in characters.
const LONGEST: usize = 14;
/// Set in a place whose initial is a capital.
const CAPITAL: u32 = 1 << 31;
const ROOT: u32 = 0;

impl Speller {
    /// A speller for the legal syllables of the model's vocabulary, and its more frequent other words, with the
    /// tables of an OCR for another language and of one for Vietnamese.
    pub(crate) fn new(lm: &Lm, foreign: &str, vietnamese: &str) -> Speller {
        let words = lm.words().iter().enumerate().skip(SPECIAL);
        let words = words.map(|(id, word)| (word.as_str(), id as WordId));
        let trie = Trie::new(words.filter(|(word, id)| {
            let least = if is_syllable(word) {
                -17.0
            } else if word.is_ascii() {
                0.0
            } else {
                -13.0
            };
            lm.unigram(*id) > least
        }));
        let readers =
            [Confusions::read(foreign, FOREIGN), Confusions::read(vietnamese, VIETNAMESE)];
        Speller { readers, trie }
    }

    /// Words that `token` may be, likeliest first by spelling and frequency, where the document's OCR is `own`.
    pub(crate) fn spellings(
        &self,
        lm: &Lm,
        scratch: &mut Scratch,
        reader: Reader,
        own: &Adapted,
        token: &str,
    ) -> Vec<Spelling> {
        let chars: Vec<char> = token.chars().take(LONGEST + 1).collect();
        if chars.is_empty() || chars.len() > LONGEST {
            return vec![];
        }
        let shouted = capitals(token) == Case::Upper;
        let walk = Walk { table: &self.readers[reader as usize], trie: &self.trie, own, shouted };
        let Scratch { frontiers, reached } = scratch;
        reached.resize(2 * self.trie.nodes.len(), f32::NEG_INFINITY);
        frontiers.resize_with(LONGEST + 1, Frontier::default);
        frontiers.iter_mut().for_each(Frontier::clear);
        frontiers[0].push(ROOT, 0.0);
        for at in 0..chars.len() {
            let mut places = frontiers[at].best(reached);
            walk.add_lost_letters(&mut places);
            walk.add_wild(&places, chars[at], &mut frontiers[at + 1]);
            for length in 1..=MAX_SEEN.min(chars.len() - at) {
                walk.add_known(&places, &chars[at..at + length], &mut frontiers[at + length]);
            }
        }
        let mut ends = frontiers[chars.len()].best(reached);
        walk.add_lost_letters(&mut ends);
        let mut found = self.words(ends);
        self.add_wholes(walk.table, token, &mut found);
        let rank = |s: &Spelling| s.cost() + 0.6 * lm.unigram(s.word);
        found.sort_unstable_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.word.cmp(&b.word)));
        let sure = found.iter().any(|spelling| spelling.cost() > POOR);
        found.truncate(if sure { SPELLINGS } else { 3 * SPELLINGS });
        found
    }

    /// Adds words that such a token was read for.
    fn add_wholes(&self, table: &Confusions, token: &str, found: &mut Vec<Spelling>) {
        for (word, cost) in table.wholes(token) {
            let end = word.chars().try_fold(ROOT, |at, c| self.trie.child(at, c));
            let Some(word) = end.and_then(|end| self.trie.nodes[end as usize].word) else {
                continue;
            };
            match found.iter_mut().find(|known| known.word == word) {
                Some(known) => known.costs[0] = known.costs[0].max(*cost),
                None => found.push(Spelling { word, costs: [*cost, f32::NEG_INFINITY] }),
            }
        }
    }

    fn words(&self, mut ends: Vec<Place>) -> Vec<Spelling> {
        ends.sort_unstable_by_key(|(node, _)| *node & !CAPITAL);
        let mut found: Vec<Spelling> = vec![];
        for (node, cost) in ends {
            let Some(word) = self.trie.nodes[(node & !CAPITAL) as usize].word else { continue };
            if found.last().is_none_or(|last| last.word != word) {
                found.push(Spelling { word, costs: [f32::NEG_INFINITY; 2] });
            }
            if let Some(last) = found.last_mut() {
                let own = &mut last.costs[usize::from(node & CAPITAL != 0)];
                *own = own.max(cost);
            }
        }
        found
    }
}

/// A node, [`CAPITAL`] or not, and the best cost of reaching it.
type Place = (u32, f32);

/// One token's way through the trie.
struct Walk<'a> {
    table: &'a Confusions,
    trie: &'a Trie,
    own: &'a Adapted,
    /// Whether the token is in capitals throughout.
    shouted: bool,
}

impl Walk<'_> {
    /// All places that known confusions lead to: an initial may be small or capital, whatever it looks like.
    fn add_known(&self, places: &[Place], seen: &[char], into: &mut Frontier) {
        let [small, capital] = self.table.meanings(key(seen));
        for (node, cost) in places {
            if self.shouted {
                self.step(*node, *cost, capital, into);
                continue;
            }
            self.step(*node, *cost, small, into);
            if *node == ROOT {
                self.step(CAPITAL, *cost, capital, into);
            }
        }
    }

    fn step(&self, node: u32, cost: f32, meanings: &[Meaning], into: &mut Frontier) {
        let flag = node & CAPITAL;
        for meaning in meanings {
            let cost = cost + meaning.cost;
            if cost < into.top - MARGIN {
                return;
            }
            let mut at = Some(node & !CAPITAL);
            for letter in meaning.letters() {
                at = at.and_then(|at| self.trie.child(at, *letter));
            }
            if let Some(at) = at {
                into.push(at | flag, cost);
            }
        }
    }

    /// A sign from nowhere, and whatever letter may go on, read as something never seen in its place.
    fn add_wild(&self, places: &[Place], seen: char, into: &mut Frontier) {
        let habits = self.table.habits();
        let shown = self.own.prices(seen.to_lowercase().next().unwrap_or(seen));
        for (node, cost) in places.iter().take(WILD) {
            into.push(*node, cost + habits.extra);
            if shown.is_none() && cost + habits.wild[0] < into.top - MARGIN {
                continue;
            }
            let capital = *node == ROOT && seen.is_uppercase() && !self.shouted;
            let flag = if capital { CAPITAL } else { node & CAPITAL };
            for (letter, next) in self.trie.children(node & !CAPITAL) {
                let wild = habits.wild[usize::from(letter.is_ascii())];
                let shown = shown.zip(family(*letter)).map(|(prices, family)| prices[family]);
                let wild = shown.map_or(wild, |shown| shown.max(wild));
                into.push(next | flag, cost + wild);
                if capital {
                    into.push(*next, cost + wild + OTHER_CASE);
                }
            }
        }
    }

    /// Adds the places behind one letter that was not read at all.
    fn add_lost_letters(&self, places: &mut Vec<Place>) {
        let top = places.first().map_or(0.0, |place| place.1);
        let mut more: Vec<Place> = vec![];
        for (node, cost) in places.iter().take(WILD) {
            if cost + self.table.habits().lost[0] < top - MARGIN {
                continue;
            }
            for (letter, next) in self.trie.children(node & !CAPITAL) {
                let cost = cost + self.table.lost(*letter);
                if cost > top - MARGIN {
                    more.push((next | node & CAPITAL, cost));
                }
            }
        }
        more.retain(|(node, _)| !places.iter().any(|(other, _)| other == node));
        places.extend(more);
    }
}

/// The vocabulary, letter by letter.
#[derive(Debug, Default)]
struct Trie {
    nodes: Vec<Node>,
    /// Letters and children of all nodes, those of one node side by side and sorted.
    letters: Vec<char>,
    next: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    from: u32,
    to: u32,
    word: Option<WordId>,
}

impl Trie {
    fn new<'a>(words: impl Iterator<Item = (&'a str, WordId)>) -> Trie {
        let mut children: Vec<Vec<(char, u32)>> = vec![vec![]];
        let mut ids = vec![None];
        for (word, id) in words {
            let mut at = 0;
            for c in word.chars() {
                let known = children[at].iter().find(|(other, _)| *other == c);
                at = if let Some((_, next)) = known {
                    *next as usize
                } else {
                    let next = children.len();
                    children[at].push((c, next as u32));
                    children.push(vec![]);
                    ids.push(None);
                    next
                };
            }
            ids[at] = Some(id);
        }
        let mut trie = Trie::default();
        for (mut own, word) in children.into_iter().zip(ids) {
            own.sort_unstable();
            let from = trie.letters.len() as u32;
            trie.letters.extend(own.iter().map(|(letter, _)| *letter));
            trie.next.extend(own.iter().map(|(_, next)| *next));
            trie.nodes.push(Node { from, to: trie.letters.len() as u32, word });
        }
        trie
    }

    fn child(&self, at: u32, letter: char) -> Option<u32> {
        let Node { from, to, .. } = self.nodes[at as usize];
        let found = self.letters[from as usize..to as usize].binary_search(&letter).ok()?;
        Some(self.next[from as usize + found])
    }

    fn children(&self, at: u32) -> impl Iterator<Item = (&char, &u32)> {
        let Node { from, to, .. } = self.nodes[at as usize];
        let of = from as usize..to as usize;
        self.letters[of.clone()].iter().zip(&self.next[of])
    }
}

/// Room for one search after the other.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    frontiers: Vec<Frontier>,
    /// The best cost of each place, negative infinity between uses.
    reached: Vec<f32>,
}

/// Places in the trie with the costs of reaching them.
#[derive(Clone, Debug)]
struct Frontier {
    places: Vec<Place>,
    top: f32,
}

impl Default for Frontier {
    fn default() -> Self {
        Self { places: vec![], top: f32::NEG_INFINITY }
    }
}

impl Frontier {
    fn clear(&mut self) {
        self.places.clear();
        self.top = f32::NEG_INFINITY;
    }

    fn push(&mut self, node: u32, cost: f32) {
        if cost >= self.top - MARGIN {
            self.top = self.top.max(cost);
            self.places.push((node, cost));
        }
    }

    /// The best places, each once, best first.
    fn best(&self, reached: &mut [f32]) -> Vec<Place> {
        let least = self.top - MARGIN;
        let slot = |node: u32| 2 * (node & !CAPITAL) as usize + usize::from(node & CAPITAL != 0);
        let mut best: Vec<Place> = Vec::with_capacity(self.places.len().min(4 * FRONTIER));
        for (node, cost) in self.places.iter().filter(|place| place.1 > least) {
            let known = &mut reached[slot(*node)];
            if *known == f32::NEG_INFINITY {
                best.push((*node, *cost));
            }
            *known = known.max(*cost);
        }
        for (node, cost) in &mut best {
            *cost = std::mem::replace(&mut reached[slot(*node)], f32::NEG_INFINITY);
        }
        let by_cost = |a: &Place, b: &Place| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if best.len() > FRONTIER {
            best.select_nth_unstable_by(FRONTIER, by_cost);
            best.truncate(FRONTIER);
        }
        best.sort_unstable_by(by_cost);
        best
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
