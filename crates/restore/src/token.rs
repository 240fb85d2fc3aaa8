//! Text as the language model sees it: words, numbers, breaks and commas; all else it does not see.

use vanban_text::{Span, tone_key};

/// What a token is to the language model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters only.
    Word,
    /// A run with a digit in it: `2026`, `22/7/2025`, `1.000`, `CO2`.
    Number,
    /// A mark that ends or opens a clause; several in a row count as one.
    Break,
    /// A comma.
    Comma,
}

/// A token and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the scanned text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The tokens of `text` in order. Slashes, quotes, per cent signs and hyphens between letters are none.
pub fn scan(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = if c.is_alphanumeric() { run_end(text, at) } else { at + c.len_utf8() };
        let kind = if c.is_alphanumeric() {
            let digits = text[at..end].chars().any(char::is_numeric);
            Some(if digits { Kind::Number } else { Kind::Word })
        } else {
            mark_kind(text, at, c)
        };
        if let Some(kind) = kind {
            let repeated =
                kind == Kind::Break && tokens.last().is_some_and(|last| last.kind == Kind::Break);
            if !repeated {
                tokens.push(Token { span: Span::new(at, end), kind });
            }
        }
        at = end;
    }
    tokens
}

/// The end of the run of letters and digits at `at`: marks combine, and a point, comma, slash, colon or hyphen
/// between two digits belongs to the number.
fn run_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    let mut digit = false;
    while let Some((i, c)) = chars.next() {
        let goes_on = if c.is_alphanumeric() || is_combining(c) {
            digit = c.is_ascii_digit();
            true
        } else {
            let inside = digit && matches!(c, '.' | ',' | '/' | ':' | '-');
            digit = false;
            inside && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit())
        };
        if !goes_on {
            return at + i;
        }
    }
    text.len()
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn mark_kind(text: &str, at: usize, c: char) -> Option<Kind> {
    match c {
        ',' => Some(Kind::Comma),
        '.' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '…' | '–' | '—' | '|' | '•'
        | '\t' => Some(Kind::Break),
        '-' | '+' | '*' => {
            let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = text[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
            (!(before && after)).then_some(Kind::Break)
        }
        _ => None,
    }
}

/// The form under which the model knows a word: lower case, tone in the older place (`hòa`).
pub fn key(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { tone_key(word) }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `xã`
    Lower,
    /// `Xã`
    Title,
    /// `XÃ`, of one letter too where a neighbour is so
    Upper,
    /// `VNeID`
    Mixed,
}

/// How `word` is written; a single capital is [`Case::Title`].
pub fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first, upper, lower) {
        (false, 0, _) => Case::Lower,
        (true, 0, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scanning_sees_words_numbers_and_breaks() {
        let text = "- Số 12/KH-UBND ngày 05/3/2027: đạt 98,5%; (CO2), kinh tế - xã hội...";
        let seen: Vec<&str> = scan(text).iter().map(|t| t.span.of(text)).collect();
        let want = [
            "-",
            "Số",
            "12",
            "KH",
            "UBND",
            "ngày",
            "05/3/2027",
            ":",
            "đạt",
            "98,5",
            ";",
            "CO2",
            ")",
            ",",
            "kinh",
            "tế",
            "-",
            "xã",
            "hội",
            ".",
        ];
        assert_eq!(seen, want);
    }

    #[test]
    fn case_is_seen() {
        for (word, want) in [
            ("xã", Case::Lower),
            ("Xã", Case::Title),
            ("Y", Case::Title),
            ("XÃ", Case::Upper),
            ("VNeID", Case::Mixed),
            ("iOS", Case::Mixed),
        ] {
            assert_eq!(case_of(word), want, "{word}");
        }
    }

    #[test]
    fn a_lone_combining_mark_is_skipped() {
        assert!(scan("\u{301} \u{300}").is_empty());
    }
}
