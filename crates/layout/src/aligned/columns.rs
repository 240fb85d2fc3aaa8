//! White space that runs down over lines: where columns end and begin.

use super::{GridLine, Scale, Segment, Word};

/// A piece across a gap weighs as much as this many lines that show the gap.
const AGAINST: f32 = 3.0;

/// A gap between two names of a header weighs as much as this many gaps between cells.
const HEADER: i32 = 4;

/// White space between two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Corridor {
    pub(crate) from: f32,
    pub(crate) to: f32,
}

/// Columns: what lies between corridors.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Columns {
    pub(crate) corridors: Vec<Corridor>,
}

/// Words that stand in one column, or across several.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) words: Vec<Word>,
    /// The place was guessed.
    pub(crate) doubtful: bool,
}

impl Columns {
    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.corridors.len() + 1
    }

    /// The columns that `lines` show; the gaps of the first count more where it is a header's.
    pub(crate) fn of(lines: &[&GridLine], headed: bool, scale: Scale) -> Columns {
        let mut found = Vec::new();
        for wide in corridors(lines, if headed { HEADER } else { 1 }, scale) {
            found.extend(split_at_islands(wide, lines, scale));
        }
        let corridors = found.into_iter().map(|wide| narrowest(wide, lines, scale)).collect();
        Columns { corridors }
    }

    /// Where a column's words begin.
    pub(crate) fn start(&self, column: usize) -> f32 {
        column.checked_sub(1).and_then(|i| self.corridors.get(i)).map_or(f32::MIN, |c| c.to)
    }

    /// First and last column that a segment stands in. Reaching into a corridor is no matter; across it is.
    pub(crate) fn reach(&self, segment: &Segment) -> (usize, usize) {
        let (x0, x1) = (segment.x0(), segment.x1());
        let behind =
            |c: &&Corridor| (x0 >= c.from && x1 > c.to) || x0 > f32::midpoint(c.from, c.to);
        let first = self.corridors.iter().filter(behind).count();
        let last = self.corridors.iter().filter(|c| c.to < x1).count().max(first);
        (first, last)
    }

    /// The words of a line by columns. `whole` keeps a piece across columns in one, as titles are set.
    pub(crate) fn place(&self, line: &GridLine, scale: Scale, whole: bool) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::new();
        for segment in &line.segments {
            for piece in self.cut(segment, scale, whole) {
                match placed.last_mut().filter(|last| last.last >= piece.first) {
                    // Two pieces in one column: a wide gap inside a cell.
                    Some(last) => {
                        last.last = last.last.max(piece.last);
                        last.words.extend(piece.words);
                    }
                    None => placed.push(piece),
                }
            }
        }
        placed
    }

    /// Cuts a segment that runs over a corridor with no more than a space where the next column begins.
    fn cut(&self, segment: &Segment, scale: Scale, whole: bool) -> Vec<Placed> {
        let mut pieces: Vec<Placed> = Vec::new();
        let mut rest = segment.clone();
        loop {
            let (first, last) = self.reach(&rest);
            if whole {
                break;
            }
            let cut = (first + 1..=last).find_map(|column| {
                let corridor = self.corridors.get(column - 1)?;
                let clear = |i: &usize| {
                    rest.words[i - 1].x1 <= corridor.from + 0.1 * scale.slack
                        && rest.words[*i].x0 >= corridor.to - 0.1 * scale.slack
                };
                let begins =
                    |i: &usize| (rest.words[*i].x0 - corridor.to).abs() <= 0.5 * scale.slack;
                let words = 1..rest.words.len();
                let sure = words.clone().find(clear);
                let word = sure.or_else(|| words.clone().find(begins))?;
                Some((column, word, sure.is_none()))
            });
            let Some((column, word, doubtful)) = cut else { break };
            let tail = rest.words.split_off(word);
            let (first, last) = self.reach(&rest);
            let last = last.min(column - 1).max(first);
            pieces.push(Placed { first, last, words: rest.words, doubtful });
            rest = Segment { words: tail };
        }
        let (first, last) = self.reach(&rest);
        pieces.push(Placed { first, last, words: rest.words, doubtful: last > first });
        pieces
    }
}

