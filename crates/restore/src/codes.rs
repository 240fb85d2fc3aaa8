//! Abbreviations in the symbols of recognised pages: `01-QĐÐ/TU` for `01-QĐ/TU`, `BCĐ'I'W` for `BCĐTW`.
//!
//! What a recogniser makes of capitals no language model mends. A code is mended when it is none of the closed
//! vocabulary and none that the document writes again and again, and its strokes are those of exactly one that is.

use std::collections::BTreeMap;

use vanban_text::{Edit, Span};

use crate::symbols;

/// How sure a mended code is: it is the only one of the vocabulary with these strokes.
const SURE: f32 = 0.95;

/// How often a code stands in the document to be taken for one that is meant.
const OFTEN: usize = 3;

/// Mends the codes in the symbols of `text`; an edit that is there already gives way.
pub(crate) fn mend(text: &str, edits: &mut Vec<Edit>) {
    let codes = codes(text);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for code in &codes {
        *seen.entry(code.of(text)).or_default() += 1;
    }
    let plain = |code: &str| code.chars().all(|c| c.is_ascii_alphanumeric() || "ĐƯƠ".contains(c));
    let is_meant = |code: &str| {
        symbols::is_known(code)
            || plain(code) && seen.get(code).is_some_and(|times| *times >= OFTEN)
    };
    let known: Vec<&str> = symbols::known()
        .chain(seen.keys().copied().filter(|code| is_meant(code) && !symbols::is_known(code)))
        .collect();
    let mended: Vec<Edit> = codes
        .iter()
        .filter(|code| !is_meant(code.of(text)))
        .filter_map(|code| Some((*code, only(&known, code.of(text))?)))
        .map(|(at, code)| Edit { at, text: code.to_owned(), confidence: SURE })
        .collect();
    let mended: Vec<Edit> =
        mended.into_iter().chain(closed(text, &codes)).chain(figures(text)).collect();
    if mended.is_empty() {
        return;
    }
    edits.retain(|edit| !mended.iter().any(|code| code.at.overlaps(edit.at)));
    edits.extend(mended);
    edits.sort_by_key(|edit| edit.at);
}

/// Spaces within symbols, closed: `11/NQ- CP`. What follows is of the closed vocabulary, or it is no symbol's.
fn closed(text: &str, codes: &[Span]) -> Vec<Edit> {
    let gap = |code: &Span| {
        let rest = &text[code.end..];
        let joint = ["- ", " -"].into_iter().find(|joint| rest.starts_with(joint))?;
        let next = &rest[joint.len()..];
        let end = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        let whole = symbols::is_known(code.of(text)) && symbols::is_known(&next[..end]);
        let at = Span::new(code.end, code.end + joint.len());
        whole.then(|| Edit { at, text: "-".to_owned(), confidence: SURE })
    };
    codes.iter().filter_map(gap).collect()
}

/// Numbers of two figures whose second was read as a letter: `Đề án 0G`. No word begins with a zero.
fn figures(text: &str) -> Vec<Edit> {
    let figure = |c: char| match c {
        'G' | 'b' => Some('6'),
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        'B' => Some('8'),
        'S' | 's' => Some('5'),
        'Z' | 'z' => Some('2'),
        _ => None,
    };
    let mut found = vec![];
    for chunk in text.split_whitespace() {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let word = chunk.trim_end_matches(['.', ',', ';', ':', ')']);
        let mut letters = word.chars();
        if let (Some('0'), Some(second), None) = (letters.next(), letters.next(), letters.next())
            && let Some(meant) = figure(second)
        {
            let at = Span::new(start, start + word.len());
            found.push(Edit { at, text: format!("0{meant}"), confidence: SURE });
        }
    }
    found
}

/// The codes of all symbols: what stands after a number and a slash or hyphen, and after those that follow.
fn codes(text: &str) -> Vec<Span> {
    let mut codes = Vec::new();
    let mut chars = text.char_indices().peekable();
    let (mut digits, mut inside) = (false, false);
    while let Some((at, c)) = chars.next() {
        let joint = c == '/' || c == '-';
        inside = joint && (digits || inside);
        digits = c.is_ascii_digit();
        if !inside {
            continue;
        }
        let start = at + 1;
        let mut end = start;
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || "'’‘".contains(*c))
        {
            end = at + c.len_utf8();
        }
        let code = Span::new(start, end);
        let year = code.of(text).chars().all(|c| c.is_ascii_digit());
        if !year && is_shouted(code.of(text)) {
            codes.push(code);
        }
        // The next joint belongs to the same symbol.
        inside = end > start;
        digits = inside;
    }
    codes
}

