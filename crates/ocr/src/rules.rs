//! Ruling lines of a table, an underline: found in the picture, and taken out of it.
//!
//! A pixel is part of a horizontal rule where the ink through it is thin from top to bottom and goes on long
//! from left to right. Letters have such strokes too (the foot of an `L`, the bar of a `T`), but never as long,
//! and a row of them is full of stems. Vertical rules are the horizontal ones of the transposed picture.

use vanban_document::{BBox, Rule};

use crate::picture::{Area, Gray, WHITE};

/// Ink of a rule, faint ones included, is darker than this on evened paper.
const FAINT: u8 = 190;
/// Ink of letters.
const INK: u8 = 140;
/// Rules are at most this thick, in points.
const THICK: f32 = 3.0;
/// And at least this long; with no rule that they meet, twice that.
const LONG: f32 = 14.0;
/// A break of this many points is a crossing, a letter that touches, or a fault of the scan.
const BREAK: f32 = 2.2;
/// Pieces in one line this near to each other are one rule.
const APART: f32 = 7.0;
/// A rule that ends this near to another was meant to meet it.
const REACH: f32 = 5.0;
/// This share of a rule's pixels is ink.
const FULL: usize = 75;
/// A picture with more rules than this each way is a hatching.
const MOST: usize = 4_000;

/// A rule, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stroke {
    pub(crate) area: Area,
    pub(crate) horizontal: bool,
}

/// The rules of `picture` at `scale` pixels to the point.
pub(crate) fn find(picture: &Gray, scale: f32) -> Vec<Stroke> {
    let across = joined(pieces(picture, scale), scale);
    let down = joined(pieces(&picture.transposed(), scale), scale);
    if across.len().max(down.len()) > MOST {
        return Vec::new();
    }
    let stroke = |horizontal: bool| {
        move |area: Area| Stroke { area: if horizontal { area } else { flip(area) }, horizontal }
    };
    let across = across.into_iter().map(stroke(true));
    let strokes: Vec<Stroke> = across.chain(down.into_iter().map(stroke(false))).collect();
    met(&strokes, scale)
}

fn flip(area: Area) -> Area {
    Area { x0: area.y0, y0: area.x0, x1: area.y1, y1: area.x1 }
}

/// Rules in points, for layout.
pub(crate) fn in_points(strokes: &[Stroke], scale: f32) -> Vec<Rule> {
    let point = |value: usize| value as f32 / scale;
    let rule = |stroke: &Stroke| {
        let Area { x0, y0, x1, y1 } = stroke.area;
        let bbox = BBox { x0: point(x0), y0: point(y0), x1: point(x1), y1: point(y1) };
        Rule { bbox, horizontal: stroke.horizontal }
    };
    strokes.iter().map(rule).collect()
}

/// Horizontal stretches of thin ink.
fn pieces(picture: &Gray, scale: f32) -> Vec<Area> {
    let thick = ((THICK * scale).ceil() as usize).clamp(2, 120) as u8;
    let thin = thin(picture, thick);
    let (long, gap) = ((LONG * scale) as usize, (BREAK * scale).ceil() as usize);
    let mut open: Vec<Area> = Vec::new();
    let mut done: Vec<Area> = Vec::new();
    let mut smeared = vec![0_u8; picture.width];
    for y in 0..picture.height {
        // Rules lean a little even on a page set upright: a row sees its neighbours' ink too.
        smeared.fill(0);
        for row in [y.checked_sub(1), Some(y), Some(y + 1)].into_iter().flatten() {
            for (to, from) in smeared.iter_mut().zip(thin.row(row)) {
                *to |= from;
            }
        }
        let (ended, going): (Vec<Area>, Vec<Area>) =
            open.into_iter().partition(|area| area.y1 + 2 < y);
        done.extend(ended);
        open = going;
        for (x0, x1) in stretches(&smeared, long, gap) {
            let own = Area { x0, y0: y, x1, y1: y + 1 };
            let meets = |area: &&mut Area| x0 < area.x1 + gap && area.x0 < x1 + gap;
            match open.iter_mut().find(meets) {
                Some(area) => *area = area.cover(own),
                None => open.push(own),
            }
        }
    }
    done.extend(open);
    // What the smear added above and below.
    let lean = usize::from(thick) + 4;
    done.iter()
        .map(|area| Area { y0: area.y0 + 1, y1: (area.y1 - 1).max(area.y0 + 2), ..*area })
        .filter(|area| area.height() <= lean && area.width() > 3 * area.height())
        .filter(|area| area.width() >= 2 * long || stands_free(picture, *area))
        .collect()
}

