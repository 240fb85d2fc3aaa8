//! Which way up a page lies, and how far it leans.
//!
//! Both are seen in profiles: along the lines of a page that stands right, rows of ink and rows of paper follow
//! each other sharply. Profiles are taken of the lower edges of ink (base lines are the sharpest thing on a
//! page) in a few upright strips, so that columns of a table need not share their lines.

use crate::picture::{Gray, rotated};

/// Pages lean up to this many degrees; more is no accident of a feeder.
const MOST: f32 = 10.0;
/// Ink is darker than this on evened paper.
const INK: u8 = 160;
/// Upright strips with a profile of their own.
const STRIPS: usize = 5;
/// Fewer edges than this tell nothing.
const FEWEST: usize = 150;
/// The best angle's profile is this many times as sharp as the usual angle's, where there are lines at all.
const CLEAR: f32 = 1.25;

/// How a page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Lie {
    /// Quarter turns clockwise that set it upright.
    pub(crate) quarter_turns: u8,
    /// Degrees by which it is to be turned clockwise after that: positive where its lines rise to the right.
    pub(crate) skew: f32,
}

/// How the page lies that `small` shows at about 72 pixels to the inch, and `middle` at twice as many.
pub(crate) fn lie(small: &Gray, middle: &Gray) -> Lie {
    let across = Edges::below(small);
    let turned = small.turned(1);
    let down = Edges::below(&turned);
    let (upright, sideways) = (across.best(), down.best());
    if upright.clarity.max(sideways.clarity) < CLEAR {
        return Lie::default();
    }
    let (quarters, best) =
        if sideways.clarity > 1.15 * upright.clarity { (1, sideways) } else { (0, upright) };
    let turned = middle.turned(quarters);
    let skew = Edges::below(&turned).refined(best.degrees);
    let quarter_turns =
        if stands_on_its_head(&rotated(&turned, -skew)) { quarters + 2 } else { quarters };
    Lie { quarter_turns, skew }
}

/// An angle and how sharp the profile is at it.
#[derive(Clone, Copy, Debug)]
struct Angle {
    degrees: f32,
    clarity: f32,
}

/// Lower edges of ink: where ink ends and paper begins below.
struct Edges {
    points: Vec<(f32, f32)>,
    width: f32,
    height: f32,
}

impl Edges {
    fn below(picture: &Gray) -> Self {
        let mut points = Vec::new();
        for y in 1..picture.height.saturating_sub(1) {
            let pairs = picture.row(y).iter().zip(picture.row(y + 1));
            for (x, (here, below)) in pairs.enumerate() {
                if *here < INK && *below >= INK {
                    points.push((x as f32, y as f32));
                }
            }
        }
        Self { points, width: picture.width as f32, height: picture.height as f32 }
    }

    fn best(&self) -> Angle {
        if self.points.len() < FEWEST {
            return Angle { degrees: 0.0, clarity: 0.0 };
        }
        let mut bins = Vec::new();
        let scores: Vec<(f32, f32)> = steps(0.0, MOST, 0.25)
            .map(|angle| (angle, self.sharpness(angle, STRIPS, &mut bins)))
            .collect();
        let mean = scores.iter().map(|(_, score)| score).sum::<f32>() / scores.len() as f32;
        let (degrees, best) = sharpest(&scores);
        Angle { degrees, clarity: best / mean.max(1.0) }
    }

    /// The best angle near `degrees`, to a few hundredths. Only the whole width tells those.
    fn refined(&self, degrees: f32) -> f32 {
        let mut bins = Vec::new();
        let mut angle = degrees;
        for (reach, step) in [(0.3, 0.05), (0.08, 0.01)] {
            let around = steps(angle, reach, step);
            let scores: Vec<(f32, f32)> =
                around.map(|angle| (angle, self.sharpness(angle, 1, &mut bins))).collect();
            angle = sharpest(&scores).0;
        }
        angle
    }

    /// The sum of squares of the profile across lines that lean by `degrees`.
    fn sharpness(&self, degrees: f32, strips: usize, bins: &mut Vec<u32>) -> f32 {
        let slope = degrees.to_radians().tan();
        let spare = self.width * MOST.to_radians().tan() * 1.1;
        let down = (self.height + 2.0 * spare) as usize + 2;
        bins.clear();
        bins.resize(down * strips, 0);
        let strip = strips as f32 / self.width.max(1.0);
        for (x, y) in &self.points {
            let at = (y + x * slope + spare) as usize + (x * strip) as usize * down;
            if let Some(bin) = bins.get_mut(at) {
                *bin += 1;
            }
        }
        bins.iter().map(|count| (count * count) as f32).sum()
    }
}

