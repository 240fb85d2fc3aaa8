//! Tables whose cells were flattened into lines, in reading order and wrapped.
//!
//! The header's words give the columns, numbers in sequence give the rows, and a dynamic programme gives the cells.
//! Nothing is lost: every word of the region is in some cell or was header again. All of it is a guess, so that
//! confidence stays below 0.8.

mod content;
mod cues;
mod find;
mod header;
mod names;
mod segment;
mod starts;
mod sure;
mod widths;
mod words;

use std::cell::OnceCell;

use vanban_document::{Cell, Row, Table, TableOrigin};
use vanban_text::Span;

use self::{
    find::{Found, find},
    names::Names,
    segment::{Known, Segmenter, Split, said},
    starts::{RowStart, StartKind},
    widths::Widths,
    words::{FlatLine, Word, cell_text, words_of},
};
use super::{columns::ColumnKind, rows::classify, starts_header};
use crate::{
    view::{View, is_upper, word_count},
    zones::Part,
};

/// How many splits of a row's first part are kept until its second part is read.
const BEAM: usize = 16;

/// What the whole document says, read when the first table needs it and once for all of them.
#[derive(Debug, Default)]
pub(crate) struct Said(OnceCell<Names>);

impl Said {
    fn names(&self, view: &View<'_>) -> &Names {
        self.0.get_or_init(|| Names::of(&view.document.text))
    }
}

/// The flattened tables among the blocks of `part`.
pub(crate) fn flat_tables(view: &View<'_>, part: &Part, said: &Said) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut i = part.blocks.start;
    while i < part.blocks.end {
        let found = (!view.is_table(i) && starts_header(view.folded(i)))
            .then(|| flat_table(view, part, i, said))
            .flatten();
        match found {
            Some(table) => {
                while i < part.blocks.end && view.blocks[i].span.start < table.span.end {
                    i += 1;
                }
                tables.push(table);
            }
            None => i += 1,
        }
    }
    tables
}

/// The table whose header starts with block `first`.
fn flat_table(view: &View<'_>, part: &Part, first: usize, said: &Said) -> Option<Table> {
    let Found { lines, header, names, kinds, skip, starts, .. } = find(view, part, first)?;
    let span = Span::new(view.blocks[first].span.start, lines.last()?.span.end);
    let pages = skip.iter().any(|skip| *skip)
        || lines.first().map(|l| l.page) != lines.last().map(|l| l.page);
    let none = Names::default();
    let elsewhere = if pages { said.names(view) } else { &none };
    let by_lines = header.names_begin_lines() && numbers_stand_alone(&lines, &starts);
    let region = Region {
        lines: &lines,
        skip: &skip,
        starts: &starts,
        kinds: &kinds,
        names: elsewhere,
        by_lines,
    };
    let mut rows = region.rows();
    join_merged(&mut rows, &kinds);
    classify(&mut rows, &kinds);
    let (confidence, doubts) = sure::confidence(&rows, &kinds);
    let columns = header.names.iter().zip(&names).map(|(words, name)| Cell {
        text: name.trim_end_matches(':').to_owned(),
        spans: spans_of(words),
    });
    Some(Table {
        columns: columns.collect(),
        confidence,
        doubts,
        rows,
        origin: TableOrigin::Flattened,
        span,
        ..Table::default()
    })
}

/// Whether the numbers of rows stand on lines of their own, nearly all.
fn numbers_stand_alone(lines: &[FlatLine<'_>], starts: &[RowStart]) -> bool {
    let numbered = || starts.iter().filter(|start| !start.label.is_empty());
    let alone = |start: &&RowStart| lines[start.line].text.trim().len() <= start.end;
    numbered().filter(alone).count() * 10 >= numbered().count() * 9
}

/// The lines of a table with where its rows start.
struct Region<'r, 'a> {
    lines: &'r [FlatLine<'a>],
    skip: &'r [bool],
    starts: &'r [RowStart],
    kinds: &'r [ColumnKind],
    names: &'r Names,
    /// Whether each cell begins a line.
    by_lines: bool,
}

