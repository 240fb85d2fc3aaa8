//! Finds the likeliest words through a lattice of candidates, by beam search.

use crate::cache::{Cache, with_cache};
use crate::lm::{Bigram, Context, Lm, Looks, Step, WordId};

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

#[derive(Clone, Copy, Debug)]
struct State {
    score: f32,
    context: Context,
    /// Place of the state before among all, and the arc taken.
    from: u32,
    arc: u32,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Places of states.
    from: u32,
    to: u32,
    arc: u32,
    weight: f32,
}

/// Room for one search after another.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// States kept, boundary by boundary, and where those of each boundary begin.
    states: Vec<State>,
    starts: Vec<usize>,
    edges: Vec<Edge>,
    /// Hypotheses of the boundaries that the arcs of this one reach.
    open: [Vec<State>; REACH + 1],
    bench: Bench,
}

/// Searches `arcs`, where `arcs[i]` are the ways to go on from token `i`; every token has at least one arc of
/// one token. `posteriors` asks for them.
pub(crate) fn search(
    lm: &Lm,
    room: &mut Room,
    cache: &Cache,
    start: Context,
    arcs: &[Vec<Arc>],
    width: Width,
    posteriors: bool,
) -> Path {
    let n = arcs.len();
    let Room { states, starts, edges, open, bench } = room;
    states.clear();
    starts.clear();
    edges.clear();
    open.iter_mut().for_each(Vec::clear);
    open[0].push(State { score: 0.0, context: start, from: 0, arc: 0 });
    let mut edges = posteriors.then_some(edges);
    let mut scorer = Scorer { lm, cache, bench };
    for (i, arcs) in arcs.iter().enumerate() {
        let first = states.len();
        starts.push(first);
        settle(&mut open[0], width, states, edges.as_deref_mut());
        open[0].clear();
        open.rotate_left(1);
        scorer.extend(first as u32, &states[first..], arcs, width, n - i, open);
    }
    starts.push(states.len());
    settle(&mut open[0], width, states, edges.as_deref_mut());
    let mut path = trace(states, starts);
    if let Some(edges) = edges {
        fill_posteriors(&mut path, states, starts, edges);
    }
    path
}

/// Tokens that an arc reads at most.
const REACH: usize = 3;
/// How much a longer n-gram may add to what the bigram says; more is rare enough not to be waited for.
const HOPE: f32 = 6.0;

/// Room for the work at one boundary.
#[derive(Debug, Default)]
struct Bench {
    lasts: Vec<WordId>,
    words: Vec<WordId>,
    bigrams: Vec<Bigram>,
    recent: Vec<f32>,
    steps: Vec<Step>,
    /// Arc and state of each step, and what the document says of it.
    of_step: Vec<(u32, u32, f32)>,
    scored: Vec<(f32, Context)>,
    looks: Looks,
}

/// What scores words.
struct Scorer<'a> {
    lm: &'a Lm,
    cache: &'a Cache,
    bench: &'a mut Bench,
}

impl Scorer<'_> {
    /// Adds all hypotheses that `arcs` make of `states`, which come sorted by score, to the boundaries that follow;
    /// `room` tokens are left, and the first of the states is at place `first`.
    fn extend(
        &mut self,
        first: u32,
        states: &[State],
        arcs: &[Arc],
        width: Width,
        room: usize,
        open: &mut [Vec<State>; REACH + 1],
    ) {
        debug_assert!(arcs.iter().all(|arc| (1..=REACH).contains(&(arc.tokens as usize))));
        self.collect_steps(states, arcs, width, room);
        let Bench { steps, of_step, scored, looks, .. } = &mut *self.bench;
        self.lm.scores(looks, steps, scored);
        for (&(index, i, recent), &(log_prob, context)) in of_step.iter().zip(scored.iter()) {
            let (arc, state) = (&arcs[index as usize], &states[i as usize]);
            let (mut log_prob, mut context) = (with_cache(log_prob, recent), context);
            for word in &arc.words[1..arc.count as usize] {
                let bigram = self.lm.bigram(context.words[2], *word);
                let (more, next) = self.lm.score(looks, &context, *word, &bigram);
                log_prob += more;
                context = next;
            }
            open[arc.tokens as usize - 1].push(State {
                score: state.score + log_prob + arc.cost,
                context,
                from: first + i,
                arc: index,
            });
        }
    }

    /// The steps worth scoring: those whose bigram leaves hope.
    fn collect_steps(&mut self, states: &[State], arcs: &[Arc], width: Width, room: usize) {
        self.look_up_bigrams(states, arcs);
        let bench = &mut *self.bench;
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
        let Bench { lasts, words, bigrams, recent, looks, .. } = &mut *self.bench;
        lasts.clear();
        for state in states {
            let last = state.context.words[2];
            if !lasts.contains(&last) {
                lasts.push(last);
            }
        }
        words.clear();
        words.extend(arcs.iter().map(|arc| arc.words[0]));
        self.lm.bigrams(looks, lasts, words, bigrams);
        recent.clear();
        for word in words {
            recent.extend(lasts.iter().map(|last| self.cache.share(*last, *word)));
        }
    }
}

