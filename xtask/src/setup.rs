//! Installs what is needed beyond Rust, on a Debian-like system, and only what is missing.

use std::process::Command;

use anyhow::{Context, bail};

use crate::workspace::must;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also what typesetting the fixtures needs (LibreOffice and fonts, some 500 MB)
    #[arg(long)]
    typesetting: bool,
}

/// A program and the package that has it.
struct Need {
    program: &'static str,
    packages: &'static [&'static str],
    what_for: &'static str,
}

/// The C compiler is Rust's linker as well, so whoever runs this has one, as a rule.
const ALWAYS: &[Need] = &[Need {
    program: "cc",
    packages: &["build-essential"],
    what_for: "linking, and building zstd",
}];

/// Debian's own fonts for Times lack Vietnamese letters; those of croscore have them.
const TYPESETTING: &[Need] = &[Need {
    program: "soffice",
    packages: &["libreoffice-writer-nogui", "fonts-croscore"],
    what_for: "typesetting PDF fixtures",
}];

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    basics()?;
    if args.typesetting {
        typesetting()?;
    }
    Ok(true)
}

/// What building and testing need.
pub(crate) fn basics() -> anyhow::Result<()> {
    install(ALWAYS)
}

/// What typesetting needs.
pub(crate) fn typesetting() -> anyhow::Result<()> {
    install(TYPESETTING)
}

fn install(needs: &[Need]) -> anyhow::Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !found(need.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    for need in &missing {
        eprintln!("missing: {} (for {})", need.program, need.what_for);
    }
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if !found("apt-get") {
        bail!("no apt-get here; install what Debian has in: {}", packages.join(" "));
    }
    if !is_root()? {
        bail!("not root; run this, then try again: sudo {by_hand}");
    }
    let mut update = Command::new("apt-get");
    update.args(["update", "-qq"]);
    must(update)?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&packages);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    must(install).with_context(|| format!("could not install; by hand: {by_hand}"))
}

/// Whether a program is in the path.
fn found(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn is_root() -> anyhow::Result<bool> {
    let output = Command::new("id").arg("-u").output().context("cannot run id")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim() == "0")
}
