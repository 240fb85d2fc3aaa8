//! Ruling lines to grids: which rules make one table, where its rows and columns are, which cells are merged.

use std::collections::BTreeMap;

use vanban_document::{BBox, Rule};

/// Rules whose distance across is within this are one; word processors draw a cell's border twice.
const SAME: f32 = 1.6;
/// A break of this length along a rule is none.
const BREAK: f32 = 3.0;
/// How far a rule may end before one that it meets.
const REACH: f32 = 2.5;
/// Rows and columns thinner than this are double lines.
const THIN: f32 = 3.5;
/// Outer edges that are not drawn: how far the other rules must stick out.
const OPEN: f32 = 6.0;

/// A page with more rules than this is a drawing or a hatching; comparing them all would take too long.
const MOST_RULES: usize = 10_000;
/// A grid with more places than this is no table that someone typed.
const MOST_PLACES: usize = 20_000;

/// A table's grid on one page.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Column edges, left to right.
    pub(crate) xs: Vec<f32>,
    /// Row edges, top to bottom.
    pub(crate) ys: Vec<f32>,
    /// Cells in reading order.
    pub(crate) cells: Vec<GridCell>,
    /// For each place of the grid, row by row, the cell that covers it.
    owner: Vec<usize>,
    /// Whether the last row has no rule below it: it goes on over the page break.
    pub(crate) open_below: bool,
}

/// A cell of a [`Grid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GridCell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) row_span: usize,
    pub(crate) column_span: usize,
}

impl Grid {
    /// The grid's outer box.
    pub(crate) fn bbox(&self) -> BBox {
        let ends = |edges: &[f32]| {
            (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0))
        };
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        BBox { x0, y0, x1, y1 }
    }

    /// The cell at a point of the page.
    pub(crate) fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = band(&self.xs, x)?;
        let row = band(&self.ys, y)?;
        self.owner.get(row * (self.xs.len() - 1) + column).copied()
    }
}

/// Which interval between ascending `edges` holds `value`.
fn band(edges: &[f32], value: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= value);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The grids that a page's rules draw, top to bottom.
pub(crate) fn find(rules: &[Rule]) -> Vec<Grid> {
    let horizontals = merged(rules.iter().filter(|rule| rule.horizontal).map(Piece::across));
    let verticals = merged(rules.iter().filter(|rule| !rule.horizontal).map(Piece::down));
    if horizontals.len().max(verticals.len()) > MOST_RULES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = components(&horizontals, &verticals)
        .into_values()
        .filter_map(|(across, down)| grid(&across, &down))
        .collect();
    grids.sort_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0));
    within_none(grids)
}

/// A box drawn inside a cell belongs to the cell.
fn within_none(grids: Vec<Grid>) -> Vec<Grid> {
    let boxes: Vec<BBox> = grids.iter().map(Grid::bbox).collect();
    let inside = |a: BBox, b: BBox| {
        a.x0 >= b.x0 - 1.0 && a.y0 >= b.y0 - 1.0 && a.x1 <= b.x1 + 1.0 && a.y1 <= b.y1 + 1.0
    };
    let mut i = 0;
    let mut kept = grids;
    kept.retain(|grid| {
        let own = grid.bbox();
        let nested = boxes
            .iter()
            .enumerate()
            .any(|(j, other)| j != i && inside(own, *other) && !inside(*other, own));
        i += 1;
        !nested
    });
    kept
}

/// A rule seen along its own direction: where it lies (`at`) and from where to where it runs.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: f32,
    from: f32,
    to: f32,
}

impl Piece {
    fn across(rule: &Rule) -> Self {
        Self { at: rule.bbox.centre().1, from: rule.bbox.x0, to: rule.bbox.x1 }
    }

    fn down(rule: &Rule) -> Self {
        Self { at: rule.bbox.centre().0, from: rule.bbox.y0, to: rule.bbox.y1 }
    }
}

