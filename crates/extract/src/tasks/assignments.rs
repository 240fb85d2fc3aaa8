//! Items of the text that carry their assignment in lines of their own.
//!
//! `a) Rà soát ... - Chủ trì: ... - Phối hợp: ... - Thời gian: ...`: the lines may be paragraphs after the
//! item, or stand in its own paragraph, in brackets or after its sentence. A lead or support line makes the
//! item a task; a time line alone does not, as programmes of meetings have them too.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Header, Task};
use vanban_text::{Folded, Span, quoted};

use crate::at;
use crate::bodies::bodies;
use crate::deadline::deadline;
use crate::passage::{Passage, passages, section_path};
use crate::tasks::charge::{charge, charged, helped};

/// Tasks of the running text, in reading order.
pub(crate) fn assignments(
    document: &Document,
    structure: &Structure,
    header: &Header,
) -> Vec<Task> {
    let passages = passages(document, structure);
    let marks: Vec<Vec<Mark>> = passages.iter().map(|passage| marks(passage.text)).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < passages.len() {
        if marks[i].is_empty() {
            i += 1;
            continue;
        }
        let first = i;
        while i < passages.len()
            && (i == first || opens_with_mark(&marks[i]) || hangs(&passages, &marks, first..i))
        {
            i += 1;
        }
        let item = if opens_with_mark(&marks[first]) {
            item_before(&passages, &marks, first)
        } else {
            Some(first)
        };
        if let Some(item) = item {
            let lines = Lines { passages: &passages, marks: &marks, item, first, last: i };
            let lines = lines.of_nearest();
            found.extend(lines.task(document, structure, header));
        }
    }
    found
}

/// What a line of an assignment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Lead,
    Support,
    Deadline,
    Result,
}

/// `Chủ trì thực hiện:` and the like: where its words begin and what follows it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    field: Field,
    start: usize,
    value: Span,
}

impl Mark {
    /// `Thời gian hoàn thành: trước ngày ...`: when a thing is to be done, not when an event takes place.
    fn done_by(&self, text: &str) -> bool {
        self.times_work(text) && is_time(self.value.of(text))
    }

    /// `Thời gian hoàn thành:`: the time of work.
    fn times_work(&self, text: &str) -> bool {
        let said = vanban_text::fold(&text[self.start..self.value.start]);
        let works = ["thuc hien", "hoan thanh", "ban hanh", "trien khai"];
        self.field == Field::Deadline && works.iter().any(|word| said.contains(word))
    }

    /// Whether nothing follows it in its paragraph: its words stand in lines under it.
    fn is_open(&self, text: &str) -> bool {
        closed(self.value.of(text)).is_empty()
    }
}

/// Whether words state a time for work: a day or a period, not an hour.
fn is_time(words: &str) -> bool {
    let value = closed(words);
    !value.is_empty()
        && value.split_whitespace().count() <= 16
        && !Folded::new(value).text().contains(" gio ")
        && deadline(value, Some(2000)).kind != vanban_record::DeadlineKind::Other
}

/// Lines that may stand under one mark.
const MOST_LINES: usize = 8;

