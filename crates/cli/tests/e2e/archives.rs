//! Archives and messages: their files are documents of their own.

use crate::make;
use crate::run::{Folder, Run, vanban, vanban_with};

fn ingest(folder: &Folder) -> Run {
    let (input, store) = (folder.arg("in"), folder.arg("store"));
    vanban(["ingest", &input, "--store", &store, "--json", "--jobs", "1"])
}

/// The path's end after the folder, and the outcome, of each line.
fn outcomes(run: &Run) -> Vec<(String, String)> {
    let lines = run.json_lines();
    let outcome = |line: &serde_json::Value| {
        let path = line["path"].as_str().expect("a path").rsplit_once("/in/").expect("in it").1;
        (path.to_owned(), line["outcome"].as_str().expect("an outcome").to_owned())
    };
    let mut outcomes: Vec<_> = lines.iter().map(outcome).collect();
    outcomes.sort();
    outcomes
}

fn folder() -> Folder {
    let folder = Folder::new();
    let (one, two) = (make::plan(1, "trồng cây xanh"), make::plan(2, "tiêm phòng gia súc"));
    let docx = make::docx(&two);
    let inner = make::zip(&[("ba.md", b"# K\xe1\xba\xbf ho\xe1\xba\xa1ch nu\xc3\xb4i t\xc3\xb4m")]);
    let archive = make::zip(&[
        ("một.txt", one.as_bytes()),
        ("thư mục/hai.docx", &docx),
        ("số liệu.xlsx", b"x"),
        ("hỏng.docx", b"PK\x03\x04"),
        ("trong.zip", &inner),
    ]);
    folder.write("in/a.zip", archive);
    let attached = make::plan(7, "nạo vét kênh mương");
    folder.write("in/thư.eml", make::message(&[("plan.txt", &attached), ("one.txt", &one)]));
    folder
}

#[test]
fn each_file_of_an_archive_has_an_outcome_and_a_second_run_reads_none_again() {
    let folder = folder();
    let run = ingest(&folder);
    assert_eq!(run.status, 1, "{}", run.err);
    let want = [
        ("a.zip", "container"),
        ("a.zip!/hỏng.docx", "failed"),
        ("a.zip!/một.txt", "stored"),
        ("a.zip!/số liệu.xlsx", "not-document"),
        ("a.zip!/thư mục/hai.docx", "stored"),
        ("a.zip!/trong.zip/ba.md", "stored"),
        ("thư.eml", "container"),
        ("thư.eml!/body.txt", "stored"),
        ("thư.eml!/plan.txt", "stored"),
    ];
    let first = outcomes(&run);
    for (path, outcome) in want {
        assert!(first.contains(&(path.into(), outcome.into())), "{path} in {first:?}");
    }
    assert_eq!(first.len(), want.len() + 1, "{first:?}");
    assert!(run.err.contains("a.zip!/hỏng.docx: "), "{}", run.err);

    let second = outcomes(&ingest(&folder));
    let unchanged = second.iter().filter(|(_, outcome)| outcome == "unchanged").count();
    assert_eq!(unchanged, 5, "{second:?}");
    assert!(!second.iter().any(|(_, outcome)| outcome == "stored"), "{second:?}");
    let store = folder.arg("store");
    let found = vanban(["search", "nao vet kenh muong", "--store", &store, "--json"]);
    assert!(found.out.contains("thư.eml!/plan.txt"), "{}", found.out);
}

#[test]
fn an_archive_says_what_it_holds_and_a_file_of_it_is_read_by_its_name() {
    let folder = folder();
    let archive = folder.arg("in/a.zip");
    let run = vanban(["extract", &archive]);
    assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains("3 documents in it"), "{}", run.err);
    assert!(run.err.contains(&format!("{archive}!/hỏng.docx: ")), "{}", run.err);
    assert!(run.err.contains(&format!("vanban extract '{archive}!/một.txt'")), "{}", run.err);

    let run = vanban(["extract", &format!("{archive}!/thư mục/hai.docx"), "--text"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("tiêm phòng gia súc"), "{}", run.out);
    let run = vanban(["extract", &format!("{archive}!/không có.docx")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no such file in the archive"), "{}", run.err);
    let run = vanban(["extract", &format!("{archive}!/hỏng.docx")]);
    assert_eq!(run.status, 1, "{}", run.err);
}

#[test]
fn a_message_may_come_through_a_pipe() {
    let message = make::message(&[("plan.txt", &make::plan(7, "nạo vét kênh mương"))]);
    let run = vanban_with(&["extract", "-"], message.as_bytes());
    assert_eq!(run.status, 1);
    assert!(run.err.contains("2 documents in it"), "{}", run.err);
}

#[test]
fn what_a_document_took_is_told() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/b.pdf", make::pdf_with_words("KE HOACH TRONG CAY XANH NAM 2027"));
    let run = ingest(&folder);
    for line in run.json_lines() {
        assert!(line["ms"].as_u64().is_some(), "{line}");
        let peak = line["peak_memory_bytes"].as_u64().expect("on Linux it is told");
        assert!((1 << 20..4 << 30).contains(&peak), "{line}");
        assert_eq!(line["pages"], 1, "{line}");
    }
    let pdf = run
        .json_lines()
        .into_iter()
        .find(|line| line["path"].as_str().unwrap_or("").ends_with("pdf"));
    let verdicts = pdf.expect("reported")["verdicts"].clone();
    assert_eq!(verdicts, serde_json::json!({ "digital": 1 }));
    let again = ingest(&folder).json_lines();
    assert!(again.iter().all(|line| line["ms"].is_null()), "{again:?}");
}

#[test]
fn pictures_read_another_way_are_read_again_and_text_is_not() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/b.pdf", make::pdf_with_words("KE HOACH TRONG CAY XANH NAM 2027"));
    ingest(&folder);
    let args = ["ingest", &folder.arg("in"), "--store", &folder.arg("store"), "--json"];
    let run = vanban([&args[..], &["--ocr", "never"]].concat());
    let want = [("a.txt", "unchanged"), ("b.pdf", "stored")];
    assert_eq!(outcomes(&run), want.map(|(path, outcome)| (path.into(), outcome.into())));
}
