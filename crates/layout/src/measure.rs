//! How a text's lines were broken: at what width, with or without empty lines between paragraphs.
//!
//! Everything is estimated from the text itself, so that 60-column mail, 80-column extracts of PDF pages and
//! double-spaced ones are all read by the same rules.

use crate::flow::{Before, FlowLine};
use crate::lines::Start;

/// How lines were broken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// Empty lines that stand between any two lines: 1 in double-spaced text.
    pub(crate) usual_blank: u32,
    /// Whether an empty line ends a paragraph.
    pub(crate) gaps_tell: bool,
    /// Whether a first line set in starts a paragraph.
    pub(crate) indents_tell: bool,
    /// A line and the next line's first word shorter than this were not broken by wrapping.
    pub(crate) wrap: usize,
    /// At this length a line was surely broken by wrapping.
    pub(crate) full: usize,
    /// A line longer than this is a whole paragraph.
    pub(crate) longest: usize,
    /// Where lines were broken exactly: nearly every line ends because the next word would have passed this length.
    pub(crate) edge: Option<usize>,
    /// Where first lines of paragraphs were broken before the usual width, as pages turned to text do where marks
    /// took up the room: a line ended where the next word would have passed one of these lengths.
    early: Vec<usize>,
    /// Lines this long are prose, where cells of tables are narrower; 0 where not known.
    wide: usize,
}

impl Measure {
    /// Measures `lines`.
    pub(crate) fn of(lines: &[FlowLine]) -> Self {
        let usual_blank = usual_blank(lines);
        let body = body(lines);
        let width = width(lines, body);
        let wraps = wrapped_lengths(&lines[..body], width);
        let wrap = match wraps.len() {
            8.. => wraps[wraps.len() / 25],
            few if keeps_paragraphs(&lines[..body], few) => UNBROKEN,
            _ => width * 3 / 4,
        };
        Self {
            usual_blank,
            gaps_tell: gaps_tell(&lines[..body], usual_blank),
            indents_tell: indents_tell(lines),
            wrap,
            full: wrap.max(width * 9 / 10),
            longest: width * 5 / 4,
            edge: edge(&lines[..body], &wraps),
            early: early(&lines[..body], width),
            wide: if body >= 15 { width * 9 / 10 } else { 0 },
        }
    }

    /// Whether a paragraph's first line of `chars` characters was broken early, since the next word would have
    /// made it `next` long.
    pub(crate) fn breaks_early(&self, chars: usize, next: usize) -> bool {
        self.early.iter().any(|limit| (chars..next).contains(limit))
    }

    /// Whether a line of `chars` characters is as wide as the text's prose.
    pub(crate) fn is_wide(&self, chars: usize) -> bool {
        self.wide > 0 && chars >= self.wide
    }
}

/// Lines before the first flattened table, or all where that leaves too few to measure.
fn body(lines: &[FlowLine]) -> usize {
    let table = lines.iter().position(|line| crate::lines::is_table_header(&line.text));
    table.filter(|at| *at >= 15).unwrap_or(lines.len())
}

/// The length at which lines are broken where each is a whole paragraph.
const UNBROKEN: usize = 1 << 20;

/// Whether each line is a whole paragraph, as in text copied out of a word processor: many are far longer than any
/// page is wide, and hardly any goes on in the next.
fn keeps_paragraphs(lines: &[FlowLine], going_on: usize) -> bool {
    const PAGE: usize = 120;
    let long = lines.iter().filter(|line| line.facts.chars > PAGE).count();
    let many = long >= 5 && long * 10 >= lines.len() && going_on * 8 <= long;
    // Of so many lines some would go on, were they broken.
    many || going_on == 0 && long >= 2 && lines.len() >= 20
}

/// Double-spaced text has an empty line after nearly every line.
fn usual_blank(lines: &[FlowLine]) -> u32 {
    let blanks = |test: fn(u32) -> bool| {
        lines.iter().skip(1).filter(|l| matches!(l.before, Before::Blank(n) if test(n))).count()
    };
    let (tight, single) = (blanks(|n| n == 0), blanks(|n| n == 1));
    // Lines that start small after one empty line: sentences that run on over it.
    let runs_on = lines
        .iter()
        .filter(|line| line.before == Before::Blank(1) && line.facts.start == Start::Lower)
        .count();
    u32::from(single >= 8 && single > tight * 4 && runs_on * 5 >= single)
}

/// Length that nine tenths of the longer lines do not exceed. Lines far longer than any wrapped one are whole
/// paragraphs; they do not count where there are wrapped ones too.
fn width(lines: &[FlowLine], body: usize) -> usize {
    const WRAPPED: usize = 110;
    let chars = lines[..body].iter().map(|line| line.facts.chars);
    let mut lengths: Vec<usize> = chars.filter(|chars| *chars >= 30).collect();
    lengths.sort_unstable();
    let wrapped = lengths.partition_point(|chars| *chars <= WRAPPED);
    if wrapped * 3 >= lengths.len() {
        lengths.truncate(wrapped);
    }
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(80).min(160)
}

