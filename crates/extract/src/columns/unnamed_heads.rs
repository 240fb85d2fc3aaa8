//! Columns whose heads say too little: the table's caption, or the columns beside them, tell what they are for.

use vanban_document::Table;
use vanban_text::{MoneyUnit, cell_amount, collapse_spaces, fold};

use crate::columns::{Column, Kind, share_of};

/// `Năm 2026 | Năm 2027` under a caption of money (`NHU CẦU KINH PHÍ`): each year has its amounts, though no head says so.
pub(crate) fn years_of_money(columns: &mut [Column], table: &Table) {
    const MONEY: [&str; 5] = ["kinh phi", "du toan", "nhu cau von", "ke hoach von", "khai toan"];
    let caption = table.caption.as_deref().map(fold).unwrap_or_default();
    let counted = columns.iter().any(|column| matches!(column.kind, Kind::Indicator | Kind::Unit));
    if counted || !MONEY.iter().any(|word| caption.contains(word)) {
        return;
    }
    for (index, column) in columns.iter_mut().enumerate() {
        let head = table.columns[index].text.trim();
        let bare = column.period.as_deref() == Some(collapse_spaces(head).as_str());
        let amount = |cell: &str| cell_amount(cell, Some(MoneyUnit::Million)).is_some();
        if column.kind == Kind::Other && bare && share_of(table, index, &amount) > 0.6 {
            column.kind = Kind::Amount;
        }
    }
}

/// Where rows have somebody in charge and a time, but no head calls them tasks (`Tên lớp | Thời gian | Đơn vị chủ
/// trì`), the first column of words names what is done.
pub(crate) fn name_tasks(columns: &mut [Column], table: &Table) {
    const NAMES: [&str; 8] =
        ["ten ", "lop", "khoa ", "chuyen de", "hoi nghi", "su kien", "mo hinh", "chuong trinh"];
    let has = |kind| columns.iter().any(|column| column.kind == kind);
    let named = [Kind::Task, Kind::Content, Kind::Indicator].into_iter().any(has);
    if named || !has(Kind::Lead) || !has(Kind::Deadline) {
        return;
    }
    let wordy = |cell: &str| cell.split_whitespace().count() >= 3;
    let first = columns.iter().position(|column| column.kind != Kind::Order);
    if let Some(index) = first
        && columns[index].kind == Kind::Other
        && NAMES.iter().any(|name| fold(&table.columns[index].text).starts_with(name))
        && share_of(table, index, &wordy) > 0.6
    {
        columns[index].kind = Kind::Task;
        columns[index].sure = 0.8;
    }
}

#[cfg(test)]
mod tests {
    use vanban_document::{Cell, Row};

    use super::*;
    use crate::columns::Columns;

    fn kinds(caption: &str, heads: &[&str], rows: &[&[&str]]) -> Vec<bool> {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        let row =
            |cells: &&[&str]| Row { cells: cells.iter().map(cell).collect(), ..Row::default() };
        let table = Table {
            caption: Some(caption.to_owned()),
            columns: heads.iter().map(cell).collect(),
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        };
        let columns = Columns::of(&table);
        vec![columns.has(Kind::Task), columns.has(Kind::Amount)]
    }

    #[test]
    fn courses_with_somebody_in_charge_are_tasks() {
        let rows: [&[&str]; 2] = [
            &["1", "Ghép cây ăn quả có múi", "Tháng 3/2027", "Hội Nông dân xã"],
            &["2", "Nuôi ong lấy mật", "Tháng 4/2027", "Hội Phụ nữ xã"],
        ];
        let heads = ["TT", "Tên lớp", "Thời gian", "Đơn vị chủ trì"];
        assert_eq!(kinds("", &heads, &rows), [true, false]);
        let heads = ["TT", "Vật nuôi", "Thời gian", "Đơn vị chủ trì"];
        assert_eq!(kinds("", &heads, &rows), [false, false]);
    }

    #[test]
    fn years_under_a_caption_of_money_hold_amounts() {
        let rows: [&[&str]; 2] = [&["1", "Đắp đê bao", "300", "450"], &["2", "Nạo vét", "200", ""]];
        let heads = ["TT", "Nội dung", "Năm 2027", "Năm 2028"];
        assert_eq!(kinds("NHU CẦU KINH PHÍ", &heads, &rows), [true, true]);
        assert_eq!(kinds("KHỐI LƯỢNG ĐẤT", &heads, &rows), [true, false]);
    }
}
