//! Where the text of a page begins and ends, and how far its lines stand apart.

use super::words::{Row, Strip};

/// A page's type area, as its lines show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Margins {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Distance of base lines inside a paragraph.
    pub(crate) leading: f32,
    /// Where first lines of paragraphs begin, if most begin at one place.
    pub(crate) indent: Option<f32>,
}

/// How many points off a margin still are on it.
const ON: f32 = 3.0;

/// Pages with fewer long lines than this take their margins from the document's other pages.
const ENOUGH: usize = 6;

/// The margins of each page; `pages` gives the rows and the width of each.
pub(crate) fn of_pages<'a>(pages: impl Iterator<Item = (&'a [Row], f32)>) -> Vec<Margins> {
    let found: Vec<(Margins, f32, usize)> = pages
        .map(|(rows, width)| {
            let (margins, lines) = Margins::of(rows, width);
            (margins, width, lines)
        })
        .collect();
    let usual = |width: f32| -> Option<(f32, f32)> {
        let same = |(_, other, lines): &&(Margins, f32, usize)| {
            *lines >= ENOUGH && (other - width).abs() < 2.0
        };
        let middle = |mut values: Vec<f32>| {
            values.sort_by(f32::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let lefts = found.iter().filter(same).map(|(margins, ..)| margins.left).collect();
        let rights = found.iter().filter(same).map(|(margins, ..)| margins.right).collect();
        middle(lefts).zip(middle(rights))
    };
    let mut out = Vec::with_capacity(found.len());
    for (margins, width, lines) in &found {
        let mut margins = *margins;
        if *lines < ENOUGH
            && let Some((left, right)) = usual(*width)
        {
            (margins.left, margins.right) = (left, right);
        }
        out.push(margins);
    }
    out
}

impl Margins {
    /// The margins of a page of `width` points, and on how many long lines they rest.
    fn of(rows: &[Row], width: f32) -> (Margins, usize) {
        let lines: Vec<&Strip> =
            rows.iter().filter(|row| row.len() == 1).filter_map(|row| row.first()).collect();
        let long: Vec<&&Strip> =
            lines.iter().filter(|line| line.bbox.width() > 0.4 * width).collect();
        let lefts: Vec<f32> = long.iter().map(|line| line.bbox.x0).collect();
        let rights: Vec<f32> = long.iter().map(|line| -line.bbox.x1).collect();
        let left = outermost(lefts).unwrap_or(0.12 * width);
        let right = outermost(rights).map_or(0.92 * width, |x| -x);
        let indented = lines.iter().map(|line| line.bbox.x0).filter(|x| *x > left + 6.0);
        let indent = most_common(indented.filter(|x| *x < left + 0.25 * width).collect());
        (Margins { left, right, leading: leading(&lines), indent }, long.len())
    }

    /// Whether a line stands in the middle, with room at both sides.
    pub(crate) fn centres(&self, strip: &Strip) -> bool {
        let (before, after) = (strip.bbox.x0 - self.left, self.right - strip.bbox.x1);
        let at_indent = self.indent.is_some_and(|x| (strip.bbox.x0 - x).abs() < 1.5);
        before > 12.0 && (before - after).abs() < 6.0 && !(at_indent && before < 60.0)
    }

    /// Whether `next`'s first word would not have fitted at the end of `line`.
    pub(crate) fn fills(&self, line: &Strip, next: &Strip) -> bool {
        let word = next.words.first().map_or(0.0, |word| word.bbox.width());
        let slack = if line.recognised { 12.0 } else { 1.0 };
        line.bbox.x1 + 0.22 * line.size + word > self.right - slack
    }

    /// The same for a line set in the middle, of the page or of a part of it.
    pub(crate) fn fills_centred(&self, line: &Strip, next: &Strip) -> bool {
        let word = next.words.first().map_or(0.0, |word| word.bbox.width());
        let (middle, _) = line.bbox.centre();
        let room = 2.0 * (middle - self.left).min(self.right - middle);
        line.bbox.width() + 0.22 * line.size + word > room - 1.0
    }
}

/// The smallest value that at least two share, or the smallest.
fn outermost(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let shared = values.windows(2).find(|pair| pair[1] - pair[0] <= ON).map(|pair| pair[0]);
    shared.or(values.first().copied())
}

/// The value that most share, where at least three do.
fn most_common(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let mut best: Option<(usize, f32)> = None;
    let mut start = 0;
    for end in 0..values.len() {
        while values[end] - values[start] > ON {
            start += 1;
        }
        let count = end + 1 - start;
        if count >= 3 && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, values[start]));
        }
    }
    best.map(|(_, value)| value)
}

fn leading(lines: &[&Strip]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| (pair[0].size - pair[1].size).abs() < 0.5)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .zip(lines)
        .filter(|(step, line)| (0.8..2.2).contains(&(step / line.size.max(1.0))))
        .map(|(step, _)| step)
        .collect();
    steps.sort_by(f32::total_cmp);
    // The lower third: between paragraphs lines stand further apart, never closer.
    steps.get(steps.len() / 3).copied().unwrap_or(18.0)
}
