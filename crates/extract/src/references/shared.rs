//! An issuer named once for several documents: `Nghị định số 8/2027/NĐ-CP và Nghị định số 9/2027/NĐ-CP của Chính phủ`.

use vanban_text::{Span, fold};

use super::cite::{Citation, Form};
use crate::symbol::Symbol;
use crate::token::{Kind, Token};

/// Gives the issuer of `last` to the citations right before it that nothing but a joint parts from it, where their
/// symbols bear its name as well.
pub(super) fn hand_back(tokens: &[Token<'_>], found: &mut [Citation], last: &Citation) {
    let Some(issuer) = last.issuer.filter(|issuer| issuer.start >= last.span.start) else { return };
    let Some(code) = symbol_of(last).and_then(body_code) else { return };
    let named: Vec<&str> =
        tokens.iter().filter(|t| issuer.contains(t.span)).map(|t| t.fold.as_str()).collect();
    let mut next = last.span;
    for before in found.iter_mut().rev() {
        let own = symbol_of(before);
        // The Party's bodies share `TW`: a resolution's is not a directive's.
        let kind = code != "TW"
            || own.map(|symbol| &symbol.codes) == symbol_of(last).map(|symbol| &symbol.codes);
        let same = kind && own.and_then(body_code) == Some(code);
        let open = before.issuer.is_none() && before.title.is_none();
        if !same || !open || before.nested != last.nested || !joined(tokens, before.span, next) {
            break;
        }
        if !is_named(code, &named) {
            break;
        }
        before.issuer = Some(issuer);
        next = before.span;
    }
}

/// Gives a citation the issuer of the one before, where that body is the subject of them all (`UBND xã đã ban hành Kế
/// hoạch số ... về chợ, Công văn số ... và Tờ trình số ...`): only a joint parts it from the other's title, and both
/// symbols bear the same kind of body.
pub(super) fn hand_on(tokens: &[Token<'_>], found: &[Citation], own: &mut Citation) {
    const KINDS: [&str; 4] = ["UBND", "HĐND", "TTg", "CP"];
    let Some(last) = found.iter().rfind(|before| !before.nested) else { return };
    let subject = last.issuer.filter(|issuer| issuer.end <= last.span.start);
    let (Some(issuer), None, false) = (subject, own.issuer, own.nested) else { return };
    let kind = |citation: &Citation| {
        let symbol = symbol_of(citation)?;
        KINDS.into_iter().find(|kind| symbol.codes.iter().any(|code| code == kind))
    };
    let told = last.title.map_or(last.span, |title| last.span.cover(title));
    if kind(own).is_some() && kind(own) == kind(last) && joined(tokens, told, own.span) {
        own.issuer = Some(issuer);
    }
}

/// The Party's central bodies, without marks.
const CENTRAL: [&[&str]; 4] = [
    &["bo", "chinh", "tri"],
    &["ban", "bi", "thu"],
    &["ban", "chap", "hanh", "trung", "uong"],
    &["trung", "uong"],
];

fn symbol_of(citation: &Citation) -> Option<&Symbol> {
    match &citation.form {
        Form::Symbol(symbol) => Some(symbol),
        _ => None,
    }
}

/// The code that names the issuing body: the last one (`CP`, `TTg`, `BYT`), or the National Assembly's only one.
fn body_code(symbol: &Symbol) -> Option<&str> {
    let code = symbol.codes.last()?.trim_end_matches(char::is_numeric);
    (symbol.codes.len() == 2 || code == "QH").then_some(code)
}

/// Whether the code is made of the first letters of the name: `CP` of `Chính phủ`, `BYT` of `Bộ trưởng Bộ Y tế`. A code
/// that many bodies share (`UBND`) names none of them.
fn is_named(code: &str, name: &[&str]) -> bool {
    let name = name.strip_prefix(&["bo", "truong"]).unwrap_or(name);
    let letters = |words: &[&str]| -> String {
        let spoken = words.iter().filter(|word| !matches!(**word, "va" | "," | "-"));
        spoken.filter_map(|word| word.chars().next()).collect()
    };
    let code = fold(code);
    match code.as_str() {
        "ttg" => name == ["thu", "tuong", "chinh", "phu"] || name == ["thu", "tuong"],
        "cp" | "qh" => letters(name) == code,
        // Several of the Party's bodies sign `NQ/TW`; documents in one row of one kind are one body's.
        "tw" => CENTRAL.iter().any(|body| name.starts_with(body)),
        _ => name.first() == Some(&"bo") && letters(name) == code,
    }
}

/// Whether only commas and `và` stand between two citations.
fn joined(tokens: &[Token<'_>], before: Span, after: Span) -> bool {
    let mut between = tokens
        .iter()
        .filter(|token| token.span.start >= before.end && token.span.end <= after.start)
        .peekable();
    between.peek().is_some()
        && between.all(|token| match token.kind {
            Kind::Mark => token.is(','),
            _ => matches!(token.key.as_str(), "và" | "cùng" | "với"),
        })
}

#[cfg(test)]
mod tests {
    use crate::references::cite::citations;
    use crate::token::tokens;
    use vanban_text::Span;

    /// The issuers of the citations of a text, in order.
    fn issuers(text: &str) -> Vec<Option<&str>> {
        let found = citations(&tokens(text, Span::new(0, text.len())));
        found.iter().map(|citation| citation.issuer.map(|issuer| issuer.of(text))).collect()
    }

    #[test]
    fn an_issuer_named_last_is_that_of_all_whose_symbols_bear_its_name() {
        for (text, count, issuer) in [
            (
                "Nghị định số 8/2027/NĐ-CP ngày 02/3/2027 và Nghị định số 9/2027/NĐ-CP của Chính phủ về chợ",
                2,
                "Chính phủ",
            ),
            (
                "Nghị định số 7/2027/NĐ-CP, số 8/2027/NĐ-CP và số 9/2027/NĐ-CP của Chính phủ",
                3,
                "Chính phủ",
            ),
            (
                "Quyết định số 4/QĐ-TTg, Quyết định số 5/QĐ-TTg của Thủ tướng Chính phủ",
                2,
                "Thủ tướng Chính phủ",
            ),
            (
                "các Nghị quyết số 3-NQ/TW, số 4-NQ/TW và số 5-NQ/TW của Bộ Chính trị",
                3,
                "Bộ Chính trị",
            ),
            ("Luật số 3/2027/QH16 và Nghị quyết số 4/2027/QH16 của Quốc hội", 2, "Quốc hội"),
            (
                "Thông tư số 1/2027/TT-BYT và Thông tư số 2/2027/TT-BYT của Bộ trưởng Bộ Y tế",
                2,
                "Bộ trưởng Bộ Y tế",
            ),
        ] {
            assert_eq!(issuers(text), vec![Some(issuer); count], "{text}");
        }
    }

    #[test]
    fn the_subject_of_a_list_issued_all_of_it() {
        assert_eq!(
            issuers(
                "UBND xã đã ban hành Kế hoạch số 8/KH-UBND ngày 02/3/2027 về chợ phiên, Công văn số 9/UBND-VP về bến đò và Quyết định số 4/QĐ-SXD về đường"
            ),
            [Some("UBND xã"), Some("UBND xã"), None]
        );
    }

    #[test]
    fn an_issuer_is_not_shared_with_another_body_or_past_a_title() {
        for (text, last) in [
            ("Nghị quyết số 8-NQ/TW và Chỉ thị số 9-CT/TW của Ban Bí thư", "Ban Bí thư"),
            ("Kế hoạch số 8/KH-UBND và Kế hoạch số 9/KH-UBND của UBND tỉnh", "UBND tỉnh"),
            ("Quyết định số 4/QĐ-TTg và Nghị định số 9/2027/NĐ-CP của Chính phủ", "Chính phủ"),
            (
                "Nghị định số 8/2027/NĐ-CP về chợ và Nghị định số 9/2027/NĐ-CP của Chính phủ",
                "Chính phủ",
            ),
        ] {
            assert_eq!(issuers(text), [None, Some(last)], "{text}");
        }
    }
}
