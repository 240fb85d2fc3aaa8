//! The facts of a record. Every item has an `id` stable within the document, its place and a confidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::At;

/// A heading: numbered or titled, or an annex.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// `s1`, `s2`, ...
    pub id: String,
    /// `Phần I`, `I`, `1`, `2.1`, `a)`, `Phụ lục 1`; no closing full stop.
    pub label: String,
    /// The heading's words after the label.
    pub title: Option<String>,
    /// 1 is the outermost kind used in the document.
    pub level: u32,
    /// Index in the list of sections.
    pub parent: Option<usize>,
    /// Place of the heading.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// Where a reference is cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Căn cứ: before the body, or in a section of legal bases.
    Basis,
    /// Anywhere else.
    #[default]
    Mention,
}

/// Văn bản viện dẫn: a document cited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// `r1`, `r2`, ...
    pub id: String,
    /// Tên loại (`Nghị quyết`, `Luật`).
    #[serde(rename = "type")]
    pub doc_type: String,
    /// Số.
    pub number: Option<String>,
    /// Số và ký hiệu without spaces; `null` for laws and documents cited by title.
    pub symbol: Option<String>,
    /// ISO date.
    pub date: Option<String>,
    /// The year that a law is named with (`Luật Đất đai năm 2013`): it tells laws of one name apart.
    #[serde(default)]
    pub year: Option<u16>,
    /// Cơ quan ban hành.
    pub issuer: Option<String>,
    /// Trích yếu.
    pub title: Option<String>,
    /// Basis or mention.
    pub role: Role,
    /// How often the document is cited, short forms included.
    pub mentions: u32,
    /// How this document relates to it: `căn cứ`, `thực hiện`, `sửa đổi`, `bổ sung`, `thay thế`, `bãi bỏ`, ...
    #[serde(default)]
    pub relation: Option<String>,
    /// Place of the first mention.
    pub at: At,
    /// Places of all mentions.
    #[serde(default)]
    pub mentions_at: Vec<At>,
    /// 0 to 1.
    pub confidence: f32,
}

/// How a value bounds a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Đạt.
    #[default]
    Eq,
    /// Tối thiểu, ít nhất, trở lên.
    Ge,
    /// Trên.
    Gt,
    /// Tối đa, không quá.
    Le,
    /// Dưới.
    Lt,
    /// Từ ... đến ....
    Range,
}

/// Chỉ tiêu: a measurable objective.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// `t1`, `t2`, ...
    pub id: String,
    /// What is measured, without the value phrase.
    pub indicator: String,
    /// How the value bounds it.
    pub comparator: Comparator,
    /// The value, in `unit`.
    pub value: f64,
    /// The upper value of a range.
    pub value_max: Option<f64>,
    /// `%`, `cuộc`, `hộ`, `tỷ đồng`, `index`, `/3` of the fraction `2/3`, ...
    pub unit: Option<String>,
    /// What part of the indicator the value is for (`cấp tỉnh`).
    pub applies_to: Option<String>,
    /// What a share is taken of (`GRDP`).
    #[serde(default)]
    pub base: Option<String>,
    /// When, as the document says it.
    pub deadline: Option<String>,
    /// Bodies in charge, where a table gives them.
    pub lead: Vec<String>,
    /// Path of section labels (`II.2`).
    pub section: Option<String>,
    /// The table's title (`Phụ lục 01`).
    pub table: Option<String>,
    /// Row in the table, with its group (`I.9`).
    pub row: Option<String>,
    /// Place.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// Kết quả đã đạt: a measured result, told apart from targets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReachedResult {
    /// `y1`, `y2`, ...
    pub id: String,
    /// What was measured.
    pub indicator: String,
    /// The value, in `unit`.
    pub value: f64,
    /// Unit.
    pub unit: Option<String>,
    /// Path of section labels.
    pub section: Option<String>,
    /// Place.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// A line of a budget table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetLine {
    /// `b1`, `b2`, ...
    pub id: String,
    /// The table's title; `null` for what running text states.
    pub table: Option<String>,
    /// Path of the section that states it outside tables.
    #[serde(default)]
    pub section: Option<String>,
    /// Row number as printed.
    pub row: Option<String>,
    /// Group the row stands in.
    #[serde(default)]
    pub group: Option<String>,
    /// Nhiệm vụ, dự án.
    pub task: String,
    /// Whole đồng.
    pub amount_vnd: i64,
    /// Nguồn vốn.
    pub funding_source: Option<String>,
    /// Đơn vị thực hiện.
    pub lead: Vec<String>,
    /// Thời gian.
    pub period: Option<String>,
    /// Kết quả.
    pub result: Option<String>,
    /// Nội dung chi.
    pub content: Option<String>,
    /// Quy mô.
    pub scope: Option<String>,
    /// Cấp phê duyệt.
    pub approver: Option<String>,
    /// Place.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// A total as a budget table or a section on money states it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetTotal {
    /// `bt1`, `bt2`, ...
    pub id: String,
    /// The table's title; `null` for what running text states.
    pub table: Option<String>,
    /// Path of the section that states it outside tables.
    #[serde(default)]
    pub section: Option<String>,
    /// Whole đồng.
    pub amount_vnd: i64,
    /// Place.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// Which rows a [`BudgetGroup`] sums up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupSum {
    /// The rows under it: it is the title of a group (`I  Đường giao thông  1.200`).
    #[default]
    Title,
    /// The rows above it: it closes a group (`Cộng I  1.200`).
    Closing,
    /// Its own parts (`1` over `1.1`, `1.2`): it is a budget line as well.
    Parts,
}

