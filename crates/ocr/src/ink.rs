//! Colours to grey, without the red of seals and the blue of signatures.
//!
//! Seals (con dấu) are red and lie over a third of the signature (Nghị định 30/2020/NĐ-CP, điều 33), the stamp of
//! incoming mail (dấu đến) lies beside the letterhead, signatures are blue. The print under them is black: in the
//! brightest of the three channels a colour is as light as paper and black is as dark as before. Text printed in
//! colour is text: only shapes larger than letters are taken out.

use vanban_document::{BBox, Raster};

use crate::picture::{Area, Gray, WHITE};

/// Channels this far apart make a colour; print that a scanner fringes stays below.
const COLOUR: u8 = 50;
/// Inside a seal its pale edges go too.
const TINGE: u8 = 22;
/// Shapes this large both ways are no letters, in points.
const LETTER: f32 = 26.0;
/// Shapes larger than this, across and down, are no seal and no signature: pictures, coloured paragraphs.
const LARGEST: (f32, f32) = (300.0, 190.0);

/// The picture in grey, and where something coloured was taken out, in points of the picture as it came.
pub(crate) fn grey(raster: &Raster) -> (Gray, Vec<BBox>) {
    let (width, height) = (raster.width as usize, raster.height as usize);
    let mut grey: Vec<u8> = Vec::with_capacity(width * height);
    // A tile is a point wide: strokes of one letter or seal hang together, lines of text do not.
    let tile = (raster.scale.round() as usize).max(1);
    let mut coloured = Tiles::new(width, height, tile);
    for (y, row) in raster.rgb.chunks_exact(3 * width.max(1)).take(height).enumerate() {
        let tiles = coloured.row_mut(y / tile);
        for (pixels, tile) in row.chunks(3 * tile).zip(tiles) {
            let mut most = 0;
            for pixel in pixels.as_chunks::<3>().0 {
                grey.push(luma(*pixel));
                most = most.max(spread(*pixel));
            }
            *tile |= most >= COLOUR;
        }
    }
    grey.resize(width * height, WHITE);
    let mut grey = Gray::new(width, height, grey);
    let scale = raster.scale.max(0.01);
    let shapes = coloured.shapes().into_iter().filter(|area| {
        let (across, down) = (area.width() as f32 / scale, area.height() as f32 / scale);
        across.min(down) >= LETTER && across <= LARGEST.0 && down <= LARGEST.1
    });
    let point = |value: usize| value as f32 / scale;
    let in_points = |area: Area| {
        take_out(raster, &mut grey, area);
        BBox { x0: point(area.x0), y0: point(area.y0), x1: point(area.x1), y1: point(area.y1) }
    };
    let removed = merged(shapes.collect()).into_iter().map(in_points).collect();
    (grey, removed)
}

/// Shapes that overlap are one: a line of print cuts a seal in two.
fn merged(shapes: Vec<Area>) -> Vec<Area> {
    let mut out: Vec<Area> = Vec::new();
    for shape in shapes.into_iter().take(500) {
        let meets =
            |a: &Area| a.x0 < shape.x1 && shape.x0 < a.x1 && a.y0 < shape.y1 && shape.y0 < a.y1;
        match out.iter_mut().find(|area| meets(area)) {
            Some(area) => *area = area.cover(shape),
            None => out.push(shape),
        }
    }
    out
}

#[inline]
fn luma([r, g, b]: [u8; 3]) -> u8 {
    ((77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)) >> 8) as u8
}

#[inline]
fn spread([r, g, b]: [u8; 3]) -> u8 {
    r.max(g).max(b) - r.min(g).min(b)
}

/// Makes paper of what is coloured in `area`.
fn take_out(raster: &Raster, grey: &mut Gray, area: Area) {
    let width = raster.width as usize;
    for y in area.y0..area.y1.min(grey.height) {
        let from = raster.rgb.get(3 * (y * width + area.x0)..3 * (y * width + area.x1));
        let from = from.unwrap_or(&[]).as_chunks::<3>().0;
        let to = grey.row_mut(y).get_mut(area.x0..area.x1).unwrap_or(&mut []);
        for (to, pixel) in to.iter_mut().zip(from) {
            let [r, g, b] = *pixel;
            let colour = spread(*pixel);
            if colour >= TINGE {
                *to = r.max(g).max(b).saturating_add(colour);
            }
        }
    }
}

/// A grid of marks over a picture.
struct Tiles {
    across: usize,
    size: usize,
    limits: (usize, usize),
    marks: Vec<bool>,
}

