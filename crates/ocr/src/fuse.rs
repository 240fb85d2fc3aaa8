//! A page's recognition held against the poor text layer of the same page.
//!
//! The layer of a scan was made by another recognition, mostly of another language: its letters are right more
//! often than its marks. It is believed only where our own recognition says that it is unsure, and there only
//! where the layer's word is Vietnamese, ours is not, and the two are the same letters. Digits are never taken
//! from it: two readings of a blurred number that differ prove neither.

use std::collections::BTreeMap;

use vanban_document::{BBox, Page, Run};
use vanban_text::{fold, is_syllable};

/// Below this confidence recognition is unsure of a word.
const UNSURE: f32 = 0.7;
/// Boxes of one word share at least this part of their common box, along and down the page.
const SHARED: f32 = 0.5;
/// Height of the bands that the layer's words are sorted into, in points.
const BAND: f32 = 24.0;

/// Takes words from `layer` where they are better than those in `recognised`; says how many were taken.
pub fn fuse(layer: &Page, recognised: &Page) -> (Page, usize) {
    let mut bands: BTreeMap<i64, Vec<&Run>> = BTreeMap::new();
    for run in &layer.runs {
        bands.entry(band(run.bbox.centre().1)).or_default().push(run);
    }
    let mut page = recognised.clone();
    let mut taken = 0;
    for run in page.runs.iter_mut().filter(|run| run.confidence < UNSURE) {
        let middle = band(run.bbox.centre().1);
        let near = bands.range(middle - 1..=middle + 1).flat_map(|(_, runs)| runs);
        let better = near
            .filter(|other| same_place(run.bbox, other.bbox))
            .find(|other| is_better(other.text.trim(), run.text.trim()));
        if let Some(better) = better {
            run.text = format!("{} ", better.text.trim());
            taken += 1;
        }
    }
    (page, taken)
}

fn band(y: f32) -> i64 {
    (y / BAND).floor() as i64
}

fn same_place(a: BBox, b: BBox) -> bool {
    let both = a.cover(b);
    let across = a.x1.min(b.x1) - a.x0.max(b.x0);
    // The layer's box is a font's height, ours is the ink's.
    let down = a.y1.min(b.y1) - a.y0.max(b.y0);
    across > SHARED * both.width() && down > SHARED * a.height().min(b.height())
}

/// Whether the layer's word is Vietnamese, ours is not, and they are the same letters but for marks.
fn is_better(layer: &str, ours: &str) -> bool {
    let words = [layer, ours].map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let [theirs, own] = words;
    let letters = !theirs.is_empty() && theirs.chars().all(char::is_alphabetic);
    letters && is_syllable(theirs) && !is_syllable(own) && fold(layer) == fold(ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x0: f32, confidence: f32) -> Run {
        let bbox = BBox { x0, y0: 100.0, x1: x0 + 30.0, y1: 112.0 };
        Run { text: text.into(), bbox, size: 13.0, confidence, ..Run::default() }
    }

    fn page(runs: Vec<Run>) -> Page {
        Page { runs, ..Page::default() }
    }

    fn fused(layer: &str, ours: &str, confidence: f32) -> (String, usize) {
        let (page, taken) =
            fuse(&page(vec![run(layer, 51.0, 1.0)]), &page(vec![run(ours, 50.0, confidence)]));
        (page.runs[0].text.trim().to_owned(), taken)
    }

    #[test]
    fn a_vietnamese_word_replaces_the_same_letters_that_are_none() {
        assert_eq!(fused("đường,", "đưòng,", 0.4), ("đường,".into(), 1));
    }

    #[test]
    fn what_recognition_is_sure_of_or_knows_stays() {
        for (layer, ours, confidence) in [
            ("đường", "đưòng", 0.9),
            ("đuong", "đường", 0.3),
            ("đương", "đường", 0.3),
            ("hàng", "đưòng", 0.3),
            ("2026", "2025", 0.3),
            ("1.250", "l.250", 0.3),
        ] {
            assert_eq!(fused(layer, ours, confidence), (ours.to_owned(), 0), "{layer}");
        }
    }

    #[test]
    fn words_elsewhere_are_not_compared() {
        let ours = page(vec![run("đưòng", 50.0, 0.3)]);
        for x in [20.0, 70.0, 300.0] {
            assert_eq!(fuse(&page(vec![run("đường", x, 1.0)]), &ours).1, 0, "{x}");
        }
        let mut low = run("đường", 50.0, 1.0);
        (low.bbox.y0, low.bbox.y1) = (113.0, 125.0);
        assert_eq!(fuse(&page(vec![low]), &ours).1, 0);
    }
}
