//! Citations in the forms that documents use, in words of our own.

use proptest::prelude::*;
use vanban_document::{
    Assembler, Content, Document, Line, MediaType, ParagraphBlock, Reading, Structure,
};
use vanban_record::{Header, Reference, Role};

use super::references;

mod issuers;

fn document(paragraphs: &[&str]) -> Document {
    let mut assembler = Assembler::new();
    for text in paragraphs {
        let line = Line { text: (*text).to_owned(), page: 1, ..Line::default() };
        assembler
            .paragraph(&ParagraphBlock { lines: vec![line], ..ParagraphBlock::default() }, false);
    }
    assembler.finish(Reading {
        media_type: MediaType::Text,
        pages: vec![],
        content: Content::Blocks(vec![]),
        annotations: vec![],
        notes: vec![],
    })
}

fn read(paragraphs: &[&str]) -> Vec<Reference> {
    references(&document(paragraphs), &Structure::default(), &Header::default())
}

/// `type | symbol | date | issuer | title | mentions`, a dash for what is not stated.
fn compact(reference: &Reference) -> String {
    let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{} | {} | {} | {} | {} | {}",
        reference.doc_type,
        or_dash(&reference.symbol),
        or_dash(&reference.date),
        or_dash(&reference.issuer),
        or_dash(&reference.title),
        reference.mentions
    )
}

#[track_caller]
fn check(paragraphs: &[&str], expected: &[&str]) {
    let found: Vec<String> = read(paragraphs).iter().map(compact).collect();
    assert_eq!(found, expected, "{paragraphs:#?}");
}

#[test]
fn a_symbol_may_begin_with_its_year_behind_a_type() {
    check(
        &["Công văn số 2027-015/ABC-XYZ ngày 02/3/2027 về việc thuê đất"],
        &["Công văn | 2027-015/ABC-XYZ | 2027-03-02 | - | về việc thuê đất | 1"],
    );
    check(&["Hợp phần số 2027-2030 của dự án"], &[]);
}

#[test]
fn a_law_typed_in_small_letters_keeps_its_type() {
    check(
        &["Căn cứ Bộ luật hàng hải sông biển số 92/2027/QH16;"],
        &["Bộ luật | 92/2027/QH16 | - | - | - | 1"],
    );
    check(&["Theo mẫu tại Phụ lục số 01/BC của xã."], &[]);
}

#[test]
fn date_and_issuer_come_in_any_order() {
    check(
        &["Quyết định số 45/QĐ-UBND ngày 03/02/2027 của UBND tỉnh Hà Giang về việc giao biên chế."],
        &["Quyết định | 45/QĐ-UBND | 2027-02-03 | UBND tỉnh Hà Giang | về việc giao biên chế | 1"],
    );
    check(
        &[
            "Quyết định số 45/QĐ-UBND của UBND tỉnh Hà Giang ngày 03 tháng 02 năm 2027 về việc giao biên chế;",
        ],
        &["Quyết định | 45/QĐ-UBND | 2027-02-03 | UBND tỉnh Hà Giang | về việc giao biên chế | 1"],
    );
    check(
        &["Ngày 03/02/2027, HĐND xã Tân Lập đã ban hành Nghị quyết số 8/NQ-HĐND về đặt tên đường."],
        &["Nghị quyết | 8/NQ-HĐND | 2027-02-03 | HĐND xã Tân Lập | về đặt tên đường | 1"],
    );
    check(
        &[
            "Theo đề nghị của Sở Y tế tại Tờ trình số 91/TTr-SYT ngày 05/4/2027, UBND tỉnh ban hành Kế hoạch",
        ],
        &["Tờ trình | 91/TTr-SYT | 2027-04-05 | Sở Y tế | - | 1"],
    );
}

#[test]
fn neighbours_never_share_number_date_or_issuer() {
    check(
        &[
            "Kế hoạch số 12-KH/TU ngày 01/3/2027; Quyết định số 77/QĐ-UBND của UBND tỉnh; Công văn số 5/SNV-CCHC.",
        ],
        &[
            "Kế hoạch | 12-KH/TU | 2027-03-01 | - | - | 1",
            "Quyết định | 77/QĐ-UBND | - | UBND tỉnh | - | 1",
            "Công văn | 5/SNV-CCHC | - | - | - | 1",
        ],
    );
}

