//! Tables in a text file whose layout is kept by spaces, as `pdftotext -layout` and many people do it.

use std::ops::Range;

use vanban_document::{CellBlock, Line, PageNo, ParagraphBlock, TableBlock, TextLine};

use super::{Cell, Found, GridLine, Joined, Scale, Segment, Word, find, tabbed, words_text};
use crate::frame::reading_order;
use crate::lines::{Start, facts, is_drawn, is_type_line};
use crate::mend::is_broken;

/// Characters are one wide, and columns start where they start.
const SCALE: Scale = Scale { letter: 1.0, slack: 1.0, gap: 2.0 };

/// Spaces that part two pieces.
const GAP: usize = 2;

/// A tab goes to the next of these stops.
const TAB: usize = 8;

/// What a text file is made of, in order.
#[derive(Debug)]
pub(crate) enum TextPart {
    /// Lines to be read as running text.
    Lines(Range<usize>),
    /// A table, with the page numbers inside it.
    Table { block: TableBlock, confidence: f32, furniture: Vec<usize> },
}

/// The lines of a page that are not empty: where they are in the file, and as a grid.
#[derive(Debug, Default)]
struct Sheet {
    at: Vec<usize>,
    lines: Vec<GridLine>,
}

/// A table found, with the lines of the file that it covers.
struct Placed {
    lines: Range<usize>,
    pages: Vec<(Range<usize>, PageNo)>,
    table: Joined,
}

/// How sure a table is whose cells the text itself parts.
const TABBED: f32 = 0.98;

/// Parts `lines` into running text and tables: those whose cells are parted by tabs, and between them those that
/// white space shows.
pub(crate) fn find_in_text(lines: &[TextLine]) -> Vec<TextPart> {
    let mut parts = Vec::new();
    let mut from = 0;
    for table in tabbed::find(lines) {
        parts.extend(spaced(lines, from..table.lines.start));
        from = table.lines.end;
        parts.push(TextPart::Table {
            block: table.block,
            confidence: TABBED,
            furniture: Vec::new(),
        });
    }
    parts.extend(spaced(lines, from..lines.len()));
    parts
}

/// The parts of a stretch of `lines`, whose tables white space shows.
fn spaced(lines: &[TextLine], within: Range<usize>) -> impl Iterator<Item = TextPart> {
    let start = within.start;
    find_spaced(&lines[within]).into_iter().map(move |part| match part {
        TextPart::Lines(range) => TextPart::Lines(range.start + start..range.end + start),
        TextPart::Table { block, confidence, furniture } => {
            let furniture = furniture.into_iter().map(|i| i + start).collect();
            TextPart::Table { block, confidence, furniture }
        }
    })
}

fn find_spaced(lines: &[TextLine]) -> Vec<TextPart> {
    let numbers = page_numbers(lines);
    let mut tables: Vec<Placed> = Vec::new();
    for sheet in sheets(lines, &numbers) {
        let before = tables.last().map(|table| table.table.before());
        for found in find(&sheet.lines, SCALE, before) {
            add(&mut tables, found, &sheet, lines, &numbers);
        }
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for table in tables {
        parts.push(TextPart::Lines(from..table.lines.start));
        from = table.lines.end;
        let furniture = table.lines.clone().filter(|i| numbers[*i]).collect();
        let confidence = table.table.confidence();
        let block = block(&table, lines);
        parts.push(TextPart::Table { block, confidence, furniture });
    }
    parts.push(TextPart::Lines(from..lines.len()));
    parts
}

/// Adds a part to the table before it, or as a table of its own.
fn add(
    tables: &mut Vec<Placed>,
    found: Found,
    sheet: &Sheet,
    lines: &[TextLine],
    numbers: &[bool],
) {
    let first = sheet.at[found.lines.start];
    let range = first..sheet.at[found.lines.end - 1] + 1;
    let page = (range.clone(), lines[first].page);
    if let Some(last) = tables.last_mut() {
        let between = last.lines.end..range.start;
        let empty = between.clone().all(|i| numbers[i] || lines[i].text.trim().is_empty());
        // With nothing between them two parts are one where a page ended, or where the header is said again.
        let turned = lines[last.lines.end - 1].page != lines[first].page
            || between.into_iter().any(|i| numbers[i]);
        let again = !found.part.header.is_empty();
        if empty && (turned || again) && last.table.continues_in(&found.part) {
            last.table.append(found.part);
            last.lines.end = range.end;
            last.pages.push(page);
            return;
        }
    }
    let pages = vec![page];
    tables.push(Placed { lines: range, pages, table: Joined::new(found.part) });
}

/// Lines that hold a page number and nothing else, at a page's end or apart from other lines.
fn page_numbers(lines: &[TextLine]) -> Vec<bool> {
    let blank = |i: Option<usize>| {
        i.and_then(|i| lines.get(i)).is_none_or(|line| line.text.trim().is_empty())
    };
    let turns = |a: usize, b: Option<usize>| {
        b.and_then(|b| lines.get(b)).is_none_or(|line| line.page != lines[a].page)
    };
    lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let words = line.text.trim().trim_matches(|c: char| "-– ".contains(c));
            let number =
                (1..=3).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit());
            let indent = line.text.len() - line.text.trim_start().len();
            let (above, below) = (i.checked_sub(1), Some(i + 1));
            let edge = turns(i, above) || turns(i, below);
            number && indent >= 12 && (edge || (blank(above) || blank(below)))
        })
        .collect()
}

