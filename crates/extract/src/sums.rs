//! Sums over some of a budget table's rows, as stated: titles of groups, closing sums, rows with parts, and
//! the columns of a total.

use vanban_document::{Row, RowKind, SumKind};
use vanban_record::{BudgetColumnTotal, BudgetGroup, GroupSum};

use crate::at;
use crate::budget::{MoneyTable, is_whole, stated_amounts};
use crate::columns::{Column, Columns, Kind, words};
use crate::rows::{row_confidence, row_span};

/// What row `index` states for a group, one sum for each column of money; empty for any other row.
pub(crate) fn groups(of: &MoneyTable<'_>, index: usize) -> Vec<BudgetGroup> {
    let row = &of.table.rows[index];
    let Some(sums) = kind_of(of, index) else { return Vec::new() };
    let span = row_span(of.table, row);
    let sure = row_confidence(of.document, of.table, of.columns, &[Kind::Amount], span);
    let publish = |(column, head, amount_vnd, clear): (usize, &Column, i64, bool)| BudgetGroup {
        table: Some(of.name.to_owned()),
        group: group_of(of, index, sums),
        row: of.columns.label(row),
        title: title_of(of.columns, row),
        sums,
        column: words(&of.table.columns[column]),
        period: head.period.clone(),
        funding_source: head.source.clone(),
        amount_vnd,
        at: at(of.document, span),
        confidence: sure * if clear { 0.98 } else { 0.6 },
        ..BudgetGroup::default()
    };
    stated_amounts(of.columns, of.money, row).into_iter().map(publish).collect()
}

/// Which rows row `index` sums up, if it is one that sums up some but not all.
fn kind_of(of: &MoneyTable<'_>, index: usize) -> Option<GroupSum> {
    let sum = of.sums[index].as_ref()?;
    let paid = |part: &usize| {
        let part = &of.table.rows[*part];
        !stated_amounts(of.columns, of.money, part).is_empty()
    };
    match sum.kind {
        SumKind::Title => Some(GroupSum::Title),
        SumKind::Closing => Some(GroupSum::Closing),
        SumKind::Parts => sum.rows.iter().any(paid).then_some(GroupSum::Parts),
        SumKind::Total => None,
    }
}

/// The label of the group that a row's sum is for, as the lines of the group bear it.
fn group_of(of: &MoneyTable<'_>, index: usize, sums: GroupSum) -> Option<String> {
    let row = &of.table.rows[index];
    if sums != GroupSum::Title {
        return row.group.clone();
    }
    let below = of.table.rows.get(index + 1).filter(|below| below.kind != RowKind::Group);
    below.and_then(|below| below.group.clone()).or_else(|| of.columns.label(row))
}

/// The words that name the row: its task, else its first cell with words beside its number.
fn title_of(columns: &Columns, row: &Row) -> Option<String> {
    let spoken = |text: &String| text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let named = || row.cells.iter().filter_map(words).find(spoken);
    columns.words(row, Kind::Task).or_else(named)
}

/// What a total row states for single columns, where the table has more than one column of money; without the
/// column of the whole, which is the total itself, and without what a part of the rows adds up to.
pub(crate) fn column_totals(of: &MoneyTable<'_>, index: usize) -> Vec<BudgetColumnTotal> {
    let row = &of.table.rows[index];
    let closing = of.sums[index].as_ref().is_some_and(|sum| sum.kind == SumKind::Closing);
    if of.columns.all(Kind::Amount).count() < 2 || closing {
        return Vec::new();
    }
    let span = row_span(of.table, row);
    let sure = row_confidence(of.document, of.table, of.columns, &[Kind::Amount], span);
    let all = stated_amounts(of.columns, of.money, row);
    let whole = all.iter().find(|(_, head, ..)| is_whole(head)).map(|(column, ..)| *column);
    let single = all.into_iter().filter(|(column, ..)| Some(*column) != whole);
    let publish = |(column, head, amount_vnd, clear): (usize, &Column, i64, bool)| {
        let cell = row.cells.get(column).and_then(|cell| cell.spans.first());
        BudgetColumnTotal {
            table: Some(of.name.to_owned()),
            column: words(&of.table.columns[column]),
            period: head.period.clone(),
            funding_source: head.source.clone(),
            amount_vnd,
            at: at(of.document, cell.copied().unwrap_or(span)),
            confidence: sure * if clear { 0.98 } else { 0.6 },
            ..BudgetColumnTotal::default()
        }
    };
    single.map(publish).collect()
}

#[cfg(test)]
mod tests {
    use vanban_document::{Cell, Structure, Table};

