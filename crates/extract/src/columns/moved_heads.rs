//! Heads that do not stand over their cells: tables whose layout was lost move by a column where a head or a
//! row has an empty cell the other lacks. A head that its cells belie is put over the column that bears it out;
//! where there is none its cells are not read, since a date is no body and a citation no deadline.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Row, RowKind, Table};
use vanban_text::fold;

use crate::columns::{Column, Kind, numbered, share_of};

/// Kinds whose cells can belie their heads.
const TELLING: [Kind; 3] = [Kind::Lead, Kind::Support, Kind::Deadline];

/// Moves the heads over the cells that they speak of, or gives up those that are belied.
pub(crate) fn put_right(columns: &mut [Column], table: &Table) {
    if blank_before_order(columns, table) {
        columns.rotate_left(1);
    }
    let belied = |columns: &[Column]| {
        let mut all = columns.iter().enumerate();
        all.any(|(index, column)| is_belied(column.kind, index, table))
    };
    if columns.len() < 3 || !belied(columns) {
        return;
    }
    // A first head that stands over its numbers stands right, and the others with it.
    let anchored =
        columns.first().is_some_and(|first| first.kind == Kind::Order) && numbered(table);
    for turns in [1, columns.len() - 1].into_iter().filter(|_| !anchored) {
        let mut moved = columns.to_vec();
        moved.rotate_right(turns);
        if !belied(&moved) && is_borne_out(&moved, table) {
            columns.clone_from_slice(&moved);
            return;
        }
    }
    for (index, column) in columns.iter_mut().enumerate() {
        if is_belied(column.kind, index, table) {
            column.kind = Kind::Other;
        }
    }
}

/// Whether an empty head before the others has moved them all one column to the right of their cells.
fn blank_before_order(columns: &[Column], table: &Table) -> bool {
    let blank = table.columns.first().is_some_and(|head| head.text.trim().is_empty());
    let order = columns.get(1).is_some_and(|column| column.kind == Kind::Order);
    blank && order && numbered(table) && is_blank(table, columns.len().saturating_sub(1))
}

/// Whether no item has a word in a column.
fn is_blank(table: &Table, index: usize) -> bool {
    let items = |row: &&Row| row.kind == RowKind::Item;
    let cell = |row: &Row| row.cells.get(index).is_none_or(|cell| cell.text.trim().is_empty());
    table.rows.iter().filter(items).all(cell)
}

/// Whether the cells of a column are plainly of another kind than its head says.
fn is_belied(kind: Kind, index: usize, table: &Table) -> bool {
    match kind {
        Kind::Lead | Kind::Support => {
            share_of(table, index, &|cell| is_citation(cell) || is_date(cell)) > 0.6
        }
        Kind::Deadline => share_of(table, index, &|cell| is_citation(cell) || !is_time(cell)) > 0.8,
        _ => false,
    }
}

/// Whether each telling head has cells, and a time column times.
fn is_borne_out(columns: &[Column], table: &Table) -> bool {
    let mut telling =
        columns.iter().enumerate().filter(|(_, column)| TELLING.contains(&column.kind));
    telling.all(|(index, column)| match column.kind {
        Kind::Deadline => share_of(table, index, &is_time) > 0.6,
        _ => !is_blank(table, index),
    })
}

fn is_citation(cell: &str) -> bool {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[\p{L} ]{2,40}(số )?\d+\s?[-/]\s?(\d{4}/)?\p{Lu}").expect("a pattern")
    });
    SYMBOL.is_match(cell.trim())
}

fn is_date(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || " /-.".contains(c))
}

/// Words that can stand for a time: a figure, or how often.
fn is_time(cell: &str) -> bool {
    let folded = fold(cell);
    let often = [
        "nam",
        "thang",
        "quy",
        "ngay",
        "tuan",
        "thuong xuyen",
        "dinh ky",
        "theo",
        "sau khi",
        "truoc",
    ];
    cell.chars().any(|c| c.is_ascii_digit()) || often.iter().any(|word| folded.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Columns;
    use Kind::{Deadline, Lead, Order, Other, Task};

    fn kinds(heads: &[&str], rows: &[&[&str]]) -> Vec<Kind> {
        let structure = crate::sample::table(heads, rows);
        let columns = Columns::of(&structure.tables[0]);
        let kind = |index: usize| {
            let all = [Order, Task, Lead, Deadline, Other, Kind::Support, Kind::Result];
            all.into_iter().find(|kind| columns.all(*kind).any(|(at, _)| at == index))
        };
        (0..heads.len()).filter_map(kind).collect()
    }

    #[test]
    fn heads_one_column_to_the_left_of_their_cells_are_moved() {
        let found = kinds(
            &["Nhiệm vụ", "Văn bản giao", "Cơ quan chủ trì", "Thời hạn", ""],
            &[
                &["1", "Lập danh mục", "Kế hoạch số 21-KH/TU", "Sở Y tế", "30/6/2027"],
                &["2", "Tập huấn", "Kế hoạch số 22-KH/TU", "Sở Nội vụ", "31/7/2027"],
            ],
        );
        assert_eq!(found[..2], [Order, Task]);
        assert_eq!(found[3..], [Lead, Deadline]);
    }

    #[test]
    fn heads_that_no_column_bears_out_are_not_believed() {
        let found = kinds(
            &["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Ghi chú"],
            &[
                &["1", "Lập danh mục", "Kế hoạch số 21-KH/TU", "đã xong"],
                &["2", "Tập huấn", "Kế hoạch số 22-KH/TU", "chưa xong"],
            ],
        );
        assert!(!found.contains(&Lead), "{found:?}");
    }

    #[test]
    fn heads_over_their_own_cells_stay() {
        let found = kinds(
            &["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
            &[
                &["1", "Lập danh mục", "Sở Y tế", "Thường xuyên"],
                &["2", "Tập huấn", "Sở Nội vụ", "Quý I/2027"],
            ],
        );
        assert_eq!(found, [Order, Task, Lead, Deadline]);
    }
}
