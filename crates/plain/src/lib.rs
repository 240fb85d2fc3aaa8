//! Bytes of plain text or Markdown to lines or blocks.

use vanban_document::{Content, MediaType, PageInfo, Reading, TextLine};

/// Why a text file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlainError {
    /// The bytes are no text in a known encoding.
    #[error("the file is not text in UTF-8; convert it to UTF-8 first")]
    NotText,
}

impl PlainError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            PlainError::NotText => "text-encoding",
        }
    }
}

/// Reads plain text; a form feed starts a new page.
pub fn read_text(bytes: &[u8]) -> Result<Reading, PlainError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PlainError::NotText)?;
    let text = vanban_text::nfc(text.trim_start_matches('\u{feff}'));
    let mut lines = Vec::new();
    let mut page = 1;
    for (i, part) in text.split('\u{c}').enumerate() {
        page = i as u32 + 1;
        lines.extend(part.lines().map(|line| TextLine { text: line.to_owned(), page, ..TextLine::default() }));
    }
    let pages = (1..=page).map(|number| PageInfo { number, ..PageInfo::default() }).collect();
    Ok(Reading {
        media_type: MediaType::Text,
        pages,
        content: Content::Lines(lines),
        annotations: Vec::new(),
        notes: Vec::new(),
    })
}

/// Reads Markdown.
pub fn read_markdown(bytes: &[u8]) -> Result<Reading, PlainError> {
    read_text(bytes)
}
