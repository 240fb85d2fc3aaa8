//! What each slot of a barred table looks like by itself and beside its neighbours.

use vanban_text::fold;

use crate::bars::{Slot, is_framed};
use crate::counter::{Counter, counter};
use crate::heads::names_column;

/// What one slot looks like by itself.
#[derive(Debug, Default)]
pub(crate) struct Look {
    /// Nothing stands in it.
    pub(crate) empty: bool,
    /// A row's number and nothing else.
    pub(crate) counter: Option<Counter>,
    /// Opens a sum row: `Tổng cộng`.
    pub(crate) sum: bool,
    /// Opens a header: `STT`.
    pub(crate) header: bool,
    /// All of it is bold.
    pub(crate) bold: bool,
    /// Its words are those of a column's head.
    pub(crate) named: bool,
    /// A cell of a letterhead or a signature block.
    pub(crate) framed: bool,
    /// What it costs to be text between tables.
    pub(crate) outside: f32,
    /// What it costs to be a cell.
    pub(crate) cell: f32,
}

/// The looks of all slots.
pub(crate) fn looks(slots: &[Slot]) -> Vec<Look> {
    let mut looks: Vec<Look> = slots.iter().map(look).collect();
    for at in 1..looks.len() {
        // One head among others is no text between tables.
        let around = looks.get(at - 1..at + 2).unwrap_or_default();
        let amid = around.len() == 3 && around.iter().all(|look| look.bold);
        if let Some(look) = looks.get_mut(at).filter(|_| amid) {
            look.outside += 3.0;
        }
        // A header without numbers: two bold cells, the second named as columns are.
        let named = looks.get(at).is_some_and(|look| look.bold && look.named);
        let inside = |look: &Look| look.header || (look.bold && look.named);
        let named = named && !at.checked_sub(2).and_then(|at| looks.get(at)).is_some_and(inside);
        if let Some(before) = looks.get_mut(at - 1).filter(|before| named && before.bold) {
            before.header |= before.counter.is_none() && !before.sum;
        }
    }
    looks
}

fn look(slot: &Slot) -> Look {
    if slot.empty {
        return Look { empty: true, ..Look::default() };
    }
    let words = slot.words();
    let folded = fold(&words);
    let key = folded.trim_end_matches('.');
    Look {
        empty: false,
        counter: counter(&words),
        sum: ["tong", "cong"].iter().any(|word| folded.starts_with(word)),
        header: matches!(key, "tt" | "stt" | "so tt" | "so thu tu"),
        bold: is_bold(slot),
        named: names_column(&folded),
        framed: is_framed(&words),
        outside: outside_cost(slot, &folded),
        cell: cell_cost(slot, &folded),
    }
}

fn is_bold(slot: &Slot) -> bool {
    let mut lines = slot.lines.iter().map(|line| line.text.trim()).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let last = lines.next_back().unwrap_or(first);
    first.starts_with("**") && last.ends_with("**") && slot.lines.len() <= 8
}

/// After the last bar of a table an empty line often follows, which no cell begins with.
fn blank_first(slot: &Slot) -> bool {
    slot.lines.first().is_some_and(|line| line.text.trim().is_empty())
}

/// Whether words start what no cell starts.
fn starts_text(folded: &str) -> bool {
    const STARTS: [&str; 7] =
        ["noi nhan", "phu luc", "dieu ", "chuong ", "phan ", "quyet dinh", "ke hoach"];
    STARTS.iter().any(|word| folded.starts_with(word))
}

/// What it costs to take a slot's words for text between two tables.
fn outside_cost(slot: &Slot, folded: &str) -> f32 {
    let lines = slot.lines.len();
    let mut cost: f32 = 4.0;
    cost -= if blank_first(slot) { 2.5 } else { 0.0 };
    cost -= if starts_text(folded) { 2.0 } else { 0.0 };
    cost -= match lines {
        0..=3 => 0.0,
        4..=40 => 1.0,
        _ => 4.0,
    };
    cost += if lines == 1 && folded.len() < 40 { 1.5 } else { 0.0 };
    cost.max(0.3)
}

/// What it costs to take a slot's words for a cell.
fn cell_cost(slot: &Slot, folded: &str) -> f32 {
    let lines = slot.lines.len();
    let mut cost = if blank_first(slot) { 5.0 } else { 0.0 };
    cost += if lines > 3 && starts_text(folded) { 2.0 } else { 0.0 };
    cost + if lines > 40 { 4.0 } else { 0.0 }
}
