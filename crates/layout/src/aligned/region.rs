//! Which lines of a page are a table, and its rows.

use vanban_text::fold;

use super::columns::{Columns, Placed};
use super::header::{header, home};
use super::keys::{Key, KeyKind, Sequence, is_key_header, is_total, keys};
use super::rows::{Piece, Rows, Sheet, by_keys, without_keys};
use super::{Before, Cell, Found, GridLine, Part, Scale, Segment, words};

/// Lines above the one with `TT` that may belong to the header.
const ABOVE: usize = 5;

/// Lines above a table without a header that may be the rest of a row.
const REST: usize = 40;

/// Single pieces in a row that end the search for a table's lines.
const PROSE: usize = 4;

/// The tables among the lines of a page, top to bottom; `before` is the header of the table before them.
pub(crate) fn find(lines: &[GridLine], scale: Scale, before: Option<Before>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut before = before.unwrap_or_default();
    let mut i = 0;
    while i < lines.len() {
        let from = found.last().map_or(0, |found| found.lines.end);
        let ground = Ground { lines, from, scale, before: &before };
        let table = seed(lines, i).then(|| ground.grow(i)).flatten();
        if let Some(table) = table.as_ref().filter(|table| !table.part.header.is_empty()) {
            before = Before { header: words(&table.part.header), sequence: table.part.sequence };
        }
        match table {
            Some(table) => {
                i = table.lines.end.max(i + 1);
                found.push(table);
            }
            None => i += 1,
        }
    }
    found
}

/// Whether a table may begin here: `TT` beside other names, or three pieces on a line.
fn seed(lines: &[GridLine], i: usize) -> bool {
    let line = &lines[i];
    // Names may stand above the line with `TT`.
    let soon = (i + 1..lines.len().min(i + 1 + ABOVE))
        .take_while(|j| !lines[*j].barrier && lines[*j].y - lines[*j - 1].y < 1.6)
        .any(|j| heads(lines, j));
    !line.barrier && (heads(lines, i) || (line.segments.len() >= 3 && !soon))
}

/// Whether line `i` begins a header's column of numbers; `T` over `T` is `TT` too.
fn heads(lines: &[GridLine], i: usize) -> bool {
    let Some(word) = lines[i].segments.first().and_then(|segment| segment.words.first()) else {
        return false;
    };
    let below = lines.get(i + 1).and_then(|line| line.segments.first()).map(Segment::text);
    let broken =
        word.text == "T" && below.is_some_and(|text| text == "T" || text.starts_with("T "));
    // `Số TT` is two words.
    let first: Vec<&str> =
        lines[i].segments[0].words.iter().take(2).map(|word| word.text.as_str()).collect();
    let named = is_key_header(&word.text) || is_key_header(&first.join(" "));
    (named || broken)
        && lines[i].segments.iter().map(|segment| segment.words.len()).sum::<usize>() > 1
        || (named && lines[i].segments.len() == 1 && neighbours_are_names(lines, i))
}

/// `TT` alone on its line: the names stand half a line above and below.
fn neighbours_are_names(lines: &[GridLine], i: usize) -> bool {
    let pieces = |i: Option<usize>| {
        i.and_then(|i| lines.get(i))
            .filter(|line| !line.barrier)
            .map_or(0, |line| line.segments.len())
    };
    pieces(i.checked_sub(1)).max(pieces(Some(i + 1))) >= 2
}

/// The lines of a page where a table is looked for.
#[derive(Clone, Copy)]
struct Ground<'a> {
    lines: &'a [GridLine],
    /// Lines before this one are taken.
    from: usize,
    scale: Scale,
    before: &'a Before,
}

