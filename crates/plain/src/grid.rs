//! Rows of cells without spans to a grid.
//!
//! Web pages turned to text keep a table's cells and rows, but not which cells were merged. A short row is
//! placed by what it looks like: a group's title, a sum, the second row of a header, a row whose number was
//! merged with the row above.

use vanban_document::{CellBlock, Line, ParagraphBlock, Style, TableBlock, TextLine};
use vanban_text::{collapse_spaces, fold};

use crate::counter::{NAMED, counter};
use crate::heads::{self, Heads, names_column};
use crate::profile::Profile;

/// A cell's lines, empty ones part paragraphs.
pub(crate) type Cell = Vec<TextLine>;

/// Columns beyond this are a damaged file, not a table.
pub(crate) const MAX_COLUMNS: usize = 512;

/// The table of these rows; `None` where no row has two cells, or one has too many.
pub(crate) fn table(rows: &[Vec<Cell>]) -> Option<TableBlock> {
    let rows = &shortened(rows);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if !(2..=MAX_COLUMNS).contains(&columns) {
        return None;
    }
    let heads = heads(rows, columns);
    let mut spans = Spans::of(rows, columns);
    let mut placed: Vec<Vec<CellBlock>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let spans = match (&heads, at) {
            (Some(heads), 0) => heads.upper.clone(),
            (Some(heads), 1) => heads.lower.iter().map(|column| (*column, 1)).collect(),
            (None, 0) => (0..row.len()).map(|column| (column, 1)).collect(),
            _ => spans.row(row),
        };
        let cells = row.iter().zip(spans).map(|(cell, (column, column_span))| CellBlock {
            column,
            column_span,
            row_span: if at == 0 && heads.is_some() && column_span == 1 { 2 } else { 1 },
            paragraphs: paragraphs(cell),
        });
        placed.push(cells.collect());
    }
    let header_rows = header_rows(rows, heads.is_some());
    Some(TableBlock { rows: placed, header_rows, ruled: true })
}

/// Rows without the empty cells that make a few of them longer than all others.
fn shortened(rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let mut lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    // One row in ten may be too long.
    let usual = lengths.iter().rev().nth(rows.len() / 10).copied().unwrap_or(0);
    let shorten = |row: &Vec<Cell>| {
        let mut over = row.len().saturating_sub(usual);
        let empty = row.iter().filter(|cell| words(cell).is_empty()).count();
        if over == 0 || over > empty {
            return row.clone();
        }
        let mut row = row.clone();
        row.retain(|cell| {
            let drop = over > 0 && words(cell).is_empty();
            over -= usize::from(drop);
            !drop
        });
        row
    };
    rows.iter().map(shorten).collect()
}

