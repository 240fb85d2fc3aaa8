//! How well words fit a column: bodies, deadlines, amounts.

use std::sync::LazyLock;

use regex::Regex;

use super::words::Word;

/// Folded beginnings of the names of bodies.
const BODIES: [&str; 78] = [
    "so",
    "cac so",
    "ubnd",
    "uy ban",
    "van phong",
    "cong an",
    "phong",
    "cac phong",
    "ban",
    "trung tam",
    "bo",
    "cac bo",
    "ngan hang",
    "thue",
    "bao",
    "dai",
    "hoi",
    "cac hoi",
    "lien doan",
    "doan",
    "tinh doan",
    "thanh doan",
    "mttq",
    "ubmttq",
    "mat tran",
    "cac don vi",
    "don vi",
    "cac doanh nghiep",
    "doanh nghiep",
    "cac co quan",
    "co quan",
    "cac truong",
    "truong",
    "nha truong",
    "tram",
    "tram y te",
    "to",
    "cac to",
    "kho bac",
    "chi cuc",
    "cuc",
    "tong cuc",
    "toa an",
    "vien",
    "cac vien",
    "bhxh",
    "bao hiem",
    "buu dien",
    "tap doan",
    "hiep hoi",
    "cong thong",
    "cong ttdt",
    "tinh uy",
    "thanh uy",
    "dang uy",
    "hdnd",
    "hoi dong",
    "thuong truc",
    "bo chi huy",
    "quan su",
    "vnpt",
    "viettel",
    "cac ban",
    "ban quan ly",
    "chu tich",
    "cac xa",
    "cac phuong",
    "cac dia phuong",
    "dia phuong",
    "cac thanh vien",
    "lanh dao",
    "thu truong",
    "giam doc",
    "truong thon",
    "cac thon",
    "cac khu",
    "cac to chuc",
    "to chuc",
];

/// Verbs and nouns that plans' results begin with.
const OUTCOMES: [&str; 40] = [
    "bao cao",
    "quyet dinh",
    "ke hoach",
    "van ban",
    "hoan thanh",
    "de an",
    "chuong trinh",
    "he thong",
    "ha tang",
    "nen tang",
    "du lieu",
    "ung dung",
    "mo hinh",
    "to chuc",
    "nghi quyet",
    "to trinh",
    "cong van",
    "dam bao",
    "bao dam",
    "hoi nghi",
    "tai lieu",
    "ho so",
    "co so",
    "csdl",
    "danh muc",
    "quy che",
    "quy dinh",
    "huong dan",
    "cac ",
    "100%",
    "san pham",
    "thong bao",
    "phan mem",
    "trang thiet",
    "dat ",
    "nang cao",
    "lop",
    "cuoc",
    "bien ban",
    "hop dong",
];

/// Whether a body's name begins at word `i`.
pub(crate) fn is_body(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    let listed = word.folded == "cac" || word.is_capital();
    listed && begins(words, i, &BODIES) && !is_verb(words, i)
}

/// `Tổ chức tập huấn`, `Báo cáo kết quả`, `Bộ tài liệu`: as words alike, but no bodies.
fn is_verb(words: &[Word<'_>], i: usize) -> bool {
    const VERBS: [&str; 14] = [
        "to chuc",
        "bao cao",
        "bao dam",
        "bo chi",
        "bo tai",
        "bo quy",
        "bo tieu",
        "bo ho",
        "so lieu",
        "so hoa",
        "so luong",
        "ban hanh",
        "truong hop",
        "bao ve",
    ];
    begins(words, i, &VERBS)
}

/// Whether a result begins at word `i`.
pub(crate) fn is_outcome(words: &[Word<'_>], i: usize) -> bool {
    begins(words, i, &OUTCOMES)
}

fn begins(words: &[Word<'_>], i: usize, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        start.split_whitespace().enumerate().all(|(k, part)| {
            words.get(i + k).is_some_and(|word| word.folded == part || word.folded.starts_with('%'))
        })
    })
}

