//! The lines of a part of a document as a reader sees them: cells apart, markup and rules left out.

use vanban_document::Document;
use vanban_text::{Span, collapse_spaces};

/// A line that holds words.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its words, single spaces.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The lines in `within`.
pub(super) fn lines(document: &Document, within: Span) -> Vec<Line> {
    let first = document.lines.partition_point(|line| line.span.end <= within.start);
    let mut out = Vec::new();
    for line in &document.lines[first.min(document.lines.len())..] {
        if line.span.start >= within.end {
            break;
        }
        let span = Span::new(line.span.start.max(within.start), line.span.end.min(within.end));
        split(document, span, &mut out);
    }
    out
}

/// One line of the file may hold two columns.
fn split(document: &Document, span: Span, out: &mut Vec<Line>) {
    let mut start = span.start;
    for part in span.of(&document.text).split(['\t', '|', '\n']) {
        let here = Span::new(start, start + part.len()).trim(&document.text);
        let text = clean(part);
        if text.chars().any(char::is_alphanumeric) {
            out.push(Line { text, span: here });
        }
        start += part.len() + 1;
    }
}

/// Words without Markdown marks, drawn rules (`-----`) and spare spaces.
pub(super) fn clean(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let joins = c == '_'
            && bare.ends_with(char::is_alphanumeric)
            && rest.peek().is_some_and(|next| next.is_alphanumeric());
        if joins || !matches!(c, '*' | '_' | '#' | '|') {
            bare.push(c);
            continue;
        }
        while rest.next_if(|c| *c == '*').is_some() {}
        // Emphasis that opens or closes inside a word parts nothing.
        let inside = bare.ends_with(char::is_alphanumeric)
            && rest.peek().is_some_and(|c| {
                c.is_lowercase() || bare.ends_with(char::is_uppercase) && c.is_uppercase()
            });
        if !inside || c != '*' {
            bare.push(' ');
        }
    }
    let words = bare.split_whitespace().filter(|word| {
        word.chars().count() < 3
            || !word.chars().all(|c| matches!(c, '-' | '–' | '—' | '=' | '¯' | '.'))
    });
    collapse_spaces(&words.collect::<Vec<_>>().join(" "))
}

/// Whether no letter is small.
pub(super) fn in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
