//! Words, numbers and marks of a text with their places: what the grammars of this crate read.
//!
//! A grammar walks over a slice of tokens by index, so that every rule looks at words and none at bytes.
//! Markdown emphasis (`*`, `_`) is left out, inside words too: it is never part of what a document says.

use vanban_text::{Span, fold, tone_key};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters, digits allowed after the first.
    Word,
    /// A run of digits.
    Number,
    /// One other character.
    Mark,
}

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    /// As it stands.
    pub text: &'a str,
    /// Where, in the text the tokens were cut from.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Lower case with the tone mark in its older place: equal for equal words.
    pub key: String,
    /// Lower case without marks.
    pub fold: String,
}

impl Token<'_> {
    /// Whether this is the mark `c`.
    pub(crate) fn is(&self, c: char) -> bool {
        self.kind == Kind::Mark && self.text.starts_with(c)
    }

    /// Whether its first letter is a capital.
    pub(crate) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is all capitals, and of more than one letter.
    pub(crate) fn capitals(&self) -> bool {
        self.kind == Kind::Word
            && self.text.chars().nth(1).is_some()
            && !self.text.chars().any(char::is_lowercase)
    }
}

/// The tokens of `text` in `within`.
pub(crate) fn tokens(text: &str, within: Span) -> Vec<Token<'_>> {
    let slice = within.of(text);
    let mut out = Vec::with_capacity(slice.len() / 5);
    let mut rest = slice.char_indices().peekable();
    let mut emphasised = false;
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || matches!(c, '*' | '_' | '\u{feff}' | '\u{200b}') {
            continue;
        }
        let kind = if c.is_ascii_digit() {
            Kind::Number
        } else if c.is_alphanumeric() {
            Kind::Word
        } else {
            Kind::Mark
        };
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let goes_on = match kind {
                Kind::Number => next.is_ascii_digit(),
                Kind::Word if next == '*' => {
                    emphasised = small_after_stars(&slice[at..]);
                    emphasised
                }
                // `số142/2018/NĐ-CP`: the space after `số` was forgotten.
                Kind::Word if next.is_ascii_digit() && is_so(&slice[start..end]) => false,
                Kind::Word => next.is_alphanumeric() || is_combining(next),
                Kind::Mark => false,
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let word = &slice[start..end];
        let (key, folded) = match kind {
            Kind::Word if emphasised => {
                emphasised = false;
                let bare = word.replace('*', "");
                (tone_key(&bare), fold(&bare))
            }
            Kind::Word => (tone_key(word), fold(word)),
            _ => (word.to_owned(), word.to_owned()),
        };
        let span = Span::new(start, end).shift(within.start);
        out.push(Token { text: word, span, kind, key, fold: folded });
    }
    out
}

/// `ng**ày`: a word goes on after emphasis that opens or closes inside it.
fn small_after_stars(rest: &str) -> bool {
    let after = rest.trim_start_matches('*');
    rest.len() - after.len() <= 3 && after.starts_with(char::is_lowercase)
}

fn is_so(word: &str) -> bool {
    matches!(word, "số" | "Số" | "SỐ")
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// A set of phrases to look up at a place. Phrases of several words are compared without marks, since no
/// two of them differ in marks alone; single words are compared with them.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// Phrases as (first word without marks, words with marks, words without), sorted, longest first.
    entries: Vec<(String, Vec<String>, Vec<String>)>,
}

impl Phrases {
    /// The set of these phrases.
    pub(crate) fn new(phrases: &[&str]) -> Self {
        let mut entries: Vec<_> = phrases
            .iter()
            .map(|phrase| {
                let keys: Vec<String> = phrase.split(' ').map(tone_key).collect();
                let folds: Vec<String> = phrase.split(' ').map(fold).collect();
                (folds[0].clone(), keys, folds)
            })
            .collect();
        entries.sort_by(|a, b| (&a.0, b.1.len()).cmp(&(&b.0, a.1.len())));
        Self { entries }
    }

    /// Number of tokens of the longest phrase that starts at `at`; `None` where none does.
    pub(crate) fn at(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let first = tokens.get(at)?;
        let from = self.entries.partition_point(|(head, ..)| *head < first.fold);
        self.entries[from..]
            .iter()
            .take_while(|(head, ..)| *head == first.fold)
            .find(|(_, keys, folds)| matches(tokens, at, keys, folds))
            .map(|(_, keys, _)| keys.len())
    }
}

fn matches(tokens: &[Token<'_>], at: usize, keys: &[String], folds: &[String]) -> bool {
    let Some(here) = tokens.get(at..at + keys.len()) else { return false };
    if let [key] = keys {
        return here[0].key == *key;
    }
    here.iter().zip(folds).all(|(token, word)| token.fold == *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_come_apart_and_emphasis_goes() {
        let text = "**Số: 12a/KH-UBND** năm 2027.";
        let cut = tokens(text, Span::new(0, text.len()));
        let words: Vec<&str> = cut.iter().map(|t| t.text).collect();
        assert_eq!(words, ["Số", ":", "12", "a", "/", "KH", "-", "UBND", "năm", "2027", "."]);
        assert!(cut.iter().all(|t| t.span.of(text) == t.text));
    }

    #[test]
    fn phrases_prefer_the_longest_and_single_words_keep_their_marks() {
        let set = Phrases::new(&["ban hành", "ban hành kèm theo", "về"]);
        let text = "Ban hanh kèm theo; vẽ về";
        let cut = tokens(text, Span::new(0, text.len()));
        assert_eq!(set.at(&cut, 0), Some(4));
        assert_eq!(set.at(&cut, 5), None);
        assert_eq!(set.at(&cut, 6), Some(1));
    }
}
