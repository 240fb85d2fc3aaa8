//! Bố cục: the section tree as published.

use vanban_document::{Document, Structure};
use vanban_record::Section;

use crate::at;

/// Headings in reading order.
pub(crate) fn sections(document: &Document, structure: &Structure) -> Vec<Section> {
    let publish = |(i, section): (usize, &vanban_document::Section)| Section {
        id: format!("s{}", i + 1),
        label: section.label.clone(),
        title: (!section.title.is_empty()).then(|| section.title.clone()),
        level: section.level,
        parent: section.parent,
        at: at(document, section.heading),
        confidence: section.confidence * document.repair_confidence(section.heading),
    };
    structure.sections.iter().enumerate().map(publish).collect()
}
