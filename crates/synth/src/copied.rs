//! Plain text as copying leaves it: [`celled`] out of a PDF, each cell of a table on lines of its own; [`pasted`] out of
//! a word processor, each paragraph a line and cells parted by tabs.

use crate::blocks::{Block, Grid, Line};
use crate::compose::Plan;
use crate::flat;
use crate::paper::{Paper, wrap};
use crate::text::prose;

/// Characters on a line.
const WIDTH: usize = 82;

/// Text whose lines end where the page's did; cells follow each other, each on lines of its own. A page number stands
/// where a page ended.
pub fn celled(plan: &Plan) -> String {
    let mut paper = Paper::new(48);
    for block in &plan.blocks {
        match block {
            Block::Letterhead { left, right } => {
                put_all(&mut paper, left.iter().chain(right).map(|line| line.text.clone()));
            }
            Block::Signature { recipients, lines } => {
                put_all(&mut paper, closing(recipients).chain(texts(lines)));
            }
            Block::Table(grid) => cells(&mut paper, grid),
            Block::Page(_) => paper.break_page(),
            Block::Centre(lines) => {
                put_all(&mut paper, texts(lines).flat_map(|text| wrap(&text, 64, false)));
            }
            Block::Right(text) => paper.put(text),
            _ => put_all(&mut paper, wrap(&prose(block), WIDTH, false)),
        }
    }
    paper.finish()
}

/// Text in which each paragraph is a line; the two sides of letterhead and signature follow each other with a tab
/// between, as the cells of a table do that is copied.
pub fn pasted(plan: &Plan) -> String {
    let mut out: Vec<String> = Vec::new();
    for block in &plan.blocks {
        match block {
            Block::Letterhead { left, right } => {
                out.push(sides(texts(left), texts(right)));
            }
            Block::Signature { recipients, lines } => {
                out.push(String::new());
                out.push(sides(closing(recipients), texts(lines)));
            }
            Block::Table(grid) => {
                out.push(grid.columns.join("\t"));
                out.extend(grid.rows.iter().map(|row| {
                    let cells: Vec<&str> =
                        row.cells.iter().map(|cell| cell.text.as_str()).collect();
                    cells.join("\t")
                }));
                out.push(String::new());
            }
            Block::Page(_) => out.push(String::new()),
            Block::Centre(lines) => out.extend(texts(lines)),
            Block::Right(text) => out.push(text.clone()),
            _ => out.push(prose(block)),
        }
    }
    out.join("\n") + "\n"
}

fn texts(lines: &[Line]) -> impl Iterator<Item = String> + '_ {
    lines.iter().map(|line| line.text.clone())
}

fn closing(recipients: &[String]) -> impl Iterator<Item = String> + '_ {
    std::iter::once("Nơi nhận:".to_owned()).chain(recipients.iter().cloned())
}

fn sides(left: impl Iterator<Item = String>, right: impl Iterator<Item = String>) -> String {
    let lines = |side: Vec<String>| side.join("\n");
    format!("{}\t{}", lines(left.collect()), lines(right.collect()))
}

fn put_all(paper: &mut Paper, lines: impl IntoIterator<Item = String>) {
    for line in lines {
        paper.put(line);
    }
}

/// A table cell after cell; where a page ends inside it, its header is said again.
fn cells(paper: &mut Paper, grid: &Grid) {
    let widths = flat::column_widths(grid, 104);
    let lines =
        |cells: &[(&str, usize)]| flat::cells_of(cells, &widths, false).into_iter().flatten();
    let header: Vec<String> = lines(&flat::header_cells(grid)).collect();
    put_all(paper, header.clone());
    paper.running_head = header;
    for row in &grid.rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| (cell.text.as_str(), cell.span)).collect();
        let lines: Vec<String> = lines(&cells).collect();
        // Rows stay whole.
        if lines.len() > paper.left() {
            paper.break_page();
        }
        put_all(paper, lines);
    }
    paper.running_head.clear();
}
