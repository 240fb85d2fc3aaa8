//! What a reader found to one document: reading order, paragraphs, ruled tables, page furniture.

mod aligned;
mod blocks;
mod flow;
mod frame;
mod legacy;
mod lines;
mod measure;
mod mend;
mod pagenumber;
mod pair;
mod positioned;
mod set;
mod tight;

use vanban_document::{Assembler, Content, Document, Reading};

/// Lays out what a reader found. Total: whatever comes in, no word is lost.
pub fn layout(mut reading: Reading) -> Document {
    legacy::decode_pages(&mut reading);
    let mut assembler = Assembler::new();
    match &reading.content {
        Content::Blocks(found) => blocks::blocks(found, reading.media_type, &mut assembler),
        Content::Lines(found) => blocks::text_lines(found, &mut assembler),
        Content::Pages(pages) => positioned::layout(pages, &mut assembler),
    }
    assembler.finish(reading)
}
