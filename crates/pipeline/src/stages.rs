//! One document through all stages.

use std::time::Duration;

use sha2::{Digest, Sha256};
use vanban_document::{
    Document, MediaType, Origin, PageInfo, Reading, Structure, Treatment, Verdict,
};
use vanban_office::{Office, OldKind};
use vanban_record::{
    LayerVerdict, PageTreatment, PageVerdict, Record, Restored, Source, TextOrigin,
};
use vanban_restore::Restorer;

use crate::Failure;
use crate::about::about;
use crate::recognise::{self, Pictures};

/// Whether pictures of text are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OcrMode {
    /// Pages whose text layer is missing, of another language or without meaning.
    #[default]
    Auto,
    /// None: the text layer is taken as it is, and restored.
    Never,
    /// All pages, whatever their text layer is worth.
    Force,
}

/// How documents are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Whether pictures of text are recognised.
    pub ocr: OcrMode,
    /// Pages recognised at a time.
    pub ocr_threads: usize,
    /// Time for recognition in one document; pages that are not read by then are left out and named.
    pub ocr_time: Duration,
}

impl Default for ReadOptions {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { ocr: OcrMode::Auto, ocr_threads: cores, ocr_time: Duration::from_mins(8) }
    }
}

/// Where a document stands, for whoever waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The stage at work: `recognise`, `layout`, `restore`, `structure`, `extract`, `check`.
    pub stage: &'static str,
    /// Pages done in it.
    pub page: u32,
    /// Pages to do in it; 0 where it takes the document as a whole.
    pub of: u32,
}

/// The stages with what they need to hold: the language model and the limits.
#[derive(Debug)]
pub struct Stages {
    options: ReadOptions,
    restorer: Restorer,
    pdf: vanban_pdf::Limits,
    docx: vanban_docx::Limits,
}

/// What came of one document.
#[derive(Debug)]
pub struct Processed {
    /// The record.
    pub record: Record,
    /// The document it was made from.
    pub document: Document,
    /// Its structure.
    pub structure: Structure,
}

impl Default for Stages {
    fn default() -> Self {
        Self::new(ReadOptions::default())
    }
}

impl Stages {
    /// The stages with the embedded model and the usual limits of each reader.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            options,
            restorer: Restorer::embedded(),
            pdf: vanban_pdf::Limits::default(),
            docx: vanban_docx::Limits::default(),
        }
    }

    /// The restorer, for text that is no document.
    pub fn restorer(&self) -> &Restorer {
        &self.restorer
    }

    /// A page of a PDF as a picture with `scale` pixels a point, for looking at; `None` where it cannot be drawn.
    pub fn picture(&self, bytes: &[u8], page: u32, scale: f32) -> Option<vanban_document::Raster> {
        let pictures = vanban_pdf::Pictures::open(bytes, &self.pdf).ok()?;
        pictures.draw(page, scale).ok()
    }

    /// Reads `bytes` of the file called `path` (its name serves to tell Markdown from text, nothing else).
    pub fn read(&self, path: &str, bytes: &[u8]) -> Result<Reading, Failure> {
        self.read_with(path, bytes, &mut |_| {})
    }

    fn read_with(
        &self,
        path: &str,
        bytes: &[u8],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Reading, Failure> {
        if bytes.is_empty() {
            return Err(Failure::Empty);
        }
        let kind = sniff(path, bytes).ok_or(Failure::UnknownKind)?;
        Ok(match kind {
            MediaType::Pdf => {
                let mut reading = vanban_pdf::read(bytes, &self.pdf)?;
                let pictures = || Ok(Pictures::Pdf(vanban_pdf::Pictures::open(bytes, &self.pdf)?));
                recognise::pages(&mut reading, pictures, &self.options, progress);
                reading
            }
            MediaType::Png | MediaType::Jpeg | MediaType::Tiff => {
                let pictures = vanban_ocr::decode(bytes, &vanban_ocr::Limits::default())?;
                let mut reading = recognise::unread(kind, &pictures);
                let pictures = || Ok(Pictures::Decoded(pictures));
                recognise::pages(&mut reading, pictures, &self.options, progress);
                reading
            }
            MediaType::Docx => vanban_docx::read(bytes, &self.docx)?,
            MediaType::Text => vanban_plain::read_text(bytes)?,
            MediaType::Markdown => vanban_plain::read_markdown(bytes)?,
            MediaType::Html => vanban_plain::read_html(bytes, &vanban_plain::Limits::default())?,
            MediaType::Doc => self.read_old(bytes, OldKind::Doc)?,
            MediaType::Rtf => self.read_old(bytes, OldKind::Rtf)?,
        })
    }

    /// Reads what LibreOffice makes of a file of an old word processor.
    fn read_old(&self, bytes: &[u8], kind: OldKind) -> Result<Reading, Failure> {
        let usual = vanban_office::Limits::default();
        // No more than the document has left for what others do to it.
        let time = usual.time.min(self.options.ocr_time);
        let limits = vanban_office::Limits { time, ..usual };
        let docx = Office::find()?.to_docx(bytes, kind, &limits)?;
        let mut reading = vanban_docx::read(&docx, &self.docx)?;
        reading.media_type = match kind {
            OldKind::Doc => MediaType::Doc,
            OldKind::Rtf => MediaType::Rtf,
        };
        Ok(reading)
    }

    /// One document through all stages.
    pub fn process(&self, path: &str, bytes: &[u8]) -> Result<Processed, Failure> {
        self.process_with(path, bytes, &mut |_| {})
    }

    /// The same, telling `progress` how far it is where a stage takes long.
    pub fn process_with(
        &self,
        path: &str,
        bytes: &[u8],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Processed, Failure> {
        let reading = self.read_with(path, bytes, progress)?;
        let mut at = |stage| progress(Progress { stage, page: 0, of: 0 });
        at("layout");
        let document = vanban_layout::layout(reading);
        at("restore");
        let document = self.restorer.restore(document);
        at("structure");
        let structure = vanban_structure::structure(&document);
        at("extract");
        let mut record = vanban_extract::extract(&document, &structure);
        record.source = source(path, bytes, &document);
        at("check");
        record.diagnostics = vanban_check::check(&record, &document, &structure);
        Ok(Processed { record, document, structure })
    }
}

/// How files of pictures begin.
const PICTURES: [(&[u8], MediaType); 4] = [
    (b"\x89PNG\r\n\x1a\n", MediaType::Png),
    (b"\xff\xd8\xff", MediaType::Jpeg),
    (b"II*\0", MediaType::Tiff),
    (b"MM\0*", MediaType::Tiff),
];

/// The kind of a file by its first bytes, and by its name where bytes do not tell.
pub fn sniff(path: &str, bytes: &[u8]) -> Option<MediaType> {
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(MediaType::Pdf);
    }
    match vanban_office::old_kind(bytes) {
        Some(OldKind::Doc) => return Some(MediaType::Doc),
        Some(OldKind::Rtf) => return Some(MediaType::Rtf),
        None => {}
    }
    // A DOCX with a password is an OLE container, as other files are: the DOCX reader says which.
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some(MediaType::Docx);
    }
    for (start, kind) in PICTURES {
        if head.starts_with(start) {
            return Some(kind);
        }
    }
    // UTF-16 has a zero in every other byte; its byte order mark tells it from a binary.
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if head.contains(&0) && !utf16 {
        return None;
    }
    let name = path.to_lowercase();
    if [".md", ".markdown"].iter().any(|end| name.ends_with(end)) {
        return Some(MediaType::Markdown);
    }
    let page = vanban_plain::looks_like_html(bytes);
    Some(if page { MediaType::Html } else { MediaType::Text })
}

