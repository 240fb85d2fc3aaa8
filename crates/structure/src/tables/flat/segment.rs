//! The words of one row to the cells of its columns: a dynamic programme over the places where a cell may begin.
//!
//! Cells follow each other in reading order, so a row is cut at as many places as it has columns. Each cut is
//! weighed by what stands there (an empty line, a line break, a capital), each piece by how well it fits its
//! column's kind and by whether other rows of the table have the same words in that column.

use std::collections::HashMap;

use super::{
    content::{amount, deadline, is_outcome, source, unit_length},
    cues::{SAID, absence, ends_bare, going_on, is_unit, leads_on, opening, text},
    names::Names,
    widths::{Widths, reaches},
    words::{Break, Word},
};
use crate::tables::columns::ColumnKind;

/// How often words stand in a column, over the rows read before.
pub(crate) type Known = HashMap<u64, u32>;

/// Words of a column as one number, the same wherever lines part them; `None` where they say nothing.
pub(crate) fn said<'w>(c: usize, words: impl Iterator<Item = &'w Word<'w>>) -> Option<u64> {
    // FNV-1a; two sayings with one number would make a cell a little likelier than it is.
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ c as u64;
    let mut silent = true;
    for byte in words.flat_map(|word| word.key.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        silent = false;
    }
    (!silent).then_some(hash)
}

/// Columns after the ordinal, and what is known of their cells.
#[derive(Debug)]
pub(crate) struct Segmenter<'k> {
    pub(crate) kinds: &'k [ColumnKind],
    pub(crate) known: &'k Known,
    /// What the document says elsewhere.
    pub(crate) names: &'k Names,
    /// Where each cell begins a line, as header and row numbers do: how wide the columns are.
    pub(crate) by_lines: Option<&'k Widths>,
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

