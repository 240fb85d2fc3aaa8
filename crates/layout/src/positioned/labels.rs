//! What a line starts or ends with: bullets, numbers, words that cannot stand last.

use std::sync::LazyLock;

use regex::Regex;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    // `I.`, `1.`, `1.2.`, `1)`, `a)`, `đ)`, `Điều 5.`, `Phần II`, `Chương I`, `Mục 2`, `Phụ lục 1`, `Bước 1:`
    let pattern = r"(?x)^(?:
        [IVXLC]{1,6}[.)\-\ ] | \d{1,3}(?:\.\d{1,3})*[.)] | \d{1,2}(?:\.\d{1,2})+\ | \(?[a-zđ]{1,2}\) |
        [a-zđA-ZĐ][.)]\ | (?:điều|khoản|phần|chương|mục|phụ\ lục|bước|biểu|mẫu)\ [\dIVXLC]+\b
    )";
    Regex::new(pattern).expect("a constant pattern")
});

/// A bullet as word processors set it, or typed.
pub(crate) fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => "-–—−+*•▪●○◦·‣➢✓❖o".contains(c),
        // `-Tăng cường`
        (Some('-' | '+' | '•' | '–'), Some(c)) => c.is_uppercase(),
        _ => false,
    }
}

/// Whether the line starts with a number or letter as items and headings do.
pub(crate) fn is_labelled(text: &str) -> bool {
    LABEL.is_match(text)
        || LABEL.is_match(&text.chars().take(12).collect::<String>().to_lowercase())
}

/// Whether a phrase cannot end with this word: a line that does was broken.
pub(crate) fn hangs(text: &str) -> bool {
    let words = [
        "và", "của", "về", "tại", "trong", "cho", "theo", "với", "các", "số", "từ", "đến", "bằng",
        "do", "ngày", "tháng", "năm", "việc",
    ];
    let last = text.split_whitespace().next_back().unwrap_or("");
    last.ends_with([',', '-', '–', '/']) || words.contains(&last.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_bullets_are_known_by_their_form() {
        for label in ["I. MỤC TIÊU", "1.2. Cấp xã", "a) Sở", "đ) Các", "Điều 3. Hiệu lực", "2) Hai"]
        {
            assert!(is_labelled(label), "{label}");
        }
        for words in ["Trong năm", "100% hồ sơ", "2026 và", "Các sở", "số 5"] {
            assert!(!is_labelled(words), "{words}");
        }
        assert!(is_bullet("-") && is_bullet("+") && is_bullet("•") && is_bullet("-Tăng"));
        assert!(!is_bullet("-xã") && !is_bullet("a"));
    }
}
