//! Lines to paragraphs, across page breaks; tables and blocks side by side in their place between them.

use vanban_document::{Alignment, Assembler, ParagraphBlock, Rule, Style, TableOrigin};

use crate::aligned::{Found, Joined, Part as AlignedPart};

use super::aligned;
use super::columns::Columns;
use super::labels::{hangs, is_bullet, is_labelled};
use super::margins::Margins;
use super::table::Part;
use super::words::{Row, Strip};

/// Takes what pages show, in reading order, and hands it on as paragraphs and tables.
pub(crate) struct Flow<'a> {
    assembler: &'a mut Assembler,
    margins: Margins,
    open: Option<Open>,
    table: Option<Part>,
    /// A table seen in white space.
    open_table: Option<aligned::Open>,
    words: aligned::Store,
    /// A block side by side that ends a page may go on at the top of the next.
    columns: Option<Columns>,
    /// The line last handed on, for the gap before the next.
    last: Option<(u32, f32)>,
    /// Footnotes of pages that have ended, to follow the paragraph that is open.
    notes: Vec<Vec<Strip>>,
}

/// A paragraph that more lines may join.
struct Open {
    strips: Vec<Strip>,
    /// The margins of its last line's page.
    margins: Margins,
    leading: Option<f32>,
    gap: bool,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(assembler: &'a mut Assembler) -> Self {
        let margins = Margins { left: 0.0, right: 0.0, leading: 18.0, indent: None };
        Self {
            assembler,
            margins,
            open: None,
            table: None,
            open_table: None,
            words: aligned::Store::default(),
            columns: None,
            last: None,
            notes: Vec::new(),
        }
    }

    /// A new page begins.
    pub(crate) fn page(&mut self, margins: Margins) {
        self.margins = margins;
    }

    /// A line that is not part of the text.
    pub(crate) fn furniture(&mut self, strip: &Strip) {
        self.assembler.furniture(strip.line());
    }

    /// The footnotes of the page that ends.
    pub(crate) fn notes(&mut self, notes: Vec<Vec<Strip>>) {
        self.notes.extend(notes);
    }

    /// A line of running text.
    pub(crate) fn line(&mut self, strip: Strip) {
        self.close_table();
        self.close_columns();
        let gap = self.gap_before(&strip);
        self.last = Some((strip.page, strip.baseline));
        match &mut self.open {
            Some(open) if open.goes_on(&strip, &self.margins) => open.push(strip, self.margins),
            _ => {
                self.close_paragraph();
                self.open = Some(Open::new(strip, self.margins, gap));
            }
        }
    }

    /// Two blocks side by side.
    pub(crate) fn columns(&mut self, mut columns: Columns) {
        self.close_table();
        self.close_paragraph();
        match &mut self.columns {
            Some(before) if before.goes_on(&columns) => {
                before.left.append(&mut columns.left);
                before.right.append(&mut columns.right);
            }
            _ => {
                self.close_columns();
                self.columns = Some(columns);
            }
        }
    }

    /// A table, or its part on this page.
    pub(crate) fn table(&mut self, part: Part) {
        self.close_columns();
        self.close_paragraph();
        match &mut self.table {
            Some(table) if table.continues_in(&part) => table.append(part),
            _ => {
                self.close_table();
                self.table = Some(part);
            }
        }
    }

    /// Tables seen in the white space between `rows`.
    pub(crate) fn aligned(&mut self, rows: &[Row], rules: &[Rule]) -> Vec<Found> {
        let before = self.open_table.as_ref();
        aligned::find(rows, rules, before, &mut self.words)
    }

    /// A table seen in white space, or its part on this page.
    pub(crate) fn aligned_table(&mut self, part: AlignedPart, page: u32) {
        if self.table.is_some() {
            self.close_table();
        }
        self.close_columns();
        self.close_paragraph();
        match &mut self.open_table {
            Some(open) if open.page + 1 == page && open.table.continues_in(&part) => {
                open.table.append(part);
                open.page = page;
            }
            _ => {
                self.close_table();
                self.open_table = Some(aligned::Open { page, table: Joined::new(part) });
            }
        }
    }

