//! Tables of web pages turned to text: a `|` alone on a line before, between and after cells.
//!
//! ```text
//! |            a row opens
//! STT
//! |            the next cell
//! Nội dung
//! |            the row closes
//! |            the next row opens
//! 1
//! ```
//! Two bars in a row end one row and start the next, or hold an empty cell. After the last bar of a table comes text that belongs to
//! it no more; a row that is full, an empty line, or the look of the text tells.

use vanban_document::TextLine;
use vanban_text::{collapse_spaces, fold};

use crate::grid::Cell;

/// A table found at the start of some lines.
#[derive(Debug)]
pub(crate) struct Barred {
    /// Its rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Lines that it takes.
    pub(crate) taken: usize,
}

/// A line that holds a bar and nothing else.
pub(crate) fn is_bar(line: &TextLine) -> bool {
    line.text.trim() == "|"
}

/// The table whose first bar is the first of `lines`.
pub(crate) fn table(lines: &[TextLine]) -> Option<Barred> {
    rows_from(lines, 1, Vec::new())
}

/// A letterhead at the start of a file whose first bar was cut off: its first cell is what stands before.
pub(crate) fn beheaded(lines: &[TextLine]) -> Option<Barred> {
    let bar = lines.iter().take(9).position(is_bar).filter(|at| *at > 0)?;
    let cell = lines.get(..bar)?;
    let next = lines.get(bar + 1..)?.iter().take(6);
    let state = next.take_while(|line| !is_bar(line)).any(|line| names_state(&fold(&line.text)));
    let blank = cell.iter().any(|line| line.text.trim().is_empty());
    let mut cell = cell.to_vec();
    // The mark that opened bold words was cut off too.
    if cell.iter().map(|line| line.text.matches("**").count()).sum::<usize>() % 2 == 1 {
        cell.iter_mut().take(1).for_each(|line| line.text.insert_str(0, "**"));
    }
    (state && !blank).then(|| rows_from(lines, bar + 1, vec![cell])).flatten()
}

/// What stands between two bars.
#[derive(Debug)]
struct Slot {
    lines: Cell,
    /// Line after the bar that closes it.
    end: usize,
    /// Nothing, not even marks: an empty cell, or the seam between two rows.
    empty: bool,
}

/// Rows from line `at` on, which stands after a bar; `first` holds cells that stand before it.
fn rows_from(lines: &[TextLine], at: usize, first: Vec<Cell>) -> Option<Barred> {
    let mut slots: Vec<Slot> =
        first.into_iter().map(|lines| Slot { lines, end: at, empty: false }).collect();
    collect(lines, at, &mut slots);
    let columns = columns(&slots);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut end = 0;
    let mut sparse = false;
    for (i, slot) in slots.iter().enumerate() {
        let ahead = slots.get(i + 1..).unwrap_or_default();
        if slot.empty && (row.len() >= columns || is_seam(ahead, row.len(), columns, sparse)) {
            if !row.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
        } else if !slot.empty && (row.len() >= columns || is_outside(slot, &row)) {
            break;
        } else {
            sparse |= slot.empty;
            row.push(slot.lines.clone());
        }
        end = slot.end;
    }
    if row.iter().flatten().any(|line| !line.text.trim().is_empty()) {
        rows.push(row);
    }
    (!rows.is_empty()).then_some(Barred { rows, taken: end })
}

/// Longest cell, in lines.
const CELL: usize = 400;

/// The slots from line `at` on, up to one that is plainly text after the table.
fn collect(lines: &[TextLine], mut at: usize, slots: &mut Vec<Slot>) {
    loop {
        let rest = lines.get(at..).unwrap_or_default();
        let length = rest.iter().take(CELL).position(is_bar);
        let Some(found) = length.and_then(|length| rest.get(..length)) else { return };
        let blank_first = found.first().is_some_and(|line| line.text.trim().is_empty());
        let empty = found.iter().all(|line| line.text.trim().is_empty());
        let after_text = slots.last().is_some_and(|slot| !slot.empty);
        if blank_first && !empty && after_text {
            return;
        }
        at += found.len() + 1;
        slots.push(Slot { lines: found.to_vec(), end: at, empty });
    }
}

/// Columns: two in a letterhead or signature block; else the longest run of cells that comes often, else as
/// many as the header has.
fn columns(slots: &[Slot]) -> usize {
    let first_two = slots.iter().filter(|slot| !slot.empty).take(2);
    if first_two.into_iter().any(is_framed) {
        return 2;
    }
    let runs: Vec<usize> =
        slots.split(|slot| slot.empty).map(<[Slot]>::len).filter(|run| *run > 0).collect();
    let mut sorted = runs.clone();
    sorted.sort_unstable();
    // One row in twenty, and at least two: a row that runs on into the text after the table is rarer.
    let often = (sorted.len() / 20).max(1);
    let full = sorted.iter().rev().zip(sorted.iter().rev().skip(often)).find(|(a, b)| a == b);
    match (full.map(|(run, _)| run), runs.as_slice()) {
        (Some(run), _) if *run > 1 => *run,
        // A header and one row that runs on into the text after the table.
        (_, [header, _]) if *header > 1 => *header,
        _ => runs.iter().take(2).copied().max().unwrap_or(1),
    }
}

