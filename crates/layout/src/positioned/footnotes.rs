//! Footnotes: small lines at the foot of a page, the first of which begins with its mark.
//!
//! A sentence that the end of a page cuts goes on at the top of the next; notes between its halves are handed on after
//! its paragraph, so that they neither end it nor stand in it.

use super::furniture::Sheet;
use super::words::{Row, Strip};

/// Notes are set smaller than the page's text by this much at least (12 or 10 points under 14, 9 under 13).
const SMALL: f32 = 0.88;

/// Takes the footnotes out of all sheets; returns those of each, every note as its lines.
pub(crate) fn take(sheets: &mut [Sheet]) -> Vec<Vec<Vec<Strip>>> {
    sheets.iter_mut().map(of_sheet).collect()
}

fn of_sheet(sheet: &mut Sheet) -> Vec<Vec<Strip>> {
    let Some(start) = first_row(sheet) else { return Vec::new() };
    let mut notes: Vec<Vec<Strip>> = Vec::new();
    for row in sheet.rows.drain(start..) {
        let opens = row.first().is_some_and(|strip| is_mark(strip.first_word()));
        match notes.last_mut().filter(|_| !opens) {
            Some(note) => note.extend(row),
            None => notes.push(row),
        }
    }
    notes
}

/// The first row of the notes at the foot of a page.
fn first_row(sheet: &Sheet) -> Option<usize> {
    let strips = || sheet.rows.iter().flatten();
    // What was recognised in a picture has no exact size.
    if strips().any(|strip| strip.recognised) {
        return None;
    }
    let limit = usual_size(sheet)? * SMALL;
    let below = |row: &Row| {
        let y = row.first().map_or(0.0, |strip| strip.baseline);
        sheet.tables.iter().all(|(_, bottom)| *bottom < y)
    };
    let small = |row: &&Row| row.iter().all(|strip| strip.size <= limit) && below(row);
    let count = sheet.rows.iter().rev().take_while(small).count();
    let from = sheet.rows.len() - count;
    let first = (from..sheet.rows.len()).find(|at| {
        sheet.rows[*at]
            .first()
            .is_some_and(|strip| is_mark(strip.first_word()) && strip.words.len() > 1)
    })?;
    // Notes stand under text, and do not fill the page.
    let under = first == from && first > 0;
    (under && (sheet.rows.len() - first) * 2 <= sheet.rows.len()).then_some(first)
}

/// The size that most letters of a page have.
fn usual_size(sheet: &Sheet) -> Option<f32> {
    let letters = |strip: &Strip| strip.words.iter().map(|word| word.text.len()).sum::<usize>();
    let mut sizes: Vec<(f32, usize)> =
        sheet.rows.iter().flatten().map(|strip| (strip.size, letters(strip))).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut seen = 0;
    sizes
        .into_iter()
        .find(|(_, count)| {
            seen += count;
            seen > half
        })
        .map(|(size, _)| size)
}

/// `1`, `[2]`, `(3)`, `*`: what a note begins with. `1.` numbers an entry of the text.
fn is_mark(word: &str) -> bool {
    let bare = word.trim_matches(['[', ']', '(', ')']);
    let number = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    number || matches!(bare, "*" | "**")
}