/// Whether the passage at `within.end` hangs under a mark that its own paragraph leaves open: `- Thời gian thực
/// hiện:` with `+ Quý II: ...` and `+ Quý III: ...` under it.
fn hangs(passages: &[Passage<'_>], marks: &[Vec<Mark>], within: std::ops::Range<usize>) -> bool {
    let at = within.end;
    let Some(open) = within.rev().take(MOST_LINES).find(|i| !marks[*i].is_empty()) else {
        return false;
    };
    let deeper = |i: usize| match (bullet(passages[open].text), bullet(passages[i].text)) {
        (None, own) => own.is_some(),
        (Some('-' | '–'), own) => matches!(own, Some('+' | '•')),
        _ => false,
    };
    marks[at].is_empty()
        && passages[at].section == passages[open].section
        && marks[open].last().is_some_and(|mark| mark.is_open(passages[open].text))
        && (open + 1..=at).all(deeper)
}

fn marks(text: &str) -> Vec<Mark> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)(?:^|[\s(;.,–-])(?P<mark>(?:(?:cac\s+)?(?:co\s+quan|don\s+vi|to\s+chuc|bo\s+phan|phong)(?:\s*,?\s*(?:don\s+vi|co\s+quan))?\s+)?
            (?:(?P<support>phoi\s+hop)
              |(?P<lead>chu\s+tri|dau\s+moi|thuc\s+hien|phu\s+trach|phan\s+cong(?:\s+thuc\s+hien)?|trach\s+nhiem)
              |(?P<time>thoi\s+gian|thoi\s+han|tien\s+do|han\s+hoan\s+thanh|lo\s+trinh)
              |(?P<result>san\s+pham|ket\s+qua|dau\s+ra))
            (?:\s*,?\s*(?:chu\s+tri|thuc\s+hien|hoan\s+thanh|tham\s+muu|du\s+kien|dau\s+ra|trien\s+khai|thuc\s+hien\s+nhiem\s+vu|phai\s+dat|chinh|xay\s+dung|ban\s+hanh|trinh|hoan\s+tat|ket\s+thuc|bao\s+cao))*)
            \s*:",
        )
        .expect("the pattern of assignment lines is valid")
    });
    let folded = Folded::new(text);
    let mut found: Vec<Mark> = Vec::new();
    for piece in MARK.captures_iter(folded.text()) {
        let (Some(mark), Some(all)) = (piece.name("mark"), piece.get(0)) else { continue };
        // `Tổ chức thực hiện:` is a heading.
        if mark.as_str().starts_with("to chuc thuc hien") || mark.as_str() == "thuc hien" {
            continue;
        }
        let field = if piece.name("support").is_some() {
            Field::Support
        } else if piece.name("lead").is_some() {
            Field::Lead
        } else if piece.name("time").is_some() {
            Field::Deadline
        } else {
            Field::Result
        };
        let start = folded.origin(mark.range()).start;
        if let Some(last) = found.last_mut() {
            last.value.end = start;
        }
        found.push(Mark {
            field,
            start,
            value: Span::new(folded.origin(all.range()).end, text.len()),
        });
    }
    // Only a lead or support mark, a time of doing, or a line that begins with one of the others, belongs to an
    // assignment.
    let assigned = found.iter().any(|mark| matches!(mark.field, Field::Lead | Field::Support));
    if assigned
        || found.iter().any(|mark| mark.done_by(text))
        || opens_with_mark(&found) && starts_line(text, &found[0])
    {
        found
    } else {
        Vec::new()
    }
}

fn starts_line(text: &str, mark: &Mark) -> bool {
    text[..mark.start].chars().all(|c| !c.is_alphanumeric())
}

fn opens_with_mark(marks: &[Mark]) -> bool {
    // A bullet and a few marks may stand before the words.
    marks.first().is_some_and(|mark| mark.start <= 6)
}

