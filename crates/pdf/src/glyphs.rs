//! Painted glyphs to runs of at most one word.
//!
//! A run ends at a painted space (which stays as its last character, outside its box), at a jump, and where the
//! face changes. Whether a gap without a painted space is a space is for layout to say.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, Point, Rect, Vec2};
use vanban_document::{BBox, Run};
use vanban_text::FontCharset;

use crate::face::Face;

/// How far the box of a run reaches above and below the base line, in ems: the ascent and descent of the
/// Times family, which the official documents of Nghị định 30/2020/NĐ-CP are set in.
const ASCENT: f64 = 0.89;
const DESCENT: f64 = 0.22;

/// Fewer steps than this do not tell how wide a face is set.
const FEW: usize = 4;
/// A jump of this many ems starts a new run.
const JUMP: f64 = 0.1;

/// Characters that stand for a glyph whose meaning the file does not tell.
pub(crate) const UNREADABLE: char = '\u{FFFD}';

const SOFT_HYPHEN: char = '\u{AD}';

/// One glyph placed on the page.
struct Placed {
    origin: Point,
    /// The em along the base line, as a vector on the page.
    along: Vec2,
    /// The em upwards.
    up: Vec2,
    /// Advance in ems.
    advance: f64,
}

/// The runs of one painting operation.
pub(crate) fn runs(painted: &GlyphRun<'_, '_>, to_page: Affine, style: (Face, bool)) -> Vec<Run> {
    let scale = advance_scale(painted);
    let mut builder = Builder { runs: Vec::new(), open: None, style };
    for glyph in painted.glyphs() {
        let placed = place(glyph, to_page * glyph.transform(), scale);
        builder.add(&text_of(glyph, style.0.charset.is_some()), &placed);
    }
    builder.close();
    builder.runs
}

fn place(glyph: &Glyph<'_>, transform: Affine, scale: f64) -> Placed {
    let [a, b, c, d, ..] = transform.as_coeffs();
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    Placed {
        origin: transform * Point::ZERO,
        along: Vec2::new(a, b) * 1000.0,
        up: Vec2::new(c, d) * 1000.0,
        advance: f64::from(advance.unwrap_or(500.0)) / 1000.0 * scale,
    }
}

/// Glyphs of a stand-in font are stretched to the width that the file states, and then the horizontal scale
/// of their transform is not that of their advance. What the origins of neighbours tell decides.
fn advance_scale(painted: &GlyphRun<'_, '_>) -> f64 {
    let mut scales: Vec<f64> = Vec::new();
    for pair in painted.glyphs().windows(2).take(32) {
        if let [first, second] = pair {
            let placed = place(first, first.transform(), 1.0);
            let em = placed.along.hypot();
            let step = (second.transform() * Point::ZERO - placed.origin).hypot();
            if em > 0.0 && placed.advance > 0.0 {
                scales.push(step / em / placed.advance);
            }
        }
    }
    scales.sort_by(f64::total_cmp);
    // Letter spacing makes it larger than one as well; the box may well cover that. Where a word's other letters
    // are painted in another font, steps over them are longer, but seldom most of all.
    // Of two or three letters nobody can tell a wide face from a letter left to another font.
    let widest = if scales.len() < FEW { 1.3 } else { 2.0 };
    scales
        .get(scales.len() / 4)
        .copied()
        .filter(|scale| (0.5..widest).contains(scale))
        .unwrap_or(1.0)
}

/// The characters of a glyph; [`UNREADABLE`] where it shows something and its meaning is unknown.
fn text_of(glyph: &Glyph<'_>, coded: bool) -> String {
    match glyph.as_unicode() {
        // Where it is painted, the soft hyphen's code stands for a letter of the old sets, or for a hyphen:
        // the document as a whole tells.
        Some(BfString::Char(SOFT_HYPHEN)) if !coded && is_empty(glyph) => String::new(),
        Some(BfString::Char(c)) => clean(c).into_iter().collect(),
        Some(BfString::String(text)) => text.chars().filter_map(clean).collect(),
        None if is_empty(glyph) => " ".to_owned(),
        None => UNREADABLE.to_string(),
    }
}

