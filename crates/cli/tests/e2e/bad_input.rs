//! Files that cannot be read: each is named with its reason, the others go on.

use crate::make;
use crate::run::{Folder, Run, vanban};

/// A folder with everything that goes wrong, and two plans that do not.
fn bad_folder() -> Folder {
    let folder = Folder::new();
    folder.write("in/good.txt", make::plan(21, "phòng cháy, chữa cháy rừng"));
    folder.write("in/sub/good.docx", make::docx(&make::plan(22, "kiên cố hóa kênh mương")));
    folder.write("in/settings.toml", "a = 1");
    folder.write("in/truncated.pdf", make::truncated_pdf());
    folder.write("in/empty.txt", "");
    folder.write("in/noise.pdf", make::noise());
    folder.write("in/nopages.pdf", make::pdf_without_pages());
    folder.write("in/locked.pdf", make::pdf_with_password());
    folder.write("in/bomb.docx", make::docx_bomb());
    folder.write("in/old.odt", "x");
    std::os::unix::fs::symlink("..", folder.path("in/sub/loop")).expect("linked");
    std::os::unix::fs::symlink("nowhere.pdf", folder.path("in/gone.pdf")).expect("linked");
    // Permissions do not stop root; a pipe nobody writes to stops everyone who opens it.
    let made = std::process::Command::new("mkfifo").arg(folder.path("in/pipe.pdf")).status();
    assert!(made.expect("mkfifo runs").success());
    folder
}

fn ingest(folder: &Folder) -> Run {
    vanban(["ingest", &folder.arg("in"), "--store", &folder.arg("store"), "--json"])
}

/// The code of each file's failure, or its outcome.
fn outcomes(run: &Run) -> Vec<(String, String)> {
    let mut outcomes: Vec<_> = run
        .json_lines()
        .iter()
        .map(|line| {
            let path = line["path"].as_str().expect("a path");
            let name = path.rsplit('/').next().expect("a name").to_owned();
            let code = line["code"].as_str().or(line["outcome"].as_str()).expect("an outcome");
            (name, code.to_owned())
        })
        .collect();
    outcomes.sort();
    outcomes
}

#[test]
fn each_bad_file_is_reported_by_name_and_reason_and_the_others_are_ingested() {
    let folder = bad_folder();
    let run = ingest(&folder);
    assert_eq!(run.status, 1, "{}", run.err);
    let outcomes = outcomes(&run);
    let want = [
        ("bomb.docx", "docx-"),
        ("empty.txt", "empty-file"),
        ("gone.pdf", "unreadable"),
        ("good.docx", "stored"),
        ("good.txt", "stored"),
        ("locked.pdf", "pdf-"),
        ("loop", "folder-loop"),
        ("noise.pdf", "unknown-kind"),
        ("nopages.pdf", "pdf-"),
        ("old.odt", "unsupported-kind"),
        ("pipe.pdf", "not-a-file"),
        ("settings.toml", "not-document"),
        ("truncated.pdf", "pdf-"),
    ];
    assert_eq!(outcomes.len(), want.len(), "{outcomes:?}");
    for ((name, code), (want_name, want_code)) in outcomes.iter().zip(want) {
        assert_eq!(name, want_name, "{outcomes:?}");
        assert!(code.starts_with(want_code), "{name}: {code} is not {want_code}");
    }
    // A person reads the same on standard error: the file, then what is wrong.
    for (name, code) in &outcomes {
        if !["stored", "not-document"].contains(&code.as_str()) {
            let line = run.err.lines().find(|line| line.contains(&format!("/{name}: ")));
            let line = line.unwrap_or_else(|| panic!("{name} is not named in {}", run.err));
            assert!(line.starts_with("vanban: ") && line.contains(code.as_str()), "{line}");
        }
    }
    assert!(run.err.contains("left out"), "{}", run.err);
}

