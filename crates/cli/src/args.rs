//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Reads Vietnamese administrative plans into records, and finds things in them.
#[derive(Parser)]
#[command(
    name = "vanban",
    version,
    max_term_width = 100,
    after_help = "Exit status: 0 all fine; 1 something was left out, and said so; 2 wrong usage or environment; \
                  130 interrupted.\nResults go to standard output, messages to standard error."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What each does is said at its arguments, which `--help` prints.
#[derive(Subcommand)]
pub(crate) enum Command {
    Ingest(Ingest),
    Extract(Extract),
    Restore(Restore),
    Search(Search),
    Show(Show),
    /// Print the JSON Schema of the record
    Schema,
    /// Answer requests on standard input, as `ingest` starts it
    #[command(hide = true)]
    Worker(Worker),
    /// Print this reference as Markdown
    #[command(hide = true)]
    Reference,
    /// Look at what was seen in a document
    #[command(subcommand, hide = true)]
    Debug(Debug),
}

/// For whoever works on the program
#[derive(Subcommand)]
pub(crate) enum Debug {
    /// Draw lines, paragraphs, headings, tables and furniture over a page
    Layout(DebugLayout),
}

/// What to draw, and where to
#[derive(clap::Args)]
pub(crate) struct DebugLayout {
    /// The document
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Page, from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    /// File to write: .html or .png
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Whether pictures of text are recognised
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Ocr::Auto)]
    pub(crate) ocr: Ocr,
}

/// Read files and folders into a store
///
/// Folders are read with all they hold, and so are ZIP archives and e-mail messages, whose files are shown as
/// archive.zip!/folder/plan.docx; files of other kinds in them are counted, not read. A document that cannot be
/// read is named with the reason, and the others go on. Files that are in the store already are not read again.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  vanban ingest plans/ --store st
  vanban ingest 'plans/**/*.pdf' letter.docx mail.eml --store st --jobs 8
  vanban ingest scans/ --store st --ocr force --timeout 3600
  vanban ingest plans/ --store st --json | jq -r 'select(.outcome == \"failed\") | .path'
  vanban ingest plans/ --store st --json | jq -c '[.ms, .peak_memory_bytes, .verdicts, .path]'")]
pub(crate) struct Ingest {
    /// Files, folders, or patterns such as 'plans/**/*.pdf'
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Folder of the store; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// Documents read at a time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Read again what was read, or failed, before
    #[arg(long)]
    pub(crate) again: bool,
    /// One JSON object on standard output for each file, saying what came of it
    #[arg(long)]
    pub(crate) json: bool,
    /// Whether pictures of text are recognised
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Ocr::Auto)]
    pub(crate) ocr: Ocr,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Whether pictures of text are recognised, by Tesseract
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Ocr {
    /// Pages without a text layer, or with one of another language or without meaning
    Auto,
    /// No page: a poor text layer is restored as far as it goes
    Never,
    /// All pages, whatever their text layer is worth
    Force,
}

impl Ocr {
    /// The word that is typed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Ocr::Auto => "auto",
            Ocr::Never => "never",
            Ocr::Force => "force",
        }
    }
}

impl From<Ocr> for vanban_pipeline::OcrMode {
    fn from(ocr: Ocr) -> Self {
        match ocr {
            Ocr::Auto => Self::Auto,
            Ocr::Never => Self::Never,
            Ocr::Force => Self::Force,
        }
    }
}

/// What one document may cost
#[derive(clap::Args)]
pub(crate) struct Limits {
    /// Seconds that one document may take; four fifths of them may be spent on recognising its pages
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
    /// Seconds that may pass without a sign of life, which each page recognised is
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) silence: u64,
    /// Seconds of processor time that one document may take, and one page recognised
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) cpu: u64,
    /// Megabytes of memory that reading one document may take, and one program that helps
    #[arg(long, value_name = "MB", default_value_t = 4096, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub(crate) memory_mb: u64,
    /// Megabytes that one file may have, and all files of an archive together
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub(crate) max_mb: u64,
}