/// The item that the lines from `first` on belong to: the nearest labelled paragraph before them, with
/// nothing of another assignment between, else the paragraph right before.
fn item_before(passages: &[Passage<'_>], marks: &[Vec<Mark>], first: usize) -> Option<usize> {
    let near = first.checked_sub(1).filter(|near| marks[*near].is_empty())?;
    // Lines with `+` stand under an item with `-`.
    if bullet(passages[first].text) == Some('+') {
        let dashed = (first.saturating_sub(6)..first)
            .rev()
            .take_while(|at| {
                marks[*at].is_empty() && passages[*at].section == passages[near].section
            })
            .find(|at| matches!(bullet(passages[*at].text), Some('-' | '–')));
        if dashed.is_some_and(|at| passages[at].text.trim_end().len() > 3) {
            return dashed;
        }
    }
    let labelled = (0..=near)
        .rev()
        .take(8)
        .take_while(|at| marks[*at].is_empty())
        .find(|at| label(passages[*at].text).is_some());
    match labelled {
        Some(at) if passages[at].section == passages[near].section || at == near => Some(at),
        // `Nội dung: ...` says more of the item that stands before it.
        _ if contents(passages[near].text) => {
            let above = near.checked_sub(1).filter(|above| {
                marks[*above].is_empty() && passages[*above].section == passages[near].section
            });
            Some(above.unwrap_or(near))
        }
        _ => Some(near),
    }
}

/// The mark that a line begins with, if it is one of a list.
fn bullet(text: &str) -> Option<char> {
    text.trim_start().chars().next().filter(|c| matches!(c, '-' | '–' | '+' | '•'))
}

/// Whether a line tells what an item is about (`- Nội dung thực hiện: ...`).
fn contents(text: &str) -> bool {
    let folded = vanban_text::fold(text);
    let words = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    words.strip_prefix("noi dung").is_some_and(|rest| {
        rest.find(':').is_some_and(|colon| colon <= " nhiem vu thuc hien ".len())
    })
}

/// `a)`, `1.`, `2.1.`, `(3)`, the Party's `1-`: the label of an item and where its words begin.
pub(crate) fn label(text: &str) -> Option<(&str, usize)> {
    static PARTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?P<label>\d{1,2})[-–]\s+\p{Lu}").expect("the pattern of labels is valid")
    });
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[-–+•*]\s*)?(?:(?P<a>\d{1,2}(?:\.\d{1,2})*|[a-zđ]\d?)\s*[.)]|\((?P<b>\d{1,2}|[a-zđ])\))[\s*]*")
            .expect("the pattern of labels is valid")
    });
    if let Some(found) = PARTY.captures(text) {
        let label = found.name("label")?;
        let capital = text[..found.get(0)?.end()].chars().next_back().map_or(0, char::len_utf8);
        return Some((label.as_str(), found.get(0)?.end() - capital));
    }
    let found = LABEL.captures(text)?;
    let label = found.name("a").or(found.name("b"))?;
    Some((label.as_str(), found.get(0)?.end()))
}

/// The paragraphs of one assignment.
struct Lines<'a> {
    passages: &'a [Passage<'a>],
    marks: &'a [Vec<Mark>],
    item: usize,
    first: usize,
    last: usize,
}

