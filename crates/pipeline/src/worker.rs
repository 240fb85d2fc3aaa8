//! The child's side: JSON lines in, JSON lines out, one document a line.
//!
//! For each [`Request`] the worker writes lines of [`Reply::Progress`] and one other [`Reply`]. It never ends because
//! of a document that fails, only because of one that kills it; the parent's side is `pool`. It opens the files it
//! is told to and nothing else.

use std::fmt;
use std::io::{BufRead, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use vanban_record::Record;

use crate::members::{Listed, Opened};
use crate::{
    Failure, LimitHit, Limits, Processed, Progress, ReadOptions, Stages, caught, guard, lost,
    programs,
};

/// One line in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The document's name, as the record gives it.
    pub path: String,
    /// The file that holds it, where that is not `path`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Which file of the archive or message it is, as [`Reply::Container`] counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<usize>,
    /// Pages that may be recognised at a time; as the worker was told where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threads: Option<usize>,
    /// Whether the text as read, before restoration, is wanted too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub original: bool,
}

/// One line out.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "kebab-case")]
pub enum Reply {
    /// The document's record.
    Record {
        /// The record.
        record: Box<Record>,
        /// The restored text that its byte ranges point into.
        text: String,
        /// What could not be read.
        lost: Vec<String>,
        /// What has to be installed to read it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
        /// The text as read, where it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        original: Option<String>,
    },
    /// It is an archive or a message: the files in it, each to be asked for by its number.
    Container {
        /// The files, in the order in which they stand.
        members: Vec<Listed>,
    },
    /// No record.
    Failure {
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        reason: String,
        /// The limit that was hit, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<LimitHit>,
        /// What has to be installed to read it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<String>,
    },
    /// Not the answer yet: a sign of life.
    Progress(Step),
}

/// Where a document stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The stage at work: `recognise`, ...
    pub stage: String,
    /// Pages done in it.
    pub page: u32,
    /// Pages to do in it; 0 where it takes the document as a whole.
    pub of: u32,
}

impl From<Progress> for Step {
    fn from(progress: Progress) -> Self {
        Self { stage: progress.stage.to_owned(), page: progress.page, of: progress.of }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            0 => f.write_str(&self.stage),
            of => write!(f, "{}: {} of {of} pages done", self.stage, self.page),
        }
    }
}

impl Reply {
    /// A document without a record.
    pub(crate) fn failure(code: &str, reason: impl Into<String>) -> Self {
        Reply::Failure {
            code: code.to_owned(),
            reason: reason.into(),
            limit: None,
            missing: Vec::new(),
        }
    }

    /// A document that was stopped at a limit.
    pub(crate) fn limit(code: &str, reason: impl Into<String>, hit: LimitHit) -> Self {
        Reply::Failure {
            code: code.to_owned(),
            reason: reason.into(),
            limit: Some(hit),
            missing: Vec::new(),
        }
    }
}

/// Deep enough for any file that keeps within the readers' own limits on nesting.
const STACK_BYTES: usize = 256 << 20;

/// Largest file that an external program may write; such a file is never needed.
const WRITTEN_BYTES: u64 = 1 << 30;

/// Answers requests until there are no more. The limits on memory and on files written hold from here on, for the
/// whole process and all that it starts; that on processor time for each document anew.
pub fn serve(
    input: impl BufRead + Send,
    output: impl Write + Send,
    limits: &Limits,
    options: &ReadOptions,
) -> std::io::Result<()> {
    guard::silence_panics();
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || {
                let mut desk = Desk::new(limits, options);
                limit_process(limits)?;
                desk.answer_all(input, output)
            })?
            .join()
            .unwrap_or_else(|_| Err(std::io::Error::other("the worker panicked")))
    })
}

/// What the worker holds between documents.
struct Desk<'a> {
    stages: Stages,
    options: ReadOptions,
    limits: &'a Limits,
    /// The archive opened last: its files are asked for one by one.
    opened: Option<Opened>,
}

impl<'a> Desk<'a> {
    fn new(limits: &'a Limits, options: &ReadOptions) -> Self {
        Self { stages: Stages::new(*options), options: *options, limits, opened: None }
    }

    fn answer_all(&mut self, input: impl BufRead, mut output: impl Write) -> std::io::Result<()> {
        for line in input.lines() {
            let reply = match serde_json::from_str::<Request>(&line?) {
                Ok(request) => {
                    let mut tell = |progress: Progress| {
                        // A parent that is gone is met when the answer is written.
                        let _ = write_line(&mut output, &Reply::Progress(progress.into()));
                    };
                    self.answer(&request, &mut tell)
                }
                Err(error) => Reply::failure(
                    "bad-request",
                    format!("the request is not a JSON line with a path: {error}"),
                ),
            };
            write_line(&mut output, &reply)?;
        }
        Ok(())
    }

