//! How a value is quoted from a document (record.md: "Values are quoted from the document as restored").

/// Runs of white space, line breaks included, become one space; none is left at the ends.
pub fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as the record quotes it: spaces collapsed, a leading bullet and a trailing `.` `;` `,` removed.
/// Nothing is reworded; a closing `...` or `…` stays, since it says that a list goes on.
///
/// ```
/// assert_eq!(vanban_text::quoted("- UBND\n tỉnh;"), "UBND tỉnh");
/// assert_eq!(vanban_text::quoted("máy in,..."), "máy in,...");
/// ```
pub fn quoted(text: &str) -> String {
    let mut value = collapse_spaces(text);
    for bullet in ["- ", "– ", "— ", "+ ", "* ", "• ", "· ", "-", "–", "+", "•"] {
        if let Some(rest) = value.strip_prefix(bullet) {
            value = rest.trim_start().to_owned();
            break;
        }
    }
    loop {
        let kept = value.trim_end_matches([';', ',', ' ']);
        let kept = match kept.strip_suffix('.') {
            Some(head) if !head.ends_with('.') => head.trim_end(),
            _ => kept,
        };
        if kept.len() == value.len() {
            return value;
        }
        value.truncate(kept.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bullet_and_closing_marks_go() {
        for (text, want) in [
            ("- Sở Nội vụ.", "Sở Nội vụ"),
            ("Kết quả ;.", "Kết quả"),
            ("+ a, b,", "a, b"),
            ("vân vân...", "vân vân..."),
            ("VT, VX4.", "VT, VX4"),
            ("", ""),
            ("-", ""),
        ] {
            assert_eq!(quoted(text), want, "{text:?}");
        }
    }
}
