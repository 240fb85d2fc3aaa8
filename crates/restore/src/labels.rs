//! Roman numbers of headings that recognition took for letters: `HI.` for `III.`, `TV.` for `IV.`.
//!
//! A language model knows nothing of numbering, but the headings do: a label that is no number is mended when
//! its strokes make the number that comes next, and only then.

use vanban_text::{Edit, Span, roman};

/// How sure a mended label is: two things speak for it, its strokes and its place.
const SURE: f32 = 0.97;

/// Mends the labels at the beginnings of `units`; an edit that is there already gives way. Where the pages are
/// `recognised`, numbers that lost a stroke are mended too: what an author typed is left to be reported.
pub(crate) fn mend(text: &str, units: &[Span], edits: &mut Vec<Edit>, recognised: bool) {
    let labels: Vec<Span> =
        units.iter().filter_map(|unit| Some(label(unit.of(text))?.shift(unit.start))).collect();
    let written: Vec<&str> = labels.iter().map(|label| label.of(text)).collect();
    let mut numbers: Vec<Option<u32>> = written.iter().map(|label| roman(label)).collect();
    if recognised {
        fill(&written, &mut numbers);
    }
    follow(&written, &mut numbers, recognised);
    let mended: Vec<Edit> = labels
        .iter()
        .zip(&written)
        .zip(&numbers)
        .filter_map(|((at, written), number)| {
            let meant = numeral((*number)?).filter(|meant| meant != written)?;
            Some(Edit { at: *at, text: meant, confidence: SURE })
        })
        .collect();
    if mended.is_empty() {
        return;
    }
    edits.retain(|edit| !mended.iter().any(|label| label.at.overlaps(edit.at)));
    edits.extend(mended);
    edits.sort_by_key(|edit| edit.at);
}

/// How many labels between two that frame them are looked at.
const FRAMED: usize = 6;

/// Labels between two numbers with just as many between them are those numbers, where their strokes allow it.
fn fill(written: &[&str], numbers: &mut [Option<u32>]) {
    for start in 0..numbers.len() {
        let Some(first) = numbers[start] else { continue };
        let framed = |end: &usize| numbers[*end] == Some(first + (*end - start) as u32);
        let Some(end) = (start + 1..numbers.len().min(start + 2 + FRAMED)).find(framed) else {
            continue;
        };
        let expected = |at: usize| first + (at - start) as u32;
        let allowed = |at: usize| {
            numeral(expected(at)).is_some_and(|meant| {
                written[at] == meant
                    || is_meant(written[at], &meant)
                    || lost_a_stroke(written[at], &meant)
            })
        };
        if (start + 1..end).all(allowed) {
            for (at, number) in numbers.iter_mut().enumerate().take(end).skip(start + 1) {
                *number = Some(expected(at));
            }
        }
    }
    // A number past the first that stands twice, and does not go on as if it should.
    for at in 1..numbers.len() {
        let Some(number) = numbers[at].filter(|number| *number > 1) else { continue };
        let goes_on = numbers.get(at + 1) == Some(&Some(number + 1));
        let lost = numeral(number + 1).is_some_and(|next| lost_a_stroke(written[at], &next));
        if numbers[at - 1] == Some(number) && !goes_on && lost {
            numbers[at] = Some(number + 1);
        }
    }
}

/// Labels that are no numbers are the next one, where their strokes make it. A small letter that somebody typed
/// (`i)` far behind `h)`) is what it is.
fn follow(written: &[&str], numbers: &mut [Option<u32>], recognised: bool) {
    let mut last = 0;
    for at in 0..numbers.len() {
        if let Some(number) = numbers[at] {
            last = number;
            continue;
        }
        // A, B, ..., G, H: letters that number by themselves.
        let single = written[at].chars().count() == 1;
        let typed = !recognised && written[at].chars().all(char::is_lowercase);
        let lettered = single
            && (typed
                || at.checked_sub(1).is_some_and(|before| follows(written[before], written[at])));
        let meant = numeral(last + 1).is_some_and(|next| is_meant(written[at], &next));
        if meant && !lettered {
            last += 1;
            numbers[at] = Some(last);
        }
    }
}

fn lost_a_stroke(written: &str, meant: &str) -> bool {
    written.len() + 1 == meant.len() && meant.strip_suffix('I') == Some(written)
}

/// The letters of a label in front of a heading: `III. MỤC TIÊU`, `Chương II`.
fn label(unit: &str) -> Option<Span> {
    const PARTS: [&str; 6] = ["Phần ", "PHẦN ", "Chương ", "CHƯƠNG ", "Mục ", "MỤC "];
    let part = PARTS.iter().find_map(|part| unit.strip_prefix(part));
    let body = part.unwrap_or(unit);
    let end = body.find(|c: char| !c.is_alphanumeric() && !"|!".contains(c)).unwrap_or(body.len());
    let (letters, rest) = body.split_at(end);
    let arabic = letters.chars().all(|c| c.is_ascii_digit());
    let heads = part.is_some() || {
        let mut after = rest.chars();
        matches!(after.next(), Some('.' | ')'))
            && after.next() == Some(' ')
            && after.find(|c| *c != ' ').is_some_and(char::is_uppercase)
    };
    let start = unit.len() - body.len();
    (heads && !arabic && letters.chars().count() <= 6)
        .then(|| Span::new(start, start + letters.len()))
}

