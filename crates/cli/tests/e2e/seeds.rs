//! Real documents, where they lie beside the project. They are nobody's to copy into it, so that elsewhere these
//! tests say that they did not run.

use std::path::PathBuf;

use crate::run::{Folder, vanban, workspace};

/// The folder with real documents.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("VANBAN_SHARED")
        .map_or_else(|| workspace().join("../shared"), PathBuf::from);
    let there = folder.join("seeds").is_dir();
    if !there {
        println!("NOT RUN: no documents at {}", folder.display());
    }
    there.then_some(folder)
}

/// The clean seeds, and what was typeset from them, scans left out.
fn documents(shared: &std::path::Path) -> Vec<PathBuf> {
    let mut documents = Vec::new();
    for folder in ["seeds", "real/typeset"] {
        let entries = std::fs::read_dir(shared.join(folder)).expect("there");
        documents.extend(entries.map(|entry| entry.expect("read").path()));
    }
    documents.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ![".scan.", ".badocr.", ".ocr.", ".truth."].iter().any(|part| name.contains(part))
    });
    documents.sort();
    documents
}

#[test]
fn clean_documents_are_ingested_without_a_warning_and_found() {
    let Some(shared) = shared() else { return };
    let folder = Folder::new();
    let store = folder.arg("store");
    let documents = documents(&shared);
    let mut args: Vec<std::ffi::OsString> = vec!["ingest".into()];
    args.extend(documents.iter().map(Into::into));
    args.extend(["--store".into(), store.clone().into(), "--json".into()]);
    let run = vanban(&args);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.json_lines().len(), documents.len());
    assert!(!run.err.contains("vanban: "), "{}", run.err);

    for query in ["chuyen doi so", "57-NQ/TW", "thanh toán không dùng tiền mặt"] {
        let found = vanban(["search", query, "--store", &store, "--json", "--limit", "50"]);
        assert_eq!(found.status, 0, "{query}: {}", found.err);
        let of_kind =
            |kind: &str| found.json_lines().iter().filter(|hit| hit["kind"] == kind).count();
        assert!(of_kind("document") >= 2, "{query}: {}", found.out);
        assert!(found.json_lines().len() > of_kind("document"), "{query}: no fact found");
    }
    let cited = vanban(["search", "57-NQ/TW", "--store", &store, "--json", "--kind", "reference"]);
    let symbols: Vec<_> = cited.json_lines();
    assert!(!symbols.is_empty());
    assert!(
        symbols
            .iter()
            .all(|hit| hit["head"].as_str().is_some_and(|head| head.contains("57-NQ/TW")))
    );
}

#[test]
fn a_broken_text_layer_is_repaired_and_said_to_be() {
    let Some(shared) = shared() else { return };
    let entries = std::fs::read_dir(shared.join("seeds")).expect("there");
    for path in entries.map(|entry| entry.expect("read").path()) {
        if path.to_string_lossy().contains(".ocr.") {
            let run = vanban(["extract".as_ref(), path.as_os_str()]);
            assert_eq!(run.status, 0, "{}", run.err);
            let restored = &run.json_lines()[0]["source"]["restored"];
            let (changed, syllables) =
                (restored["changed"].as_f64(), restored["syllables"].as_f64());
            let share = changed.expect("a count") / syllables.expect("a count").max(1.0);
            assert!(share > 0.5, "{restored}");
        }
    }
}

/// A document, its reference, and what its record must reach by the scorer beside the project.
const LEAST: [(&str, &str, &[&str]); 3] = [
    (
        "seeds/viet-tri-2026.txt",
        "viet-tri-2026.json",
        &["budget_lines.f1=1", "budget_totals.exact=1"],
    ),
    ("seeds/vi-khe-2026.md", "vi-khe-2026.json", &[]),
    ("seeds/phu-tho-2026.txt", "phu-tho-2026.json", &[]),
];

const LEAST_OF_ALL: [&str; 4] =
    ["header.fields=0.9", "sections.f1=0.85", "references.f1=0.85", "targets.f1=0.8"];

#[test]
fn records_of_clean_texts_reach_what_is_asked_of_them() {
    let Some(shared) = shared() else { return };
    let folder = Folder::new();
    for (document, reference, least) in LEAST {
        let run = vanban(["extract".as_ref(), shared.join(document).as_os_str()]);
        assert_eq!(run.status, 0, "{document}: {}", run.err);
        let mut scorer = std::process::Command::new("python3");
        scorer.arg(shared.join("eval/score_records.py")).arg(shared.join("gold").join(reference));
        scorer.arg(folder.write("record.json", run.out));
        for bound in least.iter().chain(&LEAST_OF_ALL) {
            scorer.args(["--min", bound]);
        }
        let Ok(output) = scorer.output() else {
            println!("NOT RUN: no python3 for the scorer");
            return;
        };
        let scores = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{document}: {scores}");
    }
}