/// The pages of a file as grids; a page number that stands inside a text without page breaks ends a page too.
fn sheets(lines: &[TextLine], numbers: &[bool]) -> Vec<Sheet> {
    let framed = framed(lines);
    let step = usual_step(lines);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut page = None;
    let mut drawn = false;
    for (i, line) in lines.iter().enumerate() {
        if numbers[i] || page != Some(line.page) {
            page = Some(line.page);
            sheets.push(Sheet::default());
        }
        let text = line.text.trim();
        if numbers[i] || text.is_empty() {
            continue;
        }
        if is_ruling(text) {
            drawn = true;
            continue;
        }
        let facts = facts(text);
        let formal = matches!(facts.start, Start::Division | Start::Formal);
        let segments = segments(&line.text);
        let barrier = framed[i] || is_type_line(text) || formal && segments.len() < 3;
        if let Some(sheet) = sheets.last_mut() {
            sheet.at.push(i);
            sheet.lines.push(GridLine { y: i as f32 / step, segments, barrier, drawn });
        }
        drawn = false;
    }
    sheets
}

/// A line that draws a table's rule: dashes, bars, crosses.
fn is_ruling(text: &str) -> bool {
    let rule = |c: char| "+-=|_ ".contains(c) || ('\u{2500}'..='\u{257f}').contains(&c);
    is_drawn(text) || (text.chars().count() > 2 && text.chars().all(rule))
}

/// Lines of letterhead and signature block, which are set side by side and are no table.
fn framed(lines: &[TextLine]) -> Vec<bool> {
    const NEAR: usize = 4;
    let raw: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let mut framed = vec![false; lines.len()];
    for piece in reading_order(&raw) {
        framed[piece.line] |= piece.opens || piece.bytes.len() < raw[piece.line].len();
    }
    let cut: Vec<usize> = (0..lines.len()).filter(|i| framed[*i]).collect();
    for pair in cut.windows(2).filter(|pair| pair[1] - pair[0] <= NEAR) {
        framed[pair[0]..pair[1]].fill(true);
    }
    framed
}

/// Lines of the file from one line to the next: 2 in double-spaced text.
fn usual_step(lines: &[TextLine]) -> f32 {
    let full: Vec<usize> = (0..lines.len()).filter(|i| !lines[*i].text.trim().is_empty()).collect();
    let double = full.windows(2).filter(|pair| pair[1] - pair[0] == 2).count();
    let single = full.windows(2).filter(|pair| pair[1] - pair[0] == 1).count();
    if double > single * 4 { 2.0 } else { 1.0 }
}

/// The pieces of a line: parted by two spaces, a tab or a bar.
fn segments(text: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut x = 0;
    let (mut end, mut apart) = (0, true);
    let mut word = String::new();
    let mut start = 0;
    let mut chars = text.chars().chain([' ']).peekable();
    while let Some(c) = chars.next() {
        // A bar inside a word is a letter.
        let bar = is_bar(c) && (word.is_empty() || chars.peek().is_none_or(|c| c.is_whitespace()));
        if c.is_whitespace() || bar {
            if !word.is_empty() {
                let found =
                    Word { x0: start as f32, x1: x as f32, text: std::mem::take(&mut word), at: 0 };
                apart |= start >= end + GAP;
                match segments.last_mut().filter(|_| !apart) {
                    Some(segment) => segment.words.push(found),
                    None => segments.push(Segment { words: vec![found] }),
                }
                (end, apart) = (x, false);
            }
            apart |= bar || c == '\t';
            x = if c == '\t' { (x / TAB + 1) * TAB } else { x + 1 };
            continue;
        }
        if word.is_empty() {
            start = x;
        }
        word.push(c);
        x += 1;
    }
    segments
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '¦')
}

fn block(table: &Placed, lines: &[TextLine]) -> TableBlock {
    let widths = widths(&table.table);
    let page = table.pages.first().map_or(1, |(range, _)| lines[range.start].page);
    let cell = |cell: &Cell| CellBlock {
        column: cell.column,
        column_span: cell.column_span.max(1),
        row_span: cell.row_span.max(1),
        paragraphs: paragraph(cell, widths[cell.column], page),
    };
    let rows = table.table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    TableBlock { rows, header_rows: table.table.header_rows, ruled: true }
}

/// The widest line of each column.
fn widths(table: &Joined) -> Vec<f32> {
    let mut widths = vec![0.0_f32; table.columns];
    for cell in table.rows.iter().flatten().filter(|cell| cell.column_span == 1) {
        for line in &cell.lines {
            let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
            widths[cell.column] = widths[cell.column].max(last.x1 - first.x0);
        }
    }
    widths
}

/// A cell's lines; words that a narrow column broke are whole again.
fn paragraph(cell: &Cell, width: f32, page: PageNo) -> Vec<ParagraphBlock> {
    let mut texts: Vec<String> = Vec::new();
    let mut filled = false;
    for line in &cell.lines {
        let text = words_text(line);
        let own =
            line.last().map_or(0.0, |word| word.x1) - line.first().map_or(0.0, |word| word.x0);
        match texts.last_mut() {
            Some(last) if filled && is_broken(last_word(last), first_word(&text)) => {
                last.push_str(&text);
            }
            _ => texts.push(text),
        }
        filled = line.len() == 1 && own + 1.5 > width;
    }
    if texts.is_empty() {
        return Vec::new();
    }
    let line = |text: String| Line { text, page, ..Line::default() };
    vec![ParagraphBlock { lines: texts.into_iter().map(line).collect(), ..Default::default() }]
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or("")
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or("")
}