impl Lines<'_> {
    /// A time alone is the time of the item right before it: items of one heading have one each.
    fn of_nearest(mut self) -> Self {
        let assigned = (self.first..self.last).any(|at| {
            self.marks[at].iter().any(|mark| matches!(mark.field, Field::Lead | Field::Support))
        });
        let near = self.first.checked_sub(1).filter(|near| self.marks[*near].is_empty());
        if let Some(near) = near.filter(|_| !assigned && self.item < self.first) {
            self.item = near;
        }
        self
    }

    fn task(&self, document: &Document, structure: &Structure, header: &Header) -> Option<Task> {
        let mut lead = self.bodies(Field::Lead);
        let mut helpers = self.bodies(Field::Support);
        let item = &self.passages[self.item];
        let mut sure = 0.95;
        let (row, mut words) = match label(item.text) {
            Some((label, end)) => (Some(label.to_owned()), &item.text[end..]),
            None => (None, item.text),
        };
        if lead.is_empty() && helpers.is_empty() {
            if !self.is_dated() {
                return None;
            }
            // Its own subject (`Phòng A chủ trì ...`), else the heading above (`1.2. Sở Tài chính`) says whose duties
            // these are.
            let stated = charge(words);
            if let Some(stated) = &stated {
                words = &words[stated.work..];
            }
            let (support, own) = helped(words);
            words = &words[own..];
            (lead, helpers) = match stated {
                Some(stated) => (stated.lead, stated.support),
                None => (charged(structure, item.section), support),
            };
            sure = 0.8;
        } else if lead.is_empty() {
            // `- Đơn vị phối hợp: ...` under an item of a body's own section.
            lead = charged(structure, item.section);
        }
        // Marks in the item's own paragraph end its words.
        let own = self.marks[self.item].first().filter(|_| self.item == self.first);
        let end = own.map_or(item.text.len(), |mark| mark.start);
        let words = &words[..(end + words.len()).saturating_sub(item.text.len())];
        let task = quoted(words.trim_end_matches([' ', '(', '-', '–']));
        if task.chars().filter(|c| c.is_alphabetic()).count() < 3 || names_officer(&task) {
            return None;
        }
        let span = item.span.cover(self.passages[self.last - 1].span);
        let deadline_text = self.words(Field::Deadline);
        let section = item.section.filter(|section| !self.is_heading(structure, *section));
        let parent = item.section.and_then(|section| structure.sections.get(section)?.parent);
        Some(Task {
            section: section_path(structure, section.or(parent)),
            row,
            task,
            lead,
            support: helpers,
            result: self.words(Field::Result),
            deadline: deadline_text.as_deref().map(|words| deadline(words, header.plan_year)),
            deadline_text,
            at: at(document, span),
            confidence: sure * document.repair_confidence(span),
            ..Task::default()
        })
    }

    /// Whether the item itself was taken for the heading of `section`.
    fn is_heading(&self, structure: &Structure, section: usize) -> bool {
        let heading = structure.sections.get(section).map(|section| section.heading);
        heading.is_some_and(|heading| self.passages[self.item].span.overlaps(heading))
    }

    fn is_dated(&self) -> bool {
        (self.first..self.last).any(|at| {
            let text = self.passages[at].text;
            let works = |mark: &&Mark| mark.times_work(text);
            self.marks[at]
                .iter()
                .filter(works)
                .any(|mark| self.lines_of(at, mark).iter().any(|line| is_time(line)))
        })
    }

    /// What a mark in the passage at `at` says: in its own paragraph, else in the lines that hang under it.
    fn lines_of(&self, at: usize, mark: &Mark) -> Vec<&str> {
        let text = self.passages[at].text;
        if !mark.is_open(text) || self.marks[at].last() != Some(mark) {
            return vec![mark.value.of(text)];
        }
        let under = (at + 1..self.last).take_while(|below| self.marks[*below].is_empty());
        under.map(|below| self.passages[below].text).collect()
    }

    fn values(&self, field: Field) -> impl Iterator<Item = Vec<&str>> {
        (self.first..self.last).flat_map(move |at| {
            let own = self.marks[at].iter().filter(move |mark| mark.field == field);
            own.map(move |mark| self.lines_of(at, mark))
        })
    }

    fn bodies(&self, field: Field) -> Vec<String> {
        let lines = self.values(field).flatten();
        let named = lines.flat_map(|words| bodies(closed(first_sentence(unbulleted(words)))));
        named.map(|body| without_clause(&body).to_owned()).collect()
    }

    fn words(&self, field: Field) -> Option<String> {
        let lines = self.values(field).next()?;
        let lines: Vec<String> = lines.into_iter().map(|line| quoted(closed(line))).collect();
        let words = lines.join("; ");
        (!words.is_empty()).then_some(words)
    }
}

/// `Phó Giám đốc Trần Văn Tám`: whose duties the lines under it are, not what is to be done.
fn names_officer(words: &str) -> bool {
    let cut = crate::token::tokens(words, Span::new(0, words.len()));
    let office = crate::issuer::officer(&cut, 0);
    office.is_some_and(|end| {
        end < cut.len()
            && cut.len() - end <= 5
            && cut[end..].iter().all(crate::token::Token::capital)
    })
}

/// Bodies are named in one sentence; what follows it says more.
fn first_sentence(words: &str) -> &str {
    let stop = words.match_indices(". ").find(|(at, _)| {
        let next = words[at + 2..].trim_start().chars().next();
        next.is_some_and(char::is_uppercase) && !words[..*at].ends_with(|c: char| c.is_uppercase())
    });
    stop.map_or(words, |(at, _)| &words[..at])
}

/// `các phòng liên quan rà soát hồ sơ do mình quản lý ...`: the body without what it is to do, where its words
/// are too many for a name.
fn without_clause(body: &str) -> &str {
    const VERBS: [&str; 13] = [
        "tiến hành",
        "rà soát",
        "chủ trì",
        "phối hợp",
        "xây dựng",
        "thực hiện",
        "tổng hợp",
        "hướng dẫn",
        "tham mưu",
        "báo cáo",
        "có trách nhiệm",
        "chịu trách nhiệm",
        "căn cứ",
    ];
    if body.split_whitespace().count() <= 14 {
        return body;
    }
    // `Ban Quản lý dự án đầu tư xây dựng các công trình ...`: a name holds the words of a deed.
    let deed =
        |verb: &&str| body.find(&format!(" {verb} ")).filter(|at| !body[..*at].ends_with("đầu tư"));
    let cut = VERBS.iter().filter_map(deed).min();
    cut.filter(|at| *at > 3).map_or(body, |at| body[..at].trim_end_matches([',', ' ']))
}

