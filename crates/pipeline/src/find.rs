//! Which files are meant by the paths someone typed.
//!
//! A file is taken as it is. A folder is walked, links followed, in the order of names; of what it holds, the kinds
//! that can be read are documents and the rest is named as not a document. A path that does not exist and has `*`,
//! `?` or `[` in it is a glob.

use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

use crate::IngestError;

/// The files found.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read.
    pub documents: Vec<PathBuf>,
    /// Files of other kinds, met in folders.
    pub others: Vec<PathBuf>,
    /// Entries that cannot be read at all.
    pub problems: Vec<Problem>,
}

/// An entry that cannot be read.
#[derive(Debug)]
pub struct Problem {
    /// The entry.
    pub path: PathBuf,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Kinds that are read. Files named without an ending are judged by their first bytes.
const DOCUMENT_ENDINGS: [&str; 17] = [
    "pdf", "docx", "doc", "rtf", "txt", "text", "md", "markdown", "html", "htm", "png", "jpg",
    "jpeg", "tif", "tiff", "zip", "eml",
];

/// Kinds that hold documents and cannot be read: passing over them in silence would lose them.
const CONVERTIBLE_ENDINGS: [&str; 8] = ["odt", "wps", "dot", "dotx", "docm", "rar", "7z", "msg"];

/// How files begin that are read whatever their name.
const DOCUMENT_HEADS: [&[u8]; 8] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"II*\0",
    b"MM\0*",
];

/// What a file is by its name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It can be read.
    Document,
    /// It holds documents and has to be converted first, as this says.
    Convertible(String),
    /// Another kind of file.
    Other,
}

/// The kind of a file with `name`, folders around it included; `head`, its first bytes, is asked for where the name
/// does not tell.
pub(crate) fn kind_of(name: &str, head: impl FnOnce() -> Option<Vec<u8>>) -> Kind {
    let mut steps = name.rsplit('/');
    let last = steps.next().unwrap_or_default();
    let hidden = |step: &str| step.starts_with('.') && !matches!(step, "." | "..");
    // A word processor's lock file, a file manager's notes, what a Mac packs beside each file.
    if hidden(last)
        || last.starts_with("~$")
        || steps.any(|step| hidden(step) || step == "__MACOSX")
    {
        return Kind::Other;
    }
    let ending = last.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    let is_document = match ending.as_str() {
        "" => head().is_some_and(|head| DOCUMENT_HEADS.iter().any(|start| head.starts_with(start))),
        ending => DOCUMENT_ENDINGS.contains(&ending),
    };
    if is_document {
        return Kind::Document;
    }
    if !CONVERTIBLE_ENDINGS.contains(&ending.as_str()) {
        return Kind::Other;
    }
    Kind::Convertible(match ending.as_str() {
        "rar" | "7z" => {
            format!("a .{ending} archive cannot be opened; unpack it, or pack it as ZIP")
        }
        "msg" => "an Outlook message cannot be read; save it as .eml".to_owned(),
        _ => format!("a .{ending} file cannot be read; save it as DOCX or PDF"),
    })
}

/// Finds the files that `inputs` mean; the folder `except` (the store) is passed over.
pub fn find(inputs: &[PathBuf], except: &Path) -> Result<Found, IngestError> {
    let except = except.canonicalize().ok();
    let mut found = Found::default();
    for input in inputs {
        let pattern = input.to_string_lossy();
        if input.is_dir() {
            walk(input, except.as_deref(), |_| true, &mut found);
        } else if input.symlink_metadata().is_ok() {
            named(input, &mut found);
        } else if pattern.contains(['*', '?', '[']) {
            glob(&pattern, except.as_deref(), &mut found)?;
        } else {
            found.problem(input, "not-found", "no such file or folder; check the path");
        }
    }
    for list in [&mut found.documents, &mut found.others] {
        list.sort();
        list.dedup();
    }
    found.problems.sort_by(|a, b| a.path.cmp(&b.path));
    found.problems.dedup_by(|a, b| a.path == b.path);
    Ok(found)
}

impl Found {
    fn problem(&mut self, path: &Path, code: &'static str, reason: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), code, reason: reason.into() });
    }
}

/// A file someone named: read whatever its ending.
fn named(path: &Path, found: &mut Found) {
    match path.metadata() {
        Ok(metadata) if metadata.is_file() => found.documents.push(path.to_owned()),
        Ok(_) => not_regular(path, found),
        Err(error) => unreadable(path, &error.to_string(), found),
    }
}

fn walk(root: &Path, except: Option<&Path>, wanted: impl Fn(&Path) -> bool, found: &mut Found) {
    let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                let is_store =
                    except.is_some() && entry.path().canonicalize().ok().as_deref() == except;
                if is_store || (entry.depth() > 0 && hidden(&entry)) {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) if wanted(entry.path()) => met(&entry, found),
            Ok(_) => {}
            Err(error) => walk_problem(root, &error, found),
        }
    }
}

