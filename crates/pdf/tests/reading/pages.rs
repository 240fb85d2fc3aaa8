//! What well-formed files yield.

use std::fmt::Write as _;

use vanban_document::{Content, NoteKind, Origin, Page, Reading, Run};
use vanban_pdf::{Limits, read};

use crate::writer::{PageSpec, Writer, hex, lay, pdf, show};

fn read_pages(pages: &[PageSpec]) -> Reading {
    read(&pdf(pages), &Limits::default()).unwrap()
}

fn page(reading: &Reading, at: usize) -> &Page {
    match &reading.content {
        Content::Pages(pages) => &pages[at],
        other => panic!("pages expected, not {other:?}"),
    }
}

fn run<'a>(page: &'a Page, text: &str) -> &'a Run {
    let found = page.runs.iter().find(|run| run.text.trim() == text);
    found.unwrap_or_else(|| panic!("no run {text:?} in {:?}", page.runs))
}

#[test]
fn words_come_with_their_place_from_the_top_left() {
    let reading = read_pages(&[PageSpec::of(&show(100.0, 742.0, 14.0, "Xã Đồi Mây"))]);
    let page = page(&reading, 0);
    let texts: Vec<&str> = page.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["Xã ", "Đồi ", "Mây"]);
    let second = run(page, "Đồi");
    assert!((second.baseline - 100.0).abs() < 0.1, "{second:?}");
    assert!((second.bbox.x0 - 121.0).abs() < 0.1, "{second:?}");
    assert!((second.bbox.x1 - 142.0).abs() < 0.1, "{second:?}");
    assert!((second.size - 14.0).abs() < 0.1 && second.confidence > 0.99);
    assert!((page.width - 595.0).abs() < 0.1 && (page.height - 842.0).abs() < 0.1);
    assert_eq!(reading.pages[0].origin, Origin::Digital);
}

#[test]
fn decomposed_letters_come_composed() {
    let reading =
        read_pages(&[PageSpec::of(&show(50.0, 700.0, 12.0, "Ke\u{302}\u{301} hoa\u{323}ch"))]);
    let texts: Vec<&str> = page(&reading, 0).runs.iter().map(|run| run.text.trim()).collect();
    assert_eq!(texts, ["Kế", "hoạch"]);
}

#[test]
fn faces_are_known_for_fonts_that_are_not_embedded() {
    let content = "BT /F 12 Tf 50 700 Td (thuong) Tj ET BT /B 12 Tf 50 650 Td (dam) Tj ET \
        BT /I 12 Tf 50 600 Td (nghieng) Tj ET";
    let reading = read_pages(&[PageSpec::of(content)]);
    let faces: Vec<(bool, bool)> =
        page(&reading, 0).runs.iter().map(|run| (run.bold, run.italic)).collect();
    assert_eq!(faces, [(false, false), (true, false), (false, true)]);
}

#[test]
fn fill_and_outline_of_the_same_words_are_bold_words() {
    let content = format!("BT /U 12 Tf 2 Tr 50 700 Td {} Tj ET", hex("Quyết"));
    let reading = read_pages(&[PageSpec::of(&content)]);
    let runs = &page(&reading, 0).runs;
    assert_eq!(runs.len(), 1);
    assert!(runs[0].bold);
}

#[test]
fn words_painted_twice_with_a_small_shift_come_once() {
    let content = show(50.0, 700.0, 12.0, "Điều") + &show(50.4, 700.0, 12.0, "Điều");
    let reading = read_pages(&[PageSpec::of(&content)]);
    assert_eq!(page(&reading, 0).runs.len(), 1);
    assert!(page(&reading, 0).runs[0].bold);
}

