//! Text of a paragraph from its runs: what a reader of the page sees.

use vanban_document::{Line, PageNo};

use crate::fonts::{Codes, is_unicode};
use crate::format::{RunFormat, Styles};
use crate::pages::Pages;
use crate::symbols::{in_symbol_font, private, symbol};
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
    /// Text in a font of an old set that may go on in the next run: VNI parts a letter from its marks.
    open: Option<(String, RunFormat<'a>)>,
    /// Text in fonts of old sets, as it stands in the file, and those fonts.
    pub(crate) coded: Vec<(String, RunFormat<'a>)>,
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
        base: RunFormat<'a>,
        styles: &Styles<'a>,
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
    fn read_formula(&mut self, element: &Element, base: RunFormat<'a>, pages: &Pages) {
        for child in element.children() {
            if &*child.name == "t" {
                self.push(&child.text(), base, pages);
            } else {
                self.read_formula(child, base, pages);
            }
        }
    }

    fn run(
        &mut self,
        run: &'a Element,
        format: RunFormat<'a>,
        styles: &Styles<'a>,
        pages: &mut Pages,
    ) {
        for child in run.children() {
            match &*child.name {
                "t" => self.push(&shown_text(child), format, pages),
                "tab" | "ptab" => self.push("\t", format, pages),
                "noBreakHyphen" => self.push("-", format, pages),
                // In old fonts its code is a letter.
                "softHyphen" => self.push("\u{ad}", format, pages),
                "sym" => {
                    let code =
                        child.attribute("char").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                    let shown =
                        symbol(child.attribute("font").unwrap_or_default(), code.unwrap_or(0));
                    let format = RunFormat { font: None, ..format };
                    self.push(shown.encode_utf8(&mut [0; 4]), format, pages);
                }
                "br" | "cr" => self.line_break(child, format, pages),
                "lastRenderedPageBreak" => {
                    self.flush(pages);
                    pages.shown_break();
                }
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
        self.flush(pages);
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

    fn push(&mut self, text: &str, format: RunFormat<'a>, pages: &Pages) {
        if format.hidden || self.in_instruction() || text.is_empty() {
            return;
        }
        let Some(font) = format.font.filter(|font| matches!(font.codes, Codes::Old(_))) else {
            self.flush(pages);
            self.show(text, format, pages);
            return;
        };
        // What was typed in Unicode later on stands apart from the codes around it.
        if let Some((open, before)) = &mut self.open
            && before.font == Some(font)
            && (*before == format || !open.ends_with(char::is_whitespace))
            && is_unicode(open) == is_unicode(text)
        {
            open.push_str(text);
            return;
        }
        self.flush(pages);
        self.open = Some((text.to_owned(), format));
    }

    /// Shows what was kept back because it might have gone on.
    fn flush(&mut self, pages: &Pages) {
        let Some((text, format)) = self.open.take() else { return };
        if let Some(Codes::Old(charset)) = format.font.map(|font| font.codes) {
            let believed = !format.belied && !is_unicode(&text);
            // An optional hyphen beside the letter ư, whose code is the same: no word has two of them.
            let codes = text.replace("\u{ad}\u{ad}", "\u{ad}");
            let shown = if believed { charset.charset.decode_text(&codes) } else { text.clone() };
            let caps = format.caps || charset.capitals;
            self.show(&shown, RunFormat { caps, ..format }, pages);
        }
        self.coded.push((text, format));
    }

    /// The end of the paragraph.
    pub(crate) fn finish(&mut self, pages: &Pages) {
        self.flush(pages);
    }

    fn show(&mut self, text: &str, format: RunFormat, pages: &Pages) {
        if self.lines.is_empty() {
            self.lines.push((String::new(), pages.current));
        }
        let Some((line, page)) = self.lines.last_mut() else { return };
        if line.is_empty() {
            *page = pages.current;
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        self.looks.letters += letters;
        self.looks.bold += if format.bold { letters } else { 0 };
        self.looks.italic += if format.italic { letters } else { 0 };
        if letters > 0 {
            self.looks.size = self.looks.size.max(format.size);
        }
        let signs = format.font.filter(|font| font.codes == Codes::Symbols);
        for c in text.chars() {
            let c = signs.map_or_else(|| private(c), |font| in_symbol_font(font.name, c));
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

    /// The lines, NFC.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let line = |(text, page): &(String, PageNo)| Line {
            text: vanban_text::nfc(text.trim()),
            page: *page,
            ..Line::default()
        };
        self.lines.iter().map(line).filter(|line| !line.text.is_empty()).collect()
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
