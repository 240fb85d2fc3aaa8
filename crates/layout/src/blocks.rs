//! Blocks and lines as readers hand them over, to paragraphs and tables of the document.
//!
//! Word processors know their paragraphs; text and Markdown know only lines, which go through [`flow`].

use vanban_document::{
    Assembler, Block, CellBlock, Line, MediaType, PageNo, ParagraphBlock, TableBlock, TableOrigin,
    TextLine,
};

use crate::aligned::{TextPart, find_in_text};
use crate::flow::{Before, FlowLine, Inserted, flow, flow_around};
use crate::frame::reading_order;
use crate::set::{holds_frame, set_blocks};

/// Adds the lines of a plain text file.
pub(crate) fn text_lines(lines: &[TextLine], assembler: &mut Assembler) {
    let mut run = Run::default();
    let mut tables = Vec::new();
    for part in find_in_text(lines) {
        match part {
            TextPart::Lines(range) => run.push(&lines[range]),
            TextPart::Table { block, confidence, furniture } => {
                for i in furniture {
                    let line = &lines[i];
                    let text = line.text.trim().to_owned();
                    assembler.furniture(Line { text, page: line.page, ..Line::default() });
                }
                tables.push(Inserted { at: run.lines.len(), block, confidence });
                run.boundary = true;
            }
        }
    }
    flow_around(&run.lines, tables, true, assembler);
}

/// Adds blocks; the lines of text formats are joined where they were only wrapped.
pub(crate) fn blocks(blocks: &[Block], media_type: MediaType, assembler: &mut Assembler) {
    match media_type {
        MediaType::Text | MediaType::Markdown => wrapped_blocks(blocks, assembler),
        _ => set_blocks(blocks, assembler),
    }
}

/// Lines between two tables flow as one run.
fn wrapped_blocks(blocks: &[Block], assembler: &mut Assembler) {
    let mut run = Run::default();
    let mut opens = true;
    for block in blocks {
        match block {
            Block::Lines(lines) => run.push(lines),
            Block::Paragraph(paragraph) => run.push_paragraph(paragraph),
            Block::PageBreak => run.page_break = true,
            Block::Table(table) if holds_frame(table) => run.push_columns(table),
            Block::Table(table) => {
                flow(&run.lines, opens, assembler);
                opens = false;
                run = Run::default();
                let placed = placed_by_looks(table);
                let sure = certainty(table, placed.len());
                let origin = if sure < 1.0 { TableOrigin::Aligned } else { TableOrigin::Ruled };
                assembler.table_of(table, sure, origin);
                assembler.placed_by_looks(placed);
            }
        }
    }
    flow(&run.lines, opens, assembler);
}

/// The rows whose cells' places were guessed: text keeps cells and rows, but not always which cells were
/// merged; a row that leaves columns out, and does not say so, was placed by its looks.
fn placed_by_looks(table: &TableBlock) -> Vec<usize> {
    let end = |row: &Vec<CellBlock>| {
        row.iter().map(|cell| cell.column + cell.column_span.max(1)).max().unwrap_or(0)
    };
    let columns = table.rows.iter().map(end).max().unwrap_or(0);
    let covers = |row: &Vec<CellBlock>| {
        row.iter().map(|cell| cell.column_span.max(1)).sum::<usize>() >= columns
    };
    let body = table.rows.iter().enumerate().skip(table.header_rows);
    body.filter(|(_, row)| !covers(row)).map(|(at, _)| at).collect()
}

/// How sure the places of a table's cells are, where those of so many rows were guessed.
fn certainty(table: &TableBlock, placed: usize) -> f32 {
    let body = table.rows.len().saturating_sub(table.header_rows).max(1);
    // Forms have no header to check their rows by.
    let form = if placed > 0 && table.header_rows == 0 { 0.2 } else { 0.0 };
    1.0 - form - 0.4 * placed as f32 / body as f32
}

/// Lines that flow together.
#[derive(Default)]
struct Run {
    lines: Vec<FlowLine>,
    blank: u32,
    page: Option<PageNo>,
    page_break: bool,
    boundary: bool,
}

impl Run {
    /// The cells of a letterhead or signature block, column by column.
    fn push_columns(&mut self, table: &TableBlock) {
        let last = table.rows.iter().flatten().map(|cell| cell.column).max().unwrap_or(0);
        for column in 0..=last {
            let cells = table.rows.iter().flatten().filter(|cell| cell.column == column);
            for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                self.push_paragraph(paragraph);
            }
        }
        self.boundary = true;
    }

    fn push_paragraph(&mut self, paragraph: &ParagraphBlock) {
        let line = |(at, line): (usize, &Line)| TextLine {
            text: line.text.clone(),
            page: line.page,
            style: paragraph.style.clone(),
            boundary: at == 0,
        };
        let lines: Vec<TextLine> = paragraph.lines.iter().enumerate().map(line).collect();
        self.push(&lines);
    }

    fn push(&mut self, lines: &[TextLine]) {
        let raw: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        for piece in reading_order(&raw) {
            let line = &lines[piece.line];
            self.boundary |= piece.opens || line.boundary;
            self.page_break |= self.page.is_some_and(|page| page != line.page);
            let before = match (self.boundary, self.page_break) {
                (true, _) => Before::Boundary,
                (false, true) => Before::Page,
                (false, false) => Before::Blank(self.blank),
            };
            let text = &line.text[piece.bytes];
            let Some(found) = FlowLine::new(text, line.page, before, line.style.clone()) else {
                self.blank += 1;
                continue;
            };
            self.page = Some(line.page);
            (self.blank, self.boundary, self.page_break) = (0, false, false);
            self.lines.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_leave_columns_out_make_a_table_less_sure() {
        let row = |columns: &[usize]| -> Vec<CellBlock> {
            let cell = |column: &usize| CellBlock { column: *column, ..CellBlock::default() };
            columns.iter().map(cell).collect()
        };
        let rows = vec![row(&[0, 1, 2]), row(&[0, 1, 2]), row(&[1, 2])];
        let mut table = TableBlock { rows, header_rows: 1, ruled: true };
        assert!((certainty(&table, placed_by_looks(&table).len()) - 0.8).abs() < 1e-6);
        table.rows.pop();
        assert!((certainty(&table, placed_by_looks(&table).len()) - 1.0).abs() < 1e-6);
    }
}
