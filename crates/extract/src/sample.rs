//! Documents for tests: paragraphs, with headings marked by their level.

use vanban_document::{
    Assembler, Cell, Content, Document, Line, MediaType, ParagraphBlock, Reading, Row, RowKind,
    Section, Structure, Table,
};
use vanban_text::Span;

/// A document of one paragraph for each text.
pub(crate) fn document(paragraphs: &[&str]) -> Document {
    let mut assembler = Assembler::new();
    for text in paragraphs {
        let line = Line { text: (*text).into(), page: 1, ..Line::default() };
        assembler.paragraph(&ParagraphBlock { lines: vec![line], ..Default::default() }, false);
    }
    assembler.finish(Reading {
        media_type: MediaType::Text,
        pages: vec![],
        content: Content::Blocks(vec![]),
        annotations: vec![],
        notes: vec![],
    })
}

/// A document with its sections: a paragraph that begins with `# ` is a heading, `label title`.
pub(crate) fn sections(paragraphs: &[&str]) -> (Document, Structure) {
    let plain: Vec<&str> =
        paragraphs.iter().map(|text| text.strip_prefix("# ").unwrap_or(text)).collect();
    let document = document(&plain);
    let mut structure = Structure::default();
    for (paragraph, text) in document.paragraphs.iter().zip(paragraphs) {
        let Some(heading) = text.strip_prefix("# ") else { continue };
        let (label, title) = heading.split_once(' ').unwrap_or((heading, ""));
        structure.sections.push(Section {
            label: label.trim_end_matches('.').to_owned(),
            title: title.to_owned(),
            level: 1,
            parent: None,
            heading: paragraph.span,
            body: Span::new(paragraph.span.end, paragraph.span.end),
            confidence: 1.0,
        });
    }
    (document, structure)
}

/// A table under the title `Phụ lục 1`; a row whose second cell alone holds words is a group.
pub(crate) fn table(heads: &[&str], rows: &[&[&str]]) -> Structure {
    let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
    let mut group = None;
    let row = |cells: &&[&str]| {
        let is_group = cells.len() > 2 && cells[2..].iter().all(|cell| cell.is_empty());
        if is_group {
            group = Some(cells[0].to_owned());
        }
        let kind = if is_group { RowKind::Group } else { RowKind::Item };
        let group = group.clone().filter(|_| !is_group);
        Row { cells: cells.iter().map(cell).collect(), kind, group }
    };
    let table = Table {
        title: Some("Phụ lục 1".into()),
        columns: heads.iter().map(cell).collect(),
        rows: rows.iter().map(row).collect(),
        confidence: 1.0,
        ..Table::default()
    };
    Structure { tables: vec![table], ..Structure::default() }
}
