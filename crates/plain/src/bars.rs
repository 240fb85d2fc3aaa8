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
//! What stands between two bars is a slot. An empty slot is the seam between two rows or an empty cell, and a
//! slot with words is a cell or the text between two tables: nothing says which. `seams` weighs all readings of
//! all slots against each other; here slots are cut and tables handed out.

use std::collections::VecDeque;

use vanban_document::TextLine;
use vanban_text::{collapse_spaces, fold};

use crate::grid::{self, Cell};
use crate::seams;

/// A table found among some lines.
#[derive(Debug)]
pub(crate) struct Barred {
    /// Its rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Lines that it takes from its first bar on.
    pub(crate) taken: usize,
    /// Line of its first bar.
    start: usize,
}

/// What stands between two bars.
#[derive(Debug)]
pub(crate) struct Slot {
    /// Its lines.
    pub(crate) lines: Cell,
    /// Line after the bar that closes it.
    end: usize,
    /// Nothing, not even marks: an empty cell, or the seam between two rows.
    pub(crate) empty: bool,
}

impl Slot {
    /// A slot of these lines that ends before line `end`.
    pub(crate) fn new(lines: Cell, end: usize) -> Self {
        let empty = lines.iter().all(|line| line.text.trim().is_empty());
        Self { lines, end, empty }
    }

    /// Its words without marks, as far as its first eight lines.
    pub(crate) fn words(&self) -> String {
        let first: Vec<&str> = self.lines.iter().take(8).map(|line| line.text.as_str()).collect();
        collapse_spaces(&first.join(" ").replace(['*', '_'], "")).trim().to_owned()
    }
}

/// A line that holds a bar and nothing else.
pub(crate) fn is_bar(line: &TextLine) -> bool {
    line.text.trim() == "|"
}

/// The tables of a file as bars are met: those that follow a table are found together with it.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Tables found ahead, by the number of lines left from their first bar on.
    ahead: VecDeque<(usize, Barred)>,
}

impl Tables {
    /// The table whose first bar is the first of `lines`, which run to the end of the file.
    pub(crate) fn at(&mut self, lines: &[TextLine]) -> Option<Barred> {
        while self.ahead.front().is_some_and(|(left, _)| *left > lines.len()) {
            self.ahead.pop_front();
        }
        if self.ahead.front().is_none_or(|(left, _)| *left != lines.len()) {
            let found = tables(lines, 1, Vec::new());
            self.ahead =
                found.into_iter().map(|found| (lines.len() - found.start, found)).collect();
        }
        let first = self.ahead.front().is_some_and(|(left, _)| *left == lines.len());
        first.then(|| self.ahead.pop_front().map(|(_, found)| found)).flatten()
    }
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
    (state && !blank).then(|| tables(lines, bar + 1, vec![cell]).into_iter().next()).flatten()
}

/// Tables from line `at` on, which stands after a bar; `first` holds cells that stand before it.
fn tables(lines: &[TextLine], at: usize, first: Vec<Cell>) -> Vec<Barred> {
    let mut slots: Vec<Slot> = first.into_iter().map(|lines| Slot::new(lines, at)).collect();
    let cut = collect(lines, at, &mut slots);
    let mut found: Vec<Barred> =
        seams::tables(&slots).iter().filter_map(|rows| barred(&slots, rows)).collect();
    if cut && found.len() > 1 {
        // The last one goes on after the slots looked at.
        found.pop();
    }
    found
}

/// The table of these runs of slots.
fn barred(slots: &[Slot], rows: &[std::ops::Range<usize>]) -> Option<Barred> {
    let (first, last) = (rows.first()?.start, rows.last()?.end.checked_sub(1)?);
    let start = first.checked_sub(1).map_or(0, |before| slots.get(before).map_or(0, |s| s.end - 1));
    let cells = |row: &std::ops::Range<usize>| {
        slots.get(row.clone()).unwrap_or_default().iter().map(|slot| slot.lines.clone()).collect()
    };
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    let words = rows.iter().flatten().any(|cell| !grid::words(cell).is_empty());
    let taken = slots.get(last)?.end - start;
    words.then_some(Barred { rows, taken, start })
}

/// Longest cell, in lines.
const CELL: usize = 400;

/// Slots looked at together; a longer table is read in parts.
const TOGETHER: usize = 20_000;

/// The slots from line `at` on, up to one that no bar closes; whether there were more.
fn collect(lines: &[TextLine], mut at: usize, slots: &mut Vec<Slot>) -> bool {
    while slots.len() < TOGETHER {
        let rest = lines.get(at..).unwrap_or_default();
        let length = rest.iter().take(CELL).position(is_bar);
        let Some(found) = length.and_then(|length| rest.get(..length)) else { return false };
        at += found.len() + 1;
        slots.push(Slot::new(found.to_vec(), at));
    }
    true
}

/// Whether a cell belongs to a letterhead or a signature block.
pub(crate) fn is_framed(words: &str) -> bool {
    let text = fold(words);
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

    fn table(lines: &[TextLine]) -> Option<Barred> {
        Tables::default().at(lines)
    }

    fn shown(found: &Barred) -> Vec<Vec<String>> {
        found.rows.iter().map(|row| row.iter().map(words).collect()).collect()
    }

    #[test]
    fn cells_and_rows_are_told_apart_and_the_text_after_is_left() {
        let text = "|\nSTT\n|\nNội\ndung\n|\n|\n1\n|\nLàm đường\n|\n\nĐiều 2. Giao thôn 3\nlàm.\n|\nkhác\n|";
        let found = table(&lines(text)).unwrap();
        assert_eq!(shown(&found), [["STT", "Nội dung"], ["1", "Làm đường"]]);
        assert_eq!(lines(text)[found.taken + 1].text, "Điều 2. Giao thôn 3");
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
