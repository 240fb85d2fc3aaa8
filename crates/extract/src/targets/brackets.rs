//! Brackets around values and what they measure: those that point elsewhere, say a value again or name who is charged are no
//! part of an indicator; what stands in others is.

use vanban_text::collapse_spaces;

use crate::targets::value::{Value, values};

/// Whether a value stands in brackets that only explain; those that set a part apart (`(riêng xã A 5%)`) do more.
pub(crate) fn is_aside(sentence: &str, value: &Value) -> bool {
    let open = sentence[..value.span.start].rfind('(');
    let inside = open.map(|open| vanban_text::fold(&sentence[open + 1..value.span.start]));
    let apart = inside.as_deref().is_some_and(|words| words.trim_start().starts_with("rieng "));
    value.bracketed
        && !apart
        && !(inside.as_deref().is_some_and(reaches) && states_alone(sentence, value))
}

/// Whether a folded bracket opens with nothing but a verb of reaching: `(đạt 100%)`.
fn reaches(inside: &str) -> bool {
    ["dat", "dat ty le", "dat ti le", "ty le", "ti le"].contains(&inside.trim())
}

/// `toàn bộ văn bản đi được ký số (đạt 100%)`: the bracket that ends a sentence has its only share.
fn states_alone(sentence: &str, value: &Value) -> bool {
    let percent = value.unit.as_deref() == Some("%");
    let rest = sentence[value.span.end..].trim_start();
    let ends = rest.strip_prefix(')').is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    let shares = sentence.matches('%').count();
    let whole = vanban_text::fold(sentence);
    let whole = whole.trim_start_matches(|c: char| !c.is_alphabetic());
    percent
        && ends
        && shares == 1
        && ["toan bo ", "tat ca "].iter().any(|all| whole.starts_with(all))
}

/// `120 tấn (cá ao 30 tấn).`: the bytes of a bracket that alone stands between the value and the end of its clause.
pub(crate) fn bracket_closes(rest: &str) -> Option<usize> {
    let words = rest.trim_start();
    let (inside, after) = words.strip_prefix('(')?.split_once(')')?;
    let after = after.trim_start();
    let closed = after.is_empty() || after.starts_with([',', ';', '.']);
    closed.then_some(rest.len() - words.len() + inside.len() + 2)
}

/// Without a closing bracket that only points elsewhere or says the value again: `(chi tiết tại Phụ lục 2)`, `(chiếm 75%)`.
pub(crate) fn without_pointer(words: &str) -> String {
    let trimmed = words.trim_end().trim_end_matches(['.', ';', ',']);
    let Some(open) = trimmed.rfind('(').filter(|_| trimmed.ends_with(')')) else {
        return words.to_owned();
    };
    let inside = vanban_text::fold(&trimmed[open..]);
    let points =
        ["phu luc", "kem theo", "chi tiet", "bieu so"].iter().any(|word| inside.contains(word));
    let again = ["(chiem ", "(dat ", "(tuong duong ", "(bang ", "(hien ", "(nam 20", "(uoc "];
    let again = again.iter().any(|word| inside.starts_with(word)) && inside.contains('%');
    let points =
        points || names_charged(&inside) || counts_parts(&trimmed[..open], &trimmed[open..]);
    if points || again { trimmed[..open].to_owned() } else { words.to_owned() }
}

/// `120 ha rừng (rừng sản xuất 90 ha, rừng phòng hộ 30 ha)`: a bracket that counts the parts.
fn counts_parts(before: &str, inside: &str) -> bool {
    let stated = values(inside);
    if let [part] = stated.as_slice() {
        // `(trong đó chè hoa vàng 25 ha)`
        if inside.trim_start_matches('(').trim_start().starts_with("trong đó ") {
            return part.unit.is_some();
        }
        // `việc làm cho lao động (xuất khẩu 40 lao động)`
        let unit = part.unit.as_deref().unwrap_or("(");
        return before.trim_end().ends_with(unit) && inside.contains(&format!("{unit})"));
    }
    stated.len() > 1
        && stated.iter().all(|value| value.unit == stated[0].unit && value.unit.is_some())
}

/// Whether a folded bracket only names who is charged with an item: `(Phòng Kinh tế chủ trì; trong Quý II)`.
fn names_charged(inside: &str) -> bool {
    let charges =
        ["chu tri", "phu trach", "chiu trach nhiem", "tham muu", "thuc hien)", "phoi hop"];
    let offices =
        ["phong ", "so ", "ubnd ", "van phong ", "cong an ", "trung tam ", "ban chi dao "];
    let office = offices.iter().any(|name| inside.trim_start_matches('(').starts_with(name))
        && !inside.contains([',', ';', ':'])
        && !inside.contains(|c: char| c.is_ascii_digit());
    let charged = charges.iter().any(|verb| inside.contains(verb));
    charged && inside.split_whitespace().count() <= 30
        || office && inside.split_whitespace().count() <= 14
}

/// Without a bracket that closes the value before: `58 trạm (xã A: 20 trạm), nâng tổng số ...`.
fn after_bracket(words: &str) -> &str {
    let lead = words.trim_start();
    match (lead.starts_with('('), lead.find(')')) {
        (true, Some(close)) if lead[close + 1..].contains(char::is_alphanumeric) => {
            &lead[close + 1..]
        }
        _ => words,
    }
}

/// Words of an indicator without the marks, joints and brackets at their ends.
pub(crate) fn cleaned(words: &str) -> String {
    let words = collapse_spaces(&without_pointer(after_bracket(words))).replace(" ,", ",");
    let mut words = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '+' | '•' | '*')
    });
    for joint in [" và", " cùng", " với", ", trong đó", " trong đó", " trong đó có", " và có"]
    {
        words = words.strip_suffix(joint).unwrap_or(words).trim_end_matches([',', ';', ' ']);
    }
    for joint in ["và ", "trong đó ", "trong đó, "] {
        words = words.strip_prefix(joint).unwrap_or(words).trim_start();
    }
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_charged_and_what_was_reached_are_no_part_of_an_indicator() {
        for (words, want) in [
            (
                "mở lớp dạy nghề rèn (Hội Nông dân - Cựu chiến binh chủ trì; trong Quý III)",
                "mở lớp dạy nghề rèn",
            ),
            ("phát tin trên loa (Trung tâm Văn hóa xã)", "phát tin trên loa"),
            ("thôn có sân bóng (hiện đạt 62%)", "thôn có sân bóng"),
            ("thôn có sân bóng (chi tiết tại Biểu số 2)", "thôn có sân bóng"),
            ("nghề cho lao động (hàn xì 15 lao động)", "nghề cho lao động"),
            ("rừng trồng (keo 90 ha, quế 30 ha)", "rừng trồng"),
            ("hồ sơ lưu trữ (trừ hồ sơ mật)", "hồ sơ lưu trữ (trừ hồ sơ mật)"),
            ("nhà thầu , tổ thợ", "nhà thầu, tổ thợ"),
        ] {
            assert_eq!(cleaned(words), want);
        }
    }
}
