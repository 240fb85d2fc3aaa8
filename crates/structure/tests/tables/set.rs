//! The same table in every form that files have it in.

use vanban_document::{BBox, Content, MediaType, Page, PageInfo, Reading, Rule, Run, TextLine};

use crate::make::{Dice, Kind, Table};

/// Lines of at most `width` characters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn append(out: &mut String, text: &str) {
    out.push_str(text);
}

const TITLE: [&str; 3] = ["Phụ lục 1", "DANH MỤC CÔNG VIỆC NĂM 2027", ""];

/// A band of a table: header, or a row; for each cell its lines.
struct Band {
    cells: Vec<Vec<String>>,
    /// Lines that the cells' columns begin at; a merged title takes all that is left.
    title: bool,
    /// The third cell is covered from above.
    covered: bool,
}

fn bands(table: &Table, widths: &[usize]) -> Vec<Band> {
    let mut out = Vec::new();
    let cells = |cells: &[String]| -> Vec<Vec<String>> {
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect()
    };
    out.push(Band { cells: cells(&table.columns_on_paper()), title: false, covered: false });
    for row in &table.rows {
        let mut lines = cells(&row.cells);
        if row.group {
            lines[1] = vec![row.cells[1].clone()];
        }
        let covered = row.lead_span == 0;
        if covered {
            lines[2].clear();
        }
        out.push(Band { cells: lines, title: row.group, covered });
    }
    out
}

impl Table {
    fn columns_on_paper(&self) -> Vec<String> {
        self.names.clone()
    }
}

