//! Blocks that stand side by side: the letterhead, and the recipients beside the signature.
//!
//! Nghị định 30/2020/NĐ-CP, phụ lục I, places the issuer and the number at the left of the letterhead, the
//! national motto, place and date at the right; at the end the recipients stand left of the signature. Read in
//! lines across the page they would be shuffled, so each block is read by itself, left before right.

use vanban_text::fold;

use super::words::{Row, Strip};

/// The room between two blocks is at least this wide, in points.
const GUTTER: f32 = 2.0;

/// Where a row shows both blocks, one may reach this far, in points, beyond where the other starts elsewhere.
const INTERLOCK: f32 = 20.0;

/// Blocks are taken for such where a row shows a gap of this many ems.
const WIDE: f32 = 2.0;

/// What stands on a page one below the other.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// A line.
    Line(Strip),
    /// Two blocks side by side.
    Columns(Columns),
}

/// Two blocks side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) left: Vec<Strip>,
    pub(crate) right: Vec<Strip>,
}

impl Columns {
    /// Whether the right block is the national motto or the Party's heading: a letterhead.
    pub(crate) fn is_letterhead(&self) -> bool {
        self.right.iter().any(is_motto)
    }

    /// Whether the blocks are recipients and signature.
    pub(crate) fn is_signature(&self) -> bool {
        let starts = |strips: &[Strip], words: &[&str]| {
            strips.iter().any(|strip| {
                let text = fold(&strip.text());
                words.iter().any(|word| text.starts_with(word))
            })
        };
        starts(&self.left, &["noi nhan"])
            || starts(&self.right, &["tm.", "t/m", "kt.", "k/t", "tl.", "t/l", "tuq.", "q."])
    }
}

/// The national motto's first line, its second, or the Party's heading.
fn is_motto(strip: &Strip) -> bool {
    let text = fold(&strip.text());
    ["cong hoa xa hoi", "doc lap - tu do", "doc lap – tu do", "dang cong san viet nam"]
        .iter()
        .any(|words| text.starts_with(words))
}

/// Parts a page's rows into lines and blocks side by side.
pub(crate) fn split(rows: Vec<Row>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = rows.into_iter().peekable();
    let mut pending: Vec<Row> = Vec::new();
    while let Some(row) = rest.next() {
        pending.clear();
        pending.push(row);
        let Some(mut zone) = rest.peek().map_or_else(
            || Zone::start(&pending[0], None),
            |next| Zone::start(&pending[0], Some(next)),
        ) else {
            pieces.extend(pending.drain(..).filter_map(whole).map(Piece::Line));
            continue;
        };
        zone.take(pending.remove(0));
        while let Some(next) = rest.next_if(|next| zone.accepts(next)) {
            zone.take(next);
        }
        zone.reach_up(&mut pieces);
        pieces.extend(zone.pieces());
    }
    pieces
}

fn whole(row: Row) -> Option<Strip> {
    row.into_iter().reduce(Strip::join)
}

/// Rows collected while a gutter stays free.
struct Zone {
    rows: Vec<Row>,
    gutter: (f32, f32),
    /// Base lines of the lowest strip at each side.
    lowest: (f32, f32),
    /// Centre and width of the right block.
    right: (f32, f32),
}

impl Zone {
    /// A zone starts at a row of two strips, or at two rows that stand beside each other.
    fn start(row: &Row, next: Option<&Row>) -> Option<Zone> {
        let (a, b) = match (row.as_slice(), next.map(Vec::as_slice)) {
            ([a, b], _) => (a, b),
            ([a], Some([b])) if b.baseline - a.baseline < 0.7 * a.size.max(b.size) => (a, b),
            _ => return None,
        };
        let (left, right) = if a.bbox.x0 <= b.bbox.x0 { (a, b) } else { (b, a) };
        let gutter = (left.bbox.x1, right.bbox.x0);
        // A wide space inside a line is no gutter; but the motto always starts a block of its own.
        let wide = if is_motto(right) { GUTTER } else { WIDE * left.size.max(right.size) };
        (gutter.1 - gutter.0 >= wide).then(|| Zone {
            rows: Vec::new(),
            gutter,
            lowest: (left.baseline, right.baseline),
            right: (right.bbox.centre().0, right.bbox.width()),
        })
    }

