//! The program as users run it: exit status, standard output, standard error.
#![expect(
    clippy::print_stdout,
    reason = "scores, and what did not run, are for whoever reads the log"
)]

mod archives;
mod bad_input;
mod documents;
mod fixtures;
mod generated;
mod hostile;
mod hostile_pdf;
mod ingest;
mod make;
mod run;
mod scan;
mod search;
mod seeds;
