//! Lines to rows: by the keys of the first column, by drawn lines, by gaps.
//!
//! Where cells are set in the middle of their row, a key stands on its row's middle line, and lines above and
//! below belong to it. Both readings are weighed, keys on top and keys in the middle; the better one stays.

use super::keys::Key;

/// Lines that a row may reach above and below its key.
const REACH: usize = 30;

/// What a line holds in one column.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// Begins in the middle of a sentence.
    pub(crate) low: bool,
    /// Ends a sentence or an item.
    pub(crate) ended: bool,
    /// Begins an item of a list.
    pub(crate) bullet: bool,
    pub(crate) width: f32,
    /// Width of its first word.
    pub(crate) word: f32,
}

/// The lines of a table as rows are looked for in them.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    /// Height of each line.
    pub(crate) y: &'a [f32],
    /// Pieces by line.
    pub(crate) pieces: &'a [Vec<Piece>],
    /// Widest piece of each column.
    pub(crate) widths: &'a [f32],
    /// Width of a letter.
    pub(crate) letter: f32,
}

/// For each key the first line of its row, and how badly the rows read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rows {
    pub(crate) starts: Vec<usize>,
    pub(crate) cost: f32,
    /// Keys stand in the middle of their rows.
    pub(crate) middle: bool,
}

/// Where the rows of `keys` start; the last ends at `to`. Lines from `from` on belong to the first row, or, where
/// `rest` allows it, to a row that began on the page before.
pub(crate) fn by_keys(sheet: &Sheet<'_>, keys: &[Key], from: usize, to: usize, rest: bool) -> Rows {
    let top = top(sheet, keys, to);
    let middle = middle(sheet, keys, from, to, rest);
    // Rows of one line read the same both ways.
    if middle.cost + 0.5 < top.cost { middle } else { top }
}

fn top(sheet: &Sheet<'_>, keys: &[Key], to: usize) -> Rows {
    let starts: Vec<usize> = keys.iter().map(|key| key.first).collect();
    let ends = starts.iter().skip(1).copied().chain([to]);
    let cost = starts.iter().zip(ends).map(|(start, end)| sheet.cost(*start, end, false)).sum();
    Rows { starts, cost, middle: false }
}

/// The cheapest starts when each row lies about its key: a programme over the rows.
fn middle(sheet: &Sheet<'_>, keys: &[Key], from: usize, to: usize, rest: bool) -> Rows {
    let begins = |i: usize| {
        if i == 0 && !rest {
            return from..=from;
        }
        let after = i.checked_sub(1).map_or(from, |before| keys[before].last + 1);
        after.max(keys[i].first.saturating_sub(REACH)).min(keys[i].first)..=keys[i].first
    };
    // For each start of the present row: the cost of all rows before it, and the start of the row before.
    let mut best: Vec<(usize, f32, usize)> =
        begins(0).map(|start| (start, if start > from { 1.0 } else { 0.0 }, 0)).collect();
    let mut back: Vec<Vec<(usize, f32, usize)>> = Vec::with_capacity(keys.len());
    for i in 0..keys.len() {
        let ends: Vec<usize> = if i + 1 < keys.len() { begins(i + 1).collect() } else { vec![to] };
        let next = ends
            .into_iter()
            .map(|end| {
                let (at, cost) = best
                    .iter()
                    .enumerate()
                    .map(|(at, (start, so_far, _))| (at, so_far + sheet.cost(*start, end, true)))
                    .min_by(|a, b| a.1.total_cmp(&b.1))
                    .unwrap_or((0, f32::INFINITY));
                (end, cost, at)
            })
            .collect();
        back.push(std::mem::replace(&mut best, next));
    }
    let cost = best.first().map_or(f32::INFINITY, |(_, cost, _)| *cost);
    let mut at = best.first().map_or(0, |(.., at)| *at);
    let mut starts = Vec::with_capacity(keys.len());
    for row in back.iter().rev() {
        let Some((start, _, before)) = row.get(at) else { break };
        starts.push(*start);
        at = *before;
    }
    starts.reverse();
    Rows { starts, cost, middle: true }
}

