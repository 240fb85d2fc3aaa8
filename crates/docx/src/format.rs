//! Styles: what a paragraph or run looks like after inheritance (ECMA-376 17.7).

use std::collections::{BTreeMap, BTreeSet};

use vanban_document::Alignment;

use crate::fonts::Font;
use crate::xml::Element;

/// How characters look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct RunFormat<'a> {
    /// Bold.
    pub(crate) bold: bool,
    /// Italic.
    pub(crate) italic: bool,
    /// Shown in capitals whatever was typed.
    pub(crate) caps: bool,
    /// Not shown.
    pub(crate) hidden: bool,
    /// Size in points.
    pub(crate) size: f32,
    /// The font, where its codes are not Unicode.
    pub(crate) font: Option<Font<'a>>,
    /// The font's name says that its codes are not Unicode, and its text says that they are.
    pub(crate) belied: bool,
}

impl<'a> RunFormat<'a> {
    /// This format with the properties of `properties` (a `w:rPr`) laid over it.
    pub(crate) fn over(mut self, properties: &'a Element) -> Self {
        self.bold = properties.toggle("b").unwrap_or(self.bold);
        self.italic = properties.toggle("i").unwrap_or(self.italic);
        self.caps = properties.toggle("caps").unwrap_or(self.caps);
        self.hidden = properties.toggle("vanish").unwrap_or(self.hidden);
        if let Some(fonts) = properties.child("rFonts") {
            self.font = Font::named(fonts, self.font);
        }
        let size =
            properties.child("sz").and_then(Element::val).and_then(|v| v.parse::<f32>().ok());
        self.size = size.map_or(self.size, |half_points| half_points / 2.0);
        self
    }
}

/// How a paragraph is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ParagraphFormat {
    /// Alignment.
    pub(crate) alignment: Alignment,
    /// Left edge in points.
    pub(crate) left: f32,
    /// First line against the left edge in points.
    pub(crate) first: f32,
    /// Heading level by outline or style name, 1 the highest.
    pub(crate) heading: Option<u8>,
    /// List it belongs to.
    pub(crate) list: Option<String>,
    /// Level in the list, from 0.
    pub(crate) level: Option<usize>,
    /// Starts a page.
    pub(crate) breaks_page: bool,
}

impl ParagraphFormat {
    fn lay_over(&mut self, properties: &Element) {
        if let Some(value) = properties.child("jc").and_then(Element::val) {
            self.alignment = match value {
                "center" => Alignment::Centre,
                "right" | "end" => Alignment::Right,
                "both" | "distribute" => Alignment::Justified,
                _ => Alignment::Left,
            };
        }
        if let Some(indent) = properties.child("ind") {
            let points = |name| twips(indent.attribute(name));
            self.left = points("left").or_else(|| points("start")).unwrap_or(self.left);
            let hanging = points("hanging").map(|hanging| -hanging);
            self.first = hanging.or_else(|| points("firstLine")).unwrap_or(self.first);
        }
        let outline = properties.child("outlineLvl").and_then(Element::val);
        if let Some(level) = outline.and_then(|value| value.parse::<u8>().ok()) {
            // Level 9 is body text.
            self.heading = (level < 9).then_some(level + 1);
        }
        if let Some(numbering) = properties.child("numPr") {
            let value = |name: &str| numbering.child(name).and_then(Element::val);
            self.list = value("numId").map(str::to_owned).or_else(|| self.list.take());
            self.level = value("ilvl").and_then(|v| v.parse().ok()).or(self.level);
        }
        self.breaks_page = properties.toggle("pageBreakBefore").unwrap_or(self.breaks_page);
    }
}

/// A length in twentieths of a point, as points.
pub(crate) fn twips(value: Option<&str>) -> Option<f32> {
    value?.parse::<f32>().ok().map(|twips| twips / 20.0)
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(crate) struct Styles<'a> {
    by_id: BTreeMap<&'a str, &'a Element>,
    run: RunFormat<'a>,
    paragraph: ParagraphFormat,
    default: Option<&'a str>,
    /// Fonts that belie their names.
    pub(crate) belied: BTreeSet<&'a str>,
}