/// Angles about `middle`, up to `reach` at both sides.
fn steps(middle: f32, reach: f32, step: f32) -> impl Iterator<Item = f32> {
    (0..=(2.0 * reach / step).round() as usize).map(move |i| middle - reach + i as f32 * step)
}

/// The angle of the best score; in the middle of its neighbours that are as good, for want of finer steps.
fn sharpest(scores: &[(f32, f32)]) -> (f32, f32) {
    let best = scores.iter().map(|(_, score)| *score).fold(f32::NEG_INFINITY, f32::max);
    let good: Vec<f32> = scores
        .iter()
        .filter(|(_, score)| *score >= 0.997 * best)
        .map(|(angle, _)| *angle)
        .collect();
    let middle = good.first().zip(good.last()).map_or(0.0, |(a, b)| f32::midpoint(*a, *b));
    (middle, best)
}

/// Latin letters reach above their line more than below it, and Vietnamese ones most of all: `ắ`, `Ế`.
fn stands_on_its_head(picture: &Gray) -> bool {
    let (mut above, mut below) = (0.0_f32, 0.0_f32);
    let strip = picture.width.div_ceil(STRIPS).max(1);
    for x in (0..picture.width).step_by(strip) {
        let counts: Vec<f32> =
            (0..picture.height).map(|y| ink_in(picture.stretch(y, x, x + strip)) as f32).collect();
        for (top, end) in cores(&counts, strip) {
            let reach = (end - top).clamp(2, 12);
            let sum = |from: usize, to: usize| {
                counts.get(from..to.min(counts.len())).unwrap_or(&[]).iter().sum::<f32>()
            };
            above += sum(top.saturating_sub(reach), top);
            below += sum(end, end + reach);
        }
    }
    below > 1.1 * above
}

/// Dark pixels of a row that belong to letters: long unbroken stretches are ruling lines.
fn ink_in(row: &[u8]) -> usize {
    const RULE: usize = 60;
    row.split(|value| *value >= INK).map(<[u8]>::len).filter(|length| *length < RULE).sum()
}

/// Where the bodies of letters are, without what sticks out above and below: rows with over half of the ink
/// that the fullest row near them has.
fn cores(counts: &[f32], strip: usize) -> Vec<(usize, usize)> {
    let least = strip as f32 * 0.04;
    let mut found = Vec::new();
    let mut y = 0;
    while y < counts.len() {
        let window = counts.get(y..(y + 24).min(counts.len())).unwrap_or(&[]);
        let peak = window.iter().copied().fold(0.0, f32::max);
        let full = |value: &f32| *value > 0.5 * peak.max(least);
        let Some(start) = window.iter().position(full) else {
            y += window.len().max(1);
            continue;
        };
        let top = y + start;
        let length =
            counts.get(top..).unwrap_or(&[]).iter().take_while(|value| full(value)).count();
        if (3..30).contains(&length) {
            found.push((top, top + length));
        }
        y = top + length.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of blocks for letters, every third of which reaches above its line and few below.
    fn page() -> Gray {
        let mut page = Gray::white(600, 800);
        let mut chance = 1_u32;
        let mut next = |below: u32| {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (chance >> 16) % below
        };
        for line in 0..30 {
            let y = 60 + line * 22;
            let end = if line % 5 == 4 { 270 } else { 530 };
            let mut x = 70;
            while x < end {
                let wide = 3 + next(5) as usize;
                let top = if next(3) == 0 { y - 5 } else { y };
                let foot = if next(13) == 0 { y + 12 } else { y + 8 };
                for y in top..foot {
                    page.row_mut(y)[x..x + wide].fill(20);
                }
                x += wide + if next(5) == 0 { 8 } else { 2 };
            }
        }
        page
    }

    fn seen(page: &Gray) -> Lie {
        lie(&page.shrunk(2), page)
    }

    #[test]
    fn a_page_that_stands_right_is_left() {
        let lie = seen(&page());
        assert_eq!(lie.quarter_turns, 0);
        assert!(lie.skew.abs() < 0.06, "{lie:?}");
    }

    #[test]
    fn a_leaning_page_is_measured() {
        for degrees in [-8.0_f32, -1.3, 0.7, 4.0] {
            let lie = seen(&rotated(&page(), degrees));
            assert_eq!(lie.quarter_turns, 0, "{degrees}");
            assert!((lie.skew - degrees).abs() < 0.1, "{degrees}: {lie:?}");
        }
    }

    #[test]
    fn quarter_turns_are_seen() {
        for quarters in 1..4 {
            let lie = seen(&page().turned(4 - quarters));
            assert_eq!(lie.quarter_turns, quarters);
        }
        assert_eq!(seen(&rotated(&page(), 3.0).turned(1)).quarter_turns, 3);
    }

    #[test]
    fn a_blank_page_lies_as_it_lies() {
        assert_eq!(seen(&Gray::white(600, 800)), Lie::default());
    }
}
