//! Headers of two rows whose spans were lost.
//!
//! ```text
//! STT | Địa phương | Số thủ tục | Tỷ lệ          the upper row: some cells span rows, some columns
//! Tổng số | Cấp tỉnh | Cấp xã                    the lower row: what stands under the latter
//! ```
//! How many cells of the upper row have others under them follows from the numbers of cells. Which ones is
//! guessed: where the lower row begins with a total, the figures below must add up.

use vanban_text::fold;

use crate::grid::{Cell, words};
use crate::profile::figure;

/// Column and span of each cell of both rows of a header.
#[derive(Debug, PartialEq)]
pub(crate) struct Heads {
    /// The upper row's.
    pub(crate) upper: Vec<(usize, usize)>,
    /// The lower row's.
    pub(crate) lower: Vec<usize>,
}

/// Whether folded words begin as the head of a table's second column does in plans, lists and procedures.
pub(crate) fn names_column(folded: &str) -> bool {
    const HEADS: [&str; 12] = [
        "noi dung",
        "ten ",
        "nhiem vu",
        "cong viec",
        "trinh tu",
        "chi tieu",
        "tieu chi",
        "don vi",
        "co quan",
        "danh muc",
        "hang muc",
        "san pham",
    ];
    HEADS.iter().any(|head| folded.starts_with(head))
}

/// The places of a header's two rows in a table of `columns` columns with these rows below; `None` where the
/// numbers of cells do not fit.
pub(crate) fn places(
    upper: &[Cell],
    lower: &[Cell],
    body: &[Vec<Cell>],
    columns: usize,
) -> Option<Heads> {
    let single = columns.checked_sub(lower.len())?;
    let parents = upper.len().checked_sub(single).filter(|parents| *parents > 0)?;
    if upper.len() < 2 || lower.len() < 2 * parents || upper.len() >= columns {
        return None;
    }
    let shares = shares(lower, parents);
    let first = first_parent(upper, lower, body, single, &shares);
    let mut heads = Heads { upper: Vec::new(), lower: Vec::new() };
    let mut column = 0;
    for at in 0..upper.len() {
        let share = at.checked_sub(first).and_then(|at| shares.get(at)).copied();
        heads.upper.push((column, share.unwrap_or(1)));
        heads.lower.extend(share.map(|share| column..column + share).into_iter().flatten());
        column += share.unwrap_or(1);
    }
    (column == columns).then_some(heads)
}

/// How many cells of the lower row each parent has: as many each, or cut where the first one's words come
/// again; the last has what is left.
fn shares(lower: &[Cell], parents: usize) -> Vec<usize> {
    let name = |cell: &Cell| fold(&words(cell));
    let first = lower.first().map(name);
    let again: Vec<usize> = lower
        .iter()
        .enumerate()
        .filter(|(_, cell)| Some(name(cell)) == first)
        .map(|(at, _)| at)
        .collect();
    if parents > 1 && again.len() == parents {
        let ends = again.iter().skip(1).copied().chain([lower.len()]);
        return again.iter().zip(ends).map(|(start, end)| end - start).collect();
    }
    let each = lower.len() / parents;
    let rest = lower.len() - each * (parents - 1);
    (0..parents).map(|at| if at + 1 == parents { rest } else { each }).collect()
}

/// Which cell of the upper row is the first with cells under it.
fn first_parent(
    upper: &[Cell],
    lower: &[Cell],
    body: &[Vec<Cell>],
    single: usize,
    shares: &[usize],
) -> usize {
    let total = lower.first().is_some_and(|cell| {
        let name = fold(&words(cell));
        name.starts_with("tong") || name.starts_with("cong")
    });
    if let (true, Some(share)) = (total, shares.first()) {
        let columns = single + lower.len();
        let full = || body.iter().filter(|row| row.len() == columns);
        let sums = |from: usize| full().filter(|row| adds_up(row, from, *share)).count();
        let best = (0..=single).max_by_key(|from| (sums(*from), *from));
        if let Some(best) = best.filter(|best| sums(*best) * 2 > full().count()) {
            return best;
        }
    }
    // Remarks and shares at the end have nothing under them.
    let lone = |cell: &&Cell| {
        let name = fold(&words(cell));
        name.starts_with("ghi chu") || name.starts_with("ty le") || name.starts_with("ti le")
    };
    single - upper.iter().rev().take_while(lone).count().min(single)
}

/// Whether the first of the cells from column `from` on is the sum of the others.
fn adds_up(row: &[Cell], from: usize, count: usize) -> bool {
    let figures: Option<Vec<f64>> =
        row.get(from..from + count).unwrap_or_default().iter().map(figure).collect();
    let Some([total, parts @ ..]) = figures.as_deref() else { return false };
    *total > 0.0 && !parts.is_empty() && (total - parts.iter().sum::<f64>()).abs() < 0.01
}

#[cfg(test)]
mod tests {
    use vanban_document::TextLine;

    use super::*;

    fn row(text: &str) -> Vec<Cell> {
        let cell = |text: &str| vec![TextLine { text: text.trim().into(), ..TextLine::default() }];
        text.split('|').map(cell).collect()
    }

    #[test]
    fn the_parent_is_the_one_whose_figures_add_up() {
        let body = [row("1|An Giang|30|20|10|30|100"), row("2|Cà Mau|25|20|5|25|100")];
        let upper = row("STT|Địa phương|Số một cửa|Số đã công bố|Tỷ lệ");
        let found = places(&upper, &row("Tổng số|Cấp tỉnh|Cấp xã"), &body, 7).unwrap();
        assert_eq!(found.upper, [(0, 1), (1, 1), (2, 3), (5, 1), (6, 1)]);
        assert_eq!(found.lower, [2, 3, 4]);
    }

    #[test]
    fn parents_share_what_stands_below_and_remarks_have_none() {
        let found =
            places(&row("TT|Việc|Năm 2026|Năm 2027|Ghi chú"), &row("A|B|A|B"), &[], 7).unwrap();
        assert_eq!(found.upper, [(0, 1), (1, 1), (2, 2), (4, 2), (6, 1)]);
        assert_eq!(found.lower, [2, 3, 4, 5]);
        assert_eq!(places(&row("TT|Việc|Hạn"), &row("1|Làm đường"), &[], 3), None);
    }
}
