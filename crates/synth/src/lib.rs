//! Plans of the project's own making, with their true records.
//!
//! A [`Source`] states a plan's facts and prose; [`compose`] writes the plan and its record together; the
//! typesetters make plain text in the layouts that real text shows, Markdown, DOCX and (through LibreOffice) PDF.
//! [`random`] makes any number of plans from a seed, for load tests and benches.

mod bank;
mod blocks;
mod cite;
mod compose;
pub mod copied;
pub mod docx;
pub mod fixtures;
mod flat;
mod markdown;
pub mod mutate;
mod paper;
pub mod pdf;
mod prng;
mod random;
mod rows;
mod source;
pub mod text;
pub mod variants;
mod words;

pub use blocks::{Block, Cell, Grid, Heading, Line, Merge, Row};
pub use compose::{Plan, compose, reference};
pub use markdown::markdown;
pub use prng::Prng;
pub use random::random;
pub use source::{AnnexSource, HeaderSource, RefSource, Source, Style, TableSource};
