//! The table that `eval` prints.

use std::collections::BTreeMap;

use super::{Outcome, Row};

/// Column heading and the measure it shows.
const COLUMNS: [(&str, &str); 15] = [
    ("header", "header.fields"),
    ("recip", "header.recipients"),
    ("sect", "sections.f1"),
    ("tree", "sections.tree"),
    ("refs", "references.f1"),
    ("mentn", "references.mentions"),
    ("targ", "targets.f1"),
    ("strict", "targets.strict_f1"),
    ("budget", "budget_lines.f1"),
    ("total", "budget_totals.exact"),
    ("tasks", "tasks.f1"),
    ("lead", "tasks.lead"),
    ("due", "tasks.deadline"),
    ("table", "tables.f1"),
    ("cells", "tables.cells"),
];

/// One line a case, and the mean of each measure over the cases that have it.
pub(super) fn print(rows: &[Row]) {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0).max(8);
    let titles = COLUMNS.map(|(title, _)| format!(" {title:>6}")).concat();
    println!("{:width$}{titles}    sec", "document");
    for row in rows {
        let line = match &row.outcome {
            Outcome::Scored { measures, .. } => {
                let cells = COLUMNS.map(|(_, name)| cell(find(measures, name)));
                cells.concat()
            }
            Outcome::Counted(counts) => format!(" no reference: {counts}"),
            Outcome::Failed(reason) => format!(" FAILED: {reason}"),
        };
        println!("{:width$}{line} {:6.1}", row.name, row.seconds);
    }
    println!("{:width$}{}", "mean", COLUMNS.map(|(_, name)| cell(mean(rows, name))).concat());
}

/// The rows with those of one group put together: the mean of each measure over them. Failures stay.
pub(super) fn grouped(rows: Vec<Row>) -> Vec<Row> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut single = Vec::new();
    for row in rows {
        match (&row.group, &row.outcome) {
            (Some(group), Outcome::Scored { .. }) => {
                groups.entry(group.clone()).or_default().push(row);
            }
            _ => single.push(row),
        }
    }
    let together = groups.into_iter().map(|(group, rows)| {
        let mut names: Vec<&String> = rows.iter().flat_map(|row| row.outcome.names()).collect();
        names.sort();
        names.dedup();
        let measures =
            names.into_iter().filter_map(|name| Some((name.clone(), mean(&rows, name)?))).collect();
        Row {
            name: format!("{group} ({})", rows.len()),
            group: None,
            seconds: rows.iter().map(|row| row.seconds).sum::<f64>() / rows.len() as f64,
            outcome: Outcome::Scored { measures, notes: String::new() },
        }
    });
    together.chain(single).collect()
}

/// All measures and misses of one case.
pub(super) fn print_details(row: &Row) {
    if let Outcome::Scored { measures, notes } = &row.outcome {
        println!("== {}", row.name);
        for (name, value) in measures {
            println!("{name} {value:.4}");
        }
        println!("{notes}\n");
    }
}

fn find(measures: &[(String, f64)], name: &str) -> Option<f64> {
    measures.iter().find(|(found, _)| found == name).map(|(_, value)| *value)
}

fn mean(rows: &[Row], name: &str) -> Option<f64> {
    let values: Vec<f64> = rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Scored { measures, .. } => find(measures, name),
            _ => None,
        })
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn cell(value: Option<f64>) -> String {
    value.map_or_else(|| format!(" {:>6}", "-"), |value| format!(" {value:6.3}"))
}
