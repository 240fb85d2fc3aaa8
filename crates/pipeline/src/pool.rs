//! Many documents over many children: a queue that grows while it is worked off, since archives turn out to hold
//! documents.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::child::{Answer, Cost, Worker, WorkerCommand};
use crate::worker::Step;
use crate::{IngestError, Limits, Reply, Request};

/// What a run of the pool tells.
pub(crate) enum Told<'a, T> {
    /// A document under way goes on.
    Step(&'a T, Step),
    /// What came of a document, and what it took.
    Reply(T, Reply, Cost),
}

/// How often a thread without work looks whether it should stop.
const TICK: Duration = Duration::from_millis(50);

/// Gives every job to a child and hands what comes of it to `tell` on this thread, as it comes; jobs that `tell`
/// returns are done as well. Stops early, with the documents under way given up, when `stop` is set.
pub(crate) fn run<T: Send>(
    first: Vec<(T, Request)>,
    command: &WorkerCommand,
    limits: &Limits,
    jobs: usize,
    stop: &AtomicBool,
    mut tell: impl FnMut(Told<T>) -> Result<Vec<(T, Request)>, IngestError>,
) -> Result<(), IngestError> {
    if first.is_empty() {
        return Ok(());
    }
    let queue = Queue::new(first);
    let given_up = AtomicBool::new(false);
    let halted = || stop.load(Ordering::Relaxed) || given_up.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let (sender, messages) = channel();
        for number in 0..jobs.max(1) {
            let (sender, queue, halted) = (sender.clone(), &queue, &halted);
            let all = jobs.max(1);
            scope.spawn(move || feed((number, all), queue, command, limits, halted, &sender));
        }
        drop(sender);
        // The job that each thread has under way.
        let mut under_way: Vec<Option<T>> = Vec::new();
        under_way.resize_with(jobs.max(1), || None);
        for message in messages {
            let outcome = match message {
                Message::Taken(number, job) => {
                    under_way[number] = Some(job);
                    Ok(())
                }
                Message::Step(number, step) => match &under_way[number] {
                    Some(job) => tell(Told::Step(job, step)).map(|_| ()),
                    None => Ok(()),
                },
                // When this is dropped, after the queue has grown, the thread that waits for it goes on.
                Message::Done(number, reply, cost, _known) => match under_way[number].take() {
                    Some(job) => tell(Told::Reply(job, reply, cost)).map(|more| queue.done(more)),
                    None => Ok(()),
                },
                Message::Failed(error) => Err(error),
            };
            if outcome.is_err() {
                given_up.store(true, Ordering::Relaxed);
                return outcome;
            }
        }
        Ok(())
    })
}

/// What a thread says; the number is its own.
enum Message<T> {
    Taken(usize, T),
    Step(usize, Step),
    /// The last is dropped when the reply is dealt with.
    Done(usize, Reply, Cost, Sender<()>),
    Failed(IngestError),
}

/// Jobs that wait, and how many are not done yet.
struct Queue<T> {
    state: Mutex<(VecDeque<(T, Request)>, usize)>,
    changed: Condvar,
}

