//! A grey picture and what is done to it as a whole: cutting, shrinking, turning.

/// Paper.
pub(crate) const WHITE: u8 = 255;

/// A picture of one byte a pixel, rows from the top; 0 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gray {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) px: Vec<u8>,
}

/// A rectangle of pixels; the right column and the lower row are outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    pub(crate) x0: usize,
    pub(crate) y0: usize,
    pub(crate) x1: usize,
    pub(crate) y1: usize,
}

impl Area {
    pub(crate) fn width(self) -> usize {
        self.x1.saturating_sub(self.x0)
    }

    pub(crate) fn height(self) -> usize {
        self.y1.saturating_sub(self.y0)
    }

    /// The area in a picture that holds this one's, cut out with a margin, at `x`, `y`.
    pub(crate) fn moved(self, x: usize, y: usize, margin: usize) -> Area {
        let along = |value: usize| (value + x).saturating_sub(margin);
        let down = |value: usize| (value + y).saturating_sub(margin);
        Area { x0: along(self.x0), y0: down(self.y0), x1: along(self.x1), y1: down(self.y1) }
    }

    pub(crate) fn cover(self, other: Area) -> Area {
        Area {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

impl Gray {
    pub(crate) fn new(width: usize, height: usize, px: Vec<u8>) -> Self {
        debug_assert_eq!(px.len(), width * height);
        Self { width, height, px }
    }

    pub(crate) fn white(width: usize, height: usize) -> Self {
        Self::new(width, height, vec![WHITE; width * height])
    }

    /// The pixels of a row; none outside the picture.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        self.px.get(y * self.width..(y + 1) * self.width).unwrap_or(&[])
    }

    pub(crate) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        self.px.get_mut(y * self.width..(y + 1) * self.width).unwrap_or(&mut [])
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.px.chunks_exact(self.width.max(1))
    }

    /// The pixels of row `y` from `x0` to `x1`, as far as they exist.
    pub(crate) fn stretch(&self, y: usize, x0: usize, x1: usize) -> &[u8] {
        let x1 = x1.min(self.width);
        self.row(y).get(x0.min(x1)..x1).unwrap_or(&[])
    }

    /// A part of the picture with a white margin of `margin` pixels.
    pub(crate) fn cut(&self, area: Area, margin: usize) -> Gray {
        let (width, height) = (area.width() + 2 * margin, area.height() + 2 * margin);
        let mut out = Gray::white(width, height);
        for y in area.y0..area.y1 {
            let from = self.stretch(y, area.x0, area.x1);
            let to = out.row_mut(y - area.y0 + margin);
            if let Some(to) = to.get_mut(margin..margin + from.len()) {
                to.copy_from_slice(from);
            }
        }
        out
    }

    /// The picture with one pixel, their mean, for each square of `factor` pixels.
    pub(crate) fn shrunk(&self, factor: usize) -> Gray {
        let factor = factor.max(1);
        let (width, height) = (self.width / factor, self.height / factor);
        let mut out = Vec::with_capacity(width * height);
        let area = (factor * factor) as u32;
        let mut sums = vec![0_u32; width];
        for y in 0..height {
            sums.fill(0);
            for row in (y * factor..(y + 1) * factor).map(|y| self.row(y)) {
                for (sum, cells) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += cells.iter().map(|value| u32::from(*value)).sum::<u32>();
                }
            }
            out.extend(sums.iter().map(|sum| (sum / area) as u8));
        }
        Gray::new(width, height, out)
    }

