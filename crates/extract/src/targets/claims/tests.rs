//! Sentences of plans in our own words, and the measures they state.

use proptest::prelude::*;
use vanban_record::Comparator;

use super::*;

fn read(sentence: &str) -> Vec<(String, f64, Option<String>)> {
    claims(sentence, |_, _| true)
        .into_iter()
        .map(|claim| (claim.indicator, claim.value.number, claim.applies_to))
        .collect()
}

fn check(sentence: &str, want: &[(&str, f64, Option<&str>)]) {
    let want: Vec<_> = want
        .iter()
        .map(|(indicator, value, scope)| {
            ((*indicator).to_owned(), *value, scope.map(str::to_owned))
        })
        .collect();
    assert_eq!(read(sentence), want, "{sentence}");
}

#[test]
fn a_value_closes_its_subject() {
    check(
        "Tỷ lệ hộ dân dùng nước sạch đạt tối thiểu 92%",
        &[("Tỷ lệ hộ dân dùng nước sạch", 92.0, None)],
    );
    check(
        "- Tỷ lệ thôn có nhà văn hóa: phấn đấu đạt 95%, phục vụ sinh hoạt cộng đồng.",
        &[("Tỷ lệ thôn có nhà văn hóa", 95.0, None)],
    );
    check("Tỷ lệ hộ nghèo giảm còn 1,5%", &[("Tỷ lệ hộ nghèo", 1.5, None)]);
    check(
        "Rà soát chính sách hỗ trợ nhà ở, cải tạo nhà dột nát để nâng tỷ lệ hộ có nhà kiên cố lên 97%",
        &[("tỷ lệ hộ có nhà kiên cố", 97.0, None)],
    );
    check(
        "Tỷ lệ hồ sơ lập trước năm 2019 được số hóa đạt 40%",
        &[("Tỷ lệ hồ sơ lập trước năm 2019 được số hóa", 40.0, None)],
    );
    check(
        "Số áo phao cấp cho các ấp: tối thiểu 350 chiếc",
        &[("Số áo phao cấp cho các ấp", 350.0, None)],
    );
    check("Số hộ thoát nghèo: 120 hộ", &[("Số hộ thoát nghèo", 120.0, None)]);
    check("Duy trì và nâng cao độ che phủ rừng đạt 48%", &[("độ che phủ rừng", 48.0, None)]);
}

#[test]
fn a_value_counts_what_follows() {
    check(
        "Phấn đấu 100% trường mầm non có bếp ăn một chiều",
        &[("trường mầm non có bếp ăn một chiều", 100.0, None)],
    );
    check(
        "Bảo đảm hoàn thành tập huấn cho 90% trưởng thôn",
        &[("hoàn thành tập huấn cho trưởng thôn", 90.0, None)],
    );
    check("tổ chức tối thiểu 02 cuộc diễn tập chữa cháy", &[("diễn tập chữa cháy", 2.0, None)]);
    check("bố trí ít nhất 03 cán bộ phụ trách hộ tịch", &[("cán bộ phụ trách hộ tịch", 3.0, None)]);
}

#[test]
fn the_head_of_an_item_is_its_scope() {
    check(
        "- Tại địa bàn miền núi: Phấn đấu tăng thêm ít nhất 5% số lớp bán trú",
        &[("tăng thêm số lớp bán trú", 5.0, Some("địa bàn miền núi"))],
    );
    check(
        "+ Khu vực nông thôn: 90% hộ dân có hố rác",
        &[("hộ dân có hố rác", 90.0, Some("Khu vực nông thôn"))],
    );
    check(
        "Tập trung hỗ trợ các hợp tác xã, phấn đấu đạt 30% thành viên có tài khoản",
        &[("thành viên có tài khoản", 30.0, None)],
    );
}

