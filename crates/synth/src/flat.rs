//! Tables as they come out of a PDF whose text is read in reading order: cell after cell, layout gone.

use crate::blocks::Grid;
use crate::paper::{Paper, wrap};

/// Columns' widths in characters when the table is `total` wide.
pub(crate) fn column_widths(grid: &Grid, total: usize) -> Vec<usize> {
    let even = vec![1; grid.columns.len()];
    let shares = if grid.widths.len() == grid.columns.len() { &grid.widths } else { &even };
    let sum: u32 = shares.iter().sum();
    shares.iter().map(|share| (total * *share as usize / sum.max(1) as usize).max(4)).collect()
}

/// Header cells with their spans.
pub(crate) fn header_cells(grid: &Grid) -> Vec<(&str, usize)> {
    grid.columns.iter().map(|column| (column.as_str(), 1)).collect()
}

/// Writes a table cell after cell.
pub(crate) fn table(paper: &mut Paper, grid: &Grid, total: usize) {
    let widths = column_widths(grid, total);
    let header = cells_of(&header_cells(grid), &widths, true);
    let mut head = joined(&header);
    // The page's first line keeps the space it was indented with.
    if let Some(first) = head.first_mut() {
        first.insert(0, ' ');
    }
    paper.blank();
    for line in joined(&header) {
        paper.put(line);
    }
    paper.blank();
    paper.running_head = head;
    for row in &grid.rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| (cell.text.as_str(), cell.span)).collect();
        put_row(paper, &cells_of(&cells, &widths, true));
    }
    paper.running_head.clear();
    paper.blank();
}

/// The lines of each cell; with `at_hyphens` words break after a hyphen too.
pub(crate) fn cells_of(
    cells: &[(&str, usize)],
    widths: &[usize],
    at_hyphens: bool,
) -> Vec<Vec<String>> {
    let mut at = 0;
    let mut out = Vec::new();
    for (text, span) in cells {
        let width = widths[at..at + span].iter().sum();
        at += span;
        if !text.is_empty() {
            out.push(wrap(text, width, at_hyphens));
        }
    }
    out
}

/// A row; where the page ends in it, each cell's first lines stand before the break and the rest after.
fn put_row(paper: &mut Paper, cells: &[Vec<String>]) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let left = paper.left();
    if height <= left || left < 3 {
        if height > left {
            paper.break_page();
        }
        put_lines(paper, &joined(cells));
        return;
    }
    let above: Vec<Vec<String>> =
        cells.iter().map(|lines| lines.iter().take(left).cloned().collect()).collect();
    let below: Vec<Vec<String>> = cells
        .iter()
        .map(|lines| lines.iter().skip(left).cloned().collect::<Vec<_>>())
        .filter(|lines| !lines.is_empty())
        .collect();
    put_lines(paper, &joined(&above));
    paper.break_page();
    put_lines(paper, &joined(&below));
}

fn put_lines(paper: &mut Paper, lines: &[String]) {
    for line in lines {
        if line.is_empty() { paper.blank() } else { paper.put(line) }
    }
}

/// Cells in reading order. A cell centred in its row begins near the line where the one before ended, if both
/// are low: then they share the line. After a cell of several lines an empty line follows.
fn joined(cells: &[Vec<String>]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = 0;
    for lines in cells {
        let height = lines.len();
        let mut lines = lines.iter();
        if before > 0 && before + height <= 3 {
            if let (Some(last), Some(first)) = (out.last_mut(), lines.next()) {
                last.push(' ');
                last.push_str(first);
            }
        } else if before > 1 {
            out.push(String::new());
        }
        out.extend(lines.cloned());
        before = height;
    }
    let tall = cells.iter().any(|lines| lines.len() > 1);
    if tall {
        out.push(String::new());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn low_cells_share_a_line_and_tall_ones_do_not() {
        let row = [cell(&["1"]), cell(&["Tỷ lệ A", "đạt 90%"]), cell(&["Sở B"])];
        assert_eq!(joined(&row), ["1 Tỷ lệ A", "đạt 90% Sở B", ""]);
        let row = [cell(&["2"]), cell(&["a", "b", "c"]), cell(&["Văn phòng", "tỉnh"])];
        assert_eq!(joined(&row), ["2", "a", "b", "c", "", "Văn phòng", "tỉnh", ""]);
    }
}
