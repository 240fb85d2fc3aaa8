//! What the cells of each column look like, to find the columns of a row that has fewer cells.

use vanban_text::collapse_spaces;

use crate::counter::counter;
use crate::grid::{Cell, words};

/// Kinds of cells.
const KINDS: usize = 6;

/// How the cells of each column are spread over the kinds.
#[derive(Debug)]
pub(crate) struct Profile {
    /// For each column, how many cells of each kind; one more of each than were seen.
    columns: Vec<[f32; KINDS]>,
}

impl Profile {
    /// The profile of these rows, all of them as wide as the table.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Vec<Cell>>, columns: usize) -> Self {
        let mut found = vec![[0.5; KINDS]; columns];
        for row in rows {
            for (column, cell) in found.iter_mut().zip(row) {
                if let Some(count) = column.get_mut(kind(cell)) {
                    *count += 1.0;
                }
            }
        }
        Self { columns: found }
    }

    /// How ill `row` fits the columns from `skip` left out at `from` on; less is better.
    fn misfit(&self, row: &[Cell], from: usize, skip: usize) -> f32 {
        let column = |at: usize| self.columns.get(if at < from { at } else { at + skip });
        let cost = |(at, cell): (usize, &Cell)| {
            let column = column(at)?;
            Some(-(column.get(kind(cell))? / column.iter().sum::<f32>()).ln())
        };
        row.iter().enumerate().filter_map(cost).sum()
    }

    /// The columns of a row that has fewer cells than the table is wide: cells above it fill the ones left
    /// out. `None` where no choice fits clearly better than the others.
    pub(crate) fn place(&self, row: &[Cell]) -> Option<Vec<usize>> {
        let skip = self.columns.len().checked_sub(row.len())?;
        let mut fits: Vec<(f32, usize)> =
            (0..=row.len()).map(|from| (self.misfit(row, from, skip), from)).collect();
        fits.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (best, from) = fits.first().copied()?;
        let clear = fits.get(1).is_none_or(|(second, _)| second - best > CLEAR);
        clear.then(|| (0..row.len()).map(|at| if at < from { at } else { at + skip }).collect())
    }
}

/// How much better the best choice must fit than the second.
const CLEAR: f32 = 0.7;

/// Empty, a counter, a figure, a few words, a phrase, a text.
fn kind(cell: &Cell) -> usize {
    let text = words(cell);
    let plain = collapse_spaces(&text);
    if plain.is_empty() {
        return 0;
    }
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    match plain.split(' ').count() {
        _ if digits > 0 && letters * 2 < digits => {
            if plain.ends_with(['.', ')']) && counter(&plain).is_some() { 1 } else { 2 }
        }
        _ if counter(&plain).is_some() => 1,
        1..=3 => 3,
        4..=9 => 4,
        _ => 5,
    }
}

/// The figure in a cell, without its thousands' points.
pub(crate) fn figure(cell: &Cell) -> Option<f64> {
    let text = words(cell);
    let plain = text.trim().trim_end_matches('%');
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if plain.is_empty() || !plain.chars().all(digits) {
        return None;
    }
    plain.replace('.', "").replace(',', ".").parse().ok()
}
