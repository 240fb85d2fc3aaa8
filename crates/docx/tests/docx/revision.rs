//! What tracked changes, old merges and parts beside the body come to.

use crate::package::{Package, blocks, p, paragraphs, table, with_body, words};

const LIST: &str = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
                    <w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";

fn item(mark: &str, content: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"
    )
}

#[test]
fn a_deleted_item_does_not_count_and_a_joined_one_counts_once() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let package = Package {
        body: [
            item("", &run("một")),
            item("<w:del/>", "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"),
            item("<w:del/>", &run("hai và")),
            item("", &run("ba")),
            item("<w:moveFrom/>", "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom>"),
            item("<w:ins/>", &format!("<w:ins>{}</w:ins>", run("bốn"))),
        ]
        .concat(),
        numbering: LIST.into(),
        ..Package::default()
    };
    assert_eq!(paragraphs(&package.read()), ["1. một", "2. hai và ba", "3. bốn"]);
}

#[test]
fn cells_merged_or_deleted_the_old_way() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let row = [
        cell("<w:hMerge w:val='restart'/>", "Nhóm việc"),
        cell("<w:hMerge/>", ""),
        cell("<w:cellDel/>", "thừa"),
        cell("", "Xã"),
    ]
    .concat();
    let reading = with_body(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>")).read();
    let cells = &table(&reading).rows[0];
    let shape: Vec<_> =
        cells.iter().map(|c| (c.column, c.column_span, words(&c.paragraphs[0]))).collect();
    assert_eq!(shape, [(0, 2, "Nhóm việc".to_owned()), (2, 1, "Xã".to_owned())]);
}

#[test]
fn headers_and_footers_are_kept_apart_from_the_text() {
    let part = |name: &str, content: &str| {
        let xml = format!("<w:{name} xmlns:w='w'>{content}</w:{name}>");
        (format!("word/{name}1.xml"), xml.into_bytes())
    };
    let header = format!("{}{}", p("Dự thảo lần 2"), p("Dự thảo lần 2"));
    let package = Package {
        body: p("thân bài"),
        extra: vec![
            part("hdr", ""),
            ("word/header1.xml".into(), part("hdr", &header).1),
            ("word/footer1.xml".into(), b"<hong".to_vec()),
        ],
        ..Package::default()
    };
    let reading = package.read();
    assert_eq!(paragraphs(&reading), ["thân bài"]);
    let apart: Vec<&str> = reading.annotations.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(apart, ["Dự thảo lần 2"]);
}

#[test]
fn a_part_that_only_word_takes_in_is_reported() {
    let reading = with_body(&format!("{}<w:altChunk r:id='x'/>", p("đầu"))).read();
    assert_eq!(blocks(&reading).len(), 1);
    assert!(reading.notes[0].message.starts_with("1 part(s)"), "{:?}", reading.notes);
}
