//! The words of one cell, line by line; a word that its narrow column broke in the middle is one again.

use super::upright::upright;
use super::words::{Strip, rows};
use vanban_document::{PageNo, Run};

/// The lines of a cell `width` points wide, each in one piece; turned letters read as the reader tilts his head.
pub(crate) fn strips(runs: &[Run], (left, right): (f32, f32), page: PageNo) -> Vec<Strip> {
    let whole = |row: Vec<Strip>| row.into_iter().reduce(Strip::join);
    let turned = |run: &&Run| run.angle.abs() > 45.0;
    let lines = rows(runs.iter().filter(|run| !turned(run)), page);
    let mut strips: Vec<Strip> = Vec::with_capacity(lines.len());
    let mut pieces: Vec<Strip> = lines.into_iter().filter_map(whole).collect();
    // A letter wider than its column sticks out at the right, so the left side tells the padding.
    let padding = pieces
        .iter()
        .map(|strip| strip.bbox.x0 - left)
        .fold(f32::INFINITY, f32::min)
        .clamp(0.0, 6.0);
    let room = right - left - 2.0 * padding;
    // The width of the last line's own end, before it was joined to what stood above.
    let mut end = 0.0;
    for piece in pieces.drain(..) {
        let width = piece.bbox.width();
        let alone = piece.words.len() == 1;
        match strips.last_mut() {
            Some(last) if end + letter_width(&piece) > room && is_broken(last, &piece) => {
                last.mend(piece);
            }
            _ => strips.push(piece),
        }
        end = if alone { width } else { f32::NEG_INFINITY };
    }
    let vertical: Vec<Run> = runs.iter().filter(turned).cloned().collect();
    strips.extend(upright(vertical, page));
    strips
}

fn letter_width(strip: &Strip) -> f32 {
    strip
        .words
        .first()
        .map_or(0.0, |word| word.bbox.width() / word.text.chars().count().max(1) as f32)
}

/// Whether the last word of `above` and the first of `below` are the halves of one.
fn is_broken(above: &Strip, below: &Strip) -> bool {
    let (Some(first), Some(second)) = (above.words.last(), below.words.first()) else {
        return false;
    };
    crate::mend::is_broken(&first.text, &second.text)
}

#[cfg(test)]
mod tests {
    use vanban_document::BBox;

    use super::*;

    fn cell(lines: &[&str]) -> Vec<String> {
        let runs: Vec<Run> = lines
            .iter()
            .zip(0_u8..)
            .map(|(text, i)| {
                let y = 20.0 + f32::from(i) * 15.0;
                let width = text.chars().count() as f32 * 6.0;
                let bbox = BBox { x0: 12.0, y0: y - 10.0, x1: 12.0 + width, y1: y + 2.0 };
                Run {
                    text: (*text).into(),
                    bbox,
                    baseline: y,
                    size: 12.0,
                    confidence: 1.0,
                    ..Run::default()
                }
            })
            .collect();
        strips(&runs, (10.0, 40.0), 1).iter().map(Strip::text).collect()
    }

    #[test]
    fn words_broken_by_a_narrow_column_are_whole_again() {
        assert_eq!(cell(&["1.250", ".000đ"]), ["1.250.000đ"]);
        assert_eq!(cell(&["II/20", "31"]), ["II/2031"]);
        assert_eq!(cell(&["XVIII", "I"]), ["XVIIII"]);
        assert_eq!(cell(&["Nghiê", "ng"]), ["Nghiêng"]);
    }

    #[test]
    fn words_that_fill_a_narrow_column_stay_apart() {
        assert_eq!(cell(&["Thuỷ", "lợi"]), ["Thuỷ", "lợi"]);
        assert_eq!(cell(&["Trườn", "học"]), ["Trườn", "học"]);
        assert_eq!(cell(&["12", "345"]), ["12", "345"]);
    }
}
