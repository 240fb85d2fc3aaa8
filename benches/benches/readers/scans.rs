//! Scanned pages: the program from file to record, beside plain Tesseract with two processes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::{self, File, installed};
use crate::processes::{cost, line, not_run, run, shared_out};

pub(crate) fn report() {
    let scans = files::scans();
    let pages = scans.iter().map(|file| file.pages).sum::<usize>();
    println!("scanned: {} files, {pages} pages", scans.len());
    if scans.is_empty() {
        return not_run("scans", "none here (../shared/real/typeset)");
    }
    match files::vanban() {
        Some(program) => extract(&program, &scans, pages),
        None => not_run("vanban extract", "not built (cargo build --release -p vanban-cli)"),
    }
    if ["tesseract", "pdftoppm"].iter().all(|program| installed(program)) {
        tesseract(&scans, pages);
    } else {
        not_run("plain tesseract", "tesseract or pdftoppm is not installed");
    }
}

fn extract(program: &Path, scans: &[File], pages: usize) {
    let spent = cost(|| {
        for scan in scans {
            // 1 says that a page was unsure; the record is there.
            run(Command::new(program).arg("extract").arg(&scan.path));
        }
    });
    line("vanban extract, scan to record", pages, spent);
}

fn tesseract(scans: &[File], pages: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let draw = |scan: &File, i: usize| {
        let prefix = folder.path().join(format!("scan{i}"));
        let mut command = Command::new("pdftoppm");
        assert!(run(command.args(["-r", "200", "-gray"]).arg(&scan.path).arg(&prefix)));
    };
    let mut pictures: Vec<PathBuf> = Vec::new();
    let spent = cost(|| {
        shared_out(scans.len(), 2, |i| draw(&scans[i], i));
        let drawn = std::fs::read_dir(folder.path()).expect("there");
        pictures = drawn.map(|entry| entry.expect("read").path()).collect();
        pictures.sort();
        shared_out(pictures.len(), 2, |i| {
            let mut command = Command::new("tesseract");
            command.env("OMP_THREAD_LIMIT", "1").arg(&pictures[i]).args(["-", "-l", "vie"]);
            assert!(run(&mut command), "tesseract with its Vietnamese model");
        });
    });
    assert_eq!(pictures.len(), pages);
    line("pdftoppm and plain tesseract, two processes", pages, spent);
}
