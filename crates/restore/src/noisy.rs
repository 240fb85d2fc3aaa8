//! Text that an OCR misread: other token boundaries, and words that are spelled like none.

use std::collections::HashMap;

use vanban_text::Span;

use crate::engine::{Before, habit};
use crate::lattice::Arc;
use crate::lm::{BREAK, COMMA, Lm, NUMBER, START, UNKNOWN, WordId};
use crate::speller::{Speller, Spelling};
use crate::symbols;
use crate::token::{Case, Kind, Token, case_of, key};
use crate::vocabulary::Vocabulary;

/// Log probability that a space between two words was lost.
const JOINED: f32 = -5.0;
/// A known word that is no syllable (`online`) came through as it is.
const FOREIGN: f32 = -1.0;
/// A token with letters and digits is what it says.
const CODE: f32 = -9.0;
/// A token whose best spelling is worse than this may be two words.
const POOR: f32 = -5.0;
/// Signs that an OCR for another language takes letters with marks for.
const LETTER_LIKE: &str = "&@$¢¥€£§®";
/// Tokens whose readings are remembered.
const MOST_KNOWN: usize = 1 << 14;
/// Pairs of words tried for one token.
const PAIRS: usize = 8;

/// What the caller learns from an arc's tag.
pub(crate) const KEPT: u32 = 0;
pub(crate) const CHANGED: u32 = 1;
/// The token becomes the abbreviation that [`symbols::repaired`] gives.
pub(crate) const ABBREVIATION: u32 = 2;

/// Readings of misread tokens, looked up once.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    known: HashMap<String, Vec<Arc>>,
}

/// The tokens of misread text: digits and signs inside a word belong to it.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut tokens = vec![];
    for chunk in text.split_whitespace() {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        scan_chunk(chunk, start, &mut tokens);
    }
    tokens
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
            // `o’` and `u'` are how the horn of `ơ` and `ư` is read.
            '\'' | '’' | '‘' | '`' => {
                !between && !before.is_some_and(|(_, c)| matches!(c, 'o' | 'u' | 'O' | 'U'))
            }
            '(' => !between,
            ')' => !between || opened,
            '&' => before.is_some_and(|(_, c)| c.is_uppercase()) && i > 1,
            ';' | '?' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '«' | '»' | '…' | '–' | '—'
            | '•' | '+' | '*' | '=' | '<' | '>' | '_' | '#' | '%' | '^' => true,
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
    let kind = match (letters || signs, digits) {
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
        '.' | ';' | ':' | '?' | '(' | ')' | '[' | ']' | '…' | '–' | '—' | '•' | '-' | '+' | '*' => {
            Kind::Break
        }
        _ => return,
    };
    let repeated = kind == Kind::Break && tokens.last().is_some_and(|last| last.kind == kind);
    if !repeated {
        tokens.push(Token { span: Span::new(at, at + c.len_utf8()), kind });
    }
}

