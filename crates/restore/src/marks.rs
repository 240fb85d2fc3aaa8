//! Letters and the marks they bear.

/// Letters by their base letter: six tones of each vowel quality, `đ` behind `d`.
pub(crate) const FAMILIES: [&str; 7] = [
    "aàảãáạăằẳẵắặâầẩẫấậ",
    "eèẻẽéẹêềểễếệ",
    "iìỉĩíị",
    "oòỏõóọôồổỗốộơờởỡớợ",
    "uùủũúụưừửữứự",
    "yỳỷỹýỵ",
    "dđ",
];
const TONES: usize = 6;

/// Whether `seen` is `word` with some of its marks lost and none changed: `sô` of `số`, `hoach` of `hoạch`.
pub(crate) fn lost(seen: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let fewer = seen.chars().all(|s| letters.next().is_some_and(|w| letter_lost(s, w)));
    fewer && letters.next().is_none() && seen != word
}

fn letter_lost(seen: char, letter: char) -> bool {
    if seen == letter {
        return true;
    }
    if letter.is_ascii() {
        return false;
    }
    let place = |family: &str, c: char| family.chars().position(|other| other == c);
    FAMILIES.iter().any(|family| match (place(family, seen), place(family, letter)) {
        (Some(seen), Some(letter)) => {
            let kept = |of_seen: usize, of_letter: usize| of_seen == 0 || of_seen == of_letter;
            kept(seen / TONES, letter / TONES) && kept(seen % TONES, letter % TONES)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_lost_and_not_changed() {
        for (seen, word, want) in [
            ("sô", "số", true),
            ("so", "số", true),
            ("só", "số", true),
            ("so", "sô", true),
            ("đương", "đường", true),
            ("dương", "đường", true),
            ("sồ", "số", false),
            ("số", "sô", false),
            ("số", "số", false),
            ("so", "son", false),
        ] {
            assert_eq!(lost(seen, word), want, "{seen} {word}");
        }
    }
}
