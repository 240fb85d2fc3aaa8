//! Marked text to blocks: Markdown as people and OCR models write it, and web pages turned to text.

use vanban_document::{Block, Style, TextLine, join_lines};

use crate::bars::{self, Barred, Tables, is_bar};
use crate::emphasis::{Open, unmark};
use crate::{grid, html, inline, pipes};

/// Where the marks come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A Markdown file: two spaces at a line's end part lines, `#` starts a heading.
    Markdown,
    /// A web page turned to text: lines end anywhere.
    WebPage,
}

/// Whether a text file holds marks: cells between bars, a pipe table, or bold words.
pub(crate) fn is_marked(lines: &[TextLine]) -> bool {
    let bars = lines.iter().filter(|line| is_bar(line)).count();
    let pipes = lines.windows(2).filter(|pair| pair.iter().all(|l| pipes::is_row(&l.text))).count();
    let bold = lines.iter().filter(|line| line.text.matches("**").count() >= 2).count();
    bars >= 3 || pipes >= 1 || bold >= 2 || lines.iter().any(|line| html::opens_table(&line.text))
}

/// The blocks of marked text.
pub(crate) fn blocks(lines: &[TextLine], dialect: Dialect) -> Vec<Block> {
    let mut reader = Reader {
        dialect,
        blocks: Vec::new(),
        text: Vec::new(),
        open: Open::default(),
        ragged: false,
        tables: Tables::default(),
        tables_close: true,
    };
    let mut at = 0;
    if let Some(found) = bars::beheaded(lines) {
        at = found.taken;
        reader.barred(&found);
    }
    while let Some(rest) = lines.get(at..).filter(|rest| !rest.is_empty()) {
        at += reader.step(rest);
    }
    reader.flush();
    reader.blocks
}

struct Reader {
    dialect: Dialect,
    blocks: Vec<Block>,
    /// Lines since the last table.
    text: Vec<TextLine>,
    open: Open,
    /// The last line begins with a bold label, and its words go on.
    ragged: bool,
    tables: Tables,
    /// Whether an HTML table that opens may still close.
    tables_close: bool,
}

impl Reader {
    /// Reads what stands at the start of `lines`; returns the lines taken.
    fn step(&mut self, lines: &[TextLine]) -> usize {
        let Some(first) = lines.first() else { return 1 };
        if is_bar(first) {
            let Some(found) = self.tables.at(lines) else {
                // Bars around nothing.
                let nothing = |line: &&TextLine| is_bar(line) || line.text.trim().is_empty();
                return lines.iter().take_while(nothing).count().max(1);
            };
            self.barred(&found);
            return found.taken.max(1);
        }
        if self.tables_close && html::opens_table(&first.text) {
            if let Some(found) = html::table(lines) {
                self.text.extend(found.caption);
                self.flush();
                self.blocks.push(Block::Table(found.table));
                if let Some(tail) = &found.tail {
                    self.line(tail);
                }
                return found.taken;
            }
            // No table closes from here on; looking again would cost the rest of the file each time.
            self.tables_close = false;
        }
        if first.text.contains('|')
            && let Some((rows, header_rows, taken)) = pipes::rows(lines)
        {
            self.pipes(&rows, header_rows);
            return taken;
        }
        self.line(first);
        1
    }

    fn pipes(&mut self, rows: &[Vec<grid::Cell>], header_rows: usize) {
        match grid::table(rows) {
            Some(mut table) => {
                table.header_rows = table.header_rows.max(header_rows);
                self.flush();
                self.blocks.push(Block::Table(table));
            }
            None => self.cells(rows),
        }
    }

    fn barred(&mut self, found: &Barred) {
        let unmarked = |cell: &grid::Cell| -> grid::Cell {
            let mut open = Open::default();
            let mut lines = grid::Cell::new();
            for line in cell.iter().filter(|line| !is_nothing(line.text.trim_start())) {
                append(&mut lines, line, &mut open);
            }
            lines
        };
        let rows: Vec<Vec<grid::Cell>> =
            found.rows.iter().map(|row| row.iter().map(unmarked).collect()).collect();
        match grid::table(&rows) {
            Some(table) => {
                self.flush();
                self.blocks.push(Block::Table(table));
            }
            None => self.cells(&rows),
        }
    }

    /// Cells that make no table: their lines, each cell a thing of its own.
    fn cells(&mut self, rows: &[Vec<grid::Cell>]) {
        for cell in rows.iter().flatten() {
            let mut lines = cell.clone();
            lines.iter_mut().take(1).for_each(|line| line.boundary = true);
            self.text.extend(lines);
        }
        self.open = Open::default();
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.iter().any(|line| !line.text.trim().is_empty()) {
            self.blocks.push(Block::Lines(text));
        }
        self.open = Open::default();
    }

