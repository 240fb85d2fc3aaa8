//! Byte ranges of one text.

use std::ops::Range;

/// A range of UTF-8 bytes in one text: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an inverted pair becomes the empty range at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same range moved right by `by` bytes.
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The words of `text` in this range; empty where the range does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The range without the white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = self.start + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trim_keeps_only_the_words() {
        let text = "a  bc  d";
        assert_eq!(Span::new(1, 7).trim(text), Span::new(3, 5));
        assert_eq!(Span::new(5, 7).trim(text).len(), 0);
    }

    #[test]
    fn a_range_outside_the_text_reads_as_nothing() {
        assert_eq!(Span::new(2, 9).of("abc"), "");
    }
}
