//! Files that are broken, or made to hurt: each ends in a typed error or in what could be read.

use vanban_document::{Content, NoteKind};
use vanban_pdf::{LimitKind, Limits, PdfError, read};

use crate::writer::{PageSpec, Writer, deflate, lay, pdf, show};

fn three_pages() -> Vec<u8> {
    let page = |n: u8| PageSpec::of(&show(60.0, 700.0, 12.0, &format!("Trang thứ {n}")));
    pdf(&[page(1), page(2), page(3)])
}

fn page_count(bytes: &[u8]) -> usize {
    match read(bytes, &Limits::default()).unwrap().content {
        Content::Pages(pages) => pages.len(),
        _ => 0,
    }
}

#[test]
fn what_is_no_pdf_is_damaged() {
    for bytes in [&b""[..], b"%PDF-1.7\n", b"\0\x01\x02 nothing", b"%PDF-1.4\n%%EOF"] {
        let error = read(bytes, &Limits::default()).unwrap_err();
        assert!(matches!(error.code(), "pdf-damaged" | "pdf-truncated"), "{error:?}");
    }
}

#[test]
fn every_cut_of_a_file_is_an_error_or_says_that_the_end_is_missing() {
    let whole = three_pages();
    for length in (0..whole.len().saturating_sub(40)).step_by(37) {
        if let Ok(reading) = read(&whole[..length], &Limits::default()) {
            let said = reading.notes.iter().any(|note| {
                note.kind == NoteKind::PageUnreadable
                    && note.message.contains("the end of the file")
            });
            assert!(said, "cut at {length}: {:?}", reading.notes);
        }
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let whole = three_pages();
    let mut state = 7_u32;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % bytes.len();
            bytes[at] = (state >> 24) as u8;
        }
        // An error or a reading: either is an answer.
        let answer = read(&bytes, &Limits::default());
        assert!(answer.is_ok() || !answer.unwrap_err().to_string().is_empty());
    }
}

#[test]
fn a_file_without_pages_says_so() {
    let error = read(&pdf(&[]), &Limits::default()).unwrap_err();
    assert_eq!(error, PdfError::NoPages);
    assert_eq!(error.code(), "pdf-no-pages");
}

#[test]
fn pages_that_contain_themselves_are_read_once() {
    let mut writer = Writer::default();
    let tree = writer.reserve();
    let content = writer.stream("", show(60.0, 700.0, 12.0, "Một").as_bytes());
    let page = writer.add(format!("<< /Type /Page /Parent {tree} 0 R /Contents {content} 0 R >>"));
    let kids = format!("[{page} 0 R {tree} 0 R {page} 0 R]");
    writer.set(tree, format!("<< /Type /Pages /Kids {kids} /Count 900000 >>"));
    let root = writer.add(format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
    assert_eq!(page_count(&writer.file(root, "")), 1);
}

#[test]
fn too_many_pages_name_the_limit() {
    let limits = Limits { pages: 2, ..Limits::default() };
    let error = read(&three_pages(), &limits).unwrap_err();
    assert_eq!(error, PdfError::Limit { kind: LimitKind::Pages, requested: 3, granted: 2 });
    let text = error.to_string();
    assert!(text.contains("3 pages") && text.contains("the 2 allowed"), "{text}");
}

#[test]
fn a_stream_that_inflates_without_end_is_refused_before_it_is_inflated() {
    let mut writer = Writer::default();
    let bomb = deflate(&vec![b' '; 40 << 20]);
    assert!(bomb.len() < 64 << 10);
    writer.stream("/Filter /FlateDecode", &bomb);
    let root = lay(&mut writer, &[PageSpec::of("")]);
    let limits = Limits { stream_bytes: 16 << 20, ..Limits::default() };
    let error = read(&writer.file(root, ""), &limits).unwrap_err();
    assert_eq!(error.code(), "pdf-limit");
    assert!(read(&writer.file(root, ""), &Limits::default()).is_ok());
}

#[test]
fn a_bomb_inside_a_bomb_is_refused_however_short() {
    let mut writer = Writer::default();
    let bomb = deflate(&deflate(&vec![b' '; 40 << 20]));
    writer.stream("/Filter [/FlateDecode /FlateDecode]", &bomb);
    let root = lay(&mut writer, &[PageSpec::of("")]);
    let limits = Limits { stream_bytes: 16 << 20, ..Limits::default() };
    let error = read(&writer.file(root, ""), &limits).unwrap_err();
    assert!(matches!(error, PdfError::Limit { kind: LimitKind::StreamBytes, .. }), "{error:?}");
}

#[test]
fn forms_that_draw_forms_without_end_are_cut_and_said_to_be() {
    let mut writer = Writer::default();
    let mut inner =
        writer.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 m 9 0 l S");
    for _ in 0..12 {
        inner = writer.stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {inner} 0 R >> >>"
            ),
            &b"/X Do ".repeat(10),
        );
    }
    let spec = PageSpec {
        content: format!("{} /X Do", show(60.0, 700.0, 12.0, "Trước")),
        resources: format!("/XObject << /X {inner} 0 R >>"),
        ..PageSpec::default()
    };
    let root = lay(&mut writer, &[spec, PageSpec::of(&show(60.0, 700.0, 12.0, "Sau"))]);
    let limits = Limits { drawings_per_page: 5_000, ..Limits::default() };
    let reading = read(&writer.file(root, ""), &limits).unwrap();
    assert_eq!(reading.notes.len(), 1);
    assert_eq!((reading.notes[0].kind, reading.notes[0].page), (NoteKind::LimitHit, Some(1)));
    let Content::Pages(pages) = reading.content else { unreachable!() };
    let words: Vec<&str> =
        pages.iter().flat_map(|page| &page.runs).map(|run| run.text.as_str()).collect();
    assert_eq!(words, ["Trước", "Sau"]);
}

#[test]
fn numbers_beyond_all_bounds_place_nothing() {
    let huge = "9".repeat(38);
    let content = format!(
        "BT /F {huge} Tf {huge} 0 0 {huge} {huge} {huge} Tm (xa) Tj ET {huge} {huge} m -{huge} {huge} l S"
    );
    let reading = read(&pdf(&[PageSpec::of(&content)]), &Limits::default()).unwrap();
    let Content::Pages(pages) = reading.content else { unreachable!() };
    assert_eq!(pages[0].runs, []);
    assert_eq!(pages[0].rules, []);
}

#[test]
fn a_password_is_asked_for_in_plain_words() {
    // A standard handler, revision 3, whose owner and user entries fit no empty password.
    let mut writer = Writer::default();
    let entry = "41".repeat(32);
    let encrypt = writer.add(format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{entry}> /U <{entry}> >>"
    ));
    let root = lay(&mut writer, &[PageSpec::of("")]);
    let trailer = format!("/Encrypt {encrypt} 0 R /ID [<00><00>]");
    let error = read(&writer.file(root, &trailer), &Limits::default()).unwrap_err();
    assert_eq!(error, PdfError::Password);
    assert!(error.to_string().contains("remove the password"));
}
