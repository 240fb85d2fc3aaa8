//! The words of one row to the cells of its columns: a dynamic programme over the places where a cell may begin.
//!
//! Cells follow each other in reading order, so a row is cut at as many places as it has columns. Each cut is
//! weighed by what stands there (an empty line, a line break, a capital), each piece by how well it fits its
//! column's kind and by whether other rows of the table have the same words in that column.

use std::collections::BTreeMap;

use super::{
    content::{amount, deadline, is_body, is_outcome, source},
    words::{Break, Word, key},
};
use crate::tables::columns::ColumnKind;

/// How often words stand in a column, over the rows read before.
pub(crate) type Known = BTreeMap<(usize, String), u32>;

/// Columns after the ordinal, and what is known of their cells.
#[derive(Debug)]
pub(crate) struct Segmenter<'k> {
    pub(crate) kinds: &'k [ColumnKind],
    pub(crate) known: &'k Known,
}

/// Where each column's words begin and end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Split {
    pub(crate) ends: Vec<usize>,
    pub(crate) score: f32,
}

impl Split {
    /// The words of column `c`.
    pub(crate) fn range(&self, c: usize) -> std::ops::Range<usize> {
        let start = if c == 0 { 0 } else { self.ends[c - 1] };
        start..self.ends[c]
    }
}

/// How many splits of a row's first part are kept until its second part is read.
const BEAM: usize = 24;