    /// The picture at `ratio` times its size: by area where it becomes smaller, by interpolation where larger.
    pub(crate) fn scaled(&self, ratio: f32) -> Gray {
        let size = |pixels: usize| ((pixels as f32 * ratio).round() as usize).max(1);
        let (width, height) = (size(self.width), size(self.height));
        let across: Vec<Gather> = gathers(self.width, width);
        let mut middle = Vec::with_capacity(width * self.height);
        for row in self.rows() {
            middle.extend(across.iter().map(|gather| gather.of(row)));
        }
        let middle = Gray::new(width, self.height, middle);
        let mut out = Vec::with_capacity(width * height);
        let mut sums = vec![0_u32; width];
        for gather in gathers(self.height, height) {
            sums.fill(0);
            for (weight, row) in gather.weights.iter().zip((gather.from..).map(|y| middle.row(y))) {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += weight * u32::from(*value);
                }
            }
            out.extend(sums.iter().map(|sum| ((sum + HALF) >> BITS) as u8));
        }
        Gray::new(width, height, out)
    }

    /// The picture turned clockwise by quarters.
    pub(crate) fn turned(&self, quarters: u8) -> Gray {
        match quarters % 4 {
            1 => self.transposed().mirrored(),
            2 => Gray::new(self.width, self.height, self.px.iter().rev().copied().collect()),
            3 => self.clone().mirrored().transposed(),
            _ => self.clone(),
        }
    }

    fn mirrored(mut self) -> Gray {
        let width = self.width.max(1);
        self.px.chunks_exact_mut(width).for_each(<[u8]>::reverse);
        self
    }

    /// The picture with rows for columns, block by block so that both sides stay in the cache.
    pub(crate) fn transposed(&self) -> Gray {
        const BLOCK: usize = 32;
        let mut out = vec![WHITE; self.px.len()];
        for y0 in (0..self.height).step_by(BLOCK) {
            for x0 in (0..self.width).step_by(BLOCK) {
                for x in x0..(x0 + BLOCK).min(self.width) {
                    let y1 = (y0 + BLOCK).min(self.height);
                    let to = out.get_mut(x * self.height + y0..x * self.height + y1);
                    let from = self.px.iter().skip(y0 * self.width + x).step_by(self.width);
                    for (to, from) in to.into_iter().flatten().zip(from) {
                        *to = *from;
                    }
                }
            }
        }
        Gray::new(self.height, self.width, out)
    }
}

/// Weights are in units of 1 / 2^16.
const BITS: u32 = 16;
const HALF: u32 = 1 << (BITS - 1);

/// Which pixels of the old row make one of the new, and with what weights.
struct Gather {
    from: usize,
    weights: Vec<u32>,
}

impl Gather {
    fn of(&self, row: &[u8]) -> u8 {
        let cells = row.get(self.from..).unwrap_or(&[]).iter().zip(&self.weights);
        let sum: u32 = cells.map(|(value, weight)| u32::from(*value) * weight).sum();
        ((sum + HALF) >> BITS) as u8
    }
}

/// Triangles as wide as a new pixel, and at least as an old one.
fn gathers(old: usize, new: usize) -> Vec<Gather> {
    let step = old as f32 / new as f32;
    let reach = step.max(1.0);
    let gather = |i: usize| {
        let centre = (i as f32 + 0.5) * step - 0.5;
        let from = (centre - reach).ceil().max(0.0) as usize;
        let to = ((centre + reach).floor() as usize).min(old.saturating_sub(1));
        let raw: Vec<f32> =
            (from..=to).map(|j| (1.0 - (j as f32 - centre).abs() / reach).max(0.0)).collect();
        let sum = raw.iter().sum::<f32>().max(1e-6);
        let unit = (1_u32 << BITS) as f32;
        Gather { from, weights: raw.iter().map(|weight| (weight / sum * unit) as u32).collect() }
    };
    (0..new).map(gather).collect()
}

/// The picture turned by `degrees` counter-clockwise about its centre, on a canvas of the same size.
pub(crate) fn rotated(picture: &Gray, degrees: f32) -> Gray {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let unit = f64::from(1_u32 << 16);
    let fixed = |value: f32| (f64::from(value) * unit) as i64;
    let (step_x, step_y) = (fixed(cos), fixed(sin));
    let (cx, cy) = (picture.width as f32 / 2.0, picture.height as f32 / 2.0);
    let mut out = Vec::with_capacity(picture.px.len());
    for y in 0..picture.height {
        let (dx, dy) = (0.5 - cx, y as f32 + 0.5 - cy);
        let mut from_x = fixed(cx + dx * cos - dy * sin - 0.5);
        let mut from_y = fixed(cy + dx * sin + dy * cos - 0.5);
        for _ in 0..picture.width {
            out.push(between(picture, from_x, from_y));
            from_x += step_x;
            from_y += step_y;
        }
    }
    Gray::new(picture.width, picture.height, out)
}