#[test]
fn citations_inside_titles_are_documents_of_their_own() {
    check(
        &[
            "- Kế hoạch số 31/KH-UBND ngày 09/5/2027 của UBND tỉnh Lạng Giang về thực hiện Nghị quyết số 20-NQ/TU ngày \
           02/4/2027 của Ban Thường vụ Tỉnh ủy về phát triển rừng trên địa bàn tỉnh Lạng Giang;",
        ],
        &[
            "Kế hoạch | 31/KH-UBND | 2027-05-09 | UBND tỉnh Lạng Giang | về thực hiện Nghị quyết số 20-NQ/TU ngày \
             02/4/2027 của Ban Thường vụ Tỉnh ủy về phát triển rừng trên địa bàn tỉnh Lạng Giang | 1",
            "Nghị quyết | 20-NQ/TU | 2027-04-02 | Ban Thường vụ Tỉnh ủy | về phát triển rừng | 1",
        ],
    );
}

#[test]
fn a_title_ends_with_its_clause() {
    for tail in [
        "; các văn bản khác.",
        ". Đồng thời, chỉ đạo các phòng.",
        ", UBND xã xây dựng kế hoạch như sau:",
        ", có nhiệm vụ tham mưu cho Chủ tịch.",
        " (sau đây gọi tắt là Kế hoạch).",
        " và các văn bản liên quan.",
    ] {
        let text = format!(
            "Kế hoạch số 18/KH-UBND ngày 02/6/2027 của UBND huyện về phòng cháy rừng{tail}"
        );
        check(
            &[&text],
            &["Kế hoạch | 18/KH-UBND | 2027-06-02 | UBND huyện | về phòng cháy rừng | 1"],
        );
    }
    check(
        &[
            "Quyết định số 6/QĐ-TTg ngày 02/6/2027 của Thủ tướng Chính phủ phê duyệt Khung kỹ năng (Phiên bản 2.0);",
        ],
        &[
            "Quyết định | 6/QĐ-TTg | 2027-06-02 | Thủ tướng Chính phủ | phê duyệt Khung kỹ năng (Phiên bản 2.0) | 1",
        ],
    );
}

#[test]
fn laws_are_known_by_name_with_or_without_number() {
    check(
        &[
            "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;",
            "Thực hiện theo Luật Đất đai, Luật Phòng, chống thiên tai và các quy định của pháp luật.",
            "Nghị định số 9/2027/NĐ-CP quy định chi tiết Luật Lâm nghiệp về dịch vụ môi trường rừng.",
        ],
        &[
            "Luật | 31/2024/QH15 | 2024-01-18 | - | Luật Đất đai | 2",
            "Luật | - | - | - | Luật Phòng, chống thiên tai | 1",
            "Nghị định | 9/2027/NĐ-CP | - | - | quy định chi tiết Luật Lâm nghiệp về dịch vụ môi trường rừng | 1",
            "Luật | - | - | - | Luật Lâm nghiệp | 1",
        ],
    );
}

#[test]
fn a_short_name_in_a_bracket_parts_no_issuer_from_its_date() {
    check(
        &["Thực hiện Kế hoạch số 19/KH-BYT của Bộ Y tế (BYT) ngày 05/3/2027 về việc phòng dịch;"],
        &["Kế hoạch | 19/KH-BYT | 2027-03-05 | Bộ Y tế | về việc phòng dịch | 1"],
    );
}

#[test]
fn a_law_spoken_of_with_its_place_is_the_one_named_before() {
    check(
        &["Căn cứ Luật Đê điều số 79/2006/QH11; giám sát việc thực hiện Luật Đê điều ở thôn."],
        &["Luật | 79/2006/QH11 | - | - | Luật Đê điều | 2"],
    );
}

