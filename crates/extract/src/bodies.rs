//! Cơ quan, đơn vị: a list of bodies as written to the bodies in it.
//!
//! `;` always separates bodies. A comma does so only where a new body begins after it (record.md, tasks):
//! `Các Sở, ban, ngành` is one body, `Sở Tài chính, Sở Nội vụ` are two, and the commas of
//! `Sở Văn hóa, Thể thao và Du lịch` belong to a name.

use vanban_text::{fold, quoted};

/// The bodies that `words` list, in order, as written.
pub(crate) fn bodies(words: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in split_outside_brackets(words, ';') {
        for body in split_at_commas(part) {
            let body = trimmed(&body);
            if !body.is_empty() {
                found.push(body);
            }
        }
    }
    found
}

/// Opening words of the names of bodies: after a comma one of these begins another body. Folded; a name is
/// told from a word by its capital, so the first letter must be one.
const HEADS: [&str; 98] = [
    "so ",
    "bo ",
    "ubnd",
    "uy ban",
    "hdnd",
    "hoi dong",
    "van phong",
    "phong ",
    "ban ",
    "cong an",
    "trung tam",
    "cuc ",
    "chi cuc",
    "tong cuc",
    "vu ",
    "vien ",
    "truong ",
    "benh vien",
    "tram ",
    "to ",
    "doan ",
    "hoi ",
    "lien minh",
    "lien doan",
    "mat tran",
    "ubmttq",
    "mttq",
    "uy ban mttq",
    "dang uy",
    "dang bo",
    "thanh tra",
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "ban chi huy",
    "bo chi huy",
    "bo doi",
    "kho bac",
    "thue ",
    "hai quan",
    "bao hiem",
    "buu dien",
    "dien luc",
    "vien kiem sat",
    "toa an",
    "thi hanh an",
    "bao ",
    "dai ",
    "cac ",
    "nhung ",
    "doanh nghiep",
    "hop tac xa",
    "chu tich",
    "thuong truc",
    "cong ty",
    "tap doan",
    "quy ",
    "ngan hang",
    "cong ttdt",
    "cong thong tin",
    "trang ttdt",
    "trang thong tin",
    "thong tan xa",
    "tinh doan",
    "thanh doan",
    "huyen doan",
    "xa doan",
    "phuong doan",
    "lanh dao",
    "thu truong",
    "nguoi dung dau",
    "cong chuc",
    "co quan",
    "don vi",
    "to chuc",
    "toan the",
    "tat ca",
    "giam doc",
    "bi thu",
    "hieu truong",
    "thon ",
    "xom ",
    "viettel",
    "vnpt",
    "mobifone",
    "vinaphone",
    "chi bo",
    "chi doan",
    "chi hoi",
    "dong chi",
    "khu pho",
    "khu dan cu",
    "dia phuong",
    "nha may",
    "hoc vien",
    "dai hoc",
    "lien hiep",
    "hiep hoi",
];

/// Words that begin a body in small letters as well: `Sở Nội vụ, các phòng chuyên môn`.
const SMALL_HEADS: [&str; 12] = [
    "các ",
    "ubnd",
    "những ",
    "phòng ",
    "ban ",
    "văn phòng ",
    "trung tâm ",
    "công an ",
    "sở ",
    "hội ",
    "đoàn ",
    "trường ",
];

fn split_at_commas(words: &str) -> Vec<String> {
    let parts = split_outside_brackets(words, ',');
    let mut found: Vec<String> = Vec::new();
    for part in parts {
        match found.last_mut() {
            Some(last) if !begins_body(last, part) => {
                last.push(',');
                last.push_str(part);
            }
            _ => found.push(part.to_owned()),
        }
    }
    found
}

/// Whether `part` names another body than the one `before` it.
fn begins_body(before: &str, part: &str) -> bool {
    let part = part.trim();
    let lower = part.to_lowercase();
    let folded = fold(part);
    let capital = part.chars().next().is_some_and(char::is_uppercase);
    // `Các sở: Tư pháp, Y tế` and `các phòng, ban, đơn vị` list the parts of one body.
    // What is no body itself is not parted from the words after it.
    if !is_body(before) {
        return false;
    }
    let listed = before.contains(':');
    if listed && !HEADS.iter().any(|head| folded.starts_with(head)) {
        return false;
    }
    if before.trim().is_empty() {
        return false;
    }
    if capital {
        return HEADS.iter().any(|head| format!("{folded} ").starts_with(head))
            && !generic(before, &folded)
            || acronym(part) && !schools(before, part);
    }
    let plural_before = fold(before).trim_start().starts_with("cac ");
    if lower.starts_with("các ") && !plural_before {
        return true;
    }
    // In small letters one word alone (`ban`, `ngành`, `phòng`) goes on with the list of kinds of body.
    lower.split_whitespace().count() > 2
        && SMALL_HEADS.iter().any(|head| lower.starts_with(head))
        && !kinds_only(&folded)
        && (!generic(before, &folded) || lower.starts_with("các ") || lower.starts_with("ubnd"))
}

/// `Các trường THPT, THCS`: kinds of school, no bodies of their own.
fn schools(before: &str, part: &str) -> bool {
    fold(before).contains("truong ") && matches!(part.trim(), "THPT" | "THCS" | "TH" | "TTGDTX")
}

