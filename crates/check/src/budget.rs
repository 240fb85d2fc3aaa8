//! Kinh phí: sums of budget tables, down the columns and across the rows.
//!
//! Nothing is concluded from tables whose rows were guessed with little confidence, nor from a column in
//! which an item has no amount: its line may be paid from elsewhere.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Row, RowKind, Structure, Sum, SumKind, Table};
use vanban_record::{Diagnostic, Record, Severity};
use vanban_text::{MoneyUnit, Span, cell_amount, fold, grouped_amounts};

use crate::finding::{at, finding};

pub(crate) fn check(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for table in structure.tables.iter().filter(|table| table.confidence >= 0.7) {
        let columns: Vec<Column> =
            (0..table.columns.len()).filter_map(|index| column(document, table, index)).collect();
        let sums = table.sums();
        for column in &columns {
            found.extend(column.ambiguous(document, table));
            found.extend(column.sums(document, table, &sums));
        }
        found.extend(across(document, table, &columns));
    }
    found
}

/// Annexes of a much repaired text with amounts of money of which no line came into the record.
pub(crate) fn unread(
    record: &Record,
    document: &Document,
    structure: &Structure,
) -> Vec<Diagnostic> {
    if document.repair.changed * 5 <= document.repair.syllables {
        return Vec::new();
    }
    let lines: Vec<Span> =
        record.budget_lines.iter().map(|line| Span::new(line.at.start, line.at.end)).collect();
    let open = structure
        .zones
        .annexes
        .iter()
        .filter(|annex| !lines.iter().any(|line| annex.span.contains(*line)));
    let found = open.filter_map(|annex| {
        let count = grouped_amounts(annex.span.of(&document.text)).len();
        let label = &annex.label;
        (count > 0).then(|| {
            finding(
                "amount-unread",
                Severity::Warning,
                format!(
                    "{label} has a table that could not be read, with {count} amounts of money"
                ),
                format!("{label} có {count} số tiền trong bảng không đọc được, cần xem bản gốc"),
                Some(at(document, annex.span)),
            )
        })
    });
    found.collect()
}

/// A column of money: the amount of each row, in one unit.
struct Column {
    index: usize,
    amounts: Vec<Option<i64>>,
    doubtful: Option<usize>,
}

fn column(document: &Document, table: &Table, index: usize) -> Option<Column> {
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:kinh phi|so tien|thanh tien|du toan|von|ngan sach|muc dau tu|nguon|tong|dong|trieu|ty)\b")
            .expect("the pattern of money heads is valid")
    });
    let head = &table.columns.get(index)?.text;
    let own = MoneyUnit::named_in(head);
    if own.is_none() && !MONEY.is_match(&fold(head)) && !is_year_of_money(table, head) {
        return None;
    }
    let caption = table.caption.as_deref().and_then(MoneyUnit::named_in);
    let before =
        document.text[..table.span.start].lines().next_back().and_then(MoneyUnit::named_in);
    let unit = own.or(caption).or(before);
    let mut doubtful = None;
    let read = |(row, cell): (usize, &Row)| {
        let cell = &cell.cells.get(index)?.text;
        // Without a stated unit sums are compared as plain numbers.
        let (vnd, sure) = cell_amount(cell, unit.or(Some(MoneyUnit::Million)))?;
        if !sure && doubtful.is_none() {
            doubtful = Some(row);
        }
        Some(vnd)
    };
    let amounts: Vec<Option<i64>> = table.rows.iter().enumerate().map(read).collect();
    let items = |row: &&Row| row.kind == RowKind::Item;
    let count = table.rows.iter().filter(items).count();
    let stated =
        table.rows.iter().zip(&amounts).filter(|(row, amount)| items(row) && amount.is_some());
    (count > 0 && stated.count() * 5 >= count * 4).then_some(Column { index, amounts, doubtful })
}

/// `Năm 2027` under a caption of money (`NHU CẦU KINH PHÍ`): its amounts, though the head does not say so.
fn is_year_of_money(table: &Table, head: &str) -> bool {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:nam\s+)?20\d\d\s*$").expect("the pattern of years is valid")
    });
    const MONEY: [&str; 5] = ["kinh phi", "du toan", "nhu cau von", "ke hoach von", "khai toan"];
    let caption = table.caption.as_deref().map(fold).unwrap_or_default();
    YEAR.is_match(&fold(head)) && MONEY.iter().any(|word| caption.contains(word))
}

impl Column {
    fn ambiguous(&self, document: &Document, table: &Table) -> Option<Diagnostic> {
        let row = self.doubtful?;
        let cell = table.rows.get(row)?.cells.get(self.index)?;
        let words = &cell.text;
        Some(finding(
            "amount-ambiguous",
            Severity::Info,
            format!("“{words}” can be read with a decimal comma or as thousands"),
            format!("“{words}” có thể là số thập phân hoặc hàng nghìn"),
            cell.spans.first().map(|span| at(document, *span)),
        ))
    }

