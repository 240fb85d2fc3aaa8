//! What a column is for, by its name.

use vanban_text::fold;

/// Kinds of column, as the headers of plans name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// `TT`, `STT`
    Ordinal,
    /// `Nhiệm vụ`, `Nội dung`, `Chỉ tiêu`: what the row is about.
    Main,
    /// `Cơ quan chủ trì`, `Đơn vị thực hiện`
    Lead,
    /// `Cơ quan phối hợp`
    Support,
    /// `Kết quả`, `Sản phẩm`
    Outcome,
    /// `Thời gian`, `Thời hạn hoàn thành`
    Deadline,
    /// `Kinh phí`, `Số tiền`
    Amount,
    /// `Nguồn vốn`
    Source,
    /// `Ghi chú`
    Note,
    /// `Đơn vị tính`
    Unit,
    /// `Số lượng`, `Năm 2026`, `Mục tiêu năm 2030`
    Quantity,
    /// Anything else in words: `Quy mô`, `Địa điểm`.
    Words,
}

/// The kind of a column called `name`.
pub(crate) fn column_kind(name: &str) -> ColumnKind {
    let folded = fold(name.trim_matches(|c: char| !c.is_alphanumeric()));
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let starts = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if matches!(
        folded.as_str(),
        "tt" | "stt" | "so tt" | "s.t.t" | "t.t" | "so thu tu" | "#" | "no"
    ) {
        ColumnKind::Ordinal
    } else if has(&["phoi hop"]) && !has(&["chu tri"]) {
        ColumnKind::Support
    } else if has(&["don vi tinh", "dvt"]) && !has(&["kinh phi", "so tien"]) {
        ColumnKind::Unit
    } else if has(&["nguon von", "nguon kinh phi", "nguon ngan sach"]) || starts(&["nguon"]) {
        ColumnKind::Source
    } else if has(&[
        "chu tri",
        "thuc hien",
        "theo doi",
        "tham muu",
        "phu trach",
        "trach nhiem",
        "chu dau tu",
    ]) && has(&[
        "co quan",
        "don vi",
        "bo phan",
        "chu tri",
        "nguoi",
        "phong",
        "trach nhiem",
        "chu dau tu",
        "dia phuong",
    ]) {
        ColumnKind::Lead
    } else if starts(&[
        "ket qua",
        "san pham",
        "dau ra",
        "du kien ket qua",
        "yeu cau ket qua",
        "ket qua, san pham",
    ]) {
        ColumnKind::Outcome
    } else if has(&[
        "thoi gian",
        "thoi han",
        "tien do",
        "lo trinh",
        "thoi diem",
        "hoan thanh",
        "han xu ly",
    ]) {
        ColumnKind::Deadline
    } else if has(&[
        "kinh phi",
        "so tien",
        "du toan",
        "thanh tien",
        "tong muc",
        "don gia",
        "trieu dong",
        "ngan sach",
        "von dau tu",
    ]) || folded == "von"
        || folded == "tong so"
        || folded == "tong cong"
    {
        ColumnKind::Amount
    } else if has(&["ghi chu"]) {
        ColumnKind::Note
    } else if has(&["so luong", "khoi luong"]) || is_year_column(&folded) {
        ColumnKind::Quantity
    } else if starts(&["co quan", "don vi", "phan cong", "to chuc", "nguoi"]) {
        ColumnKind::Lead
    } else if has(&[
        "nhiem vu",
        "noi dung",
        "chi tieu",
        "hang muc",
        "cong viec",
        "hoat dong",
        "du an",
        "danh muc",
        "tieu chi",
        "giai phap",
        "muc tieu",
    ]) || starts(&["ten"])
    {
        ColumnKind::Main
    } else {
        ColumnKind::Words
    }
}

fn is_year_column(folded: &str) -> bool {
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    digits >= 4
        && [
            "nam ",
            "den nam",
            "chi tieu nam",
            "muc tieu nam",
            "giai doan",
            "quy ",
            "thuc hien nam",
            "ke hoach nam",
            "kh nam",
            "uoc nam",
            "uoc thuc hien",
        ]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// The kinds of a table's columns; the first long column in words takes the part of the missing main one.
pub(crate) fn column_kinds<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<ColumnKind> {
    let mut kinds: Vec<ColumnKind> = names.into_iter().map(column_kind).collect();
    // Two columns may be named for what the row is about (`Tên nhiệm vụ`, `Nội dung chi`): the first is it.
    let mut mains = 0;
    for kind in &mut kinds {
        if *kind == ColumnKind::Main {
            mains += 1;
            if mains > 1 {
                *kind = ColumnKind::Words;
            }
        }
    }
    // Beside its unit stands a figure, whatever it is called.
    for at in 1..kinds.len() {
        if kinds[at - 1] == ColumnKind::Unit && kinds[at] == ColumnKind::Words && mains > 0 {
            kinds[at] = ColumnKind::Quantity;
        }
    }
    if mains == 0
        && let Some(words) = kinds.iter_mut().find(|kind| **kind == ColumnKind::Words)
    {
        *words = ColumnKind::Main;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        for (name, want) in [
            ("STT", ColumnKind::Ordinal),
            ("Nhiệm vụ", ColumnKind::Main),
            ("Tên dự án", ColumnKind::Main),
            ("Cơ quan chủ trì", ColumnKind::Lead),
            ("Đơn vị thực hiện", ColumnKind::Lead),
            ("Cơ quan phối hợp", ColumnKind::Support),
            ("Kết quả thực hiện", ColumnKind::Outcome),
            ("Sản phẩm đầu ra", ColumnKind::Outcome),
            ("Thời hạn hoàn thành", ColumnKind::Deadline),
            ("Thời gian thực hiện", ColumnKind::Deadline),
            ("Dự kiến kinh phí để triển khai", ColumnKind::Amount),
            ("Nguồn vốn", ColumnKind::Source),
            ("Ghi chú", ColumnKind::Note),
            ("ĐVT", ColumnKind::Unit),
            ("Số lượng", ColumnKind::Quantity),
            ("Mục tiêu năm 2030", ColumnKind::Quantity),
            ("Kế hoạch năm 2026", ColumnKind::Quantity),
            ("Quy mô", ColumnKind::Words),
            ("Co quan chu tri theo doi, danh gia", ColumnKind::Lead),
        ] {
            assert_eq!(column_kind(name), want, "{name}");
        }
    }

    #[test]
    fn beside_its_unit_stands_a_figure() {
        let kinds = column_kinds(["TT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu giao", "Địa điểm"]);
        assert_eq!(kinds[3..], [ColumnKind::Quantity, ColumnKind::Words]);
    }
}
