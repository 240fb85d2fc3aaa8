//! Pipe tables of Markdown: `| a | b |`, one row a line.

use vanban_document::TextLine;

use crate::emphasis::{Open, unmark};
use crate::grid::Cell;
use crate::inline;

/// Rows of a pipe table at the start of `lines`: the rows, how many are header, and the lines taken.
pub(crate) fn rows(lines: &[TextLine]) -> Option<(Vec<Vec<Cell>>, usize, usize)> {
    let first = lines.first()?.text.trim();
    let ruled = lines.get(1).is_some_and(|line| is_separator(&line.text));
    let barred = |line: &TextLine| is_row(&line.text);
    let headed = ruled && first.contains('|');
    if !headed && !is_row(first) {
        return None;
    }
    let taken = if is_row(first) {
        lines.iter().take_while(|line| barred(line)).count()
    } else {
        let is_cells = |line: &&TextLine| line.text.contains('|') && !line.text.trim().is_empty();
        lines.iter().take_while(is_cells).count()
    };
    // One row alone, without the line under a header, is a line with bars in it.
    if taken < 2 {
        return None;
    }
    let table = lines.iter().take(taken).filter(|line| !is_separator(&line.text));
    Some((table.map(row).collect(), usize::from(ruled), taken))
}

/// A line with a bar at both ends and one in between.
pub(crate) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.starts_with('|') && line.ends_with('|') && !line.ends_with("\\|")
}

/// `|---|:--:|`, the line under the header.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.contains("--")
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn row(line: &TextLine) -> Vec<Cell> {
    let text = line.text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = text.strip_suffix('|').unwrap_or(text);
    split_cells(text).iter().map(|cell| cell_of(cell, line)).collect()
}

/// Cells between bars that are not escaped.
fn split_cells(text: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '\\' if chars.peek() == Some(&'|') => {
                cell.push('|');
                chars.next();
            }
            '|' => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

/// The lines of a cell, parted at `<br>`, without marks.
pub(crate) fn cell_of(text: &str, source: &TextLine) -> Cell {
    let mut open = Open::default();
    let text = inline::plain(text);
    let lines = text.split('\n').map(|part| {
        let found = unmark(part.trim(), &mut open);
        let mut line = TextLine { text: found.text, page: source.page, ..TextLine::default() };
        line.style.bold = found.bold;
        line.style.italic = found.italic;
        line.boundary = true;
        line
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::words;

    fn found(text: &str) -> Option<(Vec<Vec<String>>, usize, usize)> {
        let line = |text: &str| TextLine { text: text.into(), ..TextLine::default() };
        let lines: Vec<TextLine> = text.lines().map(line).collect();
        let (rows, header, taken) = rows(&lines)?;
        Some((rows.iter().map(|row| row.iter().map(words).collect()).collect(), header, taken))
    }

    #[test]
    fn tables_with_and_without_outer_bars_are_read() {
        let (rows, header, taken) =
            found("| TT | **Việc** |\n|---|:-:|\n| 1 | Dọn \\| quét<br>rác |\n\nHết").unwrap();
        assert_eq!(rows, [["TT", "Việc"], ["1", "Dọn | quét rác"]]);
        assert_eq!((header, taken), (1, 3));
        let (rows, ..) = found("TT | Việc\n--- | ---\n1 | Trồng cây").unwrap();
        assert_eq!(rows, [["TT", "Việc"], ["1", "Trồng cây"]]);
    }

    #[test]
    fn a_line_with_bars_is_no_table() {
        for text in ["| một dòng |", "chọn a | b", "|", "|\n|", "a | b\nc | d"] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