impl Ground<'_> {
    /// The table about line `seed`.
    fn grow(self, seed: usize) -> Option<Found> {
        let headed = heads(self.lines, seed);
        let reach = reach(self.lines, seed);
        let top = self.from.max(seed.saturating_sub(if headed { ABOVE } else { REST }));
        let lines = part_labels(&self.lines[top..reach], self.scale);
        let seed = seed - top;
        let mut last = lines.len();
        let mut columns = Columns::default();
        for _ in 0..3 {
            let seen: Vec<&GridLine> =
                lines[seed..last].iter().filter(|line| !is_title(&lines, seed, line)).collect();
            columns = Columns::of(&seen, headed, self.scale);
            if columns.corridors.is_empty() {
                return None;
            }
            let held = (seed..lines.len()).take_while(|i| inside(&columns, &lines, *i, self.scale));
            let end = trimmed(&lines, seed, seed + held.count());
            if end == last {
                break;
            }
            last = end;
        }
        let full = lines[seed..last].iter().filter(|line| line.segments.len() >= 2).count();
        if columns.count() < 3 || full < 2 || last < seed + 2 {
            return None;
        }
        let first = above(&columns, &lines, seed, headed, self.scale);
        let first = if !headed && top + first > 0 { seed } else { first };
        let sheet = Table {
            columns: &columns,
            placed: place_all(&columns, &lines[first..last], self.scale),
            lines: &lines[first..last],
            letter: self.scale.letter,
        };
        let part = sheet.part(seed - first, headed, top + first == 0, self.before)?;
        let keyed = part.sequence != self.before.sequence;
        let sure = headed || reads_as_table(&part, keyed);
        sure.then_some(Found { lines: top + first..top + last, part })
    }
}

/// Parts labels from the words after them, where a narrow first column leaves no more than a space between: the
/// words begin where those of lines without a label do.
fn part_labels(lines: &[GridLine], scale: Scale) -> Vec<GridLine> {
    let labelled = |line: &GridLine| {
        let first = line.segments.first()?;
        let (label, next) = (first.words.first()?, first.words.get(1)?);
        (super::keys::is_label(&label.text) || label.text == "T").then_some(next.x0)
    };
    let starts: Vec<f32> = lines
        .iter()
        .filter(|line| labelled(line).is_none())
        .filter_map(|line| line.segments.first().map(Segment::x0))
        .collect();
    let mut out = lines.to_vec();
    for line in &mut out {
        let Some(next) = labelled(line) else { continue };
        let shared = starts.iter().filter(|x| (**x - next).abs() <= 0.5 * scale.slack).count();
        let Some(first) = line.segments.first_mut() else { continue };
        if shared >= 2 && next - first.x0() < 8.0 * scale.letter {
            let rest = first.words.split_off(1);
            line.segments.insert(1, Segment { words: rest });
        }
    }
    out
}

/// How far a table from `seed` on can reach: to a heading, a formal part, or prose.
fn reach(lines: &[GridLine], seed: usize) -> usize {
    let mut single = 0;
    let width = lines[seed].segments.last().map_or(0.0, Segment::x1);
    for (i, line) in lines.iter().enumerate().skip(seed) {
        if line.barrier {
            return i;
        }
        let long =
            line.segments.len() == 1 && line.segments[0].x1() - line.segments[0].x0() > 0.6 * width;
        single = if long { single + 1 } else { 0 };
        if single >= PROSE {
            return i + 1 - PROSE;
        }
        // Three lines of one piece after a gap: text that follows the table.
        let apart = i > seed && line.y - lines[i - 1].y > 1.4;
        let alone = |line: &GridLine| line.segments.len() == 1;
        let ahead = &lines[i..lines.len().min(i + 3)];
        if apart && ahead.iter().all(alone) && (ahead.len() == 3 || i + ahead.len() == lines.len())
        {
            return i;
        }
    }
    lines.len()
}

/// One piece that tells nothing of columns: running text, a title over all of them, a sum's name.
fn is_title(lines: &[GridLine], seed: usize, line: &GridLine) -> bool {
    let [only] = line.segments.as_slice() else { return false };
    let width = lines[seed].segments.last().map_or(0.0, Segment::x1);
    let text = only.text();
    let label = only.words.first().is_some_and(|word| super::keys::is_group(&word.text));
    let capitals = !text.chars().any(char::is_lowercase);
    only.x1() - only.x0() > 0.6 * width
        || label && only.words.len() > 1
        || capitals
        || is_total(&text)
}