#[test]
fn short_and_broken_forms_count_for_the_full_one() {
    check(
        &[
            "Nghị quyết số 36- NQ/TW ngày 12/12/2026 của Bộ Chính trị về kinh tế biển;",
            "Tiếp tục thực hiện Nghị quyết 36-NQ/TW; gắn Nghị quyết 36 với Kế hoạch 5 năm.",
            "THỰC HIỆN NGHỊ QUYẾT SỐ 36-NQ/TW",
        ],
        &["Nghị quyết | 36-NQ/TW | 2026-12-12 | Bộ Chính trị | về kinh tế biển | 4"],
    );
    check(
        &["Ban Chỉ đạo chuyển đổi số và Đề án 06 xã; nhiệm vụ của đề án 06/CP; Đề án 06."],
        &["Đề án | 06 | - | - | - | 3"],
    );
}

#[test]
fn one_symbol_of_two_years_or_levels_is_two_documents() {
    check(
        &[
            "Kế hoạch số 10/KH-UBND ngày 05/01/2026 của UBND tỉnh; Kế hoạch số 10/KH-UBND ngày 07/02/2027 của UBND xã.",
        ],
        &[
            "Kế hoạch | 10/KH-UBND | 2026-01-05 | UBND tỉnh | - | 1",
            "Kế hoạch | 10/KH-UBND | 2027-02-07 | UBND xã | - | 1",
        ],
    );
}

#[test]
fn congress_resolutions_and_plans_without_number_are_known_by_title() {
    check(
        &[
            "Nghị quyết Đại hội đại biểu Đảng bộ xã Mường Lai lần thứ II, nhiệm kỳ 2025 - 2030;",
            "- Kế hoạch của UBND tỉnh thực hiện Nghị quyết số 20-NQ/TU về phát triển rừng;",
        ],
        &[
            "Nghị quyết | - | - | Đại hội đại biểu Đảng bộ xã Mường Lai lần thứ II | Nghị quyết Đại hội đại biểu Đảng bộ \
             xã Mường Lai lần thứ II, nhiệm kỳ 2025 - 2030 | 1",
            "Kế hoạch | - | - | UBND tỉnh | thực hiện Nghị quyết số 20-NQ/TU về phát triển rừng | 1",
            "Nghị quyết | 20-NQ/TU | - | - | về phát triển rừng | 1",
        ],
    );
}

#[test]
fn a_fuller_name_completes_a_short_one() {
    check(
        &[
            "Quyết định số 3/QĐ-UBND của UBND phường; Quyết định số 3/QĐ-UBND ngày 04/4/2027 của UBND phường Hòa An.",
        ],
        &["Quyết định | 3/QĐ-UBND | 2027-04-04 | UBND phường Hòa An | - | 2"],
    );
}

#[test]
fn a_sentence_goes_on_over_a_page_break() {
    check(
        &[
            "- Quyết định số 706/QĐ-TTg ngày 06/6/2027 của Thủ tướng Chính phủ",
            "phê duyệt Chiến lược phát triển thủy sản;",
        ],
        &[
            "Quyết định | 706/QĐ-TTg | 2027-06-06 | Thủ tướng Chính phủ | phê duyệt Chiến lược phát triển thủy sản | 1",
        ],
    );
}

