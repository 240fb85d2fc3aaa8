//! One stretch of text at a time: which kind of damage it has, and what it said before.

use std::collections::HashMap;

use vanban_text::{Edit, fold_keep_case};

use crate::case;
use crate::lattice::{Arc, Path, Width, search};
use crate::lm::{BREAK, COMMA, Context, Lm, NUMBER, START, UNKNOWN, WordId};
use crate::token::{Case, Kind, Token, case_of, key, scan};
use crate::vocabulary::Vocabulary;

/// How marks come to be wrong in a text, as log probabilities of one token.
#[derive(Clone, Copy, Debug)]
struct Damage {
    /// All marks stay.
    keep: f32,
    /// All marks are lost.
    lose: f32,
    /// A mark is another one.
    confuse: f32,
    /// A word that looks like a known one is really none.
    foreign: f32,
}

const CLEAN: Damage = Damage { keep: 0.0, lose: -11.0, confuse: -12.0, foreign: -1.0 };
const PARTLY: Damage = Damage { keep: -0.7, lose: -0.7, confuse: -9.0, foreign: -6.0 };
const STRIPPED: Damage = Damage { keep: -4.0, lose: -0.02, confuse: -10.0, foreign: -9.0 };

const FAST: Width = Width { states: 8, margin: 12.0 };
/// Tokens decoded at once; longer stretches are cut, so that memory stays bounded.
const WINDOW: usize = 300;
/// Candidates of one token at most.
const CANDIDATES: usize = 14;
/// How far below the likeliest candidate's unigram another may be.
const UNIGRAM_MARGIN: f32 = 11.0;
/// Weight of the case habit.
const CASE_WEIGHT: f32 = 1.0;

/// What the whole text tells about each stretch of it: log probability of each kind of damage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prior {
    clean: f32,
    partly: f32,
    stripped: f32,
}

/// Decodes stretches of one text; holds what it has looked up.
pub(crate) struct Engine<'a> {
    lm: &'a Lm,
    vocabulary: &'a Vocabulary,
    known: HashMap<String, Reading>,
    /// Whether confidences are wanted.
    posteriors: bool,
}

/// What a word may stand for.
#[derive(Clone, Debug)]
struct Reading {
    own: Option<WordId>,
    marked: bool,
    candidates: Vec<WordId>,
}

/// How much of a text bears marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// All words.
    pub(crate) words: usize,
    /// Words with marks.
    pub(crate) marked: usize,
    /// Words without marks that have a marked look-alike.
    pub(crate) bare: usize,
}

impl Marks {
    /// The prior for a text that shows these marks: in good text about three words of four bear some.
    pub(crate) fn prior(self) -> Prior {
        let all = (self.marked + self.bare).max(1) as f32;
        let lost = (1.0 - self.marked as f32 / all / 0.7).clamp(0.0, 1.0);
        let weight = if lost < 0.25 { lost * 0.002 } else { lost };
        let share = |p: f32| p.clamp(1e-4, 0.98).ln();
        Prior {
            clean: share(1.0 - weight),
            partly: share(weight * (1.0 - weight) + 0.01 * weight),
            stripped: share(weight),
        }
    }
}

impl<'a> Engine<'a> {
    /// An engine for one text.
    pub(crate) fn new(lm: &'a Lm, vocabulary: &'a Vocabulary, posteriors: bool) -> Self {
        Self { lm, vocabulary, known: HashMap::new(), posteriors }
    }

    /// Counts marks in a text.
    pub(crate) fn marks(&mut self, text: &str, into: &mut Marks) {
        for token in scan(text).iter().filter(|token| token.kind == Kind::Word) {
            let reading = self.reading(token.span.of(text));
            into.words += 1;
            if reading.marked {
                into.marked += 1;
            } else if !reading.candidates.is_empty() {
                into.bare += 1;
            }
        }
    }

    /// The edits that restore `text`, a paragraph or a cell.
    pub(crate) fn restore(&mut self, text: &str, prior: &Prior) -> Vec<Edit> {
        let tokens = scan(text);
        let mut edits = vec![];
        let mut context = self.lm.start();
        for window in windows(&tokens) {
            context = self.window(text, window, context, prior, &mut edits);
        }
        edits
    }

