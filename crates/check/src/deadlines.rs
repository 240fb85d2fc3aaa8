//! Thời hạn: days that cannot be, or that do not fit the document's own.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Document;
use vanban_record::{Diagnostic, Record, Severity};
use vanban_text::Span;

use crate::calendar;
use crate::finding::{at, finding};

pub(crate) fn check(record: &Record, document: &Document) -> Vec<Diagnostic> {
    let mut found = before_issue(record);
    found.extend(beyond_plan(record));
    found.extend(impossible(document));
    found.extend(before_period(document));
    found.extend(reversed(document));
    found
}

/// A task that was due before the document was issued.
fn before_issue(record: &Record) -> Vec<Diagnostic> {
    let Some(issued) = record.header.date.as_deref().and_then(calendar::from_iso) else {
        return Vec::new();
    };
    let due = |task: &vanban_record::Task| {
        task.deadline.as_ref().and_then(|deadline| calendar::from_iso(deadline.end.as_deref()?))
    };
    let late: Vec<_> =
        record.tasks.iter().filter(|task| due(task).is_some_and(|due| due < issued)).collect();
    // A review lists work that was due before: only the odd deadline is a slip.
    let dated = record.tasks.iter().filter(|task| due(task).is_some()).count();
    if late.len() > 2 && late.len() * 5 > dated {
        return Vec::new();
    }
    late.into_iter()
        .map(|task| {
            let words = task.deadline_text.as_deref().unwrap_or("");
            finding(
                "deadline-before-date",
                Severity::Warning,
                format!("the deadline “{words}” lies before the document's own date"),
                format!("Thời hạn “{words}” trước ngày ban hành văn bản"),
                Some(task.at.clone()),
            )
        })
        .collect()
}

/// Tasks that end after the one year that the plan is for: said once, with their number.
fn beyond_plan(record: &Record) -> Option<Diagnostic> {
    let year = record.header.plan_year?;
    let ends = |task: &vanban_record::Task| {
        task.deadline.as_ref().and_then(|deadline| calendar::from_iso(deadline.end.as_deref()?))
    };
    let beyond: Vec<_> =
        record.tasks.iter().filter(|task| ends(task).is_some_and(|(end, ..)| end > year)).collect();
    let first = beyond.first()?;
    let count = beyond.len();
    Some(finding(
        "deadline-outside-plan",
        Severity::Info,
        format!("{count} tasks of a plan for {year} run beyond that year"),
        format!("{count} nhiệm vụ của kế hoạch năm {year} có thời hạn sau năm {year}"),
        Some(first.at.clone()),
    ))
}

/// `ngày 31/02/2026`.
fn impossible(document: &Document) -> Vec<Diagnostic> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)ngày\s+(\d{1,2})(?:\s?/\s?|\s+tháng\s+)(\d{1,2})(?:\s?/\s?|\s+năm\s+)((?:19|20)\d\d)\b")
            .expect("the pattern of dates is valid")
    });
    let mut found = Vec::new();
    for piece in DATE.captures_iter(&document.text) {
        let number = |group: usize| piece[group].parse::<u32>().unwrap_or(0);
        if calendar::day(number(3) as i32, number(2), number(1)).is_some() {
            continue;
        }
        let words = &piece[0];
        found.push(finding(
            "date-impossible",
            Severity::Error,
            format!("“{words}” is no day of the calendar"),
            format!("“{words}” không có trong lịch"),
            piece.get(0).map(|all| at(document, Span::from(all.range()))),
        ));
    }
    found
}

/// `kết quả năm 2026 trước ngày 05/12/2025`: a report on a year due before it begins.
fn before_period(document: &Document) -> Vec<Diagnostic> {
    static REPORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:kết quả|báo cáo|tổng kết|sơ kết)[^.;\n]{0,40}?năm\s+(20\d\d),?\s+(?:gửi\s+[^.;\n]{0,40}?)?trước\s+ngày\s+\d{1,2}(?:/|\s+tháng\s+)\d{1,2}(?:/|\s+năm\s+)(20\d\d)")
            .expect("the pattern of reports on a year is valid")
    });
    let mut found = Vec::new();
    for piece in REPORT.captures_iter(&document.text) {
        let year = |group: usize| piece[group].parse::<i32>().unwrap_or(0);
        if year(2) >= year(1) {
            continue;
        }
        found.push(finding(
            "deadline-before-period",
            Severity::Warning,
            format!("a report on {} is due in {}", &piece[1], &piece[2]),
            format!("Báo cáo năm {} nhưng thời hạn lại trong năm {}", &piece[1], &piece[2]),
            piece.get(0).map(|all| at(document, Span::from(all.range()))),
        ));
    }
    found
}

/// `giai đoạn 2030-2026`.
fn reversed(document: &Document) -> Vec<Diagnostic> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:giai đoạn|thời kỳ|nhiệm kỳ)\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\b",
        )
        .expect("the pattern of periods is valid")
    });
    let mut found = Vec::new();
    for piece in PERIOD.captures_iter(&document.text) {
        if piece[1] <= piece[2] {
            continue;
        }
        let words = &piece[0];
        found.push(finding(
            "period-reversed",
            Severity::Warning,
            format!("“{words}” ends before it begins"),
            format!("“{words}” kết thúc trước khi bắt đầu"),
            piece.get(0).map(|all| at(document, Span::from(all.range()))),
        ));
    }
    found
}