fn source(path: &str, bytes: &[u8], document: &Document) -> Source {
    Source {
        path: path.to_owned(),
        sha256: format!("{:x}", Sha256::digest(bytes)),
        media_type: document.media_type.name().to_owned(),
        pages: document.pages.len() as u32,
        bytes: bytes.len() as u64,
        text_origin: text_origin(document),
        restored: Restored {
            syllables: document.repair.syllables as u32,
            changed: document.repair.changed as u32,
            confidence: document.repair.confidence,
        },
        page_verdicts: document.pages.iter().filter_map(page_verdict).collect(),
        metadata: about(bytes, document.media_type, &vanban_pdf::Limits::default()),
    }
}

fn page_verdict(page: &PageInfo) -> Option<PageVerdict> {
    let judgement = page.judgement.as_ref()?;
    Some(PageVerdict {
        page: page.number,
        verdict: match judgement.verdict {
            Verdict::Digital => LayerVerdict::Digital,
            Verdict::OcrLayerGood => LayerVerdict::OcrLayerGood,
            Verdict::OcrLayerBad => LayerVerdict::OcrLayerBad,
            Verdict::Stripped => LayerVerdict::Stripped,
            Verdict::Image => LayerVerdict::Image,
            Verdict::Garbled => LayerVerdict::Garbled,
        },
        treatment: match judgement.treatment {
            Treatment::Kept => PageTreatment::Kept,
            Treatment::Restored => PageTreatment::Restored,
            Treatment::Recognised => PageTreatment::Recognised,
            Treatment::Fused => PageTreatment::Fused,
            Treatment::Lost => PageTreatment::Lost,
        },
        reasons: judgement.reasons.clone(),
        confidence: judgement.confidence,
    })
}

fn text_origin(document: &Document) -> TextOrigin {
    let published = |origin| match origin {
        Origin::Digital => TextOrigin::Digital,
        Origin::OcrLayer => TextOrigin::OcrLayer,
        Origin::Ocr => TextOrigin::Ocr,
        Origin::Plain => TextOrigin::Plain,
    };
    let mut origins = document.pages.iter().map(|page| published(page.origin));
    let first = origins.next().unwrap_or_default();
    if origins.all(|origin| origin == first) { first } else { TextOrigin::Mixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_first_bytes() {
        for (name, bytes, want) in [
            ("a.txt", &b"%PDF-1.7\n"[..], Some(MediaType::Pdf)),
            ("a.pdf", b"PK\x03\x04rest", Some(MediaType::Docx)),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(MediaType::Docx)),
            ("a.txt", b"\xff\xfeK\0H\0", Some(MediaType::Text)),
            ("a.MD", b"# I", Some(MediaType::Markdown)),
            ("a.doc", b"{\\rtf1 x}", Some(MediaType::Rtf)),
            ("a.doc", b"<html><body>x", Some(MediaType::Html)),
            ("a.md", b"<html><body>x", Some(MediaType::Markdown)),
            ("a.txt", b"\0\x01\x02", None),
        ] {
            assert_eq!(sniff(name, bytes), want, "{name} {bytes:?}");
        }
    }
}
