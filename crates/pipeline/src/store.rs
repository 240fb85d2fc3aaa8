//! The folder where everything is kept.
//!
//! ```text
//! DIR/records/<sha256>.json   the record of each document
//! DIR/texts/<sha256>.txt      its restored text, which the record's byte ranges point into
//! DIR/index/                  the full-text index, made from the two above
//! DIR/ledger.jsonl            what came of each file, one line a run
//! ```
//! A file appears under its name only when it is whole (written beside it, then renamed), so that an interrupted
//! run leaves nothing half-written.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use vanban_record::Record;

/// A store's folder.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder is not there.
    #[error("{0}: no store there; make one with `vanban ingest PATH --store {0}`")]
    Missing(PathBuf),
    /// A file of it cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A record that does not parse.
    #[error("{path}: damaged ({message}); delete it and ingest the document again")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// No record has this id.
    #[error("no document with the id {0} in the store")]
    UnknownId(String),
    /// Several records have ids that begin so.
    #[error("{id} begins the ids of {count} documents; give more of it")]
    AmbiguousId {
        /// As given.
        id: String,
        /// How many.
        count: usize,
    },
}

impl StoreError {
    /// Stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Missing(_) => "no-store",
            StoreError::Io { .. } => "store-io",
            StoreError::Damaged { .. } => "record-damaged",
            StoreError::UnknownId(_) => "unknown-id",
            StoreError::AmbiguousId { .. } => "ambiguous-id",
        }
    }

    fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| StoreError::Io { path: path.to_owned(), source }
    }
}

impl Store {
    /// The store in `root`, its folders made where they are missing.
    pub fn create(root: &Path) -> Result<Store, StoreError> {
        let store = Store { root: root.to_owned() };
        for folder in [store.records(), store.texts(), store.index()] {
            std::fs::create_dir_all(&folder).map_err(StoreError::io(&folder))?;
        }
        Ok(store)
    }

    /// The store in `root`, which must be there.
    pub fn open(root: &Path) -> Result<Store, StoreError> {
        let store = Store { root: root.to_owned() };
        if store.records().is_dir() { Ok(store) } else { Err(StoreError::Missing(store.root)) }
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the index is.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// Where the ledger is.
    pub fn ledger(&self) -> PathBuf {
        self.root.join("ledger.jsonl")
    }

    fn records(&self) -> PathBuf {
        self.root.join("records")
    }

    fn texts(&self) -> PathBuf {
        self.root.join("texts")
    }

    fn record_path(&self, sha256: &str) -> PathBuf {
        self.records().join(format!("{sha256}.json"))
    }

    fn text_path(&self, sha256: &str) -> PathBuf {
        self.texts().join(format!("{sha256}.txt"))
    }

    /// Whether the store holds the record of these bytes.
    pub fn has(&self, sha256: &str) -> bool {
        self.record_path(sha256).is_file()
    }

    /// Writes a record and its text; the record last, since its presence says that the document is done.
    pub fn write(&self, record: &Record, text: &str) -> Result<(), StoreError> {
        let sha256 = &record.source.sha256;
        let path = self.record_path(sha256);
        let mut json = serde_json::to_vec(record)
            .map_err(|error| StoreError::Io { path: path.clone(), source: error.into() })?;
        json.push(b'\n');
        write_whole(&self.text_path(sha256), text.as_bytes())?;
        write_whole(&path, &json)
    }

    /// Removes a record and its text.
    pub fn remove(&self, sha256: &str) -> Result<(), StoreError> {
        for path in [self.record_path(sha256), self.text_path(sha256)] {
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::io(&path)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The record of these bytes.
    pub fn record(&self, sha256: &str) -> Result<Record, StoreError> {
        let path = self.record_path(sha256);
        let bytes = std::fs::read(&path).map_err(StoreError::io(&path))?;
        serde_json::from_slice(&bytes)
            .map_err(|error| StoreError::Damaged { path, message: error.to_string() })
    }

    /// The restored text of these bytes.
    pub fn text(&self, sha256: &str) -> Result<String, StoreError> {
        let path = self.text_path(sha256);
        std::fs::read_to_string(&path).map_err(StoreError::io(&path))
    }

    /// The ids (SHA-256) of all records.
    pub fn ids(&self) -> Result<BTreeSet<String>, StoreError> {
        let folder = self.records();
        let mut ids = BTreeSet::new();
        for entry in std::fs::read_dir(&folder).map_err(StoreError::io(&folder))? {
            let name = entry.map_err(StoreError::io(&folder))?.file_name();
            if let Some(id) = name.to_string_lossy().strip_suffix(".json") {
                ids.insert(id.to_owned());
            }
        }
        Ok(ids)
    }

    /// The one id that begins with `prefix`.
    pub fn resolve(&self, prefix: &str) -> Result<String, StoreError> {
        let mut ids = self.ids()?;
        ids.retain(|id| !prefix.is_empty() && id.starts_with(prefix));
        match ids.len() {
            0 => Err(StoreError::UnknownId(prefix.to_owned())),
            1 => Ok(ids.pop_first().unwrap_or_default()),
            count => Err(StoreError::AmbiguousId { id: prefix.to_owned(), count }),
        }
    }

    /// Removes what a killed run left behind.
    pub fn sweep(&self) -> Result<(), StoreError> {
        for folder in [self.records(), self.texts()] {
            for entry in std::fs::read_dir(&folder).map_err(StoreError::io(&folder))? {
                let path = entry.map_err(StoreError::io(&folder))?.path();
                if path.extension().is_some_and(|ending| ending == "part") {
                    std::fs::remove_file(&path).map_err(StoreError::io(&path))?;
                }
            }
        }
        Ok(())
    }
}

/// Writes beside the name, then renames.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::Builder::new().suffix(".part").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(StoreError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::create(folder.path()).expect("a store");
        (folder, store)
    }

    fn record(sha256: &str) -> Record {
        let mut record = Record::default();
        record.source.sha256 = sha256.to_owned();
        record
    }

    #[test]
    fn what_is_written_reads_back_and_is_found_by_the_start_of_its_id() {
        let (_folder, store) = store();
        store.write(&record("abc1"), "một").expect("written");
        store.write(&record("abd2"), "hai").expect("written");
        assert_eq!(store.record("abc1").expect("read"), record("abc1"));
        assert_eq!(store.text("abd2").expect("read"), "hai");
        assert_eq!(store.resolve("abc").expect("one"), "abc1");
        assert_eq!(store.resolve("ab").expect_err("two").code(), "ambiguous-id");
        assert_eq!(store.resolve("x").expect_err("none").code(), "unknown-id");
        assert_eq!(store.resolve("").expect_err("none").code(), "unknown-id");
    }

    #[test]
    fn removing_is_complete_and_may_be_repeated() {
        let (_folder, store) = store();
        store.write(&record("abc1"), "").expect("written");
        store.remove("abc1").expect("removed");
        store.remove("abc1").expect("nothing to remove");
        assert!(!store.has("abc1") && store.ids().expect("read").is_empty());
    }

    #[test]
    fn leftovers_of_a_killed_run_are_swept_and_are_never_records() {
        let (folder, store) = store();
        std::fs::write(folder.path().join("records/.tmpx.part"), "{").expect("written");
        assert!(store.ids().expect("read").is_empty());
        store.sweep().expect("swept");
        assert_eq!(std::fs::read_dir(folder.path().join("records")).expect("read").count(), 0);
    }

    #[test]
    fn a_folder_that_is_no_store_is_said_to_be_none() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(Store::open(folder.path()).expect_err("no store").code(), "no-store");
    }
}
