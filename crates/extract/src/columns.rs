//! What the columns of a table are for, by the words of their heads.
//!
//! Heads differ from office to office (`Cơ quan chủ trì`, `Đơn vị thực hiện`, `Phân công`); a lexicon of
//! phrases decides, the first phrase in the head winning, and near misses (OCR, typing slips) are caught by
//! string distance. Where a head is silent the cells under it tell amounts from words.

mod moved_heads;
mod unnamed_heads;
pub(crate) mod value_heads;

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Cell, Row, RowKind, Table};
use vanban_text::{MoneyUnit, cell_amount, collapse_spaces, fold};

use crate::columns::value_heads::compares;
use crate::targets::phrase::is_scope;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// TT, STT.
    Order,
    /// Nhiệm vụ, dự án, nội dung công việc.
    Task,
    /// Chỉ tiêu.
    Indicator,
    /// Đơn vị tính.
    Unit,
    /// The value a target is to reach.
    Value,
    /// The value reached in an earlier year.
    Reached,
    /// Cơ quan chủ trì, đơn vị thực hiện.
    Lead,
    /// Cơ quan phối hợp.
    Support,
    /// Kết quả, sản phẩm.
    Result,
    /// Thời hạn, thời gian, tiến độ.
    Deadline,
    /// Kinh phí.
    Amount,
    /// Nguồn vốn.
    Funding,
    /// Nội dung chi.
    Content,
    /// Quy mô, địa điểm.
    Scope,
    /// Cấp phê duyệt.
    Approver,
    /// Anything else.
    Other,
}

/// A column: its kind, and what its head says beside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    pub kind: Kind,
    /// The unit of money that the head names.
    pub money: Option<MoneyUnit>,
    /// `Năm 2026`, where the head names a time.
    pub period: Option<String>,
    /// `Ngân sách tỉnh`, where the head of an amount names a source.
    pub source: Option<String>,
    /// How well the head was understood, 0 to 1.
    pub sure: f32,
}

/// The columns of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Columns(Vec<Column>);

impl Columns {
    /// Reads the heads and, where they leave doubt, the cells of `table`.
    pub(crate) fn of(table: &Table) -> Columns {
        let mut columns: Vec<Column> =
            table.columns.iter().map(|cell| by_head(&cell.text)).collect();
        crate::columns::moved_heads::put_right(&mut columns, table);
        crate::columns::unnamed_heads::years_of_money(&mut columns, table);
        let whole = columns.iter().any(|column| column.kind == Kind::Amount);
        let share = |index: usize, fits: &dyn Fn(&str) -> bool| share_of(table, index, fits);
        for (index, column) in columns.iter_mut().enumerate() {
            let amounts = share(index, &|cell| {
                cell_amount(cell, column.money.or(Some(MoneyUnit::Dong))).is_some()
            });
            let source = source_of(&table.columns[index].text);
            let money = column.kind == Kind::Amount || column.money.is_some();
            if money && amounts < 0.3 && !empty_column(table, index) {
                column.kind = if source.is_some() { Kind::Funding } else { Kind::Other };
            } else if amounts > 0.6 && (column.money.is_some() || column.kind == Kind::Funding)
                // `Tổng kinh phí | NS tỉnh | NS xã`: the parts beside their whole.
                || amounts > 0.6 && whole && source.is_some() && column.kind == Kind::Other
            {
                column.kind = Kind::Amount;
            }
            if column.kind == Kind::Amount {
                column.source = source;
            }
        }
        settle(&mut columns, table);
        Columns(columns)
    }

    /// The first column of `kind`.
    pub(crate) fn first(&self, kind: Kind) -> Option<usize> {
        self.0.iter().position(|column| column.kind == kind)
    }

