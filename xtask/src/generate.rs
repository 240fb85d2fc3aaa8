//! Files that are made from the program: `docs/schema.json`, `docs/cli.md`.
//!
//! A test of the command line compares them with what the program prints, so that they cannot drift.

use std::process::Command;

use anyhow::bail;

use crate::workspace;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only compare; fail where a file is not as it should be
    #[arg(long)]
    check: bool,
}

/// File, and the subcommand that prints it.
const FILES: [(&str, &str); 2] = [("docs/schema.json", "schema"), ("docs/cli.md", "reference")];

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    let binary = workspace::build_binary(false)?;
    let mut fresh = true;
    for (file, subcommand) in FILES {
        let output = Command::new(&binary).arg(subcommand).output()?;
        if !output.status.success() {
            bail!("vanban {subcommand} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let path = workspace::root().join(file);
        if std::fs::read(&path).is_ok_and(|current| current == output.stdout) {
            continue;
        }
        if args.check {
            println!("{file}: out of date; run `cargo xtask generate`");
            fresh = false;
        } else {
            std::fs::write(&path, output.stdout)?;
            println!("{file}: written");
        }
    }
    Ok(fresh)
}
