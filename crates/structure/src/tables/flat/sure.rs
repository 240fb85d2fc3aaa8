//! How sure a flattened table is, and which of its cells are not.

use vanban_document::{Doubt, Row, RowKind};
use vanban_text::fold;

use super::content;
use crate::tables::columns::ColumnKind;

/// How sure a flattened table is, never wholly: more the more rows have what their columns ask for. The cells
/// that have not may have been cut elsewhere.
pub(super) fn confidence(rows: &[Row], kinds: &[ColumnKind]) -> (f32, Vec<Doubt>) {
    const LEAST: f32 = 0.4;
    let item = |row: &Row| row.kind == RowKind::Item;
    let misfits = |row: &Row| -> Vec<usize> {
        let cells = row.cells.iter().zip(kinds).enumerate();
        cells.filter(|(_, (cell, kind))| !fits(&cell.text, **kind)).map(|(at, _)| at).collect()
    };
    let items = rows.iter().enumerate().filter(|(_, row)| item(row));
    let mut doubts = Vec::new();
    let (mut good, mut count) = (0, 0);
    for (row, cells) in items {
        let misfits = misfits(cells);
        count += 1;
        good += usize::from(misfits.is_empty());
        // Numbers and measures begin with small letters as often as not.
        let telling = |column: &usize| {
            !matches!(kinds[*column], ColumnKind::Ordinal | ColumnKind::Unit | ColumnKind::Quantity)
        };
        let doubt = |column| Doubt { row, column, confidence: LEAST };
        doubts.extend(misfits.into_iter().filter(telling).map(doubt));
    }
    (LEAST + 0.38 * good as f32 / count.max(1) as f32, doubts)
}

/// Whether a cell has what its column asks for.
fn fits(text: &str, kind: ColumnKind) -> bool {
    let folded = fold(text);
    match kind {
        ColumnKind::Deadline => text.is_empty() || content::deadline(&folded) > 0.0,
        ColumnKind::Amount => text.is_empty() || content::amount(&folded),
        ColumnKind::Main => !text.is_empty(),
        _ => !text.chars().next().is_some_and(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use vanban_document::Cell;

    use super::*;

    #[test]
    fn cells_that_look_unlike_their_column_are_doubtful() {
        let kinds = [ColumnKind::Ordinal, ColumnKind::Main, ColumnKind::Lead, ColumnKind::Amount];
        let row = |cells: [&str; 4]| {
            let cell = |text: &str| Cell { text: text.to_owned(), spans: vec![] };
            Row { cells: cells.map(cell).to_vec(), ..Row::default() }
        };
        let rows = [
            row(["1", "Khơi cống", "Thôn Hạ", "25"]),
            row(["a", "Đắp bờ bao quanh", "hồ Thôn Thượng", "40"]),
        ];
        let (confidence, doubts) = confidence(&rows, &kinds);
        assert_eq!(doubts, [Doubt { row: 1, column: 2, confidence: 0.4 }]);
        assert!(confidence < 0.6);
    }
}
