//! Page numbers, running heads and feet: found by place and repetition, kept apart from the text.

use std::collections::BTreeMap;

use super::labels::is_labelled;
use super::words::{Row, Strip};

/// The strips at a page's top and bottom, in points, where furniture stands: the margins of Nghị định
/// 30/2020/NĐ-CP are 20 to 25 mm, and a body's first base line lies a letter's height below.
const HEAD: f32 = 66.0;
const FOOT: f32 = 58.0;

/// Pages that must show the same words in the same place.
const REPEATED: usize = 3;

/// What is looked at on one page.
pub(crate) struct Sheet {
    pub(crate) height: f32,
    pub(crate) rows: Vec<Row>,
    /// Where the page's tables begin and end.
    pub(crate) tables: Vec<(f32, f32)>,
}

/// Takes the furniture out of all sheets; returns it for each sheet.
pub(crate) fn take(sheets: &mut [Sheet]) -> Vec<Vec<Strip>> {
    let repeated = repeated(sheets);
    let numbers: Vec<Option<i64>> = sheets.iter().map(Sheet::number).collect();
    let mut out = Vec::with_capacity(sheets.len());
    for (i, sheet) in sheets.iter_mut().enumerate() {
        let counts = numbers[i].is_some_and(|number| counts(&numbers, i, number));
        let height = sheet.height;
        let (at_top, at_bottom) = (sheet.first(), sheet.last());
        let mut taken = Vec::new();
        sheet.rows.retain_mut(|row| {
            let number = page_number(row).is_some()
                && (counts || row_is_outer(row, height))
                && [at_top, at_bottom].contains(&Some(key_place(row)));
            let running = row_is_outer(row, height) && repeated.contains_key(&key(row));
            if number || running {
                taken.append(row);
            }
            !(number || running)
        });
        out.push(taken);
    }
    out
}

impl Sheet {
    /// Place of the first row, unless a table stands above it.
    fn first(&self) -> Option<i32> {
        let row = self.rows.first()?;
        let y = row.first()?.baseline;
        (!self.tables.iter().any(|(top, _)| *top < y)).then(|| key_place(row))
    }

    fn last(&self) -> Option<i32> {
        let row = self.rows.last()?;
        let y = row.first()?.baseline;
        (!self.tables.iter().any(|(_, bottom)| *bottom > y)).then(|| key_place(row))
    }

    /// The number that stands first or last on the page, by itself.
    fn number(&self) -> Option<i64> {
        let of = |row: Option<&Row>, place: Option<i32>| {
            row.filter(|row| Some(key_place(row)) == place).and_then(|row| page_number(row))
        };
        of(self.rows.first(), self.first()).or_else(|| of(self.rows.last(), self.last()))
    }
}

/// Whether the number of page `i` is the page's own, or goes on counting from the page before or to the one after.
fn counts(numbers: &[Option<i64>], i: usize, number: i64) -> bool {
    let at = |j: Option<usize>| j.and_then(|j| numbers.get(j).copied().flatten());
    number == i as i64 + 1
        || at(i.checked_sub(1)) == Some(number - 1)
        || at(Some(i + 1)) == Some(number + 1)
}

/// `2`, `- 2 -`, `2/9`, `Trang 2`, `Trang 2/9`.
fn page_number(row: &[Strip]) -> Option<i64> {
    let [strip] = row else {
        return None;
    };
    let text = strip.text().to_lowercase();
    let text = text.trim_start_matches("trang").trim_matches(|c: char| !c.is_ascii_digit());
    let number = text.split(['/', ' ']).next()?;
    let rest_is_total = text.chars().all(|c| c.is_ascii_digit() || c == '/' || c == ' ');
    let says_more = strip.text().chars().any(char::is_alphabetic)
        && !strip.text().to_lowercase().starts_with("trang");
    (rest_is_total && number.len() <= 4 && !says_more).then(|| number.parse().ok())?
}

/// Words, with numbers left open, that stand at the same height on several pages.
fn repeated(sheets: &[Sheet]) -> BTreeMap<(String, i32), usize> {
    let mut seen: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for sheet in sheets {
        let ends = sheet.rows.iter().take(2).chain(sheet.rows.iter().rev().take(2));
        let mut keys: Vec<(String, i32)> = ends
            .filter(|row| row_is_outer(row, sheet.height) && !is_caption(row))
            .map(|row| key(row))
            .collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    seen.retain(|_, pages| *pages >= REPEATED);
    seen
}

/// What a row says, and where. Numbers are left open where they count pages (`Trang 3`, `3/12`).
fn key(row: &[Strip]) -> (String, i32) {
    let words = row.iter().flat_map(|strip| &strip.words).map(|word| word.text.as_str());
    let mut text = words.collect::<Vec<_>>().join(" ").to_lowercase();
    if text.contains("trang") || text.contains("page") {
        text.retain(|c| !c.is_ascii_digit());
    }
    (text, key_place(row))
}

/// Annexes may each begin with the same line at the top of a page: that is no running head.
fn is_caption(row: &[Strip]) -> bool {
    let text = row.first().map(Strip::text).unwrap_or_default();
    let starts = ["phu luc", "bieu", "mau", "danh muc", "ke hoach", "du thao"];
    let folded = vanban_text::fold(&text);
    is_labelled(&text) || starts.iter().any(|words| folded.starts_with(words))
}

/// The row's height on the page in steps of four points.
fn key_place(row: &[Strip]) -> i32 {
    row.first().map_or(0, |strip| (strip.baseline / 4.0).round() as i32)
}

fn row_is_outer(row: &[Strip], height: f32) -> bool {
    row.first().is_some_and(|strip| strip.baseline < HEAD || strip.baseline > height - FOOT)
}