#[test]
fn two_scopes_are_two_claims() {
    check(
        "Tỷ lệ hồ sơ xử lý trực tuyến đạt 95% đối với cấp tỉnh, tối thiểu 80% đối với cấp xã",
        &[
            ("Tỷ lệ hồ sơ xử lý trực tuyến", 95.0, Some("cấp tỉnh")),
            ("Tỷ lệ hồ sơ xử lý trực tuyến", 80.0, Some("cấp xã")),
        ],
    );
    check(
        "100% trạm y tế khu vực đồng bằng và trên 70% trạm y tế khu vực miền núi có bác sĩ",
        &[
            ("trạm y tế khu vực đồng bằng có bác sĩ", 100.0, Some("khu vực đồng bằng")),
            ("trạm y tế khu vực miền núi có bác sĩ", 70.0, Some("khu vực miền núi")),
        ],
    );
}

#[test]
fn shares_keep_their_base() {
    let found = claims("Tỷ trọng công nghiệp đạt tối thiểu 35% GRDP", |_, _| true);
    assert_eq!(found[0].indicator, "Tỷ trọng công nghiệp");
    assert_eq!(found[0].base.as_deref(), Some("GRDP"));
    assert_eq!(found[0].value.comparator, Comparator::Ge);
    let found = claims("Thu ngân sách vượt 5% dự toán huyện giao", |_, _| true);
    assert_eq!(found[0].indicator, "Thu ngân sách vượt");
    assert_eq!(found[0].value.comparator, Comparator::Eq);
    assert_eq!(found[0].base.as_deref(), Some("dự toán huyện giao"));
    let found = claims("Đóng góp của du lịch khoảng 12 - 14% giá trị sản xuất", |_, _| true);
    assert_eq!(found[0].indicator, "Đóng góp của du lịch");
    assert_eq!(found[0].base.as_deref(), Some("giá trị sản xuất"));
}

#[test]
fn an_aim_after_a_comma_stands_by_itself() {
    check(
        "Tăng cường vận động, hướng dẫn cho người dân, phấn đấu 60% hộ dân phân loại rác",
        &[("hộ dân phân loại rác", 60.0, None)],
    );
}

#[test]
fn parts_of_a_measure_are_told_by_what_they_are_of() {
    check(
        "Sản lượng rau đạt 900 tấn, trong đó nhà lưới 200 tấn, ngoài đồng 700 tấn",
        &[
            ("Sản lượng rau", 900.0, None),
            ("Sản lượng rau", 200.0, Some("nhà lưới")),
            ("Sản lượng rau", 700.0, Some("ngoài đồng")),
        ],
    );
    check(
        "Diện tích cây hằng năm 400 ha (trong đó mía 150 ha).",
        &[("Diện tích cây hằng năm", 400.0, None)],
    );
    check("Trồng mới 1,5 triệu cây phân tán", &[("Trồng mới cây phân tán", 1.5, None)]);
    check(
        "Tổng đàn trâu 900 con, trong đó trâu cái 400 con",
        &[("Tổng đàn trâu", 900.0, None), ("Tổng đàn trâu cái", 400.0, None)],
    );
    check("Đón 2 triệu lượt khách du lịch", &[("Đón lượt khách du lịch", 2.0, None)]);
}

#[test]
fn what_stands_beside_a_value_is_not_measured() {
    check(
        "Giá trị thu hoạch trên 1 ha đất bãi đạt 90 triệu đồng",
        &[("Giá trị thu hoạch trên 1 ha đất bãi", 90.0, None)],
    );
    check(
        "Tỷ lệ hộ có hố rác: đô thị 98%, nông thôn 70%",
        &[
            ("Tỷ lệ hộ có hố rác", 98.0, Some("đô thị")),
            ("Tỷ lệ hộ có hố rác", 70.0, Some("nông thôn")),
        ],
    );
    check("Có 45/60 thôn có sân bóng (chiếm 75%)", &[("thôn có sân bóng", 45.0, None)]);
    check(
        "Tỷ lệ che phủ rừng đạt 38%, tăng 2 điểm % so với năm 2025",
        &[("Tỷ lệ che phủ rừng", 38.0, None), ("Tỷ lệ che phủ rừng tăng", 2.0, None)],
    );
}

