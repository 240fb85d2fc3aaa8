//! `vanban extract`: one document, in a child process.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use vanban_pipeline::{
    Limits, Listed, ListedContent, ReadOptions, Reply, Request, Stages, Step, caught, read_one,
};

use crate::args;
use crate::child;
use crate::printer::Printer;
use crate::status::Status;

/// As deep as a worker's, since the same readers run in it.
const STACK_BYTES: usize = 256 << 20;

/// So many files of an archive are named.
const MEMBERS_NAMED: usize = 20;

pub(crate) fn run(args: &args::Extract, printer: &mut Printer) -> anyhow::Result<Status> {
    let source = Source::find(&args.file, args.limits.max_mb << 20)?;
    if args.structure {
        return structure(args, &source, printer);
    }
    let worker = child::command(&args.limits, args.ocr)?;
    let limits = Limits::from(&args.limits);
    let stop = child::watch_for_interrupts()?;
    let mut request = source.request(args.raw)?;
    let ask = |request: &Request, printer: &mut Printer| {
        let mut tell = |step: &Step| printer.progress(&format!("{step}: {}", source.name));
        read_one(&worker, request, &limits, &stop, &mut tell)
    };
    let mut reply = ask(&request, printer)?;
    if let (Some(listed), Some(name)) = (&reply, &source.member) {
        let number = match listed {
            Reply::Container { members } => number_of(members, name, &source.name)?,
            Reply::Failure { .. } => None,
            _ => bail!("{}: the file before !/ is no archive and no message", source.name),
        };
        if number.is_some() {
            request.member = number;
            reply = ask(&request, printer)?;
        }
    }
    let Some(reply) = reply else {
        printer.complain("interrupted");
        return Ok(Status::Interrupted);
    };
    print(reply, args, &source, printer)
}

fn print(
    reply: Reply,
    args: &args::Extract,
    source: &Source,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    let name = &source.name;
    match reply {
        Reply::Record { record, text, lost, missing, original } => {
            if args.text {
                printer.text(&text)?;
            } else if args.raw {
                printer.text(&original.unwrap_or_default())?;
            } else {
                printer.json(&record, args.pretty)?;
            }
            for part in lost.iter().chain(&missing) {
                printer.complain(&format!("{name}: {part}"));
            }
            Ok(if lost.is_empty() { Status::Fine } else { Status::LeftOut })
        }
        Reply::Failure { code, reason, missing, .. } => {
            printer.complain(&format!("{name}: {reason} [{code}]"));
            for hint in missing {
                printer.complain(&hint);
            }
            Ok(Status::LeftOut)
        }
        Reply::Container { members } => {
            match members.iter().find(|member| source.member.as_ref() == Some(&member.name)) {
                Some(Listed { content: ListedContent::Problem { code, reason, .. }, .. }) => {
                    printer.complain(&format!("{name}: {reason} [{code}]"));
                }
                _ => tell_members(&members, name, printer),
            }
            Ok(Status::LeftOut)
        }
        Reply::Progress(_) => bail!("{name}: the child answered out of turn"),
    }
}

/// Says what an archive holds and how to read it.
fn tell_members(members: &[Listed], name: &str, printer: &mut Printer) {
    let is_document = |member: &&Listed| matches!(member.content, ListedContent::Document { .. });
    let documents: Vec<&Listed> = members.iter().filter(is_document).collect();
    let count = documents.len();
    printer.complain(&format!("{name}: an archive or a message with {count} documents in it:"));
    for member in documents.iter().take(MEMBERS_NAMED) {
        printer.say(&format!("  {name}!/{}", member.name));
    }
    if count > MEMBERS_NAMED {
        printer.say(&format!("  and {} more", count - MEMBERS_NAMED));
    }
    for member in members {
        if let ListedContent::Problem { code, reason, .. } = &member.content {
            printer.complain(&format!("{name}!/{}: {reason} [{code}]", member.name));
        }
    }
    if let Some(first) = documents.first() {
        printer.say(&format!("read one with: vanban extract '{name}!/{}'", first.name));
        printer.say(&format!("read all with: vanban ingest '{name}' --store DIR"));
    }
}

