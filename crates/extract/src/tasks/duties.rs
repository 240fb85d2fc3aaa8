//! Việc giao trong lời văn: work that a sentence gives to a body, with its time.
//!
//! Two shapes besides rows of tables and lines of their own ([`crate::tasks::assignments`]): a bracket that closes an item
//! (`... (Phòng A chủ trì, phối hợp với Sở B; trước ngày 30/9/2026)`), and a duty that ends in the day it is due
//! (`Giao Sở A rà soát ... trước ngày 30/4/2026`), as directives, official letters and closing sections have them.
//! Without a body no sentence is a task, and without a time only one whose bracket says who leads.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Header, Task};
use vanban_text::{Folded, Span, quoted};

use crate::at;
use crate::deadline::deadline;
use crate::outlook::{Outlook, outlooks};
use crate::passage::{Passage, passages, section_path, sentences};
use crate::tasks::assignments::label;
use crate::tasks::charge::{Charge, charge, charged, helped, listed};

/// Tasks of the running text that are not among those `taken`, in reading order.
pub(crate) fn duties(
    document: &Document,
    structure: &Structure,
    header: &Header,
    taken: &[Task],
) -> Vec<Task> {
    let outlooks = outlooks(structure, header);
    let orders = is_directive(header);
    let mut read: Vec<Span> = taken
        .iter()
        .filter(|task| task.table.is_none())
        .map(|task| Span::new(task.at.start, task.at.end))
        .collect();
    read.sort_unstable();
    let mut read = read.into_iter().peekable();
    let mut found = Vec::new();
    for passage in passages(document, structure) {
        let outlook = passage.section.and_then(|index| outlooks.get(index).copied());
        let open = outlook.unwrap_or_default() == Outlook::Open;
        while read.next_if(|task| task.end <= passage.span.start).is_some() {}
        let known = read.peek().is_some_and(|task| task.overlaps(passage.span));
        if !open || known {
            continue;
        }
        let mut duties = bracketed(&passage, structure)
            .map_or_else(|| dated(&passage, structure), |one| vec![one]);
        if orders && duties.is_empty() {
            duties.extend(ordered(&passage));
        }
        for duty in duties {
            let span = duty.span.shift(passage.span.start).trim(&document.text);
            let due = duty.time.as_deref().map(|words| deadline(words, header.plan_year));
            found.push(Task {
                section: section_path(structure, passage.section),
                row: duty.row,
                task: duty.task,
                lead: duty.lead,
                support: duty.support,
                deadline: due,
                deadline_text: duty.time,
                at: at(document, span),
                confidence: duty.sure * document.repair_confidence(span),
                ..Task::default()
            });
        }
    }
    found
}

/// Chỉ thị, công văn, công điện, thông báo kết luận: documents whose very words give work.
fn is_directive(header: &Header) -> bool {
    let kind = header.doc_type.as_deref().map(vanban_text::fold).unwrap_or_default();
    ["chi thi", "cong van", "cong dien", "thong bao", "ket luan"]
        .iter()
        .any(|name| kind.starts_with(name))
}

/// A task as its passage states it.
#[derive(Debug)]
struct Duty {
    row: Option<String>,
    task: String,
    lead: Vec<String>,
    support: Vec<String>,
    time: Option<String>,
    /// Its words, in the passage.
    span: Span,
    sure: f32,
}

/// A task in fewer letters names nothing.
const LEAST_LETTERS: usize = 8;

fn is_work(task: &str) -> bool {
    task.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_LETTERS
}

/// The label of an item and where its words begin.
fn labelled(text: &str) -> (Option<String>, usize) {
    match label(text) {
        Some((label, end)) => (Some(label.to_owned()), end),
        None => (None, text.len() - text.trim_start_matches(['-', '–', '+', '•', ' ']).len()),
    }
}

/// The task of an item whose closing bracket says who does it, or by when under a body's own heading.
fn bracketed(passage: &Passage<'_>, structure: &Structure) -> Option<Duty> {
    let text = passage.text;
    let end = text.trim_end_matches(['.', ';', ',', '/', ' ']).len();
    let open = opening(&text[..end])?;
    let inside = text[open + 1..end - 1].trim();
    let (row, start) = labelled(text);
    let start = start + last_sentence(text.get(start..open)?);
    let (task, first) = without_opening_time(&text[start..open]);
    let (mut charge, time) = assigned(inside, first.is_some())?;
    if charge.lead.is_empty() {
        charge.lead = charged(structure, passage.section);
        let due = time.as_deref().is_some_and(is_due);
        if charge.lead.is_empty() || !due && charge.support.is_empty() {
            return None;
        }
    }
    let task = quoted(task.trim_end_matches([' ', ',', ';', '.']));
    is_work(&task).then(|| Duty {
        row,
        task,
        lead: charge.lead,
        support: charge.support,
        time: time.or(first),
        span: Span::new(start, end),
        sure: 0.85,
    })
}

