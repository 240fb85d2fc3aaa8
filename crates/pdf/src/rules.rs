//! Painted paths to ruling lines: strokes along an axis, and boxes too thin to be anything but a line.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use vanban_document::{BBox, Rule};

/// A filled box up to this thick, in points, is a line; table borders are at most 3 points in Word's list but
/// for the few that nobody uses in documents.
const THIN: f64 = 3.0;

/// How far from the axis the ends of a line may lie.
const SLANT: f64 = 0.7;

/// The lines of a stroked path.
pub(crate) fn of_stroke(path: &BezPath, to_page: Affine, width: f32, rules: &mut Vec<Rule>) {
    let thickness = f64::from(width) * scale(to_page);
    let mut start = Point::ZERO;
    let mut at = Point::ZERO;
    for element in path.elements() {
        let next = match *element {
            PathEl::MoveTo(point) => {
                start = to_page * point;
                at = start;
                continue;
            }
            PathEl::LineTo(point) => to_page * point,
            PathEl::ClosePath => start,
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                at = to_page * point;
                continue;
            }
        };
        line(at, next, thickness, rules);
        at = next;
    }
}

/// The thin ones among the shapes of a filled path.
pub(crate) fn of_fill(path: &BezPath, to_page: Affine, rules: &mut Vec<Rule>) {
    let mut shape: Option<Rect> = None;
    let mut curved = false;
    let mut finish = |shape: &mut Option<Rect>, curved: bool| {
        if let Some(rect) = shape.take().filter(|_| !curved) {
            thin_box(rect, rules);
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(point) => {
                finish(&mut shape, curved);
                curved = false;
                let point = to_page * point;
                shape = Some(Rect::from_points(point, point));
            }
            PathEl::LineTo(point) => shape = shape.map(|rect| rect.union_pt(to_page * point)),
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => curved = true,
            PathEl::ClosePath => {}
        }
    }
    finish(&mut shape, curved);
}

fn line(from: Point, to: Point, thickness: f64, rules: &mut Vec<Rule>) {
    let horizontal = (from.y - to.y).abs() <= SLANT && (from.x - to.x).abs() > SLANT;
    let vertical = (from.x - to.x).abs() <= SLANT && (from.y - to.y).abs() > SLANT;
    if horizontal || vertical {
        let half = thickness / 2.0;
        let rect = Rect::from_points(from, to);
        let (x, y) = if horizontal { (0.0, half) } else { (half, 0.0) };
        push(rect.inflate(x, y), horizontal, rules);
    }
}

fn thin_box(rect: Rect, rules: &mut Vec<Rule>) {
    if rect.width().min(rect.height()) <= THIN && rect.width().max(rect.height()) > 0.0 {
        push(rect, rect.width() >= rect.height(), rules);
    }
}

fn push(rect: Rect, horizontal: bool, rules: &mut Vec<Rule>) {
    if rect.is_finite() {
        let bbox = BBox::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32);
        rules.push(Rule { bbox, horizontal });
    }
}

fn scale(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}
