//! Văn bản viện dẫn: documents cited.

use vanban_document::{Document, Structure};
use vanban_record::{Header, Reference};

/// One entry for each distinct document cited, in order of first mention.
pub(crate) fn references(
    _document: &Document,
    _structure: &Structure,
    _header: &Header,
) -> Vec<Reference> {
    Vec::new()
}
