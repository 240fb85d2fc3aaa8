//! Runs to words, and words to strips: the stretches of one base line without a wide gap.
//!
//! Clustering goes by base line, never by the glyphs' boxes: the stacked marks of Vietnamese capitals reach into
//! the line above.

use vanban_document::{BBox, Line, PageNo, Run, WordBox};
use vanban_text::{Span, nfc};

/// A gap of this many ems between runs is a space, painted or not.
const SPACE: f32 = 0.17;

/// A gap of this many ems parts two strips. Justified lines seldom stretch a space past one em; where they do,
/// `columns` puts the line together again.
const APART: f32 = 1.2;

/// A gap of less than this many ems is not seen as one.
const UNSEEN: f32 = 0.04;

/// How far base lines of one line may lie from each other, in ems.
const SAME_LINE: f32 = 0.3;

/// A word on the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) bbox: BBox,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// Words on one base line without a wide gap between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strip {
    pub(crate) words: Vec<Word>,
    pub(crate) bbox: BBox,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) page: PageNo,
    /// Recognised in a picture, by us or by whoever scanned it: place and size are rough.
    pub(crate) recognised: bool,
    /// Wide gaps in it, where it was put together from several strips.
    pub(crate) gaps: usize,
}

impl Strip {
    /// All words are bold; marks and bullets do not count.
    pub(crate) fn bold(&self) -> bool {
        self.all(|word| word.bold)
    }

    /// All words are italic; marks and bullets do not count.
    pub(crate) fn italic(&self) -> bool {
        self.all(|word| word.italic)
    }

    fn all(&self, test: impl Fn(&Word) -> bool) -> bool {
        let says = |word: &&Word| word.text.chars().any(char::is_alphanumeric);
        let mut words = self.words.iter().filter(says).peekable();
        words.peek().is_some() && words.all(test)
    }

    /// The words with single spaces.
    pub(crate) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }

    /// The first word, empty where there is none.
    pub(crate) fn first_word(&self) -> &str {
        self.words.first().map_or("", |word| &word.text)
    }

    /// The strip as a line with the boxes of its words.
    pub(crate) fn line(&self) -> Line {
        let mut text = String::new();
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&word.text);
            words.push(WordBox { span: Span::new(start, text.len()), bbox: word.bbox });
        }
        Line { text, page: self.page, bbox: Some(self.bbox), words, ..Line::default() }
    }

    /// The strip that `self` and a strip further right on the same line make together.
    pub(crate) fn join(mut self, right: Strip) -> Strip {
        let wide = right.bbox.x0 - self.bbox.x1 > 2.0 * self.size.max(right.size);
        self.gaps += right.gaps + usize::from(wide);
        self.bbox = self.bbox.cover(right.bbox);
        self.words.extend(right.words);
        self
    }
}

impl Strip {
    /// Joins the first word of the line below to the last word here: the two are halves of one.
    pub(crate) fn mend(&mut self, below: Strip) {
        self.bbox = self.bbox.cover(below.bbox);
        let mut words = below.words.into_iter();
        if let (Some(last), Some(half)) = (self.words.last_mut(), words.next()) {
            last.text.push_str(&half.text);
            last.bbox = last.bbox.cover(half.bbox);
        }
        self.words.extend(words);
    }
}

/// One base line of a page: its strips from left to right.
pub(crate) type Row = Vec<Strip>;

/// The rows of `runs`, top to bottom.
pub(crate) fn rows<'a>(runs: impl IntoIterator<Item = &'a Run>, page: PageNo) -> Vec<Row> {
    let mut runs: Vec<&Run> = runs.into_iter().collect();
    runs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut clusters: Vec<Vec<&Run>> = Vec::new();
    for run in runs {
        let near =
            |other: &&Run| run.baseline - other.baseline <= SAME_LINE * run.size.min(other.size);
        match clusters.last_mut() {
            Some(cluster) if cluster.last().is_some_and(near) => cluster.push(run),
            _ => clusters.push(vec![run]),
        }
    }
    attach_raised(&mut clusters);
    clusters
        .into_iter()
        .map(|cluster| strips(cluster, page))
        .filter(|row| !row.is_empty())
        .collect()
}

