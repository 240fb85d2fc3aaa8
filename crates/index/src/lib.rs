//! Records to a full-text index and back: finds things whether or not the reader types the diacritics.
//!
//! A document is one entry, and so is each of its facts ([`Kind`]). Every text is indexed twice, as written and
//! without marks, so that words typed with marks find the exact ones first and words typed without find both; the
//! two ways to place a tone (`hoà`, `hòa`) are one word. A word with inner marks (`57-NQ/TW`) is a phrase. The index
//! can be made again from the records at any time.

mod entries;
mod error;
mod query;
mod reader;
mod schema;
mod snippet;
mod words;
mod writer;

pub use entries::{Entries, Kind};
pub use error::IndexError;
pub use reader::{Hit, Hits, IndexReader, Search};
pub use snippet::Snippet;
pub use writer::IndexWriter;
