//! What came of each file in this run and those before: `ledger.jsonl`, one [`Entry`] a line, later lines hold.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Entry, Outcome, StoreError};

/// An entry with the program that made it: another version may do better on a file that failed.
#[derive(Serialize, Deserialize)]
struct Line {
    program: String,
    #[serde(flatten)]
    entry: Entry,
}

const PROGRAM: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

/// The ledger, open for more lines.
pub(crate) struct Ledger {
    file: File,
    /// For each SHA-256, the first file that had it and what came of it.
    by_sha: BTreeMap<String, (String, Outcome)>,
    /// For each file, the SHA-256 it last had.
    by_path: BTreeMap<String, String>,
}

impl Ledger {
    /// Reads the ledger at `path`; a line cut off by a killed run is as if never written.
    pub(crate) fn open(path: &Path) -> Result<Ledger, StoreError> {
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
        let mut ledger = Ledger { file, by_sha: BTreeMap::new(), by_path: BTreeMap::new() };
        for line in known.split(|byte| *byte == b'\n') {
            if let Ok(line) = serde_json::from_slice::<Line>(line) {
                let known_failure = matches!(line.entry.outcome, Outcome::Failed { .. });
                if !known_failure || line.program == PROGRAM {
                    ledger.remember(&line.entry);
                }
            }
        }
        Ok(ledger)
    }

    /// Adds an entry, at once.
    pub(crate) fn add(&mut self, entry: &Entry) -> std::io::Result<()> {
        let line = Line { program: PROGRAM.to_owned(), entry: entry.clone() };
        let mut json = serde_json::to_vec(&line)?;
        json.push(b'\n');
        self.file.write_all(&json)?;
        self.remember(entry);
        Ok(())
    }

    /// The file that had these bytes first, and what came of it.
    pub(crate) fn of_bytes(&self, sha256: &str) -> Option<&(String, Outcome)> {
        self.by_sha.get(sha256)
    }

    /// The SHA-256 that a file had before, where no other file has it still.
    pub(crate) fn replaced(&self, path: &str, sha256: &str) -> Option<String> {
        let old = self.by_path.get(path).filter(|old| *old != sha256)?;
        let shared = self.by_path.iter().any(|(other, sha)| other != path && sha == old);
        (!shared).then(|| old.clone())
    }

    fn remember(&mut self, entry: &Entry) {
        let Some(sha256) = &entry.sha256 else { return };
        self.by_path.insert(entry.path.clone(), sha256.clone());
        if matches!(entry.outcome, Outcome::Stored { .. } | Outcome::Failed { .. }) {
            self.by_sha.insert(sha256.clone(), (entry.path.clone(), entry.outcome.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(path: &str, sha256: &str) -> Entry {
        Entry {
            path: path.into(),
            sha256: Some(sha256.into()),
            outcome: Outcome::Stored { lost: vec![] },
        }
    }

    #[test]
    fn entries_survive_and_a_torn_last_line_does_not_spoil_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        Ledger::open(&path).expect("made").add(&stored("a.txt", "1")).expect("written");
        let mut torn = std::fs::read(&path).expect("read");
        torn.extend(b"{\"program\":\"vanb");
        std::fs::write(&path, torn).expect("written");
        Ledger::open(&path).expect("opened").add(&stored("b.txt", "2")).expect("written");
        let ledger = Ledger::open(&path).expect("opened");
        assert_eq!(ledger.of_bytes("1").expect("known").0, "a.txt");
        assert_eq!(ledger.of_bytes("2").expect("known").0, "b.txt");
    }

    #[test]
    fn a_failure_of_another_version_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.jsonl");
        let line = r#"{"program":"vanban 0.0.0","path":"a.pdf","sha256":"1","outcome":"failed","code":"x","reason":"y"}"#;
        std::fs::write(&path, format!("{line}\n")).expect("written");
        assert!(Ledger::open(&path).expect("opened").of_bytes("1").is_none());
    }

    #[test]
    fn a_changed_file_replaces_its_old_bytes_unless_another_file_has_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = Ledger::open(&folder.path().join("ledger.jsonl")).expect("made");
        ledger.add(&stored("a.txt", "1")).expect("written");
        assert_eq!(ledger.replaced("a.txt", "1"), None);
        assert_eq!(ledger.replaced("a.txt", "2"), Some("1".to_owned()));
        let twin = Entry {
            path: "b.txt".into(),
            sha256: Some("1".into()),
            outcome: Outcome::Duplicate { of: "a.txt".into() },
        };
        ledger.add(&twin).expect("written");
        assert_eq!(ledger.replaced("a.txt", "2"), None);
    }
}