/// Whether `words` begin as the name of a body does: with a capital, or with one of the words that need none.
pub(crate) fn names_body(words: &str) -> bool {
    let words = words.trim();
    let small = SMALL_HEADS.iter().any(|head| words.starts_with(head));
    (words.starts_with(char::is_uppercase) || small) && is_body(words)
}

/// Whether the words begin as the name of a body does.
fn is_body(words: &str) -> bool {
    let words =
        words.rsplit(';').next().unwrap_or(words).trim_start_matches([' ', '-', '+', '–', ',']);
    let folded = format!("{} ", fold(words));
    HEADS.iter().any(|head| folded.starts_with(head)) || acronym(words)
}

/// `Các Sở, Ban, Ngành`: a list of kinds of body in which each kind is one bare word.
fn generic(before: &str, part: &str) -> bool {
    let before = fold(before);
    let plural = ["cac ", "tat ca cac ", "cac co quan", "thu truong cac "]
        .iter()
        .any(|head| before.trim_start().starts_with(head));
    plural && kinds_only(part)
}

/// Whether the words name only kinds of body, none by its own name.
fn kinds_only(folded: &str) -> bool {
    const KINDS: [&str; 24] = [
        "so", "ban", "nganh", "phong", "don", "vi", "doan", "the", "to", "chuc", "co", "quan",
        "hoi", "truong", "hoc", "dia", "phuong", "xa", "bo", "thon", "lien", "va", "cap", "tinh",
    ];
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| KINDS.contains(&word))
}

/// `VNPT`, `MTTQ`: a body named by its capitals alone.
fn acronym(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let first = words.next().unwrap_or("");
    // `CSDL chuyên ngành` is a thing that bodies own; `VNPT tỉnh`, `EVN Miền Trung` are bodies.
    let named = words.next().is_none_or(|next| {
        let level = ["tỉnh", "xã", "phường", "khu", "thành", "các", "và", "cấp", "–", "-"];
        next.starts_with(|c: char| c.is_uppercase() || c == '(') || level.contains(&next)
    });
    first.len() >= 3 && first.chars().all(|c| c.is_uppercase() || c == '&') && named
}

fn trimmed(words: &str) -> String {
    let body = quoted(words);
    let body = body.trim_start_matches(['-', '+', '–', '•', ':']).trim();
    body.trim_end_matches(['.', ',', ';', ':']).trim_end().to_owned()
}

fn split_outside_brackets(words: &str, mark: char) -> Vec<&str> {
    let mut depth = 0usize;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in words.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == mark && depth == 0 => {
                parts.push(&words[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&words[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bodies_are_split_where_another_begins() {
        for (words, want) in [
            ("Sở Tài chính; Sở Nội vụ.", vec!["Sở Tài chính", "Sở Nội vụ"]),
            ("Các Sở, ban, ngành; UBND cấp xã", vec!["Các Sở, ban, ngành", "UBND cấp xã"]),
            ("Các Sở, ban, ngành, UBND cấp xã", vec!["Các Sở, ban, ngành", "UBND cấp xã"]),
            ("Các sở, ban, ngành tỉnh", vec!["Các sở, ban, ngành tỉnh"]),
            ("Các Sở, Ban, Ngành", vec!["Các Sở, Ban, Ngành"]),
            (
                "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế",
                vec!["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
            ),
            ("Phòng Kinh tế, Hạ tầng và Đô thị", vec!["Phòng Kinh tế, Hạ tầng và Đô thị"]),
            (
                "Các sở: Công Thương, Xây dựng, Nông nghiệp và Môi trường",
                vec!["Các sở: Công Thương, Xây dựng, Nông nghiệp và Môi trường"],
            ),
            ("Công an xã, các thôn, bản", vec!["Công an xã", "các thôn, bản"]),
            ("Bộ Nội vụ, Bộ Tài chính", vec!["Bộ Nội vụ", "Bộ Tài chính"]),
            ("các phòng, ban đơn vị", vec!["các phòng, ban đơn vị"]),
            ("các bộ, ngành, địa phương", vec!["các bộ, ngành, địa phương"]),
            ("Tổ công nghệ số phường, khu phố", vec!["Tổ công nghệ số phường, khu phố"]),
            (
                "Văn phòng HĐND và UBND, Phòng Văn hóa - Xã hội",
                vec!["Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội"],
            ),
            (
                "Ban Dân vận (Thường trực, các hội) ; Đoàn Thanh niên",
                vec!["Ban Dân vận (Thường trực, các hội)", "Đoàn Thanh niên"],
            ),
            (
                "Theo phân cấp của ngành, các đơn vị phối hợp",
                vec!["Theo phân cấp của ngành, các đơn vị phối hợp"],
            ),
            (
                "Các bộ, ngành là chủ quản CSDL quốc gia, CSDL chuyên ngành",
                vec!["Các bộ, ngành là chủ quản CSDL quốc gia, CSDL chuyên ngành"],
            ),
            ("Sở Y tế, VNPT tỉnh, EVN", vec!["Sở Y tế", "VNPT tỉnh", "EVN"]),
            ("", vec![]),
            (";;", vec![]),
        ] {
            assert_eq!(bodies(words), want, "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_list_keeps_its_words(words in "[Sở Ban,;()ab ]{0,60}") {
            let kept: String = bodies(&words).concat();
            prop_assert!(kept.chars().filter(|c| c.is_alphabetic()).count()
                == words.chars().filter(|c| c.is_alphabetic()).count());
        }
    }
}
