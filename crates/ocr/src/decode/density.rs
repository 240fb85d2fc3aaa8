//! How many pixels a picture has to the inch.

use image::ImageFormat;
use image::metadata::Orientation;

use super::ifd::Tiff;

/// Pixels per inch along and down the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Density {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// The longest side of a sheet that an office feeds to a scanner, in inches: A3 and a margin.
const LONGEST: f32 = 20.0;
/// The shortest long side of a page: A6.
const SHORTEST: f32 = 4.0;
/// The long side of an A4 sheet in inches.
const A4: f32 = 11.69;

/// What programs write that do not know.
const DEFAULTS: [f32; 2] = [72.0, 96.0];

impl Density {
    fn new(x: f32, y: f32) -> Option<Self> {
        let sane = |value: f32| (20.0..5000.0).contains(&value);
        (sane(x) && sane(y)).then_some(Self { x, y })
    }

    /// The density once the picture is turned as its file says.
    pub(super) fn turned(self, by: Orientation) -> Self {
        match by {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => Self { x: self.y, y: self.x },
            _ => self,
        }
    }

    /// Whether a page could be of the size that it says. Cameras and screens write 72 or 96 for want of
    /// knowledge, so those count only where they make no more than a sheet of A4.
    pub(super) fn is_believable(self, width: u32, height: u32) -> bool {
        let long = (width as f32 / self.x).max(height as f32 / self.y);
        let made_up = DEFAULTS.iter().any(|dpi| (dpi - self.x).abs() < 0.6) && long > A4 + 0.5;
        (SHORTEST..LONGEST).contains(&long) && !made_up
    }
}

/// The density at which the picture is as long as a sheet of A4.
pub(super) fn as_a4(width: u32, height: u32) -> f32 {
    (width.max(height) as f32 / A4).max(1.0)
}

/// What a PNG or JPEG says.
pub(super) fn of_file(bytes: &[u8], format: ImageFormat) -> Option<Density> {
    match format {
        ImageFormat::Png => of_png(bytes),
        ImageFormat::Jpeg => of_jpeg(bytes),
        _ => None,
    }
}

/// The chunk `pHYs`: pixels per metre, where its unit is the metre.
fn of_png(bytes: &[u8]) -> Option<Density> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let name = rest.get(4..8)?;
        let body = rest.get(8..8_usize.checked_add(length)?)?;
        if name == b"pHYs" {
            let per_metre = |at: usize| -> Option<f32> {
                let value = u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?);
                Some(value as f32 * 0.0254)
            };
            return (body.get(8) == Some(&1))
                .then(|| Density::new(per_metre(0)?, per_metre(4)?))?;
        }
        if name == b"IDAT" {
            return None;
        }
        rest = rest.get(length.checked_add(12)?..)?;
    }
}

/// The segments `APP0` (JFIF) and `APP1` (Exif), whichever knows.
fn of_jpeg(bytes: &[u8]) -> Option<Density> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (&[0xff, marker], after) = rest.split_first_chunk::<2>()? else {
            return None;
        };
        if marker == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?));
        let body = after.get(2..length)?;
        let found = match marker {
            0xe0 => of_jfif(body),
            0xe1 => body.strip_prefix(b"Exif\0\0").and_then(|exif| {
                let file = Tiff::new(exif)?;
                of_directory(&file, *file.pages().first()?)
            }),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        rest = after.get(length..)?;
    }
}

fn of_jfif(body: &[u8]) -> Option<Density> {
    let fields = body.strip_prefix(b"JFIF\0")?;
    let unit = match fields.get(2)? {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    let value = |at: usize| -> Option<f32> {
        let value = u16::from_be_bytes(fields.get(at..at + 2)?.try_into().ok()?);
        Some(f32::from(value) * unit)
    };
    Density::new(value(3)?, value(5)?)
}

/// The tags XResolution, YResolution and ResolutionUnit of a TIFF or of Exif data.
pub(super) fn of_directory(file: &Tiff<'_>, offset: usize) -> Option<Density> {
    let unit = match file.short(offset, 0x0128) {
        Some(3) => 2.54,
        Some(2) | None => 1.0,
        Some(_) => return None,
    };
    let x = file.rational(offset, 0x011a)?;
    let y = file.rational(offset, 0x011b).unwrap_or(x);
    Density::new(x * unit, y * unit)
}
