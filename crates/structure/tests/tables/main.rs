//! Random tables in every form that files have them in, read back and compared with what was meant.
//!
//! The measure is the share of cells that are right, of those meant and of those read (F1), rows matched by what
//! they hold. The floors lie a little under what is reached.

mod make;
mod set;

use vanban_document::Reading;
use vanban_layout::layout;
use vanban_structure::structure;

use make::{Dice, Table, Wish};
use set::Ruling;

/// Tables of each form.
const EACH: u64 = 10;

/// Cells right, cells meant, cells read.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: usize,
    meant: usize,
    read: usize,
}

impl Score {
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.meant + self.read).max(1) as f64
    }
}

fn norm(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Compares the largest table read with the one meant.
fn score(table: &Table, reading: Reading) -> (Score, Vec<String>) {
    let document = layout(reading);
    let found = structure(&document).tables;
    let mut meant: Vec<Vec<String>> = vec![table.columns()];
    meant.extend(table.rows.iter().map(|row| row.cells.clone()));
    let cells = meant.iter().map(Vec::len).sum();
    let Some(best) = found.iter().max_by_key(|found| found.rows.len()) else {
        return (
            Score { meant: cells, ..Score::default() },
            vec![format!("nothing in {}", document.text)],
        );
    };
    let mut read: Vec<Vec<String>> =
        vec![best.columns.iter().map(|cell| norm(&cell.text)).collect()];
    read.extend(
        best.rows.iter().map(|row| row.cells.iter().map(|cell| norm(&cell.text)).collect()),
    );
    let mut total = Score { meant: cells, read: read.iter().map(Vec::len).sum(), right: 0 };
    let mut misses = Vec::new();
    let mut from = 0;
    for row in &meant {
        let alike =
            |other: &Vec<String>| row.iter().zip(other).filter(|(a, b)| norm(a) == **b).count();
        let near = from..read.len().min(from + 4);
        let Some(at) = near.max_by_key(|i| (alike(&read[*i]), usize::MAX - i)) else { continue };
        let right = alike(&read[at]);
        total.right += right;
        if right < row.len() {
            misses.push(format!("meant {row:?}\n read {:?}", read[at]));
        }
        if right * 2 >= row.len() {
            from = at + 1;
        }
    }
    (total, misses)
}

/// Reads `EACH` tables of one form; the share of right cells is at least `floor`.
fn check(
    form: &str,
    seed: u64,
    floor: f64,
    wish: impl Fn(u64) -> Wish,
    set: impl Fn(&Table, &mut Dice) -> Reading,
) {
    let mut total = Score::default();
    let mut misses = Vec::new();
    for i in 0..EACH {
        let mut dice = Dice::new(seed * 1000 + i);
        let table = make::table(&mut dice, wish(i));
        let (score, missed) = score(&table, set(&table, &mut dice));
        total.right += score.right;
        total.meant += score.meant;
        total.read += score.read;
        misses.extend(missed.into_iter().take(3).map(|miss| format!("table {i}: {miss}")));
    }
    misses.truncate(16);
    assert!(
        total.f1() >= floor,
        "{form}: {:.4} of cells, below {floor}\n{}",
        total.f1(),
        misses.join("\n")
    );
}

/// Every third table has groups, every third merged cells, every other empty cells, some run over pages.
fn mixed(i: u64) -> Wish {
    Wish {
        groups: i.is_multiple_of(3),
        merged: i % 3 == 1,
        two_rows: i % 5 == 4,
        empty: i % 2 == 1,
        long: i % 4 == 2,
    }
}

/// Forms that cannot show merged cells or names over names.
fn plain(i: u64) -> Wish {
    Wish { merged: false, two_rows: false, ..mixed(i) }
}

#[test]
fn ruled_tables_of_pages_are_read_whole() {
    check(
        "ruled",
        1,
        0.99,
        |i| Wish { two_rows: false, ..mixed(i) },
        |table, dice| set::pages(table, dice, Ruling::All, 0.0),
    );
}

#[test]
fn ruled_tables_of_recognised_pages_bear_some_noise() {
    check(
        "ruled, recognised",
        2,
        0.97,
        |i| Wish { two_rows: false, ..mixed(i) },
        |table, dice| set::pages(table, dice, Ruling::All, 1.0),
    );
}

#[test]
fn half_ruled_tables_have_their_columns_from_white_space() {
    check("half-ruled", 3, 0.98, plain, |table, dice| set::pages(table, dice, Ruling::Across, 0.0));
}

#[test]
fn unruled_tables_have_their_rows_from_their_numbers() {
    check("unruled", 4, 0.98, plain, |table, dice| set::pages(table, dice, Ruling::None, 0.0));
}

#[test]
fn tables_kept_by_spaces_are_read() {
    check(
        "spaces",
        5,
        0.93,
        |i| Wish { merged: false, ..mixed(i) },
        |table, dice| set::text(&set::aligned(table, dice, false)),
    );
}

#[test]
fn tables_kept_by_bars_are_read() {
    check("bars", 6, 0.98, plain, |table, dice| set::text(&set::aligned(table, dice, true)));
}

#[test]
fn flattened_tables_are_guessed_well() {
    check(
        "flattened",
        7,
        0.85,
        |i| Wish { empty: false, ..plain(i) },
        |table, _| set::text(&set::flattened(table)),
    );
}

#[test]
fn markdown_tables_are_read_as_they_are() {
    check("markdown", 8, 0.999, plain, |table, _| {
        vanban_plain::read_markdown(set::markdown(table).as_bytes()).unwrap()
    });
}

#[test]
fn html_tables_are_read_with_their_spans() {
    check("html", 9, 0.999, mixed, |table, _| {
        vanban_plain::read_markdown(set::html(table).as_bytes()).unwrap()
    });
}
