//! The child's side: JSON lines in, JSON lines out, one document a line.
//!
//! The worker never ends because of a document that fails, only because of one that kills it; the parent's side is
//! `pool`. It opens the files it is told to and nothing else.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use vanban_record::Record;

use crate::{Failure, Limits, Stages, caught, lost};

/// One line in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The file to read.
    pub path: String,
}

/// One line out, for each line in.
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
    },
    /// No record.
    Failure {
        /// Stable code.
        code: String,
        /// What is wrong and what to do.
        reason: String,
    },
}

/// Deep enough for any file that keeps within the readers' own limits on nesting.
const STACK_BYTES: usize = 256 << 20;

/// Answers requests until there are no more. The limit on memory holds from here on, for the whole process.
pub fn serve(
    input: impl BufRead + Send,
    output: impl Write + Send,
    limits: &Limits,
) -> std::io::Result<()> {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || {
                let stages = Stages::default();
                limit_process(limits)?;
                answer_all(&stages, input, output, limits)
            })?
            .join()
            .unwrap_or_else(|_| Err(std::io::Error::other("the worker panicked")))
    })
}

fn answer_all(
    stages: &Stages,
    input: impl BufRead,
    mut output: impl Write,
    limits: &Limits,
) -> std::io::Result<()> {
    for line in input.lines() {
        let reply = match serde_json::from_str::<Request>(&line?) {
            Ok(request) => answer(stages, &request, limits),
            Err(error) => Reply::Failure {
                code: "bad-request".to_owned(),
                reason: format!("the request is not a JSON line with a path: {error}"),
            },
        };
        serde_json::to_writer(&mut output, &reply)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}

fn answer(stages: &Stages, request: &Request, limits: &Limits) -> Reply {
    let processed = caught(|| {
        let bytes = read_file(Path::new(&request.path), limits.bytes)?;
        stages.process(&request.path, &bytes)
    });
    match processed {
        Ok(processed) => Reply::Record {
            lost: lost(&processed.document),
            text: processed.document.text,
            record: Box::new(processed.record),
        },
        Err(failure) => {
            Reply::Failure { code: failure.code().to_owned(), reason: failure.to_string() }
        }
    }
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
    let (_, hard) = rlimit::Resource::AS.get()?;
    let granted = limits.memory.saturating_add(address_space());
    rlimit::Resource::AS.set(granted.min(hard), hard)?;
    rlimit::Resource::CORE.set(0, 0)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn replies(requests: &str, bytes: u64) -> Vec<Reply> {
        let mut output = Vec::new();
        let limits = Limits { bytes, ..Limits::default() };
        let stages = Stages::default();
        answer_all(&stages, requests.as_bytes(), &mut output, &limits).expect("no pipe breaks");
        let lines = std::str::from_utf8(&output).expect("utf-8").lines();
        lines.map(|line| serde_json::from_str(line).expect("a reply")).collect()
    }

    fn code(reply: &Reply) -> &str {
        match reply {
            Reply::Record { .. } => "record",
            Reply::Failure { code, .. } => code,
        }
    }

    #[test]
    fn every_request_is_answered_in_order_whatever_it_asks() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            serde_json::to_string(&Request { path: path.to_string_lossy().into() }).expect("json")
        };
        let requests = [
            file("empty.txt", b""),
            "not json".to_owned(),
            file("noise.pdf", b"\0\x01\x02"),
            file("long.txt", &[b'a'; 2000]),
            r#"{"path":"/nowhere/x.txt"}"#.to_owned(),
            file("plan.txt", "KẾ HOẠCH\nTrồng cây năm 2027".as_bytes()),
        ];
        let replies = replies(&requests.join("\n"), 1000);
        let codes: Vec<_> = replies.iter().map(code).collect();
        let want =
            ["empty-file", "bad-request", "unknown-kind", "too-large", "unreadable", "record"];
        assert_eq!(codes, want);
        let Reply::Record { text, record, .. } = &replies[5] else { panic!("no record") };
        assert!(text.contains("Trồng cây năm 2027"));
        assert_eq!(record.source.sha256.len(), 64);
    }
}
