//! Tables of targets with columns for the value: `Tỷ lệ hộ nghèo | % | 2,5`.

use vanban_document::{Row, Table};
use vanban_text::{collapse_spaces, fold, quoted};

use crate::columns::value_heads::whom;
use crate::columns::{Columns, Kind, measures};
use crate::targets::claims::Claim;
use crate::targets::value::{Value, values};

/// The claims that a row's value columns state of `indicator`; none where there are no such columns or their
/// cells hold words only.
pub(crate) fn cell_values(
    table: &Table,
    columns: &Columns,
    row: &Row,
    indicator: &str,
) -> Vec<Claim> {
    let unit = columns.words(row, Kind::Unit).or_else(|| {
        let index = columns.first(Kind::Unit)?;
        // A share sign is no word, but it is a unit.
        let cell = collapse_spaces(&row.cells.get(index)?.text);
        (!cell.is_empty()).then_some(cell)
    });
    let mut found = Vec::new();
    for (index, column) in columns.all(Kind::Value) {
        let Some(cell) = row.cells.get(index) else { continue };
        let head = table.columns.get(index).map(|head| fold(&head.text)).unwrap_or_default();
        let period = column.period.clone().filter(|_| !head.is_empty());
        let whom = whom(table, columns, index);
        for piece in cell.text.split(';').filter(|piece| measures(piece)) {
            if let Some(claim) = claim(indicator, piece, unit.as_deref(), period.clone()) {
                let applies_to = claim.applies_to.or_else(|| whom.clone());
                found.push(Claim { applies_to, ..claim });
            }
        }
    }
    if found.is_empty()
        && let Some((unit, value)) = unit.as_deref().and_then(unit_then_value)
    {
        // The value's own head still says when it is due.
        let mut emptied = columns.all(Kind::Value).chain(columns.all(Kind::Other));
        let period = emptied.find_map(|(_, column)| column.period.clone());
        found.extend(claim(indicator, value, Some(unit), period));
    }
    found
}

/// A value that has run into the cell of its unit, as where columns were told apart by words alone: `hộ ≥ 2.600`.
fn unit_then_value(cell: &str) -> Option<(&str, &str)> {
    let at = cell.find(|c: char| c.is_ascii_digit() || matches!(c, '≥' | '≤' | '<' | '>'))?;
    let (unit, value) = (cell[..at].trim(), cell[at..].trim());
    let number = value.trim_start_matches(['≥', '≤', '<', '>', '=', ' ']);
    let plain = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' '));
    let named = !unit.is_empty() && cell[..at].ends_with(' ');
    (named && plain && number.starts_with(|c: char| c.is_ascii_digit())).then_some((unit, value))
}

fn claim(
    indicator: &str,
    piece: &str,
    unit: Option<&str>,
    deadline: Option<String>,
) -> Option<Claim> {
    let value = values(piece).into_iter().find(|value| !value.bracketed)?;
    let rest = quoted(&piece[value.span.end..]);
    let (unit, base) = match (value.unit.clone(), unit) {
        (Some(own), _) => (Some(own), None),
        (None, Some(stated)) => split_unit(stated),
        (None, None) => (None, None),
    };
    let scope = (!rest.is_empty() && rest.split_whitespace().count() <= 5).then_some(rest);
    Some(Claim {
        indicator: quoted(indicator),
        applies_to: scope.filter(|scope| scope.chars().next().is_some_and(char::is_uppercase)),
        base,
        deadline,
        span: value.span,
        closes: true,
        before: String::new(),
        sure: 0.97,
        value: Value { unit, ..value },
    })
}

/// `% dân số` is a share with its base; anything else is the unit as written.
fn split_unit(stated: &str) -> (Option<String>, Option<String>) {
    let stated = stated.trim();
    match stated.strip_prefix('%').map(str::trim) {
        Some("") => (Some("%".to_owned()), None),
        Some(base) if !base.starts_with('/') => (Some("%".to_owned()), Some(base.to_owned())),
        _ => (Some(stated.to_owned()), None),
    }
}

#[cfg(test)]
mod tests {
    use vanban_document::Cell;
    use vanban_record::Comparator;

    use super::*;

    fn read(
        piece: &str,
        unit: &str,
    ) -> (Comparator, f64, Option<f64>, Option<String>, Option<String>) {
        let claim = claim("Tỷ lệ A", piece, Some(unit), None).unwrap();
        (claim.value.comparator, claim.value.number, claim.value.max, claim.value.unit, claim.base)
    }

    #[test]
    fn cells_take_their_unit_from_the_unit_column() {
        let percent = Some("%".to_owned());
        assert_eq!(read("≥ 80", "%"), (Comparator::Ge, 80.0, None, percent.clone(), None));
        assert_eq!(
            read("16 - 18", "% dân số"),
            (Comparator::Range, 16.0, Some(18.0), percent.clone(), Some("dân số".to_owned()))
        );
        assert_eq!(read("100%", "Tỷ lệ"), (Comparator::Eq, 100.0, None, percent, None));
        assert_eq!(
            read("1.250", "ha"),
            (Comparator::Eq, 1250.0, None, Some("ha".to_owned()), None)
        );
    }

    #[test]
    fn columns_of_levels_say_whom_a_value_is_for() {
        let cell = |text: &str| Cell { text: text.to_owned(), spans: vec![] };
        let row = |cells: &[&str]| Row {
            cells: cells.iter().map(|text| cell(text)).collect(),
            ..Row::default()
        };
        let table = Table {
            columns: ["TT", "Chỉ tiêu", "Cấp tỉnh", "Cấp xã"].map(cell).to_vec(),
            rows: vec![
                row(&["1", "Tỷ lệ hồ sơ ký số", "100%", "≥ 90%"]),
                row(&["2", "Tỷ lệ họp trực tuyến", "60%", "30%"]),
            ],
            ..Table::default()
        };
        let columns = Columns::of(&table);
        let found = cell_values(&table, &columns, &table.rows[0], "Tỷ lệ hồ sơ ký số");
        let read: Vec<_> =
            found.iter().map(|c| (c.value.number, c.applies_to.as_deref())).collect();
        assert_eq!(read, [(100.0, Some("Cấp tỉnh")), (90.0, Some("Cấp xã"))]);
    }

    #[test]
    fn a_value_may_have_run_into_its_units_cell() {
        assert_eq!(unit_then_value("hộ ≥ 2.600"), Some(("hộ", "≥ 2.600")));
        assert_eq!(unit_then_value("% < 17,5"), Some(("%", "< 17,5")));
        assert_eq!(unit_then_value("mô hình 45"), Some(("mô hình", "45")));
        for cell in ["hộ", "m2", "Người/vạn dân", "Số doanh nghiệp/1000 dân", "Chỉ số 2 mặt"]
        {
            assert_eq!(unit_then_value(cell), None, "{cell}");
        }
    }

    #[test]
    fn words_are_no_value() {
        assert_eq!(claim("A", "Nhóm dẫn đầu", None, None), None);
    }
}
