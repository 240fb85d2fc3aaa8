//! The record: what one document yields, in the exact names of the published contract.
//!
//! Values are quoted from the document as restored; what the document does not state is `null` or `[]`.
//! Dates are ISO `YYYY-MM-DD`; money is whole đồng. The JSON Schema of these types is [`schema`].

mod facts;
mod header;
mod provenance;

pub use facts::{
    BudgetColumnTotal, BudgetGroup, BudgetLine, BudgetTotal, Comparator, Deadline, DeadlineKind,
    Diagnostic, GroupSum, ReachedResult, Reference, Role, Section, Severity, Table, Target, Task,
};
pub use header::{AttachedDocument, Header};
pub use provenance::{
    At, FileMetadata, FileSignature, LayerVerdict, PageTreatment, PageVerdict, Restored, Source,
    TextOrigin,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of [`Record::schema`].
pub const SCHEMA_ID: &str = "vanban.record/1";

/// Everything one document yields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always [`SCHEMA_ID`].
    pub schema: String,
    /// The file the record was made from.
    pub source: Source,
    /// Thể thức: letterhead, title, signature block, recipients.
    pub header: Header,
    /// Bố cục: headings in reading order.
    pub sections: Vec<Section>,
    /// Văn bản viện dẫn: one entry for each distinct document cited, in order of first mention.
    pub references: Vec<Reference>,
    /// Chỉ tiêu: measurable objectives, one for each value.
    pub targets: Vec<Target>,
    /// Kết quả đã đạt: measured results already achieved, which are not targets.
    #[serde(default)]
    pub results: Vec<ReachedResult>,
    /// Kinh phí: lines of budget tables.
    pub budget_lines: Vec<BudgetLine>,
    /// Tổng kinh phí: totals as stated, whether or not the lines add up to them.
    pub budget_totals: Vec<BudgetTotal>,
    /// Kinh phí của nhóm, cộng mục: sums over some of a budget table's rows, as stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budget_groups: Vec<BudgetGroup>,
    /// Totals of single columns, as stated: of each year or source beside the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budget_column_totals: Vec<BudgetColumnTotal>,
    /// Nhiệm vụ: assigned tasks.
    pub tasks: Vec<Task>,
    /// Bảng biểu: every table, one entry even where it runs over pages.
    pub tables: Vec<Table>,
    /// What a careful clerk would flag.
    pub diagnostics: Vec<Diagnostic>,
}

/// The JSON Schema (draft 2020-12) of [`Record`].
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
