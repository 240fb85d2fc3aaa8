//! Pages as pictures, for recognition and for looking at.
//!
//! What is stamped on a page (signatures, comments) is left out: it is kept apart from the text, see `annotations`.
//! A scan is drawn at the resolution that it was made with, everything else at 200 dpi, which recognition reads as
//! well as 300 and a third faster.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};
use vanban_document::{PageNo, Raster};

use crate::{LimitKind, Limits, PdfError};

/// Dots an inch where a page has no picture of its own to go by.
const USUAL_DPI: f32 = 200.0;

/// Resolutions that recognition can use: below, letters are too small; above, only time is lost.
const USEFUL_DPI: std::ops::RangeInclusive<f32> = 150.0..=300.0;

/// Share of the page that a picture covers for its resolution to be the page's.
const LARGE: f64 = 0.4;

/// A PDF whose pages can be drawn.
pub struct Pictures {
    pdf: Pdf,
    pixels: u64,
}

impl Pictures {
    /// Opens a PDF for drawing.
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, PdfError> {
        crate::guard::check(bytes, limits)?;
        crate::guard::check_pictures(bytes, limits)?;
        Ok(Self { pdf: crate::open(bytes)?, pixels: limits.pixels })
    }

    /// Draws one page on white, at the resolution that suits recognition.
    pub fn page(&self, number: PageNo) -> Result<Raster, PdfError> {
        let page = self.find(number)?;
        let seen = catch_unwind(AssertUnwindSafe(|| largest(page, &self.pdf)));
        let (scale, pixels) = seen.unwrap_or((None, 0));
        // Pictures are decoded whole; those inside the page's content are met only here.
        crate::guard::check_pixels(pixels, self.pixels)?;
        let dpi = scale.map_or(USUAL_DPI, |scale| {
            (scale * 72.0).clamp(*USEFUL_DPI.start(), *USEFUL_DPI.end())
        });
        self.draw(number, dpi / 72.0)
    }

    /// Draws one page on white, with `scale` pixels a point.
    pub fn draw(&self, number: PageNo, scale: f32) -> Result<Raster, PdfError> {
        let page = self.find(number)?;
        let (width, height) = page.render_dimensions();
        let (across, down) = (width * scale, height * scale);
        let pixels = (across.max(0.0) * down.max(0.0)) as u64;
        // The drawing library counts pixels of a side in 16 bits.
        let largest = f32::from(u16::MAX);
        if pixels > self.pixels || !(1.0..=largest).contains(&across.max(down)) {
            return Err(PdfError::Limit {
                kind: LimitKind::Pixels,
                requested: pixels,
                granted: self.pixels,
            });
        }
        catch_unwind(AssertUnwindSafe(|| drawn(page, scale))).map_err(|_| PdfError::Damaged)
    }

    fn find(&self, number: PageNo) -> Result<&PdfPage<'_>, PdfError> {
        let at = (number as usize).checked_sub(1);
        at.and_then(|at| self.pdf.pages().get(at)).ok_or(PdfError::NoPages)
    }
}

fn drawn(page: &PdfPage<'_>, scale: f32) -> Raster {
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let looks = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn =
        hayro::render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &looks);
    let rgb = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    Raster { width: u32::from(drawn.width()), height: u32::from(drawn.height()), scale, rgb }
}

/// Pixels a point of the picture that the page consists of, and pixels of the one that has the most.
fn largest(page: &PdfPage<'_>, pdf: &Pdf) -> (Option<f32>, u64) {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut context = Context::new(upright, area, &cache, pdf.xref(), settings);
    let mut largest = Largest { share: 0.0, scale: 0.0, pixels: 0, page: area.area(), drawings: 0 };
    interpret_page(page, &mut context, &mut largest);
    let is_page = largest.share >= LARGE && largest.scale.is_finite();
    (is_page.then_some(largest.scale as f32), largest.pixels)
}

/// A [`Device`] that looks for the largest picture.
struct Largest {
    share: f64,
    scale: f64,
    pixels: u64,
    page: f64,
    drawings: usize,
}

impl Largest {
    /// A page that paints this much is no scan; there is no other way out of the interpreter.
    fn tick(&mut self) {
        self.drawings += 1;
        if self.drawings > 100_000 {
            std::panic::resume_unwind(Box::new(crate::collector::Enough));
        }
    }
}

impl<'a> Device<'a> for Largest {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pixels = self.pixels.max(u64::from(image.width()) * u64::from(image.height()));
        let on_page = props.transform.transform_rect_bbox(size).area();
        let share = on_page / self.page.max(1.0);
        if share > self.share && on_page > 0.0 {
            self.share = share;
            self.scale = (size.area() / on_page).sqrt();
        }
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.tick();
    }
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.tick();
    }
    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.tick();
    }
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }
    fn push_clip_rect(&mut self, _: &Rect) {
        self.tick();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
