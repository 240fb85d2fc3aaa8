//! Thể thức: letterhead, title, signature block, recipients.

use vanban_document::{Document, Structure};
use vanban_record::Header;

/// The header's fields as far as the document states them.
pub(crate) fn header(_document: &Document, _structure: &Structure) -> Header {
    Header::default()
}
