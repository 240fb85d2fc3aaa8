//! Tên loại văn bản: what kinds of document there are, how they are named and abbreviated.
//!
//! Nghị định 30/2020/NĐ-CP (annex III) names 29 administrative types; the law on legal norms and the Party's rules
//! (Quy định 66-QĐ/TW) add theirs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vanban_text::fold;

use crate::token::{Kind, Token};

/// Types with their codes, "" where they bear none.
const TYPES: &[(&str, &str)] = &[
    ("Nghị quyết", "NQ"),
    ("Quyết định", "QĐ"),
    ("Chỉ thị", "CT"),
    ("Quy chế", "QC"),
    ("Quy định", "QyĐ"),
    ("Thông cáo", "TC"),
    ("Thông báo", "TB"),
    ("Hướng dẫn", "HD"),
    ("Chương trình", "CTr"),
    ("Kế hoạch", "KH"),
    ("Kế hoạch hành động", "KHHĐ"),
    ("Phương án", "PA"),
    ("Đề án", "ĐA"),
    ("Dự án", "DA"),
    ("Báo cáo", "BC"),
    ("Biên bản", "BB"),
    ("Tờ trình", "TTr"),
    ("Hợp đồng", "HĐ"),
    ("Công văn", "CV"),
    ("Công điện", "CĐ"),
    ("Bản ghi nhớ", "BGN"),
    ("Bản thỏa thuận", "BTT"),
    ("Giấy ủy quyền", "GUQ"),
    ("Giấy mời", "GM"),
    ("Giấy giới thiệu", "GGT"),
    ("Giấy nghỉ phép", "GNP"),
    ("Phiếu gửi", "PG"),
    ("Phiếu chuyển", "PC"),
    ("Phiếu báo", "PB"),
    ("Thư công", ""),
    ("Hiến pháp", ""),
    ("Bộ luật", ""),
    ("Luật", ""),
    ("Pháp lệnh", ""),
    ("Lệnh", "L"),
    ("Nghị định", "NĐ"),
    ("Nghị quyết liên tịch", "NQLT"),
    ("Thông tư liên tịch", "TTLT"),
    ("Thông tư", "TT"),
    ("Văn bản hợp nhất", "VBHN"),
    ("Kết luận", "KL"),
    ("Thông tri", ""),
    ("Thông báo kết luận", ""),
    ("Chiến lược", ""),
    ("Tuyên bố", ""),
    ("Lời kêu gọi", ""),
    ("Quy trình", ""),
    ("Đề cương", ""),
    ("Phụ lục", ""),
    ("Văn bản", ""),
];

/// Words that narrow a type and stand between its name and `số` (`Kế hoạch hành động số 01-KHHĐ/BCĐ`).
const QUALIFIERS: &[&str] = &[
    "hành động",
    "công tác",
    "truyền thông",
    "liên tịch",
    "phối hợp",
    "liên ngành",
    "kết luận",
    "chuyên đề",
    "tổng thể",
    "hợp nhất",
    "thẩm định",
    "giám sát",
    "kiểm tra",
    "khung",
    "triển khai",
];

/// Types that a reference never means by itself, though they stand in letterheads and annexes.
const NEVER_CITED: &[&str] = &["Phụ lục"];

struct Entry {
    name: String,
    folds: Vec<String>,
}

/// Names by the first word without marks, longest first.
static NAMES: LazyLock<BTreeMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut add = |name: String| {
        let folds: Vec<String> = fold(&name).split(' ').map(Into::into).collect();
        names.entry(folds[0].clone()).or_default().push(Entry { name, folds });
    };
    for (name, _) in TYPES {
        add((*name).into());
        for more in QUALIFIERS {
            add(format!("{name} {more}"));
        }
    }
    for entries in names.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.folds.len()));
    }
    names
});

/// The type named at token `at` (longest first), and the index after it.
pub(crate) fn doc_type(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    let first = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    NAMES.get(&first.fold)?.iter().find_map(|entry| {
        let here = tokens.get(at..at + entry.folds.len())?;
        let same = here.iter().zip(&entry.folds).all(|(token, word)| token.fold == *word);
        same.then_some((entry.name.as_str(), at + entry.folds.len()))
    })
}

/// The type whose name ends right before token `end`, and the index of its first word.
pub(crate) fn doc_type_before(tokens: &[Token<'_>], end: usize) -> Option<(&'static str, usize)> {
    (end.saturating_sub(6)..end).find_map(|start| {
        let (name, stop) = doc_type(tokens, start)?;
        (stop == end && !NEVER_CITED.contains(&name)).then_some((name, start))
    })
}

/// The type that a code in a symbol stands for.
pub(crate) fn of_code(code: &str) -> Option<&'static str> {
    let plain = |text: &str| fold(text);
    let exact = TYPES.iter().find(|(_, c)| !c.is_empty() && *c == code);
    // In capitals, or stripped of its marks, `QyĐ` and `CTr` still are what they are.
    let loose = || TYPES.iter().find(|(_, c)| !c.is_empty() && plain(c) == plain(code));
    let known = exact.or_else(loose).map(|(name, _)| *name);
    known.or(match code {
        "KHLT" | "KHPH" => Some("Kế hoạch"),
        "CTPH" | "CTrPH" => Some("Chương trình phối hợp"),
        _ => None,
    })
}

/// A code spelled as the decree spells it, where it stands without its marks (`QD` for `QĐ`) beside the type's name.
pub(crate) fn respelled(code: &str, doc_type: &str) -> Option<&'static str> {
    let stripped = code.chars().all(|c| c.is_ascii_uppercase());
    let known = |canon: &str| TYPES.iter().any(|(_, c)| *c == canon);
    let same = |(name, canon): &&(&str, &str)| {
        !canon.is_empty() && fold(canon) == fold(code) && doc_type.starts_with(name)
    };
    (stripped && !known(code)).then(|| TYPES.iter().find(same).map(|(_, canon)| *canon))?
}

/// Whether `text` is the name of a type that a document may bear as its own, in capitals or not.
pub(crate) fn named(text: &str) -> Option<&'static str> {
    let folds = fold(text);
    let words: Vec<&str> = folds.split_whitespace().collect();
    let entries = NAMES.get(*words.first()?)?;
    entries.iter().find(|entry| entry.folds == words).map(|entry| entry.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use vanban_text::Span;

    #[test]
    fn the_longest_name_wins() {
        for (text, name) in [
            ("KẾ HOẠCH", "Kế hoạch"),
            ("Kế hoạch hành động số", "Kế hoạch hành động"),
            ("thông tư liên tịch", "Thông tư liên tịch"),
            ("Bản thoả thuận", "Bản thỏa thuận"),
        ] {
            let cut = tokens(text, Span::new(0, text.len()));
            assert_eq!(doc_type(&cut, 0).map(|found| found.0), Some(name), "{text}");
        }
    }

    #[test]
    fn all_codes_of_the_decree_are_known() {
        for (name, code) in TYPES.iter().filter(|(_, code)| !code.is_empty()) {
            assert_eq!(of_code(code), Some(*name), "{code}");
        }
        assert_eq!(of_code("CTR"), Some("Chương trình"));
        assert_eq!(of_code("SNNMT"), None);
    }

    #[test]
    fn a_code_without_marks_is_spelled_out_only_beside_its_type() {
        assert_eq!(respelled("QD", "Quyết định"), Some("QĐ"));
        assert_eq!(respelled("KHHD", "Kế hoạch hành động"), Some("KHHĐ"));
        assert_eq!(respelled("QD", "Kế hoạch"), None);
        assert_eq!(respelled("HD", "Hợp đồng"), None);
    }
}