/// Whether line `i` belongs to a table with these columns.
fn inside(columns: &Columns, lines: &[GridLine], i: usize, scale: Scale) -> bool {
    let line = &lines[i];
    if line.segments.len() > 1 {
        return true;
    }
    let placed = columns.place(line, scale, false);
    let crosses = placed.iter().any(|piece| piece.last > piece.first);
    if !crosses {
        return true;
    }
    let text = line.text();
    if is_total(&text) {
        return true;
    }
    // A title across columns begins where one of them begins, and entries follow.
    let x0 = line.segments.first().map_or(0.0, Segment::x0);
    let begins = (1..columns.count()).any(|c| (columns.start(c) - x0).abs() <= scale.slack)
        || lines[..i].iter().rev().take(12).any(|other| {
            other.segments.first().is_some_and(|s| (s.x0() - x0).abs() <= scale.slack)
                && other.segments.len() > 1
        });
    let entries = lines[i + 1..].iter().take(3).any(|line| line.segments.len() > 1);
    begins && entries && text.chars().count() < 160
}

/// The end without lines that only look like cells: text under the table, narrow by chance.
fn trimmed(lines: &[GridLine], seed: usize, end: usize) -> usize {
    // After the last line of several pieces, as many single lines as a tall cell may have.
    let full = (seed..end).rev().find(|i| lines[*i].segments.len() > 1).map_or(seed, |i| i + 1);
    let mut last = full;
    let far = |i: usize| i > 0 && lines[i].y - lines[i - 1].y > 1.4;
    while last < end && !far(last) {
        last += 1;
    }
    last
}

/// The first line: names that stand above the line with `TT`; without a header, the rest of a row that began on
/// the page before.
fn above(columns: &Columns, lines: &[GridLine], seed: usize, headed: bool, scale: Scale) -> usize {
    let mut first = seed;
    while first > 0 {
        let line = &lines[first - 1];
        let step = lines[first].y - line.y;
        if line.barrier || step > 1.6 || !may_stand_above(columns, line, headed, scale) {
            break;
        }
        first -= 1;
    }
    first
}

fn may_stand_above(columns: &Columns, line: &GridLine, headed: bool, scale: Scale) -> bool {
    let text = line.text();
    let folded = fold(&text);
    let note = folded.contains("don vi tinh:")
        || folded.contains("dvt:")
        || folded.contains("kem theo")
        || text.ends_with(')') && !text.contains('(');
    let placed = columns.place(line, scale, true);
    let narrow = placed.iter().all(|piece| piece.first == piece.last);
    // The table's own title is set in capitals.
    let title = line.segments.len() == 1
        && !text.chars().any(char::is_lowercase)
        && text.split_whitespace().count() > 3;
    let names = placed.iter().all(|piece| piece.first > 0);
    !note && !title && if headed { names && (narrow || placed.len() > 1) } else { narrow }
}

/// A table whose lines and columns are known.
struct Table<'a> {
    columns: &'a Columns,
    placed: Vec<Vec<Placed>>,
    lines: &'a [GridLine],
    letter: f32,
}

