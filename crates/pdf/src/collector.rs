//! What hayro paints on a page, collected.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use vanban_document::{BBox, Rule, Run};

use crate::face::{Faces, Looks};
use crate::{Limits, glyphs, rules};

/// What stops the interpreter in the middle of a page: it has no other way out.
pub(crate) struct Enough;

/// A [`Device`] that keeps words, lines and image boxes.
pub(crate) struct Collector<'f> {
    pub(crate) runs: Vec<Run>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) images: Vec<BBox>,
    faces: &'f Faces,
    limits: Limits,
    drawings: usize,
    marks: Vec<Mark>,
}

/// An open marked-content sequence.
struct Mark {
    /// What its glyphs say, where the file states that apart from the glyphs.
    actual: Option<String>,
    first_run: usize,
}

impl<'f> Collector<'f> {
    pub(crate) fn new(faces: &'f Faces, limits: &Limits) -> Self {
        Self {
            runs: Vec::new(),
            rules: Vec::new(),
            images: Vec::new(),
            faces,
            limits: *limits,
            drawings: 0,
            marks: Vec::new(),
        }
    }

    /// Counts a drawing operation; past the limits the interpreter is left by unwinding, since a form that
    /// draws a form that draws a form can go on for ever and the interpreter knows no bound.
    fn tick(&mut self) {
        self.drawings += 1;
        if self.drawings > self.limits.drawings_per_page
            || self.runs.len() > self.limits.runs_per_page
        {
            std::panic::resume_unwind(Box::new(Enough));
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        if unseen(&props.paint) {
            return;
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            rules::of_stroke(path, props.transform, stroke.line_width, &mut self.rules);
        }
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            rules::of_fill(path, props.transform, &mut self.rules);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        let Some(first) = run.glyphs().first() else {
            return;
        };
        let Looks { face, font } = self.faces.of(first);
        let invisible = matches!(mode, DrawMode::Invisible);
        let mut runs = glyphs::runs(run, props.transform, (face, invisible));
        let color = color(&props.paint);
        for run in &mut runs {
            run.font.clone_from(&font);
            run.color = color;
        }
        if matches!(mode, DrawMode::Stroke(_)) && self.repeats(&runs) {
            return;
        }
        self.runs.append(&mut runs);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        // hayro's transform takes pixels to the page.
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let on_page = props.transform.transform_rect_bbox(size);
        if on_page.is_finite() {
            let [x0, y0, x1, y1] = [on_page.x0, on_page.y0, on_page.x1, on_page.y1];
            self.images.push(BBox::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32));
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.tick();
        let actual = properties
            .and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"))
            .map(|text| decode(text.as_bytes()));
        self.marks.push(Mark { actual, first_run: self.runs.len() });
    }

    fn end_marked_content(&mut self) {
        let Some(Mark { actual: Some(actual), first_run }) = self.marks.pop() else {
            return;
        };
        self.say(&actual, first_run);
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

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.draw_path(&rect.to_path(0.1), props, mode);
    }
}

impl Collector<'_> {
    /// Word processors embolden a face that has no bold by painting fill and outline: the outline says
    /// nothing new, but that the words are bold.
    fn repeats(&mut self, outlined: &[Run]) -> bool {
        let start = self.runs.len().saturating_sub(outlined.len());
        let Some(last) = self.runs.get_mut(start..) else {
            return false;
        };
        let same = last.len() == outlined.len()
            && last.iter().zip(outlined).all(|(a, b)| a.text == b.text && a.bbox == b.bbox);
        if same {
            for run in last {
                run.bold = true;
            }
        }
        same
    }

    /// Puts stated words in the place of glyphs, where the glyphs by themselves do not say the same.
    fn say(&mut self, actual: &str, first_run: usize) {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let actual = vanban_text::nfc(actual.trim());
        let Some(painted) = self.runs.get(first_run..) else {
            return;
        };
        let shown: String = painted.iter().map(|run| run.text.as_str()).collect();
        if actual.is_empty() || squeeze(&shown) == squeeze(&actual) {
            return;
        }
        let one_line =
            |run: &Run| painted.first().is_some_and(|a| (a.baseline - run.baseline).abs() < 0.5);
        let Some(first) = painted.first().filter(|_| painted.iter().all(one_line)).cloned() else {
            return;
        };
        let bbox = painted.iter().fold(first.bbox, |bbox, run| bbox.cover(run.bbox));
        let space = if shown.ends_with(' ') { " " } else { "" };
        self.runs.truncate(first_run);
        self.runs.push(Run { text: format!("{actual}{space}"), bbox, ..first });
    }
}

/// White lines hold layout tables together that nobody is meant to see.
fn unseen(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else {
        return false;
    };
    let [red, green, blue, alpha] = color.to_rgba().components();
    alpha == 0.0 || [red, green, blue].iter().all(|part| *part > 0.98)
}

/// The paint's colour; black for patterns.
fn color(paint: &Paint<'_>) -> [u8; 3] {
    let Paint::Color(color) = paint else {
        return [0; 3];
    };
    let [red, green, blue, _] = color.to_rgba().components();
    [red, green, blue].map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8)
}

/// The characters of a PDF text string: UTF-16, UTF-8, or PDFDocEncoding, whose letters are Latin-1's.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).filter_map(|pair| match pair {
                [high, low] => Some(u16::from_be_bytes([*high, *low])),
                _ => None,
            });
            char::decode_utf16(units).map(|c| c.unwrap_or(glyphs::UNREADABLE)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    }
}
