//! Thể thức: blanks and slips in letterhead and signature (Nghị định 30/2020/NĐ-CP, annex I).

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Diagnostic, Record, Severity};
use vanban_text::{Span, fold};

use crate::finding::{at, finding};

pub(crate) fn check(
    record: &Record,
    document: &Document,
    structure: &Structure,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let header = &record.header;
    let place = |name: &str| header.at.get(name).cloned();
    if let (None, Some(suffix)) = (&header.number, &header.symbol_suffix) {
        found.push(finding(
            "number-blank",
            Severity::Warning,
            format!("the document's number is left blank before {suffix}"),
            format!("Số văn bản còn để trống trước ký hiệu {suffix}"),
            place("symbol_suffix").or_else(|| place("symbol")),
        ));
    }
    found.extend(unfilled_date(record, document, structure));
    if structure.zones.letterhead.is_none() && header.doc_type.is_some() {
        found.push(finding(
            "letterhead-missing",
            Severity::Info,
            "the letterhead (national motto, number, place and date) is not in the file",
            "Tệp không có phần đầu văn bản (quốc hiệu, số, địa danh, ngày tháng)",
            None,
        ));
    }
    let position = header.signer_position.as_deref().map(fold).unwrap_or_default();
    let committee = header.on_behalf_of.as_deref().map(fold).unwrap_or_default();
    if position == "pho chu tich"
        && header.signing_authority.is_none()
        && committee.contains("uy ban nhan dan")
    {
        found.push(finding(
            "deputy-signs-alone",
            Severity::Warning,
            "a deputy chairman signs for the People's Committee without KT. CHỦ TỊCH",
            "Phó Chủ tịch ký thay mặt Ủy ban nhân dân nhưng không ghi KT. CHỦ TỊCH",
            place("signer_position"),
        ));
    }
    found.extend(placeholders(document));
    found
}

/// `ngày    tháng    năm 2026`, `ngày ... /.../2026` in the letterhead, where no date could be read.
fn unfilled_date(
    record: &Record,
    document: &Document,
    structure: &Structure,
) -> Option<Diagnostic> {
    static BLANK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)ngày[\s.…_]*(?:\d{1,2})?[\s.…_]*(?:tháng[\s.…_]+(?:\d{1,2}[\s.…_]+)?năm|tháng[\s.…_]*năm|/[\s.…_]*/)[\s.…_]*(?:20\d\d)?")
            .expect("the pattern of blank dates is valid")
    });
    if record.header.date.is_some() {
        return None;
    }
    let zones = &structure.zones;
    let notes = zones.annexes.iter().filter_map(|annex| annex.note);
    let blank = zones.letterhead.into_iter().chain(notes).find_map(|zone| {
        BLANK.find(zone.of(&document.text)).map(|found| Span::from(found.range()).shift(zone.start))
    })?;
    Some(finding(
        "date-unfilled",
        Severity::Warning,
        "the day of issue is left blank",
        "Ngày ban hành còn để trống",
        Some(at(document, blank)),
    ))
}

/// `số ……/KH-UBND`: a number left as dots in running text or an annex's note.
fn placeholders(document: &Document) -> Vec<Diagnostic> {
    static DOTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bsố\s*:?\s*(?:\.{2,}|…)[.…\s]*/[A-ZĐ][A-ZĐa-z]*-[A-ZĐ]+")
            .expect("the pattern of blank numbers is valid")
    });
    let found: Vec<Span> =
        DOTS.find_iter(&document.text).map(|found| Span::from(found.range())).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let count = found.len();
    vec![finding(
        "placeholder-left",
        Severity::Warning,
        format!("a document number is left as dots ({count} places)"),
        format!("Số văn bản còn để dấu chấm ({count} chỗ)"),
        Some(at(document, *first)),
    )]
}
