//! Web pages to paragraphs and tables.
//!
//! Tags are read one after another, without a tree: a page nested or left open without end costs no more than
//! its bytes. What belongs to the site and not to the document (menus, scripts, forms) stands apart.

mod builder;
mod charset;
mod grid;
mod list;
mod look;
mod sink;
mod tags;

use vanban_document::{
    Annotation, BBox, Block, Content, Line, MediaType, Note, NoteKind, PageInfo, Reading,
};
use vanban_text::Charset;

use crate::{Limits, PlainError};
use builder::Rules;
pub(crate) use charset::looks_like_html;

/// What stands in a page.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) blocks: Vec<Block>,
    /// Text of menus and the like.
    pub(crate) furniture: Vec<String>,
    pub(crate) pictures: usize,
}

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, PlainError> {
    if bytes.len() > limits.bytes {
        return Err(PlainError::limit("bytes of the file", bytes.len(), limits.bytes));
    }
    let text = charset::decode(bytes)?;
    let mut rules = Rules { charset: None, furniture: true };
    let mut found = sink::build(&text, rules, limits)?;
    // A site that sets the document itself in what is called a menu or a form.
    if letters(&found) * 4 < found.furniture.iter().map(String::len).sum::<usize>() {
        rules.furniture = false;
        found = sink::build(&text, rules, limits)?;
    }
    // Codes of an old font that only a style sheet names.
    rules.charset = Charset::guess_text(&sample(&found));
    if rules.charset.is_some() {
        found = sink::build(&text, rules, limits)?;
    }
    Ok(reading(found))
}

fn reading(found: Found) -> Reading {
    let mut notes = Vec::new();
    if found.blocks.is_empty() && found.pictures > 0 {
        notes.push(Note {
            kind: NoteKind::PageIsImage,
            page: None,
            message: "the page holds pictures and no text".into(),
        });
    }
    let apart = found.furniture.into_iter();
    let annotations = apart.map(|text| Annotation { page: 1, bbox: BBox::default(), text });
    Reading {
        media_type: MediaType::Html,
        pages: vec![PageInfo { number: 1, ..PageInfo::default() }],
        content: Content::Blocks(found.blocks),
        annotations: annotations.collect(),
        notes,
    }
}

fn lines(block: &Block) -> Vec<&Line> {
    match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().collect(),
        Block::Table(table) => {
            let cells = table.rows.iter().flatten();
            cells.flat_map(|cell| &cell.paragraphs).flat_map(|p| &p.lines).collect()
        }
        Block::Lines(_) | Block::PageBreak => Vec::new(),
    }
}

fn letters(found: &Found) -> usize {
    found.blocks.iter().flat_map(lines).map(|line| line.text.len()).sum()
}

/// The words of the first paragraphs.
fn sample(found: &Found) -> String {
    let mut text = String::new();
    for line in found.blocks.iter().flat_map(lines) {
        text.push_str(&line.text);
        text.push('\n');
        if text.len() > 60_000 {
            break;
        }
    }
    text
}
