//! Installs what is needed beyond Rust, on a Debian-like system, and only what is missing.
//!
//! Without a compiler nothing goes on. Without the rest, or without a network to get it from, everything goes on
//! but says what it lacks, and the tests that need it say NOT RUN.

use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::workspace::must;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also what typesetting the fixtures needs: fonts with Vietnamese letters
    #[arg(long)]
    typesetting: bool,
    /// Also what benches are compared with: pdftotext
    #[arg(long)]
    benches: bool,
}

/// A program, how to see that it is there, and the packages that have it.
struct Need {
    program: &'static str,
    /// Arguments that make it say what it can, and what it must then say.
    says: Option<(&'static [&'static str], &'static str)>,
    packages: &'static [&'static str],
    what_for: &'static str,
}

/// The C compiler is Rust's linker as well, so whoever runs this has one, as a rule.
const ALWAYS: &[Need] = &[Need {
    program: "cc",
    says: None,
    packages: &["build-essential"],
    what_for: "linking, and building zstd",
}];

/// What the program itself uses where it is there. Writer without a screen is the smallest part of LibreOffice
/// that reads DOC and RTF and writes DOCX.
const READING: &[Need] = &[
    Need {
        program: "tesseract",
        says: Some((&["--list-langs"], "vie")),
        packages: &["tesseract-ocr", "tesseract-ocr-vie"],
        what_for: "reading scans, 60 MB",
    },
    Need {
        program: "soffice",
        says: None,
        packages: &["libreoffice-writer-nogui"],
        what_for: "reading DOC and RTF, 400 MB",
    },
];

/// Debian's own fonts for Times lack Vietnamese letters; those of croscore have them.
const TYPESETTING: &[Need] = &[Need {
    program: "soffice",
    says: None,
    packages: &["libreoffice-writer-nogui"],
    what_for: "typesetting PDF fixtures",
}];

const FONTS: (&str, &str) = ("/usr/share/fonts/truetype/croscore", "fonts-croscore");

const BENCHES: &[Need] = &[Need {
    program: "pdftotext",
    says: None,
    packages: &["poppler-utils"],
    what_for: "comparing the reader with it",
}];

pub(crate) fn run(args: &Args) -> anyhow::Result<bool> {
    basics()?;
    reading();
    if args.benches {
        install(BENCHES, &[])?;
    }
    if args.typesetting {
        typesetting()?;
    }
    Ok(true)
}

/// What building needs.
pub(crate) fn basics() -> anyhow::Result<()> {
    install(ALWAYS, &[])
}

/// What reading scans and old files needs, as far as it can be had.
pub(crate) fn reading() {
    if let Err(error) = install(READING, &[]) {
        eprintln!("going on without it: {error:#}");
        eprintln!("scans, DOC and RTF cannot be read here; tests that need them say NOT RUN");
    }
}

/// What typesetting needs.
pub(crate) fn typesetting() -> anyhow::Result<()> {
    let (folder, package) = FONTS;
    let fonts = if std::path::Path::new(folder).is_dir() { &[][..] } else { &[package][..] };
    install(TYPESETTING, fonts)
}

fn install(needs: &[Need], more: &[&str]) -> anyhow::Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !is_there(need)).collect();
    let mut packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    packages.extend(more);
    if packages.is_empty() {
        return Ok(());
    }
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
    eprintln!("installing: {}", packages.join(" "));
    // Offline it must end soon, and its lists may be new enough as they are.
    if let Err(error) = must(apt_get(&["update", "-qq"])) {
        eprintln!("the package lists could not be renewed: {error:#}");
    }
    let mut install = apt_get(&["install", "-y", "-qq", "--no-install-recommends"]);
    install.args(&packages);
    must(install).with_context(|| format!("could not install; by hand: {by_hand}"))
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]);
    command.args(["-o", "Dpkg::Use-Pty=0"]).args(arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn is_there(need: &Need) -> bool {
    let Some((arguments, must_say)) = need.says else { return found(need.program) };
    let output = Command::new(need.program).args(arguments).stdin(Stdio::null()).output();
    output.is_ok_and(|output| {
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).lines().any(|line| line.trim() == must_say)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_there_when_it_says_what_it_must() {
        let need = |program, says| Need { program, says, packages: &["x"], what_for: "a test" };
        assert!(is_there(&need("sh", None)));
        assert!(is_there(&need("echo", Some((&["vie"], "vie")))));
        assert!(!is_there(&need("echo", Some((&["eng"], "vie")))));
        assert!(!is_there(&need("no-such-program-anywhere", None)));
    }

    #[test]
    fn nothing_is_installed_where_nothing_is_missing() {
        let need = Need { program: "sh", says: None, packages: &["no-such-package"], what_for: "" };
        assert!(install(&[need], &[]).is_ok());
    }
}