    use vanban_record::Header;

    use super::*;
    use crate::budget::{Budget, budget};
    use RowKind::{Group, Item, Total};

    fn read(heads: &[&str], rows: &[(RowKind, Option<&str>, &[&str])]) -> Budget {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        let row = |(kind, group, cells): &(RowKind, Option<&str>, &[&str])| Row {
            cells: cells.iter().map(cell).collect(),
            kind: *kind,
            group: group.map(str::to_owned),
        };
        let table = Table {
            title: Some("Phụ lục 4".into()),
            caption: Some("DỰ TOÁN KINH PHÍ (ĐVT: triệu đồng)".into()),
            columns: heads.iter().map(cell).collect(),
            rows: rows.iter().map(row).collect(),
            confidence: 1.0,
            ..Table::default()
        };
        let structure = Structure { tables: vec![table], ..Structure::default() };
        budget(&crate::sample::document(&[]), &structure, &Header::default())
    }

    #[test]
    fn groups_closing_sums_and_rows_with_parts_are_published() {
        let found = read(
            &["TT", "Nội dung", "Kinh phí"],
            &[
                (Group, None, &["I", "Kênh mương", "90"]),
                (Item, Some("I"), &["1", "Nạo vét", "90"]),
                (Item, Some("I"), &["1.1", "Kênh Bắc", "50"]),
                (Item, Some("I"), &["1.2", "Kênh Nam", "40"]),
                (Group, None, &["II", "Trạm bơm", ""]),
                (Item, Some("II"), &["1", "Thay máy", "30"]),
                (Total, Some("II"), &["", "Cộng II", "30"]),
                (Total, Some("II"), &["", "Tổng cộng", "120"]),
            ],
        );
        let groups: Vec<_> = found
            .groups
            .iter()
            .map(|group| {
                (group.group.as_deref(), group.row.as_deref(), group.sums, group.amount_vnd)
            })
            .collect();
        assert_eq!(
            groups,
            [
                (Some("I"), Some("I"), GroupSum::Title, 90_000_000),
                (Some("I"), Some("1"), GroupSum::Parts, 90_000_000),
                (Some("II"), None, GroupSum::Closing, 30_000_000),
            ]
        );
        assert_eq!(found.groups[0].title.as_deref(), Some("Kênh mương"));
        assert_eq!(found.groups[2].id, "bg3");
        assert!(found.column_totals.is_empty());
    }

    #[test]
    fn a_total_of_years_or_sources_is_stated_by_column() {
        let found = read(
            &["TT", "Nội dung", "Kinh phí năm 2026", "Kinh phí năm 2027"],
            &[
                (Group, None, &["A", "Giếng khoan", "70", "20"]),
                (Item, Some("A"), &["1", "Thôn Hạ", "40", "20"]),
                (Item, Some("A"), &["2", "Thôn Thượng", "30", ""]),
                (Total, Some("A"), &["", "Tổng cộng", "70", "20"]),
            ],
        );
        assert!(found.totals.is_empty());
        let totals: Vec<_> = found
            .column_totals
            .iter()
            .map(|total| (total.column.as_deref(), total.period.as_deref(), total.amount_vnd))
            .collect();
        assert_eq!(
            totals,
            [
                (Some("Kinh phí năm 2026"), Some("năm 2026"), 70_000_000),
                (Some("Kinh phí năm 2027"), Some("năm 2027"), 20_000_000),
            ]
        );
        let groups: Vec<_> = found.groups.iter().map(|group| group.amount_vnd).collect();
        assert_eq!(groups, [70_000_000, 20_000_000]);
    }

    #[test]
    fn the_column_of_the_whole_is_the_total_and_its_sources_stand_beside() {
        let found = read(
            &["TT", "Nội dung", "Tổng kinh phí", "Ngân sách tỉnh", "Ngân sách xã"],
            &[
                (Item, None, &["1", "Cống hộp", "50", "30", "20"]),
                (Item, None, &["2", "Tường chắn", "10", "10", ""]),
                (Total, None, &["", "Tổng cộng", "60", "40", "20"]),
            ],
        );
        assert_eq!(found.totals[0].amount_vnd, 60_000_000);
        let totals: Vec<_> = found
            .column_totals
            .iter()
            .map(|total| (total.funding_source.as_deref(), total.amount_vnd))
            .collect();
        assert_eq!(
            totals,
            [(Some("Ngân sách tỉnh"), 40_000_000), (Some("Ngân sách xã"), 20_000_000)]
        );
        assert!(found.groups.is_empty());
    }
}
