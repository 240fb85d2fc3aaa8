//! Specks of a page that an OCR took for marks.

use vanban_text::{Edit, Span};

use crate::token::{Kind, Token};

/// Signs that specks are read as, where no word ends or begins with them.
const QUOTES: &[char] = &['\'', '’', '‘', '`', '°'];
/// The same between two words that belong together.
const BETWEEN: [&str; 9] = ["-", "'", "’", "‘", "`", "~", "..", ".-", "-."];
/// Marks that begin no word.
const MARKS: &[char] = &['\'', '’', '‘', '`', '°', '.', ',', ':', ';', '~', '-'];
/// Pieces on each side that tell about one.
const NEAR: usize = 10;
/// How many specks there must be, and in how many words one.
const LEAST: usize = 2;
const ONE_IN: usize = 40;

/// Specks and words of each piece of a text.
#[derive(Debug, Default)]
pub(crate) struct Dirt {
    pieces: Vec<(usize, usize)>,
}

impl Dirt {
    /// Notes the next piece.
    pub(crate) fn note(&mut self, piece: &str) {
        self.pieces.push(count(piece));
    }

    /// Whether the pages around piece `at` are full of specks.
    pub(crate) fn is_around(&self, at: usize) -> bool {
        let near = at.saturating_sub(NEAR)..self.pieces.len().min(at + NEAR + 1);
        let near = self.pieces.get(near).unwrap_or_default().iter();
        let (specks, words) = near.fold((0, 0), |sum, piece| (sum.0 + piece.0, sum.1 + piece.1));
        specks >= LEAST && specks * ONE_IN >= words
    }
}

/// What can hardly be anything but specks: a full stop before a small letter, marks before a word or by
/// themselves, a hyphen or a point between small letters; and the words.
fn count(piece: &str) -> (usize, usize) {
    let (mut specks, mut words) = (0, 0);
    let mut chunks = piece.split_whitespace().peekable();
    while let Some(chunk) = chunks.next() {
        words += 1;
        let letters = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let small = letters.chars().count() > 1 && letters.ends_with(char::is_lowercase);
        let goes_on = chunks.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        specks += usize::from(small && goes_on && chunk.ends_with('.') && !letters.contains('.'));
        let marked = chunk.starts_with(MARKS) && !chunk.starts_with('-');
        specks += usize::from(marked && (letters.is_empty() || small));
        let parts: Vec<&str> = letters.split(['-', '.', '~']).collect();
        let glued = |pair: &[&str]| {
            pair[0].ends_with(char::is_lowercase) && pair[1].starts_with(char::is_lowercase)
        };
        specks += usize::from(parts.len() == 2 && glued(&parts));
    }
    (specks, words)
}

/// Whether `sign` between two words is a speck for a lost space.
pub(crate) fn stands_between(sign: &str) -> bool {
    BETWEEN.contains(&sign)
}

/// Whether the signs behind a word are specks: quotes that nothing opened.
pub(crate) fn closes_nothing(text: &str, signs: &str, dirty: bool) -> bool {
    let quotes = !signs.is_empty() && signs.chars().all(|c| QUOTES.contains(&c));
    quotes && (dirty || !text.contains(['‘', '`']))
}

/// Edits that drop quotes which open nothing, quotes by themselves, and on dirty pages marks before small letters.
pub(crate) fn lone_quotes(text: &str, tokens: &[Token], dirty: bool, edits: &mut Vec<Edit>) {
    let mut more = vec![];
    for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
        let before = &text[..token.span.start];
        let small = token.span.of(text).starts_with(char::is_lowercase);
        let inside = before.contains(char::is_whitespace);
        let marks = if dirty && small && inside { MARKS } else { QUOTES };
        let bare = before.trim_end_matches(marks);
        let apart = bare.is_empty() || bare.ends_with(char::is_whitespace);
        let at = Span::new(bare.len(), before.len());
        let closed = !dirty && text[at.end..].contains(['’', '\'']);
        if apart && !at.is_empty() && !closed {
            more.push(Edit { at, text: String::new(), confidence: SURE });
        }
    }
    for chunk in text.split(' ') {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        if !chunk.is_empty() && start > 0 && chunk.chars().all(|c| QUOTES.contains(&c)) {
            let at = Span::new(start - 1, start + chunk.len());
            more.push(Edit { at, text: String::new(), confidence: SURE });
        }
    }
    more.retain(|edit| !edits.iter().any(|other| other.at.overlaps(edit.at)));
    edits.extend(more);
    edits.sort_by_key(|edit| edit.at);
}

/// Edits that make hyphens of the tildes at the beginnings of lines: a list has no others.
pub(crate) fn bullets(text: &str, edits: &mut Vec<Edit>) {
    for line in text.split('\n') {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let indent = line.len() - line.trim_start().len();
        let item = line.trim_start().strip_prefix("~ ");
        if item.is_some_and(|item| item.starts_with(char::is_uppercase)) {
            let at = Span::new(start + indent, start + indent + 1);
            edits.push(Edit { at, text: "-".to_owned(), confidence: SURE });
        }
    }
    edits.sort_by_key(|edit| edit.at);
}

/// How sure it is that a quote which opens nothing is none.
const SURE: f32 = 0.9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specks_are_told_from_marks() {
        for (text, want) in [
            ("nhà. nước ‘hiện nhà-nước", 3),
            ("Kinh tế. Xã hội “thi đua”, Nam-Bắc, kinh tế - xã hội", 0),
            ("tháng 12. năm", 0),
        ] {
            assert_eq!(count(text).0, want, "{text}");
        }
    }
}