/// Where the bracket that closes `text` opens.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth == 1 => return Some(at),
            '(' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the last sentence of an item's words begins: the bracket speaks for it.
fn last_sentence(words: &str) -> usize {
    words
        .rmatch_indices(". ")
        .map(|(at, _)| at + 2)
        .find(|at| {
            let next = words[*at..].trim_start().chars().next();
            let word = words[..*at - 2].rsplit(' ').next().unwrap_or("");
            next.is_some_and(char::is_uppercase) && word.chars().count() > 2
        })
        .unwrap_or(0)
}

/// Who does it and by when, where a bracket says nothing else: `Phòng A chủ trì; các thôn phối hợp; Quý I/2026`.
/// `timed` where the item itself says when.
fn assigned(inside: &str, timed: bool) -> Option<(Charge, Option<String>)> {
    let mut charge = Charge::default();
    let (mut time, mut leads) = (None, false);
    for part in inside.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (who, when) = match time_of(part) {
            Some(when) => ("", Some(when)),
            None => timed_tail(part),
        };
        time = time.or(when);
        if who.is_empty() {
            continue;
        }
        let said = roles(who)?;
        leads |= said.says_so;
        charge.lead.extend(said.lead);
        charge.support.extend(said.support);
    }
    let told = leads || timed || time.is_some();
    told.then_some((charge, time))
}

/// Whether a time by itself is one for work: `(năm 2025)`, `(giai đoạn 2026 - 2030)` say of what year a thing is,
/// `(6 tháng, 01 năm)` how often.
fn is_due(time: &str) -> bool {
    let folded = vanban_text::fold(time);
    let bare = folded.starts_with(|c: char| c.is_ascii_digit());
    let year = ["nam ", "giai doan", "20", "den nam"].iter().any(|word| folded.starts_with(word));
    !year && !bare
}

/// `Phòng A chủ trì, trước ngày 30/9/2026`: a part whose last words are a time.
fn timed_tail(part: &str) -> (&str, Option<String>) {
    let cut = part.rmatch_indices(',').find_map(|(at, _)| Some((at, time_of(&part[at + 1..])?)));
    cut.map_or((part, None), |(at, time)| (part[..at].trim(), Some(time)))
}

#[derive(Default)]
struct Roles {
    lead: Vec<String>,
    support: Vec<String>,
    /// Whether the words themselves say who leads or helps.
    says_so: bool,
}

/// What the words of a bracket make of the bodies in them.
fn roles(words: &str) -> Option<Roles> {
    static ROLES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:(?:giao|do)\s+)?(?P<lead>.+?)
            (?:\s+(?P<leads>(?:chu\s+tri|dau\s+moi|phu\s+trach|thuc\s+hien|tham\s+muu|chiu\s+trach\s+nhiem)(?:\s*,?\s*(?:thuc\s+hien|tham\s+muu|tong\s+hop|trien\s+khai))*))?
            (?:\s*,?\s*(?P<helped>(?:va\s+)?phoi\s+hop(?:\s+chat\s+che)?(?:\s+(?:voi|cung))?)(?:\s+(?P<support>.+?))?)?$",
        )
        .expect("the pattern of roles is valid")
    });
    let folded = Folded::new(words);
    let found = ROLES.captures(folded.text())?;
    let named =
        |group: &str| found.name(group).map(|piece| folded.origin(piece.range()).of(words).trim());
    let first = listed(named("lead")?)?;
    let support = match named("support") {
        Some(names) => listed(names.trim_end_matches(" thực hiện"))?,
        None => Vec::new(),
    };
    let helped = found.name("helped").is_some();
    let leads = found.name("leads").is_some();
    // `các thôn phối hợp`: those before the word help.
    if helped && !leads && support.is_empty() {
        return Some(Roles { support: first, says_so: true, ..Roles::default() });
    }
    Some(Roles { lead: first, support, says_so: leads || helped })
}

