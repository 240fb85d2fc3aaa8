//! Which documents are evaluated, against which reference.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// A document to run, with its reference record where there is one.
pub(super) struct Case {
    pub(super) name: String,
    /// What it is counted with where there are too many to list: all fixtures in the same form.
    pub(super) group: Option<String>,
    pub(super) document: PathBuf,
    pub(super) gold: Option<PathBuf>,
}

const DOCUMENT_ENDINGS: [&str; 5] = ["txt", "md", "docx", "pdf", "html"];

/// The documents of the project (`fixtures/<name>/`) and those beside it (`../shared`), where present.
pub(super) fn known(root: &Path, shared: &Path) -> anyhow::Result<Vec<Case>> {
    let gold = shared.join("gold");
    let mut cases = Vec::new();
    for folder in entries(&root.join("fixtures"))?.iter().filter(|path| path.is_dir()) {
        let record = folder.join("record.json");
        if record.is_file() {
            cases.extend(in_folder(folder, "fixtures/", |_| Some(record.clone()))?);
        }
    }
    cases.extend(in_folder(&shared.join("seeds"), "seeds/", |name| {
        first_file(&gold, &[stem(name).to_owned()])
    })?);
    cases.extend(in_folder(&shared.join("real/typeset"), "typeset/", |name| {
        let slug = slug(name);
        first_file(&gold, &[format!("{slug}.typeset"), format!("{slug}.ocr"), slug.to_owned()])
    })?);
    cases.retain(|case| !case.name.ends_with(".truth.txt"));
    Ok(cases)
}

/// Documents of `docs` with the references of `gold`: `plan.json` for `plan.pdf`.
pub(super) fn own(docs: &Path, gold: &Path) -> anyhow::Result<Vec<Case>> {
    in_folder(docs, "", |name| first_file(gold, &[stem(name).to_owned(), slug(name).to_owned()]))
}

fn in_folder(
    folder: &Path,
    prefix: &str,
    gold: impl Fn(&str) -> Option<PathBuf>,
) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for document in entries(folder)? {
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if !document.is_file() || !DOCUMENT_ENDINGS.contains(&ending) {
            continue;
        }
        let gold = gold(&name);
        let (group, name) = if prefix == "fixtures/" {
            let plan = folder.file_name().unwrap_or_default().to_string_lossy();
            (Some(format!("fixtures: {name}")), format!("{plan}/{name}"))
        } else {
            (None, format!("{prefix}{name}"))
        };
        cases.push(Case { name, group, document, gold });
    }
    Ok(cases)
}

/// What a folder holds, by name; nothing where there is no such folder.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listing = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths =
        listing.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn first_file(folder: &Path, names: &[String]) -> Option<PathBuf> {
    names.iter().map(|name| folder.join(format!("{name}.json"))).find(|path| path.is_file())
}

/// `plan.ocr` of `plan.ocr.txt`.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `plan` of `plan.ocr.txt`.
fn slug(name: &str) -> &str {
    name.split_once('.').map_or(name, |(slug, _)| slug)
}
