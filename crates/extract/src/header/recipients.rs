//! Nơi nhận: to whom the document goes, in order.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_text::{Span, fold, quoted};

use super::lines::{clean, in_capitals, lines};

/// `; - UBND tỉnh`: items that share a line.
static INNER_BULLET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([;.,:)])\s*[-–+]\s+").expect("a fixed pattern"));

/// `Lưu: VT, VX.,M/`: what recognition makes of the initial that a pen sets behind the list.
static PEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\w[.;])\s*[.,]?\s*\p{L}?/$").expect("a fixed pattern"));

/// The recipients, each as one entry.
pub(super) fn recipients(document: &Document, structure: &Structure) -> Vec<String> {
    let Some(zone) = zone(document, structure) else { return Vec::new() };
    let mut items: Vec<Item> = Vec::new();
    for line in lines(document, zone) {
        let parted = INNER_BULLET.replace_all(&line.text, "$1\n- ");
        for part in parted.split('\n') {
            take(&mut items, part);
        }
    }
    // A list without any bullet has an item on each line.
    let bulleted = items.iter().any(|item| item.bullet);
    let items = if bulleted { join_wrapped(items) } else { items };
    items.iter().map(|item| quoted(&item.text)).filter(|text| !text.is_empty()).collect()
}

/// Where the recipients stand: as the structure shows, else from the line `Nơi nhận` to the first line in capitals.
pub(super) fn zone(document: &Document, structure: &Structure) -> Option<Span> {
    if structure.zones.recipients.is_some() {
        return structure.zones.recipients;
    }
    let all = lines(document, Span::new(0, document.text.len()));
    let first = all.iter().position(|line| {
        fold(&line.text).starts_with("noi nhan") && line.text.split_whitespace().count() < 8
    })?;
    let more = all[first + 1..].iter().take(40).take_while(|line| !in_capitals(&line.text)).count();
    Some(all[first].span.cover(all[first + more].span))
}

struct Item {
    text: String,
    bullet: bool,
}

fn take(items: &mut Vec<Item>, line: &str) {
    let line = clean(line);
    let line = without_heading(&line);
    if line.is_empty() {
        return;
    }
    // `(Hung, 35b)` under the list: who typed it, and how many copies.
    let listed = items.last().is_some_and(|item| fold(&item.text).contains("luu"));
    if listed && line.starts_with('(') && line.ends_with(')') && line.chars().count() < 40 {
        return;
    }
    let line = PEN.replace(line, "$1");
    let bullet = line.starts_with(['-', '–', '+', '•', '*', '—']);
    items.push(Item { text: line.into_owned(), bullet });
}

/// `Nơi nhận:` and what else stands in that line.
fn without_heading(line: &str) -> &str {
    if !fold(line).starts_with("noi nhan") {
        return line;
    }
    line.split_once(':').map_or("", |(_, rest)| rest.trim())
}

/// A line without bullet goes on with the item above it.
fn join_wrapped(items: Vec<Item>) -> Vec<Item> {
    let mut joined: Vec<Item> = Vec::new();
    for item in items {
        match joined.last_mut() {
            Some(last) if !item.bullet => {
                last.text.push(' ');
                last.text.push_str(&item.text);
            }
            _ => joined.push(item),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pens_initial_behind_the_list_is_left_out() {
        let mut items = Vec::new();
        take(&mut items, "- Lưu: VT, VX.,M/");
        take(&mut items, "(Hoa, 20b)");
        take(&mut items, "- Sở TN&MT/các phòng;");
        let read: Vec<_> = items.iter().map(|item| quoted(&item.text)).collect();
        assert_eq!(read, ["Lưu: VT, VX", "Sở TN&MT/các phòng"]);
    }
}
