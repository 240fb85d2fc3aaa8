//! Page numbers that stand alone on a line of plain text, and the lines that run along with them.
//!
//! A number alone may be a page's or a table row's. Page numbers grow through the document and stand where
//! a page changed: at a form feed, after more empty lines than usual, or in the middle of a sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::flow::{Before, FlowLine};
use crate::lines::{Start, is_row_start, is_table_header};
use crate::measure::Measure;

/// For each line, whether it is a page number, or a header or footer that runs through the pages.
pub(crate) fn furniture(lines: &[FlowLine], measure: &Measure) -> Vec<bool> {
    let mut found = page_numbers(lines, measure);
    for i in running(lines, &found) {
        found[i] = true;
    }
    found
}

/// Pages that show the same line at their edge for it to be no part of the text.
const PAGES: usize = 3;

/// The lines that say the same at the edges of several pages.
fn running(lines: &[FlowLine], numbers: &[bool]) -> Vec<usize> {
    let turns = |i: usize| lines.get(i).is_none_or(|line| line.before == Before::Page);
    let edge = |i: usize| {
        let beside = |at: Option<usize>| at.is_some_and(|at| numbers.get(at) == Some(&true));
        turns(i) || turns(i + 1) || beside(i.checked_sub(1)) || beside(Some(i + 1))
    };
    let key = |line: &FlowLine| line.text.replace(|c: char| c.is_ascii_digit(), "");
    let mut said: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(i, _)| !numbers[*i] && edge(*i)) {
        // A list or a sentence that ends there is text.
        let text = !matches!(line.facts.start, Start::Other) || line.facts.terminal;
        if !text && line.facts.chars > 3 {
            said.entry(key(line)).or_default().push(i);
        }
    }
    said.into_values().filter(|at| at.len() >= PAGES).flatten().collect()
}

/// For each line, whether it is a page number.
fn page_numbers(lines: &[FlowLine], measure: &Measure) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    let mut last = 0;
    let mut in_table = false;
    for (i, line) in lines.iter().enumerate() {
        in_table |= is_table_header(&line.text);
        in_table &= !matches!(line.facts.start, Start::Division | Start::Formal);
        let Some(number) = number(&line.text) else { continue };
        let grows = number > last && (last == 0 || number <= last + 30);
        if grows && stands_apart(lines, i, measure, in_table) {
            found[i] = true;
            last = number;
        }
    }
    found
}

/// The number of a line that holds only one: `12`, `- 12 -`, `Trang 12/30`.
fn number(text: &str) -> Option<u32> {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:[-–—]\s?|trang\s|page\s)?(\d{1,4})(?:\s?/\s?\d{1,4})?(?:\s?[-–—])?$")
            .expect("pattern is valid")
    });
    ALONE.captures(text)?.get(1)?.as_str().parse().ok()
}

fn stands_apart(lines: &[FlowLine], i: usize, measure: &Measure, in_table: bool) -> bool {
    let next = lines.get(i + 1);
    let extra = |before: Before| match before {
        Before::Blank(blank) => blank.saturating_sub(measure.usual_blank),
        Before::Page => 3,
        Before::Boundary => 0,
    };
    let before = extra(lines[i].before);
    let after = next.map_or(3, |line| extra(line.before));
    let at_page_change = before >= 3 || next.is_none_or(|line| line.before == Before::Page);
    if in_table {
        // `7` before the cells of row 7 stands after empty lines too.
        return at_page_change
            && after >= 1
            && next.is_none_or(|line| is_row_start(&line.text) || after >= 3);
    }
    let (Some(previous), Some(next)) = (i.checked_sub(1).map(|p| &lines[p]), next) else {
        return at_page_change;
    };
    let splits_sentence = !previous.facts.terminal && next.facts.start == Start::Lower;
    (at_page_change || before >= 2) && after >= 1 || (splits_sentence && before >= 1 && after >= 1)
}