    fn answer(&mut self, request: &Request, tell: &mut dyn FnMut(Progress)) -> Reply {
        limit_processor_time(self.limits);
        let answered = caught(|| self.try_answer(request, tell));
        answered.unwrap_or_else(|failure| failed(&failure, self.limits))
    }

    /// Takes so many threads for recognition from now on; the number changes seldom, when a run begins or ends.
    fn share(&mut self, threads: Option<usize>) {
        let ocr_threads = threads.unwrap_or(self.options.ocr_threads);
        if ocr_threads != self.options.ocr_threads {
            self.options.ocr_threads = ocr_threads;
            self.stages = Stages::new(self.options);
        }
    }

    fn try_answer(
        &mut self,
        request: &Request,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Reply, Failure> {
        self.share(request.threads);
        let file = Path::new(request.file.as_ref().unwrap_or(&request.path));
        // What is asked for one by one was listed before; a new list is made from the file anew.
        self.opened.take_if(|opened| request.member.is_none() || !opened.is_of(file));
        if self.opened.is_none() {
            let bytes = read_file(file, self.limits.bytes)?;
            if vanban_container::kind(&bytes).is_none() {
                return match request.member {
                    None => process(&self.stages, request, &bytes, tell),
                    Some(_) => Err(Failure::NoMember),
                };
            }
            self.opened = Some(Opened::open(file, &bytes, self.limits)?);
        }
        let opened = self.opened.as_ref().ok_or(Failure::NoMember)?;
        match request.member {
            None => Ok(Reply::Container { members: opened.list() }),
            Some(number) => process(&self.stages, request, opened.member(number)?, tell),
        }
    }
}

fn process(
    stages: &Stages,
    request: &Request,
    bytes: &[u8],
    tell: &mut dyn FnMut(Progress),
) -> Result<Reply, Failure> {
    let Processed { record, document, .. } = stages.process_with(&request.path, bytes, tell)?;
    let mut lost = lost(&document);
    let mut missing = programs::name_missing(&mut lost);
    let reasons = record.source.page_verdicts.iter().flat_map(|page| &page.reasons);
    missing.extend(reasons.flat_map(|reason| programs::missing_in(reason)));
    missing.sort();
    missing.dedup();
    Ok(Reply::Record {
        lost,
        missing,
        original: request.original.then_some(document.original),
        text: document.text,
        record: Box::new(record),
    })
}

fn failed(failure: &Failure, limits: &Limits) -> Reply {
    let mut reason = [failure.to_string()];
    let missing = programs::name_missing(&mut reason);
    let [reason] = reason;
    let limit = failure.limit().or_else(|| {
        let is_memory = matches!(failure, Failure::OutOfMemory);
        is_memory.then(|| LimitHit::new("memory", None, limits.memory))
    });
    Reply::Failure { code: failure.code().to_owned(), reason, limit, missing }
}

fn write_line(mut output: impl Write, reply: &Reply) -> std::io::Result<()> {
    serde_json::to_writer(&mut output, reply)?;
    output.write_all(b"\n")?;
    output.flush()
}

/// The bytes of a file, at most `limit` of them: a file that grows meanwhile is too large as well.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let file = std::fs::File::open(path).map_err(Failure::Unreadable)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::OutOfMemory => Failure::OutOfMemory,
        _ => Failure::Unreadable(error),
    })?;
    if bytes.len() as u64 > limit {
        return Err(Failure::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

/// Limits what the process may take beyond what it has now, stack and model included, and keeps a crash from leaving
/// a core file behind.
#[cfg(unix)]
fn limit_process(limits: &Limits) -> std::io::Result<()> {
    use rlimit::Resource;
    let (_, hard) = Resource::AS.get()?;
    let granted = limits.memory.saturating_add(address_space());
    Resource::AS.set(granted.min(hard), hard)?;
    let (_, hard) = Resource::FSIZE.get()?;
    Resource::FSIZE.set(WRITTEN_BYTES.min(hard), hard)?;
    Resource::CORE.set(0, 0)
}

/// Grants processor time for one more document: the system counts what a process has used since it began.
#[cfg(unix)]
fn limit_processor_time(limits: &Limits) {
    use rlimit::Resource;
    let Some(used) = processor_seconds() else { return };
    let Ok((_, hard)) = Resource::CPU.get() else { return };
    let granted = used.saturating_add(limits.cpu.as_secs()).saturating_add(1);
    // Where it cannot be set, the bounds on time still hold.
    let _ = Resource::CPU.set(granted.min(hard), hard);
}

/// Processor time used so far, in whole seconds; `None` where the system does not tell.
#[cfg(unix)]
fn processor_seconds() -> Option<u64> {
    // The system counts these two in hundredths of a second, whatever its own clock has.
    const IN_A_SECOND: u64 = 100;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let mut next = || fields.next()?.parse::<u64>().ok();
    Some((next()? + next()?) / IN_A_SECOND)
}

/// The address space in use, in bytes; a generous guess where the system does not tell.
#[cfg(unix)]
fn address_space() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').next().and_then(|pages| pages.parse::<u64>().ok());
    pages.map_or(1 << 30, |pages| pages * 4096)
}

#[cfg(not(unix))]
fn limit_process(_limits: &Limits) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn limit_processor_time(_limits: &Limits) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn replies(requests: &str, bytes: u64) -> Vec<Reply> {
        let mut output = Vec::new();
        let limits = Limits { bytes, ..Limits::default() };
        let mut desk = Desk::new(&limits, &ReadOptions::default());
        desk.answer_all(requests.as_bytes(), &mut output).expect("no pipe breaks");
        let lines = std::str::from_utf8(&output).expect("utf-8").lines();
        let replies = lines.map(|line| serde_json::from_str(line).expect("a reply"));
        replies.filter(|reply| !matches!(reply, Reply::Progress(_))).collect()
    }

    fn code(reply: &Reply) -> &str {
        match reply {
            Reply::Record { .. } => "record",
            Reply::Container { .. } => "container",
            Reply::Progress { .. } => "progress",
            Reply::Failure { code, .. } => code,
        }
    }

    #[test]
    fn every_request_is_answered_in_order_whatever_it_asks() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            let path = path.to_string_lossy().into_owned();
            serde_json::to_string(&Request { path, ..Request::default() }).expect("json")
        };
        let requests = [
            file("empty.txt", b""),
            "not json".to_owned(),
            file("noise.pdf", b"\0\x01\x02"),
            file("long.txt", &[b'a'; 2000]),
            r#"{"path":"/nowhere/x.txt"}"#.to_owned(),
            file("plan.txt", "KẾ HOẠCH\nTrồng cây năm 2027".as_bytes()),
            format!(r#"{{"path":"{}/plan.txt","member":0}}"#, folder.path().display()),
        ];
        let replies = replies(&requests.join("\n"), 1000);
        let codes: Vec<_> = replies.iter().map(code).collect();
        let want = [
            "empty-file",
            "bad-request",
            "unknown-kind",
            "too-large",
            "unreadable",
            "record",
            "no-member",
        ];
        assert_eq!(codes, want);
        let Reply::Record { text, record, original, .. } = &replies[5] else { panic!("no record") };
        assert!(text.contains("Trồng cây năm 2027") && original.is_none());
        assert_eq!(record.source.sha256.len(), 64);
        let Reply::Failure { limit, .. } = &replies[3] else { panic!("no failure") };
        assert_eq!(*limit, Some(LimitHit::new("bytes", Some(1001), 1000)));
    }

    #[test]
    fn a_message_is_listed_and_its_parts_are_read_one_by_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("thư.eml").to_string_lossy().into_owned();
        let message = "From: a@b.vn\nTo: c@d.vn\nSubject: x\nMIME-Version: 1.0\n\
            Content-Type: multipart/mixed; boundary=\"--1\"\n\n\
            ----1\nContent-Type: text/plain; charset=utf-8\n\nGửi kèm kế hoạch\n\
            ----1\nContent-Type: text/plain; charset=utf-8\n\
            Content-Disposition: attachment; filename=plan.txt\n\nTrồng cây năm 2027\n\
            ----1\nContent-Disposition: attachment; filename=data.xlsx\n\nx\n----1--\n";
        std::fs::write(&path, message).expect("written");
        let ask = |member| {
            let request = Request { path: path.clone(), member, ..Request::default() };
            serde_json::to_string(&request).expect("json")
        };
        let requests = [ask(None), ask(Some(1)), ask(Some(9))].join("\n");
        let replies = replies(&requests, 1 << 20);
        let Reply::Container { members } = &replies[0] else { panic!("{:?}", replies[0]) };
        let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["body.txt", "plan.txt", "data.xlsx"]);
        let Reply::Record { text, .. } = &replies[1] else { panic!("{:?}", replies[1]) };
        assert!(text.contains("Trồng cây năm 2027") && !text.contains("Gửi kèm"));
        assert_eq!(code(&replies[2]), "no-member");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn processor_time_is_told() {
        assert!(processor_seconds().expect("told") < 1_000_000);
    }
}
