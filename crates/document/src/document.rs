//! A document's text in reading order, with the place of every line.

use vanban_text::{OffsetMap, Span};

use crate::{Annotation, BBox, Judgement, MediaType, Note, Origin, PageNo, Style};

/// A page's size and where its words came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageInfo {
    /// Number, from 1.
    pub number: PageNo,
    /// Width in points, 0 where the format has none.
    pub width: f32,
    /// Height in points, 0 where the format has none.
    pub height: f32,
    /// Where its words came from.
    pub origin: Origin,
    /// What its text layer is worth and what was done about it; `None` for formats without pages of their own.
    pub judgement: Option<Judgement>,
}

/// The text of a document and what is known about each piece of it.
///
/// `text` is what every later span points into: one line of `text` for each paragraph and each table row
/// (cells separated by a tab), wrapped lines joined. Page numbers and running heads are not in it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Kind of file.
    pub media_type: MediaType,
    /// Pages.
    pub pages: Vec<PageInfo>,
    /// The text, NFC; restored once restoration has run.
    pub text: String,
    /// The text before restoration.
    pub original: String,
    /// `original` to `text`.
    pub offsets: OffsetMap,
    /// Paragraphs in reading order; those of table cells are not among them.
    pub paragraphs: Vec<Paragraph>,
    /// Lines in reading order, cells included: the places of the text.
    pub lines: Vec<LineSpan>,
    /// Tables that the file draws or marks.
    pub tables: Vec<RuledTable>,
    /// Page numbers, running heads and feet: kept apart.
    pub furniture: Vec<crate::Line>,
    /// Stamps and signatures: kept apart.
    pub annotations: Vec<Annotation>,
    /// What readers and layout had to say.
    pub notes: Vec<Note>,
    /// What restoration did.
    pub repair: Repair,
}

/// What restoration did to a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// Syllables in the text.
    pub syllables: usize,
    /// How many of them were changed.
    pub changed: usize,
    /// Mean confidence over the changed ones; 1 where none was.
    pub confidence: f32,
    /// For each change, in the order of [`OffsetMap::changes`], its confidence.
    pub confidences: Vec<f32>,
}

impl Default for Repair {
    fn default() -> Self {
        Self { syllables: 0, changed: 0, confidence: 1.0, confidences: Vec::new() }
    }
}

/// A paragraph of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its bytes in [`Document::text`].
    pub span: Span,
    /// Its lines: a range of [`Document::lines`].
    pub lines: std::ops::Range<usize>,
    /// Its looks.
    pub style: Style,
    /// Page it starts on.
    pub page: PageNo,
    /// Whether an empty line or a wider gap stands before it.
    pub gap_before: bool,
}

/// A line of the source and where it went.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSpan {
    /// Its bytes in [`Document::text`].
    pub span: Span,
    /// Page.
    pub page: PageNo,
    /// Its box, where positions are known.
    pub bbox: Option<BBox>,
    /// Boxes of its words: bytes in [`Document::text`] and box.
    pub words: Vec<(Span, BBox)>,
    /// Whether an empty line or a wider gap stands before it.
    pub gap_before: bool,
}

/// A table that the file draws or marks, its parts on several pages already joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuledTable {
    /// Its bytes in [`Document::text`].
    pub span: Span,
    /// Rows of cells.
    pub rows: Vec<Vec<RuledCell>>,
    /// Rows at the top that are header, 0 where not known.
    pub header_rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// 0 to 1.
    pub confidence: f32,
    /// Drawn or marked in the file, or seen in white space.
    pub origin: crate::TableOrigin,
    /// Rows with fewer cells than columns, whose cells were placed by what they look like.
    pub placed: Vec<usize>,
}

/// A cell of a [`RuledTable`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuledCell {
    /// Its bytes in [`Document::text`]; empty for an empty cell.
    pub span: Span,
    /// Column where it starts, from 0.
    pub column: usize,
    /// Columns it covers.
    pub column_span: usize,
    /// Rows it covers.
    pub row_span: usize,
}

/// A place found for a span: the page and the box around its words there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Page on which the span starts.
    pub page: PageNo,
    /// Box around the part of the span on that page.
    pub bbox: Option<BBox>,
}

impl Document {
    /// The page and box of `span`: the part on the page where it starts.
    pub fn place(&self, span: Span) -> Place {
        let first = self.lines.partition_point(|line| line.span.end <= span.start);
        let mut place: Option<Place> = None;
        for line in &self.lines[first.min(self.lines.len())..] {
            if line.span.start >= span.end.max(span.start + 1) {
                break;
            }
            let current = place.get_or_insert(Place { page: line.page, bbox: None });
            if current.page != line.page {
                break;
            }
            let part = line_part(line, span);
            current.bbox = match (current.bbox, part) {
                (Some(a), Some(b)) => Some(a.cover(b)),
                (a, b) => a.or(b),
            };
        }
        place.unwrap_or_else(|| Place {
            page: self.lines.get(first.saturating_sub(1)).map_or(1, |line| line.page),
            bbox: None,
        })
    }

    /// The words of `span` before repair, where repair changed any of them.
    pub fn original_of(&self, span: Span) -> Option<&str> {
        let before = self.offsets.to_original(span).of(&self.original);
        (before != span.of(&self.text)).then_some(before)
    }

    /// The mean confidence of repairs inside `span`; 1 where there were none.
    pub fn repair_confidence(&self, span: Span) -> f32 {
        let changes = self.offsets.changes();
        let first = changes.partition_point(|(_, after)| after.end <= span.start);
        let inside: Vec<f32> = changes[first..]
            .iter()
            .zip(self.repair.confidences.get(first..).unwrap_or(&[]))
            .take_while(|((_, after), _)| after.start < span.end)
            .map(|(_, confidence)| *confidence)
            .collect();
        if inside.is_empty() { 1.0 } else { inside.iter().sum::<f32>() / inside.len() as f32 }
    }

    /// The same document with `text`, into which `offsets` lead from its present text, and every span moved
    /// along. Call once: [`Document::original`] is the text before.
    #[must_use]
    pub fn repaired(mut self, text: String, offsets: OffsetMap, repair: Repair) -> Document {
        let moved = |span: Span| offsets.to_repaired(span);
        for paragraph in &mut self.paragraphs {
            paragraph.span = moved(paragraph.span);
        }
        for line in &mut self.lines {
            line.span = moved(line.span);
            for (span, _) in &mut line.words {
                *span = moved(*span);
            }
        }
        for table in &mut self.tables {
            table.span = moved(table.span);
            for cell in table.rows.iter_mut().flatten() {
                cell.span = moved(cell.span);
            }
        }
        self.original = std::mem::replace(&mut self.text, text);
        self.offsets = offsets;
        self.repair = repair;
        self
    }
}

/// The box of the part of `line` that `span` covers: its words' boxes where known, else the line's.
fn line_part(line: &LineSpan, span: Span) -> Option<BBox> {
    let words = line.words.iter().filter(|(word, _)| word.overlaps(span)).map(|(_, bbox)| *bbox);
    words.reduce(BBox::cover).or(line.bbox)
}
