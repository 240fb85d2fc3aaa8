//! What one line of text tells by itself: how it starts, how it ends, what kind of line it is.
//!
//! Comes in: a line of plain text. Goes out: facts that decide whether it goes on with the line before.
//! All word tests run on folded forms, since diacritics may be missing or wrong.

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::{fold, fold_keep_case, has_vietnamese_marks, roman};

/// How a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// `-`, `+`, `•` and the like before a capital, a digit or an opening mark.
    Bullet,
    /// A dash before a small letter: a bullet, or the second half of `kinh tế - xã hội`.
    WeakBullet,
    /// `I.`, `1.`, `1.1.`, `a)`: numbering of a heading or an item.
    Label,
    /// `Phần I`, `Chương 2`, `Điều 3.`, `Phụ lục 1`: a heading that names its kind.
    Division,
    /// `Nơi nhận:`, `Kính gửi:`, `TM.`, `KT.`: a formal part of its own.
    Formal,
    /// A small letter, or a mark that only goes on with a sentence.
    Lower,
    /// Anything else: a capital, a digit, an opening quote.
    Other,
}

/// Facts about one line.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// Characters.
    pub(crate) chars: usize,
    /// Characters of its first word.
    pub(crate) first_word: usize,
    /// How it starts.
    pub(crate) start: Start,
    /// All letters are capitals, and there are at least two words or six letters.
    pub(crate) upper: bool,
    /// All letters are capitals, however few.
    pub(crate) capital: bool,
    /// Ends as a sentence or list item does: `.`, `;`, `:`, `!`, `?`.
    pub(crate) terminal: bool,
    /// Ends in a word or mark after which a sentence must go on (`của`, `và`, `số`, a comma, an open bracket).
    pub(crate) unfinished: bool,
    /// Ends in the hyphen or slash of a symbol that goes on (`02-`).
    pub(crate) broken_symbol: bool,
}

/// The facts of `line`, which has no space at its ends.
pub(crate) fn facts(line: &str) -> Facts {
    Facts {
        chars: line.chars().count(),
        first_word: line.split_whitespace().next().map_or(0, |word| word.chars().count()),
        start: start(line),
        upper: is_upper(line),
        capital: is_capital(line),
        terminal: is_terminal(line),
        unfinished: is_unfinished(line),
        broken_symbol: ends_in_broken_symbol(line),
    }
}

fn regex(pattern: &str) -> Regex {
    // A pattern that does not compile is caught by the first test that runs.
    Regex::new(pattern).expect("pattern is valid")
}

/// How `line` starts.
fn start(line: &str) -> Start {
    static FORMAL: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?i:noi nhan|kinh gui)\s*:|^(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[.\s]\s*[A-Z]|^Q\. [A-Z]{2}",
        )
    });
    let Some(first) = line.chars().next() else { return Start::Other };
    let folded = fold_keep_case(line.get(..floor(line, 80)).unwrap_or(line));
    if FORMAL.is_match(&folded) {
        return Start::Formal;
    }
    if is_bullet(first) {
        let rest = line[first.len_utf8()..].trim_start();
        let lower = rest.chars().next().is_some_and(char::is_lowercase);
        return if lower { Start::WeakBullet } else { Start::Bullet };
    }
    if is_division(&folded) {
        return Start::Division;
    }
    if label_length(&folded).is_some() || is_letter_alone(line) {
        return Start::Label;
    }
    // `(ba) người`, not `(Kèm theo ...)`.
    let aside = first == '(' && line.chars().nth(1).is_some_and(char::is_lowercase);
    if aside
        || first.is_lowercase()
        || matches!(first, ')' | ']' | ',' | ';' | '.' | '%' | '”' | '…')
    {
        return Start::Lower;
    }
    Start::Other
}

/// The largest character boundary of `text` that is at most `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Bullets, those of Word's symbol fonts (private use area) included.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '‒'
            | '−'
            | '+'
            | '*'
            | '•'
            | '·'
            | '●'
            | '○'
            | '▪'
            | '■'
            | '◦'
            | '‣'
            | '⁃'
            | '✓'
            | '✔'
            | '➢'
            | '►'
            | '→'
            | '❖'
            | '\u{f000}'..='\u{f0ff}'
    )
}

