//! Running text without positions: wrapped lines to paragraphs, page numbers and drawn lines apart.
//!
//! Comes in: lines with the empty lines between them (plain text, web pages, Markdown paragraphs).
//! Goes out: paragraphs in an [`Assembler`], every word kept, in order. Rule of thumb: a line goes on with
//! the one before unless something says that a new thing begins; inside a flattened table it is the other
//! way round, because cells must not run into each other.

use vanban_document::{Assembler, Line, PageNo, ParagraphBlock, Style, TableBlock, TableOrigin};

use crate::lines::{Facts, Start, facts, is_drawn, is_row_start, is_table_header, is_type_line};
use crate::measure::Measure;
use crate::pagenumber::furniture;
use crate::pair::{Pair, ends_before_number, starts_anew};

/// What stands between a line and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// That many empty lines.
    Blank(u32),
    /// A page break that the file marks.
    Page,
    /// A boundary that the file marks: another cell, a line break made on purpose.
    Boundary,
}

/// A line of running text.
#[derive(Clone, Debug)]
pub(crate) struct FlowLine {
    /// Words, single spaces, none at the ends; never empty.
    pub(crate) text: String,
    /// Page.
    pub(crate) page: PageNo,
    /// Spaces in front of it.
    pub(crate) indent: usize,
    /// What stands before it.
    pub(crate) before: Before,
    /// Its looks.
    pub(crate) style: Style,
    /// What it tells by itself.
    pub(crate) facts: Facts,
}

impl FlowLine {
    /// A line from its raw text; `None` where it holds nothing.
    pub(crate) fn new(raw: &str, page: PageNo, before: Before, style: Style) -> Option<Self> {
        let text = vanban_text::collapse_spaces(raw);
        if text.is_empty() {
            return None;
        }
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        let facts = facts(&text);
        Some(Self { text, page, indent, before, style, facts })
    }
}

/// The part of a document in which a line stands; the rules of joining differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// Before the type line: every line is a thing of its own.
    Letterhead,
    Body,
    /// From `Nơi nhận:` or `TM.` on, until an annex begins.
    Signature,
    /// After a table's header line.
    Table,
}

/// A table among the lines: before line `at`.
#[derive(Debug)]
pub(crate) struct Inserted {
    pub(crate) at: usize,
    pub(crate) block: TableBlock,
    pub(crate) confidence: f32,
}

/// Adds `lines` as paragraphs; `opens` says whether they open the document, with its letterhead.
pub(crate) fn flow(lines: &[FlowLine], opens: bool, assembler: &mut Assembler) {
    flow_around(lines, Vec::new(), opens, assembler);
}

/// The same with tables that were found among the lines, in their order.
pub(crate) fn flow_around(
    lines: &[FlowLine],
    tables: Vec<Inserted>,
    opens: bool,
    assembler: &mut Assembler,
) {
    let measure = Measure::of(lines);
    let furniture = furniture(lines, &measure);
    let mut walk = Walk::new(lines, &measure, opens);
    let mut tables = tables.into_iter().peekable();
    for (i, line) in lines.iter().enumerate() {
        while let Some(table) = tables.next_if(|table| table.at <= i) {
            walk.flush(assembler);
            walk.aside = Some(Before::Boundary);
            assembler.table_of(&table.block, table.confidence, TableOrigin::Aligned);
        }
        if furniture[i] || is_drawn(&line.text) {
            assembler.furniture(to_line(line));
            walk.skipped(line, furniture[i]);
            continue;
        }
        let joins = walk.joins(i);
        if !joins {
            walk.flush(assembler);
        }
        walk.push(i, joins);
    }
    walk.flush(assembler);
    for table in tables {
        assembler.table_of(&table.block, table.confidence, TableOrigin::Aligned);
    }
}

fn to_line(line: &FlowLine) -> Line {
    Line { text: line.text.clone(), page: line.page, ..Line::default() }
}

