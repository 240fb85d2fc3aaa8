//! Bảng biểu: tables that the file draws, and tables flattened into lines.

mod columns;
mod flat;
mod rows;
mod ruled;

use vanban_document::Table;
use vanban_text::Span;

use crate::{
    view::{BlockKind, View},
    zones::{Layout, Part},
};

/// All tables in reading order, and the spans of text they take from paragraphs.
pub(crate) fn tables(view: &View<'_>, layout: &Layout) -> (Vec<Table>, Vec<Span>) {
    let mut tables: Vec<Table> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    for part in &layout.parts {
        for mut table in flat::flat_tables(view, part) {
            taken.push(table.span);
            caption(layout, part, &mut table);
            tables.push(table);
        }
    }
    for (i, block) in view.blocks.iter().enumerate() {
        let BlockKind::Table(drawn) = block.kind else { continue };
        if layout.formal.iter().any(|range| range.contains(&i)) {
            continue;
        }
        let Some(mut table) = ruled::ruled_table(view.document, drawn) else { continue };
        if let Some(part) = layout.parts.iter().find(|part| part.blocks.contains(&i)) {
            caption(layout, part, &mut table);
        }
        tables.push(table);
    }
    tables.sort_by_key(|table| table.span.start);
    (tables, taken)
}

/// Title and caption: the annex's, else those of the lines above.
fn caption(layout: &Layout, part: &Part, table: &mut Table) {
    if let Some(annex) = part.annex {
        let head = &layout.annexes[annex];
        table.annex = Some(annex);
        table.title = Some(head.label.clone());
        table.caption.clone_from(&head.title);
    }
}

/// Whether a folded line begins like the header of a table.
pub(crate) fn starts_header(folded: &str) -> bool {
    ["tt ", "stt ", "so tt ", "tt\t", "stt\t"].iter().any(|start| folded.starts_with(start))
        || folded == "tt"
        || folded == "stt"
}
