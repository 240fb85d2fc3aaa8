//! `(Ban hành kèm theo Kế hoạch số 31/KH-UBND ngày 05/8/2026 của UBND xã ...)`: the line under an annex's title
//! repeats the document's own number, date and issuer, and may be the only place that states them.

use vanban_document::{Document, Structure};
use vanban_text::{Span, fold, quoted};

use super::Found;
use crate::date::Date;
use crate::doc_type::doc_type;
use crate::references::core_after;
use crate::symbol::{Symbol, blank_symbol, symbol};
use crate::token::{Token, tokens};

/// What a caption states about its document.
#[derive(Clone, Debug)]
pub(super) struct Caption {
    pub symbol: Found<Symbol>,
    pub date: Option<Found<Date>>,
    pub issuer: Option<Found<String>>,
}

/// The first caption of the document that names its number or symbol; one with a number before one without.
pub(super) fn caption(document: &Document, structure: &Structure) -> Option<Caption> {
    let mut notes: Vec<Span> =
        structure.zones.annexes.iter().filter_map(|annex| annex.note).collect();
    if notes.is_empty() {
        notes = bracketed(document);
    }
    let read: Vec<Caption> = notes.iter().filter_map(|note| read(document, *note)).collect();
    let numbered = read.iter().find(|caption| caption.symbol.value.number.is_some());
    numbered.or(read.first()).cloned()
}

/// Paragraphs that open with such a bracket.
fn bracketed(document: &Document) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in document.text.split_inclusive('\n') {
        let head: String = line.chars().take(60).collect();
        let folded = fold(&head);
        let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        if start.starts_with('(') && start.contains("kem theo") {
            found.push(Span::new(at, at + line.len()));
        }
        at += line.len();
    }
    found
}

fn read(document: &Document, note: Span) -> Option<Caption> {
    let cut = tokens(&document.text, note);
    let theo = cut.windows(2).position(|pair| pair[0].fold == "kem" && pair[1].fold == "theo")? + 2;
    let (_, after) = (theo..(theo + 6).min(cut.len())).find_map(|i| doc_type(&cut, i))?;
    let number =
        (after..(after + 4).min(cut.len())).find(|i| cut[*i].key == "số").map_or(after, |i| i + 1);
    let (symbol, end) = filled(&cut, number).or_else(|| blank_symbol(&cut, number))?;
    let core = core_after(&cut, end);
    let span = symbol.span;
    let words = |(from, to): (usize, usize)| {
        let span = cut[from].span.cover(cut[to - 1].span);
        Found::new(quoted(span.of(&document.text)), span, 0.93)
    };
    Some(Caption {
        symbol: Found::new(symbol, span, 0.95),
        date: core.date.map(|date| Found::new(date, note, 0.95)),
        issuer: core.issuer.map(words),
    })
}

/// `số: 31/KH-UBND`
fn filled(tokens: &[Token<'_>], at: usize) -> Option<(Symbol, usize)> {
    let skip = usize::from(tokens.get(at).is_some_and(|t| t.is(':')));
    symbol(tokens, at + skip)
}
