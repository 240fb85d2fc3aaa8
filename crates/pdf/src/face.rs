//! A glyph's font: its name, whether it is bold or italic, which codes its letters have.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_font::{FontCache, FontGlyph, FontResolverFn, OutlineFontData};
use hayro_interpret::font::{Glyph, OutlineGlyph, StandardFont};
use vanban_text::{Charset, FontCharset};

/// A font's face, as far as the file lets know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Face {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// The font's letters are codes of an old Vietnamese character set, by its name (`.VnTime`).
    pub(crate) charset: Option<FontCharset>,
}

/// A face and the font's name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks {
    pub(crate) face: Face,
    /// As the file has it, without the tag of a subset.
    pub(crate) font: Option<Arc<str>>,
}

/// The stand-ins that fonts which are not embedded are drawn with, with their faces.
const STAND_INS: [(StandardFont, bool, bool); 12] = [
    (StandardFont::TimesRoman, false, false),
    (StandardFont::TimesBold, true, false),
    (StandardFont::TimesItalic, false, true),
    (StandardFont::TimesBoldItalic, true, true),
    (StandardFont::Helvetica, false, false),
    (StandardFont::HelveticaBold, true, false),
    (StandardFont::HelveticaOblique, false, true),
    (StandardFont::HelveticaBoldOblique, true, true),
    (StandardFont::Courier, false, false),
    (StandardFont::CourierBold, true, false),
    (StandardFont::CourierOblique, false, true),
    (StandardFont::CourierBoldOblique, true, true),
];

/// Tells the faces of glyphs.
pub(crate) struct Faces {
    resolver: FontResolverFn,
    stand_ins: OnceCell<Vec<(hayro_font::Font<'static>, Looks)>>,
    /// The looks of embedded fonts by their key.
    embedded: RefCell<BTreeMap<u128, Looks>>,
}

impl Faces {
    pub(crate) fn new(resolver: FontResolverFn) -> Self {
        Self { resolver, stand_ins: OnceCell::new(), embedded: RefCell::default() }
    }

    /// The looks of a glyph's font.
    pub(crate) fn of(&self, glyph: &Glyph<'_>) -> Looks {
        let Glyph::Outline(outline) = glyph else {
            return Looks::default();
        };
        let Some(data) = outline.font_data() else {
            return self.of_stand_in(outline);
        };
        let mut embedded = self.embedded.borrow_mut();
        embedded.entry(data.cache_key).or_insert_with(|| of_data(&data)).clone()
    }

    /// hayro gives no name for a font that is not embedded, but the stand-in it picks by that name tells.
    fn of_stand_in(&self, outline: &OutlineGlyph) -> Looks {
        let fonts = self.stand_ins.get_or_init(|| {
            let cache = FontCache::new();
            let load = |(font, bold, italic): (StandardFont, bool, bool)| {
                let face = Face { bold, italic, charset: None };
                let looks = Looks { face, font: None };
                Some((cache.standard_font(font, &self.resolver)?, looks))
            };
            STAND_INS.into_iter().filter_map(load).collect()
        });
        let wanted = outline.identifier();
        fonts
            .iter()
            .find(|(font, _)| match font.glyph(outline.glyph_id(), outline.char_code()) {
                FontGlyph::Outline(glyph) => glyph.identifier() == wanted,
                FontGlyph::Type3(_) => false,
            })
            .map_or_else(Looks::default, |(_, looks)| looks.clone())
    }
}

fn of_data(data: &OutlineFontData) -> Looks {
    let name = data.postscript_name.as_deref().unwrap_or_default();
    let name = match name.split_once('+') {
        Some((tag, name)) if tag.len() == 6 => name,
        _ => name,
    };
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let face = Face {
        bold: says(&["Bold", "Black", "Heavy", "Demi"])
            || data.weight.is_some_and(|weight| weight >= 600),
        italic: data.is_italic || says(&["Italic", "Oblique"]),
        charset: charset(name),
    };
    Looks { face, font: (!name.is_empty()).then(|| name.into()) }
}

/// The old character set of a font; converters drop the dot of `.VnTime` and glue the style on.
fn charset(name: &str) -> Option<FontCharset> {
    let styles = [",", "-", "Bold", "Italic"];
    let end = styles.iter().filter_map(|style| name.find(style)).min().unwrap_or(name.len());
    let family = name.get(..end).unwrap_or(name);
    let dotted = family.starts_with("Vn").then(|| format!(".{family}"));
    Charset::of_font(dotted.as_deref().unwrap_or(family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_are_known_by_name_whatever_a_converter_made_of_it() {
        let capitals = |name: &str| charset(name).map(|font| font.capitals);
        assert_eq!(capitals(".VnTime"), Some(false));
        assert_eq!(capitals("VnTimeBoldItalic"), Some(false));
        assert_eq!(capitals(".VnArialH-Bold"), Some(true));
        assert_eq!(capitals("VnTimeHBold"), Some(true));
        assert_eq!(capitals("TimesNewRomanPS-BoldMT"), None);
    }
}