/// The time that the words state, where they state nothing else, without `hoàn thành`, `thời gian:`.
fn time_of(words: &str) -> Option<String> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\s*(?:(?:thoi\s+gian|thoi\s+han|tien\s+do|han)(?:\s+(?:thuc\s+hien|hoan\s+thanh|trinh))?\s*:?\s*)?
            (?:(?:hoan\s+thanh|thuc\s+hien|xong)\s+)?
            (?P<time>(?:(?:truoc|trong|cham\s+nhat|muon\s+nhat|den|het|tu|quy|thang|nam|ngay|cuoi|dau|giai\s+doan|0?6\s+thang)\b|20\d\d|\d{1,2}/).*
              |thuong\s+xuyen.*|hang\s+(?:nam|quy|thang|tuan).*|dinh\s+ky.*)$",
        )
        .expect("the pattern of times is valid")
    });
    let folded = Folded::new(words);
    let found = TIME.captures(folded.text())?.name("time")?;
    let said = found.as_str();
    let dated = said.chars().any(|c| c.is_ascii_digit()) || said.contains("quy ");
    let going = ["thuong xuyen", "hang ", "dinh ky"].iter().any(|word| said.starts_with(word));
    let short = said.split_whitespace().count() <= 14;
    (short && (dated || going)).then(|| quoted(folded.origin(found.range()).of(words)))
}

/// `Trước ngày 05 hằng tháng, công khai ...`: work whose time comes first.
fn without_opening_time(words: &str) -> (&str, Option<String>) {
    let opens = words.split_once(',').and_then(|(head, rest)| Some((time_of(head)?, rest)));
    opens.map_or((words, None), |(time, rest)| (rest.trim_start(), Some(time)))
}

/// The duties of a passage that end in the day they are due.
fn dated(passage: &Passage<'_>, structure: &Structure) -> Vec<Duty> {
    let text = passage.text;
    let (row, start) = labelled(text);
    let own = charge(&text[start..]);
    let mut found: Vec<Duty> = Vec::new();
    let mut from = start;
    let cuts = sentences(text);
    for (i, sentence) in cuts.iter().enumerate() {
        let closes = cuts.get(i + 1).is_none_or(|_| text[sentence.end..].starts_with('.'));
        // `Giao Sở A ...` may stand behind other sentences; behind a semicolon a body may be one more that helps
        // (`phối hợp với Sở A; Sở B rà soát ...`).
        let opens = text[..sentence.start].trim_end().ends_with('.') || is_order(sentence.of(text));
        let later = (opens && sentence.start > start).then(|| charge(sentence.of(text))).flatten();
        if later.is_some() {
            from = sentence.start;
        }
        let Some((end, time)) = due(sentence.of(text)) else {
            continue;
        };
        let work = Span::new(from.max(start), sentence.start + end);
        let (charge, at) = match (later, &own) {
            (Some(later), _) => (Some(later), from),
            (None, Some(own)) if from == start => (Some(own.clone()), start),
            _ => (None, from),
        };
        let stated = charge.is_some();
        let charge = charge.unwrap_or_else(|| {
            let (support, own) = helped(work.of(text));
            let lead = charged(structure, passage.section);
            Charge { lead, support, work: work.start - at + own }
        });
        let work = Span::new(at + charge.work, work.end.max(at + charge.work));
        let task = quoted(unnumbered(work.of(text)).trim_end_matches([' ', ',', ';', '.', '(']));
        if !charge.lead.is_empty() && is_work(&task) && !reports(&task) {
            found.push(Duty {
                row: row.clone(),
                task,
                lead: charge.lead,
                support: charge.support,
                time: Some(time),
                span: Span::new(at, sentence.end),
                sure: if stated { 0.8 } else { 0.75 },
            });
        }
        from = sentence.end + usize::from(closes || sentence.end < text.len());
    }
    found
}

/// `Giao Sở A chủ trì, phối hợp với Sở B ...` in a directive: work without a day.
fn ordered(passage: &Passage<'_>) -> Option<Duty> {
    let text = passage.text;
    let (row, start) = labelled(text);
    let words = &text[start..];
    let folded = vanban_text::fold(words);
    let leads = folded.starts_with("giao ") && folded.contains(" chu tri");
    let charge = charge(words).filter(|charge| leads && !charge.support.is_empty())?;
    let first = sentences(words).into_iter().find(|cut| cut.end > charge.work)?;
    let work = Span::new(charge.work, first.end);
    let task = quoted(work.of(words).trim_end_matches([' ', ',', ';', '.']));
    let minds = vanban_text::fold(&task).starts_with("theo doi, don doc");
    (is_work(&task) && !minds).then(|| Duty {
        row,
        task,
        lead: charge.lead,
        support: charge.support,
        time: None,
        span: Span::new(start, start + first.end),
        sure: 0.7,
    })
}

