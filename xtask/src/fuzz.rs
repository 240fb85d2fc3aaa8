//! Runs the fuzz targets of `fuzz/` for some time each, from the fixtures as seeds.
//!
//! What `cargo fuzz run -s none` does, without having to install it: LLVM's coverage counters work on the stable
//! compiler; the sanitizers, which do not, would find nothing in code without `unsafe`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::workspace::{self, cargo, must};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Targets to run, if not all
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

/// A target, the fixtures that it starts from, and the longest input that makes sense for it.
struct Target {
    name: &'static str,
    seeds: &'static [&'static str],
    longest: usize,
}

const TARGETS: [Target; 7] = [
    Target { name: "pdf", seeds: &["plan.pdf"], longest: 1 << 17 },
    Target { name: "docx", seeds: &["plan.docx"], longest: 1 << 16 },
    Target {
        name: "text",
        seeds: &["flat.txt", "plan.md", "damaged.txt", "nfd.txt"],
        longest: 4096,
    },
    Target { name: "references", seeds: &["flat.txt", "wrapped.txt"], longest: 8192 },
    Target { name: "grammars", seeds: &["flat.txt"], longest: 512 },
    Target { name: "html", seeds: &["plan.md"], longest: 1 << 14 },
    Target { name: "container", seeds: &["plan.docx"], longest: 1 << 16 },
];

/// Coverage as libFuzzer reads it.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    let folder = workspace::target_dir()?.join("fuzz");
    let host = host()?;
    let manifest = workspace::root().join("fuzz/Cargo.toml");
    let mut build = cargo(&["build", "--release", "--quiet", "--target", &host, "--manifest-path"]);
    // With a target named, build scripts and macros are built without the flags.
    build.arg(manifest).arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS);
    must(build)?;
    let mut findings = 0;
    for target in &TARGETS {
        if args.targets.is_empty() || args.targets.iter().any(|name| name == target.name) {
            findings += usize::from(!fuzz(target, &folder, &host, args.seconds)?);
        }
    }
    println!("{findings} targets with a finding");
    Ok(findings == 0)
}

fn host() -> anyhow::Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc")?;
    let about = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not tell the host")?.to_owned())
}

/// Runs one target; false when it found something.
fn fuzz(target: &Target, folder: &Path, host: &str, seconds: u64) -> anyhow::Result<bool> {
    let corpus = folder.join("corpus").join(target.name);
    let findings = folder.join("findings").join(target.name);
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&findings)?;
    let seeds = seeds(target)?;
    if seeds.is_empty() {
        bail!("no seeds for {} among the fixtures", target.name);
    }
    for (i, seed) in seeds.iter().enumerate() {
        std::fs::copy(seed, corpus.join(format!("seed-{i:02}")))?;
    }
    let log = folder.join(format!("{}.log", target.name));
    let status = Command::new(folder.join(host).join("release").join(target.name))
        .arg(&corpus)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .args(["-timeout=20", "-rss_limit_mb=3072", "-print_final_stats=1"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&log)?)
        .status()
        .with_context(|| format!("cannot start target {}", target.name))?;
    let said = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
    let stat = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        line.map_or("?", str::trim).to_owned()
    };
    let covered = said
        .lines()
        .rev()
        .find_map(|line| line.split(" cov: ").nth(1)?.split(' ').next().map(str::to_owned));
    println!(
        "{:<11} {:>9} runs, {:>7} places reached, {:>5} MB: {}",
        target.name,
        stat("stat::number_of_executed_units:"),
        covered.unwrap_or_default(),
        stat("stat::peak_rss_mb:"),
        if status.success() { "nothing found".to_owned() } else { finding(&said, &log) }
    );
    Ok(status.success())
}

/// Fixtures small enough for the target, shortened ones for the others.
fn seeds(target: &Target) -> anyhow::Result<Vec<PathBuf>> {
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(workspace::root().join("fixtures"))? {
        let folder = entry?.path();
        seeds.extend(
            target.seeds.iter().map(|name| folder.join(name)).filter(|path| path.is_file()),
        );
    }
    seeds.sort();
    Ok(seeds)
}

fn finding(said: &str, log: &Path) -> String {
    let line =
        said.lines().find(|line| line.contains("ERROR: libFuzzer") || line.contains("panicked"));
    format!("FOUND {} (see {})", line.unwrap_or("something").trim(), log.display())
}
