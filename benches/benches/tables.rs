//! Tables of PDFs, read in one process: what `benches/tables.py` sets beside other tools.
//!
//! `cargo bench -p vanban-benches --bench tables -- FILE...` prints a line of JSON for each file: its pages, the
//! seconds that reading it takes from bytes in memory to rows and columns (reader, layout, structure; the least of
//! five runs on one thread), and the tables. Without files it reads the fixtures. Recognition and restoration are
//! left out: the files carry their words.
#![expect(clippy::print_stdout, reason = "a report for whoever runs it")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use vanban_document::{Cell, Table};

/// Runs of which the fastest counts.
const RUNS: usize = 5;

fn main() {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    // `cargo bench` passes `--bench` on.
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    if files.is_empty() {
        files = fixtures();
    }
    for file in files {
        println!("{}", measured(&file));
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");
    let folders = std::fs::read_dir(folder).expect("fixtures are there");
    let mut files: Vec<_> =
        folders.map(|entry| entry.expect("read").path().join("plan.pdf")).collect();
    files.retain(|file| file.is_file());
    files.sort();
    files
}

fn measured(file: &Path) -> Value {
    let bytes = std::fs::read(file).expect("the file reads");
    let mut least = f64::INFINITY;
    let mut found = (0, Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        found = tables(&bytes);
        least = least.min(start.elapsed().as_secs_f64());
    }
    let (pages, tables) = found;
    let tables: Vec<_> = tables.iter().map(shown).collect();
    json!({ "file": file, "pages": pages, "seconds": least, "tables": tables })
}

/// Pages and tables of a PDF.
fn tables(bytes: &[u8]) -> (usize, Vec<Table>) {
    let reading = vanban_pdf::read(bytes, &vanban_pdf::Limits::default()).expect("it reads");
    let pages = reading.pages.len();
    let structure = vanban_structure::structure(&vanban_layout::layout(reading));
    (pages, structure.tables)
}

fn shown(table: &Table) -> Value {
    let texts = |cells: &[Cell]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let rows: Vec<_> = table.rows.iter().map(|row| texts(&row.cells)).collect();
    json!({ "columns": texts(&table.columns), "rows": rows })
}
