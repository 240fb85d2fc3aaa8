//! The parts of a table on several pages.

use vanban_text::fold;

use super::keys::Sequence;
use super::{Before, Cell, Part};

/// A table with the parts that further pages show of it.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    pub(crate) columns: usize,
    pub(crate) header_rows: usize,
    pub(crate) rows: Vec<Vec<Cell>>,
    sequence: Sequence,
    pieces: usize,
    doubtful: usize,
    parts: usize,
}

impl Joined {
    pub(crate) fn new(part: Part) -> Joined {
        let header_rows = part.header.len();
        let mut rows = part.header;
        rows.extend(part.rows);
        Joined {
            columns: part.columns.count(),
            header_rows,
            rows,
            sequence: part.sequence,
            pieces: part.pieces,
            doubtful: part.doubtful,
            parts: 1,
        }
    }

    /// Whether `part` is this table going on: as many columns, the same header or none.
    pub(crate) fn continues_in(&self, part: &Part) -> bool {
        part.columns.count() == self.columns
            && (part.header.is_empty() || words(&part.header) == words(self.header()))
    }

    /// What the next part has to know of it.
    pub(crate) fn before(&self) -> Before {
        Before { header: words(self.header()), sequence: self.sequence }
    }

    fn header(&self) -> &[Vec<Cell>] {
        &self.rows[..self.header_rows.min(self.rows.len())]
    }

    /// Adds what the next page shows.
    pub(crate) fn append(&mut self, part: Part) {
        let mut rows = part.rows.into_iter();
        let cut = part.rest;
        if let Some(first) = rows.next() {
            if (cut || self.goes_on(&first)) && self.rows.len() > self.header_rows {
                self.join_last(first);
            } else {
                self.rows.push(first);
            }
        }
        self.rows.extend(rows);
        self.sequence = part.sequence;
        self.pieces += part.pieces;
        self.doubtful += part.doubtful;
        self.parts += 1;
    }

    /// Whether a row is the rest of the last one: it has no key of its own and goes on in small letters.
    fn goes_on(&self, row: &[Cell]) -> bool {
        let keyless = row.iter().all(|cell| cell.column > 0);
        let low = row.iter().any(|cell| cell.text().starts_with(char::is_lowercase));
        keyless && (low || row.len() * 2 <= self.columns)
    }

    fn join_last(&mut self, row: Vec<Cell>) {
        let Some(last) = self.rows.last_mut() else { return };
        for cell in row {
            match last.iter_mut().find(|own| own.column == cell.column) {
                Some(own) => own.lines.extend(cell.lines),
                None => last.push(cell),
            }
        }
        last.sort_by_key(|cell| cell.column);
    }

    /// 0 to 1: rows and columns were read from white space, so never sure.
    pub(crate) fn confidence(&self) -> f32 {
        let doubt = self.doubtful as f32 / self.pieces.max(1) as f32;
        (0.86 - 0.5 * doubt).max(0.4)
    }
}

/// Words of header rows, folded, without spaces.
pub(crate) fn words(rows: &[Vec<Cell>]) -> String {
    let mut cells: Vec<&Cell> = rows.iter().flatten().collect();
    cells.sort_by_key(|cell| (cell.column, cell.column_span == 1));
    let text: String = cells.iter().map(|cell| cell.text()).collect();
    fold(&text).chars().filter(|c| c.is_alphanumeric()).collect()
}
