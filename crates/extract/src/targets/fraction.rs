//! Fractions of a whole: `giảm 1/3 số vụ cháy`, `ít nhất 2/3 diện tích`.
//!
//! A fraction is kept as it stands: its numerator is the value, its denominator the unit (`/3`). Only the whole that
//! it is taken of shows one: `1/5` alone is a day, `2/3 xã` are two communes of three.

use std::sync::LazyLock;

use regex::Regex;

use crate::targets::value::Value;

/// Whether `numerator` over `denominator` between the folded words `before` and `after` is a share of a whole.
/// `said` are the words after it with their marks.
pub(crate) fn is_share(
    before: &str,
    (numerator, denominator): (&str, &str),
    after: &str,
    said: &str,
) -> bool {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s+(?:tong\s+)?(?:so|dien\s+tich|dan\s+so)\s+[a-z]")
            .expect("the pattern of wholes is valid")
    });
    // Times, symbols and ranks (`thương binh hạng 2/3`) are written so too.
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\d/\d{1,4}\s*(?:,|va|den|-|–)|\b(?:ngay|truoc|sau|tu|den|dip|le|mung|thang|quoc khanh|hang|so|quy|vao))\s*$")
            .expect("the pattern of other numbers with a stroke is valid")
    });
    let digit = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('0'));
    let (Some(part), Some(whole)) = (digit(numerator), digit(denominator)) else { return false };
    // `1/3 so với năm trước` compares, `1/3 số hộ` counts.
    let compares = vanban_text::has_vietnamese_marks(said)
        && said.trim_start().to_lowercase().starts_with("so ")
        || after.trim_start().starts_with("so voi ");
    part < whole && whole <= 10 && WHOLE.is_match(after) && !compares && !NAMED.is_match(before)
}

/// Whether a value is a fraction.
pub(crate) fn is_fraction(value: &Value) -> bool {
    let unit = value.unit.as_deref().and_then(|unit| unit.strip_prefix('/'));
    unit.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the folded sentence tells when a body may decide: `họp khi có ít nhất 2/3 số thành viên tham dự`.
pub(crate) fn is_quorum(said: &str) -> bool {
    static VOTES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:bieu quyet|nhat tri|tan thanh|tham du|co mat|du hop|phien hop|cuoc hop|bo phieu|so phieu|hop le|dong y|khi co|truong hop)\b")
            .expect("the pattern of quorums is valid")
    });
    VOTES.is_match(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::value::values;

    #[test]
    fn a_fraction_keeps_its_denominator() {
        for (sentence, value, unit) in [
            ("Giảm 1/3 số vụ cháy rừng", 1.0, "/3"),
            ("Ít nhất 2/3 tổng số thôn có sân bóng", 2.0, "/3"),
            ("Trồng xen trên 3/4 diện tích cà phê", 3.0, "/4"),
            ("Giam 1/2 so dau moi", 1.0, "/2"),
        ] {
            let found = values(sentence);
            let read: Vec<_> = found.iter().map(|v| (v.number, v.unit.as_deref())).collect();
            assert_eq!(read, [(value, Some(unit))], "{sentence}");
            assert!(is_fraction(&found[0]));
        }
    }

    #[test]
    fn days_ranks_and_parts_of_a_list_are_none() {
        for sentence in [
            "Trước 1/7 số hóa xong hồ sơ",
            "Kỷ niệm ngày 1/5 số đông người dự",
            "Từ 1/6 số hộ đăng ký tăng",
            "Lợi nhuận chỉ bằng 1/3 so với năm trước",
            "Con của thương binh hạng 2/3 số lượng ít",
            "Phấn đấu 2/3 xã đạt chuẩn",
            "Tiến độ 05/10 số công trình",
        ] {
            assert!(!values(sentence).iter().any(is_fraction), "{sentence}");
        }
    }

    #[test]
    fn a_quorum_is_told_by_its_words() {
        assert!(is_quorum("ban chi dao hop khi co it nhat 2/3 so uy vien"));
        assert!(!is_quorum("kiem tra toi thieu 1/3 so co so neu tren"));
        assert!(!is_quorum("van dong it nhat 2/3 so ho hien dat"));
    }
}
