use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("it can be written");
    bytes.into_inner()
}

fn left_red(width: u32, height: u32) -> DynamicImage {
    let mut image = RgbImage::from_pixel(width, height, Rgb([255, 255, 255]));
    (0..height).for_each(|y| image.put_pixel(0, y, Rgb([200, 0, 0])));
    DynamicImage::ImageRgb8(image)
}

fn one(bytes: &[u8]) -> Raster {
    let mut pages = decode(bytes, &Limits::default()).expect("it can be read");
    assert_eq!(pages.len(), 1);
    pages.remove(0)
}

/// A PNG chunk; the decoder checks its sum.
fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in name.iter().chain(body) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let mut out = (body.len() as u32).to_be_bytes().to_vec();
    out.extend(name);
    out.extend(body);
    out.extend((!crc).to_be_bytes());
    out
}

/// `png` with a chunk put in after its header.
fn with_chunk(png: &[u8], name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let (head, rest) = png.split_at(33);
    [head, &chunk(name, body), rest].concat()
}

fn with_density(png: &[u8], per_metre: u32) -> Vec<u8> {
    let value = per_metre.to_be_bytes();
    with_chunk(png, *b"pHYs", &[&value[..], &value, &[1]].concat())
}

/// Exif data with an orientation and a resolution.
fn exif(orientation: u16, dpi: u32) -> Vec<u8> {
    let mut out = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    out.extend([0x12, 1, 3, 0, 1, 0, 0, 0]);
    out.extend(u32::from(orientation).to_le_bytes());
    out.extend([0x1a, 1, 5, 0, 1, 0, 0, 0]);
    out.extend(38_u32.to_le_bytes());
    out.extend(0_u32.to_le_bytes());
    out.extend(dpi.to_le_bytes());
    out.extend(1_u32.to_le_bytes());
    out
}

#[test]
fn each_format_gives_its_pixels() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff] {
        let raster = one(&encoded(&left_red(40, 24), format));
        assert_eq!((raster.width, raster.height, raster.rgb.len()), (40, 24, 3 * 40 * 24));
        assert!(raster.rgb[0] > 150 && raster.rgb[1] < 90, "{format:?} {:?}", &raster.rgb[..3]);
        assert!(raster.rgb[3 * 20 + 1] > 240, "{format:?}");
    }
}

#[test]
fn the_resolution_is_the_files_where_a_page_can_have_it() {
    let png = encoded(&left_red(2480, 3508), ImageFormat::Png);
    // 300 to the inch.
    let scale = |bytes: &[u8]| one(bytes).scale * 72.0;
    assert!((scale(&with_density(&png, 11_811)) - 300.0).abs() < 0.1);
    // Nothing said, 72 said, and a page of a yard said: A4.
    assert!((scale(&png) - 300.0).abs() < 0.5);
    assert!((scale(&with_density(&png, 2_835)) - 300.0).abs() < 0.5);
    assert!((scale(&with_density(&png, 3_937)) - 300.0).abs() < 0.5);
    // A3 at 200.
    let wide = encoded(&left_red(3308, 2339), ImageFormat::Png);
    assert!((scale(&with_density(&wide, 7_874)) - 200.0).abs() < 0.1);
}

#[test]
fn jpeg_files_say_their_resolution_in_jfif() {
    let image = left_red(827, 1169);
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    encoder.set_pixel_density(image::codecs::jpeg::PixelDensity::dpi(100));
    encoder.encode_image(&image).expect("it can be written");
    assert!((one(&bytes).scale * 72.0 - 100.0).abs() < 0.1);
}

#[test]
fn exif_turns_the_picture_and_gives_its_resolution() {
    let mut jpeg = encoded(&left_red(900, 600), ImageFormat::Jpeg);
    let mut segment = b"Exif\0\0".to_vec();
    // 6: the top of the page is at the right of the picture's rows.
    segment.extend(exif(6, 150));
    let length = (segment.len() as u16 + 2).to_be_bytes();
    let segment = [&[0xff, 0xe1][..], &length, &segment].concat();
    jpeg.splice(2..2, segment);
    let raster = one(&jpeg);
    assert_eq!((raster.width, raster.height), (600, 900));
    let (top, below) = (&raster.rgb[3 * 300..3 * 301], &raster.rgb[3 * 600 * 20..3 * 600 * 20 + 3]);
    assert!(top[1] < 120 && below[1] > 220, "{top:?} {below:?}");
    assert!((raster.scale * 72.0 - 150.0).abs() < 0.1);
}

