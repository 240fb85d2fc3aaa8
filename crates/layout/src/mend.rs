//! Words that a narrow column broke in the middle.

use vanban_text::is_syllable;

/// Whether the last word of a line and the first of the line below are the halves of one. Only a line of a single
/// word can be broken in the middle: any other would have moved down whole.
pub(crate) fn is_broken(first: &str, second: &str) -> bool {
    let all = |text: &str, set: &str| text.chars().all(|c| set.contains(c));
    let (Some(end), Some(start)) = (first.chars().last(), second.chars().next()) else {
        return false;
    };
    if end.is_ascii_digit() && start.is_ascii_digit() {
        return true;
    }
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return (end.is_ascii_digit() || ".,/".contains(end))
            && (start.is_ascii_digit() || ".,/đ%".contains(start));
    }
    if all(first, "IVXLC") && all(second.trim_end_matches('.'), "IVXLC") {
        return true;
    }
    let letters = |text: &str| text.chars().all(char::is_alphabetic);
    let core = second.trim_end_matches(|c: char| !c.is_alphanumeric());
    letters(first)
        && letters(core)
        && (!is_syllable(first) || (!is_syllable(core) && is_syllable(&format!("{first}{core}"))))
}
