//! PDFs that are broken, or made to hurt, through the program: what comes of each, how long, how much memory.
//!
//! Each file is given to a `vanban ingest` of its own, so that time and memory are its own, and then all of them to one
//! run, which must answer for each and go on to the end.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::workspace::{self, cargo, must};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many files
    #[arg(long, default_value_t = 500)]
    count: usize,
    /// The same seed makes the same files
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The program to run, if not the one that is built now
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Seconds that one document may take
    #[arg(long, default_value_t = 60)]
    timeout: u64,
    /// Megabytes that one document may take
    #[arg(long, default_value_t = 2048)]
    memory_mb: u64,
}

/// What came of one file.
struct Fate {
    name: String,
    /// The outcome, or the code of the failure.
    code: String,
    seconds: f64,
    /// Most memory that the child had in use.
    peak_mb: u64,
    /// What is wrong with the program, if anything.
    fault: Option<String>,
}

/// What the model and the program take before any document.
const BASE_MB: u64 = 512;

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    let binary = match &args.binary {
        Some(binary) => binary.clone(),
        None => workspace::build_binary(true)?,
    };
    let folder = workspace::target_dir()?.join("hostile");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let files = make(args, &folder.join("in"))?;
    let mut fates = alone(&binary, &files, args, &folder);
    fates.sort_by(|a, b| a.name.cmp(&b.name));
    print(&fates);
    let together = together(&binary, files.len(), args, &folder)?;
    let faults: Vec<&Fate> = fates.iter().filter(|fate| fate.fault.is_some()).collect();
    for fate in &faults {
        println!("FAULT {}: {}", fate.name, fate.fault.as_deref().unwrap_or_default());
    }
    println!("{} of {} files with a fault; {together}", faults.len(), files.len());
    Ok(faults.is_empty())
}

fn make(args: &Args, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let (count, seed) = (args.count.to_string(), args.seed.to_string());
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--profile",
        "dev",
        "--package",
        "vanban-synth",
        "--",
        "mutants",
    ]);
    command.args(["--count", &count, "--seed", &seed, "--out"]).arg(folder).args(originals()?);
    must(command)?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    ensure!(files.len() == args.count, "{} files were made", files.len());
    Ok(files)
}

/// The smallest PDFs among the fixtures: small files are broken in more ways by as many bytes.
fn originals() -> anyhow::Result<Vec<PathBuf>> {
    let mut pdfs = Vec::new();
    for entry in std::fs::read_dir(workspace::root().join("fixtures"))? {
        let pdf = entry?.path().join("plan.pdf");
        if let Ok(about) = std::fs::metadata(&pdf) {
            pdfs.push((about.len(), pdf));
        }
    }
    pdfs.sort();
    ensure!(!pdfs.is_empty(), "no PDF among the fixtures");
    Ok(pdfs.into_iter().take(4).map(|(_, pdf)| pdf).collect())
}

fn alone(binary: &Path, files: &[PathBuf], args: &Args, folder: &Path) -> Vec<Fate> {
    let next = AtomicUsize::new(0);
    let fates = Mutex::new(Vec::new());
    let jobs = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fate = fate(binary, file, args, folder);
                    fates.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(fate);
                }
            });
        }
    });
    fates.into_inner().unwrap_or_default()
}

