//! A grid with its words: cells, header rows, and the joining of a table's parts on several pages.

use vanban_document::{BBox, CellBlock, PageNo, ParagraphBlock, Run, Style, TableBlock};
use vanban_text::fold;

use super::cell;
use super::grid::{Grid, find};
use super::words::Strip;

/// How far the columns of two parts of one table may differ.
const SAME_COLUMN: f32 = 3.0;

/// A part of a table: what one page shows of it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Page and box of the last part joined.
    pub(crate) page: PageNo,
    pub(crate) bbox: BBox,
    xs: Vec<f32>,
    rows: Vec<Vec<Cell>>,
    header_rows: usize,
    open_below: bool,
    /// Words that lie across a cell's edge: a sign that the grid is not what the eye sees.
    astray: usize,
    words: usize,
}

#[derive(Clone, Debug, Default)]
struct Cell {
    column: usize,
    column_span: usize,
    row_span: usize,
    strips: Vec<Strip>,
}

impl Cell {
    fn text(&self) -> String {
        let lines: Vec<String> = self.strips.iter().map(Strip::text).collect();
        lines.join(" ")
    }
}

/// The tables of a page; their runs leave `runs`.
pub(crate) fn take(
    rules: &[vanban_document::Rule],
    runs: &mut Vec<Run>,
    page: PageNo,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for grid in find(rules) {
        let mut of_cell: Vec<Vec<Run>> = vec![Vec::new(); grid.cells.len()];
        let mut rest = Vec::with_capacity(runs.len());
        for run in runs.drain(..) {
            let (x, y) = run.bbox.centre();
            match grid.cell_at(x, y).and_then(|cell| of_cell.get_mut(cell)) {
                Some(cell) => cell.push(run),
                None => rest.push(run),
            }
        }
        *runs = rest;
        // A grid without words is a form's ruling or a drawing.
        if of_cell.iter().flatten().any(|run| !run.text.trim().is_empty()) {
            parts.push(part(&grid, &of_cell, page));
        }
    }
    parts
}

fn part(grid: &Grid, of_cell: &[Vec<Run>], page: PageNo) -> Part {
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); grid.ys.len() - 1];
    let mut astray = 0;
    let mut words = 0;
    for (place, runs) in grid.cells.iter().zip(of_cell) {
        let edges = (grid.xs[place.column], grid.xs[place.column + place.column_span]);
        let strips = cell::strips(runs, edges, page);
        for word in strips.iter().flat_map(|strip| &strip.words) {
            words += 1;
            let out = (edges.0 - word.bbox.x0).max(word.bbox.x1 - edges.1);
            astray += usize::from(out > 0.4 * word.bbox.width());
        }
        cells[place.row].push(Cell {
            column: place.column,
            column_span: place.column_span,
            row_span: place.row_span,
            strips,
        });
    }
    for row in &mut cells {
        row.sort_by_key(|cell| cell.column);
    }
    let mut part = Part {
        page,
        bbox: grid.bbox(),
        xs: grid.xs.clone(),
        rows: cells,
        header_rows: 0,
        open_below: grid.open_below,
        astray,
        words,
    };
    part.drop_empty_rows();
    part.header_rows = part.count_header_rows();
    part
}

impl Part {
    /// A double line between rows, or a row for spacing, is no row.
    fn drop_empty_rows(&mut self) {
        let empty =
            |row: &Vec<Cell>| row.iter().all(|cell| cell.strips.is_empty() && cell.row_span == 1);
        // Rows left in blank to be filled in are rows; only a table that is not all blank loses thin ones.
        let mut i = 0;
        while i < self.rows.len() {
            let covered = self.rows[..i]
                .iter()
                .enumerate()
                .any(|(above, row)| row.iter().any(|cell| above + cell.row_span > i));
            if self.rows[i].is_empty() || (empty(&self.rows[i]) && !covered && self.rows.len() > 1)
            {
                self.remove_row(i);
            } else {
                i += 1;
            }
        }
    }