/// Whether a clause opens with a word that charges somebody.
fn is_order(clause: &str) -> bool {
    let folded = vanban_text::fold(clause);
    let words = folded.trim_start();
    ["giao ", "yeu cau ", "de nghi ", "phan cong "].iter().any(|word| words.starts_with(word))
}

/// Without the number of a list inside a sentence: `giao Sở A: (1) ...; (2) ...`.
fn unnumbered(words: &str) -> &str {
    let words = words.trim_start();
    let number = words.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match number {
        Some((number, rest)) if number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) => {
            rest.trim_start()
        }
        _ => words,
    }
}

/// Mere reports are read where a section is about them ([`crate::tasks::reporting`]).
fn reports(task: &str) -> bool {
    let folded = vanban_text::fold(task);
    [
        "bao cao",
        "gui bao cao",
        "dinh ky",
        "so ket",
        "hang ",
        "thuc hien bao cao",
        "thuc hien che do",
    ]
    .iter()
    .any(|word| folded.starts_with(word))
}

/// Where the words before a closing day end, and the day: `..., hoàn thành trước ngày 30/4/2026`.
fn due(sentence: &str) -> Option<(usize, String)> {
    static DUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)(?:^|[\s,(]+)(?P<done>(?:(?:va\s+)?(?:hoan\s+thanh|xong|thoi\s+han(?:\s+hoan\s+thanh)?(?:\s+la)?|thoi\s+gian(?:\s+hoan\s+thanh)?(?:\s+la)?)\s+)?)
            (?P<time>(?:truoc|cham\s+nhat(?:\s+la)?|muon\s+nhat(?:\s+la)?|trong|den\s+het|xong\s+truoc)\s+
              (?:truoc\s+)?(?:\d{1,2}\s*(?:gio|h)\s*(?:\d{2}\s*)?(?:phut\s+)?)?
              (?:(?:ngay|thang|quy|nam)\s+)?[^,;.]*\d[^,;]*?
              |truoc\s+(?:ky\s+nghi|dip|tet|mua|nam\s+hoc|ngay\s+khai)\b[^,;.]*?)\)?[\s./]*$",
        )
        .expect("the pattern of days due is valid")
    });
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b20\d\d\b").expect("the pattern of years is valid"));
    let folded = Folded::new(sentence);
    let found = DUE.captures_iter(folded.text()).last()?;
    let time = found.name("time")?;
    let said = time.as_str();
    let done = found.name("done").is_some_and(|done| !done.as_str().is_empty());
    // What falls due each month or year is work; what is said each day is a report.
    let recurs = [" hang ngay", " hang tuan", " moi ", " dinh ky", " cuoi quy", " cuoi thang"]
        .iter()
        .any(|w| said.contains(w));
    // A year alone closes many a sentence: only where it says `hoàn thành` is it a time for work.
    let near = ["ngay", "thang", "quy", "/"].iter().any(|word| said.contains(word));
    // `trước tháng 4` without a year says when in the year things are done, by whom soever.
    let sure = YEAR.is_match(said) || said.contains("ngay") || done;
    let past = folded.text()[..time.start()].contains(" da ");
    let short = said.split_whitespace().count() <= 12;
    let fits = short && !recurs && !past && sure && (near || done);
    fits.then(|| {
        let start = folded.origin(found.get(0).map_or(0..0, |whole| whole.range())).start;
        let words = folded.origin(time.range()).of(sentence);
        (start, quoted(words.trim_end_matches([')', '.', '/', ' '])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn read(paragraphs: &[&str]) -> Vec<Task> {
        let (document, structure) = sample::sections(paragraphs);
        duties(&document, &structure, &Header::default(), &[])
    }

    #[test]
    fn a_closing_bracket_says_who_does_it_and_by_when() {
        let own = read(&[
            "# 1. Phòng Kinh tế",
            "a) Lập bản đồ các bãi rác tự phát (trước ngày 30/9/2027).",
            "b) Tu sửa kè đá đã xây (năm 2025).",
        ]);
        assert_eq!((own.len(), own[0].lead.len()), (1, 1));
        let tasks = read(&[
            "# 1. Việc phải làm",
            "- Lập bản đồ các bãi rác tự phát (Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn; trước ngày 30/9/2027).",
            "- Mở hai lớp dạy ghép cây (Hội Nông dân xã; Quý III/2027).",
            "- Trước ngày 10 hằng tháng, niêm yết giá nước (Trạm Cấp nước xã).",
        ]);
        let read: Vec<_> = tasks
            .iter()
            .map(|t| (t.task.as_str(), t.lead.len(), t.support.len(), t.deadline_text.as_deref()))
            .collect();
        assert_eq!(
            read,
            [
                ("Lập bản đồ các bãi rác tự phát", 1, 2, Some("trước ngày 30/9/2027")),
                ("Mở hai lớp dạy ghép cây", 1, 0, Some("Quý III/2027")),
                ("niêm yết giá nước", 1, 0, Some("Trước ngày 10 hằng tháng")),
            ]
        );
    }

    #[test]
    fn a_directive_gives_work_without_a_day() {
        let (document, structure) = sample::sections(&[
            "# 1. Việc phải làm",
            "Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính niêm yết giá cát từng tháng.",
            "Giao Sở Xây dựng niêm yết giá đá.",
        ]);
        let header = |kind: &str| Header { doc_type: Some(kind.into()), ..Header::default() };
        let tasks = duties(&document, &structure, &header("Chỉ thị"), &[]);
        assert_eq!(tasks.len(), 1);
        assert_eq!(tasks[0].task, "niêm yết giá cát từng tháng");
        assert!(duties(&document, &structure, &header("Kế hoạch"), &[]).is_empty());
    }

    #[test]
    fn duties_fall_due_each_month_and_before_a_feast() {
        let tasks = read(&[
            "# 1. Sở Xây dựng",
            "a) Niêm yết giá cát tại các bến, xong trước ngày 05 hằng tháng.",
            "b) Sơn lại biển báo ở các bến đò; hoàn thành trước dịp Tết Nguyên đán.",
            "c) Trực điện thoại, chuyển tin trước 17 giờ hằng ngày.",
        ]);
        let times: Vec<_> = tasks.iter().map(|t| t.deadline_text.as_deref()).collect();
        assert_eq!(times, [Some("trước ngày 05 hằng tháng"), Some("trước dịp Tết Nguyên đán")]);
    }

    #[test]
    fn brackets_that_say_other_things_assign_nothing() {
        assert!(
            read(&[
                "# 1. Việc phải làm",
                "- Gửi danh sách về UBND xã (qua Phòng Kinh tế).",
                "- Rà soát đường thôn (trừ các tuyến đã bàn giao).",
                "- Theo dõi mực nước sông (Phòng Kinh tế).",
                "- Tu sửa kè đá đã xây (năm 2025).",
            ])
            .is_empty()
        );
    }

    #[test]
    fn a_duty_ends_in_the_day_it_is_due() {
        let tasks = read(&[
            "# 1. Sở Xây dựng, Sở Y tế",
            "- Chủ trì, phối hợp với Công an tỉnh kiểm tra các bến đò; hoàn thành trong tháng 5/2027.",
            "- Giữ gìn bến đò sạch đẹp.",
            "# 2. Việc khác",
            "Giao Sở Nội vụ tham mưu quy chế trực đêm trước ngày 20/5/2027; theo dõi việc thực hiện.",
            "Nhận được văn bản này, các xã làm ngay. Giao Văn phòng UBND tỉnh đôn đốc, tổng hợp tình hình trước ngày 05/7/2027.",
            "Các xã báo cáo kết quả trước ngày 10/12/2027.",
            "# 3. Sở Tài chính",
            "a) Chủ trì, phối hợp với Sở Tư pháp; Hội Luật gia tỉnh soạn mẫu hợp đồng thuê chợ. Hoàn thành trước ngày 30/4/2027.",
        ]);
        let read: Vec<_> = tasks
            .iter()
            .map(|t| (t.task.as_str(), t.lead.len(), t.support.len(), t.deadline_text.as_deref()))
            .collect();
        assert_eq!(
            read,
            [
                ("kiểm tra các bến đò", 2, 1, Some("trong tháng 5/2027")),
                ("tham mưu quy chế trực đêm", 1, 0, Some("trước ngày 20/5/2027")),
                ("đôn đốc, tổng hợp tình hình", 1, 0, Some("trước ngày 05/7/2027")),
                ("soạn mẫu hợp đồng thuê chợ", 1, 2, Some("trước ngày 30/4/2027")),
            ]
        );
    }
}
