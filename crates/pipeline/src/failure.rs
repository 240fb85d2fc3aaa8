//! Why a document yielded no record, and why a run could not go on.

use std::path::PathBuf;

use crate::{LimitHit, StoreError};

/// Why a document yielded no record. The message says what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// No known kind of file.
    #[error(
        "not a kind of file that is read (PDF, DOCX, DOC, RTF, HTML, Markdown, text, PNG, JPEG, TIFF); \
         convert it to one of these"
    )]
    UnknownKind,
    /// Nothing in it.
    #[error("the file is empty; get the document again from where it came")]
    Empty,
    /// The file cannot be opened or read to its end.
    #[error("cannot be read: {0}; check that it exists and that you may read it")]
    Unreadable(std::io::Error),
    /// Larger than the limit.
    #[error("has {bytes} bytes and at most {limit} are granted; raise --max-mb to read it")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Reading it takes more memory than it may.
    #[error("needs more memory than one document may take; raise --memory-mb to give it more")]
    OutOfMemory,
    /// The PDF reader gave up.
    #[error(transparent)]
    Pdf(#[from] vanban_pdf::PdfError),
    /// The DOCX reader gave up.
    #[error(transparent)]
    Docx(#[from] vanban_docx::DocxError),
    /// The text reader gave up.
    #[error(transparent)]
    Plain(#[from] vanban_plain::PlainError),
    /// A picture that cannot be read.
    #[error(transparent)]
    Picture(#[from] vanban_ocr::OcrError),
    /// A file of an old word processor that could not be converted.
    #[error(transparent)]
    Office(#[from] vanban_office::OfficeError),
    /// The archive or message cannot be opened, or this file of it.
    #[error(transparent)]
    Container(#[from] vanban_container::ContainerError),
    /// No such file in the archive.
    #[error("no such file in the archive; list the archive again, it may have changed")]
    NoMember,
    /// The program has a defect that this document brings to light.
    #[error("the program failed on it ({0}); please report it with the file")]
    Panic(String),
}

impl Failure {
    /// Stable code of the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::UnknownKind => "unknown-kind",
            Failure::Empty => "empty-file",
            Failure::Unreadable(_) => "unreadable",
            Failure::TooLarge { .. } => "too-large",
            Failure::OutOfMemory => "memory-limit",
            Failure::Pdf(error) => error.code(),
            Failure::Docx(error) => error.code(),
            Failure::Plain(error) => error.code(),
            Failure::Picture(error) => error.code(),
            Failure::Office(error) => error.code(),
            Failure::Container(error) => error.code(),
            Failure::NoMember => "no-member",
            Failure::Panic(_) => "panic",
        }
    }

    /// The limit that was hit, where it was one.
    pub fn limit(&self) -> Option<LimitHit> {
        use vanban_container::ContainerError;
        use vanban_docx::DocxError;
        use vanban_ocr::OcrError;
        use vanban_office::OfficeError;
        use vanban_pdf::PdfError;
        use vanban_plain::PlainError;
        let (name, requested, granted) = match self {
            Failure::TooLarge { bytes, limit } => ("bytes".to_owned(), *bytes, *limit),
            Failure::Pdf(PdfError::Limit { kind, requested, granted }) => {
                (kind.to_string(), *requested, *granted)
            }
            Failure::Docx(DocxError::LimitHit { limit, requested, granted })
            | Failure::Plain(PlainError::LimitHit { limit, requested, granted })
            | Failure::Office(OfficeError::LimitHit { limit, requested, granted })
            | Failure::Container(ContainerError::LimitHit { limit, requested, granted }) => {
                ((*limit).to_owned(), *requested, *granted)
            }
            Failure::Office(OfficeError::Timeout { granted }) => {
                return Some(LimitHit::new("conversion", None, granted.as_secs()));
            }
            Failure::Picture(OcrError::TooLarge { requested, granted }) => {
                ("pixels".to_owned(), *requested, *granted)
            }
            Failure::Picture(OcrError::TooManyPages { requested, granted }) => {
                ("pages".to_owned(), u64::from(*requested), u64::from(*granted))
            }
            _ => return None,
        };
        Some(LimitHit::new(&name, Some(requested), granted))
    }
}

/// Why a run could not go on: the environment, not a document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be read or written.
    #[error(transparent)]
    Index(#[from] vanban_index::IndexError),
    /// The child process cannot be started.
    #[error("cannot start the worker {program}: {source}")]
    Worker {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A glob that cannot be read.
    #[error("{pattern}: not a valid pattern: {message}")]
    Pattern {
        /// As given.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
}

impl IngestError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            IngestError::Store(error) => error.code(),
            IngestError::Index(error) => error.code(),
            IngestError::Worker { .. } => "worker-start",
            IngestError::Pattern { .. } => "bad-pattern",
        }
    }
}
