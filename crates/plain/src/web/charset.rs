//! Bytes of a web page to text: byte order mark, UTF-8, what the page says of itself, what its words spell.

use vanban_text::Charset;

use crate::{PlainError, decode};

/// How much of a page is looked at for what it says of itself.
const HEAD: usize = 4096;

/// Tags that begin a page; a table or a paragraph may stand in Markdown too.
const STARTS: [&str; 7] =
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<!-- saved from"];

/// Whether `bytes` begin as a web page does.
pub(crate) fn looks_like_html(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let xml = head.starts_with("<?xml");
    let comment = head.starts_with("<!--");
    let begins = |start: &&str| {
        head.starts_with(*start) || ((xml || comment) && head.contains(&format!("\n{start}")))
    };
    STARTS.iter().any(begins) || (xml && head.contains("<html"))
}

/// The first bytes as small letters; of UTF-16 every other byte is zero.
fn head(bytes: &[u8]) -> String {
    let start = bytes.get(..HEAD).unwrap_or(bytes);
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let shown = start.iter().filter(|byte| !matches!(byte, 0 | 0xff | 0xfe));
    shown.map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// The text of a page.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, PlainError> {
    let marked = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if marked || std::str::from_utf8(bytes).is_ok() {
        return decode::unicode(bytes);
    }
    if bytes.contains(&0) {
        return Err(PlainError::Binary);
    }
    let declared = declared(&head(bytes)).unwrap_or_default();
    let set = match declared.as_str() {
        "windows-1258" | "cp1258" | "x-cp1258" => Some(Charset::Windows1258),
        "viscii" => Some(Charset::Viscii),
        // A page of old fonts says that it is Western, or nothing.
        _ => Charset::guess(&words(bytes)),
    };
    Ok(match set {
        Some(set) => set.decode(bytes),
        None if declared == "utf-8" => String::from_utf8_lossy(bytes).into_owned(),
        None => western(bytes),
    })
}

/// `charset=` of a `meta`.
fn declared(head: &str) -> Option<String> {
    let value = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c));
    Some(value.get(..end.unwrap_or(value.len()))?.to_owned())
}

/// The bytes without tags, which would outweigh the words.
fn words(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let shown = bytes.iter().filter(|byte| {
        match byte {
            b'<' => inside = true,
            b'>' => inside = false,
            _ => return !inside,
        }
        false
    });
    shown.copied().collect()
}

/// Windows-1252: what programs write who know no other.
fn western(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_how_they_begin() {
        for (text, want) in [
            ("<!DOCTYPE html><p>x", true),
            ("\u{feff}\n <HTML lang=vi>", true),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC ''><html>", true),
            ("<!-- lưu -->\n<html>", true),
            ("<table><tr><td>1</td></tr></table>", false),
            ("Kế hoạch <b>năm</b> 2027", false),
            ("<?xml version='1.0'?><w:document>", false),
            ("", false),
        ] {
            assert_eq!(looks_like_html(text.as_bytes()), want, "{text}");
        }
        let wide: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(looks_like_html(&wide));
    }

    #[test]
    fn what_the_page_says_of_itself_counts_where_it_is_not_utf8() {
        let page = |charset: &str, words: &[u8]| {
            [format!("<meta charset='{charset}'><p>").as_bytes(), words].concat()
        };
        for (bytes, want) in [
            (page("utf-8", "Kế hoạch".as_bytes()), "Kế hoạch"),
            (page("windows-1258", b"K\xea\xec hoa\xf2ch"), "Kế hoạch"),
            (page("windows-1252", b"\x93caf\xe9\x94"), "“café”"),
            (
                page("iso-8859-1", b"K\xd5 ho\xb9ch tr\xe5ng r\xf5ng c\xf1a x\xb7"),
                "Kế hoạch trồng rừng của xã",
            ),
        ] {
            let text = decode(&bytes).unwrap();
            assert!(text.ends_with(want), "{text}");
        }
        assert_eq!(decode(b"<html>\0\xff"), Err(PlainError::Binary));
    }
}
