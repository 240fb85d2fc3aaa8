//! Each stage by itself, and all of them together in pages a second.
//!
//! `cargo bench -p vanban-benches`. The plans are random but always the same; what a stage yields is asserted, so that
//! a stage which grows fast by doing nothing is found out.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use vanban_document::{Document, Reading};
use vanban_pipeline::Stages;
use vanban_synth::{Plan, Style, compose, random};

fn main() {
    divan::main();
}

/// Pages that a random plan is made to fill.
const PAGES: usize = 12;

fn plan(seed: u64) -> (Plan, Style) {
    let source = random(seed, PAGES);
    (compose(&source).expect("random plans compose"), source.style)
}

/// A plan in one form: the name that tells the form, and its bytes.
fn file(form: &str) -> (String, Vec<u8>) {
    let (plan, style) = plan(7);
    let name = format!("plan.{form}");
    let bytes = match form {
        "docx" => vanban_synth::docx::docx(&plan, &style).expect("a package"),
        "md" => vanban_synth::markdown(&plan, &style).into_bytes(),
        "bare.txt" => {
            vanban_synth::variants::stripped(&vanban_synth::text::flattened(&plan)).into_bytes()
        }
        "pdf" => fixture(),
        _ => vanban_synth::text::flattened(&plan).into_bytes(),
    };
    (name, bytes)
}

/// Typesetting a PDF takes LibreOffice, so that the PDF is one of the fixtures.
fn fixture() -> Vec<u8> {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");
    let folders = std::fs::read_dir(fixtures).expect("fixtures are there");
    let mut pdfs: Vec<_> =
        folders.map(|entry| entry.expect("read").path().join("plan.pdf")).collect();
    pdfs.sort();
    std::fs::read(&pdfs[0]).expect("a fixture")
}

const FORMS: [&str; 5] = ["txt", "bare.txt", "md", "docx", "pdf"];

fn reading(form: &str) -> Reading {
    let (name, bytes) = file(form);
    Stages::default().read(&name, &bytes).expect("it reads")
}

fn restored(form: &str) -> Document {
    Stages::default().restorer().restore(vanban_layout::layout(reading(form)))
}

#[divan::bench(args = FORMS)]
fn read(bencher: Bencher, form: &str) {
    let stages = Stages::default();
    let (name, bytes) = file(form);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let reading = stages.read(&name, black_box(&bytes)).expect("it reads");
        assert!(!reading.pages.is_empty());
        reading
    });
}

#[divan::bench(args = FORMS)]
fn layout(bencher: Bencher, form: &str) {
    bencher.with_inputs(|| reading(form)).bench_values(|reading| {
        let document = vanban_layout::layout(reading);
        assert!(document.text.len() > 1000);
        document
    });
}

#[divan::bench(args = ["txt", "bare.txt"])]
fn restore(bencher: Bencher, form: &str) {
    let stages = Stages::default();
    let bytes = vanban_layout::layout(reading(form)).text.len();
    bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| vanban_layout::layout(reading(form)))
        .bench_values(|document| {
            let restored = stages.restorer().restore(document);
            assert!(restored.repair.syllables > 1000);
            restored
        });
}

#[divan::bench(args = FORMS)]
fn structure(bencher: Bencher, form: &str) {
    let document = restored(form);
    bencher.bench(|| {
        let structure = vanban_structure::structure(black_box(&document));
        assert!(structure.sections.len() > 3);
        structure
    });
}

#[divan::bench(args = FORMS)]
fn extract(bencher: Bencher, form: &str) {
    let document = restored(form);
    let structure = vanban_structure::structure(&document);
    bencher.bench(|| {
        let record = vanban_extract::extract(black_box(&document), &structure);
        assert!(record.references.len() > 1);
        record
    });
}

#[divan::bench]
fn check(bencher: Bencher) {
    let document = restored("txt");
    let structure = vanban_structure::structure(&document);
    let record = vanban_extract::extract(&document, &structure);
    bencher.bench(|| vanban_check::check(black_box(&record), &document, &structure));
}

#[divan::bench(sample_count = 10)]
fn index(bencher: Bencher) {
    let document = restored("txt");
    let structure = vanban_structure::structure(&document);
    let record = vanban_extract::extract(&document, &structure);
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_values(|folder| {
        let mut index = vanban_index::IndexWriter::open(folder.path()).expect("a new index");
        let entries = vanban_index::Entries::of(&record, &document.text);
        index.replace("id", entries).expect("added");
        index.commit().expect("committed");
        assert_eq!(index.document_ids().expect("read").len(), 1);
        folder
    });
}

/// All stages: the items a second are pages a second of one core.
#[divan::bench(args = FORMS, sample_count = 20)]
fn all(bencher: Bencher, form: &str) {
    let stages = Stages::default();
    let (name, bytes) = file(form);
    let pages = match form {
        "pdf" => stages.read(&name, &bytes).expect("it reads").pages.len(),
        _ => PAGES,
    };
    bencher.counter(ItemsCount::new(pages)).bench(|| {
        let processed = stages.process(&name, black_box(&bytes)).expect("it reads");
        assert!(processed.record.header.doc_type.is_some());
        processed
    });
}
