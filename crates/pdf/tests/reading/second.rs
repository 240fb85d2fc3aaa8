//! The second reader, and what a file says about itself.

use vanban_document::{Content, NoteKind, Reading, Verdict};
use vanban_pdf::{Limits, metadata, read};

use crate::writer::{PageSpec, Writer, hex, lay, pdf, show};

fn words(reading: &Reading) -> Vec<String> {
    let Content::Pages(pages) = &reading.content else { return Vec::new() };
    let runs = pages.iter().flat_map(|page| &page.runs);
    runs.map(|run| run.text.trim().to_owned()).collect()
}

/// A page in a font with two-byte codes that are not characters; `map` says which they are.
fn coded(text: &str, map: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    let map = writer.stream("", map.as_bytes());
    let descendant = writer.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /DW 500 /CIDSystemInfo \
         << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    );
    let font = writer.add(format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H \
         /DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>"
    ));
    let spec = PageSpec {
        content: format!("BT /C 12 Tf 60 700 Td {} Tj ET", hex(text)),
        fonts: format!("/C {font} 0 R"),
        ..PageSpec::default()
    };
    let root = lay(&mut writer, &[spec]);
    writer.file(root, "")
}

#[test]
fn glyphs_that_neither_reader_knows_stay_unknown_and_are_said_to_be() {
    // No map at all, and a map at which pdf-extract panics.
    let cut = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <0043> \
               [<0041> <0042>] endbfrange endcmap";
    for map in ["", cut] {
        let bytes = coded("Kế hoạch trồng rừng năm nay của xã", map);
        let reading = read(&bytes, &Limits::default()).unwrap();
        assert!(words(&reading).iter().all(|word| word.chars().all(|c| c == '\u{FFFD}')), "{map}");
        let judgement = reading.pages[0].judgement.as_ref().unwrap();
        assert_eq!(judgement.verdict, Verdict::Garbled);
        assert!(reading.notes.iter().any(|note| note.kind == NoteKind::PoorTextLayer));
    }
}

#[test]
fn what_a_file_says_about_itself_is_told_with_its_signatures_in_order() {
    let mut writer = Writer::default();
    let info = writer.add(
        "<< /Title <FEFF004B1EBF00200068006F1EA100630068> /Producer (Writer 7) /CreationDate (D:20270112083000+07'00') >>",
    );
    let signature = |by: &str, time: &str, end: usize| {
        format!(
            "<< /Type /Sig /Filter /Adobe.PPKLite /Name ({by}) /M ({time}) /ByteRange [0 10 20 {end}] /Contents <00> >>"
        )
    };
    writer.add(signature("Van thu", "D:20270113100000+07'00'", 99_999));
    writer.add(signature("Nong Thi Hien", "D:20270112090000+07'00'", 400));
    let root = lay(&mut writer, &[PageSpec::of(&show(60.0, 700.0, 12.0, "Kế hoạch"))]);
    let about = metadata(&writer.file(root, &format!("/Info {info} 0 R")), &Limits::default());
    assert_eq!(about.title.as_deref(), Some("Kế hoạch"));
    assert_eq!(about.producer.as_deref(), Some("Writer 7"));
    assert_eq!(about.created.as_deref(), Some("2027-01-12T08:30:00+07:00"));
    assert!(!about.encrypted);
    let signed: Vec<_> = about
        .signatures
        .iter()
        .map(|signature| {
            (signature.signer.as_deref(), signature.time.as_deref(), signature.covers_end)
        })
        .collect();
    assert_eq!(
        signed,
        [
            (Some("Nong Thi Hien"), Some("2027-01-12T09:00:00+07:00"), false),
            (Some("Van thu"), Some("2027-01-13T10:00:00+07:00"), true),
        ]
    );
}

#[test]
fn a_file_that_says_nothing_or_is_none_yields_nothing() {
    for bytes in [pdf(&[PageSpec::of("")]), b"%PDF-1.7 /ByteRange".to_vec(), Vec::new()] {
        assert_eq!(metadata(&bytes, &Limits::default()), vanban_document::Metadata::default());
    }
}
