//! Why an index cannot be used.

use std::path::PathBuf;

use tantivy::TantivyError;

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// Nothing there.
    #[error("{0}: no index there; make one with `vanban ingest`")]
    Missing(PathBuf),
    /// Made by another version of the program.
    #[error("{0}: made by another version; run `vanban ingest` on the store to make it anew")]
    Outdated(PathBuf),
    /// Another process writes to it.
    #[error("another vanban is writing to this store; wait for it to end")]
    Busy,
    /// Nothing to look for in what was typed.
    #[error("the query holds no word; type at least one letter or digit")]
    EmptyQuery,
    /// The files cannot be read or written, or make no sense.
    #[error("the index cannot be used ({0}); delete its folder and run `vanban ingest`")]
    Damaged(Box<TantivyError>),
}

impl IndexError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            IndexError::Missing(_) => "no-index",
            IndexError::Outdated(_) => "index-outdated",
            IndexError::Busy => "store-busy",
            IndexError::EmptyQuery => "empty-query",
            IndexError::Damaged(_) => "index-damaged",
        }
    }
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(..) => IndexError::Busy,
            other => IndexError::Damaged(Box::new(other)),
        }
    }
}
