//! `vanban worker`: what `ingest` and `extract` start.

use std::io::{BufReader, stdin, stdout};

use anyhow::Context;
use vanban_pipeline::{Limits, ReadOptions, bind_to, end_below, serve};

use crate::args;
use crate::status::Status;

pub(crate) fn run(args: &args::Worker) -> anyhow::Result<Status> {
    // Whoever is told to end takes along what it has started: a recognition under way.
    let end = || {
        end_below();
        std::process::exit(130);
    };
    ctrlc::set_handler(end).context("cannot watch for interrupts")?;
    if let Some(parent) = args.parent
        && !bind_to(parent)
    {
        return Ok(Status::Interrupted);
    }
    let limits = Limits::from(&args.limits);
    let options = ReadOptions {
        ocr: args.ocr.into(),
        ocr_time: limits.for_recognition(),
        ..ReadOptions::default()
    };
    serve(BufReader::new(stdin()), stdout(), &limits, &options)?;
    Ok(Status::Fine)
}