#[test]
fn reasons_of_different_faults_are_different_sentences() {
    let folder = bad_folder();
    let run = ingest(&folder);
    let reasons: Vec<String> = ["locked.pdf", "nopages.pdf", "bomb.docx", "noise.pdf", "empty.txt"]
        .iter()
        .map(|name| {
            let lines = run.json_lines();
            let line =
                lines.iter().find(|line| line["path"].as_str().unwrap_or("").ends_with(name));
            line.expect("reported")["reason"].as_str().expect("a reason").to_owned()
        })
        .collect();
    for (i, reason) in reasons.iter().enumerate() {
        assert!(reason.split_whitespace().count() >= 5, "a sentence: {reason}");
        assert!(!reasons[..i].contains(reason), "twice the same: {reason}");
    }
    assert!(reasons[0].contains("password"), "{}", reasons[0]);
}

#[test]
fn nothing_half_written_is_left_in_the_store() {
    let folder = bad_folder();
    ingest(&folder);
    let names = |sub: &str| {
        let mut names: Vec<_> = std::fs::read_dir(folder.path("store").join(sub))
            .expect("there")
            .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let stems = |names: Vec<String>| -> Vec<String> {
        names.iter().map(|name| name.split('.').next().unwrap_or("").to_owned()).collect()
    };
    let (records, texts) = (names("records"), names("texts"));
    assert_eq!(records.len(), 2, "{records:?}");
    assert!(records.iter().all(|name| name.len() == 64 + ".json".len()), "{records:?}");
    assert_eq!(stems(records), stems(texts));
}

#[test]
fn a_second_run_says_the_same_without_reading_the_good_ones_again() {
    let folder = bad_folder();
    let first = outcomes(&ingest(&folder));
    let run = ingest(&folder);
    let second = outcomes(&run);
    assert_eq!(run.status, 1);
    let unchanged = |outcome: &(String, String)| {
        let code = if outcome.1 == "stored" { "unchanged".to_owned() } else { outcome.1.clone() };
        (outcome.0.clone(), code)
    };
    assert_eq!(first.iter().map(unchanged).collect::<Vec<_>>(), second);
}

#[test]
fn a_document_over_a_limit_is_left_out_with_the_limit_named() {
    let folder = Folder::new();
    folder.write("in/big.txt", "dài ".repeat(400_000));
    let store = folder.arg("store");
    let run = vanban(["ingest", &folder.arg("in"), "--store", &store, "--max-mb", "1"]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("at most 1048576 are granted") && run.err.contains("--max-mb"),
        "{}",
        run.err
    );
    assert!(run.err.contains("[too-large]"), "{}", run.err);
}

#[test]
fn a_document_that_takes_too_much_memory_costs_itself_and_the_limit_is_named() {
    let folder = Folder::new();
    folder.write("in/huge.txt", "chữ và số ".repeat(4 << 20));
    folder.write("in/plan.txt", make::plan(5, "chăn nuôi"));
    let store = folder.arg("store");
    let args = ["ingest", &folder.arg("in"), "--store", &store, "--memory-mb", "24", "--json"];
    let run = vanban(args);
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(
        outcomes(&run),
        [("huge.txt", "memory-limit"), ("plan.txt", "stored")].map(|(a, b)| (a.into(), b.into()))
    );
    assert!(run.err.contains("--memory-mb"), "{}", run.err);
}

#[test]
fn a_document_that_takes_too_long_costs_itself_and_the_limit_is_named() {
    let folder = Folder::new();
    folder.write("in/long.txt", make::plan(6, "trồng dưa").repeat(20_000));
    let store = folder.arg("store");
    let run = vanban(["ingest", &folder.arg("in"), "--store", &store, "--timeout", "1"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(
        run.err.contains("took longer than 1 s") && run.err.contains("[time-limit]"),
        "{}",
        run.err
    );
}

#[test]
fn what_cannot_be_used_at_all_is_exit_status_2() {
    let folder = Folder::new();
    let file = folder.write("file", "x");
    let file = file.to_str().expect("utf-8");
    for args in [
        vec!["ingest", "x.txt"],
        vec!["ingest", "x.txt", "--store", file],
        vec!["search", "x", "--store", "/nowhere"],
        vec!["show", "x", "--store", "/nowhere"],
        vec!["extract", "/nowhere/x.pdf"],
        vec!["restore", "/nowhere/x.txt"],
        vec!["bogus"],
    ] {
        let run = vanban(&args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}");
    }
}
