//! Words that are none: dust, the shadow of the page's edge, the rest of a seal.

use crate::tsv::Word;

/// Below this confidence Tesseract has guessed.
const GUESSED: f32 = 0.3;
/// Below this it has found no reason at all.
const NONE: f32 = 0.05;
/// A line of guesses with more letters than this is writing that could not be read; it stays.
const FEW: usize = 4;
/// Most of the words that a note quotes.
const QUOTED: usize = 12;

/// Parts `words` into words and specks. A word of letters in a line with any sure word stays, and so does a
/// letter or digit alone in a table's cell: Tesseract is never sure of those.
pub(crate) fn part(words: &[Word]) -> (Vec<Word>, Vec<Word>) {
    let mut kept = Vec::with_capacity(words.len());
    let mut specks = Vec::new();
    for line in words.chunk_by(|a, b| (a.cell, a.picture, a.line) == (b.cell, b.picture, b.line)) {
        let count: usize = line.iter().map(letters).sum();
        let guessed = line.iter().all(|word| word.confidence < GUESSED);
        let dust = guessed && (count == 0 || count <= FEW && !line.iter().any(|word| word.cell));
        for word in line {
            let mark = letters(word) == 0 && word.confidence < NONE;
            if dust || mark { specks.push(word.clone()) } else { kept.push(word.clone()) }
        }
    }
    (kept, specks)
}

fn letters(word: &Word) -> usize {
    word.text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// What is said about specks that were left out.
pub(crate) fn note(specks: &[Word]) -> Option<String> {
    let quoted: Vec<&str> = specks.iter().take(QUOTED).map(|word| word.text.as_str()).collect();
    let more = if specks.len() > QUOTED { " ..." } else { "" };
    (!specks.is_empty())
        .then(|| format!("{} specks left out: {}{more}", specks.len(), quoted.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Area;

    fn word(text: &str, line: usize, confidence: f32, cell: bool) -> Word {
        let area = Area { x0: 0, y0: 0, x1: 9, y1: 9 };
        Word { picture: 0, line: (1, 1, line), area, confidence, text: text.into(), cell }
    }

    #[test]
    fn guesses_alone_on_their_line_go_and_are_named() {
        let words = vec![
            word("Kế", 1, 0.9, false),
            word("hoạch", 1, 0.1, false),
            word("~", 1, 0.0, false),
            word("-", 1, 0.6, false),
            word("VA", 2, 0.26, false),
            word("_", 3, 0.0, false),
            word("không", 4, 0.2, false),
        ];
        let (kept, specks) = part(&words);
        let texts = |words: &[Word]| words.iter().map(|w| w.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&kept), ["Kế", "hoạch", "-", "không"]);
        assert_eq!(note(&specks).as_deref(), Some("3 specks left out: ~ VA _"));
        assert_eq!(note(&[]), None);
    }

    #[test]
    fn a_digit_alone_in_a_cell_stays() {
        let (kept, specks) = part(&[word("4", 1, 0.0, true), word("`", 2, 0.1, true)]);
        assert_eq!((kept.len(), specks.len()), (1, 1));
    }
}
