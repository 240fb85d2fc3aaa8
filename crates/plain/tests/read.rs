//! Text files as they are found, to lines and tables.

use vanban_document::{Block, Content, MediaType, Reading, TableBlock, TextLine};
use vanban_plain::{Limits, PlainError, read_markdown, read_text, read_text_within};

fn blocks(reading: &Reading) -> &[Block] {
    match &reading.content {
        Content::Blocks(blocks) => blocks,
        other => panic!("not blocks: {other:?}"),
    }
}

fn lines(reading: &Reading) -> Vec<TextLine> {
    let lines = |block: &Block| match block {
        Block::Lines(lines) => lines.clone(),
        _ => vec![],
    };
    match &reading.content {
        Content::Lines(lines) => lines.clone(),
        Content::Blocks(blocks) => blocks.iter().flat_map(lines).collect(),
        Content::Pages(_) => vec![],
    }
}

fn words(reading: &Reading) -> Vec<String> {
    let lines = lines(reading).into_iter().map(|line| line.text);
    lines.filter(|text| !text.trim().is_empty()).collect()
}

fn tables(reading: &Reading) -> Vec<&TableBlock> {
    let mut tables = Vec::new();
    for block in blocks(reading) {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

fn cells(table: &TableBlock) -> Vec<Vec<String>> {
    let text = |cell: &vanban_document::CellBlock| {
        let lines = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
        lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn plain_text_keeps_its_lines_and_pages() {
    let reading = read_text("Kế hoạch\n  năm 2027\n\u{c}Trang hai\n\u{c}".as_bytes()).unwrap();
    let found: Vec<(String, u32)> =
        lines(&reading).into_iter().map(|line| (line.text, line.page)).collect();
    let want = [("Kế hoạch", 1), ("  năm 2027", 1), ("Trang hai", 2)];
    assert_eq!(found, want.map(|(text, page)| (text.to_owned(), page)));
    assert_eq!((reading.pages.len(), reading.media_type), (2, MediaType::Text));
}

#[test]
fn markdown_marks_become_looks() {
    let text = "# **KẾ HOẠCH**\n\n## 1\\. Mục *tiêu*\n- việc **một**\n* việc hai\n\n> trích\n\n```\nmã\n```\n";
    let reading = read_markdown(text.as_bytes()).unwrap();
    assert_eq!(
        words(&reading),
        ["KẾ HOẠCH", "1. Mục tiêu", "- việc một", "* việc hai", " trích", "mã"]
    );
    let found = lines(&reading);
    assert_eq!((found[0].style.bold, found[0].style.heading), (true, Some(1)));
    assert_eq!(found[2].style.heading, Some(2));
    assert!(found[3].boundary, "what follows a heading is a thing of its own");
}

#[test]
fn a_line_break_made_on_purpose_is_a_boundary() {
    let reading = read_markdown("**TM. ỦY BAN  \nCHỦ TỊCH**\nmột\nhai\n".as_bytes()).unwrap();
    let found: Vec<TextLine> =
        lines(&reading).into_iter().filter(|line| !line.text.is_empty()).collect();
    assert_eq!(
        found.iter().map(|line| line.boundary).collect::<Vec<_>>(),
        [true, true, false, false]
    );
}

#[test]
fn tables_stand_between_the_lines_around_them() {
    let text = "Trước\n\n| STT | Việc |\n|---|---|\n| 1 | Dọn **kênh** |\n\nSau\n<table><tr><td>a</td><td>b</td></tr></table>\n";
    let reading = read_markdown(text.as_bytes()).unwrap();
    assert_eq!(words(&reading), ["Trước", "Sau"]);
    let found = tables(&reading);
    assert_eq!(cells(found[0]), [["STT", "Việc"], ["1", "Dọn kênh"]]);
    assert_eq!((found[0].header_rows, found.len()), (1, 2));
    assert!(matches!(blocks(&reading)[1], Block::Table(_)));
}

#[test]
fn a_web_page_turned_to_text_is_recognised() {
    let text = "|\n**UBND XÃ\nSUỐI MƠ**\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\n|\n|\nSố: 3/KH\n|\n*Suối Mơ, ngày 2*\n|\n\n\
                **KẾ HOẠCH**\n\n|\n**STT**\n|\n**Việc**\n|\n|\n1\n|\nSửa cầu\nbắc qua suối\n|\n\nHết.\n";
    let reading = read_text(text.as_bytes()).unwrap();
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        [
            ["UBND XÃ SUỐI MƠ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["Số: 3/KH", "Suối Mơ, ngày 2"]
        ]
    );
    assert_eq!(cells(found[1]), [["STT", "Việc"], ["1", "Sửa cầu bắc qua suối"]]);
    assert_eq!(
        (found[1].header_rows, words(&reading)),
        (1, vec!["KẾ HOẠCH".into(), "Hết.".into()])
    );
}

#[test]
fn unmarked_text_with_a_star_or_a_bar_stays_text() {
    let text = "a * b\nc | d\n(*) ghi chú\n";
    let reading = read_text(text.as_bytes()).unwrap();
    assert_eq!(words(&reading), ["a * b", "c | d", "(*) ghi chú"]);
}

#[test]
fn limits_are_named() {
    let limits = Limits { bytes: 100, line_bytes: 10, ..Limits::default() };
    assert!(read_text_within(b"0123456789\n0123456789", &limits).is_ok());
    for (bytes, limit) in
        [(vec![b'a'; 101], "bytes of the file"), (vec![b'a'; 11], "bytes of one line")]
    {
        let Err(PlainError::LimitHit { limit: hit, requested, granted }) =
            read_text_within(&bytes, &limits)
        else {
            panic!("{limit}")
        };
        assert_eq!((hit, requested), (limit, granted + 1));
    }
}

#[test]
fn hostile_text_is_read_to_its_end() {
    for unit in [
        "|\n",
        "|\na\n",
        "**",
        "* ",
        "<table>\n",
        "<table><tr><td>",
        "[",
        "&",
        "\\",
        "|a|\n",
        "# ",
        "a|b\n",
    ] {
        let text = unit.repeat(60_000 / unit.len());
        assert!(read_text(text.as_bytes()).is_ok(), "{unit:?}");
        assert!(read_markdown(text.as_bytes()).is_ok(), "{unit:?}");
    }
}

#[test]
fn a_line_that_a_bold_label_made_short_goes_on_in_the_next() {
    let page = "|\nUBND XÃ A\n|\nCỘNG HÒA XÃ HỘI\n|\n\n**Điều 1.** Ban hành kèm theo\nQuyết định này Quy chế làm việc.\n**Điều 2.** Hiệu lực\n- Từ ngày ký.\n";
    let found = words(&read_text(page.as_bytes()).unwrap());
    assert!(found.contains(&"Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.".into()));
    assert!(found.contains(&"Điều 2. Hiệu lực".into()), "{found:?}");
}