/// Whether `line` is a heading that names its kind (`Phần I`, `Phụ lục 2`).
pub(crate) fn is_division_line(line: &str) -> bool {
    is_division(&fold_keep_case(line.get(..floor(line, 80)).unwrap_or(line)))
}

/// `Phần I`, `Chương 2`, `Mục 1`, `Điều 3.`, `Phụ lục 01`: keyword and number, then nothing, a stop, a bracket
/// or a title; not `Điều 3 Nghị định ...` in the middle of a sentence.
fn is_division(folded: &str) -> bool {
    static DIVISION: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:Phan|PHAN|Chuong|CHUONG|Muc|MUC|Tieu muc|TIEU MUC|Dieu|DIEU|Phu luc|PHU LUC|Bieu|BIEU|Phu bieu|PHU BIEU|Mau|MAU)(?: so| SO)?(?:\s*:)?\s+(?:(?i:thu )?(?i:nhat|hai|ba|tu|nam|sau|bay)\b|[IVXL]+[a-z]?\b|\d{1,3}(?:[.-]\d{1,2})*[A-Za-z]?\b|[A-Z]\b)(.*)$",
        )
    });
    let bare = ["PHU LUC", "Phu luc"].iter().any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| rest.trim_matches([' ', ':', '.']).is_empty())
    });
    if bare {
        return true;
    }
    let Some(found) = DIVISION.captures(folded) else { return false };
    let rest = found.get(1).map_or("", |rest| rest.as_str()).trim_start();
    if folded.starts_with("Dieu") || folded.starts_with("Muc") {
        return rest.is_empty() || rest.starts_with(['.', ':']);
    }
    rest.is_empty()
        || rest.starts_with(['.', ':', '(', '-', '–'])
        || rest.chars().take_while(|c| *c != ' ').filter(|c| c.is_uppercase()).count() > 1
}

/// Bytes of the numbering in front of folded text: `I.`, `1.`, `1.1`, `1)`, `(1)`, `a)`, `A.`, `a/`.
pub(crate) fn label_length(folded: &str) -> Option<usize> {
    static ROMAN: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^([IVXL]{1,6})(?:\s?[.)/:]|\s?[-–] )"));
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,4}[.)/]?|\d{1,2}\s?[.)]|\d{1,2}/)(\s*)(\S)")
    });
    static LETTER: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:\(?[a-zA-Z][0-9]?\)|[a-zA-Z][0-9]?[./])(\s*)(\S)"));
    if let Some(found) = ROMAN.captures(folded) {
        return roman(&found[1]).is_some().then(|| found[0].len());
    }
    for (pattern, number) in [(&NUMBER, true), (&LETTER, false)] {
        let Some(found) = pattern.captures(folded) else { continue };
        let (space, next) = (&found[1], &found[2]);
        let next = next.chars().next().unwrap_or(' ');
        // `10/10/2025`, `1.000`, `e.g.`, `a/b`: no space and no capital, so no label.
        let opens = next.is_uppercase() || matches!(next, '“' | '"' | '(');
        let fits = if number {
            opens || (!space.is_empty() && !next.is_ascii_digit())
        } else {
            !space.is_empty()
        };
        let label = found.get(0)?.end() - found.get(2)?.len() - space.len();
        return fits.then_some(label);
    }
    None
}

/// `a)` on a line of its own: its words stand on the next.
pub(crate) fn is_letter_alone(line: &str) -> bool {
    let mut chars = line.chars();
    let letter = chars.next().is_some_and(char::is_lowercase);
    letter && chars.next() == Some(')') && chars.next().is_none()
}

