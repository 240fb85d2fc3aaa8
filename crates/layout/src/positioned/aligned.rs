//! Tables without rules on a page: their columns are seen in the white space between strips of words.

use vanban_document::{
    BBox, CellBlock, Line, PageNo, ParagraphBlock, Rule, Style, TableBlock, WordBox,
};
use vanban_text::{Span, fold};

use super::words::{Row, Strip, Word};
use crate::aligned::{self, Cell, Found, GridLine, Joined, Scale, Segment};
use crate::lines::{Start, facts, is_type_line};
use crate::mend::is_broken;

/// The words of tables, kept until a table is whole.
#[derive(Debug, Default)]
pub(crate) struct Store {
    words: Vec<(PageNo, Word)>,
}

/// A table that further pages may go on.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) page: PageNo,
    pub(crate) table: Joined,
}

/// The tables among a page's rows; `rules` are lines across that belong to no grid.
pub(crate) fn find(
    rows: &[Row],
    rules: &[Rule],
    before: Option<&Open>,
    store: &mut Store,
) -> Vec<Found> {
    // Two strips a row make no table of three columns; most pages have none.
    if !rows.iter().any(|row| row.len() >= 3) && !rows.iter().any(heads) {
        return Vec::new();
    }
    let size = rows.iter().flatten().map(|strip| strip.size).fold(0.0, f32::max).min(14.0);
    let rough = rows.iter().flatten().any(|strip| strip.recognised);
    let scale = Scale { letter: 0.5 * size, slack: if rough { 6.0 } else { 3.0 }, gap: 0.5 * size };
    let leading = step(rows, size);
    let mut lines = Vec::with_capacity(rows.len());
    let mut above = f32::NEG_INFINITY;
    for row in rows {
        let baseline = row.first().map_or(0.0, |strip| strip.baseline);
        let between = |rule: &Rule| {
            let (_, y) = rule.bbox.centre();
            y > above && y < baseline && rule.bbox.width() > 100.0
        };
        lines.push(GridLine {
            y: baseline / leading.max(1.0),
            segments: row.iter().map(|strip| segment(strip, store)).collect(),
            barrier: is_barrier(row),
            drawn: rules.iter().any(between),
        });
        above = baseline;
    }
    aligned::find(&lines, scale, before.map(|open| open.table.before()))
}

/// The distance of lines inside a paragraph: the lower third of the steps that are no half lines.
fn step(rows: &[Row], size: f32) -> f32 {
    let baselines = |row: &Row| row.first().map_or(0.0, |strip| strip.baseline);
    let mut steps: Vec<f32> = rows
        .windows(2)
        .map(|pair| baselines(&pair[1]) - baselines(&pair[0]))
        .filter(|step| (0.9 * size..2.0 * size).contains(step))
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 3).copied().unwrap_or(1.3 * size)
}

fn heads(row: &Row) -> bool {
    row.first().is_some_and(|strip| ["TT", "STT", "Stt"].contains(&strip.first_word()))
}

/// Letterhead, place and date, headings that name their kind, formal parts.
fn is_barrier(row: &Row) -> bool {
    let text = row.iter().map(Strip::text).collect::<Vec<_>>().join(" ");
    let folded = fold(&text);
    let formal = matches!(facts(&text).start, Start::Division | Start::Formal) && row.len() < 3;
    formal
        || is_type_line(&text)
        || folded.starts_with("so:")
        || folded.contains("cong hoa xa hoi")
        || folded.contains("hanh phuc")
        || folded.contains("dang cong san")
}

fn segment(strip: &Strip, store: &mut Store) -> Segment {
    let words = strip.words.iter().map(|word| {
        store.words.push((strip.page, word.clone()));
        aligned::Word {
            x0: word.bbox.x0,
            x1: word.bbox.x1,
            text: word.text.clone(),
            at: store.words.len() - 1,
        }
    });
    Segment { words: words.collect() }
}

/// The table as a block, and how far it can be trusted.
pub(crate) fn block(table: &Joined, store: &Store) -> (TableBlock, f32) {
    let cell = |cell: &Cell| CellBlock {
        column: cell.column,
        column_span: cell.column_span.max(1),
        row_span: cell.row_span.max(1),
        paragraphs: paragraph(cell, store),
    };
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let block = TableBlock { rows, header_rows: table.header_rows, ruled: true };
    (block, table.confidence())
}

/// A cell's lines; a single word that goes on in the middle on the next line is whole again.
fn paragraph(cell: &Cell, store: &Store) -> Vec<ParagraphBlock> {
    let widest = cell.lines.iter().map(|line| width(line)).fold(0.0, f32::max);
    let mut lines: Vec<Vec<(PageNo, Word)>> = Vec::new();
    let mut filled = false;
    for line in &cell.lines {
        let mut words: Vec<(PageNo, Word)> =
            line.iter().filter_map(|word| store.words.get(word.at).cloned()).collect();
        if words.is_empty() {
            continue;
        }
        let single = words.len() == 1;
        if let Some((_, last)) = lines.last_mut().and_then(|line| line.last_mut())
            && filled
            && is_broken(&last.text, &words[0].1.text)
        {
            let (_, half) = words.remove(0);
            last.text.push_str(&half.text);
            last.bbox = last.bbox.cover(half.bbox);
        }
        if !words.is_empty() {
            lines.push(words);
        }
        filled = single && width(line) + 3.0 > widest;
    }
    let Some(first) = lines.first().and_then(|line| line.first()) else { return Vec::new() };
    let all = |test: fn(&Word) -> bool| lines.iter().flatten().all(|(_, word)| test(word));
    let style = Style {
        bold: all(|word| word.bold),
        italic: all(|word| word.italic),
        size: first.1.bbox.height(),
        ..Style::default()
    };
    vec![ParagraphBlock { lines: lines.iter().map(|line| text_line(line)).collect(), style }]
}

fn width(line: &[aligned::Word]) -> f32 {
    line.last().map_or(0.0, |word| word.x1) - line.first().map_or(0.0, |word| word.x0)
}

fn text_line(words: &[(PageNo, Word)]) -> Line {
    let mut text = String::new();
    let mut boxes = Vec::with_capacity(words.len());
    for (_, word) in words {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&word.text);
        boxes.push(WordBox { span: Span::new(start, text.len()), bbox: word.bbox });
    }
    let bbox = words.iter().map(|(_, word)| word.bbox).reduce(BBox::cover);
    let page = words.first().map_or(1, |(page, _)| *page);
    Line { text, page, bbox, words: boxes, ..Line::default() }
}