    /// The amount of each row that sums up others against them: of groups, parts and the whole.
    fn sums(&self, document: &Document, table: &Table, sums: &[Option<Sum>]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (index, sum) in sums.iter().enumerate() {
            let (Some(sum), Some(stated)) = (sum, self.amounts[index]) else { continue };
            let enough = if sum.kind == SumKind::Title { 1 } else { 2 };
            let Some(added) = self.added(&sum.rows).filter(|_| sum.rows.len() >= enough) else {
                continue;
            };
            let (code, excused) = match sum.kind {
                SumKind::Total => ("budget-total-mismatch", self.closing(sums) == Some(stated)),
                SumKind::Parts => ("budget-group-mismatch", names_some_only(&table.rows[index])),
                _ => ("budget-group-mismatch", false),
            };
            if added != stated && !excused {
                found.push(self.mismatch(document, table, index, code, stated, added));
            }
        }
        found
    }

    /// The sum over rows, where each of them states an amount.
    fn added(&self, rows: &[usize]) -> Option<i64> {
        rows.iter().try_fold(0i64, |sum, row| Some(sum.saturating_add(self.amounts[*row]?)))
    }

    /// The sum over the sums that close groups: entries between them may be explained and not added.
    fn closing(&self, sums: &[Option<Sum>]) -> Option<i64> {
        let is_closing =
            |sum: &Option<Sum>| sum.as_ref().is_some_and(|sum| sum.kind == SumKind::Closing);
        let closing: Vec<usize> = (0..sums.len()).filter(|row| is_closing(&sums[*row])).collect();
        self.added(&closing)
    }

    fn mismatch(
        &self,
        document: &Document,
        table: &Table,
        row: usize,
        code: &str,
        stated: i64,
        sum: i64,
    ) -> Diagnostic {
        let cell = table.rows.get(row).and_then(|row| row.cells.get(self.index));
        let place = cell.and_then(|cell| cell.spans.first()).map(|span| at(document, *span));
        let (stated, sum) = (grouped(stated), grouped(sum));
        let name = table.title.as_deref().unwrap_or("the table");
        let ten = table.title.as_deref().unwrap_or("bảng");
        finding(
            code,
            Severity::Error,
            format!("{name} states {stated} đồng, its lines add up to {sum}"),
            format!("{ten} ghi {stated} đồng nhưng các dòng cộng lại là {sum} đồng"),
            place,
        )
    }
}

/// Whether a row says that its parts are some of many (`trong đó`).
fn names_some_only(row: &Row) -> bool {
    row.cells.iter().any(|cell| fold(&cell.text).contains("trong do"))
}

/// A whole and its parts across a row, where most rows of the table agree that they are.
fn across(document: &Document, table: &Table, columns: &[Column]) -> Vec<Diagnostic> {
    let [whole, parts @ ..] = columns else { return Vec::new() };
    if parts.len() < 2 {
        return Vec::new();
    }
    let sums: Vec<Option<(i64, i64)>> = (0..table.rows.len())
        .map(|row| {
            let stated = whole.amounts[row]?;
            let parts: Vec<i64> = parts.iter().filter_map(|part| part.amounts[row]).collect();
            (!parts.is_empty()).then(|| (stated, parts.iter().sum()))
        })
        .collect();
    let known = sums.iter().flatten().count();
    let equal = sums.iter().flatten().filter(|(stated, sum)| stated == sum).count();
    if known < 3 || equal * 10 < known * 7 {
        return Vec::new();
    }
    let wrong = sums.iter().enumerate().filter_map(|(row, sums)| {
        let (stated, sum) = (*sums)?;
        (stated != sum).then_some((row, stated, sum))
    });
    wrong
        .map(|(row, stated, sum)| {
            whole.mismatch(document, table, row, "budget-row-mismatch", stated, sum)
        })
        .collect()
}

