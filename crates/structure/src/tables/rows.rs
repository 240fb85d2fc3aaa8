//! What rows are for: entries, group titles, sums; and what is no row at all.

use vanban_document::{Cell, Row, RowKind};
use vanban_text::{fold, roman};

use super::columns::ColumnKind;
use crate::{label::parse_label, view::is_upper};

/// Sets kind and group of each row.
pub(crate) fn classify(rows: &mut [Row], kinds: &[ColumnKind]) {
    for i in 0..rows.len() {
        rows[i].kind = if is_total(&rows[i].cells) {
            RowKind::Total
        } else if is_group(rows, i, kinds) {
            RowKind::Group
        } else {
            RowKind::Item
        };
    }
    let mut group: Option<String> = None;
    for row in rows {
        match row.kind {
            RowKind::Group => {
                group = group_label(&row.cells);
                row.group = None;
            }
            RowKind::Item | RowKind::Total => row.group.clone_from(&group),
        }
    }
}

/// `Tổng`, `Tổng cộng`, `Cộng`, `TỔNG SỐ` among the first words of a row.
pub(crate) fn is_total(cells: &[Cell]) -> bool {
    let mut words = cells.iter().filter(|cell| !cell.text.is_empty()).take(2);
    // `6 | Tổng đàn trâu, bò`: what is numbered is an entry, unless it is called a sum and nothing else.
    let numbered = cells.first().is_some_and(|cell| {
        let label = cell.text.trim_end_matches('.');
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    words.any(|cell| is_total_text(&cell.text) && (!numbered || is_bare_total(&cell.text)))
}

fn is_bare_total(text: &str) -> bool {
    let folded = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    matches!(folded.as_str(), "tong" | "tong so" | "cong")
        || ["tong cong", "tong kinh phi", "tong von", "tong muc", "tong so tien", "tong du toan"]
            .iter()
            .any(|name| folded.starts_with(name))
}

pub(crate) fn is_total_text(text: &str) -> bool {
    let folded = fold(text.trim_matches(|c: char| !c.is_alphanumeric()));
    let name = ["tong cong", "tong so", "tong kinh phi", "tong", "cong"]
        .iter()
        .find_map(|name| folded.strip_prefix(name));
    // `Tổng hợp báo cáo` is a task, and `Công an` folds like `Cộng`.
    let marked = !folded.starts_with("cong") || text.to_lowercase().contains("cộng");
    name.is_some_and(|rest| {
        rest.is_empty()
            || marked
                && rest.starts_with([' ', ':', '('])
                && rest.trim_matches([' ', ':', '(', ')', '+']).split(' ').count() <= 5
                && !rest.starts_with(" hop")
                && !rest.starts_with(" ket")
                && !rest.starts_with(" nghe")
    })
}

/// A row that has nothing but a label and one text, where the rows under it are of another kind.
fn is_group(rows: &[Row], i: usize, kinds: &[ColumnKind]) -> bool {
    let cells = &rows[i].cells;
    let words = |cell: &Cell| cell.text.chars().any(char::is_alphabetic);
    let filled: Vec<usize> = (0..cells.len()).filter(|c| !cells[*c].text.is_empty()).collect();
    let ordinal = kinds.first() == Some(&ColumnKind::Ordinal);
    let label = if ordinal { cells[0].text.as_str() } else { "" };
    let texts: Vec<usize> = filled.iter().copied().filter(|c| !(ordinal && *c == 0)).collect();
    let alone = match texts[..] {
        [] => filled.len() == 1 && words(&cells[filled[0]]) && cells[filled[0]].text.contains(' '),
        // A group's own amount stands beside its title.
        [main] => words(&cells[main]),
        [main, ..] => {
            words(&cells[main])
                && is_group_label(label)
                && texts[1..].iter().all(|c| {
                    !words(&cells[*c])
                        || matches!(
                            kinds.get(*c),
                            Some(ColumnKind::Amount | ColumnKind::Quantity | ColumnKind::Note)
                        )
                })
        }
    };
    if !alone {
        return false;
    }
    let text = texts.first().or(filled.first()).map_or("", |c| cells[*c].text.as_str());
    let wide = cells.len() > 2;
    let deeper = rows.get(i + 1).is_some_and(|next| is_deeper(label, &next.cells[0].text));
    is_group_label(label)
        || is_upper(text)
        || (label.is_empty() && wide && parse_label(text).is_some())
        || (wide && deeper)
        || (label.is_empty() && wide && ordinal && rows.get(i + 1).is_some())
}

/// Roman numerals and capital letters number groups.
fn is_group_label(label: &str) -> bool {
    let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
    roman(bare).is_some() || (bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()))
}

/// `1.1` under `1`, a number or a letter under `I`.
fn is_deeper(above: &str, below: &str) -> bool {
    let (above, below) = (above.trim_end_matches(['.', ')']), below.trim_end_matches(['.', ')']));
    let under = below.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'));
    !above.is_empty()
        && (under
            || (above.chars().all(|c| c.is_ascii_digit())
                && below.chars().count() == 1
                && below.chars().all(char::is_lowercase)))
}

/// The label of a group row: its first cell, or the label its text starts with.
fn group_label(cells: &[Cell]) -> Option<String> {
    let first = cells.iter().find(|cell| !cell.text.is_empty())?;
    let bare = first.text.trim_end_matches(['.', ')']);
    if bare.chars().count() <= 6 && !bare.contains(' ') {
        return Some(bare.to_owned());
    }
    Some(parse_label(&first.text).map_or_else(|| first.text.clone(), |label| label.text))
}

/// The row under a header that numbers its columns: `(1) (2) (3)`, `1 2 3`, `A B 1 2`.
pub(crate) fn is_column_numbers<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    let mut last = 0;
    let mut count = 0;
    let mut slips = 0;
    for cell in cells {
        let bare = cell.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let sum = cell.contains('=') || cell.contains('+');
        let value =
            bare.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().ok();
        match value {
            Some(value) if value == last + 1 && (bare.len() <= 2 || sum) => last = value,
            None if bare.len() == 1 && last == 0 => {}
            // Recognition misreads one of them.
            _ if bare.chars().count() <= 2 && count >= 4 && slips == 0 => {
                slips += 1;
                last += 1;
            }
            _ => return false,
        }
        count += 1;
    }
    count >= 3 && last >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        let cell = |text: &&str| Cell { text: (*text).into(), spans: vec![] };
        Row { cells: cells.iter().map(cell).collect(), ..Row::default() }
    }

    #[test]
    fn groups_sums_and_entries_are_told_apart() {
        let kinds = [ColumnKind::Ordinal, ColumnKind::Main, ColumnKind::Lead, ColumnKind::Amount];
        let mut rows = vec![
            row(&["I", "HẠ TẦNG", "", ""]),
            row(&["1", "Mua máy chủ", "Phòng Kinh tế", "5"]),
            row(&["2", "Thuê đường truyền", "Văn phòng", ""]),
            row(&["II", "Dữ liệu", "", "7"]),
            row(&["1", "Số hóa hồ sơ", "", ""]),
            row(&["", "Tổng cộng", "", "12"]),
        ];
        classify(&mut rows, &kinds);
        let got: Vec<(RowKind, Option<&str>)> =
            rows.iter().map(|row| (row.kind, row.group.as_deref())).collect();
        assert_eq!(
            got,
            [
                (RowKind::Group, None),
                (RowKind::Item, Some("I")),
                (RowKind::Item, Some("I")),
                (RowKind::Group, None),
                (RowKind::Item, Some("II")),
                (RowKind::Total, Some("II")),
            ]
        );
    }

    #[test]
    fn sums_are_not_summaries() {
        assert!(is_total_text("Tổng cộng (I+II)"));
        assert!(is_total_text("TỔNG"));
        assert!(!is_total_text("Tổng hợp kết quả thực hiện"));
        assert!(!is_total_text("Công an xã"));
    }

    #[test]
    fn numbered_columns_are_no_row() {
        assert!(is_column_numbers(["(1)", "(2)", "(3)"]));
        assert!(is_column_numbers(["1", "2", "3", "4=2+3"]));
        assert!(is_column_numbers(["A", "B", "1", "2"]));
        assert!(!is_column_numbers(["1", "Rà soát hồ sơ", "2"]));
        assert!(!is_column_numbers(["1", "", "3"]));
    }
}
