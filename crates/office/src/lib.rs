//! Old word processor files to DOCX, by LibreOffice.
//!
//! Comes in: the bytes of a Word 97 to 2003 document or of RTF. Goes out: the bytes of a DOCX, with fonts as
//! the file names them, since they tell old encodings. LibreOffice is found at run time and runs in a folder
//! of its own that is gone afterwards: fixed file names, its own profile, no macros, no network, limits on
//! time, memory and size. Nothing of a document reaches a command line.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod confine;
mod error;
mod kind;
mod profile;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

pub use error::OfficeError;
pub use kind::{OldKind, old_kind};

/// How much one conversion may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of the DOCX made of it.
    pub result_bytes: u64,
    /// Address space of LibreOffice.
    pub memory_bytes: u64,
    /// Time by the clock, start-up included.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            result_bytes: 64 << 20,
            memory_bytes: 2 << 30,
            time: Duration::from_mins(2),
        }
    }
}

/// How often LibreOffice is asked whether it has ended.
const POLL: Duration = Duration::from_millis(20);

/// LibreOffice as it was found.
#[derive(Clone, Debug)]
pub struct Office {
    program: PathBuf,
    /// What runs it without network and ends it when this process ends; empty where the system allows none.
    wrapper: Vec<&'static str>,
}

impl Office {
    /// Finds LibreOffice on the PATH.
    pub fn find() -> Result<Self, OfficeError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut places = std::env::split_paths(&path)
            .flat_map(|folder| ["soffice", "libreoffice"].map(|name| folder.join(name)));
        let program = places.find(|place| place.is_file()).ok_or(OfficeError::Missing)?;
        Ok(Self { program, wrapper: confine::wrapper() })
    }

    /// LibreOffice at a path of one's own.
    pub fn at(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), wrapper: confine::wrapper() }
    }

    /// The DOCX that LibreOffice makes of a file.
    pub fn to_docx(
        &self,
        bytes: &[u8],
        kind: OldKind,
        limits: &Limits,
    ) -> Result<Vec<u8>, OfficeError> {
        if bytes.len() > limits.bytes {
            let (requested, granted) = (bytes.len() as u64, limits.bytes as u64);
            return Err(OfficeError::LimitHit { limit: "bytes of the file", requested, granted });
        }
        if kind::is_encrypted(bytes) {
            return Err(OfficeError::Encrypted);
        }
        let folder = tempfile::Builder::new().prefix("vanban-").tempdir()?;
        std::fs::write(folder.path().join(kind.file_name()), bytes)?;
        profile::write(&folder.path().join("profile"))?;
        let messages = self.convert(folder.path(), kind, limits)?;
        result(&folder.path().join("out").join("in.docx"), &messages, limits)
    }

    /// Runs LibreOffice to its end; what it printed.
    fn convert(
        &self,
        folder: &Path,
        kind: OldKind,
        limits: &Limits,
    ) -> Result<String, OfficeError> {
        let start = Instant::now();
        let mut child = self.command(folder, kind, limits).spawn()?;
        let status = wait(&mut child, start + limits.time)?;
        let mut messages = Vec::new();
        if let Some(printed) = child.stderr.take() {
            printed.take(4096).read_to_end(&mut messages)?;
        }
        let messages = String::from_utf8_lossy(&messages).trim().to_owned();
        match status {
            None => Err(OfficeError::Timeout { granted: limits.time }),
            Some(status) if status.success() => Ok(messages),
            Some(status) => Err(OfficeError::Failed { reason: format!("{status} {messages}") }),
        }
    }

    fn command(&self, folder: &Path, kind: OldKind, limits: &Limits) -> Command {
        let mut command = confine::command(&self.wrapper, &self.program, folder, limits);
        let mut profile = std::ffi::OsString::from("-env:UserInstallation=file://");
        profile.push(folder.join("profile"));
        command.args(["--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"]);
        command.arg(profile);
        command.arg(format!("--infilter={}", kind.filter()));
        command.args([
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            "out",
            kind.file_name(),
        ]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

/// The child's status, or none where it had to be ended with all that it started.
fn wait(child: &mut Child, until: Instant) -> Result<Option<ExitStatus>, OfficeError> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            confine::end(child);
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(POLL);
    }
}

fn result(path: &Path, messages: &str, limits: &Limits) -> Result<Vec<u8>, OfficeError> {
    let Ok(file) = std::fs::File::open(path) else {
        // It ends well, too, where it could not load the file.
        let reason = if messages.is_empty() { "it made no file of it" } else { messages };
        return Err(OfficeError::Failed { reason: reason.to_owned() });
    };
    let (limit, granted) = ("bytes of the DOCX made of it", limits.result_bytes);
    let mut bytes = Vec::new();
    file.take(granted + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > granted {
        return Err(OfficeError::LimitHit { limit, requested: bytes.len() as u64, granted });
    }
    Ok(bytes)
}
