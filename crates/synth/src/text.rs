//! Plain text in the layouts that real text shows.
//!
//! Three are made: [`wrapped`], as a PDF's text with its layout kept by spaces; [`flattened`], as a PDF's text in
//! reading order, where table cells follow each other and a page break repeats the table's header; [`spaced`],
//! where every line is followed by an empty one.

use crate::blocks::{Block, Grid, Line};
use crate::compose::Plan;
use crate::flat;
use crate::paper::{Paper, wrap};

/// Characters on a line.
const WIDTH: usize = 78;

/// Text with its layout kept by spaces; a page ends with a form feed and begins with its number.
pub fn wrapped(plan: &Plan) -> String {
    let mut paper = Paper::new(52);
    paper.form_feed = true;
    for block in &plan.blocks {
        match block {
            Block::Letterhead { left, right } => side_by_side(&mut paper, left, right, 36),
            Block::Signature { recipients, lines } => {
                let mut left = vec![Line::plain("Nơi nhận:")];
                for recipient in recipients {
                    left.extend(wrap(recipient, 38, false).into_iter().map(Line::plain));
                }
                side_by_side(&mut paper, &left, &signature_lines(lines), 44);
            }
            Block::Table(grid) => aligned_table(&mut paper, grid),
            Block::Page(_) => paper.break_page(),
            Block::Centre(lines) => {
                for line in lines {
                    for part in wrap(&line.text, 60, false) {
                        paper.put(centred(&part, WIDTH));
                    }
                }
                paper.blank();
            }
            Block::Right(text) => paper.put(format!("{text:>WIDTH$}")),
            _ => {
                for (i, part) in wrap(&prose(block), WIDTH - 5, false).iter().enumerate() {
                    paper.put(format!("{}{part}", if i == 0 { "     " } else { "" }));
                }
                paper.blank();
            }
        }
    }
    paper.finish()
}

/// Text in reading order with tables flattened. Lines keep the space they broke at, and an indented paragraph
/// has an empty line after its first one, as common extractors leave it.
pub fn flattened(plan: &Plan) -> String {
    let mut paper = Paper::new(46);
    let mut across = false;
    for block in &plan.blocks {
        match block {
            Block::Letterhead { left, right } => {
                for line in left.iter().chain(right) {
                    paper.put(&line.text);
                }
                paper.blank();
            }
            Block::Signature { recipients, lines } => {
                stacked_signature(&mut paper, recipients, lines);
            }
            Block::Table(grid) => flat::table(&mut paper, grid, if across { 128 } else { 92 }),
            Block::Page(landscape) => {
                across = *landscape;
                paper.break_page();
            }
            Block::Centre(lines) => {
                for line in lines {
                    put_broken(&mut paper, &wrap(&line.text, 62, true));
                }
                paper.blank();
            }
            Block::Right(text) => paper.put(text),
            Block::Heading(_) => put_broken(&mut paper, &wrap(&prose(block), WIDTH, true)),
            _ => {
                let lines = wrap(&prose(block), WIDTH, true);
                for (i, part) in lines.iter().enumerate() {
                    paper.put(broken(part, i + 1 == lines.len()));
                    if i == 0 && lines.len() > 1 {
                        paper.blank();
                    }
                }
            }
        }
    }
    paper.finish()
}

/// Text with an empty line after every line; some bullets begin with a space.
pub fn spaced(plan: &Plan) -> String {
    let mut paper = Paper::new(36);
    paper.spaced = true;
    let mut bullets = 0;
    for block in &plan.blocks {
        match block {
            Block::Letterhead { left, right } => {
                for line in left.iter().chain(right) {
                    paper.put(&line.text);
                }
            }
            Block::Signature { recipients, lines } => {
                stacked_signature(&mut paper, recipients, lines);
            }
            Block::Table(grid) => flat::table(&mut paper, grid, 84),
            Block::Page(_) => paper.break_page(),
            Block::Centre(lines) => {
                for line in lines {
                    for part in wrap(&line.text, 70, true) {
                        paper.put(format!("{part} "));
                    }
                }
                paper.put(" ");
            }
            _ => {
                let is_bullet = matches!(block, Block::Bullet(..));
                bullets += usize::from(is_bullet);
                let lead = if is_bullet && bullets.is_multiple_of(3) { " " } else { "" };
                for (i, part) in wrap(&prose(block), WIDTH - 2, true).iter().enumerate() {
                    paper.put(format!("{}{part} ", if i == 0 { lead } else { "" }));
                }
            }
        }
    }
    paper.finish()
}

