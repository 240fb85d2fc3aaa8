//! Nhiệm vụ: rows of task tables, and items with Chủ trì / Phối hợp / Thời gian lines.

pub(crate) mod assignments;
mod charge;
mod duties;
mod reporting;

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Row, RowKind, Structure, Table};
use vanban_record::{Header, Task};
use vanban_text::{fold, quoted};

use crate::at;
use crate::bodies::bodies;
use crate::columns::{Columns, Kind};
use crate::deadline::deadline;
use crate::rows::{row_confidence, row_span, table_name};
use crate::targets::gate::is_regulation;
use crate::tasks::assignments::assignments;
use crate::tasks::duties::duties;
use crate::tasks::reporting::reporting;

/// Tasks in reading order.
pub(crate) fn tasks(document: &Document, structure: &Structure, header: &Header) -> Vec<Task> {
    let mut found = assignments(document, structure, header);
    if !is_regulation(header) {
        found.extend(reporting(document, structure, header));
        let more = duties(document, structure, header, &found);
        found.extend(more);
    }
    for (index, table) in structure.tables.iter().enumerate() {
        let columns = Columns::of(table);
        if assigns(table, &columns) {
            let name = table_name(table, index);
            let rows = table.rows.iter().filter(|row| row.kind == RowKind::Item);
            let rows = rows.filter(|row| !repeats_head(table, row) && !is_group(&columns, row));
            let read: Vec<Task> = rows
                .filter_map(|row| task(document, table, &columns, row, header))
                .map(|task| Task { table: Some(name.clone()), ..task })
                .collect();
            if columns.has(Kind::Amount) || read.iter().any(is_assigned) {
                found.extend(read);
            }
        }
    }
    found.sort_by_key(|task| task.at.start);
    for (i, task) in found.iter_mut().enumerate() {
        task.id = format!("k{}", i + 1);
    }
    found
}

/// Whether a table assigns work: tasks with someone to do them, a time or a product. A list of expenses
/// assigns work only where its head calls the rows tasks or projects.
fn assigns(table: &Table, columns: &Columns) -> bool {
    let Some(index) = columns.first(Kind::Task) else { return false };
    if describes_procedure(table, columns) {
        return false;
    }
    if columns.has(Kind::Lead) || columns.has(Kind::Support) {
        return true;
    }
    let head = table.columns.get(index).map(|cell| fold(&cell.text)).unwrap_or_default();
    let named = |words: &[&str]| words.iter().any(|word| head.contains(word));
    // A list of projects with the years they run in assigns nothing to anyone.
    columns.has(Kind::Deadline)
        && named(&["nhiem vu", "cong viec", "noi dung", "hoat dong", "giai phap", "viec can"])
        || (columns.has(Kind::Amount) || columns.has(Kind::Result))
            && named(&["nhiem vu", "du an", "de an", "cong viec"])
}

/// Whether anyone, or any time, is given for a task.
fn is_assigned(task: &Task) -> bool {
    !task.lead.is_empty() || !task.support.is_empty() || task.deadline_text.is_some()
}

/// Whether a row says again what the columns are called, as after a page break.
fn repeats_head(table: &Table, row: &Row) -> bool {
    let said: Vec<(String, String)> = row
        .cells
        .iter()
        .zip(&table.columns)
        .map(|(cell, head)| (fold(cell.text.trim()), fold(head.text.trim())))
        .filter(|(cell, _)| !cell.is_empty())
        .collect();
    let same = said.iter().filter(|(cell, head)| cell == head).count();
    same > 1 && same * 2 > said.len()
}

/// A row with a Roman numeral and nobody in charge names the rows under it, though a cell may hold more words.
fn is_group(columns: &Columns, row: &Row) -> bool {
    let roman = columns.label(row).is_some_and(|label| vanban_text::roman(&label).is_some());
    let given = [Kind::Lead, Kind::Support, Kind::Result].iter();
    roman && given.copied().all(|kind| columns.words(row, kind).is_none())
}