    /// All columns of `kind` with their places.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = (usize, &Column)> {
        self.0.iter().enumerate().filter(move |(_, column)| column.kind == kind)
    }

    /// Whether there is a column of `kind`.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.first(kind).is_some()
    }

    /// The words of `row` in the first column of `kind`; `None` where it is empty.
    pub(crate) fn words(&self, row: &Row, kind: Kind) -> Option<String> {
        let mut cells = self.all(kind).filter_map(|(index, _)| row.cells.get(index));
        cells.find_map(words)
    }

    /// The row's number or letter as printed, without its closing full stop.
    pub(crate) fn label(&self, row: &Row) -> Option<String> {
        let index = self.first(Kind::Order)?;
        let label = words(row.cells.get(index)?)?;
        let label = label.trim_end_matches(['.', ')', ',']).trim();
        (!label.is_empty() && label.chars().count() <= 12).then(|| label.to_owned())
    }

    /// How well the columns of `kinds` were understood.
    pub(crate) fn sure(&self, kinds: &[Kind]) -> f32 {
        let used = self.0.iter().filter(|column| kinds.contains(&column.kind));
        used.map(|column| column.sure).fold(1.0, f32::min)
    }
}

/// A cell's words; `None` where it is empty or holds only a dash.
pub(crate) fn words(cell: &Cell) -> Option<String> {
    let words = collapse_spaces(&cell.text);
    let said = words.chars().any(char::is_alphanumeric);
    said.then_some(words)
}

/// Phrases of heads, folded. A phrase decides by its place in the head, the first one winning.
const PHRASES: [(Kind, &[&str]); 14] = [
    (
        Kind::Support,
        &[
            "phoi hop",
            "co quan phoi hop",
            "don vi phoi hop",
            "co quan don vi phoi hop",
            "phoi hop thuc hien",
        ],
    ),
    (
        Kind::Lead,
        &[
            "chu tri",
            "co quan chu tri",
            "don vi chu tri",
            "don vi thuc hien",
            "co quan thuc hien",
            "co quan don vi",
            "to chuc thuc hien",
            "phu trach",
            "dau moi",
            "co quan tham muu",
            "don vi tham muu",
            "chu dau tu",
            "phan cong",
            "nguoi thuc hien",
            "trach nhiem",
            "co quan theo doi",
            "don vi theo doi",
            "co quan chiu trach nhiem",
            "don vi chiu trach nhiem",
            "bo phan thuc hien",
            "can bo thuc hien",
            "don vi trien khai",
            "co quan trien khai",
            "co quan soan thao",
            "don vi dang ky",
        ],
    ),
    (
        Kind::Approver,
        &[
            "phe duyet",
            "cap phe duyet",
            "cap co tham quyen",
            "tham quyen",
            "cap trinh",
            "cap ban hanh",
        ],
    ),
    (Kind::Funding, &["nguon von", "nguon kinh phi", "nguon ngan sach", "nguon", "co cau nguon"]),
    (
        Kind::Deadline,
        &[
            "thoi gian",
            "thoi han",
            "tien do",
            "lo trinh",
            "thoi diem",
            "han hoan thanh",
            "moc hoan thanh",
            "ngay hoan thanh",
            "ke hoach hoan thanh",
            "nam hoan thanh",
            "nam thuc hien",
            "nam trien khai",
            "thoi gian hoan thanh",
        ],
    ),
    (
        Kind::Amount,
        &[
            "kinh phi",
            "so tien",
            "thanh tien",
            "du toan",
            "tong muc dau tu",
            "tong von",
            "tong so tien",
            "muc von",
            "von dau tu",
            "ke hoach von",
            "nhu cau von",
            "khai toan",
            "tong cong",
            "muc dau tu",
        ],
    ),
    (Kind::Unit, &["don vi tinh", "dvt", "d.v.t"]),
    (Kind::Scope, &["quy mo", "dia diem", "pham vi", "dia ban"]),
    (Kind::Content, &["noi dung chi", "khoan muc chi", "muc chi"]),
    (
        Kind::Result,
        &[
            "ket qua",
            "san pham",
            "dau ra",
            "ket qua dau ra",
            "du kien san pham",
            "hinh thuc van ban",
            "yeu cau ket qua",
        ],
    ),
    (
        Kind::Value,
        &["muc phan dau", "gia tri can dat", "muc can dat", "gia tri muc tieu", "chi tieu giao"],
    ),
    (
        Kind::Indicator,
        &["chi tieu", "muc tieu", "chi so", "tieu chi", "noi dung chi tieu", "ten chi tieu"],
    ),
    (
        Kind::Task,
        &[
            "nhiem vu",
            "cong viec",
            "noi dung",
            "hoat dong",
            "du an",
            "de an",
            "hang muc",
            "giai phap",
            "ten nhiem vu",
            "danh muc",
            "ten van ban",
            "ten chuong trinh",
            "nhom nhiem vu",
            "viec can lam",
        ],
    ),
    (Kind::Order, &["tt", "stt", "so tt", "so thu tu", "no"]),
];

