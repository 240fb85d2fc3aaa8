//! Rows of cells without spans to a grid.
//!
//! Web pages turned to text keep a table's cells and rows, but not which cells were merged. A short row is
//! placed by what it looks like: a group's title, a sum, the second row of a header, a row whose number was
//! merged with the row above.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{CellBlock, Line, ParagraphBlock, Style, TableBlock, TextLine};
use vanban_text::{collapse_spaces, fold};

/// A cell's lines, empty ones part paragraphs.
pub(crate) type Cell = Vec<TextLine>;

/// Columns beyond this are a damaged file, not a table.
pub(crate) const MAX_COLUMNS: usize = 512;

/// The table of these rows; `None` where no row has two cells, or one has too many.
pub(crate) fn table(rows: &[Vec<Cell>]) -> Option<TableBlock> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if !(2..=MAX_COLUMNS).contains(&columns) {
        return None;
    }
    let split_header = header_is_split(rows, columns);
    let numbered = is_numbered(rows, columns);
    let mut placed: Vec<Vec<CellBlock>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let spans = match at {
            0 if split_header => upper_header(row.len(), columns),
            1 if split_header => (columns - row.len()..columns).map(|column| (column, 1)).collect(),
            _ => spans(row, columns, numbered),
        };
        let cells = row.iter().zip(spans).map(|(cell, (column, column_span))| CellBlock {
            column,
            column_span,
            row_span: if at == 0 && split_header && column_span == 1 { 2 } else { 1 },
            paragraphs: paragraphs(cell),
        });
        placed.push(cells.collect());
    }
    let header_rows = header_rows(rows, split_header);
    Some(TableBlock { rows: placed, header_rows, ruled: true })
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

/// A header of two rows: the second has as many cells as one cell of the first spans.
fn header_is_split(rows: &[Vec<Cell>], columns: usize) -> bool {
    let [first, second, ..] = rows else { return false };
    let fits = first.len() >= 2 && second.len() >= 2 && first.len() + second.len() == columns + 1;
    fits && first.len() < columns && !second.first().is_some_and(|cell| is_number(&words(cell)))
}

/// Places of the upper header cells: the last one spans what is left.
fn upper_header(cells: usize, columns: usize) -> Vec<(usize, usize)> {
    let last = cells - 1;
    (0..cells).map(|at| if at == last { (at, columns - last) } else { (at, 1) }).collect()
}

/// Whether the first column numbers the rows.
fn is_numbered(rows: &[Vec<Cell>], columns: usize) -> bool {
    let full: Vec<&Vec<Cell>> = rows.iter().skip(1).filter(|row| row.len() == columns).collect();
    let starts = |row: &&&Vec<Cell>| row.first().is_some_and(|cell| is_number(&words(cell)));
    full.iter().filter(starts).count() * 2 > full.len()
}

/// Column and span of each cell of a body row.
fn spans(row: &[Cell], columns: usize, numbered: bool) -> Vec<(usize, usize)> {
    let cells = row.len().min(columns);
    let missing = columns - cells;
    let first = row.first().map(words).unwrap_or_default();
    let plain = |shift: usize| (0..cells).map(|at| (at + shift, 1)).collect::<Vec<_>>();
    if missing == 0 {
        return plain(0);
    }
    let sum = ["tong", "cong"].iter().any(|word| fold(&first).starts_with(word));
    if sum && cells >= 2 {
        // `Tổng cộng` spans the columns before the figures.
        return (0..cells)
            .map(|at| if at == 0 { (0, missing + 1) } else { (at + missing, 1) })
            .collect();
    }
    if cells <= 2 && (is_number(&first) || cells == 1) {
        // A group's title spans the rest of the row.
        return (0..cells)
            .map(|at| if at + 1 == cells { (at, missing + 1) } else { (at, 1) })
            .collect();
    }
    if numbered && missing == 1 && !is_number(&first) {
        return plain(1);
    }
    plain(0)
}

fn header_rows(rows: &[Vec<Cell>], split: bool) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let key = first.first().map(|cell| fold(&words(cell))).unwrap_or_default();
    let numbers = matches!(key.trim_matches(['.', ' ']), "tt" | "stt" | "so tt" | "so thu tu");
    let bold = first
        .iter()
        .all(|cell| cell.iter().all(|line| line.style.bold || line.text.trim().is_empty()));
    match (numbers || bold, split) {
        (true, true) => 2,
        (true, false) => 1,
        (false, _) => 0,
    }
}

/// `1`, `2.3`, `IV.`, `a)`: what numbers a row.
fn is_number(text: &str) -> bool {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Za-zđĐ])[.)]?$").ok()
    });
    NUMBER.as_ref().is_some_and(|pattern| pattern.is_match(text))
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
    fn a_single_column_is_no_table() {
        assert_eq!(table(&rows(&[&["Một"], &["Hai"]])), None);
    }
}
