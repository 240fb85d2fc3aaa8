//! Cuts long text, so that what is decoded at once takes bounded memory.

use vanban_text::Span;

use crate::token::{Kind, Token};

/// Tokens decoded at once; longer stretches are cut, so that memory stays bounded.
const WINDOW: usize = 300;
/// Bytes decoded at once, so that a line of any length takes bounded memory.
const PIECE: usize = 1 << 15;

/// Cuts long text at white space where there is some.
pub(crate) fn pieces(text: &str) -> Vec<Span> {
    let mut pieces = vec![];
    let mut start = 0;
    while text.len() - start > PIECE {
        let limit = (0..4).map(|back| start + PIECE - back).find(|at| text.is_char_boundary(*at));
        let limit = limit.unwrap_or(text.len());
        let space = text[start..limit].rfind(char::is_whitespace);
        let end = space.filter(|at| *at > 0).map_or(limit, |at| start + at);
        pieces.push(Span::new(start, end));
        start = end;
    }
    pieces.push(Span::new(start, text.len()));
    pieces
}

/// Cuts long token lists at a break where one is near.
pub(crate) fn windows(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = vec![];
    let mut rest = tokens;
    while rest.len() > WINDOW {
        let cut = rest[WINDOW / 2..WINDOW].iter().rposition(|token| token.kind == Kind::Break);
        let (part, more) = rest.split_at(cut.map_or(WINDOW, |i| WINDOW / 2 + i + 1));
        parts.push(part);
        rest = more;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}
