//! `vanban restore`.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use vanban_pipeline::Stages;

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(args: &args::Restore, printer: &mut Printer) -> anyhow::Result<Status> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    let name = file.map_or_else(|| "standard input".to_owned(), |file| file.display().to_string());
    let read = match file {
        Some(file) => std::fs::read(file),
        None => read_input(),
    };
    let bytes = read.with_context(|| format!("{name}: cannot be read"))?;
    if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"PK\x03\x04") {
        bail!("{name}: a document, not plain text; use `vanban extract {name} --text`");
    }
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{name}: not text in UTF-8; convert it to UTF-8 first");
    };
    let text = vanban_text::nfc(text.trim_start_matches('\u{feff}'));
    let restored = Stages::default().restorer().restore_lines(&text);
    printer.text(&restored)?;
    // A last line without its line break stays one only in the file it came from.
    if !restored.is_empty() && !restored.ends_with('\n') {
        printer.text("\n")?;
    }
    Ok(Status::Fine)
}

fn read_input() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
