//! Where the rows of a barred table begin and end, and where the table itself does.
//!
//! Every slot between two bars is a cell, the seam between two rows (then it is empty) or text between two
//! tables. All ways to read the slots are compared: a way costs something for each row that is shorter than
//! its table is wide, for empty cells, for text that breaks a table in two. Rows that number themselves in
//! sequence pay it back. The cheapest way is found by dynamic programming over the slot and the width.

use std::ops::Range;

use crate::bars::Slot;
use crate::counter::{Counter, KINDS};
use crate::looks::{Look, looks};

/// Widest table looked for.
const WIDEST: usize = 28;

/// A row that was read: its first slot, its cells, and the width of its table.
#[derive(Clone, Copy, Debug)]
struct Read {
    at: usize,
    cells: usize,
    width: usize,
}

/// The best way to read the slots up to a row's start.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    cost: f32,
    /// The row before; none where a table starts here.
    before: Option<Read>,
    /// The last number of each kind that a row of the table began with.
    last: [u16; KINDS],
    /// Cells of the last row that was shorter than the table is wide.
    short: usize,
    /// The row before is the first of the table, and short.
    headed: bool,
}

/// A table that starts at a slot, after text: its cost, and the row before the text.
#[derive(Clone, Copy, Debug)]
struct Fresh {
    cost: f32,
    before: Option<Read>,
}

/// The tables among `slots`: for each its rows, as runs of slots.
pub(crate) fn tables(slots: &[Slot]) -> Vec<Vec<Range<usize>>> {
    let looks = looks(slots);
    let mut search = Search::new(&looks);
    for at in 0..looks.len() {
        search.step(at);
    }
    search.tables()
}

struct Search<'a> {
    looks: &'a [Look],
    widest: usize,
    /// By start of a row and width of its table.
    ways: Vec<Option<Way>>,
    fresh: Vec<Option<Fresh>>,
    /// The cheapest last row.
    end: Option<(f32, Read)>,
}

impl<'a> Search<'a> {
    fn new(looks: &'a [Look]) -> Self {
        let longest = looks.split(|look| look.empty).map(<[Look]>::len).max().unwrap_or(0);
        let widest = (longest + 2).min(WIDEST);
        let mut fresh = vec![None; looks.len() + 1];
        if let Some(first) = fresh.first_mut() {
            *first = Some(Fresh { cost: 0.0, before: None });
        }
        let ways = vec![None; (looks.len() + 1) * (widest + 1)];
        Self { looks, widest, ways, fresh, end: None }
    }

    fn way(&mut self, at: usize, width: usize) -> Option<&mut Option<Way>> {
        self.ways.get_mut(at * (self.widest + 1) + width)
    }

    /// Extends all ways that reach slot `at` by one row.
    fn step(&mut self, at: usize) {
        if let Some(fresh) = self.fresh.get(at).copied().flatten() {
            for width in 1..=self.widest {
                let cost = fresh.cost + start_cost(self.looks, at, width);
                self.reach(at, width, Way { cost, ..Way::default() });
            }
        }
        for width in 1..=self.widest {
            if let Some(way) = self.way(at, width).and_then(|way| *way) {
                self.rows(at, width, way);
                if way.before.is_some() && self.looks.get(at).is_some_and(|look| look.empty) {
                    // A row without any cell.
                    self.reach(at + 1, width, Way { cost: way.cost + NO_CELLS, ..way });
                }
            }
        }
    }

    fn reach(&mut self, at: usize, width: usize, way: Way) {
        if let Some(best) = self.way(at, width)
            && best.is_none_or(|best| way.cost < best.cost)
        {
            *best = Some(way);
        }
    }

    /// All rows that may start at slot `at` of a table this wide.
    fn rows(&mut self, at: usize, width: usize, way: Way) {
        let looks = self.looks;
        let (key_cost, last) = key_cost(looks.get(at), way.last);
        let opens = way.before.is_none();
        let (short, second) = (way.short, way.headed);
        let mut row = Row { width, short, key: key_cost, opens, second, ..Row::default() };
        let longest = if width < 4 { width } else { width + 1 };
        for cells in 1..=longest {
            let Some(look) = looks.get(at + cells - 1) else { return };
            row.push(look, &last);
            let cost = way.cost + row.cost();
            let next = at + cells;
            let read = Read { at, cells, width };
            let before = Some(read);
            let Some(after) = looks.get(next) else {
                return self.close(next, cost, read);
            };
            if after.empty {
                let headed = opens && row.header && cells < width;
                let repeats = cells > 2 && cells < width && !headed && !way.headed;
                let short = if repeats { cells } else { way.short };
                self.reach(next + 1, width, Way { cost, before, last, short, headed });
                if let Some(seam) = self.seam_before_table(next + 1) {
                    self.open(next + 1, Fresh { cost: cost + seam, before });
                }
                self.close(next + 1, cost, read);
            } else {
                let short = if cells < width { SHORT } else { 0.0 };
                let header = looks.get(next + 1).is_some_and(|look| look.header);
                let text = after.outside - if header { HEADED } else { 0.0 };
                let cost = cost + text.max(0.3) + short;
                self.open(next + 1, Fresh { cost, before });
                self.close(next + 1, cost, read);
            }
        }
    }

