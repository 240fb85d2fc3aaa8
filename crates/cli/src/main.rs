//! The vanban command: reads administrative plans into records and finds things in them.

mod args;
mod child;
mod commands;
mod printer;
mod status;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use printer::Printer;
use status::Status;

fn main() -> ExitCode {
    // Wrong usage is reported by clap, which exits with 2, as we do for what the environment lacks.
    let args = Args::parse();
    let mut printer = Printer::new();
    let outcome = run(&args.command, &mut printer).and_then(|status| {
        printer.flush()?;
        Ok(status)
    });
    match outcome {
        Ok(status) => status.into(),
        // The reader of a pipe has seen enough; that is how `| head` works.
        Err(error) if is_broken_pipe(&error) => Status::Fine.into(),
        Err(error) => {
            printer.complain(&format!("{error:#}"));
            Status::Unusable.into()
        }
    }
}

fn run(command: &Command, printer: &mut Printer) -> anyhow::Result<Status> {
    match command {
        Command::Ingest(args) => commands::ingest::run(args, printer),
        Command::Extract(args) => commands::extract::run(args, printer),
        Command::Restore(args) => commands::restore::run(args, printer),
        Command::Search(args) => commands::search::run(args, printer),
        Command::Show(args) => commands::show::run(args, printer),
        Command::Schema => commands::schema::run(printer),
        Command::Worker(args) => commands::worker::run(args),
        Command::Reference => commands::reference::run(printer),
        Command::Debug(args) => commands::debug::run(args, printer),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
