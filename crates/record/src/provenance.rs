//! Where things came from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The file a record was made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path as it was given.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// `application/pdf`, `text/plain`, ...
    pub media_type: String,
    /// Number of pages; 1 where the format has none.
    pub pages: u32,
    /// Size of the file.
    pub bytes: u64,
    /// Where the words came from.
    pub text_origin: TextOrigin,
    /// What restoration did.
    pub restored: Restored,
    /// The verdict on each page's text layer and what was done about it; empty for formats without pages.
    #[serde(default)]
    pub page_verdicts: Vec<PageVerdict>,
    /// What a PDF says about itself; empty for other kinds of file.
    #[serde(default)]
    pub metadata: FileMetadata,
}

/// What a file says about itself beside its words. Nothing here is verified.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileMetadata {
    /// Title entered in the program that wrote the file; often that of the form it was made from.
    pub title: Option<String>,
    /// Author, likewise.
    pub author: Option<String>,
    /// Program that the document was written with.
    pub creator: Option<String>,
    /// Program that made the file.
    pub producer: Option<String>,
    /// When it was made: ISO 8601, with the offset from UTC where the file states it.
    pub created: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// Whether the file is encrypted.
    pub encrypted: bool,
    /// Chữ ký số, in the order they were put on the file.
    pub signatures: Vec<FileSignature>,
}

/// A digital signature; whether it is valid is not checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FileSignature {
    /// The signer by the certificate.
    pub signer: Option<String>,
    /// When, as stated by the signing program: ISO 8601.
    pub time: Option<String>,
    /// Why, where it is stated.
    pub reason: Option<String>,
    /// Whether it covers the file to its end; if not, something was added after it (often the next signature).
    pub covers_end: bool,
}

/// What one page's text layer was worth, and what was done about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageVerdict {
    /// Page, from 1.
    pub page: u32,
    /// What the text layer is worth.
    pub verdict: LayerVerdict,
    /// What was done about it.
    pub treatment: PageTreatment,
    /// Why, with figures.
    pub reasons: Vec<String>,
    /// How sure the page's words are as taken, 0 to 1; 1 for text that the file states.
    pub confidence: f32,
}

/// What a page's text layer is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LayerVerdict {
    /// Text that a program wrote; also an empty page.
    #[default]
    Digital,
    /// A scan whose text layer is Vietnamese.
    OcrLayerGood,
    /// A scan whose text layer was made by another language's recognition.
    OcrLayerBad,
    /// Vietnamese words without their marks.
    Stripped,
    /// A picture of text without a text layer.
    Image,
    /// Glyph codes without meaning.
    Garbled,
}

/// What was done about a page's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageTreatment {
    /// The file's own text was taken.
    #[default]
    Kept,
    /// The file's own text was taken and restored as a whole.
    Restored,
    /// The page's picture was recognised.
    Recognised,
    /// The page's picture was recognised and checked against the text layer.
    Fused,
    /// Nothing could be read.
    Lost,
}

/// Where the words of a document came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextOrigin {
    /// A born-digital PDF or DOCX.
    Digital,
    /// The hidden text layer of a scan.
    OcrLayer,
    /// Our own recognition of page images.
    Ocr,
    /// A text file.
    #[default]
    Plain,
    /// Several of these.
    Mixed,
}

/// What restoration changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Restored {
    /// Syllables in the document.
    pub syllables: u32,
    /// How many of them restoration changed.
    pub changed: u32,
    /// Mean confidence over the changed syllables; 1 where nothing was changed.
    pub confidence: f32,
}

/// A place in the document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct At {
    /// Page, from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in PDF points from the page's top left; `null` where the format has no positions.
    pub bbox: Option<[f32; 4]>,
    /// First byte in the restored text (UTF-8).
    pub start: usize,
    /// One past the last byte in the restored text.
    pub end: usize,
    /// The restored words the item was read from.
    pub text: String,
    /// The same words before repair, where repair changed them.
    pub original: Option<String>,
}
