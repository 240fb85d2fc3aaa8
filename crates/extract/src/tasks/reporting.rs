//! Chế độ báo cáo: sentences that make bodies report by a day.
//!
//! Only a section on reporting is read, and only a sentence that opens with the bodies, names the report and
//! ends in its time: `Các đơn vị gửi báo cáo ... trước ngày 15/12/2026`.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Header, Task};
use vanban_text::{Folded, quoted};

use crate::at;
use crate::bodies::bodies;
use crate::deadline::deadline;
use crate::passage::{passages, section_path, sentences};

/// Reporting duties, in reading order.
pub(crate) fn reporting(document: &Document, structure: &Structure, header: &Header) -> Vec<Task> {
    let reports = |section: &vanban_document::Section| {
        let title = vanban_text::fold(&section.title);
        [
            "che do bao cao",
            "thong tin, bao cao",
            "che do thong tin",
            "cong tac bao cao",
            "thong tin bao cao",
        ]
        .iter()
        .any(|words| title.contains(words))
            || title.trim() == "bao cao"
    };
    let mut found = Vec::new();
    for passage in passages(document, structure) {
        let section = passage.section.and_then(|index| structure.sections.get(index));
        let Some(section) = section.filter(|section| reports(section)) else { continue };
        if passage.span.overlaps(section.heading) {
            continue;
        }
        for sentence in sentences(passage.text) {
            let Some((lead, task, time)) = duty(sentence.of(passage.text)) else { continue };
            let span = sentence.shift(passage.span.start).trim(&document.text);
            found.push(Task {
                section: section_path(structure, passage.section),
                lead: bodies(&lead),
                deadline: Some(deadline(&time, header.plan_year)),
                deadline_text: Some(time),
                task,
                at: at(document, span),
                confidence: 0.85 * document.repair_confidence(span),
                ..Task::default()
            });
        }
    }
    found
}

/// Bodies, duty and time of a sentence.
fn duty(sentence: &str) -> Option<(String, String, String)> {
    static DUTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\s*(?:[-–+•*]\s*)?(?:(?:yeu\s+cau|de\s+nghi|giao)\s+)?
            (?P<who>(?:cac|ubnd|uy\s+ban|so|phong|ban|thu\s+truong|van\s+phong|trung\s+tam|truong|don\s+vi|co\s+quan|nguoi\s+dung\s+dau|cong\s+an)\b[^.;:]*?)
            [\s,]+(?P<what>(?:co\s+trach\s+nhiem|thuc\s+hien|dinh\s+ky|tong\s+hop|gui|bao\s+cao|chu\s+dong|nghiem\s+tuc)\b.*?)
            [\s,]+(?P<time>\(?(?:truoc|cham\s+nhat|vao|hoan\s+thanh\s+truoc)\s+(?:ngay|thang|quy|truoc|vao)?.*)$",
        )
        .expect("the pattern of reporting duties is valid")
    });
    let folded = Folded::new(sentence);
    let found = DUTY.captures(folded.text())?;
    let piece = |name| {
        let piece = found.name(name)?;
        Some(quoted(folded.origin(piece.range()).of(sentence)))
    };
    let (who, what, time) = (piece("who")?, piece("what")?, piece("time")?);
    let reports = vanban_text::fold(&what).contains("bao cao");
    let dated = time.chars().any(|c| c.is_ascii_digit());
    let time = only_time(time.trim_matches(['(', ')']));
    (reports && dated).then_some((who, what, time))
}

/// The time without what is to be done by it: `trước ngày 20/11 về Sở Tài chính để tổng hợp`.
fn only_time(time: &str) -> String {
    static ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d\)?\s*(?:,?\s+(?:hang\s+nam|hang\s+quy|hang\s+thang))?(?P<on>[\s,]+(?:ve|de|gui|qua|cho|bao\s+cao|tong\s+hop|theo|va\s+(?:bao\s+cao|tong\s+hop|gui)))\b")
            .expect("the pattern of what follows a time is valid")
    });
    let folded = Folded::new(time);
    let end = ON.captures(folded.text()).and_then(|found| found.name("on"));
    let end = end.map_or(time.len(), |on| folded.origin(on.range()).start);
    time[..end].trim_end_matches([' ', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporting_sentence_has_bodies_duty_and_time() {
        let (who, what, time) =
            duty("Các thôn, đơn vị gửi báo cáo kết quả về Phòng Kinh tế trước ngày 15/11/2026")
                .unwrap();
        assert_eq!(who, "Các thôn, đơn vị");
        assert_eq!(what, "gửi báo cáo kết quả về Phòng Kinh tế");
        assert_eq!(time, "trước ngày 15/11/2026");
    }

    #[test]
    fn the_time_ends_where_the_errand_goes_on() {
        assert_eq!(only_time("trước ngày 20/10 về Phòng Kinh tế để tổng hợp"), "trước ngày 20/10");
        assert_eq!(only_time("trước ngày 05/6 hằng năm"), "trước ngày 05/6 hằng năm");
        assert_eq!(only_time("trước ngày 05/6 hằng năm, gửi UBND xã"), "trước ngày 05/6 hằng năm");
    }

    #[test]
    fn other_sentences_are_none() {
        for sentence in [
            "Trong quá trình thực hiện nếu có vướng mắc, kịp thời báo cáo UBND xã",
            "Phòng Kinh tế theo dõi việc thực hiện",
        ] {
            assert_eq!(duty(sentence), None, "{sentence}");
        }
    }
}