impl Readings {
    /// The ways to read each token.
    pub(crate) fn arcs(
        &mut self,
        lm: &Lm,
        vocabulary: &Vocabulary,
        speller: &Speller,
        text: &str,
        tokens: &[Token],
    ) -> Vec<Vec<Arc>> {
        let mut before = Before::Opening;
        let mut all = Vec::with_capacity(tokens.len());
        for token in tokens {
            let word = token.span.of(text);
            all.push(match token.kind {
                Kind::Number => vec![arc([NUMBER, START], 1, 0.0, KEPT)],
                Kind::Break => vec![arc([BREAK, START], 1, 0.0, KEPT)],
                Kind::Comma => vec![arc([COMMA, START], 1, 0.0, KEPT)],
                Kind::Word if in_symbol(text, token.span) => symbol_arcs(vocabulary, word),
                Kind::Word => {
                    if self.known.len() > MOST_KNOWN {
                        self.known.clear();
                    }
                    if !self.known.contains_key(word) {
                        let arcs = word_arcs(lm, vocabulary, speller, word);
                        self.known.insert(word.to_owned(), arcs);
                    }
                    let mut arcs = self.known[word].clone();
                    for arc in &mut arcs {
                        arc.cost += habit(lm, arc.words[0], case_of(word), before);
                    }
                    arcs
                }
            });
            before = Before::after(token.kind, word);
        }
        all
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

/// A symbol's part stays as it is, or becomes what the closed vocabulary says; the language model has no say.
fn symbol_arcs(vocabulary: &Vocabulary, word: &str) -> Vec<Arc> {
    let repaired = symbols::repaired(word);
    let tag = if repaired.is_some() { ABBREVIATION } else { KEPT };
    let key = key(repaired.as_deref().unwrap_or(word));
    vec![arc([vocabulary.id(&key).unwrap_or(UNKNOWN), START], 1, 0.0, tag)]
}

/// Log probability of the letters of a word nobody knows.
pub(crate) fn spelled_out(word: &str) -> f32 {
    -2.0 - 1.5 * word.chars().count() as f32
}

/// The same in misread text, where a small unknown word is more likely a misread one than a name.
fn misread_cost(word: &str) -> f32 {
    let small = if case_of(word) == Case::Lower { -4.0 } else { 0.0 };
    spelled_out(word) + small
}

fn word_arcs(lm: &Lm, vocabulary: &Vocabulary, speller: &Speller, word: &str) -> Vec<Arc> {
    let own = vocabulary.id(&key(word));
    let mut arcs = vec![arc([UNKNOWN, START], 1, misread_cost(word), KEPT)];
    if word.chars().any(|c| c.is_ascii_digit()) {
        arcs.push(arc([NUMBER, START], 1, CODE, KEPT));
    }
    let spellings = speller.spellings(lm, word);
    if case_of(word) == Case::Upper && symbols::is_known(word) {
        arcs.push(arc([own.unwrap_or(UNKNOWN), START], 1, 0.0, KEPT));
        return arcs;
    }
    if let Some(repaired) = symbols::repaired(word) {
        let id = vocabulary.id(&key(&repaired)).unwrap_or(UNKNOWN);
        arcs.push(arc([id, START], 1, -0.5, ABBREVIATION));
    }
    if let Some(id) = own
        && !spellings.iter().any(|spelling| spelling.word == id)
    {
        arcs.push(arc([id, START], 1, FOREIGN, KEPT));
    }
    for spelling in &spellings {
        let tag = if Some(spelling.word) == own { KEPT } else { CHANGED };
        arcs.push(arc([spelling.word, START], 1, spelling.cost, tag));
    }
    let best = spellings.iter().map(|spelling| spelling.cost).fold(f32::NEG_INFINITY, f32::max);
    if best < POOR && own.is_none() {
        arcs.extend(pairs(lm, speller, word));
    }
    arcs
}

/// The token as two words whose space was lost.
fn pairs(lm: &Lm, speller: &Speller, word: &str) -> Vec<Arc> {
    let mut found: Vec<(f32, Arc)> = vec![];
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    if cuts.len() < 4 || cuts.len() > 13 {
        return vec![];
    }
    for cut in &cuts[1..cuts.len()] {
        let (left, right) =
            (speller.spellings(lm, &word[..*cut]), speller.spellings(lm, &word[*cut..]));
        for a in left.iter().take(4) {
            for b in right.iter().take(4) {
                let cost = a.cost + b.cost + JOINED;
                let rank = |s: &Spelling| 0.6 * lm.unigram(s.word);
                found.push((cost + rank(a) + rank(b), arc([a.word, b.word], 2, cost, CHANGED)));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(PAIRS).map(|(_, arc)| arc).collect()
}

fn arc(words: [WordId; 2], count: u8, cost: f32, tag: u32) -> Arc {
    Arc { words, count, tokens: 1, cost, tag }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_words_stay_whole_and_numbers_stay_numbers() {
        let text = "c6ng ty& S& (d6i), 12/3/2027; THU'C 01-QB/BCP 1.000.";
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
            "1.000",
            ".",
        ];
        assert_eq!(seen, want);
    }
}
