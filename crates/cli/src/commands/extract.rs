//! `vanban extract`: one document, in this process.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use vanban_pipeline::{Failure, Processed, Stages, caught, lost};

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

/// As deep as a worker's, since the same readers run in it.
const STACK_BYTES: usize = 256 << 20;

pub(crate) fn run(args: &args::Extract, printer: &mut Printer) -> anyhow::Result<Status> {
    let name = if args.file == Path::new("-") {
        "standard input".to_owned()
    } else {
        args.file.display().to_string()
    };
    let bytes = read(&args.file).with_context(|| format!("{name}: cannot be read"))?;
    let processed = match process(&args.file, &bytes)? {
        Ok(processed) => processed,
        Err(failure) => {
            printer.complain(&format!("{name}: {failure}"));
            return Ok(Status::LeftOut);
        }
    };
    if args.text {
        printer.text(&processed.document.text)?;
    } else if args.raw {
        printer.text(&processed.document.original)?;
    } else if args.structure {
        printer.line(&format!("{:#?}", processed.structure))?;
    } else {
        printer.json(&processed.record, args.pretty)?;
    }
    let missing = lost(&processed.document);
    for part in &missing {
        printer.complain(&format!("{name}: {part}"));
    }
    Ok(if missing.is_empty() { Status::Fine } else { Status::LeftOut })
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file)
}

/// On a thread with a deep stack: a nested file should meet a reader's limit, not the end of the stack.
fn process(file: &Path, bytes: &[u8]) -> anyhow::Result<Result<Processed, Failure>> {
    let path = file.to_string_lossy();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let running =
            thread.spawn_scoped(scope, || caught(|| Stages::default().process(&path, bytes)))?;
        running.join().map_err(|_| anyhow::anyhow!("the document's thread panicked"))
    })
}
