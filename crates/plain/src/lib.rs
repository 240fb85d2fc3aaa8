//! Bytes of plain text, Markdown or a web page to lines and tables.
//!
//! Comes in: a text file as it was found, in UTF-8, UTF-16 or an old Vietnamese encoding, perhaps a web page
//! or one turned to text. Goes out: a [`Reading`] of NFC lines as the file breaks them (layout joins them), and the
//! tables that the file marks with `|` or HTML. Marks for bold and the like become looks, not words.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod bars;
mod closing;
mod counter;
mod decode;
mod emphasis;
mod error;
mod grid;
mod heads;
mod html;
mod inline;
mod looks;
mod marked;
mod pipes;
mod profile;
mod seams;
mod web;

use vanban_document::{Block, Content, MediaType, PageInfo, Reading, TextLine};

pub use error::PlainError;

/// How much of a file may be read before it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of one line.
    pub line_bytes: usize,
    /// Tags of a web page.
    pub tags: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, line_bytes: 4 << 20, tags: 4_000_000 }
    }
}

/// Reads plain text; a form feed starts a new page. Web pages turned to text, with `|` around cells and
/// `**` around bold words, are recognised.
pub fn read_text(bytes: &[u8]) -> Result<Reading, PlainError> {
    read_text_within(bytes, &Limits::default())
}

/// Reads plain text within limits of one's own.
pub fn read_text_within(bytes: &[u8], limits: &Limits) -> Result<Reading, PlainError> {
    let (lines, pages) = lines_of(bytes, limits)?;
    let content = if marked::is_marked(&lines) {
        Content::Blocks(marked::blocks(&lines, marked::Dialect::WebPage))
    } else {
        Content::Lines(lines)
    };
    Ok(reading(MediaType::Text, content, pages))
}

/// Reads Markdown.
pub fn read_markdown(bytes: &[u8]) -> Result<Reading, PlainError> {
    read_markdown_within(bytes, &Limits::default())
}

/// Reads Markdown within limits of one's own.
pub fn read_markdown_within(bytes: &[u8], limits: &Limits) -> Result<Reading, PlainError> {
    let (lines, pages) = lines_of(bytes, limits)?;
    let blocks: Vec<Block> = marked::blocks(&lines, marked::Dialect::Markdown);
    Ok(reading(MediaType::Markdown, Content::Blocks(blocks), pages))
}

/// Whether `bytes` are a web page: they begin as one does.
pub fn looks_like_html(bytes: &[u8]) -> bool {
    web::looks_like_html(bytes)
}

/// Reads a web page: its paragraphs, headings, lists and tables. Menus and the like are kept apart from the
/// text, as annotations.
pub fn read_html(bytes: &[u8], limits: &Limits) -> Result<Reading, PlainError> {
    web::read(bytes, limits)
}

fn reading(media_type: MediaType, content: Content, pages: u32) -> Reading {
    let pages = (1..=pages).map(|number| PageInfo { number, ..PageInfo::default() }).collect();
    Reading { media_type, pages, content, annotations: Vec::new(), notes: Vec::new() }
}

/// The lines of a file with their pages, and the number of pages.
fn lines_of(bytes: &[u8], limits: &Limits) -> Result<(Vec<TextLine>, u32), PlainError> {
    if bytes.len() > limits.bytes {
        return Err(PlainError::limit("bytes of the file", bytes.len(), limits.bytes));
    }
    let text = decode::decode(bytes)?;
    let mut lines = Vec::new();
    let mut rows = false;
    for (page, part) in (1..).zip(text.split('\u{c}')) {
        for line in part.lines() {
            if line.len() > limits.line_bytes {
                return Err(PlainError::limit("bytes of one line", line.len(), limits.line_bytes));
            }
            rows = closing::copied_by_rows(line) || rows && !line.trim().is_empty();
            let (left, right) = if rows { (line, None) } else { closing::cells(line) };
            for cell in std::iter::once(left).chain(right) {
                lines.push(TextLine { text: cell.to_owned(), page, ..TextLine::default() });
            }
        }
    }
    // A form feed at the very end ends the last page and starts none.
    let pages = lines.last().map_or(1, |line| line.page);
    Ok((lines, pages.max(1)))
}
