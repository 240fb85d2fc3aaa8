//! Pages of positioned runs to paragraphs, tables and furniture in reading order.
//!
//! Page by page: tables leave the page first (their rules say where they are), then the rest becomes rows of
//! words, then page numbers and running heads leave, then blocks side by side are told apart from lines. What
//! is left flows into paragraphs, over page breaks too.

mod aligned;
mod cell;
mod columns;
mod flow;
mod footnotes;
mod furniture;
mod grid;
mod labels;
mod margins;
mod table;
#[cfg(test)]
mod tests;
mod upright;
mod words;

use vanban_document::{Assembler, Page, Rule, Run};

use columns::Piece;
use flow::Flow;
use furniture::Sheet;
use margins::Margins;
use table::Part;
use words::Strip;

/// Lays out `pages` into `assembler`.
pub(crate) fn layout(pages: &[Page], assembler: &mut Assembler) {
    let mut sheets = Vec::with_capacity(pages.len());
    let mut tables: Vec<Vec<Part>> = Vec::with_capacity(pages.len());
    let mut turned: Vec<Vec<Strip>> = Vec::with_capacity(pages.len());
    for page in pages {
        let mut runs: Vec<Run> = page.runs.clone();
        let parts = table::take(&page.rules, &mut runs, page.number);
        let (sideways, upright): (Vec<Run>, Vec<Run>) =
            runs.into_iter().partition(|run| run.angle.abs() > 10.0);
        turned.push(upright::upright(sideways, page.number));
        sheets.push(Sheet {
            height: page.height,
            rows: words::rows(&upright, page.number),
            tables: parts.iter().map(|part| (part.bbox.y0, part.bbox.y1)).collect(),
        });
        tables.push(parts);
    }
    let furniture = furniture::take(&mut sheets);
    let notes = footnotes::take(&mut sheets);
    let widths = pages.iter().map(|page| page.width);
    let margins = margins::of_pages(sheets.iter().map(|sheet| sheet.rows.as_slice()).zip(widths));
    let mut flow = Flow::new(assembler);
    for (((((page, sheet), parts), apart), notes), margins) in
        pages.iter().zip(sheets).zip(tables).zip(furniture).zip(notes).zip(margins)
    {
        for strip in apart {
            flow.furniture(&strip);
        }
        let rules: Vec<Rule> = page
            .rules
            .iter()
            .filter(|rule| rule.horizontal && !parts.iter().any(|part| inside(rule, part)))
            .copied()
            .collect();
        lay_page(sheet.rows, parts, &rules, margins, &mut flow);
        flow.notes(notes);
    }
    // Words set up the margin or across the page are marks on it, not part of a sentence.
    for strip in turned.iter().flatten() {
        flow.furniture(strip);
    }
    flow.finish();
}

/// Whether a rule belongs to a grid.
fn inside(rule: &Rule, part: &Part) -> bool {
    let (_, y) = rule.bbox.centre();
    y > part.bbox.y0 - 2.0 && y < part.bbox.y1 + 2.0
}

/// One page's tables and rows, top to bottom.
fn lay_page(
    rows: Vec<words::Row>,
    parts: Vec<Part>,
    rules: &[Rule],
    margins: Margins,
    flow: &mut Flow<'_>,
) {
    let mut rows = rows.into_iter().peekable();
    flow.page(margins);
    for part in parts {
        let (_, middle) = part.bbox.centre();
        let above = std::iter::from_fn(|| {
            rows.next_if(|row| row.first().is_none_or(|strip| strip.baseline < middle))
        });
        lay_rows(above.collect(), rules, flow);
        flow.table(part);
    }
    lay_rows(rows.collect(), rules, flow);
}

/// Rows without a grid: tables seen in white space, and the lines and blocks between them.
fn lay_rows(rows: Vec<words::Row>, rules: &[Rule], flow: &mut Flow<'_>) {
    let found = flow.aligned(&rows, rules);
    let mut rest = rows.into_iter();
    let mut at = 0;
    for table in found {
        lay_lines(rest.by_ref().take(table.lines.start - at).collect(), flow);
        at = table.lines.end;
        let page = rest.by_ref().take(table.lines.len()).flatten().map(|strip| strip.page).last();
        flow.aligned_table(table.part, page.unwrap_or(1));
    }
    lay_lines(rest.collect(), flow);
}

fn lay_lines(rows: Vec<words::Row>, flow: &mut Flow<'_>) {
    for piece in columns::split(rows) {
        match piece {
            Piece::Line(strip) => flow.line(strip),
            Piece::Columns(columns) => flow.columns(columns),
        }
    }
}
