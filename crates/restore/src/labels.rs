//! Roman numbers of headings that recognition took for letters: `HI.` for `III.`, `TV.` for `IV.`.
//!
//! A language model knows nothing of numbering, but the headings do: a label that is no number is mended when
//! its strokes make the number that comes next, and only then.

use vanban_text::{Edit, Span, roman};

/// How sure a mended label is: two things speak for it, its strokes and its place.
const SURE: f32 = 0.97;

/// Mends the labels at the beginnings of `units`; an edit that is there already gives way.
pub(crate) fn mend(text: &str, units: &[Span], edits: &mut Vec<Edit>) {
    let labels: Vec<Span> =
        units.iter().filter_map(|unit| Some(label(unit.of(text))?.shift(unit.start))).collect();
    let mut last = 0;
    let mut letter = ' ';
    let mut mended = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let written = label.of(text);
        let before = std::mem::replace(&mut letter, written.chars().next().unwrap_or(' '));
        let next = || labels[i + 1..].iter().find_map(|label| roman(label.of(text)));
        if let Some(number) = roman(written) {
            // A stroke lost: the number before stands again, and the one after the next follows.
            let again = number == last && next() == Some(last + 2);
            last = number + u32::from(again);
            if let Some(number) = numeral(last).filter(|_| again) {
                mended.push(Edit { at: *label, text: number, confidence: SURE });
            }
        } else if written.len() == 1 && follows(before, letter) {
            // A, B, ..., G, H: letters that number by themselves.
        } else if let Some(number) = numeral(last + 1).filter(|next| is_meant(written, next)) {
            last += 1;
            mended.push(Edit { at: *label, text: number, confidence: SURE });
        }
    }
    if mended.is_empty() {
        return;
    }
    edits.retain(|edit| !mended.iter().any(|label| label.at.overlaps(edit.at)));
    edits.extend(mended);
    edits.sort_by_key(|edit| edit.at);
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

/// Whether `letter` comes after `before` where headings are numbered by letters.
fn follows(before: char, letter: char) -> bool {
    const LETTERS: &str = "ABCDĐEGHIKLMNOPQRSTUVXY";
    let mut pairs = LETTERS.chars().zip(LETTERS.chars().skip(1));
    pairs.any(|pair| pair == (before, letter))
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
        let text = lines.join("\n");
        let mut start = 0;
        let unit = |line: &&str| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            span
        };
        let units: Vec<Span> = lines.iter().map(unit).collect();
        let mut edits = Vec::new();
        mend(&text, &units, &mut edits);
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
    fn a_number_that_stands_twice_before_the_one_after_the_next_lost_a_stroke() {
        let lines = ["I. MỤC TIÊU", "I. NHIỆM VỤ", "III. KINH PHÍ", "III. TỔ CHỨC", "I. BIỂU"];
        let want = ["I. MỤC TIÊU", "II. NHIỆM VỤ", "III. KINH PHÍ", "III. TỔ CHỨC", "I. BIỂU"];
        assert_eq!(mended(&lines), want);
    }

    #[test]
    fn letters_that_are_no_next_number_stay() {
        let lines =
            ["I. MỤC TIÊU", "HL. Một mục", "TP. Huế", "1. Việc thứ nhất", "G. Nhà", "H. Hộ"];
        assert_eq!(mended(&lines), lines);
    }
}
