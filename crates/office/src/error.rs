//! Why an old file could not be converted, in words that say what to do.

use std::time::Duration;

/// Why an old file could not be converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OfficeError {
    /// LibreOffice is not there.
    #[error(
        "files of old Word and RTF are read with LibreOffice, which is not installed; install it \
         (apt-get install --no-install-recommends libreoffice-writer-nogui), or save the file as .docx"
    )]
    Missing,
    /// Encrypted with a password.
    #[error("the file is protected by a password; remove the password in Word and save it again")]
    Encrypted,
    /// LibreOffice gave up.
    #[error("LibreOffice cannot read the file ({reason}); open it in Word and save it as .docx")]
    Failed {
        /// What it said.
        reason: String,
    },
    /// LibreOffice was ended.
    #[error(
        "LibreOffice did not convert the file within {} s and was ended; save it as .docx in Word",
        granted.as_secs_f32()
    )]
    Timeout {
        /// The time it had.
        granted: Duration,
    },
    /// The file asks for more than is granted.
    #[error("the file goes over a limit: {limit}, {requested} asked for, {granted} granted")]
    LimitHit {
        /// Which limit.
        limit: &'static str,
        /// What was asked for, as far as it was counted.
        requested: u64,
        /// What was granted.
        granted: u64,
    },
    /// The folder or the process could not be made.
    #[error(
        "LibreOffice could not be run ({0}); check that the temporary folder can be written to"
    )]
    System(#[from] std::io::Error),
}

impl OfficeError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            OfficeError::Missing => "office-missing",
            OfficeError::Encrypted => "office-encrypted",
            OfficeError::Failed { .. } => "office-failed",
            OfficeError::Timeout { .. } => "office-timeout",
            OfficeError::LimitHit { .. } => "office-limit",
            OfficeError::System(_) => "office-system",
        }
    }
}
