//! Bảng biểu: tables that the file draws, and tables flattened into lines.

mod columns;
mod rows;
mod ruled;

use vanban_document::Table;
use vanban_text::Span;

use crate::{
    view::{BlockKind, View},
    zones::Layout,
};

/// All tables in reading order, and the spans of text they take from paragraphs.
pub(crate) fn tables(view: &View<'_>, layout: &Layout) -> (Vec<Table>, Vec<Span>) {
    let mut tables: Vec<Table> = Vec::new();
    let taken: Vec<Span> = Vec::new();
    for (i, block) in view.blocks.iter().enumerate() {
        let BlockKind::Table(drawn) = block.kind else { continue };
        if layout.formal.iter().any(|range| range.contains(&i)) {
            continue;
        }
        let Some(mut table) = ruled::ruled_table(view.document, drawn) else { continue };
        caption(layout, i, &mut table);
        tables.push(table);
    }
    tables.sort_by_key(|table| table.span.start);
    (tables, taken)
}

/// Title and caption: the annex's, else those of the lines above.
fn caption(layout: &Layout, block: usize, table: &mut Table) {
    let part = layout.parts.iter().find(|part| part.blocks.contains(&block));
    if let Some(annex) = part.and_then(|part| part.annex) {
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
