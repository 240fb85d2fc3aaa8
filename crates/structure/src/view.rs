//! A document's paragraphs and tables in one reading order, with the looks that structure asks about.

use vanban_document::{Alignment, Document, Paragraph, RuledTable};
use vanban_text::{Span, fold};

/// A paragraph or a drawn table, in reading order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    pub(crate) span: Span,
    pub(crate) kind: BlockKind<'a>,
}

/// What a [`Block`] is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BlockKind<'a> {
    Paragraph(&'a Paragraph),
    Table(&'a RuledTable),
}

/// The document seen as a list of blocks.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) document: &'a Document,
    pub(crate) blocks: Vec<Block<'a>>,
    folded: Vec<String>,
}

impl<'a> View<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let paragraphs = document
            .paragraphs
            .iter()
            .map(|paragraph| Block { span: paragraph.span, kind: BlockKind::Paragraph(paragraph) });
        let tables = document
            .tables
            .iter()
            .map(|table| Block { span: table.span, kind: BlockKind::Table(table) });
        let mut blocks: Vec<Block<'a>> = paragraphs.chain(tables).collect();
        blocks.sort_by_key(|block| (block.span.start, block.span.end));
        let folded = blocks
            .iter()
            .map(|block| match block.kind {
                BlockKind::Paragraph(_) => fold(strip_marks(block.span.of(&document.text)).1),
                BlockKind::Table(..) => String::new(),
            })
            .collect();
        Self { document, blocks, folded }
    }

    /// The words of a block, Markdown marks at their start left out.
    pub(crate) fn text(&self, i: usize) -> &'a str {
        strip_marks(self.blocks[i].span.of(&self.document.text)).1
    }

    /// Where [`View::text`] starts in the document's text.
    pub(crate) fn text_start(&self, i: usize) -> usize {
        let span = self.blocks[i].span;
        span.start + strip_marks(span.of(&self.document.text)).0
    }

    /// [`View::text`] folded; empty for a table.
    pub(crate) fn folded(&self, i: usize) -> &str {
        &self.folded[i]
    }

    pub(crate) fn paragraph(&self, i: usize) -> Option<&'a Paragraph> {
        match self.blocks[i].kind {
            BlockKind::Paragraph(paragraph) => Some(paragraph),
            BlockKind::Table(..) => None,
        }
    }

    pub(crate) fn is_table(&self, i: usize) -> bool {
        self.paragraph(i).is_none()
    }

    /// Whether an empty line or a wider gap stands before the block.
    pub(crate) fn blocks_gap(&self, i: usize) -> bool {
        self.paragraph(i).is_some_and(|paragraph| paragraph.gap_before)
    }

    /// Whether the block is set apart from running text: bold, centred, or in capitals.
    pub(crate) fn stands_out(&self, i: usize) -> bool {
        self.paragraph(i).is_some_and(|paragraph| {
            paragraph.style.bold
                || paragraph.style.alignment == Alignment::Centre
                || paragraph.style.heading.is_some()
        }) || is_upper(self.text(i))
    }
}

/// The marks Markdown may have left at the start of a line, and the text after them.
fn strip_marks(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(|c: char| "*#_\\".contains(c) || c.is_whitespace());
    // A star and a space are a bullet, and bullets are no marks.
    if text.starts_with("* ") { (0, text) } else { (text.len() - rest.len(), rest) }
}

/// Whether the letters of `text` are capitals, a stray small one aside (`và`, an OCR slip).
pub(crate) fn is_upper(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    upper >= 2 && lower * 6 <= upper
}

/// Number of words.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether the text begins like a bullet.
pub(crate) fn is_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let second = chars.next();
    match first {
        Some('•' | '·' | '●' | '▪' | '◦' | '\u{f0b7}' | '➢' | '►') => true,
        Some('-' | '–' | '—' | '+' | '*' | '=') => second.is_some_and(|c| !c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether words are in capitals up to a note in brackets: `NHIỆM VỤ (chi tiết tại Phụ lục)`.
pub(crate) fn in_capitals(text: &str) -> bool {
    is_upper(text.split_once('(').map_or(text, |(title, _)| title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_may_hold_a_slip() {
        assert!(is_upper("TỔ CHỨC THỰC HIỆN"));
        assert!(is_upper("TỔ CHỨC và THỰC HIỆN NHIỆM VỤ"));
        assert!(!is_upper("Tổ chức thực hiện"));
        assert!(!is_upper("2026"));
        assert!(in_capitals("TỔ CHỨC THỰC HIỆN (theo Phụ lục)"));
        assert!(!in_capitals("Tổ chức (THỰC HIỆN)"));
    }

    #[test]
    fn a_dash_before_a_digit_is_no_bullet() {
        assert!(is_bullet("- Sở Y tế"));
        assert!(is_bullet("+ a"));
        assert!(!is_bullet("-2030"));
        assert!(!is_bullet("Sở Y tế"));
    }
}
