//! Speed and memory: `cargo run --release -p vanban-restore --example speed STRIPPED.txt MISREAD.txt [PYTHON]`.
//!
//! PYTHON is an interpreter that has pyvi; its `add_accents` runs over the first lines of STRIPPED.txt, side by side.

#![expect(clippy::disallowed_methods, reason = "a tool for measuring, not part of the crate")]

use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use vanban_restore::Restorer;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (stripped, misread) = match &arguments[..] {
        [stripped, misread, ..] => {
            (std::fs::read_to_string(stripped)?, std::fs::read_to_string(misread)?)
        }
        _ => return Err("usage: speed STRIPPED MISREAD [PYTHON]".into()),
    };
    let mut out = std::io::stdout();
    let before = memory();
    let began = Instant::now();
    let restorer = Restorer::embedded();
    writeln!(out, "ready\t{:.1} ms", began.elapsed().as_secs_f64() * 1e3)?;
    for (name, text) in [("stripped", &stripped), ("misread", &misread)] {
        let took = best_of(3, || restorer.restore_lines(text));
        writeln!(out, "{name}\t{:.0} words/s", words(text) / took.as_secs_f64())?;
    }
    for megabytes in [1, 2, 5, 10] {
        let text = repeated(&stripped, megabytes << 20);
        let took = best_of(1, || restorer.restore_lines(&text));
        writeln!(out, "{megabytes} MB stripped\t{:.0} words/s", words(&text) / took.as_secs_f64())?;
    }
    let one = best_of(1, || (restorer.restore_lines(&stripped), restorer.restore_lines(&stripped)));
    let two = best_of(1, || {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| restorer.restore_lines(&stripped));
            (restorer.restore_lines(&stripped), other.join())
        })
    });
    writeln!(out, "two threads\t{:.2} times one", one.as_secs_f64() / two.as_secs_f64())?;
    writeln!(out, "memory\t{before} before, {} at most", memory())?;
    match arguments.get(2) {
        Some(python) => pyvi(python, &stripped, &mut out),
        None => Ok(writeln!(out, "pyvi\tNOT RUN: no interpreter given")?),
    }
}

fn words(text: &str) -> f64 {
    text.split_whitespace().count() as f64
}

fn best_of<T>(times: usize, work: impl Fn() -> T) -> Duration {
    let once = || {
        let began = Instant::now();
        std::hint::black_box(work());
        began.elapsed()
    };
    (0..times).map(|_| once()).min().unwrap_or_default()
}

fn repeated(text: &str, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + text.len());
    while out.len() < bytes {
        out.push_str(text);
    }
    out
}

/// The most memory that was resident so far, as Linux says it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

const PYVI: &str = "
import sys, time
from pyvi import ViUtils
lines = [l for l in sys.stdin.read().split('\\n') if l.strip()][:300]
n = failed = 0
t = time.perf_counter()
for l in lines:
    try:
        ViUtils.add_accents(l); n += len(l.split())
    except Exception:
        failed += 1
print(f'pyvi\\t{n / (time.perf_counter() - t):.0f} words/s, {failed} of {len(lines)} lines failed')
";

fn pyvi(python: &str, stripped: &str, out: &mut impl Write) -> Result<()> {
    let child = Command::new(python)
        .args(["-c", PYVI])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        return Ok(writeln!(out, "pyvi\tNOT RUN: {python} does not start")?);
    };
    child.stdin.take().ok_or("no input")?.write_all(stripped.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Ok(writeln!(out, "pyvi\tNOT RUN: {python} has no pyvi")?);
    }
    Ok(out.write_all(&output.stdout)?)
}