/// Words of a cell.
pub(crate) fn words(cell: &Cell) -> String {
    collapse_spaces(&cell.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// A cell's paragraphs; their lines are joined when the table is laid out.
pub(crate) fn paragraphs(cell: &Cell) -> Vec<ParagraphBlock> {
    let mut paragraphs: Vec<ParagraphBlock> = Vec::new();
    let mut open = false;
    for line in cell {
        let text = collapse_spaces(&line.text);
        if text.is_empty() {
            open = false;
            continue;
        }
        let found = Line { text, page: line.page, ..Line::default() };
        let same_face = |last: &ParagraphBlock| {
            last.style.bold == line.style.bold && last.style.italic == line.style.italic
        };
        let goes_on = |last: &&mut ParagraphBlock| open && !line.boundary && same_face(last);
        if let Some(last) = paragraphs.last_mut().filter(goes_on) {
            last.lines.push(found);
        } else {
            let style =
                Style { bold: line.style.bold, italic: line.style.italic, ..Style::default() };
            paragraphs.push(ParagraphBlock { lines: vec![found], style });
        }
        open = true;
    }
    paragraphs
}

/// The places of a header of two rows: both are shorter than the table is wide.
fn heads(rows: &[Vec<Cell>], columns: usize) -> Option<Heads> {
    let [first, second, body @ ..] = rows else { return None };
    // `Cấp 1` may name a column; `1` and `a)` do not.
    let counted =
        second.first().is_some_and(|cell| counter(&words(cell)).is_some_and(|c| c.kind < NAMED));
    let empty = second.iter().any(|cell| words(cell).is_empty());
    if counted || empty || body.is_empty() || first.len() >= columns || second.len() >= columns {
        return None;
    }
    heads::places(first, second, body, columns)
}

/// How the cells of body rows are placed.
struct Spans {
    columns: usize,
    /// The first column numbers the rows.
    numbered: bool,
    profile: Profile,
    /// Columns at the start that cells of rows above fill, in the last row that left some out.
    left_out: usize,
}

impl Spans {
    fn of(rows: &[Vec<Cell>], columns: usize) -> Self {
        let full = || rows.iter().skip(1).filter(move |row| row.len() == columns);
        let starts = |row: &&Vec<Cell>| row.first().is_some_and(is_counter);
        let header = rows.first().and_then(|row| row.first()).is_some_and(names_numbers);
        let numbered = header || full().filter(starts).count() * 2 > full().count();
        Self { columns, numbered, profile: Profile::of(full(), columns), left_out: 0 }
    }

    /// Column and span of each cell of a body row.
    fn row(&mut self, row: &[Cell]) -> Vec<(usize, usize)> {
        let cells = row.len().min(self.columns);
        let missing = self.columns - cells;
        let first = row.first().map(words).unwrap_or_default();
        let plain = |shift: usize| (0..cells).map(|at| (at + shift, 1)).collect::<Vec<_>>();
        let counted = counter(&first).is_some();
        if missing == 0 {
            self.left_out = 0;
            return plain(0);
        }
        let sum = ["tong", "cong"].iter().any(|word| fold(&first).starts_with(word));
        if sum && cells >= 2 {
            // `Tổng cộng` spans the columns before the figures.
            return (0..cells)
                .map(|at| if at == 0 { (0, missing + 1) } else { (at + missing, 1) })
                .collect();
        }
        let filled = row.iter().filter(|cell| !words(cell).is_empty()).count();
        if (cells <= 2 && (counted || cells == 1)) || (filled == 1 && !first.is_empty()) {
            let start = if counted { 0 } else { self.left_out.min(missing) };
            return self.title(cells, start);
        }
        if self.numbered && !counted && !first.is_empty() {
            // Numbers of rows above span this one.
            let placed = self.profile.place(row).filter(|columns| columns.first() != Some(&0));
            let placed = placed.unwrap_or_else(|| (missing..self.columns).collect());
            self.left_out = placed.first().copied().unwrap_or(0);
            return placed.into_iter().map(|column| (column, 1)).collect();
        }
        match self.profile.place(row) {
            Some(placed) => placed.into_iter().map(|column| (column, 1)).collect(),
            None => plain(0),
        }
    }

    /// A group's title: its last cell spans the rest of the row.
    fn title(&self, cells: usize, start: usize) -> Vec<(usize, usize)> {
        let rest = self.columns - start - (cells - 1);
        (0..cells).map(|at| (start + at, if at + 1 == cells { rest } else { 1 })).collect()
    }
}

fn header_rows(rows: &[Vec<Cell>], split: bool) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let numbers = first.first().is_some_and(names_numbers);
    let bold = first
        .iter()
        .all(|cell| cell.iter().all(|line| line.style.bold || line.text.trim().is_empty()));
    let second = first.get(1).map(|cell| fold(&words(cell))).unwrap_or_default();
    let named = names_column(&second) && !first.first().is_some_and(is_counter);
    match (numbers || bold || named, split) {
        (true, true) => 2,
        (true, false) => 1,
        (false, _) => 0,
    }
}

/// Whether a cell is the header of the rows' numbers: `STT`.
fn names_numbers(cell: &Cell) -> bool {
    matches!(fold(&words(cell)).trim_matches(['.', ' ']), "tt" | "stt" | "so tt" | "so thu tu")
}

fn is_counter(cell: &Cell) -> bool {
    counter(&words(cell)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
        let cell = |text: &&str| vec![TextLine { text: (*text).into(), ..TextLine::default() }];
        rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    fn shape(table: &TableBlock) -> Vec<Vec<(usize, usize)>> {
        let row = |row: &Vec<CellBlock>| row.iter().map(|c| (c.column, c.column_span)).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn short_rows_are_placed_by_what_they_are() {
        let found = table(&rows(&[
            &["TT", "Việc", "Đơn vị", "Kinh phí"],
            &["I", "Hạ tầng"],
            &["1", "Sửa đường", "Thôn 1", "20"],
            &["Sửa cầu", "Thôn 2", "30"],
            &["Tổng cộng", "50"],
        ]))
        .unwrap();
        assert_eq!(found.header_rows, 1);
        assert_eq!(
            shape(&found)[1..],
            [
                vec![(0, 1), (1, 3)],
                vec![(0, 1), (1, 1), (2, 1), (3, 1)],
                vec![(1, 1), (2, 1), (3, 1)],
                vec![(0, 3), (3, 1)],
            ]
        );
    }

    #[test]
    fn a_header_of_two_rows_fills_its_columns() {
        let found = table(&rows(&[
            &["STT", "Tiêu chí", "Điểm"],
            &["Tự chấm", "Thẩm định"],
            &["1", "Đúng hạn", "5", "4"],
        ]))
        .unwrap();
        assert_eq!(found.header_rows, 2);
        assert_eq!(shape(&found)[..2], [vec![(0, 1), (1, 1), (2, 2)], vec![(2, 1), (3, 1)]]);
    }

    #[test]
    fn rows_below_cells_that_span_rows_stand_under_their_columns() {
        let found = table(&rows(&[
            &["STT", "Cơ quan", "Tình hình", "Luật", "Nghị định"],
            &["1", "Sở Y tế", "Tổng", "3", "4"],
            &["Đã làm", "1", "4"],
            &["Chưa làm", "2", "0"],
            &["2", "Sở Nội vụ", "Tổng", "5", "6"],
            &["Đã làm", "5", "6"],
        ]))
        .unwrap();
        let under = vec![(2, 1), (3, 1), (4, 1)];
        assert_eq!(shape(&found)[2..4], [under.clone(), under.clone()]);
        assert_eq!(shape(&found)[5], under);
    }

    #[test]
    fn a_row_that_is_too_long_loses_an_empty_cell() {
        let found = table(&rows(&[
            &["TT", "Việc", "Hạn"],
            &["1", "", "Hạ tầng", ""],
            &["1.1", "Làm đường", "2026"],
            &["1.2", "Xây cầu", "2026"],
            &["1.3", "Đào ao", "2026"],
            &["1.4", "Trồng cây", "2026"],
            &["1.5", "Nạo vét", "2026"],
            &["1.6", "Sửa kè", "2026"],
            &["1.7", "Dọn rác", "2026"],
            &["1.8", "Kẻ vạch", "2026"],
        ]))
        .unwrap();
        assert_eq!(shape(&found)[1], [(0, 1), (1, 1), (2, 1)]);
    }

    #[test]
    fn a_single_column_is_no_table() {
        assert_eq!(table(&rows(&[&["Một"], &["Hai"]])), None);
    }
}