fn ingest(binary: &Path, input: &Path, store: &Path, args: &Args) -> Command {
    let mut command = Command::new(binary);
    command.arg("ingest").arg(input).arg("--store").arg(store).arg("--json");
    command.arg(format!("--timeout={}", args.timeout));
    command.arg(format!("--memory-mb={}", args.memory_mb));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn fate(binary: &Path, file: &Path, args: &Args, folder: &Path) -> Fate {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let store = folder.join("stores").join(&name);
    let start = Instant::now();
    let ran = watched(ingest(binary, file, &store, args).arg("--jobs=1"), &start, args);
    let seconds = start.elapsed().as_secs_f64();
    let _ = std::fs::remove_dir_all(&store);
    let (status, out, peak_mb) = match ran {
        Ok(ran) => ran,
        Err(error) => {
            let fault = Some(format!("{error:#}"));
            return Fate { name, code: "none".to_owned(), seconds, peak_mb: 0, fault };
        }
    };
    let line: Value = out
        .lines()
        .next()
        .map_or(Value::Null, |line| serde_json::from_str(line).unwrap_or(Value::Null));
    let word = |key: &str| line[key].as_str().map(str::to_owned);
    let code = word("code").or(word("outcome")).unwrap_or_else(|| "no answer".to_owned());
    let fault = match (status, code.as_str()) {
        (Some(0 | 1), "crash" | "panic" | "no answer") => Some(format!("{line}")),
        (Some(0 | 1), _) if peak_mb > args.memory_mb + BASE_MB => {
            Some(format!("{peak_mb} MB, more than the limit"))
        }
        (Some(0 | 1), _) => None,
        (status, _) => Some(format!("the parent ended with {status:?}")),
    };
    Fate { name, code, seconds, peak_mb, fault }
}

/// Exit status, output, and the most memory that any child of the run had; an error when it would not end.
fn watched(
    command: &mut Command,
    start: &Instant,
    args: &Args,
) -> anyhow::Result<(Option<i32>, String, u64)> {
    let mut child = command.spawn().context("cannot start the program")?;
    let limit = Duration::from_secs(args.timeout + 30);
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("still running {} s past its limit", 30);
        }
        peak = peak.max(children_peak(child.id()));
        std::thread::sleep(Duration::from_millis(4));
    };
    let mut out = String::new();
    if let Some(mut pipe) = child.stdout.take() {
        std::io::Read::read_to_string(&mut pipe, &mut out)?;
    }
    Ok((status.code(), out, peak))
}

/// Most megabytes that a child of `parent` has had in use so far; 0 where the system does not tell.
fn children_peak(parent: u32) -> u64 {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{parent}/task")) else { return 0 };
    let children = threads
        .filter_map(Result::ok)
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let peak = |child: &str| {
        let status = std::fs::read_to_string(format!("/proc/{child}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned();
        line.split(' ').next()?.parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
    };
    children
        .flat_map(|children| children.split_whitespace().filter_map(peak).collect::<Vec<_>>())
        .max()
        .unwrap_or(0)
}

fn print(fates: &[Fate]) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for fate in fates {
        *codes.entry(&fate.code).or_default() += 1;
    }
    println!("outcomes");
    for (code, count) in codes {
        println!("  {count:>5}  {code}");
    }
    let list = |title: &str, key: fn(&Fate) -> f64| {
        println!("{title}");
        let mut sorted: Vec<&Fate> = fates.iter().collect();
        sorted.sort_by(|a, b| key(b).total_cmp(&key(a)));
        for fate in sorted.iter().take(8) {
            let Fate { name, code, seconds, peak_mb, .. } = fate;
            println!("  {seconds:>7.2} s {peak_mb:>6} MB  {name} ({code})");
        }
    };
    list("slowest", |fate| fate.seconds);
    list("largest", |fate| fate.peak_mb as f64);
}

/// All files in one run: it must answer for each.
fn together(binary: &Path, count: usize, args: &Args, folder: &Path) -> anyhow::Result<String> {
    let start = Instant::now();
    let output = ingest(binary, &folder.join("in"), &folder.join("store"), args).output()?;
    let answers = String::from_utf8_lossy(&output.stdout).lines().count();
    ensure!(matches!(output.status.code(), Some(0 | 1)), "one run ended with {}", output.status);
    ensure!(answers == count, "one run answered for {answers} of {count} files");
    Ok(format!("one run over all answered for {answers} in {:.0} s", start.elapsed().as_secs_f64()))
}
