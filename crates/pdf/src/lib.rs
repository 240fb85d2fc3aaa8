//! Bytes of a PDF to positioned pages. Knows PDF, knows next to no Vietnamese.
//!
//! Each page becomes runs (at most a word each, with base line, size and face), ruling lines and image boxes,
//! in points from the page's top left. What is stamped on the page (signatures, comments) comes as
//! annotations. A page whose text is missing or not to be trusted bears a note; nothing is left out in silence.
//! Parsing is hayro's; what it may cost is bounded here by [`Limits`].

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod annotations;
mod certificate;
mod collector;
mod dates;
mod error;
mod face;
mod filters;
mod glyphs;
mod guard;
mod metadata;
mod page;
mod pictures;
mod render;
mod rules;
mod second;
mod verdict;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};
use vanban_document::{
    Annotation, Content, MediaType, Note, NoteKind, Page, PageInfo, PageNo, Reading,
};

pub use error::{LimitKind, PdfError};
pub use metadata::metadata;
pub use render::Pictures;

/// How much of a file may be read before it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages.
    pub pages: u32,
    /// Bytes of a single decoded stream.
    pub stream_bytes: usize,
    /// Runs on one page; the rest of such a page is left out, with a note.
    pub runs_per_page: usize,
    /// Drawing operations on one page, nested forms counted each time they are drawn; likewise.
    pub drawings_per_page: usize,
    /// Pixels of a page drawn for recognition.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 5_000,
            stream_bytes: 256 << 20,
            runs_per_page: 200_000,
            drawings_per_page: 1_000_000,
            pixels: 100_000_000,
        }
    }
}

/// Reads all pages of a PDF.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, PdfError> {
    guard::check(bytes, limits)?;
    match open_within(bytes, limits) {
        Ok(pdf) => Ok(read_pages(&pdf, limits, bytes)),
        Err(
            error @ (PdfError::Damaged
            | PdfError::Truncated
            | PdfError::NoPages
            | PdfError::Encryption),
        ) => second::read(bytes, limits).ok_or(error),
        Err(error) => Err(error),
    }
}

fn open_within(bytes: &[u8], limits: &Limits) -> Result<Pdf, PdfError> {
    let pdf = open(bytes)?;
    guard::check_deciphered(&pdf, limits)?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(PdfError::NoPages);
    }
    if count > limits.pages as usize {
        return Err(PdfError::Limit {
            kind: LimitKind::Pages,
            requested: count as u64,
            granted: u64::from(limits.pages),
        });
    }
    Ok(pdf)
}

fn open(bytes: &[u8]) -> Result<Pdf, PdfError> {
    // hayro looks for the last pages in whatever bytes it gets; a panic there is damage like any other.
    let load = || Pdf::new(bytes.to_vec());
    let loaded = std::panic::catch_unwind(load).map_err(|_| PdfError::Damaged)?;
    loaded.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Password,
        LoadPdfError::Decryption(_) => PdfError::Encryption,
        LoadPdfError::Invalid if guard::is_cut_off(bytes) => PdfError::Truncated,
        LoadPdfError::Invalid => PdfError::Damaged,
    })
}

fn read_pages(pdf: &Pdf, limits: &Limits, bytes: &[u8]) -> Reading {
    let mut reading = Reading {
        media_type: MediaType::Pdf,
        pages: Vec::new(),
        content: Content::Pages(Vec::new()),
        annotations: Vec::new(),
        notes: Vec::new(),
    };
    let mut pages = Vec::new();
    let settings = InterpreterSettings::default();
    let mut cache = InterpreterCache::new();
    let mut second: Option<Option<second::Second>> = None;
    for (page, number) in pdf.pages().iter().zip(1..) {
        let read = page::read(page, number, pdf, &cache, &settings, limits);
        if read.is_err() {
            // A panic may have left the cache's cells borrowed.
            cache = InterpreterCache::new();
        }
        let mut read = read.unwrap_or_else(|page::Unreadable| page::unreadable(page, number));
        if second::is_wanted(&read.page)
            && let Some(second) = second.get_or_insert_with(|| second::Second::open(bytes))
        {
            second::help(&mut read, second, (pdf.pages().len(), limits));
        } else if read.info.judgement.is_none() {
            verdict::judge(&mut read);
        }
        add(&mut reading, &mut pages, read);
    }
    let note = |message: String| Note { kind: NoteKind::PageUnreadable, page: None, message };
    if guard::is_cut_off(bytes) {
        reading.notes.push(note(format!(
            "the end of the file is missing; {} pages could be read, later ones may be lost",
            pages.len()
        )));
    } else if let Some(stated) = page::stated_count(pdf).filter(|stated| *stated > pages.len()) {
        let read = pages.len();
        reading.notes.push(note(format!("the file states {stated} pages, {read} could be read")));
    }
    reading.content = Content::Pages(pages);
    reading
}

/// What one page yielded.
struct ReadPage {
    info: PageInfo,
    page: Page,
    annotations: Vec<Annotation>,
    notes: Vec<(NoteKind, String)>,
}

fn add(reading: &mut Reading, pages: &mut Vec<Page>, read: ReadPage) {
    let number: PageNo = read.info.number;
    reading.pages.push(read.info);
    reading.annotations.extend(read.annotations);
    let notes = read.notes.into_iter();
    reading.notes.extend(notes.map(|(kind, message)| Note { kind, page: Some(number), message }));
    pages.push(read.page);
}
