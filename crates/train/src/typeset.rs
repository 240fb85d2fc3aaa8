//! Lines of text set as pages of pixels, with the faults of scanners and copiers.

use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};

use crate::random::Random;

/// How a page is set and spoiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Pixels of an em.
    pub(crate) size: f32,
    /// Share of pixels that turn.
    pub(crate) specks: f64,
    /// Whether each pixel is averaged with its neighbours.
    pub(crate) blur: bool,
    /// Ink: 0 faint to 1 black.
    pub(crate) ink: f32,
}

impl Look {
    /// A look by chance, from clean to bad.
    pub(crate) fn pick(random: &mut Random) -> Look {
        let level = random.below(4);
        Look {
            size: [22.0, 25.0, 28.0, 32.0, 36.0, 42.0][random.below(6)],
            specks: [0.0, 0.0, 0.0005, 0.0015][level],
            blur: level >= 2 || random.below(3) == 0,
            ink: [1.0, 1.0, 0.8, 0.65][level],
        }
    }
}

/// A grey page: 255 is paper.
pub(crate) struct Page {
    /// Pixels a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// Rows of pixels, from the top.
    pub(crate) pixels: Vec<u8>,
    /// Height of a line's band.
    pub(crate) leading: usize,
}

const MARGIN: usize = 60;

/// Sets lines under each other, one band of `leading` pixels each.
pub(crate) fn page(lines: &[String], font: &FontVec, look: Look, random: &mut Random) -> Page {
    let scale = PxScale::from(look.size);
    let scaled = font.as_scaled(scale);
    let leading = (look.size * 1.55) as usize;
    let advance =
        |line: &str| line.chars().map(|c| scaled.h_advance(font.glyph_id(c))).sum::<f32>();
    let widest = lines.iter().map(|line| advance(line)).fold(0.0, f32::max);
    let width = widest as usize + 2 * MARGIN;
    let height = leading * lines.len() + 2 * MARGIN;
    let mut page = Page { width, height, pixels: vec![255; width * height], leading };
    for (i, line) in lines.iter().enumerate() {
        let baseline = (MARGIN + i * leading) as f32 + look.size;
        let mut x = MARGIN as f32;
        for c in line.chars() {
            let id = font.glyph_id(c);
            let glyph = id.with_scale_and_position(scale, point(x, baseline));
            x += scaled.h_advance(id);
            if let Some(outline) = font.outline_glyph(glyph) {
                let bounds = outline.px_bounds();
                outline.draw(|dx, dy, coverage| {
                    page.ink(
                        bounds.min.x + dx as f32,
                        bounds.min.y + dy as f32,
                        coverage * look.ink,
                    );
                });
            }
        }
    }
    if look.blur {
        page.blur();
    }
    page.speckle(look.specks, random);
    page
}

impl Page {
    /// The line whose band holds row `y`.
    pub(crate) fn line_at(&self, y: usize) -> Option<usize> {
        Some(y.checked_sub(MARGIN)? / self.leading)
    }

    /// As a binary PGM file.
    pub(crate) fn pgm(&self) -> Vec<u8> {
        let mut out = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        out.extend(&self.pixels);
        out
    }

    fn ink(&mut self, x: f32, y: f32, coverage: f32) {
        let (x, y) = (x as usize, y as usize);
        if x < self.width && y < self.height {
            let pixel = &mut self.pixels[y * self.width + x];
            *pixel = pixel.saturating_sub((coverage * 255.0) as u8);
        }
    }

    fn blur(&mut self) {
        let old = self.pixels.clone();
        for y in 1..self.height - 1 {
            for x in 1..self.width - 1 {
                let at = y * self.width + x;
                let around = [at, at, at - 1, at + 1, at - self.width, at + self.width];
                let sum: u32 = around.iter().map(|i| u32::from(old[*i])).sum();
                self.pixels[at] = (sum / 6) as u8;
            }
        }
    }

    fn speckle(&mut self, share: f64, random: &mut Random) {
        let specks = (self.pixels.len() as f64 * share) as usize;
        for _ in 0..specks {
            let at = random.below(self.pixels.len());
            self.pixels[at] = 255 - self.pixels[at];
        }
    }
}