#[test]
fn a_comparison_is_no_part_of_the_next_subject() {
    check(
        "Thời gian chờ giảm 30% so với năm 2025, chi phí đi lại giảm 20%",
        &[("Thời gian chờ giảm", 30.0, None), ("chi phí đi lại giảm", 20.0, None)],
    );
    check(
        "Tỷ lệ hài lòng đạt 92%, trong đó lĩnh vực đất đai, xây dựng đạt 85%",
        &[
            ("Tỷ lệ hài lòng", 92.0, None),
            ("Tỷ lệ hài lòng", 85.0, Some("lĩnh vực đất đai, xây dựng")),
        ],
    );
}

#[test]
fn a_change_may_follow_a_comparison() {
    check(
        "Thu phí chợ đạt 90% so với chỉ tiêu xã giao, giảm 20% so với năm 2025",
        &[("Thu phí chợ", 90.0, None), ("Thu phí chợ giảm", 20.0, None)],
    );
    check("trong đó 60% là thợ trẻ", &[("thợ trẻ", 60.0, None)]);
}

#[test]
fn commas_of_numbers_and_halves_of_words_part_no_clause() {
    check(
        "Tổng kế hoạch vốn đầu tư năm 2026 là 90 tỷ đồng",
        &[("Tổng kế hoạch vốn đầu tư năm 2026", 90.0, None)],
    );
    check(
        "Có 5 nghìn hộ tham gia nhóm đổi công, 20 hộ tham gia nhóm nuôi ong",
        &[("hộ tham gia nhóm đổi công", 5.0, None), ("hộ tham gia nhóm nuôi ong", 20.0, None)],
    );
    check(
        "Trồng rừng tăng 20% so với năm 2025, khởi công 4 công trình",
        &[("Trồng rừng tăng", 20.0, None), ("khởi công công trình", 4.0, None)],
    );
}

#[test]
fn a_ratio_closes_its_measure_and_leaves_no_unit_in_it() {
    check(
        "Giảm quá tải, phấn đấu sĩ số bậc mầm non không quá 28 học sinh/lớp",
        &[("sĩ số bậc mầm non", 28.0, None)],
    );
    check(
        "Tỷ số giới tính khi sinh dưới 109 bé trai/100 bé gái",
        &[("Tỷ số giới tính khi sinh", 109.0, None)],
    );
    check("Mỗi ấp có 02 cán bộ/tổ trực đêm", &[("cán bộ trực đêm", 2.0, None)]);
}

#[test]
fn the_subject_of_an_aim_stands_behind_its_verb_or_before_it() {
    check(
        "Tập trung lãnh đạo, phấn đấu đến năm 2028 tỷ lệ hộ có vườn mẫu đạt 40%",
        &[("tỷ lệ hộ có vườn mẫu", 40.0, None)],
    );
    check(
        "Cân đối ngân sách hằng năm cho thư viện, bảo đảm vốn dân góp chiếm ít nhất 20% tổng vốn",
        &[("vốn dân góp", 20.0, None)],
    );
    check(
        "Phối hợp với Hội Phụ nữ vận động hội viên bán hàng qua mạng, phấn đấu đạt 70% ở khu vực đồng bằng, trên 45% ở khu vực miền núi",
        &[
            ("hội viên bán hàng qua mạng", 70.0, Some("khu vực đồng bằng")),
            ("hội viên bán hàng qua mạng", 45.0, Some("khu vực miền núi")),
        ],
    );
}

