//! Reads pictures of pages and prints their words, for looking at what recognition finds:
//! `recognise [--boxes] FILE...`. With `--boxes` each word has a line with its page, box, base line, size,
//! weight, confidence and text, and each rule a line.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let boxes = files.first().is_some_and(|first| first == "--boxes");
    if boxes {
        files.remove(0);
    }
    let limits = vanban_ocr::Limits::default();
    let engine = vanban_ocr::Engine::find()?;
    let mut out = std::io::stdout().lock();
    let mut number = 0;
    for file in files {
        for raster in vanban_ocr::decode(&std::fs::read(&file)?, &limits)? {
            number += 1;
            let found = engine.recognise(&raster, &limits)?;
            let page = &found.page;
            writeln!(
                out,
                "#\t{number}\t{file}\t{:.1}\t{:.1}\tturns {}\tskew {:.2}\tconfidence {:.3}\t{}",
                page.width,
                page.height,
                found.quarter_turns,
                found.skew_degrees,
                found.confidence,
                found.notes.join("; ")
            )?;
            for run in &page.runs {
                let b = run.bbox;
                if boxes {
                    writeln!(
                        out,
                        "w\t{number}\t{:.1}\t{:.1}\t{:.1}\t{:.1}\t{:.1}\t{:.1}\t{}\t{:.2}\t{}",
                        b.x0,
                        b.y0,
                        b.x1,
                        b.y1,
                        run.baseline,
                        run.size,
                        run.bold,
                        run.confidence,
                        run.text.trim_end()
                    )?;
                } else {
                    write!(out, "{}", run.text)?;
                }
            }
            for rule in page.rules.iter().filter(|_| boxes) {
                let b = rule.bbox;
                let kind = if rule.horizontal { "h" } else { "v" };
                writeln!(
                    out,
                    "{kind}\t{number}\t{:.1}\t{:.1}\t{:.1}\t{:.1}",
                    b.x0, b.y0, b.x1, b.y1
                )?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