/// The walk over the lines: the paragraph that is being built and the zone.
struct Walk<'a> {
    lines: &'a [FlowLine],
    measure: &'a Measure,
    zone: Zone,
    /// Lines of the present paragraph.
    open: Vec<usize>,
    /// All lines of the present paragraph are in capitals.
    upper: bool,
    /// Whether a gap stands before the present paragraph.
    gap: bool,
    /// What stood around lines that were put aside since the last line.
    aside: Option<Before>,
    /// Last Roman number of a heading outside tables, and of a group inside the present one.
    roman: u32,
    group: u32,
}

impl<'a> Walk<'a> {
    fn new(lines: &'a [FlowLine], measure: &'a Measure, opens: bool) -> Self {
        // A letterhead has at most two dozen lines; without a type line near the top there is none to guard.
        // A letter (công văn) has none, but it has the state's name at the top.
        let type_line = lines.iter().take(30).any(|line| is_type_line(&line.text));
        let state = lines.iter().take(12).any(|line| names_state(&line.text));
        let zone = if opens && (type_line || state) { Zone::Letterhead } else { Zone::Body };
        Self {
            lines,
            measure,
            zone,
            open: Vec::new(),
            upper: true,
            gap: false,
            aside: None,
            roman: 0,
            group: 0,
        }
    }

    /// Remembers what stood around a line that was put aside: around a page number it is a page break,
    /// around a drawn line a boundary.
    fn skipped(&mut self, line: &FlowLine, page_number: bool) {
        let here = if page_number { Before::Page } else { Before::Boundary };
        if line.before == Before::Boundary || self.aside != Some(Before::Boundary) {
            self.aside = Some(here);
        }
    }

    /// What stands before line `i`, lines put aside included.
    fn before(&self, i: usize) -> Before {
        match (self.aside, self.lines[i].before) {
            (Some(Before::Boundary), _) | (_, Before::Boundary) => Before::Boundary,
            (Some(Before::Page), _) | (_, Before::Page) => Before::Page,
            (_, before) => before,
        }
    }

    /// Whether line `i` goes on with the present paragraph.
    fn joins(&mut self, i: usize) -> bool {
        let before = self.before(i);
        let line = &self.lines[i];
        self.enter_zone(i, before);
        let Some(last) = self.open.last().map(|last| &self.lines[*last]) else { return false };
        match self.zone {
            Zone::Table => joins_in_table(line, before, self.measure),
            Zone::Letterhead | Zone::Signature => joins_in_frame(last, line, before, self.measure),
            Zone::Body => self.joins_in_body(last, i, before),
        }
    }

    /// Whether line `i` is short and yet goes on in the next: web pages turned to text break the first line
    /// of a paragraph early, where its marks took up the room, and no other.
    fn opens_ragged(&self, i: usize) -> bool {
        let Some(next) = self.lines.get(i + 1) else { return false };
        let pair = Pair {
            last: &self.lines[i],
            line: next,
            before: next.before,
            measure: self.measure,
            first: true,
        };
        let goes_on = pair.lower() && pair.tight() && !pair.last.facts.terminal;
        goes_on && pair.length() * 6 < self.measure.full * 5
    }

    fn joins_in_body(&self, last: &FlowLine, i: usize, before: Before) -> bool {
        let line = &self.lines[i];
        let first = self.open.len() == 1;
        let pair = Pair { last, line, before, measure: self.measure, first };
        if starts_anew(&pair) || (last.facts.terminal && self.opens_ragged(i)) {
            return false;
        }
        if line.facts.upper && self.upper && last.facts.capital {
            if self.names_authority(last, i) {
                return false;
            }
            let over_gap = !self.measure.gaps_tell && pair.near() && !last.facts.terminal;
            return pair.tight() || last.facts.unfinished || over_gap;
        }
        let title_ends = self.upper && last.facts.upper && !line.facts.upper;
        let title_starts = !self.upper && line.facts.upper;
        if (title_ends || title_starts) && self.open.len() <= 6 && !pair.lower() {
            return false;
        }
        pair.goes_on()
    }

