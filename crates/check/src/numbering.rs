//! Numbering of headings and table rows: jumps and repeats.
//!
//! A heading may have been missed, so a jump is reported only where the missing label stands nowhere between
//! the two; rows of guessed tables are not judged.

use std::collections::BTreeMap;

use vanban_document::{Document, RowKind, Section, Structure, Table, TableOrigin};
use vanban_record::{Diagnostic, Severity};
use vanban_text::{Span, roman};

use crate::finding::{at, finding};

pub(crate) fn check(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    let mut found = headings(document, structure);
    for table in &structure.tables {
        if table.origin != TableOrigin::Flattened && table.confidence >= 0.8 {
            found.extend(rows(document, table));
        }
    }
    found
}

/// How a label counts: its style and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Roman,
    Arabic,
    Article,
}

fn counted(label: &str) -> Option<(Style, u32)> {
    let label = label.trim().trim_end_matches(['.', ')']);
    if let Some(article) = label.strip_prefix("Điều ") {
        return Some((Style::Article, article.trim().parse().ok()?));
    }
    if let Some(number) = roman(label) {
        return Some((Style::Roman, number));
    }
    let last = label.rsplit('.').next()?;
    Some((Style::Arabic, last.parse().ok()?))
}

fn headings(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    // The sibling before each heading, by parent, style and depth of its dotted label.
    let mut before: BTreeMap<(Option<usize>, Style, usize), (usize, u32)> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, section) in structure.sections.iter().enumerate() {
        let Some((style, number)) = counted(&section.label) else { continue };
        let depth = section.label.trim_end_matches('.').matches('.').count();
        // Articles run on over the chapters.
        let parent = section.parent.filter(|_| style != Style::Article);
        let last = before.insert((parent, style, depth), (index, number));
        let Some((at_last, last)) = last else { continue };
        let previous = &structure.sections[at_last];
        if number == last + 1 || number == 1 {
            continue;
        }
        if section.confidence < 0.6 || previous.confidence < 0.6 {
            continue;
        }
        if number == last {
            let children = structure.sections[at_last + 1..index].len();
            if children == 0 && previous.title != section.title {
                found.push(repeated(document, section));
            }
        } else if number > last + 1 && number - last <= 3 {
            let missing = labels(style, &section.label, last + 1);
            let between = Span::new(previous.heading.start, section.heading.start);
            if !stands_in(between.of(&document.text), &missing) {
                found.push(jump(document, previous, section));
            }
        }
    }
    found
}

/// The spellings that the label numbered `number` would have beside `like`.
fn labels(style: Style, like: &str, number: u32) -> Vec<String> {
    match style {
        Style::Article => vec![format!("Điều {number}")],
        Style::Roman => (1..50)
            .filter_map(|_| write_roman(number))
            .take(1)
            .flat_map(|label| [format!("{label}."), format!("{label} "), format!("{label})")])
            .collect(),
        Style::Arabic => {
            let head = like.trim_end_matches(['.', ')']);
            let head = head.rfind('.').map_or("", |dot| &head[..=dot]);
            vec![
                format!("{head}{number}."),
                format!("{head}{number})"),
                format!("{head}{number} "),
                format!("({number})"),
                format!("{head}{number:02}."),
            ]
        }
    }
}

fn write_roman(number: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 5] = ["", "X", "XX", "XXX", "XL"];
    let tens = TENS.get(number as usize / 10)?;
    Some(format!("{tens}{}", ONES[number as usize % 10]))
}

/// Whether one of the labels stands at the start of a line, or after a blank inside one: lines may have been
/// joined.
fn stands_in(text: &str, labels: &[String]) -> bool {
    // A line may break inside a label: `Điều⏎4.`
    let text = vanban_text::collapse_spaces(text);
    labels.iter().any(|label| {
        text.match_indices(label.as_str()).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | ','))
        })
    })
}

fn jump(document: &Document, previous: &Section, section: &Section) -> Diagnostic {
    let (from, to) = (&previous.label, &section.label);
    finding(
        "numbering-jump",
        Severity::Warning,
        format!("numbering jumps from {from} to {to}"),
        format!("Đánh số nhảy từ {from} đến {to}"),
        Some(at(document, section.heading)),
    )
}

fn repeated(document: &Document, section: &Section) -> Diagnostic {
    let label = &section.label;
    finding(
        "numbering-repeated",
        Severity::Warning,
        format!("two headings in a row are numbered {label}"),
        format!("Hai mục liền nhau cùng đánh số {label}"),
        Some(at(document, section.heading)),
    )
}

/// Whether many first cells hold something other than a label: cells have moved out of their columns.
fn shifted(table: &Table) -> bool {
    let firsts = table.rows.iter().filter(|row| row.kind == RowKind::Item);
    let firsts: Vec<&str> = firsts
        .filter_map(|row| row.cells.first())
        .map(|cell| cell.text.trim())
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect();
    let odd = firsts.iter().filter(|text| {
        let label = text.trim_end_matches(['.', ')']);
        label.chars().count() > 5 || label.parse::<u32>().is_ok_and(|number| number > 999)
    });
    odd.count() * 8 > firsts.len()
}

fn rows(document: &Document, table: &Table) -> Vec<Diagnostic> {
    if shifted(table) {
        return Vec::new();
    }
    let number = |text: &str| text.trim().trim_end_matches(['.', ')']).parse::<u32>().ok();
    let mut found = Vec::new();
    let mut last: Option<u32> = None;
    for row in &table.rows {
        if row.kind != RowKind::Item {
            last = None;
            continue;
        }
        let Some(cell) = row.cells.first() else { continue };
        let Some(current) = number(&cell.text).filter(|number| *number < 1000) else {
            // A dotted or empty number is a part of the row before it.
            continue;
        };
        let place = cell.spans.first().map(|span| at(document, *span));
        match last {
            // A list may start again under a heading that was read as one more row.
            Some(last) if current == last && current > 1 => found.push(finding(
                "row-number-repeated",
                Severity::Warning,
                format!("two rows of the table are numbered {current}"),
                format!("Hai dòng của bảng cùng đánh số {current}"),
                place,
            )),
            Some(last) if current > last + 1 && current - last <= 3 => found.push(finding(
                "row-number-jump",
                Severity::Warning,
                format!("row numbers jump from {last} to {current}"),
                format!("Số thứ tự của bảng nhảy từ {last} đến {current}"),
                place,
            )),
            _ => {}
        }
        last = Some(current);
    }
    // Many jumps show rows read side by side, not a careless office.
    if found.len() > 2 {
        found.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use vanban_document::{Cell, Row};

    use super::*;

    fn table(firsts: &[&str]) -> Table {
        let cell = |text: &str| Cell { text: text.to_owned(), spans: vec![] };
        let row = |first: &&str| Row { cells: vec![cell(first), cell("x")], ..Row::default() };
        Table { rows: firsts.iter().map(row).collect(), confidence: 1.0, ..Table::default() }
    }

    #[test]
    fn rows_whose_cells_have_moved_are_not_judged() {
        assert!(!shifted(&table(&["1", "2", "a)", "3", "", "-", "II", "4.1"])));
        assert!(shifted(&table(&["1", "2028-2029", "3", "Sơn La", "5", "2031"])));
    }

    #[test]
    fn a_label_may_break_over_lines() {
        let labels = labels(Style::Article, "Điều 5", 4);
        assert!(stands_in("quy định.\nĐiều\n4. Hiệu lực", &labels));
        assert!(!stands_in("quy định.\nĐiều\n3. Hiệu lực", &labels));
    }
}
