//! One page: interpreted, turned upright, with its annotations and its verdict.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use vanban_document::{
    BBox, Judgement, NoteKind, Origin, Page, PageInfo, PageNo, Rule, Run, Treatment, Verdict,
};

use crate::collector::{Collector, Enough};
use crate::face::Faces;
use crate::{Limits, ReadPage, annotations};

/// A page that hayro could not interpret.
pub(crate) struct Unreadable;

/// Reads one page.
pub(crate) fn read<'a>(
    page: &PdfPage<'a>,
    number: PageNo,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    limits: &Limits,
) -> Result<ReadPage, Unreadable> {
    let faces = Faces::new(settings.font_resolver.clone());
    let mut collector = Collector::new(&faces, limits);
    let interpret = |content: RenderContent, collector: &mut Collector<'_>| {
        let settings = InterpreterSettings { render_content: content, ..settings.clone() };
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let upright = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(upright, area, cache, pdf.xref(), settings);
        bounded(|| interpret_page(page, &mut context, collector))
    };
    let mut cut = interpret(RenderContent::PAGE, &mut collector)?;
    let mut stamped = Collector::new(&faces, limits);
    if annotations::any(page) {
        cut |= interpret(RenderContent::ANNOTATIONS, &mut stamped)?;
    }
    let annotations = annotations::sort(page, number, stamped, &mut collector.runs);
    let (width, height) = page.render_dimensions();
    let mut read = ReadPage {
        info: PageInfo { number, width, height, origin: Origin::Digital, judgement: None },
        page: Page {
            number,
            width,
            height,
            runs: collector.runs,
            rules: collector.rules,
            images: collector.images,
        },
        annotations,
        notes: Vec::new(),
    };
    if cut {
        let message = "the page paints more than is allowed; the rest of it is left out";
        read.notes.push((NoteKind::LimitHit, message.to_owned()));
    }
    finish(&mut read);
    Ok(read)
}

/// Tidies what was collected and turns it upright.
pub(crate) fn finish(read: &mut ReadPage) {
    tidy(&mut read.page);
    turn_upright(&mut read.page);
    (read.info.width, read.info.height) = (read.page.width, read.page.height);
}

/// What stands for a page that could not be interpreted.
pub(crate) fn unreadable(page: &PdfPage<'_>, number: PageNo) -> ReadPage {
    let (width, height) = page.render_dimensions();
    let message = "the page's content is damaged and could not be read".to_owned();
    let mut read = ReadPage {
        info: PageInfo { number, width, height, origin: Origin::Digital, judgement: None },
        page: Page { number, width, height, ..Page::default() },
        annotations: Vec::new(),
        notes: Vec::new(),
    };
    lose(&mut read, message);
    read
}

/// Gives a page up.
pub(crate) fn lose(read: &mut ReadPage, message: String) {
    read.info.judgement = Some(Judgement {
        verdict: Verdict::Garbled,
        treatment: Treatment::Lost,
        reasons: vec![message.clone()],
        confidence: 0.0,
    });
    read.notes.push((NoteKind::PageUnreadable, message));
}

/// The number of pages that the file says it has.
pub(crate) fn stated_count(pdf: &Pdf) -> Option<usize> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    root.get::<Dict<'_>>(b"Pages")?.get::<u32>(b"Count").map(|count| count as usize)
}

/// Runs the interpreter; `Ok(true)` when the collector had enough before the end.
fn bounded(interpret: impl FnOnce()) -> Result<bool, Unreadable> {
    match catch_unwind(AssertUnwindSafe(interpret)) {
        Ok(()) => Ok(false),
        Err(payload) if payload.is::<Enough>() => Ok(true),
        Err(_) => Err(Unreadable),
    }
}

/// Drops what lies off the page, and words painted twice in one place (shadows, emboldening by offset).
fn tidy(page: &mut Page) {
    let area = BBox::new(0.0, 0.0, page.width, page.height);
    let on_page = |bbox: BBox| {
        let (x, y) = bbox.centre();
        area.holds(x, y)
    };
    page.runs.retain(|run| on_page(run.bbox));
    page.rules.retain(|rule| {
        let BBox { x0, y0, x1, y1 } = rule.bbox;
        x1 >= 0.0 && y1 >= 0.0 && x0 <= area.x1 && y0 <= area.y1
    });
    let mut kept: Vec<Run> = Vec::with_capacity(page.runs.len());
    for run in page.runs.drain(..) {
        let near = |a: f32, b: f32| (a - b).abs() < 0.12 * run.size;
        let twin = kept.iter_mut().rev().take(12).find(|other| {
            other.text.trim() == run.text.trim()
                && near(other.bbox.x0, run.bbox.x0)
                && near(other.baseline, run.baseline)
                && !run.text.trim().is_empty()
        });
        match twin {
            Some(other) => other.bold = true,
            None => kept.push(run),
        }
    }
    page.runs = kept;
}

/// Turns a page whose words run up or down the sheet, as landscape tables set on portrait paper do.
fn turn_upright(page: &mut Page) {
    let letters = |quarter: i32| -> usize {
        let of = page.runs.iter().filter(|run| quarter_turns(run.angle) == Some(quarter));
        of.map(|run| run.text.len()).sum()
    };
    let all: usize = page.runs.iter().map(|run| run.text.len()).sum();
    let Some(turns) = (1..4).find(|quarter| letters(*quarter) * 5 > all * 4 && all > 0) else {
        return;
    };
    for _ in 0..turns {
        turn_clockwise(page);
    }
}

fn quarter_turns(angle: f32) -> Option<i32> {
    let turns = (angle / 90.0).round();
    ((angle - turns * 90.0).abs() < 5.0).then(|| (turns as i32).rem_euclid(4))
}

fn turn_clockwise(page: &mut Page) {
    let height = page.height;
    let turned = |bbox: BBox| BBox::new(height - bbox.y0, bbox.x0, height - bbox.y1, bbox.x1);
    for run in &mut page.runs {
        run.angle -= 90.0;
        run.bbox = turned(run.bbox);
        // Descent over the whole height of a run's box, see `glyphs`.
        run.baseline = run.bbox.y1 - 0.22 * run.size;
    }
    for Rule { bbox, horizontal } in &mut page.rules {
        *bbox = turned(*bbox);
        *horizontal = !*horizontal;
    }
    for image in &mut page.images {
        *image = turned(*image);
    }
    std::mem::swap(&mut page.width, &mut page.height);
}