    /// Hands on what is still open.
    pub(crate) fn finish(mut self) {
        self.close_table();
        self.close_columns();
        self.close_paragraph();
    }

    fn gap_before(&self, strip: &Strip) -> bool {
        self.last.is_none_or(|(page, baseline)| {
            page == strip.page && strip.baseline - baseline > 1.5 * self.margins.leading
        })
    }

    fn close_paragraph(&mut self) {
        if let Some(open) = self.open.take() {
            let style = open.style();
            let lines = open.strips.iter().map(Strip::line).collect();
            self.assembler.paragraph(&ParagraphBlock { lines, style }, open.gap);
        }
        for note in std::mem::take(&mut self.notes) {
            let lines = note.iter().map(Strip::line).collect();
            self.assembler.paragraph(&ParagraphBlock { lines, ..ParagraphBlock::default() }, true);
        }
    }

    fn close_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.last = Some((table.page, table.bbox.y1));
            let (block, confidence) = table.block();
            self.assembler.table(&block, confidence);
        }
        if let Some(open) = self.open_table.take() {
            let (block, confidence) = aligned::block(&open.table, &self.words);
            self.assembler.table_of(&block, confidence, TableOrigin::Aligned);
        }
    }

    fn close_columns(&mut self) {
        let Some(columns) = self.columns.take() else {
            return;
        };
        for strips in [columns.left, columns.right] {
            let Some(margins) = block_margins(&strips) else {
                continue;
            };
            let mut gap = true;
            for strip in strips {
                self.last = Some((strip.page, strip.baseline));
                match &mut self.open {
                    Some(open) if open.goes_on_in_block(&strip) => open.push(strip, margins),
                    _ => {
                        self.close_paragraph();
                        self.open = Some(Open::new(strip, margins, gap));
                        gap = false;
                    }
                }
            }
            self.close_paragraph();
        }
    }
}

impl Columns {
    /// Whether `next`, at the top of the following page, is the rest of the same blocks.
    fn goes_on(&self, next: &Columns) -> bool {
        let page = |columns: &Columns| {
            columns.left.iter().chain(&columns.right).map(|strip| strip.page).max()
        };
        let follows = page(self).zip(page(next)).is_some_and(|(a, b)| a + 1 == b);
        follows && self.is_signature() && !next.is_letterhead()
    }
}

/// The margins of a block: its own lines' reach.
fn block_margins(strips: &[Strip]) -> Option<Margins> {
    let bbox = strips.iter().map(|strip| strip.bbox).reduce(vanban_document::BBox::cover)?;
    let leading = 1.2 * strips.first()?.size;
    Some(Margins { left: bbox.x0, right: bbox.x1, leading, indent: None })
}

impl Open {
    fn new(strip: Strip, margins: Margins, gap: bool) -> Self {
        Self { strips: vec![strip], margins, leading: None, gap }
    }

    fn push(&mut self, strip: Strip, margins: Margins) {
        let last = self.last();
        if last.page == strip.page {
            self.leading = Some(strip.baseline - last.baseline);
        }
        self.margins = margins;
        self.strips.push(strip);
    }

    fn first(&self) -> &Strip {
        &self.strips[0]
    }

    fn last(&self) -> &Strip {
        &self.strips[self.strips.len() - 1]
    }

