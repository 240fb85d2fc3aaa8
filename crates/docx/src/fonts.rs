//! Fonts whose characters are codes of their own: old Vietnamese fonts, and symbols.

use std::collections::{BTreeMap, BTreeSet};

use vanban_text::{Charset, FontCharset};

use crate::symbols;
use crate::xml::Element;

/// A font that does not show what Unicode says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Font<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// What its codes are.
    pub(crate) codes: Codes,
}

/// What the codes of a font are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Codes {
    /// An old Vietnamese set.
    Old(FontCharset),
    /// Signs.
    Symbols,
}

impl<'a> Font<'a> {
    /// The font that a `w:rFonts` names for the letters of European scripts, where its codes are its own;
    /// `before` where it names none. Codes above 0x7F are the matter, so `w:hAnsi` counts first.
    pub(crate) fn named(fonts: &'a Element, before: Option<Self>) -> Option<Self> {
        if fonts.attribute("hAnsiTheme").or_else(|| fonts.attribute("asciiTheme")).is_some() {
            return None;
        }
        let name = fonts.attribute("hAnsi").or_else(|| fonts.attribute("ascii"));
        let Some(name) = name else { return before };
        let codes = match Charset::of_font(name) {
            Some(charset) => Codes::Old(charset),
            None if symbols::is_symbol_font(name) => Codes::Symbols,
            None => return None,
        };
        Some(Font { name, codes })
    }
}

/// Letters that no old set can reach us as: text with them is Unicode, whatever its font is called. Others
/// above U+00FF are what Windows-1252 has between 0x80 and 0x9F (`Œ`, `š`), and may be codes.
pub(crate) fn is_unicode(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư')
            || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
    })
}

/// How much text of a font is looked at.
const SAMPLE: usize = 20_000;

/// What was seen of the old fonts of a document.
#[derive(Debug, Default)]
pub(crate) struct Evidence<'a> {
    seen: BTreeMap<&'a str, Seen>,
}

#[derive(Debug)]
struct Seen {
    charset: FontCharset,
    /// Words with letters that only Unicode has.
    unicode: usize,
    /// Words with what may be codes.
    coded: usize,
    sample: String,
}

impl<'a> Evidence<'a> {
    /// Notes text set in an old font.
    pub(crate) fn add(&mut self, name: &'a str, charset: FontCharset, text: &str) {
        let new = || Seen { charset, unicode: 0, coded: 0, sample: String::new() };
        let seen = self.seen.entry(name).or_insert_with(new);
        for word in text.split_whitespace() {
            if is_unicode(word) {
                seen.unicode += 1;
                continue;
            }
            seen.coded += usize::from(!word.is_ascii());
            if seen.sample.len() < SAMPLE {
                seen.sample.push_str(word);
                seen.sample.push(' ');
            }
        }
    }

    /// The fonts that belie their names: the document was turned to Unicode and its fonts left.
    pub(crate) fn belied(&self) -> BTreeSet<&'a str> {
        let belied = |seen: &Seen| {
            let plain = FontCharset { capitals: false, ..seen.charset };
            let codes = seen.charset.charset.decode_text(&seen.sample);
            let kept = codes != seen.sample && plain.decode(&seen.sample) == seen.sample;
            seen.unicode > seen.coded || kept
        };
        self.seen.iter().filter(|(_, seen)| belied(seen)).map(|(name, _)| *name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(texts: &[&'static str]) -> BTreeSet<&'static str> {
        let mut evidence = Evidence::default();
        for text in texts {
            let charset = FontCharset { charset: Charset::Tcvn3, capitals: false };
            evidence.add(".VnTime", charset, text);
        }
        evidence.belied()
    }

    #[test]
    fn a_font_is_believed_unless_its_text_says_otherwise() {
        assert!(evidence(&["KÕ ho¹ch trång rõng", "cña x· §åi", "12/5"]).is_empty());
        assert!(evidence(&["KÕ ho¹ch trång rõng n¨m nay", "Đồi"]).is_empty());
        assert!(evidence(&["2003"]).is_empty());
        assert_eq!(evidence(&["Kế hoạch", "trồng rừng", "và", "các xã"]).len(), 1);
        assert_eq!(evidence(&["và các thôn báo cáo xã"]).len(), 1);
    }
}
