//! Whether a passage looks ahead or back: plans state targets, reviews state results.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Structure;
use vanban_record::Header;
use vanban_text::{Folded, fold};

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
            |nguyen\s+nhan|boi\s+canh|bai\s+hoc|de\s+xuat,?\s+kien\s+nghi|kien\s+nghi)",
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
/// `rừng trồng mới đạt 120 ha`.
pub(crate) fn reports(before: &str, outlook: Outlook, plan_year: Option<i32>) -> bool {
    static SURELY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:da\s+dat|den\s+nay|hien\s+nay|hien\s+co|tinh\s+den|den\s+thoi\s+diem|uoc\s+dat|uoc\s+thuc|chi\s+moi|moi\s+chi
            |trong\s+nam\s+qua|thoi\s+gian\s+qua|con\s+thap)\b",
        )
        .expect("the pattern of sure reports is valid")
    });
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
    if SURELY.is_match(said) || outlook != Outlook::Objective && REPORT.is_match(said) {
        return true;
    }
    let aims = ["phan dau", "muc tieu", "chi tieu", "den nam", "den het nam", "dam bao", "bao dam"];
    let aimed = outlook == Outlook::Objective || aims.iter().any(|aim| said.contains(aim));
    let earlier = YEAR.captures_iter(said).filter_map(|year| year[1].parse::<i32>().ok());
    !aimed && plan_year.is_some_and(|plan| earlier.max().is_some_and(|year| year < plan))
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
    let label = crate::phrase::drop_lead_in(line);
    let words =
        if label.trim().is_empty() { line } else { line.trim_start_matches(['*', '-', '+', ' ']) };
    (short && open).then(|| heading_outlook(words)).flatten()
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

    #[test]
    fn headings_look_ahead_or_back() {
        for (title, want) in [
            ("MỤC TIÊU", Some(Outlook::Objective)),
            ("Chỉ tiêu cụ thể", Some(Outlook::Objective)),
            ("Kết quả thực hiện các mục tiêu năm 2025", Some(Outlook::Past)),
            ("ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", Some(Outlook::Past)),
            ("Khó khăn, vướng mắc", Some(Outlook::Past)),
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
        ] {
            assert_eq!(reports(before, Outlook::Open, Some(2026)), want, "{before}");
        }
        let measured = "Tỷ lệ dữ liệu đã được số hóa";
        assert!(!reports(measured, Outlook::Objective, Some(2026)));
    }

    #[test]
    fn what_is_new_is_not_what_was_only_just_reached() {
        let objective = Outlook::Objective;
        assert!(!reports("Rừng trồng mới đạt ", objective, Some(2026)));
        assert!(reports("Rừng trồng mới đạt ", Outlook::Open, Some(2026)));
        assert!(reports("tỷ lệ mới chỉ đạt ", objective, Some(2026)));
    }
}