/// Collinear pieces joined to whole rules, ordered by where they lie.
fn merged(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = pieces.collect();
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Piece> = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let first = pieces[start].at;
        let end = start + pieces[start..].partition_point(|piece| piece.at - first <= SAME);
        let group = &mut pieces[start..end];
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Piece> = None;
        for piece in group.iter() {
            match &mut open {
                Some(rule) if piece.from <= rule.to + BREAK => rule.to = rule.to.max(piece.to),
                _ => out.extend(open.replace(*piece)),
            }
        }
        out.extend(open);
        start = end;
    }
    out.retain(|rule| rule.to - rule.from > THIN);
    out.sort_by(|a, b| a.at.total_cmp(&b.at));
    out
}

type Component = (Vec<Piece>, Vec<Piece>);

/// Sets of rules that cross or meet.
fn components(across: &[Piece], down: &[Piece]) -> BTreeMap<usize, Component> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, h) in across.iter().enumerate() {
        let from = down.partition_point(|rule| rule.at < h.from - REACH);
        for (j, v) in down.iter().enumerate().skip(from) {
            if v.at > h.to + REACH {
                break;
            }
            if v.from - REACH <= h.at && h.at <= v.to + REACH {
                union(&mut parent, i, across.len() + j);
            }
        }
    }
    let mut found: BTreeMap<usize, Component> = BTreeMap::new();
    for (i, rule) in across.iter().enumerate() {
        found.entry(root(&mut parent, i)).or_default().0.push(*rule);
    }
    for (j, rule) in down.iter().enumerate() {
        found.entry(root(&mut parent, across.len() + j)).or_default().1.push(*rule);
    }
    found
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    while parent[of] != of {
        parent[of] = parent[parent[of]];
        of = parent[of];
    }
    of
}

