//! Builds the restoration models from text.
//!
//! `vanban-train lm --lm DIR --out DIR` reads `admin.txt.zst` and `general.txt.zst` of DIR, one paragraph a
//! line, and writes `vi.lm`. `vanban-train pairs --text FILE --fonts A.ttf,B.ttf --out FILE` sets
//! lines of text, has Tesseract read them in the wrong language and writes noisy and true lines. The same text gives the
//! same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

mod channel;
mod contexts;
mod corpus;
mod model;
mod ngrams;
mod pairs;
mod prune;
mod random;
mod typeset;

use corpus::{Corpus, capital_habits};
use model::Bits;
use ngrams::Grams;

const BITS: [Bits; 3] = [
    Bits { log_prob: 7, backoff: 6, fingerprint: 11 },
    Bits { log_prob: 6, backoff: 5, fingerprint: 9 },
    Bits { log_prob: 6, backoff: 0, fingerprint: 10 },
];

fn main() -> Result<()> {
    let mut given = std::env::args().skip(1);
    let command = given.next().unwrap_or_default();
    let options = Options::read(given)?;
    match command.as_str() {
        "lm" => train_lm(&options),
        "contexts" => train_contexts(&options),
        "pairs" => make_pairs(&options),
        "channel" => learn_channel(&options),
        "places" => list_places(&options),
        _ => bail!("usage: vanban-train lm|contexts|pairs|channel|places --lm DIR --out PATH ..."),
    }
}

fn train_lm(options: &Options) -> Result<()> {
    let keep: Vec<usize> = options.list("keep", "1200000,2800000,1500000")?;
    if !(1..=3).contains(&keep.len()) {
        bail!("--keep takes one to three numbers");
    }
    let mut corpus = Corpus::default();
    for name in ["admin.txt.zst", "general.txt.zst"] {
        corpus.read_zst(&options.path("lm", "../shared/lm").join(name))?;
    }
    read_lexicon(&mut corpus, &options.path("lexicon", "../shared/lexicon"))?;
    let numbered = corpus.number();
    log(&format!("{} tokens, {} words", numbered.items.len(), numbered.words.len()));
    let capitals = capital_habits(&numbered);
    let orders = estimate(&numbered, keep.len() + 1);
    let kept = prune::prune(&orders, &keep);
    for (k, kept) in kept.iter().enumerate() {
        log(&format!("order {}: {} of {} kept", k + 1, kept.places.len(), orders[k].keys.len()));
    }
    let mut bits = BITS[..keep.len()].to_vec();
    let fingerprints: Vec<u32> = options.list("fingerprints", "19,13,12")?;
    for (bits, fingerprint) in bits.iter_mut().zip(fingerprints) {
        bits.fingerprint = fingerprint;
    }
    if let Some(last) = bits.last_mut() {
        last.backoff = 0;
    }
    let bytes = model::pack(&numbered.words, &capitals, &orders, &kept, &bits);
    let path = options.path("out", "crates/restore/model").join("vi.lm");
    std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    log(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

fn train_contexts(options: &Options) -> Result<()> {
    let out = options.path("out", "crates/restore/model");
    let lm = std::fs::read(out.join("vi.lm")).context("reading vi.lm, which comes first")?;
    let lm = vanban_restore::lm::Lm::open(lm.into())?;
    let shares: Vec<f64> = options.list("shares", "1,1")?;
    let texts = ["admin.txt.zst", "general.txt.zst"].iter().zip(shares);
    let folder = options.path("lm", "../shared/lm");
    let texts: Vec<(PathBuf, f64)> =
        texts.map(|(name, share)| (folder.join(name), share)).collect();
    let contexts: usize = options.list("contexts", "4500000")?[0];
    let moves: usize = options.list("moves", "2000000")?[0];
    let bytes = contexts::learn(&lm, &texts, contexts)?.pack(moves);
    let path = out.join("vi.ctx");
    std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    log(&format!("{}: {} bytes", path.display(), bytes.len()));
    Ok(())
}

/// Place names as lines of text (`Phường A, Quận B, Thành phố C`), and a word list.
fn read_lexicon(corpus: &mut Corpus, folder: &Path) -> Result<()> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    for row in read("old-wards-to-2025.csv")?.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        if let [ward, district, province, ..] = fields[..] {
            corpus.line(&format!("{ward}, {district}, {province}"));
        }
    }
    for row in read("wards-2025.csv")?.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        if let [_, _, _, ward, _, province] = fields[..] {
            corpus.line(&format!("UBND {}, {province}", lower_first(ward)));
            corpus.line(&format!("{ward}, {province}"));
        }
    }
    for word in read("words-pyvi.txt")?.lines() {
        corpus.line(word);
    }
    Ok(())
}