static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    let unit = r"(?:ngay \d{1,2}(?: thang \d{1,2})?(?: nam \d{4})?|(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:cac )?thang (?:\d{1,2}|cuoi|dau)(?: nam \d{4}|[/.-]\d{4})?|quy (?:[ivx]+|[1-4])(?:[,-] ?(?:[ivx]+|[1-4]))*(?: nam \d{4}|[/.-]\d{4})?|nam \d{4}|\d{4}|6 thang(?: dau| cuoi)?(?: nam)?(?: \d{4})?|thuong xuyen|lien tuc|hang (?:nam|quy|thang|tuan|ngay)|dinh ky|dot xuat|thang \d{1,2}/\d{4})";
    let lead = r"(?:(?:truoc|den|den het|het|trong|cuoi|dau|giua|tu|sau|giai doan|hoan thanh|du kien|chia|thuc hien|hang nam|xong|nhiem vu|va|vao|bat dau|ket thuc) )*";
    let glue = r"(?:(?: |, ?| ?- ?|; ?|/ ?| den | va | den nam | hoac )+)";
    Regex::new(&format!(r"^{lead}{unit}(?:{glue}{lead}{unit})*(?: (?:va cac nam tiep theo|tro di|hang nam|tiep theo))?(?: ?\(.*\))?$"))
        .expect("the pattern is a constant")
});

/// How much the folded `text` of a cell is a deadline: 1 for a date or period, less for a condition, 0 for none.
pub(crate) fn deadline(text: &str) -> f32 {
    let text = text.trim_end_matches(['.', ';', ',']).replace(['–', '—'], "-");
    if DEADLINE.is_match(&text) {
        return 1.0;
    }
    let conditions = [
        "sau khi",
        "ngay sau khi",
        "khi co",
        "theo tien do",
        "theo lo trinh",
        "theo yeu cau",
        "theo quy dinh",
        "theo ke hoach",
        "ngay khi",
    ];
    if conditions.iter().any(|start| text.starts_with(start)) { 0.4 } else { 0.0 }
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d+)?) ?(?:d|dong|vnd|trieu|ty|trieu dong|ty dong|nghin dong)?$")
        .expect("the pattern is a constant")
});

/// Whether the folded `text` is an amount or a quantity.
pub(crate) fn amount(text: &str) -> bool {
    AMOUNT.is_match(text.trim_end_matches([';', '.']))
}

/// Whether the folded `text` names where money comes from.
pub(crate) fn source(text: &str) -> bool {
    [
        "ngan sach",
        "nsnn",
        "nstw",
        "nsdp",
        "nst",
        "nsx",
        "nsp",
        "von ",
        "nguon",
        "xa hoi hoa",
        "xhh",
        "kinh phi",
        "ns ",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_told_from_other_words() {
        for text in [
            "2027",
            "2026-2030",
            "thang 02/2026",
            "quy ii/2026",
            "quy iii nam 2026",
            "thuong xuyen",
            "thuong xuyen (khi co van ban)",
            "truoc ngay 15/6/2026",
            "truoc ngay 30 thang 6 nam 2026",
            "cuoi nam 2025 va trong nam 2026",
            "nam 2026 va cac nam tiep theo",
            "giai doan 2026-2030",
            "quy i, quy ii/2026",
            "tu nam 2025 den nam 2027",
            "hang quy",
        ] {
            assert!(deadline(text) >= 1.0, "{text}");
        }
        for text in ["bao cao nam 2026", "so y te", "hoan thanh", "3 xa"] {
            assert!(deadline(text) < 1.0, "{text}");
        }
    }

    #[test]
    fn amounts_are_figures_with_or_without_a_unit() {
        for text in ["1.200.000.000d", "500 trieu dong", "1,5 ty", "250", "12.500"] {
            assert!(amount(text), "{text}");
        }
        for text in ["quy 2", "2 xa", "500 trieu dong nam 2026"] {
            assert!(!amount(text), "{text}");
        }
    }
}
