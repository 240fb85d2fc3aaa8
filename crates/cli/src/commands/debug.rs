//! `vanban debug layout`: what was seen on a page, drawn over it: lines, paragraphs, headings, tables, furniture.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, bail};
use image::{ImageFormat, Rgb, RgbImage};
use vanban_pipeline::{Processed, ReadOptions, Stages, caught};
use vanban_text::Span;

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

/// As deep as a worker's, since the same readers run here.
const STACK_BYTES: usize = 256 << 20;

/// Pixels a point: 108 dpi.
const SCALE: f32 = 1.5;

/// A box over the page.
struct Frame {
    kind: Kind,
    /// Left, top, right, bottom in points.
    sides: [f32; 4],
    label: String,
}

#[derive(Clone, Copy)]
enum Kind {
    Line,
    Paragraph,
    Heading,
    Table,
    Cell,
    Furniture,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Line => "line",
            Kind::Paragraph => "paragraph",
            Kind::Heading => "heading",
            Kind::Table => "table",
            Kind::Cell => "cell",
            Kind::Furniture => "furniture",
        }
    }

    fn colour(self) -> [u8; 3] {
        match self {
            Kind::Line => [190, 190, 190],
            Kind::Paragraph => [40, 90, 220],
            Kind::Heading => [210, 30, 60],
            Kind::Table => [0, 130, 60],
            Kind::Cell => [110, 190, 110],
            Kind::Furniture => [240, 140, 0],
        }
    }
}

pub(crate) fn run(args: &args::Debug, printer: &mut Printer) -> anyhow::Result<Status> {
    let args::Debug::Layout(args) = args;
    let name = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("{name}: cannot be read"))?;
    let options = ReadOptions { ocr: args.ocr.into(), ..ReadOptions::default() };
    let path = args.file.to_string_lossy().into_owned();
    let stages = Stages::new(options);
    let processed = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        let running = thread.spawn_scoped(scope, || caught(|| stages.process(&path, &bytes)))?;
        running.join().map_err(|_| anyhow::anyhow!("the document's thread panicked"))
    })?;
    let processed = match processed {
        Ok(processed) => processed,
        Err(failure) => {
            printer.complain(&format!("{name}: {failure}"));
            return Ok(Status::LeftOut);
        }
    };
    let frames = frames(&processed, args.page);
    if frames.is_empty() {
        bail!("{name}: nothing with a place on page {}; only PDF and scans have places", args.page);
    }
    let picture = stages
        .picture(&bytes, args.page, SCALE)
        .and_then(|raster| RgbImage::from_raw(raster.width, raster.height, raster.rgb));
    let drawn = match args.out.extension().and_then(|end| end.to_str()) {
        Some("png") => {
            png(&draw(picture.unwrap_or_else(|| blank(&processed, args.page)), &frames))?
        }
        Some("html" | "htm") => {
            html(&processed, args.page, &frames, picture.as_ref())?.into_bytes()
        }
        _ => bail!("{}: the name must end in .html or .png", args.out.display()),
    };
    let to = args.out.display();
    fs::write(&args.out, drawn).with_context(|| format!("{to}: cannot be written"))?;
    printer.line(&format!("{to}: {} boxes of page {}", frames.len(), args.page))?;
    Ok(Status::Fine)
}

/// What was seen on the page.
fn frames(processed: &Processed, page: u32) -> Vec<Frame> {
    let (document, structure) = (&processed.document, &processed.structure);
    let mut found = Vec::new();
    let mut add = |kind: Kind, span: Span, label: String| {
        if let Some(sides) = sides(processed, span, page) {
            found.push(Frame { kind, sides, label });
        }
    };
    for line in &document.lines {
        add(Kind::Line, line.span, String::new());
    }
    for (i, paragraph) in document.paragraphs.iter().enumerate() {
        add(Kind::Paragraph, paragraph.span, format!("paragraph {i}"));
    }
    for (i, table) in structure.tables.iter().enumerate() {
        let title = table.title.as_deref().unwrap_or("table");
        let columns = table.columns.len();
        let label = format!(
            "{title}: {:?}, {} rows, {columns} columns, confidence {:.2}",
            table.origin,
            table.rows.len(),
            table.confidence
        );
        add(Kind::Table, table.span, format!("tb{} {label}", i + 1));
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                let label = format!("row {} column {}: {}", r + 1, c + 1, cell.text);
                for span in &cell.spans {
                    add(Kind::Cell, *span, label.clone());
                }
            }
        }
    }
    for section in &structure.sections {
        let label = format!(
            "level {} {} {} ({:.2})",
            section.level, section.label, section.title, section.confidence
        );
        add(Kind::Heading, section.heading, label);
    }
    for line in document.furniture.iter().filter(|line| line.page == page) {
        if let Some(b) = line.bbox {
            let sides = [b.x0, b.y0, b.x1, b.y1];
            found.push(Frame { kind: Kind::Furniture, sides, label: line.text.clone() });
        }
    }
    found
}