/// `2260000000` as `2.260.000.000`.
fn grouped(amount: i64) -> String {
    let digits = amount.abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if amount < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use vanban_document::{Assembler, Cell, Content, MediaType, Reading};
    use vanban_text::Span;

    use super::*;

    fn codes(heads: &[&str], rows: &[(RowKind, &[&str])]) -> Vec<String> {
        captioned(None, heads, rows)
    }

    fn captioned(
        caption: Option<&str>,
        heads: &[&str],
        rows: &[(RowKind, &[&str])],
    ) -> Vec<String> {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![Span::new(0, 0)] };
        let row = |(kind, cells): &(RowKind, &[&str])| Row {
            cells: cells.iter().map(cell).collect(),
            kind: *kind,
            group: None,
        };
        let table = Table {
            columns: heads.iter().map(cell).collect(),
            rows: rows.iter().map(row).collect(),
            confidence: 1.0,
            caption: caption.map(str::to_owned),
            ..Table::default()
        };
        let document = Assembler::new().finish(Reading {
            media_type: MediaType::Text,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        });
        let structure = Structure { tables: vec![table], ..Structure::default() };
        check(&document, &structure).into_iter().map(|finding| finding.code).collect()
    }

    use RowKind::{Group, Item, Total};

    #[test]
    fn years_under_a_caption_of_money_are_added_up() {
        let rows: [(RowKind, &[&str]); 3] = [
            (Item, &["1", "Đắp đê", "300", "450"]),
            (Item, &["2", "Nạo vét", "200", "150"]),
            (Total, &["", "Tổng cộng", "500", "620"]),
        ];
        let heads = ["TT", "Nội dung", "Năm 2027", "Năm 2028"];
        let found = captioned(Some("NHU CẦU KINH PHÍ (triệu đồng)"), &heads, &rows);
        assert_eq!(found, ["budget-total-mismatch"]);
        assert!(codes(&heads, &rows).is_empty());
    }

    #[test]
    fn sums_that_agree_raise_nothing() {
        let heads = ["TT", "Nội dung", "Kinh phí (triệu đồng)"];
        assert!(
            codes(
                &heads,
                &[
                    (Group, &["I", "Giống", "150"]),
                    (Item, &["1", "Lúa", "100"]),
                    (Item, &["1.1", "Lúa nếp", "60"]),
                    (Item, &["1.2", "Lúa tẻ", "40"]),
                    (Item, &["2", "Ngô", "50"]),
                    (Total, &["", "Tổng", "150"]),
                ]
            )
            .is_empty()
        );
    }

    #[test]
    fn wrong_sums_are_errors() {
        let heads = ["TT", "Nội dung", "Kinh phí (triệu đồng)"];
        assert_eq!(
            codes(
                &heads,
                &[
                    (Group, &["I", "Giống", "140"]),
                    (Item, &["1", "Lúa", "100"]),
                    (Item, &["2", "Ngô", "50"]),
                    (Total, &["", "Tổng", "145"]),
                ]
            ),
            ["budget-group-mismatch", "budget-total-mismatch"]
        );
    }

    #[test]
    fn parts_and_closing_sums_are_added_too() {
        let heads = ["TT", "Nội dung", "Kinh phí (triệu đồng)"];
        let rows = |part, closing| {
            codes(
                &heads,
                &[
                    (Group, &["I", "Chợ", ""]),
                    (Item, &["1", "Mái che", "100"]),
                    (Item, &["1.1", "Khung", "60"]),
                    (Item, &["1.2", "Tôn", part]),
                    (Item, &["2", "Sân", "50"]),
                    (Total, &["", "Cộng", closing]),
                    (Group, &["II", "Bến", ""]),
                    (Item, &["1", "Kè", "30"]),
                    (Item, &["2", "Bậc", "20"]),
                    (Total, &["", "Tổng cộng", "200"]),
                ],
            )
        };
        assert!(rows("40", "150").is_empty());
        assert_eq!(rows("45", "150"), ["budget-group-mismatch"]);
        assert_eq!(rows("40", "155"), ["budget-group-mismatch"]);
    }

    #[test]
    fn a_line_without_amount_forbids_the_sum() {
        let heads = ["TT", "Nội dung", "Kinh phí (triệu đồng)"];
        let rows: [(RowKind, &[&str]); 6] = [
            (Item, &["1", "Lúa", "100"]),
            (Item, &["2", "Ngô", "50"]),
            (Item, &["3", "Đậu", "70"]),
            (Item, &["4", "Lạc", "20"]),
            (Item, &["5", "Vừng", "Lồng ghép"]),
            (Total, &["", "Tổng", "999"]),
        ];
        assert!(codes(&heads, &rows).is_empty());
    }

    #[test]
    fn parts_are_added_across_where_most_rows_agree() {
        let heads = ["TT", "Dự án", "Tổng vốn", "Ngân sách tỉnh", "Ngân sách xã"];
        assert_eq!(
            codes(
                &heads,
                &[
                    (Item, &["1", "A", "300", "200", "100"]),
                    (Item, &["2", "B", "500", "400", "100"]),
                    (Item, &["3", "C", "700", "300", "400"]),
                    (Item, &["4", "D", "900", "300", "500"]),
                ]
            ),
            ["budget-row-mismatch"]
        );
    }

    #[test]
    fn amounts_of_an_unread_annex_are_named_where_much_was_repaired() {
        let text = "Phu luc 1 |a 1 Ke da 370.000.0004d | sach";
        let line = vanban_document::Line { text: text.into(), page: 1, ..Default::default() };
        let mut assembler = Assembler::new();
        let block = vanban_document::ParagraphBlock { lines: vec![line], ..Default::default() };
        assembler.paragraph(&block, false);
        let mut document = assembler.finish(Reading {
            media_type: MediaType::Text,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        });
        let mut structure = Structure::default();
        structure.zones.annexes.push(vanban_document::Annex {
            label: "Phụ lục 1".into(),
            span: Span::new(0, text.len()),
            ..Default::default()
        });
        let record = Record::default();
        assert!(unread(&record, &document, &structure).is_empty());
        document.repair.syllables = 10;
        document.repair.changed = 5;
        let found = unread(&record, &document, &structure);
        assert_eq!(found[0].code, "amount-unread");
        assert!(found[0].message.contains("with 1 amount"));
    }
}
