//! Viện dẫn: citations that disagree with themselves or with each other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Document;
use vanban_record::{Diagnostic, Record, Reference, Severity};
use vanban_text::{Span, collapse_spaces, fold};

use crate::calendar;
use crate::finding::{at, finding};

pub(crate) fn check(record: &Record, document: &Document) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = record.references.iter().filter_map(kind_mismatch).collect();
    found.extend(record.references.iter().filter_map(foreign_form));
    found.extend(two_symbols(&record.references));
    found.extend(two_dates(document));
    found
}

/// Codes of the decree and of the Party, and the kinds that may bear them.
const CODES: [(&str, &[&str]); 14] = [
    ("QĐ", &["quyet dinh", "quy dinh", "quy che"]),
    ("KH", &["ke hoach", "phuong an"]),
    ("NQ", &["nghi quyet"]),
    ("CT", &["chi thi", "chuong trinh"]),
    ("CTr", &["chuong trinh"]),
    ("CTR", &["chuong trinh"]),
    ("TB", &["thong bao"]),
    ("HD", &["huong dan"]),
    ("BC", &["bao cao"]),
    ("TTr", &["to trinh"]),
    ("NĐ", &["nghi dinh"]),
    ("KL", &["ket luan"]),
    ("CĐ", &["cong dien"]),
    ("TT", &["thong tu"]),
];

/// `Chương trình hành động số 02-KH/TU`: a programme under a plan's code.
fn kind_mismatch(reference: &Reference) -> Option<Diagnostic> {
    let symbol = reference.symbol.as_deref()?;
    let code = code(symbol)?;
    let (_, kinds) = CODES.iter().find(|(known, _)| *known == code)?;
    let kind = fold(&reference.doc_type);
    // Another kind must be named outright: `Văn bản`, `Đề án` and the like say nothing about the code.
    let named = CODES.iter().flat_map(|(_, kinds)| *kinds).any(|other| kind.starts_with(other));
    let agrees = kinds.iter().any(|allowed| kind.starts_with(allowed));
    (named && !agrees && reference.confidence >= 0.7).then(|| {
        let (name, symbol) = (&reference.doc_type, symbol);
        finding(
            "reference-type-mismatch",
            Severity::Warning,
            format!("a “{name}” is cited under the symbol {symbol}"),
            format!("Viện dẫn “{name}” nhưng ký hiệu là {symbol}"),
            Some(reference.at.clone()),
        )
    })
}

/// The kind's code in a symbol: `KH` of `02-KH/TU` and of `67/KH-UBND`.
fn code(symbol: &str) -> Option<&str> {
    let mut pieces = symbol.split(['/', '-']).map(str::trim);
    pieces.find(|piece| piece.chars().next().is_some_and(char::is_alphabetic))
}

/// `27/NQ-TW`, `06-NQ/HĐND`: the State writes number/kind-body, the Party number-kind/body. Only bodies that are
/// surely of the one or the other are judged, and only symbols that no repair has touched.
fn foreign_form(reference: &Reference) -> Option<Diagnostic> {
    const PARTY: [&str; 3] = ["TW", "TU", "ĐU"];
    const STATE: [&str; 4] = ["UBND", "HĐND", "CP", "TTg"];
    let symbol = reference.symbol.as_deref()?;
    let number = symbol.trim_start_matches(|c: char| c.is_ascii_digit());
    let (first, body) = (number.chars().next()?, number.rsplit(['/', '-']).next()?);
    let last = number[..number.len() - body.len()].chars().next_back()?;
    let party = PARTY.contains(&body) && first == '/' && last == '-';
    let state = STATE.contains(&body) && first == '-' && last == '/';
    let repaired = reference.at.original.is_some();
    ((party || state) && !repaired && reference.confidence >= 0.9).then(|| {
        finding(
            "symbol-form",
            Severity::Info,
            format!("{symbol} joins number, kind and body in another order of marks than its issuer does"),
            format!("Ký hiệu {symbol} đặt dấu gạch không theo thể thức của cơ quan ban hành"),
            Some(reference.at.clone()),
        )
    })
}

/// One number, day and issuer under two codes (`02-KH/TU` and `02-CTr/TU` of one day).
fn two_symbols(references: &[Reference]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(String, String, String), &Reference> = BTreeMap::new();
    let mut found = Vec::new();
    for reference in references {
        let (Some(symbol), Some(number), Some(date)) =
            (&reference.symbol, &reference.number, &reference.date)
        else {
            continue;
        };
        let Some(issuer) = issuer_code(symbol) else { continue };
        let key = (number.clone(), date.clone(), issuer.to_owned());
        match seen.get(&key) {
            Some(first) if first.symbol != reference.symbol => {
                let other = first.symbol.as_deref().unwrap_or("");
                found.push(finding(
                    "reference-two-symbols",
                    Severity::Warning,
                    format!("{other} and {symbol} have the same number, day and issuer"),
                    format!("{other} và {symbol} cùng số, ngày và cơ quan ban hành"),
                    Some(reference.at.clone()),
                ));
            }
            Some(_) => {}
            None => {
                seen.insert(key, reference);
            }
        }
    }
    found
}