/// What a time head says of how long a thing lasts or a procedure takes: no deadline.
const LASTS: [&str; 7] =
    ["giai quyet", "su dung", "hao mon", "bao quan", "luu tru", "khau hao", "hieu luc"];

fn by_head(head: &str) -> Column {
    let folded = collapse_spaces(&fold(head).replace(['/', ',', '\n', '(', ')', ';', ':'], " "));
    let money = money_of(head);
    let column = |kind, sure| Column { kind, money, period: period_of(head), source: None, sure };
    if folded.contains("thoi") && LASTS.iter().any(|word| folded.contains(word)) {
        return column(Kind::Other, 1.0);
    }
    if let Some(kind) = whole_head(&folded) {
        return column(kind, 1.0);
    }
    let place = |phrase: &str| whole_word(&folded, phrase);
    let found = PHRASES.iter().flat_map(|(kind, phrases)| {
        phrases
            .iter()
            .filter_map(move |phrase| Some((place(phrase)?, usize::MAX - phrase.len(), *kind)))
    });
    if let Some((.., kind)) = found.min() {
        return column(kind, 0.97);
    }
    // An OCR slip or a typing slip leaves the head close to a phrase.
    let near = PHRASES
        .iter()
        .flat_map(|(kind, phrases)| phrases.iter().map(move |phrase| (*kind, *phrase)))
        .filter(|(_, phrase)| phrase.len() > 5)
        .map(|(kind, phrase)| (strsim::normalized_levenshtein(&folded, phrase), kind))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((likeness, kind)) if likeness >= 0.8 => column(kind, 0.85),
        _ if money.is_some() => column(Kind::Amount, 0.9),
        _ => column(Kind::Other, 1.0),
    }
}

/// Heads that are one whole phrase.
fn whole_head(folded: &str) -> Option<Kind> {
    match folded.trim_matches(|c: char| !c.is_alphanumeric()) {
        "tt" | "stt" | "so tt" | "so thu tu" | "no" => Some(Kind::Order),
        "don vi" | "co quan" | "bo nganh" | "nguoi phu trach" => Some(Kind::Lead),
        "von" | "tong" | "tong so" | "so tien" => Some(Kind::Amount),
        "ghi chu" => Some(Kind::Other),
        _ => None,
    }
}

fn whole_word(text: &str, phrase: &str) -> Option<usize> {
    text.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next())
    })
}

fn money_of(head: &str) -> Option<MoneyUnit> {
    // `Hợp đồng` and `Hội đồng` are told apart by the money grammar itself.
    MoneyUnit::named_in(head)
}

fn period_of(head: &str) -> Option<String> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:giai đoạn\s+)?(?:đến\s+)?(?:năm\s+)?\b20\d\d(?:\s*[-–]\s*20\d\d)?\b")
            .expect("the pattern of periods is valid")
    });
    PERIOD.find(head).map(|found| collapse_spaces(found.as_str()))
}

/// The source that the head of an amount column names.
fn source_of(head: &str) -> Option<String> {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:ngan sach|ns|nstw|nsdp|nst|nsnn|xa hoi hoa|nguon khac|von khac|khac|doanh nghiep|huy dong|oda|dan gop|von (?:su nghiep|dau tu|trung uong|tinh|xa|vay)|trung uong|cap tinh|cap xa)\b")
            .expect("the pattern of sources is valid")
    });
    SOURCE.is_match(&fold(head)).then(|| collapse_spaces(head))
}

