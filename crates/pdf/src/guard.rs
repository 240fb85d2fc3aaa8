//! Looks at the raw bytes before anything is parsed: compressed streams that would inflate past the limit.
//!
//! hayro inflates a stream in one go, without a bound, so a bomb has to be found first. No filter expands by more
//! than about a thousand to one, so only streams long enough to be dangerous are inflated here, through small
//! buffers; stacked filters multiply, so a short stream under several is counted as well. The streams of an
//! encrypted file tell nothing before they are deciphered: those are counted once the file is open.

use hayro_interpret::hayro_syntax::Filter as OpenFilter;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Object;

use crate::filters::{Filter, inflated};
use crate::{LimitKind, Limits, PdfError};

/// Refuses a file with a stream that would inflate past the limit.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut at = 0;
    while let Some(found) = find(bytes.get(at..).unwrap_or(&[]), b"stream") {
        let word = at + found;
        let before = bytes.get(at..word).unwrap_or(&[]);
        at = word + b"stream".len();
        if before.ends_with(b"end") {
            continue;
        }
        let data = bytes.get(at..).unwrap_or(&[]).trim_ascii_start();
        let length = find(data, b"endstream").unwrap_or(data.len());
        // Readers believe the length that is stated; compressed data may hold the word by chance, or on purpose.
        let stated = stated_length(dictionary(before)).map_or(0, |stated| stated.min(data.len()));
        let (shown, next) = (data.get(..length.max(stated)).unwrap_or(data), data.get(length..));
        count(shown, &filters(before), limits)?;
        at = bytes.len() - next.map_or(0, <[u8]>::len);
    }
    Ok(())
}

/// The same for the streams of an encrypted file, which can be read only now.
pub(crate) fn check_deciphered(pdf: &Pdf, limits: &Limits) -> Result<(), PdfError> {
    if !mentions(pdf.data().as_ref(), b"/Encrypt") {
        return Ok(());
    }
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let filters: Vec<Filter> =
            stream.filters().iter().filter_map(|filter| known(*filter)).collect();
        if !filters.is_empty() {
            count(&stream.raw_data(), &filters, limits)?;
        }
    }
    Ok(())
}

fn count(data: &[u8], filters: &[Filter], limits: &Limits) -> Result<(), PdfError> {
    let ratio =
        filters.iter().fold(1_usize, |most, filter| most.saturating_mul(filter.highest_ratio()));
    if filters.is_empty() || data.len().saturating_mul(ratio) <= limits.stream_bytes {
        return Ok(());
    }
    let size = inflated(data, filters, limits.stream_bytes);
    if size <= limits.stream_bytes {
        return Ok(());
    }
    Err(PdfError::Limit {
        kind: LimitKind::StreamBytes,
        requested: size as u64,
        granted: limits.stream_bytes as u64,
    })
}

/// Whether `word` stands anywhere in the file, as it does unless it is inside a compressed stream.
pub(crate) fn mentions(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

/// Whether the file lacks the marks that end every complete PDF.
pub(crate) fn is_cut_off(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(2_048)..).unwrap_or(bytes);
    find(tail, b"%%EOF").is_none() && find(tail, b"startxref").is_none()
}

/// The filters that the dictionary at the end of `before` names, the first to be undone first.
///
/// Only `/Filter` names them, but a dictionary that is damaged, or made to mislead, is better searched than parsed:
/// all filters' names in it count, in their order. A filter named by reference is taken for the usual one.
fn filters(before: &[u8]) -> Vec<Filter> {
    let mut rest = dictionary(before);
    let early = find(rest, b"/EarlyChange 0").is_none();
    let mut found = Vec::new();
    let mut named_elsewhere = false;
    while let Some(slash) = rest.iter().position(|byte| *byte == b'/') {
        rest = rest.get(slash + 1..).unwrap_or(&[]);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let name = unescaped(name);
        if let Some(filter) = Filter::of(&name, early) {
            found.push(filter);
        }
        named_elsewhere |= matches!(name.as_slice(), b"Filter" | b"F")
            && after.trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
    }
    if found.is_empty() && named_elsewhere {
        found.push(Filter::Flate);
    }
    found
}

/// What stands between the last object's beginning and the end of `before`.
fn dictionary(before: &[u8]) -> &[u8] {
    let start = rfind(before, b"obj").map_or(0, |at| at + 3);
    before.get(start..).unwrap_or(before)
}

/// The length that a dictionary states outright.
fn stated_length(dictionary: &[u8]) -> Option<usize> {
    let after = dictionary.get(find(dictionary, b"/Length ")? + 8..)?.trim_ascii_start();
    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(after.get(..digits)?).ok()?.parse().ok()
}

/// A name with its `#46` undone.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let code = tail.get(..2).filter(|_| *first == b'#');
        let code =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        if code.is_some() {
            rest = tail.get(2..).unwrap_or(&[]);
        }
        plain.push(code.unwrap_or(*first));
    }
    plain
}

fn known(filter: OpenFilter) -> Option<Filter> {
    Some(match filter {
        OpenFilter::FlateDecode => Filter::Flate,
        OpenFilter::LzwDecode => Filter::Lzw { early: true },
        OpenFilter::RunLengthDecode => Filter::RunLength,
        OpenFilter::Ascii85Decode => Filter::Ascii85,
        OpenFilter::AsciiHexDecode => Filter::AsciiHex,
        _ => return None,
    })
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