impl From<&Limits> for vanban_pipeline::Limits {
    fn from(limits: &Limits) -> Self {
        let seconds = std::time::Duration::from_secs;
        Self {
            time: seconds(limits.timeout),
            silence: seconds(limits.silence),
            cpu: seconds(limits.cpu),
            memory: limits.memory_mb << 20,
            bytes: limits.max_mb << 20,
        }
    }
}

/// Print the record of one document as JSON
///
/// The document is read by a child process under the limits below, so that a file made to do harm costs itself
/// alone. A scan is recognised page by page, which takes seconds a page.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  vanban extract plan.pdf --pretty
  vanban extract plan.docx | jq '.targets[] | {indicator, value, unit}'
  vanban extract scan.pdf --ocr force --text
  vanban extract 'archive.zip!/folder/plan.docx'
  cat plan.txt | vanban extract - --text")]
pub(crate) struct Extract {
    /// The document; - reads standard input, archive.zip!/plan.docx a file of an archive or a message
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// JSON over several lines
    #[arg(long)]
    pub(crate) pretty: bool,
    /// The restored text instead of the record
    #[arg(long, group = "instead")]
    pub(crate) text: bool,
    /// The text as read, before restoration, instead of the record
    #[arg(long, group = "instead")]
    pub(crate) raw: bool,
    /// The structure found, for developers
    #[arg(long, group = "instead", hide = true)]
    pub(crate) structure: bool,
    /// Whether pictures of text are recognised
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Ocr::Auto)]
    pub(crate) ocr: Ocr,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// Restore diacritics and repair OCR noise, line for line
#[derive(clap::Args)]
#[command(after_help = "Examples:
  echo 'ke hoach chuyen doi so' | vanban restore
  vanban restore bare.txt > restored.txt")]
pub(crate) struct Restore {
    /// A text file in UTF-8; - or nothing reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// Find documents and single facts in a store
///
/// Words typed with diacritics find the exact ones first; typed without, they find all spellings. All words must be
/// there; words in double quotes must stand together. A symbol such as 12/KH-UBND is found whole.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  vanban search 'chuyen doi so' --store st
  vanban search '12/KH-UBND' --store st --kind reference
  vanban search '\"thu gom rác\" xã' --store st --json --limit 50")]
pub(crate) struct Search {
    /// What to look for
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Folder of the store
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// Only this kind of entry; may be repeated
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Vec<vanban_index::Kind>,
    /// Documents, and facts, to print at most
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(crate) limit: u16,
    /// One JSON object a hit, documents first
    #[arg(long)]
    pub(crate) json: bool,
}

fn kind(name: &str) -> Result<vanban_index::Kind, String> {
    vanban_index::Kind::named(name).ok_or_else(|| {
        let names: Vec<_> = vanban_index::Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("one of {}", names.join(", "))
    })
}

/// Print a record of the store, readable in a terminal
#[derive(clap::Args)]
#[command(after_help = "Examples:
  vanban show 3f9a0c --store st
  vanban show 3f9a0c:t4 --store st
  vanban show 3f9a0c --store st --json | jq .header")]
pub(crate) struct Show {
    /// The id that search prints, or its beginning; with :t4 only that fact
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Folder of the store
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// The record as JSON
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// The restored text that the record's byte ranges point into
    #[arg(long, group = "form")]
    pub(crate) text: bool,
}

#[derive(clap::Args)]
pub(crate) struct Worker {
    /// End with this process, which started it
    #[arg(long, value_name = "PID")]
    pub(crate) parent: Option<u32>,
    /// Whether pictures of text are recognised
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Ocr::Auto)]
    pub(crate) ocr: Ocr,
    #[command(flatten)]
    pub(crate) limits: Limits,
}
