//! Vietnamese text as the rest of the workspace needs it: normal form, folding, spans, offset maps.
//!
//! Everything here is pure: no I/O, no global state. From this crate on, text is NFC.

mod fold;
mod numeral;
mod offsets;
mod quote;
mod span;

pub use fold::{fold, fold_char, fold_keep_case, has_vietnamese_marks, nfc, same_words, tone_key};
pub use numeral::roman;
pub use offsets::{Edit, OffsetMap};
pub use quote::{collapse_spaces, quoted};
pub use span::Span;
