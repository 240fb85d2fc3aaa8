//! Pairs of a line as a wrong-language OCR reads it and as it is: typeset lines read by `tesseract -l eng`.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ab_glyph::FontVec;
use anyhow::{Context as _, Result, bail};

use crate::random::Random;
use crate::typeset::{Look, page};

/// What to make.
pub(crate) struct Order {
    /// Text of one paragraph a line, plain or `.zst`.
    pub(crate) text: PathBuf,
    /// One paragraph of how many is taken.
    pub(crate) every: usize,
    /// Font files.
    pub(crate) fonts: Vec<PathBuf>,
    /// How many lines.
    pub(crate) lines: usize,
    /// Chance's seed.
    pub(crate) seed: u64,
    /// Tesseract's language.
    pub(crate) language: String,
    /// Kinds of page, of which each is as likely.
    pub(crate) kinds: Vec<String>,
}

const LINES_A_PAGE: usize = 30;

/// Writes `noisy<TAB>true<TAB>kind of page` lines; a line of which nothing was read leaves none.
pub(crate) fn write(order: &Order, out: &Path) -> Result<()> {
    let mut random = Random(order.seed);
    let lines = sample(order, &mut random)?;
    let mut file = File::create(out).with_context(|| format!("creating {}", out.display()))?;
    for lines in lines.chunks(LINES_A_PAGE) {
        let path = &order.fonts[random.below(order.fonts.len())];
        let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let font = FontVec::try_from_vec(bytes).with_context(|| format!("{}", path.display()))?;
        let look = Look::pick(&order.kinds, &mut random);
        let page = page(lines, &font, look, &mut random);
        let words = recognise(&page.pgm(), &order.language)?;
        let mut read = vec![String::new(); lines.len()];
        for ((x, y), word) in words {
            if let Some(line) = page.line_at(x, y).and_then(|i| read.get_mut(i)) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&word);
            }
        }
        for (read, line) in read.iter().zip(lines).filter(|(read, _)| !read.is_empty()) {
            writeln!(file, "{read}\t{line}\t{}", look.name)?;
        }
    }
    Ok(())
}

/// Lines of about a page's width from paragraphs spread over the text; one in ten in capitals.
fn sample(order: &Order, random: &mut Random) -> Result<Vec<String>> {
    let mut lines = Vec::with_capacity(order.lines);
    for paragraph in open(&order.text)?.lines() {
        let paragraph = paragraph?;
        if random.below(order.every) != 0 || paragraph.len() < 60 {
            continue;
        }
        let capitals = random.below(10) == 0;
        for line in wrap(&paragraph, 88).into_iter().take(6) {
            lines.push(if capitals { line.to_uppercase() } else { line });
        }
        if lines.len() >= order.lines {
            break;
        }
    }
    lines.truncate(order.lines);
    Ok(lines)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    if path.extension().is_none_or(|end| end != "zst") {
        return Ok(Box::new(BufReader::new(file)));
    }
    let mut decoder = zstd::Decoder::new(file)?;
    decoder.window_log_max(27)?;
    Ok(Box::new(BufReader::new(decoder)))
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The words that Tesseract sees, each with its middle.
fn recognise(pgm: &[u8], language: &str) -> Result<Vec<((usize, usize), String)>> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", language, "--psm", "6", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("starting tesseract")?;
    child.stdin.take().context("tesseract takes no input")?.write_all(pgm)?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("tesseract failed: {}", output.status);
    }
    let mut words = vec![];
    for line in String::from_utf8_lossy(&output.stdout).lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, _, _, _, _, _, left, top, width, height, _, word] = fields[..] else { continue };
        let middle = |from: &str, size: &str| -> Option<usize> {
            Some(from.parse::<usize>().ok()? + size.parse::<usize>().ok()? / 2)
        };
        if let (Some(x), Some(y)) = (middle(left, width), middle(top, height))
            && !word.trim().is_empty()
        {
            words.push(((x, y), word.trim().to_owned()));
        }
    }
    Ok(words)
}