/// Text whose columns are kept by spaces, or by bars; cells in the middle of their rows or at the top.
pub(crate) fn aligned(table: &Table, dice: &mut Dice, bars: bool) -> String {
    let middle = dice.chance(50);
    let height = if dice.chance(40) { 30 } else { 400 };
    let bands = bands(table, &table.widths);
    let mut out = String::new();
    for line in TITLE {
        append(&mut out, &format!("{line:>40}\n"));
    }
    let mut left = height;
    for (i, band) in bands.iter().enumerate() {
        let lines = band_lines(table, band, middle, bars, i == 0);
        if lines.len() > left {
            out.push('\u{c}');
            for line in band_lines(table, &bands[0], middle, bars, true) {
                out.push_str(&line);
                out.push('\n');
            }
            left = height;
        }
        left = left.saturating_sub(lines.len());
        for line in lines {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn band_lines(table: &Table, band: &Band, middle: bool, bars: bool, header: bool) -> Vec<String> {
    let height = band.cells.iter().map(Vec::len).max().unwrap_or(0);
    let between = if bars { " | " } else { "  " };
    let mut lines: Vec<String> = Vec::new();
    if let (true, Some((first, over))) = (header, &table.over) {
        let from: usize = table.widths[..*first].iter().map(|width| width + between.len()).sum();
        lines.push(format!("{}{over}", " ".repeat(from + 2)));
    }
    for i in 0..height {
        let mut line = String::new();
        for ((cell, width), kind) in band.cells.iter().zip(&table.widths).zip(&table.kinds) {
            let shift = if middle { (height - cell.len()) / 2 } else { 0 };
            let text = i.checked_sub(shift).and_then(|at| cell.get(at)).map_or("", String::as_str);
            if !line.is_empty() || *kind != Kind::Key {
                line.push_str(between);
            }
            let pad = width.saturating_sub(text.chars().count());
            let (before, after) = if *kind == Kind::Money { (pad, 0) } else { (0, pad) };
            append(&mut line, &format!("{}{text}{}", " ".repeat(before), " ".repeat(after)));
        }
        lines.push(line.trim_end().trim_end_matches('|').trim_end().to_owned());
    }
    lines
}

/// Text in reading order, cell after cell, an empty line after cells of several lines.
pub(crate) fn flattened(table: &Table) -> String {
    let mut out = TITLE.join("\n");
    for band in bands(table, &table.widths) {
        let mut before = 0;
        for cell in band.cells.iter().filter(|cell| !cell.is_empty()) {
            let low = before + cell.len() <= 2 && before > 0;
            out.push_str(if low {
                " "
            } else if before > 1 {
                "\n\n"
            } else {
                "\n"
            });
            out.push_str(&cell.join("\n"));
            before = cell.len();
        }
        out.push('\n');
    }
    out
}

/// Markdown.
pub(crate) fn markdown(table: &Table) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = format!("## {}\n\n**{}**\n\n", TITLE[0], TITLE[1]);
    out.push_str(&row(&table.names));
    out.push_str(&row(&vec!["---".to_owned(); table.names.len()]));
    for line in &table.rows {
        out.push_str(&row(&line.cells));
    }
    out
}

/// An HTML table inside Markdown, with cells over rows and columns.
pub(crate) fn html(table: &Table) -> String {
    let mut out = format!("## {}\n\n**{}**\n\n<table>\n<tr>", TITLE[0], TITLE[1]);
    let over = table.over.as_ref();
    let mut lower = String::new();
    for (i, name) in table.names.iter().enumerate() {
        match over {
            Some((first, words)) if i == *first => {
                append(&mut out, &format!("<th colspan=\"2\">{words}</th>"));
                append(&mut lower, &format!("<th>{name}</th>"));
            }
            Some((first, _)) if i == first + 1 => append(&mut lower, &format!("<th>{name}</th>")),
            Some(_) => append(&mut out, &format!("<th rowspan=\"2\">{name}</th>")),
            None => append(&mut out, &format!("<th>{name}</th>")),
        }
    }
    out.push_str("</tr>\n");
    if over.is_some() {
        append(&mut out, &format!("<tr>{lower}</tr>\n"));
    }
    for row in &table.rows {
        out.push_str("<tr>");
        for (i, cell) in row.cells.iter().enumerate() {
            match (i, row.group, row.lead_span) {
                (1, true, _) => {
                    append(
                        &mut out,
                        &format!("<td colspan=\"{}\">{cell}</td>", row.cells.len() - 1),
                    );
                }
                (2.., true, _) | (2, _, 0) => {}
                (2, _, 2) => append(&mut out, &format!("<td rowspan=\"2\">{cell}</td>")),
                _ => append(&mut out, &format!("<td>{cell}</td>")),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
    out
}

/// Which rules are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    All,
    Across,
    None,
}

const LETTER: f32 = 5.4;
const LEADING: f32 = 14.0;
const LEFT: f32 = 50.0;

/// Pages of words with their places; `noise` moves words and rules a little, as recognition does.
pub(crate) fn pages(table: &Table, dice: &mut Dice, ruling: Ruling, noise: f32) -> Reading {
    let middle = dice.chance(50);
    let mut pages = vec![Page { number: 1, width: 842.0, height: 595.0, ..Page::default() }];
    let mut jitter = |dice: &mut Dice| (dice.below(1000) as f32 / 500.0 - 1.0) * noise;
    let mut y = 60.0;
    for line in &TITLE[..2] {
        let x = 421.0 - line.chars().count() as f32 * LETTER / 2.0;
        put(&mut pages[0], line, x, y + 10.0, noise > 0.0);
        y += 20.0;
    }
    let pad = 4.0;
    let mut xs = vec![LEFT];
    for width in &table.widths {
        let last = xs[xs.len() - 1];
        xs.push(last + *width as f32 * LETTER + 2.0 * pad + 4.0);
    }
    let bands = bands(table, &table.widths);
    let mut top = y;
    let header = bands.first();
    let mut queue: Vec<&Band> = bands.iter().collect();
    queue.reverse();
    while let Some(band) = queue.pop() {
        let lines = band.cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let height = lines as f32 * LEADING + 6.0;
        if top + height > 540.0 {
            let number = pages.len() as u32 + 1;
            pages.push(Page { number, width: 842.0, height: 595.0, ..Page::default() });
            top = 60.0;
            queue.push(band);
            queue.extend(header);
            continue;
        }
        let Some(page) = pages.last_mut() else { continue };
        for (column, cell) in band.cells.iter().enumerate() {
            let shift = if middle { (lines - cell.len()) as f32 * LEADING / 2.0 } else { 0.0 };
            for (i, text) in cell.iter().enumerate() {
                let width = text.chars().count() as f32 * LETTER;
                let right = table.kinds[column] == Kind::Money;
                let x = if right { xs[column + 1] - pad - width } else { xs[column] + pad };
                let baseline = top + 3.0 + shift + (i as f32 + 0.8) * LEADING;
                put(page, text, x + jitter(dice), baseline + jitter(dice) / 2.0, noise > 0.0);
            }
        }
        let edges = |page: &mut Page,
                     y: f32,
                     band: &Band,
                     dice: &mut Dice,
                     jitter: &mut dyn FnMut(&mut Dice) -> f32| {
            if ruling == Ruling::None {
                return;
            }
            // A cell over rows has no edge inside it.
            let broken = band.covered && ruling == Ruling::All;
            let ends: Vec<(f32, f32)> = if broken {
                vec![(xs[0], xs[2]), (xs[3], xs[xs.len() - 1])]
            } else {
                vec![(xs[0], xs[xs.len() - 1])]
            };
            for (from, to) in ends {
                let y = y + jitter(dice) / 2.0;
                page.rules.push(Rule { bbox: BBox::new(from, y, to, y + 0.5), horizontal: true });
            }
        };
        edges(page, top, band, dice, &mut jitter);
        if ruling == Ruling::All {
            for (i, x) in xs.iter().enumerate() {
                let inside = band.title && (2..xs.len() - 1).contains(&i);
                if !inside {
                    let x = x + jitter(dice) / 2.0;
                    let bbox = BBox::new(x, top, x + 0.5, top + height);
                    page.rules.push(Rule { bbox, horizontal: false });
                }
            }
        }
        top += height;
        let plain = Band { cells: Vec::new(), title: false, covered: false };
        let last = queue.last().is_none_or(|next| {
            let lines = next.cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
            top + lines as f32 * LEADING + 6.0 > 540.0
        });
        if last {
            edges(page, top, &plain, dice, &mut jitter);
        }
    }
    let infos = pages
        .iter()
        .map(|page| PageInfo {
            number: page.number,
            width: page.width,
            height: page.height,
            ..PageInfo::default()
        })
        .collect();
    Reading {
        media_type: MediaType::Pdf,
        pages: infos,
        content: Content::Pages(pages),
        annotations: vec![],
        notes: vec![],
    }
}

/// Words of a line, each a run of its own.
fn put(page: &mut Page, text: &str, x: f32, baseline: f32, recognised: bool) {
    let mut at = 0;
    for word in text.split(' ') {
        let from = x + at as f32 * LETTER;
        let count = word.chars().count();
        page.runs.push(Run {
            text: word.to_owned(),
            bbox: BBox::new(from, baseline - 9.0, from + count as f32 * LETTER, baseline + 2.5),
            baseline,
            size: 11.0,
            confidence: if recognised { 0.9 } else { 1.0 },
            ..Run::default()
        });
        at += count + 1;
    }
}

/// A text file's lines as the reader hands them over.
pub(crate) fn text(text: &str) -> Reading {
    let mut lines = Vec::new();
    for (page, part) in (1..).zip(text.split('\u{c}')) {
        lines.extend(part.lines().map(|line| TextLine {
            text: line.into(),
            page,
            ..TextLine::default()
        }));
    }
    Reading {
        media_type: MediaType::Text,
        pages: vec![PageInfo { number: 1, ..PageInfo::default() }],
        content: Content::Lines(lines),
        annotations: vec![],
        notes: vec![],
    }
}