impl Segmenter<'_> {
    /// The best split of a row whose parts stand on one page each.
    pub(crate) fn row(&self, parts: &[Vec<Word<'_>>]) -> Vec<Split> {
        let none: Vec<&[Word<'_>]> = vec![&[]; self.kinds.len()];
        let cut = parts.len() > 1;
        let mut beam: Vec<Vec<Split>> = self
            .part(&parts[0], &none, cut, if cut { BEAM } else { 1 })
            .into_iter()
            .map(|split| vec![split])
            .collect();
        for (p, words) in parts.iter().enumerate().skip(1) {
            let mut next: Vec<Vec<Split>> = Vec::new();
            for splits in &beam {
                let before: Vec<&[Word<'_>]> = (0..self.kinds.len())
                    .map(|c| {
                        let last = (0..p).rev().find(|q| !splits[*q].range(c).is_empty());
                        last.map_or(&[][..], |q| &parts[q][splits[q].range(c)])
                    })
                    .collect();
                let more = p + 1 < parts.len();
                for split in self.part(words, &before, more, if more { 4 } else { 1 }) {
                    next.push([splits.as_slice(), &[split]].concat());
                }
            }
            next.sort_by(|a, b| total(b).total_cmp(&total(a)));
            next.truncate(BEAM);
            beam = next;
        }
        beam.into_iter().next().unwrap_or_default()
    }

    /// The `most` best splits of the words on one page.
    fn part(
        &self,
        words: &[Word<'_>],
        before: &[&[Word<'_>]],
        cut: bool,
        most: usize,
    ) -> Vec<Split> {
        let piece = Pieces::new(words, self, before, cut);
        let cuts = &piece.cuts;
        let columns = self.kinds.len();
        // best[c][e]: splits of the words up to cut `e` over the first `c` columns: score, cut before, rank there.
        let mut best: Vec<Vec<Vec<(f32, usize, usize)>>> =
            vec![vec![Vec::new(); cuts.len()]; columns + 1];
        best[0][0].push((0.0, 0, 0));
        for c in 0..columns {
            for end in 0..cuts.len() {
                let mut found: Vec<(f32, usize, usize)> = Vec::new();
                for start in 0..=end {
                    if best[c][start].is_empty() {
                        continue;
                    }
                    let gain = piece.score(c, start, end);
                    for (rank, (score, ..)) in best[c][start].iter().enumerate() {
                        found.push((score + gain, start, rank));
                    }
                }
                found.sort_by(|a, b| b.0.total_cmp(&a.0));
                found.truncate(most);
                best[c + 1][end] = found;
            }
        }
        let last = cuts.len() - 1;
        (0..best[columns][last].len())
            .map(|rank| {
                let score = best[columns][last][rank].0;
                let (mut end, mut rank) = (last, rank);
                let mut ends = vec![0; columns];
                for c in (0..columns).rev() {
                    ends[c] = cuts[end];
                    (_, end, rank) = best[c + 1][end][rank];
                }
                Split { ends, score }
            })
            .collect()
    }
}

fn total(splits: &[Split]) -> f32 {
    splits.iter().map(|split| split.score).sum()
}

/// The words of one part of a row with what is asked of them again and again.
struct Pieces<'w, 'a> {
    words: &'w [Word<'a>],
    segmenter: &'w Segmenter<'w>,
    before: &'w [&'w [Word<'a>]],
    cut: bool,
    /// Places where a cell may begin, 0 and the end included.
    cuts: Vec<usize>,
    /// For each word the weight of a cell's beginning there.
    opening: Vec<f32>,
    body: Vec<bool>,
    /// Running sums over words: breaks inside a cell that speak against it, bodies without a mark before them,
    /// marks followed by a body, figures.
    torn: Vec<f32>,
    bare_bodies: Vec<f32>,
    listed: Vec<f32>,
    figures: Vec<f32>,
}

impl<'w, 'a> Pieces<'w, 'a> {
    fn new(
        words: &'w [Word<'a>],
        segmenter: &'w Segmenter<'w>,
        before: &'w [&'w [Word<'a>]],
        cut: bool,
    ) -> Self {
        let body: Vec<bool> = (0..words.len()).map(|i| is_body(words, i)).collect();
        let opening: Vec<f32> = (0..words.len()).map(|i| opening(words, i, &body)).collect();
        let mut cuts: Vec<usize> = (1..words.len()).filter(|i| opening[*i] > -5.0).collect();
        cuts.insert(0, 0);
        cuts.push(words.len());
        let sums = |value: &dyn Fn(usize) -> f32| {
            let mut sums = vec![0.0];
            for i in 0..words.len() {
                sums.push(sums[i] + value(i));
            }
            sums
        };
        let torn = sums(&|i| match words[i].before {
            Break::Gap if words[i].is_small() => 0.2,
            Break::Gap => 1.0,
            _ => 0.0,
        });
        let bare_bodies = sums(&|i| f32::from(u8::from(i > 0 && body[i] && !leads_on(words, i))));
        let listed = sums(&|i| f32::from(u8::from(i > 0 && body[i] && leads_on(words, i))));
        let figures = sums(&|i| f32::from(u8::from(words[i].is_digit())));
        Self {
            words,
            segmenter,
            before,
            cut,
            cuts,
            opening,
            body,
            torn,
            bare_bodies,
            listed,
            figures,
        }
    }

    /// The weight of the words between two cuts as the cell of column `c`.
    fn score(&self, c: usize, start: usize, end: usize) -> f32 {
        let (from, to) = (self.cuts[start], self.cuts[end]);
        let kind = self.segmenter.kinds[c];
        let before = self.before[c];
        if from == to {
            return if before.is_empty() { -absence(kind) } else { -0.2 };
        }
        let words = &self.words[from..to];
        let mut score = if from == 0 { 0.0 } else { self.opening[from] };
        score -= self.torn[to] - self.torn[from + 1];
        score += self.ending(words, kind);
        score += if before.is_empty() {
            self.fit(kind, from, to)
        } else {
            going_on(before, words, kind)
        };
        score + self.recurrence(c, words, before)
    }

    /// How a cell ends.
    fn ending(&self, words: &[Word<'_>], kind: ColumnKind) -> f32 {
        let last = &words[words.len() - 1];
        let opened: usize = words.iter().map(|word| word.text.matches('(').count()).sum();
        let closed: usize = words.iter().map(|word| word.text.matches(')').count()).sum();
        let mut score: f32 = if opened > closed { -4.0 } else { 0.0 };
        if last.connects() {
            score -= 4.0;
        } else if last.text.ends_with(',') {
            score -= 1.8;
        } else if last.text.ends_with(';') {
            score -= if kind == ColumnKind::Main { 0.5 } else { 1.8 };
        } else if last.ends_sentence() {
            score += 0.6;
        }
        // At the foot of a page a cell ends anywhere.
        if self.cut { score.max(-0.8) } else { score }
    }

    /// How well the words fit a column that starts with them.
    fn fit(&self, kind: ColumnKind, from: usize, to: usize) -> f32 {
        let words = &self.words[from..to];
        let count = words.len() as f32;
        let small = if words[0].is_small() { -5.0 } else { 0.0 };
        let folded = || words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let text = || vanban_text::fold(&folded());
        match kind {
            ColumnKind::Main => {
                small - 0.5 * (self.bare_bodies[to] - self.bare_bodies[from + 1]).min(3.0)
            }
            ColumnKind::Lead | ColumnKind::Support => {
                let opens = if self.body[from] { 3.0 } else { -2.0 };
                let bare = 2.2 * (self.bare_bodies[to] - self.bare_bodies[from + 1]);
                let listed = 0.3 * (self.listed[to] - self.listed[from + 1]).min(4.0);
                let figures = 0.8 * (self.figures[to] - self.figures[from]).min(3.0);
                opens + small.max(-4.0) - bare + listed - figures - 0.12 * (count - 22.0).max(0.0)
            }
            ColumnKind::Outcome => {
                let opens = if is_outcome(self.words, from) { 1.2 } else { 0.0 };
                let body = if self.body[from] { -2.5 } else { 0.0 };
                let late = if words.len() <= 8 && deadline(&text()) >= 1.0 { -4.0 } else { 0.0 };
                opens + body + late + small - 0.04 * (count - 18.0).max(0.0)
            }
            ColumnKind::Deadline if words.len() <= 16 => match deadline(&text()) {
                value if value >= 1.0 => 4.0,
                value if value > 0.0 => 1.0,
                _ => -3.0 - 0.2 * count,
            },
            ColumnKind::Deadline => -8.0,
            ColumnKind::Amount | ColumnKind::Quantity => {
                if words.len() <= 4 && amount(&text()) {
                    if kind == ColumnKind::Amount { 4.0 } else { 3.0 }
                } else {
                    -4.0 - 0.2 * count
                }
            }
            ColumnKind::Source => {
                if source(&text()) {
                    3.0
                } else {
                    -1.0 + small - 0.1 * count
                }
            }
            ColumnKind::Unit => {
                if words.len() <= 3 {
                    1.0
                } else {
                    -2.0 - 0.3 * count
                }
            }
            ColumnKind::Ordinal => -6.0,
            ColumnKind::Note => small - 0.5 - 0.04 * count,
            ColumnKind::Words => {
                let figures = if words.len() <= 3 && amount(&text()) { -3.0 } else { 0.0 };
                small + figures + 0.3 - 0.03 * (count - 12.0).max(0.0)
            }
        }
    }

    /// Rows of one table say the same things.
    fn recurrence(&self, c: usize, words: &[Word<'_>], before: &[Word<'_>]) -> f32 {
        if self.segmenter.known.is_empty() || words.len() + before.len() > 30 {
            return 0.0;
        }
        let text: String = before.iter().chain(words).map(|word| word.text).collect();
        match self.segmenter.known.get(&(c, key(&text))) {
            Some(times) if *times > 1 => (0.8 + 0.7 * (*times as f32).ln()).min(3.0),
            _ => 0.0,
        }
    }
}

/// The price of an empty cell.
fn absence(kind: ColumnKind) -> f32 {
    match kind {
        ColumnKind::Main => 7.0,
        ColumnKind::Lead => 3.0,
        ColumnKind::Outcome | ColumnKind::Amount => 2.0,
        ColumnKind::Deadline => 2.5,
        ColumnKind::Support | ColumnKind::Source => 1.5,
        ColumnKind::Words | ColumnKind::Unit | ColumnKind::Quantity => 1.0,
        ColumnKind::Note | ColumnKind::Ordinal => 0.0,
    }
}

/// The weight of a cell's beginning at word `i`, by what stands there.
fn opening(words: &[Word<'_>], i: usize, body: &[bool]) -> f32 {
    if i == 0 {
        return 0.0;
    }
    let (word, last) = (&words[i], &words[i - 1]);
    let opens =
        word.is_capital() || word.is_digit() || word.text.starts_with(['“', '"', '(', '-', '+']);
    let mut score = match (word.before, opens) {
        (Break::Gap, true) => 2.5,
        (Break::Gap, false) => -0.5,
        (Break::Line, true) => 0.2,
        (Break::Line, false) => -4.5,
        (Break::Space, true) => -1.6,
        (Break::Space, false) => -7.0,
    };
    if body[i] && !leads_on(words, i) {
        score += 0.8;
    }
    // The halves of a name: `Phú | Thọ`, `Bộ | Tài chính`.
    if word.before == Break::Space
        && last.is_capital()
        && !last.ends_sentence()
        && !body[i]
        && !word.is_digit()
    {
        score -= 2.0;
    }
    if word.before == Break::Space && word.is_digit() && (last.is_small() && last.text.len() < 4) {
        score -= 0.8;
    }
    score
}

/// Whether the word before a body's name leads on to it: a mark, `và`, or a word its name goes on from.
fn leads_on(words: &[Word<'_>], i: usize) -> bool {
    const HEADS: [&str; 16] = [
        "va", "cua", "phong", "thuoc", "voi", "tich", "dao", "truc", "cac", "bo", "gom", "tai",
        "cho", "do", "truong", "hoac",
    ];
    let Some(last) = i.checked_sub(1).map(|before| &words[before]) else { return false };
    last.text.ends_with([',', ';', ':', '(', '/', '-', '–', '&'])
        || HEADS.contains(&last.folded.as_str())
}

/// How well words on the next page go on with a cell.
fn going_on(before: &[Word<'_>], words: &[Word<'_>], kind: ColumnKind) -> f32 {
    let last = &before[before.len() - 1];
    let small = words[0].is_small();
    if kind == ColumnKind::Deadline || kind == ColumnKind::Amount {
        let text: Vec<&str> = before.iter().chain(words).map(|word| word.text).collect();
        let text = vanban_text::fold(&text.join(" "));
        let whole =
            if kind == ColumnKind::Deadline { deadline(&text) >= 1.0 } else { amount(&text) };
        return if whole { 2.0 } else { -4.0 };
    }
    match (small, last.ends_sentence()) {
        (true, false) => 1.5,
        (true, true) => -1.5,
        (false, _) if last.connects() || last.text.ends_with([',', ';']) => 1.0,
        (false, false) => -0.3,
        (false, true) => {
            if kind == ColumnKind::Main {
                0.5
            } else {
                -1.0
            }
        }
    }
}
