//! Kinh phí: lines and totals of budget tables, exactly as stated and in whole đồng.

mod text;

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Row, RowKind, Structure, Sum, Table};
use vanban_record::{BudgetColumnTotal, BudgetGroup, BudgetLine, BudgetTotal, Header};
use vanban_text::{MoneyUnit, Span, cell_amount, fold};

use crate::at;
use crate::bodies::bodies;
use crate::columns::{Column, Columns, Kind};
use crate::rows::{row_confidence, row_span, table_name};
use crate::sums;
use crate::targets::gate::is_regulation;

/// What budget tables state.
#[derive(Default)]
pub(crate) struct Budget {
    pub(crate) lines: Vec<BudgetLine>,
    pub(crate) totals: Vec<BudgetTotal>,
    pub(crate) groups: Vec<BudgetGroup>,
    pub(crate) column_totals: Vec<BudgetColumnTotal>,
}

/// Lines, sums of groups and stated totals, in reading order.
pub(crate) fn budget(document: &Document, structure: &Structure, header: &Header) -> Budget {
    let mut found = Budget::default();
    for (index, table) in structure.tables.iter().enumerate() {
        let columns = Columns::of(table);
        if !columns.has(Kind::Amount) || columns.has(Kind::Indicator) {
            continue;
        }
        if is_regulation(header) && states_rates(table, &columns) {
            continue;
        }
        let money = stated_unit(document, table);
        if speaks_of_money(table, &columns, money) {
            let name = table_name(table, index);
            found.read(&MoneyTable {
                document,
                table,
                columns: &columns,
                sums: &table.sums(),
                money,
                name: &name,
            });
        }
    }
    let places = found.lines.iter().map(|line| &line.at);
    let places = places.chain(found.totals.iter().map(|total| &total.at));
    let known: Vec<Span> = places.map(|at| Span::new(at.start, at.end)).collect();
    found.totals.extend(text::proven(document, structure, &known));
    let stated = text::stated(document, structure, header);
    found.lines.extend(stated.lines);
    found.totals.extend(stated.totals);
    found.lines.sort_by_key(|line| line.at.start);
    found.totals.sort_by_key(|total| total.at.start);
    found.number();
    found
}

/// A table of money: what its rows are read with.
pub(crate) struct MoneyTable<'a> {
    pub(crate) document: &'a Document,
    pub(crate) table: &'a Table,
    pub(crate) columns: &'a Columns,
    /// What each row sums up.
    pub(crate) sums: &'a [Option<Sum>],
    /// The unit that the words around the table state.
    pub(crate) money: Option<MoneyUnit>,
    pub(crate) name: &'a str,
}

impl Budget {
    fn read(&mut self, of: &MoneyTable<'_>) {
        let MoneyTable { document, table, columns, money, name, .. } = *of;
        let first = self.lines.len();
        for (index, row) in table.rows.iter().enumerate() {
            if is_total(row) || adds_up(&self.lines[first..], columns, money, row) {
                let read = total(document, table, columns, money, row);
                let table_name = Some(name.to_owned());
                self.totals.extend(read.map(|total| BudgetTotal { table: table_name, ..total }));
                self.column_totals.extend(sums::column_totals(of, index));
            } else if row.kind == RowKind::Item {
                let read = line(document, table, columns, money, row).into_iter();
                self.lines
                    .extend(read.map(|line| BudgetLine { table: Some(name.to_owned()), ..line }));
            }
            self.groups.extend(sums::groups(of, index));
        }
    }

    /// Gives every fact its `id`.
    fn number(&mut self) {
        for (i, line) in self.lines.iter_mut().enumerate() {
            line.id = format!("b{}", i + 1);
        }
        for (i, total) in self.totals.iter_mut().enumerate() {
            total.id = format!("bt{}", i + 1);
        }
        for (i, group) in self.groups.iter_mut().enumerate() {
            group.id = format!("bg{}", i + 1);
        }
        for (i, total) in self.column_totals.iter_mut().enumerate() {
            total.id = format!("bc{}", i + 1);
        }
    }
}

/// Whether head, caption or cells say that the amounts are money: a `Tổng số` counts other things as often.
fn speaks_of_money(table: &Table, columns: &Columns, money: Option<MoneyUnit>) -> bool {
    const MONEY: [&str; 9] = [
        "kinh phi",
        "tien",
        "von",
        "du toan",
        "ngan sach",
        "khai toan",
        "muc dau tu",
        "chi phi",
        "muc chi",
    ];
    let named = |words: &str| {
        let words = format!(" {} ", fold(words).replace(|c: char| !c.is_alphanumeric(), " "));
        MONEY.iter().any(|name| words.contains(&format!(" {name} ")))
    };
    let mut amounts = columns.all(Kind::Amount);
    money.is_some()
        || columns.has(Kind::Funding)
        || amounts.any(|(index, column)| {
            column.money.is_some()
                || table.columns.get(index).is_some_and(|head| named(&head.text))
                || crate::columns::share_of(table, index, &|cell| {
                    MoneyUnit::named_in(cell).is_some()
                }) > 0.3
        })
        || named(table.caption.as_deref().unwrap_or_default())
}

