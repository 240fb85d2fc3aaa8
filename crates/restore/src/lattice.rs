//! Finds the likeliest words through a lattice of candidates, by beam search.

use crate::cache::{Cache, with_cache};
use crate::lm::{Bigram, Context, Lm, Memo, Step, WordId};

/// A way to read the tokens from one boundary to a later one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arc {
    /// One word or two.
    pub(crate) words: [WordId; 2],
    /// How many of them.
    pub(crate) count: u8,
    /// How many tokens it reads.
    pub(crate) tokens: u8,
    /// Log probability of the tokens given the words.
    pub(crate) cost: f32,
    /// The caller's mark.
    pub(crate) tag: u32,
}

/// How widely to search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Width {
    /// Hypotheses kept at a boundary.
    pub(crate) states: usize,
    /// How far below the best one a hypothesis may be.
    pub(crate) margin: f32,
}

/// An arc of the best path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// The first token it reads.
    pub(crate) at: usize,
    /// The arc's index among those of its boundary.
    pub(crate) arc: usize,
    /// Its probability given the tokens, 1 where it was not asked for.
    pub(crate) posterior: f32,
}

/// The best path and its score.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    /// Arcs in order.
    pub(crate) arcs: Vec<Chosen>,
    /// Log probability of words and tokens.
    pub(crate) score: f32,
    /// The context behind the last word.
    pub(crate) end: Option<Context>,
}

#[derive(Clone, Copy)]
struct State {
    score: f32,
    context: Context,
    /// Boundary and index of the state before, and the arc taken.
    from: (u32, u32),
    arc: u32,
}

#[derive(Clone, Copy)]
struct Edge {
    from: (u32, u32),
    to: (u32, u32),
    arc: u32,
    weight: f32,
}

/// Searches `arcs`, where `arcs[i]` are the ways to go on from token `i`; every token has at least one arc of
/// one token. `posteriors` asks for them.
pub(crate) fn search(
    lm: &Lm,
    memo: &mut Memo,
    cache: &Cache,
    start: Context,
    arcs: &[Vec<Arc>],
    width: Width,
    posteriors: bool,
) -> Path {
    let n = arcs.len();
    let first = State { score: 0.0, context: start, from: (0, 0), arc: 0 };
    let mut boundaries: Vec<Vec<State>> = Vec::with_capacity(n + 1);
    let mut edges = vec![];
    let mut scorer = Scorer { lm, memo, cache, bench: Bench::default() };
    // Hypotheses of the boundaries that the arcs of this one reach.
    let mut open: [Vec<State>; REACH + 1] = Default::default();
    open[0].push(first);
    for (i, arcs) in arcs.iter().enumerate() {
        let states = settle(&mut open[0], width, i, posteriors, &mut edges);
        open[0].clear();
        open.rotate_left(1);
        scorer.extend(i, &states, arcs, width, n - i, &mut open);
        boundaries.push(states);
    }
    boundaries.push(settle(&mut open[0], width, n, posteriors, &mut edges));
    let mut path = trace(&boundaries, arcs);
    if posteriors {
        fill_posteriors(&mut path, &boundaries, &edges);
    }
    path
}

/// Tokens that an arc reads at most.
const REACH: usize = 3;
/// How much a longer n-gram may add to what the bigram says; more is rare enough not to be waited for.
const HOPE: f32 = 6.0;

/// Room for the work at one boundary.
#[derive(Default)]
struct Bench {
    lasts: Vec<WordId>,
    pairs: Vec<[WordId; 2]>,
    bigrams: Vec<Bigram>,
    recent: Vec<f32>,
    steps: Vec<Step>,
    /// Arc and state of each step, and what the document says of it.
    of_step: Vec<(u32, u32, f32)>,
    scored: Vec<(f32, Context)>,
}

/// What scores words.
struct Scorer<'a> {
    lm: &'a Lm,
    memo: &'a mut Memo,
    cache: &'a Cache,
    bench: Bench,
}

