//! Documents to documents with diacritics restored and OCR noise repaired. Owns the language model.
//!
//! A noisy channel: candidates for each token, weighed by how they may have been damaged and by an n-gram
//! model of syllables, searched for the likeliest whole. Text that is already right comes back byte for byte.

use std::borrow::Cow;

use vanban_document::{Document, Origin, PageInfo, Repair};
use vanban_text::{Edit, OffsetMap, Rewriter, Span, nfc};

mod adapted;
mod cache;
mod case;
mod codes;
mod confusions;
pub mod context;
mod damage;
mod engine;
pub mod fuse;
mod gazetteer;
mod hashing;
mod labels;
mod lattice;
mod leaning;
mod lettered;
pub mod lm;
mod marks;
mod merged;
mod misread;
mod noisy;
mod paragraphs;
mod preference;
mod reading;
mod shelves;
mod specks;
mod speller;
mod stretches;
mod symbols;
pub mod token;
mod vocabulary;

use context::{Contexts, Forms};
use damage::Marks;
use engine::Engine;
use gazetteer::Gazetteer;
use lm::{Lm, ModelError};
use merged::Merged;
use speller::Speller;
use vocabulary::Vocabulary;

/// Bytes that begin where a line of the processor's cache does.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// The model that is compiled in.
static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/vi.lm"));

/// The weights of what stands around a word.
static CONTEXTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/vi.ctx"));

/// What an OCR for English makes of Vietnamese letters, and what one for Vietnamese makes of them.
static FOREIGN: &str = include_str!("../model/ocr.tsv");
static VIETNAMESE: &str = include_str!("../model/vie.tsv");

/// Restores text; holds the model.
#[derive(Debug)]
pub struct Restorer {
    lm: Lm,
    vocabulary: Vocabulary,
    speller: Speller,
    forms: Forms,
    contexts: Contexts,
    gazetteer: Gazetteer,
}

impl Default for Restorer {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Restorer {
    /// The restorer with the model that is compiled in.
    pub fn embedded() -> Self {
        Self::with_models(Cow::Borrowed(&MODEL.0), Cow::Borrowed(&CONTEXTS.0))
            .expect("the embedded models are whole")
    }

    /// A restorer with other models, as `vanban-train` writes them: `vi.lm` and the `vi.ctx` made for it.
    pub fn with_models(
        model: Cow<'static, [u8]>,
        contexts: Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let lm = Lm::open(model)?;
        let vocabulary = Vocabulary::new(&lm);
        let speller = Speller::new(&lm, FOREIGN, VIETNAMESE);
        let forms = Forms::new(&lm);
        let contexts = Contexts::open(contexts)?;
        let gazetteer = Gazetteer::new(&vocabulary, &forms);
        Ok(Self { lm, vocabulary, speller, forms, contexts, gazetteer })
    }

    /// The document with its text restored. Text that is already right comes back byte for byte.
    pub fn restore(&self, document: Document) -> Document {
        let units = units(&document);
        let mut engine = Engine::new(self, true);
        let read: Vec<bool> = units.iter().map(|unit| is_on_read_page(&document, *unit)).collect();
        let recognised = document.pages.iter().any(is_read);
        let mut ahead = vec![];
        lettered::mend(&document.text, &units, &mut ahead);
        labels::mend(&document.text, &units, &mut ahead, recognised);
        if recognised {
            codes::mend(&document.text, &mut ahead);
        }
        let mut rewriter = Rewriter::new(&document.text);
        let (mut changes, mut confidences) = (vec![], vec![]);
        let marks =
            restore_units(&mut engine, &document.text, &units, &read, ahead, &mut |edit: Edit| {
                changes.extend(rewriter.make(&edit));
                confidences.push(edit.confidence);
            });
        let text = rewriter.finish();
        let repair = repair(confidences, marks.words);
        document.repaired(text, OffsetMap::of_changes(changes), repair)
    }

    /// Text restored line for line: as many lines come out as went in. Lines of one paragraph are decoded
    /// together and given back line for line. Decomposed text (NFD) comes back composed.
    ///
    /// ```
    /// let restorer = vanban_restore::Restorer::embedded();
    /// assert_eq!(restorer.restore_lines("Ke hoach nam 2027\n"), "Kế hoạch năm 2027\n");
    /// ```
    pub fn restore_lines(&self, text: &str) -> String {
        self.restore_lines_from(text, Origin::Plain)
    }

    /// The same for lines from a known origin: what an OCR read may be misread, though no word looks so.
    pub fn restore_lines_from(&self, text: &str, origin: Origin) -> String {
        let composed =
            text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c)).then(|| nfc(text));
        let text = composed.as_deref().unwrap_or(text);
        let units = paragraphs::of_lines(text);
        let mut engine = Engine::new(self, false);
        let read = vec![is_recognised(origin); units.len()];
        let mut ahead = vec![];
        lettered::mend(text, &units, &mut ahead);
        if is_recognised(origin) {
            labels::mend(text, &units, &mut ahead, true);
            codes::mend(text, &mut ahead);
        }
        let mut rewriter = Rewriter::new(text);
        restore_units(&mut engine, text, &units, &read, ahead, &mut |edit: Edit| {
            rewriter.make(&edit);
        });
        rewriter.finish()
    }
}

/// Makes all edits of a text, in order, those known `ahead` among them; says what marks it showed.
fn restore_units(
    engine: &mut Engine<'_>,
    text: &str,
    units: &[Span],
    read: &[bool],
    ahead: Vec<Edit>,
    make: &mut impl FnMut(Edit),
) -> Marks {
    let mut marks = Marks::default();
    for unit in units {
        engine.marks(unit.of(text), &mut marks);
    }
    let prior = marks.prior();
    let mut merged = Merged::new(ahead);
    engine.listen(text, units, read, &prior);
    for (unit, read) in units.iter().zip(read) {
        let prior = if *read { prior.of_recognised() } else { prior };
        for edit in engine.restore(unit.of(text), &prior) {
            merged.add(Edit { at: edit.at.shift(unit.start), ..edit }, make);
        }
    }
    merged.finish(make);
    marks
}

fn is_recognised(origin: Origin) -> bool {
    matches!(origin, Origin::Ocr | Origin::OcrLayer)
}

fn is_read(page: &PageInfo) -> bool {
    is_recognised(page.origin)
}

/// Whether an OCR read the page on which `unit` begins.
fn is_on_read_page(document: &Document, unit: Span) -> bool {
    let next = document.lines.partition_point(|line| line.span.end <= unit.start);
    let Some(line) = document.lines.get(next) else { return document.pages.iter().all(is_read) };
    document.pages.iter().any(|page| page.number == line.page && is_read(page))
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

fn repair(confidences: Vec<f32>, syllables: usize) -> Repair {
    let confidence = if confidences.is_empty() {
        1.0
    } else {
        confidences.iter().sum::<f32>() / confidences.len() as f32
    };
    Repair { syllables, changed: confidences.len(), confidence, confidences }
}