#[test]
fn strokes_and_thin_boxes_are_rules_and_thick_ones_are_not() {
    let content = "0.5 w 50 700 m 250 700 l S 50 600 0.7 100 re f 100 400 200 50 re f \
        0.5 w 300 300 80 40 re S 1 g 50 200 300 0.5 re f";
    let reading = read_pages(&[PageSpec::of(content)]);
    let rules = &page(&reading, 0).rules;
    let horizontal = rules.iter().filter(|rule| rule.horizontal).count();
    assert_eq!((horizontal, rules.len() - horizontal), (3, 3), "{rules:?}");
    assert!((rules[0].bbox.x0 - 50.0).abs() < 0.1 && (rules[0].bbox.x1 - 250.0).abs() < 0.1);
    assert!((rules[0].bbox.y0 - 141.75).abs() < 0.1, "{:?}", rules[0]);
}

#[test]
fn a_page_painted_sideways_is_turned_upright() {
    let mut content = String::new();
    for line in 0_u8..4 {
        let x = 100.0 + f32::from(line) * 20.0;
        let words = hex("Nhiệm vụ của xã");
        writeln!(content, "BT /U 12 Tf 0 1 -1 0 {x} 80 Tm {words} Tj ET").unwrap();
    }
    content += "0.5 w 90 60 m 90 500 l S";
    let reading = read_pages(&[PageSpec::of(&content)]);
    let page = page(&reading, 0);
    assert!((page.width - 842.0).abs() < 0.1 && (page.height - 595.0).abs() < 0.1);
    assert!(page.runs.iter().all(|run| run.angle.abs() < 1.0), "{:?}", page.runs);
    assert!(run(page, "Nhiệm").bbox.x0 < run(page, "xã").bbox.x0);
    assert!(page.rules[0].horizontal);
    assert!((reading.pages[0].width - 842.0).abs() < 0.1);
}

#[test]
fn a_rotated_page_has_the_size_that_is_seen() {
    let content = format!("BT /U 12 Tf 0 1 -1 0 100 80 Tm {} Tj ET", hex("Biểu"));
    let reading =
        read_pages(&[PageSpec { entries: "/Rotate 90".into(), ..PageSpec::of(&content) }]);
    assert!((reading.pages[0].width - 842.0).abs() < 0.1);
    assert!((page(&reading, 0).runs[0].bbox.x0 - 80.0).abs() < 0.1, "{:?}", page(&reading, 0).runs);
    assert!((page(&reading, 0).runs[0].baseline - 100.0).abs() < 0.1);
}

/// A page of one image, with `over` painted on it.
fn scan(over: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    let image = writer.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        &[200],
    );
    let spec = PageSpec {
        content: format!("q 595 0 0 842 0 0 cm /Im Do Q {over}"),
        resources: format!("/XObject << /Im {image} 0 R >>"),
        ..PageSpec::default()
    };
    let root = lay(&mut writer, &[spec]);
    writer.file(root, "")
}

fn invisible_lines(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let lines = words.chunks(8).zip(0_u8..);
    let show =
        |(words, i): (&[&str], u8)| show(60.0, 700.0 - 20.0 * f32::from(i), 12.0, &words.join(" "));
    format!("3 Tr {}", lines.map(show).collect::<String>())
}

#[test]
fn a_picture_without_text_is_said_to_be_one() {
    let reading = read(&scan(""), &Limits::default()).unwrap();
    let kinds: Vec<_> = reading.notes.iter().map(|note| (note.kind, note.page)).collect();
    assert_eq!(kinds, [(NoteKind::PageIsImage, Some(1))]);
    assert_eq!(page(&reading, 0).images.len(), 1);
}

#[test]
fn a_text_layer_of_another_language_is_not_trusted() {
    let bad = "UY BAN NHAN DAN XA Dol May cong tac chuyen ddi s6 nam hoc m6i tren dia ban xa \
        thon ban kh6ng ding tien mat dat ty 16 cao hon muc binh quan chung toan tinh";
    let good = "Ủy ban nhân dân xã Đồi Mây tổ chức thực hiện công tác chuyển đổi số năm học mới trên địa \
        bàn các thôn bản không dùng tiền mặt đạt tỷ lệ cao hơn mức bình quân chung";
    let (bad, good) = (scan(&invisible_lines(bad)), scan(&invisible_lines(good)));
    let bad = read(&bad, &Limits::default()).unwrap();
    assert_eq!(bad.pages[0].origin, Origin::OcrLayer);
    assert_eq!(bad.notes.len(), 1, "{:?}", bad.notes);
    assert_eq!(bad.notes[0].kind, NoteKind::PoorTextLayer);
    let good = read(&good, &Limits::default()).unwrap();
    assert_eq!(good.pages[0].origin, Origin::OcrLayer);
    assert_eq!(good.notes, []);
    assert!(page(&good, 0).runs.iter().all(|run| run.invisible));
}

