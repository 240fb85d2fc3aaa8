//! The second reader, pdf-extract: asked where hayro cannot open a file, or knows none of a page's characters.
//!
//! It panics on about one odd file in twenty (docs/libraries.md), so each page is read by itself and its panics are
//! caught; what aborts it costs the worker process. It tells neither fonts nor pictures nor what is invisible.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::kurbo::{Point, Vec2};
use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};
use vanban_document::{BBox, Content, MediaType, Note, NoteKind, Origin, Page, PageInfo, PageNo};
use vanban_document::{Reading, Run};

use crate::glyphs::{self, UNREADABLE};
use crate::{Limits, ReadPage, add, guard, page, verdict};

/// A file opened by the second reader.
pub(crate) struct Second {
    file: Document,
    pages: Vec<PageNo>,
}

impl Second {
    /// Opens a file, with no password.
    pub(crate) fn open(bytes: &[u8]) -> Option<Second> {
        let open = || {
            let mut file = Document::load_mem(bytes).ok()?;
            if file.is_encrypted() {
                file.decrypt("").ok()?;
            }
            let pages = file.get_pages().into_keys().collect();
            Some(Second { file, pages })
        };
        catch_unwind(open).ok().flatten().filter(|second| !second.pages.is_empty())
    }

    /// The words of a page; `None` where it fails on it.
    pub(crate) fn page(&self, number: PageNo, limits: &Limits) -> Option<Page> {
        let mut words =
            Words { page: Page::default(), corner: Point::ZERO, open: None, limits: *limits };
        let read = || output_doc_page(&self.file, &mut words, number);
        let whole = matches!(catch_unwind(AssertUnwindSafe(read)), Ok(Ok(())));
        words.close();
        let Page { runs, width, height, .. } = words.page;
        // Half a page would pass for a whole one.
        whole.then(|| Page { number, width, height, runs, ..Page::default() })
    }

    fn whole_page(&self, number: PageNo, limits: &Limits) -> ReadPage {
        let found = self.page(number, limits);
        let failed = found.is_none();
        let page = Page { number, ..found.unwrap_or_default() };
        let info = PageInfo { number, origin: Origin::Digital, ..PageInfo::default() };
        let mut read = ReadPage { info, page, annotations: Vec::new(), notes: Vec::new() };
        if failed {
            let message =
                "the second reader, pdf-extract, failed on the page; it could not be read";
            page::lose(&mut read, message.to_owned());
            return read;
        }
        page::finish(&mut read);
        judge(&mut read);
        read
    }

    /// What has to be said about a file that only this reader could open.
    fn notes(&self, bytes: &[u8], read: usize) -> Vec<Note> {
        let note = |kind, message| Note { kind, page: None, message };
        let mut notes = vec![note(
            NoteKind::PoorTextLayer,
            format!("the file is damaged and the first reader could not open it; {BY}"),
        )];
        let stated = self.stated_count().unwrap_or(0).max(self.pages.len());
        if read < stated {
            let message = format!("the file states {stated} pages, {read} could be read");
            notes.push(note(NoteKind::PageUnreadable, message));
        } else if guard::is_cut_off(bytes) {
            let message = format!(
                "the end of the file is missing; {read} pages could be read, later ones may be lost"
            );
            notes.push(note(NoteKind::PageUnreadable, message));
        }
        notes
    }

    fn stated_count(&self) -> Option<usize> {
        let tree = self.file.catalog().ok()?.get(b"Pages").ok()?;
        let (_, tree) = self.file.dereference(tree).ok()?;
        usize::try_from(tree.as_dict().ok()?.get(b"Count").ok()?.as_i64().ok()?).ok()
    }
}

/// The verdict on a page of this reader's, which says whose it is.
fn judge(read: &mut ReadPage) {
    verdict::judge(read);
    if let Some(judgement) = &mut read.info.judgement {
        judgement.reasons.push(BY.to_owned());
    }
}

/// Reads a file that the first reader cannot open; `None` where the second finds no words in it either.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Option<Reading> {
    let second = Second::open(bytes)?;
    let mut reading = Reading {
        media_type: MediaType::Pdf,
        pages: Vec::new(),
        content: Content::Pages(Vec::new()),
        annotations: Vec::new(),
        notes: Vec::new(),
    };
    let mut pages = Vec::new();
    for number in second.pages.iter().copied().take(limits.pages as usize) {
        add(&mut reading, &mut pages, second.whole_page(number, limits));
    }
    let readable = |run: &Run| run.text.chars().any(char::is_alphanumeric);
    if !pages.iter().flat_map(|page| &page.runs).any(readable) {
        return None;
    }
    reading.notes.extend(second.notes(bytes, pages.len()));
    reading.content = Content::Pages(pages);
    Some(reading)
}

