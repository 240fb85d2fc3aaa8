//! Which files, and which programs.

use std::path::{Path, PathBuf};

/// A PDF and its number of pages.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) pages: usize,
}

/// Fixtures and real PDFs that a program wrote; scans left out.
pub(crate) fn digital() -> Vec<File> {
    let mut paths = Vec::new();
    let fixtures = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures"));
    for entry in std::fs::read_dir(fixtures).expect("fixtures are there") {
        paths.push(entry.expect("read").path().join("plan.pdf"));
    }
    for folder in ["typeset", "pdf", "header/docs"] {
        paths.extend(pdfs(&shared().join("real").join(folder)));
    }
    let scanned = |path: &Path| {
        let name = path.to_string_lossy().into_owned();
        name.ends_with(".scan.pdf") || name.ends_with(".badocr.pdf")
    };
    paths.retain(|path| path.is_file() && !scanned(path));
    with_pages(paths)
}

/// Scans among the real PDFs.
pub(crate) fn scans() -> Vec<File> {
    let mut paths = pdfs(&shared().join("real/typeset"));
    paths.retain(|path| path.to_string_lossy().ends_with(".scan.pdf"));
    with_pages(paths)
}

fn shared() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");
    std::env::var_os("VANBAN_SHARED").map_or_else(|| beside.into(), PathBuf::from)
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).collect()
}

fn with_pages(mut paths: Vec<PathBuf>) -> Vec<File> {
    paths.sort();
    let pages = |path: &Path| {
        let bytes = std::fs::read(path).ok()?;
        Some(vanban_pdf::read(&bytes, &vanban_pdf::Limits::default()).ok()?.pages.len())
    };
    paths.into_iter().filter_map(|path| Some(File { pages: pages(&path)?, path })).collect()
}

/// The program, built in the profile that this is built in, or in release.
pub(crate) fn vanban() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let profile = here.parent()?.parent()?;
    let beside = [profile.join("vanban"), profile.parent()?.join("release/vanban")];
    beside.into_iter().find(|path| path.is_file())
}

/// Whether a program is in the path.
pub(crate) fn installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
