//! Which rows of a table state a sum over which others, as far as numbers and order tell.

use std::collections::BTreeMap;
use std::ops::Range;

use vanban_text::fold;

use crate::{Row, RowKind, Table};

/// How a row comes to state a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumKind {
    /// It is the title of a group.
    Title,
    /// It closes a group or a part of the table.
    Closing,
    /// It has numbered parts.
    Parts,
    /// It is a total of the whole table.
    Total,
}

/// A row that states a sum, if it states any amount, and the rows that should add up to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// How it comes to state one.
    pub kind: SumKind,
    /// The rows; empty where nothing tells which they are.
    pub rows: Vec<usize>,
}

impl Table {
    /// What each row sums up; `None` for an entry without parts.
    pub fn sums(&self) -> Vec<Option<Sum>> {
        let order = Order::of(&self.rows);
        let closing: Vec<bool> = (0..self.rows.len()).map(|row| order.closes(row)).collect();
        let whole = |row: usize| self.rows[row].kind == RowKind::Total && !closing[row];
        let single = (0..self.rows.len()).filter(|row| whole(*row)).count() == 1;
        let sum = |index: usize| {
            let (kind, rows) = match self.rows[index].kind {
                RowKind::Item => (SumKind::Parts, order.parts(index)),
                RowKind::Group => (SumKind::Title, order.below(index)),
                RowKind::Total if closing[index] => (SumKind::Closing, order.above(index)),
                RowKind::Total if single => (SumKind::Total, order.entries(0..self.rows.len())),
                RowKind::Total => (SumKind::Total, Vec::new()),
            };
            (kind != SumKind::Parts || !rows.is_empty()).then_some(Sum { kind, rows })
        };
        (0..self.rows.len()).map(sum).collect()
    }
}

/// The rows of a table with what is asked of all of them.
struct Order<'a> {
    rows: &'a [Row],
    /// Some rows have whole numbers.
    numbered: bool,
    /// There is more than one group.
    grouped: bool,
    /// A group stands in a group.
    nested: bool,
    first_item: usize,
    first_total: usize,
    /// The place after the last group.
    groups_end: usize,
    /// How deep each group stands in others.
    depths: Vec<Option<usize>>,
    /// The group whose label a sum names.
    closed: Vec<Option<usize>>,
}

