//! Tables whose cells are parted by tabs, as a word processor gives them when they are copied as text.
//!
//! A row is a line, or several where a cell holds paragraphs: the header says how many tabs a row has. Where people
//! set columns with tabs instead, lines begin with one; those are read by where their words stand.

use std::ops::Range;

use vanban_document::{CellBlock, Line, ParagraphBlock, TableBlock, TextLine};

use super::keys::is_key_header;

/// Lines without a tab that a cell may hold before the row goes on.
const MOST_PARAGRAPHS: usize = 4;

/// A table and its lines.
pub(crate) struct Tabbed {
    pub(crate) lines: Range<usize>,
    pub(crate) block: TableBlock,
}

/// The tables whose cells are parted by tabs.
pub(crate) fn find(lines: &[TextLine]) -> Vec<Tabbed> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let Some(names) = header(&lines[i]) else {
            i += 1;
            continue;
        };
        // What no table begins is passed over whole: each line is looked at once.
        let last = end(lines, i);
        if let Some(block) = table(&lines[i..last], &names) {
            found.push(Tabbed { lines: i..last, block });
        }
        i = last;
    }
    found
}

fn tabs(line: &TextLine) -> usize {
    line.text.trim_end().matches('\t').count()
}

fn is_empty(line: &TextLine) -> bool {
    line.text.trim().is_empty()
}

/// The names of columns, where a line is a header: `TT` and two names at least.
fn header(line: &TextLine) -> Option<Vec<&str>> {
    let names: Vec<&str> = line.text.split('\t').map(str::trim).collect();
    let named = names.len() >= 3 && names.iter().all(|name| !name.is_empty());
    (named && is_key_header(names[0])).then_some(names)
}

/// The table of these lines, the first of which is its header.
fn table(lines: &[TextLine], names: &[&str]) -> Option<TableBlock> {
    let (first, body) = lines.split_first()?;
    let full = body.iter().filter(|line| tabs(line) + 1 == names.len()).count();
    let begun = body.iter().filter(|line| tabs(line) > 0 && !line.text.starts_with('\t')).count();
    let rows = body.iter().filter(|line| tabs(line) > 0).count();
    // Lines that begin with a tab go on with the cells above them.
    if full < 2 || begun * 10 < rows * 8 {
        return None;
    }
    let header = names.iter().enumerate().map(|(i, name)| cell(i, &[name], first)).collect();
    let mut block = TableBlock { rows: vec![header], header_rows: 1, ruled: true };
    for row in rows_of(body, names.len()) {
        let cells = row.iter().enumerate();
        block.rows.push(cells.map(|(i, lines)| cell(i, lines, first)).collect());
    }
    Some(block)
}

/// Index after the table's last line: lines with tabs, and the paragraphs of their cells.
fn end(lines: &[TextLine], first: usize) -> usize {
    let mut last = first + 1;
    let mut i = first + 1;
    while i < lines.len() && i - last <= MOST_PARAGRAPHS && !is_empty(&lines[i]) {
        i += 1;
        if tabs(&lines[i - 1]) > 0 {
            last = i;
        }
    }
    last
}

/// The cells of each row, each its paragraphs.
fn rows_of(body: &[TextLine], columns: usize) -> Vec<Vec<Vec<&str>>> {
    let mut rows: Vec<Vec<Vec<&str>>> = Vec::new();
    for line in body {
        let mut cells = line.text.trim_end().split('\t').map(str::trim);
        let open = rows.last().is_some_and(|row| row.len() < columns && !is_group(row));
        let fits = rows.last().map_or(0, Vec::len) + tabs(line) <= columns;
        // A row that still wants cells goes on; one without tabs is a paragraph of the last cell.
        if (open || tabs(line) == 0) && fits && !rows.is_empty() && !begins_row(line, open) {
            if let Some(row) = rows.last_mut() {
                if let (Some(cell), Some(words)) = (row.last_mut(), cells.next()) {
                    cell.push(words);
                }
                row.extend(cells.map(|words| vec![words]));
            }
        } else {
            rows.push(cells.map(|words| vec![words]).collect());
        }
    }
    put_figures_right(&mut rows, columns);
    for row in &mut rows {
        row.resize(columns.max(row.len()), Vec::new());
    }
    rows
}

/// Puts the figures of a row whose first cell covers several columns (`Tổng cộng⇥48.850`) under those of full rows.
fn put_figures_right(rows: &mut [Vec<Vec<&str>>], columns: usize) {
    let full: Vec<&Vec<Vec<&str>>> = rows.iter().filter(|row| row.len() == columns).collect();
    let figures = |column: usize| {
        let count = full.iter().filter(|row| is_figure(&row[column])).count();
        column > 0 && count * 2 > full.len()
    };
    let places: Vec<usize> = (0..columns).filter(|column| figures(*column)).collect();
    for row in rows.iter_mut().filter(|row| row.len() < columns) {
        let stated = row.iter().skip(1).filter(|cell| is_figure(cell)).count();
        let only =
            row.iter().skip(1).all(|cell| is_figure(cell) || cell.iter().all(|w| w.is_empty()));
        if stated == 0 || stated != places.len() || !only {
            continue;
        }
        let figures: Vec<Vec<&str>> = row.drain(1..).filter(|cell| is_figure(cell)).collect();
        row.resize(columns, Vec::new());
        for (place, figure) in places.iter().zip(figures) {
            row[*place] = figure;
        }
    }
}

