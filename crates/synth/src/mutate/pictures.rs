//! Pictures of a size that no memory holds, a trap for each of their filters.

use super::Trap;
use super::encode::flate_of;
use super::writer::{File, WORDS};
use crate::prng::Prng;

pub(super) const TRAPS: [(&str, Trap); 7] = [
    ("picture-raw", raw),
    ("picture-flate", packed),
    ("picture-dct", dct),
    ("picture-jpx", jpx),
    ("picture-jbig2", jbig2),
    ("picture-ccitt", ccitt),
    ("picture-inline", inline),
];

/// Sides that are stated.
fn side(prng: &mut Prng) -> u32 {
    *prng.pick(&[1, 20_000, 65_500, 1_000_000, 0x7FFF_FFFF, 0xFFFF_FFFF])
}

/// A page that is one picture, as scans are; with words on it or without.
fn page(prng: &mut Prng, (width, height): (u32, u32), entries: &str, data: &[u8]) -> Vec<u8> {
    let mut file = File::default();
    let picture = file.stream(
        &format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 {entries}"
        ),
        data,
    );
    let words = if prng.below(2) == 0 { WORDS } else { "" };
    let content = file.stream("", format!("q 595 0 0 842 0 0 cm /X Do Q {words}").as_bytes());
    file.page_of(content, "", &format!("/XObject << /X {picture} 0 R >>"));
    file.bytes()
}

fn sides(prng: &mut Prng) -> (u32, u32) {
    (side(prng), side(prng))
}

fn raw(prng: &mut Prng) -> Vec<u8> {
    let size = sides(prng);
    page(prng, size, "/ColorSpace /DeviceRGB", &[7; 900])
}

fn packed(prng: &mut Prng) -> Vec<u8> {
    let data = flate_of(9, *prng.pick(&[10, 200, 250, 300]));
    let space = prng.pick(&["/DeviceRGB", "/DeviceCMYK", "/DeviceGray"]);
    let size = *prng.pick(&[(10_000, 10_000), (65_000, 4_000), (4_000, 65_000), (1, 99_999_999)]);
    page(prng, size, &format!("/ColorSpace {space} /Filter /FlateDecode"), &data)
}

fn dct(prng: &mut Prng) -> Vec<u8> {
    let size = sides(prng);
    let (width, height) = (side(prng) as u16, side(prng) as u16);
    let mut data = vec![0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0];
    data.extend([1; 64]);
    // A frame of three components, progressive or not.
    data.extend([0xFF, *prng.pick(&[0xC0, 0xC2]), 0, 17, 8]);
    data.extend(height.to_be_bytes());
    data.extend(width.to_be_bytes());
    data.extend([3, 1, 0x44, 0, 2, 0x11, 0, 3, 0x11, 0]);
    data.extend([0xFF, 0xC4, 0, 20, 0, 1]);
    data.extend([0; 15]);
    data.push(0);
    data.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    data.extend([0; 200]);
    data.extend([0xFF, 0xD9]);
    page(prng, size, "/ColorSpace /DeviceRGB /Filter /DCTDecode", &data)
}

fn jpx(prng: &mut Prng) -> Vec<u8> {
    let size = sides(prng);
    let (width, height, tile) = (side(prng), side(prng), side(prng).max(1));
    let mut data = vec![0xFF, 0x4F, 0xFF, 0x51, 0, 47, 0, 0];
    for number in [width, height, 0, 0, tile, tile, 0, 0] {
        data.extend(number.to_be_bytes());
    }
    data.extend([0, 3, 7, 1, 1, 7, 1, 1, 7, 1, 1]);
    // Coding style: many levels; quantisation; one tile part.
    data.extend([0xFF, 0x52, 0, 12, 0, 0, 0, 1, 1, *prng.pick(&[0, 5, 32]), 4, 4, 0, 1]);
    data.extend([0xFF, 0x5C, 0, 4, 0x40, 0x40]);
    data.extend([0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0x93]);
    data.extend([0; 300]);
    data.extend([0xFF, 0xD9]);
    page(prng, size, "/Filter /JPXDecode", &data)
}

fn jbig2(prng: &mut Prng) -> Vec<u8> {
    let size = sides(prng);
    let (width, height) = (side(prng), side(prng));
    let mut data = Vec::new();
    // Segment 0: page information.
    data.extend([0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19]);
    data.extend(width.to_be_bytes());
    data.extend(height.to_be_bytes());
    data.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // Segment 1: a generic region.
    data.extend([0, 0, 0, 1, 38, 0, 1, 0, 0, 0, 118]);
    data.extend(width.to_be_bytes());
    data.extend(height.to_be_bytes());
    data.extend([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    data.extend([0, 3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE]);
    data.extend([0x5A; 92]);
    page(prng, size, "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", &data)
}

fn ccitt(prng: &mut Prng) -> Vec<u8> {
    let size = sides(prng);
    let (columns, rows) = (side(prng), side(prng));
    let k = prng.pick(&["-1", "0", "4"]);
    let entries = format!(
        "/ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K {k} /Columns {columns} /Rows {rows} >>"
    );
    let data = vec![*prng.pick(&[0xFF, 0x00, 0x26]); 20_000];
    page(prng, size, &entries, &data)
}

fn inline(prng: &mut Prng) -> Vec<u8> {
    let mut file = File::default();
    let (width, height) = sides(prng);
    let content = format!(
        "{WORDS}q 595 0 0 842 0 0 cm BI /W {width} /H {height} /BPC 8 /CS /RGB /F [/AHx] ID 00FF00> EI Q {WORDS}"
    );
    file.page(&content.repeat(1 + prng.below(30)), "");
    file.bytes()
}
