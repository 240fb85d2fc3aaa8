//! Pages of positioned glyph runs to lines, paragraphs, tables and furniture in reading order.

use vanban_document::{Assembler, Page};

/// Lays out `pages` into `assembler`.
pub(crate) fn layout(pages: &[Page], assembler: &mut Assembler) {
    let _ = (pages, assembler);
}