/// `2026` and `- 2030`: the years of a period, parted by the end of a line.
pub(crate) fn halves_of_period(last: &str, line: &str) -> bool {
    let is_year = |word: &str| {
        word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let first = last.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some(second) = line.strip_prefix(['-', '–', '—']) else { return false };
    let second = second.split_whitespace().next().unwrap_or_default();
    is_year(first) && is_year(second.trim_end_matches([',', ';', '.', ':', ')']))
}

/// `ngày` and `17 tháng 5`, `tháng` and `5 năm 2026`: a date parted by the end of a line.
pub(crate) fn halves_of_date(last: &str, line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (Some(number), Some(unit)) = (words.next(), words.next()) else { return false };
    let digits = number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    let word = last.rsplit(char::is_whitespace).next().unwrap_or_default();
    let said = |first: &str, second: &str| fold(word) == first && fold(unit) == second;
    digits && (said("ngay", "thang") || said("thang", "nam"))
}

/// `Phòng Văn hóa` and `- Xã hội`: names that hold a dash, parted by the end of a line before it.
pub(crate) fn halves_of_pair(last: &str, line: &str) -> bool {
    const PAIRS: [(&str, &str); 4] = [
        ("van hoa", "xa hoi"),
        ("kinh te", "xa hoi"),
        ("quoc phong", "an ninh"),
        ("khoa hoc", "cong nghe"),
    ];
    let Some(second) = line.strip_prefix(['-', '–', '—']) else { return false };
    let (first, second) = (fold(last), fold(second.trim_start()));
    // `- Văn hóa` over `- Xã hội` are items of a list.
    let alone = |name: &str| first.trim_start_matches(|c: char| !c.is_alphanumeric()) == name;
    let starts = |name: &str| {
        second
            .split_at_checked(name.len())
            .is_some_and(|(start, rest)| start == name && !rest.starts_with(char::is_alphanumeric))
    };
    PAIRS.iter().any(|(one, other)| first.ends_with(one) && !alone(one) && starts(other))
}

fn is_capital(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

fn is_upper(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let words = line.split_whitespace().count();
    is_capital(line) && (letters >= 6 || (letters >= 3 && words >= 2))
}

fn is_terminal(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', ')', ']', '*', ' ']);
    bare.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Words after which no paragraph ends.
const CONNECTING: [&str; 37] = [
    "và", "của", "các", "những", "cho", "với", "về", "tại", "trong", "trên", "từ", "đến", "theo",
    "số", "hoặc", "là", "được", "một", "bằng", "do", "khi", "để", "mỗi", "từng", "như", "gồm",
    "phải", "vào", "nhằm", "nếu", "đối", "qua", "bởi", "giữa", "lục", "khoản", "điều",
];

/// Those of them that stay certain without their marks (`số` would be `sở`, `cơ sở` too).
const CONNECTING_FOLDED: [&str; 9] =
    ["va", "cua", "cac", "nhung", "theo", "duoc", "trong", "tren", "nham"];

fn is_unfinished(line: &str) -> bool {
    if line.ends_with([',', '(', '[', '“', '&', '–', '-']) {
        return true;
    }
    let open = line.matches('(').count() > line.matches(')').count();
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    // A department's name goes on: `phối hợp với Sở`; `các Sở` may end a sentence.
    let listed = || line.to_lowercase().ends_with("các sở");
    if last == "Sở" && !listed() {
        return true;
    }
    let connects = if has_vietnamese_marks(line) {
        let last = last.to_lowercase();
        CONNECTING.contains(&last.as_str()) && (last != "số" || asks_for_number(line))
    } else {
        CONNECTING_FOLDED.contains(&fold(last).as_str())
    };
    // `1. Kết quả đạt được`, `2. Những việc chưa làm được` are whole.
    let reached = || {
        let folded = fold(line);
        let numbered = || label_length(&fold_keep_case(line)).is_some();
        folded.ends_with("dat duoc") || folded.ends_with(" duoc") && numbered()
    };
    open || connects && !reached()
}

/// Whether the closing `số` of a line is that of `Quyết định số` or `một số`, not that of `chuyển đổi số`, `hạ tầng số`.
pub(crate) fn asks_for_number(line: &str) -> bool {
    const BEFORE: [&str; 19] = [
        "mot", "dinh", "quyet", "hoach", "tu", "van", "trinh", "bao", "luan", "thi", "luat",
        "lenh", "dien", "dan", "an", "mau", "luc", "bieu", "che",
    ];
    let before = line.split_whitespace().rev().nth(1).unwrap_or_default();
    let folded = fold(before);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // `văn bản ngày 29 tháng 10 năm 2027 số`
    BEFORE.contains(&word) || word.ends_with(|c: char| c.is_ascii_digit())
}

fn ends_in_broken_symbol(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some(stem) = word.strip_suffix(['-', '/']) else { return false };
    stem.chars().next_back().is_some_and(char::is_alphanumeric)
        && stem.chars().any(|c| c.is_ascii_digit() || c.is_uppercase())
}

/// Tên loại (Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 05-HD/VPTW): a line that holds nothing but the
/// type of the document.
pub(crate) fn is_type_line(line: &str) -> bool {
    const TYPES: [&str; 30] = [
        "nghi quyet",
        "quyet dinh",
        "chi thi",
        "quy che",
        "quy dinh",
        "thong cao",
        "thong bao",
        "huong dan",
        "chuong trinh",
        "chuong trinh hanh dong",
        "ke hoach",
        "phuong an",
        "de an",
        "du an",
        "bao cao",
        "bien ban",
        "to trinh",
        "hop dong",
        "cong dien",
        "ban ghi nho",
        "ban thoa thuan",
        "giay uy quyen",
        "giay moi",
        "giay gioi thieu",
        "giay nghi phep",
        "phieu gui",
        "phieu chuyen",
        "phieu bao",
        "ket luan",
        "thong tu",
    ];
    let letters = line.trim_matches(|c: char| !c.is_alphanumeric());
    if letters.len() > 60 || !letters.chars().any(char::is_alphabetic) {
        return false;
    }
    let upper = !letters.chars().any(char::is_lowercase);
    upper
        && TYPES.contains(&fold(letters).split_whitespace().collect::<Vec<_>>().join(" ").as_str())
}

/// A line that draws: dashes, underscores, stars, no word.
pub(crate) fn is_drawn(line: &str) -> bool {
    !line.is_empty()
        && !line.chars().any(char::is_alphanumeric)
        && line
            .chars()
            .filter(|c| matches!(c, '-' | '_' | '=' | '*' | '~' | '–' | '—' | '.' | '…'))
            .count()
            >= 3
}

/// The first line of a table's header: `TT Nội dung Cơ quan chủ trì`, or `STT` alone.
pub(crate) fn is_table_header(line: &str) -> bool {
    static HEADER: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:tt|stt|so tt|s\.?t\.?t\.?|so thu tu)(?:$|\s*\|?\s+\S)"));
    HEADER.is_match(&fold(line.get(..floor(line, 60)).unwrap_or(line)))
}

