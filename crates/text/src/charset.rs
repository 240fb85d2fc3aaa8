//! Old Vietnamese character sets, by the font that names one or by what the letters spell.
//!
//! Until about 2005 offices wrote with fonts of their own codes (TCVN3 or ABC: `.VnTime`; VNI: `VNI-Times`).
//! Their letters reach us as bytes, or as Latin letters where a program took the bytes for Windows-1252.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::charset_tables::{
    PUNCTUATION, TCVN, TCVN_LOW, VISCII, VISCII_LOW, VNI_LETTERS, VNI_MARKS, WINDOWS_1258,
};
use crate::{has_vietnamese_marks, is_syllable, nfc};

/// An old character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// TCVN 5712:1993, used by the ABC fonts (`.VnTime`) as TCVN3.
    Tcvn3,
    /// VNI-Windows (`VNI-Times`): a vowel and then a mark.
    Vni,
    /// VISCII (RFC 1456).
    Viscii,
    /// Windows-1258: letters and combining tones.
    Windows1258,
    /// VIQR (RFC 1456): `Vie^.t Nam`.
    Viqr,
}

/// What a font's name says about its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontCharset {
    /// The set its codes are from.
    pub charset: Charset,
    /// Its small letters look like capitals (`.VnTimeH`).
    pub capitals: bool,
}

impl FontCharset {
    /// What text set in the font shows. Text that is Unicode after all, whatever its font is called, stays.
    pub fn decode(self, text: &str) -> String {
        let unicode = text.chars().any(|c| ('\u{100}'..='\u{1eff}').contains(&c));
        let decoded = if unicode { text.to_owned() } else { self.charset.decode_text(text) };
        let kept = !unicode && decoded != text && share(text) > share(&decoded);
        let shown = if kept { text.to_owned() } else { decoded };
        if self.capitals { shown.to_uppercase() } else { shown }
    }
}

/// Share of words that are Vietnamese syllables.
fn share(text: &str) -> f64 {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    // A capital after a small letter is a code read with the wrong table.
    let mixed = |word: &str| {
        word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
    };
    let is_valid = |word: &&&str| is_syllable(&word.to_lowercase()) && !mixed(word);
    let valid = words.iter().filter(is_valid).count();
    valid as f64 / words.len().max(1) as f64
}

impl Charset {
    /// The set of a font's codes, by its name.
    ///
    /// ```
    /// use vanban_text::Charset;
    /// assert_eq!(Charset::of_font(".VnTimeH").map(|font| font.capitals), Some(true));
    /// assert_eq!(Charset::of_font("Times New Roman"), None);
    /// ```
    pub fn of_font(name: &str) -> Option<FontCharset> {
        // A PDF names a subset `ABCDEF+VNI-Times`.
        let name = name.rsplit('+').next().unwrap_or(name).trim();
        let lower = name.to_ascii_lowercase();
        if lower.starts_with(".vn") {
            // `.VnTimeH,Bold` and `.VnTimeH-Bold` are faces of `.VnTimeH`.
            let family = name.split([',', '-']).next().unwrap_or(name).trim_end();
            return Some(FontCharset { charset: Charset::Tcvn3, capitals: family.ends_with('H') });
        }
        let vni = lower.starts_with("vni-") || lower.starts_with("vni ");
        vni.then_some(FontCharset { charset: Charset::Vni, capitals: false })
    }

    /// The text that `bytes` spell in this set, NFC.
    pub fn decode(self, bytes: &[u8]) -> String {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        self.decode_text(&text)
    }

    /// The text that codes spell which reached us as characters: those up to U+00FF are codes, others stay.
    pub fn decode_text(self, text: &str) -> String {
        let out = match self {
            Charset::Tcvn3 => by_table(text, &TCVN, &TCVN_LOW, true),
            Charset::Viscii => by_table(text, &VISCII, &VISCII_LOW, false),
            Charset::Windows1258 => by_table(text, &WINDOWS_1258, &[], false),
            Charset::Vni => vni(text),
            Charset::Viqr => viqr(text),
        };
        nfc(&out)
    }

    /// The set that makes most sense of `bytes` that are not UTF-8; `None` where none makes sense.
    pub fn guess(bytes: &[u8]) -> Option<Charset> {
        let text: String = sample(bytes).iter().map(|byte| char::from(*byte)).collect();
        best(&text, &[Charset::Tcvn3, Charset::Vni, Charset::Viscii, Charset::Windows1258])
    }

    /// The set of a text whose codes were taken for Latin letters, or that is VIQR; `None` for any other text.
    pub fn guess_text(text: &str) -> Option<Charset> {
        let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
        let text = text.get(..end)?;
        let vietnamese = |c: char| {
            matches!(c, '\u{1ea0}'..='\u{1eff}' | 'ơ' | 'ư' | 'Ơ' | 'Ư' | 'ă' | 'Ă' | 'đ' | 'Đ')
        };
        if text.chars().any(vietnamese) {
            return None;
        }
        let latin = text.chars().filter(|c| ('\u{a1}'..='\u{ff}').contains(c)).count();
        if latin * 20 > text.chars().filter(|c| c.is_alphabetic()).count() {
            return best(text, &[Charset::Tcvn3, Charset::Vni]);
        }
        text.is_ascii().then(|| best(text, &[Charset::Viqr])).flatten()
    }
}

