//! Training text as a stream of word ids.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result};
use vanban_restore::lm::{BREAK, COMMA, NUMBER, SPECIAL, START, UNKNOWN, WordId};
use vanban_restore::token::{Case, Kind, case_of, key, scan};
use vanban_text::is_syllable;

/// How often a legal syllable, and another word, must stand in the text to be in the vocabulary.
const MIN_SYLLABLE: u32 = 4;
const MIN_OTHER: u32 = 40;

/// The text read so far: surface forms are numbered as they come.
#[derive(Default)]
pub(crate) struct Corpus {
    surfaces: HashMap<String, u32>,
    stream: Vec<u32>,
}

/// One token of the numbered text.
#[derive(Clone, Copy)]
pub(crate) struct Item {
    /// Its word.
    pub(crate) word: WordId,
    /// How it was written, for words.
    pub(crate) case: Option<Case>,
}

/// The words the model knows, and the text in their numbers; [`START`] begins each line.
pub(crate) struct Numbered {
    /// Words by id, specials included.
    pub(crate) words: Vec<String>,
    /// The text.
    pub(crate) items: Vec<Item>,
}

impl Corpus {
    /// Reads a zstd file of one paragraph a line.
    pub(crate) fn read_zst(&mut self, path: &Path) -> Result<()> {
        let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let mut decoder = zstd::Decoder::new(file)?;
        decoder.window_log_max(27)?;
        for line in BufReader::new(decoder).lines() {
            self.line(&line.with_context(|| format!("reading {}", path.display()))?);
        }
        Ok(())
    }

    /// Adds one line.
    pub(crate) fn line(&mut self, line: &str) {
        self.stream.push(u32::from(START));
        for token in scan(line) {
            let id = match token.kind {
                Kind::Number => u32::from(NUMBER),
                Kind::Break => u32::from(BREAK),
                Kind::Comma => u32::from(COMMA),
                Kind::Word => self.surface(token.span.of(line)),
            };
            self.stream.push(id);
        }
    }

    /// The number of a surface form, above those of the specials.
    fn surface(&mut self, word: &str) -> u32 {
        if let Some(id) = self.surfaces.get(word) {
            return *id;
        }
        let id = (self.surfaces.len() + SPECIAL) as u32;
        self.surfaces.insert(word.to_owned(), id);
        id
    }

    /// Chooses the vocabulary and numbers the text by it.
    pub(crate) fn number(self) -> Numbered {
        let mut counts = vec![0_u32; self.surfaces.len() + SPECIAL];
        for id in &self.stream {
            counts[*id as usize] += 1;
        }
        let mut surfaces: Vec<(String, u32)> = self.surfaces.into_iter().collect();
        surfaces.sort_unstable();
        let mut by_key: HashMap<String, u32> = HashMap::new();
        for (surface, id) in &surfaces {
            *by_key.entry(key(surface)).or_default() += counts[*id as usize];
        }
        let words = vocabulary(&by_key);
        let ids: HashMap<&str, WordId> =
            words.iter().enumerate().map(|(i, word)| (word.as_str(), i as WordId)).collect();
        let mut item_of = vec![Item { word: UNKNOWN, case: None }; counts.len()];
        for (special, item) in item_of.iter_mut().enumerate().take(SPECIAL) {
            item.word = special as WordId;
        }
        for (surface, id) in &surfaces {
            let word = ids.get(key(surface).as_str()).copied().unwrap_or(UNKNOWN);
            item_of[*id as usize] = Item { word, case: Some(case_of(surface)) };
        }
        let items = self.stream.iter().map(|id| item_of[*id as usize]).collect();
        Numbered { words, items }
    }
}

fn vocabulary(counts: &HashMap<String, u32>) -> Vec<String> {
    let mut known: Vec<(&String, u32)> = counts
        .iter()
        .map(|(word, count)| (word, *count))
        .filter(|(word, count)| *count >= MIN_OTHER || *count >= MIN_SYLLABLE && is_syllable(word))
        .filter(|(word, _)| word.len() <= 24)
        .collect();
    known.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let specials = ["<s>", "<unk>", "<num>", "<brk>", "<com>"].map(str::to_owned);
    specials.into_iter().chain(known.into_iter().map(|(word, _)| word.clone())).collect()
}

/// For each word the log odds of a capital inside a sentence, after a small and after a capital initial.
pub(crate) fn capital_habits(numbered: &Numbered) -> Vec<[f64; 2]> {
    let mut counts = vec![[[0_u32; 2]; 2]; numbered.words.len()];
    for pair in numbered.items.windows(2) {
        let after = match (pair[0].word, pair[0].case) {
            (START | BREAK, _) | (_, Some(Case::Upper | Case::Mixed)) => continue,
            (_, Some(Case::Title)) => 1,
            _ => 0,
        };
        let capital = match pair[1].case {
            Some(Case::Title) => 1,
            Some(Case::Lower) => 0,
            _ => continue,
        };
        counts[pair[1].word as usize][after][capital] += 1;
    }
    let odds = |[small, capital]: [u32; 2], prior: f64| {
        ((f64::from(capital) + 2.0 * prior) / (f64::from(small) + 2.0 * (1.0 - prior))).ln()
    };
    counts.iter().map(|after| [odds(after[0], 0.15), odds(after[1], 0.5)]).collect()
}