fn is_empty(glyph: &Glyph<'_>) -> bool {
    matches!(glyph, Glyph::Outline(outline) if outline.outline().elements().is_empty())
}

/// The letters of a run in NFC. A run is too short to tell whether a font belies its name, so the name decides.
fn decoded(text: &str, charset: Option<FontCharset>) -> String {
    match charset {
        None => vanban_text::nfc(text),
        Some(font) => {
            let text = font.charset.decode_text(text);
            if font.capitals { text.to_uppercase() } else { text }
        }
    }
}

/// Spaces of all kinds as one, controls and zero-width characters dropped, symbol fonts' bullets as bullets.
fn clean(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => {
            Some(' ')
        }
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
        '\u{F0B7}' => Some('•'),
        '\u{F0A7}' => Some('▪'),
        '\u{F0D8}' => Some('➢'),
        '\u{F0FC}' => Some('✓'),
        '\u{F076}' => Some('❖'),
        // Symbol fonts keep their ASCII in the private area.
        '\u{F020}'..='\u{F07E}' => char::from_u32(c as u32 - 0xF000),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A run being built.
struct Open {
    text: String,
    start: Point,
    along: Vec2,
    up: Vec2,
    /// Where the next glyph of the run would start.
    end: Point,
}

struct Builder {
    runs: Vec<Run>,
    open: Option<Open>,
    style: (Face, bool),
}

impl Builder {
    fn add(&mut self, text: &str, placed: &Placed) {
        let unit = placed.along.hypot();
        let end = placed.origin + placed.along * placed.advance;
        if text.trim().is_empty() {
            if let Some(mut open) = self.open.take() {
                if !text.is_empty() {
                    open.text.push(' ');
                }
                self.push(&open);
            } else if let (Some(last), false) = (self.runs.last_mut(), text.is_empty()) {
                if !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
            } else if !text.is_empty() && unit > 0.0 {
                // A space painted by itself still parts the words at its sides.
                let start = placed.origin;
                let (along, up) = (placed.along, placed.up);
                self.push(&Open { text: " ".to_owned(), start, along, up, end });
            }
            return;
        }
        if self.open.as_ref().is_some_and(|open| jumps(open, placed)) {
            self.close();
        }
        let mut words = text.split(' ');
        let open = self.open.get_or_insert_with(|| Open {
            text: String::new(),
            start: placed.origin,
            along: placed.along,
            up: placed.up,
            end,
        });
        open.text.push_str(words.next().unwrap_or(""));
        for word in words {
            open.text.push(' ');
            open.text.push_str(word);
        }
        open.end = end;
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.push(&open);
        }
    }

    fn push(&mut self, open: &Open) {
        let (face, invisible) = self.style;
        let around = around(open.start, open.end, open.up);
        let bbox =
            BBox::new(around.x0 as f32, around.y0 as f32, around.x1 as f32, around.y1 as f32);
        if ![bbox.x0, bbox.y0, bbox.x1, bbox.y1].iter().all(|value| value.is_finite()) {
            return;
        }
        self.runs.push(Run {
            text: decoded(&open.text, face.charset),
            bbox,
            baseline: open.start.y as f32,
            size: size(open) as f32,
            bold: face.bold,
            italic: face.italic,
            invisible,
            angle: (-open.along.y).atan2(open.along.x).to_degrees() as f32,
            confidence: 1.0,
            ..Run::default()
        });
    }
}

/// The box around a run on a base line from `start` to `end`.
pub(crate) fn around(start: Point, end: Point, up: Vec2) -> Rect {
    let corner = |at: Point, ems: f64| at + up * ems;
    let corners = [corner(start, -DESCENT), corner(end, ASCENT), corner(end, -DESCENT)];
    let first = corner(start, ASCENT);
    corners.into_iter().fold(Rect::from_points(first, first), |rect, corner| rect.union_pt(corner))
}

/// The em square's height measured across the base line, so that slanted text is not taller.
fn size(open: &Open) -> f64 {
    let along = open.along.hypot();
    if along > 0.0 { open.along.cross(open.up).abs() / along } else { open.up.hypot() }
}

fn jumps(open: &Open, placed: &Placed) -> bool {
    let em = placed.up.hypot().max(f64::EPSILON);
    (placed.origin - open.end).hypot() > JUMP * em
}
