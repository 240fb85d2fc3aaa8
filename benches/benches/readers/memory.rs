//! The most memory that one worker needs, over all files one after the other.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::files::{self, File};
use crate::processes::not_run;

pub(crate) fn report() {
    println!("peak memory of a worker");
    let Some(program) = files::vanban() else {
        return not_run("vanban worker", "not built (cargo build --release -p vanban-cli)");
    };
    for (name, files) in [
        ("no document", Vec::new()),
        ("born-digital", files::digital()),
        ("scanned", files::scans()),
    ] {
        match peak(&program, &files) {
            Some(peak) => println!("  {name:<46} {peak:>9} MB after {} files", files.len()),
            None => not_run(name, "the system does not tell"),
        }
    }
}

/// Megabytes, by what the system says of the process once it has answered for all.
fn peak(program: &Path, files: &[File]) -> Option<u64> {
    let mut child = Command::new(program)
        .arg("worker")
        .args(["--memory-mb=4096", "--max-mb=512"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let mut replies = BufReader::new(child.stdout.take()?);
    let mut line = String::new();
    // A request that is none is answered as well: then the worker has started.
    let nothing = [String::from("{}")];
    let requests = files
        .iter()
        .map(|file| serde_json::json!({"path": file.path.to_string_lossy()}).to_string());
    for request in nothing.into_iter().chain(requests) {
        writeln!(stdin, "{request}").ok()?;
        // Signs of life come before the answer.
        loop {
            line.clear();
            if replies.read_line(&mut line).ok()? == 0 || !line.contains(r#""reply":"progress""#) {
                break;
            }
        }
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok();
    drop(stdin);
    let _ = child.wait();
    let status = status?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim();
    Some(peak.split(' ').next()?.parse::<u64>().ok()? >> 10)
}