    /// What it costs that another table starts at slot `at`, right after a row; none where nothing says so.
    fn seam_before_table(&self, at: usize) -> Option<f32> {
        let next = self.looks.get(at..)?;
        if next.iter().take(2).any(|look| look.framed) {
            return Some(0.5);
        }
        next.first().is_some_and(|look| look.header).then_some(HEADER)
    }

    /// Takes note of a way to the end of the slots.
    fn close(&mut self, next: usize, cost: f32, row: Read) {
        if next >= self.looks.len() && self.end.is_none_or(|(best, _)| cost < best) {
            self.end = Some((cost, row));
        }
    }

    fn open(&mut self, at: usize, fresh: Fresh) {
        if let Some(best) = self.fresh.get_mut(at)
            && best.is_none_or(|best| fresh.cost < best.cost)
        {
            *best = Some(fresh);
        }
    }
}

impl Search<'_> {
    /// Walks back from the cheapest end.
    fn tables(mut self) -> Vec<Vec<Range<usize>>> {
        let Some((_, mut row)) = self.end else { return Vec::new() };
        let mut tables = Vec::new();
        let mut rows = Vec::new();
        loop {
            rows.push(row.at..row.at + row.cells);
            let Some(way) = self.way(row.at, row.width).and_then(|way| *way) else { break };
            let opened = way.before.is_none();
            if opened {
                rows.reverse();
                tables.push(std::mem::take(&mut rows));
            }
            let fresh = || self.fresh.get(row.at).copied().flatten();
            let Some(before) = way.before.or_else(|| fresh()?.before) else { break };
            row = before;
        }
        tables.reverse();
        tables
    }
}

/// A row as far as it is read.
#[derive(Debug, Default)]
struct Row {
    width: usize,
    /// Cells of the last short row before it.
    short: usize,
    /// What its first cell costs.
    key: f32,
    /// It is the first of its table.
    opens: bool,
    /// It follows a first row that was short: the second row of a header.
    second: bool,
    /// Its first cell is `STT`.
    header: bool,
    cells: usize,
    filled: usize,
    counted: bool,
    sum: bool,
    last_empty: bool,
    /// Empty cells since the last one with words.
    gap: usize,
    /// What its cells cost, each by itself.
    own: f32,
}

impl Row {
    fn push(&mut self, look: &Look, last: &[u16; KINDS]) {
        if self.cells == 0 {
            self.counted = look.counter.is_some();
            self.sum = look.sum;
            self.header = look.header;
        } else {
            // Cells that look like the first of the next row: its number after an empty cell, a new header.
            let opens = look.counter.filter(|_| self.last_empty);
            self.own += match opens {
                Some(counter) if follows(counter, last) => 1.2,
                Some(Counter { value: 1, .. }) => 1.5,
                _ if look.header => 3.0,
                _ => 0.0,
            };
        }
        // A letterhead and a signature block have two columns.
        self.own += if look.framed && self.width != 2 { 6.0 } else { look.cell };
        if look.empty {
            self.gap += 1;
        } else {
            // The end of one row and the start of the next look like a gap in one long row.
            self.own += match self.gap {
                _ if self.filled == 0 => 0.0,
                0 => 0.0,
                1 => 0.2,
                _ => 1.0,
            };
            self.gap = 0;
        }
        self.cells += 1;
        self.filled += usize::from(!look.empty);
        self.last_empty = look.empty;
    }

    fn cost(&self) -> f32 {
        if self.second {
            // A header that is narrower than its table has a second row.
            let fits = self.filled == self.cells && self.cells > 1 && self.cells < self.width;
            return self.own + if fits { 0.3 } else { 5.0 + self.shape() };
        }
        // Below cells that span rows no number is expected.
        let key = if self.cells == self.width { self.key } else { self.key.min(0.1) };
        let narrow = match self.cells {
            cells if cells >= self.width || !self.opens => 0.0,
            // A header says how wide its table is; of two rows it has three cells in the first, as a rule.
            cells => (if self.header { 1.5 } else { 0.0 }) + if cells == 2 { SHORT } else { 0.0 },
        };
        self.own + key + narrow + self.shape()
    }

    /// What it costs to have so many cells, and so many of them empty.
    fn shape(&self) -> f32 {
        let empty = (self.cells - self.filled) as f32;
        if self.filled == 0 {
            return if self.cells == self.width { 4.0 } else { 8.0 };
        }
        if self.cells > self.width {
            // Spans in it were wrong.
            return if self.opens { 10.0 } else { 4.0 };
        }
        if self.cells == self.width {
            return 0.15 * empty;
        }
        if self.cells == self.short {
            // Cells above it span as many rows as this one has left out before.
            return 0.3 + 0.15 * empty;
        }
        if self.filled == 1 && self.cells > 1 && !self.counted {
            // A group's title and empty cells beside it.
            return 1.5 + 0.1 * empty;
        }
        if self.filled == 2 && self.counted && self.cells > 2 {
            // The same with its number.
            return 1.2 + 0.15 * empty;
        }
        let short = match self.cells {
            _ if self.sum => 1.0,
            1 if self.counted => 4.0,
            // A group's title spans the row.
            1 => 1.2,
            2 if self.counted => 1.2,
            // The first cell spans rows.
            cells if cells + 1 == self.width => 2.0,
            _ => 2.5,
        };
        short + empty + if self.last_empty { 1.5 } else { 0.0 }
    }
}

