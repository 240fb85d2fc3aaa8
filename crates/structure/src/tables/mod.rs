//! Bảng biểu: tables that the file draws, and tables flattened into lines.

mod columns;
mod flat;
mod numbered;
mod rows;
mod ruled;
mod shift;

use vanban_document::{RuledTable, Table};
use vanban_text::{Span, fold, quoted};

use crate::{
    view::{BlockKind, View},
    zones::{Layout, Part},
};

/// All tables in reading order, and the spans of text they take from paragraphs.
pub(crate) fn tables(view: &View<'_>, layout: &Layout) -> (Vec<Table>, Vec<Span>) {
    let mut tables: Vec<Table> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let said = flat::Said::default();
    for part in &layout.parts {
        for mut table in flat::flat_tables(view, part, &said) {
            taken.push(table.span);
            caption(view, layout, part, &mut table);
            tables.push(table);
        }
    }
    let mut last: Option<(usize, usize)> = None;
    for (i, block) in view.blocks.iter().enumerate() {
        let BlockKind::Table(drawn) = block.kind else { continue };
        if layout.formal.iter().any(|range| range.contains(&i)) {
            continue;
        }
        let Some(mut table) = ruled::ruled_table(view.document, drawn) else { continue };
        let part = layout.parts.iter().position(|part| part.blocks.contains(&i));
        // After the signature and in no annex, cells without header and numbers whose rows were guessed are a
        // page's own furniture.
        let loose = part.is_none() && drawn.header_rows == 0 && !ruled::is_numbered(&table);
        if (loose && table.confidence < 0.85) || is_contact(view, drawn) {
            continue;
        }
        let headless = table.columns.iter().all(|name| name.text.is_empty());
        let (before, reach) = (tables.len().checked_sub(1), last);
        if let (Some(before), Some((part_before, block_before))) = (before, reach)
            && part == Some(part_before)
            && same_names(&tables[before], &table)
            && (block_before + 1..i).all(|between| is_page_number(view, between))
        {
            ruled::append(&mut tables[before], table);
            last = Some((part_before, i));
            continue;
        }
        if headless {
            if let (Some(before), Some((part_before, block_before))) = (before, reach)
                && part == Some(part_before)
                && i - block_before <= 3
                && tables[before].columns.len() == table.columns.len()
            {
                ruled::append(&mut tables[before], table);
                last = Some((part_before, i));
                continue;
            }
            // Cells without a header and without numbers are a page's layout, not a table.
            if !ruled::is_numbered(&table) {
                continue;
            }
        }
        if let Some(part) = part {
            caption(view, layout, &layout.parts[part], &mut table);
            last = Some((part, i));
        }
        tables.push(table);
    }
    tables.sort_by_key(|table| table.span.start);
    (tables, taken)
}

/// Whether two tables have the same columns: one that a page's end cut in two says them again.
fn same_names(one: &Table, other: &Table) -> bool {
    let names = |table: &Table| -> Vec<String> {
        table.columns.iter().map(|name| fold(name.text.trim())).collect()
    };
    one.columns.iter().any(|name| !name.text.is_empty()) && names(one) == names(other)
}

/// Whether a block is a page's number and no more.
fn is_page_number(view: &View<'_>, block: usize) -> bool {
    let words = view.text(block).trim_matches(|c: char| "-– *".contains(c));
    !view.is_table(block) && words.len() <= 3 && words.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a table gives somebody's address, as pages do at their end.
fn is_contact(view: &View<'_>, table: &RuledTable) -> bool {
    const NAMES: [&str; 7] =
        ["dia chi:", "dien thoai:", "e-mail:", "email:", "ma so thue:", "fax:", "website:"];
    let cells = table.rows.iter().flatten();
    let names = cells.map(|cell| fold(cell.span.of(&view.document.text).trim()));
    names.filter(|name| NAMES.contains(&name.as_str())).count() >= 3
}

/// Title and caption: the annex's, else those of the lines above.
fn caption(view: &View<'_>, layout: &Layout, part: &Part, table: &mut Table) {
    if let Some(annex) = part.annex {
        let head = &layout.annexes[annex];
        table.annex = Some(annex);
        table.title = Some(head.label.clone());
        table.caption.clone_from(&head.title);
    } else if let Some((title, caption)) = numbered::numbered(view, table.span.start) {
        table.title = Some(title);
        table.caption = caption;
    } else if part.attached {
        // A list that a decision promulgates has its own title and no number.
        let span = layout.zones.attached.unwrap_or_default();
        let words = span.of(&view.document.text);
        let note = words.find("(Kèm theo").or_else(|| words.find("(Ban hành"));
        let title = quoted(&words[..note.unwrap_or(words.len())].replace("**", ""));
        table.title = Some(title.clone());
        table.caption = Some(title);
    }
}

/// Whether a folded line begins like the header of a table.
pub(crate) fn starts_header(folded: &str) -> bool {
    ["tt ", "stt ", "so tt ", "tt\t", "stt\t"].iter().any(|start| folded.starts_with(start))
        || folded == "tt"
        || folded == "stt"
}
