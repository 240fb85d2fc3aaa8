//! Text that an OCR misread: other token boundaries, and what is part of a symbol.

use vanban_text::Span;

use crate::speller::Reader;
use crate::token::{Kind, Token};

/// Signs that an OCR for another language takes letters with marks for.
const LETTER_LIKE: &str = "&@$¢¥€£§®©";
/// Signs that the horn of `ơ` and `ư`, or a speck, is read as behind a letter.
const HORNS: &[char] = &['\'', '’', '‘', '`', '?', '°'];

/// Letters that only Vietnamese has: no OCR for another language gives them.
fn is_own_letter(c: char) -> bool {
    matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư')
}

/// Whether a word bears such letters.
pub(crate) fn is_own(word: &str) -> bool {
    word.contains(is_own_letter)
}

/// Whose misreadings `text` may hold, by the share of words with letters that only Vietnamese has.
pub(crate) fn readers(text: &str) -> &'static [Reader] {
    let (mut words, mut own) = (0, 0);
    for chunk in text.split_whitespace().filter(|chunk| chunk.contains(char::is_alphabetic)) {
        words += 1;
        own += usize::from(is_own(chunk));
    }
    match own * 100 / words.max(1) {
        0..4 => &[Reader::Foreign],
        4..35 => &[Reader::Vietnamese, Reader::Foreign],
        _ => &[Reader::Vietnamese],
    }
}

/// The tokens of misread text: digits and signs inside a word belong to it.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = vec![];
    let mut open = 0_usize;
    for chunk in text.split_whitespace() {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let after_word = tokens.last().is_some_and(|last| last.kind == Kind::Word);
        if chunk == ")" && open == 0 && after_word {
            // A bracket that closes nothing is a word misread: `số`.
            tokens.push(Token { span: Span::new(start, start + 1), kind: Kind::Word });
            continue;
        }
        open = (open + chunk.matches('(').count()).saturating_sub(chunk.matches(')').count());
        scan_chunk(chunk, start, &mut tokens);
    }
    tokens
}

/// A token without the sign behind it that may be a part of its last letter.
pub(crate) fn core(token: &str) -> &str {
    let core = token.trim_end_matches(HORNS);
    if core.is_empty() { token } else { core }
}

fn scan_chunk(chunk: &str, start: usize, tokens: &mut Vec<Token>) {
    let mut piece = 0;
    let chars: Vec<(usize, char)> = chunk.char_indices().collect();
    let opened = chunk.contains('(');
    for (i, (at, c)) in chars.iter().enumerate() {
        let digit = |j: Option<&(usize, char)>| j.is_some_and(|(_, c)| c.is_ascii_digit());
        let letter = |j: Option<&(usize, char)>| j.is_some_and(|(_, c)| c.is_alphanumeric());
        let before = i.checked_sub(1).and_then(|j| chars.get(j));
        let after = chars.get(i + 1);
        let between = letter(before) && letter(after);
        let divides = match c {
            '.' | ',' | ':' | '/' | '-' => !(digit(before) && digit(after)),
            // `o’`, `u'`, `t?` are how `ơ`, `ư`, `ứ` are read.
            '\'' | '’' | '‘' | '`' | '?' | '°' => {
                !before.is_some_and(|(_, c)| c.is_alphabetic())
            }
            '%' => !(between && before.is_some_and(|(_, c)| c.is_alphabetic())),
            '(' => !between,
            ')' => !between || opened,
            '&' => before.is_some_and(|(_, c)| c.is_uppercase()) && i > 1,
            ';' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | '…' | '–' | '—' | '•' | '+' | '*'
            | '=' | '<' | '>' | '_' | '#' | '^' | '}' => true,
            _ => false,
        };
        if divides {
            push_piece(chunk, start, piece, *at, tokens);
            push_mark(*c, start + at, between, tokens);
            piece = at + c.len_utf8();
        }
    }
    push_piece(chunk, start, piece, chunk.len(), tokens);
}

fn push_piece(chunk: &str, start: usize, from: usize, to: usize, tokens: &mut Vec<Token>) {
    let piece = &chunk[from..to];
    let letters = piece.chars().any(char::is_alphabetic);
    let signs = piece.chars().any(|c| LETTER_LIKE.contains(c));
    let digits = piece.chars().any(|c| c.is_ascii_digit());
    let small = piece.chars().any(char::is_lowercase);
    // `T6` may be `Tổ`, `¢6` `có`; longer codes of capitals and digits are codes.
    let short = piece.chars().count() == 2;
    // `2x250`, `4x5,5`: so many of so much.
    let figure = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    let product = piece.contains('x') && piece.split('x').all(figure);
    let kind = match (letters || signs, digits) {
        _ if product => Kind::Number,
        (true, false) if letters || piece.chars().count() == 1 => Kind::Word,
        (true, true) if letters && small || short => Kind::Word,
        (_, true) => Kind::Number,
        _ => return,
    };
    tokens.push(Token { span: Span::new(start + from, start + to), kind });
}

fn push_mark(c: char, at: usize, inside: bool, tokens: &mut Vec<Token>) {
    let kind = match c {
        ',' => Kind::Comma,
        '-' | '/' | '\'' | '’' if inside => return,
        '.' | ';' | ':' | '?' | '(' | ')' | '[' | ']' | '…' | '–' | '—' | '•' | '-' | '+' | '*'
        | '}' => Kind::Break,
        _ => return,
    };
    let repeated = kind == Kind::Break && tokens.last().is_some_and(|last| last.kind == kind);
    if !repeated {
        tokens.push(Token { span: Span::new(at, at + c.len_utf8()), kind });
    }
}

/// Whether a token of capitals is part of a symbol: `01-QĐ/BCĐ`, `HĐND-KTNS`. A symbol is one run with a
/// digit or a slash.
pub(crate) fn in_symbol(text: &str, span: Span) -> bool {
    let word = span.of(text);
    let hinge = |c: Option<char>| matches!(c, Some('-' | '/'));
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let joined = hinge(left.chars().next_back()) || hinge(right.chars().next());
    let capitals = word.chars().filter(|c| c.is_uppercase()).count() * 2 >= word.chars().count();
    let run = |c: &char| !c.is_whitespace();
    let mut around =
        left.chars().rev().take_while(run).chain(right.chars().take_while(run)).take(24);
    joined && capitals && around.any(|c| c == '/' || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_words_stay_whole_and_numbers_stay_numbers() {
        let text = "c6ng ty& S& (d6i), 12/3/2027; THU'C 01-QB/BCP 2x250 1.000.";
        let seen: Vec<&str> = scan(text).iter().map(|token| token.span.of(text)).collect();
        let want = [
            "c6ng",
            "ty&",
            "S&",
            "(",
            "d6i",
            ")",
            ",",
            "12/3/2027",
            ";",
            "THU'C",
            "01",
            "QB",
            "BCP",
            "2x250",
            "1.000",
            ".",
        ];
        assert_eq!(seen, want);
    }
}
