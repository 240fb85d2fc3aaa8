//! Heads of value columns: comparisons of years, and whom each column of a group is for.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Table;
use vanban_text::{fold, quoted};

use crate::columns::{Columns, Kind};
use crate::targets::phrase::is_scope;

/// `So sánh KH 2026/TH 2025 (%)`, `Tăng, giảm so với năm 2025`: what the values make of those before, no target itself.
pub(crate) fn compares(head: &str) -> bool {
    static COMPARES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"so sanh|\bso voi\b|\btang\W{0,3}giam\b|20\d\d\W{0,3}/.*20\d\d|\bkh\W.*/\W*(?:u?th|uoc)\b")
            .expect("the pattern of comparisons is valid")
    });
    COMPARES.is_match(&fold(head))
}

/// Whom the value column `index` is for: `Cấp xã`; `Kế hoạch năm 2026 | Các phường` beside `Kế hoạch năm 2026 | Tổng số`.
pub(crate) fn whom(table: &Table, columns: &Columns, index: usize) -> Option<String> {
    let head = |index: usize| table.columns.get(index).map(|head| quoted(&head.text));
    let own = head(index)?;
    if is_scope(&own) {
        return Some(own);
    }
    let tail =
        |head: &str, shared: usize| head.split(' ').skip(shared).collect::<Vec<_>>().join(" ");
    let others = columns.all(Kind::Value).filter(|(i, _)| *i != index).filter_map(|(i, _)| head(i));
    let shared: Vec<(usize, bool)> = others
        .map(|other| (shared_words(&own, &other), other))
        .map(|(shared, other)| (shared, is_total(&tail(&other, shared))))
        .collect();
    let beside_total = shared.iter().find(|(shared, total)| *total && *shared >= 2);
    let group = beside_total.or_else(|| shared.iter().filter(|(n, _)| *n >= 2).min())?;
    let tail = tail(&own, group.0);
    let named = tail.starts_with(char::is_uppercase) && !is_total(&tail) && !is_time(&tail);
    (named && (group.1 || is_scope(&tail))).then_some(tail)
}

fn shared_words(a: &str, b: &str) -> usize {
    a.split(' ').zip(b.split(' ')).take_while(|(a, b)| a == b).count()
}

fn is_total(words: &str) -> bool {
    let folded = fold(words);
    [
        "tong so",
        "tong",
        "toan tinh",
        "toan xa",
        "toan phuong",
        "toan thanh pho",
        "chung",
        "tong cong",
    ]
    .contains(&folded.trim())
}

/// `Quý I`, `6 tháng đầu năm`, `Trong đó`: when, or how, not who.
fn is_time(words: &str) -> bool {
    let folded = fold(words);
    words.chars().any(|c| c.is_ascii_digit())
        || ["quy", "thang", "nam", "trong do", "dau nam", "cuoi nam", "dot", "muc", "tang", "giam"]
            .iter()
            .any(|word| folded.split(' ').next() == Some(word) || folded.starts_with(word))
}

#[cfg(test)]
mod tests {
    use vanban_document::{Cell, Row};

    use super::*;

    fn table(heads: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        let row = |row: &&[&str]| Row { cells: row.iter().map(cell).collect(), ..Row::default() };
        Table {
            columns: heads.iter().map(cell).collect(),
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn comparisons_are_no_values() {
        for head in [
            "So sánh KH 2027/TH 2026 (%)",
            "Tăng, giảm so với năm 2026",
            "KH 2027/ƯTH 2026 (%)",
            "Tỷ lệ % 2027/2026",
        ] {
            assert!(compares(head), "{head}");
        }
        for head in ["Kế hoạch năm 2027", "Giai đoạn 2026 - 2030", "Chỉ tiêu 2027 (xã/phường)"]
        {
            assert!(!compares(head), "{head}");
        }
    }

    #[test]
    fn columns_of_a_group_say_whom_their_values_are_for() {
        let table = table(
            &[
                "TT",
                "Chỉ tiêu",
                "Kế hoạch năm 2027 Tổng số",
                "Kế hoạch năm 2027 Các đảo",
                "Kế hoạch năm 2027 Các xã",
                "Kế hoạch năm 2027 Quý I",
            ],
            &[&["1", "Số bến đò", "40", "12", "9", "5"], &["2", "Số cầu phao", "8", "2", "3", "1"]],
        );
        let columns = Columns::of(&table);
        assert_eq!(columns.all(Kind::Value).count(), 4);
        assert_eq!(whom(&table, &columns, 2), None);
        assert_eq!(whom(&table, &columns, 3).as_deref(), Some("Các đảo"));
        assert_eq!(whom(&table, &columns, 4).as_deref(), Some("Các xã"));
        assert_eq!(whom(&table, &columns, 5), None);
    }
}
