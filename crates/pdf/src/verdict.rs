//! What a page's text layer is worth: "the page has text" is not "the page has the right text".
//!
//! Of Vietnamese prose, three words in four bear a diacritic and more than three in four are legal syllables; what
//! another language's recognition makes of it keeps neither. The bounds were set on scans of offices and on
//! born-digital files; each verdict gives the figures it rests on.

use vanban_document::{Judgement, NoteKind, Origin, Run, Treatment, Verdict};
use vanban_text::Charset;

use crate::ReadPage;
use crate::glyphs::UNREADABLE;

/// Fewer characters than this on a page are a page number or a stamp, not its text.
const FEW: usize = 20;

/// Fewer words than this say nothing about their language.
const TELLING: usize = 20;

/// Share of the page that its images cover for it to be a scan.
const SCAN: f32 = 0.5;

/// Share of the page that a scan of the whole sheet covers.
const WHOLE: f32 = 0.85;

/// Share of words with a Vietnamese diacritic below which a scan's layer is not Vietnamese.
const MARKED: f32 = 0.4;

/// Share of legal syllables among the words below which it is not either.
const LEGAL: f32 = 0.7;

/// Share of words with a diacritic below which they were taken off.
const STRIPPED: f32 = 0.04;

/// Share of characters without meaning from which the page cannot be used.
const GARBLED: f32 = 0.1;

/// Says what the page's words are worth and where they came from; adds the notes that this calls for.
pub(crate) fn judge(read: &mut ReadPage) {
    let measures = Measures::of(read);
    let (verdict, reasons) = verdict(&measures);
    let note = match verdict {
        Verdict::Image => Some((
            NoteKind::PageIsImage,
            "the page is a picture without text; it has to be recognised (OCR)".to_owned(),
        )),
        Verdict::OcrLayerBad | Verdict::Stripped | Verdict::Garbled => {
            Some((NoteKind::PoorTextLayer, reasons.join("; ")))
        }
        Verdict::Digital if measures.unreadable > 0 => {
            Some((NoteKind::PoorTextLayer, without_meaning(&measures)))
        }
        Verdict::Digital | Verdict::OcrLayerGood => None,
    };
    read.notes.extend(note);
    if matches!(verdict, Verdict::OcrLayerBad | Verdict::OcrLayerGood)
        || verdict == Verdict::Stripped && measures.is_layer()
    {
        read.info.origin = Origin::OcrLayer;
    }
    let treatment = match verdict {
        Verdict::OcrLayerBad | Verdict::Stripped => Treatment::Restored,
        Verdict::Image => Treatment::Lost,
        Verdict::Digital | Verdict::OcrLayerGood | Verdict::Garbled => Treatment::Kept,
    };
    read.info.judgement = Some(Judgement { verdict, treatment, reasons, confidence: 1.0 });
}

fn verdict(measures: &Measures) -> (Verdict, Vec<String>) {
    let percent = |share: f32| (share * 100.0).round();
    let picture = || format!("pictures cover {} % of the page", percent(measures.picture));
    if measures.characters < FEW {
        return match measures.picture >= SCAN {
            true => (Verdict::Image, vec![picture(), "no text".to_owned()]),
            false if measures.characters == 0 => (Verdict::Digital, vec!["no text".to_owned()]),
            false => (Verdict::Digital, vec!["hardly any text".to_owned()]),
        };
    }
    if measures.unreadable as f32 >= GARBLED * measures.characters as f32 {
        return (Verdict::Garbled, vec![without_meaning(measures)]);
    }
    if measures.old_charset {
        return (Verdict::Digital, vec!["an old character set in the font's codes".to_owned()]);
    }
    let words = vec![
        format!("{} % of {} words bear a diacritic", percent(measures.marked), measures.words),
        format!("{} % are legal syllables", percent(measures.legal)),
    ];
    let told = measures.words >= TELLING;
    if told && measures.marked < STRIPPED && measures.bare >= LEGAL {
        return (Verdict::Stripped, words);
    }
    let with_picture = || [words.clone(), vec![picture()]].concat();
    let poor = told && (measures.marked < MARKED || measures.legal < LEGAL);
    match (measures.is_layer(), poor) {
        (true, true) => (Verdict::OcrLayerBad, with_picture()),
        // Plain text over a picture of the whole page may be a letter on printed paper.
        (true, false) if measures.hidden => (Verdict::OcrLayerGood, with_picture()),
        // Letters that the file names wrongly: neither Vietnamese nor any language's words.
        (false, true) if measures.vowelless >= 0.5 => {
            let reason = format!("{} % of the words have no vowel", percent(measures.vowelless));
            (Verdict::Garbled, [words, vec![reason]].concat())
        }
        _ => (Verdict::Digital, words),
    }
}