/// A file met in a folder: its kind decides.
fn met(entry: &DirEntry, found: &mut Found) {
    let path = entry.path();
    let is_file = entry.file_type().is_file();
    let head = || if is_file { first_bytes(path) } else { Some(b"%PDF-".to_vec()) };
    // The folders around it were asked for, hidden or not.
    match kind_of(&entry.file_name().to_string_lossy(), head) {
        Kind::Convertible(reason) => found.problem(path, "unsupported-kind", reason),
        Kind::Other => found.others.push(path.to_owned()),
        Kind::Document if is_file => found.documents.push(path.to_owned()),
        Kind::Document => not_regular(path, found),
    }
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn first_bytes(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(8).read_to_end(&mut head).ok()?;
    Some(head)
}

fn walk_problem(root: &Path, error: &walkdir::Error, found: &mut Found) {
    let path = error.path().unwrap_or(root);
    if let Some(ancestor) = error.loop_ancestor() {
        let reason = format!(
            "a link back to {} makes the folder contain itself; remove the link",
            ancestor.display()
        );
        found.problem(path, "folder-loop", reason);
    } else {
        let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        unreadable(path, &cause, found);
    }
}

fn not_regular(path: &Path, found: &mut Found) {
    let reason = "is a pipe, a socket or a device, not a file; copy its content into a file";
    found.problem(path, "not-a-file", reason);
}

fn unreadable(path: &Path, cause: &str, found: &mut Found) {
    let reason = format!("cannot be read: {cause}; check that it exists and that you may read it");
    found.problem(path, "unreadable", reason);
}

fn glob(pattern: &str, except: Option<&Path>, found: &mut Found) -> Result<(), IngestError> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
        IngestError::Pattern { pattern: pattern.to_owned(), message: error.kind().to_string() }
    })?;
    let matcher = glob.compile_matcher();
    let before = found.documents.len() + found.others.len() + found.problems.len();
    // `./` in front of what the walk finds is dropped, so that `*.pdf` matches as a shell would.
    let base = fixed_part(pattern);
    let plain = |path: &Path| path.strip_prefix("./").unwrap_or(path).to_owned();
    walk(&base, except, |path| matcher.is_match(plain(path)), found);
    if found.documents.len() + found.others.len() + found.problems.len() == before {
        found.problem(Path::new(pattern), "not-found", "no file matches the pattern; check it");
    }
    Ok(())
}

/// The folders before the first component with a wildcard.
fn fixed_part(pattern: &str) -> PathBuf {
    let fixed: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| match part {
            Component::Normal(name) => !name.to_string_lossy().contains(['*', '?', '[', '{']),
            _ => true,
        })
        .collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in
            ["b.pdf", "a.txt", "notes.toml", "old.odt", "sub/c.docx", ".git/x.txt", "readme"]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, "x").expect("written");
        }
        folder
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        let name =
            |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
        paths.iter().map(name).collect()
    }

    #[test]
    fn a_folder_gives_documents_others_and_what_must_be_converted() {
        let folder = folder();
        let found = find(&[folder.path().to_owned()], Path::new("/nowhere")).expect("found");
        assert_eq!(names(&found.documents), ["a.txt", "b.pdf", "c.docx"]);
        assert_eq!(names(&found.others), ["notes.toml", "readme"]);
        assert_eq!(found.problems.len(), 1);
        assert_eq!(found.problems[0].code, "unsupported-kind");
    }

    #[test]
    fn names_tell_kinds_and_first_bytes_where_there_is_no_ending() {
        for (name, head, want) in [
            ("a/Kế hoạch.PDF", "", Some(true)),
            ("thư.eml", "", Some(true)),
            ("scan.tiff", "", Some(true)),
            ("trang.htm", "", Some(true)),
            ("plan.doc", "", Some(true)),
            ("plan", "%PDF-1.7", Some(true)),
            ("plan", "just words", Some(false)),
            ("data.xlsx", "%PDF-1.7", Some(false)),
            ("__MACOSX/a.pdf", "", Some(false)),
            (".a.pdf", "", Some(false)),
            ("a.rar", "", None),
            ("a.msg", "", None),
        ] {
            let kind = kind_of(name, || Some(head.as_bytes().to_vec()));
            let got = match kind {
                Kind::Document => Some(true),
                Kind::Other => Some(false),
                Kind::Convertible(_) => None,
            };
            assert_eq!(got, want, "{name}");
        }
    }

    #[test]
    fn the_store_inside_the_folder_is_passed_over() {
        let folder = folder();
        let found = find(&[folder.path().to_owned()], &folder.path().join("sub")).expect("found");
        assert_eq!(names(&found.documents), ["a.txt", "b.pdf"]);
    }

    #[test]
    fn a_glob_matches_within_one_folder_and_two_stars_below_it() {
        let folder = folder();
        let one = folder.path().join("*.txt");
        let all = folder.path().join("**/*.{docx,pdf}");
        assert_eq!(
            names(&find(&[one], Path::new("/nowhere")).expect("found").documents),
            ["a.txt"]
        );
        assert_eq!(
            names(&find(&[all], Path::new("/nowhere")).expect("found").documents),
            ["b.pdf", "c.docx"]
        );
    }

    #[test]
    fn what_matches_nothing_or_does_not_exist_is_a_problem() {
        let folder = folder();
        for missing in ["none.pdf", "*.none"] {
            let found = find(&[folder.path().join(missing)], Path::new("/nowhere")).expect("found");
            assert_eq!(found.problems[0].code, "not-found", "{missing}");
        }
        assert!(find(&[folder.path().join("[z-a")], Path::new("/nowhere")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_above_is_a_loop_and_a_dangling_link_is_unreadable() {
        let folder = folder();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/up")).expect("linked");
        std::os::unix::fs::symlink("/nowhere/x", folder.path().join("gone.pdf")).expect("linked");
        let found = find(&[folder.path().to_owned()], Path::new("/nowhere")).expect("found");
        let mut codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["folder-loop", "unreadable", "unsupported-kind"]);
        assert_eq!(names(&found.documents), ["a.txt", "b.pdf", "c.docx"]);
    }
}