/// The box about the words of a span on one page.
fn sides(processed: &Processed, span: Span, page: u32) -> Option<[f32; 4]> {
    let lines = &processed.document.lines;
    let first = lines.partition_point(|line| line.span.end <= span.start);
    let on_page = lines[first..]
        .iter()
        .take_while(|line| line.span.start < span.end)
        .filter(|line| line.page == page && line.span.overlaps(span));
    let mut all: Option<[f32; 4]> = None;
    for line in on_page {
        let words = line.words.iter().filter(|(word, _)| word.overlaps(span)).map(|(_, b)| *b);
        let mut boxes: Vec<_> = words.collect();
        boxes.extend(line.bbox.filter(|_| line.words.is_empty()));
        for b in boxes {
            let [x0, y0, x1, y1] = all.unwrap_or([b.x0, b.y0, b.x1, b.y1]);
            all = Some([x0.min(b.x0), y0.min(b.y0), x1.max(b.x1), y1.max(b.y1)]);
        }
    }
    all
}

/// Width and height of a page in points.
fn size(processed: &Processed, page: u32) -> (f32, f32) {
    let found = processed.document.pages.iter().find(|info| info.number == page);
    found.map(|info| (info.width, info.height)).filter(|(w, _)| *w > 0.0).unwrap_or((595.0, 842.0))
}

fn blank(processed: &Processed, page: u32) -> RgbImage {
    let (width, height) = size(processed, page);
    RgbImage::from_pixel((width * SCALE) as u32, (height * SCALE) as u32, Rgb([255; 3]))
}

/// Draws the edges of the boxes.
fn draw(mut picture: RgbImage, frames: &[Frame]) -> RgbImage {
    let (width, height) = picture.dimensions();
    for frame in frames {
        let [x0, y0, x1, y1] = frame.sides.map(|side| (side * SCALE).max(0.0) as u32);
        let colour = Rgb(frame.kind.colour());
        for x in x0..=x1.min(width.saturating_sub(1)) {
            for y in [y0, y1].into_iter().filter(|y| *y < height) {
                picture.put_pixel(x, y, colour);
            }
        }
        for y in y0..=y1.min(height.saturating_sub(1)) {
            for x in [x0, x1].into_iter().filter(|x| *x < width) {
                picture.put_pixel(x, y, colour);
            }
        }
    }
    picture
}

fn png(picture: &RgbImage) -> anyhow::Result<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).context("the picture cannot be written")?;
    Ok(bytes.into_inner())
}

/// A page that stands alone: the picture, or the words where there is none, and the boxes over it.
fn html(
    processed: &Processed,
    page: u32,
    frames: &[Frame],
    picture: Option<&RgbImage>,
) -> anyhow::Result<String> {
    let (width, height) = size(processed, page);
    let mut out = String::from(
        "<!doctype html><meta charset=\"utf-8\"><style>body{margin:0;font:12px sans-serif}",
    );
    out.push_str(".page{position:relative}.page *{position:absolute;box-sizing:border-box}.word{white-space:nowrap}");
    for kind in
        [Kind::Line, Kind::Paragraph, Kind::Heading, Kind::Table, Kind::Cell, Kind::Furniture]
    {
        let [r, g, b] = kind.colour();
        write!(out, ".{}{{border:1px solid rgb({r},{g},{b})}}", kind.name())?;
    }
    let (across, down) = (width * SCALE, height * SCALE);
    write!(out, "</style><div class=\"page\" style=\"width:{across:.0}px;height:{down:.0}px\">")?;
    match picture {
        Some(picture) => {
            let data = base64(&png(picture)?);
            write!(
                out,
                "<img alt=\"\" style=\"width:100%\" src=\"data:image/png;base64,{data}\">"
            )?;
        }
        None => words(processed, page, &mut out)?,
    }
    for frame in frames {
        let [x0, y0, x1, y1] = frame.sides.map(|side| side * SCALE);
        write!(
            out,
            "<div class=\"{}\" title=\"{}\" style=\"left:{x0:.1}px;top:{y0:.1}px;width:{:.1}px;height:{:.1}px\"></div>",
            frame.kind.name(),
            escaped(&frame.label),
            x1 - x0,
            y1 - y0
        )?;
    }
    out.push_str("</div>\n");
    Ok(out)
}

fn words(processed: &Processed, page: u32, out: &mut String) -> anyhow::Result<()> {
    let document = &processed.document;
    for line in document.lines.iter().filter(|line| line.page == page) {
        let Some(b) = line.bbox else { continue };
        let (x, y, size) = (b.x0 * SCALE, b.y0 * SCALE, (b.y1 - b.y0) * SCALE * 0.75);
        let text = escaped(line.span.of(&document.text));
        write!(
            out,
            "<span class=\"word\" style=\"left:{x:.1}px;top:{y:.1}px;font-size:{size:.1}px\">{text}</span>"
        )?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let value = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for i in 0..4 {
            let digit = DIGITS[((value >> (18 - 6 * i)) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base64() {
        for (bytes, want) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), want);
        }
    }
}