#[test]
fn glyphs_without_meaning_are_counted() {
    let mut writer = Writer::default();
    let glyph = writer.stream("", b"500 0 d0 0 0 400 600 re f");
    let font = writer.add(format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] \
         /CharProcs << /g7 {glyph} 0 R >> /Encoding << /Differences [65 /g7] >> /FirstChar 65 /LastChar 65 \
         /Widths [500] /Resources << >> >>"
    ));
    let spec = PageSpec {
        fonts: format!("/X {font} 0 R"),
        ..PageSpec::of("BT /X 12 Tf 50 700 Td (AAA) Tj ET")
    };
    let root = lay(&mut writer, &[spec]);
    let reading = read(&writer.file(root, ""), &Limits::default()).unwrap();
    assert_eq!(page(&reading, 0).runs[0].text, "\u{FFFD}\u{FFFD}\u{FFFD}");
    assert_eq!(reading.notes[0].kind, NoteKind::PoorTextLayer);
    assert!(reading.notes[0].message.starts_with("3 of 3"), "{:?}", reading.notes);
}

#[test]
fn stated_words_stand_for_glyphs_that_say_something_else() {
    let content =
        format!("/Span << /ActualText <FEFF00530110> >> BDC {} EMC", show(50.0, 700.0, 12.0, "ab"));
    let reading = read_pages(&[PageSpec::of(&content)]);
    assert_eq!(page(&reading, 0).runs[0].text, "SĐ");
}

/// A page with an annotation whose appearance paints `text` at its lower left corner.
fn stamped(content: &str, rect: [f32; 4], entries: &str, text: &str) -> Reading {
    let mut writer = Writer::default();
    let [x0, y0, x1, y1] = rect;
    let (width, height) = (x1 - x0, y1 - y0);
    let mut spec = PageSpec::of(content);
    let font = writer
        .add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>");
    let form = writer.stream(
        &format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] /Resources << /Font << /F {font} 0 R >> >>"
        ),
        format!("BT /F 12 Tf 1 4 Td ({text}) Tj ET").as_bytes(),
    );
    spec.entries = format!(
        "/Annots [<< /Type /Annot {entries} /Rect [{x0} {y0} {x1} {y1}] /AP << /N {form} 0 R >> >>]"
    );
    let root = lay(&mut writer, &[spec]);
    read(&writer.file(root, ""), &Limits::default()).unwrap()
}

#[test]
fn a_signature_stamp_stays_out_of_the_text() {
    let body = show(60.0, 700.0, 12.0, "Nội dung");
    let entries = "/Subtype /Widget /FT /Sig";
    let reading = stamped(&body, [300.0, 100.0, 500.0, 130.0], entries, "Ky boi: Phong Tu phap");
    assert_eq!(reading.annotations.len(), 1);
    assert_eq!(reading.annotations[0].text, "Ky boi: Phong Tu phap");
    assert_eq!(page(&reading, 0).runs.len(), 2);
}

#[test]
fn a_number_stamped_into_its_blank_belongs_to_the_line() {
    let body = show(60.0, 700.0, 12.0, "Số:") + &show(130.0, 700.0, 12.0, "/QĐ-UBND");
    let entries = "/Subtype /Widget /FT /Sig";
    let reading = stamped(&body, [90.0, 696.0, 120.0, 716.0], entries, "417");
    assert_eq!(reading.annotations.len(), 1);
    let stamped = run(page(&reading, 0), "417");
    assert!((stamped.baseline - run(page(&reading, 0), "Số:").baseline).abs() < 0.01);
}

