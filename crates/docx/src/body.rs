//! The body of a document to blocks in reading order.

use std::collections::{BTreeMap, BTreeSet};

use vanban_document::{Block, Line, PageInfo, PageNo, ParagraphBlock, Style};

use crate::fonts::{Codes, Evidence};
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
    /// Lines of headers and footers.
    pub(crate) furniture: Vec<String>,
    /// Parts in another format (`w:altChunk`), which only Word takes in.
    pub(crate) foreign: usize,
}

/// Reads the body and the notes it refers to.
pub(crate) fn read(parts: &Parts) -> Found {
    let (found, evidence) = read_with(parts, Styles::new(parts.styles.as_ref()));
    let belied = evidence.belied();
    if belied.is_empty() {
        return found;
    }
    let mut styles = Styles::new(parts.styles.as_ref());
    styles.belied = belied;
    read_with(parts, styles).0
}

fn read_with<'a>(parts: &'a Parts, styles: Styles<'a>) -> (Found, Evidence<'a>) {
    let mut body = Body {
        numbering: Numbering::new(parts.numbering.as_ref(), &styles),
        styles,
        pages: Pages::new(&parts.document),
        notes: Vec::new(),
        pictures: 0,
        foreign: 0,
        held: Vec::new(),
        evidence: Evidence::default(),
        label_alone: false,
    };
    let mut blocks = Vec::new();
    if let Some(element) = parts.document.child("body") {
        body.blocks(element, &mut blocks);
    }
    body.append_notes(parts, &mut blocks);
    let (pictures, foreign) = (body.pictures, body.foreign);
    let pages = std::mem::replace(&mut body.pages, Pages::new(&Element::default())).finish();
    let furniture = body.furniture(parts);
    (Found { blocks, pages, pictures, furniture, foreign }, body.evidence)
}

/// The walk over a body.
pub(crate) struct Body<'a> {
    pub(crate) styles: Styles<'a>,
    numbering: Numbering,
    pub(crate) pages: Pages,
    notes: Vec<(bool, &'a str)>,
    pictures: usize,
    foreign: usize,
    evidence: Evidence<'a>,
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
                "altChunk" => self.foreign += 1,
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
        inline.finish(&self.pages);
        self.notes.append(&mut inline.notes);
        self.pictures += inline.pictures;
        for (text, run) in inline.coded.drain(..) {
            if let Some((name, Codes::Old(charset))) = run.font.map(|font| (font.name, font.codes))
            {
                self.evidence.add(name, charset, &text);
            }
        }
        // A paragraph whose end was deleted is the beginning of the next one, whose number it bears.
        let goes_on = mark_deleted(properties);
        let label = if goes_on { None } else { self.label(properties, &format) };
        let empty = inline.is_empty() && self.held.is_empty();
        let shown = label.filter(|label| !empty || (self.label_alone && !label.bullet));
        let tight = shown.as_ref().is_some_and(|label| label.tight);
        let mut lines = std::mem::take(&mut self.held);
        join(&mut lines, inline.lines());
        if let Some(label) = &shown {
            put_before(&mut lines, &label.text, tight, page);
        }
        if goes_on {
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

    /// The lines of headers and footers, each once.
    fn furniture(&mut self, parts: &'a Parts) -> Vec<String> {
        let mut blocks = Vec::new();
        for part in &parts.furniture {
            self.blocks(part, &mut blocks);
        }
        let mut seen = BTreeSet::new();
        let lines = blocks.iter().flat_map(lines_of).map(|line| line.text.clone());
        lines.filter(|line| seen.insert(line.clone())).collect()
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

/// Puts a number or bullet before the first line.
fn put_before(lines: &mut Vec<Line>, label: &str, tight: bool, page: PageNo) {
    match lines.first_mut() {
        Some(first) => {
            let space = if tight { "" } else { " " };
            first.text = format!("{label}{space}{}", first.text);
        }
        None => lines.push(Line { text: label.to_owned(), page, ..Line::default() }),
    }
}

/// Joins the lines of two paragraphs that became one.
fn join(lines: &mut Vec<Line>, mut own: Vec<Line>) {
    if let (Some(last), false) = (lines.last_mut(), own.is_empty()) {
        let first = own.remove(0);
        last.text = format!("{} {}", last.text, first.text);
    }
    lines.append(&mut own);
}

fn lines_of(block: &Block) -> Vec<&Line> {
    match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().collect(),
        Block::Table(table) => {
            let cells = table.rows.iter().flatten();
            cells.flat_map(|cell| &cell.paragraphs).flat_map(|p| &p.lines).collect()
        }
        Block::Lines(_) | Block::PageBreak => Vec::new(),
    }
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
