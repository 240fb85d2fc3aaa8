//! Paper made evenly white: shadows at the fold, yellowed or grey paper, a photograph's corners.
//!
//! Tesseract parts ink from paper by one threshold for the whole page, which a shadow defeats. Here the paper's
//! brightness is measured tile by tile and every pixel is brightened by what its paper lacks.

use crate::picture::{Gray, WHITE};

/// Side of a tile in pixels: larger than a letter, smaller than a shadow.
const TILE: usize = 48;
/// This share of a tile's pixels is darker than its paper.
const INK: usize = 70;
/// Paper is never darker than this share of the page's: a tile below is a picture or a bar.
const DARKEST: f32 = 0.55;
/// A page whose paper is nowhere darker than this is left as it is.
const EVEN: u8 = 250;

/// Brightens `picture` so that its paper is white.
pub(crate) fn even(picture: &mut Gray) {
    let (across, down) = (picture.width.div_ceil(TILE), picture.height.div_ceil(TILE));
    let paper = paper(picture, across);
    if paper.iter().all(|value| *value >= EVEN) || paper.is_empty() {
        return;
    }
    let mut sorted = paper.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(WHITE);
    let floor = (f32::from(usual) * DARKEST).max(40.0);
    let gains: Vec<f32> =
        paper.iter().map(|value| 256.0 * 255.0 / f32::from(*value).max(floor)).collect();
    let mut line = vec![0_u16; picture.width];
    let width = picture.width.max(1);
    for (y, row) in picture.px.chunks_exact_mut(width).enumerate() {
        if y % 4 == 0 {
            gains_at(&gains, (across, down), y, &mut line);
        }
        for (value, gain) in row.iter_mut().zip(&line) {
            *value = ((u32::from(*value) * u32::from(*gain)) >> 8).min(255) as u8;
        }
    }
}

/// Dust on evened paper: spots smaller than the dot of an `i` with paper all around.
pub(crate) fn dust(picture: &mut Gray) {
    const INK: u8 = 160;
    /// A spot is at most this many pixels wide and high, and has at most this many in all.
    const SIDE: usize = 3;
    const SPOT: usize = 5;
    for y in 1..picture.height.saturating_sub(SIDE + 1) {
        let mut x = 2;
        while let Some(next) = picture.stretch(y, x, picture.width).iter().position(|v| *v < INK) {
            let x0 = x + next;
            let run =
                picture.stretch(y, x0, picture.width).iter().take_while(|v| **v < INK).count();
            x = x0 + run;
            if run > SIDE || x + 2 > picture.width {
                continue;
            }
            // The spot may be a pixel wider below its first row; around that all must be paper.
            let (left, right) = (x0 - 1, x + 1);
            let count = |y: usize, from: usize, to: usize| {
                picture.stretch(y, from, to).iter().filter(|value| **value < INK).count()
            };
            let height = (1..=SIDE).find(|down| count(y + down, left - 1, right + 1) == 0);
            let Some(height) = height.filter(|_| count(y - 1, left - 1, right + 1) == 0) else {
                continue;
            };
            let all: usize = (y..y + height).map(|y| count(y, left - 1, right + 1)).sum();
            let inner: usize = (y..y + height).map(|y| count(y, left, right)).sum();
            if all == inner && all <= SPOT {
                for y in y..y + height {
                    if let Some(spot) = picture.row_mut(y).get_mut(left..right) {
                        spot.fill(WHITE);
                    }
                }
            }
        }
    }
}

/// The brightness of the paper in each tile, row by row.
fn paper(picture: &Gray, across: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut counts = vec![[0_u16; 64]; across];
    for rows in picture.px.chunks(TILE * picture.width.max(1)) {
        counts.fill([0; 64]);
        // Every other row is enough to know the paper.
        for row in rows.chunks_exact(picture.width.max(1)).step_by(2) {
            for (pixels, counts) in row.chunks(TILE).zip(&mut counts) {
                for value in pixels {
                    if let Some(count) = counts.get_mut(usize::from(*value >> 2)) {
                        *count += 1;
                    }
                }
            }
        }
        out.extend(counts.iter().map(brightness));
    }
    out
}

