//! The names of columns: one row, or two where a name stands over several.

use super::Cell;
use super::columns::{Columns, Placed};

/// Header rows of the pieces of the header's lines, top to bottom.
pub(crate) fn header(columns: &Columns, lines: &[Vec<Placed>]) -> Vec<Vec<Cell>> {
    let over = spans(columns, lines);
    let mut names: Vec<Cell> = (0..columns.count())
        .map(|column| Cell { column, column_span: 1, row_span: 1, lines: Vec::new() })
        .collect();
    let mut upper: Vec<Cell> = over
        .iter()
        .map(|(first, last)| Cell {
            column: *first,
            column_span: last - first + 1,
            row_span: 1,
            lines: Vec::new(),
        })
        .collect();
    for piece in lines.iter().flatten() {
        let place = over.iter().position(|span| *span == (piece.first, piece.last));
        match place {
            Some(i) => upper[i].lines.push(piece.words.clone()),
            None => names[home(columns, piece)].lines.push(piece.words.clone()),
        }
    }
    if upper.is_empty() {
        return vec![names];
    }
    let covered =
        |column: usize| over.iter().any(|(first, last)| (*first..=*last).contains(&column));
    let (lower, mut first): (Vec<Cell>, Vec<Cell>) =
        names.into_iter().partition(|name| covered(name.column));
    for name in &mut first {
        name.row_span = 2;
    }
    first.extend(upper);
    first.sort_by_key(|cell| cell.column);
    vec![first, lower]
}

/// Names over several columns, each of which has its own name further down.
fn spans(columns: &Columns, lines: &[Vec<Placed>]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        for piece in line.iter().filter(|piece| piece.last > piece.first) {
            let span = (piece.first, piece.last);
            let below = |column: usize| {
                lines[i + 1..]
                    .iter()
                    .flatten()
                    .any(|other| other.first == column && other.last == column)
            };
            let free = found.iter().all(|(first, last)| span.1 < *first || span.0 > *last);
            if free && (span.0..=span.1).all(below) && span.1 < columns.count() {
                found.push(span);
            }
        }
    }
    found
}

/// The column that most of a piece lies in.
pub(crate) fn home(columns: &Columns, piece: &Placed) -> usize {
    let (x0, x1) = (
        piece.words.first().map_or(0.0, |word| word.x0),
        piece.words.last().map_or(0.0, |word| word.x1),
    );
    let inside = |column: usize| {
        let from = if column == piece.first { x0 } else { columns.start(column) };
        let to = columns.corridors.get(column).map_or(f32::MAX, |c| c.from);
        x1.min(to) - x0.max(from)
    };
    (piece.first..=piece.last)
        .max_by(|a, b| inside(*a).total_cmp(&inside(*b)))
        .unwrap_or(piece.first)
}
