//! Pages whose words have to be read from their picture: which, how, and what is said when it fails.
//!
//! A page is recognised where its text layer is missing, of another language, or without meaning; where Tesseract is
//! not installed the layer is restored instead, and a page without one is named as lost. Recognition is the only stage
//! that takes seconds a page, so pages are read side by side and the time for one document is bounded.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use vanban_document::{
    Content, Judgement, MediaType, Note, NoteKind, Origin, Page, PageInfo, PageNo, Raster, Reading,
    Treatment, Verdict,
};
use vanban_ocr::{Engine, Recognised};

use crate::stages::{OcrMode, Progress, ReadOptions};
use crate::{Failure, caught};

/// Stack of a thread that draws and recognises: drawing follows the nesting of the file.
const STACK_BYTES: usize = 64 << 20;

/// Where the pictures of pages come from.
pub(crate) enum Pictures {
    /// Drawn from a PDF, one at a time.
    Pdf(vanban_pdf::Pictures),
    /// The pages of a picture file.
    Decoded(Vec<Raster>),
}

/// A picture file's pages before recognition: nothing on them.
pub(crate) fn unread(kind: MediaType, pictures: &[Raster]) -> Reading {
    let sizes = (1..).zip(pictures);
    let size =
        |raster: &Raster| (raster.width as f32 / raster.scale, raster.height as f32 / raster.scale);
    let info = |(number, raster): (PageNo, &Raster)| {
        let (width, height) = size(raster);
        let judgement = Judgement {
            verdict: Verdict::Image,
            treatment: Treatment::Lost,
            reasons: vec!["a picture file".to_owned()],
            confidence: 0.0,
        };
        PageInfo { number, width, height, origin: Origin::Ocr, judgement: Some(judgement) }
    };
    let page = |(number, raster): (PageNo, &Raster)| {
        let (width, height) = size(raster);
        Page { number, width, height, ..Page::default() }
    };
    let note = |(number, _): (PageNo, &Raster)| Note {
        kind: NoteKind::PageIsImage,
        page: Some(number),
        message: "the page is a picture; it has to be recognised (OCR)".to_owned(),
    };
    Reading {
        media_type: kind,
        pages: sizes.clone().map(info).collect(),
        content: Content::Pages(sizes.clone().map(page).collect()),
        annotations: Vec::new(),
        notes: sizes.map(note).collect(),
    }
}

/// Recognises the pages of `reading` that need it.
pub(crate) fn pages(
    reading: &mut Reading,
    pictures: impl FnOnce() -> Result<Pictures, Failure>,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) {
    let wanted: Vec<usize> = (0..reading.pages.len())
        .filter(|at| reading.pages.get(*at).is_some_and(|info| is_wanted(info, options.ocr)))
        .collect();
    if wanted.is_empty() {
        return;
    }
    let ready = Engine::find().map_err(Failure::from).and_then(|engine| Ok((engine, pictures()?)));
    let (engine, pictures) = match ready {
        Ok(ready) => ready,
        Err(failure) => {
            return wanted.iter().for_each(|at| fail(reading, *at, &failure.to_string()));
        }
    };
    let jobs: Vec<Job> = wanted.iter().filter_map(|at| job(reading, *at)).collect();
    let work =
        Work { jobs: &jobs, pictures: &pictures, engine: &engine, next: AtomicUsize::new(0) };
    let of = jobs.len() as u32;
    let mut done = 0;
    let mut open: Vec<bool> = vec![true; jobs.len()];
    progress(Progress { stage: "recognise", page: 0, of });
    work.run(options, |i, outcome| {
        done += 1;
        progress(Progress { stage: "recognise", page: done, of });
        let (Some(job), Some(open)) = (jobs.get(i), open.get_mut(i)) else { return };
        *open = false;
        match outcome {
            Ok(Outcome::Blank) => blank(reading, job.at),
            Ok(Outcome::Read(recognised)) => replace(reading, job.at, *recognised),
            Err(failure) => fail(reading, job.at, &failure.to_string()),
        }
    });
    let seconds = options.ocr_time.as_secs();
    for (job, _) in jobs.iter().zip(open).filter(|(_, open)| *open) {
        let message = format!(
            "the time for recognition, {seconds} s, was over; raise --timeout to give it more"
        );
        fail(reading, job.at, &message);
    }
}

fn is_wanted(info: &PageInfo, mode: OcrMode) -> bool {
    let Some(judgement) = &info.judgement else { return false };
    match mode {
        OcrMode::Never => false,
        OcrMode::Force => true,
        OcrMode::Auto => match judgement.verdict {
            Verdict::Image | Verdict::OcrLayerBad | Verdict::Garbled => true,
            Verdict::Stripped => info.origin == Origin::OcrLayer,
            Verdict::Digital | Verdict::OcrLayerGood => false,
        },
    }
}

/// A page to recognise.
struct Job {
    /// Its place among the pages.
    at: usize,
    number: PageNo,
}

fn job(reading: &Reading, at: usize) -> Option<Job> {
    Some(Job { at, number: reading.pages.get(at)?.number })
}

/// What came of a page's picture.
enum Outcome {
    /// There is nothing on it.
    Blank,
    /// Its words.
    Read(Box<Recognised>),
}

/// The pages to recognise and what it takes.
struct Work<'a> {
    jobs: &'a [Job],
    pictures: &'a Pictures,
    engine: &'a Engine,
    next: AtomicUsize,
}

