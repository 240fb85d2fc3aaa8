//! Tên loại văn bản: the line that names a document's type.

use vanban_text::fold;

/// Folded names of the types of Nghị định 30/2020/NĐ-CP, phụ lục III, of Quy định 66-QĐ/TW for Party documents
/// and of what decisions promulgate; a longer name stands before one it begins with.
const TYPES: [&str; 50] = [
    "nghi quyet lien tich",
    "nghi quyet",
    "quyet dinh",
    "chi thi",
    "quy che",
    "quy dinh",
    "quy chuan ky thuat",
    "quy trinh",
    "noi quy",
    "thong cao",
    "thong bao ket luan",
    "thong bao",
    "thong tri",
    "thong tu lien tich",
    "thong tu",
    "huong dan",
    "chuong trinh hanh dong",
    "chuong trinh cong tac",
    "chuong trinh",
    "ke hoach hanh dong",
    "ke hoach lien tich",
    "ke hoach phoi hop",
    "ke hoach",
    "phuong an",
    "de an",
    "du an",
    "bao cao",
    "bien ban",
    "to trinh",
    "hop dong",
    "cong van",
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
    "thu cong",
    "nghi dinh",
    "ket luan",
    "chien luoc",
    "dieu le",
    "tuyen bo",
    "loi keu goi",
    "phap lenh",
    "luat",
];

/// How many bytes at the start of `text` name a type, where it begins with one set as type lines are:
/// in capitals and apart from other words.
pub(crate) fn type_prefix(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let squeezed = |part: &str| fold(part).split_whitespace().collect::<String>();
    TYPES.iter().find_map(|name| {
        let wanted: String = name.split_whitespace().collect();
        let end = squeezed_prefix(text, &wanted)?;
        let head = &text[..end];
        let rest = text[end..].trim_start_matches(['*', ':', ' ', '\u{a0}']);
        debug_assert!(squeezed(head).starts_with(&wanted));
        let alone = rest.is_empty();
        let capitals = !head.chars().any(char::is_lowercase);
        (capitals && (alone || text[end..].starts_with([' ', ':', '*', '\u{a0}']))).then_some(end)
    })
}

/// Where `wanted` ends in `text` when spaces and marks are not counted (`K Ế  H O Ạ C H`).
fn squeezed_prefix(text: &str, wanted: &str) -> Option<usize> {
    let mut left = wanted.chars().peekable();
    for (at, c) in text.char_indices() {
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        for c in folded.chars().filter(|c| !c.is_whitespace()) {
            if left.next() != Some(c) {
                return None;
            }
        }
        if left.peek().is_none() {
            // Combining marks of decomposed text belong to the last letter.
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_lines_are_told_from_sentences() {
        for (text, want) in [
            ("KẾ HOẠCH", Some("KẾ HOẠCH")),
            ("K Ế  H O Ạ C H", Some("K Ế  H O Ạ C H")),
            ("KE HOACH", Some("KE HOACH")),
            ("QUYẾT ĐỊNH:", Some("QUYẾT ĐỊNH")),
            ("CHƯƠNG TRÌNH HÀNH ĐỘNG", Some("CHƯƠNG TRÌNH HÀNH ĐỘNG")),
            ("KẾ HOẠCH Chuyển đổi số năm 2027", Some("KẾ HOẠCH")),
            ("Kế hoạch này", None),
            ("BÁO CÁO KẾT QUẢ", Some("BÁO CÁO")),
            ("LUẬTSƯ", None),
        ] {
            assert_eq!(type_prefix(text).map(|end| &text[..end]), want, "{text}");
        }
    }
}
