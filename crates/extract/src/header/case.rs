//! Names out of capitals: `SỞ KHOA HỌC VÀ CÔNG NGHỆ` is published as `Sở Khoa học và Công nghệ`.
//!
//! The document's own spelling of the name is taken where its text has one, else the rules of Nghị định 30/2020
//! (annex II) on capitals in names of bodies and places.

use regex::RegexBuilder;
use vanban_text::{fold, is_syllable, tone_key};

/// `name` as it is written inside a sentence.
pub(super) fn sentence_case(text: &str, name: &str) -> String {
    spelled_in(text, name).unwrap_or_else(|| by_rule(name))
}

/// The document's own mixed-case spelling.
fn spelled_in(text: &str, name: &str) -> Option<String> {
    let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
    let pattern = RegexBuilder::new(&format!(r"{}\b", words.join(r"\s+")))
        .case_insensitive(true)
        .build()
        .ok()?;
    pattern.find_iter(text).map(|found| vanban_text::collapse_spaces(found.as_str())).find(
        |found| {
            let small = found.chars().any(char::is_lowercase);
            let proper = found.chars().next().is_some_and(char::is_uppercase);
            // `UBND tỉnh hà nam` is a slip, not a spelling.
            small && proper && capitals(found) >= capitals(&by_rule(name)).min(3)
        },
    )
}

fn capitals(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .count()
}

/// Heads after which the name of a field begins with a capital.
const HEADS: [&str; 16] = [
    "bo",
    "so",
    "cuc",
    "vu",
    "phong",
    "vien",
    "tam",
    "ban",
    "truong",
    "hoi",
    "thanh tra",
    "chi",
    "tong",
    "doi",
    "tram",
    "khoa",
];
/// Heads whose own words stay small.
const SMALL: [&str; 19] = [
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "quan uy",
    "thi uy",
    "dang uy",
    "dang bo",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "ban chi dao",
    "ban thuong vu",
    "ban chap hanh",
    "trung tam",
    "cong an",
    "van phong",
    "thu tuong",
    "truong dai hoc",
    "chi cuc",
    "tong cuc",
];
const LEVELS: [&str; 9] =
    ["tỉnh", "thành phố", "phường", "xã", "thị trấn", "thị xã", "huyện", "quận", "đặc khu"];
/// Proper names wherever they stand.
const PROPER: [&str; 6] =
    ["chinh phu", "quoc hoi", "viet nam", "trung uong", "nha nuoc", "quoc gia"];

fn by_rule(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let folds: Vec<String> = words.iter().map(|word| fold(word)).collect();
    // `tĩnh` is no `tỉnh`: levels are compared with their marks.
    let keys: Vec<String> = words.iter().map(|word| tone_key(word)).collect();
    let phrase = |forms: &[String], at: usize, set: &[&str]| {
        set.iter().map(|entry| entry.split(' ').count()).max().and_then(|longest| {
            (1..=longest)
                .rev()
                .find(|n| forms.get(at..at + n).is_some_and(|part| set.contains(&&*part.join(" "))))
        })
    };
    let mut upper = vec![false; words.len()];
    let mut kept = vec![false; words.len()];
    let (mut i, mut in_place) = (0, false);
    while i < words.len() {
        if let Some(n) = phrase(&folds, i, &SMALL) {
            upper[i] = true;
            let names_field = matches!(
                &*folds[i..i + n].join(" "),
                "trung tam" | "chi cuc" | "tong cuc" | "truong dai hoc"
            );
            if names_field && i + n < words.len() {
                upper[i + n] = true;
            }
            // A committee of the Party is followed by its place.
            in_place = n == 2 && (folds[i + 1] == "uy" || folds[i + 1] == "bo");
            i += n;
        } else if let Some(n) = phrase(&keys, i, &LEVELS) {
            upper[i] |= i == 0;
            in_place = true;
            i += n;
        } else if let Some(n) = phrase(&folds, i, &PROPER) {
            upper[i] = true;
            upper[i + n - 1] |= folds[i] == "viet";
            i += n;
        } else {
            let letters = words[i].trim_matches(|c: char| !c.is_alphanumeric());
            let joined = i > 0
                && (folds[i - 1] == "va" || words[i - 1].ends_with(',') || words[i - 1] == "-");
            let foreign = in_place && has_vowel(&folds[i]);
            kept[i] = !(is_syllable(letters) || foreign);
            upper[i] |= in_place || i == 0 || joined || HEADS.contains(&&*folds[i - 1]) && i < 3;
            upper[i] &= folds[i] != "va";
            i += 1;
        }
    }
    let cased = words.iter().enumerate().map(|(i, word)| match (kept[i], upper[i]) {
        (true, _) => (*word).to_owned(),
        (_, true) => capitalised(word),
        _ => word.to_lowercase(),
    });
    cased.collect::<Vec<_>>().join(" ")
}

/// `Đắk`, `Krông`: names of other languages are words, `TP` and `HCM` are not.
fn has_vowel(folded: &str) -> bool {
    folded.contains(['a', 'e', 'i', 'o', 'u', 'y']) && folded.chars().all(char::is_alphabetic)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + &chars.as_str().to_lowercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rules_for_capitals() {
        for (name, want) in [
            ("ỦY BAN NHÂN DÂN XÃ AN BÌNH TÂY", "Ủy ban nhân dân xã An Bình Tây"),
            ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
            ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
            ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Trung tâm Phục vụ hành chính công"),
            ("UBND THÀNH PHỐ HÀ TIÊN", "UBND thành phố Hà Tiên"),
            ("BỘ TÀI CHÍNH", "Bộ Tài chính"),
            ("UBND TỈNH HÀ TĨNH", "UBND tỉnh Hà Tĩnh"),
            ("UBND XÃ KRÔNG NÔ", "UBND xã Krông Nô"),
            ("CỤC THUẾ", "Cục Thuế"),
            ("TỈNH ỦY HÀ SƠN", "Tỉnh ủy Hà Sơn"),
            ("ĐẢNG ỦY XÃ PÁ LAU", "Đảng ủy xã Pá Lau"),
            ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ] {
            assert_eq!(by_rule(name), want);
        }
    }

    #[test]
    fn the_documents_own_spelling_wins() {
        let text = "Cục Quản lý Chất lượng hướng dẫn";
        assert_eq!(sentence_case(text, "CỤC QUẢN LÝ CHẤT LƯỢNG"), "Cục Quản lý Chất lượng");
    }
}
