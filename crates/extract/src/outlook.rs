//! Whether a passage looks ahead or back: plans state targets, reviews state results.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Structure;
use vanban_record::Header;
use vanban_text::{Folded, Span, fold};

use crate::targets::value::values;

/// What a section's headings say about the numbers in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Mục tiêu, chỉ tiêu: every measure is a target.
    Objective,
    /// Kết quả, đánh giá, thực trạng: every measure is a result.
    Past,
    /// Nhiệm vụ, giải pháp and the rest: the sentence must say which.
    #[default]
    Open,
}

/// The outlook of each section, in the order of [`Structure::sections`]; a heading that says nothing takes
/// its parent's.
pub(crate) fn outlooks(structure: &Structure, header: &Header) -> Vec<Outlook> {
    let report = header.doc_type.as_deref().is_some_and(|kind| fold(kind) == "bao cao");
    let unsaid = if report { Outlook::Past } else { Outlook::Open };
    let mut found: Vec<Outlook> = Vec::with_capacity(structure.sections.len());
    for section in &structure.sections {
        let parent = section.parent.and_then(|parent| found.get(parent).copied()).unwrap_or(unsaid);
        found.push(match heading_outlook(&section.title) {
            // What a review says of objectives are results.
            Some(Outlook::Objective) if parent == Outlook::Past && section.parent.is_some() => {
                Outlook::Past
            }
            Some(own) => own,
            None => parent,
        });
    }
    found
}

/// What the words of a heading say, if anything.
pub(crate) fn heading_outlook(title: &str) -> Option<Outlook> {
    static PAST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:ve\s+)?(?:danh\s+gia\s+(?:chung|ket\s+qua|tinh\s+hinh|viec|cong\s+tac|thuc\s+trang)
            |(?:mot\s+so\s+|nhung\s+|cac\s+)?ket\s+qua(?:\s+thuc\s+hien|\s+dat\s+duoc|\s+noi\s+bat|\s+chu\s+yeu|\s+trien\s+khai|\s+cong\s+tac|\s+(?:trong\s+)?nam\s+20|$)
            |(?:khai\s+quat\s+|dac\s+diem\s+)?tinh\s+hinh|thuc\s+trang|hien\s+trang|(?:nhung\s+|cac\s+|mot\s+so\s+)?(?:ton\s+tai|han\s+che|kho\s+khan|uu\s+diem)
            |su\s+can\s+thiet|can\s+cu(?:\s+(?:phap\s+ly|thuc\s+tien|xay\s+dung|thuc\s+hien)|[\s.:]*$)|co\s+so\s+(?:phap\s+ly|thuc\s+tien|chinh\s+tri|khoa\s+hoc)
            |ly\s+do|dat\s+van\s+de|nguyen\s+nhan|boi\s+canh|bai\s+hoc|de\s+xuat,?\s+kien\s+nghi|kien\s+nghi)",
        )
        .expect("the pattern of reviews is valid")
    });
    static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:muc\s+tieu|chi\s+tieu)\b").expect("the pattern of objectives is valid")
    });
    static DUTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:cac\s+)?(?:nhiem\s+vu|giai\s+phap|to\s+chuc\s+thuc\s+hien|phuong\s+huong|noi\s+dung|kinh\s+phi|ke\s+hoach)")
            .expect("the pattern of duties is valid")
    });
    let folded = Folded::new(title);
    let words = folded.text().trim();
    if PAST.is_match(words) {
        Some(Outlook::Past)
    } else if AHEAD.is_match(words) && !words.starts_with("muc dich") {
        Some(Outlook::Objective)
    } else if DUTY.is_match(words) {
        Some(Outlook::Open)
    } else {
        None
    }
}

/// Whether the words before a value report it as reached already (`đã đạt`, `đến nay`, `ước`). In a section of
/// objectives a mere `đã` may belong to what is measured (`dữ liệu đã được số hóa`), and so may the `mới` of
/// `rừng trồng mới đạt 120 ha`. An aim behind the report is none: `trên cơ sở kết quả đã đạt được, phấn đấu ...`.
pub(crate) fn reports(before: &str, outlook: Outlook, header: &Header) -> bool {
    static REPORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:da\s+(?:co|hoan|thuc|trien|ho|tiep|xu|giai|cap|ban|to|lap|ket|cung|dua|tich|chi\s+dao|va\s+dang)
            |hien\s+tai|so\s+voi\s+cung\s+ky|moi\s+dat)\b",
        )
        .expect("the pattern of reports is valid")
    });
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"nam\s+(20\d\d)").expect("the pattern of years is valid"));
    let folded = Folded::new(before);
    let said = folded.text();
    let loose = outlook != Outlook::Objective;
    let told = |at: Option<usize>| at.is_some_and(|at| !aims_on(&said[at..], header));
    let report = REPORT.find_iter(said).last().filter(|_| loose).map(|found| found.end());
    if told(surely_reports(said).max(report)) {
        return true;
    }
    let aims = ["phan dau", "muc tieu", "chi tieu", "den nam", "den het nam", "dam bao", "bao dam"];
    let aimed = outlook == Outlook::Objective || aims.iter().any(|aim| said.contains(aim));
    let latest = YEAR.captures_iter(said).filter_map(|year| year[1].parse::<i32>().ok()).max();
    let before_plan = header.plan_year.is_some_and(|plan| latest.is_some_and(|year| year < plan));
    !aimed && before_plan || closed_year(said, header)
}

