//! Real files with something done to them.

use super::Damage;
use crate::prng::Prng;

pub(super) const KINDS: [(&str, Damage); 14] = [
    ("cut", cut),
    ("flip-few", |originals, prng| flip(originals, prng, 8)),
    ("flip-many", |originals, prng| flip(originals, prng, 400)),
    ("gap", gap),
    ("splice", splice),
    ("insert", insert),
    ("repeat", repeat),
    ("zeros", zeros),
    ("numbers", numbers),
    ("references", references),
    ("startxref", startxref),
    ("xref", xref),
    ("keywords", keywords),
    ("names", names),
];

fn one(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    prng.pick(originals).clone()
}

/// A range of at most a tenth of `length`.
fn range(length: usize, prng: &mut Prng) -> std::ops::Range<usize> {
    let start = prng.below(length.max(1));
    let end = (start + 1 + prng.below((length / 10).max(1))).min(length);
    start..end
}

fn cut(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    bytes.truncate(prng.below(bytes.len().max(1)));
    bytes
}

fn flip(originals: &[Vec<u8>], prng: &mut Prng, count: usize) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    for _ in 0..=prng.below(count) {
        let at = prng.below(bytes.len());
        bytes[at] = prng.next_u64() as u8;
    }
    bytes
}

fn gap(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    let range = range(bytes.len(), prng);
    bytes.drain(range);
    bytes
}

fn splice(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let (mut first, second) = (one(originals, prng), one(originals, prng));
    first.truncate(prng.below(first.len()));
    first.extend_from_slice(&second[prng.below(second.len())..]);
    first
}

fn insert(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let (mut bytes, other) = (one(originals, prng), one(originals, prng));
    let at = prng.below(bytes.len());
    let part = other[range(other.len(), prng)].to_vec();
    bytes.splice(at..at, part);
    bytes
}

fn repeat(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    let range = range(bytes.len(), prng);
    let part = bytes[range.clone()].repeat(1 + prng.below(4));
    bytes.splice(range.end..range.end, part);
    bytes
}

fn zeros(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    let range = range(bytes.len(), prng);
    bytes[range].fill(0);
    bytes
}

/// Numbers that programs were not made for.
const HUGE: [&str; 12] = [
    "0",
    "-1",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "-2147483649",
    "9223372036854775807",
    "18446744073709551616",
    "99999999999999999999999999999999999999999",
    "1e308",
    "0.00000000000000000001",
];

/// Replaces some of the numbers that stand outside streams.
fn numbers(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let bytes = one(originals, prng);
    let found: Vec<_> = places(&bytes, u8::is_ascii_digit);
    let share = 1 + prng.below(found.len().max(20) / 4);
    replaced(&bytes, &found, prng, share, |prng, _| prng.pick(&HUGE).as_bytes().to_vec())
}

/// Makes objects refer to others, or to themselves.
fn references(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let bytes = one(originals, prng);
    let found: Vec<_> = places(&bytes, u8::is_ascii_digit)
        .into_iter()
        .filter(|place| bytes[place.end..].starts_with(b" 0 R"))
        .collect();
    let most = found.len().max(2);
    let share = 1 + prng.below(8);
    replaced(&bytes, &found, prng, share, |prng, _| (1 + prng.below(most)).to_string().into_bytes())
}

fn startxref(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let mut bytes = one(originals, prng);
    if let Some(at) = bytes.windows(9).rposition(|window| window == b"startxref") {
        bytes.truncate(at);
        bytes.extend(format!("startxref\n{}\n%%EOF\n", prng.below(at)).bytes());
    }
    bytes
}

/// Scrambles the entries of cross-reference tables.
fn xref(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let bytes = one(originals, prng);
    let entries: Vec<_> = places(&bytes, u8::is_ascii_digit)
        .into_iter()
        .filter(|place| place.len() == 10 && bytes[place.end..].starts_with(b" 0"))
        .collect();
    let length = bytes.len();
    let share = 1 + prng.below(3);
    replaced(&bytes, &entries, prng, share, |prng, _| {
        format!("{:010}", prng.below(length)).into_bytes()
    })
}

/// Words that hold a file together.
const WORDS: [&[u8]; 8] =
    [b"endobj", b"endstream", b"stream", b"obj", b"<<", b">>", b"trailer", b"xref"];

/// Takes some of the words away that hold a file together.
fn keywords(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let bytes = one(originals, prng);
    let word = *prng.pick(&WORDS);
    let found: Vec<_> = bytes
        .windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word)
        .map(|(at, window)| at..at + window.len())
        .collect();
    let share = 1 + prng.below(6);
    replaced(&bytes, &found, prng, share, |_, _| Vec::new())
}

/// Puts keys and names in each other's place.
fn names(originals: &[Vec<u8>], prng: &mut Prng) -> Vec<u8> {
    let bytes = one(originals, prng);
    let found: Vec<_> = places(&bytes, u8::is_ascii_alphabetic)
        .into_iter()
        .filter(|place| place.start > 0 && bytes[place.start - 1] == b'/')
        .collect();
    let share = 2 + prng.below(12);
    replaced(&bytes, &found, prng, share, |prng, bytes| match found.len() {
        0 => Vec::new(),
        _ => bytes[prng.pick(&found).clone()].to_vec(),
    })
}

/// Where runs of such bytes stand, streams left out.
fn places(bytes: &[u8], kind: fn(&u8) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"stream") {
            let end = bytes[at..].windows(9).position(|window| window == b"endstream");
            at += end.map_or(bytes.len(), |end| end + 9);
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| kind(byte)).count();
        // A word of its own, so that `obj1` keeps its digit.
        if length > 0 && !(at > 0 && bytes[at - 1].is_ascii_alphanumeric()) {
            places.push(at..at + length);
        }
        at += length.max(1);
    }
    places
}

/// `bytes` with one in `share` of the places replaced.
fn replaced(
    bytes: &[u8],
    places: &[std::ops::Range<usize>],
    prng: &mut Prng,
    share: usize,
    mut by: impl FnMut(&mut Prng, &[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for place in places {
        if place.start >= from && prng.below(share) == 0 {
            out.extend_from_slice(&bytes[from..place.start]);
            out.extend(by(prng, bytes));
            from = place.end;
        }
    }
    out.extend_from_slice(&bytes[from.min(bytes.len())..]);
    out
}