/// Puts raised and lowered small characters (the power in `m³/s`, a footnote's mark) on the line they belong to.
fn attach_raised(clusters: &mut Vec<Vec<&Run>>) {
    for i in 0..clusters.len() {
        for j in [i.checked_sub(1), Some(i + 1)].into_iter().flatten() {
            if j >= clusters.len() {
                continue;
            }
            let (small, host) = (&clusters[i], &clusters[j]);
            if small.len() > 12 || small.is_empty() {
                continue;
            }
            let touches = |run: &&Run| host.iter().any(|other| raised(run, other));
            let (raised, rest): (Vec<&Run>, Vec<&Run>) =
                small.iter().copied().partition(|run| touches(run));
            if !raised.is_empty() {
                clusters[i] = rest;
                clusters[j].extend(raised);
            }
        }
    }
    clusters.retain(|cluster| !cluster.is_empty());
}

fn raised(run: &Run, host: &Run) -> bool {
    let beside = (run.bbox.x0 - host.bbox.x1).abs().min((host.bbox.x0 - run.bbox.x1).abs());
    run.size < 0.85 * host.size
        && (host.baseline - run.baseline).abs() < 0.6 * host.size
        && beside < 0.25 * host.size
        && !run.text.trim().is_empty()
        && !host.text.trim().is_empty()
}

/// Cuts one base line into strips of words.
fn strips(mut runs: Vec<&Run>, page: PageNo) -> Row {
    runs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let mut row: Row = Vec::new();
    let mut end = f32::NEG_INFINITY;
    let mut spaced = true;
    for run in runs {
        let text = run.text.trim_end();
        if text.is_empty() {
            spaced |= !run.text.is_empty();
            continue;
        }
        let size = run.size.max(1.0);
        let gap = run.bbox.x0 - end;
        if row.is_empty() || gap > APART * size {
            row.push(Strip { page, ..Strip::default() });
            spaced = true;
        }
        if let Some(strip) = row.last_mut() {
            // A painted space that takes up no room is not seen, so it is none.
            let seen = run.invisible || gap > UNSEEN * size || gap < -size;
            let open = gap > SPACE * size && !holds_together(strip, text, gap / size);
            add(strip, run, text, (spaced && seen) || open);
        }
        spaced = run.text.len() > text.len();
        end = end.max(run.bbox.x1);
    }
    row.iter_mut().for_each(finish);
    row
}

/// Where a gap that nobody painted is no space: before a closing mark, and between a number stamped into its
/// blank and the rest of the symbol (`Số: 8609   /SNNMT`).
fn holds_together(strip: &Strip, next: &str, gap: f32) -> bool {
    let before = strip.words.last().and_then(|word| word.text.chars().last());
    let mut next = next.chars();
    let (mark, after) = (next.next(), next.next());
    let closing = gap < 0.5 && matches!(mark, Some(',' | ';' | '.' | ':' | ')'));
    let symbol = before.is_some_and(|c| c.is_ascii_digit())
        && mark == Some('/')
        && after.is_none_or(char::is_uppercase);
    closing || symbol
}

fn add(strip: &mut Strip, run: &Run, text: &str, apart: bool) {
    for (i, piece) in text.split_whitespace().enumerate() {
        let word = Word {
            text: piece.to_owned(),
            bbox: part_of(run, text, piece),
            bold: run.bold,
            italic: run.italic,
        };
        match strip.words.last_mut() {
            Some(last) if !apart && i == 0 => {
                last.text.push_str(&word.text);
                last.bbox = last.bbox.cover(word.bbox);
                last.bold &= word.bold;
                last.italic &= word.italic;
            }
            _ => strip.words.push(word),
        }
    }
    strip.recognised |= run.invisible || run.confidence < 1.0;
    // The line stands where its tallest letters stand, not where a raised mark does.
    if run.size > strip.size {
        strip.size = run.size;
        strip.baseline = run.baseline;
    }
}

/// The box of `piece`, where a run holds several words: its share of the run's width.
fn part_of(run: &Run, text: &str, piece: &str) -> BBox {
    let all = text.chars().count().max(1) as f32;
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    let before = text.get(..start).unwrap_or("").chars().count() as f32;
    let width = run.bbox.width() / all;
    let x0 = run.bbox.x0 + before * width;
    let x1 = x0 + piece.chars().count() as f32 * width;
    BBox { x0, x1, ..run.bbox }
}

fn finish(strip: &mut Strip) {
    for word in &mut strip.words {
        if !word.text.is_ascii() {
            word.text = nfc(&word.text);
        }
    }
    let boxes = strip.words.iter().map(|word| word.bbox);
    strip.bbox = boxes.reduce(BBox::cover).unwrap_or_default();
}