/// How much of a file is looked at.
const SAMPLE: usize = 20_000;

fn sample(bytes: &[u8]) -> &[u8] {
    bytes.get(..SAMPLE).unwrap_or(bytes)
}

/// The set in which most words are syllables with marks, if that is a fair share.
fn best(text: &str, sets: &[Charset]) -> Option<Charset> {
    let scored = sets.iter().map(|set| (sense(&set.decode_text(text)), *set));
    let (found, set) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    // A few words without letters beyond Latin-1 (`và các xã`) make sense as they stand, and as codes too.
    (found >= 0.45 && found > sense(text)).then_some(set)
}

/// Share of words that are syllables bearing marks, where most are syllables at all; 0 where not. In
/// Vietnamese prose three words in four bear marks, so a wrong table cannot come near.
fn sense(text: &str) -> f64 {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut all, mut valid, mut marked) = (0_u32, 0_u32, 0_u32);
    for word in words {
        all += 1;
        if is_syllable(&word.to_lowercase()) {
            valid += 1;
            marked += u32::from(has_vietnamese_marks(word));
        }
    }
    if all == 0 || valid * 10 < all * 7 { 0.0 } else { f64::from(marked) / f64::from(all) }
}

fn by_table(text: &str, table: &[&str; 8], low: &[(u8, char)], tcvn: bool) -> String {
    let high: Vec<char> = table.iter().flat_map(|row| row.chars()).collect();
    let punctuation: Vec<char> = PUNCTUATION.chars().collect();
    let alias = |c: char| if tcvn { glyph_code(c) } else { c };
    let chars: Vec<char> = text.chars().map(alias).collect();
    let letter =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let mut out = String::with_capacity(text.len() * 2);
    for (i, c) in chars.iter().enumerate() {
        let code = u32::from(*c);
        let shown = match code {
            // Word's dashes and quotation marks stand where VN1 has capitals, and never between letters.
            0x80..=0x9f if tcvn && !(letter(i.checked_sub(1)) && letter(Some(i + 1))) => {
                punctuation.get(code as usize - 0x80).copied().filter(|c| *c != ' ').unwrap_or(*c)
            }
            0x80..=0xff => high.get(code as usize - 0x80).copied().unwrap_or(*c),
            _ => low
                .iter()
                .find(|(low, _)| u32::from(*low) == code)
                .map_or(*c, |(_, letter)| *letter),
        };
        out.push(shown);
    }
    out
}

/// The code of a glyph that a PDF names by its look: the soft hyphen's place (ư) as a minus, the middle dot's
/// (ã) as a bullet operator, and the like.
fn glyph_code(c: char) -> char {
    match c {
        '\u{2212}' => '\u{ad}',
        '\u{2219}' => '\u{b7}',
        '\u{3bc}' => '\u{b5}',
        '\u{2c9}' => '\u{af}',
        c => c,
    }
}

fn vni(text: &str) -> String {
    static MARKS: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| {
        VNI_MARKS
            .iter()
            .flat_map(|(small, capital, mark)| [(*small, *mark), (*capital, *mark)])
            .collect()
    });
    static LETTERS: LazyLock<BTreeMap<char, char>> =
        LazyLock::new(|| VNI_LETTERS.into_iter().collect());
    let mut out = String::with_capacity(text.len() * 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // `ô` is ơ, and `öù` ứ; but after a plain vowel a letter like `â` or `ù` is a mark.
        let base = LETTERS.get(&c).copied().unwrap_or(c);
        out.push(base);
        if !matches!(
            base.to_ascii_lowercase(),
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ơ' | 'ư' | 'Ơ' | 'Ư'
        ) {
            continue;
        }
        if let Some(mark) = chars.peek().and_then(|next| MARKS.get(next)) {
            out.push_str(mark);
            chars.next();
        }
    }
    out
}

