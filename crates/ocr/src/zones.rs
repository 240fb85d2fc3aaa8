//! The parts of a page that are recognised apart: what stands between tables, and the columns of each table.
//!
//! Read across a table, lines of neighbouring cells that do not stand level run into each other, and a number
//! alone in its cell is taken for a speck. Cut along its rules, a table is a few narrow columns of plain text.
//! Cells that stand exactly one below the other are left together, since a line among others is read better
//! than a line alone.

use crate::picture::{Area, Gray};
use crate::rules::Stroke;

/// A rule must cross this share of a part to cut it in two.
const ACROSS: f32 = 0.85;
/// Rules nearer than this to a part's edge are its edge, in points.
const EDGE: f32 = 3.0;
/// Rules this near to each other meet, in points.
const MEET: f32 = 2.5;
/// More parts than this are a drawing.
const MOST: usize = 3_000;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) area: Area,
    /// Whether it is a column of cells.
    pub(crate) cells: bool,
}

/// The parts of a page that show ink, from top to bottom.
pub(crate) fn zones(page: &Gray, strokes: &[Stroke], scale: f32) -> Vec<Zone> {
    let mut found = Vec::new();
    let mut top = 0;
    for table in tables(strokes, scale) {
        // The strip is as wide as the page: nothing beside the table is lost.
        let strip = Area { x0: 0, x1: page.width, ..table };
        if table.y0 > top {
            let area = Area { x0: 0, y0: top, x1: page.width, y1: table.y0 };
            found.push(Zone { area, cells: false });
        }
        let mut leaves = Vec::new();
        cut(strip, strokes, scale, 0, &mut leaves);
        found.extend(columns(leaves, scale).into_iter().map(|area| Zone { area, cells: true }));
        top = top.max(table.y1);
    }
    let area = Area { x0: 0, y0: top, x1: page.width, y1: page.height };
    found.push(Zone { area, cells: false });
    found.retain(|zone| shows_ink(page, zone.area));
    found
}

/// The boxes of sets of rules that meet, two of them upright at least; boxes side by side are one.
fn tables(strokes: &[Stroke], scale: f32) -> Vec<Area> {
    let meet = (MEET * scale) as usize;
    let touches = |a: Area, b: Area| {
        a.x0 <= b.x1 + meet && b.x0 <= a.x1 + meet && a.y0 <= b.y1 + meet && b.y0 <= a.y1 + meet
    };
    let mut sets: Vec<(Area, Vec<&Stroke>)> = Vec::new();
    for stroke in strokes {
        let mut own = (stroke.area, vec![stroke]);
        let mut rest = Vec::with_capacity(sets.len());
        for set in sets {
            let meets = touches(set.0, stroke.area)
                && set.1.iter().any(|other| touches(other.area, stroke.area));
            if meets {
                own.0 = own.0.cover(set.0);
                own.1.extend(set.1);
            } else {
                rest.push(set);
            }
        }
        rest.push(own);
        sets = rest;
        if sets.len() > MOST {
            return Vec::new();
        }
    }
    let upright = |set: &(Area, Vec<&Stroke>)| set.1.iter().filter(|s| !s.horizontal).count() >= 2;
    let mut boxes: Vec<Area> = sets.iter().filter(|set| upright(set)).map(|set| set.0).collect();
    boxes.sort_by_key(|area| area.y0);
    let mut out: Vec<Area> = Vec::new();
    for area in boxes {
        match out.last_mut() {
            Some(last) if area.y0 < last.y1 => *last = last.cover(area),
            _ => out.push(area),
        }
    }
    out
}

/// Cuts `area` at every rule that crosses it, along first, then down, and so on.
fn cut(area: Area, strokes: &[Stroke], scale: f32, depth: usize, out: &mut Vec<Area>) {
    let across = crossing(area, strokes, scale, true);
    let pieces = if across.is_empty() {
        let down = crossing(area, strokes, scale, false);
        split(area.x0, area.x1, &down, |x0, x1| Area { x0, x1, ..area })
    } else {
        split(area.y0, area.y1, &across, |y0, y1| Area { y0, y1, ..area })
    };
    // Without a rule to cut it, or deeper than cells are ever nested, a part is a cell.
    if pieces.len() < 2 || depth > 12 || out.len() > MOST {
        out.push(area);
        return;
    }
    for piece in pieces {
        cut(piece, strokes, scale, depth + 1, out);
    }
}