    /// Whether `next` goes on in this paragraph. `margins` are those of `next`'s page.
    fn goes_on(&self, next: &Strip, margins: &Margins) -> bool {
        let last = self.last();
        // A line with two wide gaps is a row of something, not a part of a sentence.
        if last.gaps.max(next.gaps) > 1 {
            return false;
        }
        let alike = if last.recognised { 0.45 } else { 0.12 };
        if (last.size - next.size).abs() > alike * last.size.max(next.size) {
            return false;
        }
        if last.page == next.page && !self.near(next, margins) {
            return false;
        }
        let centred =
            self.margins.centres(last) && margins.centres(next) || same_middle(last, next);
        if self.strips.len() == 1 && self.is_indented_title(next) {
            return true;
        }
        let same_face = last.bold() == next.bold() && last.italic() == next.italic();
        if centred && !starts_item(next) {
            let breaks = self.margins.fills_centred(last, next)
                || next.text().starts_with(char::is_lowercase)
                || hangs(&last.text());
            // `KẾ HOẠCH` over `thực hiện Nghị quyết ...`: the type stands apart from the subject.
            let same_case = is_capitals(last) == is_capitals(next);
            return same_face && same_case && breaks;
        }
        (self.margins.fills(last, next) || self.is_set_back(next, margins))
            && self.stands_right(next, margins)
            && !self.is_heading_before(next)
    }

    /// Lines of a paragraph stand evenly; a wider step begins another.
    fn near(&self, next: &Strip, margins: &Margins) -> bool {
        let step = next.baseline - self.last().baseline;
        let (expected, slack) = match self.leading {
            _ if next.recognised => (margins.leading, 0.5),
            Some(leading) => (leading, 0.22),
            None => (margins.leading, 0.3),
        };
        step > 0.0 && step < expected + slack * next.size
    }

    /// Whether `next` begins where a line inside this paragraph begins.
    fn stands_right(&self, next: &Strip, margins: &Margins) -> bool {
        let (first, last) = (self.first(), self.last());
        let from_left = |strip: &Strip, margins: &Margins| strip.bbox.x0 - margins.left;
        let (x, first_x) = (from_left(next, margins), from_left(first, &self.margins));
        // Scanned lines lean, and so do their starts.
        let near = if next.recognised { 10.0 } else { 4.0 };
        if self.strips.len() > 1 {
            // The paragraph has shown where its lines begin.
            let inner = from_left(last, &self.margins);
            return (x - inner).abs() < near || (x.abs() < near && !starts_item(next));
        }
        if x < near + 1.0 {
            // At the margin: the rest of a paragraph with an indent, or a new one where none has.
            return first_x > near + 1.0 || !starts_item(next);
        }
        let hanging = starts_item(first)
            && first.words.get(1).is_some_and(|word| (word.bbox.x0 - next.bbox.x0).abs() < 4.0);
        let block = (x - first_x).abs() < 3.0
            && !starts_item(next)
            && next.text().starts_with(char::is_lowercase);
        // A bullet set out to the left of lines that all begin at one place.
        let set_out = starts_item(first) && x > first_x && x - first_x < 40.0;
        hanging || block || (set_out && !starts_item(next))
    }

    /// A centred title set with the body's first-line indent: its first line stands half the indent right of
    /// the middle of the others.
    fn is_indented_title(&self, next: &Strip) -> bool {
        let last = self.last();
        let shift = last.bbox.centre().0 - next.bbox.centre().0;
        let word = next.words.first().map_or(0.0, |word| word.bbox.width());
        let room = 2.0 * (self.margins.right - last.bbox.centre().0);
        (6.0..20.0).contains(&shift)
            && [last, next].iter().all(|strip| strip.bold() && is_capitals(strip))
            && !starts_item(next)
            && last.bbox.width() + 0.22 * last.size + word > room - 2.0 * shift
    }

    /// Where paragraphs begin with an indent, a line at the margin in small letters is the rest of one, even
    /// after a line that someone broke by hand.
    fn is_set_back(&self, next: &Strip, margins: &Margins) -> bool {
        let indented = self.first().bbox.x0 - self.margins.left > 15.0;
        indented
            && self.strips.len() == 1
            && (next.bbox.x0 - margins.left).abs() < 3.0
            && next.text().starts_with(char::is_lowercase)
            && !starts_item(next)
            && !self.last().text().ends_with(['.', ';', ':'])
    }