/// The value between four pixels, at a place in units of 1 / 2^16; paper outside the picture.
#[inline]
fn between(picture: &Gray, x: i64, y: i64) -> u8 {
    let (left, top) = (x >> 16, y >> 16);
    let inside = |value: i64, end: usize| value >= 0 && value + 1 < end as i64;
    if !inside(left, picture.width) || !inside(top, picture.height) {
        return WHITE;
    }
    let at = top as usize * picture.width + left as usize;
    let pair = |at: usize| picture.px.get(at..at + 2).and_then(|pixels| pixels.first_chunk::<2>());
    let (Some(upper), Some(lower)) = (pair(at), pair(at + picture.width)) else {
        return WHITE;
    };
    let (fx, fy) = (((x >> 8) & 255) as u32, ((y >> 8) & 255) as u32);
    let mix = |[left, right]: [u8; 2]| u32::from(left) * (256 - fx) + u32::from(right) * fx;
    ((mix(*upper) * (256 - fy) + mix(*lower) * fy + (1 << 15)) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(rows: &[&[u8]]) -> Gray {
        Gray::new(rows[0].len(), rows.len(), rows.concat())
    }

    #[test]
    fn quarter_turns_are_clockwise_and_four_of_them_are_none() {
        let start = picture(&[&[1, 2, 3], &[4, 5, 6]]);
        assert_eq!(start.turned(1), picture(&[&[4, 1], &[5, 2], &[6, 3]]));
        assert_eq!(start.turned(2), picture(&[&[6, 5, 4], &[3, 2, 1]]));
        assert_eq!(start.turned(3), picture(&[&[3, 6], &[2, 5], &[1, 4]]));
        for quarters in 0..4 {
            assert_eq!(start.turned(quarters).turned(4 - quarters), start, "{quarters}");
        }
    }

    #[test]
    fn parts_outside_the_picture_are_paper() {
        let start = picture(&[&[1, 2], &[3, 4]]);
        let cut = start.cut(Area { x0: 1, y0: 1, x1: 3, y1: 3 }, 1);
        assert_eq!((cut.width, cut.height), (4, 4));
        assert_eq!(cut.row(1), [255, 4, 255, 255]);
        assert_eq!(cut.row(0), [255; 4]);
    }

    #[test]
    fn shrinking_and_scaling_keep_an_even_grey_and_the_mean() {
        let even = Gray::new(10, 8, vec![100; 80]);
        assert_eq!(even.shrunk(2), Gray::new(5, 4, vec![100; 20]));
        for ratio in [0.4_f32, 1.0, 1.7] {
            let scaled = even.scaled(ratio);
            assert_eq!(scaled.width, (10.0 * ratio).round() as usize);
            assert!(scaled.px.iter().all(|value| (99..=100).contains(value)), "{ratio}");
        }
        assert_eq!(picture(&[&[0, 200], &[100, 100]]).shrunk(2).px, [100]);
    }

    #[test]
    fn turning_there_and_back_brings_a_block_home() {
        let mut start = Gray::white(120, 100);
        for y in 40..60 {
            start.row_mut(y)[30..90].fill(0);
        }
        let back = rotated(&rotated(&start, 5.0), -5.0);
        assert_eq!(back.row(50)[60], 0);
        assert_eq!(back.row(20)[60], WHITE);
        // Counter-clockwise: what is right of the centre goes up.
        let up = rotated(&start, 10.0);
        assert!(up.row(38)[80] < 128 && start.row(38)[80] == WHITE);
    }
}