impl<T> Queue<T> {
    fn new(jobs: Vec<(T, Request)>) -> Self {
        let open = jobs.len();
        Self { state: Mutex::new((jobs.into(), open)), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, (VecDeque<(T, Request)>, usize)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job; waits while others may yet bring more. `None` when all is done, or halted.
    fn take(&self, halted: &dyn Fn() -> bool) -> Option<(T, Request)> {
        let mut state = self.lock();
        loop {
            if halted() || state.1 == 0 {
                return None;
            }
            if let Some(job) = state.0.pop_front() {
                return Some(job);
            }
            let waited = self.changed.wait_timeout(state, TICK);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Jobs that are not done yet, those under way included.
    fn open(&self) -> usize {
        self.lock().1
    }

    /// A job is done and has brought `more`, which come next: their archive is still open in a child.
    fn done(&self, more: Vec<(T, Request)>) {
        let mut state = self.lock();
        state.1 = state.1 + more.len() - 1;
        for job in more.into_iter().rev() {
            state.0.push_front(job);
        }
        self.changed.notify_all();
    }
}

/// One thread of so many, with its child: takes the next job until none is left.
fn feed<T>(
    (number, all): (usize, usize),
    queue: &Queue<T>,
    command: &WorkerCommand,
    limits: &Limits,
    halted: &dyn Fn() -> bool,
    sender: &Sender<Message<T>>,
) {
    let mut worker: Option<Worker> = None;
    while let Some((job, request)) = queue.take(halted) {
        let started = match worker.take() {
            Some(worker) => Ok(worker),
            None => Worker::start(command),
        };
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                let _ = sender.send(Message::Failed(error));
                return;
            }
        };
        let mut sent = sender.send(Message::Taken(number, job));
        let mut told: Option<Instant> = None;
        let mut tell = |step: &Step| {
            // Nobody reads faster, and a child may say much.
            if told.is_none_or(|told| told.elapsed() >= TICK) {
                told = Some(Instant::now());
                let _ = sender.send(Message::Step(number, step.clone()));
            }
        };
        // Threads that have no document leave their share of the processor to those that have one.
        let threads = Some((all / queue.open().clamp(1, all)).max(1));
        let request = Request { threads: request.threads.or(threads), ..request };
        let (answer, cost) = child.ask(&request, limits, halted, &mut tell);
        let reply = match answer {
            Answer::Reply(reply) => {
                worker = Some(child);
                reply
            }
            Answer::Lost(reply) => reply,
            Answer::Halted => return,
        };
        let is_container = matches!(reply, Reply::Container { .. });
        let (known, dealt_with) = channel();
        sent = sent.and(sender.send(Message::Done(number, reply, cost, known)));
        if sent.is_err() {
            return;
        }
        // What is in the archive comes next, while this child has it open.
        while is_container
            && matches!(dealt_with.recv_timeout(TICK), Err(RecvTimeoutError::Timeout))
        {
            if halted() {
                return;
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Runs three documents through a shell script as the worker; it sees the request as `$line`.
    fn replies(script: &str, limits: &Limits) -> Vec<(String, String, Cost)> {
        let script = format!("while read -r line; do {script}; done");
        let command = WorkerCommand { program: "/bin/sh".into(), args: vec!["-c".into(), script] };
        let request = |path: &str| Request { path: path.into(), ..Request::default() };
        let jobs = ["a.txt", "bad.txt", "c.txt"].into_iter().enumerate();
        let jobs = jobs.map(|(i, path)| (i, request(path))).collect();
        let mut replies = vec![(String::new(), String::new(), Cost::default()); 3];
        let stop = AtomicBool::new(false);
        run(jobs, &command, limits, 1, &stop, |told| {
            if let Told::Reply(i, reply, cost) = told {
                let Reply::Failure { code, reason, .. } = reply else { panic!("no failure") };
                replies[i] = (code, reason, cost);
            }
            Ok(Vec::new())
        })
        .expect("the shell starts");
        replies
    }

    fn codes(script: &str, limits: &Limits) -> Vec<String> {
        replies(script, limits).into_iter().map(|(code, ..)| code).collect()
    }

    fn limits(time: Duration, silence: Duration) -> Limits {
        Limits { time, silence, ..Limits::default() }
    }

    const LONG: Duration = Duration::from_mins(1);
    const SHORT: Duration = Duration::from_secs(1);
    const FINE: &str = r#"echo '{"reply":"failure","code":"fine","reason":""}'"#;
    const ARCHIVE: &str = r#"echo '{"reply":"container","members":[]}'"#;
    const STEP: &str = r#"echo '{"reply":"progress","stage":"recognise","page":2,"of":9}'"#;

    fn bad(action: &str) -> String {
        format!("case $line in *bad*) {action};; *) {FINE};; esac")
    }

    #[test]
    fn a_crash_costs_one_document() {
        let codes = codes(&bad("kill -SEGV $$"), &limits(LONG, LONG));
        assert_eq!(codes, ["fine", "crash", "fine"]);
    }

    #[test]
    fn a_hang_costs_one_document_and_its_time() {
        let replies = replies(&bad(&format!("{STEP}; exec sleep 60")), &limits(SHORT, LONG));
        assert_eq!(replies[1].0, "time-limit");
        assert!(replies[1].1.contains("recognise: 2 of 9 pages done"), "{}", replies[1].1);
        assert!(replies[1].2.ms >= 1000, "{:?}", replies[1].2);
        assert_eq!((replies[0].0.as_str(), replies[2].0.as_str()), ("fine", "fine"));
    }

    #[test]
    fn silence_is_told_apart_from_slowness() {
        let codes = codes(&bad("exec sleep 60"), &limits(LONG, SHORT));
        assert_eq!(codes, ["fine", "silence-limit", "fine"]);
        let slow = format!("for i in 1 2 3 4 5 6; do {STEP}; sleep 0.4; done; {FINE}");
        assert_eq!(self::codes(&bad(&slow), &limits(LONG, SHORT)), ["fine", "fine", "fine"]);
    }

    #[test]
    fn processor_time_is_a_limit_of_its_own() {
        let codes = codes(&bad("ulimit -St 1; while :; do :; done"), &limits(LONG, LONG));
        assert_eq!(codes, ["fine", "cpu-limit", "fine"]);
    }

    #[test]
    fn running_out_of_memory_is_told_apart() {
        let words = "echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$";
        let replies = replies(&bad(words), &limits(LONG, LONG));
        assert_eq!(replies[1].0, "memory-limit");
        assert!(replies[1].1.contains("99 bytes") && replies[1].1.contains("4096 MB"));
    }

    #[test]
    fn words_that_are_no_reply_end_the_child() {
        let codes = codes(&bad("echo garbage"), &limits(LONG, LONG));
        assert_eq!(codes, ["fine", "crash", "fine"]);
    }

    #[test]
    fn a_child_that_floods_costs_one_document_and_no_memory() {
        let flood = bad(&format!("while :; do {STEP}; done"));
        assert_eq!(codes(&flood, &limits(SHORT, LONG)), ["fine", "time-limit", "fine"]);
        let errors = bad(&format!("head -c 9000000 /dev/zero >&2; {FINE}"));
        assert_eq!(codes(&errors, &limits(LONG, LONG)), ["fine", "fine", "fine"]);
    }

    #[test]
    fn documents_found_in_an_archive_are_done_before_the_next() {
        let command = WorkerCommand {
            program: "/bin/sh".into(),
            args: vec!["-c".into(), format!("while read -r line; do {ARCHIVE}; done")],
        };
        let job = |name: &str| (name.to_owned(), Request::default());
        let stop = AtomicBool::new(false);
        let mut order = Vec::new();
        run(vec![job("a"), job("z")], &command, &limits(LONG, LONG), 1, &stop, |told| {
            let Told::Reply(name, ..) = told else { return Ok(Vec::new()) };
            let more = if name == "a" { vec![job("a1"), job("a2")] } else { Vec::new() };
            order.push(name);
            Ok(more)
        })
        .expect("the shell starts");
        assert_eq!(order, ["a", "a1", "a2", "z"]);
    }

    #[test]
    fn a_stopped_run_gives_up_at_once() {
        let command =
            WorkerCommand { program: "/bin/sh".into(), args: vec!["-c".into(), "sleep 60".into()] };
        let stop = AtomicBool::new(true);
        let begin = Instant::now();
        let jobs = vec![((), Request::default())];
        run(jobs, &command, &Limits::default(), 1, &stop, |_| panic!("no reply")).expect("stopped");
        assert!(begin.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_worker_that_cannot_start_is_an_error_of_the_environment() {
        let command = WorkerCommand { program: "/nowhere/vanban".into(), args: vec![] };
        let stop = AtomicBool::new(false);
        let jobs = vec![((), Request::default())];
        let outcome = run(jobs, &command, &Limits::default(), 1, &stop, |_| Ok(Vec::new()));
        assert_eq!(outcome.expect_err("nothing to start").code(), "worker-start");
    }
}
