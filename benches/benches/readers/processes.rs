//! Running things one after the other or two at a time, and what they cost.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Seconds on the clock, and of processors.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

/// What `work` costs, the processes it waits for included.
pub(crate) fn cost(work: impl FnOnce()) -> Cost {
    let (start, before) = (Instant::now(), cpu());
    work();
    Cost { wall: start.elapsed().as_secs_f64(), cpu: cpu() - before }
}

/// Calls `work` with each number below `count`, `jobs` at a time.
pub(crate) fn shared_out(count: usize, jobs: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= count {
                        break;
                    }
                    work(i);
                }
            });
        }
    });
}

/// Runs a program to its end, its output thrown away.
pub(crate) fn run(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Processor seconds of this process and of those it has waited for, to a hundredth.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<u64> = after.split(' ').map(|field| field.parse().unwrap_or(0)).collect();
    // utime, stime, cutime, cstime, in hundredths.
    fields.iter().skip(12).take(4).sum::<u64>() as f64 / 100.0
}

/// One line of a table.
pub(crate) fn line(name: &str, pages: usize, cost: Cost) {
    let rate = |seconds: f64| pages as f64 / seconds.max(0.001);
    println!(
        "  {name:<46} {:>9.1} pages/s {:>9.1} pages/CPU-s {:>8.2} s",
        rate(cost.wall),
        rate(cost.cpu),
        cost.wall
    );
}

/// A line for what could not be done.
pub(crate) fn not_run(name: &str, why: &str) {
    println!("  {name:<46} NOT RUN: {why}");
}
