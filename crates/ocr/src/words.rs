//! Recognised words to runs: base line, size and weight from the boxes and the letters in them.
//!
//! A word's box is as high as its letters reach: `ăn` is lower than `Ế`. Which letters it holds tells how many
//! ems that is, so the box tells the em, and where the base line runs. The middle value of the words of a line
//! is taken, since single boxes are off by a pixel or by a speckle.

use vanban_document::{BBox, Run};
use vanban_text::fold_char;

use crate::picture::Gray;
use crate::tsv::Word;

/// How far letters reach above and below the base line in ems, as in Times and the faces made after it, which
/// official documents are set in (Nghị định 30/2020/NĐ-CP, phụ lục I: Times New Roman).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Reach {
    above: f32,
    below: f32,
}

/// The reach of a word's letters; none where it has none that tell.
fn reach(text: &str) -> Option<Reach> {
    let reaches = text.chars().filter_map(of_char);
    reaches.reduce(|a, b| Reach { above: a.above.max(b.above), below: a.below.max(b.below) })
}

fn of_char(c: char) -> Option<Reach> {
    let base = fold_char(c);
    let above = match base {
        _ if c.is_uppercase() => 0.66 + above_capital(c),
        'a' | 'c' | 'e' | 'g' | 'm'..='s' | 'u'..='z' => match above_small(c) {
            0 => 0.46,
            1 => 0.68,
            _ => 0.87,
        },
        't' => 0.58,
        'i' | 'j' | 'b' | 'd' | 'f' | 'h' | 'k' | 'l' | '(' | ')' | '/' | '[' | ']' => 0.68,
        '0'..='9' => 0.67,
        _ => return None,
    };
    let below = match base {
        _ if "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ".contains(c) => {
            0.2
        }
        'g' | 'j' | 'p' | 'q' | 'y' if c.is_lowercase() => 0.21,
        'q' => 0.17,
        '(' | ')' | '[' | ']' => 0.2,
        _ => 0.01,
    };
    Some(Reach { above, below })
}

/// How many marks stand one over the other on a small letter.
fn above_small(c: char) -> usize {
    match c {
        'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ố' | 'ồ' | 'ổ'
        | 'ỗ' => 2,
        'ơ' | 'ư' | 'ợ' | 'ự' | 'ạ' | 'ẹ' | 'ọ' | 'ụ' | 'ỵ' => 0,
        _ => usize::from(!c.is_ascii()),
    }
}

fn above_capital(c: char) -> f32 {
    match c {
        'Đ' | 'Ơ' | 'Ư' | 'Ợ' | 'Ự' | 'Ạ' | 'Ẹ' | 'Ị' | 'Ọ' | 'Ụ' | 'Ỵ' => 0.0,
        _ if c.is_ascii() => 0.0,
        'Ấ' | 'Ầ' | 'Ẩ' | 'Ẫ' | 'Ắ' | 'Ằ' | 'Ẳ' | 'Ẵ' | 'Ế' | 'Ề' | 'Ể' | 'Ễ' | 'Ố' | 'Ồ' | 'Ổ'
        | 'Ỗ' => 0.36,
        _ => 0.22,
    }
}

/// Runs for `words`, which are in pixels of `page` at `scale` pixels to the point.
pub(crate) fn runs(words: &[Word], page: &Gray, scale: f32) -> Vec<Run> {
    let mut runs = Vec::with_capacity(words.len());
    let mut start = 0;
    while start < words.len() {
        let end = line_end(words, start);
        let line = words.get(start..end).unwrap_or(&[]);
        set_line(line, page, scale, &mut runs);
        start = end;
    }
    snap_sizes(&mut runs);
    embolden(words, &mut runs, page, scale);
    runs
}

/// Where the line that begins with word `start` ends; a gap of three heights ends it too, since what stands
/// beyond need not share its base line or size.
fn line_end(words: &[Word], start: usize) -> usize {
    let mut end = start + 1;
    while let (Some(before), Some(next)) = (words.get(end - 1), words.get(end)) {
        let same =
            (before.cell, before.picture, before.line) == (next.cell, next.picture, next.line);
        let height = before.area.height().max(next.area.height());
        if !same || next.area.x0 > before.area.x1 + 3 * height {
            break;
        }
        end += 1;
    }
    end
}