#[test]
fn a_part_set_apart_is_told_by_whom_it_is_for() {
    check(
        "Ít nhất 90% đơn thư được trả lời đúng hạn, riêng lĩnh vực môi trường không dưới 75%",
        &[
            ("đơn thư được trả lời đúng hạn", 90.0, None),
            ("đơn thư được trả lời đúng hạn", 75.0, Some("lĩnh vực môi trường")),
        ],
    );
    check(
        "Tỷ lệ hộ dân có đồng hồ nước riêng đạt 85%, trong đó hộ cận nghèo đạt 60%",
        &[
            ("Tỷ lệ hộ dân có đồng hồ nước riêng", 85.0, None),
            ("Tỷ lệ hộ dân có đồng hồ nước riêng", 60.0, Some("hộ cận nghèo")),
        ],
    );
    check(
        "Tỷ lệ hao hụt dưới 8% (riêng các bản vùng sâu dưới 11%).",
        &[("Tỷ lệ hao hụt", 8.0, None), ("Tỷ lệ hao hụt", 11.0, Some("các bản vùng sâu"))],
    );
    check(
        "Nâng tỷ lệ thôn có loa từ 61% năm 2026 lên 65% năm 2027, 72% năm 2028",
        &[("tỷ lệ thôn có loa", 65.0, None), ("tỷ lệ thôn có loa", 72.0, None)],
    );
}

#[test]
fn a_comma_inside_what_is_acted_on_parts_no_clause() {
    check(
        "Kiểm tra đột xuất việc dùng lao động nữ, lao động trẻ tại ít nhất 40% số xưởng may (Công an xã chủ trì; trong Quý I)",
        &[("Kiểm tra đột xuất việc dùng lao động nữ, lao động trẻ tại số xưởng may", 40.0, None)],
    );
}

#[test]
fn places_of_further_values_are_scopes_and_those_who_are_moved_no_part() {
    check(
        "Tỷ lệ đóng phí qua thẻ đạt 75% ở khối bệnh viện và 45% ở khối trạm y tế",
        &[
            ("Tỷ lệ đóng phí qua thẻ", 75.0, Some("khối bệnh viện")),
            ("Tỷ lệ đóng phí qua thẻ", 45.0, Some("khối trạm y tế")),
        ],
    );
    check(
        "Hướng dẫn, đôn đốc các đơn vị thi công lát 100% vỉa hè",
        &[("các đơn vị thi công lát vỉa hè", 100.0, None)],
    );
    check(
        "Trong đó phấn đấu đến năm 2029 có trên 55% dân số trưởng thành đọc sách",
        &[("dân số trưởng thành đọc sách", 55.0, None)],
    );
}

#[test]
fn several_counts_share_the_predicate_of_the_last() {
    check(
        "90% thôn, 85% bản và 95% trường học có tủ sách",
        &[
            ("thôn có tủ sách", 90.0, Some("thôn")),
            ("bản có tủ sách", 85.0, Some("bản")),
            ("trường học có tủ sách", 95.0, Some("trường học")),
        ],
    );
    check(
        "100% bản có sân bóng, trong đó 70% có mái che",
        &[("bản có sân bóng", 100.0, None), ("bản có sân bóng, trong đó có mái che", 70.0, None)],
    );
    check(
        "Số thợ có việc mới 90 người, trong đó làm ở nước ngoài 12 người",
        &[
            ("Số thợ có việc mới", 90.0, None),
            ("Số thợ có việc mới", 12.0, Some("làm ở nước ngoài")),
        ],
    );
}

#[test]
fn an_act_is_done_to_each_of_a_row() {
    check(
        "Cắt giảm ít nhất 25% thời gian chờ, 20% giấy tờ phải nộp",
        &[("Cắt giảm thời gian chờ", 25.0, None), ("Cắt giảm giấy tờ phải nộp", 20.0, None)],
    );
    check(
        "Bảo đảm 100% trưởng thôn, 80% công an viên được tập huấn, hoàn thành trong quý II/2027",
        &[
            ("trưởng thôn được tập huấn", 100.0, Some("trưởng thôn")),
            ("công an viên được tập huấn", 80.0, Some("công an viên")),
        ],
    );
    check(
        "60% xã có thư viện đến năm 2027, 90% vào năm 2030",
        &[("xã có thư viện", 60.0, None), ("xã có thư viện", 90.0, None)],
    );
    check(
        "Xác định khuyến nông là nhiệm vụ thường xuyên, dành tối thiểu 3% tổng chi ngân sách xã",
        &[("tổng chi ngân sách xã", 3.0, None)],
    );
    check("Tỷ lệ mất rừng duy trì dưới 1%", &[("Tỷ lệ mất rừng", 1.0, None)]);
}

