//! Văn bản viện dẫn: documents cited.
//!
//! A citation is read by grammar, not from a list: type, `số`, symbol, date, issuer and title in the orders that
//! real texts use ([`cite`]), laws and congress resolutions by name ([`named`]), short forms afterwards. Citations of
//! one document become one entry ([`merge`]); where it is cited decides its role ([`role`]).

mod cite;
mod congress;
mod left;
mod merge;
mod named;
mod role;
mod shared;
#[cfg(test)]
mod tests;
mod title;

use vanban_document::{Document, Structure, TableOrigin};
use vanban_record::{Header, Reference};
use vanban_text::Span;

use crate::issuer::is_head;
use crate::passage::closing_with_notes;
use crate::token::tokens;

/// Date and issuer that follow a symbol, for captions that cite the document itself.
pub(crate) use cite::core as core_after;

/// The type that a symbol's codes tell (`KH-UBND` is a Kế hoạch); an official letter's tell none.
pub(crate) fn type_of_symbol(suffix: &str) -> &'static str {
    let codes: Vec<&str> = suffix.split(['-', '/']).collect();
    cite::type_of_codes(&codes)
}

/// One entry for each distinct document cited, in order of first mention.
pub(crate) fn references(
    document: &Document,
    structure: &Structure,
    header: &Header,
) -> Vec<Reference> {
    let mut citations = Vec::new();
    let closing = closing_with_notes(document, structure);
    let cells = cells_of_bodies(document, structure);
    let flows = flows(document).into_iter().filter(|flow| flow.start < closing);
    for flow in flows.flat_map(|flow| cut(flow, &cells)) {
        let words = tokens(&document.text, flow);
        // A cell of a list of documents cites by number alone.
        let in_table = document.tables.iter().any(|table| table.span.contains(flow));
        if in_table || !cite::is_number_line(&words) {
            citations.extend(cite::citations(&words));
        }
    }
    let roles = role::Roles::new(document, structure);
    merge::merge(document, header, &roles, citations)
}

/// Where cells of flattened tables begin that name a body: an issuer's name ends before them, though the words run on.
fn cells_of_bodies(document: &Document, structure: &Structure) -> Vec<usize> {
    let flat = structure.tables.iter().filter(|table| table.origin == TableOrigin::Flattened);
    let cells = flat.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let starts = cells.filter_map(|cell| cell.spans.first()).map(|span| span.start);
    let names_body = |start: &usize| {
        let rest = &document.text[*start..];
        let length = rest.char_indices().nth(60).map_or(rest.len(), |(at, _)| at);
        let within = Span::new(*start, *start + length);
        is_head(&tokens(&document.text, within), 0)
    };
    let mut starts: Vec<usize> = starts.filter(names_body).collect();
    starts.sort_unstable();
    starts
}

/// The pieces of a flow between places where cells begin.
fn cut(flow: Span, cells: &[usize]) -> Vec<Span> {
    let first = cells.partition_point(|cell| *cell <= flow.start);
    let inside = cells[first..].iter().copied().take_while(|cell| *cell < flow.end);
    let mut pieces = Vec::new();
    let mut start = flow.start;
    for end in inside.chain([flow.end]) {
        pieces.push(Span::new(start, end));
        start = end;
    }
    pieces
}

/// The stretches of text that sentences run through: a paragraph, with those that go on in the middle of its
/// sentence after a page break, or a table cell.
pub(crate) fn flows(document: &Document) -> Vec<Span> {
    let text = &document.text;
    let mut flows: Vec<Span> = Vec::new();
    let mut tables = document.tables.iter().peekable();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        while tables.next_if(|table| table.span.end < span.start).is_some() {}
        let in_table = tables.peek().is_some_and(|table| table.span.contains(span));
        if in_table || line.contains('\t') {
            let mut start = span.start;
            for cell in span.of(text).split('\t') {
                flows.push(Span::new(start, start + cell.len()));
                start += cell.len() + 1;
            }
        } else if !span.is_empty() {
            match flows.last_mut() {
                Some(last) if goes_on(last.of(text), span.of(text)) => last.end = span.end,
                _ => flows.push(span),
            }
        }
    }
    flows.retain(|flow| !flow.trim(text).is_empty());
    flows
}

/// Whether a paragraph ends in the middle of a sentence that the next one goes on with.
fn goes_on(before: &str, after: &str) -> bool {
    let open = before.trim_end_matches(['*', ' ']).chars().next_back();
    let open = open.is_some_and(|c| c.is_alphanumeric() || c == ',');
    let small = after.trim_start_matches('*').chars().next().is_some_and(char::is_lowercase);
    // `a) ...` is an item, not the rest of a sentence.
    let item = after.chars().nth(1).is_some_and(|c| c == ')' || c == '.');
    // What is short and open is a heading.
    open && small && !item && before.len() > 60 && before.len() < 20_000
}
