//! From blocks to one text with places.

use vanban_text::{OffsetMap, Span};

use crate::{
    Block, Document, Line, LineSpan, PageInfo, Paragraph, ParagraphBlock, Reading, Repair,
    RuledCell, RuledTable, TableBlock, TableOrigin,
};

/// Builds a [`Document`] from blocks in reading order.
#[derive(Debug, Default)]
pub struct Assembler {
    text: String,
    paragraphs: Vec<Paragraph>,
    lines: Vec<LineSpan>,
    tables: Vec<RuledTable>,
    furniture: Vec<Line>,
}

impl Assembler {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph; one without words adds nothing.
    pub fn paragraph(&mut self, block: &ParagraphBlock, gap_before: bool) {
        let first = self.lines.len();
        let span = self.push_lines(&block.lines);
        if span.is_empty() {
            return;
        }
        self.paragraphs.push(Paragraph {
            span,
            lines: first..self.lines.len(),
            style: block.style.clone(),
            page: self.lines[first].page,
            gap_before,
        });
        self.text.push('\n');
    }

    /// Adds a table: one line of text a row, cells separated by tabs.
    pub fn table(&mut self, block: &TableBlock, confidence: f32) {
        self.table_of(block, confidence, TableOrigin::Ruled);
    }

    /// Adds a table; `origin` says how it was found.
    pub fn table_of(&mut self, block: &TableBlock, confidence: f32, origin: TableOrigin) {
        let start = self.text.len();
        let mut rows = Vec::with_capacity(block.rows.len());
        for row in &block.rows {
            let mut cells = Vec::with_capacity(row.len());
            for (i, cell) in row.iter().enumerate() {
                if i > 0 {
                    self.text.push('\t');
                }
                cells.push(RuledCell {
                    span: self.push_cell(&cell.paragraphs),
                    column: cell.column,
                    column_span: cell.column_span.max(1),
                    row_span: cell.row_span.max(1),
                });
            }
            self.text.push('\n');
            rows.push(cells);
        }
        let ends = rows.iter().flatten().map(|cell| cell.column + cell.column_span);
        let columns = ends.max().unwrap_or(0);
        let span = Span::new(start, self.text.len().saturating_sub(1));
        self.tables.push(RuledTable {
            span,
            rows,
            header_rows: block.header_rows,
            columns,
            confidence,
            origin,
            placed: Vec::new(),
        });
    }

    /// Says which rows of the last table had their cells placed by what they look like.
    pub fn placed_by_looks(&mut self, rows: Vec<usize>) {
        if let Some(table) = self.tables.last_mut() {
            table.placed = rows;
        }
    }

    /// Keeps a page number or running head out of the text.
    pub fn furniture(&mut self, line: Line) {
        self.furniture.push(line);
    }

    /// Adds blocks as they come; page breaks only mark a gap.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let mut gap = false;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, gap),
                Block::Table(table) => self.table(table, 1.0),
                Block::Lines(lines) => {
                    for line in lines {
                        let line =
                            Line { text: line.text.clone(), page: line.page, ..Line::default() };
                        let lines = vec![line];
                        self.paragraph(&ParagraphBlock { lines, ..Default::default() }, gap);
                    }
                }
                Block::PageBreak => {
                    gap = true;
                    continue;
                }
            }
            gap = false;
        }
    }

    /// The document, with everything of `reading` but its content.
    pub fn finish(self, reading: Reading) -> Document {
        let pages = if reading.pages.is_empty() {
            vec![PageInfo { number: 1, ..PageInfo::default() }]
        } else {
            reading.pages
        };
        Document {
            media_type: reading.media_type,
            pages,
            original: self.text.clone(),
            text: self.text,
            offsets: OffsetMap::identity(),
            paragraphs: self.paragraphs,
            lines: self.lines,
            tables: self.tables,
            furniture: self.furniture,
            annotations: reading.annotations,
            notes: reading.notes,
            repair: Repair::default(),
        }
    }

    fn push_cell(&mut self, paragraphs: &[ParagraphBlock]) -> Span {
        let start = self.text.len();
        for paragraph in paragraphs {
            if self.text.len() > start && paragraph.lines.iter().any(|line| !line.text.is_empty()) {
                self.text.push(' ');
            }
            self.push_lines(&paragraph.lines);
        }
        Span::new(start, self.text.len())
    }

    fn push_lines(&mut self, lines: &[Line]) -> Span {
        let start = self.text.len();
        for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
            let words = line.text.trim();
            let skipped = line.text.len() - line.text.trim_start().len();
            if self.text.len() > start && !joins_without_space(&self.text[start..], words) {
                self.text.push(' ');
            }
            let at = self.text.len();
            self.text.push_str(words);
            let in_text = |span: Span| {
                Span::new(at + span.start.saturating_sub(skipped), at + span.end - skipped)
            };
            self.lines.push(LineSpan {
                span: Span::new(at, self.text.len()),
                page: line.page.max(1),
                bbox: line.bbox,
                words: line
                    .words
                    .iter()
                    .filter(|word| word.span.end >= skipped)
                    .map(|word| (in_text(word.span), word.bbox))
                    .collect(),
                gap_before: line.gap_before,
            });
        }
        Span::new(start, self.text.len())
    }
}

