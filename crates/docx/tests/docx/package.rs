//! Small DOCX packages built in code.

use std::io::{Cursor, Write};

use vanban_document::{Block, Content, ParagraphBlock, Reading, TableBlock};
use vanban_docx::{DocxError, Limits, read};
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"#;

const PART_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/relationships/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="http://x/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="r3" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="r5" Type="http://x/relationships/header" Target="header1.xml"/>
<Relationship Id="r6" Type="http://x/relationships/footer" Target="footer1.xml"/>
<Relationship Id="r4" Type="http://x/relationships/image" Target="../../etc/passwd" TargetMode="External"/>
</Relationships>"#;

/// A package under construction.
#[derive(Default)]
pub(crate) struct Package {
    pub(crate) body: String,
    pub(crate) styles: String,
    pub(crate) numbering: String,
    pub(crate) footnotes: String,
    pub(crate) extra: Vec<(String, Vec<u8>)>,
}

/// A package with this body and nothing else.
pub(crate) fn with_body(body: &str) -> Package {
    Package { body: body.into(), ..Package::default() }
}

impl Package {
    /// The bytes of the zip.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let document =
            format!("<w:document xmlns:w='w'><w:body>{}</w:body></w:document>", self.body);
        let mut parts = vec![
            ("_rels/.rels".to_owned(), RELATIONS.as_bytes().to_vec()),
            ("word/document.xml".to_owned(), document.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), PART_RELATIONS.as_bytes().to_vec()),
        ];
        let wrapped = [
            ("styles", &self.styles),
            ("numbering", &self.numbering),
            ("footnotes", &self.footnotes),
        ];
        for (name, content) in wrapped.into_iter().filter(|(_, content)| !content.is_empty()) {
            let xml = format!("<w:{name} xmlns:w='w'>{content}</w:{name}>");
            parts.push((format!("word/{name}.xml"), xml.into_bytes()));
        }
        parts.extend(self.extra.iter().cloned());
        zipped(&parts)
    }

    /// What the reader finds.
    pub(crate) fn read(&self) -> Reading {
        read(&self.bytes(), &Limits::default()).expect("package is valid")
    }

    /// Why the reader gives up.
    pub(crate) fn error(&self, limits: &Limits) -> DocxError {
        read(&self.bytes(), limits).expect_err("package is refused")
    }
}

/// A zip of these parts.
pub(crate) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("entry starts");
        zip.write_all(content).expect("entry is written");
    }
    zip.finish().expect("zip is finished").into_inner()
}

pub(crate) fn blocks(reading: &Reading) -> &[Block] {
    match &reading.content {
        Content::Blocks(blocks) => blocks,
        other => panic!("not blocks: {other:?}"),
    }
}

/// Words of a paragraph, its lines parted by ` / `.
pub(crate) fn words(paragraph: &ParagraphBlock) -> String {
    paragraph.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" / ")
}

/// Words of all paragraphs.
pub(crate) fn paragraphs(reading: &Reading) -> Vec<String> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(words(paragraph)),
        _ => None,
    };
    blocks(reading).iter().filter_map(paragraph).collect()
}

/// The first table.
pub(crate) fn table(reading: &Reading) -> &TableBlock {
    let mut tables = blocks(reading).iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.next().expect("a table")
}

/// `<w:p>` with one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}
