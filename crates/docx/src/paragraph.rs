//! Text of a paragraph from its runs: what a reader of the page sees.

use vanban_document::{Line, PageNo};

use crate::format::{RunFormat, Styles};
use crate::pages::Pages;
use crate::symbols::symbol;
use crate::xml::Element;

/// What the runs of a paragraph hold.
#[derive(Debug, Default)]
pub(crate) struct Inline<'a> {
    /// Lines, broken where the author broke them; inner tabs kept.
    lines: Vec<(String, PageNo)>,
    /// Text boxes anchored in the paragraph.
    pub(crate) boxes: Vec<&'a Element>,
    /// Notes referred to: whether an endnote, and its id.
    pub(crate) notes: Vec<(bool, &'a str)>,
    /// Pictures.
    pub(crate) pictures: usize,
    /// The author starts a new page inside the paragraph or after it.
    pub(crate) breaks_page: bool,
    looks: Looks,
    /// Open fields: whether the instruction is being read, which is not shown, or the result.
    fields: Vec<bool>,
}

/// Letters by how they look.
#[derive(Clone, Copy, Debug, Default)]
struct Looks {
    letters: usize,
    bold: usize,
    italic: usize,
    size: f32,
}

impl<'a> Inline<'a> {
    /// Reads the runs of `element` (a `w:p`, or a container inside one).
    pub(crate) fn read(
        &mut self,
        element: &'a Element,
        base: RunFormat,
        styles: &Styles,
        pages: &mut Pages,
    ) {
        for child in element.children() {
            match &*child.name {
                "r" if child.child("t").is_some() && &*element.name == "oMath" => {
                    self.push(
                        &child.child("t").map(Element::text).unwrap_or_default(),
                        base,
                        pages,
                    );
                }
                "r" => self.run(child, styles.run(base, child.child("rPr")), styles, pages),
                // Insertions are accepted, deletions (`w:del`, `w:moveFrom`) left out by not being here.
                "ins" | "moveTo" | "hyperlink" | "smartTag" | "sdt" | "sdtContent"
                | "customXml" | "fldSimple" | "bdo" | "dir" | "rubyBase" => {
                    self.read(child, base, styles, pages);
                }
                "oMathPara" | "oMath" => self.read_formula(child, base, pages),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.read(chosen, base, styles, pages);
                    }
                }
                _ => {}
            }
        }
    }

    /// A formula: its symbols in the order in which they are written.
    fn read_formula(&mut self, element: &Element, base: RunFormat, pages: &Pages) {
        for child in element.children() {
            if &*child.name == "t" {
                self.push(&child.text(), base, pages);
            } else {
                self.read_formula(child, base, pages);
            }
        }
    }

    fn run(&mut self, run: &'a Element, format: RunFormat, styles: &Styles, pages: &mut Pages) {
        for child in run.children() {
            match &*child.name {
                "t" => self.push(&shown_text(child), format, pages),
                "tab" | "ptab" => self.push("\t", format, pages),
                "noBreakHyphen" => self.push("-", format, pages),
                "sym" => {
                    let code =
                        child.attribute("char").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    let shown =
                        symbol(child.attribute("font").unwrap_or_default(), code.unwrap_or(0));
                    self.push(shown.encode_utf8(&mut [0; 4]), format, pages);
                }
                "br" | "cr" => self.line_break(child, format, pages),
                "lastRenderedPageBreak" => pages.shown_break(),
                "fldChar" => match child.attribute("fldCharType") {
                    Some("begin") => self.fields.push(true),
                    Some("separate") => {
                        self.fields.iter_mut().last().into_iter().for_each(|f| *f = false);
                    }
                    Some("end") => drop(self.fields.pop()),
                    _ => {}
                },
                "footnoteReference" => {
                    self.notes.extend(child.attribute("id").map(|id| (false, id)));
                }
                "endnoteReference" => self.notes.extend(child.attribute("id").map(|id| (true, id))),
                "drawing" | "pict" | "object" => self.drawing(child),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.run(chosen, format, styles, pages);
                    }
                }
                "ruby" => self.read(child, format, styles, pages),
                _ => {}
            }
        }
    }

    fn in_instruction(&self) -> bool {
        self.fields.contains(&true)
    }

    fn line_break(&mut self, element: &Element, format: RunFormat, pages: &mut Pages) {
        match element.attribute("type") {
            Some("page") => {
                self.breaks_page = true;
                pages.made_break();
                self.lines.push((String::new(), pages.current));
            }
            Some("column") => self.lines.push((String::new(), pages.current)),
            _ if format.hidden || self.in_instruction() => {}
            _ => self.lines.push((String::new(), pages.current)),
        }
    }

    fn drawing(&mut self, drawing: &'a Element) {
        let before = self.boxes.len();
        find_boxes(drawing, &mut self.boxes);
        if self.boxes.len() == before {
            self.pictures += 1;
        }
    }

    fn push(&mut self, text: &str, format: RunFormat, pages: &Pages) {
        if format.hidden || self.in_instruction() || text.is_empty() {
            return;
        }
        if self.lines.is_empty() {
            self.lines.push((String::new(), pages.current));
        }
        let Some((line, page)) = self.lines.last_mut() else { return };
        if line.is_empty() {
            *page = pages.current;
        }
        let decoded = format.charset.map(|charset| charset.decode(text));
        let text = decoded.as_deref().unwrap_or(text);
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        self.looks.letters += letters;
        self.looks.bold += if format.bold { letters } else { 0 };
        self.looks.italic += if format.italic { letters } else { 0 };
        if letters > 0 {
            self.looks.size = self.looks.size.max(format.size);
        }
        for c in text.chars() {
            match c {
                // A soft hyphen shows only where a line was broken at it.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '\u{2011}' => line.push('-'),
                '\n' | '\r' | '\u{a0}' => line.push(' '),
                c if format.caps => line.extend(c.to_uppercase()),
                c => line.push(c),
            }
        }
    }

    /// The lines, NFC; `label` stands before the first.
    pub(crate) fn lines(&self, label: Option<&str>, tight: bool, page: PageNo) -> Vec<Line> {
        let mut lines: Vec<Line> = self
            .lines
            .iter()
            .map(|(text, page)| Line {
                text: vanban_text::nfc(text.trim()),
                page: *page,
                ..Line::default()
            })
            .filter(|line| !line.text.is_empty())
            .collect();
        let Some(label) = label else { return lines };
        match lines.first_mut() {
            Some(first) => {
                let space = if tight { "" } else { " " };
                first.text = format!("{label}{space}{}", first.text);
            }
            None => lines.push(Line { text: label.to_owned(), page, ..Line::default() }),
        }
        lines
    }

    /// Whether nothing is shown.
    pub(crate) fn is_empty(&self) -> bool {
        self.looks.letters == 0
    }

    /// Whether all letters are bold, and whether all are italic.
    pub(crate) fn faces(&self) -> (bool, bool) {
        let all = |count: usize| self.looks.letters > 0 && count == self.looks.letters;
        (all(self.looks.bold), all(self.looks.italic))
    }

    /// Size of the largest letters in points.
    pub(crate) fn size(&self) -> f32 {
        self.looks.size
    }
}

/// Text of a `w:t`: spaces at its ends count only where the file says so.
fn shown_text(element: &Element) -> String {
    let text = element.text();
    if element.attribute("space") == Some("preserve") {
        text
    } else {
        text.trim_matches([' ', '\t', '\n', '\r']).to_owned()
    }
}

/// One of the alternatives for the same thing: the first that holds text, as every version of Word shows one.
pub(crate) fn chosen(alternatives: &Element) -> Option<&Element> {
    let choices = || alternatives.children().filter(|c| matches!(&*c.name, "Choice" | "Fallback"));
    choices().find(|choice| choice.contains("t")).or_else(|| choices().next())
}

/// Contents of text boxes below `element`, in order; one kept for each pair of alternatives.
fn find_boxes<'a>(element: &'a Element, boxes: &mut Vec<&'a Element>) {
    for child in element.children() {
        match &*child.name {
            "txbxContent" => boxes.push(child),
            "AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    find_boxes(chosen, boxes);
                }
            }
            _ => find_boxes(child, boxes),
        }
    }
}
