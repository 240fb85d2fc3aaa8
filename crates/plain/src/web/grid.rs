//! Tables of a page: cells that span, rows that are too short, tables that only place things.

use html5ever::tokenizer::Tag;
use vanban_document::{Block, CellBlock, ParagraphBlock, TableBlock};

use super::look::attribute;
use crate::grid::MAX_COLUMNS;

/// A table that is open.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    in_row: bool,
    cell: Option<Cell>,
    /// For each column, how many rows below are covered by a cell above.
    covered: Vec<usize>,
    /// What stands in the table and in no cell: its caption.
    before: Vec<Block>,
    header_rows: usize,
    in_head: bool,
    ruled: bool,
}

#[derive(Debug, Default)]
struct Cell {
    column: usize,
    columns: usize,
    rows: usize,
    header: bool,
    blocks: Vec<Block>,
}

impl Grid {
    /// At the start tag of a table.
    pub(crate) fn new(tag: &Tag) -> Self {
        Self { ruled: draws_lines(tag), ..Self::default() }
    }

    /// Where text goes: the open cell, else before the table.
    pub(crate) fn blocks(&mut self) -> &mut Vec<Block> {
        match &mut self.cell {
            Some(cell) => &mut cell.blocks,
            None => &mut self.before,
        }
    }

    /// A `thead` begins or ends.
    pub(crate) fn head(&mut self, begins: bool) {
        self.in_head = begins;
    }

    pub(crate) fn open_row(&mut self) {
        self.close_row();
        self.in_row = true;
    }

    pub(crate) fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        self.in_row = true;
        self.ruled |= draws_lines(tag);
        let mut column = self.row.last().map_or(0, |cell| cell.column + cell.columns);
        while self.covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        // Zero rows: to the table's end, which cuts it.
        let rows = span(tag, "rowspan", 1).max(1) - 1;
        let rows =
            if attribute(tag, "rowspan").map(str::trim) == Some("0") { MAX_ROWS } else { rows };
        self.cell = Some(Cell {
            column,
            columns: span(tag, "colspan", 1).clamp(1, MAX_COLUMNS),
            rows: rows + 1,
            header: &*tag.name == "th",
            blocks: Vec::new(),
        });
    }

    pub(crate) fn close_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        if cell.column >= MAX_COLUMNS {
            // Words are not lost with the cell.
            match self.row.last_mut() {
                Some(last) => last.blocks.append(&mut cell.blocks),
                None => self.before.append(&mut cell.blocks),
            }
            return;
        }
        cell.columns = cell.columns.min(MAX_COLUMNS - cell.column);
        self.row.push(cell);
    }

    pub(crate) fn close_row(&mut self) {
        self.close_cell();
        if !std::mem::take(&mut self.in_row) {
            return;
        }
        for rows in &mut self.covered {
            *rows = rows.saturating_sub(1);
        }
        for cell in &self.row {
            let end = cell.column + cell.columns;
            self.covered.resize(self.covered.len().max(end), 0);
            for rows in self.covered.iter_mut().take(end).skip(cell.column) {
                *rows = cell.rows - 1;
            }
        }
        let header = !self.row.is_empty() && self.row.iter().all(|cell| cell.header);
        if (header || self.in_head) && self.header_rows == self.rows.len() {
            self.header_rows += 1;
        }
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// What the table comes to: itself, or what stood in it where it only placed things.
    pub(crate) fn close(mut self) -> Vec<Block> {
        self.close_row();
        self.rows.retain(|row| !row.is_empty());
        let mut blocks = std::mem::take(&mut self.before);
        if self.places_only() {
            blocks.extend(self.rows.into_iter().flatten().flat_map(|cell| cell.blocks));
            return blocks;
        }
        let count = self.rows.len();
        let rows: Vec<Vec<CellBlock>> = (self.rows.into_iter().enumerate())
            .map(|(at, row)| row.into_iter().map(|cell| cell.finish(count - at)).collect())
            .collect();
        let header_rows = if self.header_rows < count { self.header_rows } else { 0 };
        if rows.iter().flatten().any(|cell| !cell.paragraphs.is_empty()) {
            blocks.push(Block::Table(TableBlock { rows, header_rows, ruled: self.ruled }));
        }
        blocks
    }

    /// A table of one column, or one that holds a table of several rows, sets a page and tells nothing.
    fn places_only(&self) -> bool {
        let cells = || self.rows.iter().flatten();
        let holds_table = |cell: &Cell| {
            cell.blocks
                .iter()
                .any(|block| matches!(block, Block::Table(table) if table.rows.len() > 1))
        };
        cells().all(|cell| cell.column == 0 && cell.columns == 1) || cells().any(holds_table)
    }
}

/// Rows that a cell may cover, beyond which a page is a trap.
const MAX_ROWS: usize = 10_000;

impl Cell {
    fn finish(self, rows_left: usize) -> CellBlock {
        let mut paragraphs: Vec<ParagraphBlock> = Vec::new();
        for block in self.blocks {
            match block {
                Block::Paragraph(paragraph) => paragraphs.push(paragraph),
                Block::Table(nested) => {
                    let cells = nested.rows.into_iter().flatten();
                    paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
                }
                Block::Lines(_) | Block::PageBreak => {}
            }
        }
        CellBlock {
            column: self.column,
            column_span: self.columns,
            row_span: self.rows.min(rows_left).max(1),
            paragraphs,
        }
    }
}

fn span(tag: &Tag, name: &str, otherwise: usize) -> usize {
    let value = attribute(tag, name).and_then(|value| value.trim().parse::<usize>().ok());
    value.map_or(otherwise, |value| value.min(MAX_ROWS))
}

/// Whether a table or cell has lines drawn around it.
fn draws_lines(tag: &Tag) -> bool {
    let border = attribute(tag, "border").is_some_and(|width| width.trim() != "0");
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let drawn = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut drawn = drawn.filter(|(name, _)| name.trim().starts_with("border"));
    border || drawn.any(|(name, value)| draws(name.trim(), value))
}

fn draws(name: &str, value: &str) -> bool {
    const LINES: [&str; 4] = ["solid", "double", "dotted", "dashed"];
    let other = ["border-collapse", "border-spacing", "border-color", "border-radius"];
    !other.contains(&name) && LINES.iter().any(|line| value.contains(line))
}
