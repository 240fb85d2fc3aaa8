//! Lines of text set as pages of pixels, with the faults of scanners and copiers.

use ab_glyph::{Font, FontVec, PxScale, ScaleFont, point};

use crate::random::Random;

/// Kinds of page: print of 200 to 300 dpi and of 150, a scan, a copy, a page full of specks.
pub(crate) const KINDS: [&str; 5] = ["print", "small", "scan", "copy", "specks"];

/// How a page is set and spoiled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What kind of page it is.
    pub(crate) name: &'static str,
    /// Pixels of an em.
    pub(crate) size: f32,
    /// Share of pixels that turn.
    pub(crate) specks: f64,
    /// How often each pixel is averaged with its neighbours.
    pub(crate) blur: usize,
    /// Ink: 0 faint to 1 black.
    pub(crate) ink: f32,
    /// How far lines fall, in pixels a pixel.
    pub(crate) skew: f32,
    /// How unlike pixels of paper are, in levels of grey.
    pub(crate) grain: usize,
    /// Whether pixels are black or white, as a copier makes them.
    pub(crate) copied: bool,
}

impl Look {
    /// A look by chance, of one of the kinds of page.
    pub(crate) fn pick(kinds: &[String], random: &mut Random) -> Look {
        let large = [33.0, 36.0, 39.0, 44.0, 50.0, 54.0][random.below(6)];
        let small = [22.0, 25.0, 28.0][random.below(3)];
        let fall = (random.below(1001) as f32 - 500.0) / 500.0;
        let kind = kinds.get(random.below(kinds.len())).map_or("print", String::as_str);
        let level = KINDS.iter().position(|known| *known == kind).unwrap_or(0);
        Look {
            name: KINDS[level],
            size: if level == 1 || level > 2 && random.below(3) == 0 { small } else { large },
            specks: [0.0, 0.0, 0.0001, 0.0002, 0.0015][level],
            blur: [0, random.below(2), 1, 1, random.below(2)][level],
            ink: [1.0, 1.0, 0.85, 0.75, 0.7][level],
            skew: fall * [0.0, 0.0, 0.005, 0.009, 0.005][level],
            grain: [0, 0, 12, 24, 12][level],
            copied: level == 3,
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
    skew: f32,
}

const MARGIN: usize = 60;
/// Grey from which a copier sees paper.
const COPIED: u8 = 150;

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
    let mut page =
        Page { width, height, pixels: vec![255; width * height], leading, skew: look.skew };
    for (i, line) in lines.iter().enumerate() {
        let baseline = (MARGIN + i * leading) as f32 + look.size;
        let mut x = MARGIN as f32;
        for c in line.chars() {
            let id = font.glyph_id(c);
            let glyph = id.with_scale_and_position(scale, point(x, baseline));
            x += scaled.h_advance(id);
            if let Some(outline) = font.outline_glyph(glyph) {
                let bounds = outline.px_bounds();
                let fallen = page.fallen(bounds.min.x);
                outline.draw(|dx, dy, coverage| {
                    page.ink(
                        bounds.min.x + dx as f32,
                        (bounds.min.y + fallen) + dy as f32,
                        coverage * look.ink,
                    );
                });
            }
        }
    }
    page.spoil(look, random);
    page
}

impl Page {
    fn spoil(&mut self, look: Look, random: &mut Random) {
        for _ in 0..look.blur {
            self.blur();
        }
        self.roughen(look.grain, random);
        if look.copied {
            self.pixels.iter_mut().for_each(|pixel| *pixel = if *pixel < COPIED { 0 } else { 255 });
        }
        self.speckle(look.specks, random);
    }

    /// The line whose band holds the pixel.
    pub(crate) fn line_at(&self, x: usize, y: usize) -> Option<usize> {
        let row = y as f32 - self.fallen(x as f32) - MARGIN as f32;
        (row >= 0.0).then(|| row as usize / self.leading)
    }

    /// How far a line has fallen at `x`.
    fn fallen(&self, x: f32) -> f32 {
        ((x - self.width as f32 / 2.0) * self.skew).round()
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

    /// Paper and ink are not even.
    fn roughen(&mut self, grain: usize, random: &mut Random) {
        if grain == 0 {
            return;
        }
        for pixel in &mut self.pixels {
            let by = random.below(grain) as i32 - 2 * grain as i32 / 3;
            *pixel = (i32::from(*pixel) + by).clamp(0, 255) as u8;
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