fn is_figure(cell: &[&str]) -> bool {
    let text = cell.concat();
    let figures = text.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
    figures.contains(|c: char| c.is_ascii_digit())
        && figures.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// Whether a line begins a row of its own, though the one before is not full: it is numbered.
fn begins_row(line: &TextLine, open: bool) -> bool {
    if tabs(line) == 0 {
        return is_title(line.text.trim());
    }
    let label = line.text.split('\t').next().unwrap_or("").trim().trim_end_matches('.');
    let numbered = !label.is_empty()
        && label.len() <= 6
        && label.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_uppercase());
    open && numbered
}

/// `II. ĐỘI NGŨ NHÀ GIÁO`: a title in one cell over all columns.
fn is_title(text: &str) -> bool {
    let (label, title) = text.split_once(". ").unwrap_or(("", text));
    let roman = !label.is_empty() && label.chars().all(|c| "IVXL".contains(c));
    let letter = label.len() == 1 && label.chars().all(|c| c.is_ascii_uppercase());
    let capitals = title.chars().any(char::is_uppercase) && !title.chars().any(char::is_lowercase);
    (roman || letter) && title.starts_with(char::is_uppercase)
        || capitals && title.split_whitespace().count() >= 2
}

/// `I⇥HẠ TẦNG SỐ`: a row of a label and a title.
fn is_group(row: &[Vec<&str>]) -> bool {
    row.len() <= 2
}

fn cell(column: usize, lines: &[&str], from: &TextLine) -> CellBlock {
    let line = |text: &&str| Line { text: (*text).to_owned(), page: from.page, ..Line::default() };
    let lines: Vec<Line> = lines.iter().filter(|text| !text.is_empty()).map(line).collect();
    let paragraphs = if lines.is_empty() {
        Vec::new()
    } else {
        vec![ParagraphBlock { lines, ..ParagraphBlock::default() }]
    };
    CellBlock { column, column_span: 1, row_span: 1, paragraphs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[&str]) -> Vec<Vec<String>> {
        let lines: Vec<TextLine> = text
            .iter()
            .map(|text| TextLine { text: (*text).to_owned(), page: 1, ..TextLine::default() })
            .collect();
        let words = |cell: &CellBlock| {
            let lines = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
            lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let rows = find(&lines).into_iter().flat_map(|table| table.block.rows);
        rows.map(|row| row.iter().map(words).collect()).collect()
    }

    #[test]
    fn a_row_is_a_line_or_the_lines_of_its_cells() {
        let rows = read(&[
            "TT\tViệc\tAi làm\tHạn",
            "I\tĐƯỜNG LÀNG",
            "1\tĐắp lề đường\tThôn Hạ\tQuý I",
            "2\tTrồng cây bóng mát\tThôn Thượng",
            "Thôn Trung\tQuý II",
            "3\tSơn lại cổng làng\t\tQuý III",
            "II. CẦU VÀ BẾN",
            "1\tVá mặt cầu\tThôn Hạ\tQuý IV",
            "",
            "Các thôn tự lo công lao động.",
        ]);
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[1], ["I", "ĐƯỜNG LÀNG", "", ""]);
        assert_eq!(rows[3], ["2", "Trồng cây bóng mát", "Thôn Thượng Thôn Trung", "Quý II"]);
        assert_eq!(rows[4], ["3", "Sơn lại cổng làng", "", "Quý III"]);
        assert_eq!(rows[5], ["II. CẦU VÀ BẾN", "", "", ""]);
    }

    #[test]
    fn figures_of_a_sum_stand_under_those_of_its_rows() {
        let rows = read(&[
            "TT\tViệc\tKinh phí\tNguồn",
            "1\tĐắp lề đường\t48.500.000\tQuỹ thôn",
            "2\tTrồng cây\t12.000.000\tQuỹ thôn",
            "Tổng cộng\t60.500.000\t",
        ]);
        assert_eq!(rows[3], ["Tổng cộng", "", "60.500.000", ""]);
    }

    #[test]
    fn columns_set_with_tabs_are_read_by_their_places() {
        assert!(
            read(&[
                "TT\tViệc\tAi làm",
                "1\tĐắp lề\tThôn",
                "\tđường\tHạ",
                "2\tTrồng cây\tThôn",
                "\tbóng mát\tThượng",
            ])
            .is_empty()
        );
    }
}
