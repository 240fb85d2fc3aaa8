//! Vietnamese text as the rest of the workspace needs it: normal form, folding, spans, offset maps.
//!
//! Everything here is pure: no I/O, no global state. From this crate on, text is NFC.

mod charset;
mod charset_tables;
mod decimal;
mod fold;
mod folded;
mod money;
mod numeral;
mod offsets;
mod quote;
mod span;
mod syllable;

pub use charset::{Charset, FontCharset};
pub use decimal::Decimal;
pub use fold::{fold, fold_char, fold_keep_case, has_vietnamese_marks, nfc, same_words, tone_key};
pub use folded::Folded;
pub use money::{Amount, MoneyUnit, amounts, cell_amount, grouped_amounts};
pub use numeral::roman;
pub use offsets::{Edit, OffsetMap, Rewriter};
pub use quote::{collapse_spaces, quoted};
pub use span::Span;
pub use syllable::{Syllable, Tone, is_bare_syllable, is_syllable, syllable};
