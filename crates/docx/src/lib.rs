//! Bytes of a DOCX to paragraphs and tables, with numbering as Word computes it. Zip and XML limits inside.
//!
//! Comes in: an Office Open XML package (ECMA-376). Goes out: a [`Reading`] of blocks: tracked changes
//! accepted, fields by their shown result, footnotes after the body, headers and footers apart from the text.
//! Knows Word, knows no Vietnamese.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod body;
mod error;
mod fonts;
mod format;
mod numbering;
mod package;
mod pages;
mod paragraph;
mod symbols;
mod table;
mod xml;

use vanban_document::{Annotation, BBox, Content, MediaType, Note, NoteKind, Reading};

pub use error::DocxError;

/// How much of a file may be read before it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries in the zip.
    pub entries: usize,
    /// Bytes of one part, inflated.
    pub part_bytes: u64,
    /// Bytes of all parts, inflated.
    pub total_bytes: u64,
    /// Inflated bytes for each compressed one, counted once a part is larger than a mebibyte.
    pub ratio: u64,
    /// Nesting of XML elements.
    pub depth: usize,
    /// XML elements and texts in one part.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 10_000,
            part_bytes: 64 << 20,
            total_bytes: 512 << 20,
            ratio: 200,
            depth: 128,
            nodes: 4_000_000,
        }
    }
}

/// Reads the body of a DOCX.
///
/// Fails with a [`DocxError`] when the file is no DOCX, is damaged, is protected by a password, or asks for
/// more than `limits` grant.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, DocxError> {
    let mut package = package::Package::open(bytes, limits)?;
    let parts = package.parts()?;
    let found = body::read(&parts);
    let mut notes = Vec::new();
    if found.blocks.is_empty() && found.pictures > 0 {
        notes.push(Note {
            kind: NoteKind::PageIsImage,
            page: None,
            message: "the document holds pictures and no text".into(),
        });
    }
    if found.foreign > 0 {
        notes.push(Note {
            kind: NoteKind::PageUnreadable,
            page: None,
            message: format!(
                "{} part(s) of the document are embedded in another format, which only Word takes in; \
                 open it in Word and save it again",
                found.foreign
            ),
        });
    }
    let furniture = found.furniture.into_iter();
    let annotations = furniture.map(|text| Annotation { page: 1, bbox: BBox::default(), text });
    Ok(Reading {
        media_type: MediaType::Docx,
        pages: found.pages,
        content: Content::Blocks(found.blocks),
        annotations: annotations.collect(),
        notes,
    })
}
