//! The parts of a page that are recognised apart.

use crate::picture::Area;
use crate::prepare::Sheet;

/// The parts of `sheet`, from top to bottom.
pub(crate) fn zones(sheet: &Sheet) -> Vec<Area> {
    vec![Area { x0: 0, y0: 0, x1: sheet.clean.width, y1: sheet.clean.height }]
}
