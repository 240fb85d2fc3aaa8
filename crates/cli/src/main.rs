//! The vanban command.
#![allow(clippy::print_stdout, reason = "the command's output")]

use anyhow::Context;
use vanban_pipeline::Stages;

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(2).context("usage: vanban extract FILE")?;
    let bytes = std::fs::read(&path).with_context(|| path.clone())?;
    let processed = Stages::default().process(&path, &bytes)?;
    if std::env::args().any(|arg| arg == "--text") {
        print!("{}", processed.document.text);
    } else if std::env::args().any(|arg| arg == "--structure") {
        println!("{:#?}", processed.structure);
    } else {
        println!("{}", serde_json::to_string_pretty(&processed.record)?);
    }
    Ok(())
}
