//! What came of each file.

use serde::{Deserialize, Serialize};

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Its record is in the store.
    Stored {
        /// What could not be read of it (`page 3: ...`); empty where all was.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<String>,
    },
    /// Its record was in the store already.
    Unchanged {
        /// What could not be read of it, as the ledger remembers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<String>,
    },
    /// The same bytes as another file.
    Duplicate {
        /// That file.
        of: String,
    },
    /// A file of another kind, met in a folder.
    NotDocument,
    /// No record.
    Failed {
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        reason: String,
    },
}

impl Outcome {
    /// A failure.
    pub fn failed(code: impl Into<String>, reason: impl Into<String>) -> Self {
        Outcome::Failed { code: code.into(), reason: reason.into() }
    }

    /// Whether words of a document are missing from the store.
    pub fn left_out(&self) -> bool {
        match self {
            Outcome::Failed { .. } => true,
            Outcome::Stored { lost } | Outcome::Unchanged { lost } => !lost.is_empty(),
            Outcome::Duplicate { .. } | Outcome::NotDocument => false,
        }
    }
}

/// One line of the ledger, and of `ingest --json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The file, as it was reached.
    pub path: String,
    /// SHA-256 of its bytes, where they could be read.
    pub sha256: Option<String>,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}
