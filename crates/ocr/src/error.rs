//! Why a picture could not be read, in words that say what to do about it.

use std::time::Duration;

/// Why a picture could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OcrError {
    /// Tesseract is not installed, or not on the PATH.
    #[error(
        "tesseract is not installed; install it with `apt-get install tesseract-ocr tesseract-ocr-vie`"
    )]
    Missing,
    /// Tesseract is there, its Vietnamese model is not.
    #[error(
        "tesseract has no Vietnamese model (`vie`); install it with `apt-get install tesseract-ocr-vie`"
    )]
    LanguageMissing,
    /// Tesseract did not finish in time and was ended.
    #[error(
        "recognition of the page asked for more than the {} s granted and was ended; raise the limit or lower the picture's resolution",
        .granted.as_secs_f32()
    )]
    Timeout {
        /// How long it had run when it was ended, at least.
        requested: Duration,
        /// How long it might run.
        granted: Duration,
    },
    /// Tesseract ended without a result.
    #[error("tesseract failed: {0}")]
    Failed(String),
    /// The picture's bytes cannot be decoded.
    #[error("the picture is damaged ({0}); scan or export it again")]
    Damaged(String),
    /// A kind of picture that is not read.
    #[error("this kind of picture is not read ({0}); save it as PNG or JPEG")]
    Unsupported(String),
    /// More pixels than allowed.
    #[error(
        "the picture has {requested} pixels, more than the {granted} allowed; lower its resolution or raise the limit"
    )]
    TooLarge {
        /// What the picture has.
        requested: u64,
        /// What it may have.
        granted: u64,
    },
    /// More pages than allowed.
    #[error(
        "the picture has {requested} pages or more, and {granted} are allowed; split it or raise the limit"
    )]
    TooManyPages {
        /// What the file has, at least.
        requested: u32,
        /// What it may have.
        granted: u32,
    },
}

impl OcrError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            OcrError::Missing => "ocr-missing",
            OcrError::LanguageMissing => "ocr-language-missing",
            OcrError::Timeout { .. } => "ocr-timeout",
            OcrError::Failed(_) => "ocr-failed",
            OcrError::Damaged(_) => "image-damaged",
            OcrError::Unsupported(_) => "image-unsupported",
            OcrError::TooLarge { .. } => "image-too-large",
            OcrError::TooManyPages { .. } => "image-too-many-pages",
        }
    }
}
