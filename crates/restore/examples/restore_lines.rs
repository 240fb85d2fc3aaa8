//! Restores standard input line by line: `cargo run --release -p vanban-restore --example restore_lines [--ocr] [vi.lm vi.ctx]`.
//! `--ocr` says that an OCR read the lines.

#![expect(clippy::disallowed_methods, reason = "a tool for measuring, not part of the crate")]

use std::borrow::Cow;
use std::io::{Read, Write};
use std::time::Instant;

use vanban_document::Origin;
use vanban_restore::Restorer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--ocr");
    let origin = if flags.is_empty() { Origin::Plain } else { Origin::Ocr };
    let restorer = match &paths[..] {
        [model, contexts] => {
            let read = |path| std::fs::read(path).map(Cow::Owned);
            Restorer::with_models(read(model)?, read(contexts)?)?
        }
        _ => Restorer::embedded(),
    };
    let ready = began.elapsed();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let began = Instant::now();
    let restored = restorer.restore_lines_from(&text, origin);
    let took = began.elapsed();
    std::io::stdout().write_all(restored.as_bytes())?;
    let words = text.split_whitespace().count() as f64;
    writeln!(
        std::io::stderr(),
        "ready in {ready:?}, restored in {took:?}, {:.0} tokens/s",
        words / took.as_secs_f64()
    )?;
    Ok(())
}
