//! What a person sees in a restored document: zones, section tree, tables (ruled and flattened).
//!
//! A [`Document`] comes in, paragraphs joined and text repaired; a [`Structure`] goes out whose spans are in the
//! document's text. Annexes and zones are found first, then tables, since labels inside a table are rows and not
//! headings; what is left makes the section tree.

mod annex;
mod doctype;
mod headings;
mod label;
mod tables;
mod view;
mod zones;

use vanban_document::{Annex, Document, Structure};
use vanban_text::Span;

/// Finds the structure of a document.
pub fn structure(document: &Document) -> Structure {
    let view = view::View::new(document);
    let mut layout = zones::zones(&view);
    layout.zones.annexes = annexes(&view, &layout);
    let (tables, taken) = tables::tables(&view, &layout);
    let sections = headings::sections(&view, &mut layout, &taken);
    Structure { zones: layout.zones, sections, tables }
}

/// Annexes as published: each reaches to the next one.
fn annexes(view: &view::View<'_>, layout: &zones::Layout) -> Vec<Annex> {
    let starts: Vec<usize> =
        layout.annexes.iter().map(|annex| view.blocks[annex.first].span.start).collect();
    let end = view.document.text.trim_end().len();
    layout
        .annexes
        .iter()
        .enumerate()
        .map(|(i, head)| Annex {
            label: head.label.clone(),
            title: head.title.clone(),
            note: head.note,
            span: Span::new(starts[i], starts.get(i + 1).copied().unwrap_or(end))
                .trim(&view.document.text),
            section: None,
        })
        .collect()
}