#[test]
fn transparent_pixels_are_paper() {
    let image = RgbaImage::from_pixel(30, 30, Rgba([0, 0, 0, 0]));
    let raster = one(&encoded(&DynamicImage::ImageRgba8(image), ImageFormat::Png));
    assert!(raster.rgb.iter().all(|value| *value == 255));
}

#[test]
fn all_pages_of_a_tiff_come_in_order_and_count_against_the_limit() {
    let pages = [9, 80, 160].map(|value| crate::picture::Gray::new(40, 50, vec![value; 2000]));
    let bytes = crate::tiff::file(&pages, 150);
    let found = decode(&bytes, &Limits::default()).expect("it can be read");
    let values: Vec<u8> = found.iter().map(|raster| raster.rgb[0]).collect();
    assert_eq!(values, [9, 80, 160]);
    let limits = Limits { pages: 2, ..Limits::default() };
    let error = decode(&bytes, &limits).unwrap_err();
    assert_eq!(error, OcrError::TooManyPages { requested: 3, granted: 2 });
}

#[test]
fn the_pages_of_a_tiff_that_go_round_in_a_circle_are_read_once() {
    let page = crate::picture::Gray::new(40, 50, vec![7; 2000]);
    let mut bytes = crate::tiff::file(&[page.clone(), page], 150);
    // The second directory's link, the file's last four bytes, leads back to the first.
    let first = bytes[4..8].to_vec();
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&first);
    assert_eq!(decode(&bytes, &Limits::default()).expect("it can be read").len(), 2);
}

#[test]
fn faxes_get_square_pixels() {
    let mut bytes =
        crate::tiff::file(&[crate::picture::Gray::new(1728, 1100, vec![250; 1728 * 1100])], 204);
    // The resolution up and down the page shares its value with the other; give it one of its own.
    let at = bytes.windows(4).rposition(|window| window == [0x1b, 1, 5, 0]).expect("YResolution");
    let place = bytes.len() as u32;
    bytes[at + 8..at + 12].copy_from_slice(&place.to_le_bytes());
    bytes.extend(98_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    let raster = one(&bytes);
    assert_eq!((raster.width, raster.height), (1728, 2290));
    assert!((raster.scale * 72.0 - 204.0).abs() < 0.1);
}

#[test]
fn a_picture_too_large_is_refused_by_its_header() {
    // 60,000 x 60,000 pixels, and no data: decoding it would fail otherwise.
    let header =
        [&60_000_u32.to_be_bytes()[..], &60_000_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let png =
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(*b"IHDR", &header), &chunk(*b"IDAT", &[])].concat();
    let error = decode(&png, &Limits::default()).unwrap_err();
    assert_eq!(error, OcrError::TooLarge { requested: 3_600_000_000, granted: 100_000_000 });
    assert_eq!(error.code(), "image-too-large");
    assert!(error.to_string().contains("3600000000"), "{error}");
}

#[test]
fn damage_is_said_and_nothing_panics() {
    let limits = Limits { pixels: 1_000_000, ..Limits::default() };
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff] {
        let whole = encoded(&left_red(60, 40), format);
        for end in (0..whole.len()).step_by(7) {
            if let Err(error) = decode(&whole[..end], &limits) {
                assert!(error.code().starts_with("image-"), "{error}");
            }
        }
        for at in 0..whole.len().min(400) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            if let Ok(pages) = decode(&bytes, &limits) {
                assert!(
                    pages.iter().all(|page| u64::from(page.width * page.height) <= limits.pixels)
                );
            }
        }
    }
    assert_eq!(decode(b"GIF89a no picture", &limits).unwrap_err().code(), "image-unsupported");
    assert_eq!(decode(b"", &limits).unwrap_err().code(), "image-unsupported");
}