impl Table<'_> {
    /// Its rows; line `seed` is the first of the header's or of the entries. `at_top` says that the table opens
    /// its page.
    fn part(&self, seed: usize, headed: bool, at_top: bool, before: &Before) -> Option<Part> {
        let columns = self.columns;
        let pieces: Vec<Vec<Piece>> = self
            .placed
            .iter()
            .enumerate()
            .map(|(line, placed)| placed.iter().map(|p| as_piece(columns, line, p)).collect())
            .collect();
        let y: Vec<f32> = self.lines.iter().map(|line| line.y).collect();
        let drawn: Vec<bool> = self.lines.iter().map(|line| line.drawn).collect();
        let widths = widths(columns, &pieces);
        let sheet = Sheet { y: &y, pieces: &pieces, widths: &widths, letter: self.letter };
        let again = headed.then(|| self.repeated(&before.header, seed)).flatten();
        let mut sequence =
            if again.is_some() || !headed { before.sequence } else { Sequence::default() };
        let split = match keys(&key_column(&self.placed), &mut sequence) {
            Some(mut keys) => {
                if keys[0].kind != KeyKind::Header && headed {
                    keys.insert(0, Key { first: seed, last: seed, kind: KeyKind::Header });
                }
                let from = again.unwrap_or(0);
                if again.is_some() {
                    keys.retain(|key| key.first >= from);
                }
                let split = rows_by_keys(&sheet, &keys, &drawn, from, at_top);
                Split { header: again.or(split.header), ..split }
            }
            None => Split::plain(&sheet, &drawn, headed.then_some(seed), again),
        };
        let names = split.header.map_or(Vec::new(), |end| header(columns, &self.placed[..end]));
        let mut rows = Vec::with_capacity(split.starts.len());
        for (i, start) in split.starts.iter().enumerate() {
            let end = split.starts.get(i + 1).copied().unwrap_or(self.lines.len());
            rows.push(row(columns, &self.placed[*start..end]));
        }
        rows.retain(|row: &Vec<Cell>| !row.is_empty());
        let all = self.placed.iter().flatten().count();
        let doubtful = self.placed.iter().flatten().filter(|piece| piece.doubtful).count();
        (!rows.is_empty()).then_some(Part {
            columns: columns.clone(),
            header: names,
            rows,
            rest: split.rest,
            sequence,
            pieces: all,
            doubtful,
        })
    }

    /// How many lines are the header of the table before, said again.
    fn repeated(&self, before: &str, seed: usize) -> Option<usize> {
        (seed + 1..self.placed.len().min(seed + 12))
            .find(|end| words(&header(self.columns, &self.placed[..*end])) == before)
    }
}

/// Where the header ends and rows start.
struct Split {
    header: Option<usize>,
    starts: Vec<usize>,
    rest: bool,
}

impl Split {
    fn plain(
        sheet: &Sheet<'_>,
        drawn: &[bool],
        seed: Option<usize>,
        again: Option<usize>,
    ) -> Split {
        let lines = sheet.y.len();
        // The names end at a drawn line or where a cell begins under the first column's.
        let begins = |i: &usize| {
            drawn[*i]
                || sheet.pieces[*i].first().is_some_and(|piece| piece.column == 0 && !piece.low)
        };
        let end = again.or_else(|| {
            seed.map(|seed| (seed + 1..lines.min(seed + 8)).find(begins).unwrap_or(seed + 1))
        });
        let from = end.unwrap_or(0);
        Split { header: end, starts: without_keys(sheet, drawn, from, lines), rest: false }
    }
}

/// Rows by their keys, lines before `from` being header already.
fn rows_by_keys(
    sheet: &Sheet<'_>,
    keys: &[Key],
    drawn: &[bool],
    from: usize,
    at_top: bool,
) -> Split {
    let lines = sheet.y.len();
    let header = from == 0 && keys.first().is_some_and(|key| key.kind == KeyKind::Header);
    let lined: Vec<usize> = (from + 1..lines).filter(|line| drawn[*line]).collect();
    if lined.len() + 1 >= keys.len() && lined.len() >= 2 {
        let end = lined.iter().copied().find(|line| *line > keys[0].last).filter(|_| header);
        let mut starts: Vec<usize> =
            lined.into_iter().filter(|line| end.is_none_or(|end| *line >= end)).collect();
        if end.is_none() {
            starts.insert(0, from);
        }
        return Split { header: end, starts, rest: false };
    }
    if keys.is_empty() {
        return Split { header: None, starts: vec![from], rest: true };
    }
    let may_rest = !header && (at_top || from > 0);
    let Rows { mut starts, .. } = by_keys(sheet, keys, from, lines, may_rest);
    if header {
        starts.remove(0);
        let end = starts.first().copied().unwrap_or(lines);
        return Split { header: Some(end), starts, rest: false };
    }
    let rest = starts.first().is_some_and(|first| *first > from);
    if rest {
        starts.insert(0, from);
    }
    Split { header: None, starts, rest: rest && may_rest }
}

