//! Where things are, and how cargo is called.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace is there")
}

/// Material beside the workspace that is not part of it: `../shared`, or what `VANBAN_SHARED` names.
pub(crate) fn shared() -> PathBuf {
    std::env::var_os("VANBAN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// Cargo, called in the workspace's folder.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Runs a command and fails with its name when it does.
pub(crate) fn must(mut command: Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    let status = command.status().with_context(|| format!("cannot start {shown}"))?;
    if !status.success() {
        bail!("{shown} failed ({status})");
    }
    Ok(())
}

/// What `cargo metadata` says, dependencies from elsewhere left out.
pub(crate) fn metadata() -> anyhow::Result<Value> {
    let output = cargo(&["metadata", "--no-deps", "--format-version", "1"]).output()?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The folder that cargo builds into, `CARGO_TARGET_DIR` honoured.
pub(crate) fn target_dir() -> anyhow::Result<PathBuf> {
    let metadata = metadata()?;
    Ok(metadata["target_directory"].as_str().context("no target directory")?.into())
}

/// Builds the binary and returns its path.
pub(crate) fn build_binary(release: bool) -> anyhow::Result<PathBuf> {
    let mut args = vec!["build", "--quiet", "--package", "vanban-cli"];
    if release {
        args.push("--release");
    }
    must(cargo(&args))?;
    let profile = if release { "release" } else { "debug" };
    let name = format!("vanban{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join(profile).join(name))
}
