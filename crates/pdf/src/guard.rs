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
use crate::{LimitKind, Limits, PdfError, pictures};

/// Refuses a file with a stream that would inflate past the limit.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    streams(bytes).try_for_each(|stream| count(stream.data, &filters(stream.dictionary), limits))
}

/// Refuses to draw what holds a picture of more pixels than any scanner makes. Pictures are decoded whole and at
/// the size that they state themselves, whatever the page's dictionary says.
pub(crate) fn check_pictures(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    streams(bytes).try_for_each(|stream| {
        check_pixels(pictures::pixels(stream.dictionary, stream.data), limits.pixels)
    })
}

/// Refuses a picture of too many pixels for a page that may have `page` when it is drawn.
pub(crate) fn check_pixels(requested: u64, page: u64) -> Result<(), PdfError> {
    let granted = page.saturating_mul(PICTURES);
    if requested > granted {
        return Err(PdfError::Limit { kind: LimitKind::Pixels, requested, granted });
    }
    Ok(())
}

/// How many times the pixels of a drawn page a picture on it may have: plans of towns are scanned in full size.
const PICTURES: u64 = 2;

/// A stream as it stands in the file.
struct Stream<'a> {
    dictionary: &'a [u8],
    data: &'a [u8],
}

fn streams(bytes: &[u8]) -> impl Iterator<Item = Stream<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let word = at + find(bytes.get(at..)?, b"stream")?;
            let before = bytes.get(at..word)?;
            at = word + b"stream".len();
            if before.ends_with(b"end") {
                continue;
            }
            let dictionary = dictionary(before);
            let rest = bytes.get(at..)?.trim_ascii_start();
            let length = find(rest, b"endstream").unwrap_or(rest.len());
            // Readers believe the length that is stated; compressed data may hold the word by chance, or on purpose.
            let stated = number(dictionary, b"/Length ").map_or(0, |stated| stated.min(rest.len()));
            at = bytes.len() - (rest.len() - length);
            return Some(Stream { dictionary, data: rest.get(..length.max(stated))? });
        }
    })
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

/// The filters that a dictionary names, the first to be undone first.
///
/// Only `/Filter` names them, but a dictionary that is damaged, or made to mislead, is better searched than parsed:
/// all filters' names in it count, in their order. A filter named by reference is taken for the usual one.
fn filters(dictionary: &[u8]) -> Vec<Filter> {
    let mut rest = dictionary;
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

/// The number that a dictionary states outright for a key, which ends with its space.
pub(crate) fn number(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    let after = dictionary.get(find(dictionary, key)? + key.len()..)?.trim_ascii_start();
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

pub(crate) fn find(text: &[u8], word: &[u8]) -> Option<usize> {
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
