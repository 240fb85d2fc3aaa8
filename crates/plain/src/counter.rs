//! What numbers a row: `1`, `2.3`, `IV.`, `a)`, `Bước 2`.

use std::sync::LazyLock;

use regex::Regex;

/// Kinds of counters; each counts for itself.
pub(crate) const KINDS: usize = 5;

/// The kind that has a word: `Bước 2`.
pub(crate) const NAMED: usize = 4;

/// A row's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// Which kind, below [`KINDS`].
    pub(crate) kind: usize,
    /// Its place in the sequence, from 1 on.
    pub(crate) value: u16,
}

/// Longest counter, in bytes: `Giai đoạn 12`.
const LONGEST: usize = 24;

/// The counter that `text` is and nothing else.
pub(crate) fn counter(text: &str) -> Option<Counter> {
    static PLAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\(?(?:(\d{1,4})|(?:\d{1,3}\.)+(\d{1,3})|([IVXL]{1,6})|([A-Za-zđĐ]))[.)]?$")
            .ok()
    });
    static WORD: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(?:B|\p{Lu}\p{Ll}{2,5} )(\d{1,3})[.:]?$").ok());
    if text.len() > LONGEST {
        return None;
    }
    if let Some(found) = PLAIN.as_ref().and_then(|pattern| pattern.captures(text)) {
        let number = |at: usize| found.get(at).and_then(|digits| digits.as_str().parse().ok());
        if let Some(value) = number(1) {
            return Some(Counter { kind: 0, value });
        }
        if let Some(value) = number(2) {
            return Some(Counter { kind: 1, value });
        }
        if let Some(roman) = found.get(3) {
            return Some(Counter { kind: 2, value: roman_value(roman.as_str()) });
        }
        let value = found.get(4).and_then(|letter| letter_value(letter.as_str()))?;
        return Some(Counter { kind: 3, value });
    }
    let found = WORD.as_ref()?.captures(text)?;
    Some(Counter { kind: NAMED, value: found.get(1)?.as_str().parse().ok()? })
}

fn roman_value(text: &str) -> u16 {
    let mut value = 0_i32;
    let mut before = 0;
    for letter in text.chars() {
        let now = match letter {
            'L' => 50,
            'X' => 10,
            'V' => 5,
            _ => 1,
        };
        value += if now > before { now - 2 * before } else { now };
        before = now;
    }
    u16::try_from(value).unwrap_or(0)
}

/// Place in the order of Vietnamese lists, which leave out f, j, w and z.
fn letter_value(text: &str) -> Option<u16> {
    const ORDER: &str = "abcdđeghiklmnopqrstuvxy";
    let letter = text.chars().next()?.to_lowercase().next()?;
    ORDER.chars().zip(1..).find(|(c, _)| *c == letter).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_told_from_words_and_figures() {
        let shown = |text| counter(text).map(|found| (found.kind, found.value));
        assert_eq!(shown("12."), Some((0, 12)));
        assert_eq!(shown("11.3"), Some((1, 3)));
        assert_eq!(shown("XIV"), Some((2, 14)));
        assert_eq!(shown("đ)"), Some((3, 5)));
        assert_eq!(shown("Bước 3"), Some((4, 3)));
        assert_eq!(shown("B7"), Some((4, 7)));
        assert_eq!(shown("12,5"), None);
        assert_eq!(shown("Quý 1 năm 2026"), None);
    }
}
