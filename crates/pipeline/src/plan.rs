//! Before any document is read: which files are new, which are done, which are the same.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use sha2::{Digest, Sha256};

use crate::ledger::Ledger;
use crate::{Entry, Failure, Options, Outcome, Store};

/// What is to be done, and what need not be.
#[derive(Default)]
pub(crate) struct Plan {
    /// Files to process, each with its SHA-256.
    pub(crate) jobs: Vec<(PathBuf, String)>,
    /// Files about which everything is known already.
    pub(crate) known: Vec<Entry>,
}

/// Compares the documents with the ledger. Where asked to, what was done or failed before is done again.
pub(crate) fn plan(
    documents: &[PathBuf],
    store: &Store,
    ledger: &Ledger,
    options: &Options,
) -> Plan {
    let mut plan = Plan::default();
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for path in documents {
        if options.stop.load(Ordering::Relaxed) {
            break;
        }
        let shown = path.display().to_string();
        let sha256 = match hash(path, options.limits.bytes) {
            Ok(sha256) => sha256,
            Err(failure) => {
                let outcome = Outcome::failed(failure.code(), failure.to_string());
                plan.known.push(Entry { path: shown, sha256: None, outcome });
                continue;
            }
        };
        let known = match first.get(&sha256) {
            Some(of) => Some(Outcome::Duplicate { of: of.clone() }),
            None if options.again => None,
            None => from_ledger(&shown, &sha256, store, ledger),
        };
        first.entry(sha256.clone()).or_insert_with(|| shown.clone());
        match known {
            Some(outcome) => {
                plan.known.push(Entry { path: shown, sha256: Some(sha256), outcome });
            }
            None => plan.jobs.push((path.clone(), sha256)),
        }
    }
    plan
}

fn from_ledger(path: &str, sha256: &str, store: &Store, ledger: &Ledger) -> Option<Outcome> {
    match ledger.of_bytes(sha256)? {
        (_, Outcome::Failed { code, reason }) => {
            // Time and memory depend on the limits and on what else the machine did.
            let worth_another_try = code.ends_with("-limit");
            (!worth_another_try).then(|| Outcome::failed(code, reason))
        }
        (of, outcome) if store.has(sha256) => {
            let same_file = of == path || real(of).is_none() || real(of) == real(path);
            let lost = match outcome {
                Outcome::Stored { lost } => lost.clone(),
                _ => Vec::new(),
            };
            Some(if same_file {
                Outcome::Unchanged { lost }
            } else {
                Outcome::Duplicate { of: of.clone() }
            })
        }
        _ => None,
    }
}

/// The file's own path, whichever way it was reached; `None` where it is no longer there.
fn real(path: &str) -> Option<PathBuf> {
    Path::new(path).canonicalize().ok()
}

/// The SHA-256 of a file no larger than `limit`.
fn hash(path: &Path, limit: u64) -> Result<String, Failure> {
    let mut file = std::fs::File::open(path).map_err(Failure::Unreadable)?;
    let bytes = file.metadata().map_err(Failure::Unreadable)?.len();
    if bytes > limit {
        return Err(Failure::TooLarge { bytes, limit });
    }
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(Failure::Unreadable)? {
            0 => return Ok(format!("{:x}", hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}
