//! Several grey pictures as one uncompressed TIFF (TIFF 6.0), so that one Tesseract reads them all.

use crate::picture::Gray;

/// The file. Each picture is one page of it, in order.
pub(crate) fn file(pictures: &[Gray], dpi: u32) -> Vec<u8> {
    let size: usize = pictures.iter().map(|picture| picture.px.len() + 256).sum();
    let mut out = Vec::with_capacity(size + 8);
    out.extend(b"II\x2a\0");
    // Where the next directory's offset is to be written.
    let mut link = out.len();
    out.extend([0; 4]);
    for picture in pictures {
        let strip = out.len();
        out.extend(&picture.px);
        if out.len() % 2 == 1 {
            out.push(0);
        }
        let resolution = out.len();
        out.extend(dpi.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        let directory = out.len();
        set(&mut out, link, directory);
        link = write_directory(&mut out, picture, strip, resolution);
    }
    out
}

const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

/// Writes a directory; gives where the offset of the next belongs.
fn write_directory(out: &mut Vec<u8>, picture: &Gray, strip: usize, resolution: usize) -> usize {
    let entries: [(u16, u16, usize); 12] = [
        (256, LONG, picture.width),
        (257, LONG, picture.height),
        (258, SHORT, 8),
        (259, SHORT, 1),
        // Black is zero.
        (262, SHORT, 1),
        (273, LONG, strip),
        (277, SHORT, 1),
        (278, LONG, picture.height),
        (279, LONG, picture.px.len()),
        (282, RATIONAL, resolution),
        (283, RATIONAL, resolution),
        (296, SHORT, 2),
    ];
    out.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend((value as u32).to_le_bytes());
    }
    let link = out.len();
    out.extend([0; 4]);
    link
}

fn set(out: &mut [u8], at: usize, value: usize) {
    if let Some(place) = out.get_mut(at..at + 4) {
        place.copy_from_slice(&(value as u32).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_back_from_the_file() {
        let pictures = [
            Gray::new(3, 2, vec![0, 50, 255, 9, 8, 7]),
            Gray::new(1, 1, vec![77]),
            Gray::white(5, 4),
        ];
        let bytes = file(&pictures, 200);
        let pages = crate::decode(&bytes, &crate::Limits::default()).expect("it is a TIFF");
        assert_eq!(pages.len(), 3);
        for (page, picture) in pages.iter().zip(&pictures) {
            assert_eq!(
                (page.width as usize, page.height as usize),
                (picture.width, picture.height)
            );
            let grey: Vec<u8> = page.rgb.chunks(3).map(|pixel| pixel[0]).collect();
            assert_eq!(grey, picture.px);
        }
    }
}
