//! What all targets share: what a document must be like, whatever it was made from.

use vanban_document::{Document, Reading};

/// Panics that a reader catches are its own affair: only one that leaves the target is a finding.
pub fn let_readers_catch() {
    std::panic::set_hook(Box::new(|about| {
        // Kept for whoever looks into a finding.
        if std::env::var_os("VANBAN_FUZZ_LOUD").is_some() {
            eprintln!("{about}");
        }
    }));
}

/// Lays a reading out and checks what every later stage relies on.
pub fn laid_out(reading: Reading) -> Document {
    let pages = reading.pages.len();
    let document = vanban_layout::layout(reading);
    assert_eq!(document.pages.len(), pages.max(1));
    check(&document);
    document
}

/// Every place must be one in the text.
pub fn check(document: &Document) {
    let text = &document.text;
    let holds = |span: vanban_text::Span| {
        span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
    };
    for paragraph in &document.paragraphs {
        assert!(holds(paragraph.span), "a paragraph at {:?}", paragraph.span);
    }
    for line in &document.lines {
        assert!(holds(line.span), "a line at {:?}", line.span);
        assert!(line.words.iter().all(|(span, _)| holds(*span)), "a word of {:?}", line.span);
    }
    for cell in document.tables.iter().flat_map(|table| table.rows.iter().flatten()) {
        assert!(holds(cell.span), "a cell at {:?}", cell.span);
    }
}
