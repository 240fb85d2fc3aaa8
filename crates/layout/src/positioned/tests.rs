//! Pages made in code, through the whole of layout.

use vanban_document::{
    Alignment, BBox, Content, Document, MediaType, Page, PageInfo, Reading, Rule, Run,
};

/// Each character is half an em wide, a space a quarter.
const LETTER: f32 = 0.5;
const SPACE: f32 = 0.25;

#[derive(Default)]
struct Sheet {
    page: Page,
}

impl Sheet {
    fn new(number: u32) -> Self {
        let page = Page { number, width: 595.0, height: 842.0, ..Page::default() };
        Self { page }
    }

    fn styled(mut self, x: f32, y: f32, size: f32, bold: bool, text: &str) -> Self {
        let mut x0 = x;
        for word in text.split(' ') {
            let x1 = x0 + word.chars().count() as f32 * LETTER * size;
            let bbox = BBox { x0, y0: y - 0.9 * size, x1, y1: y + 0.2 * size };
            let text = format!("{word} ");
            let run =
                Run { text, bbox, baseline: y, size, bold, confidence: 1.0, ..Run::default() };
            self.page.runs.push(run);
            x0 = x1 + SPACE * size;
        }
        self
    }

    fn text(self, x: f32, y: f32, text: &str) -> Self {
        self.styled(x, y, 12.0, false, text)
    }

    fn bold(self, x: f32, y: f32, text: &str) -> Self {
        self.styled(x, y, 12.0, true, text)
    }

    fn centred(self, y: f32, bold: bool, text: &str) -> Self {
        let x = 319.0 - width(text) / 2.0;
        self.styled(x, y, 12.0, bold, text)
    }

    /// Lines of a body from `y` on, 18 points apart, between margins at 85 and 553; a leading `>` indents.
    fn body<T: AsRef<str>>(mut self, y: f32, lines: &[T]) -> Self {
        for (line, i) in lines.iter().zip(0_u8..) {
            let line = line.as_ref();
            let indented = line.starts_with('>');
            let x = if indented { 113.0 } else { 85.0 };
            self = self.text(x, y + 18.0 * f32::from(i), line.trim_start_matches('>'));
        }
        self
    }

    fn rule(mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        let horizontal = x1 - x0 > y1 - y0;
        self.page.rules.push(Rule { bbox: BBox { x0, y0, x1, y1 }, horizontal });
        self
    }

    /// A grid of rules at the given edges.
    fn grid(mut self, xs: &[f32], ys: &[f32]) -> Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for y in ys {
            self = self.rule(left, *y, right, y + 0.5);
        }
        for x in xs {
            self = self.rule(*x, top, x + 0.5, bottom);
        }
        self
    }
}

fn width(text: &str) -> f32 {
    let spaces = text.matches(' ').count();
    let letters = text.chars().count() - spaces;
    12.0 * (letters as f32 * LETTER + spaces as f32 * SPACE)
}

fn lay(sheets: Vec<Sheet>) -> Document {
    let pages: Vec<Page> = sheets.into_iter().map(|sheet| sheet.page).collect();
    crate::layout(Reading {
        media_type: MediaType::Pdf,
        pages: pages
            .iter()
            .map(|page| PageInfo { number: page.number, ..PageInfo::default() })
            .collect(),
        content: Content::Pages(pages),
        annotations: Vec::new(),
        notes: Vec::new(),
    })
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text)).collect()
}

fn rows(document: &Document, table: usize) -> Vec<Vec<&str>> {
    let rows = document.tables[table].rows.iter();
    rows.map(|row| row.iter().map(|cell| cell.span.of(&document.text)).collect()).collect()
}

/// `start` and `end` with as many words between them as a line from `x` to the right margin takes.
fn filled(x: f32, start: &str, end: &str) -> String {
    let mut line = start.to_owned();
    for word in [" rãnh", " ở"] {
        while x + width(&line) + width(word) + width(end) <= 553.0 {
            line += word;
        }
    }
    line + end
}

/// A full line of the body, and one with an indent.
fn full(text: &str) -> String {
    filled(85.0, text, "")
}

