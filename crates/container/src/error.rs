//! Why a container or a file in it could not be read, in words that say what to do.

/// Why a container, or one file of it, could not be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContainerError {
    /// Neither an archive nor a message.
    #[error("the file is neither a ZIP nor an e-mail message")]
    NotContainer,
    /// It cannot be unpacked.
    #[error("it is damaged ({reason}); pack it again, or ask for a fresh copy")]
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// Encrypted with a password.
    #[error("it is protected by a password; unpack it by hand and hand in the files")]
    Encrypted,
    /// Packed with a method other than "stored" and "deflate".
    #[error("it is packed with a method that is not read ({method}); pack it again as a plain ZIP")]
    Method {
        /// The method.
        method: String,
    },
    /// A link to another file, not a file.
    #[error("it is a link to another file, which the archive does not hold")]
    Link,
    /// It asks for more than is granted.
    #[error("it goes over a limit: {limit}, {requested} asked for, {granted} granted")]
    LimitHit {
        /// Which limit.
        limit: &'static str,
        /// What was asked for, as far as it was counted.
        requested: u64,
        /// What was granted.
        granted: u64,
    },
}

impl ContainerError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            ContainerError::NotContainer => "container-unknown",
            ContainerError::Damaged { .. } => "container-damaged",
            ContainerError::Encrypted => "container-encrypted",
            ContainerError::Method { .. } => "container-method",
            ContainerError::Link => "container-link",
            ContainerError::LimitHit { .. } => "container-limit",
        }
    }

    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        ContainerError::Damaged { reason: reason.into() }
    }

    pub(crate) fn limit(limit: &'static str, requested: u64, granted: u64) -> Self {
        ContainerError::LimitHit { limit, requested, granted }
    }
}
