//! Learns the weights of contexts (`vanban_restore::context`) and chooses which are worth their bytes.
//!
//! One pass of follow-the-regularised-leader (McMahan et al., 2013) over the lines in mixed order, in a table hashed
//! without regard to collisions; contexts of one document alone are passed over. Kept are those whose loss would
//! cost most: a weight's square times its Fisher information, which the learner has summed already. A second pass
//! learns the weights of those anew, since they must do without the rest.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use vanban_restore::context::{Forms, LEVELS, MOVES, Move, RANKS, Stream, pack_contexts};
use vanban_restore::lm::{BREAK, COMMA, Lm, NUMBER, SPECIAL, START, UNKNOWN, WordId};
use vanban_restore::token::{Kind, key, scan};

use crate::log;

/// Bits of the hashed table's index, and of the sketch that counts contexts.
const TABLE_BITS: u32 = 29;
const SKETCH_BITS: u32 = 30;
/// How often a context must be seen.
const LEAST: u8 = 2;
/// Step size and regularisation of the learner.
const ALPHA: f32 = 0.3;
const L1: f32 = 0.5;
const BETA: f32 = 1.0;
const L2: f32 = 1.0;
/// What is that likely teaches nothing.
const SURE: f32 = 0.999;
/// Least gain of a context worth collecting, and the smallest weight.
const LEAST_GAIN: f32 = 0.01;
/// Lines that may be one document.
const NEAR: usize = 100;
/// Lines of one part of the text, all learned from or none.
const PART: usize = 500;
/// Tokens between two lines of the log.
const REPORT: u64 = 4_000_000;
const LEAST_WEIGHT: f32 = 0.04;
/// A gain and a loss are one move where the smaller is so much of the bigger.
const BOTH: f32 = 0.4;

/// The text as words and forms.
struct Text {
    words: Vec<WordId>,
    stream: Stream,
    lines: Vec<Line>,
}

/// A line of a text, with its [`START`].
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// The few lines about it that may be one document.
    near: u16,
}

/// Weights with the information of each, in one hashed table.
struct Learner {
    slots: Vec<(f32, f32)>,
}

/// A context worth keeping, how many words its form has, and what its loss would cost.
struct Chosen {
    context: u64,
    members: usize,
    gain: f32,
}

/// What was learned: moves of each context, with what each gains.
pub(crate) struct Learned {
    contexts: Vec<OfContext>,
}

/// A context's moves, the biggest first.
struct OfContext {
    context: u64,
    moves: Vec<Weighed>,
}

/// A move, its size, and what its loss would cost.
#[derive(Clone, Copy)]
struct Weighed {
    one: Move,
    size: f32,
    gain: f32,
}

/// Learns from a share of each text.
pub(crate) fn learn(lm: &Lm, texts: &[(PathBuf, f64)], limit: usize) -> Result<Learned> {
    let forms = Forms::new(lm);
    let mut text = read(lm, &forms, texts)?;
    let counts = count(&forms, &text);
    log("contexts counted");
    text.lines.sort_unstable_by_key(|line| spread(line.start));
    log(&format!("{} tokens", text.words.len()));
    let kept = choose(&forms, &text, &counts, limit);
    Ok(Learned { contexts: refit(&forms, &text, &kept) })
}

/// Learns the weights of all contexts and chooses those that gain most.
fn choose(forms: &Forms, text: &Text, counts: &[u8], limit: usize) -> Vec<Chosen> {
    let mut learner = Learner { slots: vec![(0.0, 0.0); 1 << TABLE_BITS] };
    let places = |contexts: &[u64], places: &mut Vec<usize>| {
        let often = contexts.iter().filter(|c| counts[sketch(**c)] >= LEAST);
        places.extend(often.map(|c| Learner::place(*c)));
    };
    pass(forms, text, &mut learner, places);
    let mut found = learner.collect(counts, forms, text);
    if found.len() > limit {
        found.select_nth_unstable_by(limit, |a, b| b.gain.total_cmp(&a.gain));
        found.truncate(limit);
    }
    found
}

/// In how many documents each context stands; its places in one are all of one kind, and say it but once. Lines come
/// in their order.
fn count(forms: &Forms, text: &Text) -> Vec<u8> {
    let mut counts = vec![0_u8; 1 << SKETCH_BITS];
    let mut last = vec![u16::MAX; 1 << SKETCH_BITS];
    each_line(forms, text, |contexts, _, _, line| {
        for context in contexts {
            let slot = sketch(*context);
            if last[slot] != line.near {
                counts[slot] = counts[slot].saturating_add(1);
                last[slot] = line.near;
            }
        }
    });
    counts
}

/// Learns the weights of the chosen contexts anew: each must now do without the others.
fn refit(forms: &Forms, text: &Text, kept: &[Chosen]) -> Vec<OfContext> {
    let mut index: HashMap<u64, usize, BuildHasherDefault<Identity>> = HashMap::default();
    index.extend(kept.iter().enumerate().map(|(i, chosen)| (chosen.context, i * RANKS)));
    let mut learner = Learner { slots: vec![(0.0, 0.0); kept.len() * RANKS] };
    pass(forms, text, &mut learner, |contexts, places| {
        places.extend(contexts.iter().filter_map(|context| index.get(context)));
    });
    let weighed = |(i, chosen): (usize, &Chosen)| {
        let slots = learner.weighed(i * RANKS, chosen.members);
        OfContext { context: chosen.context, moves: moves(&slots) }
    };
    kept.iter().enumerate().map(weighed).collect()
}