/// Writes `places.txt`: names of provinces, wards and communes of two syllables and more, each the only one that looks
/// so without its marks.
fn list_places(options: &Options) -> Result<()> {
    let folder = options.path("lexicon", "../shared/lexicon");
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in ["wards-2025.csv", "provinces-2025.csv"] {
        let path = folder.join(file);
        let rows = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        for name in rows.lines().skip(1).filter_map(|row| row.split(',').nth(1)) {
            let name = vanban_text::tone_key(&vanban_text::nfc(name).to_lowercase());
            names.entry(vanban_text::fold(&name)).or_default().insert(name);
        }
    }
    let mut out = String::new();
    for (folded, names) in names.iter().filter(|(_, names)| names.len() == 1) {
        let name = names.first().filter(|name| name.contains(' ') && *name != folded);
        let letters = |name: &&String| name.chars().all(|c| c.is_alphabetic() || c == ' ');
        if let Some(name) = name.filter(letters) {
            out.push_str(name);
            out.push('\n');
        }
    }
    let path = options.path("out", "crates/restore/model").join("places.txt");
    std::fs::write(&path, &out).with_context(|| format!("writing {}", path.display()))?;
    log(&format!("{}: {} names", path.display(), out.lines().count()));
    Ok(())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

fn make_pairs(options: &Options) -> Result<()> {
    let order = pairs::Order {
        text: options.path("text", "../shared/lm/admin.txt.zst"),
        every: options.list("every", "300")?[0],
        fonts: options.list("fonts", "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")?,
        lines: options.list("lines", "3000")?[0],
        seed: options.list("seed", "1")?[0],
        language: options.list("language", "eng")?.remove(0),
        kinds: options.list("kinds", &typeset::KINDS.join(","))?,
    };
    pairs::write(&order, &options.path("out", "pairs.tsv"))
}

fn learn_channel(options: &Options) -> Result<()> {
    let path = options.path("pairs", "pairs.tsv");
    let lines =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let path = options.path("out", "crates/restore/model").join("ocr.tsv");
    std::fs::write(&path, channel::learn(&lines))
        .with_context(|| format!("writing {}", path.display()))
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

/// `--name value` pairs of the command line.
struct Options(Vec<(String, String)>);

impl Options {
    fn read(mut given: impl Iterator<Item = String>) -> Result<Options> {
        let mut pairs = vec![];
        while let Some(name) = given.next() {
            let bare =
                name.strip_prefix("--").with_context(|| format!("unknown argument {name}"))?;
            let value = given.next().with_context(|| format!("{name} needs a value"))?;
            pairs.push((bare.to_owned(), value));
        }
        Ok(Options(pairs))
    }

    fn value<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map_or(default, |(_, value)| value.as_str())
    }

    fn path(&self, name: &str, default: &str) -> PathBuf {
        self.value(name, default).into()
    }

    fn list<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &self,
        name: &str,
        default: &str,
    ) -> Result<Vec<T>> {
        let parts = self.value(name, default).split(',').map(str::parse);
        parts.collect::<Result<_, _>>().with_context(|| format!("--{name}"))
    }
}

#[expect(clippy::print_stderr, reason = "a tool for developers says what it does")]
fn log(line: &str) {
    eprintln!("{line}");
}