impl Sheet<'_> {
    /// How badly the lines `start..end` read as one row, cells set in the middle or at the top.
    fn cost(&self, start: usize, end: usize, middle: bool) -> f32 {
        if start >= end {
            return 50.0;
        }
        let (first_y, last_y) = (self.y[start], self.y[end - 1]);
        let centre = f32::midpoint(first_y, last_y);
        // First and last piece of each column.
        let mut seen: Vec<Option<(f32, &Piece)>> = vec![None; self.widths.len()];
        let mut cost = 0.0;
        for piece in self.pieces[start..end].iter().flatten() {
            match &mut seen[piece.column] {
                Some((_, last)) => {
                    cost += self.seam(last, piece);
                    *last = piece;
                }
                place => {
                    *place = Some((self.y[piece.line], piece));
                    if piece.low && piece.column > 0 {
                        cost += 1.0;
                    }
                }
            }
        }
        for (top, last) in seen.iter().flatten() {
            let bottom = &self.y[last.line];
            let off =
                if middle { (f32::midpoint(*top, *bottom) - centre).abs() } else { top - first_y };
            if off > 0.6 {
                cost += off.min(2.0);
            }
        }
        cost
    }

    /// How badly `below` goes on with `above` in one cell.
    fn seam(&self, above: &Piece, below: &Piece) -> f32 {
        let step = self.y[below.line] - self.y[above.line];
        // Cells set in the middle stand half a line off each other, so that lines of others come between.
        let gap = if step > 2.3 { 1.5 } else { 0.0 };
        let room = self.widths[above.column] - 1.5 * self.letter;
        let fits = above.width + self.letter + below.word < room;
        // A line breaks where the next word does not fit, or at an item's end.
        let early = fits && !below.low && !below.bullet && !above.ended && above.column > 0;
        gap + if early { 1.2 } else { 0.0 }
    }
}

/// Where rows start without keys: at a line that begins in the first column and has words in another, unless it
/// goes on with the sentence above; after drawn lines where the table has them between its rows.
pub(crate) fn without_keys(
    sheet: &Sheet<'_>,
    drawn: &[bool],
    from: usize,
    to: usize,
) -> Vec<usize> {
    let lined = (from + 1..to).filter(|line| drawn[*line]).count();
    let mut starts = vec![from];
    if lined * 3 >= to - from && lined >= 2 || lined >= 3 {
        starts.extend((from + 1..to).filter(|line| drawn[*line]));
        return starts;
    }
    let spaced = (from + 1..to).filter(|line| self::gap(sheet, *line)).count();
    if spaced >= 2 && spaced * 5 >= to - from {
        starts.extend((from + 1..to).filter(|line| self::gap(sheet, *line)));
        return starts;
    }
    starts.extend((from + 1..to).filter(|line| {
        let pieces = &sheet.pieces[*line];
        let first = pieces.first();
        first.is_some_and(|piece| piece.column == 0 && !piece.low) && pieces.len() > 1
    }));
    starts
}

/// Whether more than a line's height stands above a line.
fn gap(sheet: &Sheet<'_>, line: usize) -> bool {
    line > 0 && sheet.y[line] - sheet.y[line - 1] > 1.4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aligned::keys::KeyKind;

    /// Lines as one character a column: a capital begins a cell, `.` is nothing.
    fn sheet(lines: &[&str]) -> (Vec<f32>, Vec<Vec<Piece>>) {
        let y = (0_u8..).zip(lines).map(|(y, _)| f32::from(y)).collect();
        let pieces = lines.iter().enumerate().map(|(line, text)| {
            text.chars()
                .enumerate()
                .filter(|(_, c)| *c != '.')
                .map(|(column, c)| Piece {
                    line,
                    column,
                    low: c.is_lowercase(),
                    ended: false,
                    bullet: false,
                    width: 9.0,
                    word: 2.0,
                })
                .collect()
        });
        (y, pieces.collect())
    }

    fn check(lines: &[&str], want: &[usize], in_middle: bool) {
        let (y, pieces) = sheet(lines);
        let keys: Vec<Key> = lines
            .iter()
            .enumerate()
            .filter(|(_, text)| text.starts_with(|c: char| c.is_ascii_digit()))
            .map(|(line, _)| Key { first: line, last: line, kind: KeyKind::Item })
            .collect();
        let sheet = Sheet { y: &y, pieces: &pieces, widths: &[10.0; 4], letter: 1.0 };
        let rows = by_keys(&sheet, &keys, 0, lines.len(), false);
        assert_eq!((rows.starts.as_slice(), rows.middle), (want, in_middle), "{rows:?}");
    }

    #[test]
    fn keys_on_top_start_their_rows() {
        check(&["1AA", ".a.", ".a.", "2AA", ".aa", "3AA"], &[0, 3, 5], false);
    }

    #[test]
    fn keys_in_the_middle_have_lines_above_and_below() {
        check(&[".A..", "1aAA", ".a..", ".A..", "2a.A", "..A.", ".a.."], &[0, 3], true);
        check(
            &["..A.", ".Aa.", "1...", ".aaA", "..a.", "2AAA", ".AA.", "3..A", ".aa."],
            &[0, 5, 6],
            true,
        );
    }
}
