//! Rows of tables as facts need them: their place in the text and their number.

use vanban_document::{Document, Row, Table};
use vanban_text::Span;

use crate::columns::{Columns, Kind};

/// What a table is called where facts name it: its title, else its caption, else its place among the tables.
pub(crate) fn table_name(table: &Table, index: usize) -> String {
    let title = table.title.clone().or_else(|| table.caption.clone());
    title.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| format!("Bảng {}", index + 1))
}

/// All the bytes of a row's cells; the table's own where its cells have none.
pub(crate) fn row_span(table: &Table, row: &Row) -> Span {
    let spans = row.cells.iter().flat_map(|cell| &cell.spans).copied();
    spans.reduce(Span::cover).unwrap_or(Span::new(table.span.start, table.span.start))
}

/// How sure a fact of `row` is that rests on the columns of `kinds`: the table's own confidence, how well the
/// heads were understood, and the repairs inside the row.
pub(crate) fn row_confidence(
    document: &Document,
    table: &Table,
    columns: &Columns,
    kinds: &[Kind],
    span: Span,
) -> f32 {
    table.confidence * columns.sure(kinds) * document.repair_confidence(span)
}

/// The row's number with its group before it: `I.9`. A number that repeats its group's stays as it is. A numbered
/// group (`11` over `11.1`) stands itself in the `outer` one, and so do the rows after it.
pub(crate) fn path_of(row: &Row, label: Option<&str>, outer: Option<&str>) -> Option<String> {
    let label = label?;
    let group = row.group.as_deref().map(|group| group.trim_end_matches(['.', ')']));
    let group = match group {
        Some(number) if number.parse::<u32>().is_ok() => outer.or(group),
        _ => group,
    };
    // A group may be named by words alone, and a number leads only the dotted numbers under it.
    let is_label = |group: &str| {
        !group.is_empty()
            && group.chars().count() <= 5
            && !group.chars().any(char::is_whitespace)
            && group.parse::<u32>().is_err()
    };
    match group {
        Some(group) if is_label(group) && !label.starts_with(&format!("{group}.")) => {
            Some(format!("{group}.{label}"))
        }
        _ => Some(label.to_owned()),
    }
}