    fn line(&mut self, line: &TextLine) {
        let trimmed = line.text.trim_start();
        if trimmed.is_empty() || is_nothing(trimmed) {
            self.open = Open::default();
            self.ragged = false;
            self.text.push(TextLine { text: String::new(), ..line.clone() });
            return;
        }
        if trimmed.starts_with("```") {
            return;
        }
        let hard = self.dialect == Dialect::Markdown
            && (line.text.ends_with("  ") || line.text.ends_with('\\'));
        let (level, words) = heading(&line.text);
        let words = quoted_part(words);
        let after_heading = self.text.last().is_some_and(|last| last.style.heading.is_some());
        let boundary = level.is_some() || after_heading || self.broken_before();
        let mut source = TextLine { text: words.to_owned(), boundary, ..line.clone() };
        source.style.heading = level;
        let goes_on = self.ragged && !boundary && begins_with_word(words);
        let start = self.text.len();
        append(&mut self.text, &source, &mut self.open);
        let joined = goes_on && self.text.len() == start + 1;
        if joined {
            self.join_last();
        }
        let web = self.dialect == Dialect::WebPage;
        self.ragged = web && (is_ragged(words) || (joined && wraps(words)));
        if hard {
            self.text.push(TextLine { boundary: true, page: line.page, ..TextLine::default() });
        }
    }

    /// Joins the last line to the one before.
    fn join_last(&mut self) {
        let Some(line) = self.text.pop() else { return };
        match self.text.last_mut() {
            Some(last) => last.text = join_lines([last.text.as_str(), line.text.as_str()]),
            None => self.text.push(line),
        }
    }

    /// Whether the line before ended in a break made on purpose.
    fn broken_before(&self) -> bool {
        self.text.last().is_some_and(|last| last.boundary && last.text.is_empty())
    }
}

/// Whether a line begins with a bold label (`**Điều 1.** Ban hành kèm theo`) and ends in the middle of a
/// sentence: pages turned to text break such lines early, where the marks took up the room.
fn is_ragged(line: &str) -> bool {
    let Some((label, rest)) = line.trim_start().strip_prefix("**").and_then(|l| l.split_once("**"))
    else {
        return false;
    };
    let label = label.trim();
    let rest = rest.trim();
    let labels = label.ends_with(['.', ')', ':', '/']) && label.chars().any(char::is_alphanumeric);
    let ended = rest.ends_with(['.', ';', ':', '!', '?', ',']);
    labels && !rest.is_empty() && !ended && !rest.contains("**") && line.chars().count() < 80
}

/// Whether a line is as long as lines that were wrapped, and its sentence goes on.
fn wraps(line: &str) -> bool {
    line.chars().count() >= 60 && !line.trim_end().ends_with(['.', ';', ':', '!', '?', '*'])
}

/// Whether a line goes on with words: no mark, no bullet, no label, not all in capitals.
fn begins_with_word(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.split_whitespace().next().unwrap_or_default();
    let capitals = !line.chars().any(char::is_lowercase);
    word.chars().all(|c| c.is_alphabetic() || ",()-/".contains(c))
        && word.starts_with(char::is_alphabetic)
        && !word.ends_with(')')
        && !capitals
}

/// Whether a line is marks around nothing; a star alone is a line that a Party document draws.
fn is_nothing(line: &str) -> bool {
    let mark = |c: char| matches!(c, '*' | '_');
    line.chars().all(|c| mark(c) || c.is_whitespace())
        && line.chars().any(char::is_whitespace)
        && line.contains(mark)
}

/// Words after which a line that is still emphasised goes on, at most.
const EMPHASISED: usize = 400;

/// Adds a line without its marks; several where `<br>` parts it. A line that starts inside emphasis goes on
/// with the line before. Where one emphasis ends with a line and the next starts with the next line, they
/// are two things.
fn append(lines: &mut Vec<TextLine>, line: &TextLine, open: &mut Open) {
    // Struck-through words of a page are words of it.
    let text = inline::plain(&line.text).replace("~~", "");
    for (at, part) in text.split('\n').enumerate() {
        let inside = open.any() && at == 0 && !line.boundary;
        let found = unmark(part.trim_end_matches('\\'), open);
        let last = lines.last_mut().filter(|last| !last.text.trim().is_empty());
        if let Some(last) =
            last.filter(|last| inside && !found.opens && last.text.len() < EMPHASISED)
        {
            last.text = join_lines([last.text.as_str(), found.text.as_str()]);
            last.style.bold &= found.bold;
            last.style.italic &= found.italic;
            continue;
        }
        let mut out = TextLine { text: found.text, page: line.page, ..TextLine::default() };
        out.style = Style { bold: found.bold, italic: found.italic, ..line.style.clone() };
        out.boundary = line.boundary || at > 0 || (found.opens && (found.bold || found.italic));
        lines.push(out);
    }
}

/// Level and words of a heading: `## 2. Mục tiêu`. Marks given twice (`# ## a`) count once.
fn heading(line: &str) -> (Option<u8>, &str) {
    let mut words = line.trim_start();
    let mut level = None;
    loop {
        let marks = words.chars().take_while(|c| *c == '#').count();
        let rest = words.get(marks..).unwrap_or_default();
        if !(1..=6).contains(&marks) || !(rest.is_empty() || rest.starts_with(' ')) {
            break;
        }
        level = level.or(Some(marks as u8));
        words = rest.trim_start();
    }
    if level.is_some() { (level, words.trim_end_matches(['#', ' '])) } else { (None, line) }
}

/// The words of a quotation (`> `).
fn quoted_part(line: &str) -> &str {
    let mut words = line;
    while let Some(rest) = words.trim_start().strip_prefix('>') {
        words = rest;
    }
    words
}
