//! Tesseract as a subprocess: pictures in through standard input, a table of words out of standard output.
//!
//! Writing, reading and waiting each have a thread of their own, and nobody waits for a thread longer than the
//! time granted: a full pipe on one side cannot hold up the other, and a child that neither reads nor writes
//! nor ends is killed. No file is written.

use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::OcrError;

/// Most of what Tesseract may print: a page of the densest print is a hundredth of it.
const MOST_OUTPUT: u64 = 64 << 20;
/// Most of its messages that is kept.
const MOST_MESSAGES: u64 = 64 << 10;
/// How often a child whose output is closed is asked whether it has ended.
const POLL: Duration = Duration::from_millis(2);

/// The languages that the program at `path` knows.
pub(crate) fn languages(path: &Path) -> Result<Vec<String>, OcrError> {
    let output = run(path, &["--list-langs"], Vec::new(), Duration::from_secs(20))?;
    // Version 4 listed them on standard error.
    let lines = output.printed.lines().chain(output.messages.lines());
    Ok(lines.map(|line| line.trim().to_owned()).collect())
}

/// Recognises the pictures of `tiff`, all in page segmentation mode `psm`, and gives the table of words.
pub(crate) fn recognise(
    path: &Path,
    tiff: Vec<u8>,
    psm: u8,
    dpi: u32,
    granted: Duration,
) -> Result<String, OcrError> {
    let (psm, dpi) = (psm.to_string(), dpi.to_string());
    let arguments =
        ["-", "-", "-l", "vie", "--psm", &psm, "--dpi", &dpi, "-c", "tessedit_create_tsv=1"];
    Ok(run(path, &arguments, tiff, granted)?.printed)
}

#[derive(Debug)]
struct Output {
    printed: String,
    messages: String,
}

fn run(
    path: &Path,
    arguments: &[&str],
    input: Vec<u8>,
    granted: Duration,
) -> Result<Output, OcrError> {
    let start = Instant::now();
    let mut child = Command::new(path)
        .args(arguments)
        // One thread: OpenMP's own make it slower, and the pipeline has a process for each core.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => OcrError::Missing,
            _ => OcrError::Failed(format!("it could not be started: {error}")),
        })?;
    let stdin = child.stdin.take();
    std::thread::spawn(move || {
        // A child that ends early breaks the pipe; its status tells why.
        stdin.map(|mut stdin| stdin.write_all(&input))
    });
    let printed = collect(child.stdout.take(), MOST_OUTPUT);
    let messages = collect(child.stderr.take(), MOST_MESSAGES);
    let left = || granted.saturating_sub(start.elapsed());
    let printed = printed.recv_timeout(left());
    let status = printed.as_ref().ok().and_then(|_| wait(&mut child, start, granted));
    let Some(status) = status else {
        // Neither matters: it has ended already, or is ended now.
        let _ = child.kill();
        let _ = child.wait();
        return match printed {
            Err(RecvTimeoutError::Disconnected) => {
                Err(OcrError::Failed("its output could not be read".into()))
            }
            _ => Err(OcrError::Timeout { requested: start.elapsed(), granted }),
        };
    };
    let messages = messages.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    let messages = String::from_utf8_lossy(&messages).into_owned();
    if !status.success() {
        let words: Vec<&str> = messages.split_whitespace().take(60).collect();
        return Err(OcrError::Failed(format!("{status}: {}", words.join(" "))));
    }
    let printed = String::from_utf8_lossy(&printed.unwrap_or_default()).into_owned();
    Ok(Output { printed, messages })
}

/// Reads a pipe to its end on a thread of its own, keeping the first `most` bytes.
fn collect(pipe: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let kept = pipe.by_ref().take(most).read_to_end(&mut bytes);
            // The rest is read and dropped, so that the child can end.
            let rest = std::io::copy(&mut pipe, &mut std::io::sink());
            if kept.is_err() || rest.is_err() {
                return;
            }
        }
        // Nobody listens any more after a timeout.
        let _ = sender.send(bytes);
    });
    receiver
}

/// The child's status; none where it does not end in time.
fn wait(child: &mut Child, start: Instant, granted: Duration) -> Option<std::process::ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if start.elapsed() < granted => std::thread::sleep(POLL),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: Vec<u8>, granted: Duration) -> Result<Output, OcrError> {
        run(Path::new("/bin/sh"), &["-c", script], input, granted)
    }

    #[test]
    fn a_program_that_is_not_there_is_missing() {
        let error = languages(Path::new("no-such-program-anywhere")).unwrap_err();
        assert_eq!(error, OcrError::Missing);
        assert!(error.to_string().contains("apt-get install tesseract-ocr tesseract-ocr-vie"));
    }

    #[test]
    fn a_child_that_fails_says_why() {
        let error = shell("echo no such model >&2; exit 3", vec![], Duration::from_secs(20));
        let error = error.expect_err("it fails");
        assert_eq!(error.code(), "ocr-failed");
        assert!(error.to_string().contains("no such model"), "{error}");
    }

    #[test]
    fn a_child_that_never_ends_is_ended() {
        for script in ["while :; do :; done", "exec sleep 600", "exec >&-; exec sleep 600"] {
            let granted = Duration::from_millis(200);
            let error = shell(script, vec![0; 1 << 20], granted).expect_err("it is ended");
            assert!(matches!(error, OcrError::Timeout { requested, .. } if requested >= granted));
        }
    }

    #[test]
    fn pipes_that_fill_on_both_sides_do_not_block() {
        let script = "head -c 2000000 /dev/zero; head -c 2000000 /dev/zero >&2; cat; echo end";
        let output = shell(script, vec![b'x'; 3_000_000], Duration::from_mins(1));
        let output = output.expect("it ends");
        assert_eq!(output.printed.len(), 2_000_000 + 3_000_000 + 4);
        assert_eq!(output.messages.len() as u64, MOST_MESSAGES);
    }

    #[test]
    fn a_child_that_does_not_read_its_input_is_no_fault() {
        let output = shell("exec <&-; echo vie", vec![0; 1 << 20], Duration::from_secs(20));
        assert_eq!(output.expect("it ends").printed, "vie\n");
    }
}
