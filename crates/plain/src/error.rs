//! Why a text file could not be read, in words that say what to do.

/// Why a text file could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlainError {
    /// The bytes are no text at all.
    #[error(
        "the file is not text but binary data; hand in the document itself, or save it as text"
    )]
    Binary,
    /// The bytes are no text in a known encoding.
    #[error("the file is text in an unknown encoding; save it as UTF-8")]
    NotText,
    /// The file asks for more than is granted.
    #[error("the file goes over a limit: {limit}, {requested} asked for, {granted} granted")]
    LimitHit {
        /// Which limit.
        limit: &'static str,
        /// What the file asked for.
        requested: u64,
        /// What was granted.
        granted: u64,
    },
}

impl PlainError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            PlainError::Binary => "text-binary",
            PlainError::NotText => "text-encoding",
            PlainError::LimitHit { .. } => "text-limit",
        }
    }

    pub(crate) fn limit(limit: &'static str, requested: usize, granted: usize) -> Self {
        PlainError::LimitHit { limit, requested: requested as u64, granted: granted as u64 }
    }
}