#[test]
fn the_place_that_ends_a_measure_is_whom_it_is_for() {
    check(
        "Tỷ lệ hộ đấu nối nước thải khu vực nội thị đạt 70%, khu vực ven đô đạt 45%",
        &[
            ("Tỷ lệ hộ đấu nối nước thải", 70.0, Some("khu vực nội thị")),
            ("Tỷ lệ hộ đấu nối nước thải", 45.0, Some("khu vực ven đô")),
        ],
    );
    check(
        "Cấp nước máy cho 96% dân số đô thị và 81% dân số nông thôn",
        &[
            ("Cấp nước máy cho dân số đô thị", 96.0, None),
            ("Cấp nước máy cho dân số nông thôn", 81.0, None),
        ],
    );
    let counted =
        claims("Dự trữ tối thiểu 30 tấn gạo, 900 chum mắm", |value, _| value.bounded);
    assert_eq!(counted[0].indicator, "Dự trữ gạo");
    check(
        "Thời gian chuyển tin, báo động lũ đến các bản không quá 20 phút sau khi có tin",
        &[("Thời gian chuyển tin, báo động lũ đến các bản", 20.0, None)],
    );
    check("Rút ngắn thời gian xử lý đơn xuống còn 5 ngày", &[("thời gian xử lý đơn", 5.0, None)]);
}

#[test]
fn a_change_and_the_level_it_leads_to_are_two_measures() {
    check(
        "Tỷ lệ hộ nghèo giảm 0,8 điểm phần trăm, còn 2,4%",
        &[("Tỷ lệ hộ nghèo giảm", 0.8, None), ("Tỷ lệ hộ nghèo", 2.4, None)],
    );
    check(
        "Tỷ lệ hộ dùng nước máy tại đô thị 97%, nông thôn 70%",
        &[
            ("Tỷ lệ hộ dùng nước máy", 97.0, Some("đô thị")),
            ("Tỷ lệ hộ dùng nước máy", 70.0, Some("nông thôn")),
        ],
    );
    check(
        "Chỉ tiêu về rừng: diện tích trồng mới đạt 40 ha",
        &[("diện tích trồng mới", 40.0, None)],
    );
    check(
        "Chỉ đạo quyết liệt công tác đầu tư công, bảo đảm đến ngày 31/01/2028 giải ngân 100% kế hoạch vốn, trong đó đến hết quý III/2027 đạt tối thiểu 60%",
        &[("giải ngân kế hoạch vốn", 100.0, None), ("giải ngân kế hoạch vốn", 60.0, None)],
    );
    check("Tuyên truyền để trên 70% hộ dân đăng ký", &[("hộ dân đăng ký", 70.0, None)]);
}

#[test]
fn places_go_on_with_a_time_and_thoughts_that_ended_lead_up_to_nothing() {
    check(
        "Thời gian xe chữa cháy đến nơi: nội thị ≤ 9 phút, ngoại thị ≤ 18 phút",
        &[
            ("Thời gian xe chữa cháy đến nơi", 9.0, Some("nội thị")),
            ("Thời gian xe chữa cháy đến nơi", 18.0, Some("ngoại thị")),
        ],
    );
    check(
        "Kế hoạch phải sát với tình hình, 100% ấp có phương án",
        &[("ấp có phương án", 100.0, None)],
    );
    check(
        "Tỷ lệ hộ nghèo người Chăm: cuối năm 2027 còn 5%, giảm 2%",
        &[("Tỷ lệ hộ nghèo người Chăm", 5.0, None), ("Tỷ lệ hộ nghèo người Chăm giảm", 2.0, None)],
    );
}