/// Kinh phí của nhóm, cộng mục: a sum over some rows of a budget table as stated, one for each column of money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetGroup {
    /// `bg1`, `bg2`, ...
    pub id: String,
    /// The table's title.
    pub table: Option<String>,
    /// Label of the group, as in [`BudgetLine::group`] of its lines.
    pub group: Option<String>,
    /// Row number as printed.
    pub row: Option<String>,
    /// The row's words.
    pub title: Option<String>,
    /// Which rows it sums up.
    pub sums: GroupSum,
    /// Head of the amount's column.
    pub column: Option<String>,
    /// The time that the column's head names.
    pub period: Option<String>,
    /// The source that the column's head names.
    pub funding_source: Option<String>,
    /// Whole đồng.
    pub amount_vnd: i64,
    /// Place of the row.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// What a total row states for one column, where a table has more than one column of money (years, sources).
/// What it states for all of them together is a [`BudgetTotal`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetColumnTotal {
    /// `bc1`, `bc2`, ...
    pub id: String,
    /// The table's title.
    pub table: Option<String>,
    /// Head of the column.
    pub column: Option<String>,
    /// The time that the head names.
    pub period: Option<String>,
    /// The source that the head names.
    pub funding_source: Option<String>,
    /// Whole đồng.
    pub amount_vnd: i64,
    /// Place of the amount.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// What a deadline's words say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// `2026`.
    Year,
    /// `Tháng 02/2026`.
    Month,
    /// `Quý II/2026`.
    Quarter,
    /// `31/12/2025`.
    Date,
    /// `2026-2030`.
    Range,
    /// `Thường xuyên`.
    Ongoing,
    /// Anything else.
    #[default]
    Other,
}

/// A deadline parsed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What kind.
    pub kind: DeadlineKind,
    /// First day, ISO date.
    pub start: Option<String>,
    /// Last day, ISO date.
    pub end: Option<String>,
}

/// Nhiệm vụ: a task assigned to a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// `k1`, `k2`, ...
    pub id: String,
    /// The table's title, for rows of task tables.
    pub table: Option<String>,
    /// Path of section labels, for tasks in the text.
    pub section: Option<String>,
    /// Group of the table's row.
    pub group: Option<String>,
    /// Row number or letter as printed, without its closing full stop.
    pub row: Option<String>,
    /// What is to be done.
    pub task: String,
    /// Cơ quan chủ trì.
    pub lead: Vec<String>,
    /// Cơ quan phối hợp.
    pub support: Vec<String>,
    /// Kết quả, sản phẩm.
    pub result: Option<String>,
    /// Thời hạn, as written.
    pub deadline_text: Option<String>,
    /// Thời hạn, parsed.
    pub deadline: Option<Deadline>,
    /// Place.
    pub at: At,
    /// 0 to 1.
    pub confidence: f32,
}

/// Bảng: header and rows, cells in reading order, `""` where a cell is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// `tb1`, `tb2`, ...
    pub id: String,
    /// `Phụ lục 01`, or the words that number it.
    pub title: Option<String>,
    /// The words under the title.
    pub caption: Option<String>,
    /// Header cells.
    pub columns: Vec<String>,
    /// Rows of cells, group rows included.
    pub rows: Vec<Vec<String>>,
    /// Place.
    pub at: At,
    /// 0 to 1; below 0.8 where rows were guessed.
    pub confidence: f32,
    /// Cells whose words may belong to another column: row and column in `rows`, both from 0, and how sure the
    /// place is, 0 to 1. Cells not named here are as sure as the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubtful_cells: Vec<(usize, usize, f32)>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something is certainly wrong.
    Error,
    /// Something is probably wrong.
    Warning,
    /// Worth knowing.
    #[default]
    Info,
}

/// A finding about a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code, kebab-case.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// In English.
    pub message: String,
    /// In Vietnamese.
    #[serde(default)]
    pub message_vi: String,
    /// Where, if it has one place.
    pub at: Option<At>,
}
