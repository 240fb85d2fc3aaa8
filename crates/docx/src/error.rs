//! Why a DOCX could not be read, in words that say what to do.

/// Why a DOCX could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocxError {
    /// The zip or a part in it cannot be read.
    #[error(
        "the file is damaged ({reason}); open it in Word and save it again, or ask for a fresh copy"
    )]
    Damaged {
        /// What was wrong with it.
        reason: String,
    },
    /// A zip without a Word document in it.
    #[error("the file is a zip without a Word document in it; hand in the .docx itself")]
    NotDocx,
    /// Encrypted with a password.
    #[error("the file is protected by a password; remove the password in Word and save it again")]
    Encrypted,
    /// The binary format of Word 97 to 2003.
    #[error("the file is in the old Word format (.doc); save it as .docx")]
    OldFormat,
    /// The file asks for more than is granted.
    #[error("the file goes over a limit: {limit}, {requested} asked for, {granted} granted")]
    LimitHit {
        /// Which limit.
        limit: &'static str,
        /// What the file asked for, as far as it was counted.
        requested: u64,
        /// What was granted.
        granted: u64,
    },
}

impl DocxError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            DocxError::Damaged { .. } => "docx-damaged",
            DocxError::NotDocx => "docx-no-document",
            DocxError::Encrypted => "docx-encrypted",
            DocxError::OldFormat => "docx-old-format",
            DocxError::LimitHit { .. } => "docx-limit",
        }
    }

    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        DocxError::Damaged { reason: reason.into() }
    }
}