/// Whether the amounts of a norm's table are what each one may be paid or charged (`Mức chi`, `Mức thu`), not what is
/// set aside for it.
fn states_rates(table: &Table, columns: &Columns) -> bool {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:muc|dinh muc|don gia|gia|phi|le phi|tien cong)\b")
            .expect("the pattern of rates is valid")
    });
    let head = |index: usize| table.columns.get(index).map(|cell| fold(&cell.text));
    columns.all(Kind::Amount).filter_map(|(index, _)| head(index)).all(|head| RATE.is_match(&head))
}

/// Whether the row states a sum over others.
fn is_total(row: &Row) -> bool {
    static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:tong(?:\s+(?:cong|so|kinh phi|chi|von|muc|du toan))?|cong)\b")
            .expect("the pattern of totals is valid")
    });
    let first = row.cells.iter().take(2).find(|cell| !cell.text.trim().is_empty());
    row.kind == RowKind::Total
        || first
            .is_some_and(|cell| TOTAL.is_match(&fold(cell.text.trim())) && cell.text.len() < 120)
}

/// Whether a row without a task states the sum of all lines before it: their total, whatever recognition made
/// of its label.
fn adds_up(lines: &[BudgetLine], columns: &Columns, money: Option<MoneyUnit>, row: &Row) -> bool {
    let stated = amounts(columns, money, row);
    let sum = || lines.iter().map(|line| line.amount_vnd).try_fold(0_i64, i64::checked_add);
    let [(_, vnd, _)] = stated.as_slice() else { return false };
    lines.len() > 1 && columns.words(row, Kind::Task).is_none() && sum() == Some(*vnd)
}

/// The amounts of a row, each with its column and whether it can be read in one way only.
pub(crate) fn stated_amounts<'a>(
    columns: &'a Columns,
    money: Option<MoneyUnit>,
    row: &Row,
) -> Vec<(usize, &'a Column, i64, bool)> {
    let read = |(index, column): (usize, &'a Column)| {
        let cell = row.cells.get(index)?;
        let (vnd, sure) = cell_amount(&cell.text, column.money.or(money))?;
        Some((index, column, vnd, sure))
    };
    columns.all(Kind::Amount).filter_map(read).collect()
}

/// The amounts of a row: one where a column holds the whole, else one for each year or source.
fn amounts<'a>(
    columns: &'a Columns,
    money: Option<MoneyUnit>,
    row: &Row,
) -> Vec<(&'a Column, i64, bool)> {
    let all = stated_amounts(columns, money, row);
    let mut all = all.into_iter().map(|(_, column, vnd, sure)| (column, vnd, sure));
    let whole = all.clone().find(|(column, ..)| is_whole(column));
    whole.map_or_else(|| all.by_ref().collect(), |whole| vec![whole])
}

/// Whether the head of a column of money names neither a source nor a time.
pub(crate) fn is_whole(column: &Column) -> bool {
    column.source.is_none() && column.period.is_none()
}

/// The one source that a row has money from, where a column holds the whole and others the sources.
fn only_source(columns: &Columns, money: Option<MoneyUnit>, row: &Row) -> Option<String> {
    let mut paid = columns.all(Kind::Amount).filter_map(|(index, column)| {
        let source = column.source.as_ref()?;
        let (vnd, _) = cell_amount(&row.cells.get(index)?.text, column.money.or(money))?;
        (vnd > 0).then_some(source)
    });
    match (paid.next(), paid.next()) {
        (Some(source), None) => Some(source.clone()),
        _ => None,
    }
}

fn line(
    document: &Document,
    table: &Table,
    columns: &Columns,
    money: Option<MoneyUnit>,
    row: &Row,
) -> Vec<BudgetLine> {
    let Some(task) = columns.words(row, Kind::Task) else { return Vec::new() };
    let span = row_span(table, row);
    let words = |kind| columns.words(row, kind);
    let kinds = [Kind::Task, Kind::Amount, Kind::Lead];
    let confidence = row_confidence(document, table, columns, &kinds, span);
    let stated = |(column, vnd, sure): (&Column, i64, bool)| BudgetLine {
        row: columns.label(row),
        group: row.group.clone(),
        task: task.clone(),
        amount_vnd: vnd,
        funding_source: words(Kind::Funding)
            .or_else(|| column.source.clone())
            .or_else(|| only_source(columns, money, row)),
        lead: words(Kind::Lead).map(|lead| bodies(&lead)).unwrap_or_default(),
        period: words(Kind::Deadline).or_else(|| column.period.clone()),
        result: words(Kind::Result),
        content: words(Kind::Content),
        scope: words(Kind::Scope),
        approver: words(Kind::Approver),
        at: at(document, span),
        confidence: confidence * if sure { 0.98 } else { 0.6 },
        ..BudgetLine::default()
    };
    amounts(columns, money, row).into_iter().map(stated).collect()
}

