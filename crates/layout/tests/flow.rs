//! Wrapped lines of plain text become paragraphs; nothing is lost.

use proptest::prelude::*;
use vanban_document::{Content, Document, MediaType, PageInfo, Reading, TextLine};
use vanban_layout::layout;

fn lay_out(text: &str) -> Document {
    let mut lines = Vec::new();
    for (page, part) in text.split('\u{c}').enumerate() {
        lines.extend(part.lines().map(|line| TextLine {
            text: line.into(),
            page: page as u32 + 1,
            ..TextLine::default()
        }));
    }
    let pages = (1..=text.split('\u{c}').count() as u32)
        .map(|number| PageInfo { number, ..PageInfo::default() })
        .collect();
    layout(Reading {
        media_type: MediaType::Text,
        pages,
        content: Content::Lines(lines),
        annotations: vec![],
        notes: vec![],
    })
}

fn paragraphs(text: &str) -> Vec<String> {
    lay_out(text).text.lines().map(str::to_owned).collect()
}

/// Prose long enough to measure how its lines were broken.
const PROSE: &str = "\
Căn cứ tình hình thực tế của địa phương, Ủy ban nhân dân xã xây dựng kế
hoạch nâng cao chất lượng phục vụ người dân với những nội dung sau đây, trong
đó giao từng bộ phận phụ trách một phần việc và báo cáo kết quả mỗi quý cho
lãnh đạo xã, bảo đảm công việc được làm đúng hạn, đúng người và không bỏ sót
hồ sơ nào của người dân đã nộp tại bộ phận tiếp nhận và trả kết quả của xã,
kể cả những hồ sơ nộp qua bưu điện hoặc qua mạng trong các ngày nghỉ lễ mà
chưa có người trực tại trụ sở, theo đúng quy trình đã công bố công khai tại
trụ sở và trên trang thông tin điện tử của xã để người dân biết và giám sát
việc thực hiện của cán bộ, công chức được giao nhiệm vụ trong từng lĩnh vực.
";

#[test]
fn wrapped_lines_are_one_paragraph() {
    let found = paragraphs(PROSE);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("xây dựng kế hoạch nâng cao"));
}

#[test]
fn a_line_that_runs_through_the_pages_is_no_text() {
    let foot = "UBND xã Mường Lý - Kế hoạch giữ nước mùa khô";
    let pages: Vec<String> = (2..6)
        .map(|page| format!("{foot}\n\u{c}{page}\n\ncác thôn đắp lại bờ mương và chia phiên\nlấy nước theo giờ, không để ruộng cạn\n"))
        .collect();
    let found = paragraphs(&format!("Từ đầu tháng hai,\n{}", pages.concat()));
    assert!(found.iter().all(|text| !text.contains("Mường Lý")), "{found:#?}");
}

#[test]
fn headings_labels_and_bullets_start_anew() {
    let text = format!(
        "{PROSE}\nI. MỤC TIÊU, CHỈ TIÊU NÂNG CAO CHẤT LƯỢNG PHỤC VỤ\nNĂM 2027\n1. Mục tiêu chung\n\
         Tạo thuận lợi cho người dân khi làm thủ tục tại xã.\n- Rút ngắn thời gian chờ.\na) Việc thứ nhất;\n\
         b) Việc thứ hai.\nPhụ lục 1\nDANH MỤC CÔNG VIỆC\n(Kèm theo Kế hoạch này)\n"
    );
    let found = paragraphs(&text);
    assert_eq!(
        found[1..],
        [
            "I. MỤC TIÊU, CHỈ TIÊU NÂNG CAO CHẤT LƯỢNG PHỤC VỤ NĂM 2027",
            "1. Mục tiêu chung",
            "Tạo thuận lợi cho người dân khi làm thủ tục tại xã.",
            "- Rút ngắn thời gian chờ.",
            "a) Việc thứ nhất;",
            "b) Việc thứ hai.",
            "Phụ lục 1",
            "DANH MỤC CÔNG VIỆC",
            "(Kèm theo Kế hoạch này)",
        ]
    );
}

#[test]
fn an_empty_line_in_the_middle_of_a_sentence_is_crossed() {
    let text = PROSE.replace("nội dung sau đây, trong\n", "nội dung sau đây, trong\n\n");
    assert_eq!(paragraphs(&text).len(), 1);
}

