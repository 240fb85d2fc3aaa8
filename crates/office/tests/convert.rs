//! LibreOffice, real and feigned. Tests with the real one say NOT RUN where it is not installed.
#![expect(clippy::print_stdout, reason = "a test that does not run says so")]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use vanban_office::{Limits, Office, OfficeError, OldKind};

/// A program that stands in for LibreOffice.
fn feigned(folder: &tempfile::TempDir, script: &str) -> Office {
    let path: PathBuf = folder.path().join("soffice");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Office::at(path)
}

fn convert(script: &str, limits: &Limits) -> Result<Vec<u8>, OfficeError> {
    let folder = tempfile::tempdir().unwrap();
    feigned(&folder, script).to_docx(b"{\\rtf1 x}", OldKind::Rtf, limits)
}

#[test]
fn the_file_is_handed_over_under_a_fixed_name_in_a_folder_of_its_own() {
    let script = "test -z \"$CARGO\" && test \"$HOME\" = \"$(pwd)\" && test -d profile/user \
                  && mkdir out && cat in.rtf > out/in.docx && echo \" $*\" >> out/in.docx";
    let bytes = convert(script, &Limits::default()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("{\\rtf1 x} --headless"), "{text}");
    assert!(text.contains("--infilter=Rich Text Format") && text.trim_end().ends_with("in.rtf"));
}

#[test]
fn failures_are_told_apart() {
    let small = Limits { result_bytes: 10, bytes: 9, ..Limits::default() };
    for (script, limits, code) in [
        ("echo cannot load >&2; exit 3", Limits::default(), "office-failed"),
        ("exit 0", Limits::default(), "office-failed"),
        ("mkdir out; echo 0123456789 > out/in.docx", small, "office-limit"),
        ("exit 0", Limits { bytes: 8, ..small }, "office-limit"),
    ] {
        assert_eq!(convert(script, &limits).unwrap_err().code(), code, "{script}");
    }
    let error = convert("echo cannot load >&2; exit 3", &Limits::default()).unwrap_err();
    assert!(error.to_string().contains("cannot load"), "{error}");
    assert_eq!(OfficeError::Missing.code(), "office-missing");
}

#[test]
fn a_conversion_that_hangs_is_ended_with_what_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("alive");
    let script = format!("(sleep 2; echo x > {}) & sleep 60", mark.display());
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let start = Instant::now();
    let error = feigned(&folder, &script).to_docx(b"{\\rtf1 x}", OldKind::Rtf, &limits);
    assert_eq!(error.unwrap_err().code(), "office-timeout");
    assert!(start.elapsed() < Duration::from_secs(30));
    std::thread::sleep(Duration::from_millis(2500));
    assert!(!mark.exists(), "its child outlived it");
}

#[test]
fn rtf_becomes_a_docx_that_names_its_fonts() {
    let Ok(office) = Office::find() else {
        println!("NOT RUN: LibreOffice is not installed (cargo xtask setup)");
        return;
    };
    let rtf = b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fnil .VnTime;}}\\f0 K\\'d5 ho\\'b9ch\\par}";
    let docx = office.to_docx(rtf, OldKind::Rtf, &Limits::default()).unwrap();
    assert!(docx.starts_with(b"PK\x03\x04"));
    let error = office.to_docx(b"no such format", OldKind::Doc, &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "office-failed");
}
