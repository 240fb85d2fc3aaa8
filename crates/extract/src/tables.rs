//! Bảng biểu: every table as published.

use vanban_document::{Cell, Document, Structure};
use vanban_record::Table;

use crate::at;

/// Tables in reading order.
pub(crate) fn tables(document: &Document, structure: &Structure) -> Vec<Table> {
    let words = |cells: &[Cell]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let publish = |(i, table): (usize, &vanban_document::Table)| Table {
        id: format!("tb{}", i + 1),
        title: table.title.clone(),
        caption: table.caption.clone(),
        columns: words(&table.columns),
        rows: table.rows.iter().map(|row| words(&row.cells)).collect(),
        at: at(document, table.span),
        confidence: table.confidence * document.repair_confidence(table.span),
        doubtful_cells: table.doubts.iter().map(|d| (d.row, d.column, d.confidence)).collect(),
    };
    structure.tables.iter().enumerate().map(publish).collect()
}
