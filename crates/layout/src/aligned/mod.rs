//! Tables that nobody drew: columns seen in white space that runs down over the lines, rows in numbers and gaps.
//!
//! Comes in: the lines of one page as pieces with their left and right edges, in characters of a text file or in
//! points of a page. Goes out: which lines are tables, and the words of each cell. Rule of thumb: white space
//! between two pieces counts for a column's edge, a piece that lies across it counts three times against it.

mod columns;
mod header;
mod join;
mod keys;
mod region;
mod rows;
mod tabbed;
mod text;

pub(crate) use join::{Joined, words};
pub(crate) use region::find;
pub(crate) use text::{TextPart, find_in_text};

use columns::Columns;
use keys::Sequence;

/// A word and where it stands on its line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Word {
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    pub(crate) text: String,
    /// What the caller knows it by.
    pub(crate) at: usize,
}

/// Words without a wide gap between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Segment {
    pub(crate) words: Vec<Word>,
}

impl Segment {
    pub(crate) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub(crate) fn x1(&self) -> f32 {
        self.words.last().map_or(0.0, |word| word.x1)
    }

    pub(crate) fn text(&self) -> String {
        words_text(&self.words)
    }
}

/// Words with single spaces.
pub(crate) fn words_text(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GridLine {
    /// Where it stands, in lines: the next line of a paragraph is at `y + 1`.
    pub(crate) y: f32,
    /// Its pieces, left to right; none for a drawn line.
    pub(crate) segments: Vec<Segment>,
    /// Nothing of a table: a heading that names its kind, a formal part, a letterhead.
    pub(crate) barrier: bool,
    /// A line is drawn across above it.
    pub(crate) drawn: bool,
}

impl GridLine {
    pub(crate) fn text(&self) -> String {
        self.segments.iter().map(Segment::text).collect::<Vec<_>>().join(" ")
    }
}

/// What the lines are measured in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// The width of a letter.
    pub(crate) letter: f32,
    /// How far the starts of one column's lines may lie from each other.
    pub(crate) slack: f32,
    /// White space between words that may be a column's edge; wider space parts segments.
    pub(crate) gap: f32,
}

/// A cell's words, line by line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) column: usize,
    pub(crate) column_span: usize,
    pub(crate) row_span: usize,
    pub(crate) lines: Vec<Vec<Word>>,
}

impl Cell {
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| words_text(line)).collect::<Vec<_>>().join(" ")
    }
}

/// What one page shows of a table.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) columns: Columns,
    pub(crate) header: Vec<Vec<Cell>>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Whether the first row is the rest of one that began on the page before.
    pub(crate) rest: bool,
    /// What its rows have numbered.
    pub(crate) sequence: Sequence,
    /// Pieces of text, and those of them whose cell was guessed.
    pub(crate) pieces: usize,
    pub(crate) doubtful: usize,
}

/// The table before, which may go on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    /// The words of its header.
    pub(crate) header: String,
    pub(crate) sequence: Sequence,
}

/// A table among the lines of a page.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its lines.
    pub(crate) lines: std::ops::Range<usize>,
    pub(crate) part: Part,
}