pub(crate) fn share_of(table: &Table, index: usize, fits: &dyn Fn(&str) -> bool) -> f32 {
    let cells: Vec<&str> = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(index))
        .map(|cell| cell.text.trim())
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect();
    if cells.is_empty() {
        return 0.0;
    }
    cells.iter().filter(|text| fits(text)).count() as f32 / cells.len() as f32
}

fn empty_column(table: &Table, index: usize) -> bool {
    share_of(table, index, &|_| true) == 0.0
}

/// Decides what one head alone cannot: a second column of words, the value column of a table of targets.
fn settle(columns: &mut [Column], table: &Table) {
    let has = |columns: &[Column], kind| columns.iter().any(|column| column.kind == kind);
    let first = |columns: &[Column], kind| columns.iter().position(|column| column.kind == kind);
    let numeric = |index: usize| share_of(table, index, &|cell| measures(cell));
    if !has(columns, Kind::Order) && numbered(table) {
        columns[0].kind = Kind::Order;
    }
    if has(columns, Kind::Indicator) && !has(columns, Kind::Task) {
        for index in 0..columns.len() {
            let year = columns[index].period.is_some();
            match columns[index].kind {
                Kind::Lead if fold(&table.columns[index].text).trim() == "don vi" => {
                    columns[index].kind = Kind::Unit;
                }
                Kind::Result | Kind::Other | Kind::Indicator | Kind::Deadline
                    if Some(index) != first(columns, Kind::Indicator)
                        && (numeric(index) > 0.5 || year && numeric(index) > 0.3) =>
                {
                    let head = fold(&table.columns[index].text);
                    // Marks to be given are no values to be reached, nor are comparisons.
                    if whole_word(&head, "diem").is_some() || compares(&head) {
                        columns[index].kind = Kind::Other;
                        continue;
                    }
                    let past = ["thuc hien", "hien trang", "uoc", "ket qua nam", "hien nay"]
                        .iter()
                        .any(|word| head.contains(word));
                    // `TH năm 2025` and `KQ 2025` are short for what was done and brought.
                    let short = ["th ", "kq ", "ket qua 20"];
                    let past = past || short.iter().any(|word| head.trim().starts_with(word));
                    columns[index].kind = if past { Kind::Reached } else { Kind::Value };
                }
                // `Cấp tỉnh | Cấp xã`: a value for each.
                Kind::Approver | Kind::Scope
                    if numeric(index) > 0.5 && is_scope(&table.columns[index].text) =>
                {
                    columns[index].kind = Kind::Value;
                }
                _ => {}
            }
        }
    }
    crate::columns::unnamed_heads::name_tasks(columns, table);
    // A second column of tasks holds what the first is made of; the items of expense have their own name.
    let mut tasks = columns.iter_mut().filter(|column| column.kind == Kind::Task);
    if tasks.next().is_some() {
        for later in tasks {
            later.kind = Kind::Content;
        }
    } else if let Some(content) = columns.iter_mut().find(|column| column.kind == Kind::Content) {
        content.kind = Kind::Task;
    }
}