/// Whether letter `after` comes next where headings are numbered by letters.
fn follows(before: &str, after: &str) -> bool {
    const LETTERS: &str = "ABCDĐEGHIKLMNOPQRSTUVXY";
    let mut pairs = LETTERS.chars().zip(LETTERS.chars().skip(1));
    let (before, after) = (before.to_uppercase(), after.to_uppercase());
    pairs.any(|(a, b)| before.chars().eq([a]) && after.chars().eq([b]))
}

/// Whether the strokes of `written` are those of `number`.
fn is_meant(written: &str, number: &str) -> bool {
    let Some(first) = written.chars().next() else { return number.is_empty() };
    let rest = &written[first.len_utf8()..];
    let strokes: &[&str] = match first {
        'I' | 'l' | '1' | '|' | '!' | 'J' | 'T' | 'L' | 'i' | 'Í' | 'Ì' => &["I"],
        'H' | 'U' | 'N' | 'n' => &["II"],
        'M' | 'm' => &["III"],
        'V' | 'v' | 'Y' => &["V"],
        'X' | 'x' | 'K' => &["X"],
        _ => &[],
    };
    strokes.iter().any(|stroke| {
        number.strip_prefix(stroke).is_some_and(|following| is_meant(rest, following))
    })
}

/// `number` in Roman figures; headings do not go further.
fn numeral(number: u32) -> Option<String> {
    let tens = ["", "X", "XX"].get(number as usize / 10)?;
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    Some(format!("{tens}{}", ones.get(number as usize % 10)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vanban_text::OffsetMap;

    fn mended(lines: &[&str]) -> Vec<String> {
        mended_of(lines, true)
    }

    fn mended_of(lines: &[&str], recognised: bool) -> Vec<String> {
        let text = lines.join("\n");
        let mut start = 0;
        let unit = |line: &&str| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            span
        };
        let units: Vec<Span> = lines.iter().map(unit).collect();
        let mut edits = Vec::new();
        mend(&text, &units, &mut edits, recognised);
        let mended = OffsetMap::apply(&text, &edits).0;
        mended.lines().map(str::to_owned).collect()
    }

    #[test]
    fn letters_become_the_number_that_comes_next() {
        let found = mended(&[
            "I. MỤC TIÊU",
            "Trồng rừng ven suối.",
            "H. NHIỆM VỤ",
            "HI. GIẢI PHÁP",
            "TV. KINH PHÍ",
            "V. TỔ CHỨC",
            "Phần VL",
        ]);
        let labels: Vec<&str> = found.iter().filter_map(|line| line.split('.').next()).collect();
        assert_eq!(labels, ["I", "Trồng rừng ven suối", "II", "III", "IV", "V", "Phần VI"]);
    }

    #[test]
    fn numbers_of_recognised_pages_that_lost_a_stroke_are_found_by_their_frame() {
        for (lines, want) in [
            (["I. A", "I. B", "HI. C", "IV. D"], ["I. A", "II. B", "III. C", "IV. D"]),
            (["I. A", "II. B", "II. C", "I. D"], ["I. A", "II. B", "III. C", "I. D"]),
            (["I. A", "I. B", "II. C", "III. D"], ["I. A", "I. B", "II. C", "III. D"]),
            (["V. A", "VI. B", "I. C", "I. D"], ["V. A", "VI. B", "I. C", "I. D"]),
        ] {
            assert_eq!(mended(&lines), want);
        }
    }

    #[test]
    fn numbers_that_an_author_typed_stay() {
        let lines = ["I. MỤC TIÊU", "I. NHIỆM VỤ", "III. KINH PHÍ"];
        assert_eq!(mended_of(&lines, false), lines);
    }

    #[test]
    fn items_with_small_letters_are_no_numbers() {
        let lines = ["h) Rà soát", "i) Truyền thông", "k) Tổng hợp", "l) Báo cáo"];
        assert_eq!(mended_of(&lines, false), lines);
        assert_eq!(mended_of(&lines, true), lines);
        let far = ["h) Rà soát", "TP. Huế", "i) Truyền thông"];
        assert_eq!(mended_of(&far, false), far);
    }

    #[test]
    fn letters_that_are_no_next_number_stay() {
        let lines =
            ["I. MỤC TIÊU", "HL. Một mục", "TP. Huế", "1. Việc thứ nhất", "G. Nhà", "H. Hộ"];
        assert_eq!(mended(&lines), lines);
    }
}