/// For each line that goes on with a small letter: the length it would have had with the next word, sorted.
/// A line of half the width counts where a long one follows, as in web pages, whose marks took up the room;
/// a short one before a short one stands in a cell or a letterhead.
fn wrapped_lengths(lines: &[FlowLine], width: usize) -> Vec<usize> {
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| pair[1].facts.start == Start::Lower && !pair[0].facts.terminal)
        .filter(|pair| pair[1].before != Before::Boundary)
        .map(|pair| (pair[0].facts.chars + 1 + pair[1].facts.first_word, pair[1].facts.chars))
        .filter(|(length, next)| length * 2 > width || next * 3 > width * 2)
        .filter(|(length, _)| *length <= width * 5 / 4)
        .map(|(length, _)| length)
        .collect();
    lengths.sort_unstable();
    lengths
}

/// The length that no line which goes on with a small letter passes, where nine in ten of them would have passed it
/// with one word more.
fn edge(lines: &[FlowLine], wraps: &[usize]) -> Option<usize> {
    let longest = lines
        .windows(2)
        .filter(|pair| pair[1].facts.start == Start::Lower && !pair[0].facts.terminal)
        .map(|pair| pair[0].facts.chars)
        .max()?;
    (wraps.len() >= 16 && wraps[wraps.len() / 10] > longest).then_some(longest)
}

/// Most lengths at which first lines were broken early.
const LIMITS: usize = 3;

/// The lengths at which first lines were broken early: each explains at least six lines that surely go on in the
/// next, and no other length explains more of them.
fn early(lines: &[FlowLine], width: usize) -> Vec<usize> {
    let opens = |line: &FlowLine| {
        matches!(line.facts.start, Start::Label | Start::Division | Start::Bullet)
    };
    let mut breaks: Vec<(usize, usize)> = lines
        .windows(2)
        .filter(|pair| opens(&pair[0]) && pair[1].facts.start == Start::Lower)
        .filter(|pair| pair[1].before == Before::Blank(0) && !pair[0].facts.terminal)
        .map(|pair| {
            let chars = pair[0].facts.chars;
            (chars, chars + 1 + pair[1].facts.first_word)
        })
        .filter(|(_, next)| next * 6 < width * 5)
        .collect();
    let mut limits = Vec::new();
    while limits.len() < LIMITS {
        let explained =
            |limit: usize| breaks.iter().filter(|(from, to)| (*from..*to).contains(&limit)).count();
        let best = (10..width).map(|limit| (explained(limit), limit)).max();
        let Some((_, limit)) = best.filter(|(count, _)| *count >= 6) else { break };
        breaks.retain(|(from, to)| !(*from..*to).contains(&limit));
        limits.push(limit);
    }
    limits
}

/// Where many lines start small after an empty line, empty lines do not end paragraphs.
fn gaps_tell(lines: &[FlowLine], usual: u32) -> bool {
    let gap = |line: &&FlowLine| matches!(line.before, Before::Blank(n) if n > usual);
    let gaps = lines.iter().skip(1).filter(gap).count();
    let runs_on = lines.iter().filter(gap).filter(|line| line.facts.start == Start::Lower).count();
    // A text without gaps tells nothing by them either.
    gaps * 20 >= lines.len() && runs_on * 8 <= gaps
}

/// Texts that keep their indents have a fair share of lines set in, and not all of them.
fn indents_tell(lines: &[FlowLine]) -> bool {
    let set_in = lines.iter().filter(|line| line.indent >= 3).count();
    set_in * 20 >= lines.len() && set_in * 2 <= lines.len()
}

#[cfg(test)]
mod tests {
    use vanban_document::Style;

    use super::*;

    #[test]
    fn lines_that_are_whole_paragraphs_are_not_broken_anywhere() {
        let line = |text: &str| FlowLine::new(text, 1, Before::Blank(0), Style::default());
        let long = "Các thôn tự chọn cây trồng hợp với đất của mình. ".repeat(5);
        let texts = ["5. Đề nghị Hội Nông dân và các đoàn thể của xã vận động người dân", &long];
        let lines: Vec<FlowLine> = (0..20).filter_map(|i| line(texts[i % 2])).collect();
        assert_eq!(Measure::of(&lines).wrap, UNBROKEN);
    }

    #[test]
    fn exact_breaks_show_where_lines_end() {
        let line =
            |text: &str| FlowLine::new(text, 1, Before::Blank(0), Style::default()).expect("words");
        let mut lines = Vec::new();
        for _ in 0..18 {
            lines.push(line("- Nạo vét kênh mương, đắp bờ bao chống tràn ở các"));
            lines.push(line("thôn."));
        }
        assert_eq!(Measure::of(&lines).edge, Some(49));
        for _ in 0..4 {
            lines.push(line("- Nạo vét kênh mương,"));
            lines.push(line("đắp bờ bao chống tràn ở các thôn ven sông trong xã."));
        }
        assert_eq!(Measure::of(&lines).edge, None);
    }

    #[test]
    fn early_breaks_are_learnt_from_lines_that_surely_go_on() {
        let line =
            |text: &str| FlowLine::new(text, 1, Before::Blank(0), Style::default()).expect("words");
        let mut lines = Vec::new();
        for _ in 0..8 {
            lines.push(line("a) Rà soát các hồ sơ đã"));
            lines.push(line(
                "tiếp nhận trong năm và lập danh sách những hồ sơ còn thiếu giấy tờ theo quy định.",
            ));
        }
        let measure = Measure::of(&lines);
        assert!(measure.breaks_early(24, 30));
        assert!(!measure.breaks_early(12, 18));
        assert!(!measure.breaks_early(40, 46));
    }
}