    fn window(
        &mut self,
        text: &str,
        tokens: &[Token],
        start: Context,
        prior: &Prior,
        edits: &mut Vec<Edit>,
    ) -> Context {
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            self.reading(token.span.of(text));
        }
        let mut best: Option<(f32, Path, Vec<Vec<Arc>>)> = None;
        for (damage, prior) in
            [(CLEAN, prior.clean), (PARTLY, prior.partly), (STRIPPED, prior.stripped)]
        {
            let arcs = self.arcs(text, tokens, &damage);
            let path = search(self.lm, start, &arcs, FAST, self.posteriors);
            let score = path.score + prior;
            if best.as_ref().is_none_or(|(other, ..)| score > *other) {
                best = Some((score, path, arcs));
            }
        }
        let Some((_, path, arcs)) = best else { return start };
        for chosen in &path.arcs {
            let token = &tokens[chosen.at];
            let arc = arcs[chosen.at][chosen.arc];
            if token.kind == Kind::Word && arc.tag == CHANGED {
                let word = &self.lm.words()[arc.words[0] as usize];
                let text = case::like(token.span.of(text), word);
                edits.push(Edit { at: token.span, text, confidence: chosen.posterior });
            }
        }
        path.end.unwrap_or(start)
    }

    fn arcs(&self, text: &str, tokens: &[Token], damage: &Damage) -> Vec<Vec<Arc>> {
        let mut before = Before::Opening;
        tokens
            .iter()
            .map(|token| {
                let word = token.span.of(text);
                let (arcs, next) = match token.kind {
                    Kind::Number => (vec![arc(NUMBER, 0.0, KEPT)], Before::Small),
                    Kind::Break => (vec![arc(BREAK, 0.0, KEPT)], Before::Opening),
                    Kind::Comma => (vec![arc(COMMA, 0.0, KEPT)], Before::Small),
                    Kind::Word => self.word_arcs(word, damage, before),
                };
                before = next;
                arcs
            })
            .collect()
    }

    fn word_arcs(&self, word: &str, damage: &Damage, before: Before) -> (Vec<Arc>, Before) {
        let case = case_of(word);
        let after = match case {
            Case::Title => Before::Capital,
            Case::Lower => Before::Small,
            _ => Before::Opening,
        };
        let habit = |id: WordId| match (before, case) {
            (Before::Opening, _) | (_, Case::Upper | Case::Mixed) => 0.0,
            (_, case) => {
                let capital = case == Case::Title;
                CASE_WEIGHT * self.lm.capital(id, before == Before::Capital, capital)
            }
        };
        let Some(reading) = self.known.get(word) else {
            return (vec![arc(UNKNOWN, 0.0, KEPT)], after);
        };
        let mut arcs = Vec::with_capacity(reading.candidates.len() + 1);
        if let Some(id) = reading.own {
            let cost = if reading.marked { damage.keep } else { 0.0 };
            arcs.push(arc(id, cost + habit(id), KEPT));
        } else {
            let cost = if reading.candidates.is_empty() { 0.0 } else { damage.foreign };
            arcs.push(arc(UNKNOWN, cost, KEPT));
        }
        let change = if reading.marked { damage.confuse } else { damage.lose };
        arcs.extend(reading.candidates.iter().map(|id| arc(*id, change + habit(*id), CHANGED)));
        (arcs, after)
    }

    /// Looks a word up, once.
    fn reading(&mut self, word: &str) -> &Reading {
        if !self.known.contains_key(word) {
            let reading = look_up(self.lm, self.vocabulary, word);
            self.known.insert(word.to_owned(), reading);
        }
        &self.known[word]
    }
}

/// What stands before a word, for its case.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Opening,
    Small,
    Capital,
}

const KEPT: u32 = 0;
const CHANGED: u32 = 1;

fn arc(word: WordId, cost: f32, tag: u32) -> Arc {
    Arc { words: [word, START], count: 1, tokens: 1, cost, tag }
}

fn look_up(lm: &Lm, vocabulary: &Vocabulary, word: &str) -> Reading {
    let key = key(word);
    let folded = fold_keep_case(&key);
    let own = vocabulary.id(&key);
    let all = vocabulary.with_fold(&folded);
    let best = all.iter().map(|id| lm.unigram(*id)).fold(f32::NEG_INFINITY, f32::max);
    let likely = |id: &&WordId| Some(**id) != own && lm.unigram(**id) > best - UNIGRAM_MARGIN;
    let candidates: Vec<WordId> = all.iter().filter(likely).take(CANDIDATES).copied().collect();
    Reading { own, marked: key != folded, candidates }
}

/// Cuts long token lists at a break where one is near.
fn windows(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = vec![];
    let mut rest = tokens;
    while rest.len() > WINDOW {
        let cut = rest[WINDOW / 2..WINDOW].iter().rposition(|token| token.kind == Kind::Break);
        let (part, more) = rest.split_at(cut.map_or(WINDOW, |i| WINDOW / 2 + i + 1));
        parts.push(part);
        rest = more;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}