/// The stretches of a line without white space that may be a column's edge.
fn runs(line: &GridLine, scale: Scale) -> Vec<(f32, f32)> {
    let mut runs: Vec<(f32, f32)> = Vec::new();
    for segment in &line.segments {
        for (i, word) in segment.words.iter().enumerate() {
            match runs.last_mut().filter(|(_, end)| i > 0 && word.x0 - *end < scale.gap) {
                Some((_, end)) => *end = word.x1,
                None => runs.push((word.x0, word.x1)),
            }
        }
    }
    runs
}

/// Maximal stretches where gaps outweigh pieces.
fn corridors(lines: &[&GridLine], first: i32, scale: Scale) -> Vec<Corridor> {
    // (place, change of gaps, change of pieces); ends before starts at one place.
    let mut events: Vec<(f32, i32, i32)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let weight = if i == 0 { first } else { 1 };
        let runs = runs(line, scale);
        for pair in runs.windows(2) {
            events.extend([(pair[0].1, weight, 0), (pair[1].0, -weight, 0)]);
        }
        for (x0, x1) in runs {
            events.extend([(x0, 0, 1), (x1, 0, -1)]);
        }
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1 + a.2).cmp(&(b.1 + b.2))));
    let mut found: Vec<Corridor> = Vec::new();
    let mut open: Option<f32> = None;
    let (mut shown, mut across) = (0_i32, 0_i32);
    let mut i = 0;
    while i < events.len() {
        let x = events[i].0;
        while i < events.len() && events[i].0 <= x {
            shown += events[i].1;
            across += events[i].2;
            i += 1;
        }
        let free = shown >= 2 && shown as f32 > AGAINST * across as f32;
        match (open, free) {
            (None, true) => open = Some(x),
            (Some(from), false) => {
                open = None;
                if x - from > 0.6 * scale.letter {
                    found.push(Corridor { from, to: x });
                }
            }
            _ => {}
        }
    }
    found
}

/// Pieces that stand wholly inside a corridor are a column of their own, seldom filled.
fn split_at_islands(wide: Corridor, lines: &[&GridLine], scale: Scale) -> Vec<Corridor> {
    let mut islands: Vec<(f32, f32, usize)> = Vec::new();
    let mut inside: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| runs(line, scale))
        .filter(|(x0, x1)| *x0 > wide.from && *x1 < wide.to)
        .collect();
    inside.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (x0, x1) in inside {
        match islands.last_mut() {
            Some((_, end, count)) if x0 <= *end => {
                *end = end.max(x1);
                *count += 1;
            }
            _ => islands.push((x0, x1, 1)),
        }
    }
    let mut out = Vec::new();
    let mut from = wide.from;
    for (x0, x1, _) in islands.into_iter().filter(|(.., count)| *count >= 2) {
        out.push(Corridor { from, to: x0 });
        from = x1;
    }
    out.push(Corridor { from, to: wide.to });
    out
}

/// The part of a corridor that the fewest pieces reach into.
fn narrowest(wide: Corridor, lines: &[&GridLine], scale: Scale) -> Corridor {
    let mut events: Vec<(f32, i32)> = Vec::new();
    for (x0, x1) in lines.iter().flat_map(|line| runs(line, scale)) {
        let (x0, x1) = (x0.max(wide.from), x1.min(wide.to));
        if x0 < x1 {
            events.extend([(x0, 1), (x1, -1)]);
        }
    }
    events.push((wide.from, 0));
    events.push((wide.to, 0));
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut across = 0;
    let mut best: Option<(i32, Corridor)> = None;
    for pair in events.windows(2) {
        across += pair[0].1;
        let (from, to) = (pair[0].0, pair[1].0);
        if to <= from {
            continue;
        }
        match &mut best {
            // Stretches next to each other are one.
            Some((least, corridor)) if across == *least && corridor.to >= from => corridor.to = to,
            Some((least, _)) if across > *least => {}
            Some((least, corridor))
                if across == *least && corridor.to - corridor.from > to - from => {}
            _ => best = Some((across, Corridor { from, to })),
        }
    }
    best.map_or(wide, |(_, corridor)| corridor)
}