#[test]
fn double_spaced_text_reads_like_single_spaced() {
    let text = format!("{PROSE}- Việc một của xã.\n- Việc hai của xã.\n");
    let spaced = text.replace('\n', "\n\n");
    assert_eq!(paragraphs(&spaced), paragraphs(&text));
}

#[test]
fn a_page_number_is_furniture_and_a_row_number_is_not() {
    let text = PROSE.replace("trong\nđó giao", "trong\n\n\n\n2\n\nđó giao");
    let document = lay_out(&text);
    assert_eq!(document.text.lines().count(), 1);
    assert_eq!(document.furniture[0].text, "2");
    let table = format!(
        "{text}\nSTT Nội dung Đơn vị\n\n1\n\nSửa nhà văn hóa\n\nPhòng Kinh tế\n\n2\n\nMua máy in\n"
    );
    let document = lay_out(&table);
    assert_eq!(document.furniture.len(), 1);
    let rows: Vec<&str> = document.text.lines().skip(1).collect();
    assert_eq!(
        rows,
        ["STT Nội dung Đơn vị", "1", "Sửa nhà văn hóa", "Phòng Kinh tế", "2", "Mua máy in"]
    );
}

#[test]
fn a_form_feed_starts_a_page_and_does_not_end_a_sentence() {
    let text = PROSE.replace("trong\nđó giao", "trong\n\u{c}đó giao");
    let document = lay_out(&text);
    assert_eq!(document.text.lines().count(), 1);
    let pages: Vec<u32> = document.lines.iter().map(|line| line.page).collect();
    assert_eq!((pages[0], pages[pages.len() - 1]), (1, 2));
}

#[test]
fn letterhead_title_and_signature_keep_their_lines() {
    let text = format!(
        "ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
         Độc lập - Tự do - Hạnh phúc\nSố: 15/KH-UBND\nSuối Mơ, ngày 03 tháng 02 năm 2027\nKẾ HOẠCH\n\
         Nâng cao chất lượng phục vụ người dân năm 2027\n\n{PROSE}\nNơi nhận:\n- Như trên;\n\
         - Các thôn, bản, tổ chức đoàn thể trong xã và các trường\nhọc trên địa bàn;\n- Lưu: VT.\n\
         TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Thị Mận\n"
    );
    let found = paragraphs(&text);
    assert_eq!(
        found[..7],
        [
            "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 15/KH-UBND",
            "Suối Mơ, ngày 03 tháng 02 năm 2027",
            "KẾ HOẠCH",
            "Nâng cao chất lượng phục vụ người dân năm 2027",
        ]
    );
    assert_eq!(
        found[8..],
        [
            "Nơi nhận:",
            "- Như trên;",
            "- Các thôn, bản, tổ chức đoàn thể trong xã và các trường học trên địa bàn;",
            "- Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lò Thị Mận",
        ]
    );
}

#[test]
fn a_short_line_that_goes_on_opens_a_paragraph_of_a_web_page() {
    let text = format!(
        "{PROSE}Các thôn tự kiểm tra hồ\nsơ đã nộp trong tháng và gửi kết quả về bộ phận một cửa.\n"
    );
    let found = paragraphs(&text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[1].starts_with("Các thôn tự kiểm tra hồ sơ đã nộp"));
}

#[test]
fn a_letter_without_a_type_line_keeps_its_frame() {
    let text = format!(
        "SỞ Y TẾ\nPHÒNG DƯỢC\nSố: 12/PD-NV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
         Bản Lác, ngày 5 tháng 6 năm\n2027\nKính gửi: Các trạm y tế\n{PROSE}(Kèm theo danh sách các trạm)\nCác trạm báo cáo.\n"
    );
    let found = paragraphs(&text);
    assert_eq!(
        found[..7],
        [
            "SỞ Y TẾ",
            "PHÒNG DƯỢC",
            "Số: 12/PD-NV",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Bản Lác, ngày 5 tháng 6 năm 2027",
            "Kính gửi: Các trạm y tế",
        ]
    );
    assert_eq!(found[8..], ["(Kèm theo danh sách các trạm)", "Các trạm báo cáo."]);
}

