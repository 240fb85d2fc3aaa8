//! What a reader found to one document: reading order, paragraphs, ruled tables, page furniture.

mod positioned;

use vanban_document::{Assembler, Content, Document, Line, ParagraphBlock, Reading};

/// Lays out what a reader found. Total: whatever comes in, no word is lost.
pub fn layout(reading: Reading) -> Document {
    let mut assembler = Assembler::new();
    match &reading.content {
        Content::Blocks(blocks) => assembler.blocks(blocks),
        Content::Lines(lines) => {
            for line in lines {
                let line = Line { text: line.text.clone(), page: line.page, ..Line::default() };
                assembler
                    .paragraph(&ParagraphBlock { lines: vec![line], ..Default::default() }, false);
            }
        }
        Content::Pages(pages) => positioned::layout(pages, &mut assembler),
    }
    assembler.finish(reading)
}