/// What stands after the kind's code: `TU`, `UBND`.
fn issuer_code(symbol: &str) -> Option<&str> {
    let code = code(symbol)?;
    let at = symbol.find(code)? + code.len();
    let rest = symbol[at..].trim_matches(['/', '-', ' ']);
    (!rest.is_empty()).then_some(rest)
}

/// A day and the issuer named with it.
type Dated = ((i32, u32, u32), Option<String>);

/// A symbol followed by different days in different places. A symbol of the Party is unique only with its
/// issuer, so issuers that are named must agree.
fn two_dates(document: &Document) -> Vec<Diagnostic> {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)(?P<symbol>\d{1,5}(?:/20\d\d)?\s?[/-]\s?[A-ZĐ][A-ZĐa-z]*\s?[-/]\s?[A-ZĐ&]{2,}),?\s+
            ngày\s+(?:(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4})
                |(?P<dw>\d{1,2})\s+tháng\s+(?P<mw>\d{1,2})\s+năm\s+(?P<yw>\d{4}))
            (?:,?\s+của\s+(?P<issuer>[^,;.\n]{3,40}))?",
        )
        .expect("the pattern of dated symbols is valid")
    });
    let mut seen: BTreeMap<String, Dated> = BTreeMap::new();
    let mut found = Vec::new();
    for piece in DATED.captures_iter(&document.text) {
        let number = |names: [&str; 2]| {
            let text = piece.name(names[0]).or(piece.name(names[1]))?;
            text.as_str().parse::<u32>().ok()
        };
        let (Some(date), Some(month), Some(year)) =
            (number(["d", "dw"]), number(["m", "mw"]), number(["y", "yw"]))
        else {
            continue;
        };
        let Some(day) = calendar::day(year as i32, month, date) else { continue };
        let symbol: String = piece["symbol"].chars().filter(|c| !c.is_whitespace()).collect();
        let issuer = piece.name("issuer").map(|issuer| collapse_spaces(&fold(issuer.as_str())));
        match seen.get(&symbol) {
            Some((first, by)) if *first != day => {
                let same = match (by, &issuer) {
                    (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
                    _ => true,
                };
                if same && let Some(all) = piece.get(0) {
                    found.push(dates_differ(document, &symbol, *first, day, all.range().into()));
                }
            }
            Some(_) => {}
            None => {
                seen.insert(symbol, (day, issuer));
            }
        }
    }
    found
}

fn dates_differ(
    document: &Document,
    symbol: &str,
    a: (i32, u32, u32),
    b: (i32, u32, u32),
    span: Span,
) -> Diagnostic {
    let said = |(y, m, d): (i32, u32, u32)| format!("{d:02}/{m:02}/{y}");
    let (a, b) = (said(a), said(b));
    finding(
        "symbol-two-dates",
        Severity::Warning,
        format!("{symbol} is dated {a} in one place and {b} in another"),
        format!("{symbol} ghi ngày {a} ở chỗ này và {b} ở chỗ khác"),
        Some(at(document, span)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(kind: &str, symbol: &str, date: &str) -> Reference {
        Reference {
            doc_type: kind.into(),
            symbol: Some(symbol.into()),
            number: symbol.split(['/', '-']).next().map(str::to_owned),
            date: Some(date.into()),
            confidence: 0.9,
            ..Reference::default()
        }
    }

    #[test]
    fn a_kind_must_fit_its_code() {
        for (kind, symbol, wrong) in [
            ("Chương trình hành động", "05-KH/TU", true),
            ("Kế hoạch hành động", "05-KH/TU", false),
            ("Quy định", "12-QĐ/TW", false),
            ("Văn bản", "88/KH-UBND", false),
            ("Chỉ thị", "03/CT-TTg", false),
            ("Nghị quyết", "03/CT-TTg", true),
        ] {
            let found = kind_mismatch(&reference(kind, symbol, "2025-01-02"));
            assert_eq!(found.is_some(), wrong, "{kind} {symbol}");
        }
    }

    #[test]
    fn marks_of_a_symbol_must_be_its_issuers() {
        for (symbol, wrong) in [
            ("27/NQ-TW", true),
            ("27-NQ/TW", false),
            ("06-NQ/HĐND", true),
            ("06/NQ-HĐND", false),
            ("45/2027/QĐ-UBND", false),
            ("01-QĐ/BCĐ", false),
            ("01/QĐ-BCĐ", false),
            ("138-CV/BTGDVTU", false),
        ] {
            let found = foreign_form(&reference("", symbol, "2025-01-02"));
            assert_eq!(found.is_some(), wrong, "{symbol}");
        }
        let mut mended = reference("", "27/NQ-TW", "2025-01-02");
        mended.at.original = Some("27/NQTW".into());
        assert!(foreign_form(&mended).is_none());
    }

    #[test]
    fn one_day_and_number_under_two_codes_is_one_document() {
        let pair =
            |a, b| two_symbols(&[reference("", a, "2025-01-02"), reference("", b, "2025-01-02")]);
        assert_eq!(pair("05-KH/TU", "05-CTr/TU").len(), 1);
        assert_eq!(pair("05-KH/TU", "05-KH/ĐU").len(), 0);
        assert_eq!(pair("05-KH/TU", "06-CTr/TU").len(), 0);
    }
}
