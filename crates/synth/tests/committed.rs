//! What is committed is what the sources yield now.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use vanban_synth::{compose, fixtures, random, reference};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A DOCX's parts; how they are compressed may change with the library.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[test]
fn committed_files_are_what_the_sources_yield() {
    for source in fixtures::sources(&root()).expect("sources") {
        for file in fixtures::files(&source).expect("files") {
            let committed = fs::read(root().join(&file.path)).unwrap_or_default();
            let same = if file.path.extension().is_some_and(|extension| extension == "docx") {
                unpacked(&committed) == unpacked(&file.bytes)
            } else {
                committed == file.bytes
            };
            assert!(same, "{}: run `cargo run -p vanban-synth -- fixtures`", file.path.display());
        }
    }
}

#[test]
fn every_stated_total_is_the_sum_of_its_lines_unless_flagged() {
    for source in fixtures::sources(&root()).expect("sources") {
        let record = compose(&source).expect("a plan").record;
        for total in &record.budget_totals {
            let lines = record.budget_lines.iter().filter(|line| line.table == total.table);
            let sum: i64 = lines.map(|line| line.amount_vnd).sum();
            let flagged = source.flags.iter().any(|flag| flag == "budget-total-mismatch");
            assert!(
                sum == total.amount_vnd || flagged,
                "{}: {sum} in {:?}",
                source.slug,
                total.table
            );
        }
    }
}

#[test]
fn section_parents_stand_before_their_children_and_are_shallower() {
    for source in fixtures::sources(&root()).expect("sources") {
        let record = compose(&source).expect("a plan").record;
        for (i, section) in record.sections.iter().enumerate() {
            if let Some(parent) = section.parent {
                assert!(parent < i && record.sections[parent].level < section.level, "{section:?}");
            }
        }
    }
}

#[test]
fn random_plans_depend_on_the_seed_alone() {
    let json = |seed| {
        let source = random(seed, 6);
        let plan = compose(&source).expect("a plan");
        serde_json::to_string(&reference(&source, &plan).expect("a record")).expect("json")
    };
    assert_eq!(json(11), json(11));
    assert_ne!(json(11), json(12));
}