impl Work<'_> {
    /// Recognises all pages, some side by side; hands each outcome to `done` on this thread, as they come.
    fn run(&self, options: &ReadOptions, mut done: impl FnMut(usize, Result<Outcome, Failure>)) {
        let deadline = Instant::now() + options.ocr_time;
        std::thread::scope(|scope| {
            let (sender, outcomes) = channel();
            for _ in 0..options.ocr_threads.clamp(1, self.jobs.len()) {
                let sender = sender.clone();
                let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
                let started = thread.spawn_scoped(scope, move || self.feed(deadline, &sender));
                // Without a thread the pages stay undone and are reported.
                if started.is_err() {
                    break;
                }
            }
            drop(sender);
            for (i, outcome) in outcomes {
                done(i, outcome);
            }
        });
    }

    fn feed(&self, deadline: Instant, sender: &Sender<(usize, Result<Outcome, Failure>)>) {
        loop {
            let i = self.next.fetch_add(1, Ordering::Relaxed);
            let left = deadline.saturating_duration_since(Instant::now());
            let Some(job) = self.jobs.get(i).filter(|_| !left.is_zero()) else { return };
            let outcome = caught(|| self.recognise(job, left));
            if sender.send((i, outcome)).is_err() {
                return;
            }
        }
    }

    fn recognise(&self, job: &Job, left: Duration) -> Result<Outcome, Failure> {
        let usual = vanban_ocr::Limits::default();
        let limits = vanban_ocr::Limits { page_time: usual.page_time.min(left), ..usual };
        let drawn;
        let raster = match self.pictures {
            Pictures::Pdf(pictures) => {
                drawn = pictures.page(job.number)?;
                &drawn
            }
            Pictures::Decoded(rasters) => rasters.get(job.at).ok_or(Failure::Empty)?,
        };
        if is_blank(raster) {
            return Ok(Outcome::Blank);
        }
        Ok(Outcome::Read(Box::new(self.engine.recognise(raster, &limits)?)))
    }
}

/// Whether a picture shows paper and nothing else: a single line of print blackens more than this of a page.
fn is_blank(raster: &Raster) -> bool {
    let sum = |pixel: &[u8]| pixel.iter().map(|part| u32::from(*part)).sum::<u32>();
    let dark = raster.rgb.chunks_exact(3).filter(|pixel| sum(pixel) < 3 * 110).count();
    (dark as f32) < 0.0002 * raster.width as f32 * raster.height as f32
}

/// Puts recognised words in the place of the page's own, unless those are more.
fn replace(reading: &mut Reading, at: usize, recognised: Recognised) {
    let Content::Pages(pages) = &mut reading.content else { return };
    let (Some(page), Some(info)) = (pages.get_mut(at), reading.pages.get_mut(at)) else { return };
    let Some(judgement) = &mut info.judgement else { return };
    let (found, had) = (letters(&recognised.page), letters(page));
    let percent = (recognised.confidence * 100.0).round();
    if found < 20 && found < had {
        judgement
            .reasons
            .push(format!("recognition found only {found} letters, the layer is kept"));
        return;
    }
    let is_layer = matches!(judgement.verdict, Verdict::OcrLayerBad | Verdict::OcrLayerGood);
    let (mut words, taken) =
        if is_layer { vanban_ocr::fuse(page, &recognised.page) } else { (recognised.page, 0) };
    words.number = page.number;
    words.images = std::mem::take(&mut page.images);
    (info.width, info.height, info.origin) = (words.width, words.height, Origin::Ocr);
    *page = words;
    judgement.treatment = if taken > 0 { Treatment::Fused } else { Treatment::Recognised };
    judgement.confidence = recognised.confidence;
    judgement.reasons.push(format!("recognised with a mean confidence of {percent} %"));
    judgement.reasons.extend(recognised.notes);
    if taken > 0 {
        judgement.reasons.push(format!("{taken} words taken from the layer"));
    }
    let number = info.number;
    forget(reading, number);
    if found == 0 || recognised.confidence < 0.6 {
        reading.notes.push(Note {
            kind: if found == 0 { NoteKind::PageIsImage } else { NoteKind::PoorTextLayer },
            page: Some(number),
            message: format!("recognition is unsure: {found} letters, mean confidence {percent} %"),
        });
    }
}

fn letters(page: &Page) -> usize {
    let characters = page.runs.iter().flat_map(|run| run.text.chars());
    characters.filter(|c| c.is_alphanumeric()).count()
}

fn blank(reading: &mut Reading, at: usize) {
    let Some(info) = reading.pages.get_mut(at) else { return };
    let number = info.number;
    if let Some(judgement) = &mut info.judgement
        && judgement.verdict == Verdict::Image
    {
        (judgement.treatment, judgement.confidence) = (Treatment::Recognised, 1.0);
        judgement.reasons.push("the picture is blank".to_owned());
        forget(reading, number);
    }
}

/// What was said about a layer that is not used.
fn forget(reading: &mut Reading, number: PageNo) {
    let about = [NoteKind::PageIsImage, NoteKind::PoorTextLayer];
    reading.notes.retain(|note| note.page != Some(number) || !about.contains(&note.kind));
}

/// Says why a page could not be recognised; its layer, if it has one, is kept.
fn fail(reading: &mut Reading, at: usize, message: &str) {
    let Some(info) = reading.pages.get_mut(at) else { return };
    let number = info.number;
    let Some(judgement) = &mut info.judgement else { return };
    judgement.reasons.push(format!("not recognised: {message}"));
    if judgement.verdict == Verdict::Image {
        judgement.confidence = 0.0;
        forget(reading, number);
        reading.notes.push(Note {
            kind: NoteKind::PageIsImage,
            page: Some(number),
            message: format!("the page is a picture and was not recognised: {message}"),
        });
    }
}