fn without_meaning(measures: &Measures) -> String {
    let Measures { unreadable, characters, .. } = measures;
    format!("{unreadable} of {characters} characters have no meaning in the file")
}

/// What is counted on a page.
struct Measures {
    characters: usize,
    unreadable: usize,
    /// Share of the page under pictures.
    picture: f32,
    /// Most of the text is painted invisibly.
    hidden: bool,
    /// Words of letters, long enough to tell.
    words: usize,
    /// Share of them with a Vietnamese diacritic.
    marked: f32,
    /// Share of them that are legal syllables.
    legal: f32,
    /// Share of them that are legal syllables but for their marks.
    bare: f32,
    /// Share of them without any vowel.
    vowelless: f32,
    /// The letters are codes of an old character set, which layout decodes.
    old_charset: bool,
}

impl Measures {
    fn of(read: &ReadPage) -> Self {
        let runs = &read.page.runs;
        let characters = || runs.iter().flat_map(|run| run.text.chars());
        let hidden = runs.iter().filter(|run| run.invisible).count();
        let words = words(runs);
        let telling: Vec<&str> = words
            .iter()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.chars().count() > 1 && word.chars().any(char::is_alphabetic))
            .filter(|word| !is_code(word))
            .collect();
        let share = |of: fn(&str) -> bool| {
            telling.iter().filter(|word| of(word)).count() as f32 / telling.len().max(1) as f32
        };
        Self {
            characters: characters().filter(|c| !c.is_whitespace()).count(),
            unreadable: characters().filter(|c| *c == UNREADABLE).count(),
            picture: image_share(read),
            hidden: hidden * 2 > runs.len(),
            words: telling.len(),
            marked: share(vanban_text::has_vietnamese_marks),
            legal: share(vanban_text::is_syllable),
            bare: share(vanban_text::is_bare_syllable),
            vowelless: share(is_vowelless),
            old_charset: Charset::guess_text(&words.join(" ")).is_some(),
        }
    }

    /// Whether the text is a layer over a scan.
    fn is_layer(&self) -> bool {
        self.picture >= SCAN && (self.hidden || self.picture >= WHOLE)
    }
}

/// The page's words; runs that follow each other without a gap are one word.
fn words(runs: &[Run]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut end: Option<(f32, f32)> = None;
    for run in runs {
        let near = |(x, y): (f32, f32)| {
            let gap = run.bbox.x0 - x;
            (run.baseline - y).abs() < 0.2 * run.size && gap.abs() < 0.15 * run.size
        };
        let joined = end.is_some_and(near) && !run.text.starts_with(' ');
        for (i, word) in run.text.split_whitespace().enumerate() {
            match words.last_mut().filter(|_| joined && i == 0) {
                Some(last) => last.push_str(word),
                None => words.push(word.to_owned()),
            }
        }
        end = (!run.text.ends_with(' ')).then_some((run.bbox.x1, run.baseline));
    }
    words
}

/// Symbols, abbreviations and numbers with units: no words of a language.
fn is_code(word: &str) -> bool {
    word.contains(['/', '@', '.', '-']) || word.chars().all(|c| !c.is_lowercase())
}

fn is_vowelless(word: &str) -> bool {
    let vowel = |c: char| "aeiouy".contains(c);
    !vanban_text::fold(word).chars().any(vowel)
}

fn image_share(read: &ReadPage) -> f32 {
    let area = (read.info.width * read.info.height).max(1.0);
    let covered: f32 = read.page.images.iter().map(|image| image.width() * image.height()).sum();
    covered / area
}
