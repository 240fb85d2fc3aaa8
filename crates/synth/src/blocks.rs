//! A composed plan: what stands on paper, in reading order, before any typesetting.

/// A line of a letterhead or signature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Bold face.
    pub bold: bool,
    /// Italic face.
    pub italic: bool,
}

impl Line {
    /// A line in roman type.
    pub fn plain(text: impl Into<String>) -> Line {
        Line { text: text.into(), ..Line::default() }
    }

    /// A bold line.
    pub fn bold(text: impl Into<String>) -> Line {
        Line { text: text.into(), bold: true, italic: false }
    }

    /// An italic line.
    pub fn italic(text: impl Into<String>) -> Line {
        Line { text: text.into(), bold: false, italic: true }
    }
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// 1 for the outermost kind in the document.
    pub level: u32,
    /// `Phần I`, `I`, `1`, `1.1`, `a)`.
    pub label: String,
    /// The words after it.
    pub title: String,
    /// Text that runs on after the title and a colon.
    pub run_in: Option<String>,
}

impl Heading {
    /// The label as printed, with its full stop.
    pub fn printed_label(&self) -> String {
        if self.label.ends_with(')') { self.label.clone() } else { format!("{}.", self.label) }
    }

    /// Whether label and title stand on lines of their own, in the middle of the page.
    pub fn is_part(&self) -> bool {
        self.label.starts_with("Phần") || self.label.starts_with("Chương")
    }

    /// The heading's line, with what runs on.
    pub fn line(&self) -> String {
        let head = format!("{} {}", self.printed_label(), self.title);
        match &self.run_in {
            Some(text) => format!("{head}: {text}"),
            None => head,
        }
    }
}

/// How a cell takes part in a cell that covers several rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// It does not.
    #[default]
    None,
    /// It is the first.
    Start,
    /// It is covered by the one above.
    Continue,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its words; empty when covered.
    pub text: String,
    /// Columns it covers, at least 1.
    pub span: usize,
    /// Rows it covers.
    pub merge: Merge,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Cells; their spans add up to the number of columns.
    pub cells: Vec<Cell>,
    /// Group rows and totals are bold.
    pub bold: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Header cells.
    pub columns: Vec<String>,
    /// Shares of the width.
    pub widths: Vec<u32>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// A piece of the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Two columns at the top of the first page.
    Letterhead {
        /// Issuer and number.
        left: Vec<Line>,
        /// Quốc hiệu, place and date.
        right: Vec<Line>,
    },
    /// Lines in the middle: type, trích yếu, annex labels and captions.
    Centre(Vec<Line>),
    /// A line at the right edge.
    Right(String),
    /// A numbered heading.
    Heading(Heading),
    /// A paragraph.
    Para(String),
    /// A bullet; depth 0 is `-`, depth 1 is `+`.
    Bullet(u32, String),
    /// A table.
    Table(Grid),
    /// Nơi nhận on the left, the signature on the right.
    Signature {
        /// Nơi nhận, as printed.
        recipients: Vec<String>,
        /// Authority, position, name.
        lines: Vec<Line>,
    },
    /// A new page; across when true.
    Page(bool),
}
