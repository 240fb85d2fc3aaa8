//! Looks at the raw bytes before anything is parsed: compressed streams that would inflate past the limit.
//!
//! hayro inflates a stream in one go, without a bound, so a bomb has to be found first. Deflate and LZW cannot
//! expand by more than about a thousand to one, so only streams long enough to be dangerous are inflated here,
//! through a small buffer. Streams with several stacked filters are always inflated, whatever their length.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::{LimitKind, Limits, PdfError};

/// More than what a byte of deflate (1,032) or LZW (about 1,400) can become.
const HIGHEST_RATIO: usize = 1_500;

/// How far before the word `stream` its dictionary is looked for.
const DICTIONARY: usize = 2_048;

/// Refuses a file with a stream that would inflate past the limit.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..).unwrap_or(&[]), b"stream") {
        let word = at + found;
        at = word + b"stream".len();
        let before = bytes.get(word.saturating_sub(DICTIONARY)..word).unwrap_or(&[]);
        if before.ends_with(b"end") {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or(&[]);
        let data = rest.trim_ascii_start();
        let layers = filter_layers(before);
        let length = find(data, b"endstream").unwrap_or(data.len());
        let data = data.get(..length).unwrap_or(data);
        let most = data.len().saturating_mul(HIGHEST_RATIO.saturating_pow(layers));
        if layers > 0 && most > limits.stream_bytes {
            let size = inflated(data, layers, limits.stream_bytes);
            if size > limits.stream_bytes {
                return Err(PdfError::Limit {
                    kind: LimitKind::StreamBytes,
                    requested: size as u64,
                    granted: limits.stream_bytes as u64,
                });
            }
        }
        at += length;
    }
    Ok(())
}

/// Whether the file lacks the marks that end every complete PDF.
pub(crate) fn is_cut_off(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(2_048)..).unwrap_or(bytes);
    find(tail, b"%%EOF").is_none() && find(tail, b"startxref").is_none()
}

/// How many expanding filters the dictionary that ends at the end of `before` names.
fn filter_layers(before: &[u8]) -> u32 {
    let start = rfind(before, b" obj").map_or(0, |at| at + 4);
    let mut dictionary = before.get(start..).unwrap_or(before);
    let mut layers = 0;
    while let Some(slash) = dictionary.iter().position(|byte| *byte == b'/') {
        dictionary = dictionary.get(slash + 1..).unwrap_or(&[]);
        let end = dictionary.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let name = dictionary.get(..end.unwrap_or(dictionary.len())).unwrap_or(&[]);
        let expands = [&b"FlateDecode"[..], b"Fl", b"LZWDecode", b"LZW"].contains(&name);
        layers += u32::from(expands);
    }
    layers
}

/// The inflated size of `data`, counted no further than just past `limit`.
fn inflated(data: &[u8], layers: u32, limit: usize) -> usize {
    let mut reader: Box<dyn Read + '_> = Box::new(data);
    for _ in 0..layers.min(8) {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    while size <= limit {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => size += read,
        }
    }
    size
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut at = 0;
    while let Some(step) = text.get(at..)?.iter().position(|byte| *byte == first) {
        at += step;
        if text.get(at..)?.starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn rfind(text: &[u8], word: &[u8]) -> Option<usize> {
    (0..=text.len().checked_sub(word.len())?)
        .rev()
        .find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}