fn full_indented(text: &str) -> String {
    format!(">{}", filled(113.0, text, ""))
}

#[test]
fn a_letterhead_is_read_block_by_block() {
    let document = lay(vec![
        Sheet::new(1)
            .text(110.0, 60.0, "UBND HUYỆN ĐỒI MÂY")
            .bold(290.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT")
            .bold(100.0, 76.0, "PHÒNG NỘI VỤ SỐ HAI")
            .bold(400.0, 75.0, "NAM")
            .text(130.0, 100.0, "Số:")
            .text(175.0, 100.0, "/KH-PNV")
            .bold(330.0, 93.0, "Độc lập - Tự do - Hạnh phúc")
            .text(320.0, 118.0, "Đồi Mây, ngày 05 tháng 3 năm 2027")
            .centred(170.0, true, "KẾ HOẠCH")
            .body(200.0, &[full_indented("Xã khơi thông"), "trước mùa mưa.".into()]),
    ]);
    let body = format!("{} trước mùa mưa.", &full_indented("Xã khơi thông")[1..]);
    assert_eq!(
        paragraphs(&document),
        [
            "UBND HUYỆN ĐỒI MÂY",
            "PHÒNG NỘI VỤ SỐ HAI",
            "Số: /KH-PNV",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Đồi Mây, ngày 05 tháng 3 năm 2027",
            "KẾ HOẠCH",
            &body,
        ]
    );
}

#[test]
fn recipients_and_signature_go_on_over_the_page_break() {
    let document = lay(vec![
        Sheet::new(1)
            .body(700.0, &[full_indented("Xã khơi thông"), "trước mùa mưa./.".into()])
            .bold(85.0, 760.0, "Nơi nhận:")
            .bold(350.0, 762.0, "TM. ỦY BAN NHÂN DÂN")
            .text(85.0, 775.0, "- Như trên;"),
        Sheet::new(2).text(85.0, 60.0, "- Lưu: VT.").bold(380.0, 62.0, "CHỦ TỊCH").bold(
            370.0,
            150.0,
            "Hồ Văn Suối",
        ),
    ]);
    let tail = &paragraphs(&document)[1..];
    assert_eq!(
        tail,
        [
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Hồ Văn Suối"
        ]
    );
}

#[test]
fn wrapped_lines_join_and_items_and_headings_do_not() {
    let document = lay(vec![
        Sheet::new(1)
            .bold(113.0, 80.0, "I. MỤC TIÊU")
            .body(
                98.0,
                &[
                    full_indented("Phát triển kinh tế"),
                    full("- xã hội của các thôn"),
                    "theo Kế hoạch này.".into(),
                    ">- Mỗi thôn một mô hình.".into(),
                    full_indented("- Xã tổ chức rà soát"),
                    full("toàn bộ các tuyến"),
                    "thôn.".into(),
                ],
            )
            .bold(113.0, 224.0, "II. NHIỆM VỤ"),
    ]);
    let found = paragraphs(&document);
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found[1].starts_with("Phát triển kinh tế") && found[1].ends_with("theo Kế hoạch này."));
    assert_eq!(found[2], "- Mỗi thôn một mô hình.");
    assert!(found[3].starts_with("- Xã tổ chức") && found[3].ends_with("thôn."));
    assert!(document.paragraphs[0].style.bold && !document.paragraphs[1].style.bold);
}

#[test]
fn a_paragraph_and_a_symbol_go_on_over_the_page_break_past_the_page_number() {
    let last = format!(">{}", filled(113.0, "Xã sửa", " theo Kế hoạch số 14-"));
    let body = vec![full("Xã sửa"); 8];
    let page = |number: u32| Sheet::new(number).centred(40.0, false, &number.to_string());
    let document = lay(vec![
        page(1).body(80.0, &body).body(700.0, &[last]),
        page(2).body(80.0, &["KH/HU của Huyện ủy."]).body(200.0, &body),
        page(3).body(80.0, &body),
    ]);
    assert!(document.text.contains("số 14-KH/HU của Huyện ủy."), "{}", document.text);
    assert_eq!(document.furniture.len(), 3);
    assert!(!paragraphs(&document).iter().any(|text| text.parse::<u32>().is_ok()));
}