/// Whether a short piece is all ink with paper along both sides. Stems of letters, one below the other on lines
/// that touch, are as long as the side of a low cell; but bowls and serifs stand beside them.
fn stands_free(picture: &Gray, area: Area) -> bool {
    let is_ink = |x: usize, y: usize| value(picture, x, y) < FAINT;
    let (above, below) = (area.y0.wrapping_sub(3), area.y1 + 2);
    let full = (area.x0..area.x1).filter(|x| (area.y0..area.y1).any(|y| is_ink(*x, y))).count();
    let free = (area.x0..area.x1).filter(|x| !is_ink(*x, above) && !is_ink(*x, below)).count();
    full * 100 >= 95 * area.width() && free * 100 >= 85 * area.width()
}

/// 1 where there is ink and it is at most `thick` pixels high, else 0.
fn thin(picture: &Gray, thick: u8) -> Gray {
    let mut up = vec![0_u8; picture.px.len()];
    let width = picture.width.max(1);
    let mut last = vec![0_u8; width];
    for (row, run) in picture.rows().zip(up.chunks_exact_mut(width)) {
        for ((value, run), last) in row.iter().zip(run).zip(&mut last) {
            *last = if *value < FAINT { last.saturating_add(1) } else { 0 };
            *run = *last;
        }
    }
    last.fill(0);
    for run in up.chunks_exact_mut(width).rev() {
        for (run, below) in run.iter_mut().zip(&mut last) {
            // The height of the whole run comes up from its lowest pixel.
            *below = if *run == 0 { 0 } else { (*below).max(*run) };
            *run = u8::from(*run > 0 && *below <= thick);
        }
    }
    Gray::new(picture.width, picture.height, up)
}

/// Where `row` is set for at least `long` pixels, but for breaks of `gap`.
fn stretches(row: &[u8], long: usize, gap: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None;
    let whole = |(from, to, count): (usize, usize, usize)| {
        (to - from >= long && count * 100 >= (to - from) * FULL).then_some((from, to))
    };
    for (x, _) in row.iter().enumerate().filter(|(_, value)| **value != 0) {
        open = match open {
            Some((from, to, count)) if x <= to + gap => Some((from, x + 1, count + 1)),
            before => {
                found.extend(before.and_then(whole));
                Some((x, x + 1, 1))
            }
        };
    }
    found.extend(open.and_then(whole));
    found
}

/// Pieces in one line made whole rules.
fn joined(mut pieces: Vec<Area>, scale: f32) -> Vec<Area> {
    let apart = (APART * scale) as usize;
    let off = (1.2 * scale).ceil() as usize;
    pieces.sort_by_key(|area| (area.x0, area.y0));
    let mut out: Vec<Area> = Vec::new();
    for piece in pieces.into_iter().take(4 * MOST) {
        let goes_on = |area: &&mut Area| {
            let near = piece.y0 <= area.y1 + off && area.y0 <= piece.y1 + off;
            near && piece.x0 <= area.x1 + apart
        };
        // The latest come last, and what goes on here ended not long ago.
        match out.iter_mut().rev().take(400).find(goes_on) {
            Some(area) => *area = area.cover(piece),
            None => out.push(piece),
        }
    }
    out
}