fn unbulleted(words: &str) -> &str {
    words.trim_start_matches(['-', '–', '+', '•', ' '])
}

/// Without the bracket that closes an assignment in brackets, or the dash before the next mark.
fn closed(words: &str) -> &str {
    let words = words.trim().trim_end_matches(['-', '–', '+', '.', ';', ',', ' ']);
    let opened = words.matches('(').count();
    if words.matches(')').count() > opened {
        words.trim_end_matches([')', '.', ' '])
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use vanban_record::DeadlineKind;

    use super::*;
    use crate::sample;

    fn read(paragraphs: &[&str]) -> Vec<Task> {
        assignments(&sample::document(paragraphs), &Structure::default(), &Header::default())
    }

    #[test]
    fn a_long_name_may_hold_the_word_of_a_deed() {
        let name = "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và thủy lợi tỉnh";
        assert_eq!(without_clause(name), name);
        let body = "các phòng chuyên môn của xã rà soát hồ sơ do mình quản lý và lập danh mục";
        assert_eq!(without_clause(body), "các phòng chuyên môn của xã");
    }

    #[test]
    fn lines_under_an_item_make_it_a_task() {
        let tasks = read(&[
            "a) Lập danh sách hộ cần hỗ trợ nhà ở.",
            "- Chủ trì thực hiện: Phòng Kinh tế; Công chức địa chính.",
            "- Phối hợp thực hiện: Các thôn.",
            "- Thời gian hoàn thành: Quý II/2026.",
            "b) Trao quà cho hộ khó khăn.",
            "- Chủ trì: Hội Chữ thập đỏ xã",
            "Các nội dung khác làm theo quy định.",
        ]);
        assert_eq!(tasks.len(), 2);
        assert_eq!(tasks[0].task, "Lập danh sách hộ cần hỗ trợ nhà ở");
        assert_eq!(tasks[0].row.as_deref(), Some("a"));
        assert_eq!(tasks[0].lead, ["Phòng Kinh tế", "Công chức địa chính"]);
        assert_eq!(tasks[0].support, ["Các thôn"]);
        assert_eq!(tasks[0].deadline.as_ref().map(|d| d.kind), Some(DeadlineKind::Quarter));
        assert_eq!(tasks[1].lead, ["Hội Chữ thập đỏ xã"]);
        assert_eq!(tasks[1].deadline_text, None);
    }

    #[test]
    fn an_assignment_may_stand_in_the_items_own_paragraph() {
        let tasks = read(&[
            "2. Mở lớp dạy nghề mây tre (Chủ trì: Hội Phụ nữ; phối hợp: Trung tâm GDTX; thời gian: Tháng 5/2026).",
        ]);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task, "Mở lớp dạy nghề mây tre");
        assert_eq!(tasks[0].lead, ["Hội Phụ nữ"]);
        assert_eq!(tasks[0].support, ["Trung tâm GDTX"]);
        assert_eq!(tasks[0].deadline_text.as_deref(), Some("Tháng 5/2026"));
    }

    #[test]
    fn a_line_of_contents_belongs_to_the_item_above_it() {
        let tasks = read(&[
            "- Quy định về bãi chăn thả",
            "+ Nội dung: chia bãi theo mùa, có người trông.",
            "+ Cơ quan chủ trì: Phòng Kinh tế.",
        ]);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task, "Quy định về bãi chăn thả");
    }

    #[test]
    fn times_of_doing_under_a_bodys_heading_are_its_tasks() {
        let (document, structure) = sample::sections(&[
            "# 1. Phòng Kinh tế - Cơ quan thường trực",
            "- Rà soát hộ nuôi cá lồng trên sông.",
            "Thời gian hoàn thành: Trước ngày 20/4/2026.",
            "# 2. Kinh phí",
            "- Lập dự toán chi tiết. Thời gian thực hiện: Quý I/2026.",
        ]);
        let tasks = assignments(&document, &structure, &Header::default());
        let read: Vec<_> = tasks.iter().map(|t| (t.task.as_str(), t.lead.len())).collect();
        assert_eq!(read, [("Rà soát hộ nuôi cá lồng trên sông", 1), ("Lập dự toán chi tiết", 0)]);
        assert_eq!(tasks[0].lead, ["Phòng Kinh tế"]);
        assert_eq!(tasks[0].deadline_text.as_deref(), Some("Trước ngày 20/4/2026"));
    }

    #[test]
    fn plus_lines_belong_to_the_dash_above_them() {
        let tasks = read(&[
            "4. Ban hành các quy định về chăn thả",
            "- Quy định về bãi chăn",
            "+ Cơ quan chủ trì: Phòng Kinh tế.",
            "+ Thời hạn trình: trước ngày 01 tháng 3 năm 2026.",
        ]);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task, "Quy định về bãi chăn");
        let end = tasks[0].deadline.as_ref().and_then(|deadline| deadline.end.as_deref());
        assert_eq!(end, Some("2026-03-01"));
    }

    #[test]
    fn lines_that_hang_under_an_open_mark_are_its_words() {
        let tasks = read(&[
            "1. Nạo vét kênh tưới",
            "- Chủ trì: Phòng Kinh tế.",
            "- Thời gian thực hiện:",
            "+ Đợt 1: trước ngày 30/4/2026;",
            "+ Đợt 2: trước ngày 15/11/2026.",
            "2. Phát quang bờ đập",
            "- Đơn vị thực hiện:",
            "+ Hợp tác xã Thủy lợi;",
            "+ Đoàn Thanh niên xã.",
            "- Thời gian hoàn thành: Quý II/2026",
            "+ Việc khác làm theo quy định.",
        ]);
        assert_eq!(tasks.len(), 2);
        assert_eq!(
            tasks[0].deadline_text.as_deref(),
            Some("Đợt 1: trước ngày 30/4/2026; Đợt 2: trước ngày 15/11/2026")
        );
        let end = tasks[0].deadline.as_ref().and_then(|deadline| deadline.end.as_deref());
        assert_eq!(end, Some("2026-11-15"));
        assert_eq!(tasks[1].lead, ["Hợp tác xã Thủy lợi", "Đoàn Thanh niên xã"]);
        assert_eq!(tasks[1].deadline_text.as_deref(), Some("Quý II/2026"));
    }

    #[test]
    fn a_body_goes_without_what_it_is_to_do() {
        let tasks = read(&[
            "3. Rà soát quy chế chợ",
            "- Cơ quan thực hiện: Phòng Kinh tế tiến hành rà soát các quy chế về chợ thuộc thẩm quyền quản lý của mình; các thôn liên quan rà soát nội quy chợ phiên do mình lập ra và gửi về xã trong năm. Đồng thời, các thôn niêm yết công khai.",
        ]);
        assert_eq!(tasks[0].lead, ["Phòng Kinh tế", "các thôn liên quan"]);
    }

    #[test]
    fn items_of_the_party_are_numbered_with_a_dash() {
        let tasks = read(&["1- Mở lớp học Đảng", "- Chủ trì: Ban Xây dựng Đảng."]);
        assert_eq!(
            (tasks[0].row.as_deref(), tasks[0].task.as_str()),
            (Some("1"), "Mở lớp học Đảng")
        );
        assert_eq!(label("5- 10 hộ"), None);
    }

    #[test]
    fn programmes_and_duties_without_marks_are_no_tasks() {
        assert!(
            read(&["b) Phó Giám đốc Trần Văn Tám", "- Phụ trách phòng: Phòng Khoáng sản."])
                .is_empty()
        );
        assert!(
            read(&[
                "1. Lễ khai mạc",
                "- Thời gian: 8 giờ ngày 01/3/2026",
                "- Địa điểm: Nhà văn hóa"
            ])
            .is_empty()
        );
        assert!(
            read(&["1. Phòng Kinh tế: Chủ trì, phối hợp với các thôn kiểm tra đê."]).is_empty()
        );
    }
}