/// A line that starts a row of a table: its number alone, or before a capital.
pub(crate) fn is_row_start(line: &str) -> bool {
    static ROW: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Z])[.)]?(?:$|\s+[A-Z(“0-9])")
    });
    ROW.is_match(&fold_keep_case(line.get(..floor(line, 40)).unwrap_or(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_starts_as_a_clerk_would_say() {
        for (line, want) in [
            ("- Sở Nội vụ", Start::Bullet),
            ("-CVVP, LĐVP", Start::Bullet),
            ("- xã hội của tỉnh", Start::WeakBullet),
            ("\u{f0b7} Mục", Start::Bullet),
            ("I. MỤC TIÊU", Start::Label),
            ("IV- Tổ chức thực hiện", Start::Label),
            ("1. Mục đích", Start::Label),
            ("2.3 Xã hội số", Start::Label),
            ("10.Phòng Kinh tế", Start::Label),
            ("đ) Đơn vị phối hợp", Start::Label),
            ("a. Công tác chỉ đạo", Start::Label),
            ("(1) Tỷ lệ", Start::Label),
            ("10/10/2025 của Sở", Start::Other),
            ("1.000.000 đồng", Start::Other),
            ("2026. Các đơn vị", Start::Other),
            ("Phần I", Start::Division),
            ("PHẦN THỨ HAI", Start::Division),
            ("Điều 2. Hiệu lực", Start::Division),
            ("Điều 2 Nghị định này", Start::Other),
            ("Phụ lục 01", Start::Division),
            ("PHỤ LỤC", Start::Division),
            ("Phụ lục 1 kèm theo công văn", Start::Other),
            ("Phu luc II (Kem theo Ke hoach)", Start::Division),
            ("Nơi nhận:", Start::Formal),
            ("TM. ỦY BAN NHÂN DÂN", Start::Formal),
            ("KT CHỦ TỊCH", Start::Formal),
            ("và các đơn vị", Start::Lower),
            ("(ba) người", Start::Lower),
            ("Ủy ban nhân dân", Start::Other),
            ("a)", Start::Label),
            ("", Start::Other),
        ] {
            assert_eq!(start(line), want, "{line:?}");
        }
    }

    #[test]
    fn lines_that_cannot_end_a_paragraph_are_known() {
        for line in
            ["theo Công văn số", "các phòng,", "của xã và", "(viết tắt là", "CƠ QUAN, ĐƠN VỊ VÀ"]
        {
            assert!(facts(line).unfinished, "{line:?}");
        }
        assert!(facts("Chủ trì, phối hợp với Sở").unfinished);
        for line in [
            "đạt 100%.",
            "(kèm theo)",
            "Mục tiêu chung",
            "Thủ trưởng các Sở",
            "Kết quả đạt được",
            "5. Phát triển hạ tầng số",
            "2. Những việc chưa làm được",
        ] {
            assert!(!facts(line).unfinished, "{line:?}");
        }
        assert!(facts("Quyết định số 12/QĐ-").broken_symbol);
        assert!(!facts("kinh tế -").broken_symbol);
    }

    #[test]
    fn halves_of_a_date_are_one() {
        assert!(halves_of_date("số 15/QĐ-SYT ngày", "04 tháng 2 năm 2027 về việc tập huấn"));
        assert!(halves_of_date("từ ngày 04 tháng", "2 năm 2027"));
        assert!(!halves_of_date("Mỗi ngày", "2. Họp giao ban"));
        assert!(!halves_of_date("làm việc theo ngày", "12 hồ sơ"));
    }

    #[test]
    fn halves_around_a_dash_are_one() {
        assert!(halves_of_period("giai đoạn 2026", "- 2030 phấn đấu đạt"));
        assert!(halves_of_period("2021", "– 2025;"));
        assert!(!halves_of_period("năm 2026", "- 30 hộ"));
        assert!(!halves_of_period("năm 2026.", "- 2030 cây"));
        assert!(halves_of_pair("3. Phòng Văn hóa", "- Xã hội chủ trì"));
        assert!(!halves_of_pair("- Văn hóa", "- Xã hội"));
        assert!(!halves_of_pair("Phòng Văn hóa", "- Y tế"));
    }

    #[test]
    fn table_lines_are_told_from_prose() {
        for line in ["TT Nội dung Đơn vị chủ trì", "STT", "Số TT | Tên", "tt Noi dung"]
        {
            assert!(is_table_header(line), "{line:?}");
        }
        assert!(!is_table_header("TTHC được giải quyết"));
        for line in ["1", "2. Rà soát", "12 Tỷ lệ", "III", "IV HẠ TẦNG", "1.2 Xây dựng"]
        {
            assert!(is_row_start(line), "{line:?}");
        }
        for line in ["2025 và trong", "Sở Y tế", "100% hộ"] {
            assert!(!is_row_start(line), "{line:?}");
        }
    }

    #[test]
    fn only_a_bare_type_name_is_a_type_line() {
        for (line, want) in [
            ("KẾ HOẠCH", true),
            ("CHƯƠNG TRÌNH HÀNH ĐỘNG", true),
            ("KE HOACH", true),
            ("Kế hoạch", false),
            ("KẾ HOẠCH CHUYỂN ĐỔI SỐ", false),
            ("", false),
        ] {
            assert_eq!(is_type_line(line), want, "{line:?}");
        }
        assert!(is_drawn("-------") && is_drawn("_____") && !is_drawn("- a") && !is_drawn("|"));
    }
}