/// Whether rows are steps (`Bước 1`), or the time column says how long each takes (`0,5 ngày làm việc`) or at what hour
/// it comes (`8h30 - 8h35`): a procedure is carried out again and again, an agenda is no work given, a task is done once.
fn describes_procedure(table: &Table, columns: &Columns) -> bool {
    let is_step = |row: &&Row| {
        let mut first = row.cells.iter().take(2).map(|cell| fold(cell.text.trim()));
        first.any(|cell| {
            cell.strip_prefix("buoc ").is_some_and(|number| number.parse::<u32>().is_ok())
        })
    };
    let items = table.rows.iter().filter(|row| row.kind == RowKind::Item);
    if items.clone().filter(is_step).count() * 2 > items.count() {
        return true;
    }
    let Some(index) = columns.first(Kind::Deadline) else { return false };
    let times: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(index))
        .map(|cell| fold(cell.text.trim()))
        .filter(|text| !text.is_empty())
        .collect();
    let lasts = |text: &&String| {
        // `1/4 ngày` lasts, `15/4` is a day.
        let bare = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '/');
        let number = text.trim_start_matches(bare);
        let number = if number.is_empty() && text.contains('/') { text } else { number };
        let began = number.len() < text.len();
        let year = text.len() == 4 && text.starts_with("20");
        // `8h30 - 8h35` is an hour of an agenda, `17 giờ ngày 20/4` an hour of a day due.
        let hour = ["gio", "h"].iter().any(|unit| number.starts_with(unit));
        let lasts = ["ngay", "phut"].iter().any(|unit| number.starts_with(unit));
        began && !year && (number.is_empty() || lasts || hour && !number.contains(" ngay "))
    };
    times.iter().filter(lasts).count() * 2 > times.len()
}

fn task(
    document: &Document,
    table: &Table,
    columns: &Columns,
    row: &Row,
    header: &Header,
) -> Option<Task> {
    let words = |kind| columns.words(row, kind);
    let task = words(Kind::Task)?;
    let (lead, mut support) = lead_and_support(&words(Kind::Lead).unwrap_or_default());
    support.extend(words(Kind::Support).map(|words| bodies(&words)).unwrap_or_default());
    let (result, deadline_text) =
        with_own_time(columns, words(Kind::Result), words(Kind::Deadline));
    let assigned = !lead.is_empty() || !support.is_empty() || deadline_text.is_some();
    let money = words(Kind::Amount).is_some();
    if !assigned && result.is_none() && !money || is_total(row) {
        return None;
    }
    // A number alone is done by nobody: the row's cells have moved out of their columns.
    if !task.chars().any(char::is_alphabetic) {
        return None;
    }
    // So they have where bodies are a time, or a sentence.
    let sentence = |body: &str| body.split_whitespace().count() > 24;
    let moved = lead.iter().chain(&support).any(|body| is_time(body) || sentence(body));
    let alignment = if moved { 0.4 } else { 0.97 };
    let span = row_span(table, row);
    let kinds = [Kind::Task, Kind::Lead, Kind::Support, Kind::Result, Kind::Deadline];
    Some(Task {
        group: row.group.clone(),
        row: columns.label(row),
        task,
        lead,
        support,
        result,
        deadline: deadline_text.as_deref().map(|words| deadline(words, header.plan_year)),
        deadline_text,
        at: at(document, span),
        confidence: alignment * row_confidence(document, table, columns, &kinds, span),
        ..Task::default()
    })
}

/// Result and deadline; a time that has run into the end of the result (`Kho dữ liệu 2026-2027`) where the time
/// column is empty is taken back.
fn with_own_time(
    columns: &Columns,
    result: Option<String>,
    deadline: Option<String>,
) -> (Option<String>, Option<String>) {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<what>.*\p{L}{2,})\s+(?P<time>20\d\d\s?[-–]\s?20\d\d|(?:Quý [IV]+|Tháng \d{1,2})/20\d\d)$")
            .expect("the pattern of a time at the end is valid")
    });
    match (&result, &deadline) {
        (Some(words), None) if columns.has(Kind::Deadline) => match TIME.captures(words) {
            Some(found) if !fold(&found["what"]).ends_with("giai doan") => {
                (Some(found["what"].to_owned()), Some(found["time"].to_owned()))
            }
            _ => (result, deadline),
        },
        _ => (result, deadline),
    }
}