fn set_line(line: &[Word], page: &Gray, scale: f32, runs: &mut Vec<Run>) {
    let sizes = line.iter().filter_map(|word| {
        let reach = reach(&word.text)?;
        Some(word.area.height() as f32 / (reach.above + reach.below))
    });
    let tallest = line.iter().map(|word| word.area.height()).max().unwrap_or(0) as f32;
    let size = middle(sizes.collect()).unwrap_or(tallest).clamp(4.0 * scale, 60.0 * scale);
    let bottoms =
        line.iter().filter_map(|word| Some(word.area.y1 as f32 - reach(&word.text)?.below * size));
    let lowest = line.iter().map(|word| word.area.y1).max().unwrap_or(0) as f32;
    let baseline = middle(bottoms.collect()).unwrap_or(lowest).min(page.height as f32);
    for (i, word) in line.iter().enumerate() {
        let area = word.area;
        let point = |value: usize| value as f32 / scale;
        runs.push(Run {
            // Tesseract found it apart from the next.
            text: if i == 0 && line.len() > 1 && is_dash(word) {
                "- ".to_owned()
            } else {
                format!("{} ", word.text)
            },
            bbox: BBox {
                x0: point(area.x0),
                y0: point(area.y0),
                x1: point(area.x1),
                y1: point(area.y1),
            },
            baseline: baseline / scale,
            size: size / scale,
            // 1 is for what is stated.
            confidence: word.confidence.min(0.99),
            ..Run::default()
        });
    }
}

/// Whether what begins a line is the dash of a list item, whatever Tesseract took it for: signs without letters,
/// wider than tall.
fn is_dash(word: &Word) -> bool {
    let sign = |c: char| "-~_–—¬=•·'’\"*".contains(c);
    let stroke = |c: char| "-~_–—¬=".contains(c);
    word.area.width() > word.area.height()
        && word.text.chars().all(sign)
        && word.text.chars().any(stroke)
}