    /// Whether line `i` names who decides, between a title in capitals and the first legal basis: an office in one
    /// or two lines, then `Căn cứ`. After `của` and the like the office is still the title's.
    fn names_authority(&self, last: &FlowLine, i: usize) -> bool {
        if !opens_office(&self.lines[i].text) || leads_on(&last.text) {
            return false;
        }
        let rest = &self.lines[i + 1..self.lines.len().min(i + 4)];
        let after = rest.iter().skip_while(|line| line.facts.upper).take(2);
        let words: Vec<&str> = after.flat_map(|line| line.text.split_whitespace()).collect();
        matches!(words[..], [can, cu, ..] if vanban_text::fold(&format!("{can} {cu}")) == "can cu")
    }

    /// Moves from zone to zone by what line `i` is.
    fn enter_zone(&mut self, i: usize, before: Before) {
        let line = &self.lines[i];
        let text = line.text.as_str();
        let start = line.facts.start;
        let annex = start == Start::Division && vanban_text::fold(text).starts_with("phu luc");
        if is_table_header(text) {
            if self.zone != Zone::Table {
                self.group = 0;
            }
            self.zone = Zone::Table;
            return;
        }
        self.zone = match self.zone {
            Zone::Letterhead if self.letterhead_ends(line) => Zone::Body,
            Zone::Table if self.table_ends(i, before) => Zone::Body,
            Zone::Signature if annex || is_type_line(text) => Zone::Body,
            Zone::Table if annex => Zone::Body,
            zone => zone,
        };
        if start == Start::Formal && self.zone != Zone::Letterhead && !is_addressee(text) {
            self.zone = Zone::Signature;
        }
        if self.zone == Zone::Body && start == Start::Label {
            self.roman = roman_of(text).unwrap_or(self.roman);
        } else if self.zone == Zone::Table {
            self.group = roman_of(text).unwrap_or(self.group);
        }
    }

    /// Whether the letterhead ended before `line`: the title, the addressee or running text begins.
    fn letterhead_ends(&self, line: &FlowLine) -> bool {
        is_type_line(&line.text)
            || line.facts.start == Start::Label
            || is_addressee(&line.text)
            || self.measure.is_wide(line.facts.chars)
    }

    /// Whether the table ended before line `i`: the next chapter of the text begins, or prose goes on at
    /// the text's own width.
    fn table_ends(&self, i: usize, before: Before) -> bool {
        let line = &self.lines[i];
        let next_chapter =
            roman_of(&line.text).is_some_and(|n| n == self.roman + 1 && self.roman > 0);
        // Without empty lines in the text only the numbers tell chapters from a table's groups.
        let numbered = !self.measure.gaps_tell
            && line.facts.start == Start::Label
            && roman_of(&line.text) != Some(self.group + 1);
        if next_chapter && line.facts.upper && (!matches!(before, Before::Blank(0)) || numbered) {
            return true;
        }
        let ahead = &self.lines[i..self.lines.len().min(i + 2)];
        let wide = |line: &FlowLine| self.measure.is_wide(line.facts.chars);
        let opens = matches!(line.facts.start, Start::Bullet | Start::Label | Start::Other);
        opens && !matches!(before, Before::Blank(0)) && ahead.len() == 2 && ahead.iter().all(wide)
    }

    fn push(&mut self, i: usize, joined: bool) {
        let line = &self.lines[i];
        if !joined {
            self.upper = true;
            self.gap = match self.before(i) {
                Before::Blank(blank) => blank > self.measure.usual_blank,
                Before::Page | Before::Boundary => true,
            };
        }
        self.upper &= line.facts.capital;
        self.aside = None;
        self.open.push(i);
    }

    /// Whether more empty lines than usual stand before line `i`.
    fn gapped(&self, i: usize) -> bool {
        !matches!(self.lines[i].before, Before::Blank(blank) if blank <= self.measure.usual_blank)
    }

    fn flush(&mut self, assembler: &mut Assembler) {
        let Some(first) = self.open.first() else { return };
        let style = self.lines[*first].style.clone();
        let all = |test: fn(&Style) -> bool| self.open.iter().all(|i| test(&self.lines[*i].style));
        let style =
            Style { bold: all(|style| style.bold), italic: all(|style| style.italic), ..style };
        let line = |i: &usize| Line { gap_before: self.gapped(*i), ..to_line(&self.lines[*i]) };
        let lines = self.open.iter().map(line).collect();
        assembler.paragraph(&ParagraphBlock { lines, style }, self.gap);
        self.open.clear();
    }
}

