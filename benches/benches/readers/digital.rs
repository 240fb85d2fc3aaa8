//! Born-digital pages: bytes to laid-out text, beside pdftotext and PyMuPDF.

use std::path::{Path, PathBuf};
use std::process::Command;

use vanban_pdf::Limits;

use crate::files::{self, File, installed};
use crate::processes::{cost, line, not_run, run, shared_out};

/// All files are read this often.
const ROUNDS: usize = 5;

/// The whole reader: positioned runs, then lines, paragraphs and tables in reading order.
pub(crate) fn text(bytes: &[u8]) -> String {
    let reading = vanban_pdf::read(bytes, &Limits::default()).expect("it reads");
    vanban_layout::layout(reading).text
}

pub(crate) fn report() {
    let files = files::digital();
    let pages = ROUNDS * files.iter().map(|file| file.pages).sum::<usize>();
    println!("born-digital: {} files, {} pages, {ROUNDS} rounds", files.len(), pages / ROUNDS);
    let all: Vec<&File> = std::iter::repeat_n(&files, ROUNDS).flatten().collect();
    for jobs in [1, 2] {
        println!(" {jobs} at a time");
        in_process(&all, jobs, pages);
        let own = std::env::current_exe().expect("this program");
        each("vanban reader, a process for each file", &all, (jobs, pages), &|file| {
            let mut command = Command::new(&own);
            command.arg("--text").arg(file);
            command
        });
        if installed("pdftotext") {
            each("pdftotext, a process for each file", &all, (jobs, pages), &|file| {
                let mut command = Command::new("pdftotext");
                command.arg(file).arg("-");
                command
            });
        } else {
            not_run("pdftotext", "not installed (apt-get install poppler-utils)");
        }
        pymupdf(&files, jobs, pages);
    }
}

fn in_process(all: &[&File], jobs: usize, pages: usize) {
    let bytes: Vec<Vec<u8>> =
        all.iter().map(|file| std::fs::read(&file.path).expect("it is there")).collect();
    let spent = cost(|| shared_out(bytes.len(), jobs, |i| assert!(text(&bytes[i]).len() > 10)));
    line("vanban reader, in the process", pages, spent);
}

fn each(
    name: &str,
    all: &[&File],
    (jobs, pages): (usize, usize),
    command: &(dyn Fn(&Path) -> Command + Sync),
) {
    let spent = cost(|| {
        shared_out(all.len(), jobs, |i| assert!(run(&mut command(&all[i].path)), "{name}"));
    });
    line(name, pages, spent);
}

/// One Python process for each core, each with its share of the files; the start of Python does not count.
const SCRIPT: &str = "
import sys, time, pymupdf
rounds, files = int(sys.argv[1]), sys.argv[2:]
wall, cpu = time.time(), time.process_time()
for _ in range(rounds):
    for name in files:
        with pymupdf.open(name) as file:
            for page in file:
                page.get_text()
print(time.time() - wall, time.process_time() - cpu)
";

fn pymupdf(files: &[File], jobs: usize, pages: usize) {
    const NAME: &str = "PyMuPDF, in the process";
    let Some(python) = python() else {
        return not_run(NAME, "cannot be installed (python3 -m venv, pip install pymupdf)");
    };
    let shares: Vec<Vec<&PathBuf>> = (0..jobs)
        .map(|job| files.iter().skip(job).step_by(jobs).map(|file| &file.path).collect())
        .collect();
    let running: Vec<_> = shares
        .iter()
        .filter_map(|share| {
            let mut command = Command::new(&python);
            command.args(["-c", SCRIPT, &ROUNDS.to_string()]).args(share);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
            command.spawn().ok()
        })
        .collect();
    let mut spent = crate::processes::Cost { wall: 0.0, cpu: 0.0 };
    for child in running {
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = said.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
        spent.wall = spent.wall.max(numbers.next().unwrap_or(f64::INFINITY));
        spent.cpu += numbers.next().unwrap_or(f64::INFINITY);
    }
    line(NAME, pages, spent);
}

/// Python with PyMuPDF, in an environment beside the build's files.
fn python() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let folder = here.parent()?.parent()?.parent()?.join("bench-python");
    let python = folder.join("bin/python");
    let works = || run(Command::new(&python).args(["-c", "import pymupdf"]));
    if !works() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "pymupdf"]));
    }
    works().then_some(python)
}
