//! From a raster to an upright, straight, clean picture with its ruling lines known and erased.

use vanban_document::Raster;

use crate::picture::{Gray, rotated};
use crate::rules::{self, Stroke};
use crate::skew::{self, Lie};
use crate::{ink, light};

/// Pixels to the point that recognition works at: 200 to the inch. More cost time and gain nothing.
const SCALE: f32 = 200.0 / 72.0;
/// A scale this much above or below is left alone.
const NEAR: std::ops::Range<f32> = 0.9..1.25;
/// Leaning less than this many degrees does no harm.
const STRAIGHT: f32 = 0.04;

/// A page made ready.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// The picture without its ruling lines.
    pub(crate) clean: Gray,
    /// Pixels to the point.
    pub(crate) scale: f32,
    pub(crate) strokes: Vec<Stroke>,
    pub(crate) lie: Lie,
    pub(crate) notes: Vec<String>,
}

/// Makes `raster` ready, and turns it by `more` quarters beyond those it seems to need.
pub(crate) fn prepare(raster: &Raster, more: u8) -> Sheet {
    let mut notes = Vec::new();
    let (mut grey, removed) = ink::grey(raster);
    for bbox in removed {
        notes.push(format!(
            "coloured ink taken out (a stamp or signature, {:.0} x {:.0} pt at {:.0}, {:.0})",
            bbox.width(),
            bbox.height(),
            bbox.x0,
            bbox.y0
        ));
    }
    let mut scale = raster.scale.max(0.01);
    if !NEAR.contains(&(scale / SCALE)) {
        grey = grey.scaled(SCALE / scale);
        scale = SCALE;
    }
    light::even(&mut grey);
    light::dust(&mut grey);
    let mut lie = lie(&grey, scale);
    lie.quarter_turns = (lie.quarter_turns + more) % 4;
    if lie.quarter_turns != 0 {
        grey = grey.turned(lie.quarter_turns);
        notes.push(format!("turned by {} degrees", 90 * u32::from(lie.quarter_turns)));
    }
    if lie.skew.abs() > STRAIGHT {
        grey = rotated(&grey, -lie.skew);
    }
    let strokes = rules::find(&grey, scale);
    rules::erase(&mut grey, &strokes);
    Sheet { clean: grey, scale, strokes, lie, notes }
}

fn lie(grey: &Gray, scale: f32) -> Lie {
    // Halves and quarters of 200 to the inch.
    let half = ((scale / 1.4).round() as usize).max(1);
    let middle = grey.shrunk(half);
    skew::lie(&middle.shrunk(2), &middle)
}
