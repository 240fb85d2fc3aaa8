//! From a clean clone to answers: builds, ingests `corpus/`, searches twice.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::{setup, workspace};

/// One search as it should be typed, one as people type it in a hurry.
const SEARCHES: [&str; 2] = ["chuyển đổi số", "ho ngheo"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build without optimisation: sooner ready, slower to read
    #[arg(long)]
    dev: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    setup::basics()?;
    println!("building the binary (some minutes the first time)");
    let binary = workspace::build_binary(!args.dev)?;
    let store = workspace::target_dir()?.join("demo-store");
    if store.exists() {
        std::fs::remove_dir_all(&store)?;
    }
    step(&binary, &["ingest", "corpus", "--store"], &store, &[])?;
    print_summary(&store.join("records"))?;
    for query in SEARCHES {
        step(&binary, &["search", query, "--store"], &store, &["--limit", "4"])?;
    }
    println!("the records are in {}", store.join("records").display());
    Ok(true)
}

/// What each record holds, one line a document.
fn print_summary(records: &Path) -> anyhow::Result<()> {
    const COUNTED: [&str; 7] =
        ["sections", "references", "targets", "budget_lines", "tasks", "tables", "diagnostics"];
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(records).with_context(|| records.display().to_string())? {
        let record: Value = serde_json::from_slice(&std::fs::read(entry?.path())?)?;
        let words = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let mut row = vec![
            words(&record["source"]["path"]).replace("corpus/", ""),
            words(&record["header"]["doc_type"]),
            words(&record["header"]["symbol"]),
        ];
        row.extend(COUNTED.map(|list| record[list].as_array().map_or(0, Vec::len).to_string()));
        rows.push(row);
    }
    rows.sort();
    rows.insert(0, ["document", "type", "symbol"].map(str::to_owned).to_vec());
    rows[0].extend(COUNTED.map(|list| list.replace("budget_lines", "budget")));
    println!();
    for row in &rows {
        let numbers: Vec<String> = row[3..].iter().map(|count| format!("{count:>12}")).collect();
        println!("{:<36}{:<12}{:<16}{}", row[0], row[1], row[2], numbers.concat());
    }
    Ok(())
}

/// Runs one command, shown as a user would type it.
fn step(binary: &Path, args: &[&str], store: &Path, more: &[&str]) -> anyhow::Result<()> {
    let quoted =
        |arg: &&str| if arg.contains(' ') { format!("'{arg}'") } else { (*arg).to_owned() };
    let words: Vec<String> = args.iter().chain(&["STORE"]).chain(more).map(quoted).collect();
    println!("\n$ vanban {}", words.join(" "));
    let status = Command::new(binary)
        .args(args)
        .arg(store)
        .args(more)
        .current_dir(workspace::root())
        .status()?;
    if !status.success() {
        bail!("vanban {} ended with {status}", args[0]);
    }
    Ok(())
}
