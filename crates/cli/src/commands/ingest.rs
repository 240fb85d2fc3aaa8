//! `vanban ingest`.

use std::time::Instant;

use vanban_pipeline::{Entry, Event, Limits, Options, Outcome, Store, Summary, ingest};

use crate::args;
use crate::child;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(args: &args::Ingest, printer: &mut Printer) -> anyhow::Result<Status> {
    let stop = child::watch_for_interrupts()?;
    let start = Instant::now();
    let store = Store::create(&args.store)?;
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options {
        worker: child::command(&args.limits, args.ocr)?,
        limits: Limits::from(&args.limits),
        jobs: args.jobs.map_or_else(cores, usize::from),
        again: args.again,
        ocr: args.ocr.into(),
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
    for missing in &summary.missing {
        printer.complain(&format!("some documents were left out or read in part: {missing}"));
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
                let first = std::mem::replace(&mut self.planned, *count) == 0;
                if first
                    && let Some(more) =
                        self.others.checked_sub(OTHERS_NAMED).filter(|more| *more > 0)
                {
                    printer
                        .say(&format!("and {more} more that are no documents; --json names all"));
                }
            }
            Event::Step(path, step) => {
                printer.progress(&format!("{}, {step}: {path}", self.read()));
            }
            Event::Done(entry) => {
                // What was planned takes time; what was known before is only told.
                self.done += usize::from(entry.ms.is_some());
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
                    printer.progress(&self.read());
                }
            }
        }
    }

    fn read(&self) -> String {
        format!("{} of {} read", self.done, self.planned)
    }
}

/// A line for each file that needs one: what is fine is only counted.
fn tell(entry: &Entry, printer: &mut Printer) {
    match &entry.outcome {
        Outcome::Failed { reason, code, .. } => {
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
        Outcome::Container { documents } => {
            printer.say(&format!("{}: opened, {documents} documents in it", entry.path));
        }
        Outcome::NotDocument => printer.say(&format!("{}: not a document, not read", entry.path)),
    }
}

fn table(summary: &Summary, seconds: f64) -> Vec<String> {
    let rows = [
        ("stored", summary.stored, "records written"),
        ("unchanged", summary.unchanged, "in the store already"),
        ("duplicates", summary.duplicates, "same bytes as another file"),
        (
            "opened",
            summary.containers,
            "archives and messages; what they hold is counted with the rest",
        ),
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
