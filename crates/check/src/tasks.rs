//! Nhiệm vụ: tasks given twice, bodies on both sides, rows with gaps.

use std::collections::BTreeMap;

use vanban_document::{Structure, TableOrigin};
use vanban_record::{Diagnostic, Record, Severity, Task};
use vanban_text::fold;

use crate::finding::finding;

pub(crate) fn check(record: &Record, structure: &Structure) -> Vec<Diagnostic> {
    let mut found = duplicates(&record.tasks);
    found.extend(record.tasks.iter().filter_map(both_sides));
    found.extend(gaps(&record.tasks, structure));
    found
}

/// Words compare without case, marks and leading zeros (`02 cấp`, `2 cấp`).
fn key(words: &str) -> String {
    let words = fold(words);
    let words: Vec<&str> = words
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| if word.len() > 1 { word.trim_start_matches('0') } else { word })
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Two tasks of the same bodies in the same words, or one that only adds a place to the other's.
fn duplicates(tasks: &[Task]) -> Vec<Diagnostic> {
    let mut sorted: Vec<(String, &Task)> = tasks
        .iter()
        .map(|task| (key(&task.task), task))
        .filter(|(key, task)| key.split(' ').count() >= 6 && task.confidence >= 0.6)
        .collect();
    sorted.sort_by(|a, b| (&a.0, a.1.at.start).cmp(&(&b.0, b.1.at.start)));
    let mut found = Vec::new();
    for pair in sorted.windows(2) {
        let [(a, first), (b, second)] = pair else { continue };
        let longer = b.strip_prefix(a.as_str()).is_some_and(|rest| rest.starts_with(' '));
        // Under another heading the same words may be another step of the work.
        let place = first.table == second.table
            && (first.table.is_some() || first.section == second.section);
        let same = place && (a == b || longer && a.split(' ').count() >= 12);
        let lead = |task: &Task| key(&task.lead.join(";"));
        if same && lead(first) == lead(second) {
            found.push(duplicate(first, second));
        }
    }
    // So many repeats would show a table read wrongly, not a careless office.
    if found.len() > 3 && found.len() * 8 > tasks.len() {
        found.clear();
    }
    found
}

fn duplicate(first: &Task, second: &Task) -> Diagnostic {
    let (first, second) =
        if first.at.start <= second.at.start { (first, second) } else { (second, first) };
    let place = |task: &Task| match (&task.group, &task.row) {
        // `5.2.1` names its group `5.2` itself.
        (Some(group), Some(row)) if row.starts_with(&format!("{group}.")) => row.clone(),
        (Some(group), Some(row)) => format!("{group}.{row}"),
        (None, Some(row)) => row.clone(),
        _ => task.id.clone(),
    };
    let (a, b) = (place(first), place(second));
    let times = match (&first.deadline_text, &second.deadline_text) {
        (Some(x), Some(y)) if key(x) != key(y) => Some((x, y)),
        _ => None,
    };
    let (message, message_vi) = match times {
        Some((x, y)) => (
            format!("{b} repeats the task of {a} with another deadline ({x}; {y})"),
            format!("Nhiệm vụ {b} trùng với {a} nhưng khác thời hạn ({x}; {y})"),
        ),
        None => {
            (format!("{b} repeats the task of {a}"), format!("Nhiệm vụ {b} trùng với nhiệm vụ {a}"))
        }
    };
    finding("task-duplicate", Severity::Warning, message, message_vi, Some(second.at.clone()))
}

fn both_sides(task: &Task) -> Option<Diagnostic> {
    let lead: Vec<String> = task.lead.iter().map(|body| key(body)).collect();
    let both = task.support.iter().find(|body| lead.contains(&key(body)))?;
    Some(finding(
        "lead-also-supports",
        Severity::Info,
        format!("“{both}” both leads and supports the task"),
        format!("“{both}” vừa chủ trì vừa phối hợp thực hiện"),
        Some(task.at.clone()),
    ))
}

/// Rows without lead or time in tables where nearly all others have them.
fn gaps(tasks: &[Task], structure: &Structure) -> Vec<Diagnostic> {
    let sure = |title: &str| {
        structure.tables.iter().any(|table| {
            (table.title.as_deref().or(table.caption.as_deref())) == Some(title)
                && table.origin != TableOrigin::Flattened
                && table.confidence >= 0.9
        })
    };
    let mut tables: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
    for task in tasks {
        if let Some(title) = task.table.as_deref().filter(|title| sure(title)) {
            tables.entry(title).or_default().push(task);
        }
    }
    let mut found = Vec::new();
    for tasks in tables.values() {
        let lead = |task: &Task| !task.lead.is_empty();
        let time = |task: &Task| task.deadline_text.is_some();
        found.extend(missing(
            tasks,
            lead,
            "task-without-lead",
            "nobody in charge",
            "cơ quan chủ trì",
        ));
        found.extend(missing(tasks, time, "task-without-deadline", "no deadline", "thời hạn"));
    }
    found
}

fn missing(
    tasks: &[&Task],
    has: impl Fn(&Task) -> bool,
    code: &str,
    what: &str,
    thieu: &str,
) -> Vec<Diagnostic> {
    let with = tasks.iter().filter(|task| has(task)).count();
    if tasks.len() < 5 || with * 10 < tasks.len() * 8 {
        return Vec::new();
    }
    let without = tasks.iter().filter(|task| !has(task) && task.row.is_some());
    without
        .map(|task| {
            let row = task.row.as_deref().unwrap_or("?");
            finding(
                code,
                Severity::Warning,
                format!("row {row} has {what}"),
                format!("Dòng {row} thiếu {thieu}"),
                Some(task.at.clone()),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(words: &str, lead: &[&str], support: &[&str], time: Option<&str>) -> Task {
        Task {
            task: words.into(),
            lead: lead.iter().map(|body| (*body).to_owned()).collect(),
            support: support.iter().map(|body| (*body).to_owned()).collect(),
            deadline_text: time.map(str::to_owned),
            confidence: 0.9,
            ..Task::default()
        }
    }

    #[test]
    fn the_same_work_twice_is_found() {
        let words = "Nạo vét kênh mương nội đồng theo mô hình 2 vụ lúa một vụ màu";
        let longer = "Nạo vét kênh mương nội đồng theo mô hình 02 vụ lúa một vụ màu trên toàn xã";
        let found = duplicates(&[
            task(words, &["Phòng Kinh tế"], &[], Some("2026")),
            task("Trồng rừng phòng hộ ven biển năm nay", &["Phòng Kinh tế"], &[], None),
            task(longer, &["Phòng Kinh tế"], &[], Some("2027")),
        ]);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("another deadline"));
    }

    #[test]
    fn other_bodies_may_have_the_same_work() {
        let words = "Nạo vét kênh mương nội đồng trước mùa mưa";
        let a = task(words, &["Thôn Thượng"], &[], None);
        let b = task(words, &["Thôn Hạ"], &[], None);
        assert!(duplicates(&[a, b]).is_empty());
    }

    #[test]
    fn a_body_on_both_sides_is_found() {
        assert!(both_sides(&task("A", &["Sở Y tế"], &["sở Y tế"], None)).is_some());
        assert!(both_sides(&task("A", &["Sở Y tế"], &["Sở Nội vụ"], None)).is_none());
    }
}