fn total(
    document: &Document,
    table: &Table,
    columns: &Columns,
    money: Option<MoneyUnit>,
    row: &Row,
) -> Option<BudgetTotal> {
    let span = row_span(table, row);
    let mut stated = amounts(columns, money, row);
    // A total row's merged cell may shift its amount out of its column.
    if stated.is_empty() {
        let unit = columns.all(Kind::Amount).find_map(|(_, column)| column.money).or(money);
        let column = columns.all(Kind::Amount).next()?.1;
        let found = row.cells.iter().filter_map(|cell| cell_amount(&cell.text, unit)).next_back();
        stated.extend(found.map(|(vnd, sure)| (column, vnd, sure)));
    }
    // Words that follow the table may have run into its last row: `Tổng cộng 89,55 III. ...`.
    if stated.is_empty() {
        let unit = columns.all(Kind::Amount).find_map(|(_, column)| column.money).or(money);
        let column = columns.all(Kind::Amount).next()?.1;
        let first = row.cells.iter().find(|cell| !cell.text.trim().is_empty())?;
        let number = first
            .text
            .split_whitespace()
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        stated.extend(cell_amount(number, unit).map(|(vnd, _)| (column, vnd, false)));
    }
    let (vnd, sure) = match stated.as_slice() {
        [(_, vnd, sure)] => (*vnd, *sure),
        // Over years or sources the whole is not stated in one number.
        _ => return None,
    };
    let kinds = [Kind::Amount];
    let confidence = row_confidence(document, table, columns, &kinds, span);
    Some(BudgetTotal {
        amount_vnd: vnd,
        at: at(document, span),
        confidence: confidence * if sure { 0.98 } else { 0.6 },
        ..BudgetTotal::default()
    })
}

/// The unit that the words just before a table, its title or its caption state for it (`ĐVT: triệu đồng`).
fn stated_unit(document: &Document, table: &Table) -> Option<MoneyUnit> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:đơn vị(?: tính)?|đvt|dvt|don vi(?: tinh)?)\s*:?\s*([^\n\t)]{1,30})")
            .expect("the pattern of stated units is valid")
    });
    let mut from = table.span.start.saturating_sub(300);
    while !document.text.is_char_boundary(from) {
        from += 1;
    }
    let before = &document.text[from..table.span.start];
    let first_line = table.span.of(&document.text).lines().next().unwrap_or("");
    let places = [table.caption.as_deref().unwrap_or(""), before, first_line];
    places
        .iter()
        .flat_map(|place| UNIT.captures_iter(place))
        .filter_map(|found| MoneyUnit::named_in(&found[1]))
        .last()
}

#[cfg(test)]
mod tests {
    use vanban_document::Cell;

    use super::*;

    fn table(caption: &str, heads: &[&str], rows: &[&[&str]]) -> Structure {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        let row =
            |cells: &&[&str]| Row { cells: cells.iter().map(cell).collect(), ..Row::default() };
        let table = Table {
            title: Some("Phụ lục 3".into()),
            caption: Some(caption.to_owned()),
            columns: heads.iter().map(cell).collect(),
            rows: rows.iter().map(row).collect(),
            confidence: 1.0,
            ..Table::default()
        };
        Structure { tables: vec![table], ..Structure::default() }
    }

    fn empty_document() -> Document {
        vanban_document::Assembler::new().finish(vanban_document::Reading {
            media_type: vanban_document::MediaType::Text,
            pages: vec![],
            content: vanban_document::Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        })
    }

    #[test]
    fn a_table_that_counts_other_things_is_no_budget() {
        let counted = table(
            "SỐ THỦ TỤC ĐÃ RÀ SOÁT",
            &["TT", "Nội dung", "Tổng số"],
            &[&["1", "Đất đai", "1.759"], &["", "Tổng số", "1.759"]],
        );
        let document = crate::sample::document(&[]);
        let Budget { lines, totals, .. } = budget(&document, &counted, &Header::default());
        assert!(lines.is_empty() && totals.is_empty());
    }

