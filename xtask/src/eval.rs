//! Scores the binary on documents whose true records are known, and prints one table.
//!
//! A document's reference is found by its name (see [`cases`]); the scores come from `score_records.py`, so that
//! they are the same as anyone else's. Records are kept in `<target>/eval` for a look at what went wrong.

mod calibration;
mod cases;
mod headers;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::workspace;
use cases::Case;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build and run the release binary
    #[arg(long)]
    release: bool,
    /// Run this binary instead of building one
    #[arg(long, value_name = "FILE", conflicts_with = "release")]
    binary: Option<PathBuf>,
    /// Only cases whose name, or whose group's name, holds this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Every fixture by itself, not their means by form
    #[arg(long)]
    each: bool,
    /// Every measure of every case, and every miss
    #[arg(long)]
    verbose: bool,
    /// Also how many of the facts at each confidence are right
    #[arg(long)]
    calibration: bool,
    /// Compare headers of real documents with what their publisher says, instead
    #[arg(long)]
    headers: bool,
    /// Your own documents, with --gold
    #[arg(long, value_name = "DIR", requires = "gold")]
    docs: Option<PathBuf>,
    /// Reference records for --docs: `plan.json` for `plan.pdf`, `plan.docx`
    #[arg(long, value_name = "DIR", requires = "docs")]
    gold: Option<PathBuf>,
    /// The scorer [default: ../shared/eval/score_records.py]
    #[arg(long, value_name = "FILE")]
    scorer: Option<PathBuf>,
}

/// One case after its run.
struct Row {
    name: String,
    group: Option<String>,
    seconds: f64,
    outcome: Outcome,
}

enum Outcome {
    Scored { measures: Vec<(String, f64)>, notes: String },
    Counted(String),
    Failed(String),
}

impl Outcome {
    /// Names of the measures.
    fn names(&self) -> impl Iterator<Item = &String> {
        let measures = match self {
            Outcome::Scored { measures, .. } => measures.as_slice(),
            _ => &[],
        };
        measures.iter().map(|(name, _)| name)
    }
}

/// Runs all cases; false when one of them yielded no record.
pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    let binary = || match &args.binary {
        Some(binary) => binary.canonicalize().with_context(|| binary.display().to_string()),
        None => workspace::build_binary(args.release),
    };
    if args.headers {
        return headers::run(&binary()?, args.verbose);
    }
    let mut cases = match (&args.docs, &args.gold) {
        (Some(docs), Some(gold)) => cases::own(docs, gold)?,
        _ => cases::known(&workspace::root(), &workspace::shared())?,
    };
    if let Some(text) = &args.only {
        let holds = |name: &String| name.contains(text.as_str());
        cases.retain(|case| holds(&case.name) || case.group.as_ref().is_some_and(holds));
    }
    if cases.is_empty() {
        bail!(
            "no documents to evaluate: no fixtures/, no ../shared; name your own with --docs and --gold"
        );
    }
    let scorer =
        args.scorer.clone().unwrap_or_else(|| workspace::shared().join("eval/score_records.py"));
    if !scorer.is_file() {
        bail!("no scorer at {}; name it with --scorer", scorer.display());
    }
    let binary = binary()?;
    let out = workspace::target_dir()?.join("eval");
    std::fs::create_dir_all(&out)?;
    let rows = run_all(&cases, |case| run_case(case, &binary, &scorer, &out));
    if args.verbose {
        for row in &rows {
            table::print_details(row);
        }
    }
    let all_read = rows.iter().all(|row| !matches!(row.outcome, Outcome::Failed(_)));
    if args.calibration {
        calibrate(&cases, &out)?;
    }
    table::print(&if args.each { rows } else { table::grouped(rows) });
    println!("records: {}", out.display());
    Ok(all_read)
}

/// Compares confidences with what the references say.
fn calibrate(cases: &[Case], out: &Path) -> anyhow::Result<()> {
    let json = |path: &Path| -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&std::fs::read(path)?)?)
    };
    let mut counts = calibration::Counts::default();
    for case in cases {
        let record = out.join(record_name(case));
        if let Some(gold) = case.gold.as_ref().filter(|_| record.is_file()) {
            counts.add(&json(&record)?, &json(gold)?);
        }
    }
    counts.print();
    Ok(())
}

fn record_name(case: &Case) -> String {
    format!("{}.json", case.name.replace('/', "-"))
}

/// All cases, as many at a time as there are cores, results in the order of the cases.
fn run_all(cases: &[Case], work: impl Fn(&Case) -> Row + Sync) -> Vec<Row> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(cases.len());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(i) else { break };
                    let row = work(case);
                    done.lock().expect("no thread panicked").push((i, row));
                }
            });
        }
    });
    let mut rows = done.into_inner().expect("no thread panicked");
    rows.sort_by_key(|(i, _)| *i);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn run_case(case: &Case, binary: &Path, scorer: &Path, out: &Path) -> Row {
    let start = Instant::now();
    let record = extract(case, binary, out);
    let seconds = start.elapsed().as_secs_f64();
    let outcome = record.and_then(|path| match &case.gold {
        Some(gold) => score(scorer, gold, &path),
        None => counted(&path),
    });
    let outcome = outcome.unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
    Row { name: case.name.clone(), group: case.group.clone(), seconds, outcome }
}

fn extract(case: &Case, binary: &Path, out: &Path) -> anyhow::Result<PathBuf> {
    let output = Command::new(binary).arg("extract").arg(&case.document).output()?;
    if output.stdout.is_empty() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("{}", reason.trim().lines().last().unwrap_or("no output and no reason"));
    }
    let path = out.join(record_name(case));
    std::fs::write(&path, output.stdout)?;
    Ok(path)
}

fn score(scorer: &Path, gold: &Path, record: &Path) -> anyhow::Result<Outcome> {
    let output = Command::new("python3")
        .arg(scorer)
        .args([gold, record])
        .arg("--verbose")
        .output()
        .context("cannot start python3, which the scorer needs")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let measures: Vec<(String, f64)> = text
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect();
    if measures.is_empty() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("the scorer failed: {}", reason.trim().lines().last().unwrap_or(""));
    }
    let notes = text.lines().filter(|line| line.starts_with(' ')).collect::<Vec<_>>().join("\n");
    Ok(Outcome::Scored { measures, notes })
}

/// A document without a reference: how much was found.
fn counted(record: &Path) -> anyhow::Result<Outcome> {
    let record: Value = serde_json::from_slice(&std::fs::read(record)?)?;
    let lists =
        ["sections", "references", "targets", "budget_lines", "tasks", "tables", "diagnostics"];
    let counts: Vec<String> = lists
        .iter()
        .map(|list| format!("{} {list}", record[list].as_array().map_or(0, Vec::len)))
        .collect();
    Ok(Outcome::Counted(counts.join(", ")))
}
