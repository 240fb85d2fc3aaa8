//! What came of each file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vanban_record::Record;

use crate::LimitHit;
use crate::child::Cost;

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
    /// An archive or a message: each document in it has an outcome of its own.
    Container {
        /// How many documents there are in it.
        documents: usize,
    },
    /// A file of another kind, met in a folder or an archive.
    NotDocument,
    /// No record.
    Failed {
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        reason: String,
        /// The limit that was hit, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<LimitHit>,
    },
}

impl Outcome {
    /// A failure.
    pub fn failed(code: impl Into<String>, reason: impl Into<String>) -> Self {
        Outcome::Failed { code: code.into(), reason: reason.into(), limit: None }
    }

    /// Whether words of a document are missing from the store.
    pub fn left_out(&self) -> bool {
        match self {
            Outcome::Failed { .. } => true,
            Outcome::Stored { lost } | Outcome::Unchanged { lost } => !lost.is_empty(),
            Outcome::Duplicate { .. } | Outcome::Container { .. } | Outcome::NotDocument => false,
        }
    }
}

/// One line of the ledger, and of `ingest --json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The file, as it was reached; a file of an archive as `archive.zip!/folder/plan.docx`.
    pub path: String,
    /// SHA-256 of its bytes, where they could be read.
    pub sha256: Option<String>,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// What has to be installed to read it, or to read it better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Milliseconds it took, where it was read in this run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// The most memory that the child held at a time while reading it, what it needs for itself included; external
    /// programs are not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_memory_bytes: Option<u64>,
    /// Its pages, where it has a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// How many pages have each verdict on their text layer.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub verdicts: BTreeMap<String, u32>,
}

impl Entry {
    /// What came of a file that was not read in this run.
    pub(crate) fn new(path: String, sha256: Option<String>, outcome: Outcome) -> Self {
        Self {
            path,
            sha256,
            outcome,
            missing: Vec::new(),
            ms: None,
            peak_memory_bytes: None,
            pages: None,
            verdicts: BTreeMap::new(),
        }
    }

    /// The same with what it took.
    pub(crate) fn at_cost(self, cost: Cost) -> Self {
        Self { ms: Some(cost.ms), peak_memory_bytes: cost.peak_memory_bytes, ..self }
    }

    /// The same with what its record says of its pages.
    pub(crate) fn with_pages(mut self, record: &Record) -> Self {
        self.pages = Some(record.source.pages);
        for page in &record.source.page_verdicts {
            // The name that the record has for it.
            if let Ok(serde_json::Value::String(name)) = serde_json::to_value(page.verdict) {
                *self.verdicts.entry(name).or_default() += 1;
            }
        }
        self
    }
}
