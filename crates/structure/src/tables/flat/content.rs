//! How well words fit a column: bodies, deadlines, amounts.

use std::sync::LazyLock;

use regex::Regex;

use super::words::Word;

/// Beginnings of the names of bodies, in small letters with their marks: `tờ trình` is no `tổ`.
const BODIES: [&str; 88] = [
    "sở",
    "các sở",
    "ubnd",
    "ủy ban",
    "văn phòng",
    "công an",
    "phòng",
    "các phòng",
    "ban",
    "các ban",
    "trung tâm",
    "các trung tâm",
    "bộ",
    "các bộ",
    "ngân hàng",
    "các ngân hàng",
    "thuế",
    "chi cục",
    "báo",
    "đài",
    "hội",
    "các hội",
    "liên đoàn",
    "đoàn",
    "tỉnh đoàn",
    "thành đoàn",
    "mttq",
    "ubmttq",
    "ub mttq",
    "mặt trận",
    "các đơn vị",
    "đơn vị",
    "các doanh nghiệp",
    "doanh nghiệp",
    "các cơ quan",
    "cơ quan",
    "các trường",
    "trường",
    "nhà trường",
    "trạm",
    "các trạm",
    "tổ",
    "các tổ",
    "kho bạc",
    "cục",
    "các cục",
    "tổng cục",
    "tòa án",
    "viện",
    "các viện",
    "bhxh",
    "bảo hiểm",
    "bưu điện",
    "tập đoàn",
    "các tập đoàn",
    "hiệp hội",
    "các hiệp hội",
    "cổng thông",
    "cổng ttđt",
    "tỉnh ủy",
    "thành ủy",
    "đảng ủy",
    "các đảng ủy",
    "hđnd",
    "hội đồng",
    "thường trực",
    "vnpt",
    "viettel",
    "chủ tịch",
    "các xã",
    "các phường",
    "các địa phương",
    "địa phương",
    "các thành viên",
    "lãnh đạo",
    "thủ trưởng",
    "giám đốc",
    "trưởng thôn",
    "các thôn",
    "các khu",
    "các tổ chức",
    "các nhà",
    "các bệnh viện",
    "bệnh viện",
    "vụ",
    "các vụ",
    "thanh tra",
    "quân sự",
];