#[test]
fn a_level_is_not_by_how_much() {
    check(
        "Giảm tỷ lệ hộ nghèo từ 7% xuống dưới 5%, trong đó đồng bào Mông giảm 3%",
        &[("tỷ lệ hộ nghèo", 5.0, None), ("tỷ lệ hộ nghèo giảm", 3.0, Some("đồng bào Mông"))],
    );
    check("Giảm tỷ lệ thất thoát nước 2%", &[("Giảm tỷ lệ thất thoát nước", 2.0, None)]);
    check(
        "Giải ngân vốn: đến hết quý II đạt 50%, đến 31/12/2026 đạt 100% kế hoạch",
        &[("Giải ngân vốn", 50.0, None), ("Giải ngân vốn", 100.0, None)],
    );
}

proptest! {
    #[test]
    fn any_sentence_is_read_without_panic(
        sentence in "((Tỷ lệ|100%|đạt|và|,|;|tối thiểu 5%|hộ|đến năm 2030|\\PC) ?){0,20}"
    ) {
        for claim in claims(&sentence, |_, _| true) {
            prop_assert!(claim.span.end <= sentence.len());
        }
    }
}

#[test]
fn the_shares_of_a_composition_are_told_apart_by_its_parts() {
    let whole = "Cơ cấu cây trồng";
    check(
        "Cơ cấu cây trồng: chè 40%, cây ăn quả 35%, cây lâm nghiệp chiếm 25%",
        &[
            (whole, 40.0, Some("chè")),
            (whole, 35.0, Some("cây ăn quả")),
            (whole, 25.0, Some("cây lâm nghiệp")),
        ],
    );
    check(
        "Cơ cấu kinh tế công nghiệp 52%, dịch vụ 48%",
        &[("Cơ cấu kinh tế", 52.0, Some("công nghiệp")), ("Cơ cấu kinh tế", 48.0, Some("dịch vụ"))],
    );
}

#[test]
fn a_bracket_may_say_whom_a_value_is_for() {
    check(
        "Tỷ lệ phòng học kiên cố đạt 90% (tiểu học), 82% (mầm non)",
        &[
            ("Tỷ lệ phòng học kiên cố", 90.0, Some("tiểu học")),
            ("Tỷ lệ phòng học kiên cố", 82.0, Some("mầm non")),
        ],
    );
    check("Ký số văn bản đạt 88% (cấp xã)", &[("Ký số văn bản", 88.0, Some("cấp xã"))]);
}

#[test]
fn halves_of_verbs_are_no_lead_ins_and_no_predicates() {
    check("Nâng cấp 04 trạm bơm", &[("Nâng cấp trạm bơm", 4.0, None)]);
    let [first, second] = &claims(
        "70% cán bộ làm chuyển đổi số cấp xã; 40% cán bộ đoàn thể được cấp chứng chỉ tin học",
        |_, _| true,
    )[..] else {
        panic!("two shares");
    };
    assert_eq!(first.indicator, "cán bộ làm chuyển đổi số cấp xã được cấp chứng chỉ tin học");
    assert_eq!(second.indicator, "cán bộ đoàn thể được cấp chứng chỉ tin học");
    assert!(first.applies_to.is_some() && second.applies_to.is_some());
}

#[test]
fn what_exceeds_a_base_may_be_bounded_too() {
    for (sentence, comparator) in [
        ("Thu phí chợ vượt trên 6% dự toán giao", Comparator::Gt),
        ("Thu phí chợ vượt 6% dự toán giao", Comparator::Eq),
    ] {
        assert_eq!(claims(sentence, |_, _| true)[0].value.comparator, comparator, "{sentence}");
    }
}

#[test]
fn an_aim_that_follows_a_plan_is_of_what_stands_before_it() {
    check(
        "Hội Phụ nữ vận động hội viên mở sổ tiết kiệm, phấn đấu đạt 70% theo đề án của tỉnh",
        &[("hội viên mở sổ tiết kiệm", 70.0, None)],
    );
    check(
        "Chi cho thư viện đạt 2% tổng chi, trong đó chi mua sách không thấp hơn 40% chi sự nghiệp",
        &[("Chi cho thư viện", 2.0, None), ("chi mua sách", 40.0, None)],
    );
}

