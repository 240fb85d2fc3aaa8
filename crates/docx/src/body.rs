//! The body of a document to blocks in reading order.

use std::collections::BTreeMap;

use vanban_document::{Block, Line, PageInfo, ParagraphBlock, Style};

use crate::format::{ParagraphFormat, Styles};
use crate::numbering::{Label, Numbering};
use crate::package::Parts;
use crate::pages::Pages;
use crate::paragraph::{Inline, chosen};
use crate::table;
use crate::xml::Element;

/// What a body holds.
#[derive(Debug)]
pub(crate) struct Found {
    /// Blocks.
    pub(crate) blocks: Vec<Block>,
    /// Pages.
    pub(crate) pages: Vec<PageInfo>,
    /// Pictures.
    pub(crate) pictures: usize,
}

/// Reads the body and the notes it refers to.
pub(crate) fn read(parts: &Parts) -> Found {
    let styles = Styles::new(parts.styles.as_ref());
    let mut body = Body {
        numbering: Numbering::new(parts.numbering.as_ref(), &styles),
        styles,
        pages: Pages::new(&parts.document),
        notes: Vec::new(),
        pictures: 0,
        held: Vec::new(),
        label_alone: false,
    };
    let mut blocks = Vec::new();
    if let Some(element) = parts.document.child("body") {
        body.blocks(element, &mut blocks);
    }
    body.append_notes(parts, &mut blocks);
    Found { blocks, pictures: body.pictures, pages: body.pages.finish() }
}

/// The walk over a body.
pub(crate) struct Body<'a> {
    pub(crate) styles: Styles<'a>,
    numbering: Numbering,
    pub(crate) pages: Pages,
    notes: Vec<(bool, &'a str)>,
    pictures: usize,
    /// Lines of a paragraph whose end was deleted: they go on in the next one.
    held: Vec<Line>,
    /// Whether a number without text counts as text: in the cells of a table it is the row's number.
    pub(crate) label_alone: bool,
}

impl<'a> Body<'a> {
    /// Adds the blocks of `container` (a `w:body`, a cell, a text box).
    pub(crate) fn blocks(&mut self, container: &'a Element, out: &mut Vec<Block>) {
        for child in container.children() {
            match &*child.name {
                "p" => self.paragraph(child, out),
                "tbl" => {
                    let table = table::read(self, child);
                    if !table.rows.is_empty() {
                        out.push(Block::Table(table));
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(child, out),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.blocks(chosen, out);
                    }
                }
                "sectPr" => self.pages.end_section(Some(child)),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &'a Element, out: &mut Vec<Block>) {
        let properties = element.child("pPr");
        let (format, run) = self.styles.paragraph(properties);
        if format.breaks_page {
            self.pages.made_break();
            out.push(Block::PageBreak);
        }
        let page = self.pages.current;
        let mut inline = Inline::default();
        inline.read(element, run, &self.styles, &mut self.pages);
        self.notes.append(&mut inline.notes);
        self.pictures += inline.pictures;
        let label = self.label(properties, &format);
        let shown = label.filter(|label| !inline.is_empty() || (self.label_alone && !label.bullet));
        let tight = shown.as_ref().is_some_and(|label| label.tight);
        let mut lines = std::mem::take(&mut self.held);
        let own = inline.lines(shown.as_ref().map(|label| label.text.as_str()), tight, page);
        join(&mut lines, own);
        if mark_deleted(properties) {
            self.held = lines;
        } else if !lines.is_empty() {
            out.push(Block::Paragraph(ParagraphBlock { lines, style: style(&format, &inline) }));
        }
        for text_box in std::mem::take(&mut inline.boxes) {
            self.blocks(text_box, out);
        }
        if inline.breaks_page {
            out.push(Block::PageBreak);
        }
        if let Some(section) = properties.and_then(|properties| properties.child("sectPr")) {
            self.end_section(section, out);
        }
    }

    /// The number or bullet of a paragraph; counts it.
    fn label(&mut self, properties: Option<&Element>, format: &ParagraphFormat) -> Option<Label> {
        let list = format.list.as_deref().filter(|list| *list != "0")?;
        let direct = properties.and_then(|p| p.at(&["numPr", "ilvl"]));
        let by_style = self.styles.style_of(properties);
        let by_style = by_style.and_then(|style| self.numbering.level_of_style(list, style));
        let level = match (direct, by_style) {
            (None, Some(level)) => level,
            _ => format.level.unwrap_or(0),
        };
        self.numbering.next(list, level)
    }

    fn end_section(&mut self, section: &Element, out: &mut Vec<Block>) {
        self.pages.end_section(Some(section));
        let kind = section.child("type").and_then(Element::val).unwrap_or("nextPage");
        if kind != "continuous" {
            self.pages.made_break();
            out.push(Block::PageBreak);
        }
    }

    /// Footnotes and endnotes after the body, in the order in which they are referred to.
    fn append_notes(&mut self, parts: &'a Parts, out: &mut Vec<Block>) {
        let by_id = |part: Option<&'a Element>| -> BTreeMap<&'a str, &'a Element> {
            let notes = part.into_iter().flat_map(Element::children);
            notes.filter_map(|note| Some((note.attribute("id")?, note))).collect()
        };
        let (feet, ends) = (by_id(parts.footnotes.as_ref()), by_id(parts.endnotes.as_ref()));
        for (end, id) in std::mem::take(&mut self.notes) {
            let note = if end { ends.get(id) } else { feet.get(id) };
            if let Some(note) = note {
                self.blocks(note, out);
            }
        }
        if !self.held.is_empty() {
            let lines = std::mem::take(&mut self.held);
            out.push(Block::Paragraph(ParagraphBlock { lines, style: Style::default() }));
        }
    }
}

/// Whether the paragraph's end was deleted with change tracking: it then goes on in the next paragraph.
fn mark_deleted(properties: Option<&Element>) -> bool {
    properties
        .is_some_and(|p| p.at(&["rPr", "del"]).is_some() || p.at(&["rPr", "moveFrom"]).is_some())
}

/// Joins the lines of two paragraphs that became one.
fn join(lines: &mut Vec<Line>, mut own: Vec<Line>) {
    if let (Some(last), false) = (lines.last_mut(), own.is_empty()) {
        let first = own.remove(0);
        last.text = format!("{} {}", last.text, first.text);
    }
    lines.append(&mut own);
}

fn style(format: &ParagraphFormat, inline: &Inline) -> Style {
    let (bold, italic) = inline.faces();
    Style {
        bold,
        italic,
        size: inline.size(),
        alignment: format.alignment,
        indent: format.left + format.first,
        heading: format.heading,
        bullet: false,
    }
}
