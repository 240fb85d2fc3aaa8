//! What a document is in memory, between the bytes of a file and the published record.
//!
//! Three stages of the same thing, all plain data, none of it serialisable:
//! [`Reading`] is what a reader found in a file; [`Document`] is its text in reading order with every
//! line's place, from layout on; [`Structure`] is what a person sees in it: zones, section tree, tables.

mod assemble;
mod document;
mod geometry;
mod metadata;
mod reading;
mod structure;
mod sums;

pub use assemble::{Assembler, join_lines};
pub use document::{Document, LineSpan, PageInfo, Paragraph, Place, Repair, RuledCell, RuledTable};
pub use geometry::{BBox, PageNo};
pub use metadata::{Metadata, Signature};
pub use reading::{
    Alignment, Annotation, Block, CellBlock, Content, Judgement, Line, MediaType, Note, NoteKind,
    Origin, Page, ParagraphBlock, Raster, Reading, Rule, Run, Style, TableBlock, TextLine,
    Treatment, Verdict, WordBox,
};
pub use structure::{
    Annex, Cell, Doubt, Row, RowKind, Section, Structure, Table, TableOrigin, Zones,
};
pub use sums::{Sum, SumKind};