/// `CHỦ TỊCH ỦY BAN NHÂN DÂN ...`, `GIÁM ĐỐC SỞ ...`: the offices that issue documents in their own name.
fn opens_office(text: &str) -> bool {
    const OFFICES: [&str; 12] = [
        "chu tich ",
        "giam doc ",
        "tong giam doc ",
        "bo truong ",
        "thu tuong ",
        "cuc truong ",
        "tong cuc truong ",
        "chi cuc truong ",
        "hieu truong ",
        "vien truong ",
        "chanh an ",
        "thong doc ",
    ];
    let folded = vanban_text::fold(text);
    OFFICES.iter().any(|office| folded.starts_with(office))
}

/// Whether the words after `text` still belong to it: `... THẨM QUYỀN CỦA`, `... SỞ TƯ PHÁP,`.
fn leads_on(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["cua", "va", "do", "boi", "voi", "cho", "tu", "pho", "quyen", "giua", "hoac", "nguyen"];
    let folded = vanban_text::fold(text);
    let word = folded.rsplit(char::is_whitespace).next().unwrap_or_default();
    folded.ends_with([',', '-', '–', ':', '/']) || WORDS.contains(&word)
}

/// The state's or the Party's name, which heads the right column of a letterhead.
fn names_state(text: &str) -> bool {
    let text = vanban_text::fold(text);
    text.starts_with("cong hoa xa hoi chu nghia") || text == "dang cong san viet nam"
}

/// `Kính gửi:` opens a letter, it does not close it.
fn is_addressee(text: &str) -> bool {
    vanban_text::fold(text).starts_with("kinh gui")
}

fn roman_of(text: &str) -> Option<u32> {
    let numeral = text.split(['.', ')', '/', '-', ' ']).next().unwrap_or_default();
    vanban_text::roman(numeral)
}

/// In a flattened table a cell's lines stand together, and a row's number starts a row.
fn joins_in_table(line: &FlowLine, before: Before, measure: &Measure) -> bool {
    let together = matches!(before, Before::Blank(blank) if blank <= measure.usual_blank);
    together && !is_row_start(&line.text) && !is_table_header(&line.text)
}

/// In letterhead and signature block each line is a thing of its own, unless it plainly goes on.
fn joins_in_frame(last: &FlowLine, line: &FlowLine, before: Before, measure: &Measure) -> bool {
    let pair = Pair { last, line, before, measure, first: false };
    if matches!(before, Before::Boundary) || is_type_line(&last.text) || starts_anew(&pair) {
        return false;
    }
    let lower = matches!(line.facts.start, Start::Lower | Start::WeakBullet);
    let unfinished = last.facts.unfinished && !line.facts.capital && pair.tight();
    (lower && !last.facts.terminal && pair.near())
        || unfinished
        || last.facts.broken_symbol
        || (line.text.starts_with(|c: char| c.is_ascii_digit()) && ends_before_number(&last.text))
        || halves_of_name(&last.text, &line.text)
}

/// `ỦY BAN NHÂN DÂN` and `HỘI ĐỒNG NHÂN DÂN` never stand without their place, nor the state's name in halves.
pub(crate) fn halves_of_name(last: &str, line: &str) -> bool {
    const PLACES: [&str; 9] = [
        "tinh ",
        "thanh pho ",
        "phuong ",
        "xa ",
        "dac khu ",
        "huyen ",
        "quan ",
        "thi xa ",
        "thi tran ",
    ];
    let (last, line) = (vanban_text::fold(last), vanban_text::fold(line));
    let organ = matches!(last.as_str(), "uy ban nhan dan" | "hoi dong nhan dan" | "ubnd" | "hdnd");
    (organ && PLACES.iter().any(|place| line.starts_with(place)))
        || (last == "cong hoa xa hoi" && line.starts_with("chu nghia"))
        || (last == "cong hoa xa hoi chu nghia viet" && line == "nam")
}
