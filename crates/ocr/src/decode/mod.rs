//! Bytes of a PNG, JPEG or TIFF to upright rasters with their resolution.
//!
//! What comes in is hostile until shown otherwise: the header's size is held against the limits before a pixel
//! is decoded. The resolution is the file's where it is believable for a page, else the one at which the
//! picture fills an A4 sheet, since an office scans little else (Nghị định 30/2020/NĐ-CP, phụ lục I: khổ A4).

mod density;
mod ifd;

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};
use vanban_document::Raster;

use crate::{Limits, OcrError};
use density::Density;

/// Decodes all pages of a picture, each turned as the file says it is to be seen.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Vec<Raster>, OcrError> {
    let format = image::guess_format(bytes)
        .map_err(|_| OcrError::Unsupported("neither PNG nor JPEG nor TIFF".into()))?;
    match format {
        ImageFormat::Png | ImageFormat::Jpeg => {
            let density = density::of_file(bytes, format);
            Ok(vec![page(bytes, format, density, limits)?])
        }
        ImageFormat::Tiff => tiff(bytes, limits),
        other => Err(OcrError::Unsupported(format!("{other:?}"))),
    }
}

/// The pages of a TIFF. The decoder knows the first page only, so the header is pointed at each in turn.
fn tiff(bytes: &[u8], limits: &Limits) -> Result<Vec<Raster>, OcrError> {
    let file = ifd::Tiff::new(bytes)
        .ok_or_else(|| OcrError::Unsupported("a TIFF of a kind that is not read".into()))?;
    let offsets = file.pages();
    if offsets.is_empty() {
        return Err(OcrError::Damaged("a TIFF without a page".into()));
    }
    if offsets.len() > limits.pages as usize {
        let requested = u32::try_from(offsets.len()).unwrap_or(u32::MAX);
        return Err(OcrError::TooManyPages { requested, granted: limits.pages });
    }
    let mut copy = bytes.to_vec();
    let mut pages = Vec::with_capacity(offsets.len());
    for offset in offsets {
        let density = density::of_directory(&file, offset);
        file.point_at(&mut copy, offset);
        pages.push(page(&copy, ImageFormat::Tiff, density, limits)?);
    }
    Ok(pages)
}

/// Decodes one page.
fn page(
    bytes: &[u8],
    format: ImageFormat,
    density: Option<Density>,
    limits: &Limits,
) -> Result<Raster, OcrError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    // 16 bits for each of four channels, and as much again for the decoder's own buffers.
    bounds.max_alloc = Some(limits.pixels.saturating_mul(16));
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    within(width, height, limits)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    image.apply_orientation(orientation);
    let density = density.map(|density| density.turned(orientation));
    let rgb = on_white(image);
    let (rgb, scale) = squared(rgb, density, limits)?;
    let (width, height) = rgb.dimensions();
    Ok(Raster { width, height, scale, rgb: rgb.into_raw() })
}

fn within(width: u32, height: u32, limits: &Limits) -> Result<(), OcrError> {
    let requested = u64::from(width) * u64::from(height);
    if requested > limits.pixels {
        return Err(OcrError::TooLarge { requested, granted: limits.pixels });
    }
    if requested == 0 {
        return Err(OcrError::Damaged("it has no pixels".into()));
    }
    Ok(())
}

fn fault(error: &ImageError) -> OcrError {
    match error {
        ImageError::Unsupported(_) => OcrError::Unsupported(error.to_string()),
        other => OcrError::Damaged(other.to_string()),
    }
}

/// Transparent pixels show the paper behind them.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let rgba = image.into_rgba8();
    let (width, height) = rgba.dimensions();
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.pixels() {
        let [r, g, b, a] = pixel.0;
        let over = |value: u8| {
            let mixed = u32::from(value) * u32::from(a) + 255 * (255 - u32::from(a));
            u8::try_from(mixed / 255).unwrap_or(255)
        };
        rgb.extend([over(r), over(g), over(b)]);
    }
    RgbImage::from_raw(width, height, rgb).unwrap_or_default()
}

/// The picture with square pixels, and its pixels per point. Faxes have half as many rows as columns.
fn squared(
    rgb: RgbImage,
    density: Option<Density>,
    limits: &Limits,
) -> Result<(RgbImage, f32), OcrError> {
    let (width, height) = rgb.dimensions();
    let Some(density) = density.filter(|density| density.is_believable(width, height)) else {
        return Ok((rgb, density::as_a4(width, height) / 72.0));
    };
    let ratio = density.x / density.y;
    if (0.97..1.03).contains(&ratio) {
        return Ok((rgb, density.x / 72.0));
    }
    let (width, height, dpi) = if ratio > 1.0 {
        (width, (height as f32 * ratio).round() as u32, density.x)
    } else {
        ((width as f32 / ratio).round() as u32, height, density.y)
    };
    within(width, height, limits)?;
    let filter = image::imageops::FilterType::Triangle;
    Ok((image::imageops::resize(&rgb, width, height, filter), dpi / 72.0))
}

#[cfg(test)]
mod tests;