fn union(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// The grid of one set of rules; none for a frame, an underline or a lone cross.
fn grid(across: &[Piece], down: &[Piece]) -> Option<Grid> {
    if down.len() < 2 || across.is_empty() {
        return None;
    }
    let mut xs = edges(down);
    let mut ys = edges(across);
    let reach = |pieces: &[Piece]| {
        let from = pieces.iter().map(|piece| piece.from).fold(f32::INFINITY, f32::min);
        (from, pieces.iter().map(|piece| piece.to).fold(f32::NEG_INFINITY, f32::max))
    };
    // Tables without a frame at their sides, and those whose verticals run on to the page break.
    open_ends(&mut xs, reach(across));
    let open_below = open_ends(&mut ys, reach(down));
    // A column of boxes is a list in a frame, two boxes side by side are a drawing's.
    if ys.len() < 2 || xs.len() < 3 || xs.len() + ys.len() < 6 || xs.len() * ys.len() > MOST_PLACES
    {
        return None;
    }
    let (cells, owner) = cells(&xs, &ys, across, down);
    Some(Grid { xs, ys, cells, owner, open_below })
}

/// Adds an edge where rules of the other direction stick out; says whether one was added at the end.
fn open_ends(edges: &mut Vec<f32>, (from, to): (f32, f32)) -> bool {
    if edges.first().is_some_and(|first| *first - from > OPEN) {
        edges.insert(0, from);
    }
    let open = edges.last().is_some_and(|last| to - *last > OPEN);
    if open {
        edges.push(to);
    }
    open
}

/// The places of rules, those too near each other taken for one.
fn edges(rules: &[Piece]) -> Vec<f32> {
    let mut sorted: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    sorted.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in sorted {
        if out.last().is_none_or(|last| at - *last > THIN) {
            out.push(at);
        }
    }
    out
}

/// Cells: places of the grid joined where less than half of the edge between them is drawn.
fn cells(xs: &[f32], ys: &[f32], across: &[Piece], down: &[Piece]) -> (Vec<GridCell>, Vec<usize>) {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut parent: Vec<usize> = (0..columns * rows).collect();
    let rules_at = |rules: &[Piece], at: f32| -> Vec<Piece> {
        rules.iter().filter(|rule| (rule.at - at).abs() <= THIN).copied().collect()
    };
    for (column, x) in xs.iter().enumerate().take(columns).skip(1) {
        let rules = rules_at(down, *x);
        for row in 0..rows {
            if !drawn(&rules, ys[row], ys[row + 1]) {
                union(&mut parent, row * columns + column - 1, row * columns + column);
            }
        }
    }
    for (row, y) in ys.iter().enumerate().take(rows).skip(1) {
        let rules = rules_at(across, *y);
        for column in 0..columns {
            if !drawn(&rules, xs[column], xs[column + 1]) {
                union(&mut parent, (row - 1) * columns + column, row * columns + column);
            }
        }
    }
    let mut found: BTreeMap<usize, (usize, usize, usize, usize)> = BTreeMap::new();
    for place in 0..columns * rows {
        let (row, column) = (place / columns, place % columns);
        let cell = found.entry(root(&mut parent, place)).or_insert((row, column, row, column));
        *cell = (cell.0.min(row), cell.1.min(column), cell.2.max(row), cell.3.max(column));
    }
    let order: BTreeMap<usize, usize> = found.keys().copied().zip(0..).collect();
    let owner = (0..columns * rows).map(|place| order[&root(&mut parent, place)]).collect();
    let cells = found.into_values().map(|(row, column, last_row, last_column)| GridCell {
        row,
        column,
        row_span: last_row - row + 1,
        column_span: last_column - column + 1,
    });
    (cells.collect(), owner)
}

/// Whether at least half of the stretch is covered by rules.
fn drawn(rules: &[Piece], from: f32, to: f32) -> bool {
    let covered: f32 =
        rules.iter().map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum();
    covered * 2.0 >= to - from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(x0: f32, y0: f32, x1: f32, y1: f32) -> Rule {
        Rule { bbox: BBox { x0, y0, x1, y1 }, horizontal: x1 - x0 > y1 - y0 }
    }

    /// Rules of a table with 3 columns at x = 0, 50, 100, 150 and 2 rows at y = 0, 20, 40, each cell drawn apart.
    fn boxes() -> Vec<Rule> {
        let mut rules = Vec::new();
        for (column, row) in (0..3).flat_map(|column| (0..2).map(move |row| (column, row))) {
            let (x, y) = (column as f32 * 50.0, row as f32 * 20.0);
            rules.push(rule(x, y, x + 50.0, y + 0.5));
            rules.push(rule(x, y + 20.0, x + 50.0, y + 20.5));
            rules.push(rule(x, y, x + 0.5, y + 20.0));
            rules.push(rule(x + 50.0, y, x + 50.5, y + 20.0));
        }
        rules
    }

    #[test]
    fn boxes_side_by_side_are_one_grid() {
        let grids = find(&boxes());
        assert_eq!(grids.len(), 1);
        assert_eq!((grids[0].xs.len(), grids[0].ys.len(), grids[0].cells.len()), (4, 3, 6));
        assert_eq!(grids[0].cell_at(75.0, 30.0), Some(4));
        assert_eq!(grids[0].cell_at(200.0, 30.0), None);
    }

    #[test]
    fn an_edge_that_is_not_drawn_merges_its_cells() {
        let second_row_open = |rule: &Rule| {
            rule.horizontal || rule.bbox.y0 < 10.0 || rule.bbox.x0 < 1.0 || rule.bbox.x0 > 140.0
        };
        let rules: Vec<Rule> = boxes().into_iter().filter(second_row_open).collect();
        let cells = &find(&rules)[0].cells;
        assert_eq!(cells.len(), 4);
        assert_eq!(cells[3], GridCell { row: 1, column: 0, row_span: 1, column_span: 3 });
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        let frame = [
            rule(0.0, 0.0, 100.0, 0.5),
            rule(0.0, 50.0, 100.0, 50.5),
            rule(0.0, 0.0, 0.5, 50.0),
            rule(100.0, 0.0, 100.5, 50.0),
            rule(20.0, 80.0, 60.0, 80.5),
        ];
        assert!(find(&frame).is_empty());
    }

    #[test]
    fn columns_that_run_on_to_the_page_break_have_a_last_row() {
        let mut rules = vec![rule(0.0, 0.0, 100.0, 0.5), rule(0.0, 20.0, 100.0, 20.5)];
        rules.extend([0.0, 40.0, 100.0].map(|x| rule(x, 0.0, x + 0.5, 60.0)));
        let grid = &find(&rules)[0];
        assert_eq!(grid.ys.len(), 3);
        assert!(grid.open_below);
    }
}
