//! Why a PDF could not be read, in words that say what to do about it.

use std::fmt;

/// Why a PDF could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// Not a PDF, or too damaged to find a page in.
    #[error("the file is damaged or is not a PDF; ask for a new copy or print it to PDF again")]
    Damaged,
    /// The end of the file is missing and no page could be found in what is there.
    #[error("the file is cut off before its end; download or copy it again")]
    Truncated,
    /// A well-formed file without a page.
    #[error("the file has no pages; check that it was exported whole")]
    NoPages,
    /// A password is needed to open it.
    #[error("the file is protected by a password; remove the password and try again")]
    Password,
    /// Encrypted in a way that cannot be undone here.
    #[error("the file is encrypted in a way that is not supported; save a copy without encryption")]
    Encryption,
    /// A bound of [`crate::Limits`] was reached.
    #[error(
        "the file needs {requested} {kind}, more than the {granted} allowed; split the file or raise the limit"
    )]
    Limit {
        /// Which bound.
        kind: LimitKind,
        /// What the file asks for, or at least asks for.
        requested: u64,
        /// What it may have.
        granted: u64,
    },
}

/// The bounds whose crossing ends the reading of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitKind {
    /// [`crate::Limits::pages`]
    Pages,
    /// [`crate::Limits::stream_bytes`]
    StreamBytes,
    /// [`crate::Limits::pixels`]
    Pixels,
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LimitKind::Pages => "pages",
            LimitKind::StreamBytes => "bytes in one stream",
            LimitKind::Pixels => "pixels on one page",
        })
    }
}

impl PdfError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            PdfError::Damaged => "pdf-damaged",
            PdfError::Truncated => "pdf-truncated",
            PdfError::NoPages => "pdf-no-pages",
            PdfError::Password => "pdf-password",
            PdfError::Encryption => "pdf-encryption",
            PdfError::Limit { .. } => "pdf-limit",
        }
    }
}