/// Capitals, but for the small letters of `CTr`, `TTg` and `QyĐ`.
fn is_shouted(code: &str) -> bool {
    let small = code.chars().filter(|c| c.is_lowercase()).count();
    let capitals = code.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 && small <= 1 && capitals + small + 2 >= code.chars().count()
}

/// The one of `known` that `seen` may be a reading of.
fn only<'a>(known: &[&'a str], seen: &str) -> Option<&'a str> {
    let mut fitting = known.iter().filter(|known| reads_as(known, seen));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

/// Whether `seen` is how a recogniser may read `known`, letter by letter.
fn reads_as(known: &str, seen: &str) -> bool {
    let Some(letter) = known.chars().next() else { return seen.is_empty() };
    let rest = &known[letter.len_utf8()..];
    let own = seen.strip_prefix(letter).is_some_and(|seen| reads_as(rest, seen));
    own || strokes(letter)
        .iter()
        .any(|stroke| seen.strip_prefix(stroke).is_some_and(|seen| reads_as(rest, seen)))
}

/// What a letter is read as besides itself.
fn strokes(letter: char) -> &'static [&'static str] {
    match letter {
        'Đ' => &["ĐÐ", "ÐĐ", "ĐĐ", "ÐÐ", "Ð", "DĐ", "ĐD"],
        'T' => &["'I'", "’I’", "‘I’", "I'", "'I", "’I", "I’", "I", "L", "Ť", "T'"],
        'N' => &["Ñ", "NÑ", "ÑN", "Ń"],
        'Q' => &["Ọ", "Ô", "0", "O"],
        'U' => &["Ư", "Ù", "Ú", "Ũ", "Ụ"],
        'C' => &["Ç", "G"],
        'O' => &["0", "Ó", "Ö"],
        'B' => &["8"],
        'S' => &["5", "Š"],
        'I' => &["1", "l", "Í", "Ï"],
        'K' => &["Ķ", "KK"],
        'H' => &["Ħ"],
        'W' => &["VV", "VW"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vanban_text::OffsetMap;

    #[test]
    fn spaces_in_symbols_close_and_letters_of_figures_are_figures() {
        assert_eq!(mended("Nghị quyết 11/NQ- CP và 12/NQ -CP"), "Nghị quyết 11/NQ-CP và 12/NQ-CP");
        assert_eq!(mended("Đề án 0G; 0G1, O6 - CP"), "Đề án 06; 0G1, O6 - CP");
        assert_eq!(mended("thực hiện 12/KH - Hội"), "thực hiện 12/KH - Hội");
    }

    fn mended(text: &str) -> String {
        let mut edits = Vec::new();
        mend(text, &mut edits);
        OffsetMap::apply(text, &edits).0
    }

    #[test]
    fn codes_of_the_closed_vocabulary_are_mended() {
        for (seen, want) in [
            ("Quyết định số 41-QĐÐ/TU", "Quyết định số 41-QĐ/TU"),
            ("Kế hoạch 09-KH/BCĐ'I'W,", "Kế hoạch 09-KH/BCĐTW,"),
            ("số 12/2027/NÑQ-CP", "số 12/2027/NQ-CP"),
            ("số 77-NQ/ĐÐU", "số 77-NQ/ĐU"),
            ("số 5-KH/BCĐLW", "số 5-KH/BCĐTW"),
        ] {
            assert_eq!(mended(seen), want);
        }
    }

    #[test]
    fn codes_of_bodies_and_other_words_stay() {
        for text in [
            "số 41/QĐ-SNNMT và 12/TTr-STC",
            "tỷ lệ 24/7-Internet, 3/4-ĐH",
            "số 8/KH-HLTP",
            "A/B-CD, 2026-2030, QĐÐ",
        ] {
            assert_eq!(mended(text), text);
        }
    }

    #[test]
    fn a_code_that_the_document_repeats_is_one() {
        let text = "1/QĐ-SGTX 2/QĐ-SGTX 3/QĐ-SGTX 4/QĐ-SGIX";
        assert_eq!(mended(text), "1/QĐ-SGTX 2/QĐ-SGTX 3/QĐ-SGTX 4/QĐ-SGTX");
    }
}
