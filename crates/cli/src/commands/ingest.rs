//! `vanban ingest`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context;
use vanban_pipeline::{
    Entry, Event, Limits, Options, Outcome, Store, Summary, WorkerCommand, ingest,
};

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(args: &args::Ingest, printer: &mut Printer) -> anyhow::Result<Status> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    ctrlc::set_handler(move || stopped.store(true, Ordering::Relaxed))
        .context("cannot watch for interrupts")?;

    let start = Instant::now();
    let store = Store::create(&args.store)?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options {
        worker: worker(&args.limits)?,
        limits: Limits::from(&args.limits),
        jobs: args.jobs.map_or_else(cores, usize::from),
        again: args.again,
        stop: &stop,
    };
    let mut show = Progress { json: args.json, planned: 0, done: 0, others: 0, failure: None };
    let summary = ingest(&args.paths, &store, &options, |event| show.event(&event, printer))?;
    if let Some(error) = show.failure {
        return Err(error.into());
    }
    for line in table(&summary, start.elapsed().as_secs_f64()) {
        printer.say(&line);
    }
    Ok(if summary.interrupted {
        printer.complain("interrupted; run the same command again to go on");
        Status::Interrupted
    } else if summary.left_out() {
        Status::LeftOut
    } else {
        Status::Fine
    })
}

/// This program again, as a worker with the same limits.
fn worker(limits: &args::Limits) -> anyhow::Result<WorkerCommand> {
    let program = std::env::current_exe().context("cannot find this program's file")?;
    let args = [
        "worker".to_owned(),
        format!("--memory-mb={}", limits.memory_mb),
        format!("--max-mb={}", limits.max_mb),
    ];
    Ok(WorkerCommand { program, args: args.to_vec() })
}

/// So many files of other kinds are named; a folder may hold thousands.
const OTHERS_NAMED: usize = 5;

/// Tells what happens while it happens.
struct Progress {
    json: bool,
    planned: usize,
    done: usize,
    /// Files of other kinds met so far.
    others: usize,
    /// Why results can no longer be written; the run itself goes on.
    failure: Option<std::io::Error>,
}

impl Progress {
    fn event(&mut self, event: &Event, printer: &mut Printer) {
        match event {
            Event::Planned(count) => {
                self.planned = *count;
                if let Some(more) = self.others.checked_sub(OTHERS_NAMED).filter(|more| *more > 0) {
                    printer
                        .say(&format!("and {more} more that are no documents; --json names all"));
                }
            }
            Event::Done(entry) => {
                self.done += usize::from(self.planned > 0);
                if self.json
                    && self.failure.is_none()
                    && let Err(error) = printer.json(entry, false)
                {
                    self.failure = Some(error);
                }
                self.others += usize::from(entry.outcome == Outcome::NotDocument);
                if entry.outcome != Outcome::NotDocument || self.others <= OTHERS_NAMED {
                    tell(entry, printer);
                }
                if self.planned > 0 {
                    printer.progress(&format!("{} of {} read", self.done, self.planned));
                }
            }
        }
    }
}

/// A line for each file that needs one: what is fine is only counted.
fn tell(entry: &Entry, printer: &mut Printer) {
    match &entry.outcome {
        Outcome::Failed { reason, code } => {
            printer.complain(&format!("{}: {reason} [{code}]", entry.path));
        }
        Outcome::Stored { lost } | Outcome::Unchanged { lost } => {
            for part in lost {
                printer.complain(&format!("{}: {part}", entry.path));
            }
        }
        Outcome::Duplicate { of } => {
            printer.say(&format!("{}: the same as {of}", entry.path));
        }
        Outcome::NotDocument => printer.say(&format!("{}: not a document, not read", entry.path)),
    }
}

fn table(summary: &Summary, seconds: f64) -> Vec<String> {
    let rows = [
        ("stored", summary.stored, "records written"),
        ("unchanged", summary.unchanged, "in the store already"),
        ("duplicates", summary.duplicates, "same bytes as another file"),
        ("left out", summary.failed, "no record, for the reasons above"),
        (
            "partial",
            summary.partial,
            "of the stored and unchanged, with parts that could not be read",
        ),
        ("not documents", summary.not_documents, "other files in the folders"),
    ];
    let shown = rows.iter().filter(|(name, count, _)| *count > 0 || *name == "stored");
    let mut lines: Vec<String> =
        shown.map(|(name, count, what)| format!("{name:<14} {count:>7}  {what}")).collect();
    lines.push(format!("{:<14} {seconds:>7.1}  seconds", "took"));
    lines
}
