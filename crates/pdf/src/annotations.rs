//! What is laid over a page: signature stamps, comments, filled form fields.
//!
//! A filled field belongs to the page's words. All else is kept apart, so that "Ký bởi: ..." never ends up
//! in a sentence.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo;
use hayro_interpret::{RectExt, TransformExt};
use vanban_document::{Annotation, BBox, PageNo, Run};

use crate::collector::{Collector, decode};

/// Bound on the annotations of a page that are looked at.
const MOST: usize = 2_000;

/// Whether the page has annotations that may show words.
pub(crate) fn any(page: &PdfPage<'_>) -> bool {
    dicts(page).any(|dict| subtype(&dict) != b"Link")
}

/// The page's annotations; what form fields show goes to `runs`.
pub(crate) fn sort(
    page: &PdfPage<'_>,
    number: PageNo,
    stamped: Collector<'_>,
    runs: &mut Vec<Run>,
) -> Vec<Annotation> {
    let to_page = page.initial_transform(true).to_kurbo();
    let mut shown: Vec<Option<Run>> = stamped.runs.into_iter().map(Some).collect();
    let mut annotations = Vec::new();
    for dict in dicts(page) {
        let Some(rect) = dict.get::<Rect>(b"Rect") else {
            continue;
        };
        let bbox = to_bbox(to_page.transform_rect_bbox(rect.to_kurbo()));
        let inside = |run: &Run| {
            let (x, y) = run.bbox.centre();
            bbox.holds(x, y)
        };
        let of_this: Vec<Run> = shown
            .iter_mut()
            .filter(|run| run.as_ref().is_some_and(inside))
            .filter_map(Option::take)
            .collect();
        if is_field(&dict) {
            fill_in(of_this, runs);
            continue;
        }
        let mut text = words(&of_this);
        if fills_a_blank(&of_this, runs) {
            write_into_blank(&of_this, runs);
        }
        if text.is_empty() && !matches!(subtype(&dict).as_slice(), b"Link" | b"Popup") {
            text = stated(&dict);
        }
        if !text.is_empty() {
            annotations.push(Annotation { page: number, bbox, text });
        }
    }
    annotations
}

