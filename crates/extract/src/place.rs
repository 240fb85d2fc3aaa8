//! The published form of a place.

use vanban_document::Document;
use vanban_record::At;
use vanban_text::Span;

/// The place of `span` with its words, and the words before repair where repair changed them.
pub fn at(document: &Document, span: Span) -> At {
    let place = document.place(span);
    At {
        page: place.page,
        bbox: place.bbox.map(|b| [b.x0, b.y0, b.x1, b.y1]),
        start: span.start,
        end: span.end,
        text: span.of(&document.text).to_owned(),
        original: document.original_of(span).map(str::to_owned),
    }
}