/// The words of a block that is a paragraph.
pub(crate) fn prose(block: &Block) -> String {
    match block {
        Block::Heading(heading) if heading.is_part() => {
            format!("{}\n{}", heading.label, heading.title)
        }
        Block::Heading(heading) => heading.line(),
        Block::Para(text) | Block::Right(text) => text.clone(),
        Block::Bullet(0, text) => format!("- {text}"),
        Block::Bullet(_, text) => format!("+ {text}"),
        _ => String::new(),
    }
}

fn stacked_signature(paper: &mut Paper, recipients: &[String], lines: &[Line]) {
    paper.blank();
    paper.put("Nơi nhận: ");
    for recipient in recipients {
        put_broken(paper, &wrap(recipient, 56, true));
    }
    paper.blank();
    for line in signature_lines(lines) {
        paper.put(line.text);
    }
}

fn put_broken(paper: &mut Paper, lines: &[String]) {
    for (i, part) in lines.iter().enumerate() {
        paper.put(broken(part, i + 1 == lines.len()));
    }
}

/// A line that was broken keeps the space it was broken at.
fn broken(part: &str, last: bool) -> String {
    if last || part.ends_with('-') { part.to_owned() } else { format!("{part} ") }
}

/// Room for the hand and the seal above the name.
fn signature_lines(lines: &[Line]) -> Vec<Line> {
    let mut out = lines.to_vec();
    if let Some(name) = out.pop() {
        out.extend([Line::default(), Line::default(), name]);
    }
    out
}

fn side_by_side(paper: &mut Paper, left: &[Line], right: &[Line], split: usize) {
    for i in 0..left.len().max(right.len()) {
        let text = |side: &[Line]| side.get(i).map_or(String::new(), |line| line.text.clone());
        let left = wrap(&text(left), split, false);
        let pad = split + 2 - left.first().map_or(0, |line| line.chars().count());
        let right = centred(&text(right), WIDTH + 8 - split);
        let first = left.first().cloned().unwrap_or_default();
        paper.put(format!("{first}{}{right}", " ".repeat(pad)).trim_end());
        for line in left.into_iter().skip(1) {
            paper.put(line);
        }
    }
    paper.blank();
}

fn centred(text: &str, width: usize) -> String {
    let pad = width.saturating_sub(text.chars().count()) / 2;
    format!("{}{text}", " ".repeat(pad))
}

/// A table whose columns are kept by spaces.
fn aligned_table(paper: &mut Paper, grid: &Grid) {
    let widths = flat::column_widths(grid, 104);
    let header = aligned_row(&flat::header_cells(grid), &widths);
    paper.running_head.clone_from(&header);
    for line in header {
        paper.put(line);
    }
    for row in &grid.rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| (cell.text.as_str(), cell.span)).collect();
        for line in aligned_row(&cells, &widths) {
            paper.put(line);
        }
    }
    paper.running_head.clear();
    paper.blank();
}

fn aligned_row(cells: &[(&str, usize)], widths: &[usize]) -> Vec<String> {
    let mut columns = Vec::new();
    let mut at = 0;
    for (text, span) in cells {
        let width: usize = widths[at..at + span].iter().map(|width| width + 2).sum();
        columns.push((wrap(text, width - 2, false), width));
        at += span;
    }
    let height = columns.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
    (0..height)
        .map(|i| {
            let mut line = String::new();
            for (lines, width) in &columns {
                let text = lines.get(i).map_or("", String::as_str);
                line.push_str(text);
                line.push_str(&" ".repeat(width - text.chars().count().min(*width)));
            }
            line.trim_end().to_owned()
        })
        .collect()
}