/// One pass over the text; `find` gives the places of a token's contexts.
fn pass(forms: &Forms, text: &Text, learner: &mut Learner, find: impl Fn(&[u64], &mut Vec<usize>)) {
    let (mut seen, mut right, mut places) = (0_u64, 0_u64, vec![]);
    each_line(forms, text, |contexts, members, rank, _| {
        places.clear();
        find(contexts, &mut places);
        right += u64::from(learner.learn(&places, members, rank));
        seen += 1;
        if seen % REPORT == 0 {
            log(&format!("{seen} seen, {:.5} right", right as f64 / REPORT as f64));
            right = 0;
        }
    });
}

fn sketch(context: u64) -> usize {
    (context >> (64 - SKETCH_BITS)) as usize
}

/// Calls `act` with the contexts of each word that has sisters, their number and its rank.
fn each_line(forms: &Forms, text: &Text, mut act: impl FnMut(&[u64], usize, usize, Line)) {
    let mut contexts = vec![];
    for line in &text.lines {
        for at in line.start + 1..line.end {
            let members = forms.members(text.stream.forms[at]).len();
            if members < 2 || usize::from(text.words[at]) < SPECIAL {
                continue;
            }
            if let Some(rank) = forms.rank(text.words[at]) {
                text.stream.contexts(forms, at, line.start, line.end, &mut contexts);
                act(&contexts, members, rank, *line);
            }
        }
    }
}

fn read(lm: &Lm, forms: &Forms, texts: &[(PathBuf, f64)]) -> Result<Text> {
    let ids: HashMap<&str, WordId> =
        lm.words().iter().enumerate().map(|(i, word)| (word.as_str(), i as WordId)).collect();
    let mut text = Text { words: vec![], stream: Stream::default(), lines: vec![] };
    let mut known: HashMap<String, WordId> = HashMap::new();
    for (path, share) in texts {
        let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let mut decoder = zstd::Decoder::new(file)?;
        decoder.window_log_max(27)?;
        for (number, line) in BufReader::new(decoder).lines().enumerate() {
            let line = line.with_context(|| format!("reading {}", path.display()))?;
            if spread(number / PART) as f64 > share * u64::MAX as f64 {
                continue;
            }
            let start = text.words.len();
            text.words.push(START);
            text.stream.open_line();
            for token in scan(&line) {
                let seen = token.span.of(&line);
                let word = match token.kind {
                    Kind::Number => NUMBER,
                    Kind::Break => BREAK,
                    Kind::Comma => COMMA,
                    Kind::Word => known.get(seen).copied().unwrap_or_else(|| {
                        let id = ids.get(key(seen).as_str()).copied().unwrap_or(UNKNOWN);
                        known.insert(seen.to_owned(), id);
                        id
                    }),
                };
                text.words.push(word);
                text.stream.add(token.kind, seen, forms.of(word));
            }
            let end = text.words.len();
            text.lines.push(Line { start, end, near: (number / NEAR) as u16 });
        }
    }
    Ok(text)
}

