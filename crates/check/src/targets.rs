//! Chỉ tiêu: values that disagree, shares that cannot be, rates without a value.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Comparator, Diagnostic, Record, Severity, Target};
use vanban_text::{Folded, Span, fold};

use crate::finding::{at, finding};

pub(crate) fn check(
    record: &Record,
    document: &Document,
    structure: &Structure,
) -> Vec<Diagnostic> {
    let mut found = conflicts(&record.targets);
    found.extend(record.targets.iter().filter_map(over_hundred));
    found.extend(record.targets.iter().filter_map(decimal_point));
    found.extend(without_value(document, structure));
    found
}

/// The same words for the same scope and time, with another value.
fn conflicts(targets: &[Target]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<[String; 4], &Target> = BTreeMap::new();
    let mut found = Vec::new();
    for target in targets {
        let words = |text: &Option<String>| text.as_deref().map(key).unwrap_or_default();
        let indicator = key(&target.indicator);
        if indicator.split(' ').count() < 4 || target.confidence < 0.6 {
            continue;
        }
        let key =
            [indicator, words(&target.applies_to), words(&target.deadline), words(&target.unit)];
        match seen.get(&key) {
            Some(first) if differ(first, target) && !aims_above(first, target) => {
                let (a, b) = (first.value, target.value);
                let unit = target.unit.as_deref().unwrap_or("");
                found.push(finding(
                    "target-conflict",
                    Severity::Warning,
                    format!("“{}” is given {b}{unit} here and {a}{unit} before", target.indicator),
                    format!("“{}” ở đây là {b}{unit}, ở chỗ trước là {a}{unit}", target.indicator),
                    Some(target.at.clone()),
                ));
            }
            Some(_) => {}
            None => {
                seen.insert(key, target);
            }
        }
    }
    found
}

/// `tối thiểu 60% và phấn đấu 75%`: a floor, and right after it the aim above it.
fn aims_above(floor: &Target, aim: &Target) -> bool {
    let bound = matches!(floor.comparator, Comparator::Ge | Comparator::Gt);
    let adjoins = aim.at.start <= floor.at.end.saturating_add(4);
    bound && aim.comparator == Comparator::Eq && aim.value > floor.value && adjoins
}

fn differ(a: &Target, b: &Target) -> bool {
    let close = |a: Option<f64>, b: Option<f64>| {
        (a.unwrap_or_default() - b.unwrap_or_default()).abs() < 1e-9
    };
    !close(Some(a.value), Some(b.value)) || !close(a.value_max, b.value_max)
}

fn key(words: &str) -> String {
    let words = fold(words);
    let words: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// `Tỷ lệ ... đạt 120%` cannot be, growth and comparisons can.
fn over_hundred(target: &Target) -> Option<Diagnostic> {
    let said = fold(&target.at.text);
    let relative = ["tang", "so voi", "vuot", "gap", "du toan", "ke hoach giao", "thu ngan sach"];
    let share = target.unit.as_deref() == Some("%") && fold(&target.indicator).starts_with("ty le");
    let certain = share
        && target.value > 100.0
        && target.comparator != Comparator::Range
        && !relative.iter().any(|word| said.contains(word));
    certain.then(|| {
        let value = target.value;
        finding(
            "target-over-100",
            Severity::Warning,
            format!("a share of {value}%: “{}”", target.indicator),
            format!("Tỷ lệ {value}% vượt quá 100%: “{}”", target.indicator),
            Some(target.at.clone()),
        )
    })
}

fn decimal_point(target: &Target) -> Option<Diagnostic> {
    static POINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\s)\d{1,3}\.\d{1,2}(?:\s*%|[\s;,)]|\.?$)")
            .expect("the pattern of decimal points is valid")
    });
    let pointed = target.value.fract() > 0.0 && POINT.is_match(&target.at.text);
    pointed.then(|| {
        finding(
            "decimal-point",
            Severity::Info,
            format!("a decimal point in “{}”, where Vietnamese writes a comma", target.indicator),
            format!("Dùng dấu chấm thập phân thay cho dấu phẩy ở “{}”", target.indicator),
            Some(target.at.clone()),
        )
    })
}

/// An item of a section of objectives that opens with a rate and holds no number at all.
fn without_value(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    static RATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[-–+•*]\s*)?(?:(?:tiep\s+tuc|phan\s+dau|duy\s+tri|va|nang\s+cao|nang|tang|day\s+manh|dat|vuot|cai\s+thien|giam)\s+)*t[yi]\s+le\s")
            .expect("the pattern of rates is valid")
    });
    let mut found = Vec::new();
    for section in &structure.sections {
        let title = fold(&section.title);
        if !(title.contains("muc tieu cu the") || title.contains("chi tieu"))
            || section.confidence < 0.6
        {
            continue;
        }
        let mut start = section.body.start;
        for line in section.body.of(&document.text).split('\n') {
            let span = Span::new(start, start + line.len()).trim(&document.text);
            start += line.len() + 1;
            let folded = Folded::new(span.of(&document.text));
            let said = folded.text();
            let table = line.contains('\t');
            let whole = line.trim_end().ends_with(['.', ';']);
            if !table && whole && RATE.is_match(said) && !said.chars().any(|c| c.is_ascii_digit()) {
                found.push(finding(
                    "target-without-value",
                    Severity::Info,
                    "an objective names a rate and no value",
                    "Mục tiêu nêu tỷ lệ nhưng không có giá trị cụ thể",
                    Some(at(document, span)),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(indicator: &str, value: f64) -> Target {
        Target {
            indicator: indicator.into(),
            value,
            unit: Some("%".into()),
            confidence: 0.9,
            at: vanban_record::At {
                text: format!("{indicator} đạt {value}%"),
                ..Default::default()
            },
            ..Target::default()
        }
    }

    #[test]
    fn two_values_of_one_indicator_are_a_conflict() {
        let low = target("Tỷ lệ hộ dân có nước sạch", 80.0);
        let high = target("tỷ lệ hộ dân có nước sạch", 90.0);
        assert_eq!(conflicts(&[low.clone(), high.clone()]).len(), 1);
        let later = Target { deadline: Some("đến năm 2030".into()), ..high };
        assert_eq!(conflicts(&[low, later]).len(), 0);
    }

    #[test]
    fn a_floor_and_the_aim_beside_it_are_no_conflict() {
        let place = |start, end| vanban_record::At { start, end, ..Default::default() };
        let words = "Tỷ lệ hộ dân có nước sạch";
        let floor = Target { comparator: Comparator::Ge, at: place(0, 40), ..target(words, 60.0) };
        let aim = Target { at: place(42, 60), ..target(words, 75.0) };
        assert_eq!(conflicts(&[floor.clone(), aim.clone()]).len(), 0);
        let far = Target { at: place(900, 940), ..aim };
        assert_eq!(conflicts(&[floor.clone(), far]).len(), 1);
        let below = Target { at: place(42, 60), ..target(words, 50.0) };
        assert_eq!(conflicts(&[floor, below]).len(), 1);
    }

    #[test]
    fn only_a_share_cannot_exceed_its_whole() {
        assert!(over_hundred(&target("Tỷ lệ trẻ đi học", 120.0)).is_some());
        assert!(over_hundred(&target("Tỷ lệ trẻ đi học", 100.0)).is_none());
        assert!(over_hundred(&target("Tỷ lệ tăng thu so với năm trước", 120.0)).is_none());
    }
}
