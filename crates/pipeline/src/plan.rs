//! Before any document is read: which files are new, which are done, which are the same.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use sha2::{Digest, Sha256};

use crate::ledger::Ledger;
use crate::members::{Listed, ListedContent};
use crate::{Entry, Failure, Options, Outcome, Request, Store, programs};

/// A document to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    /// As it is shown.
    pub(crate) path: String,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
    /// The file that holds it.
    file: PathBuf,
    /// Which file of the archive it is.
    member: Option<usize>,
}

impl Job {
    /// How to ask a child for it; `None` where its file's name is not text and cannot be told.
    pub(crate) fn request(&self) -> Option<Request> {
        let file = self.file.to_str()?.to_owned();
        let file = (self.path != file).then_some(file);
        Some(Request { path: self.path.clone(), file, member: self.member, ..Request::default() })
    }
}

/// What is to be done, and what need not be.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Documents to process.
    pub(crate) jobs: Vec<Job>,
    /// Files about which everything is known already.
    pub(crate) known: Vec<Entry>,
}

/// Compares documents with the ledger, and with each other over the whole run. Where asked to, what was done or
/// failed before is done again.
pub(crate) struct Planner<'a> {
    store: &'a Store,
    options: &'a Options<'a>,
    /// The file that had each SHA-256 first in this run.
    first: BTreeMap<String, String>,
    /// Programs that are missing, looked for when a document needed one.
    missing: OnceCell<Vec<String>>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(store: &'a Store, options: &'a Options<'a>) -> Self {
        Self { store, options, first: BTreeMap::new(), missing: OnceCell::new() }
    }

    /// Plans files.
    pub(crate) fn files(&mut self, files: &[PathBuf], ledger: &Ledger) -> Plan {
        let mut plan = Plan::default();
        for file in files {
            if self.options.stop.load(Ordering::Relaxed) {
                break;
            }
            let path = file.display().to_string();
            match hash(file, self.options.limits.bytes) {
                Ok(sha256) => {
                    let job = Job { path, sha256, file: file.clone(), member: None };
                    self.add(job, ledger, &mut plan);
                }
                Err(failure) => {
                    let (code, reason) = (failure.code().to_owned(), failure.to_string());
                    let outcome = Outcome::Failed { code, reason, limit: failure.limit() };
                    plan.known.push(Entry::new(path, None, outcome));
                }
            }
        }
        plan
    }

    /// Plans the files of an archive.
    pub(crate) fn members(&mut self, of: &Job, listed: Vec<Listed>, ledger: &Ledger) -> Plan {
        let mut plan = Plan::default();
        for Listed { name, content } in listed {
            let path = format!("{}!/{name}", of.path);
            match content {
                ListedContent::Document { member, sha256 } => {
                    let job = Job { path, sha256, file: of.file.clone(), member: Some(member) };
                    self.add(job, ledger, &mut plan);
                }
                ListedContent::Other => {
                    plan.known.push(Entry::new(path, None, Outcome::NotDocument));
                }
                ListedContent::Problem { code, reason, limit } => {
                    let outcome = Outcome::Failed { code, reason, limit };
                    plan.known.push(Entry::new(path, None, outcome));
                }
            }
        }
        plan
    }

    fn add(&mut self, job: Job, ledger: &Ledger, plan: &mut Plan) {
        let known = match self.first.get(&job.sha256) {
            Some(of) => Some(Entry::new(
                job.path.clone(),
                Some(job.sha256.clone()),
                Outcome::Duplicate { of: of.clone() },
            )),
            None if self.options.again => None,
            None => self.remembered(&job, ledger),
        };
        self.first.entry(job.sha256.clone()).or_insert_with(|| job.path.clone());
        match known {
            Some(entry) => plan.known.push(entry),
            None => plan.jobs.push(job),
        }
    }

    /// What the ledger says of these bytes, where reading them again would do no better.
    fn remembered(&self, job: &Job, ledger: &Ledger) -> Option<Entry> {
        let known = ledger.of_bytes(&job.sha256)?;
        let entry = &known.entry;
        // Only pages have a verdict on their text layer.
        let other_way = !known.is_as(self.options.ocr) && !entry.verdicts.is_empty();
        if other_way || self.is_installed_now(&entry.missing) {
            return None;
        }
        let outcome = match &entry.outcome {
            Outcome::Failed { limit: Some(limit), .. } if limit.is_raised(&self.options.limits) => {
                return None;
            }
            failed @ Outcome::Failed { .. } => failed.clone(),
            Outcome::Stored { lost } if self.store.has(&job.sha256) => {
                let of = &entry.path;
                if *of == job.path || real(of).is_none() || real(of) == real(&job.path) {
                    Outcome::Unchanged { lost: lost.clone() }
                } else {
                    Outcome::Duplicate { of: of.clone() }
                }
            }
            // What is in an archive is looked up there.
            _ => return None,
        };
        let missing = entry.missing.clone();
        let entry = Entry::new(job.path.clone(), Some(job.sha256.clone()), outcome);
        Some(Entry { missing, ..entry })
    }

    /// Whether one of these programs was missing and is there now.
    fn is_installed_now(&self, missing: &[String]) -> bool {
        let now = || self.missing.get_or_init(programs::missing_now);
        !missing.is_empty() && missing.iter().any(|hint| !now().contains(hint))
    }
}

/// The file's own path, whichever way it was reached, with its place in the archive; `None` where it is no longer
/// there.
fn real(path: &str) -> Option<PathBuf> {
    if let Ok(real) = Path::new(path).canonicalize() {
        return Some(real);
    }
    let (archive, name) = path.split_once("!/")?;
    Some(Path::new(archive).canonicalize().ok()?.join(name))
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