#[test]
fn a_running_foot_is_kept_apart() {
    let page = |number: u32| {
        Sheet::new(number).body(80.0, &vec![full("Xã sửa"); 4]).text(
            85.0,
            810.0,
            &format!("Đề án giao thông xã - trang {number} trên 3"),
        )
    };
    let document = lay(vec![page(1), page(2), page(3)]);
    assert_eq!(document.furniture.len(), 3);
    assert!(!document.text.contains("Đề án"));
}

#[test]
fn titles_that_fill_their_line_go_on_and_others_stand() {
    let title = filled(88.0, "Sửa chữa", " ở xã");
    let document = lay(vec![
        Sheet::new(1)
            .centred(80.0, true, "KẾ HOẠCH")
            .centred(98.0, true, &title)
            .centred(116.0, true, "Đồi Mây năm 2027")
            .body(150.0, &vec![full("Xã sửa"); 7]),
    ]);
    let found = paragraphs(&document);
    assert_eq!(found[..2], ["KẾ HOẠCH", &format!("{title} Đồi Mây năm 2027")]);
    assert_eq!(document.paragraphs[1].style.alignment, Alignment::Centre);
}

#[test]
fn a_table_over_two_pages_is_one_with_one_header_and_whole_rows() {
    let xs = [85.0, 115.0, 335.0, 553.0];
    let header = |sheet: Sheet, y: f32| {
        sheet.bold(90.0, y, "TT").bold(120.0, y, "Nhiệm vụ").bold(340.0, y, "Chủ trì")
    };
    let first = header(
        Sheet::new(1).body(80.0, &vec![full("Xã sửa"); 3]).grid(&xs, &[700.0, 730.0, 760.0, 790.0]),
        715.0,
    )
    .text(90.0, 745.0, "1")
    .text(120.0, 745.0, "Đắp lề đường")
    .text(340.0, 745.0, "Ban Giao thông")
    .text(90.0, 775.0, "2")
    .text(120.0, 775.0, "Khơi thông rãnh dọc và")
    .text(340.0, 775.0, "Các thôn");
    let second = header(Sheet::new(2).grid(&xs, &[60.0, 90.0, 120.0, 150.0]), 75.0)
        .text(120.0, 105.0, "cống ngang")
        .text(90.0, 135.0, "3")
        .text(120.0, 135.0, "Cắm biển báo")
        .text(340.0, 135.0, "Công an xã")
        .body(200.0, &[full("Xã sửa")]);
    let document = lay(vec![first, second]);
    assert_eq!(
        rows(&document, 0),
        [
            ["TT", "Nhiệm vụ", "Chủ trì"],
            ["1", "Đắp lề đường", "Ban Giao thông"],
            ["2", "Khơi thông rãnh dọc và cống ngang", "Các thôn"],
            ["3", "Cắm biển báo", "Công an xã"],
        ]
    );
    assert_eq!((document.tables.len(), document.tables[0].header_rows), (1, 1));
    assert!(document.text.ends_with(&format!("{}\n", full("Xã sửa"))));
    let place = document.place(document.tables[0].rows[1][2].span);
    assert_eq!(place.page, 1);
    assert!(place.bbox.is_some_and(|bbox| (bbox.x0 - 340.0).abs() < 0.1));
}