/// Where rules cross `area` from side to side, or nearly: their middles.
fn crossing(area: Area, strokes: &[Stroke], scale: f32, horizontal: bool) -> Vec<usize> {
    let edge = (EDGE * scale) as usize;
    let mut at: Vec<(usize, usize)> = strokes
        .iter()
        .filter(|stroke| stroke.horizontal == horizontal)
        .filter_map(|stroke| {
            let (own, whole) =
                if horizontal { (stroke.area, area) } else { (flip(stroke.area), flip(area)) };
            let middle = usize::midpoint(own.y0, own.y1);
            let inside = middle > whole.y0 + edge && middle + edge < whole.y1;
            let covered = own.x1.min(whole.x1).saturating_sub(own.x0.max(whole.x0));
            (inside && covered > 0).then_some((middle, covered))
        })
        .collect();
    at.sort_unstable();
    let length = if horizontal { area.width() } else { area.height() } as f32;
    let mut out = Vec::new();
    let mut start = 0;
    while let Some((first, _)) = at.get(start) {
        // Pieces of one rule count together.
        let same = at.iter().skip(start).take_while(|(place, _)| place - first <= edge);
        let (count, covered) = same.fold((0, 0), |(count, sum), (_, long)| (count + 1, sum + long));
        if covered as f32 >= ACROSS * length {
            out.push(*first);
        }
        start += count;
    }
    out
}

fn flip(area: Area) -> Area {
    Area { x0: area.y0, y0: area.x0, x1: area.y1, y1: area.x1 }
}

fn split(from: usize, to: usize, at: &[usize], piece: impl Fn(usize, usize) -> Area) -> Vec<Area> {
    let starts = std::iter::once(from).chain(at.iter().copied());
    let ends = at.iter().copied().chain(std::iter::once(to));
    starts.zip(ends).map(|(from, to)| piece(from, to)).collect()
}

/// Cells with the same sides, one right below the other, put together.
fn columns(cells: Vec<Area>, scale: f32) -> Vec<Area> {
    let near = |a: usize, b: usize| a.abs_diff(b) as f32 <= EDGE * scale;
    let mut out: Vec<Area> = Vec::new();
    for cell in cells {
        let above = |area: &&mut Area| {
            near(area.y1, cell.y0) && near(area.x0, cell.x0) && near(area.x1, cell.x1)
        };
        match out.iter_mut().rev().take(200).find(above) {
            Some(area) => *area = area.cover(cell),
            None => out.push(cell),
        }
    }
    out
}

/// Whether there is more in `area` than a few specks.
fn shows_ink(page: &Gray, area: Area) -> bool {
    let ink: usize = (area.y0..area.y1)
        .map(|y| page.stretch(y, area.x0, area.x1).iter().filter(|value| **value < 128).count())
        .sum();
    ink >= 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(x0: usize, y0: usize, x1: usize, y1: usize) -> Stroke {
        Stroke { area: Area { x0, y0, x1, y1 }, horizontal: x1 - x0 > y1 - y0 }
    }

    /// A table of three columns and three rows; the middle row is one cell.
    fn strokes() -> Vec<Stroke> {
        let mut out: Vec<Stroke> = [100, 200, 240, 340].map(|y| stroke(50, y, 452, y + 2)).into();
        for (y0, y1) in [(100, 202), (240, 342)] {
            out.extend([50, 150, 300, 450].map(|x| stroke(x, y0, x + 2, y1)));
        }
        out.extend([50, 450].map(|x| stroke(x, 200, x + 2, 242)));
        out
    }

    fn full() -> Gray {
        Gray::new(500, 500, vec![0; 250_000])
    }

    #[test]
    fn a_table_is_cut_into_its_columns_and_the_text_around_it_stays() {
        let zones = zones(&full(), &strokes(), 2.0);
        let text: Vec<Area> =
            zones.iter().filter(|zone| !zone.cells).map(|zone| zone.area).collect();
        assert_eq!(text[0], Area { x0: 0, y0: 0, x1: 500, y1: 100 });
        assert_eq!(text[1], Area { x0: 0, y0: 342, x1: 500, y1: 500 });
        let cells: Vec<Area> =
            zones.iter().filter(|zone| zone.cells).map(|zone| zone.area).collect();
        let wide = cells.iter().filter(|area| area.width() > 350 && area.height() < 60).count();
        let tall = cells.iter().filter(|area| (90..=160).contains(&area.width())).count();
        assert_eq!((wide, tall), (1, 6), "{cells:?}");
    }

    #[test]
    fn cells_one_below_the_other_are_one_column() {
        let mut rules: Vec<Stroke> =
            (0..5).map(|row| stroke(50, 100 + 40 * row, 450, 102 + 40 * row)).collect();
        rules.extend([50, 90, 448].map(|x| stroke(x, 100, x + 2, 262)));
        let zones = zones(&full(), &rules, 2.0);
        let cells: Vec<Area> =
            zones.iter().filter(|zone| zone.cells).map(|zone| zone.area).collect();
        // The margins at both sides of the table, and two columns.
        assert_eq!(cells.len(), 4, "{cells:?}");
        assert!(cells.iter().all(|area| area.height() >= 158));
    }

    #[test]
    fn parts_without_ink_and_lone_rules_make_no_zones() {
        let mut page = Gray::white(500, 500);
        page.row_mut(20)[30..90].fill(0);
        let found = zones(&page, &strokes(), 2.0);
        assert_eq!(found.len(), 1);
        let underline = zones(&page, &[stroke(100, 25, 200, 27)], 2.0);
        assert_eq!(underline[0].area, Area { x0: 0, y0: 0, x1: 500, y1: 500 });
    }
}
