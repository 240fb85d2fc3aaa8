//! Forms of a text that compare equal where a reader would call them equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text in NFC, the form everything else here expects.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The base letter of one character: no marks, `đ` as `d`; case kept.
pub fn fold_char(c: char) -> char {
    match c {
        'đ' => 'd',
        'Đ' => 'D',
        c if c.is_ascii() => c,
        c => {
            let mut base = c;
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) && base == c {
                    base = part;
                }
            });
            base
        }
    }
}

/// The text without marks, `đ` as `d`, case kept. One character in, one out, so that positions counted in
/// characters stay (combining marks alone are dropped).
pub fn fold_keep_case(text: &str) -> String {
    text.chars().filter(|c| !is_combining_mark(*c)).map(fold_char).collect()
}

/// The text as someone types it who uses no diacritics: lower case, no marks, `đ` as `d`.
///
/// ```
/// assert_eq!(vanban_text::fold("Ủy ban nhân dân ĐÀ NẴNG"), "uy ban nhan dan da nang");
/// ```
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !is_combining_mark(*c))
        .map(fold_char)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the text bears at least one Vietnamese diacritic or `đ`.
pub fn has_vietnamese_marks(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && c.is_alphabetic() && fold_char(c).is_ascii())
}

/// The text in lower case NFC with the tone mark where the older orthography puts it (`hoà` becomes `hòa`),
/// so that both styles of `oa`, `oe`, `uy` compare equal.
///
/// ```
/// assert_eq!(vanban_text::tone_key("Số hoá, Thuỷ lợi"), "số hóa, thủy lợi");
/// assert_eq!(vanban_text::tone_key("quý"), "quý");
/// ```
pub fn tone_key(text: &str) -> String {
    let chars: Vec<char> = nfc(text).chars().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let closes = |j: usize| chars.get(j).is_none_or(|c| !c.is_alphabetic());
        let moved = match (chars[i], chars.get(i + 1)) {
            ('o' | 'u', Some(&second)) if closes(i + 2) && !after_q(&chars, i) => {
                move_tone(chars[i], second)
            }
            _ => None,
        };
        if let Some((first, second)) = moved {
            out.extend([first, second]);
            i += 2;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out
}

/// Whether two texts are the same words: case, marks' placement, runs of spaces and end punctuation aside.
pub fn same_words(a: &str, b: &str) -> bool {
    let key = |text: &str| {
        let spaced = tone_key(text).split_whitespace().collect::<Vec<_>>().join(" ");
        spaced.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    key(a) == key(b)
}

/// In `quý` the `u` belongs to the onset, so the tone never stood on it.
fn after_q(chars: &[char], i: usize) -> bool {
    chars[i] == 'u' && i > 0 && chars[i - 1] == 'q'
}

fn move_tone(first: char, second: char) -> Option<(char, char)> {
    const ROWS: [(char, &str, char, &str); 3] =
        [('o', "òóỏõọ", 'a', "àáảãạ"), ('o', "òóỏõọ", 'e', "èéẻẽẹ"), ('u', "ùúủũụ", 'y', "ỳýỷỹỵ")];
    ROWS.iter().filter(|(glide, ..)| *glide == first).find_map(|(_, old, plain, new)| {
        let tone = new.chars().position(|c| c == second)?;
        Some((old.chars().nth(tone)?, *plain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_covers_every_vietnamese_letter() {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
        assert!(fold(letters).chars().all(|c| "aeiouyd".contains(c)));
        assert_eq!(fold(&letters.to_uppercase()), fold(letters));
    }

    #[test]
    fn folding_takes_decomposed_text_too() {
        let decomposed: String = "Kế hoạch".nfd().collect();
        assert_eq!(fold(&decomposed), "ke hoach");
    }

    #[test]
    fn tone_placement_is_one_style() {
        for (new, old) in [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("uỷ", "ủy")]
        {
            assert_eq!(tone_key(new), old);
            assert_eq!(tone_key(old), old);
        }
        assert_eq!(tone_key("hoàn"), "hoàn");
        assert_eq!(tone_key("quỹ"), "quỹ");
    }

    #[test]
    fn same_words_looks_past_case_spaces_and_end_marks() {
        assert!(same_words("Phòng Văn  hoá;", "phòng văn hóa"));
        assert!(!same_words("Phòng Kinh tế", "Phòng Y tế"));
    }
}
