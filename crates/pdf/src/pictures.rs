//! How many pixels a picture will have once it is decoded, by what its data states.
//!
//! Decoders believe the data's own header. JPEG 2000 and JBIG2 are bounded by their decoder.

use crate::guard::{find, mentions, number};

/// Pixels of a stream's picture; 0 for what is none, or cannot be told.
pub(crate) fn pixels(dictionary: &[u8], data: &[u8]) -> u64 {
    if mentions(dictionary, b"DCT") {
        return jpeg(data).unwrap_or(0);
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
    }
}
