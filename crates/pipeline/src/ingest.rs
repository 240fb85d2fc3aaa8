//! Files and folders into a store.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use vanban_index::{Entries, IndexWriter};

use crate::ledger::Ledger;
use crate::plan::plan;
use crate::pool;
use crate::{Entry, IngestError, Limits, Outcome, Reply, Store, StoreError, WorkerCommand, find};

/// How to ingest.
#[derive(Debug)]
pub struct Options<'a> {
    /// How to start a child.
    pub worker: WorkerCommand,
    /// What one document may cost.
    pub limits: Limits,
    /// Children at a time.
    pub jobs: usize,
    /// Do again what was done before.
    pub again: bool,
    /// Set from outside to stop the run.
    pub stop: &'a AtomicBool,
}

/// Something to tell the user while it runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many documents are to be processed.
    Planned(usize),
    /// What came of one file.
    Done(&'a Entry),
}

/// What came of all files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records written.
    pub stored: usize,
    /// Of these and of the unchanged, those of which a part could not be read.
    pub partial: usize,
    /// Records that were there already.
    pub unchanged: usize,
    /// Files with the bytes of another.
    pub duplicates: usize,
    /// Files of other kinds.
    pub not_documents: usize,
    /// Files without a record.
    pub failed: usize,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// Whether words of a document are missing from the store.
    pub fn left_out(&self) -> bool {
        self.failed > 0 || self.partial > 0
    }

    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Stored { .. } => self.stored += 1,
            Outcome::Unchanged { .. } => self.unchanged += 1,
            Outcome::Duplicate { .. } => self.duplicates += 1,
            Outcome::NotDocument => self.not_documents += 1,
            Outcome::Failed { .. } => self.failed += 1,
        }
        if outcome.left_out() && !matches!(outcome, Outcome::Failed { .. }) {
            self.partial += 1;
        }
    }
}

/// After how many documents the index is made to last, so that a killed run loses little.
const COMMIT_EVERY: usize = 500;

/// Ingests what `inputs` mean into `store`, telling `tell` what comes of each file.
pub fn ingest(
    inputs: &[PathBuf],
    store: &Store,
    options: &Options,
    mut tell: impl FnMut(Event),
) -> Result<Summary, IngestError> {
    let mut index = IndexWriter::open(&store.index())?;
    store.sweep()?;
    let mut ledger = Ledger::open(&store.ledger())?;
    let found = find(inputs, store.root())?;
    let plan = plan(&found.documents, store, &ledger, options);

    let mut summary = Summary::default();
    let others = found.others.iter().map(|path| (path, Outcome::NotDocument));
    let problems = found
        .problems
        .iter()
        .map(|problem| (&problem.path, Outcome::failed(problem.code, &problem.reason)));
    let unread = others.chain(problems).map(|(path, outcome)| Entry {
        path: path.display().to_string(),
        sha256: None,
        outcome,
    });
    for entry in unread.chain(plan.known) {
        summary.count(&entry.outcome);
        note(&mut ledger, store, &entry)?;
        tell(Event::Done(&entry));
    }

    tell(Event::Planned(plan.jobs.len()));
    let paths: Vec<PathBuf> = plan.jobs.iter().map(|(path, _)| path.clone()).collect();
    let mut done = 0;
    pool::run(&paths, &options.worker, &options.limits, options.jobs, options.stop, |i, reply| {
        let entry = keep(&paths[i], &plan.jobs[i].1, reply, store, &ledger, &mut index)?;
        summary.count(&entry.outcome);
        note(&mut ledger, store, &entry)?;
        tell(Event::Done(&entry));
        done += 1;
        if done % COMMIT_EVERY == 0 {
            index.commit()?;
        }
        Ok(())
    })?;
    heal(store, &mut index)?;
    index.commit()?;
    summary.interrupted = options.stop.load(Ordering::Relaxed);
    Ok(summary)
}

/// Writes what the child replied.
fn keep(
    path: &std::path::Path,
    sha256: &str,
    reply: Reply,
    store: &Store,
    ledger: &Ledger,
    index: &mut IndexWriter,
) -> Result<Entry, IngestError> {
    let shown = path.display().to_string();
    let (record, text, lost) = match reply {
        Reply::Record { record, text, lost } => (record, text, lost),
        Reply::Failure { code, reason } => {
            let outcome = Outcome::Failed { code, reason };
            return Ok(Entry { path: shown, sha256: Some(sha256.to_owned()), outcome });
        }
    };
    store.write(&record, &text)?;
    let sha256 = record.source.sha256.clone();
    index.replace(&sha256, Entries::of(&record, &text))?;
    if let Some(old) = ledger.replaced(&shown, &sha256) {
        store.remove(&old)?;
        index.delete(&old);
    }
    Ok(Entry { path: shown, sha256: Some(sha256), outcome: Outcome::Stored { lost } })
}

/// Writes an entry into the ledger, unless it says nothing new.
fn note(ledger: &mut Ledger, store: &Store, entry: &Entry) -> Result<(), IngestError> {
    if matches!(entry.outcome, Outcome::Unchanged { .. } | Outcome::NotDocument) {
        return Ok(());
    }
    let path = store.ledger();
    Ok(ledger.add(entry).map_err(|source| StoreError::Io { path, source })?)
}

/// The records are the truth and the index is made from them: adds what a killed run left out of it, removes what
/// has no record.
fn heal(store: &Store, index: &mut IndexWriter) -> Result<(), IngestError> {
    index.commit()?;
    let stored = store.ids()?;
    let indexed = index.document_ids()?;
    for id in indexed.difference(&stored) {
        index.delete(id);
    }
    for id in stored.difference(&indexed) {
        if let Ok(record) = store.record(id) {
            let text = store.text(id).unwrap_or_default();
            index.replace(id, Entries::of(&record, &text))?;
        }
    }
    Ok(())
}
