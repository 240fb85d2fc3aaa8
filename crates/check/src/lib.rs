//! What a careful clerk would flag in a record.

use vanban_document::{Document, Structure};
use vanban_record::{Diagnostic, Record};

/// Findings about one record, in the order of their places.
pub fn check(_record: &Record, _document: &Document, _structure: &Structure) -> Vec<Diagnostic> {
    Vec::new()
}
