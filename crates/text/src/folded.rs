//! A folded text that remembers where each of its bytes came from.

use unicode_normalization::char::is_combining_mark;

use crate::{Span, fold_char};

/// A text in folded form (see [`crate::fold`]) with the way back: patterns are matched on the folded form,
/// which bad marks do not disturb, and what they find is quoted from the text itself.
///
/// ```
/// let folded = vanban_text::Folded::new("đạt Tối Thiểu 90%");
/// assert_eq!(folded.text(), "dat toi thieu 90%");
/// let at = folded.text().find("toi thieu").unwrap();
/// assert_eq!(folded.origin(at..at + 9).of("đạt Tối Thiểu 90%"), "Tối Thiểu");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of `text` the first byte of the character it came from, and the length of the source
    /// at the end.
    offsets: Vec<usize>,
}

impl Folded {
    /// Folds `source`.
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut offsets = Vec::with_capacity(source.len() + 1);
        for (at, c) in source.char_indices().filter(|(_, c)| !is_combining_mark(*c)) {
            for lower in fold_char(c).to_lowercase() {
                text.push(lower);
                offsets.resize(text.len(), at);
            }
        }
        offsets.push(source.len());
        Self { text, offsets }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that `range` of the folded text came from; combining marks that follow the
    /// last letter belong to it.
    pub fn origin(&self, range: std::ops::Range<usize>) -> Span {
        let last = self.offsets.len() - 1;
        Span::new(self.offsets[range.start.min(last)], self.offsets[range.end.min(last)])
    }

    /// Where byte `at` of the source stands in the folded text.
    pub fn position(&self, at: usize) -> usize {
        self.offsets.partition_point(|&offset| offset < at).min(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folded_word_finds_its_own_letters() {
        let source = "Hộ nghèo ≥ 5 % – “ĐẠT”";
        let folded = Folded::new(source);
        for word in ["ho", "ngheo", "≥", "dat", "”"] {
            let at = folded.text().find(word).expect("the word is there");
            let origin = folded.origin(at..at + word.len());
            assert_eq!(crate::fold(origin.of(source)), word);
            assert_eq!(folded.position(origin.start), at);
        }
        assert_eq!(folded.origin(0..folded.text().len()).of(source), source);
    }

    #[test]
    fn an_empty_text_folds_to_nothing() {
        let folded = Folded::new("");
        assert_eq!(folded.origin(0..0), Span::new(0, 0));
        assert_eq!(folded.position(0), 0);
    }
}
