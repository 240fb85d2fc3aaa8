//! Whole sentences and whole documents through the embedded model.

use std::sync::LazyLock;

use vanban_document::{
    Assembler, CellBlock, Content, Line, MediaType, ParagraphBlock, Reading, TableBlock,
};
use vanban_restore::Restorer;

static RESTORER: LazyLock<Restorer> = LazyLock::new(Restorer::embedded);

fn check(input: &str, want: &str) {
    assert_eq!(RESTORER.restore_lines(input), want);
}

fn paragraph(lines: &[&str]) -> ParagraphBlock {
    let line = |text: &&str| Line { text: (*text).into(), page: 1, ..Line::default() };
    ParagraphBlock { lines: lines.iter().map(line).collect(), ..ParagraphBlock::default() }
}

fn document(paragraphs: &[&[&str]], rows: &[&[&str]]) -> vanban_document::Document {
    let mut assembler = Assembler::new();
    for lines in paragraphs {
        assembler.paragraph(&paragraph(lines), false);
    }
    let cell = |(column, text): (usize, &&str)| CellBlock {
        column,
        column_span: 1,
        row_span: 1,
        paragraphs: vec![paragraph(&[text])],
    };
    let rows = rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect();
    assembler.table(&TableBlock { rows, header_rows: 1, ruled: true }, 1.0);
    assembler.finish(Reading {
        media_type: MediaType::Text,
        pages: vec![],
        content: Content::Blocks(vec![]),
        annotations: vec![],
        notes: vec![],
    })
}

#[test]
fn stripped_lines_get_their_marks_back_line_for_line() {
    check(
        "Ke hoach chuyen doi so cua Uy ban nhan dan tinh\n\nnhiem vu trong tam nam 2027: dat 95%\n",
        "Kế hoạch chuyển đổi số của Ủy ban nhân dân tỉnh\n\nnhiệm vụ trọng tâm năm 2027: đạt 95%\n",
    );
}

#[test]
fn right_text_comes_back_byte_for_byte() {
    for text in [
        "Căn cứ Luật Tổ chức chính quyền địa phương; số hoá 100% hồ sơ (VNeID), e-mail: vanthu@xa.gov.vn\n\
         Server của Cisco, gói Free wifi: 12.500.000đ.",
        "I. MỤC TIÊU\n1. Thuỷ lợi và thủy sản: 70%; hoà giải, hòa bình\r\n\r\n\tBảng 2 |  cột |\n",
        "",
        "\n\n\n",
        "- Số: 12/QĐ-UBND ngày 05/3/2027",
    ] {
        check(text, text);
    }
}

#[test]
fn misread_words_and_symbols_are_repaired_and_numbers_stay() {
    check(
        "Cin cir Nghi quyét s6 15-NQ/TU ngay 22/7/2026 cia Tinh uy vé phat trién kinh té s6; thuc hién Quyét dinh \
         s6 07-QB/BCP, Uy ban nhan dan xa xay dung ké hoach chuyén d6i s6 nam 2027 nhu sau:",
        "Căn cứ Nghị quyết số 15-NQ/TU ngày 22/7/2026 của Tỉnh ủy về phát triển kinh tế số; thực hiện Quyết định \
         số 07-QĐ/BCĐ, Ủy ban nhân dân xã xây dựng kế hoạch chuyển đổi số năm 2027 như sau:",
    );
}

#[test]
fn an_i_misread_in_a_name_that_stands_alone_is_told_by_its_neighbours() {
    let head = "Chuyén d6i s6 cia UBND phuong, trién khai nhiém vu cia Tinh uy vé kinh té s6\n\n";
    let want = "Chuyển đổi số của UBND phường, triển khai nhiệm vụ của Tỉnh ủy về kinh tế số\n\n";
    check(&format!("{head}Le Thi Hlen"), &format!("{want}Lê Thị Hiền"));
    check(&format!("{head}Hoang Minh Paul"), &format!("{want}Hoàng Minh Paul"));
}

#[test]
fn text_that_lost_some_of_its_marks_gets_them_back() {
    let right = "Căn cứ Kết luận số 62-KL/TU của Ban Thường vụ Tỉnh ủy về tăng cường cải cách hành chính, xây dựng \
                 chính quyền phục vụ nhân dân; thực hiện Quyết định số 204-QĐ/TU, Ủy ban nhân dân xã ban hành KẾ HOẠCH \
                 triển khai thực hiện trên địa bàn xã trong năm 2027 như sau:";
    for (whole, faded) in [
        ("Kết luận số", "Kêt luận sô"),
        ("204-QĐ/TU", "204-QD/TU"),
        ("KẾ HOẠCH", "KẾ HOACH"),
        ("triển khai thực hiện", "triên khai thực hiên"),
    ] {
        assert!(right.contains(whole));
        let seen = right.replace("cải cách", "cai cách").replace("phục vụ", "phuc vu");
        check(&seen.replace(whole, faded), right);
    }
}