/// Adds the best hypotheses of a boundary, those with one context made one, to the states.
fn settle(
    found: &mut Vec<State>,
    width: Width,
    states: &mut Vec<State>,
    mut edges: Option<&mut Vec<Edge>>,
) {
    let best = found.iter().map(|state| state.score).fold(f32::NEG_INFINITY, f32::max);
    found.retain(|state| state.score >= best - width.margin);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let first = states.len();
    for state in found.iter() {
        let kept = &states[first..];
        let same = kept.iter().position(|other| other.context.words == state.context.words);
        let place = first + same.unwrap_or(kept.len());
        if same.is_none() {
            if kept.len() == width.states {
                continue;
            }
            states.push(*state);
        }
        if first > 0
            && let Some(edges) = &mut edges
        {
            let State { from, arc, score, .. } = *state;
            edges.push(Edge { from, to: place as u32, arc, weight: score });
        }
    }
}

/// The best path to the states of the last boundary.
fn trace(states: &[State], starts: &[usize]) -> Path {
    let n = starts.len() - 1;
    let Some(mut state) = states.get(starts[n]) else { return Path::default() };
    let mut path = Path { arcs: vec![], score: state.score, end: Some(state.context) };
    let mut place = starts[n];
    while place > 0 {
        let arc = state.arc as usize;
        place = state.from as usize;
        path.arcs.push(Chosen { at: boundary(starts, place), arc, posterior: 1.0 });
        state = &states[place];
    }
    path.arcs.reverse();
    path
}

/// The boundary of the state at `place`.
fn boundary(starts: &[usize], place: usize) -> usize {
    starts.partition_point(|start| *start <= place) - 1
}

/// Forward and backward sums over the edges that the beam kept.
fn fill_posteriors(path: &mut Path, states: &[State], starts: &[usize], edges: &[Edge]) {
    let step = |edge: &Edge| f64::from(edge.weight - states[edge.from as usize].score);
    let mut forward = vec![f64::NEG_INFINITY; states.len()];
    forward[0] = 0.0;
    for edge in edges {
        let (from, to) = (edge.from as usize, edge.to as usize);
        forward[to] = add_logs(forward[to], forward[from] + step(edge));
    }
    let mut backward = vec![f64::NEG_INFINITY; states.len()];
    backward[starts[starts.len() - 1]..].fill(0.0);
    for edge in edges.iter().rev() {
        let (from, to) = (edge.from as usize, edge.to as usize);
        backward[from] = add_logs(backward[from], backward[to] + step(edge));
    }
    // The arc that the path takes from each boundary where it stops.
    let mut taken = vec![None; starts.len()];
    for (i, chosen) in path.arcs.iter().enumerate() {
        taken[chosen.at] = Some((i, chosen.arc));
    }
    let mut shares: Vec<f64> = vec![0.0; path.arcs.len()];
    for edge in edges {
        let (from, to) = (edge.from as usize, edge.to as usize);
        if let Some((i, arc)) = taken[boundary(starts, from)]
            && arc == edge.arc as usize
        {
            shares[i] += (forward[from] + step(edge) + backward[to] - backward[0]).exp();
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
