//! A structured document to its record: header, sections, references, targets, budget, tasks, tables.

mod place;

use vanban_document::{Document, Structure};
use vanban_record::{Record, SCHEMA_ID};

pub use place::at;

/// Everything the document states. `source` and `diagnostics` are left for the caller.
pub fn extract(_document: &Document, _structure: &Structure) -> Record {
    Record { schema: SCHEMA_ID.to_owned(), ..Record::default() }
}
