//! Items lettered `a)`, `b)`, `c)`, `d)`, `đ)`, `e)`: without marks `d)` stands twice, and the second is `đ)`.
//!
//! No model of words can tell the two; their order does.

use vanban_text::{Edit, Span};

/// Strokes and order both speak for it.
const SURE: f32 = 0.97;

/// Mends the labels at the beginnings of `units`; an edit that is there already gives way.
pub(crate) fn mend(text: &str, units: &[Span], edits: &mut Vec<Edit>) {
    let (mut last, mut mended) = (' ', vec![]);
    for unit in units {
        for (at, letter) in labels(unit.of(text)) {
            let second = last == 'd' && letter.eq_ignore_ascii_case(&'d');
            if second {
                let text = if letter == 'd' { "đ" } else { "Đ" }.to_owned();
                let at = Span::new(unit.start + at, unit.start + at + 1);
                mended.push(Edit { at, text, confidence: SURE });
            }
            last = match letter.to_ascii_lowercase() {
                'd' if second => 'đ',
                // The `d` that comes after `c`, and no other, is the first of two.
                'd' if last != 'c' => ' ',
                letter => letter,
            };
        }
    }
    if !mended.is_empty() {
        edits.retain(|edit| !mended.iter().any(|label| label.at.overlaps(edit.at)));
        edits.extend(mended);
        edits.sort_by_key(|edit| edit.at);
    }
}

/// The letters that label the lines of a unit, `b` of `b) Thu gom`, and where they stand.
fn labels(unit: &str) -> impl Iterator<Item = (usize, char)> {
    let mut start = 0;
    unit.split_inclusive('\n').filter_map(move |line| {
        let body = line.trim_start_matches([' ', '\t', '*', '-', '|']);
        let at = start + line.len() - body.len();
        start += line.len();
        let mut chars = body.chars();
        let letter = chars.next().filter(|c| c.is_alphabetic())?;
        let heads = matches!(chars.next(), Some(')' | '.')) && chars.next() == Some(' ');
        heads.then_some((at, letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vanban_text::OffsetMap;

    #[test]
    fn the_second_d_after_c_is_barred() {
        for (seen, want) in [
            ("c) Thu\nd) Gom\n- Rác\nd) Chở\ne) Đốt", "c) Thu\nd) Gom\n- Rác\nđ) Chở\ne) Đốt"),
            ("C. Thu\nD. Gom\nD. Chở", "C. Thu\nD. Gom\nĐ. Chở"),
            ("c) Thu\nd) Gom\nđ) Chở\nd) Đốt", "c) Thu\nd) Gom\nđ) Chở\nd) Đốt"),
            ("d) Gom\nd) Chở", "d) Gom\nd) Chở"),
            ("c) Thu\nd) Gom\ne) Chở\na) Đốt\nd) Chôn", "c) Thu\nd) Gom\ne) Chở\na) Đốt\nd) Chôn"),
        ] {
            let mut edits = vec![];
            mend(seen, &[Span::new(0, seen.len())], &mut edits);
            assert_eq!(OffsetMap::apply(seen, &edits).0, want);
        }
    }
}