impl Tiles {
    fn new(width: usize, height: usize, size: usize) -> Self {
        let (across, down) = (width.div_ceil(size), height.div_ceil(size));
        Self { across, size, limits: (width, height), marks: vec![false; across * down] }
    }

    fn row_mut(&mut self, y: usize) -> &mut [bool] {
        self.marks.get_mut(y * self.across..(y + 1) * self.across).unwrap_or(&mut [])
    }

    /// The boxes of marked tiles that touch, corners included, in pixels.
    fn shapes(mut self) -> Vec<Area> {
        let mut areas = Vec::new();
        let mut queue: Vec<usize> = Vec::new();
        for start in 0..self.marks.len() {
            if !self.clear(start) {
                continue;
            }
            queue.push(start);
            let mut area: Option<Area> = None;
            while let Some(at) = queue.pop() {
                let (x, y) = (at % self.across, at / self.across);
                let own = Area { x0: x, y0: y, x1: x + 1, y1: y + 1 };
                area = Some(area.map_or(own, |area| area.cover(own)));
                for (dx, dy) in AROUND {
                    let (x, y) = (x.wrapping_add_signed(dx), y.wrapping_add_signed(dy));
                    let next = y.wrapping_mul(self.across).wrapping_add(x);
                    if x < self.across && y < self.limits.1 && self.clear(next) {
                        queue.push(next);
                    }
                }
            }
            areas.extend(area.map(|area| self.pixels(area)));
        }
        areas
    }

    /// Clears a mark; says whether it was set.
    fn clear(&mut self, at: usize) -> bool {
        self.marks.get_mut(at).is_some_and(std::mem::take)
    }

    fn pixels(&self, area: Area) -> Area {
        // A tile more at each side, for the edges that are too pale to be marked.
        Area {
            x0: area.x0.saturating_sub(1) * self.size,
            y0: area.y0.saturating_sub(1) * self.size,
            x1: ((area.x1 + 1) * self.size).min(self.limits.0),
            y1: ((area.y1 + 1) * self.size).min(self.limits.1),
        }
    }
}

const AROUND: [(isize, isize); 8] =
    [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];

#[cfg(test)]
mod tests {
    use super::*;

    const RED: [u8; 3] = [205, 40, 45];

    fn page() -> Raster {
        Raster { width: 200, height: 160, scale: 1.0, rgb: vec![245; 3 * 200 * 160] }
    }

    fn paint(raster: &mut Raster, x: usize, y: usize, colour: [u8; 3]) {
        let at = 3 * (y * raster.width as usize + x);
        raster.rgb[at..at + 3].copy_from_slice(&colour);
    }

    fn ring(raster: &mut Raster, centre: (i32, i32), radius: i32) {
        for y in 0..160_i32 {
            for x in 0..200_i32 {
                let far = (x - centre.0).pow(2) + (y - centre.1).pow(2);
                if ((radius - 2).pow(2)..=radius.pow(2)).contains(&far) {
                    paint(raster, x as usize, y as usize, RED);
                }
            }
        }
    }

    #[test]
    fn a_seal_goes_and_the_print_under_it_stays() {
        let mut raster = page();
        ring(&mut raster, (80, 80), 40);
        for x in 20..150 {
            paint(&mut raster, x, 80, [40, 15, 18]);
        }
        let (grey, removed) = super::grey(&raster);
        assert_eq!(removed.len(), 1);
        assert!(removed[0].holds(80.0, 80.0), "{removed:?}");
        assert!(grey.row(80)[41] < 90, "print inside the ring");
        assert!(grey.row(41)[80] > 230, "the ring itself");
    }

    #[test]
    fn a_line_printed_in_colour_is_kept() {
        let mut raster = page();
        for (x, y) in (10..190).flat_map(|x| (20..32).map(move |y| (x, y))) {
            if x % 7 < 4 {
                paint(&mut raster, x, y, RED);
            }
        }
        let (grey, removed) = super::grey(&raster);
        assert!(removed.is_empty());
        assert!(grey.row(25)[10] < 100);
    }

    #[test]
    fn rasters_shorter_than_they_say_are_paper_below() {
        let mut raster = page();
        raster.rgb.truncate(3 * 200 * 100);
        let (grey, _) = super::grey(&raster);
        assert_eq!(grey.px.len(), 200 * 160);
        assert_eq!(grey.row(159)[0], WHITE);
    }
}