impl<'a> Order<'a> {
    fn of(rows: &'a [Row]) -> Order<'a> {
        let is = |kind: RowKind| move |row: &Row| row.kind == kind;
        let first = |kind| rows.iter().position(is(kind)).unwrap_or(rows.len());
        let group = is(RowKind::Group);
        Order {
            rows,
            numbered: rows.iter().any(|row| label(row).parse::<u32>().is_ok()),
            grouped: rows.iter().filter(|row| group(row)).count() > 1,
            nested: rows.windows(2).any(|pair| pair.iter().all(group)),
            first_item: first(RowKind::Item),
            first_total: first(RowKind::Total),
            groups_end: rows.iter().rposition(group).map_or(0, |last| last + 1),
            depths: depths(rows),
            closed: closed(rows),
        }
    }

    /// The entries of a range that are no parts of others.
    fn entries(&self, range: Range<usize>) -> Vec<usize> {
        range.filter(|row| self.rows[*row].kind == RowKind::Item && !self.is_part(*row)).collect()
    }

    /// The entries under the title of a group, those of groups inside it included.
    fn below(&self, index: usize) -> Vec<usize> {
        let own = self.depths[index];
        let inner = |row: usize| match self.rows[row].kind {
            RowKind::Item => true,
            RowKind::Group => own.is_some() && self.depths[row] > own,
            // A sum of a group inside; one that closes this group or more ends it.
            RowKind::Total => self.closed[row].is_some_and(|group| group > index),
        };
        let end = (index + 1..self.rows.len()).find(|row| !inner(*row)).unwrap_or(self.rows.len());
        self.entries(index + 1..end)
    }

    /// The entries that a closing sum follows. Among groups in groups only one that names its group is surely its sum.
    fn above(&self, index: usize) -> Vec<usize> {
        if !self.nested {
            return self.entries(self.opening(index)..index);
        }
        let group = self.closed[index];
        let below = group.map(|group| self.below(group)).unwrap_or_default();
        below.into_iter().filter(|row| *row < index).collect()
    }

    /// The first row after the last group title or sum before `index`.
    fn opening(&self, index: usize) -> usize {
        self.rows[..index].iter().rposition(ends).map_or(0, |at| at + 1)
    }

    /// Whether the row is a part of one above it: `1.1` under `1`, a dash, or no number among numbered rows.
    fn is_part(&self, index: usize) -> bool {
        let own = label(&self.rows[index]);
        let parent = || {
            let head = own.rsplit_once('.').map_or("", |(head, _)| head);
            self.rows[..index].iter().rev().take(60).any(|row| label(row) == head)
        };
        is_dotted(own) && parent() || self.numbered && (own.is_empty() || is_dash(own))
    }

    /// The numbered rows right under a row that are its parts, one step down: `1.1`, `1.2` under `1`.
    fn parts(&self, index: usize) -> Vec<usize> {
        let head = label(&self.rows[index]);
        let mut parts = Vec::new();
        if head.parse::<u32>().is_err() && !is_dotted(head) {
            return parts;
        }
        for (below, row) in self.rows.iter().enumerate().skip(index + 1) {
            let own = label(row);
            match own.strip_prefix(head).and_then(|rest| rest.strip_prefix('.')) {
                _ if ends(row) => break,
                Some(step) if step.parse::<u32>().is_ok() => parts.push(below),
                Some(_) => {}
                None if own.is_empty() || is_dash(own) => {}
                None => break,
            }
        }
        parts
    }

    /// Whether a row of sums closes a group or a part of the table, while others follow or stand before:
    /// `Cộng I` with `II` after it, `Cộng` with `Tổng cộng` after more entries.
    fn closes(&self, index: usize) -> bool {
        let row = &self.rows[index];
        let opens = self.opening(index);
        let words = total_words(row);
        // All rows after the last title or sum are entries.
        if row.kind != RowKind::Total || opens == index || words.contains('+') {
            return false;
        }
        let named = row.group.as_deref().is_some_and(|group| {
            let group = fold(group.trim_end_matches(['.', ')']));
            words.split(|c: char| !c.is_alphanumeric()).skip(1).any(|word| word == group)
        });
        let next = self.rows[index + 1..].iter().position(|row| row.kind == RowKind::Total);
        let closed = self.first_total < index && self.first_item < opens;
        named && self.grouped
            || index < self.groups_end
            || next.is_some_and(|between| between > 0 || named || closed)
    }
}

/// How deep each group stands among the groups of a table, by the kind of its label: kinds go inwards in the order in
/// which they first appear (`A` over `I` over `1`).
fn depths(rows: &[Row]) -> Vec<Option<usize>> {
    let is_group = |row: &&Row| row.kind == RowKind::Group;
    let lettered = rows.iter().filter(is_group).any(|row| label(row) == "A");
    let mut seen: Vec<LabelKind> = Vec::new();
    let mut depth = |row: &Row| {
        let kind = LabelKind::of(label(row), lettered).filter(|_| is_group(&row))?;
        let known = seen.iter().position(|known| *known == kind);
        Some(known.unwrap_or_else(|| {
            seen.push(kind);
            seen.len() - 1
        }))
    };
    rows.iter().map(&mut depth).collect()
}

/// For each sum that names a group's label (`Cộng I`) the nearest such group above it.
fn closed(rows: &[Row]) -> Vec<Option<usize>> {
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut named = |(index, row): (usize, &Row)| match row.kind {
        RowKind::Group => {
            groups.insert(fold(label(row)), index);
            None
        }
        RowKind::Total => {
            let words = total_words(row);
            let mut parts = words.split(|c: char| !c.is_alphanumeric()).skip(1);
            // `Tổng cộng (I+II)` names more than one.
            if words.contains('+') {
                None
            } else {
                parts.find_map(|w| groups.get(w).copied().filter(|_| !w.is_empty()))
            }
        }
        RowKind::Item => None,
    };
    rows.iter().enumerate().map(&mut named).collect()
}

/// What kind of label a group has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LabelKind {
    Letter,
    Roman,
    Number,
    Dotted,
}

impl LabelKind {
    /// `C` is a letter where the table has an `A`, else a numeral.
    fn of(label: &str, lettered: bool) -> Option<LabelKind> {
        let single = label.len() == 1 && label.starts_with(|c: char| c.is_ascii_uppercase());
        if single && lettered && !matches!(label, "I" | "V" | "X") {
            Some(LabelKind::Letter)
        } else if label.parse::<u32>().is_ok() {
            Some(LabelKind::Number)
        } else if is_dotted(label) {
            Some(LabelKind::Dotted)
        } else if vanban_text::roman(label).is_some() {
            Some(LabelKind::Roman)
        } else {
            single.then_some(LabelKind::Letter)
        }
    }
}

/// Whether a row ends the entries above it.
fn ends(row: &Row) -> bool {
    row.kind != RowKind::Item
}

/// The row's number, letter or dash, without its closing mark.
fn label(row: &Row) -> &str {
    row.cells.first().map_or("", |cell| cell.text.trim().trim_end_matches(['.', ')']))
}

fn is_dotted(label: &str) -> bool {
    label.contains('.') && label.split('.').all(|part| part.parse::<u32>().is_ok())
}

fn is_dash(label: &str) -> bool {
    matches!(label, "-" | "–" | "+" | "*")
}

