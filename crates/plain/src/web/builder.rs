//! Tags and texts to blocks.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use vanban_document::{Block, Line, ParagraphBlock, Style};
use vanban_text::{Charset, collapse_spaces, nfc};

use super::Found;
use super::grid::Grid;
use super::list::List;
use super::look::{Look, attribute};
use super::tags::{is_block, is_hidden, is_scope, is_table_part, is_void};

/// How a page is to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// What its letters are codes of, where no font says so.
    pub(crate) charset: Option<Charset>,
    /// Whether menus and the like are kept apart.
    pub(crate) furniture: bool,
}

/// Elements that are open; what is nested deeper takes the looks of those around it.
const DEPTH: usize = 256;

/// So many links, one under the other and nothing else beside them, are a menu.
const MENU: usize = 5;

#[derive(Debug)]
pub(crate) struct Builder {
    rules: Rules,
    open: Vec<(LocalName, Look)>,
    grids: Vec<Grid>,
    lists: Vec<List>,
    blocks: Vec<Block>,
    furniture: Vec<String>,
    pictures: usize,
    /// Text since the last tag, as it stands in the file.
    pending: String,
    paragraph: Paragraph,
    label: Option<Label>,
    /// How many of the last blocks are nothing but links.
    links: usize,
}

#[derive(Debug, Default)]
struct Paragraph {
    lines: Vec<String>,
    look: Look,
    letters: usize,
    bold: usize,
    italic: usize,
    link: usize,
}

#[derive(Debug)]
enum Label {
    Bullet,
    Number(String),
}

impl Default for Builder {
    fn default() -> Self {
        Self::new(Rules { charset: None, furniture: true })
    }
}

impl Builder {
    pub(crate) fn new(rules: Rules) -> Self {
        Self {
            rules,
            open: Vec::new(),
            grids: Vec::new(),
            lists: Vec::new(),
            blocks: Vec::new(),
            furniture: Vec::new(),
            pictures: 0,
            pending: String::new(),
            paragraph: Paragraph::default(),
            label: None,
            links: 0,
        }
    }

    fn look(&self) -> Look {
        self.open.last().map(|(_, look)| *look).unwrap_or_default()
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.pending.push_str(text);
    }

    pub(crate) fn start(&mut self, tag: &Tag) {
        self.flush_text();
        let name = &*tag.name;
        match name {
            "br" => return self.line_break(),
            "img" => {
                self.pictures += 1;
                return;
            }
            "hr" => return self.flush(),
            _ if is_void(name) => return,
            _ => {}
        }
        if is_block(name) {
            self.close_implied(name);
            self.flush();
        }
        let look = self.look().inside(tag, self.rules.furniture);
        let look = Look { hidden: look.hidden || is_hidden(name), ..look };
        if self.open.len() >= DEPTH {
            return;
        }
        match name {
            "table" => self.grids.push(Grid::new(tag)),
            "ul" | "ol" | "dir" => self.lists.push(List::new(tag)),
            "li" => self.item(tag),
            _ => {}
        }
        if let Some(grid) = self.grids.last_mut() {
            match name {
                "thead" => grid.head(true),
                "tr" => grid.open_row(),
                "td" | "th" => grid.open_cell(tag),
                _ => {}
            }
        }
        // A cell is set by itself, whatever the page around it.
        let look = if name == "table" { Look { heading: None, ..look } } else { look };
        self.open.push((tag.name.clone(), look));
    }

    pub(crate) fn end(&mut self, name: &LocalName) {
        self.flush_text();
        // `</p>` and `</br>` without their start are an empty paragraph and a line break.
        if &**name == "br" {
            return self.line_break();
        }
        let mut at = None;
        for (i, (open, _)) in self.open.iter().enumerate().rev() {
            if open == name {
                at = Some(i);
                break;
            }
            let stops = if is_table_part(name) { &**open == "table" } else { is_scope(open) };
            if stops || (!is_block(name) && is_block(open)) {
                break;
            }
        }
        if let Some(at) = at {
            self.pop_to(at);
        } else if is_block(name) {
            self.flush();
        }
    }

