//! `extract`, `restore`, `schema` and what every command has in common.

use std::io::Read;

use crate::make;
use crate::run::{Folder, command, vanban, vanban_with};

#[test]
fn extract_prints_one_line_of_json_from_a_file_or_standard_input() {
    let folder = Folder::new();
    let text = make::plan(31, "thu gom rác thải");
    folder.write("plan.txt", &text);
    let from_file = vanban(["extract", &folder.arg("plan.txt")]);
    assert_eq!(from_file.status, 0, "{}", from_file.err);
    assert_eq!(from_file.out.lines().count(), 1);
    assert!(from_file.err.is_empty(), "{}", from_file.err);
    let record = &from_file.json_lines()[0];
    assert_eq!(record["schema"], "vanban.record/1");
    assert_eq!(record["source"]["media_type"], "text/plain");

    let from_input = vanban_with(&["extract", "-", "--pretty"], text.as_bytes());
    assert_eq!(from_input.status, 0);
    assert!(from_input.out.starts_with("{\n"));
    let same: serde_json::Value = serde_json::from_str(&from_input.out).expect("json");
    assert_eq!(same["source"]["sha256"], record["source"]["sha256"]);
    assert_eq!(same["header"], record["header"]);
}

#[test]
fn extract_reads_each_kind_by_its_bytes() {
    let folder = Folder::new();
    folder.write("a.docx", make::docx(&make::plan(32, "xây dựng nông thôn mới")));
    folder.write("b.pdf", make::pdf_with_words("Thong bao so 12"));
    folder.write("c.md", "# KẾ HOẠCH\n\nTrồng cây\n");
    for (name, media_type, words) in [
        (
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "nông thôn mới",
        ),
        ("b.pdf", "application/pdf", "12"),
        ("c.md", "text/markdown", "Trồng cây"),
    ] {
        let run = vanban(["extract", &folder.arg(name)]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        assert_eq!(run.json_lines()[0]["source"]["media_type"], media_type);
        let text = vanban(["extract", &folder.arg(name), "--text"]);
        assert!(text.out.contains(words), "{name}: {}", text.out);
    }
}

#[test]
fn raw_text_is_the_text_before_restoration() {
    let run = vanban_with(&["extract", "-", "--raw"], "Ke hoach cai cach hanh chinh\n".as_bytes());
    assert_eq!(run.status, 0);
    assert_eq!(run.out, "Ke hoach cai cach hanh chinh\n");
}

#[test]
fn a_document_that_cannot_be_read_is_exit_status_1_and_a_sentence() {
    let run = vanban_with(&["extract", "-"], b"");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("vanban: standard input: the file is empty"), "{}", run.err);
}

#[test]
fn restore_gives_a_line_for_each_line() {
    let lines =
        "uy ban nhan dan xa\n\nThực hiện Kế hoạch số 12/KH-UBND\nngay 05 thang 3 nam 2026\n";
    let run = vanban_with(&["restore"], lines.as_bytes());
    assert_eq!(run.status, 0, "{}", run.err);
    let restored: Vec<&str> = run.out.lines().collect();
    assert_eq!(restored.len(), 4, "{}", run.out);
    assert_eq!(restored[1], "");
    assert_eq!(restored[2], "Thực hiện Kế hoạch số 12/KH-UBND");
    assert_eq!(vanban_text::fold(restored[0]), "uy ban nhan dan xa");
    assert_ne!(restored[0], "uy ban nhan dan xa");
}

#[test]
fn restore_refuses_what_is_no_text() {
    for bytes in [&b"%PDF-1.4"[..], b"\xff\xfe\x00"] {
        let run = vanban_with(&["restore", "-"], bytes);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains("standard input: "), "{}", run.err);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = command(["schema"]).spawn().expect("it starts");
    let mut first = [0; 10];
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut first).expect("it prints");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[test]
fn every_command_helps_with_examples() {
    for name in ["ingest", "extract", "restore", "search", "show"] {
        let run = vanban([name, "--help"]);
        assert_eq!(run.status, 0);
        assert!(
            run.out.contains("Examples:") && run.out.contains(&format!("vanban {name}")),
            "{name}"
        );
    }
    assert!(vanban(["--help"]).out.contains("Exit status: 0 all fine; 1 something was left out"));
}