impl Scorer<'_> {
    /// Adds all hypotheses that `arcs` make of `states`, which come sorted by score, to the boundaries that follow;
    /// `room` tokens are left.
    fn extend(
        &mut self,
        at: usize,
        states: &[State],
        arcs: &[Arc],
        width: Width,
        room: usize,
        open: &mut [Vec<State>; REACH + 1],
    ) {
        debug_assert!(arcs.iter().all(|arc| (1..=REACH).contains(&(arc.tokens as usize))));
        self.collect_steps(states, arcs, width, room);
        let Bench { steps, of_step, scored, .. } = &mut self.bench;
        self.lm.scores(self.memo, steps, scored);
        for (&(index, i, recent), &(log_prob, context)) in of_step.iter().zip(scored.iter()) {
            let (arc, state) = (&arcs[index as usize], &states[i as usize]);
            let (mut log_prob, mut context) = (with_cache(log_prob, recent), context);
            for word in &arc.words[1..arc.count as usize] {
                let bigram = self.lm.bigram(self.memo, context.words[2], *word);
                let (more, next) = self.lm.score(self.memo, &context, *word, &bigram);
                log_prob += more;
                context = next;
            }
            open[arc.tokens as usize - 1].push(State {
                score: state.score + log_prob + arc.cost,
                context,
                from: (at as u32, i),
                arc: index,
            });
        }
    }

    /// The steps worth scoring: those whose bigram leaves hope.
    fn collect_steps(&mut self, states: &[State], arcs: &[Arc], width: Width, room: usize) {
        self.look_up_bigrams(states, arcs);
        let bench = &mut self.bench;
        let (lasts, width_of) = (&bench.lasts, bench.lasts.len());
        let place = |index: usize, state: &State| {
            let last = lasts.iter().position(|last| *last == state.context.words[2]);
            index * width_of + last.unwrap_or(0)
        };
        let first = |index: usize| {
            let arc = &arcs[index];
            states[0].score + arc.cost + bench.bigrams[place(index, &states[0])].log_prob
        };
        let top = (0..arcs.len()).map(first).fold(f32::NEG_INFINITY, f32::max);
        bench.steps.clear();
        bench.of_step.clear();
        for (index, arc) in arcs.iter().enumerate().filter(|(_, arc)| arc.tokens as usize <= room) {
            for (i, state) in states.iter().enumerate() {
                let place = place(index, state);
                let (bigram, recent) = (bench.bigrams[place], bench.recent[place]);
                let hoped = state.score + arc.cost + (bigram.log_prob + HOPE).min(0.0);
                if recent == 0.0 && hoped < top - width.margin {
                    continue;
                }
                bench.steps.push(Step { context: state.context, word: arc.words[0], bigram });
                bench.of_step.push((index as u32, i as u32, recent));
            }
        }
    }

    /// The bigrams of all last words and first words, an arc's side by side.
    fn look_up_bigrams(&mut self, states: &[State], arcs: &[Arc]) {
        let Bench { lasts, pairs, bigrams, recent, .. } = &mut self.bench;
        lasts.clear();
        for state in states {
            let last = state.context.words[2];
            if !lasts.contains(&last) {
                lasts.push(last);
            }
        }
        pairs.clear();
        pairs.extend(arcs.iter().flat_map(|arc| lasts.iter().map(|last| [*last, arc.words[0]])));
        self.lm.bigrams(self.memo, pairs, bigrams);
        recent.clear();
        recent.extend(pairs.iter().map(|[last, word]| self.cache.share(*last, *word)));
    }
}

/// The best hypotheses of a boundary, those with one context made one.
fn settle(
    found: &mut Vec<State>,
    width: Width,
    at: usize,
    posteriors: bool,
    edges: &mut Vec<Edge>,
) -> Vec<State> {
    let best = found.iter().map(|state| state.score).fold(f32::NEG_INFINITY, f32::max);
    found.retain(|state| state.score >= best - width.margin);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<State> = Vec::with_capacity(width.states);
    for state in found.iter() {
        let same = kept.iter().position(|other| other.context.words == state.context.words);
        let place = same.unwrap_or(kept.len());
        if same.is_none() {
            if kept.len() == width.states {
                continue;
            }
            kept.push(*state);
        }
        if posteriors && at > 0 {
            let to = (at as u32, place as u32);
            edges.push(Edge { from: state.from, to, arc: state.arc, weight: state.score });
        }
    }
    kept
}

fn trace(boundaries: &[Vec<State>], arcs: &[Vec<Arc>]) -> Path {
    let n = arcs.len();
    let Some(best) = boundaries[n].first() else { return Path::default() };
    let mut path = Path { arcs: vec![], score: best.score, end: Some(best.context) };
    let (mut at, mut state) = (n, best);
    while at > 0 {
        at = state.from.0 as usize;
        path.arcs.push(Chosen { at, arc: state.arc as usize, posterior: 1.0 });
        state = &boundaries[at][state.from.1 as usize];
    }
    path.arcs.reverse();
    path
}

/// Forward and backward sums over the edges that the beam kept.
fn fill_posteriors(path: &mut Path, boundaries: &[Vec<State>], edges: &[Edge]) {
    let first: Vec<usize> = boundaries
        .iter()
        .scan(0, |sum, states| {
            let at = *sum;
            *sum += states.len();
            Some(at)
        })
        .collect();
    let id = |(at, i): (u32, u32)| first[at as usize] + i as usize;
    let total = boundaries.iter().map(Vec::len).sum();
    let own = |(at, i): (u32, u32)| boundaries[at as usize][i as usize].score;
    let mut forward = vec![f64::NEG_INFINITY; total];
    forward[0] = 0.0;
    for edge in edges {
        let step = f64::from(edge.weight - own(edge.from));
        let sum = add_logs(forward[id(edge.to)], forward[id(edge.from)] + step);
        forward[id(edge.to)] = sum;
    }
    let mut backward = vec![f64::NEG_INFINITY; total];
    let end = boundaries.len() - 1;
    for i in 0..boundaries[end].len() {
        backward[id((end as u32, i as u32))] = 0.0;
    }
    for edge in edges.iter().rev() {
        let step = f64::from(edge.weight - own(edge.from));
        let sum = add_logs(backward[id(edge.from)], backward[id(edge.to)] + step);
        backward[id(edge.from)] = sum;
    }
    let all = backward[0];
    let mut shares: Vec<f64> = vec![0.0; path.arcs.len()];
    let mut place_of = vec![usize::MAX; boundaries.len()];
    for (i, chosen) in path.arcs.iter().enumerate() {
        place_of[chosen.at] = i;
    }
    for edge in edges {
        let place = place_of[edge.from.0 as usize];
        if place != usize::MAX && path.arcs[place].arc == edge.arc as usize {
            let step = f64::from(edge.weight - own(edge.from));
            shares[place] += (forward[id(edge.from)] + step + backward[id(edge.to)] - all).exp();
        }
    }
    for (chosen, share) in path.arcs.iter_mut().zip(shares) {
        chosen.posterior = share.clamp(0.0, 1.0) as f32;
    }
}

fn add_logs(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}
