//! Blocks and lines as readers hand them over, to paragraphs and tables of the document.
//!
//! Word processors know their paragraphs; text and Markdown know only lines, which go through [`flow`].

use vanban_document::{
    Assembler, Block, CellBlock, MediaType, ParagraphBlock, Style, TableBlock, TextLine,
};

use crate::flow::{Before, FlowLine, flow};

/// Adds the lines of a plain text file.
pub(crate) fn text_lines(lines: &[TextLine], assembler: &mut Assembler) {
    let mut found = Vec::with_capacity(lines.len());
    let mut blank = 0;
    let mut page = lines.first().map_or(1, |line| line.page);
    for line in lines {
        let before = if line.page == page { Before::Blank(blank) } else { Before::Page };
        if let Some(line) = FlowLine::new(&line.text, line.page, before, Style::default()) {
            page = line.page;
            blank = 0;
            found.push(line);
        } else {
            blank += 1;
        }
    }
    flow(&found, true, assembler);
}

/// Adds blocks; those of text formats have their wrapped lines joined.
pub(crate) fn blocks(blocks: &[Block], media_type: MediaType, assembler: &mut Assembler) {
    match media_type {
        MediaType::Text | MediaType::Markdown => wrapped_blocks(blocks, assembler),
        MediaType::Docx | MediaType::Pdf => set_blocks(blocks, assembler),
    }
}

/// Blocks of lines: paragraphs between two tables flow as one run of lines.
fn wrapped_blocks(blocks: &[Block], assembler: &mut Assembler) {
    let mut run: Vec<FlowLine> = Vec::new();
    let mut opens = true;
    let mut page_break = false;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                push_paragraph(paragraph, page_break, &mut run);
                page_break = false;
            }
            Block::PageBreak => page_break = true,
            Block::Table(table) => {
                flow(&run, opens, assembler);
                opens = false;
                run.clear();
                assembler.table(table, 1.0);
            }
        }
    }
    flow(&run, opens, assembler);
}

fn push_paragraph(paragraph: &ParagraphBlock, page_break: bool, run: &mut Vec<FlowLine>) {
    for (i, line) in paragraph.lines.iter().enumerate() {
        let before = match (i, page_break) {
            (0, true) => Before::Page,
            (0, false) => Before::Blank(1),
            _ => Before::Blank(0),
        };
        run.extend(FlowLine::new(&line.text, line.page, before, paragraph.style.clone()));
    }
}

/// Blocks of a word processor: paragraphs as they are, layout tables opened.
fn set_blocks(blocks: &[Block], assembler: &mut Assembler) {
    let mut gap = false;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => assembler.paragraph(paragraph, gap),
            Block::Table(table) if is_layout_table(table) => open_table(table, assembler),
            Block::Table(table) => assembler.table(table, 1.0),
            Block::PageBreak => {
                gap = true;
                continue;
            }
        }
        gap = false;
    }
}

/// A letterhead or signature block is set as a table of two columns without lines.
fn is_layout_table(table: &TableBlock) -> bool {
    let columns =
        table.rows.iter().flatten().map(|cell| cell.column + cell.column_span.max(1)).max();
    !table.ruled && columns.unwrap_or(0) <= 3
}

/// The paragraphs of a layout table, column by column: what stands under each other belongs together.
fn open_table(table: &TableBlock, assembler: &mut Assembler) {
    let columns =
        table.rows.iter().flatten().map(|cell| cell.column).max().map_or(0, |last| last + 1);
    for column in 0..columns {
        let cells = table.rows.iter().flatten().filter(|cell: &&CellBlock| cell.column == column);
        for (i, paragraph) in cells.flat_map(|cell| &cell.paragraphs).enumerate() {
            assembler.paragraph(paragraph, i == 0);
        }
    }
}