fn middle(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Sizes within an eighth of a size that is common on the page are that size: what is left is noise.
fn snap_sizes(runs: &mut [Run]) {
    let mut sizes: Vec<f32> = runs.iter().map(|run| run.size).collect();
    sizes.sort_by(f32::total_cmp);
    while let Some(size) = middle(sizes.clone()) {
        let near = |other: f32| (other - size).abs() <= 0.13 * size;
        let count = sizes.iter().filter(|other| near(**other)).count();
        if count < 12 {
            return;
        }
        let rounded = (size * 2.0).round() / 2.0;
        runs.iter_mut().filter(|run| near(run.size)).for_each(|run| run.size = rounded);
        let (below, above): (Vec<f32>, Vec<f32>) =
            sizes.iter().copied().filter(|other| !near(*other)).partition(|other| *other < size);
        sizes = if below.len() > above.len() { below } else { above };
    }
}

/// Sets bold on words whose strokes are thick for their size.
fn embolden(words: &[Word], runs: &mut [Run], page: &Gray, scale: f32) {
    let stems: Vec<Option<f32>> = words
        .iter()
        .zip(runs.iter())
        .map(|(word, run)| Some(stem(word, page)? / (run.size * scale)))
        .collect();
    let limit = thick(&stems.iter().flatten().copied().collect::<Vec<f32>>());
    // Marks and lone letters, which do not tell, are what the word before them is.
    let mut before = false;
    for (run, stem) in runs.iter_mut().zip(&stems) {
        run.bold = stem.map_or(before, |stem| stem > limit);
        before = run.bold;
    }
}

/// From which width in ems on strokes are bold: between the two widths that the page shows, or, where it shows
/// one only, above what a regular face has on a dark copy.
fn thick(stems: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    let mut limit = mean(stems);
    let mut sides = (limit, limit);
    for _ in 0..12 {
        let (thin, fat): (Vec<f32>, Vec<f32>) = stems.iter().partition(|stem| **stem <= limit);
        if thin.is_empty() || fat.is_empty() {
            return ONE_FACE;
        }
        sides = (mean(&thin), mean(&fat));
        limit = f32::midpoint(sides.0, sides.1);
    }
    if sides.1 > TWO_FACES * sides.0 { limit } else { ONE_FACE }
}

/// Stems of bold faces are at least this many times as wide as those of the regular face beside them.
const TWO_FACES: f32 = 1.25;
/// Stems of a regular face are thinner than this, in ems.
const ONE_FACE: f32 = 0.145;

/// The width of a word's upright strokes in pixels: the ink of its rows for each time a row enters ink.
fn stem(word: &Word, page: &Gray) -> Option<f32> {
    let letters = word.text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 2 {
        return None;
    }
    let (mut ink, mut strokes) = (0.0_f32, 0.0_f32);
    for y in word.area.y0..word.area.y1 {
        let mut inside = false;
        for value in page.stretch(y, word.area.x0, word.area.x1) {
            let dark = f32::from(255 - *value) / 255.0;
            ink += dark;
            let now = if inside { *value < 150 } else { *value < 110 };
            strokes += f32::from(u8::from(now && !inside));
            inside = now;
        }
    }
    (strokes > 0.0).then(|| ink / strokes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Area;

    fn word(text: &str, x0: usize, y0: usize, y1: usize) -> Word {
        Word {
            picture: 0,
            line: (1, 1, 1),
            area: Area { x0, y0, x1: x0 + 60, y1 },
            confidence: 0.9,
            text: text.into(),
            cell: false,
        }
    }

    #[test]
    fn the_letters_of_a_word_tell_its_size_and_base_line() {
        // At 2 pixels to the point and 14 points: x-height 12.9, capitals 18.5, descenders 5.9 pixels.
        let page = Gray::white(600, 200);
        let words = [
            word("an", 10, 87, 100),
            word("phu", 80, 81, 106),
            word("Ban", 150, 81, 100),
            word("-", 220, 94, 96),
        ];
        for run in runs(&words, &page, 2.0) {
            assert!((run.size - 14.0).abs() < 1.0, "{run:?}");
            assert!((run.baseline - 50.0).abs() < 0.6, "{run:?}");
            assert!(run.text.ends_with(' ') && run.confidence < 1.0);
        }
    }

    #[test]
    fn what_looks_like_a_dash_before_an_item_is_one() {
        let dash = |text: &str| {
            let mut word = word(text, 0, 20, 24);
            word.area.x1 = word.area.x0 + 12;
            is_dash(&word)
        };
        for (text, want) in [("~", true), ("-_", true), ("—", true), ("’", false), ("-a", false)]
        {
            assert_eq!(dash(text), want, "{text}");
        }
    }

    #[test]
    fn words_far_apart_have_base_lines_of_their_own() {
        let page = Gray::white(900, 200);
        let words = [word("Ban", 10, 81, 100), word("Nam", 500, 89, 108)];
        let found = runs(&words, &page, 2.0);
        assert!((found[1].baseline - found[0].baseline - 4.0).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn thick_strokes_are_bold_where_the_page_shows_both() {
        let mut page = Gray::white(600, 300);
        let mut words = Vec::new();
        for (i, wide) in [2, 2, 2, 4, 4].into_iter().enumerate() {
            let x = 10 + i * 100;
            for y in 81..100 {
                for stem in 0..6 {
                    page.row_mut(y)[x + stem * 10..x + stem * 10 + wide].fill(0);
                }
            }
            words.push(word("HIHI", x, 81, 100));
        }
        let bold: Vec<bool> = runs(&words, &page, 2.0).iter().map(|run| run.bold).collect();
        assert_eq!(bold, [false, false, false, true, true]);
        let bold: Vec<bool> = runs(&words[..3], &page, 2.0).iter().map(|run| run.bold).collect();
        assert_eq!(bold, [false; 3]);
    }
}
