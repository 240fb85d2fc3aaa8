//! What a reader of the page sees is what is read.

use crate::package::{Package, blocks, p, paragraphs, table, with_body, words};
use vanban_document::{Alignment, Block};

#[test]
fn text_is_what_word_shows() {
    for (body, want) in [
        (
            "<w:p><w:r><w:t>Kế </w:t></w:r><w:r><w:t xml:space='preserve'> hoạch</w:t></w:r></w:p>",
            "Kế hoạch",
        ),
        ("<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>/KH</w:t></w:r></w:p>", "Số:\t/KH"),
        ("<w:p><w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r></w:p>", "một / hai"),
        (
            "<w:p><w:r><w:t>nông&#xAD;nghiệp 12</w:t><w:noBreakHyphen/><w:t>NQ</w:t></w:r></w:p>",
            "nôngnghiệp 12-NQ",
        ),
        (
            "<w:p><w:r><w:t>đạt </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t>80%</w:t></w:r></w:p>",
            "đạt≥80%",
        ),
        ("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>phụ lục</w:t></w:r></w:p>", "PHỤ LỤC"),
        (
            "<w:p><w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>",
            "thấy",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>trang tin</w:t></w:r></w:hyperlink></w:p>", "trang tin"),
        ("<w:p><w:smartTag><w:r><w:t>Lai Châu</w:t></w:r></w:smartTag></w:p>", "Lai Châu"),
        (
            "<w:p><w:sdt><w:sdtContent><w:r><w:t>ô chọn</w:t></w:r></w:sdtContent></w:sdt></w:p>",
            "ô chọn",
        ),
        ("<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>", "a+b"),
        ("<w:p><w:r><w:t>Ke&#x302;&#x301; hoa&#x323;ch</w:t></w:r></w:p>", "Kế hoạch"),
    ] {
        assert_eq!(paragraphs(&with_body(body).read()), [want], "{body}");
    }
}

#[test]
fn text_in_old_fonts_is_decoded() {
    let run = |font: &str, text: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:rFonts w:ascii='{font}'/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        run("VNI-Times", "Keá hoaïch naêm 2003"),
        run(".VnTime", "x· §åi"),
        run(".VnTimeH", "kÕ ho¹ch"),
        run("Arial", "Kế hoạch"),
    ];
    let found = paragraphs(&with_body(&body.concat()).read());
    assert_eq!(found, ["Kế hoạch năm 2003", "xã Đồi", "KẾ HOẠCH", "Kế hoạch"]);
}

#[test]
fn tracked_changes_are_accepted() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>đạt </w:t></w:r><w:del><w:r><w:delText>80</w:delText><w:t>80</w:t></w:r></w:del>\
        <w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:t>%</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>câu bị</w:t></w:r></w:p><w:p><w:r><w:t>ngắt đoạn</w:t></w:r></w:p>\
        <w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(paragraphs(&with_body(body).read()), ["đạt 90%", "câu bị ngắt đoạn", "mới"]);
}

#[test]
fn fields_show_their_result_and_not_their_instruction() {
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let body = format!(
        "<w:p>{}<w:r><w:instrText>IF </w:instrText><w:t>ẩn</w:t></w:r>{}<w:r><w:t>ẩn</w:t></w:r>{}<w:r><w:t>ẩn</w:t></w:r>{}\
         <w:r><w:t>ẩn</w:t></w:r>{}<w:r><w:t>trang 7</w:t></w:r>{}</w:p>",
        char("begin"),
        char("begin"),
        char("separate"),
        char("end"),
        char("separate"),
        char("end")
    );
    assert_eq!(paragraphs(&with_body(&body).read()), ["trang 7"]);
}