/// Styles based on styles: longer chains than Word allows are loops.
const CHAIN: usize = 20;

impl<'a> Styles<'a> {
    /// The styles of `word/styles.xml`.
    pub(crate) fn new(part: Option<&'a Element>) -> Self {
        let Some(part) = part else {
            return Self {
                run: RunFormat { size: 10.0, ..RunFormat::default() },
                ..Self::default()
            };
        };
        let defaults = |path: &[&str]| part.child("docDefaults").and_then(|d| d.at(path));
        // Word's own default is 10 points.
        let mut run = RunFormat { size: 10.0, ..RunFormat::default() };
        if let Some(properties) = defaults(&["rPrDefault", "rPr"]) {
            run = run.over(properties);
        }
        let mut paragraph = ParagraphFormat::default();
        if let Some(properties) = defaults(&["pPrDefault", "pPr"]) {
            paragraph.lay_over(properties);
        }
        let mut styles = Self { run, paragraph, ..Self::default() };
        for style in part.children().filter(|child| &*child.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            styles.by_id.insert(id, style);
            let is_default = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            if is_default && style.attribute("type") == Some("paragraph") {
                styles.default = Some(id);
            }
        }
        styles
    }

    /// A style and those it is based on, the base first.
    pub(crate) fn chain(&self, id: &str) -> Vec<&'a Element> {
        let mut chain = Vec::new();
        let mut next = self.by_id.get(id);
        while let Some(style) = next {
            chain.push(*style);
            if chain.len() == CHAIN {
                break;
            }
            let base = style.child("basedOn").and_then(Element::val);
            next = base.and_then(|base| self.by_id.get(base));
        }
        chain.reverse();
        chain
    }

    /// Style of a paragraph: the one it names, else the default one.
    pub(crate) fn style_of<'b>(&'b self, properties: Option<&'b Element>) -> Option<&'b str> {
        let named = properties.and_then(|p| p.child("pStyle")).and_then(Element::val);
        named.filter(|id| self.by_id.contains_key(id)).or(self.default)
    }

    /// Format of a paragraph with `properties` (a `w:pPr`), and of its characters before their own.
    pub(crate) fn paragraph(
        &self,
        properties: Option<&Element>,
    ) -> (ParagraphFormat, RunFormat<'a>) {
        let (mut paragraph, mut run) = (self.paragraph.clone(), self.run);
        for style in self.style_of(properties).map_or_else(Vec::new, |id| self.chain(id)) {
            if let Some(properties) = style.child("pPr") {
                paragraph.lay_over(properties);
            }
            if let Some(properties) = style.child("rPr") {
                run = run.over(properties);
            }
            paragraph.heading = paragraph.heading.or_else(|| heading_by_name(style));
        }
        if let Some(properties) = properties {
            paragraph.lay_over(properties);
        }
        (paragraph, self.judged(run))
    }

    /// Format of a run with `properties` (a `w:rPr`) in a paragraph whose characters look like `base`.
    pub(crate) fn run(
        &self,
        base: RunFormat<'a>,
        properties: Option<&'a Element>,
    ) -> RunFormat<'a> {
        let Some(properties) = properties else { return base };
        let named = properties.child("rStyle").and_then(Element::val);
        let mut format = base;
        for style in named.map_or_else(Vec::new, |id| self.chain(id)) {
            if let Some(properties) = style.child("rPr") {
                format = format.over(properties);
            }
        }
        self.judged(format.over(properties))
    }

    fn judged(&self, mut format: RunFormat<'a>) -> RunFormat<'a> {
        format.belied = format.font.is_some_and(|font| self.belied.contains(font.name));
        format
    }

    /// List that a numbering style stands for.
    pub(crate) fn list_of(&self, id: &str) -> Option<&'a str> {
        let numbering = self.by_id.get(id)?.at(&["pPr", "numPr", "numId"])?;
        numbering.val()
    }
}

/// Level of `heading 1` to `heading 9`; localised copies of Word write the English name too.
fn heading_by_name(style: &Element) -> Option<u8> {
    let name = style.child("name").and_then(Element::val)?.to_lowercase();
    name.strip_prefix("heading ")?.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
