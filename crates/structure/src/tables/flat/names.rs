//! Names and phrases that the document says elsewhere, to join what the end of a page has cut in two.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use vanban_text::fold;

use super::words::Word;

/// Words of the longest phrase kept.
const LONGEST: usize = 10;

/// Words of the shortest.
const SHORTEST: usize = 3;

/// Words before the cut that a name may have, and words after it that must go on with it.
const BEFORE: usize = 8;
const AFTER: usize = 2;

/// Runs of words that begin with a capital, as hashes.
#[derive(Debug, Default)]
pub(crate) struct Names(HashSet<u64>);

impl Names {
    /// All of `text`; nothing where no row needs them.
    pub(crate) fn of(text: &str) -> Self {
        let words: Vec<(bool, String)> = text
            .split_whitespace()
            .map(|word| (word.starts_with(char::is_uppercase), bare(word)))
            .collect();
        let mut found = HashSet::new();
        for (at, _) in words.iter().enumerate().filter(|(_, (capital, _))| *capital) {
            let mut hasher = DefaultHasher::new();
            for (count, (_, word)) in words.iter().skip(at).take(LONGEST).enumerate() {
                word.hash(&mut hasher);
                if count + 1 >= SHORTEST {
                    found.insert(hasher.finish());
                }
            }
        }
        Self(found)
    }

    /// Whether the last words of `before` and the first of `after` are said in one elsewhere.
    pub(crate) fn join(&self, before: &[Word<'_>], after: &[Word<'_>]) -> bool {
        let tail = &before[before.len().saturating_sub(BEFORE)..];
        let head = &after[..after.len().min(AFTER)];
        (0..tail.len()).filter(|from| tail[*from].is_capital()).any(|from| {
            let mut hasher = DefaultHasher::new();
            let words = tail[from..].iter().chain(head);
            words.clone().for_each(|word| word.folded.hash(&mut hasher));
            words.count() >= SHORTEST && self.0.contains(&hasher.finish())
        })
    }
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use vanban_text::Span;

    use super::*;
    use crate::tables::flat::words::{FlatLine, words_of};

    #[test]
    fn a_name_said_elsewhere_joins_its_halves() {
        let names = Names::of("Giao Sở Giáo dục và Đào tạo, Sở Y tế thực hiện.");
        let line =
            |text: &'static str| FlatLine { span: Span::default(), text, page: 1, gap: false };
        let join = |before, after| {
            names.join(&words_of(&line(before), 0, 0), &words_of(&line(after), 0, 0))
        };
        assert!(join("Sở Giáo dục và Đào", "tạo"));
        assert!(!join("Làm đường", "tạo"));
        assert!(!join("Sở Giáo dục và Đào", "thông"));
    }
}
