//! Where the plans of the project go: `corpus/` in one form each, `fixtures/<slug>/` in every form.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::compose::{Plan, compose, reference};
use crate::docx::docx;
use crate::markdown::markdown;
use crate::source::Source;
use crate::{copied, pdf, text, variants};

/// A file of the fixtures.
#[derive(Debug)]
pub struct Made {
    /// Path below the repository's root.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The sources in `corpus/sources`, by name.
pub fn sources(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root.join("corpus/sources"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths.iter().map(|path| read(path).with_context(|| path.display().to_string())).collect()
}

fn read(path: &Path) -> anyhow::Result<Source> {
    let source = Source::parse(&fs::read_to_string(path)?)?;
    let name = path.file_stem().and_then(|stem| stem.to_str());
    ensure!(name == Some(&source.slug), "slug {:?} is not the file's name", source.slug);
    Ok(source)
}

/// Every file made from a source, PDF left out: it takes LibreOffice.
pub fn files(source: &Source) -> anyhow::Result<Vec<Made>> {
    let plan = compose(source).with_context(|| source.slug.clone())?;
    let folder = Path::new("fixtures").join(&source.slug);
    let flat = text::flattened(&plan);
    let seed = source.slug.bytes().map(u64::from).sum();
    let mut made: Vec<Made> = [
        ("wrapped.txt", text::wrapped(&plan).into_bytes()),
        ("spaced.txt", text::spaced(&plan).into_bytes()),
        ("celled.txt", copied::celled(&plan).into_bytes()),
        ("pasted.txt", copied::pasted(&plan).into_bytes()),
        ("stripped.txt", variants::stripped(&flat).into_bytes()),
        ("nfd.txt", variants::decomposed(&flat).into_bytes()),
        ("damaged.txt", variants::damaged(&flat, seed).into_bytes()),
        ("flat.txt", flat.into_bytes()),
        ("plan.md", markdown(&plan, &source.style).into_bytes()),
        ("plan.docx", docx(&plan, &source.style)?),
        ("record.json", record_json(source, &plan)?),
    ]
    .into_iter()
    .map(|(name, bytes)| Made { path: folder.join(name), bytes })
    .collect();
    let twin = match source.form.as_str() {
        "txt" => Some("flat.txt"),
        "spaced" => Some("spaced.txt"),
        "wrapped" => Some("wrapped.txt"),
        "md" => Some("plan.md"),
        "docx" => Some("plan.docx"),
        _ => None,
    };
    if let Some(twin) = twin {
        let bytes =
            made.iter().find(|file| file.path.ends_with(twin)).map(|file| file.bytes.clone());
        made.push(Made { path: corpus_path(source), bytes: bytes.unwrap_or_default() });
    }
    Ok(made)
}

fn corpus_path(source: &Source) -> PathBuf {
    let extension = match source.form.as_str() {
        "spaced" | "wrapped" => "txt",
        form => form,
    };
    Path::new("corpus").join(&source.slug).with_extension(extension)
}

fn record_json(source: &Source, plan: &Plan) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&reference(source, plan)?)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes corpus and fixtures below `root`, with PDF where `with_pdf`, of the plans whose name holds `only`.
pub fn write_all(root: &Path, with_pdf: bool, only: &str) -> anyhow::Result<usize> {
    let mut sources = sources(root)?;
    sources.retain(|source| source.slug.contains(only));
    let mut count = 0;
    for source in &sources {
        for file in files(source)? {
            write(&root.join(&file.path), &file.bytes)?;
            count += 1;
        }
        if with_pdf {
            let folder = root.join("fixtures").join(&source.slug);
            pdf::convert(&[folder.join("plan.docx")], &folder)?;
            count += 1;
            if source.form == "pdf" {
                fs::copy(folder.join("plan.pdf"), root.join(corpus_path(source)))?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Writes one plan as `name.docx`, `name.txt` and `name.json` into `out`; gives the DOCX's path.
pub fn write_random(source: &Source, out: &Path) -> anyhow::Result<PathBuf> {
    let plan = compose(source).with_context(|| source.slug.clone())?;
    let path = |extension: &str| out.join(&source.slug).with_extension(extension);
    write(&path("docx"), &docx(&plan, &source.style)?)?;
    write(&path("txt"), text::flattened(&plan).as_bytes())?;
    write(&path("json"), &record_json(source, &plan)?)?;
    Ok(path("docx"))
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
