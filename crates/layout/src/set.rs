//! Blocks of a word processor: paragraphs as they are, layout tables opened, deliberate line breaks judged.
//!
//! A letterhead and a signature block are set as a table without lines, or with tabs; both are read column
//! by column, since what stands under each other belongs together. A line break made on purpose parts
//! `TM. ỦY BAN NHÂN DÂN` from `CHỦ TỊCH`, but also wraps a long title.

use vanban_document::{Assembler, Block, CellBlock, Line, ParagraphBlock, TableBlock};
use vanban_text::{collapse_spaces, fold};

use crate::flow::halves_of_name;
use crate::frame::reading_order;
use crate::lines::{Start, facts, is_drawn, is_type_line};

/// Adds the blocks of a word processor's file.
pub(crate) fn set_blocks(blocks: &[Block], assembler: &mut Assembler) {
    let mut set = Set { assembler, framed: true, gap: false, type_line: has_type_line(blocks) };
    let mut run: Vec<&ParagraphBlock> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => run.push(paragraph),
            Block::Table(table) => {
                set.paragraphs(&run);
                run.clear();
                set.table(table);
            }
            Block::PageBreak | Block::Lines(_) => {
                set.paragraphs(&run);
                run.clear();
                set.gap = true;
            }
        }
    }
    set.paragraphs(&run);
}

/// Whether one of the first paragraphs names the type of the document: before it stands a letterhead.
fn has_type_line(blocks: &[Block]) -> bool {
    let first = blocks.iter().take(40).filter_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.first(),
        _ => None,
    });
    first.into_iter().any(|line| is_type_line(line.text.trim()))
}

struct Set<'a> {
    assembler: &'a mut Assembler,
    /// In the letterhead or the signature block, where every line is a thing of its own.
    framed: bool,
    gap: bool,
    type_line: bool,
}

impl Set<'_> {
    fn paragraphs(&mut self, paragraphs: &[&ParagraphBlock]) {
        let lines: Vec<(usize, &Line)> = paragraphs
            .iter()
            .enumerate()
            .flat_map(|(at, paragraph)| paragraph.lines.iter().map(move |line| (at, line)))
            .collect();
        let raw: Vec<&str> = lines.iter().map(|(_, line)| line.text.as_str()).collect();
        let mut open: Option<(usize, ParagraphBlock)> = None;
        for piece in reading_order(&raw) {
            let (at, source) = lines[piece.line];
            let whole = piece.bytes.len() == source.text.len();
            let text = collapse_spaces(&source.text[piece.bytes]);
            let line = Line { text, page: source.page, ..Line::default() };
            match &mut open {
                Some((paragraph, block)) if *paragraph == at && whole && !piece.opens => {
                    block.lines.push(line);
                }
                _ => {
                    self.flush(open.take());
                    let style = paragraphs[at].style.clone();
                    open = Some((at, ParagraphBlock { lines: vec![line], style }));
                }
            }
        }
        self.flush(open);
    }

    /// Adds one paragraph, parted at the line breaks that part.
    fn flush(&mut self, paragraph: Option<(usize, ParagraphBlock)>) {
        let Some((_, paragraph)) = paragraph else { return };
        let mut part = ParagraphBlock { lines: Vec::new(), style: paragraph.style.clone() };
        for line in paragraph.lines {
            if is_drawn(&line.text) {
                self.assembler.furniture(line);
                continue;
            }
            self.enter(&line.text);
            if part.lines.last().is_some_and(|last| !self.goes_on(&last.text, &line.text)) {
                self.add(&part);
                part.lines.clear();
            }
            part.lines.push(line);
        }
        self.add(&part);
    }

    fn add(&mut self, paragraph: &ParagraphBlock) {
        self.assembler.paragraph(paragraph, self.gap);
        if !paragraph.lines.is_empty() {
            self.gap = false;
        }
    }

    fn enter(&mut self, text: &str) {
        let start = facts(text).start;
        if is_type_line(text) || start == Start::Division || start == Start::Label {
            self.framed = false;
        } else if start == Start::Formal || !self.type_line && start == Start::Other && self.framed
        {
            self.framed = start == Start::Formal || facts(text).chars < 60;
        }
    }

    /// Whether a line after a deliberate line break goes on with the one before it.
    fn goes_on(&self, last: &str, line: &str) -> bool {
        let (before, after) = (facts(last), facts(line));
        if before.broken_symbol || before.unfinished || halves_of_name(last, line) {
            return true;
        }
        match after.start {
            Start::Lower => !before.terminal,
            Start::Other => {
                let title = before.capital && after.capital && !before.terminal;
                title && !self.framed && !is_type_line(last)
            }
            _ => false,
        }
    }

    fn table(&mut self, table: &TableBlock) {
        if !is_layout_table(table) {
            // A tab inside a cell would read as the next cell.
            let mut table = table.clone();
            for cell in table.rows.iter_mut().flatten() {
                cell.paragraphs = cell.paragraphs.iter().map(collapsed).collect();
            }
            self.assembler.table(&table, 1.0);
            return;
        }
        let last = table.rows.iter().flatten().map(|cell| cell.column).max().unwrap_or(0);
        for column in 0..=last {
            let in_column = |cell: &&CellBlock| cell.column == column;
            let cells = table.rows.iter().flatten().filter(in_column);
            self.gap = true;
            self.framed = true;
            for paragraph in cells.flat_map(|cell| &cell.paragraphs) {
                self.flush(Some((0, collapsed(paragraph))));
            }
        }
        // What follows the letterhead's table is still before the type line.
        self.framed = self.type_line;
    }
}

fn collapsed(paragraph: &ParagraphBlock) -> ParagraphBlock {
    let line = |line: &Line| Line { text: collapse_spaces(&line.text), ..line.clone() };
    ParagraphBlock {
        lines: paragraph.lines.iter().map(line).collect(),
        style: paragraph.style.clone(),
    }
}

/// A letterhead or signature block: at most three columns and few rows, and either no lines are drawn or it
/// holds what only such a block holds.
fn is_layout_table(table: &TableBlock) -> bool {
    let columns =
        table.rows.iter().flatten().map(|cell| cell.column + cell.column_span.max(1)).max();
    if columns.unwrap_or(0) > 3 || table.rows.len() > 8 || table.header_rows > 0 {
        return false;
    }
    !table.ruled || holds_frame(table)
}

/// Whether a small table is a letterhead or signature block: a cell holds the state's or the Party's name,
/// or the recipients.
pub(crate) fn holds_frame(table: &TableBlock) -> bool {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns > 3 || table.rows.len() > 8 {
        return false;
    }
    let lines = table.rows.iter().flatten().flat_map(|cell| &cell.paragraphs);
    lines.flat_map(|paragraph| &paragraph.lines).any(|line| {
        let text = fold(&line.text);
        text.starts_with("noi nhan")
            || text.starts_with("cong hoa xa hoi")
            || text.contains("dang cong san viet nam")
    })
}
