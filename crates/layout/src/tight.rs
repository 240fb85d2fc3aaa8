//! What of the signature stands behind a recipient where recognition has lost the gap between the two columns:
//! `- UBND tỉnh; KT. CHỦ TỊCH`, `- Sở Y tế; Ký bởi: ...`, `- Lưu: VT, VX. Lê Thị Mơ`.
//!
//! Marks are lost there too, so that words are told by their form: capitals, the stamp of a digital signature
//! (`Ký bởi`), specks of a seal, and a name behind the archive's line (`Lưu`), which is the last recipient.

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::fold;

use crate::frame::pattern;
use crate::lines::is_bullet;

/// Where the right column starts in a line of recipients; 0 for a line that is all right column.
pub(crate) fn right_column(line: &str) -> Option<usize> {
    static STAMP: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*[-–+•].*?;\s+([Kk]\p{L} ?[Bb]\p{L}{1,2}\s?:.*)$"));
    // A lone mark or letter is left of a seal or of a pen; two words would be a recipient.
    static SPECKS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*[-–+•].*?;\s+((?:[^\s\d;()]{1,2}\s*)+)$"));
    let first = line.trim_start().chars().next()?;
    if !is_bullet(first) {
        return is_signature_piece(line).then_some(0);
    }
    if let Some(at) = behind_archive(line) {
        return Some(at);
    }
    let stamp = || Some(STAMP.captures(line)?.get(1)?.start());
    let specks = || {
        let found = SPECKS.captures(line)?.get(1)?;
        (!found.as_str().split_whitespace().any(is_word)).then_some(found.start())
    };
    capitals_behind(line).or_else(stamp).or_else(specks)
}

/// Where two words or more in capitals stand behind a recipient: `- UBND tỉnh; KT. CHỦ TỊCH`.
pub(crate) fn capitals_behind(line: &str) -> Option<usize> {
    static CAPITALS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\s*[-–+•].*?;\s+([\p{Lu}.]+(?:\s+[\p{Lu}.]+)+)\s*$"));
    Some(CAPITALS.captures(line)?.get(1)?.start())
}

/// Two letters or more that could be an abbreviation or a word.
fn is_word(piece: &str) -> bool {
    piece.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// A line without bullet among bulleted recipients that ends in no mark: a post or a name, specks before it.
fn is_signature_piece(line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    let ended = words.ends_with([';', ',', '.', ':', ')']);
    let capitals = !words.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    let several = words.split_whitespace().filter(|word| is_word(word)).count() >= 2;
    !ended && several && (capitals || is_name(words))
}

/// Where a name begins behind `Lưu: VT, VX.`; a pen's stroke between the two stays with the list.
fn behind_archive(line: &str) -> Option<usize> {
    let archive = fold(line.trim_start_matches(|c: char| !c.is_alphabetic()));
    if !archive.starts_with("luu") {
        return None;
    }
    let codes = line.find(':')? + 1;
    let starts = line[codes..].match_indices(' ').map(|(at, _)| codes + at + 1);
    let name = starts.into_iter().find(|at| is_name(line[*at..].trim_end()))?;
    // The archive's list ends in a mark; a second name would belong to the list.
    let list = line[..name].trim_end();
    let closed = list.ends_with(|c: char| !c.is_alphanumeric() && c != ',' && c != ':');
    (closed && !list.contains('(')).then_some(name)
}

/// Three to five words, each with a capital and small letters behind it, a Vietnamese family name first.
fn is_name(words: &str) -> bool {
    const FAMILIES: [&str; 36] = [
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
        "ho", "ngo", "duong", "ly", "dinh", "dao", "doan", "lam", "luong", "mai", "trinh",
        "truong", "ha", "cao", "ta", "luu", "to", "dam", "thai", "chau", "quach", "vuong", "giang",
        "trieu",
    ];
    let parts: Vec<&str> = words.split_whitespace().collect();
    let titled = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() > 1
            && letters.all(char::is_lowercase)
    };
    (3..=5).contains(&parts.len())
        && parts.iter().all(|word| titled(word))
        && FAMILIES.contains(&fold(parts[0]).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_recipient_is_told_by_its_form() {
        for (line, right) in [
            ("- Thanh tra tỉnh; KT. GIÁM ĐỐC", Some("KT. GIÁM ĐỐC")),
            ("- So Y te tinh; Ky bdi: SO Y TE", Some("Ky bdi: SO Y TE")),
            ("- Các trạm y tế; V ’", Some("V ’")),
            ("- Luu: VT, NV.M/ Tran Van Lan", Some("Tran Van Lan")),
            ("- Lưu: VT; Đỗ Thị Hà Vy", Some("Đỗ Thị Hà Vy")),
            ("= SỞ Y TẾ", Some("= SỞ Y TẾ")),
            ("Trần Thị Lan", Some("Trần Thị Lan")),
            ("- Lưu: VT, Nguyễn Thị Hoa.", None),
            ("- Lưu: VT, TH (Lê Thị Hoa)", None),
            ("- Như Điều 3; các sở", None),
            ("- Tỉnh ủy; TT", None),
            ("TT HĐND, UBND;", None),
            ("huyện, thị xã", None),
        ] {
            assert_eq!(right_column(line).map(|at| &line[at..]), right, "{line}");
        }
    }
}
