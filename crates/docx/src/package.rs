//! The zip around a DOCX: its parts, inflated with limits counted while inflating.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::xml::{self, Element};
use crate::{DocxError, Limits};

/// The parts that hold text or say how it is shown.
#[derive(Debug)]
pub(crate) struct Parts {
    /// `word/document.xml`.
    pub(crate) document: Element,
    /// `word/styles.xml`.
    pub(crate) styles: Option<Element>,
    /// `word/numbering.xml`.
    pub(crate) numbering: Option<Element>,
    /// `word/footnotes.xml`.
    pub(crate) footnotes: Option<Element>,
    /// `word/endnotes.xml`.
    pub(crate) endnotes: Option<Element>,
    /// Headers and footers of all sections.
    pub(crate) furniture: Vec<Element>,
}

/// An open zip.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    inflated: u64,
}

impl<'a> Package<'a> {
    /// Opens a zip; nothing is inflated yet.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, DocxError> {
        if bytes.starts_with(&OLE) {
            return Err(ole_error(bytes));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| DocxError::damaged("its zip directory cannot be read"))?;
        if zip.len() > limits.entries {
            return Err(DocxError::LimitHit {
                limit: "entries in the zip",
                requested: zip.len() as u64,
                granted: limits.entries as u64,
            });
        }
        Ok(Self { zip, limits, inflated: 0 })
    }

    /// Reads and parses the parts that are needed; pictures and the like are never inflated.
    pub(crate) fn parts(&mut self) -> Result<Parts, DocxError> {
        let main = self.main_part()?;
        let document = self.part(&main)?.ok_or(DocxError::NotDocx)?;
        let relations = self.part(&relations_of(&main))?;
        let mut related = |kind: &str| -> Result<Option<Element>, DocxError> {
            let target = relations.as_ref().and_then(|found| target(found, kind));
            target.map_or(Ok(None), |target| self.part(&resolve(&main, &target)))
        };
        Ok(Parts {
            document,
            styles: related("/styles")?,
            numbering: related("/numbering")?,
            footnotes: related("/footnotes")?,
            endnotes: related("/endnotes")?,
            furniture: self.furniture(&main, relations.as_ref())?,
        })
    }

    /// Headers and footers; one that is damaged is no reason to give up the document.
    fn furniture(
        &mut self,
        main: &str,
        relations: Option<&Element>,
    ) -> Result<Vec<Element>, DocxError> {
        let mut found = Vec::new();
        for kind in ["/header", "/footer"] {
            let targets = relations.map_or_else(Vec::new, |relations| targets(relations, kind));
            for target in targets {
                match self.part(&resolve(main, &target)) {
                    Err(error @ DocxError::LimitHit { .. }) => return Err(error),
                    part => found.extend(part.ok().flatten()),
                }
            }
        }
        Ok(found)
    }

    /// Name of the document part: what the package's relations say, else where Word puts it.
    fn main_part(&mut self) -> Result<String, DocxError> {
        let relations = self.part("_rels/.rels")?;
        let named = relations.as_ref().and_then(|found| target(found, "/officeDocument"));
        let name = named.map_or_else(|| "word/document.xml".into(), |name| resolve("", &name));
        // A workbook has an office document too.
        let word = name.starts_with("word/") || name.contains("document");
        if word { Ok(name) } else { Err(DocxError::NotDocx) }
    }

    /// The parsed part of this name; `None` where the zip has none.
    fn part(&mut self, name: &str) -> Result<Option<Element>, DocxError> {
        let Some(bytes) = self.inflate(name)? else { return Ok(None) };
        xml::parse(&bytes, self.limits).map(Some)
    }

    fn inflate(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocxError> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DocxError::Encrypted);
            }
            Err(_) => return Err(DocxError::damaged(format!("{name} cannot be unpacked"))),
        };
        let compressed = entry.compressed_size().max(1);
        let granted = [
            ("bytes of one part", self.limits.part_bytes),
            ("bytes of all parts", self.limits.total_bytes.saturating_sub(self.inflated)),
            ("inflated size of a part", compressed.saturating_mul(self.limits.ratio).max(1 << 20)),
        ];
        let (limit, granted) =
            granted.into_iter().min_by_key(|(_, bytes)| *bytes).unwrap_or(("bytes", 0));
        let declared = entry.size();
        let mut bytes = Vec::new();
        let read = entry.take(granted + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > granted {
            // Of the total, what other parts took before is asked for and granted too.
            let before = if limit == "bytes of all parts" { self.inflated } else { 0 };
            let requested = declared.max(bytes.len() as u64) + before;
            return Err(DocxError::LimitHit { limit, requested, granted: granted + before });
        }
        read.map_err(|_| DocxError::damaged(format!("{name} cannot be unpacked")))?;
        self.inflated += bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// First bytes of an OLE compound file: Word 97 to 2003, or the container around an encrypted DOCX.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Which of the two it is, by the names in its directory (MS-OFFCRYPTO 2.3.4, MS-DOC 2.1).
fn ole_error(bytes: &[u8]) -> DocxError {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        DocxError::Encrypted
    } else if holds("WordDocument") {
        DocxError::OldFormat
    } else {
        DocxError::NotDocx
    }
}

/// `word/document.xml` has its relations in `word/_rels/document.xml.rels`.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// Target of the first relation whose type ends in `kind`.
fn target(relations: &Element, kind: &str) -> Option<String> {
    targets(relations, kind).into_iter().next()
}

/// Targets of the relations whose type ends in `kind`: transitional and strict files differ before it.
fn targets(relations: &Element, kind: &str) -> Vec<String> {
    let found = relations
        .children()
        .filter(|relation| relation.attribute("TargetMode") != Some("External"))
        .filter(|relation| relation.attribute("Type").is_some_and(|name| name.ends_with(kind)));
    found.filter_map(|relation| relation.attribute("Target")).map(str::to_owned).collect()
}

/// Name in the zip of a relation's target, relative to the part that states it.
fn resolve(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = part.split('/').collect();
    steps.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_against_their_part() {
        for (part, target, want) in [
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"),
            ("word/document.xml", "/word/numbering.xml", "word/numbering.xml"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(part, target), want);
        }
    }

    #[test]
    fn old_and_encrypted_containers_are_told_apart() {
        let container = |name: &str| {
            let mut bytes = OLE.to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        let error = |bytes: &[u8]| Package::open(bytes, &Limits::default()).err().map(|e| e.code());
        assert_eq!(error(&container("EncryptedPackage")), Some("docx-encrypted"));
        assert_eq!(error(&container("WordDocument")), Some("docx-old-format"));
        assert_eq!(error(&OLE), Some("docx-no-document"));
        assert_eq!(error(b"PK\x03\x04 cut off"), Some("docx-damaged"));
    }
}