/// Whether the first cells number the rows.
pub(crate) fn numbered(table: &Table) -> bool {
    let items: Vec<&Row> = table.rows.iter().filter(|row| row.kind == RowKind::Item).collect();
    let number = |row: &&&Row| {
        row.cells.first().is_some_and(|cell| {
            let label = cell.text.trim().trim_end_matches(['.', ')']);
            !label.is_empty()
                && label.len() <= 5
                && label.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
    };
    items.len() > 1 && items.iter().filter(number).count() * 3 > items.len() * 2
}

/// Whether a cell holds a value rather than words: `≥ 80`, `100%`, `16 - 18`, `12,5 ha`.
pub(crate) fn measures(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let words =
        cell.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    digits > 0 && (words <= 4 || opens_with_share(cell))
}

/// `≥ 3% và tăng dần theo nhu cầu`: a bound or a share, and then words about it.
fn opens_with_share(cell: &str) -> bool {
    let rest = cell.trim_start().trim_start_matches(['≥', '≤', '>', '<', '=', ' ']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    number.len() < rest.len()
        && (number.trim_start().starts_with('%') || rest.len() < cell.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(heads: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        Table {
            columns: heads.iter().map(cell).collect(),
            rows: rows
                .iter()
                .map(|row| Row { cells: row.iter().map(cell).collect(), ..Row::default() })
                .collect(),
            ..Table::default()
        }
    }

    fn kinds(heads: &[&str], rows: &[&[&str]]) -> Vec<Kind> {
        Columns::of(&table(heads, rows)).0.iter().map(|column| column.kind).collect()
    }

    #[test]
    fn task_tables_of_any_wording_are_understood() {
        use Kind::{Deadline, Lead, Order, Other, Result, Support, Task};
        for (heads, want) in [
            (
                vec![
                    "TT",
                    "Nhiệm vụ",
                    "Cơ quan chủ trì",
                    "Cơ quan phối hợp",
                    "Kết quả",
                    "Thời hạn hoàn thành",
                ],
                vec![Order, Task, Lead, Support, Result, Deadline],
            ),
            (
                vec![
                    "STT",
                    "Nội dung công việc",
                    "Đơn vị thực hiện",
                    "Đơn vị phối hợp",
                    "Sản phẩm",
                    "Tiến độ",
                    "Ghi chú",
                ],
                vec![Order, Task, Lead, Support, Result, Deadline, Other],
            ),
            (
                vec!["Số TT", "Tên nhiệm vụ, giải pháp", "Phân công thực hiện", "Lộ trình"],
                vec![Order, Task, Lead, Deadline],
            ),
            (
                vec!["TT", "Nhiệm vu", "Co quan chu tri", "Thòi gian"],
                vec![Order, Task, Lead, Deadline],
            ),
        ] {
            assert_eq!(kinds(&heads, &[]), want, "{heads:?}");
        }
    }

    #[test]
    fn budget_tables_tell_money_from_words() {
        use Kind::{Amount, Approver, Content, Funding, Order, Task};
        let heads = [
            "TT",
            "Tên dự án",
            "Cấp phê duyệt",
            "Nội dung chi",
            "Kinh phí (triệu đồng)",
            "Nguồn vốn",
        ];
        let rows: [&[&str]; 1] = [&["1", "Sửa cầu", "UBND xã", "Vật liệu", "250", "Ngân sách xã"]];
        assert_eq!(kinds(&heads, &rows), [Order, Task, Approver, Content, Amount, Funding]);
    }

    #[test]
    fn source_and_year_columns_of_money_are_amounts() {
        let heads = [
            "TT",
            "Nội dung",
            "Kinh phí năm 2026",
            "Ngân sách tỉnh (triệu đồng)",
            "Nguồn khác (triệu đồng)",
        ];
        let rows: [&[&str]; 1] = [&["1", "Tập huấn", "1.500.000.000", "1.000", "500"]];
        let columns = Columns::of(&table(&heads, &rows));
        let amounts: Vec<_> = columns
            .all(Kind::Amount)
            .map(|(index, column)| (index, column.period.clone(), column.source.is_some()))
            .collect();
        assert_eq!(
            amounts,
            [(2, Some("năm 2026".to_owned()), false), (3, None, true), (4, None, true)]
        );
    }

    #[test]
    fn tables_of_targets_have_value_columns() {
        use Kind::{Indicator, Lead, Order, Reached, Unit, Value};
        let heads =
            ["TT", "Chỉ tiêu", "Đơn vị", "Thực hiện năm 2025", "Năm 2026", "Cơ quan theo dõi"];
        let rows: [&[&str]; 1] = [&["1", "Tỷ lệ hộ nghèo", "%", "3,1", "2,5", "Phòng Kinh tế"]];
        assert_eq!(kinds(&heads, &rows), [Order, Indicator, Unit, Reached, Value, Lead]);
        let short = ["TT", "Chỉ tiêu", "ĐVT", "TH năm 2025", "2026", "Cơ quan theo dõi"];
        assert_eq!(kinds(&short, &rows), [Order, Indicator, Unit, Reached, Value, Lead]);
    }
}
