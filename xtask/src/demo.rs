//! From a clean clone to answers: builds, ingests `corpus/`, searches twice.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

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
    for query in SEARCHES {
        step(&binary, &["search", query, "--store"], &store, &["--limit", "4"])?;
    }
    println!("the records are in {}", store.join("records").display());
    Ok(true)
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
