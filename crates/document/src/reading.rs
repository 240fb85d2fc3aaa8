//! What a reader found in a file.

use std::sync::Arc;

use vanban_text::Span;

use crate::{BBox, PageInfo, PageNo};

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// `application/pdf`
    Pdf,
    /// `application/vnd.openxmlformats-officedocument.wordprocessingml.document`
    Docx,
    /// `text/plain`
    Text,
    /// `text/markdown`
    Markdown,
    /// `text/html`
    Html,
    /// `application/msword`
    Doc,
    /// `application/rtf`
    Rtf,
    /// `image/png`
    Png,
    /// `image/jpeg`
    Jpeg,
    /// `image/tiff`
    Tiff,
}

impl MediaType {
    /// The registered name.
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            MediaType::Text => "text/plain",
            MediaType::Markdown => "text/markdown",
            MediaType::Html => "text/html",
            MediaType::Doc => "application/msword",
            MediaType::Rtf => "application/rtf",
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Tiff => "image/tiff",
        }
    }
}

/// Where words came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A born-digital file.
    Digital,
    /// The hidden text layer of a scan.
    OcrLayer,
    /// Our own recognition.
    Ocr,
    /// A text file.
    #[default]
    Plain,
}

/// What a page's text layer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Text that a program wrote, with its characters known; also a page with nothing on it.
    Digital,
    /// A scan whose text layer is Vietnamese.
    OcrLayerGood,
    /// A scan whose text layer was made by another language's recognition.
    OcrLayerBad,
    /// Vietnamese words without their marks.
    Stripped,
    /// A picture of text, without a text layer.
    Image,
    /// Glyph codes without meaning: the file does not say which characters they are.
    Garbled,
}

/// What was done about a page's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Treatment {
    /// The file's own text was taken as it stands; restoration may still mend single words.
    #[default]
    Kept,
    /// The file's own text was taken and restored as a whole: it lacks its marks or has another language's.
    Restored,
    /// The page's picture was recognised, and the layer, if any, put aside.
    Recognised,
    /// The page's picture was recognised and checked against the layer, word by word.
    Fused,
    /// Nothing could be read; a note says why.
    Lost,
}

/// The verdict on a page, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What the text layer is worth.
    pub verdict: Verdict,
    /// What was done about it.
    pub treatment: Treatment,
    /// Why, in English, lower case: measures with their figures.
    pub reasons: Vec<String>,
    /// How sure the words of the page are as taken, 0 to 1: mean confidence of recognition, 1 for stated text.
    pub confidence: f32,
}

/// A picture of a page: rows from the top, no padding.
#[derive(Clone, PartialEq)]
pub struct Raster {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Pixels per point (1/72 inch) of the page that it shows: 200 dpi is 2.78.
    pub scale: f32,
    /// Red, green, blue of each pixel: `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raster({} x {} at {} px/pt)", self.width, self.height, self.scale)
    }
}

/// What a reader found in a file, before layout.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Kind of file.
    pub media_type: MediaType,
    /// One entry a page; exactly one for formats without pages.
    pub pages: Vec<PageInfo>,
    /// The content, in the shape this kind of file has it.
    pub content: Content,
    /// Stamps, signatures, comments: apart from the text.
    pub annotations: Vec<Annotation>,
    /// What could not be read, and what was done about it.
    pub notes: Vec<Note>,
}

/// Content in one of the three shapes that files have.
#[derive(Clone, Debug)]
pub enum Content {
    /// PDF, OCR: glyph runs and rules with positions, page by page.
    Pages(Vec<Page>),
    /// DOCX, Markdown, HTML: paragraphs and tables as the file marks them, in order.
    Blocks(Vec<Block>),
    /// Plain text: lines, with nothing known about them but their words and page.
    Lines(Vec<TextLine>),
}

/// A line of a plain text file, without its line break.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    /// The line, NFC, leading and trailing spaces kept (they tell layout).
    pub text: String,
    /// Page, from 1; a form feed in the file starts the next.
    pub page: PageNo,
    /// Looks that the file marks (`**` of Markdown); the default in unmarked text.
    pub style: Style,
    /// Whether the file marks a boundary before it: another cell, a line break made on purpose.
    pub boundary: bool,
}

/// One page of positioned content.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Number, from 1.
    pub number: PageNo,
    /// Width in points, after rotation.
    pub width: f32,
    /// Height in points, after rotation.
    pub height: f32,
    /// Text in the order the file paints it.
    pub runs: Vec<Run>,
    /// Straight lines, and the edges of thin filled boxes.
    pub rules: Vec<Rule>,
    /// Boxes that images cover.
    pub images: Vec<BBox>,
}