impl<'a> Region<'_, 'a> {
    fn rows(&self) -> Vec<Row> {
        let mut parts: Vec<Vec<Vec<Word<'a>>>> =
            (0..self.starts.len()).map(|row| self.parts(row)).collect();
        let whole: Vec<bool> =
            (0..self.starts.len()).map(|row| self.is_title(row, &parts[row])).collect();
        let columns = &self.kinds[1..];
        let (mut known, mut widths) = (Known::new(), Widths::default());
        let mut splits: Vec<Vec<Split>> = Vec::new();
        // What the first reading finds often helps the second where a row alone leaves a doubt.
        for round in 0..3 {
            let segmenter = self.segmenter(&known, &widths);
            let read = |row: usize| {
                let plain = !whole[row] && self.starts[row].kind != StartKind::Total;
                if plain { segmenter.row(&parts[row], BEAM) } else { Vec::new() }
            };
            splits = (0..self.starts.len()).map(read).collect();
            known = known_cells(&parts, &splits, columns.len());
            if self.by_lines {
                widths = Widths::of(&parts, &splits, columns.len());
            }
            let segmenter = self.segmenter(&known, &widths);
            if round == 1 {
                find_page_ends(&segmenter, &mut parts, &splits);
            }
        }
        (0..self.starts.len()).map(|row| self.row(row, &parts[row], &splits[row])).collect()
    }

    fn segmenter<'s>(&'s self, known: &'s Known, widths: &'s Widths) -> Segmenter<'s> {
        let by_lines = self.by_lines.then_some(widths);
        Segmenter { kinds: &self.kinds[1..], known, names: self.names, by_lines }
    }

    /// The words of a row, those of each page apart.
    fn parts(&self, row: usize) -> Vec<Vec<Word<'a>>> {
        let start = &self.starts[row];
        let end = self.starts.get(row + 1).map_or(self.lines.len(), |next| next.line);
        let mut parts: Vec<Vec<Word<'a>>> = vec![Vec::new()];
        let mut page = self.lines[start.line].page;
        for i in start.line..end {
            if self.skip[i] {
                continue;
            }
            let line = &self.lines[i];
            let cut = line.page != page || (i > start.line && self.skip[i - 1]);
            if cut && parts.last().is_some_and(|part| !part.is_empty()) {
                parts.push(Vec::new());
            }
            page = line.page;
            let from = if i == start.line { start.end } else { 0 };
            if let Some(part) = parts.last_mut() {
                part.extend(words_of(line, i, from));
            }
        }
        for part in &mut parts {
            content::mark_bodies(part);
        }
        parts
    }

    /// Whether a row is nothing but a title: capitals, or a group's words without bodies and dates.
    fn is_title(&self, row: usize, parts: &[Vec<Word<'_>>]) -> bool {
        let items = self.starts.iter().any(|start| start.kind == StartKind::Item);
        let words: Vec<&str> = parts.iter().flatten().map(|word| word.text).collect();
        let text = words.join(" ");
        if self.starts[row].kind == StartKind::Group && items {
            let first = &parts[0];
            let celled = (1..first.len()).any(|i| {
                first[i].before == words::Break::Gap && first[i].is_capital() && !is_upper(&text)
            });
            return words.len() <= 60 && !celled;
        }
        is_upper(&text) && words.len() <= 40
    }

    fn row(&self, row: usize, parts: &[Vec<Word<'a>>], splits: &[Split]) -> Row {
        let start = &self.starts[row];
        let mut cells = vec![Cell::default(); self.kinds.len()];
        if !start.label.is_empty() {
            let at = self.lines[start.line].span.start;
            let text = start.label.clone();
            cells[0] = Cell { spans: vec![Span::new(at, at + text.len())], text };
        }
        if start.kind == StartKind::Group && start.marked && self.plain_items() && splits.is_empty()
        {
            // `I. HẠ TẦNG` over entries numbered `1`: label and title are one merged cell.
            let words: Vec<Word<'a>> = parts.iter().flatten().cloned().collect();
            let at = self.lines[start.line].span.start;
            let end = words.last().map_or(at, |word| word.span.end);
            cells[0].text = format!("{}. {}", start.label, cell_text(&words));
            cells[0].spans = vec![Span::new(at, end)];
        } else if splits.is_empty() {
            self.title_row(start, parts, &mut cells);
        } else {
            for c in 0..self.kinds.len() - 1 {
                let words: Vec<Word<'a>> = parts
                    .iter()
                    .zip(splits)
                    .flat_map(|(part, split)| part[split.range(c)].iter().cloned())
                    .collect();
                cells[c + 1] = Cell { text: cell_text(&words), spans: spans_of(&words) };
            }
        }
        Row { cells, ..Row::default() }
    }

    /// Whether entries are numbered without a mark.
    fn plain_items(&self) -> bool {
        let mut items = self.starts.iter().filter(|start| start.kind == StartKind::Item).peekable();
        items.peek().is_some() && items.all(|start| !start.marked)
    }

    /// The words of a group title or a sum go to one cell, the figures at their end to the columns of figures.
    fn title_row(&self, start: &RowStart, parts: &[Vec<Word<'a>>], cells: &mut [Cell]) {
        let words: Vec<Word<'a>> = parts.iter().flatten().cloned().collect();
        let figures: Vec<usize> = (1..self.kinds.len())
            .filter(|c| matches!(self.kinds[*c], ColumnKind::Amount | ColumnKind::Quantity))
            .collect();
        let mut end = words.len();
        let mut at = figures.len();
        while end > 0
            && at > 0
            && content::amount(&vanban_text::fold(words[end - 1].text))
            && words[end - 1].text.len() > 1
        {
            end -= 1;
            at -= 1;
            let word = &words[end..=end];
            cells[figures[at]] = Cell { text: cell_text(word), spans: spans_of(word) };
        }
        let title = Cell { text: cell_text(&words[..end]), spans: spans_of(&words[..end]) };
        let place = if start.kind == StartKind::Total && cells[0].text.is_empty() {
            0
        } else {
            self.kinds.iter().position(|kind| *kind == ColumnKind::Main).unwrap_or(1)
        };
        cells[place] = title;
    }
}

/// Cuts rows that read badly in two where a page may have ended unmarked: columns start anew there.
fn find_page_ends(
    segmenter: &Segmenter<'_>,
    parts: &mut [Vec<Vec<Word<'_>>>],
    splits: &[Vec<Split>],
) {
    /// How far below the usual row one must score to be doubted, and what a cut costs.
    const DOUBT: f32 = 4.0;
    const PRICE: f32 = 4.0;
    let score = |splits: &[Split]| splits.iter().map(|split| split.score).sum::<f32>();
    let mut scores: Vec<f32> =
        splits.iter().filter(|splits| !splits.is_empty()).map(|splits| score(splits)).collect();
    scores.sort_by(f32::total_cmp);
    let Some(usual) = scores.get(scores.len() / 2).copied().filter(|_| scores.len() > 3) else {
        return;
    };
    for (parts, splits) in parts.iter_mut().zip(splits) {
        let own = score(splits);
        if splits.len() != 1 || own > usual - DOUBT || parts[0].len() > 300 {
            continue;
        }
        let words = &parts[0];
        // A page that ends in the middle of a row ends in the middle of a sentence.
        let lines = (1..words.len())
            .filter(|i| words[*i].line != words[*i - 1].line && words[*i].is_small());
        let best = lines
            .map(|at| {
                let cut = vec![words[..at].to_vec(), words[at..].to_vec()];
                let read = segmenter.row(&cut, 6);
                // A row has begun in all its columns when its page ends.
                let begun = read.first().is_some_and(|split| {
                    (0..segmenter.kinds.len()).all(|c| {
                        !split.range(c).is_empty() || segmenter.kinds[c] == ColumnKind::Note
                    })
                });
                let price = if begun { PRICE } else { f32::INFINITY };
                (score(&read) - price, cut)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, cut)) = best.filter(|(value, _)| *value > own + 1.0) {
            *parts = cut;
        }
    }
}

/// How often each column holds the same words.
fn known_cells(parts: &[Vec<Vec<Word<'_>>>], splits: &[Vec<Split>], columns: usize) -> Known {
    let mut known = Known::new();
    for (parts, splits) in parts.iter().zip(splits) {
        if splits.is_empty() {
            continue;
        }
        for c in 0..columns {
            let cells = parts.iter().zip(splits).map(|(part, split)| &part[split.range(c)]);
            if let Some(said) = said(c, cells.flatten()) {
                *known.entry(said).or_default() += 1;
            }
        }
    }
    known
}

/// A cell merged over rows is cut where a page ends: its second half stands in a later row and begins with a
/// small letter. The whole belongs to every row from the first to that one.
fn join_merged(rows: &mut [Row], kinds: &[ColumnKind]) {
    const REACH: usize = 6;
    for i in 1..rows.len() {
        for (c, kind) in kinds.iter().enumerate().skip(2) {
            let text = &rows[i].cells[c].text;
            let worded = matches!(
                kind,
                ColumnKind::Outcome | ColumnKind::Lead | ColumnKind::Support | ColumnKind::Words
            );
            let small = text.chars().next().is_some_and(char::is_lowercase);
            if !small || !worded || word_count(text) < 3 {
                continue;
            }
            let above =
                (i.saturating_sub(REACH)..i).rev().find(|r| !rows[*r].cells[c].text.is_empty());
            let Some(above) =
                above.filter(|above| *above + 1 < i || ends_open(&rows[*above].cells[c].text))
            else {
                continue;
            };
            let upper = rows[above].cells[c].clone();
            if !ends_open(&upper.text) {
                continue;
            }
            let lower = &rows[i].cells[c];
            let text = format!("{} {}", upper.text, lower.text);
            let joined = Cell { text, spans: [upper.spans, lower.spans.clone()].concat() };
            for row in &mut rows[above..=i] {
                if row.cells[0].text.is_empty() || vanban_text::roman(&row.cells[0].text).is_none()
                {
                    row.cells[c] = joined.clone();
                }
            }
        }
    }
}

fn ends_open(text: &str) -> bool {
    !text.ends_with(['.', '!', '?', '…', ')'])
}

/// One span for the words of each page.
fn spans_of(words: &[Word<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last_line = usize::MAX;
    for word in words {
        match spans.last_mut() {
            Some(span) if word.line <= last_line + 1 => span.end = word.span.end,
            _ => spans.push(word.span),
        }
        last_line = word.line;
    }
    spans
}
