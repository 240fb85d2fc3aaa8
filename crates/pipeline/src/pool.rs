//! The parent's side: a child process for each core, each document under limits.
//!
//! A child that crashes, hangs or grows costs the one document it was given; it is ended and another takes its place.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::{IngestError, Reply, Request};

/// What one document may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time from request to reply.
    pub time: Duration,
    /// Address space of the child, in bytes.
    pub memory: u64,
    /// Size of the file, in bytes.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(120), memory: 4 << 30, bytes: 512 << 20 }
    }
}

/// How to start a child that runs [`crate::serve`].
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
}

/// Longest reply that is accepted; a child that writes more is out of its mind.
const REPLY_BYTES: u64 = 1 << 30;

/// How often a waiting thread looks whether it should stop.
const TICK: Duration = Duration::from_millis(50);

/// Gives every path to a child and hands each reply to `done` on this thread, as they come. Stops early, with the
/// documents under way given up, when `stop` is set.
pub(crate) fn run(
    paths: &[PathBuf],
    command: &WorkerCommand,
    limits: &Limits,
    jobs: usize,
    stop: &AtomicBool,
    mut done: impl FnMut(usize, Reply) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let next = AtomicUsize::new(0);
    let given_up = AtomicBool::new(false);
    let halted = || stop.load(Ordering::Relaxed) || given_up.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let (sender, replies) = channel();
        for _ in 0..jobs.clamp(1, paths.len().max(1)) {
            let (sender, next, halted) = (sender.clone(), &next, &halted);
            scope.spawn(move || feed(paths, next, command, limits, halted, &sender));
        }
        drop(sender);
        for reply in replies {
            let outcome = reply.and_then(|(i, reply)| done(i, reply));
            if outcome.is_err() {
                given_up.store(true, Ordering::Relaxed);
                return outcome;
            }
        }
        Ok(())
    })
}

/// One thread with its child: takes the next path until none is left.
fn feed(
    paths: &[PathBuf],
    next: &AtomicUsize,
    command: &WorkerCommand,
    limits: &Limits,
    halted: &dyn Fn() -> bool,
    sender: &Sender<Result<(usize, Reply), IngestError>>,
) {
    let mut worker: Option<Worker> = None;
    while !halted() {
        let i = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = paths.get(i) else { break };
        let started = match worker.take() {
            Some(worker) => Ok(worker),
            None => Worker::start(command),
        };
        let sent = match started {
            Ok(mut child) => match child.ask(path, limits, halted) {
                Answer::Reply(reply) => {
                    worker = Some(child);
                    sender.send(Ok((i, reply)))
                }
                Answer::Lost(reply) => sender.send(Ok((i, reply))),
                Answer::Halted => break,
            },
            Err(error) => sender.send(Err(error)),
        };
        if sent.is_err() {
            break;
        }
    }
}

/// What came of a request.
enum Answer {
    /// The child answered and lives.
    Reply(Reply),
    /// The child is gone; what to say about the document.
    Lost(Reply),
    /// The run is being stopped.
    Halted,
}

/// A child process; ended when dropped.
struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    replies: Receiver<std::io::Result<Vec<u8>>>,
    errors: Receiver<String>,
}

impl Worker {
    fn start(command: &WorkerCommand) -> Result<Worker, IngestError> {
        let failed = |source| IngestError::Worker { program: command.program.clone(), source };
        let mut child = own_group(Command::new(&command.program).args(&command.args))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let no_pipe = || failed(std::io::Error::other("no pipe to it"));
        let stdout = child.stdout.take().ok_or_else(no_pipe)?;
        let stderr = child.stderr.take().ok_or_else(no_pipe)?;
        let (send_reply, replies) = channel();
        let (send_error, errors) = channel();
        std::thread::spawn(move || pass_lines(BufReader::new(stdout), &send_reply));
        std::thread::spawn(move || {
            let mut tail = Vec::new();
            let _ = stderr.take(1 << 20).read_to_end(&mut tail);
            let _ = send_error.send(String::from_utf8_lossy(&tail).into_owned());
        });
        let stdin = child.stdin.take();
        Ok(Worker { child, stdin, replies, errors })
    }