/// Rules carried on to those that they nearly meet; short ones that meet none are strokes of large letters.
fn met(strokes: &[Stroke], scale: f32) -> Vec<Stroke> {
    let reach = (REACH * scale) as usize;
    let mut out = Vec::with_capacity(strokes.len());
    for stroke in strokes {
        let mut own = *stroke;
        let mut meets = false;
        for other in strokes.iter().filter(|other| other.horizontal != stroke.horizontal) {
            let (along, across) = if stroke.horizontal {
                (own.area, other.area)
            } else {
                (flip(own.area), flip(other.area))
            };
            let beside = across.x1 + reach >= along.x0 && along.x1 + reach >= across.x0;
            let level = across.y0 <= along.y1 + reach && along.y0 <= across.y1 + reach;
            if beside && level {
                meets = true;
                let grown =
                    Area { x0: along.x0.min(across.x0), x1: along.x1.max(across.x1), ..along };
                own.area = if stroke.horizontal { grown } else { flip(grown) };
            }
        }
        let length = stroke.area.width().max(stroke.area.height()) as f32;
        if meets || length >= 2.0 * LONG * scale {
            out.push(own);
        }
    }
    out
}

/// Takes rules out of the picture; ink that sticks out above and below one is a letter's and stays.
pub(crate) fn erase(picture: &mut Gray, strokes: &[Stroke]) {
    for stroke in strokes {
        let Area { x0, y0, x1, y1 } = grown(stroke.area, stroke.horizontal, picture);
        let (from, to) = if stroke.horizontal { (x0, x1) } else { (y0, y1) };
        for at in from..to {
            let (before, after) = if stroke.horizontal {
                (value(picture, at, y0.wrapping_sub(1)), value(picture, at, y1))
            } else {
                (value(picture, x0.wrapping_sub(1), at), value(picture, x1, at))
            };
            if before.min(after) >= INK {
                let place = if stroke.horizontal {
                    Area { x0: at, y0, x1: at + 1, y1 }
                } else {
                    Area { x0, y0: at, x1, y1: at + 1 }
                };
                whiten(picture, place);
            }
        }
    }
    erase_crossings(picture, strokes);
}

/// Where two rules cross, each looks to the other like a letter.
fn erase_crossings(picture: &mut Gray, strokes: &[Stroke]) {
    let (across, down): (Vec<&Stroke>, Vec<&Stroke>) =
        strokes.iter().partition(|stroke| stroke.horizontal);
    for h in &across {
        let (own, high) = (grown(h.area, true, picture), h.area);
        for v in &down {
            let other = grown(v.area, false, picture);
            if other.x0 < own.x1 && own.x0 < other.x1 && other.y0 < own.y1 && own.y0 < other.y1 {
                let pad = high.height().max(2);
                let y0 = own.y0.saturating_sub(pad).max(other.y0);
                let y1 = (own.y1 + pad).min(other.y1);
                let narrow = v.area.width() + 2;
                let y = if narrow <= 12 { (y0, y1) } else { (own.y0, own.y1) };
                whiten(picture, Area { x0: other.x0, y0: y.0, x1: other.x1, y1: y.1 });
                let x0 = other.x0.saturating_sub(narrow).max(own.x0);
                let x1 = (other.x1 + narrow).min(own.x1);
                whiten(picture, Area { x0, y0: own.y0, x1, y1: own.y1 });
            }
        }
    }
}

/// The rule with its grey fringe.
fn grown(area: Area, horizontal: bool, picture: &Gray) -> Area {
    let (dx, dy) = if horizontal { (0, 1) } else { (1, 0) };
    Area {
        x0: area.x0.saturating_sub(dx),
        y0: area.y0.saturating_sub(dy),
        x1: (area.x1 + dx).min(picture.width),
        y1: (area.y1 + dy).min(picture.height),
    }
}

fn value(picture: &Gray, x: usize, y: usize) -> u8 {
    if y >= picture.height { WHITE } else { picture.row(y).get(x).copied().unwrap_or(WHITE) }
}