/// What the first column holds, line by line.
fn key_column(placed: &[Vec<Placed>]) -> Vec<(usize, String)> {
    let figure = |piece: &Placed| {
        let text = super::words_text(&piece.words);
        text.chars().next().is_some_and(|c| c.is_ascii_digit())
    };
    let first = |line: &Vec<Placed>| {
        let piece = line.first()?;
        let text = super::words_text(&piece.words);
        if piece.first > 0 {
            // A sum stands in the column of words where that of numbers is left empty.
            let sum = piece.first == 1 && is_total(&text) && line.len() > 1;
            return (sum && line[1..].iter().all(figure)).then_some(text);
        }
        if piece.last == 0 || is_total(&text) {
            return Some(text);
        }
        // A title that its label begins, set over all columns.
        let label = &piece.words.first()?.text;
        super::keys::is_group(label).then(|| label.clone())
    };
    placed.iter().enumerate().filter_map(|(i, line)| first(line).map(|text| (i, text))).collect()
}

fn as_piece(columns: &Columns, line: usize, piece: &Placed) -> Piece {
    let text = super::words_text(&piece.words);
    let first = text.chars().next();
    let wide = piece.last > piece.first;
    let width = |words: &[super::Word]| {
        words.last().map_or(0.0, |word| word.x1) - words.first().map_or(0.0, |word| word.x0)
    };
    Piece {
        line,
        column: if wide { home(columns, piece) } else { piece.first },
        low: first.is_some_and(char::is_lowercase),
        ended: text.ends_with([';', '.', ':']),
        bullet: first.is_some_and(|c| "-–+•*".contains(c)),
        width: width(&piece.words),
        word: width(&piece.words[..piece.words.len().min(1)]),
    }
}

/// The widest piece of each column; one across columns does not count.
fn widths(columns: &Columns, pieces: &[Vec<Piece>]) -> Vec<f32> {
    let mut widths = vec![0.0_f32; columns.count()];
    for piece in pieces.iter().flatten() {
        let room = columns.corridors.get(piece.column).map_or(f32::MAX, |c| c.to)
            - columns.corridors.get(piece.column.wrapping_sub(1)).map_or(0.0, |c| c.from);
        if piece.width <= room {
            widths[piece.column] = widths[piece.column].max(piece.width);
        }
    }
    widths
}

/// The pieces of each line in their columns; titles of groups and sums stay whole.
fn place_all(columns: &Columns, lines: &[GridLine], scale: Scale) -> Vec<Vec<Placed>> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let placed = columns.place(line, scale, false);
        let key = placed.first().filter(|piece| piece.first == 0 && piece.last == 0);
        let group = key.is_some_and(|piece| {
            let text = super::words_text(&piece.words);
            let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
            vanban_text::roman(bare).is_some()
                || bare.chars().count() == 1 && bare.chars().all(char::is_uppercase)
        });
        // The label parts from its title all the same.
        let whole = group && line.segments.len() <= 2;
        out.push(if whole { keep_title(placed) } else { placed });
    }
    out
}

/// The pieces after a group's label as one title.
fn keep_title(placed: Vec<Placed>) -> Vec<Placed> {
    let mut placed = placed.into_iter();
    let mut out: Vec<Placed> = placed.next().into_iter().collect();
    if let Some(mut title) = placed.next() {
        for more in placed {
            title.last = more.last;
            title.words.extend(more.words);
        }
        out.push(title);
    }
    out
}

/// The cells of one row.
fn row(columns: &Columns, lines: &[Vec<Placed>]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let single = lines.iter().filter(|line| !line.is_empty()).count() == 1;
    for piece in lines.iter().flatten() {
        let wide = piece.last > piece.first && single;
        let column = if wide { piece.first } else { as_piece(columns, 0, piece).column };
        let span = if wide { piece.last - piece.first + 1 } else { 1 };
        match cells.iter_mut().find(|cell| cell.column == column) {
            Some(cell) => cell.lines.push(piece.words.clone()),
            None => cells.push(Cell {
                column,
                column_span: span,
                row_span: 1,
                lines: vec![piece.words.clone()],
            }),
        }
    }
    cells.sort_by_key(|cell| cell.column);
    cells
}

/// Whether pieces without a header make a table: most rows have most cells, and there are numbers that count them
/// or more rows than signers that stand side by side need.
fn reads_as_table(part: &Part, keyed: bool) -> bool {
    let columns = part.columns.count();
    let full = part.rows.iter().filter(|row| row.len() * 2 > columns).count();
    let least = if keyed { 2 } else { 4 };
    part.rows.len() >= least && full * 5 >= part.rows.len() * 3 && columns <= 14
}