#[test]
fn other_languages_are_left_alone() {
    for text in [
        "The committee can do this in the next quarter, and the plan is to be on time.",
        "Le plan de transition est approuvé par le comité du district en mai.",
        "本计划自发布之日起施行。 План утверждён комитетом.",
    ] {
        check(text, text);
    }
}

#[test]
fn a_document_is_restored_with_its_places_and_confidences() {
    let document = document(
        &[&["Thuc hien nhiem vu chuyen doi", "so nam 2027 cua tinh"]],
        &[&["TT", "Nhiem vu"], &["1", "Nang cao nhan thuc cua can bo"]],
    );
    let restored = RESTORER.restore(document);
    assert_eq!(
        restored.text,
        "Thực hiện nhiệm vụ chuyển đổi số năm 2027 của tỉnh\nTT\tNhiệm vụ\n1\tNâng cao nhận thức của cán bộ\n"
    );
    let words: Vec<&str> = restored.lines.iter().map(|line| line.span.of(&restored.text)).collect();
    assert_eq!(words[..2], ["Thực hiện nhiệm vụ chuyển đổi", "số năm 2027 của tỉnh"]);
    assert_eq!(
        restored.tables[0].rows[1][1].span.of(&restored.text),
        "Nâng cao nhận thức của cán bộ"
    );
    assert_eq!(restored.original_of(restored.paragraphs[0].span).map(str::len), Some(50));
    assert_eq!(restored.repair.confidences.len(), restored.offsets.changes().len());
    assert_eq!(restored.repair.changed, restored.repair.confidences.len());
    assert!(restored.repair.syllables > restored.repair.changed);
    assert!(restored.repair.confidence > 0.9);
}

#[test]
fn a_clean_document_keeps_its_text_and_counts_its_syllables() {
    let text = "Nâng cao chất lượng dịch vụ công trực tuyến";
    let restored = RESTORER.restore(document(&[&[text]], &[]));
    assert!(restored.offsets.is_identity());
    assert_eq!((restored.repair.syllables, restored.repair.changed), (9, 0));
}

#[test]
fn units_of_figures_are_no_misread_words() {
    let restorer = vanban_restore::Restorer::embedded();
    let text = "Cong suat tram bien ap 2x250 MVA, 4x5,5 km\n- 250 MVA\n500 GWh\n";
    let read = restorer.restore_lines_from(text, vanban_document::Origin::Ocr);
    for figure in ["2x250 MVA, 4x5,5 km", "- 250 MVA", "500 GWh"] {
        assert!(read.contains(figure), "{read}");
    }
}

#[test]
fn marks_that_specks_made_between_words_go_and_points_before_small_letters_are_commas() {
    let text = "Ké hoach trién-khai cac nhiém vu nam 2027\nxay dung truong hoc. tram y té xa; kinh té-xa héi va st? dung dat\n";
    let read = RESTORER.restore_lines_from(text, vanban_document::Origin::Ocr);
    assert_eq!(
        read,
        "Kế hoạch triển khai các nhiệm vụ năm 2027\nxây dựng trường học, trạm y tế xã; kinh tế-xã hội và sử dụng đất\n"
    );
}

#[test]
fn an_initial_that_stands_apart_is_joined_to_its_word() {
    let text = "thực hiện theo quy định của Luật N gân sách nhà nước, nhóm B và nhóm C của xã\n";
    let read = RESTORER.restore_lines_from(text, vanban_document::Origin::Ocr);
    assert_eq!(read, text.replace("N gân", "Ngân"));
}

type Say = fn(&str) -> String;

/// The names that `vanban-train places` lists, in capitals, in a sentence and where a document is dated.
#[test]
#[expect(clippy::print_stdout, reason = "the documentation takes its figures from here")]
fn names_of_places_come_back_where_places_are_named() {
    let title = |name: &str| {
        let first = |word: &str| word[..1].to_uppercase() + &word[1..];
        name.split(' ').map(first).collect::<Vec<_>>().join(" ")
    };
    let names: Vec<&str> = include_str!("../model/places.txt").lines().collect();
    let said: [(Say, f64); 3] = [
        (|name| format!("UY BAN NHAN DAN PHUONG {}", name.to_uppercase()), 0.95),
        (|name| format!("tren dia ban xa {name} trong nam 2026."), 0.95),
        (|name| format!("{name}, ngay 12 thang 3 nam 2026"), 0.95),
    ];
    for (say, least) in said {
        let back = names.iter().filter(|name| {
            let got = RESTORER.restore_lines(&say(&title(&vanban_text::fold(name))));
            vanban_text::tone_key(&got).contains(**name)
        });
        let share = back.count() as f64 / names.len() as f64;
        println!("{}: {share:.4} of {}", say("…"), names.len());
        assert!(share >= least, "{share} {}", say("…"));
    }
}
