//! Words as they are indexed: runs of letters and digits, in two forms.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use vanban_text::{Span, fold, has_vietnamese_marks, nfc, tone_key};

/// A word of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Its bytes.
    pub(crate) span: Span,
    /// Lower case, tone where the older orthography puts it.
    pub(crate) exact: String,
    /// Lower case without marks.
    pub(crate) folded: String,
}

impl Word {
    /// Whether it was written with marks.
    pub(crate) fn marked(&self) -> bool {
        has_vietnamese_marks(&self.exact)
    }
}

/// The words of a text in NFC.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    spans(text).map(|span| {
        let word = span.of(text);
        Word { span, exact: tone_key(word), folded: fold(word) }
    })
}

/// Where the words of a text are. Combining marks belong to the letter before them.
fn spans(text: &str) -> impl Iterator<Item = Span> + '_ {
    let inside = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = text.len();
        while let Some((at, c)) = chars.peek() {
            if !inside(*c) {
                end = *at;
                break;
            }
            chars.next();
        }
        Some(Span::new(start, end))
    })
}

/// Which form of a word a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As written.
    Exact,
    /// Without marks.
    Folded,
}

impl Form {
    /// The name its tokenizer is registered under.
    pub(crate) fn tokenizer(self) -> &'static str {
        match self {
            Form::Exact => "vi_exact_1",
            Form::Folded => "vi_folded_1",
        }
    }

    fn of(self, word: &str) -> String {
        match self {
            Form::Exact => tone_key(&nfc(word)),
            Form::Folded => fold(word),
        }
    }
}

/// Gives tantivy the words of a text in one form.
#[derive(Clone)]
pub(crate) struct WordTokenizer(pub(crate) Form);

/// The words of one text.
pub(crate) struct WordStream<'a> {
    text: &'a str,
    form: Form,
    spans: Box<dyn Iterator<Item = Span> + 'a>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, form: self.0, spans: Box::new(spans(text)), token: Token::default() }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.spans.next() else { return false };
        self.token.text = self.form.of(span.of(self.text));
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_both_forms_with_their_places() {
        let text = "Số hoá: 57-NQ/TW";
        let found: Vec<_> = words(text)
            .map(|word| (word.span.of(text).to_owned(), word.exact, word.folded))
            .collect();
        let want = [
            ("Số", "số", "so"),
            ("hoá", "hóa", "hoa"),
            ("57", "57", "57"),
            ("NQ", "nq", "nq"),
            ("TW", "tw", "tw"),
        ];
        assert_eq!(found, want.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }

    #[test]
    fn decomposed_letters_stay_one_word() {
        let decomposed = "Kê\u{301} hoa\u{323}ch";
        let mut tokenizer = WordTokenizer(Form::Exact);
        let mut stream = tokenizer.token_stream(decomposed);
        let mut found = Vec::new();
        while stream.advance() {
            found.push(stream.token().text.clone());
        }
        assert_eq!(found, ["kế", "hoạch"]);
    }
}