    /// Closes elements until `depth` of them are open.
    fn pop_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some((name, _)) = self.open.last().cloned() else { return };
            if is_block(&name) {
                self.flush();
            }
            self.open.pop();
            match &*name {
                "ul" | "ol" | "dir" => drop(self.lists.pop()),
                "table" => {
                    if let Some(grid) = self.grids.pop() {
                        let mut blocks = grid.close();
                        self.links = 0;
                        self.sink().append(&mut blocks);
                    }
                }
                _ => {}
            }
            if let Some(grid) = self.grids.last_mut() {
                match &*name {
                    "thead" => {
                        grid.close_row();
                        grid.head(false);
                    }
                    "tr" => grid.close_row(),
                    "td" | "th" => grid.close_cell(),
                    _ => {}
                }
            }
        }
    }

    /// Closes what the start of a block ends without an end tag: a paragraph, the item or cell before.
    fn close_implied(&mut self, name: &str) {
        let (ends, stops): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "dir", "table", "td", "th"]),
            "dd" | "dt" => (&["dd", "dt"], &["dl", "table", "td", "th"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            _ => (&["p"], &[]),
        };
        let paragraph = ends == ["p"];
        let mut at = None;
        for (i, (open, _)) in self.open.iter().enumerate().rev() {
            if ends.contains(&&**open) {
                at = Some(i);
                break;
            }
            if stops.contains(&&**open) || (paragraph && is_block(open)) {
                break;
            }
        }
        if let Some(at) = at {
            self.pop_to(at);
        }
    }

    fn item(&mut self, tag: &Tag) {
        self.label = Some(match self.lists.last_mut() {
            Some(list) if list.ordered && !list.plain => {
                let own = attribute(tag, "value").and_then(|value| value.trim().parse().ok());
                Label::Number(list.number(own))
            }
            Some(list) if list.plain => {
                self.label = None;
                return;
            }
            _ => Label::Bullet,
        });
    }

    /// Shows the text since the last tag.
    fn flush_text(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.pending);
        let look = self.look();
        if look.hidden {
            return;
        }
        let text = match (look.font, self.rules.charset) {
            (Some(font), _) => font.decode(&raw),
            (None, Some(charset)) => charset.decode_text(&raw),
            (None, None) => raw,
        };
        if look.furniture {
            let words = collapse_spaces(&cleaned(&text));
            if !words.is_empty() {
                self.furniture.push(nfc(&words));
            }
            return;
        }
        self.paragraph.add(&cleaned(&text), look);
    }

    fn line_break(&mut self) {
        let look = self.look();
        if look.hidden || look.furniture {
            return;
        }
        // Two of them part paragraphs.
        if self.paragraph.lines.last().is_some_and(|line| line.trim().is_empty()) {
            self.flush();
        } else if !self.paragraph.lines.is_empty() {
            self.paragraph.lines.push(String::new());
        }
    }

    fn sink(&mut self) -> &mut Vec<Block> {
        match self.grids.last_mut() {
            Some(grid) => grid.blocks(),
            None => &mut self.blocks,
        }
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let link = paragraph.letters > 0 && paragraph.link == paragraph.letters;
        let Some(mut block) = paragraph.finish() else { return };
        match self.label.take() {
            Some(Label::Bullet) => block.style.bullet = true,
            Some(Label::Number(number)) => {
                if let Some(first) = block.lines.first_mut() {
                    first.text = format!("{number} {}", first.text);
                }
            }
            None => {}
        }
        self.sink().push(Block::Paragraph(block));
        if self.grids.is_empty() {
            self.links = if link { self.links + 1 } else { self.end_of_links() };
        }
    }

    /// Puts a menu apart that stands at the end of the blocks.
    fn end_of_links(&mut self) -> usize {
        let menu = std::mem::take(&mut self.links);
        if menu >= MENU && self.rules.furniture {
            // The block after the menu is there already.
            let after = self.blocks.pop();
            self.put_apart(menu);
            self.blocks.extend(after);
        }
        0
    }

    fn put_apart(&mut self, count: usize) {
        let from = self.blocks.len().saturating_sub(count);
        for block in self.blocks.split_off(from) {
            if let Block::Paragraph(paragraph) = block {
                self.furniture.extend(paragraph.lines.into_iter().map(|line| line.text));
            }
        }
    }

    pub(crate) fn finish(mut self) -> Found {
        self.flush_text();
        self.pop_to(0);
        self.flush();
        let menu = std::mem::take(&mut self.links);
        if menu >= MENU && self.rules.furniture {
            self.put_apart(menu);
        }
        Found { blocks: self.blocks, furniture: self.furniture, pictures: self.pictures }
    }
}

impl Paragraph {
    fn add(&mut self, text: &str, look: Look) {
        if self.lines.is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.look = look;
            self.lines.push(String::new());
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        self.letters += letters;
        self.bold += if look.bold { letters } else { 0 };
        self.italic += if look.italic { letters } else { 0 };
        self.link += if look.link { letters } else { 0 };
        let mut parts = text.split('\n');
        if let (Some(line), Some(part)) = (self.lines.last_mut(), parts.next()) {
            line.push_str(part);
        }
        for part in parts {
            match self.lines.last_mut() {
                Some(line) if !look.set => {
                    line.push(' ');
                    line.push_str(part);
                }
                _ => self.lines.push(part.to_owned()),
            }
        }
    }

    fn finish(self) -> Option<ParagraphBlock> {
        let lines = self.lines.iter().map(|line| nfc(&collapse_spaces(line)));
        let lines: Vec<Line> = lines
            .filter(|text| !text.is_empty())
            .map(|text| Line { text, page: 1, ..Line::default() })
            .collect();
        let all = |count: usize| self.letters > 0 && count == self.letters;
        let style = Style {
            bold: all(self.bold),
            italic: all(self.italic),
            alignment: self.look.alignment,
            heading: self.look.heading,
            ..Style::default()
        };
        (!lines.is_empty()).then_some(ParagraphBlock { lines, style })
    }
}

/// Spaces of all kinds as one, marks without width left out.
fn cleaned(text: &str) -> String {
    let shown = text.chars().filter(|c| {
        !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            && (*c == '\n' || *c == '\t' || !c.is_control())
    });
    shown.map(|c| if c == '\u{a0}' { ' ' } else { c }).collect()
}
