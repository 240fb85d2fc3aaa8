//! The words of one row to the cells of its columns: a dynamic programme over the places where a cell may begin.
//!
//! Cells follow each other in reading order, so a row is cut at as many places as it has columns. Each cut is
//! weighed by what stands there (an empty line, a line break, a capital), each piece by how well it fits its
//! column's kind and by whether other rows of the table have the same words in that column.

use std::collections::BTreeMap;

use super::{
    content::{amount, deadline, is_body, is_outcome, source, unit_length},
    names::Names,
    words::{Break, Word},
};
use crate::tables::columns::ColumnKind;

/// How often words stand in a column, over the rows read before.
pub(crate) type Known = BTreeMap<(usize, String), u32>;

/// Columns after the ordinal, and what is known of their cells.
#[derive(Debug)]
pub(crate) struct Segmenter<'k> {
    pub(crate) kinds: &'k [ColumnKind],
    pub(crate) known: &'k Known,
    /// What the document says elsewhere.
    pub(crate) names: &'k Names,
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
            .splits(&none, if cut { beam } else { 1 })
            .into_iter()
            .map(|split| vec![split])
            .collect();
        for (p, words) in parts.iter().enumerate().skip(1) {
            let more = p + 1 < parts.len();
            let pieces = Pieces::new(words, self, more, true);
            let mut next: Vec<Vec<Split>> = Vec::new();
            for splits in &kept {
                let before: Vec<&[Word<'_>]> = (0..self.kinds.len())
                    .map(|c| {
                        let last = (0..p).rev().find(|q| !splits[*q].range(c).is_empty());
                        last.map_or(&[][..], |q| &parts[q][splits[q].range(c)])
                    })
                    .collect();
                for split in pieces.splits(&before, if more { 4 } else { 1 }) {
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

fn total(splits: &[Split]) -> f32 {
    splits.iter().map(|split| split.score).sum()
}

/// The words of one part of a row with what is asked of them again and again.
struct Pieces<'w, 'a> {
    words: &'w [Word<'a>],
    segmenter: &'w Segmenter<'w>,
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
    /// For each pair of cuts how much of a deadline stands between them.
    dated: Vec<f32>,
    /// For each column and pair of cuts the weight of a new cell.
    plain: Vec<f32>,
}

impl<'w, 'a> Pieces<'w, 'a> {
    fn new(words: &'w [Word<'a>], segmenter: &'w Segmenter<'w>, cut: bool, goes_on: bool) -> Self {
        let body: Vec<bool> = (0..words.len()).map(|i| is_body(words, i)).collect();
        // On the next page columns go on in the middle of their sentences.
        let goes_on = goes_on && words.len() <= 12;
        let units = segmenter.kinds.contains(&ColumnKind::Unit);
        let opening: Vec<f32> = (0..words.len())
            .map(|i| {
                let weight = opening(words, i, &body);
                let inside = words[i].before == Break::Space && words[i].is_small();
                if units && is_unit(words, i) {
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
        let bare_bodies = sums(&|i| f32::from(u8::from(i > 0 && body[i] && !leads_on(words, i))));
        let listed = sums(&|i| f32::from(u8::from(i > 0 && body[i] && leads_on(words, i))));
        let figures = sums(&|i| f32::from(u8::from(words[i].is_digit())));
        let mut pieces = Self {
            words,
            segmenter,
            cut,
            dated: vec![0.0; cuts.len() * cuts.len()],
            plain: Vec::new(),
            cuts,
            opening,
            body,
            torn,
            bare_bodies,
            listed,
            figures,
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
        self.edges(kind, from, to) + self.fit(kind, start, end) + self.recurrence(c, words, &[])
    }

    /// What stands at a cell's ends, and breaks inside it.
    fn edges(&self, kind: ColumnKind, from: usize, to: usize) -> f32 {
        let opening = if from == 0 { 0.0 } else { self.opening[from] };
        opening - (self.torn[to] - self.torn[from + 1]) + self.ending(&self.words[from..to], kind)
    }

    /// The `most` best splits, where `before` stands in the columns on the page before.
    fn splits(&self, before: &[&[Word<'_>]], most: usize) -> Vec<Split> {
        let cuts = &self.cuts;
        let columns = self.segmenter.kinds.len();
        // best[c][e]: splits of the words up to cut `e` over the first `c` columns: score, cut before, rank there.
        let mut best: Vec<Vec<Vec<(f32, usize, usize)>>> =
            vec![vec![Vec::new(); cuts.len()]; columns + 1];
        best[0][0].push((0.0, 0, 0));
        for c in 0..columns {
            for end in 0..cuts.len() {
                let mut found: Vec<(f32, usize, usize)> = Vec::new();
                for (start, splits) in best[c].iter().enumerate().take(end + 1) {
                    if splits.is_empty() {
                        continue;
                    }
                    let gain = self.score(c, start, end, before[c]);
                    for (rank, (score, ..)) in splits.iter().enumerate() {
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
        self.edges(kind, from, to)
            + going_on(before, words, kind)
            + if self.segmenter.names.join(before, words) { SAID } else { 0.0 }
            + self.recurrence(c, words, before)
    }

    /// How a cell ends.
    fn ending(&self, words: &[Word<'_>], kind: ColumnKind) -> f32 {
        let last = &words[words.len() - 1];
        let opened: usize = words.iter().map(|word| word.text.matches('(').count()).sum();
        let closed: usize = words.iter().map(|word| word.text.matches(')').count()).sum();
        let mut score: f32 = if opened > closed { -4.0 } else { 0.0 };
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
        let text = || text(words);
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
                let figures = if words.len() <= 3 && amount(&text()) { -3.0 } else { 0.0 };
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
        let said: String = before.iter().chain(words).map(|word| word.key.as_str()).collect();
        match self.segmenter.known.get(&(c, said)) {
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
    // `Văn phòng | HĐND`, `Trước ngày | 20/12`: the word before asks for this one.
    let asks = leads_on(words, i) && body[i] && last.text.ends_with(char::is_alphanumeric);
    if asks || (word.is_digit() && asks_number(last)) {
        score -= 2.5;
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

/// Whether a unit begins at word `i` and a figure follows it.
fn is_unit(words: &[Word<'_>], i: usize) -> bool {
    let length = unit_length(words, i);
    length > 0 && words.get(i + length).is_some_and(Word::is_digit)
}

/// Whether words end in the first word of a body's name (`Sở Y tế; Phòng`).
fn ends_bare(words: &[Word<'_>]) -> bool {
    const HEADS: [&str; 14] = [
        "sở",
        "phòng",
        "bộ",
        "đoàn",
        "hội",
        "trung",
        "trường",
        "cục",
        "tổ",
        "viện",
        "đài",
        "trạm",
        "ủy",
        "liên",
    ];
    let last = &words[words.len() - 1];
    let clean = last.text.ends_with(char::is_alphanumeric);
    let head = last.is_capital() && HEADS.contains(&last.lower.as_str()) && words.len() > 1;
    clean && head
}

/// Whether a number after this word belongs to it: `ngày 20/12`, `tháng 6`.
fn asks_number(word: &Word<'_>) -> bool {
    ["ngày", "tháng", "quý", "năm", "số", "lớp", "cấp", "khóa", "mức", "đề"]
        .contains(&word.lower.as_str())
        && word.text.ends_with(char::is_alphanumeric)
}

/// Whether the word before a body's name leads on to it: a mark, `và`, or a word its name goes on from.
fn leads_on(words: &[Word<'_>], i: usize) -> bool {
    const HEADS: [&str; 16] = [
        "và",
        "của",
        "phòng",
        "thuộc",
        "với",
        "tịch",
        "đạo",
        "trực",
        "các",
        "bộ",
        "gồm",
        "tại",
        "cho",
        "do",
        "trưởng",
        "hoặc",
    ];
    let Some(last) = i.checked_sub(1).map(|before| &words[before]) else { return false };
    last.text.ends_with([',', ';', ':', '(', '/', '-', '–', '&'])
        || (HEADS.contains(&last.lower.as_str()) && !last.ends_sentence())
}

/// Words in one folded line.
fn text(words: &[Word<'_>]) -> String {
    vanban_text::fold(&words.iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
}

fn names_body(words: &[Word<'_>]) -> bool {
    (0..words.len()).any(|i| is_body(words, i))
}

/// The weight of words over the end of a page that stand in one elsewhere.
const SAID: f32 = 2.0;

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
    // Names go on for a few words, not for sentences.
    let long = match kind {
        ColumnKind::Lead | ColumnKind::Support => 0.25 * (words.len() as f32 - 6.0).max(0.0),
        _ => 0.0,
    };
    let named = match kind {
        ColumnKind::Lead | ColumnKind::Support if names_body(words) => 0.8,
        ColumnKind::Outcome if names_body(words) => -0.8,
        _ => 0.0,
    };
    named - long
        + match (small, last.ends_sentence()) {
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

#[cfg(test)]
mod tests {
    use vanban_text::Span;

    use super::*;
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
        let known = Known::new();
        let splits =
            Segmenter { kinds, known: &known, names: &Names::default() }.row(&[words.clone()], 4);
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