    fn is_left(&self, strip: &Strip) -> bool {
        strip.bbox.centre().0 < f32::midpoint(self.gutter.0, self.gutter.1)
    }

    /// The gutter that is left once `row` is in; none where the row closes it.
    fn narrowed(&self, row: &Row) -> Option<(f32, f32)> {
        let mut gutter = self.gutter;
        for strip in row {
            if self.is_left(strip) {
                gutter.0 = gutter.0.max(strip.bbox.x1);
            } else {
                gutter.1 = gutter.1.min(strip.bbox.x0);
            }
        }
        let both = row.len() > 1 && row.iter().any(|strip| !self.is_left(strip));
        let least = if both { -INTERLOCK } else { GUTTER.min(self.gutter.1 - self.gutter.0) };
        (gutter.1 - gutter.0 >= least).then_some(gutter)
    }

    fn accepts(&self, row: &Row) -> bool {
        if self.narrowed(row).is_none() {
            return false;
        }
        row.iter().all(|strip| {
            let em = strip.size.max(1.0);
            if self.is_left(strip) {
                // Text under the blocks starts after a gap, and below both.
                let near = strip.baseline - self.lowest.0 < 2.2 * em;
                near || (row.len() > 1 && strip.baseline - self.lowest.0 < 5.0 * em)
            } else {
                // The signer's name stands well below his position, in the middle of the block.
                let step = strip.baseline - self.lowest.1;
                let off = (strip.bbox.centre().0 - self.right.0).abs();
                step < 2.2 * em || (step < 12.0 * em && off < 0.25 * self.right.1 + 10.0)
            }
        })
    }

    fn take(&mut self, row: Row) {
        if let Some(gutter) = self.narrowed(&row) {
            self.gutter = gutter;
        }
        for strip in &row {
            if self.is_left(strip) {
                self.lowest.0 = self.lowest.0.max(strip.baseline);
            } else {
                self.lowest.1 = self.lowest.1.max(strip.baseline);
                let (x0, x1) = (
                    strip.bbox.x0.min(self.right.0 - self.right.1 / 2.0),
                    strip.bbox.x1.max(self.right.0 + self.right.1 / 2.0),
                );
                self.right = (f32::midpoint(x0, x1), x1 - x0);
            }
        }
        self.rows.push(row);
    }

    /// The right block may begin above the left one: `TM. ỦY BAN NHÂN DÂN` higher than `Nơi nhận:`.
    fn reach_up(&mut self, pieces: &mut Vec<Piece>) {
        while let Some(Piece::Line(line)) = pieces.last() {
            let top = self.rows.iter().flatten().map(|strip| strip.baseline);
            let top = top.fold(f32::INFINITY, f32::min);
            let beside = line.bbox.x0 > self.gutter.0 + GUTTER
                && (line.bbox.centre().0 - self.right.0).abs() < 0.25 * self.right.1 + 10.0
                && top - line.baseline < 2.2 * line.size.max(1.0);
            if !beside {
                return;
            }
            if let Some(Piece::Line(line)) = pieces.pop() {
                self.rows.insert(0, vec![line]);
            }
        }
    }

    /// Two columns, or rows read across where the zone is a list without rules: name and post, item and amount.
    fn pieces(self) -> Vec<Piece> {
        let both = self.rows.iter().filter(|row| row.len() > 1).count();
        let mut columns = Columns::default();
        for row in &self.rows {
            // A gap inside a block is a blank to fill in: `Số:      /KH-UBND`.
            let (left, right): (Row, Row) =
                row.iter().cloned().partition(|strip| self.is_left(strip));
            columns.left.extend(whole(left));
            columns.right.extend(whole(right));
        }
        let list = both >= 3 && both * 4 >= self.rows.len() * 3;
        if list && !columns.is_letterhead() && !columns.is_signature() {
            return self.rows.into_iter().filter_map(whole).map(Piece::Line).collect();
        }
        vec![Piece::Columns(columns)]
    }
}