#[test]
fn every_part_of_a_count_has_its_own_words() {
    check(
        "Dạy nghề cho 300 lao động, trong đó học may mặc 80 người, học cơ khí 60 người",
        &[
            ("Dạy nghề cho lao động", 300.0, None),
            ("học may mặc", 80.0, None),
            ("học cơ khí", 60.0, None),
        ],
    );
}

#[test]
fn lessons_and_their_guests_are_counted_apart() {
    check(
        "Mở 04 lớp nghiệp vụ, kỹ năng cho 160 lượt học viên",
        &[("nghiệp vụ, kỹ năng", 4.0, None), ("học viên", 160.0, None)],
    );
    check(
        "Tổ chức 03 buổi nói chuyện cho 500 lượt người",
        &[("nói chuyện", 3.0, None), ("lượt người", 500.0, None)],
    );
}

#[test]
fn the_days_of_a_year_part_its_values() {
    let found = claims(
        "Giải ngân vốn sự nghiệp đến 30/6 đạt 40%, đến ngày 15/10 đạt 70%, cả năm đạt 95%",
        |_, _| true,
    );
    let told: Vec<_> =
        found.iter().map(|c| (&c.indicator[..], c.deadline.as_deref().unwrap_or(""))).collect();
    let measure = "Giải ngân vốn sự nghiệp";
    assert_eq!(told, [(measure, "đến 30/6"), (measure, "đến ngày 15/10"), (measure, "cả năm")]);
    check("Tập trung thu hồi đất, phấn đấu đến hết năm đạt 90%", &[("thu hồi đất", 90.0, None)]);
    check(
        "Tỷ lệ hộ khá theo chuẩn mới giai đoạn 2027 - 2031 đạt 60%",
        &[("Tỷ lệ hộ khá theo chuẩn mới giai đoạn 2027 - 2031", 60.0, None)],
    );
}

#[test]
fn a_whole_said_in_words_has_its_share_behind_it() {
    for sentence in [
        "Toàn bộ hợp đồng của trường được ký số (đạt 100%)",
        "Toàn bộ hợp đồng của trường được ký số, tỷ lệ 100%",
    ] {
        check(sentence, &[("Toàn bộ hợp đồng của trường được ký số", 100.0, None)]);
    }
    check("Độ che phủ giữ ổn định ở mức 44%", &[("Độ che phủ", 44.0, None)]);
    check("Không để quá 3% hợp đồng quá hạn", &[("hợp đồng quá hạn", 3.0, None)]);
}

#[test]
fn a_count_goes_on_in_shares_and_changes() {
    check(
        "Có 24 tổ hợp tác, chiếm 60% tổng số tổ; thu hút 300 hội viên, tăng 5% so với năm 2025",
        &[
            ("tổ hợp tác", 24.0, None),
            ("tổ hợp tác", 60.0, None),
            ("thu hút hội viên", 300.0, None),
            ("thu hút hội viên tăng", 5.0, None),
        ],
    );
    let found = claims("Kết nạp từ 25 hội viên trẻ trở lên", |_, _| true);
    assert_eq!(found[0].indicator, "Kết nạp hội viên trẻ");
    assert_eq!(found[0].value.comparator, Comparator::Ge);
}

#[test]
fn a_field_is_whom_the_measure_is_for() {
    check(
        "Mức độ hài lòng của hộ dân đạt 90%, trong lĩnh vực đất đai đạt 80%",
        &[
            ("Mức độ hài lòng của hộ dân", 90.0, None),
            ("Mức độ hài lòng của hộ dân", 80.0, Some("lĩnh vực đất đai")),
        ],
    );
    check(
        "Giảm 2% hộ nghèo, riêng các bản vùng cao giảm 4%",
        &[("Giảm hộ nghèo", 2.0, None), ("Giảm hộ nghèo", 4.0, Some("các bản vùng cao"))],
    );
    check(
        "Rà soát, cắt giảm 20% thời gian, 15% chi phí",
        &[("Rà soát, cắt giảm thời gian", 20.0, None), ("Rà soát, cắt giảm chi phí", 15.0, None)],
    );
}
