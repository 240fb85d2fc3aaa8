//! What came of each file in this run and those before: `ledger.jsonl`, one [`Entry`] a line, later lines hold.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Entry, OcrMode, Outcome, StoreError};

/// An entry with the program that made it: another version may do better on a file that failed.
#[derive(Serialize, Deserialize)]
struct Line {
    program: String,
    /// Whether pictures of text were recognised.
    #[serde(default = "usual")]
    ocr: String,
    #[serde(flatten)]
    entry: Entry,
}

/// What the ledger remembers of the bytes of a file.
#[derive(Debug)]
pub(crate) struct Known {
    /// The first file that had them, what came of it, and how.
    pub(crate) entry: Entry,
    /// Whether pictures of text were recognised.
    ocr: String,
}

impl Known {
    /// Whether pictures of text were treated as `ocr` wants it.
    pub(crate) fn is_as(&self, ocr: OcrMode) -> bool {
        self.ocr == word(ocr)
    }
}

/// The word for what is done about pictures of text.
fn word(ocr: OcrMode) -> &'static str {
    match ocr {
        OcrMode::Auto => "auto",
        OcrMode::Never => "never",
        OcrMode::Force => "force",
    }
}

/// What was done about them before the ledger said so.
fn usual() -> String {
    word(OcrMode::Auto).to_owned()
}

const PROGRAM: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

/// The ledger, open for more lines.
pub(crate) struct Ledger {
    file: File,
    ocr: &'static str,
    /// For each SHA-256, the first file that had it and what came of it.
    by_sha: BTreeMap<String, Known>,
    /// For each file, the SHA-256 it last had.
    by_path: BTreeMap<String, String>,
}

impl Ledger {
    /// Reads the ledger at `path`; a line cut off by a killed run is as if never written. What is added is read
    /// with `ocr`.
    pub(crate) fn open(path: &Path, ocr: OcrMode) -> Result<Ledger, StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        let known = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(io(error)),
        };
        let mut file = File::options().create(true).append(true).open(path).map_err(io)?;
        if known.last().is_some_and(|byte| *byte != b'\n') {
            file.write_all(b"\n").map_err(io)?;
        }
        let mut ledger =
            Ledger { file, ocr: word(ocr), by_sha: BTreeMap::new(), by_path: BTreeMap::new() };
        for line in known.split(|byte| *byte == b'\n') {
            if let Ok(line) = serde_json::from_slice::<Line>(line) {
                let known_failure = matches!(line.entry.outcome, Outcome::Failed { .. });
                if !known_failure || line.program == PROGRAM {
                    ledger.remember(&line.entry, &line.ocr);
                }
            }
        }
        Ok(ledger)
    }

    /// Adds an entry, at once.
    pub(crate) fn add(&mut self, entry: &Entry) -> std::io::Result<()> {
        let ocr = self.ocr.to_owned();
        let line = Line { program: PROGRAM.to_owned(), ocr, entry: entry.clone() };
        let mut json = serde_json::to_vec(&line)?;
        json.push(b'\n');
        self.file.write_all(&json)?;
        self.remember(entry, self.ocr);
        Ok(())
    }

    /// The file that had these bytes first, and what came of it.
    pub(crate) fn of_bytes(&self, sha256: &str) -> Option<&Known> {
        self.by_sha.get(sha256)
    }

    /// The SHA-256 that a file had before, where no other file has it still.
    pub(crate) fn replaced(&self, path: &str, sha256: &str) -> Option<String> {
        let old = self.by_path.get(path).filter(|old| *old != sha256)?;
        let shared = self.by_path.iter().any(|(other, sha)| other != path && sha == old);
        (!shared).then(|| old.clone())
    }

    fn remember(&mut self, entry: &Entry, ocr: &str) {
        let Some(sha256) = &entry.sha256 else { return };
        self.by_path.insert(entry.path.clone(), sha256.clone());
        if matches!(entry.outcome, Outcome::Stored { .. } | Outcome::Failed { .. }) {
            self.by_sha.insert(sha256.clone(), Known { entry: entry.clone(), ocr: ocr.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(path: &str, sha256: &str) -> Entry {
        Entry::new(path.into(), Some(sha256.into()), Outcome::Stored { lost: vec![] })
    }

    fn open(path: &Path) -> Ledger {
        Ledger::open(path, OcrMode::Auto).expect("opened")
    }

    #[test]
    fn entries_survive_and_a_torn_last_line_does_not_spoil_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        open(&path).add(&stored("a.txt", "1")).expect("written");
        let mut torn = std::fs::read(&path).expect("read");
        torn.extend(b"{\"program\":\"vanb");
        std::fs::write(&path, torn).expect("written");
        open(&path).add(&stored("b.txt", "2")).expect("written");
        let ledger = open(&path);
        assert_eq!(ledger.of_bytes("1").expect("known").entry.path, "a.txt");
        assert_eq!(ledger.of_bytes("2").expect("known").entry.path, "b.txt");
    }

    #[test]
    fn how_pictures_were_treated_is_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        let mut ledger = Ledger::open(&path, OcrMode::Never).expect("made");
        ledger.add(&stored("a.pdf", "1")).expect("written");
        let ledger = open(&path);
        let known = ledger.of_bytes("1").expect("known");
        assert!(known.is_as(OcrMode::Never) && !known.is_as(OcrMode::Auto));
    }

    #[test]
    fn a_failure_of_another_version_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        let line = r#"{"program":"vanban 0.0.0","path":"a.pdf","sha256":"1","outcome":"failed","code":"x","reason":"y"}"#;
        std::fs::write(&path, format!("{line}\n")).expect("written");
        assert!(open(&path).of_bytes("1").is_none());
    }

    #[test]
    fn a_changed_file_replaces_its_old_bytes_unless_another_file_has_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = open(&folder.path().join("ledger.jsonl"));
        ledger.add(&stored("a.txt", "1")).expect("written");
        assert_eq!(ledger.replaced("a.txt", "1"), None);
        assert_eq!(ledger.replaced("a.txt", "2"), Some("1".to_owned()));
        let of = "a.txt".to_owned();
        let twin = Entry::new("b.txt".into(), Some("1".into()), Outcome::Duplicate { of });
        ledger.add(&twin).expect("written");
        assert_eq!(ledger.replaced("a.txt", "2"), None);
    }
}
