//! What a careful clerk would flag in a record.
//!
//! Comes in: a record with the document and structure it was made from. Goes out: findings, each with a
//! stable code, a severity, a place and its message in English and Vietnamese. Precision comes first: a
//! finding that a clean document could raise is left out, and where structure was guessed nothing is
//! concluded from it. The codes are listed in [`CODES`].

mod annexes;
mod budget;
mod calendar;
mod citations;
mod deadlines;
mod finding;
mod formal;
mod in_words;
mod numbering;
mod quality;
mod targets;
mod tasks;
mod wording;

use vanban_document::{Document, Structure};
use vanban_record::{Diagnostic, Record};

pub use finding::CODES;

/// Findings about one record, in the order of their places; those without a place come first.
pub fn check(record: &Record, document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    let mut found = quality::check(document, structure);
    found.extend(formal::check(record, document, structure));
    found.extend(numbering::check(document, structure));
    found.extend(annexes::check(document, structure));
    found.extend(citations::check(record, document));
    found.extend(targets::check(record, document, structure));
    found.extend(budget::check(document, structure));
    found.extend(budget::unread(record, document, structure));
    found.extend(in_words::check(document));
    found.extend(tasks::check(record, structure));
    found.extend(deadlines::check(record, document));
    found.extend(wording::check(document));
    found.sort_by_key(|finding| finding.at.as_ref().map_or(0, |at| at.start));
    found
}
