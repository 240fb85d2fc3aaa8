//! How many of the changed words are right at each confidence:
//! `cargo run --release -p vanban-restore --example calibration TRUE.txt DAMAGED.txt`.

#![expect(clippy::disallowed_methods, reason = "a tool for measuring, not part of the crate")]

use std::io::Write;

use vanban_document::{Assembler, Content, Document, Line, MediaType, ParagraphBlock, Reading};
use vanban_restore::Restorer;
use vanban_text::tone_key;

/// Lower ends of the bins.
const BINS: [f32; 7] = [0.0, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [truth, damaged] = &paths[..] else { return Err("usage: calibration TRUE DAMAGED".into()) };
    let (truth, damaged) = (std::fs::read_to_string(truth)?, std::fs::read_to_string(damaged)?);
    let lines: Vec<(&str, &str)> =
        truth.lines().zip(damaged.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let restored = Restorer::embedded().restore(document(&lines));
    let mut bins = [(0_usize, 0_usize); BINS.len()];
    let mut edits = restored.offsets.changes().iter().zip(&restored.repair.confidences).peekable();
    for ((truth, _), paragraph) in lines.iter().zip(&restored.paragraphs) {
        let text = paragraph.span.of(&restored.text);
        let right = right_words(truth, text);
        while let Some(((_, new), confidence)) = edits.peek() {
            let deleted_at_end = new.is_empty() && new.start == paragraph.span.end;
            if new.start >= paragraph.span.end && !deleted_at_end {
                break;
            }
            let word = text[..new.start - paragraph.span.start].split_whitespace().count();
            let inside = !text[..new.start - paragraph.span.start].ends_with(char::is_whitespace);
            let word = word - usize::from(inside && word > 0);
            let bin = BINS.iter().rposition(|least| *confidence >= least).unwrap_or(0);
            bins[bin].0 += 1;
            bins[bin].1 += usize::from(right.get(word).copied().unwrap_or(false));
            edits.next();
        }
    }
    let mut out = std::io::stdout();
    writeln!(out, "confidence\tchanged\tright\tshare")?;
    for (least, (all, right)) in BINS.iter().zip(bins) {
        writeln!(out, "{least}\t{all}\t{right}\t{:.4}", right as f64 / all.max(1) as f64)?;
    }
    Ok(())
}

fn document(lines: &[(&str, &str)]) -> Document {
    let mut assembler = Assembler::new();
    for (_, text) in lines {
        let line = Line { text: (*text).into(), page: 1, ..Line::default() };
        assembler
            .paragraph(&ParagraphBlock { lines: vec![line], ..ParagraphBlock::default() }, false);
    }
    assembler.finish(Reading {
        media_type: MediaType::Text,
        pages: vec![],
        content: Content::Blocks(vec![]),
        annotations: vec![],
        notes: vec![],
    })
}

/// For each word of `text` whether a cheapest alignment gives it the same word of `truth`.
fn right_words(truth: &str, text: &str) -> Vec<bool> {
    let words = |text: &str| text.split_whitespace().map(tone_key).collect();
    let (a, b): (Vec<String>, Vec<String>) = (words(truth), words(text));
    let mut cost = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            cost[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = cost[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                change.min(cost[i - 1][j] + 1).min(cost[i][j - 1] + 1)
            };
        }
    }
    let (mut i, mut j, mut right) = (a.len(), b.len(), vec![false; b.len()]);
    while i > 0 && j > 0 {
        if cost[i][j] == cost[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]) {
            right[j - 1] = a[i - 1] == b[j - 1];
            (i, j) = (i - 1, j - 1);
        } else if cost[i][j] == cost[i - 1][j] + 1 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    right
}
