//! This program again as a child process, and its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use vanban_pipeline::WorkerCommand;

use crate::args;

/// This program as a worker with the same limits, which ends when this process does.
pub(crate) fn command(limits: &args::Limits, ocr: args::Ocr) -> anyhow::Result<WorkerCommand> {
    let program = std::env::current_exe().context("cannot find this program's file")?;
    let args = [
        "worker".to_owned(),
        format!("--parent={}", std::process::id()),
        format!("--ocr={}", ocr.word()),
        format!("--timeout={}", limits.timeout),
        format!("--silence={}", limits.silence),
        format!("--cpu={}", limits.cpu),
        format!("--memory-mb={}", limits.memory_mb),
        format!("--max-mb={}", limits.max_mb),
    ];
    Ok(WorkerCommand { program, args: args.to_vec() })
}

/// What an interrupt, or a request to end, sets.
pub(crate) fn watch_for_interrupts() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    ctrlc::set_handler(move || stopped.store(true, Ordering::Relaxed))
        .context("cannot watch for interrupts")?;
    Ok(stop)
}