fn end_word(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// A gap of this many ems between two words is seen as one, where a space stands as well.
const SEEN: f32 = 0.06;

/// Adds a filled field's words to the page's. Fields are laid over blanks that are often too narrow for them: a
/// number typed between two words is a word of its own, however close it stands.
fn fill_in(field: Vec<Run>, runs: &mut Vec<Run>) {
    for mut run in field {
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let middle = run.bbox.centre().0;
        for other in runs.iter_mut() {
            let same_line = (other.baseline - run.baseline).abs() < 0.5 * run.size;
            if !same_line || other.text.trim().is_empty() {
                continue;
            }
            let is_before = other.bbox.centre().0 < middle;
            let gap =
                if is_before { run.bbox.x0 - other.bbox.x1 } else { other.bbox.x0 - run.bbox.x1 };
            if gap.abs() > 0.5 * run.size {
                continue;
            }
            if is_before
                && other.text.trim_end().ends_with(char::is_alphabetic)
                && digits(run.text.chars().next())
            {
                end_word(&mut other.text);
                run.bbox.x0 = run.bbox.x0.max(other.bbox.x1 + SEEN * run.size).min(run.bbox.x1);
            } else if !is_before
                && other.text.starts_with(char::is_alphabetic)
                && digits(run.text.chars().last())
            {
                run.text.push(' ');
                run.bbox.x1 = run.bbox.x1.min(other.bbox.x0 - SEEN * run.size).max(run.bbox.x0);
            }
        }
        runs.push(run);
    }
}

/// Document systems stamp the number and the date onto the finished page as annotations, into the room left
/// for them (`Số:      /QĐ-UBND`, `ngày    tháng    năm`). Digits alone, on a line of the text, over none of
/// its words: they belong to the line.
fn fills_a_blank(stamp: &[Run], runs: &[Run]) -> bool {
    let [run] = stamp else {
        return false;
    };
    let digits = run.text.trim();
    let on_line = |other: &&Run| {
        (other.baseline - run.baseline).abs() < 0.5 * other.size && !other.text.trim().is_empty()
    };
    let overlap = |other: &Run| run.bbox.x1.min(other.bbox.x1) - run.bbox.x0.max(other.bbox.x0);
    let beside = |other: &Run| overlap(other) > -4.0 * other.size;
    let mut line = runs.iter().filter(on_line).peekable();
    (1..=6).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && runs.iter().filter(on_line).any(beside)
        && line.peek().is_some()
        && line.all(|other| overlap(other) < 0.3 * run.bbox.width().min(other.bbox.width()))
}

/// Adds the stamp to the line it was put on, at the line's own height; a word before or after it stays apart.
fn write_into_blank(stamp: &[Run], runs: &mut Vec<Run>) {
    let Some(run) = stamp.first() else {
        return;
    };
    let middle = run.bbox.centre().0;
    let distance = |other: &Run| (other.bbox.centre().0 - middle).abs();
    let same_line = |other: &Run| (other.baseline - run.baseline).abs() < 0.5 * other.size;
    let nearest = |left: bool| {
        runs.iter()
            .enumerate()
            .filter(|(_, other)| same_line(other) && !other.text.trim().is_empty())
            .filter(|(_, other)| (other.bbox.centre().0 < middle) == left)
            .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))
            .map(|(at, _)| at)
    };
    let (before, after) = (nearest(true), nearest(false));
    let mut run = run.clone();
    if let Some(neighbour) = before.or(after).and_then(|at| runs.get(at)) {
        run.baseline = neighbour.baseline;
    }
    let word_follows = after
        .and_then(|at| runs.get(at))
        .is_some_and(|other| other.text.starts_with(char::is_alphabetic));
    run.text = format!("{}{}", run.text.trim(), if word_follows { " " } else { "" });
    // The blank itself was painted as spaces; filled, it is none.
    let edge = |at: Option<usize>| at.and_then(|at| runs.get(at)).map(|other| other.bbox);
    let from = edge(before).map_or(f32::NEG_INFINITY, |bbox| bbox.x1 - 1.0);
    let to = edge(after).map_or(f32::INFINITY, |bbox| bbox.x0 + 1.0);
    let in_blank = |other: &Run| {
        other.text.trim().is_empty()
            && same_line(other)
            && (from..to).contains(&other.bbox.centre().0)
    };
    let blank: Vec<usize> =
        runs.iter().enumerate().filter(|(_, other)| in_blank(other)).map(|(at, _)| at).collect();
    for at in blank {
        if let Some(space) = runs.get_mut(at) {
            space.text.clear();
        }
    }
    if let Some(other) = before.and_then(|at| runs.get_mut(at))
        && other.text.trim_end().ends_with(char::is_alphabetic)
    {
        end_word(&mut other.text);
        // Blanks are often too narrow for what is stamped into them.
        run.bbox.x0 = run.bbox.x0.max(other.bbox.x1 + SEEN * run.size).min(run.bbox.x1);
    }
    if let Some(next) = after.and_then(|at| runs.get(at)).filter(|_| word_follows) {
        run.bbox.x1 = run.bbox.x1.min(next.bbox.x0 - SEEN * run.size).max(run.bbox.x0);
    }
    runs.push(run);
}

fn dicts<'a>(page: &PdfPage<'a>) -> impl Iterator<Item = Dict<'a>> {
    let array = page.raw().get::<Array<'a>>(b"Annots").unwrap_or_default();
    array.iter::<Dict<'a>>().take(MOST).collect::<Vec<_>>().into_iter()
}

fn subtype(dict: &Dict<'_>) -> Vec<u8> {
    dict.get::<Name<'_>>(b"Subtype").map(|name| name.as_ref().to_vec()).unwrap_or_default()
}

/// A form field other than a signature's.
fn is_field(dict: &Dict<'_>) -> bool {
    let kind = |dict: &Dict<'_>| dict.get::<Name<'_>>(b"FT").map(|name| name.as_ref().to_vec());
    let kind = kind(dict).or_else(|| kind(&dict.get::<Dict<'_>>(b"Parent")?));
    subtype(dict) == b"Widget" && kind.is_some_and(|kind| kind == b"Tx" || kind == b"Ch")
}

/// What an annotation without visible words states: its contents, or the signer's name.
fn stated(dict: &Dict<'_>) -> String {
    let string = |dict: &Dict<'_>, key: &[u8]| {
        dict.get::<PdfString<'_>>(key).map(|text| decode(text.as_bytes()))
    };
    let signer = || string(&dict.get::<Dict<'_>>(b"V")?, b"Name");
    let text = string(dict, b"Contents").or_else(signer).unwrap_or_default();
    vanban_text::nfc(text.trim())
}

/// The words of runs in the order they were painted.
fn words(runs: &[Run]) -> String {
    let mut text = String::new();
    let mut last: Option<&Run> = None;
    for run in runs {
        let apart = last.is_some_and(|last| {
            (last.baseline - run.baseline).abs() > 0.3 * run.size
                || run.bbox.x0 - last.bbox.x1 > 0.17 * run.size
        });
        if apart && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(&run.text);
        last = Some(run);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn to_bbox(rect: kurbo::Rect) -> BBox {
    BBox::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}