const BY: &str = "read by the second reader, pdf-extract";

/// Whether a page shows glyphs whose characters the first reader does not know.
pub(crate) fn is_wanted(page: &Page) -> bool {
    let (mut known, mut unknown) = (0_usize, 0_usize);
    for c in page.runs.iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()) {
        if c == UNREADABLE { unknown += 1 } else { known += 1 }
    }
    unknown > 0 && unknown * 9 >= known
}

/// Puts the second reader's words in the place of glyphs without characters, where they are words.
///
/// Codes that it takes for letters make no syllables; words in another language than Vietnamese are left to
/// recognition, which sees what stands there. `count` is the number of pages that the first reader found.
pub(crate) fn help(read: &mut ReadPage, second: &Second, (count, limits): (usize, &Limits)) {
    // Where the two do not agree on the pages, or on a page's box, the words belong elsewhere.
    let fits = |page: &Page| {
        let (across, down) = (page.width - read.info.width, page.height - read.info.height);
        across.abs() <= 1.0 && down.abs() <= 1.0 && is_prose(&page.runs)
    };
    let found = second.page(read.info.number, limits).filter(|_| second.pages.len() == count);
    let Some(page) = found.filter(fits) else {
        verdict::judge(read);
        return;
    };
    read.page.runs = page.runs;
    page::finish(read);
    let message = format!("the page's glyphs bear no characters; {BY}");
    read.notes.push((NoteKind::PoorTextLayer, message));
    judge(read);
}

/// Share of words that must be Vietnamese syllables for codes to have been understood.
const SYLLABLES: f32 = 0.6;

fn is_prose(runs: &[Run]) -> bool {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let (mut all, mut right) = (0_usize, 0_usize);
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != UNREADABLE);
        if word.chars().any(|c| !c.is_ascii_digit()) {
            all += 1;
            right += usize::from(vanban_text::is_syllable(word));
        }
    }
    all >= 5 && right as f32 >= SYLLABLES * all as f32
}

/// What pdf-extract paints, collected into runs of a word each.
struct Words {
    page: Page,
    /// Left and top edge of the page's box.
    corner: Point,
    open: Option<Open>,
    limits: Limits,
}

/// A run being built: where it starts, where its next character is expected, its em along and across.
struct Open {
    text: String,
    start: Point,
    end: Point,
    along: Vec2,
    up: Vec2,
}

/// Gap in ems that parts two runs; as for the first reader's, whether it is a space is for layout to say.
const JUMP: f64 = 0.1;

impl Words {
    fn close(&mut self) {
        let Some(Open { text, start, end, along, up }) = self.open.take() else {
            return;
        };
        let around = glyphs::around(start, end, up);
        if around.is_finite() && !text.trim().is_empty() {
            let [x0, y0, x1, y1] = [around.x0, around.y0, around.x1, around.y1];
            self.page.runs.push(Run {
                text: vanban_text::nfc(&text),
                bbox: BBox::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32),
                baseline: start.y as f32,
                size: up.hypot() as f32,
                angle: (-along.y).atan2(along.x).to_degrees() as f32,
                confidence: 1.0,
                ..Run::default()
            });
        }
    }

    fn paint(&mut self, text: &str, start: Point, along: Vec2, up: Vec2, advance: f64) {
        let near = |open: &Open| (start - open.end).hypot() <= JUMP * up.hypot();
        if !self.open.as_ref().is_some_and(near) {
            self.close();
        }
        if text.trim().is_empty() {
            if let Some(open) = &mut self.open {
                open.text.push(' ');
            }
            self.close();
            return;
        }
        let new = || Open { text: String::new(), start, end: start, along, up };
        let open = self.open.get_or_insert_with(new);
        open.text.push_str(text);
        open.end = start + along * advance;
    }
}

impl OutputDev for Words {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.corner = Point::new(media.llx, media.ury);
        self.page.width = (media.urx - media.llx).abs() as f32;
        self.page.height = (media.ury - media.lly).abs() as f32;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        to_page: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.page.runs.len() > self.limits.runs_per_page {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        // Its pages go up, ours down.
        let start = Point::new(to_page.m31 - self.corner.x, self.corner.y - to_page.m32);
        let along = Vec2::new(to_page.m11, -to_page.m12) * font_size;
        let up = Vec2::new(to_page.m21, -to_page.m22) * font_size;
        self.paint(text, start, along, up, width);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