impl Segmenter<'_> {
    /// The best split of a row whose parts stand on one page each; `beam` splits of the first parts are kept
    /// until the last is read.
    pub(crate) fn row(&self, parts: &[Vec<Word<'_>>], beam: usize) -> Vec<Split> {
        let cut = parts.len() > 1;
        let first = Pieces::new(&parts[0], self, cut, false);
        let none: Vec<&[Word<'_>]> = vec![&[]; self.kinds.len()];
        let mut kept: Vec<Vec<Split>> = first
            .splits(&none, if cut { beam } else { 1 }, &mut Gains::new())
            .into_iter()
            .map(|split| vec![split])
            .collect();
        for (p, words) in parts.iter().enumerate().skip(1) {
            let more = p + 1 < parts.len();
            let pieces = Pieces::new(words, self, more, true);
            let mut next: Vec<Vec<Split>> = Vec::new();
            let mut gains = Gains::new();
            for splits in &kept {
                let before: Vec<&[Word<'_>]> = (0..self.kinds.len())
                    .map(|c| {
                        let last = (0..p).rev().find(|q| !splits[*q].range(c).is_empty());
                        last.map_or(&[][..], |q| &parts[q][splits[q].range(c)])
                    })
                    .collect();
                for split in pieces.splits(&before, if more { 4 } else { 1 }, &mut gains) {
                    next.push([splits.as_slice(), &[split]].concat());
                }
            }
            next.sort_by(|a, b| total(b).total_cmp(&total(a)));
            next.truncate(beam);
            kept = next;
        }
        kept.into_iter().next().unwrap_or_default()
    }
}

/// What a break before a word that would have fitted speaks against its standing inside a cell.
const EARLY: f32 = 2.5;

/// The weight of a place where no cell begins.
const NEVER: f32 = -9.0;

/// Running sums of what each word counts for.
fn running(words: &[Word<'_>], value: impl Fn(&Word<'_>) -> i32) -> Vec<i32> {
    let mut sums = vec![0];
    for word in words {
        sums.push(sums[sums.len() - 1] + value(word));
    }
    sums
}

fn total(splits: &[Split]) -> f32 {
    splits.iter().map(|split| split.score).sum()
}

/// What the words between two cuts weigh as the cell of a column behind the words that stand in it already. Splits of
/// the part before differ in a cell or two, so that most is asked again.
type Gains = HashMap<(usize, usize, usize), Vec<f32>>;

/// The words of one part of a row with what is asked of them again and again.
struct Pieces<'w, 'a> {
    words: &'w [Word<'a>],
    segmenter: &'w Segmenter<'w>,
    cut: bool,
    /// Places where a cell may begin, 0 and the end included.
    cuts: Vec<usize>,
    /// For each word the weight of a cell's beginning there.
    opening: Vec<f32>,
    /// Running sums over words: breaks inside a cell that speak against it, bodies without a mark before them,
    /// marks followed by a body, figures.
    torn: Vec<f32>,
    /// For each column running sums of breaks before words that would have fitted.
    early: Vec<Vec<f32>>,
    bare_bodies: Vec<f32>,
    listed: Vec<f32>,
    figures: Vec<f32>,
    /// The same of brackets that open, less those that close.
    brackets: Vec<i32>,
    /// For each pair of cuts how much of a deadline stands between them.
    dated: Vec<f32>,
    /// For each column and pair of cuts the weight of a new cell.
    plain: Vec<f32>,
}

impl<'w, 'a> Pieces<'w, 'a> {
    fn new(words: &'w [Word<'a>], segmenter: &'w Segmenter<'w>, cut: bool, goes_on: bool) -> Self {
        // On the next page columns go on in the middle of their sentences.
        let goes_on = goes_on && words.len() <= 12;
        let units = segmenter.kinds.contains(&ColumnKind::Unit);
        let opening: Vec<f32> = (0..words.len())
            .map(|i| {
                if segmenter.by_lines.is_some() && i > 0 && words[i].before == Break::Space {
                    return NEVER;
                }
                let weight = opening(words, i);
                let inside = words[i].before == Break::Space && words[i].is_small();
                // `m3/ha/năm`: where cells begin lines, a unit nobody knows may begin with a small letter too.
                let own_line = segmenter.by_lines.is_some() && i > 0;
                if units && (is_unit(words, i) || own_line) {
                    return weight.max(-1.0);
                }
                if goes_on && inside && !words[i - 1].connects() { -3.4 } else { weight }
            })
            .collect();
        let mut cuts: Vec<usize> = (1..words.len()).filter(|i| opening[*i] > -5.0).collect();
        cuts.insert(0, 0);
        // A row may have no words of its own on a page; two equal cuts would bound an empty piece.
        if !words.is_empty() {
            cuts.push(words.len());
        }
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
        let reach = reaches(words);
        let early = |widths: &Widths| {
            let fits = |c: usize, i: usize| reach[i].is_some_and(|reach| widths.hold(c, reach.1));
            let of_column = |c: usize| sums(&|i| if fits(c, i) { EARLY } else { 0.0 });
            (0..segmenter.kinds.len()).map(of_column).collect()
        };
        let early = segmenter.by_lines.map_or_else(Vec::new, early);
        let bare_bodies =
            sums(&|i| f32::from(u8::from(i > 0 && words[i].body && !leads_on(words, i))));
        let listed = sums(&|i| f32::from(u8::from(i > 0 && words[i].body && leads_on(words, i))));
        let figures = sums(&|i| f32::from(u8::from(words[i].is_digit())));
        let brackets = running(words, |word| {
            word.text.matches('(').count() as i32 - word.text.matches(')').count() as i32
        });
        let mut pieces = Self {
            words,
            segmenter,
            cut,
            dated: vec![0.0; cuts.len() * cuts.len()],
            plain: Vec::new(),
            cuts,
            opening,
            torn,
            early,
            bare_bodies,
            listed,
            figures,
            brackets,
        };
        pieces.weigh();
        pieces
    }

    /// Fills in what is asked for again and again.
    fn weigh(&mut self) {
        let count = self.cuts.len();
        let columns = self.segmenter.kinds.len();
        self.plain = vec![0.0; columns * count * count];
        for start in 0..count {
            for end in start + 1..count {
                self.dated[start * count + end] = self.date(self.cuts[start], self.cuts[end]);
                for c in 0..columns {
                    self.plain[(c * count + start) * count + end] = self.fresh(c, start, end);
                }
            }
        }
    }

    /// How much the words are a deadline; most are not even asked.
    fn date(&self, from: usize, to: usize) -> f32 {
        const STARTS: [&str; 9] =
            ["thuong", "hang", "dinh", "dot", "lien", "sau", "ngay", "khi", "theo"];
        let words = &self.words[from..to];
        let figured = words.iter().any(|word| word.text.bytes().any(|byte| byte.is_ascii_digit()));
        if words.len() > 16 || !(figured || STARTS.contains(&words[0].folded.as_str())) {
            return 0.0;
        }
        deadline(&text(words))
    }

    /// The weight of the words between two cuts as a new cell of column `c`.
    fn fresh(&self, c: usize, start: usize, end: usize) -> f32 {
        let (from, to) = (self.cuts[start], self.cuts[end]);
        let kind = self.segmenter.kinds[c];
        let words = &self.words[from..to];
        self.edges(c, from, to) + self.fit(kind, start, end) + self.recurrence(c, words, &[])
    }

    /// What stands at the ends of a cell of column `c`, and breaks inside it.
    fn edges(&self, c: usize, from: usize, to: usize) -> f32 {
        let opening = if from == 0 { 0.0 } else { self.opening[from] };
        let inside = |sums: &[f32]| sums[to] - sums[from + 1];
        let early = self.early.get(c).map_or(0.0, |sums| inside(sums));
        opening - inside(&self.torn) - early + self.ending(from, to, self.segmenter.kinds[c])
    }

    /// The `most` best splits, where `before` stands in the columns on the page before.
    fn splits(&self, before: &[&[Word<'_>]], most: usize, gains: &mut Gains) -> Vec<Split> {
        let cuts = &self.cuts;
        let columns = self.segmenter.kinds.len();
        // best[c][e]: splits of the words up to cut `e` over the first `c` columns: score, cut before, rank there.
        let mut best: Vec<Vec<Vec<(f32, usize, usize)>>> =
            vec![vec![Vec::new(); cuts.len()]; columns + 1];
        best[0][0].push((0.0, 0, 0));
        for c in 0..columns {
            let place = (c, before[c].as_ptr() as usize, before[c].len());
            let gains =
                gains.entry(place).or_insert_with(|| vec![f32::NAN; cuts.len() * cuts.len()]);
            for end in 0..cuts.len() {
                let mut found: Vec<(f32, usize, usize)> = Vec::new();
                for (start, splits) in best[c].iter().enumerate().take(end + 1) {
                    if splits.is_empty() {
                        continue;
                    }
                    let gain = &mut gains[start * cuts.len() + end];
                    if gain.is_nan() {
                        *gain = self.score(c, start, end, before[c]);
                    }
                    for (rank, (score, ..)) in splits.iter().enumerate() {
                        found.push((score + *gain, start, rank));
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

    /// The weight of the words between two cuts as the cell of column `c`.
    fn score(&self, c: usize, start: usize, end: usize, before: &[Word<'_>]) -> f32 {
        let kind = self.segmenter.kinds[c];
        let Some(last) = before.last() else {
            let count = self.cuts.len();
            return if start == end {
                -absence(kind)
            } else {
                self.plain[(c * count + start) * count + end]
            };
        };
        if start == end {
            let open = kind == ColumnKind::Main && !last.ends_sentence();
            return self.recurrence(c, &[], before) - if open { 1.2 } else { 0.0 };
        }
        let (from, to) = (self.cuts[start], self.cuts[end]);
        let words = &self.words[from..to];
        self.edges(c, from, to)
            + going_on(before, words, kind)
            + if self.segmenter.names.join(before, words) { SAID } else { 0.0 }
            + self.recurrence(c, words, before)
    }

    /// How a cell ends.
    fn ending(&self, from: usize, to: usize, kind: ColumnKind) -> f32 {
        let words = &self.words[from..to];
        let last = &words[words.len() - 1];
        let open = self.brackets[to] > self.brackets[from];
        let mut score: f32 = if open { -4.0 } else { 0.0 };
        if last.connects() || ends_bare(words) {
            score -= 4.0;
        } else if last.text.ends_with(',') {
            score -= 1.8;
        } else if last.text.ends_with(';') {
            score -= if kind == ColumnKind::Main { 0.5 } else { 2.6 };
        } else if last.ends_sentence() {
            score += 0.6;
        }
        // At the foot of a page a cell ends anywhere.
        if self.cut { score.max(-0.8) } else { score }
    }

    /// How well the words fit a column that starts with them.
    fn fit(&self, kind: ColumnKind, start: usize, end: usize) -> f32 {
        let (from, to) = (self.cuts[start], self.cuts[end]);
        let dated = self.dated[start * self.cuts.len() + end];
        let words = &self.words[from..to];
        let count = words.len() as f32;
        let small = if words[0].is_small() { -5.0 } else { 0.0 };
        let whole = || text(words);
        match kind {
            ColumnKind::Main => {
                small - 0.5 * (self.bare_bodies[to] - self.bare_bodies[from + 1]).min(3.0)
            }
            ColumnKind::Lead | ColumnKind::Support => {
                let opens = if words[0].body { 3.0 } else { -2.0 };
                let bare = 2.2 * (self.bare_bodies[to] - self.bare_bodies[from + 1]);
                let listed = 0.3 * (self.listed[to] - self.listed[from + 1]).min(4.0);
                let figures = 0.8 * (self.figures[to] - self.figures[from]).min(3.0);
                opens + small.max(-4.0) - bare + listed - figures - 0.12 * (count - 22.0).max(0.0)
            }
            ColumnKind::Outcome => {
                let opens = if is_outcome(self.words, from) { 1.2 } else { 0.0 };
                let body = if words[0].body { -2.5 } else { 0.0 };
                let late = if words.len() <= 8 && dated >= 1.0 { -4.0 } else { 0.0 };
                opens + body + late + small - 0.04 * (count - 18.0).max(0.0)
            }
            ColumnKind::Deadline if words.len() <= 16 => match dated {
                value if value >= 1.0 => 4.0,
                value if value > 0.0 => 1.0,
                _ => -3.0 - 0.2 * count,
            },
            ColumnKind::Deadline => -8.0,
            ColumnKind::Amount | ColumnKind::Quantity => {
                if words.len() <= 4 && amount(&whole()) {
                    if kind == ColumnKind::Amount { 4.0 } else { 3.0 }
                } else {
                    -4.0 - 0.2 * count
                }
            }
            ColumnKind::Source => {
                // Where money comes from is said first.
                if source(&text(&words[..words.len().min(4)])) {
                    3.0
                } else {
                    -1.0 + small - 0.1 * count
                }
            }
            ColumnKind::Unit => {
                if unit_length(words, 0) == words.len() {
                    3.0
                } else if words.len() <= 3 && !words[0].is_digit() {
                    0.5
                } else {
                    -2.0 - 0.3 * count
                }
            }
            ColumnKind::Ordinal => -6.0,
            ColumnKind::Note => small - 0.5 - 0.04 * count,
            ColumnKind::Words => {
                let figures = if words.len() <= 3 && amount(&whole()) { -3.0 } else { 0.0 };
                small + figures + 0.3 - 0.03 * (count - 12.0).max(0.0)
            }
        }
    }

    /// Rows of one table say the same things.
    fn recurrence(&self, c: usize, words: &[Word<'_>], before: &[Word<'_>]) -> f32 {
        // What stands on the foot of a page may go on; it is weighed with what follows.
        if self.cut || self.segmenter.known.is_empty() || words.len() + before.len() > 30 {
            return 0.0;
        }
        let said = said(c, before.iter().chain(words));
        match said.and_then(|said| self.segmenter.known.get(&said)) {
            Some(times) if *times > 1 => (0.8 + 0.7 * (*times as f32).ln()).min(3.0),
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use vanban_text::Span;

    use super::*;
    use crate::tables::flat::content::mark_bodies;
    use crate::tables::flat::words::{FlatLine, cell_text, words_of};

    /// Lines are parted by `|`, an empty one is a gap.
    fn check(kinds: &[ColumnKind], text: &str, want: &[&str]) {
        let mut words = Vec::new();
        let mut gap = false;
        for (i, line) in text.split('|').enumerate() {
            if line.is_empty() {
                gap = true;
                continue;
            }
            let flat = FlatLine { span: Span::new(0, line.len()), text: line, page: 1, gap };
            words.extend(words_of(&flat, i, 0));
            gap = false;
        }
        mark_bodies(&mut words);
        let known = Known::new();
        let splits = Segmenter { kinds, known: &known, names: &Names::default(), by_lines: None }
            .row(&[words.clone()], 4);
        let got: Vec<String> =
            (0..kinds.len()).map(|c| cell_text(&words[splits[0].range(c)])).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn a_row_of_words_falls_into_its_columns() {
        let task = [
            ColumnKind::Main,
            ColumnKind::Lead,
            ColumnKind::Support,
            ColumnKind::Outcome,
            ColumnKind::Deadline,
        ];
        check(
            &task,
            "Nạo vét kênh mương nội đồng trước mùa |mưa. Phòng Kinh tế Công an xã; các |thôn||Báo cáo kết quả Quý II/2027",
            &[
                "Nạo vét kênh mương nội đồng trước mùa mưa",
                "Phòng Kinh tế",
                "Công an xã; các thôn",
                "Báo cáo kết quả",
                "Quý II/2027",
            ],
        );
        let money = [ColumnKind::Main, ColumnKind::Lead, ColumnKind::Amount, ColumnKind::Source];
        check(
            &money,
            "Sửa mái nhà văn hóa Văn phòng HĐND và |UBND xã 45.000.000 Ngân sách xã",
            &["Sửa mái nhà văn hóa", "Văn phòng HĐND và UBND xã", "45.000.000", "Ngân sách xã"],
        );
        let measured = [ColumnKind::Main, ColumnKind::Unit, ColumnKind::Quantity, ColumnKind::Lead];
        check(
            &measured,
            "Số hộ có bể chứa nước mưa hộ ≥ 320 Trạm Y tế",
            &["Số hộ có bể chứa nước mưa", "hộ", "≥ 320", "Trạm Y tế"],
        );
    }
}
