//! One child process: a document at a time, under limits.
//!
//! The child says what it is doing ([`Reply::Progress`]) and then what came of the document. A child that crashes,
//! hangs, floods or grows is ended with all that it started, and what ended it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

use crate::worker::Step;
use crate::{IngestError, LimitHit, Limits, Reply, Request, family};

/// How to start a child that runs [`crate::serve`].
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
}

/// Longest reply that is accepted; a child that writes more is out of its mind.
const REPLY_BYTES: u64 = 512 << 20;

/// Lines that may wait to be understood: a child that floods waits, and so cannot fill this process's memory.
const LINES_WAITING: usize = 1;

/// So much of what a child says on standard error is kept, its end.
const ERROR_BYTES: usize = 64 << 10;

/// How often a waiting thread looks whether it should stop, and how much memory the child holds.
const TICK: Duration = Duration::from_millis(50);

/// How long a child that closed its output may take to end.
const GRACE: Duration = Duration::from_secs(2);

/// What came of a request.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The child answered and lives.
    Reply(Reply),
    /// The child is gone; what to say about the document.
    Lost(Reply),
    /// The run is being stopped.
    Halted,
}

/// What a document took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Milliseconds from request to reply.
    pub ms: u64,
    /// The most memory that the child held at a time, its own included, where the system tells.
    pub peak_memory_bytes: Option<u64>,
}

/// Has one document read by a child of its own, telling `tell` how far it is. `None` when `stop` was set meanwhile.
pub fn read_one(
    command: &WorkerCommand,
    request: &Request,
    limits: &Limits,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(&Step),
) -> Result<Option<Reply>, IngestError> {
    let halted = || stop.load(Ordering::Relaxed);
    let (answer, _) = Worker::start(command)?.ask(request, limits, &halted, tell);
    Ok(match answer {
        Answer::Reply(reply) | Answer::Lost(reply) => Some(reply),
        Answer::Halted => None,
    })
}

/// A child process; ended with all that it started when dropped.
pub(crate) struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    replies: Receiver<std::io::Result<Vec<u8>>>,
    errors: Receiver<String>,
}

/// A request under way.
struct Asked<'a> {
    begun: Instant,
    /// When the child last gave a sign of life.
    alive: Instant,
    step: Option<Step>,
    peak: Option<u64>,
    limits: &'a Limits,
}

impl Worker {
    pub(crate) fn start(command: &WorkerCommand) -> Result<Worker, IngestError> {
        family::adopt_orphans();
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
        let (send_reply, replies) = sync_channel(LINES_WAITING);
        let (send_error, errors) = channel();
        std::thread::spawn(move || pass_lines(BufReader::new(stdout), &send_reply));
        std::thread::spawn(move || pass_end(stderr, &send_error));
        let stdin = child.stdin.take();
        Ok(Worker { child, stdin, replies, errors })
    }

    /// Gives a document to the child and waits for what comes of it.
    pub(crate) fn ask(
        &mut self,
        request: &Request,
        limits: &Limits,
        halted: &dyn Fn() -> bool,
        tell: &mut dyn FnMut(&Step),
    ) -> (Answer, Cost) {
        family::forget_peak(self.child.id());
        let now = Instant::now();
        let mut asked = Asked { begun: now, alive: now, step: None, peak: None, limits };
        let answer = self.wait(request, &mut asked, halted, tell);
        if !matches!(answer, Answer::Lost(_)) {
            asked.peak = family::peak_memory(self.child.id()).or(asked.peak);
        }
        let ms = asked.begun.elapsed().as_millis() as u64;
        (answer, Cost { ms, peak_memory_bytes: asked.peak })
    }

