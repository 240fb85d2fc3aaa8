//! PDFs that are broken, or made to hurt, in one run: each has its answer, and the run goes on to its end.
//!
//! `cargo xtask hostile` does the same with hundreds, and says how long and how much memory each took.

use std::collections::BTreeMap;

use vanban_synth::mutate::mutants;

use crate::run::{Folder, vanban, workspace};

/// Two of each kind would take minutes in a build for tests; every kind comes up once.
const COUNT: usize = 96;

fn originals() -> Vec<Vec<u8>> {
    ["lam-dong-cong-van-so-y-te", "quang-tri-chi-thi-rung"]
        .iter()
        .map(|name| {
            let path = workspace().join("fixtures").join(name).join("plan.pdf");
            std::fs::read(path).expect("a fixture")
        })
        .collect()
}

#[test]
fn each_broken_pdf_has_an_answer_and_none_stops_the_run() {
    let folder = Folder::new();
    for mutant in mutants(&originals(), 11, COUNT) {
        folder.write(&format!("in/{}.pdf", mutant.name), &mutant.bytes);
    }
    let (input, store) = (folder.arg("in"), folder.arg("store"));
    let limits = ["--timeout=90", "--memory-mb=1536", "--ocr=never"];
    let run = vanban(["ingest", &input, "--store", &store, "--json"].into_iter().chain(limits));
    assert_eq!(run.status, 1, "{}", run.err);
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for line in run.json_lines() {
        let code = line["code"].as_str().or(line["outcome"].as_str()).expect("an outcome");
        // A crash, a panic, or a time that no limit of the reader's bounds would be ours to mend.
        assert!(
            !["crash", "panic", "stack-limit", "time-limit"].contains(&code),
            "{}: {code}",
            line["path"]
        );
        *codes.entry(code.to_owned()).or_default() += 1;
    }
    assert_eq!(codes.values().sum::<usize>(), COUNT, "{codes:?}");
    // What can be read of a damaged file is read, and a bomb is told from damage.
    assert!(codes.get("stored").is_some_and(|stored| *stored > COUNT / 3), "{codes:?}");
    assert!(codes.get("pdf-limit").is_some_and(|refused| *refused > 5), "{codes:?}");
}