    #[test]
    fn rates_of_a_norm_are_no_budget() {
        let heads = ["TT", "Nội dung", "Mức bồi dưỡng/ Tiền công (1.000đ)"];
        let rows: [&[&str]; 2] = [&["1", "Người chấm thi", "420"], &["2", "Người gác", "210"]];
        let structure = table("MỨC BỒI DƯỠNG HỘI THI", &heads, &rows);
        let document = crate::sample::document(&[]);
        let norm = Header { symbol: Some("9/2027/NQ-HĐND".into()), ..Header::default() };
        assert!(budget(&document, &structure, &norm).lines.is_empty());
        assert_eq!(budget(&document, &structure, &Header::default()).lines.len(), 2);
    }

    #[test]
    fn a_line_paid_from_one_column_of_sources_names_it() {
        let rows: [&[&str]; 3] = [
            &["1", "Mua cây giống", "300", "300", "", "2026"],
            &["2", "Mua phân bón", "200", "150", "50", "2026-2027"],
            &["3", "Thuê máy", "90", "0", "90", "2027"],
        ];
        let heads = ["TT", "Nội dung", "Tổng kinh phí", "NS tỉnh", "Xã hội hóa", "Năm thực hiện"];
        let structure = table("DỰ TOÁN (ĐVT: triệu đồng)", &heads, &rows);
        let Budget { lines, .. } =
            budget(&crate::sample::document(&[]), &structure, &Header::default());
        let read: Vec<_> = lines
            .iter()
            .map(|line| (line.amount_vnd, line.funding_source.as_deref(), line.period.as_deref()))
            .collect();
        assert_eq!(
            read,
            [
                (300_000_000, Some("NS tỉnh"), Some("2026")),
                (200_000_000, None, Some("2026-2027")),
                (90_000_000, Some("Xã hội hóa"), Some("2027")),
            ]
        );
    }

    #[test]
    fn a_row_without_a_task_that_adds_up_is_the_total_whatever_its_label() {
        let rows: [&[&str]; 3] = [
            &["1", "Mua cây giống", "300.000.000đ"],
            &["2", "Mua phân bón", "200.000.000đ"],
            &["Tổn 5", "", "500.000.000đ"],
        ];
        let structure = table("", &["TT", "Nội dung", "Kinh phí"], &rows);
        let Budget { lines, totals, .. } =
            budget(&crate::sample::document(&[]), &structure, &Header::default());
        assert_eq!((lines.len(), totals.len()), (2, 1));
        assert_eq!(totals[0].amount_vnd, 500_000_000);
    }

    #[test]
    fn lines_and_total_are_read_in_the_stated_unit() {
        let structure = table(
            "DỰ TOÁN (ĐVT: triệu đồng)",
            &["TT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Kinh phí", "Nguồn vốn"],
            &[
                &[
                    "1",
                    "Trồng cây ven đường",
                    "Hội Nông dân, Đoàn Thanh niên",
                    "1.250,5",
                    "Ngân sách xã",
                ],
                &["2", "Sửa nhà văn hóa", "Thôn Đông", "80", "Nhân dân đóng góp"],
                &["", "Tổng cộng", "", "1.330,5", ""],
            ],
        );
        let Budget { lines, totals, .. } =
            budget(&empty_document(), &structure, &Header::default());
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].amount_vnd, 1_250_500_000);
        assert_eq!(lines[0].lead, ["Hội Nông dân", "Đoàn Thanh niên"]);
        assert_eq!(lines[1].funding_source.as_deref(), Some("Nhân dân đóng góp"));
        assert_eq!(totals[0].amount_vnd, 1_330_500_000);
        assert_eq!(totals[0].table.as_deref(), Some("Phụ lục 3"));
    }

    #[test]
    fn columns_of_years_give_a_line_for_each() {
        let structure = table(
            "",
            &["TT", "Dự án", "Kinh phí năm 2026 (triệu đồng)", "Kinh phí năm 2027 (triệu đồng)"],
            &[&["1", "Kè suối", "300", "450"]],
        );
        let Budget { lines, .. } = budget(&empty_document(), &structure, &Header::default());
        let read: Vec<_> =
            lines.iter().map(|line| (line.amount_vnd, line.period.clone())).collect();
        assert_eq!(
            read,
            [(300_000_000, Some("năm 2026".into())), (450_000_000, Some("năm 2027".into()))]
        );
    }

    #[test]
    fn a_whole_column_beside_its_parts_is_the_amount() {
        let structure = table(
            "ĐVT: đồng",
            &["TT", "Dự án", "Tổng kinh phí", "Ngân sách tỉnh", "Ngân sách xã"],
            &[&["1", "Kè suối", "900.000.000", "600.000.000", "300.000.000"]],
        );
        let Budget { lines, .. } = budget(&empty_document(), &structure, &Header::default());
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].amount_vnd, 900_000_000);
        assert_eq!(lines[0].funding_source, None);
    }
}