/// Numbers far apart for numbers that are neighbours (Weyl's sequence).
fn spread(n: usize) -> u64 {
    (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Learner {
    /// Where a context's weights begin.
    fn place(context: u64) -> usize {
        context as usize & ((1 << TABLE_BITS) - 1 - RANKS)
    }

    fn weight(&self, slot: usize) -> f32 {
        let (z, n) = self.slots[slot];
        if z.abs() <= L1 {
            return 0.0;
        }
        -(z - z.signum() * L1) / ((BETA + n.sqrt()) / ALPHA + L2)
    }

    /// One step; whether the word was the likeliest before it.
    fn learn(&mut self, places: &[usize], members: usize, rank: usize) -> bool {
        let mut scores = [0.0_f32; RANKS];
        for place in places {
            for (i, score) in scores[..members].iter_mut().enumerate() {
                *score += self.weight(place + i);
            }
        }
        let scores = &mut scores[..members];
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let right = scores[rank] >= top;
        let mut sum = 0.0;
        for score in scores.iter_mut() {
            *score = (*score - top).exp();
            sum += *score;
        }
        if scores[rank] / sum > SURE {
            return right;
        }
        for place in places {
            for (i, score) in scores.iter().enumerate() {
                let gradient = score / sum - if i == rank { 1.0 } else { 0.0 };
                if gradient.abs() < 1e-4 {
                    continue;
                }
                let weight = self.weight(place + i);
                let (z, n) = &mut self.slots[place + i];
                let more = *n + gradient * gradient;
                *z += gradient - (more.sqrt() - n.sqrt()) / ALPHA * weight;
                *n = more;
            }
        }
        right
    }

    /// Weights from a place on, with the information of each.
    fn weighed(&self, place: usize, members: usize) -> Vec<(f32, f32)> {
        (place..place + members).map(|i| (self.weight(i), self.slots[i].1)).collect()
    }

    /// All contexts that gain something.
    fn collect(&self, counts: &[u8], forms: &Forms, text: &Text) -> Vec<Chosen> {
        let mut done: HashSet<u64, BuildHasherDefault<Identity>> = HashSet::default();
        let mut found = vec![];
        let mut passed = vec![0_u64; 1 << (SKETCH_BITS - 3)];
        each_line(forms, text, |contexts, members, _, _| {
            for context in contexts {
                let bit = (context >> (61 - SKETCH_BITS)) as usize;
                let word = &mut passed[bit / 64];
                if *word >> (bit % 64) & 1 == 1 {
                    continue;
                }
                *word |= 1 << (bit % 64);
                let count = counts[sketch(*context)];
                if count < LEAST {
                    continue;
                }
                let slots = self.weighed(Self::place(*context), members);
                let gain: f32 = slots.iter().map(|(weight, n)| weight * weight * n).sum();
                // More information than occasions is another context's in the same place.
                let own = slots.iter().all(|(_, n)| *n <= f32::from(count) || count == u8::MAX);
                if gain > LEAST_GAIN && own && done.insert(*context) {
                    found.push(Chosen { context: *context, members, gain });
                }
            }
        });
        log(&format!("{} contexts gain something", found.len()));
        found
    }
}

/// Keys are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Weights as moves from one word to another.
fn moves(slots: &[(f32, f32)]) -> Vec<Weighed> {
    let mut left: Vec<f32> = slots.iter().map(|(weight, _)| *weight).collect();
    let mut found = vec![];
    for _ in 0..MOVES {
        let by_weight = |a: &usize, b: &usize| left[*a].total_cmp(&left[*b]);
        let to = (0..left.len()).max_by(by_weight).unwrap_or(0);
        let from = (0..left.len()).min_by(by_weight).unwrap_or(0);
        let (up, down) = (left[to].max(0.0), -left[from].min(0.0));
        let both = up.min(down) > BOTH * up.max(down);
        let size = if both { f32::midpoint(up, down) } else { up.max(down) };
        if size < LEAST_WEIGHT {
            break;
        }
        let one = Move {
            to: (both || up >= down).then_some(to as u8),
            from: (both || up < down).then_some(from as u8),
            level: 0,
        };
        let mut gain = 0.0;
        for (rank, sign) in [(one.to, 1.0), (one.from, -1.0)] {
            if let Some(rank) = rank.map(usize::from) {
                let rest = left[rank] - sign * size;
                gain += slots[rank].1 * (left[rank] * left[rank] - rest * rest);
                left[rank] = rest;
            }
        }
        found.push(Weighed { one, size, gain });
    }
    found
}

impl Learned {
    /// The file with the `limit` moves that gain most.
    pub(crate) fn pack(&self, limit: usize) -> Vec<u8> {
        let least = self.least_gain(limit);
        let kept = |of: &OfContext| of.moves.iter().take_while(|m| m.gain >= least).count();
        let sizes = self.contexts.iter().flat_map(|of| of.moves[..kept(of)].iter().map(|m| m.size));
        let levels = levels(sizes.collect());
        let code = |weighed: &Weighed| {
            Move { level: nearest(&levels, weighed.size), ..weighed.one }.code()
        };
        let codes = |of: &OfContext| of.moves[..kept(of)].iter().map(code).collect();
        let mut contexts: Vec<(u64, Vec<u16>)> =
            self.contexts.iter().map(|of| (of.context, codes(of))).collect();
        contexts.retain(|(_, moves)| !moves.is_empty());
        contexts.sort_unstable();
        contexts.dedup_by_key(|(context, _)| *context);
        log(&format!("{} contexts, sizes {levels:?}", contexts.len()));
        pack_contexts(&levels, &contexts)
    }

    /// What a move must gain to be among the `limit` best.
    fn least_gain(&self, limit: usize) -> f32 {
        let all = self.contexts.iter().flat_map(|of| of.moves.iter().map(|m| m.gain));
        let mut gains: Vec<f32> = all.collect();
        if gains.is_empty() {
            return 0.0;
        }
        let place = limit.clamp(1, gains.len()) - 1;
        *gains.select_nth_unstable_by(place, |a, b| b.total_cmp(a)).1
    }
}

/// Sizes that stand for all, each the mean of equally many.
fn levels(mut sizes: Vec<f32>) -> Vec<f32> {
    sizes.sort_unstable_by(f32::total_cmp);
    let part = |i: usize| &sizes[i * sizes.len() / LEVELS..(i + 1) * sizes.len() / LEVELS];
    (0..LEVELS).map(|i| part(i).iter().sum::<f32>() / part(i).len().max(1) as f32).collect()
}

fn nearest(levels: &[f32], size: f32) -> u8 {
    let distance = |i: &usize| (levels[*i] - size).abs();
    let near = (0..levels.len()).min_by(|a, b| distance(a).total_cmp(&distance(b)));
    near.unwrap_or(0) as u8
}
