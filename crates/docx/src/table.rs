//! Tables: merged cells, repeated header rows, and whether lines are drawn (ECMA-376 17.4).

use vanban_document::{Block, CellBlock, ParagraphBlock, TableBlock};

use crate::body::Body;
use crate::format::Styles;
use crate::xml::Element;

/// Columns beyond this are a damaged file, not a table.
const MAX_COLUMNS: usize = 512;

/// Reads a `w:tbl`. A nested table's text goes into its cell.
pub(crate) fn read<'a>(body: &mut Body<'a>, table: &'a Element) -> TableBlock {
    let label_alone = std::mem::replace(&mut body.label_alone, true);
    let mut rows: Vec<Vec<CellBlock>> = Vec::new();
    let mut header_rows = 0;
    // For each column, the row and place of the cell that a merged cell below continues.
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    for row in rows_of(table) {
        let properties = row.child("trPr");
        if properties.is_some_and(|properties| properties.child("del").is_some()) {
            continue;
        }
        let header = properties.and_then(|properties| properties.toggle("tblHeader"));
        if header == Some(true) && header_rows == rows.len() {
            header_rows += 1;
        }
        let cells = read_row(body, row, &mut rows, &mut open);
        rows.push(cells);
    }
    body.label_alone = label_alone;
    TableBlock { ruled: is_ruled(table, &body.styles), rows, header_rows }
}

/// Rows, those in content controls and insertions included.
fn rows_of(table: &Element) -> Vec<&Element> {
    members(table, "tr")
}

fn members<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for child in element.children() {
        match &*child.name {
            other if other == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" => found.extend(members(child, name)),
            _ => {}
        }
    }
    found
}

fn read_row<'a>(
    body: &mut Body<'a>,
    row: &'a Element,
    rows: &mut [Vec<CellBlock>],
    open: &mut Vec<Option<(usize, usize)>>,
) -> Vec<CellBlock> {
    let mut column = skipped_columns(row);
    let mut cells: Vec<CellBlock> = Vec::new();
    let page = body.pages.current;
    let mut last_page = page;
    for cell in members(row, "tc") {
        let properties = cell.child("tcPr");
        if properties.is_some_and(|properties| properties.child("cellDel").is_some()) {
            continue;
        }
        let span = grid_span(properties);
        open.resize(open.len().max((column + span).min(MAX_COLUMNS)), None);
        // Each cell of a row that runs over a page break states the break.
        body.pages.current = page;
        let paragraphs = cell_paragraphs(body, cell);
        last_page = last_page.max(body.pages.current);
        // Merged with the cell to the left, as files made from old formats say it.
        let beside = properties.and_then(|properties| properties.child("hMerge"));
        if let (Some("continue" | ""), Some(left)) =
            (beside.map(|beside| beside.val().unwrap_or_default()), cells.last_mut())
        {
            left.column_span += span;
            left.paragraphs.extend(paragraphs);
            column += span;
            continue;
        }
        let merge = properties.and_then(|properties| properties.child("vMerge"));
        let continues = merge.is_some_and(|merge| merge.val() != Some("restart"));
        let above = open.get(column).copied().flatten().filter(|_| continues);
        if let Some(above) = above.and_then(|(r, c)| rows.get_mut(r)?.get_mut(c)) {
            above.row_span += 1;
        } else if column < MAX_COLUMNS {
            let place = merge.map(|_| (rows.len(), cells.len()));
            for slot in open.iter_mut().skip(column).take(span) {
                *slot = place;
            }
            cells.push(CellBlock { column, column_span: span, row_span: 1, paragraphs });
        }
        column += span;
    }
    body.pages.current = last_page;
    cells
}

/// Columns left out before a row's first cell.
fn skipped_columns(row: &Element) -> usize {
    let before = row.at(&["trPr", "gridBefore"]).and_then(Element::val);
    before.and_then(|value| value.parse::<usize>().ok()).unwrap_or(0).min(MAX_COLUMNS)
}

fn grid_span(properties: Option<&Element>) -> usize {
    let span = properties.and_then(|p| p.child("gridSpan")).and_then(Element::val);
    span.and_then(|value| value.parse::<usize>().ok()).unwrap_or(1).clamp(1, MAX_COLUMNS)
}

fn cell_paragraphs<'a>(body: &mut Body<'a>, cell: &'a Element) -> Vec<ParagraphBlock> {
    let mut blocks = Vec::new();
    body.blocks(cell, &mut blocks);
    let mut paragraphs = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph),
            Block::Table(nested) => {
                let cells = nested.rows.into_iter().flatten();
                paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
            }
            Block::PageBreak | Block::Lines(_) => {}
        }
    }
    paragraphs
}

/// Whether lines are drawn between cells: by the table, its style, or most of its cells.
fn is_ruled(table: &Element, styles: &Styles) -> bool {
    let properties = table.child("tblPr");
    let mut drawn = None;
    let style = properties.and_then(|p| p.child("tblStyle")).and_then(Element::val);
    for style in style.map_or_else(Vec::new, |id| styles.chain(id)) {
        drawn = style.at(&["tblPr", "tblBorders"]).map(draws_inside).or(drawn);
    }
    drawn = properties.and_then(|p| p.child("tblBorders")).map(draws_inside).or(drawn);
    let cells: Vec<&Element> = rows_of(table).iter().flat_map(|row| members(row, "tc")).collect();
    let borders = |cell: &&Element| cell.at(&["tcPr", "tcBorders"]).map(draws_box);
    let own: Vec<bool> = cells.iter().filter_map(borders).collect();
    let own_drawn = own.iter().filter(|drawn| **drawn).count();
    if own.len() * 2 > cells.len() {
        // Most cells state their own lines: those count.
        return own_drawn * 2 > own.len() || (drawn == Some(true) && own_drawn * 4 > own.len());
    }
    drawn.unwrap_or(false)
}

fn is_drawn(borders: &Element, side: &str) -> bool {
    let border = borders.child(side).and_then(Element::val);
    border.is_some_and(|value| !matches!(value, "nil" | "none"))
}

fn draws_inside(borders: &Element) -> bool {
    is_drawn(borders, "insideH") || is_drawn(borders, "insideV") || draws_box(borders)
}

/// Lines on at least two sides; a single one underlines or parts.
fn draws_box(borders: &Element) -> bool {
    let sides = ["top", "bottom", "left", "right", "start", "end"];
    sides.iter().filter(|side| is_drawn(borders, side)).count() >= 2
}
