//! `vanban worker`: what `ingest` starts for each core.

use std::io::{BufReader, stdin, stdout};

use vanban_pipeline::Limits;

use crate::args;
use crate::status::Status;

pub(crate) fn run(args: &args::Worker) -> anyhow::Result<Status> {
    vanban_pipeline::serve(BufReader::new(stdin()), stdout(), &Limits::from(&args.limits))?;
    Ok(Status::Fine)
}
