//! Characters of symbol fonts, which have their own codes (ECMA-376 17.3.3.30, `w:sym`).

/// What a character of a symbol font shows. `code` is as Word stores it, often in the private use area.
pub(crate) fn symbol(font: &str, code: u32) -> char {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if font.eq_ignore_ascii_case("symbol") {
        return symbol_font(code);
    }
    if font.to_ascii_lowercase().starts_with("wingdings") || font.eq_ignore_ascii_case("webdings") {
        return match code {
            0xfe | 0x52 => '☑',
            0xa8 | 0x6f | 0x71 | 0x72 => '☐',
            0xfc => '✓',
            0xe0 | 0xe8 | 0xf0 => '→',
            _ => '•',
        };
    }
    char::from_u32(code).filter(|c| !c.is_control()).unwrap_or('•')
}

/// Whether a font holds signs, not letters.
pub(crate) fn is_symbol_font(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["symbol", "webdings"].contains(&name.as_str()) || name.starts_with("wingdings")
}

/// What a character of running text shows in a symbol font; spaces and what is beyond its codes stay.
pub(crate) fn in_symbol_font(font: &str, c: char) -> char {
    match u32::from(c) {
        0x20 | 0xa0 => ' ',
        code @ (0x21..=0xff | 0xf021..=0xf0ff) => symbol(font, code),
        _ => c,
    }
}

/// What a character of the private area shows where no font tells: Word puts the signs of its symbol fonts
/// at U+F000 and on.
pub(crate) fn private(c: char) -> char {
    match c {
        '\u{f0a7}' => '▪',
        '\u{f0b3}' => '≥',
        '\u{f0a3}' => '≤',
        '\u{f0fc}' => '✓',
        '\u{f0e0}' => '→',
        '\u{f0d8}' => '➢',
        '\u{f020}'..='\u{f07e}' => char::from_u32(u32::from(c) - 0xf000).unwrap_or('•'),
        '\u{f000}'..='\u{f0ff}' => '•',
        c => c,
    }
}

/// The Adobe Symbol encoding, as far as offices use it: Greek, comparisons and marks of measure.
fn symbol_font(code: u32) -> char {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let greek = |letters: &str, first: u32| letters.chars().nth((code - first) as usize);
    match code {
        0x41..=0x5a => greek(CAPITALS, 0x41).unwrap_or('•'),
        0x61..=0x7a => greek(SMALL, 0x61).unwrap_or('•'),
        0xa3 => '≤',
        0xb3 => '≥',
        0xb1 => '±',
        0xb4 => '×',
        0xb8 => '÷',
        0xb9 => '≠',
        0xbb => '≈',
        0xb0 => '°',
        0xa5 => '∞',
        0xae => '→',
        0xde => '⇒',
        0xe5 => '∑',
        0x20..=0x40 | 0x5b..=0x5f | 0x7b..=0x7e => char::from_u32(code).unwrap_or('•'),
        _ => '•',
    }
}

/// A bullet as it is shown: dashes and plus signs stay, anything of a symbol font becomes `•`.
pub(crate) fn bullet(text: &str) -> String {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (None, _) => String::new(),
        (Some('\u{e000}'..='\u{f8ff}' | 'o' | '§' | 'v' | 'Ø' | 'ü' | '·'), None) => "•".into(),
        _ => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_survive_symbol_fonts() {
        for (font, code, want) in [
            ("Symbol", 0xf0b3, '≥'),
            ("Symbol", 0xa3, '≤'),
            ("Symbol", 0x6d, 'μ'),
            ("Symbol", 0x57, 'Ω'),
            ("Wingdings", 0xf0fe, '☑'),
            ("Wingdings", 0xf076, '•'),
            ("Times New Roman", 0x2013, '–'),
        ] {
            assert_eq!(symbol(font, code), want, "{font} {code:x}");
        }
    }

    #[test]
    fn typed_bullets_stay_and_symbols_become_one() {
        for (text, want) in
            [("-", "-"), ("+", "+"), ("\u{f0b7}", "•"), ("o", "•"), ("", ""), ("–", "–")]
        {
            assert_eq!(bullet(text), want, "{text:?}");
        }
    }
}