/// Verbs and nouns that plans' results begin with.
const OUTCOMES: [&str; 56] = [
    "so lieu",
    "ket luan",
    "phuong an",
    "chuyen muc",
    "cuoc thi",
    "thiet bi",
    "cong trinh",
    "ban do",
    "chung chi",
    "danh sach",
    "hoi thi",
    "lop hoc",
    "kho du lieu",
    "video",
    "tin bai",
    "le phat dong",
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

/// Marks the words with which names of bodies begin.
pub(crate) fn mark_bodies(words: &mut [Word<'_>]) {
    for i in 0..words.len() {
        words[i].body = is_body(words, i);
    }
}

/// Whether a body's name begins at word `i`.
fn is_body(words: &[Word<'_>], i: usize) -> bool {
    let listed = words[i].lower == "các" || words[i].is_capital();
    listed && begins_marked(words, i, &BODIES) && !begins_marked(words, i, &NO_BODIES)
}

/// `Bộ chỉ số`, `Báo cáo kết quả`, `Các đơn vị tính`: words alike that name no body.
const NO_BODIES: [&str; 15] = [
    "báo cáo",
    "bộ chỉ số",
    "bộ đội",
    "bộ tài liệu",
    "bộ quy",
    "bộ tiêu",
    "bộ hồ sơ",
    "bộ dữ liệu",
    "ban hành",
    "trường hợp",
    "các trường hợp",
    "hội nghị",
    "hội thảo",
    "đoàn công tác",
    "vụ việc",
];

fn begins_marked(words: &[Word<'_>], i: usize, starts: &[&str]) -> bool {
    let Some(first) = words.get(i) else { return false };
    // Most differ in their first word, which costs no splitting.
    starts.iter().filter(|start| start.starts_with(first.lower.as_str())).any(|start| {
        start
            .split(' ')
            .enumerate()
            .all(|(k, part)| words.get(i + k).is_some_and(|word| word.lower == part))
    })
}

/// Whether a result begins at word `i`.
pub(crate) fn is_outcome(words: &[Word<'_>], i: usize) -> bool {
    begins(words, i, &OUTCOMES)
}

fn begins(words: &[Word<'_>], i: usize, starts: &[&str]) -> bool {
    let Some(first) = words.get(i) else { return false };
    let share = first.folded.starts_with('%');
    starts.iter().filter(|start| share || start.starts_with(first.folded.as_str())).any(|start| {
        start.split_whitespace().enumerate().all(|(k, part)| {
            words.get(i + k).is_some_and(|word| word.folded == part || word.folded.starts_with('%'))
        })
    })
}

static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    let unit = r"(?:ngay \d{1,2}(?: thang \d{1,2})?(?: nam \d{4})?|(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:cac )?thang (?:\d{1,2}(?: ?- ?\d{1,2})?|cuoi|dau)(?: nam \d{4}|[/.-]\d{4})?|quy (?:[ivx]+|[1-4])(?:(?: ?[,-] ?| va )(?:[ivx]+|[1-4]))*(?: nam \d{4}|[/.-]\d{4})?|nam \d{4}|\d{4}|6 thang(?: dau| cuoi)?(?: nam)?(?: \d{4})?|thuong xuyen|lien tuc|hang (?:nam|quy|thang|tuan|ngay)|dinh ky|dot xuat|thang \d{1,2}/\d{4})";
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
        "truoc ",
        "den het",
        "trong nam",
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
    Regex::new(r"^(?:(?:[≥≤<>]=?|tren|duoi|tu|den|toi thieu|toi da|it nhat) ?)?(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d+)?)(?: ?[-–/] ?\d+(?:[.,]\d+)?)? ?(?:%|d|dong|vnd|trieu|ty|trieu dong|ty dong|nghin dong)?$")
        .expect("the pattern is a constant")
});

/// What things are counted in, as a column of units names it.
const UNITS: [&str; 58] = [
    "%",
    "hộ",
    "người",
    "xã",
    "phường",
    "thôn",
    "bản",
    "xóm",
    "tổ",
    "ấp",
    "lớp",
    "trường",
    "mô hình",
    "cuộc",
    "lượt",
    "lượt người",
    "ha",
    "km",
    "m2",
    "m3",
    "tấn",
    "tạ",
    "triệu đồng",
    "tỷ đồng",
    "đồng",
    "văn bản",
    "báo cáo",
    "bộ",
    "cái",
    "chiếc",
    "máy",
    "hồ sơ",
    "điểm",
    "hội nghị",
    "đợt",
    "buổi",
    "trạm",
    "cơ sở",
    "doanh nghiệp",
    "hợp tác xã",
    "dịch vụ",
    "giường",
    "bác sĩ",
    "học sinh",
    "giáo viên",
    "hạng",
    "cấp độ",
    "ngày",
    "giờ",
    "tiêu chí",
    "sản phẩm",
    "công trình",
    "dự án",
    "nhiệm vụ",
    "thứ bậc",
    "lao động",
    "trẻ em",
    "cây",
];

/// How many words from `i` on name a unit; 0 for none.
pub(crate) fn unit_length(words: &[Word<'_>], i: usize) -> usize {
    let Some(first) = words.get(i) else { return 0 };
    // `phút/lượt`, `học/lớp`: so much of one to each of another.
    let of_each = |c: char| c == '/' || c.is_lowercase();
    if first.text.matches('/').count() == 1
        && first.text.len() > 3
        && first.text.chars().all(of_each)
    {
        return 1;
    }
    UNITS
        .iter()
        .filter(|unit| unit.starts_with(&*first.lower) || unit.starts_with(first.text))
        .filter(|unit| {
            unit.split(' ').enumerate().all(|(k, part)| {
                words.get(i + k).is_some_and(|word| word.lower == part || word.text == part)
            })
        })
        .map(|unit| unit.split(' ').count())
        .max()
        .unwrap_or(0)
}

/// Whether the folded `text` is an amount or a quantity, or says that there is none: `-`, `Xã hội hóa`.
pub(crate) fn amount(text: &str) -> bool {
    const NONE: [&str; 5] = ["-", "–", "xa hoi hoa", "long ghep", "khong phat sinh"];
    NONE.contains(&text) || AMOUNT.is_match(text.trim_end_matches([';', '.']))
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
