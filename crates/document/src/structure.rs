//! What a person sees in a document: zones, section tree, tables.

use vanban_text::Span;

/// The structure of one document; every span is in `Document::text`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// Where the formal parts stand.
    pub zones: Zones,
    /// Headings in reading order.
    pub sections: Vec<Section>,
    /// Tables in reading order, ruled and flattened alike.
    pub tables: Vec<Table>,
}

/// Where the formal parts of a document stand (Nghị định 30/2020/NĐ-CP, annex I). `None` where it has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    /// Quốc hiệu, cơ quan ban hành, số ký hiệu, địa danh, ngày: all before the title.
    pub letterhead: Option<Span>,
    /// Tên loại: the line that names the type (`KẾ HOẠCH`).
    pub type_line: Option<Span>,
    /// Trích yếu: the title's lines.
    pub title: Option<Span>,
    /// Between title and first heading: legal bases and the sentence of issue.
    pub preamble: Option<Span>,
    /// Sections I, II, ... up to the signature block or recipients.
    pub body: Option<Span>,
    /// Nơi nhận.
    pub recipients: Option<Span>,
    /// Chức vụ, họ tên người ký.
    pub signature: Option<Span>,
    /// Phụ lục.
    pub annexes: Vec<Annex>,
    /// The title's lines of a document promulgated by this one (`KẾ HOẠCH ... (Ban hành kèm theo Quyết định ...)`),
    /// from its type line on.
    pub attached: Option<Span>,
}

/// Phụ lục: an annex.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annex {
    /// `Phụ lục 01`; `Phụ lục` where it has no number.
    pub label: String,
    /// Its title, the lines under the label.
    pub title: Option<String>,
    /// The note in brackets (`Ban hành kèm theo ...`).
    pub note: Option<Span>,
    /// All of it, label included.
    pub span: Span,
    /// Index of its entry in [`Structure::sections`].
    pub section: Option<usize>,
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// `Phần I`, `I`, `1`, `2.1`, `a)`, `Điều 2`, `Phụ lục 1`; no closing full stop.
    pub label: String,
    /// Words after the label, quoted; of a run-in heading the part before the colon.
    pub title: String,
    /// 1 is the outermost kind used in the document.
    pub level: u32,
    /// Index in [`Structure::sections`].
    pub parent: Option<usize>,
    /// The heading with its label.
    pub heading: Span,
    /// From the end of the heading to the next heading of whatever level.
    pub body: Span,
    /// 0 to 1.
    pub confidence: f32,
}

/// How a table was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableOrigin {
    /// Drawn or marked in the file.
    #[default]
    Ruled,
    /// Columns seen in gaps and alignment.
    Aligned,
    /// Cells in reading order without any layout: rows and columns were guessed.
    Flattened,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// `Phụ lục 01` where an annex's label numbers it, else `Bảng 1`, else its caption.
    pub title: Option<String>,
    /// Words under the title.
    pub caption: Option<String>,
    /// Header cells; a two-row header is joined, upper cell first.
    pub columns: Vec<Cell>,
    /// Rows under the header, repeated headers dropped.
    pub rows: Vec<Row>,
    /// How it was found.
    pub origin: TableOrigin,
    /// Index in [`Zones::annexes`].
    pub annex: Option<usize>,
    /// All of it.
    pub span: Span,
    /// 0 to 1.
    pub confidence: f32,
    /// Cells whose words may belong to another column.
    pub doubts: Vec<Doubt>,
}

/// A cell that might have been read another way: its place in [`Table::rows`], and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubt {
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// An entry.
    #[default]
    Item,
    /// The title of the entries under it (`I  PHÁT TRIỂN HẠ TẦNG SỐ`).
    Group,
    /// A sum.
    Total,
}

/// A row: always as many cells as the table has columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Cells, left to right.
    pub cells: Vec<Cell>,
    /// What it is for.
    pub kind: RowKind,
    /// Label of the group row above it (`I`), where there is one.
    pub group: Option<String>,
}

/// A cell: its words as quoted, and where they stand; a cell of a flattened table may be in several pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Words, quoted (spaces collapsed, closing `.` `;` `,` removed).
    pub text: String,
    /// Places in `Document::text`, in reading order; empty for an empty cell.
    pub spans: Vec<Span>,
}
