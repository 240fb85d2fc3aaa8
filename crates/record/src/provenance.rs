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