/// Joins the lines of one paragraph: a space between them, none where a symbol was broken at its hyphen
/// or slash (`02-⏎KH/TU`).
pub fn join_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines.into_iter().map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() && !joins_without_space(&text, line) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// A line that ends in a hyphen or slash right after a letter or digit, where the next goes on with a letter
/// or digit, is the two halves of one symbol or compound. A hyphen after a space is a dash.
fn joins_without_space(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let mark = back.next();
    let inner = back.next().is_some_and(char::is_alphanumeric);
    let on = after.chars().next().is_some_and(char::is_alphanumeric);
    let word: String = before.chars().rev().take_while(|c| !c.is_whitespace()).collect();
    // `kinh tế-` may end a line too, but a word with a digit or a capital before the hyphen is a symbol.
    let symbol = word.chars().any(|c| c.is_ascii_digit() || c.is_uppercase());
    matches!(mark, Some('-' | '/')) && inner && on && symbol
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CellBlock, Content, MediaType};

    fn paragraph(lines: &[&str]) -> ParagraphBlock {
        let line = |text: &&str| Line { text: (*text).into(), page: 1, ..Line::default() };
        ParagraphBlock { lines: lines.iter().map(line).collect(), ..ParagraphBlock::default() }
    }

    fn empty_reading() -> Reading {
        Reading {
            media_type: MediaType::Text,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        }
    }

    #[test]
    fn a_symbol_broken_at_the_line_end_is_one() {
        assert_eq!(join_lines(["Kế hoạch số 02-", "KH/TU ngày"]), "Kế hoạch số 02-KH/TU ngày");
        assert_eq!(join_lines(["kinh tế -", "xã hội"]), "kinh tế - xã hội");
        assert_eq!(join_lines(["giai đoạn", "2026-", "2030"]), "giai đoạn 2026-2030");
    }

    #[test]
    fn every_line_finds_its_words_in_the_text() {
        let mut assembler = Assembler::new();
        assembler.paragraph(&paragraph(&["  KẾ HOẠCH ", "năm 2026"]), false);
        let cell = |column, text: &str| CellBlock {
            column,
            column_span: 1,
            row_span: 1,
            paragraphs: vec![paragraph(&[text])],
        };
        let rows = vec![vec![cell(0, "1"), cell(1, "Sở Y tế")]];
        assembler.table(&TableBlock { rows, header_rows: 0, ruled: true }, 1.0);
        let document = assembler.finish(empty_reading());
        assert_eq!(document.text, "KẾ HOẠCH năm 2026\n1\tSở Y tế\n");
        let words: Vec<&str> =
            document.lines.iter().map(|line| line.span.of(&document.text)).collect();
        assert_eq!(words, ["KẾ HOẠCH", "năm 2026", "1", "Sở Y tế"]);
        assert_eq!(document.tables[0].rows[0][1].span.of(&document.text), "Sở Y tế");
    }
}
