//! How the text inside an element looks, by its tag and attributes.

use html5ever::tokenizer::Tag;
use vanban_document::Alignment;
use vanban_text::{Charset, FontCharset};

/// The looks of text; inner elements inherit them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Look {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) alignment: Alignment,
    pub(crate) heading: Option<u8>,
    /// Line breaks and spaces count.
    pub(crate) set: bool,
    /// Not shown at all.
    pub(crate) hidden: bool,
    /// Belongs to the site, not to the document.
    pub(crate) furniture: bool,
    /// A link that leads away.
    pub(crate) link: bool,
    /// The codes of an old font.
    pub(crate) font: Option<FontCharset>,
}

/// Names that sites give to what is not the document, as words of `class`, `id` or `role`.
const FURNITURE: [&str; 22] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "menubar",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "pagination",
    "pager",
    "share",
    "social",
    "cookie",
    "cookies",
    "search",
    "login",
    "banner",
    "contentinfo",
    "complementary",
    "advertisement",
    "toolbar",
    "skip-link",
];

impl Look {
    /// The looks inside an element.
    pub(crate) fn inside(self, tag: &Tag, furniture: bool) -> Self {
        let mut look = self;
        match &*tag.name {
            "b" | "strong" | "th" => look.bold = true,
            "i" | "em" | "cite" => look.italic = true,
            "center" => look.alignment = Alignment::Centre,
            "pre" => look.set = true,
            "a" => look.link = leads_away(tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                look.heading = tag.name.get(1..).and_then(|level| level.parse().ok());
                look.bold = true;
            }
            _ => {}
        }
        look.furniture |= furniture && is_furniture(tag);
        for attribute in &tag.attrs {
            let value = attribute.value.trim();
            match &*attribute.name.local {
                "align" => look.alignment = aligned(value).unwrap_or(look.alignment),
                "hidden" => look.hidden = true,
                "face" => look.font = font(value),
                "style" => look.style(value),
                _ => {}
            }
        }
        look
    }

    fn style(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => self.hidden |= value.eq_ignore_ascii_case("none"),
                "text-align" => self.alignment = aligned(value).unwrap_or(self.alignment),
                "font-weight" => self.bold = weighs_bold(value),
                "font-style" => self.italic = value.eq_ignore_ascii_case("italic"),
                "font-family" => self.font = font(value),
                "white-space" => self.set = value.to_ascii_lowercase().starts_with("pre"),
                _ => {}
            }
        }
    }
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(&found.value)
}

fn is_furniture(tag: &Tag) -> bool {
    if matches!(&*tag.name, "nav" | "aside" | "menu" | "dialog") {
        return true;
    }
    // `body` and the like bear the names of what they hold.
    if matches!(&*tag.name, "html" | "body" | "main" | "article" | "td" | "tr" | "table" | "p") {
        return false;
    }
    ["class", "id", "role"].iter().filter_map(|name| attribute(tag, name)).any(|value| {
        let words = value.split(|c: char| c.is_whitespace() || c == '_');
        words.into_iter().any(|word| FURNITURE.iter().any(|name| word.eq_ignore_ascii_case(name)))
    })
}

/// Whether a link leads out of the page; those inside it are a table of contents or a footnote.
fn leads_away(tag: &Tag) -> bool {
    attribute(tag, "href").is_some_and(|target| !target.trim_start().starts_with('#'))
}

fn aligned(value: &str) -> Option<Alignment> {
    Some(match value.to_ascii_lowercase().as_str() {
        "center" | "centre" | "middle" | "-webkit-center" => Alignment::Centre,
        "right" | "end" => Alignment::Right,
        "justify" => Alignment::Justified,
        "left" | "start" => Alignment::Left,
        _ => return None,
    })
}

fn weighs_bold(value: &str) -> bool {
    let number = value.parse::<u32>();
    value.to_ascii_lowercase().starts_with("bold") || number.is_ok_and(|weight| weight >= 600)
}

/// The first font of a list that the page asks for.
fn font(families: &str) -> Option<FontCharset> {
    let first = families.split(',').next().unwrap_or_default();
    Charset::of_font(first.trim().trim_matches(['"', '\'']))
}
