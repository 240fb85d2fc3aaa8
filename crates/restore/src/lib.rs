//! Documents to documents with diacritics restored and OCR noise repaired. Owns the language model.
//!
//! A noisy channel: candidates for each token, weighed by how they may have been damaged and by an n-gram
//! model of syllables, searched for the likeliest whole. Text that is already right comes back byte for byte.

use std::borrow::Cow;

use vanban_document::{Document, Repair};
use vanban_text::{Edit, OffsetMap, Span};

mod cache;
mod case;
mod confusions;
mod engine;
pub mod fuse;
mod lattice;
pub mod lm;
mod noisy;
mod speller;
mod symbols;
pub mod token;
mod vocabulary;

use confusions::Confusions;
use engine::{Engine, Marks};
use lm::{Lm, ModelError};
use speller::Speller;
use vocabulary::Vocabulary;

/// The model that is compiled in.
static MODEL: &[u8] = include_bytes!("../model/vi.lm");

/// What an OCR makes of Vietnamese letters.
static CONFUSIONS: &str = include_str!("../model/ocr.tsv");

/// Restores text; holds the model.
#[derive(Debug)]
pub struct Restorer {
    lm: Lm,
    vocabulary: Vocabulary,
    speller: Speller,
}

impl Default for Restorer {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Restorer {
    /// The restorer with the model that is compiled in.
    pub fn embedded() -> Self {
        Self::with_model(Cow::Borrowed(MODEL)).expect("the embedded model is whole")
    }

    /// A restorer with another model, as `vanban-train` writes it.
    pub fn with_model(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let lm = Lm::open(bytes)?;
        let vocabulary = Vocabulary::new(&lm);
        let speller = Speller::new(&lm, Confusions::read(CONFUSIONS));
        Ok(Self { lm, vocabulary, speller })
    }

    /// The document with its text restored. Text that is already right comes back byte for byte.
    pub fn restore(&self, document: Document) -> Document {
        let units = units(&document);
        let mut engine = Engine::new(&self.lm, &self.vocabulary, &self.speller, true);
        let mut marks = Marks::default();
        for unit in &units {
            engine.marks(unit.of(&document.text), &mut marks);
        }
        let prior = marks.prior();
        let mut edits = vec![];
        for unit in &units {
            let found = engine.restore(unit.of(&document.text), &prior);
            edits.extend(
                found.into_iter().map(|edit| Edit { at: edit.at.shift(unit.start), ..edit }),
            );
        }
        let repair = repair(&edits, marks.words);
        document.repaired(&edits, repair)
    }

    /// Text restored line for line: as many lines come out as went in. Lines of one paragraph are decoded
    /// together; an empty line ends a paragraph.
    pub fn restore_lines(&self, text: &str) -> String {
        let mut engine = Engine::new(&self.lm, &self.vocabulary, &self.speller, false);
        let mut marks = Marks::default();
        for line in text.split('\n') {
            engine.marks(line, &mut marks);
        }
        let prior = marks.prior();
        let mut out = String::with_capacity(text.len() + text.len() / 3);
        for line in text.split_inclusive('\n') {
            let edits = engine.restore(line, &prior);
            out.push_str(&OffsetMap::apply(line, &edits).0);
        }
        out
    }
}

/// The stretches that are decoded as wholes: paragraphs, and cells of tables; in order.
fn units(document: &Document) -> Vec<Span> {
    let paragraphs = document.paragraphs.iter().map(|paragraph| paragraph.span);
    let cells = document.tables.iter().flat_map(|table| table.rows.iter().flatten());
    let mut units: Vec<Span> =
        paragraphs.chain(cells.map(|cell| cell.span)).filter(|span| !span.is_empty()).collect();
    units.sort_unstable();
    let mut end = 0;
    units.retain(|unit| {
        let fits = unit.start >= end;
        end = end.max(unit.end);
        fits
    });
    units
}

fn repair(edits: &[Edit], syllables: usize) -> Repair {
    let confidences: Vec<f32> = edits.iter().map(|edit| edit.confidence).collect();
    let confidence = if confidences.is_empty() {
        1.0
    } else {
        confidences.iter().sum::<f32>() / confidences.len() as f32
    };
    Repair { syllables, changed: edits.len(), confidence, confidences }
}
