//! How many pixels a picture will have once it is decoded, by what its data states.
//!
//! Decoders believe the data's own header. JPEG 2000 is bounded by its decoder.

use crate::guard::{find, mentions, number};

/// Pixels of a stream's picture; 0 for what is none, or cannot be told.
pub(crate) fn pixels(dictionary: &[u8], data: &[u8]) -> u64 {
    if mentions(dictionary, b"DCT") {
        return jpeg(data).unwrap_or(0);
    }
    if mentions(dictionary, b"/JBIG2Decode") {
        return jbig2(data);
    }
    if mentions(dictionary, b"/CCF") || mentions(dictionary, b"/CCITTFaxDecode") {
        let stated = |key: &[u8]| number(dictionary, key).unwrap_or(0) as u64;
        let across = stated(b"/Columns ").max(stated(b"/Width ")).max(1_728);
        let down = stated(b"/Rows ").max(stated(b"/Height "));
        return across.saturating_mul(down);
    }
    0
}

/// Height times width of the frame, by its header (ITU-T T.81, B.2.2): a marker, a length, the precision, the two.
fn jpeg(data: &[u8]) -> Option<u64> {
    let mut rest = data.get(find(data, &[0xFF, 0xD8])? + 2..)?;
    let mut largest = 0;
    // Segment by segment; what is between them is skipped.
    while let Some(at) = find(rest, &[0xFF]) {
        rest = rest.get(at + 1..)?;
        let marker = *rest.first()?;
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        let two = |at: usize| Some(u16::from_be_bytes([*rest.get(at)?, *rest.get(at + 1)?]));
        if is_frame {
            let (Some(height), Some(width)) = (two(4), two(6)) else { break };
            largest = largest.max(u64::from(height) * u64::from(width));
        }
        let has_length = matches!(marker, 0xC0..=0xCF | 0xDB..=0xEF | 0xFE);
        let length =
            if has_length { two(1).map_or(1, |length| usize::from(length) + 1) } else { 1 };
        // Of a scan's data nothing is asked; frames come before it.
        if marker == 0xDA {
            break;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    Some(largest)
}

/// Segments of a picture that are looked at.
const SEGMENTS: usize = 1_000;

/// The largest page or region that a segment states (ITU-T T.88, 7.2 and 7.4): both begin with width and height.
fn jbig2(data: &[u8]) -> u64 {
    let (mut rest, mut largest) = (data, 0);
    for _ in 0..SEGMENTS {
        let Some((kind, head, length)) = segment(rest) else { break };
        let body = rest.get(head..).unwrap_or_default();
        let side = |at: usize| body.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        let states_size = matches!(kind, 4..=7 | 20..=23 | 36..=43 | 48);
        if let (true, Some(width), Some(height)) = (states_size, side(0), side(4)) {
            let [width, height] = [width, height].map(u32::from_be_bytes).map(u64::from);
            // A page of unknown height grows by its stripes.
            let height = if height == u64::from(u32::MAX) { 1 } else { height };
            largest = largest.max(width * height);
        }
        rest = body.get(length..).unwrap_or_default();
    }
    largest
}

/// Kind, length of the header, length of the data of the segment that `data` begins with.
fn segment(data: &[u8]) -> Option<(u8, usize, usize)> {
    let number = u32::from_be_bytes(data.get(..4)?.try_into().ok()?);
    let (flags, references) = (*data.get(4)?, usize::from(*data.get(5)? >> 5));
    if references > 4 {
        return None;
    }
    let each = match number {
        0..=256 => 1,
        257..=65_536 => 2,
        _ => 4,
    };
    let page = if flags & 0x40 == 0 { 1 } else { 4 };
    let head = 6 + references * each + page;
    let length = u32::from_be_bytes(data.get(head..head + 4)?.try_into().ok()?);
    Some((flags & 0x3F, head + 4, length as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_as_large_as_their_own_header_says() {
        let mut data = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xC0, 0xFF, 0xC2, 0, 17, 8];
        data.extend(40_000_u16.to_be_bytes());
        data.extend(50_000_u16.to_be_bytes());
        data.extend([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xDA]);
        assert_eq!(pixels(b"<< /Width 1 /Height 1 /Filter /DCTDecode >>", &data), 2_000_000_000);
        assert_eq!(pixels(b"<< /Filter /DCTDecode >>", b"\xFF\xD8\xFF"), 0);
        let fax = b"<< /Height 10 /DecodeParms << /Columns 4294967295 /Rows 99 >> /Filter /CCITTFaxDecode >>";
        assert_eq!(pixels(fax, b""), 4_294_967_295 * 99);
        assert_eq!(pixels(b"<< /Filter /FlateDecode >>", &data), 0);
        // A page of unknown height, and a region that refers to one segment.
        let mut data = vec![0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19, 0, 0, 1, 0, 255, 255, 255, 255];
        data.extend([0; 11]);
        data.extend([0, 0, 0, 1, 38, 0x20, 0, 1, 0, 0, 0, 18, 0, 1, 0, 0, 0, 2, 0, 0]);
        assert_eq!(pixels(b"<< /Filter /JBIG2Decode >>", &data), 65_536 * 131_072);
        assert_eq!(pixels(b"<< /Filter /JBIG2Decode >>", b"short"), 0);
    }
}
