//! Files and folders into a store.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use vanban_index::{Entries, IndexWriter};

use crate::child::{Cost, WorkerCommand};
use crate::find::Found;
use crate::ledger::Ledger;
use crate::plan::{Job, Plan, Planner};
use crate::pool::{self, Told};
use crate::worker::Step;
use crate::{
    Entry, IngestError, Limits, OcrMode, Outcome, Reply, Request, Store, StoreError, find,
};

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
    /// Whether pictures of text are recognised, as the child was told: what was read another way is read again.
    pub ocr: OcrMode,
    /// Set from outside to stop the run.
    pub stop: &'a AtomicBool,
}

/// Something to tell the user while it runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many documents are to be processed, those found in archives included; told again when these are found.
    Planned(usize),
    /// A document goes on.
    Step(&'a str, Step),
    /// What came of one file.
    Done(&'a Entry),
}

/// What came of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records written.
    pub stored: usize,
    /// Of these and of the unchanged, those of which a part could not be read.
    pub partial: usize,
    /// Records that were there already.
    pub unchanged: usize,
    /// Files with the bytes of another.
    pub duplicates: usize,
    /// Archives and messages opened; their files are counted as all others.
    pub containers: usize,
    /// Files of other kinds.
    pub not_documents: usize,
    /// Files without a record.
    pub failed: usize,
    /// What has to be installed to read what was left out.
    pub missing: BTreeSet<String>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// Whether words of a document are missing from the store.
    pub fn left_out(&self) -> bool {
        self.failed > 0 || self.partial > 0
    }

    fn count(&mut self, entry: &Entry) {
        match &entry.outcome {
            Outcome::Stored { .. } => self.stored += 1,
            Outcome::Unchanged { .. } => self.unchanged += 1,
            Outcome::Duplicate { .. } => self.duplicates += 1,
            Outcome::Container { .. } => self.containers += 1,
            Outcome::NotDocument => self.not_documents += 1,
            Outcome::Failed { .. } => self.failed += 1,
        }
        if entry.outcome.left_out() && !matches!(entry.outcome, Outcome::Failed { .. }) {
            self.partial += 1;
        }
        self.missing.extend(entry.missing.iter().cloned());
    }
}

/// After how many documents the index is made to last, so that a killed run loses little.
const COMMIT_EVERY: usize = 500;

/// Ingests what `inputs` mean into `store`, telling `tell` what comes of each file.
pub fn ingest(
    inputs: &[PathBuf],
    store: &Store,
    options: &Options,
    tell: impl FnMut(Event),
) -> Result<Summary, IngestError> {
    let index = IndexWriter::open(&store.index())?;
    store.sweep()?;
    let ledger = Ledger::open(&store.ledger(), options.ocr)?;
    let found = find(inputs, store.root())?;
    let planner = Planner::new(store, options);
    let mut run =
        Run { store, index, ledger, planner, planned: 0, summary: Summary::default(), tell };
    let Plan { jobs, known } = run.planner.files(&found.documents, &run.ledger);
    for entry in unread(found).chain(known) {
        run.done(&entry)?;
    }
    let first = run.requests(jobs)?;
    run.planned(first.len());
    let (worker, limits, threads) = (&options.worker, &options.limits, options.jobs);
    let mut done = 0;
    pool::run(first, worker, limits, threads, options.stop, |told| match told {
        Told::Step(job, step) => {
            (run.tell)(Event::Step(&job.path, step));
            Ok(Vec::new())
        }
        Told::Reply(job, reply, cost) => {
            let more = run.keep(&job, reply, cost)?;
            done += 1;
            if done % COMMIT_EVERY == 0 {
                run.index.commit()?;
            }
            Ok(more)
        }
    })?;
    heal(store, &mut run.index)?;
    run.index.commit()?;
    Ok(Summary { interrupted: options.stop.load(Ordering::Relaxed), ..run.summary })
}

/// Files that are not read at all.
fn unread(found: Found) -> impl Iterator<Item = Entry> {
    let entry = |path: PathBuf, outcome| Entry::new(path.display().to_string(), None, outcome);
    let others = found.others.into_iter().map(move |path| entry(path, Outcome::NotDocument));
    let problems = found.problems.into_iter();
    others.chain(
        problems
            .map(move |problem| entry(problem.path, Outcome::failed(problem.code, problem.reason))),
    )
}

/// A run under way.
struct Run<'a, T> {
    store: &'a Store,
    index: IndexWriter,
    ledger: Ledger,
    planner: Planner<'a>,
    planned: usize,
    summary: Summary,
    tell: T,
}

impl<T: FnMut(Event)> Run<'_, T> {
    /// Says what came of a file.
    fn done(&mut self, entry: &Entry) -> Result<(), IngestError> {
        self.summary.count(entry);
        // What says nothing new is not written down again.
        if !matches!(entry.outcome, Outcome::Unchanged { .. } | Outcome::NotDocument) {
            let path = self.store.ledger();
            self.ledger.add(entry).map_err(|source| StoreError::Io { path, source })?;
        }
        (self.tell)(Event::Done(entry));
        Ok(())
    }

    fn planned(&mut self, more: usize) {
        self.planned += more;
        (self.tell)(Event::Planned(self.planned));
    }

    /// How to ask for these documents; one that cannot be asked for has failed.
    fn requests(&mut self, jobs: Vec<Job>) -> Result<Vec<(Job, Request)>, IngestError> {
        let mut requests = Vec::new();
        for job in jobs {
            if let Some(request) = job.request() {
                requests.push((job, request));
            } else {
                let reason = "its name is not text in UTF-8; rename the file";
                let outcome = Outcome::failed("bad-name", reason);
                self.done(&Entry::new(job.path, Some(job.sha256), outcome))?;
            }
        }
        Ok(requests)
    }

    /// Keeps what the child replied; returns what is in the archive, if it is one.
    fn keep(
        &mut self,
        job: &Job,
        reply: Reply,
        cost: Cost,
    ) -> Result<Vec<(Job, Request)>, IngestError> {
        let sha256 = Some(job.sha256.clone());
        let entry = |outcome| Entry::new(job.path.clone(), sha256, outcome).at_cost(cost);
        match reply {
            Reply::Record { record, text, lost, missing, .. } => {
                self.store.write(&record, &text)?;
                let sha256 = record.source.sha256.clone();
                self.index.replace(&sha256, Entries::of(&record, &text))?;
                if let Some(old) = self.ledger.replaced(&job.path, &sha256) {
                    self.store.remove(&old)?;
                    self.index.delete(&old);
                }
                let entry = entry(Outcome::Stored { lost }).with_pages(&record);
                self.done(&Entry { sha256: Some(sha256), missing, ..entry })?;
            }
            Reply::Container { members } => {
                let Plan { jobs, known } = self.planner.members(job, members, &self.ledger);
                let other = |entry: &&Entry| entry.outcome != Outcome::NotDocument;
                let documents = jobs.len() + known.iter().filter(other).count();
                self.done(&entry(Outcome::Container { documents }))?;
                for entry in &known {
                    self.done(entry)?;
                }
                let more = self.requests(jobs)?;
                self.planned(more.len());
                return Ok(more);
            }
            Reply::Failure { code, reason, limit, missing } => {
                let entry = entry(Outcome::Failed { code, reason, limit });
                self.done(&Entry { missing, ..entry })?;
            }
            // Steps are passed on by the pool and never end here.
            Reply::Progress(_) => {}
        }
        Ok(Vec::new())
    }
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