#[test]
fn counts_dates_and_ratios_are_no_citations() {
    check(
        &[
            "Đến 30/6/2027 có 34/34 xã đạt; Kế hoạch 5 năm; Chương trình 12 nhiệm vụ; phụ lục 2; pháp luật; Luật này.",
        ],
        &[],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_mix_of_words_is_read_without_panic_and_places_hold(words in prop::collection::vec(
        prop::sample::select(vec![
            "Nghị", "quyết", "Kế", "hoạch", "Luật", "Đất", "đai", "số", "12-NQ/TW", "31/KH-UBND", "57-", "NQ/TW",
            "ngày", "5/8/2026", "tháng", "năm", "2026", "của", "UBND", "tỉnh", "Hà", "Nam", "về", "việc", "và", ";",
            ",", ".", "(", ")", "“", "”", "trên", "địa", "bàn", "Đề", "án", "06", "Ban", "Chỉ", "đạo", "tại", "ban",
            "hành", "Đại", "hội", "lần", "thứ", "I", "nhiệm", "kỳ", "-", "sửa", "đổi", "Điều", "/",
        ]),
        0..60,
    )) {
        let text = words.join(" ");
        let document = document(&[&text]);
        let found = references(&document, &Structure::default(), &Header::default());
        for reference in &found {
            prop_assert!(reference.mentions as usize == reference.mentions_at.len());
            for place in &reference.mentions_at {
                prop_assert_eq!(document.text.get(place.start..place.end), Some(&*place.text));
            }
        }
        let again = references(&document, &Structure::default(), &Header::default());
        prop_assert_eq!(found, again);
    }
}

fn relations(paragraphs: &[&str]) -> Vec<(String, Option<String>)> {
    let found = read(paragraphs).into_iter();
    found.map(|r| (r.symbol.or(r.title).unwrap_or_default(), r.relation)).collect()
}

#[test]
fn items_of_a_list_share_the_relation_it_opens_with() {
    let found = relations(&[
        "Triển khai Kế hoạch số 12-KH/TU ngày 04/3/2026 của Tỉnh ủy về việc trồng rừng; Kế hoạch số 34/KH-UBND ngày 09/4/2026 của UBND tỉnh về trồng rừng ven biển và Nghị quyết số 5/NQ-HĐND ngày 02/5/2026, UBND xã ban hành Kế hoạch như sau:",
    ]);
    let relations: Vec<_> = found.iter().map(|(_, relation)| relation.as_deref()).collect();
    assert_eq!(relations, [Some("thực hiện"); 3]);
}

#[test]
fn what_another_norm_does_is_not_what_this_document_does() {
    let found = relations(&[
        "Phổ biến Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi và các nghị định hướng dẫn thi hành Luật Đê điều.",
    ]);
    assert!(found.len() == 3 && found.iter().all(|(_, r)| r.is_none()), "{found:?}");
}

#[test]
fn number_and_date_after_an_amending_law_are_its_own() {
    check(
        &[
            "Căn cứ Luật Thủy lợi số 8/2017/QH14; Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi số 99/2026/QH15 ngày 20 tháng 6 năm 2026;",
        ],
        &[
            "Luật | 8/2017/QH14 | - | - | Luật Thủy lợi | 2",
            "Luật | 99/2026/QH15 | 2026-06-20 | - | Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi | 1",
        ],
    );
}

#[test]
fn a_title_ends_where_the_sentence_goes_on() {
    for (rest, title) in [
        (
            "phê duyệt Đề án “Vườn mẫu giai đoạn 2026 - 2030” đối với các xã ven sông.",
            "phê duyệt Đề án “Vườn mẫu giai đoạn 2026 - 2030”",
        ),
        (
            "về cắt giảm giấy tờ năm 2026 và 2027, bảo đảm giảm ít nhất 20% thời gian.",
            "về cắt giảm giấy tờ năm 2026 và 2027",
        ),
        ("về cho vay lại vốn nước ngoài theo hướng giảm mức vay.", "về cho vay lại vốn nước ngoài"),
        (
            "về kết quả gỡ vướng cho tuyến đường, Phó Thủ tướng Chính phủ Trần Văn Tám có ý kiến như sau:",
            "về kết quả gỡ vướng cho tuyến đường",
        ),
        ("về quản lý vỉa hè, bảo đảm trật tự đô thị.", "về quản lý vỉa hè, bảo đảm trật tự đô thị"),
    ] {
        let text =
            format!("Quyết định số 45/QĐ-TTg ngày 03/02/2027 của Thủ tướng Chính phủ {rest}");
        let found = read(&[&text]);
        assert_eq!(found[0].title.as_deref(), Some(title));
    }
}

#[test]
fn what_an_article_says_is_no_title() {
    check(
        &[
            "Tại khoản 2 Điều 14 Nghị định số 45/2027/NĐ-CP ngày 03/02/2027 của Chính phủ quy định trách nhiệm của chủ hồ.",
        ],
        &["Nghị định | 45/2027/NĐ-CP | 2027-02-03 | Chính phủ | - | 1"],
    );
}

#[test]
fn swallowed_hyphens_and_spaces_leave_one_document() {
    check(
        &[
            "Căn cứ Nghị định số45/2027/NĐ-CP ngày 03/02/2027 của Chính phủ; theo Nghị định số 45/2027/NĐCP.",
        ],
        &["Nghị định | 45/2027/NĐ-CP | 2027-02-03 | Chính phủ | - | 2"],
    );
}

#[test]
fn what_follows_the_signature_is_not_the_documents() {
    let document = document(&[
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2027 của UBND tỉnh.",
        "CHỦ TỊCH",
        "Trang này tuân theo Nghị định số 45/2027/NĐ-CP về dữ liệu.",
    ]);
    let signature = Some(document.paragraphs[1].span);
    let zones = vanban_document::Zones { signature, ..Default::default() };
    let structure = Structure { zones, ..Structure::default() };
    let found = references(&document, &structure, &Header::default());
    let symbols: Vec<_> = found.iter().filter_map(|r| r.symbol.as_deref()).collect();
    assert_eq!(symbols, ["12/KH-UBND"]);
}

#[test]
fn a_semicolon_may_stand_inside_the_title_of_the_only_basis() {
    let found = read(&[
        "Căn cứ Chỉ thị số 5/CT-TTg ngày 03/02/2027 của Thủ tướng Chính phủ về việc đo vẽ bản đồ; cấp mã số vùng trồng; lập hồ sơ vùng nuôi;",
        "Căn cứ Kế hoạch số 6/KH-UBND ngày 04/02/2027 của UBND tỉnh về việc trồng rừng; theo đề nghị của Phòng Kinh tế;",
    ]);
    let titles: Vec<_> = found.iter().filter_map(|r| r.title.as_deref()).collect();
    assert_eq!(
        titles,
        ["về việc đo vẽ bản đồ; cấp mã số vùng trồng; lập hồ sơ vùng nuôi", "về việc trồng rừng"]
    );
}

#[test]
fn a_list_with_cac_goes_on_where_nobody_acts() {
    let found = read(&[
        "Thay thế Quyết định số 11/QĐ-SXD ngày 03/02/2027 của Sở Xây dựng về việc phân công Giám đốc, các Phó Giám đốc Sở Xây dựng.",
        "Thực hiện Kế hoạch số 6/KH-UBND ngày 04/02/2027 của UBND tỉnh về việc trồng rừng, các xã đã triển khai gieo ươm.",
    ]);
    let titles: Vec<_> = found.iter().filter_map(|r| r.title.as_deref()).collect();
    assert_eq!(
        titles,
        ["về việc phân công Giám đốc, các Phó Giám đốc Sở Xây dựng", "về việc trồng rừng"]
    );
}

#[test]
fn laws_of_one_name_are_told_apart_by_their_years() {
    let found = read(&[
        "Căn cứ Luật Thủy sản năm 2003 và Luật Thủy sản năm 2017;",
        "Căn cứ Luật Thủy sản ngày 21 tháng 11 năm 2017; Luật Thủy sản số 17/2003/QH11;",
        "Hộ nuôi cá lồng làm theo Luật Thủy sản và Luật Du lịch (2017).",
    ]);
    let laws: Vec<_> = found.iter().map(|r| (r.title.as_deref(), r.year, r.mentions)).collect();
    assert_eq!(
        laws,
        [
            (Some("Luật Thủy sản"), Some(2003), 3),
            (Some("Luật Thủy sản"), Some(2017), 2),
            (Some("Luật Du lịch"), Some(2017), 1),
        ]
    );
    assert_eq!(found[0].symbol.as_deref(), Some("17/2003/QH11"));
    assert_eq!(found[1].date.as_deref(), Some("2017-11-21"));
}

#[test]
fn forms_and_sample_numbers_are_no_citations() {
    let found = read(&[
        "Hộ dân kê khai theo Mẫu số 03/TK-TSC và biểu số 05/BC-KT kèm theo Thông tư số 8/2026/TT-BTC.",
        "Ví dụ: Thông báo của đảng ủy xã",
        "Số: 12-TB/ĐU",
    ]);
    let symbols: Vec<_> = found.iter().filter_map(|r| r.symbol.as_deref()).collect();
    assert_eq!(symbols, ["8/2026/TT-BTC"]);
}

#[test]
fn what_is_only_told_before_the_body_is_no_basis() {
    let found = read(&[
        "Ủy ban nhân dân xã nhận được Công văn số 44/PKT ngày 02/3/2027 của Phòng Kinh tế về việc đắp đê.",
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 05/02/2027 của UBND tỉnh;",
        "Công văn số 81/SXD-KT ngày 06/02/2027 của Sở Xây dựng,",
        "I. NỘI DUNG",
    ]);
    let roles: Vec<_> = found.iter().map(|r| (r.symbol.as_deref(), r.role)).collect();
    assert_eq!(
        roles,
        [
            (Some("44/PKT"), Role::Mention),
            (Some("9/KH-UBND"), Role::Basis),
            (Some("81/SXD-KT"), Role::Basis),
        ]
    );
}

#[test]
fn the_number_of_an_amending_law_is_none_of_the_laws_it_amends() {
    let found = read(&[
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Dân quân và Luật Biên phòng số 3/2027/QH16;",
        "Việc trực làm theo Luật Biên phòng.",
    ]);
    let laws: Vec<_> =
        found.iter().map(|r| (r.title.as_deref(), r.symbol.as_deref(), r.mentions)).collect();
    assert_eq!(
        laws,
        [
            (
                Some("Luật sửa đổi, bổ sung một số điều của Luật Dân quân và Luật Biên phòng"),
                Some("3/2027/QH16"),
                1
            ),
            (Some("Luật Dân quân"), None, 1),
            (Some("Luật Biên phòng"), None, 2),
        ]
    );
}

#[test]
fn a_page_that_speaks_for_itself_behind_the_annexes_cites_nothing() {
    let document = document(&[
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2027 của UBND tỉnh.",
        "CHỦ TỊCH",
        "Phụ lục 1",
        "Danh mục việc theo Công văn số 30/SYT-NV ngày 04/02/2027 của Sở Y tế.",
        "Văn bản liên quan",
        "Trang này tuân theo Nghị định số 45/2027/NĐ-CP về dữ liệu.",
    ]);
    let signature = Some(document.paragraphs[1].span);
    let span = document.paragraphs[2].span.cover(document.paragraphs[5].span);
    let annexes = vec![vanban_document::Annex { span, ..Default::default() }];
    let zones = vanban_document::Zones { signature, annexes, ..Default::default() };
    let structure = Structure { zones, ..Structure::default() };
    let found = references(&document, &structure, &Header::default());
    let symbols: Vec<_> = found.iter().filter_map(|r| r.symbol.as_deref()).collect();
    assert_eq!(symbols, ["12/KH-UBND", "30/SYT-NV"]);
}

#[test]
fn a_laws_number_needs_no_word_before_it() {
    check(
        &["Đề nghị nghiên cứu khoản 2 Điều 5 Luật Thủy lợi 08/2017/QH14 và các quy định khác."],
        &["Luật | 08/2017/QH14 | - | - | Luật Thủy lợi | 1"],
    );
}

#[test]
fn an_announcement_names_what_was_changed() {
    check(
        &[
            "Quyết định số 45/QĐ-BYT ngày 03/02/2027 của Bộ Y tế về việc công bố thủ tục hành chính mới ban hành, được sửa đổi, bổ sung lĩnh vực dược phẩm.",
        ],
        &[
            "Quyết định | 45/QĐ-BYT | 2027-02-03 | Bộ Y tế | về việc công bố thủ tục hành chính mới ban hành, được sửa đổi, bổ sung lĩnh vực dược phẩm | 1",
        ],
    );
    // What became of the cited document itself is not in its title.
    check(
        &[
            "Quyết định số 45/QĐ-BYT ngày 03/02/2027 của Bộ Y tế về việc công bố thủ tục hành chính được sửa đổi, bổ sung tại Quyết định số 50/QĐ-BYT ngày 09/3/2027 của Bộ Y tế.",
        ],
        &[
            "Quyết định | 45/QĐ-BYT | 2027-02-03 | Bộ Y tế | về việc công bố thủ tục hành chính | 1",
            "Quyết định | 50/QĐ-BYT | 2027-03-09 | Bộ Y tế | - | 1",
        ],
    );
}

#[test]
fn what_a_document_puts_an_end_to_is_no_basis_of_it() {
    let found = read(&[
        "Căn cứ Nghị định số 12/2027/NĐ-CP ngày 03/02/2027 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Xây dựng, Ủy ban nhân dân tỉnh ban hành Quyết định bãi bỏ Quyết định số 9/2020/QĐ-UBND ngày 05/02/2020 của Ủy ban nhân dân tỉnh.",
        "Điều 1. Bãi bỏ",
    ]);
    let roles: Vec<_> = found.iter().map(|r| (r.symbol.as_deref(), r.role)).collect();
    assert_eq!(
        roles,
        [(Some("12/2027/NĐ-CP"), Role::Basis), (Some("9/2020/QĐ-UBND"), Role::Mention),]
    );
}

#[test]
fn footnotes_behind_the_signature_are_the_documents() {
    let document = document(&[
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2027 của UBND tỉnh[1].",
        "CHỦ TỊCH",
        "[1] Cùng với Công điện số 30/CĐ-TTg ngày 04/02/2027 của Thủ tướng Chính phủ.",
        "[2] Theo Thông báo số 8/TB-UBND ngày 05/02/2027 của UBND tỉnh.",
        "Trang này tuân theo Nghị định số 45/2027/NĐ-CP về dữ liệu.",
    ]);
    let signature = Some(document.paragraphs[1].span);
    let zones = vanban_document::Zones { signature, ..Default::default() };
    let structure = Structure { zones, ..Structure::default() };
    let found = references(&document, &structure, &Header::default());
    let symbols: Vec<_> = found.iter().filter_map(|r| r.symbol.as_deref()).collect();
    assert_eq!(symbols, ["12/KH-UBND", "30/CĐ-TTg", "8/TB-UBND"]);
}

#[test]
fn what_an_article_amends_is_no_title() {
    check(
        &[
            "Căn cứ khoản 2 Điều 1 Thông tư số 12/2027/TT-BYT ngày 03/02/2027 bổ sung Điều 6 Thông tư số 9/2020/TT-BYT ngày 05/02/2020 của Bộ Y tế.",
            "Căn cứ Điều 7 Luật số 31/2027/QH16 ngày 04/02/2027 sửa đổi, bổ sung một số khoản của Điều 5 và hiệu lực thi hành.",
        ],
        &[
            "Thông tư | 12/2027/TT-BYT | 2027-02-03 | - | - | 1",
            "Thông tư | 9/2020/TT-BYT | 2020-02-05 | Bộ Y tế | - | 1",
            "Luật | 31/2027/QH16 | 2027-02-04 | - | - | 1",
        ],
    );
    let found = relations(&[
        "Theo Điều 1 Thông tư số 12/2027/TT-BYT ngày 03/02/2027 bổ sung Điều 6 Thông tư số 9/2020/TT-BYT ngày 05/02/2020.",
    ]);
    let told: Vec<_> = found.iter().map(|(_, relation)| relation.as_deref()).collect();
    assert_eq!(told, [Some("theo"), None]);
    // A whole document's title stays where an article of it is named.
    check(
        &[
            "Theo Điều 3 Thông tư số 12/2027/TT-BYT ngày 03/02/2027 của Bộ Y tế sửa đổi, bổ sung một số điều của Quy chế bệnh viện, Giám đốc Sở Y tế giúp Chủ tịch xã cấp thẻ.",
        ],
        &[
            "Thông tư | 12/2027/TT-BYT | 2027-02-03 | Bộ Y tế | sửa đổi, bổ sung một số điều của Quy chế bệnh viện | 1",
        ],
    );
}