    fn wait(
        &mut self,
        request: &Request,
        asked: &mut Asked,
        halted: &dyn Fn() -> bool,
        tell: &mut dyn FnMut(&Step),
    ) -> Answer {
        // Words nobody asked for would be taken for the answer.
        let out_of_turn = self.replies.try_recv().is_ok();
        if out_of_turn || self.send(request).is_err() {
            return Answer::Lost(self.post_mortem(asked));
        }
        loop {
            if halted() {
                return Answer::Halted;
            }
            if let Some(hit) = asked.out_of_time() {
                return Answer::Lost(self.stop(hit));
            }
            let line = match self.replies.recv_timeout(TICK) {
                Ok(Ok(line)) => line,
                Ok(Err(error)) if error.kind() == std::io::ErrorKind::FileTooLarge => {
                    return Answer::Lost(self.stop(too_long_a_reply()));
                }
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Answer::Lost(self.post_mortem(asked));
                }
                Err(RecvTimeoutError::Timeout) => {
                    asked.peak = family::peak_memory(self.child.id()).max(asked.peak);
                    continue;
                }
            };
            match serde_json::from_slice(&line) {
                Ok(Reply::Progress(step)) => {
                    tell(&step);
                    asked.alive = Instant::now();
                    asked.step = Some(step);
                }
                Ok(reply) => return Answer::Reply(reply),
                Err(_) => return Answer::Lost(self.post_mortem(asked)),
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

    /// Ends the child for what it did.
    fn stop(&mut self, why: Reply) -> Reply {
        self.stdin = None;
        family::end(&mut self.child);
        why
    }

    /// Why the child is gone.
    fn post_mortem(&mut self, asked: &Asked) -> Reply {
        self.stdin = None;
        let grace = Instant::now() + GRACE;
        while Instant::now() < grace && !family::has_ended(&self.child) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = family::end(&mut self.child);
        let said = self.errors.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
        let limits = asked.limits;
        if said.contains("memory allocation of") || said.contains("Cannot allocate memory") {
            return out_of_memory(&said, limits);
        }
        if said.contains("overflowed its stack") {
            return Reply::failure(
                "stack-limit",
                "is nested too deeply and was stopped; the file is probably damaged",
            );
        }
        if status.is_some_and(out_of_cpu) {
            let granted = limits.cpu.as_secs();
            let reason = format!(
                "used more than {granted} s of processor time{} and was stopped; raise --cpu to give it more",
                asked.place()
            );
            return Reply::limit("cpu-limit", reason, LimitHit::new("cpu", None, granted));
        }
        let how = status.map_or_else(|| "no status".to_owned(), describe);
        let reason = format!(
            "the program crashed on it ({how}){}; the file is probably damaged, please report it",
            asked.place()
        );
        Reply::failure("crash", reason)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without more input a healthy child ends by itself; a busy or hung one is ended.
        self.stdin = None;
        family::end(&mut self.child);
    }
}

impl Asked<'_> {
    /// What to say where the document, or the child's silence, took too long.
    fn out_of_time(&self) -> Option<Reply> {
        let (time, silence) = (self.limits.time, self.limits.silence);
        if self.begun.elapsed() >= time {
            let granted = time.as_secs();
            let reason = format!(
                "took longer than {granted} s{} and was stopped; raise --timeout to give it more",
                self.place()
            );
            return Some(Reply::limit("time-limit", reason, LimitHit::new("time", None, granted)));
        }
        if self.alive.elapsed() >= silence {
            let granted = silence.as_secs();
            let reason = format!(
                "gave no sign of life for {granted} s{} and was stopped; raise --silence to give it more",
                self.place()
            );
            let hit = LimitHit::new("silence", None, granted);
            return Some(Reply::limit("silence-limit", reason, hit));
        }
        None
    }

    /// What the child last said that it was doing.
    fn place(&self) -> String {
        self.step.as_ref().map_or_else(String::new, |step| format!(" ({step})"))
    }
}

fn out_of_memory(said: &str, limits: &Limits) -> Reply {
    let asked = said.split("memory allocation of ").nth(1);
    let requested = asked.and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
    let last =
        requested.map_or_else(String::new, |bytes| format!(", asking for {bytes} bytes more,"));
    let reason = format!(
        "needed more than {} MB of memory{last} and was stopped; raise --memory-mb to give it more",
        limits.memory >> 20
    );
    Reply::limit("memory-limit", reason, LimitHit::new("memory", requested, limits.memory))
}

fn too_long_a_reply() -> Reply {
    let reason = format!(
        "yields more than {} MB of record and text and was stopped; split the file",
        REPLY_BYTES >> 20
    );
    Reply::limit("reply-limit", reason, LimitHit::new("reply", None, REPLY_BYTES))
}

fn pass_lines(mut from: impl BufRead, to: &SyncSender<std::io::Result<Vec<u8>>>) {
    loop {
        let mut line = Vec::new();
        let read = from.by_ref().take(REPLY_BYTES).read_until(b'\n', &mut line);
        let whole = match read {
            Ok(_) if line.last() == Some(&b'\n') => Ok(line),
            Ok(bytes) if bytes as u64 == REPLY_BYTES => {
                Err(std::io::ErrorKind::FileTooLarge.into())
            }
            Ok(_) => Err(std::io::ErrorKind::UnexpectedEof.into()),
            Err(error) => Err(error),
        };
        let last = whole.is_err();
        if to.send(whole).is_err() || last {
            return;
        }
    }
}

/// Reads all, so that the child never waits for a reader, and passes on the end.
fn pass_end(mut from: impl Read, to: &Sender<String>) {
    let (mut tail, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        tail.extend_from_slice(&buffer[..read]);
        if tail.len() > 2 * ERROR_BYTES {
            tail.drain(..tail.len() - ERROR_BYTES);
        }
    }
    let _ = to.send(String::from_utf8_lossy(&tail).into_owned());
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

#[cfg(unix)]
fn out_of_cpu(status: ExitStatus) -> bool {
    use rustix::process::Signal;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn out_of_cpu(_status: ExitStatus) -> bool {
    false
}

fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.to_string()
}