/// VIQR: marks typed after the vowel, `dd` for đ; a backslash before a mark makes it punctuation.
fn viqr(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // Which kinds of mark the vowel that was just written can still take: shape, tone.
    let (mut shape, mut tone) = (false, false);
    let mut base = ' ';
    while let Some(c) = chars.next() {
        if c == '\\' {
            out.extend(chars.next());
            (shape, tone) = (false, false);
            continue;
        }
        let next_is_d = chars.peek().is_some_and(|next| next.eq_ignore_ascii_case(&'d'));
        if matches!(c, 'd' | 'D') && next_is_d {
            chars.next();
            out.push(if c == 'd' { 'đ' } else { 'Đ' });
            (shape, tone) = (false, false);
            continue;
        }
        let shaped = match (c, base) {
            ('^', 'a' | 'e' | 'o') => Some('\u{302}'),
            ('(', 'a') => Some('\u{306}'),
            ('+' | '*', 'o' | 'u') => Some('\u{31b}'),
            _ => None,
        };
        let toned = match c {
            '\'' => Some('\u{301}'),
            '`' => Some('\u{300}'),
            '?' => Some('\u{309}'),
            '~' => Some('\u{303}'),
            '.' => Some('\u{323}'),
            _ => None,
        };
        if let Some(mark) = shaped.filter(|_| shape) {
            out.push(mark);
            shape = false;
        } else if let Some(mark) = toned.filter(|_| tone) {
            out.push(mark);
            (shape, tone) = (false, false);
        } else {
            out.push(c);
            base = c.to_ascii_lowercase();
            let vowel = matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            (shape, tone) = (vowel, vowel);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_spells_the_same_words() {
        for (set, bytes) in [
            (Charset::Tcvn3, &b"K\xd5 ho\xb9ch tr\xe5ng r\xf5ng x\xb7 \xa7\xe5i"[..]),
            (Charset::Vni, b"Ke\xe1 hoa\xefch tro\xe0ng r\xf6\xf8ng xa\xf5 \xd1o\xe0i"),
            (Charset::Viscii, b"K\xaa ho\xd5ch tr\xb0ng r\xd7ng x\xe3 \xd0\xb0i"),
            (
                Charset::Windows1258,
                b"K\xea\xec hoa\xf2ch tr\xf4\xccng r\xfd\xccng xa\xde \xd0\xf4\xcci",
            ),
            (Charset::Viqr, b"Ke^' hoa.ch tro^`ng ru+`ng xa~ DDo^`i"),
        ] {
            assert_eq!(set.decode(bytes), "Kế hoạch trồng rừng xã Đồi", "{set:?}");
        }
    }

    #[test]
    fn fonts_name_their_set() {
        for (font, want) in [
            (".VnTime", Some((Charset::Tcvn3, false))),
            (".VnArialH", Some((Charset::Tcvn3, true))),
            ("ABCDEF+.VnTimeH,Bold", Some((Charset::Tcvn3, true))),
            (".VnArial-Bold", Some((Charset::Tcvn3, false))),
            ("ABCDEF+VNI-Times", Some((Charset::Vni, false))),
            ("Arial", None),
            ("Venetian", None),
        ] {
            let found = Charset::of_font(font).map(|found| (found.charset, found.capitals));
            assert_eq!(found, want, "{font}");
        }
    }

    #[test]
    fn unicode_text_in_an_old_font_stays() {
        let font = Charset::of_font(".VnTimeH").unwrap();
        for (text, want) in [("x· a", "XÃ A"), ("và", "VÀ"), ("Độc lập", "ĐỘC LẬP")] {
            assert_eq!(font.decode(text), want);
        }
    }

    #[test]
    fn the_set_is_told_by_what_the_letters_spell() {
        let text =
            "Ủy ban nhân dân xã phân công từng bộ phận thực hiện đúng thời hạn, báo cáo kết quả";
        let tcvn = b"\xf1y ban nh\xa9n d\xa9n x\xb7 ph\xa9n c\xabng t\xf5ng b\xe9 ph\xcbn th\xf9c hi\xd6n \xae\xf3ng th\xeai h\xb9n";
        assert_eq!(Charset::guess(tcvn), Some(Charset::Tcvn3));
        let vni = "UÛy ban nhaân daân xaõ phaân coâng töøng boä phaän thöïc hieän ñuùng thôøi haïn";
        assert_eq!(Charset::guess_text(vni), Some(Charset::Vni));
        let viqr = "U?y ban nha^n da^n xa~ pha^n co^ng tu+`ng bo^. pha^.n thu+.c hie^.n ddu'ng tho+`i ha.n";
        assert_eq!(Charset::guess_text(viqr), Some(Charset::Viqr));
        for plain in [
            text,
            &crate::fold(text),
            "và các xã",
            "The quick brown fox, résumé and café.",
            "",
            "123 456.",
        ] {
            assert_eq!(Charset::guess_text(plain), None, "{plain}");
        }
        assert_eq!(Charset::guess(b"\x89PNG\xff\xfe\xfd binary \xf0\xf1\xf2"), None);
    }

    #[test]
    fn punctuation_of_word_survives_in_old_fonts() {
        assert_eq!(Charset::Tcvn3.decode(b"\x93x\xb7 A\x94 \x96 2003"), "“xã A” – 2003");
        assert_eq!(Charset::Tcvn3.decode_text("“x·” – 5"), "“xã” – 5");
        assert_eq!(Charset::Tcvn3.decode_text("n\u{2212}íc, x\u{2219}"), "nước, xã");
    }
}