/// A piece of text painted in one go, or one recognised word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The characters, NFC; may hold spaces.
    pub text: String,
    /// The run's box: advance width by font height.
    pub bbox: BBox,
    /// `y` of the base line.
    pub baseline: f32,
    /// Font size in points, after scaling.
    pub size: f32,
    /// Bold face.
    pub bold: bool,
    /// Italic face.
    pub italic: bool,
    /// Painted invisibly, as the text layer of a scan is.
    pub invisible: bool,
    /// Direction of writing in degrees, counter-clockwise; 0 for upright text.
    pub angle: f32,
    /// Recognition confidence 0 to 1; 1 for text that was not recognised but stated.
    pub confidence: f32,
    /// The font's name as the file has it (`TimesNewRomanPS-BoldMT`), where it is known.
    pub font: Option<Arc<str>>,
    /// Red, green, blue of the paint; black where not known.
    pub color: [u8; 3],
}

/// A straight ruling line, horizontal or vertical within a small tolerance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The line's box; its short side is the line's thickness.
    pub bbox: BBox,
    /// Whether it runs from left to right.
    pub horizontal: bool,
}

/// A stamp, a signature or a comment: kept, but not part of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Page.
    pub page: PageNo,
    /// Its place.
    pub bbox: BBox,
    /// Its words, if any.
    pub text: String,
}

/// Something the reader has to say about the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// Page, if it is about one.
    pub page: Option<PageNo>,
    /// In English, lower case, no full stop.
    pub message: String,
}

/// Kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A page, or a part of one, could not be read.
    PageUnreadable,
    /// A page holds a picture of text and no text.
    PageIsImage,
    /// The text layer is another language's OCR, or has its marks stripped.
    PoorTextLayer,
    /// A limit cut something off.
    LimitHit,
}

/// How a paragraph is set between its margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Left, or not known.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
    /// Both margins.
    Justified,
}

/// What the file says about a paragraph's looks; hints, since authors misuse styles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// All of it is bold.
    pub bold: bool,
    /// All of it is italic.
    pub italic: bool,
    /// Font size in points, 0 where not known.
    pub size: f32,
    /// How it is set.
    pub alignment: Alignment,
    /// Left edge of the first line in points, 0 where not known.
    pub indent: f32,
    /// Heading level by the file's own styles or Markdown marks, 1 the highest.
    pub heading: Option<u8>,
    /// Whether the paragraph is an item of a bulleted list whose bullet is not in the text.
    pub bullet: bool,
}

/// A paragraph or a table, as a file marks it.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(ParagraphBlock),
    /// A table with a grid.
    Table(TableBlock),
    /// Lines as a text file breaks them, empty ones included; layout joins them.
    Lines(Vec<TextLine>),
    /// The next block starts a new page.
    PageBreak,
}

/// A paragraph as lines. Numbering that the word processor computes stands in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParagraphBlock {
    /// Its lines; one for formats that do not break lines.
    pub lines: Vec<Line>,
    /// Its looks.
    pub style: Style,
}

/// A line of text with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The words, single spaces, no space at the ends.
    pub text: String,
    /// Page.
    pub page: PageNo,
    /// Its box, where positions are known.
    pub bbox: Option<BBox>,
    /// Boxes of its words, where positions are known.
    pub words: Vec<WordBox>,
    /// Whether an empty line or a wider gap stands before it, inside a paragraph too: tables whose cells
    /// were flattened into lines have little else that parts their cells.
    pub gap_before: bool,
}

/// A word's place in its line and on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct WordBox {
    /// Bytes of the line's text.
    pub span: Span,
    /// Box on the page.
    pub bbox: BBox,
}

/// A table with a grid: rows of cells; a merged cell stands where it starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableBlock {
    /// Rows, top to bottom.
    pub rows: Vec<Vec<CellBlock>>,
    /// How many rows at the top are marked as header, 0 where not known.
    pub header_rows: usize,
    /// Whether lines are drawn around its cells; a letterhead's layout table has none.
    pub ruled: bool,
}

/// A cell of a [`TableBlock`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellBlock {
    /// Column where it starts, from 0.
    pub column: usize,
    /// Columns it covers, at least 1.
    pub column_span: usize,
    /// Rows it covers, at least 1.
    pub row_span: usize,
    /// What stands in it.
    pub paragraphs: Vec<ParagraphBlock>,
}
