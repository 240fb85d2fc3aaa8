//! Places on a page.

/// A page's number, from 1.
pub type PageNo = u32;

/// A box on a page in PDF points, origin at the page's top left, `y` growing downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BBox {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl BBox {
    /// The box between two corners, in whatever order they are given.
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// The smallest box that covers both.
    #[must_use]
    pub fn cover(self, other: BBox) -> BBox {
        BBox {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// The box's centre.
    pub fn centre(self) -> (f32, f32) {
        (f32::midpoint(self.x0, self.x1), f32::midpoint(self.y0, self.y1))
    }

    /// Whether the point lies inside or on the edge.
    pub fn holds(self, x: f32, y: f32) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }
}