    /// A bold line before plain ones is a heading, however full it is.
    fn is_heading_before(&self, next: &Strip) -> bool {
        let bold = self.strips.iter().all(Strip::bold);
        let next_starts_bold = next.words.first().is_some_and(|word| word.bold);
        let none_bold = self.strips.iter().flat_map(|strip| &strip.words).all(|word| !word.bold);
        (bold && !next_starts_bold) || (none_bold && next.bold())
    }

    /// In a block at the side lines are set by hand: only what cannot stand by itself goes on.
    fn goes_on_in_block(&self, next: &Strip) -> bool {
        let so_far = vanban_document::join_lines(
            self.strips.iter().map(Strip::text).collect::<Vec<_>>().iter().map(String::as_str),
        );
        let last = self.last();
        if last.page == next.page && next.baseline - last.baseline > 2.0 * next.size {
            return false;
        }
        let text = next.text();
        if is_motto_part(&so_far, &text) {
            return true;
        }
        if starts_item(next) || (last.size - next.size).abs() > 0.12 * last.size {
            return false;
        }
        let subject =
            ["V/v", "V/V", "v/v", "Về việc", "(V/v"].iter().any(|w| so_far.starts_with(w));
        // The asterisk under a Party body's name is no item.
        let unfinished_item = is_bullet(self.first().first_word())
            && self.first().words.len() > 1
            && !so_far.ends_with([';', '.', ':'])
            && !text.starts_with(['(', '[']);
        let low = text.starts_with(char::is_lowercase);
        subject || unfinished_item || (low && last.bold() == next.bold())
    }

    fn style(&self) -> Style {
        let first = self.first();
        Style {
            bold: self.strips.iter().all(Strip::bold),
            italic: self.strips.iter().all(Strip::italic),
            size: first.size,
            alignment: self.alignment(),
            indent: first.bbox.x0,
            heading: None,
            bullet: false,
        }
    }

    fn alignment(&self) -> Alignment {
        let margins = &self.margins;
        let (first, last) = (self.first(), self.last());
        let width = margins.right - margins.left;
        let full = |strip: &Strip| (margins.right - strip.bbox.x1).abs() < 3.0;
        if margins.centres(last)
            && !starts_item(first)
            && first.bbox.x0 - margins.left < 0.5 * width
        {
            Alignment::Centre
        } else if first.bbox.x0 - margins.left > 0.4 * width && full(first) {
            Alignment::Right
        } else if self.strips.len() > 1 && self.strips.iter().rev().skip(1).all(full) {
            Alignment::Justified
        } else {
            Alignment::Left
        }
    }
}

/// Lines of different length about one middle are centred, whatever on.
fn same_middle(a: &Strip, b: &Strip) -> bool {
    let apart = |x: f32, y: f32| (x - y).abs();
    apart(a.bbox.centre().0, b.bbox.centre().0) < 2.5 && apart(a.bbox.x0, b.bbox.x0) > 6.0
}

fn is_capitals(strip: &Strip) -> bool {
    !strip.text().contains(char::is_lowercase)
}

fn starts_item(strip: &Strip) -> bool {
    is_bullet(strip.first_word()) || is_labelled(&strip.text())
}

/// The two lines that Nghị định 30/2020/NĐ-CP, phụ lục I, puts at the head of every document; a narrow column
/// breaks them.
fn is_motto_part(before: &str, next: &str) -> bool {
    let mottos = [
        "cong hoa xa hoi chu nghia viet nam",
        "doc lap - tu do - hanh phuc",
        "dang cong san viet nam",
    ];
    let joined = vanban_text::fold(&format!("{before} {next}")).replace('–', "-");
    mottos.iter().any(|motto| motto.starts_with(joined.as_str()))
}