#[test]
fn digits_stamped_where_nothing_was_left_blank_are_no_text() {
    let body = show(60.0, 700.0, 12.0, "Căn cứ Quyết định số");
    let entries = "/Subtype /Stamp";
    let reading = stamped(&body, [300.0, 300.0, 330.0, 320.0], entries, "417");
    assert!(page(&reading, 0).runs.iter().all(|run| run.text.trim() != "417"));
}

#[test]
fn a_filled_field_is_text() {
    let body = show(60.0, 700.0, 12.0, "Họ tên:");
    let reading =
        stamped(&body, [120.0, 696.0, 220.0, 716.0], "/Subtype /Widget /FT /Tx", "Ho Van Y");
    assert_eq!(reading.annotations, []);
    assert!(page(&reading, 0).runs.iter().any(|run| run.text.trim() == "Ho"));
}

#[test]
fn words_bear_the_colour_they_are_painted_in() {
    let content = format!(
        "1 0 0 rg {} 0 0 1 rg {}",
        show(60.0, 700.0, 12.0, "đỏ"),
        show(90.0, 700.0, 12.0, "xanh")
    );
    let reading = read_pages(&[PageSpec::of(&content)]);
    let Content::Pages(pages) = &reading.content else { unreachable!() };
    assert_eq!(run(&pages[0], "đỏ").color, [255, 0, 0]);
    assert_eq!(run(&pages[0], "xanh").color, [0, 0, 255]);
}

#[test]
fn words_bear_the_name_of_their_font_where_it_is_embedded() {
    let bytes = include_bytes!("../../../../fixtures/an-giang-giam-ngheo/plan.pdf");
    let reading = vanban_pdf::read(bytes, &vanban_pdf::Limits::default()).unwrap();
    let Content::Pages(pages) = &reading.content else { unreachable!() };
    let fonts: std::collections::BTreeSet<&str> =
        pages.iter().flat_map(|page| &page.runs).filter_map(|run| run.font.as_deref()).collect();
    // Without the tag that marks a subset.
    assert!(fonts.iter().any(|font| font.starts_with("Tinos")), "{fonts:?}");
    assert!(fonts.iter().all(|font| !font.contains('+')), "{fonts:?}");
}

#[test]
fn a_number_put_between_two_words_is_a_word_of_its_own() {
    // Half an em to a letter: the words end at 86 and begin again at 98, the digits reach into both.
    let body = show(56.0, 700.0, 12.0, "tháng ") + &show(98.0, 700.0, 12.0, "năm");
    for kind in ["Tx", "Sig"] {
        let entries = format!("/Subtype /Widget /FT /{kind}");
        let reading = stamped(&body, [85.0, 696.0, 99.0, 712.0], &entries, "09");
        let mut runs: Vec<&Run> = page(&reading, 0).runs.iter().collect();
        runs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, ["tháng ", "09 ", "năm"], "{kind}");
        let gaps: Vec<f32> =
            runs.windows(2).map(|pair| pair[1].bbox.x0 - pair[0].bbox.x1).collect();
        assert!(gaps.iter().all(|gap| *gap > 0.5), "{kind}: {gaps:?}");
    }
}

#[test]
fn letters_left_to_another_font_stand_in_their_gaps() {
    // Letters of half an em: `Ph`, `l` and `c` leave room that `u` and `u` fill afterwards.
    let [ph, l, c, u] = ["Ph", "l", "c", "u"].map(hex);
    let content = format!(
        "BT /U 10 Tf 1 0 0 1 100 700 Tm [{ph} -500 {l} -500 {c}] TJ 1 0 0 1 110 700 Tm [{u} -495 {u}] TJ ET"
    );
    let reading = read_pages(&[PageSpec::of(&content)]);
    let mut runs: Vec<&Run> = page(&reading, 0).runs.iter().collect();
    runs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let text: String = runs.iter().map(|run| run.text.trim()).collect();
    assert_eq!(text, "Phuluc", "{runs:?}");
}