/// Where the last words of `said` end that report for sure, in whatever section.
fn surely_reports(said: &str) -> Option<usize> {
    static SURELY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:da\s+dat|den\s+nay|hien\s+nay|hien\s+co|tinh\s+den(?:\s+(?:het|cuoi|ngay|thang|nam|quy|\d\S*))*|den\s+thoi\s+diem|uoc\s+dat|uoc\s+thuc|chi\s+moi|moi\s+chi\s+(?:dat|co|duoc|giai|hoan|thuc|o\s+muc|bang|thu|xay)
            |trong\s+nam\s+qua|thoi\s+gian\s+qua|con\s+thap|phat\s+huy\s+(?:\S+\s+){0,4}?ket\s+qua|ket\s+qua\s+buoc\s+dau
            |(?:ton\s+tai|han\s+che)\s+(?:\S+\s+){0,3}?chi\s+ra)\b",
        )
        .expect("the pattern of sure reports is valid")
    });
    SURELY.find_iter(said).last().map(|found| found.end())
}

/// `đến hết năm 2025` in a plan signed in 2026: what a year that was over had brought. An objective may tell of it too.
fn closed_year(said: &str, header: &Header) -> bool {
    static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:den|het|cuoi)\s+nam\s+(20\d\d)")
            .expect("the pattern of years' ends is valid")
    });
    let signed = header.date.as_deref().and_then(|date| date.get(..4)?.parse::<i32>().ok());
    let ends = UNTIL.captures_iter(said).filter_map(|year| year[1].parse::<i32>().ok()).max();
    let named = ends.zip(signed).is_some_and(|(end, signed)| end < signed);
    named && !["phan dau", "muc tieu", "chi tieu"].iter().any(|aim| said.contains(aim))
}

/// Whether a claim of a review tells of a year still to come: an aim that others have set, neither reached nor the plan's own.
pub(crate) fn quotes_aim(before: &str, deadline: Option<&str>, header: &Header) -> bool {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(20\d\d)\b").expect("the pattern of years is valid"));
    let signed = header.date.as_deref().and_then(|date| date.get(..4)?.parse::<i32>().ok());
    let said = format!("{before} {}", deadline.unwrap_or_default());
    let latest = YEAR.captures_iter(&said).filter_map(|year| year[1].parse::<i32>().ok()).max();
    latest.zip(signed).is_some_and(|(year, signed)| year > signed)
}

/// Whether folded words set an aim of their own.
fn aims_on(said: &str, header: &Header) -> bool {
    static AIM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:phan\s+dau|muc\s+tieu|dam\s+bao|bao\s+dam|toi\s+thieu|it\s+nhat|huong\s+toi|quyet\s+tam|khong\s+qua|yeu\s+cau
            |(?:den|het)\s+(?:cuoi\s+|het\s+)?(?:nam(?:\s+(?P<year>20\d\d))?|quy|thang)|hoan\s+thanh)\b",
        )
        .expect("the pattern of aims is valid")
    });
    // A year before the plan's own is none to aim at.
    let over = |year: i32| header.plan_year.is_some_and(|plan| year < plan);
    AIM.captures_iter(said).any(|found| {
        let year = found.name("year").and_then(|year| year.as_str().parse().ok());
        !year.is_some_and(over)
    })
}

/// Whether a report goes on: what it opened with holds for the further values of its sentence.
#[derive(Default)]
pub(crate) struct Report {
    end: usize,
    told: bool,
    /// Told by words that report in any section.
    surely: bool,
}

impl Report {
    /// Meets the next part of `text`; a full stop ends what was told, unless the part sets no aim at all.
    pub(crate) fn meet(&mut self, text: &str, segment: Span, aims: bool, header: &Header) {
        let same = text[self.end..segment.start].contains(';');
        if !same {
            self.surely = false;
            self.told &= !aims;
        }
        self.end = segment.end;
        let words = segment.of(text);
        let first = values(words).first().map_or(0, |value| value.span.start);
        let opener = fold(&words[..first]);
        if surely_reports(&opener).is_some_and(|at| !aims_on(&opener[at..], header))
            || closed_year(&opener, header)
        {
            self.told = true;
            self.surely = true;
        }
    }

    /// Whether a claim with the words `before` it is told as reached.
    pub(crate) fn tells(&mut self, before: &str, outlook: Outlook, header: &Header) -> bool {
        let said = fold(before);
        if reports(before, outlook, header) {
            self.told = true;
            return true;
        }
        if aims_on(&said, header) && !closed_year(&said, header) {
            (self.told, self.surely) = (false, false);
        }
        self.told && (outlook == Outlook::Open || self.surely)
    }
}

