//! Bytes to text: Unicode with or without a byte order mark.

use vanban_text::nfc;

use crate::PlainError;

/// The text of `bytes`, NFC, with `\n` for every kind of line break.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, PlainError> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    Ok(nfc(&text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")))
}

fn utf8(bytes: &[u8]) -> Result<String, PlainError> {
    if is_binary(bytes) {
        return Err(PlainError::Binary);
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| PlainError::NotText)
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
    fn binary_data_and_unknown_text_are_told_apart() {
        assert_eq!(decode(&[0x89, b'P', b'N', b'G', 0, 1, 2]), Err(PlainError::Binary));
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8, 0x20, 0x00]), Err(PlainError::NotText));
        assert_eq!(decode(b"abc \xff\xff\xff"), Err(PlainError::NotText));
        assert_eq!(decode(b""), Ok(String::new()));
    }
}