fn whiten(picture: &mut Gray, area: Area) {
    for y in area.y0..area.y1.min(picture.height) {
        let x1 = area.x1.min(picture.width);
        if let Some(pixels) = picture.row_mut(y).get_mut(area.x0.min(x1)..x1) {
            pixels.fill(WHITE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two columns and two rows at 2 pixels to the point, with a word in each cell.
    fn table() -> Gray {
        let mut page = Gray::white(400, 300);
        for y in [50, 120, 190] {
            for y in y..y + 2 {
                page.row_mut(y)[40..362].fill(30);
            }
        }
        for y in 50..192 {
            for x in [40, 200, 360] {
                page.row_mut(y)[x..x + 2].fill(30);
            }
        }
        for (x, y) in [(60, 70), (220, 70), (60, 140), (220, 140)] {
            for y in y..y + 16 {
                for letter in 0..6 {
                    page.row_mut(y)[x + letter * 14..x + letter * 14 + 4].fill(0);
                }
            }
        }
        page
    }

    #[test]
    fn rules_of_a_table_are_found_with_their_ends() {
        let strokes = find(&table(), 2.0);
        let (across, down): (Vec<&Stroke>, Vec<&Stroke>) =
            strokes.iter().partition(|stroke| stroke.horizontal);
        assert_eq!((across.len(), down.len()), (3, 3), "{strokes:?}");
        for stroke in &across {
            assert!(stroke.area.x0.abs_diff(40) <= 2 && stroke.area.x1.abs_diff(362) <= 2);
            assert!(stroke.area.height() <= 4, "{stroke:?}");
        }
    }

    #[test]
    fn broken_and_leaning_rules_are_whole() {
        let mut page = Gray::white(600, 100);
        for x in (20..560).filter(|x| !(200..208).contains(x) && !(400..405).contains(x)) {
            // Two pixels higher at the right end, and grey.
            page.row_mut(52 - x / 270)[x] = 150;
        }
        let strokes = find(&page, 2.0);
        assert_eq!(strokes.len(), 1, "{strokes:?}");
        assert!(strokes[0].area.x0 <= 21 && strokes[0].area.x1 >= 559);
        assert!(strokes[0].area.height() <= 4);
    }

    #[test]
    fn letters_dashes_and_bars_are_no_rules() {
        let mut page = Gray::white(400, 200);
        for x in (20..380).step_by(12) {
            // Stems on serifs that nearly touch, and a dotted line.
            for y in 20..40 {
                page.row_mut(y)[x + 4..x + 7].fill(0);
            }
            page.row_mut(39)[x..x + 11].fill(0);
            page.row_mut(80)[x..x + 4].fill(0);
        }
        for y in 120..160 {
            page.row_mut(y)[50..350].fill(0);
        }
        assert_eq!(find(&page, 2.0), vec![]);
    }

    #[test]
    fn stems_one_below_the_other_are_no_rule_and_low_cells_have_sides() {
        let mut page = Gray::white(300, 200);
        // Stems of 20 pixels on touching lines, with bowls at their right.
        for y in 40..82 {
            page.row_mut(y)[50..53].fill(0);
            if y % 20 < 12 {
                page.row_mut(y)[53..62].fill(0);
            }
        }
        // A cell as high as a line of print.
        for y in 120..152 {
            for x in [50, 250] {
                page.row_mut(y)[x..x + 2].fill(0);
            }
        }
        for y in [120, 150] {
            page.row_mut(y)[50..252].fill(0);
        }
        let upright: Vec<Area> =
            find(&page, 2.0).iter().filter(|stroke| !stroke.horizontal).map(|s| s.area).collect();
        assert_eq!(upright.len(), 2, "{upright:?}");
        assert!(upright.iter().all(|area| area.y0 >= 115));
    }

    #[test]
    fn erased_rules_leave_the_letters() {
        let mut page = table();
        // A letter that goes through the middle rule.
        for y in 110..130 {
            page.row_mut(y)[100..103].fill(0);
        }
        let strokes = find(&page, 2.0);
        erase(&mut page, &strokes);
        assert!(page.row(50).iter().all(|value| *value == WHITE));
        assert!(page.row(120)[120..190].iter().all(|value| *value == WHITE));
        assert!(page.px.chunks(400).all(|row| row[200] == WHITE));
        assert_eq!(page.row(120)[101], 0, "the letter");
        assert_eq!(page.row(75)[61], 0);
    }
}