fn brightness(counts: &[u16; 64]) -> u8 {
    let all: usize = counts.iter().map(|count| usize::from(*count)).sum();
    let mut below = 0;
    for (level, count) in (0_u8..).zip(counts) {
        below += usize::from(*count);
        if below * 100 > all * INK {
            return (level << 2) | 3;
        }
    }
    WHITE
}

/// The gains of row `y`, interpolated between the tiles' middles.
fn gains_at(gains: &[f32], (across, down): (usize, usize), y: usize, line: &mut [u16]) {
    let (upper, lower, fy) = between(y, down);
    let column = |x: usize| {
        let of = |row: usize| gains.get(row * across + x).copied().unwrap_or(256.0);
        of(upper) * (1.0 - fy) + of(lower) * fy
    };
    let columns: Vec<f32> = (0..across).map(column).collect();
    for (x, gain) in line.iter_mut().enumerate() {
        let (left, right, fx) = between(x, across);
        let of = |x: usize| columns.get(x).copied().unwrap_or(256.0);
        *gain = (of(left) * (1.0 - fx) + of(right) * fx).min(f32::from(u16::MAX)) as u16;
    }
}

/// The two tiles whose middles lie around `at`, and how far it is from the first to the second.
fn between(at: usize, tiles: usize) -> (usize, usize, f32) {
    let place = ((at as f32 + 0.5) / TILE as f32 - 0.5).max(0.0);
    let first = (place as usize).min(tiles.saturating_sub(1));
    let second = (first + 1).min(tiles.saturating_sub(1));
    (first, second, place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shadow_is_lifted_and_ink_stays_dark() {
        let mut page = Gray::white(480, 480);
        for y in 0..480 {
            for (x, value) in page.row_mut(y).iter_mut().enumerate() {
                let paper = 250 - x / 4;
                *value = if y % 20 < 3 { (paper / 4) as u8 } else { paper as u8 };
            }
        }
        even(&mut page);
        for x in [5, 240, 470] {
            assert!(page.row(250)[x] > 240, "paper at {x}: {}", page.row(250)[x]);
            assert!(page.row(241)[x] < 90, "ink at {x}: {}", page.row(241)[x]);
        }
    }

    #[test]
    fn dust_goes_and_dots_of_letters_stay() {
        let mut page = Gray::white(60, 40);
        // A spot of three pixels, a dot of four by four, and a pixel beside a letter.
        page.row_mut(10)[10..12].fill(0);
        page.row_mut(11)[11] = 0;
        for y in 10..14 {
            page.row_mut(y)[30..34].fill(0);
        }
        for y in 20..30 {
            page.row_mut(y)[30..33].fill(0);
        }
        page.row_mut(19)[33] = 0;
        dust(&mut page);
        let dark = |from: usize, to: usize| {
            page.rows().map(|row| row[from..to].iter().filter(|v| **v < 9).count()).sum::<usize>()
        };
        assert_eq!((dark(0, 25), dark(25, 60)), (0, 16 + 30 + 1));
    }

    #[test]
    fn white_paper_is_left_as_it_is() {
        let mut page = Gray::white(100, 100);
        page.row_mut(50)[20..40].fill(7);
        let before = page.clone();
        even(&mut page);
        assert_eq!(page, before);
    }

    #[test]
    fn a_black_bar_does_not_turn_white() {
        let mut page = Gray::new(480, 480, vec![230; 480 * 480]);
        for y in 0..480 {
            page.row_mut(y)[..96].fill(10);
        }
        even(&mut page);
        assert!(page.row(200)[20] < 40);
        assert!(page.row(200)[400] > 245);
    }
}