/// `2026 - 2030`, `Quý II/2026`: words without a name.
fn is_time(words: &str) -> bool {
    let words = fold(words);
    let named = |word: &&str| {
        word.len() > 1 && !["nam", "quy", "thang", "ngay", "ii", "iii", "iv"].contains(word)
    };
    let mut parts = words.split(|c: char| !c.is_alphabetic());
    words.chars().any(|c| c.is_ascii_digit()) && !parts.any(|word| named(&word))
}

fn is_total(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.text.trim().is_empty());
    first.is_some_and(|cell| {
        matches!(fold(cell.text.trim()).as_str(), "tong" | "tong cong" | "cong")
    })
}

/// One column for both: `Chủ trì: Sở A; Phối hợp: Sở B`.
fn lead_and_support(words: &str) -> (Vec<String>, Vec<String>) {
    let folded = vanban_text::Folded::new(words);
    let mark = |name: &str| {
        let at = folded.text().find(name)?;
        let colon = folded.text()[at..].find(':').filter(|colon| *colon < name.len() + 12)?;
        let before = folded.origin(at..at).start;
        Some((before, folded.origin(at..at + colon + 1).end))
    };
    let Some((start, end)) = mark("phoi hop") else {
        let lead = mark("chu tri").map_or(words, |(_, end)| &words[end..]);
        return (bodies(lead), Vec::new());
    };
    let opening = ["cơ quan", "đơn vị", "Cơ quan", "Đơn vị", "-", "+"];
    let mut lead = words[..start].trim_end();
    for word in opening {
        lead = lead.strip_suffix(word).unwrap_or(lead).trim_end();
    }
    let lead =
        mark("chu tri").filter(|(_, end)| *end <= lead.len()).map_or(lead, |(_, end)| &lead[end..]);
    (bodies(&quoted(lead)), bodies(&words[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_gives_no_work() {
        let read = |times: [&str; 2]| {
            let structure = crate::sample::table(
                &["Thời gian", "Nội dung"],
                &[&[times[0], "Khai mạc hội thao"], &[times[1], "Trao giải bơi thuyền"]],
            );
            tasks(&crate::sample::document(&[]), &structure, &Header::default()).len()
        };
        assert_eq!(read(["8h30 - 8h45", "8h45 - 9h00"]), 0);
        assert_eq!(read(["07 giờ 30", "08 giờ"]), 0);
        assert_eq!(read(["17 giờ ngày 20/4/2027", "8h00 ngày 21/4/2027"]), 2);
    }

    #[test]
    fn rows_of_a_task_table_are_tasks() {
        let structure = crate::sample::table(
            &["STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Sản phẩm", "Tiến độ"],
            &[
                &["A", "CHĂN NUÔI", "", "", "", ""],
                &[
                    "1",
                    "Tiêm phòng gia súc",
                    "Trạm Thú y",
                    "Các thôn; Hội Nông dân",
                    "Báo cáo",
                    "Quý I",
                ],
            ],
        );
        let document = crate::sample::document(&[]);
        let header = Header { plan_year: Some(2026), ..Header::default() };
        let tasks = tasks(&document, &structure, &header);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].group.as_deref(), Some("A"));
        assert_eq!(tasks[0].support, ["Các thôn", "Hội Nông dân"]);
        let end = tasks[0].deadline.as_ref().and_then(|deadline| deadline.end.as_deref());
        assert_eq!(end, Some("2026-03-31"));
    }

    #[test]
    fn legal_norms_order_reports_but_set_no_tasks() {
        let paragraphs = [
            "# 8. Chế độ báo cáo",
            "Các đơn vị gửi báo cáo năm về Sở Công Thương trước ngày 10/12/2026.",
        ];
        let (document, structure) = crate::sample::sections(&paragraphs);
        let of = |symbol: &str| {
            let header = Header { symbol: Some(symbol.into()), ..Header::default() };
            tasks(&document, &structure, &header).len()
        };
        assert_eq!((of("27/KH-UBND"), of("27/2026/QĐ-UBND")), (1, 0));
    }

    #[test]
    fn steps_of_a_procedure_are_no_tasks() {
        let structure = crate::sample::table(
            &["TT", "Nội dung công việc", "Người thực hiện", "Thời gian"],
            &[
                &["1", "Tiếp nhận hồ sơ", "Công chức một cửa", "0,5 ngày"],
                &["2", "Thẩm định", "Chuyên viên", "02 ngày làm việc"],
            ],
        );
        let document = crate::sample::document(&[]);
        assert!(tasks(&document, &structure, &Header::default()).is_empty());
        let named = crate::sample::table(
            &["Thứ tự công việc", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian"],
            &[
                &["Bước 1", "Nhận đơn", "Công chức một cửa", "Trong ngày"],
                &["Bước 2", "Trả lời đơn", "Trưởng thôn", "Ngay sau khi có kết quả"],
            ],
        );
        assert!(tasks(&document, &named, &Header::default()).is_empty());
    }

    #[test]
    fn heads_said_again_and_numerals_of_groups_are_no_tasks() {
        let heads = ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"];
        let structure = crate::sample::table(
            &heads,
            &[
                &["1", "Vớt bèo trên kênh", "Các thôn", "Quý I/2026"],
                &heads,
                &["IV", "Chăn nuôi và các việc của", "", "năm tiếp theo"],
            ],
        );
        let document = crate::sample::document(&[]);
        let tasks = tasks(&document, &structure, &Header::default());
        let read: Vec<_> = tasks.iter().map(|task| task.task.as_str()).collect();
        assert_eq!(read, ["Vớt bèo trên kênh"]);
    }

    #[test]
    fn cells_that_have_moved_are_put_back_or_left_out() {
        let structure = crate::sample::table(
            &["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Sản phẩm", "Thời gian"],
            &[
                &["1", "Số hóa hồ sơ đất", "Phòng Kinh tế", "Kho dữ liệu số 2026-2027", ""],
                &["2", "Tổng kết", "Phòng Kinh tế", "Báo cáo giai đoạn 2026-2030", ""],
                &["", "2", "Triển khai khi có quyết định mới", "Phòng Kinh tế", "2025"],
            ],
        );
        let document = crate::sample::document(&[]);
        let tasks = tasks(&document, &structure, &Header::default());
        let read: Vec<_> =
            tasks.iter().map(|t| (t.result.as_deref(), t.deadline_text.as_deref())).collect();
        assert_eq!(
            read,
            [
                (Some("Kho dữ liệu số"), Some("2026-2027")),
                (Some("Báo cáo giai đoạn 2026-2030"), None)
            ]
        );
    }

    #[test]
    fn projects_with_years_alone_assign_nothing() {
        let structure = crate::sample::table(
            &["TT", "Dự án", "Dự kiến thời gian vận hành"],
            &[&["1", "Trạm bơm số 3", "2028"], &["2", "Hồ chứa phía bắc", "2029-2030"]],
        );
        let document = crate::sample::document(&[]);
        assert!(tasks(&document, &structure, &Header::default()).is_empty());
    }

    #[test]
    fn one_cell_may_name_lead_and_support() {
        let split = |words| lead_and_support(words);
        assert_eq!(
            split("Chủ trì: Phòng Kinh tế; Phối hợp: Hội Nông dân, Đoàn Thanh niên"),
            (vec!["Phòng Kinh tế".into()], vec!["Hội Nông dân".into(), "Đoàn Thanh niên".into()])
        );
        assert_eq!(split("Phòng Kinh tế"), (vec!["Phòng Kinh tế".into()], vec![]));
        assert_eq!(split("Cơ quan chủ trì: Sở Y tế"), (vec!["Sở Y tế".into()], vec![]));
    }
}