/// What it costs that a table's first row is narrow, and that its last is.
const SHORT: f32 = 1.0;

/// How much likelier text before `STT` stands between two tables.
const HEADED: f32 = 2.5;

/// What a row without any cell costs.
const NO_CELLS: f32 = 0.8;

/// What it costs to go on with a new table at a seam where `STT` opens a row.
const HEADER: f32 = 2.5;

fn follows(counter: Counter, last: &[u16; KINDS]) -> bool {
    last.get(counter.kind).is_some_and(|before| counter.value == before + 1)
}

/// What a row's first cell costs, and the numbers after it.
fn key_cost(look: Option<&Look>, mut last: [u16; KINDS]) -> (f32, [u16; KINDS]) {
    let Some(look) = look else { return (0.0, last) };
    let Some(counter) = look.counter else {
        let cost = match look {
            Look { empty: true, .. } => 0.3,
            Look { sum: true, .. } => -0.3,
            _ => 0.4,
        };
        return (cost, last);
    };
    let cost = match counter {
        counter if follows(counter, &last) => -1.5,
        Counter { value: 1, .. } => -0.8,
        _ => 0.1,
    };
    if let Some(before) = last.get_mut(counter.kind) {
        *before = counter.value;
    }
    (cost, last)
}

/// What it costs that a table this wide starts at a slot.
fn start_cost(looks: &[Look], at: usize, width: usize) -> f32 {
    let mut first = looks.get(at..).unwrap_or_default().iter().filter(|look| !look.empty).take(2);
    let header = looks.get(at).is_some_and(|look| look.header);
    let cost = (if header { 0.5 } else { 2.0 }) + 0.05 * width as f32;
    match width {
        2 if first.any(|look| look.framed) => 0.0,
        _ if first.any(|look| look.framed) => cost + 6.0,
        1 => cost + 1.5,
        _ => cost,
    }
}

#[cfg(test)]
mod tests {
    use vanban_document::TextLine;

    use super::*;

    /// Rows of the tables in slots parted by `|`; `·` is an empty slot.
    fn read(text: &str) -> Vec<Vec<String>> {
        let line = |text: &str| TextLine { text: text.into(), ..TextLine::default() };
        let words: Vec<&str> = text.split('|').map(|s| if s == "·" { "" } else { s }).collect();
        let slots: Vec<Slot> =
            words.iter().map(|word| Slot::new(word.split('/').map(line).collect(), 0)).collect();
        let rows = |table: Vec<Range<usize>>| -> Vec<String> {
            table.into_iter().map(|row| words[row].join("+")).collect()
        };
        tables(&slots).into_iter().map(rows).collect()
    }

    #[test]
    fn empty_cells_are_told_from_seams_by_the_width_and_the_numbers() {
        let text = "STT|Việc|Đơn vị|Hạn|·|I|Hạ tầng|·|·|·|1|Làm đường|Thôn 1|·|·|2|Xây cầu|·|2026|·|3|Đào ao|Thôn 2|2027";
        assert_eq!(
            read(text),
            [[
                "STT+Việc+Đơn vị+Hạn",
                "I+Hạ tầng++",
                "1+Làm đường+Thôn 1+",
                "2+Xây cầu++2026",
                "3+Đào ao+Thôn 2+2027"
            ]]
        );
    }

    #[test]
    fn text_between_tables_parts_them_and_their_widths_are_their_own() {
        let text = "STT|Việc|Hạn|·|1|Làm đường|2026|·|2|Xây cầu|2027|/2. Các việc khác của thôn/đang làm|STT|Việc|Ai|Hạn|·|1|Đào ao|Thôn 1|2026";
        let found = read(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], ["STT+Việc+Hạn", "1+Làm đường+2026", "2+Xây cầu+2027"]);
        assert_eq!(found[1], ["STT+Việc+Ai+Hạn", "1+Đào ao+Thôn 1+2026"]);
    }

    #[test]
    fn group_titles_and_sums_may_be_short() {
        let text = "TT|Việc|Ai|Tiền|·|I|Hạ tầng|·|1|Làm đường|Thôn 1|5|·|2|Xây cầu|Thôn 2|7|·|Tổng cộng|12";
        assert_eq!(
            read(text),
            [[
                "TT+Việc+Ai+Tiền",
                "I+Hạ tầng",
                "1+Làm đường+Thôn 1+5",
                "2+Xây cầu+Thôn 2+7",
                "Tổng cộng+12"
            ]]
        );
    }
}