/// The folded words that call a row a sum.
fn total_words(row: &Row) -> String {
    let cells = row.cells.iter().take(2).map(|cell| fold(&cell.text));
    let is_name = |words: &String| words.contains("cong") || words.contains("tong");
    cells.filter(is_name).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cell;
    use RowKind::{Group, Item, Total};

    fn table(rows: &[(RowKind, Option<&str>, &[&str])]) -> Table {
        let cell = |text: &&str| Cell { text: (*text).to_owned(), spans: vec![] };
        let row = |(kind, group, cells): &(RowKind, Option<&str>, &[&str])| Row {
            cells: cells.iter().map(cell).collect(),
            kind: *kind,
            group: group.map(str::to_owned),
        };
        Table { rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    fn sub_totals(table: &Table) -> Vec<usize> {
        let sums = table.sums();
        let closes = |sum: &Option<Sum>| sum.as_ref().is_some_and(|s| s.kind == SumKind::Closing);
        (0..sums.len()).filter(|row| closes(&sums[*row])).collect()
    }

    fn summed(table: &Table, row: usize) -> Option<(SumKind, Vec<usize>)> {
        table.sums()[row].clone().map(|sum| (sum.kind, sum.rows))
    }

    #[test]
    fn sums_of_groups_are_told_from_the_total() {
        let grouped = table(&[
            (Group, None, &["I", "Đường"]),
            (Item, Some("I"), &["1", "Ngõ 3"]),
            (Total, Some("I"), &["", "Cộng I"]),
            (Group, None, &["II", "Cầu"]),
            (Item, Some("II"), &["1", "Cầu Ván"]),
            (Total, Some("II"), &["", "Cộng II"]),
            (Total, Some("II"), &["", "Tổng cộng (I+II)"]),
        ]);
        assert_eq!(sub_totals(&grouped), [2, 5]);
        assert_eq!(summed(&grouped, 0), Some((SumKind::Title, vec![1])));
        assert_eq!(summed(&grouped, 1), None);
        assert_eq!(summed(&grouped, 5), Some((SumKind::Closing, vec![4])));
        assert_eq!(summed(&grouped, 6), Some((SumKind::Total, vec![1, 4])));
        let taxed = table(&[
            (Item, None, &["1", "Máy bơm"]),
            (Total, None, &["", "Cộng"]),
            (Item, None, &["2", "Thuế"]),
            (Total, None, &["", "Tổng cộng"]),
        ]);
        assert_eq!(sub_totals(&taxed), [1]);
    }

    #[test]
    fn a_total_before_its_rounding_or_above_all_rows_is_no_sub_total() {
        let rounded = table(&[
            (Item, None, &["1", "Máy bơm"]),
            (Total, None, &["", "Tổng cộng"]),
            (Total, None, &["", "Tổng làm tròn"]),
        ]);
        assert!(sub_totals(&rounded).is_empty());
        let above = table(&[
            (Total, None, &["", "Tổng số"]),
            (Group, None, &["I", "Đường"]),
            (Item, Some("I"), &["1", "Ngõ 3"]),
        ]);
        assert!(sub_totals(&above).is_empty());
    }

    #[test]
    fn parts_are_one_step_down() {
        let table = table(&[
            (Item, None, &["1", "Đường"]),
            (Item, None, &["1.1", "Ngõ 3"]),
            (Item, None, &["1.1.1", "Nền"]),
            (Item, None, &["-", "Cát"]),
            (Item, None, &["1.2", "Ngõ 5"]),
            (Item, None, &["2", "Cầu"]),
            (Item, None, &["1.3", "Ngõ 7"]),
        ]);
        assert_eq!(summed(&table, 0), Some((SumKind::Parts, vec![1, 4])));
        assert_eq!(summed(&table, 1), Some((SumKind::Parts, vec![2])));
        assert_eq!(summed(&table, 5), None);
    }

    #[test]
    fn groups_in_groups_have_their_sums() {
        let nested = table(&[
            (Group, None, &["A", "Đường làng"]),
            (Group, Some("A"), &["I", "Thôn Đông"]),
            (Item, Some("I"), &["1", "Ngõ 3"]),
            (Item, Some("I"), &["2", "Ngõ 5"]),
            (Total, Some("I"), &["", "Cộng I"]),
            (Group, Some("A"), &["II", "Thôn Đoài"]),
            (Item, Some("II"), &["1", "Ngõ 7"]),
            (Total, Some("II"), &["", "Cộng A"]),
            (Group, None, &["B", "Cầu"]),
            (Item, Some("B"), &["1", "Cầu Ván"]),
            (Total, Some("B"), &["", "Tổng cộng"]),
        ]);
        assert_eq!(summed(&nested, 0), Some((SumKind::Title, vec![2, 3, 6])));
        assert_eq!(summed(&nested, 1), Some((SumKind::Title, vec![2, 3])));
        assert_eq!(summed(&nested, 4), Some((SumKind::Closing, vec![2, 3])));
        assert_eq!(summed(&nested, 5), Some((SumKind::Title, vec![6])));
        assert_eq!(summed(&nested, 7), Some((SumKind::Closing, vec![2, 3, 6])));
        assert_eq!(summed(&nested, 8), Some((SumKind::Title, vec![9])));
        assert_eq!(summed(&nested, 10), Some((SumKind::Total, vec![2, 3, 6, 9])));
    }
}