/// The number to ask for; `None` where the list itself says why the file cannot be read.
fn number_of(members: &[Listed], wanted: &str, name: &str) -> anyhow::Result<Option<usize>> {
    let found = members.iter().find(|member| member.name == wanted);
    match found.map(|member| &member.content) {
        Some(ListedContent::Document { member, .. }) => Ok(Some(*member)),
        Some(ListedContent::Problem { .. }) => Ok(None),
        Some(ListedContent::Other) => bail!("{name}: not a document"),
        None => bail!("{name}: no such file in the archive; `vanban extract` names what it holds"),
    }
}

/// Where the document is.
struct Source {
    /// As it was typed.
    name: String,
    /// The path of the record.
    path: String,
    /// The file to open.
    file: PathBuf,
    /// What stands in it, where it came through a pipe; deleted with this.
    _spooled: Option<tempfile::NamedTempFile>,
    /// The name of a file in the archive.
    member: Option<String>,
}

impl Source {
    fn find(typed: &Path, most: u64) -> anyhow::Result<Source> {
        let shown = typed.display().to_string();
        if shown == "-" {
            let name = "standard input".to_owned();
            return Self::spooled(name, shown, std::io::stdin(), most);
        }
        if let Some((archive, member)) = shown.split_once("!/")
            && !typed.exists()
        {
            let file = PathBuf::from(archive);
            let member = Some(member.to_owned());
            opened(&file, archive)?;
            return Ok(Self { name: shown.clone(), path: shown, file, _spooled: None, member });
        }
        let open = opened(typed, &shown)?;
        let kind = open.metadata().with_context(|| format!("{shown}: cannot be read"))?;
        if kind.is_dir() {
            bail!("{shown}: a folder; read all in it with `vanban ingest {shown} --store DIR`");
        }
        if !kind.is_file() {
            return Self::spooled(shown.clone(), shown, open, most);
        }
        let (name, file) = (shown.clone(), typed.to_owned());
        Ok(Self { name, path: shown, file, _spooled: None, member: None })
    }

    /// What comes through a pipe goes into a file, which the child can open.
    fn spooled(name: String, path: String, from: impl Read, most: u64) -> anyhow::Result<Source> {
        let cannot = || format!("{name}: cannot be read");
        let mut file = tempfile::NamedTempFile::new().with_context(cannot)?;
        // One byte more than is granted, so that the child finds it too large.
        std::io::copy(&mut from.take(most + 1), &mut file).with_context(cannot)?;
        file.flush().with_context(cannot)?;
        let at = file.path().to_owned();
        Ok(Self { name, path, file: at, _spooled: Some(file), member: None })
    }

    fn request(&self, original: bool) -> anyhow::Result<Request> {
        let Some(file) = self.file.to_str() else {
            bail!("{}: its name is not text in UTF-8; rename the file", self.name);
        };
        let file = (file != self.path).then(|| file.to_owned());
        Ok(Request { path: self.path.clone(), file, original, ..Request::default() })
    }
}

fn opened(file: &Path, name: &str) -> anyhow::Result<File> {
    File::open(file).with_context(|| format!("{name}: cannot be read"))
}

/// The structure, which only this process has: on a thread with a deep stack, since a nested file should meet a
/// reader's limit, not the end of the stack.
fn structure(
    args: &args::Extract,
    source: &Source,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    let name = &source.name;
    let bytes = std::fs::read(&source.file).with_context(|| format!("{name}: cannot be read"))?;
    let options = ReadOptions { ocr: args.ocr.into(), ..ReadOptions::default() };
    let processed = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let work = || caught(|| Stages::new(options).process(&source.path, &bytes));
        let running = thread.spawn_scoped(scope, work)?;
        running.join().map_err(|_| anyhow::anyhow!("the document's thread panicked"))
    })?;
    match processed {
        Ok(processed) => {
            printer.line(&format!("{:#?}", processed.structure))?;
            Ok(Status::Fine)
        }
        Err(failure) => {
            printer.complain(&format!("{name}: {failure}"));
            Ok(Status::LeftOut)
        }
    }
}