/// Whether an empty slot after `filled` cells of a row parts two rows. It is an empty cell where the row,
/// counted on over it, is full just before the next seam; in a table with other empty cells (`sparse`) also
/// where the text after the table follows.
fn is_seam(ahead: &[Slot], filled: usize, columns: usize, sparse: bool) -> bool {
    let missing = columns.saturating_sub(filled + 1);
    let fits = ahead.len() >= missing && ahead.get(missing).is_none_or(|slot| slot.empty);
    let next_row = ahead.iter().take_while(|slot| !slot.empty).count();
    let last = sparse && ahead.len() >= missing && next_row != columns;
    !fits && !last
}

/// Whether the text after a row's cells stands outside the table: it is long, or starts what no cell starts.
fn is_outside(slot: &Slot, row: &[Cell]) -> bool {
    const STARTS: [&str; 7] =
        ["noi nhan", "phu luc", "dieu ", "chuong ", "phan ", "quyet dinh", "ke hoach"];
    let start = slot.lines.first().map(|line| fold(line.text.trim_matches(['*', ' ', '_', '#'])));
    let starts = start.is_some_and(|start| STARTS.iter().any(|word| start.starts_with(word)));
    !row.is_empty() && (slot.lines.len() > 40 || (row.len() >= 2 && starts && slot.lines.len() > 3))
}

/// Whether a cell belongs to a letterhead or a signature block.
fn is_framed(slot: &Slot) -> bool {
    let first: Vec<&str> = slot.lines.iter().take(8).map(|line| line.text.as_str()).collect();
    let text = fold(&collapse_spaces(&first.join(" ").replace(['*', '_'], "")));
    text.starts_with("noi nhan") || names_state(&text)
}

fn names_state(text: &str) -> bool {
    text.contains("cong hoa xa") || text.contains("dang cong san viet nam")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::words;

    fn lines(text: &str) -> Vec<TextLine> {
        text.lines().map(|text| TextLine { text: text.into(), ..TextLine::default() }).collect()
    }

    fn shown(found: &Barred) -> Vec<Vec<String>> {
        found.rows.iter().map(|row| row.iter().map(words).collect()).collect()
    }

    #[test]
    fn cells_and_rows_are_told_apart_and_the_text_after_is_left() {
        let text =
            "|\nSTT\n|\nNội\ndung\n|\n|\n1\n|\nLàm đường\n|\nĐiều 2. Giao thôn 3.\n|\nkhác\n|";
        let found = table(&lines(text)).unwrap();
        assert_eq!(shown(&found), [["STT", "Nội dung"], ["1", "Làm đường"]]);
        assert_eq!(lines(text)[found.taken].text, "Điều 2. Giao thôn 3.");
    }

    #[test]
    fn empty_cells_are_told_from_the_seams_between_rows() {
        let text = "|\nTT\n|\nViệc\n|\nĐơn vị\n|\nTiền\n|\n|\nI\n|\nHạ tầng\n|\n|\n1\n|\nLàm đường\n|\nThôn 1\n|\n5\n|\n|\n2\n|\n|\nThôn 2\n|\n|\n|\n3\n|\nXây cầu\n|\nThôn 3\n|\n7\n|";
        assert_eq!(
            shown(&table(&lines(text)).unwrap()),
            [
                vec!["TT", "Việc", "Đơn vị", "Tiền"],
                vec!["I", "Hạ tầng"],
                vec!["1", "Làm đường", "Thôn 1", "5"],
                vec!["2", "", "Thôn 2", ""],
                vec!["3", "Xây cầu", "Thôn 3", "7"],
            ]
        );
    }

    #[test]
    fn a_signature_block_ends_after_two_cells() {
        let text = "|\n**Nơi nhận:**\n- Lưu: VT.\n|\nCHỦ TỊCH\n|\nPHỤ LỤC\n|\nTT\n|\nViệc\n|";
        let found = table(&lines(text)).unwrap();
        assert_eq!(found.rows.len(), 1);
        assert_eq!(lines(text)[found.taken].text, "PHỤ LỤC");
    }

    #[test]
    fn a_letterhead_without_its_first_bar_is_found() {
        let text = "UBND TỈNH A\n-----\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\n|\nSố: 1/KH\n|\nA, ngày 2\n|\nKẾ HOẠCH";
        let found = beheaded(&lines(text)).unwrap();
        assert_eq!(
            shown(&found),
            [
                ["UBND TỈNH A -----", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                ["Số: 1/KH", "A, ngày 2"]
            ]
        );
        assert_eq!(lines(text)[found.taken].text, "KẾ HOẠCH");
        assert!(beheaded(&lines("Một câu.\n|\nkhác\n|")).is_none());
    }
}