#[test]
fn text_boxes_follow_their_paragraph_and_count_once() {
    let inner = p("trong khung");
    let body = format!(
        "<w:p><w:r><w:t>ngoài</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{inner}\
         </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}\
         </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(paragraphs(&with_body(&body).read()), ["ngoài", "trong khung"]);
}

#[test]
fn footnotes_stand_after_the_body() {
    let package = Package {
        body: format!(
            "<w:p><w:r><w:t>có chú thích</w:t><w:footnoteReference w:id='2'/></w:r></w:p>{}",
            p("đoạn sau")
        ),
        footnotes: format!(
            "<w:footnote w:id='1'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote>",
            p("thừa"),
            p("chú thích")
        ),
        ..Package::default()
    };
    assert_eq!(paragraphs(&package.read()), ["có chú thích", "đoạn sau", "chú thích"]);
}

#[test]
fn numbering_stands_in_the_text() {
    let level = |at: u8, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let item = |at: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let package = Package {
        body: [
            item(0, "MỤC TIÊU"),
            item(1, "Chung"),
            item(1, "Cụ thể"),
            item(2, "Thu gom rác"),
            item(0, "NHIỆM VỤ"),
            item(1, "Một"),
        ]
        .concat(),
        numbering: format!(
            "<w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum><w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num>",
            level(0, "upperRoman", "%1."),
            level(1, "decimal", "%2."),
            level(2, "bullet", "-")
        ),
        ..Package::default()
    };
    assert_eq!(
        paragraphs(&package.read()),
        ["I. MỤC TIÊU", "1. Chung", "2. Cụ thể", "- Thu gom rác", "II. NHIỆM VỤ", "1. Một"]
    );
}

#[test]
fn looks_come_from_styles_and_runs() {
    let package = Package {
        body: "<w:p><w:pPr><w:pStyle w:val='De'/><w:jc w:val='center'/></w:pPr><w:r><w:t>ĐỀ MỤC</w:t></w:r></w:p>\
               <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>đậm</w:t></w:r><w:r><w:t>thường</w:t></w:r></w:p>"
            .into(),
        styles: "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='28'/></w:rPr></w:rPrDefault></w:docDefaults>\
                 <w:style w:type='paragraph' w:styleId='Goc'><w:rPr><w:b/></w:rPr><w:pPr><w:ind w:left='720'/></w:pPr></w:style>\
                 <w:style w:type='paragraph' w:styleId='De'><w:name w:val='heading 2'/><w:basedOn w:val='Goc'/></w:style>\
                 <w:style w:type='paragraph' w:styleId='Vong'><w:basedOn w:val='Vong'/></w:style>"
            .into(),
        ..Package::default()
    };
    let reading = package.read();
    let [Block::Paragraph(heading), Block::Paragraph(mixed)] = blocks(&reading) else {
        panic!("two paragraphs")
    };
    let style = &heading.style;
    assert_eq!((style.bold, style.heading, style.size), (true, Some(2), 14.0));
    assert_eq!((style.alignment, style.indent), (Alignment::Centre, 36.0));
    assert!(!mixed.style.bold && mixed.style.heading.is_none());
}

#[test]
fn merged_cells_stand_where_they_start() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let body = format!(
        "<w:tbl><w:tblPr><w:tblBorders><w:insideH w:val='single'/></w:tblBorders></w:tblPr>\
         <w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("", "STT"),
        cell("", "Việc"),
        cell("", "Đơn vị"),
        cell("<w:vMerge w:val='restart'/>", "1"),
        cell("<w:gridSpan w:val='2'/>", "Nhóm việc"),
        cell("<w:vMerge/>", ""),
        cell("", "Quét sơn"),
        cell("", "Thôn 3"),
    );
    let reading = with_body(&body).read();
    let table = table(&reading);
    assert_eq!((table.header_rows, table.ruled), (1, true));
    let shape: Vec<Vec<(usize, usize, usize)>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| (cell.column, cell.column_span, cell.row_span)).collect())
        .collect();
    assert_eq!(
        shape,
        [
            vec![(0, 1, 1), (1, 1, 1), (2, 1, 1)],
            vec![(0, 1, 2), (1, 2, 1)],
            vec![(1, 1, 1), (2, 1, 1)]
        ]
    );
}

#[test]
fn a_number_alone_fills_its_cell_and_a_nested_table_goes_into_it() {
    let numbered =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let nested =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("trái"), p("phải"));
    let package = Package {
        body: format!("{numbered}<w:tbl><w:tr><w:tc>{numbered}</w:tc><w:tc>{nested}{}</w:tc></w:tr></w:tbl>", p("dưới")),
        numbering: "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
                    <w:lvlText w:val='%1'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
            .into(),
        ..Package::default()
    };
    let reading = package.read();
    let cells: Vec<Vec<String>> = table(&reading).rows[0]
        .iter()
        .map(|cell| cell.paragraphs.iter().map(words).collect())
        .collect();
    assert_eq!(cells, [vec!["2"], vec!["trái", "phải", "dưới"]]);
    assert!(paragraphs(&reading).is_empty() && !table(&reading).ruled);
}

#[test]
fn pages_are_counted_by_what_word_last_showed() {
    let section = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>";
    let made = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>";
    let shown = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>sau</w:t></w:r></w:p>";
    for (body, pages) in [
        (p("một"), 1),
        (format!("{}{made}{}", p("một"), p("hai")), 2),
        (format!("{}{made}{shown}", p("một")), 2),
        (format!("{shown}{shown}{shown}"), 4),
    ] {
        let reading = with_body(&format!("{body}{section}")).read();
        assert_eq!(reading.pages.len(), pages);
        assert!((reading.pages[0].width - 595.3).abs() < 0.1);
        let Some(Block::Paragraph(last)) = blocks(&reading).last() else { panic!("a paragraph") };
        assert_eq!(last.lines[0].page as usize, pages);
    }
}

#[test]
fn a_body_of_pictures_says_so() {
    let reading = with_body("<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>").read();
    assert_eq!(reading.notes.len(), 1);
    assert!(blocks(&reading).is_empty());
}