#[test]
fn cells_of_a_flattened_table_do_not_run_into_each_other() {
    let text = format!(
        "{PROSE}\nTT Nhiệm vụ Cơ quan \nchủ trì\n\n1 Sửa chữa nhà văn hóa thôn và \nmua sắm bàn ghế\n\n\
         Phòng Kinh tế\n2 Trồng cây xanh dọc đường liên xã\n\nĐoàn Thanh niên\n"
    );
    assert_eq!(
        paragraphs(&text)[1..],
        [
            "TT Nhiệm vụ Cơ quan chủ trì",
            "1 Sửa chữa nhà văn hóa thôn và mua sắm bàn ghế",
            "Phòng Kinh tế",
            "2 Trồng cây xanh dọc đường liên xã",
            "Đoàn Thanh niên",
        ]
    );
}

#[test]
fn text_without_marks_is_read_the_same_way() {
    let text = format!(
        "{PROSE}\nII. TO CHUC THUC HIEN\n1. Van phong: Theo doi, don doc.\n- Bao cao hang quy.\nNoi nhan:\n- Nhu tren;\n"
    );
    let plain: String = text.chars().map(vanban_text::fold_char).collect();
    assert_eq!(lay_out(&plain).paragraphs.len(), lay_out(&text).paragraphs.len());
}

proptest! {
    #[test]
    fn no_word_is_lost_and_order_is_kept(
        lines in prop::collection::vec("[ ]{0,4}([a-zđàẤ0-9A-Z.;:,()*-]{1,9} ?){0,7}", 0..60)
    ) {
        let text = lines.join("\n");
        let document = lay_out(&text);
        let mut furniture = document.furniture.iter().map(|line| line.text.clone()).peekable();
        let mut kept = document.lines.iter().map(|line| line.span.of(&document.text).to_owned()).peekable();
        for line in &lines {
            let line = vanban_text::collapse_spaces(line);
            if line.is_empty() {
                continue;
            }
            if kept.peek() == Some(&line) {
                kept.next();
            } else {
                prop_assert_eq!(furniture.next(), Some(line));
            }
        }
        prop_assert!(kept.next().is_none() && furniture.next().is_none());
    }

    #[test]
    fn no_word_of_a_table_kept_by_spaces_is_lost(
        lines in prop::collection::vec("(TT  )?([0-9]{1,2} {1,4})?([a-zđA-Z0-9]{1,6} {1,3}){0,9}", 0..40)
    ) {
        let text = lines.join("\n");
        let document = lay_out(&text);
        let furniture = document.furniture.iter().map(|line| line.text.as_str());
        // A word that a narrow column broke is whole again, so letters are counted.
        let sorted = |pieces: Vec<&str>| {
            let mut letters: Vec<char> =
                pieces.join("").chars().filter(|c| c.is_alphanumeric()).collect();
            letters.sort_unstable();
            letters
        };
        let kept = sorted(furniture.chain([document.text.as_str()]).collect());
        prop_assert_eq!(kept, sorted(vec![text.as_str()]));
    }
}

#[test]
fn who_decides_stands_apart_from_a_title_in_capitals() {
    let text = format!(
        "QUYẾT ĐỊNH\nVỀ VIỆC CÔNG BỐ DANH MỤC HỒ CHỨA NƯỚC DO TỈNH QUẢN LÝ VÀ PHÂN\n\
         CẤP VẬN HÀNH CÁC HỒ CHỨA NƯỚC TRÊN ĐỊA BÀN TỈNH HÀ GIANG\nCHỦ TỊCH ỦY BAN NHÂN DÂN\n\
         TỈNH HÀ GIANG\nCăn\ncứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n{PROSE}"
    );
    let found = paragraphs(&text);
    assert!(found[1].ends_with("TRÊN ĐỊA BÀN TỈNH HÀ GIANG"), "{found:#?}");
    assert_eq!(found[2], "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG");
    // An office that the title goes on with is the title's.
    let text = format!(
        "QUYẾT ĐỊNH\nVỀ VIỆC ỦY QUYỀN THỰC HIỆN MỘT SỐ NHIỆM VỤ THUỘC THẨM QUYỀN CỦA\n\
         CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\nCăn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n{PROSE}"
    );
    assert!(paragraphs(&text)[1].ends_with("CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"));
}