/// What a short line with a colon announces for the paragraphs after it.
pub(crate) fn announces(text: &str, header: &Header) -> Option<Outlook> {
    let line = text.trim();
    // `..., phấn đấu phát triển mạng lưới, cụ thể như sau:` in a plan.
    let folded = fold(line);
    let aims = folded.contains("phan dau") && folded.ends_with("nhu sau:");
    if aims && !is_report_like(header) {
        return Some(Outlook::Objective);
    }
    let short = line.split_whitespace().count() <= 14;
    let open = line.ends_with(':');
    let label = crate::targets::phrase::drop_lead_in(line);
    let words =
        if label.trim().is_empty() { line } else { line.trim_start_matches(['*', '-', '+', ' ']) };
    (short && open).then(|| heading_outlook(words)).flatten()
}

/// Whether a paragraph brings on orders: `Để khắc phục các tồn tại nêu trên, Chủ tịch UBND tỉnh yêu cầu:`.
pub(crate) fn orders(text: &str) -> bool {
    let folded = fold(text.trim());
    let Some(words) = folded.strip_suffix(':') else { return false };
    let last = words.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    ["yeu cau", "de nghi"].iter().any(|verb| words[last..].contains(verb))
}

/// Kinds of document that tell what is as often as what shall be.
pub(crate) fn is_report_like(header: &Header) -> bool {
    let kind = header.doc_type.as_deref().map(fold).unwrap_or_default();
    ["bao cao", "thong bao", "cong dien", "to trinh", "cong van", "bien ban"]
        .contains(&kind.as_str())
}

/// Whether section `inner` is `outer` or stands under it.
pub(crate) fn within(structure: &Structure, inner: Option<usize>, outer: Option<usize>) -> bool {
    let mut at = inner;
    while at != outer {
        let Some(index) = at else { return false };
        let parent = structure.sections.get(index).and_then(|section| section.parent);
        at = parent.filter(|parent| *parent < index);
        if at.is_none() && outer.is_some() {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Header {
        Header { plan_year: Some(2026), date: Some("2026-02-09".into()), ..Header::default() }
    }

    #[test]
    fn headings_look_ahead_or_back() {
        for (title, want) in [
            ("MỤC TIÊU", Some(Outlook::Objective)),
            ("Chỉ tiêu cụ thể", Some(Outlook::Objective)),
            ("Kết quả thực hiện các mục tiêu năm 2025", Some(Outlook::Past)),
            ("ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", Some(Outlook::Past)),
            ("Khó khăn, vướng mắc", Some(Outlook::Past)),
            ("SỰ CẦN THIẾT XÂY DỰNG ĐỀ ÁN", Some(Outlook::Past)),
            ("Căn cứ pháp lý", Some(Outlook::Past)),
            ("Căn cứ kết quả rà soát, phân bổ vốn", None),
            ("NHIỆM VỤ, GIẢI PHÁP", Some(Outlook::Open)),
            ("MỤC ĐÍCH, YÊU CẦU", None),
            ("Phát triển kinh tế số", None),
            (
                "Các chỉ tiêu và phân công theo dõi, đánh giá kết quả thực hiện",
                Some(Outlook::Objective),
            ),
        ] {
            assert_eq!(heading_outlook(title), want, "{title}");
        }
    }

    #[test]
    fn words_report_what_is_reached() {
        for (before, want) in [
            ("Đến nay, toàn xã đã có", true),
            ("Năm 2024 tỷ lệ hộ nghèo là", true),
            ("Phấn đấu năm 2026", false),
            ("Tỷ lệ hộ nghèo giảm còn", false),
            ("Trên cơ sở kết quả đã đạt được, phấn đấu tỷ lệ hộ khá", false),
            ("Phát huy những kết quả năm qua, với", true),
            ("Đến hết năm 2025 toàn xã có", true),
            ("Tính đến hết quý III, tỷ lệ hộ khá là", true),
        ] {
            assert_eq!(reports(before, Outlook::Open, &plan()), want, "{before}");
        }
        let measured = "Tỷ lệ dữ liệu đã được số hóa";
        assert!(!reports(measured, Outlook::Objective, &plan()));
    }

    #[test]
    fn each_branch_is_not_what_was_only_just_reached() {
        let objective = Outlook::Objective;
        for owner in ["Mỗi chi hội nhận ", "Mỗi chi bộ có "] {
            assert!(!reports(owner, objective, &plan()), "{owner}");
        }
        assert!(reports("đến giờ mới chỉ có ", objective, &plan()));
    }

    #[test]
    fn what_is_new_is_not_what_was_only_just_reached() {
        let objective = Outlook::Objective;
        assert!(!reports("Rừng trồng mới đạt ", objective, &plan()));
        assert!(reports("Rừng trồng mới đạt ", Outlook::Open, &plan()));
        assert!(reports("tỷ lệ mới chỉ đạt ", objective, &plan()));
    }
}
