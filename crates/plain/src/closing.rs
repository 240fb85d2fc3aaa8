//! Letterhead and closing of a document whose layout tables were copied out of a word processor as text.

/// Words that begin the right-hand cell of a letterhead or a closing (Nghị định 30/2020/NĐ-CP, annex I, II.1 and II.7;
/// the Party's).
const RIGHT: [&str; 12] = [
    "TM.",
    "T/M",
    "KT.",
    "K/T",
    "TL.",
    "T/L",
    "TUQ.",
    "Q.",
    "CỘNG HÒA XÃ HỘI",
    "CỘNG HOÀ XÃ HỘI",
    "ĐẢNG CỘNG SẢN",
    "CONG HOA XA HOI",
];

/// The cells of a line: a tab parts the last line of the left cell from the first of the right one, where the cells of a
/// layout table were copied one after the other (`- Lưu: VT.⇥TM. ỦY BAN NHÂN DÂN`).
pub(crate) fn cells(line: &str) -> (&str, Option<&str>) {
    let Some((left, right)) = line.split_once('\t') else { return spaced(line) };
    let right = right.trim();
    let small = |text: &str| text.chars().any(char::is_lowercase);
    let opens = RIGHT.iter().any(|head| right.starts_with(head));
    // A post alone: `- Lưu: VT.⇥CHỦ TỊCH`.
    let listed = left.trim_start().starts_with(['-', '–']) || left.contains("Lưu");
    let post = listed && right.split_whitespace().count() >= 2 && right.chars().all(is_capital);
    let parts = (opens || post) && !right.contains('\t') && !small(right) && small(left);
    if parts { (left.trim_end(), Some(right)) } else { (line, None) }
}

/// Whether a closing begins here whose rows were copied one by one (`Nơi nhận:⇥TM. ỦY BAN NHÂN DÂN`): its columns are
/// told by its tabs alone.
pub(crate) fn copied_by_rows(line: &str) -> bool {
    let Some((left, right)) = line.split_once('\t') else { return false };
    let named = vanban_text::fold(left).trim_end_matches([' ', ':']) == "noi nhan";
    named && right.chars().any(char::is_alphabetic)
}

/// The same where only a space is left of the gap, as in what recognition read: `- Lưu: VT. TM. ỦY BAN NHÂN DÂN`.
fn spaced(line: &str) -> (&str, Option<&str>) {
    let listed = line.trim_start().starts_with(['-', '–']);
    let signed = |head: &&str| line.rfind(&format!(" {head}"));
    let Some(at) = RIGHT[..7].iter().find_map(signed).filter(|_| listed) else {
        return (line, None);
    };
    let (left, right) = (line[..at].trim_end(), line[at..].trim());
    // A wide gap keeps two columns side by side.
    let near = !line[..at].ends_with([' ', '\t']);
    let whole = near && left.ends_with(['.', ';', '/']) && right.split_whitespace().count() >= 2;
    let capitals = !right.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    if whole && capitals { (left, Some(right)) } else { (line, None) }
}

fn is_capital(c: char) -> bool {
    c.is_uppercase() || c.is_whitespace() || c == ','
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_closing_are_told_from_its_cells() {
        assert!(copied_by_rows("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN"));
        assert!(!copied_by_rows("Nơi nhận:\t"));
        assert!(!copied_by_rows("- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN"));
    }

    #[test]
    fn a_tab_parts_recipients_from_the_signature() {
        for (line, want) in [
            ("- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN", ("- Lưu: VT.", Some("TM. ỦY BAN NHÂN DÂN"))),
            ("- Lưu VP.\tT/M ĐẢNG ỦY", ("- Lưu VP.", Some("T/M ĐẢNG ỦY"))),
            ("Phòng Tài chính\tKT. 5 triệu", ("Phòng Tài chính\tKT. 5 triệu", None)),
            ("KT. CHỦ TỊCH\tKT. GIÁM ĐỐC", ("KT. CHỦ TỊCH\tKT. GIÁM ĐỐC", None)),
            ("- Lưu: VT.\tCHỦ TỊCH", ("- Lưu: VT.", Some("CHỦ TỊCH"))),
            ("- Luu: VT. TM. UY BAN NHAN DAN", ("- Luu: VT.", Some("TM. UY BAN NHAN DAN"))),
            (
                "- UBND tỉnh;      TM. ỦY BAN NHÂN DÂN",
                ("- UBND tỉnh;      TM. ỦY BAN NHÂN DÂN", None),
            ),
            ("- Thay mặt ký TM. HĐND xã", ("- Thay mặt ký TM. HĐND xã", None)),
            ("- Lưu: VT.", ("- Lưu: VT.", None)),
        ] {
            assert_eq!(cells(line), want, "{line}");
        }
    }
}