#[test]
fn a_header_of_two_rows_and_a_row_of_column_numbers_are_header() {
    let sheet = Sheet::new(1)
        .grid(&[85.0, 115.0, 335.0, 445.0, 553.0], &[100.0, 160.0, 190.0, 220.0])
        .rule(335.0, 130.0, 553.0, 130.5)
        .bold(90.0, 125.0, "STT")
        .bold(120.0, 125.0, "Công trình")
        .bold(340.0, 118.0, "Kinh phí")
        .bold(340.0, 148.0, "Tỉnh")
        .bold(450.0, 148.0, "Xã")
        .text(95.0, 180.0, "(1)")
        .text(200.0, 180.0, "(2)")
        .text(380.0, 180.0, "(3)")
        .text(480.0, 180.0, "(4)")
        .text(95.0, 210.0, "1")
        .text(120.0, 210.0, "Cầu tràn")
        .text(340.0, 210.0, "120")
        .text(450.0, 210.0, "30");
    let mut sheet = sheet;
    // The two amounts share one heading: no rule between their columns above it.
    for rule in &mut sheet.page.rules {
        if !rule.horizontal && (rule.bbox.x0 - 445.0).abs() < 0.1 {
            rule.bbox.y0 = 130.0;
        }
    }
    let document = lay(vec![sheet]);
    let table = &document.tables[0];
    assert_eq!((table.header_rows, table.columns, table.rows.len()), (3, 4, 4));
    assert_eq!((table.rows[0][2].column_span, table.rows[0][0].row_span), (2, 2));
}

#[test]
fn raised_figures_stay_on_their_line_and_kerning_makes_no_space() {
    let mut sheet = Sheet::new(1).text(85.0, 100.0, "Dòng chảy 12 m");
    let end = sheet.page.runs.last().map_or(0.0, |run| run.bbox.x1);
    if let Some(last) = sheet.page.runs.last_mut() {
        last.text = "m".into();
    }
    sheet = sheet.styled(end, 95.0, 7.0, false, "3").text(end + 3.6, 100.0, "/s trở lên");
    let runs = &mut sheet.page.runs;
    for run in runs.iter_mut().filter(|run| run.text == "3 ") {
        run.text = "3".into();
    }
    let document = lay(vec![sheet]);
    assert_eq!(document.text.trim_end(), "Dòng chảy 12 m3/s trở lên");
}

#[test]
fn every_word_keeps_its_box() {
    let document =
        lay(vec![Sheet::new(1).body(100.0, &[full_indented("Xã sửa"), "và ngầm tràn.".into()])]);
    for line in &document.lines {
        for (span, bbox) in &line.words {
            let letters = span.of(&document.text).chars().count() as f32;
            assert!((bbox.width() - letters * 6.0).abs() < 0.1, "{}", span.of(&document.text));
        }
    }
    assert_eq!(document.lines.len(), 2);
}

#[test]
fn footnotes_follow_the_paragraph_that_the_page_cuts() {
    let lines =
        [full_indented("Mua máy bơm và"), full("tổ chức bàn giao cho các thôn"), full("kịp thời")];
    let first = Sheet::new(1)
        .body(600.0, &lines)
        .styled(85.0, 720.0, 9.0, false, "1 Theo Nghị quyết của Hội đồng")
        .styled(85.0, 732.0, 9.0, false, "nhân dân xã.");
    let rest = [
        full("xã để tổng hợp"),
        full("và theo dõi"),
        "chung.".into(),
        full_indented("Các thôn"),
        "làm.".into(),
    ];
    let document = lay(vec![first, Sheet::new(2).body(80.0, &rest)]);
    let found = paragraphs(&document);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("Mua máy bơm") && found[0].ends_with(" chung."));
    assert_eq!(found[1], "1 Theo Nghị quyết của Hội đồng nhân dân xã.");
    assert!(found[2].starts_with("Các thôn"));
}

#[test]
fn small_recipients_at_the_foot_of_a_page_are_no_footnotes() {
    let lines = [full_indented("Mua máy bơm và"), full("tổ chức bàn giao cho các thôn")];
    let first = Sheet::new(1)
        .body(600.0, &lines)
        .styled(85.0, 700.0, 9.0, false, "Nơi nhận:")
        .styled(85.0, 712.0, 9.0, false, "- Sở Nội vụ;")
        .styled(85.0, 724.0, 9.0, false, "- Lưu: VT.");
    let document = lay(vec![first, Sheet::new(2).body(80.0, &["PHỤ LỤC"])]);
    let found = paragraphs(&document);
    assert!(
        found.iter().position(|p| p.contains("Lưu")) < found.iter().position(|p| *p == "PHỤ LỤC")
    );
    assert!(found.contains(&"Nơi nhận:"), "{found:?}");
}
