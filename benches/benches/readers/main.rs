//! The readers beside others, on the same files in one run: pages a second, memory, growth with length.
//!
//! `cargo bench -p vanban-benches --bench readers [-- digital|scans|memory|length]`. Files are the fixtures and, where
//! they are, the real ones beside the project (`../shared`, or what `VANBAN_SHARED` names). What is not installed is
//! said not to have run. Figures are only worth something on a machine that does nothing else.
#![expect(clippy::print_stdout, reason = "a report for whoever runs it")]

mod digital;
mod files;
mod length;
mod memory;
mod processes;
mod scans;

use std::io::Write;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    // The program as another process: its start counts, as that of pdftotext does.
    if let [mode, file] = args.as_slice()
        && mode == "--text"
    {
        let bytes = std::fs::read(file).expect("the file is there");
        let text = digital::text(&bytes);
        std::io::stdout().write_all(text.as_bytes()).expect("standard output");
        return;
    }
    let wanted = |name: &str| args.is_empty() || args.iter().any(|arg| arg == name);
    for (name, part) in [
        ("digital", digital::report as fn()),
        ("scans", scans::report),
        ("memory", memory::report),
        ("length", length::report),
    ] {
        if wanted(name) {
            part();
        }
    }
}
