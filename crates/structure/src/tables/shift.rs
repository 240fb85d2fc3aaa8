//! Headers and rows that a web page's text has pushed apart by one column.
//!
//! Pages turned to text lose cells without words: a header that begins with an empty cell stands one column right
//! of its rows, one that lacks the cell over the numbers stands one column left.

use vanban_document::{Cell, Row};

use super::columns::{ColumnKind, column_kind};
use crate::label::parse_label;

/// Moves the names over their columns where they are off by one; says whether it did.
pub(crate) fn set_right(names: &mut Vec<Cell>, rows: &mut [Row]) -> bool {
    let count = names.len();
    if count < 3 || rows.is_empty() || !numbered(rows, 0) {
        return false;
    }
    let last_free = rows.iter().all(|row| row.cells[count - 1].text.is_empty());
    let kind = |at: usize| column_kind(&names[at].text);
    if names[0].text.is_empty() && kind(1) == ColumnKind::Ordinal && last_free {
        names.remove(0);
        for row in rows.iter_mut() {
            row.cells.pop();
        }
        return true;
    }
    let headless = !names[0].text.is_empty() && kind(0) != ColumnKind::Ordinal;
    if headless && names[count - 1].text.is_empty() && !numbered(rows, 1) {
        names.rotate_right(1);
        let spare = count > 3 && names[count - 1].text.is_empty() && last_free;
        if spare {
            names.pop();
            for row in rows.iter_mut() {
                row.cells.pop();
            }
        }
        return true;
    }
    false
}

/// Whether most cells of a column number their rows.
fn numbered(rows: &[Row], column: usize) -> bool {
    let label = |text: &str| {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        (!bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit()))
            || vanban_text::roman(bare).is_some()
            || (text.len() <= 6 && parse_label(text).is_some())
    };
    let count = rows.iter().filter(|row| label(&row.cells[column].text)).count();
    count * 3 >= rows.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell { text: (*text).into(), spans: vec![] }).collect()
    }

    fn check(names: &[&str], rows: &[&[&str]], want: &[&str]) {
        let mut names = cells(names);
        let mut rows: Vec<Row> =
            rows.iter().map(|row| Row { cells: cells(row), ..Row::default() }).collect();
        set_right(&mut names, &mut rows);
        let got: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(got, want);
        assert!(rows.iter().all(|row| row.cells.len() == want.len()));
    }

    #[test]
    fn names_stand_over_their_columns() {
        check(
            &["", "STT", "Nhiệm vụ", "Đơn vị chủ trì"],
            &[&["1", "Sửa đê", "Phòng Kinh tế", ""], &["2", "Đắp đập", "Thôn Hạ", ""]],
            &["STT", "Nhiệm vụ", "Đơn vị chủ trì"],
        );
        check(
            &["Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", ""],
            &[&["1", "Sửa đê", "Phòng Kinh tế", "Quý I"], &["2", "Đắp đập", "Thôn Hạ", "Quý II"]],
            &["", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        );
        check(
            &["STT", "Nhiệm vụ", "Ghi chú"],
            &[&["1", "Sửa đê", ""], &["2", "Đắp đập", ""]],
            &["STT", "Nhiệm vụ", "Ghi chú"],
        );
    }
}