    fn remove_row(&mut self, at: usize) {
        self.rows.remove(at);
        for (above, row) in self.rows.iter_mut().take(at).enumerate() {
            for cell in row.iter_mut().filter(|cell| above + cell.row_span > at) {
                cell.row_span -= 1;
            }
        }
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Header rows at the top: the first row with all that its merged cells cover, when it looks like one,
    /// and a row that numbers the columns.
    fn count_header_rows(&self) -> usize {
        let Some(first) = self.rows.first() else {
            return 0;
        };
        if !self.looks_like_header(first) {
            return 0;
        }
        let reach = |row: &[Cell]| row.iter().map(|cell| cell.row_span).max().unwrap_or(1);
        let mut count = reach(first).min(self.rows.len());
        // `Kinh phí` over `Tổng số | Trung ương | Địa phương`: the lower row is of the header too.
        let split = first.iter().any(|cell| cell.column_span > 1 && cell.row_span < count);
        if !split {
            // A key cell merged downwards over data rows must not draw them into the header.
            let most = first.iter().map(|cell| cell.row_span).min().unwrap_or(1);
            count = most.max(1).min(self.rows.len());
        }
        if self.rows.get(count).is_some_and(|row| numbers_columns(row)) {
            count += 1;
        }
        if count < self.rows.len() { count } else { self.rows.len().saturating_sub(1).min(1) }
    }

    /// A first row is a header when its first cell is a heading of numbers, or all of it is bold and none of it
    /// a number.
    fn looks_like_header(&self, row: &[Cell]) -> bool {
        let key = row.first().map(|cell| fold(&cell.text())).unwrap_or_default();
        let words = ["tt", "stt", "so tt", "so", "no", "t t", "s tt", "muc"];
        if words.contains(&key.trim().trim_end_matches('.')) {
            return true;
        }
        let filled: Vec<&Cell> = row.iter().filter(|cell| !cell.strips.is_empty()).collect();
        let bold = filled.iter().all(|cell| cell.strips.iter().all(Strip::bold));
        let number = |cell: &&Cell| {
            let text = cell.text();
            let label = text.trim().trim_end_matches(['.', ')']);
            !label.is_empty() && label.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c))
        };
        bold && filled.len() >= 2 && filled.len() * 2 > self.columns() && !filled.iter().any(number)
    }

    /// Whether `next`, the first thing on the next page, is the same table going on.
    pub(crate) fn continues_in(&self, next: &Part) -> bool {
        self.xs.len() == next.xs.len()
            && self.xs.iter().zip(&next.xs).all(|(a, b)| (a - b).abs() <= SAME_COLUMN)
            && next.page == self.page + 1
            && !self.starts_anew(next)
    }

    /// A different header on the next page begins a different table.
    fn starts_anew(&self, next: &Part) -> bool {
        next.header_rows > 0 && self.header_rows > 0 && self.repeated_header(next) == 0
    }

    /// How many of the first rows of `next` repeat the header.
    fn repeated_header(&self, next: &Part) -> usize {
        let same = |(a, b): &(&Vec<Cell>, &Vec<Cell>)| {
            let words = |row: &[Cell]| {
                let text: String = row.iter().map(Cell::text).collect();
                fold(&text).chars().filter(|c| !c.is_whitespace()).collect::<String>()
            };
            let (a, b) = (words(a), words(b));
            a == b && !a.is_empty()
        };
        let most = self.header_rows.max(1);
        self.rows.iter().zip(&next.rows).take(most).take_while(same).count()
    }

    /// Appends what the next page shows of the table.
    pub(crate) fn append(&mut self, mut next: Part) {
        for _ in 0..self.repeated_header(&next) {
            next.remove_row(0);
        }
        let cut = next
            .rows
            .first()
            .is_some_and(|row| self.open_below || self.is_cut_by(row) || self.key_is_cut_by(row));
        let mut rows = next.rows.into_iter().peekable();
        if let Some(rest) = rows.next_if(|_| cut) {
            self.join_last(rest);
        }
        self.rows.extend(rows);
        self.open_below = next.open_below;
        self.astray += next.astray;
        self.words += next.words;
        self.bbox = next.bbox;
        self.page = next.page;
    }

    /// Whether `row` is the rest of the last row: it has no key of its own, and where the last row's key
    /// covers rows of its own accord, its words go on in the middle of a sentence.
    fn is_cut_by(&self, row: &[Cell]) -> bool {
        let Some(last) = self.rows.last() else {
            return false;
        };
        let text_at = |row: &[Cell], column: usize| {
            row.iter().find(|cell| cell.column == column).map(Cell::text).unwrap_or_default()
        };
        if !text_at(row, 0).trim().is_empty() || row.iter().all(|cell| cell.strips.is_empty()) {
            return false;
        }
        let under_merged = !last.iter().any(|cell| cell.column == 0);
        let goes_on = row.iter().any(|cell| {
            let text = cell.text();
            let starts_low = text.chars().next().is_some_and(char::is_lowercase);
            starts_low && !text_at(last, cell.column).is_empty()
        });
        let last_has_key = !text_at(last, 0).trim().is_empty();
        // The rest of a cut row fills the columns with much text; a row of its own fills nearly all.
        let filled = row.iter().filter(|cell| !cell.strips.is_empty()).count();
        let sparse = row.len() < 4 || filled * 5 < (row.len() - 1) * 4;
        goes_on || (last_has_key && !under_merged && sparse && row.len() == last.len())
    }

    /// Whether the break went through the key itself: `1` and `2` of the row after 11.
    fn key_is_cut_by(&self, row: &[Cell]) -> bool {
        let key = |row: Option<&Vec<Cell>>| {
            let cell = row?.first().filter(|cell| cell.column == 0)?;
            cell.text().trim().trim_end_matches('.').parse::<u32>().ok()
        };
        let above = self.rows.len().checked_sub(2).and_then(|at| key(self.rows.get(at)));
        let halves =
            key(self.rows.last()).zip(row.first().and_then(|cell| cell.text().parse().ok()));
        above.zip(halves).is_some_and(|(above, (first, second)): (u32, (u32, u32))| {
            first < above && second < 10 && first * 10 + second == above + 1
        })
    }

    fn join_last(&mut self, rest: Vec<Cell>) {
        let Some(last) = self.rows.last_mut() else {
            return;
        };
        for mut cell in rest {
            match last.iter_mut().find(|own| own.column == cell.column) {
                Some(own)
                    if cell.column == 0 && !own.strips.is_empty() && !cell.strips.is_empty() =>
                {
                    // Only a number is ever cut in the key.
                    if let (Some(end), rest) = (own.strips.last_mut(), cell.strips.remove(0)) {
                        end.mend(rest);
                    }
                }
                Some(own) => own.strips.extend(cell.strips),
                None if cell.strips.is_empty() => {}
                None => last.push(cell),
            }
        }
        last.sort_by_key(|cell| cell.column);
    }

    /// The table as blocks, and how far it can be trusted.
    pub(crate) fn block(self) -> (TableBlock, f32) {
        let confidence = 1.0 - self.astray as f32 / self.words.max(1) as f32;
        let block = |cell: Cell| CellBlock {
            column: cell.column,
            column_span: cell.column_span,
            row_span: cell.row_span,
            paragraphs: cell_paragraph(&cell.strips),
        };
        let rows = self.rows.into_iter().map(|row| row.into_iter().map(block).collect()).collect();
        (TableBlock { rows, header_rows: self.header_rows, ruled: true }, confidence)
    }
}

fn cell_paragraph(strips: &[Strip]) -> Vec<ParagraphBlock> {
    if strips.is_empty() {
        return Vec::new();
    }
    let style = Style {
        bold: strips.iter().all(Strip::bold),
        italic: strips.iter().all(Strip::italic),
        size: strips[0].size,
        ..Style::default()
    };
    vec![ParagraphBlock { lines: strips.iter().map(Strip::line).collect(), style }]
}

/// `(1) | (2) | (3)`, `1 | 2 | 3`, `A | B | 1 | 2`: numbers of columns, not of rows.
fn numbers_columns(row: &[Cell]) -> bool {
    let labels: Vec<String> = row
        .iter()
        .map(|cell| cell.text().trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|label| !label.is_empty())
        .collect();
    let mut next = 1;
    let counts = labels.iter().all(|label| match label.parse::<u32>() {
        Ok(number) => {
            let right = number == next;
            next = number + 1;
            right
        }
        Err(_) => label.chars().count() == 1 && label.chars().all(|c| c.is_ascii_uppercase()),
    });
    counts && labels.len() >= 3 && labels.len() + 1 >= row.len() && next > 2
}
