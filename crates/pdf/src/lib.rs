//! Bytes of a PDF to positioned pages. Knows PDF, knows no Vietnamese.

use vanban_document::Reading;

/// How much of a file may be read before it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages.
    pub pages: u32,
    /// Bytes of a single decoded stream.
    pub stream_bytes: usize,
    /// Runs on one page.
    pub runs_per_page: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 5_000, stream_bytes: 256 << 20, runs_per_page: 200_000 }
    }
}

/// Why a PDF could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// Not a PDF, or too damaged to find a page in.
    #[error("the file is damaged or is not a PDF")]
    Damaged,
}

impl PdfError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            PdfError::Damaged => "pdf-damaged",
        }
    }
}

/// Reads all pages of a PDF.
pub fn read(_bytes: &[u8], _limits: &Limits) -> Result<Reading, PdfError> {
    Err(PdfError::Damaged)
}
