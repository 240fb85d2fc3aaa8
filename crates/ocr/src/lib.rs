//! Pictures of pages to positioned words, by Tesseract.
//!
//! [`decode`] makes rasters of PNG, JPEG and TIFF files. [`Engine::recognise`] sets a raster upright, takes
//! seals, shadows and ruling lines out of it, has Tesseract read what is left, and gives the words with their
//! boxes in points from the top left of the page as it should lie, together with the ruling lines, so that
//! layout builds lines and tables from it as from a born-digital page. Tesseract runs as a subprocess without
//! network or files and under a time limit; nothing else in the workspace knows of it.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod decode;
mod error;
mod fuse;
mod ink;
mod light;
mod picture;
mod prepare;
mod rules;
mod skew;
mod specks;
mod tesseract;
mod tiff;
mod tsv;
mod words;
mod zones;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use vanban_document::{Page, Raster};

use picture::Gray;
use prepare::Sheet;
use tsv::Word;
use zones::Zone;

pub use decode::decode;
pub use error::OcrError;
pub use fuse::fuse;

/// What recognition may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pixels of one picture.
    pub pixels: u64,
    /// Pages of one TIFF.
    pub pages: u32,
    /// Time for one call of Tesseract.
    pub page_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pixels: 100_000_000, pages: 2_000, page_time: Duration::from_mins(1) }
    }
}

/// Tesseract, found and asked for its languages.
#[derive(Clone, Debug)]
pub struct Engine {
    program: Arc<PathBuf>,
}

/// What was recognised on a page.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// A run for each word, and the ruling lines, in points from the top left of the upright page.
    pub page: Page,
    /// The mean of the words' confidences by their letters, 0 to 1; 0 where there are none.
    pub confidence: f32,
    /// Quarter turns clockwise by which the page was set upright.
    pub quarter_turns: u8,
    /// Degrees by which the page leaned, after those turns, and was set straight: positive where its lines
    /// rose to the right.
    pub skew_degrees: f32,
    /// What was done to the page and what was left out of it, in English, lower case.
    pub notes: Vec<String>,
}

impl Engine {
    /// Finds `tesseract` on the PATH and makes sure that it knows Vietnamese.
    pub fn find() -> Result<Engine, OcrError> {
        let program = Path::new("tesseract");
        let languages = tesseract::languages(program)?;
        if !languages.iter().any(|language| language == "vie") {
            return Err(OcrError::LanguageMissing);
        }
        Ok(Engine { program: Arc::new(program.to_owned()) })
    }

    /// Recognises the page that `raster` shows.
    pub fn recognise(&self, raster: &Raster, limits: &Limits) -> Result<Recognised, OcrError> {
        let requested = u64::from(raster.width) * u64::from(raster.height);
        if requested > limits.pixels {
            return Err(OcrError::TooLarge { requested, granted: limits.pixels });
        }
        let found = self.read(prepare::prepare(raster, 0), limits)?;
        if found.page.runs.is_empty() || found.confidence >= HEAD_DOWN {
            return Ok(found);
        }
        let turned = self.read(prepare::prepare(raster, 2), limits)?;
        Ok(if turned.confidence > found.confidence + 0.1 { turned } else { found })
    }

    fn read(&self, sheet: Sheet, limits: &Limits) -> Result<Recognised, OcrError> {
        let dpi = (sheet.scale * 72.0).round() as u32;
        let (found, specks) = specks::part(&self.words(&sheet, dpi, limits)?);
        let runs = words::runs(&found, &sheet.clean, sheet.scale);
        let point = |pixels: usize| pixels as f32 / sheet.scale;
        let page = Page {
            number: 1,
            width: point(sheet.clean.width),
            height: point(sheet.clean.height),
            rules: rules::in_points(&sheet.strokes, sheet.scale),
            runs,
            images: Vec::new(),
        };
        Ok(Recognised {
            confidence: confidence(&page),
            page,
            quarter_turns: sheet.lie.quarter_turns,
            skew_degrees: sheet.lie.skew,
            notes: sheet.notes.into_iter().chain(specks::note(&specks)).collect(),
        })
    }
}

/// A page read with less confidence than this may lie head down after all: right pages seldom fall below 0.8,
/// those upside down never reach 0.5.
const HEAD_DOWN: f32 = 0.55;

/// Page segmentation modes: Tesseract looks for columns, pictures and lines by itself, or takes what it is given
/// for lines one below the other. In the first it overlooks what stands alone in a cell, in the second it reads
/// across a letterhead.
const PAGE: u8 = 3;
const BLOCK: u8 = 6;

/// White margin around a part of a page, in pixels: Tesseract finds nothing at the very edge.
const MARGIN: usize = 12;

impl Engine {
    /// The words of all zones, in pixels of the sheet.
    fn words(&self, sheet: &Sheet, dpi: u32, limits: &Limits) -> Result<Vec<Word>, OcrError> {
        let zones = zones::zones(&sheet.clean, &sheet.strokes, sheet.scale);
        let (cells, text): (Vec<Zone>, Vec<Zone>) = zones.into_iter().partition(|zone| zone.cells);
        let mut words = self.words_of(&text, sheet, PAGE, dpi, limits)?;
        words.extend(self.words_of(&cells, sheet, BLOCK, dpi, limits)?);
        Ok(words)
    }

    fn words_of(
        &self,
        zones: &[Zone],
        sheet: &Sheet,
        psm: u8,
        dpi: u32,
        limits: &Limits,
    ) -> Result<Vec<Word>, OcrError> {
        if zones.is_empty() {
            return Ok(Vec::new());
        }
        let cut = |zone: &Zone| sheet.clean.cut(zone.area, MARGIN);
        let file = tiff::file(&zones.iter().map(cut).collect::<Vec<Gray>>(), dpi);
        let table = tesseract::recognise(&self.program, file, psm, dpi, limits.page_time)?;
        let mut words = tsv::words(&table);
        for word in &mut words {
            if let Some(zone) = zones.get(word.picture) {
                word.area = word.area.moved(zone.area.x0, zone.area.y0, MARGIN);
                word.cell = zone.cells;
            }
        }
        Ok(words)
    }
}

/// The mean confidence of a page's words, each counting by its length.
fn confidence(page: &Page) -> f32 {
    let letters = |text: &str| text.trim_end().chars().count() as f32;
    let all: f32 = page.runs.iter().map(|run| letters(&run.text)).sum();
    let sure: f32 = page.runs.iter().map(|run| letters(&run.text) * run.confidence).sum();
    if all > 0.0 { sure / all } else { 0.0 }
}
