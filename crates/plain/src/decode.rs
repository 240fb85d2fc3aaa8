//! Bytes to text: Unicode with or without a byte order mark, else the old character set that makes sense.

use vanban_text::{Charset, nfc};

use crate::PlainError;

/// The text of `bytes`, NFC, with `\n` for every kind of line break.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, PlainError> {
    let text = unicode(bytes)?;
    // Codes of an old font that a program took for Latin letters, or VIQR.
    let text = match Charset::guess_text(&text) {
        Some(charset) => charset.decode_text(&text),
        None => text,
    };
    Ok(nfc(&text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")))
}

/// The text of `bytes` as they say it, with or without a byte order mark.
pub(crate) fn unicode(bytes: &[u8]) -> Result<String, PlainError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, PlainError> {
    if is_binary(bytes) {
        return Err(PlainError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let charset = Charset::guess(bytes).ok_or(PlainError::NotText)?;
    Ok(charset.decode(bytes))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, PlainError> {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0,
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    let text = text.map_err(|_| PlainError::NotText)?;
    if text.contains('\0') { Err(PlainError::Binary) } else { Ok(text) }
}

/// Text holds no zero bytes and hardly any control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let controls = bytes.iter().filter(control).count();
    bytes.contains(&0) || controls * 100 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unicode_form_reads_the_same() {
        let utf16 = |text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        let want = "Kế hoạch\nnăm 2027\n";
        for bytes in [
            want.as_bytes().to_vec(),
            "\u{feff}Kế hoạch\r\nnăm 2027\r\n".as_bytes().to_vec(),
            "Kế hoạch\rnăm 2027\r".as_bytes().to_vec(),
            "Ke\u{302}\u{301} hoa\u{323}ch\nna\u{306}m 2027\n".as_bytes().to_vec(),
            utf16(want, [0xff, 0xfe], u16::to_le_bytes),
            utf16(want, [0xfe, 0xff], u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(want));
        }
    }

    #[test]
    fn old_character_sets_are_told_by_what_they_spell() {
        let want = "Ủy ban nhân dân xã phân công từng bộ phận thực hiện đúng thời hạn";
        let viscii = b"\xdcy ban nh\xe2n d\xe2n x\xe3 ph\xe2n c\xf4ng t\xd7ng b\xb5 ph\xa7n th\xf1c hi\xaan \xf0\xfang th\xb6i h\xd5n";
        assert!(
            decode(viscii).is_ok_and(|text| text.contains("phân công") && text.contains("đúng"))
        );
        let vni = "UÛy ban nhaân daân xaõ phaân coâng töøng boä phaän thöïc hieän ñuùng thôøi haïn";
        assert_eq!(decode(vni.as_bytes()).as_deref(), Ok(want));
        let viqr = "U?y ban nha^n da^n xa~ pha^n co^ng tu+`ng bo^. pha^.n thu+.c hie^.n ddu'ng tho+`i ha.n";
        assert_eq!(decode(viqr.as_bytes()).as_deref(), Ok(want));
    }

    #[test]
    fn binary_data_and_unknown_text_are_told_apart() {
        assert_eq!(decode(&[0x89, b'P', b'N', b'G', 0, 1, 2]), Err(PlainError::Binary));
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8, 0x20, 0x00]), Err(PlainError::NotText));
        assert_eq!(decode(b"abc \xff\xff\xff"), Err(PlainError::NotText));
        assert_eq!(decode(b""), Ok(String::new()));
    }
}