    fn ask(&mut self, path: &Path, limits: &Limits, halted: &dyn Fn() -> bool) -> Answer {
        let Some(path) = path.to_str() else {
            return Answer::Reply(failure(
                "bad-name",
                "its name is not text in UTF-8; rename the file",
            ));
        };
        let asked = self.send(&Request { path: path.to_owned() });
        let deadline = Instant::now() + limits.time;
        loop {
            if halted() {
                return Answer::Halted;
            }
            if asked.is_err() {
                return Answer::Lost(self.post_mortem(limits));
            }
            match self.replies.recv_timeout(TICK) {
                Ok(Ok(line)) => return self.understand(&line, limits),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Answer::Lost(self.post_mortem(limits));
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() >= deadline => {
                    let reason = format!(
                        "took longer than {} s and was stopped; raise --timeout to give it more",
                        limits.time.as_secs()
                    );
                    return Answer::Lost(failure("time-limit", reason));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn send(&mut self, request: &Request) -> std::io::Result<()> {
        let stdin = self.stdin.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        let mut line = serde_json::to_vec(request)?;
        line.push(b'\n');
        stdin.write_all(&line)?;
        stdin.flush()
    }

    fn understand(&mut self, line: &[u8], limits: &Limits) -> Answer {
        match serde_json::from_slice(line) {
            Ok(reply) => Answer::Reply(reply),
            Err(_) => Answer::Lost(self.post_mortem(limits)),
        }
    }

    /// Why the child is gone.
    fn post_mortem(&mut self, limits: &Limits) -> Reply {
        self.stdin = None;
        let grace = Instant::now() + Duration::from_secs(2);
        while Instant::now() < grace && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let status = self.child.wait().ok();
        let said = self.errors.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
        if said.contains("memory allocation of") || said.contains("Cannot allocate memory") {
            let reason = format!(
                "needed more than {} MB of memory and was stopped; raise --memory-mb to give it more",
                limits.memory >> 20
            );
            return failure("memory-limit", reason);
        }
        if said.contains("overflowed its stack") {
            return failure(
                "stack-limit",
                "is nested too deeply and was stopped; the file is probably damaged",
            );
        }
        let how = status.map_or_else(|| "no status".to_owned(), describe);
        failure(
            "crash",
            format!(
                "the program crashed on it ({how}); the file is probably damaged, please report it"
            ),
        )
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without more input a healthy child ends by itself; a busy or hung one is ended.
        self.stdin = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn failure(code: &str, reason: impl Into<String>) -> Reply {
    Reply::Failure { code: code.to_owned(), reason: reason.into() }
}

fn pass_lines(mut from: impl BufRead, to: &Sender<std::io::Result<Vec<u8>>>) {
    loop {
        let mut line = Vec::new();
        let read = from.by_ref().take(REPLY_BYTES).read_until(b'\n', &mut line);
        let whole = match read {
            Ok(_) if line.last() == Some(&b'\n') => Ok(line),
            Ok(_) => Err(std::io::ErrorKind::UnexpectedEof.into()),
            Err(error) => Err(error),
        };
        let last = whole.is_err();
        if to.send(whole).is_err() || last {
            return;
        }
    }
}

/// A group of its own, so that an interrupt typed at the terminal reaches the parent alone, which then ends its
/// children in order.
#[cfg(unix)]
fn own_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt;
    command.process_group(0)
}

#[cfg(not(unix))]
fn own_group(command: &mut Command) -> &mut Command {
    command
}

fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.to_string()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Runs three documents through a shell script as the worker; it sees the request as `$line`.
    fn codes(script: &str, time: Duration) -> Vec<String> {
        let script = format!("while read -r line; do {script}; done");
        let command = WorkerCommand { program: "/bin/sh".into(), args: vec!["-c".into(), script] };
        let limits = Limits { time, ..Limits::default() };
        let paths = ["a.txt", "bad.txt", "c.txt"].map(PathBuf::from);
        let mut codes = vec![String::new(); 3];
        let stop = AtomicBool::new(false);
        run(&paths, &command, &limits, 1, &stop, |i, reply| {
            let Reply::Failure { code, .. } = reply else { panic!("no failure") };
            codes[i] = code;
            Ok(())
        })
        .expect("the shell starts");
        codes
    }

    const FINE: &str = r#"echo '{"reply":"failure","code":"fine","reason":""}'"#;

    fn bad(action: &str) -> String {
        format!("case $line in *bad*) {action};; *) {FINE};; esac")
    }

    #[test]
    fn a_crash_costs_one_document() {
        let codes = codes(&bad("kill -SEGV $$"), Duration::from_secs(20));
        assert_eq!(codes, ["fine", "crash", "fine"]);
    }

    #[test]
    fn a_hang_costs_one_document_and_its_time() {
        let codes = codes(&bad("exec sleep 60"), Duration::from_millis(300));
        assert_eq!(codes, ["fine", "time-limit", "fine"]);
    }

    #[test]
    fn running_out_of_memory_is_told_apart() {
        let words = "echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$";
        assert_eq!(codes(&bad(words), Duration::from_secs(20)), ["fine", "memory-limit", "fine"]);
    }

    #[test]
    fn words_that_are_no_reply_end_the_child() {
        let codes = codes(&bad("echo garbage"), Duration::from_secs(20));
        assert_eq!(codes, ["fine", "crash", "fine"]);
    }

    #[test]
    fn a_stopped_run_gives_up_at_once() {
        let command =
            WorkerCommand { program: "/bin/sh".into(), args: vec!["-c".into(), "sleep 60".into()] };
        let stop = AtomicBool::new(true);
        let begin = Instant::now();
        run(&["a".into()], &command, &Limits::default(), 1, &stop, |_, _| panic!("no reply"))
            .expect("stopped");
        assert!(begin.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_worker_that_cannot_start_is_an_error_of_the_environment() {
        let command = WorkerCommand { program: "/nowhere/vanban".into(), args: vec![] };
        let stop = AtomicBool::new(false);
        let outcome = run(&["a".into()], &command, &Limits::default(), 1, &stop, |_, _| Ok(()));
        assert_eq!(outcome.expect_err("nothing to start").code(), "worker-start");
    }
}
