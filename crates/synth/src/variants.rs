//! Damaged twins of a text: diacritics stripped, decomposed, partly lost.

use unicode_normalization::UnicodeNormalization;
use vanban_text::{fold_char, fold_keep_case};

use crate::prng::Prng;

/// The text as typed without diacritics; case and everything outside letters stay.
pub fn stripped(text: &str) -> String {
    fold_keep_case(text)
}

/// The text in NFD, as some systems write file contents.
pub fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// The text with about a fifth of its marked words damaged: all marks lost, or the tone alone.
pub fn damaged(text: &str, seed: u64) -> String {
    let mut prng = Prng::new(seed);
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        match prng.below(10) {
            0 => out.extend(word.chars().map(fold_char)),
            1 => out.extend(word.chars().map(without_tone)),
            _ => out.push_str(&word),
        }
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// The letter with its own mark (`ê`, `ơ`, `đ`) but no tone.
fn without_tone(c: char) -> char {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    std::iter::once(c).nfd().filter(|part| !TONES.contains(part)).nfc().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_the_same_for_the_same_seed_and_spares_most_words() {
        let text = "Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã ".repeat(20);
        let twin = damaged(&text, 7);
        assert_eq!(twin, damaged(&text, 7));
        assert_eq!(stripped(&twin), stripped(&text));
        let kept = text.split(' ').zip(twin.split(' ')).filter(|(a, b)| a == b).count();
        assert!((180..270).contains(&kept), "{kept}");
    }

    #[test]
    fn tones_go_and_letters_stay() {
        let bare: String = "tuyển đường Ủy".chars().map(without_tone).collect();
        assert_eq!(bare, "tuyên đương Uy");
    }
}
