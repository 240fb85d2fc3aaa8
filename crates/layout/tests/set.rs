//! Paragraphs and layout tables of word processors.

use vanban_document::{
    Block, CellBlock, Content, Document, Line, MediaType, ParagraphBlock, Reading, TableBlock,
};
use vanban_layout::layout;

fn paragraph(text: &str) -> ParagraphBlock {
    let line = |text: &str| Line { text: text.into(), page: 1, ..Line::default() };
    ParagraphBlock { lines: text.split('\n').map(line).collect(), ..ParagraphBlock::default() }
}

fn table(ruled: bool, rows: &[&[&str]]) -> Block {
    let cell = |(column, text): (usize, &&str)| CellBlock {
        column,
        column_span: 1,
        row_span: 1,
        paragraphs: text.split('|').map(paragraph).collect(),
    };
    let rows = rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect();
    Block::Table(TableBlock { rows, header_rows: 0, ruled })
}

fn lay_out(blocks: Vec<Block>) -> Document {
    layout(Reading {
        media_type: MediaType::Docx,
        pages: vec![],
        content: Content::Blocks(blocks),
        annotations: vec![],
        notes: vec![],
    })
}

fn texts(blocks: Vec<Block>) -> Vec<String> {
    lay_out(blocks).text.lines().map(str::to_owned).collect()
}

#[test]
fn a_letterhead_table_is_read_column_by_column() {
    let head = table(
        false,
        &[
            &[
                "UBND HUYỆN BẾN SỎI|PHÒNG Y TẾ\n-----",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc",
            ],
            &["Số: 9/BC-PYT", "Bến Sỏi, ngày 02 tháng 5 năm 2027"],
        ],
    );
    let found = texts(vec![head, Block::Paragraph(paragraph("BÁO CÁO\nKết quả tiêm chủng"))]);
    assert_eq!(
        found,
        [
            "UBND HUYỆN BẾN SỎI",
            "PHÒNG Y TẾ",
            "Số: 9/BC-PYT",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Bến Sỏi, ngày 02 tháng 5 năm 2027",
            "BÁO CÁO",
            "Kết quả tiêm chủng",
        ]
    );
}

#[test]
fn a_letterhead_with_lines_is_still_one_and_a_data_table_is_not() {
    let head = table(true, &[&["UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]);
    assert!(lay_out(vec![head]).tables.is_empty());
    let data = table(true, &[&["STT", "Việc"], &["1", "Quét\tđường"]]);
    let document = lay_out(vec![data]);
    assert_eq!((document.tables.len(), document.text.as_str()), (1, "STT\tViệc\n1\tQuét đường\n"));
}

#[test]
fn tabs_that_set_columns_are_read_as_columns() {
    let found = texts(vec![
        Block::Paragraph(paragraph("ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        Block::Paragraph(paragraph("XÃ KHE NƯỚC\t\tĐộc lập - Tự do - Hạnh phúc")),
        Block::Paragraph(paragraph("KẾ HOẠCH")),
        Block::Paragraph(paragraph("1.\tMục tiêu\tchung")),
    ]);
    assert_eq!(
        found,
        [
            "ỦY BAN NHÂN DÂN",
            "XÃ KHE NƯỚC",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "KẾ HOẠCH",
            "1. Mục tiêu chung",
        ]
    );
}

#[test]
fn a_deliberate_line_break_parts_offices_and_wraps_titles() {
    let found = texts(vec![
        Block::Paragraph(paragraph("KẾ HOẠCH\nTRỒNG CÂY XANH\nNĂM 2027")),
        Block::Paragraph(paragraph("1. Thời gian\nthực hiện trong năm")),
        Block::Paragraph(paragraph("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Thị Mận")),
    ]);
    assert_eq!(
        found,
        [
            "KẾ HOẠCH",
            "TRỒNG CÂY XANH NĂM 2027",
            "1. Thời gian thực hiện trong năm",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lò Thị Mận",
        ]
    );
}
