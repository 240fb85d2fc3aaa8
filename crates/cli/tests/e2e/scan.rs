//! Scans: pictures of the project's own plans, read back. Without Tesseract these tests say that they did not run,
//! but for the one that is about its absence.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::Command;

use serde_json::Value;
use vanban_document::Raster;

use crate::run::{Folder, Run, command, vanban, workspace};

/// Whether Tesseract with its Vietnamese model is there.
fn can_recognise() -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").output();
    let there = listed.is_ok_and(|listed| {
        String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == "vie")
    });
    if !there {
        println!("NOT RUN: no Tesseract with Vietnamese; cargo xtask setup installs it");
    }
    there
}

const PLAN: &str = "fixtures/da-teh-y-te/plan.pdf";

/// Pages of the plan as they come out of a scanner.
fn pictures() -> Vec<Raster> {
    let bytes = std::fs::read(workspace().join(PLAN)).expect("the plan");
    let pages = vanban_pdf::Pictures::open(&bytes, &vanban_pdf::Limits::default()).expect("opens");
    (1..).map_while(|number| pages.page(number).ok()).collect()
}

fn gray(raster: &Raster) -> Vec<u8> {
    raster.rgb.chunks_exact(3).map(|pixel| pixel[1]).collect()
}

/// A PDF of nothing but pictures.
fn scan(pictures: &[Raster]) -> Vec<u8> {
    let kids: Vec<String> = (0..pictures.len()).map(|i| format!("{} 0 R", 3 * i + 3)).collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pictures.len()).into_bytes(),
    ];
    for (i, raster) in pictures.iter().enumerate() {
        let Raster { width, height, scale, .. } = raster;
        let (across, down) = (*width as f32 / scale, *height as f32 / scale);
        let (content, image) = (3 * i + 4, 3 * i + 5);
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across} {down}] /Contents {content} 0 R \
                 /Resources << /XObject << /P {image} 0 R >> >> >>"
            )
            .into_bytes(),
        );
        let drawing = format!("q {across} 0 0 {down} 0 0 cm /P Do Q");
        objects.push(stream("", drawing.as_bytes()));
        let looks = format!(
            "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray \
             /BitsPerComponent 8"
        );
        objects.push(stream(&looks, &gray(raster)));
    }
    file(&objects)
}

fn stream(looks: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {looks} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).expect("a string takes all");
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(table.bytes());
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

/// The share of the words of `truth` that stand in `text` as well, each as often.
fn found(truth: &str, text: &str) -> f64 {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for word in text.split_whitespace() {
        *there.entry(word).or_default() += 1;
    }
    let mut hits = 0;
    for word in truth.split_whitespace() {
        if let Some(count) = there.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            hits += 1;
        }
    }
    f64::from(hits) / truth.split_whitespace().count() as f64
}

fn verdicts(record: &Run) -> Vec<(String, String)> {
    let record: Value = serde_json::from_str(&record.out).expect("a record");
    let pages = record["source"]["page_verdicts"].as_array().expect("verdicts").clone();
    let name = |value: &Value| value.as_str().expect("a name").to_owned();
    pages.iter().map(|page| (name(&page["verdict"]), name(&page["treatment"]))).collect()
}

#[test]
fn a_scan_gives_the_words_of_the_plan_it_shows() {
    if !can_recognise() {
        return;
    }
    let pictures = pictures();
    let folder = Folder::new();
    folder.write("scan.pdf", scan(&pictures));
    let path = folder.arg("scan.pdf");
    let run = vanban(["extract", &path]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let pair = |verdict: &str, treatment: &str| (verdict.to_owned(), treatment.to_owned());
    assert_eq!(verdicts(&run), vec![pair("image", "recognised"); pictures.len()]);
    let truth = vanban(["extract", &workspace().join(PLAN).to_string_lossy(), "--text"]).out;
    let text = vanban(["extract", &path, "--text"]).out;
    let share = found(&truth, &text);
    println!("{:.1} % of the words of a scan", share * 100.0);
    assert!(share > 0.97, "{share}");
}

#[test]
fn a_photograph_of_a_page_is_read_like_a_scan() {
    if !can_recognise() {
        return;
    }
    let page = pictures().swap_remove(0);
    let folder = Folder::new();
    for name in ["page.png", "page.jpg", "page.tiff"] {
        let path = folder.path(name);
        image::GrayImage::from_raw(page.width, page.height, gray(&page))
            .expect("as many pixels")
            .save(&path)
            .expect("written");
        let run = vanban(["extract", &path.to_string_lossy(), "--text"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name}");
        let truth = vanban(["extract", &workspace().join(PLAN).to_string_lossy(), "--text"]).out;
        let share = found(&run.out, &truth);
        assert!(share > 0.95, "{name}: {share}");
    }
}

#[test]
fn a_scan_that_is_not_to_be_recognised_is_named_as_left_out() {
    let folder = Folder::new();
    folder.write("scan.pdf", scan(&pictures()[..1]));
    let path = folder.arg("scan.pdf");
    let run = vanban(["extract", "--ocr", "never", &path]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("page 1") && run.err.contains("picture"), "{}", run.err);
    let pair = ("image".to_owned(), "lost".to_owned());
    assert_eq!(verdicts(&run), [pair]);
}

#[test]
fn without_tesseract_a_scan_is_named_with_what_to_install() {
    let folder = Folder::new();
    folder.write("scan.pdf", scan(&pictures()[..1]));
    let path = folder.arg("scan.pdf");
    let run: Run =
        command(["extract", &path]).env("PATH", "/nowhere").output().expect("it starts").into();
    assert_eq!(run.status, 1);
    assert!(run.err.contains("page 1") && run.err.contains("tesseract-ocr-vie"), "{}", run.err);
}
