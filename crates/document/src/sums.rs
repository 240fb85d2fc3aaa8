//! Which rows of a table state a sum over which others, as far as numbers and order tell.

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
        }
    }

    /// The entries of a range that are no parts of others.
    fn entries(&self, range: Range<usize>) -> Vec<usize> {
        range.filter(|row| self.rows[*row].kind == RowKind::Item && !self.is_part(*row)).collect()
    }

    /// The entries under the title of a group.
    fn below(&self, index: usize) -> Vec<usize> {
        let below = &self.rows[index + 1..];
        let end = below.iter().position(ends).unwrap_or(below.len());
        self.entries(index + 1..index + 1 + end)
    }

    /// The entries that a closing sum follows. One that closes an outer group looks like one of the inner.
    fn above(&self, index: usize) -> Vec<usize> {
        if self.nested { Vec::new() } else { self.entries(self.opening(index)..index) }
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
}
