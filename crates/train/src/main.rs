//! Builds the restoration models from text.
//!
//! `vanban-train --lm DIR --out DIR` reads `admin.txt.zst` and `general.txt.zst` of DIR, one paragraph a line,
//! and writes `vi.lm`. The same text gives the same bytes.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

mod corpus;
mod model;
mod ngrams;
mod prune;

use corpus::{Corpus, capital_habits};
use model::Bits;
use ngrams::Grams;

/// What the command line says.
struct Args {
    lm: PathBuf,
    out: PathBuf,
    /// N-grams kept of orders 2, 3 and 4.
    keep: Vec<usize>,
}

const BITS: [Bits; 3] = [
    Bits { log_prob: 7, backoff: 6, fingerprint: 11 },
    Bits { log_prob: 6, backoff: 5, fingerprint: 9 },
    Bits { log_prob: 6, backoff: 0, fingerprint: 10 },
];

fn main() -> Result<()> {
    let args = args()?;
    let mut corpus = Corpus::default();
    for name in ["admin.txt.zst", "general.txt.zst"] {
        corpus.read_zst(&args.lm.join(name))?;
    }
    let numbered = corpus.number();
    log(&format!("{} tokens, {} words", numbered.items.len(), numbered.words.len()));
    let capitals = capital_habits(&numbered);
    let orders = estimate(&numbered, args.keep.len() + 1);
    let kept = prune::prune(&orders, &args.keep);
    for (k, kept) in kept.iter().enumerate() {
        log(&format!("order {}: {} of {} kept", k + 1, kept.places.len(), orders[k].keys.len()));
    }
    let mut bits = BITS[..args.keep.len()].to_vec();
    if let Some(last) = bits.last_mut() {
        last.backoff = 0;
    }
    let bytes = model::pack(&numbered.words, &capitals, &orders, &kept, &bits);
    let path = args.out.join("vi.lm");
    std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    log(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

/// Counts and probabilities of all orders, lowest first.
fn estimate(numbered: &corpus::Numbered, highest: usize) -> Vec<Grams> {
    let mut orders: Vec<Grams> =
        (1..=highest).map(|order| Grams::count(&numbered.items, order)).collect();
    for k in 0..highest - 1 {
        let (lower, higher) = orders.split_at_mut(k + 1);
        lower[k].adjust(&higher[0]);
    }
    for k in 0..highest {
        let (lower, own) = orders.split_at_mut(k);
        own[0].estimate(lower.last(), numbered.words.len());
    }
    orders
}

fn args() -> Result<Args> {
    let mut args = Args {
        lm: "../shared/lm".into(),
        out: "crates/restore/model".into(),
        keep: vec![1_100_000, 3_000_000, 3_000_000],
    };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().with_context(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--lm" => args.lm = value.into(),
            "--out" => args.out = value.into(),
            "--keep" => {
                args.keep = value.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            _ => bail!("unknown option {name}"),
        }
    }
    if !(1..=3).contains(&args.keep.len()) {
        bail!("--keep takes one to three numbers");
    }
    Ok(args)
}

#[expect(clippy::print_stderr, reason = "a tool for developers says what it does")]
fn log(line: &str) {
    eprintln!("{line}");
}
