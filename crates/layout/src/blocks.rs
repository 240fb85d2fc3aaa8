//! Blocks and lines as readers hand them over, to paragraphs and tables of the document.
//!
//! Word processors know their paragraphs; text and Markdown know only lines, which go through [`flow`].

use vanban_document::{Assembler, Block, MediaType, ParagraphBlock, Style, TextLine};

use crate::flow::{Before, FlowLine, flow};
use crate::frame::reading_order;
use crate::set::set_blocks;

/// Adds the lines of a plain text file.
pub(crate) fn text_lines(lines: &[TextLine], assembler: &mut Assembler) {
    let raw: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut found = Vec::with_capacity(lines.len());
    let mut blank = 0;
    let mut page = lines.first().map_or(1, |line| line.page);
    let mut column = false;
    for piece in reading_order(&raw) {
        let line = &lines[piece.line];
        column |= piece.opens;
        let before = match (column, line.page == page) {
            (true, _) => Before::Boundary,
            (false, true) => Before::Blank(blank),
            (false, false) => Before::Page,
        };
        let text = &line.text[piece.bytes];
        if let Some(line) = FlowLine::new(text, line.page, before, Style::default()) {
            page = line.page;
            blank = 0;
            column = false;
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
