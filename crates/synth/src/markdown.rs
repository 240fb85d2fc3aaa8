//! The plan as Markdown, the way writers and recognition models write it.

use std::fmt::Write as _;

use crate::blocks::{Block, Grid, Heading, Line, Merge};
use crate::compose::Plan;
use crate::source::Style;
use crate::text::prose;

/// The plan as Markdown.
pub fn markdown(plan: &Plan, style: &Style) -> String {
    let mut out = String::new();
    let mut headings = 0_u32;
    for block in &plan.blocks {
        let text = match block {
            Block::Letterhead { left, right } => {
                let side = |lines: &[Line]| lines.iter().map(line).collect::<Vec<_>>().join("\n\n");
                format!("{}\n\n{}", side(left), side(right))
            }
            Block::Centre(lines) => lines.iter().map(line).collect::<Vec<_>>().join("  \n"),
            Block::Right(text) => format!("*{text}*"),
            Block::Heading(heading) => {
                headings += 1;
                set_heading(heading, style.careless_marks.then_some(headings))
            }
            Block::Table(grid) if style.html_tables => html_table(grid),
            Block::Table(grid) => pipe_table(grid),
            Block::Signature { recipients, lines } => {
                let lines = lines.iter().map(line).collect::<Vec<_>>().join("  \n");
                format!("**Nơi nhận:**\n\n{}\n\n{lines}", recipients.join("\n"))
            }
            Block::Page(_) => "---".to_owned(),
            Block::Bullet(1, text) => format!("  + {text}"),
            _ => escape_number(&prose(block)),
        };
        out.push_str(&text);
        out.push_str("\n\n");
    }
    format!("{}\n", out.trim_end())
}

fn line(line: &Line) -> String {
    match (line.bold, line.italic) {
        _ if line.text == "*" => "\\*".to_owned(),
        (true, _) => format!("**{}**", line.text),
        (_, true) => format!("*{}*", line.text),
        _ => line.text.clone(),
    }
}

/// A recognition model marks headings by their looks: a third has no mark, the rest too many or too few.
fn set_heading(heading: &Heading, careless: Option<u32>) -> String {
    let words = if heading.is_part() {
        format!("{}\n\n**{}**", heading.label, heading.title)
    } else {
        let head = format!("{} {}", heading.printed_label(), heading.title);
        match &heading.run_in {
            Some(text) => return format!("**{head}:** {text}"),
            None => head,
        }
    };
    match careless {
        Some(count) if count.is_multiple_of(3) => escape_number(&words),
        Some(count) if count.is_multiple_of(4) => format!("## **{words}**"),
        Some(_) => format!("{} **{words}**", "#".repeat(heading.level as usize + 1)),
        None => format!("{} {words}", "#".repeat(heading.level as usize + 1)),
    }
}

/// `1. ` at the start of a paragraph would become a list.
fn escape_number(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with(". ") {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_owned()
    }
}

fn pipe_table(grid: &Grid) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(grid.columns.clone());
    out.push_str(&row(vec!["---".to_owned(); grid.columns.len()]));
    for one in &grid.rows {
        let mut cells = Vec::new();
        for cell in &one.cells {
            let text = if one.bold && !cell.text.is_empty() {
                format!("**{}**", cell.text)
            } else {
                cell.text.clone()
            };
            cells.push(text);
            cells.extend(vec![String::new(); cell.span - 1]);
        }
        out.push_str(&row(cells));
    }
    out.trim_end().to_owned()
}

fn html_table(grid: &Grid) -> String {
    let mut out = String::from("<table>\n<thead>\n<tr>");
    for column in &grid.columns {
        let _ = write!(out, "<th>{}</th>", escape(column));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for (at, row) in grid.rows.iter().enumerate() {
        out.push_str("<tr>");
        let mut column = 0;
        for cell in &row.cells {
            if cell.merge != Merge::Continue {
                let mut attributes = String::new();
                if cell.span > 1 {
                    let _ = write!(attributes, " colspan=\"{}\"", cell.span);
                }
                let rows = rows_covered(grid, at, column);
                if rows > 1 {
                    let _ = write!(attributes, " rowspan=\"{rows}\"");
                }
                let _ = write!(out, "<td{attributes}>{}</td>", escape(&cell.text));
            }
            column += cell.span;
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>");
    out
}

/// Cells that take part in a merge stand in rows without spans, so that position and column are one.
fn rows_covered(grid: &Grid, at: usize, column: usize) -> usize {
    let below = grid.rows[at + 1..].iter();
    1 + below
        .take_while(|row| row.cells.get(column).is_some_and(|cell| cell.merge == Merge::Continue))
        .count()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
