//! Targets and results of short plans in our own words.

use super::*;
use crate::sample;

fn read(paragraphs: &[&str], header: &Header) -> (Vec<Target>, Vec<ReachedResult>) {
    let (document, structure) = sample::sections(paragraphs);
    targets(&document, &structure, header)
}

fn plan() -> Header {
    Header { doc_type: Some("Kế hoạch".into()), plan_year: Some(2026), ..Header::default() }
}

#[test]
fn headings_tell_targets_from_results() {
    let (targets, results) = read(
        &[
            "# I. KẾT QUẢ THỰC HIỆN NĂM 2025",
            "- Tỷ lệ hộ dùng nước sạch khu vực đô thị đạt 88%, khu vực nông thôn đạt 61%.",
            "# II. MỤC TIÊU",
            "- Tỷ lệ hộ dùng nước sạch đạt tối thiểu 92%.",
            "- Đến nay 70% thôn đã có đường bê tông.",
            "- Xây dựng 03 mô hình vườn mẫu.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.value, t.section.as_deref())).collect();
    assert_eq!(read, [(92.0, Some("II")), (3.0, Some("II"))]);
    let reached: Vec<_> = results.iter().map(|r| (r.indicator.as_str(), r.value)).collect();
    assert_eq!(
        reached[..2],
        [
            ("Tỷ lệ hộ dùng nước sạch khu vực đô thị", 88.0),
            ("Tỷ lệ hộ dùng nước sạch khu vực nông thôn", 61.0)
        ]
    );
    assert_eq!(results.len(), 3);
}

#[test]
fn counts_shares_and_growth_in_objectives_are_targets() {
    let (targets, results) = read(
        &[
            "# I. KẾT QUẢ NĂM 2025",
            "- Sản lượng cá lồng ước đạt 120 tấn, tăng 6% so với năm 2024.",
            "# II. MỤC TIÊU",
            "- Diện tích gieo trồng 1.200 ha, sản lượng ngô 850 tấn.",
            "- Tổng thu chợ phiên 38 tỷ đồng, tăng 8% so với năm 2025.",
            "- 8/9 bản có nhà văn hóa; 92% hộ có hố rác.",
            "- Có thêm 02 sản phẩm đạt 3 sao trở lên.",
            "- Giảm từ 5 - 10% số vụ cháy rừng so với năm 2025.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("Diện tích gieo trồng", 1200.0),
            ("sản lượng ngô", 850.0),
            ("Tổng thu chợ phiên", 38.0),
            ("Tổng thu chợ phiên tăng", 8.0),
            ("bản có nhà văn hóa", 8.0),
            ("hộ có hố rác", 92.0),
            ("thêm sản phẩm đạt 3 sao trở lên", 2.0),
            ("Giảm số vụ cháy rừng so với năm 2025", 5.0),
        ]
    );
    assert!(targets.iter().all(|target| target.deadline.is_none()));
    let reached: Vec<_> = results.iter().map(|r| (r.indicator.as_str(), r.value)).collect();
    assert_eq!(reached, [("Sản lượng cá lồng", 120.0), ("Sản lượng cá lồng tăng", 6.0)]);
}

#[test]
fn outside_objectives_a_sentence_must_set_an_aim() {
    let (targets, _) = read(
        &[
            "# III. NHIỆM VỤ",
            "- Số hóa 95% hồ sơ đất đai.",
            "- Hỗ trợ 50% học phí cho con hộ nghèo.",
            "- Bố trí tối thiểu 02 cán bộ trực đường dây nóng.",
            "- Xã có 12 thôn và 3.400 hộ.",
            "- Thực hiện Đề án “Trồng ít nhất 20 hàng cây ven đường” của huyện cũ.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|target| target.indicator.as_str()).collect();
    assert_eq!(read, ["Số hóa hồ sơ đất đai", "cán bộ trực đường dây nóng"]);
}

#[test]
fn a_place_at_the_head_of_an_item_holds_for_all_its_values() {
    let (targets, _) = read(
        &[
            "# II. MỤC TIÊU",
            "- Tại địa bàn miền núi: Phấn đấu tăng thêm ít nhất 5% số lớp bán trú; 90% điểm trường có nước sạch.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| t.applies_to.as_deref()).collect();
    assert_eq!(read, [Some("địa bàn miền núi"), Some("địa bàn miền núi")]);
}

#[test]
fn parts_behind_a_semicolon_are_parts_of_the_measure_before() {
    let (targets, _) = read(
        &[
            "# II. MỤC TIÊU",
            "- Diện tích gieo trồng 500 ha; trong đó: lúa 300 ha; ngô 150 ha, rau 50 ha; sản lượng rau 80 tấn.",
        ],
        &plan(),
    );
    let read: Vec<_> =
        targets.iter().map(|t| (t.indicator.as_str(), t.value, t.applies_to.as_deref())).collect();
    assert_eq!(
        read,
        [
            ("Diện tích gieo trồng", 500.0, None),
            ("Diện tích gieo trồng", 300.0, Some("lúa")),
            ("Diện tích gieo trồng", 150.0, Some("ngô")),
            ("Diện tích gieo trồng", 50.0, Some("rau")),
            ("sản lượng rau", 80.0, None),
        ]
    );
}

#[test]
fn a_count_that_an_aim_leads_up_to_is_no_bound_inside_a_share() {
    let (targets, _) = read(
        &[
            "# II. MỤC TIÊU",
            "- Phấn đấu có ít nhất 12 ha chè, đáp ứng trên 80% nhu cầu nguyên liệu.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|target| target.value).collect();
    assert_eq!(read, [12.0, 80.0]);
}

#[test]
fn each_part_of_a_line_may_set_its_own_time() {
    let (targets, _) = read(
        &[
            "# II. MỤC TIÊU",
            "- Đến năm 2026: 80% chợ có mái che; 60% chợ có bãi xe; đến năm 2030: 100% chợ có mái che.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.value, t.deadline.as_deref())).collect();
    assert_eq!(
        read,
        [(80.0, Some("Đến năm 2026")), (60.0, Some("Đến năm 2026")), (100.0, Some("đến năm 2030")),]
    );
}

#[test]
fn aims_announced_hold_for_the_items_under_them() {
    let paragraphs = [
        "# 2. Kế hoạch phát triển",
        "Trong giai đoạn tới, phấn đấu phát triển mạng lưới, cụ thể như sau:",
        "# 2.1. Trạm bơm",
        "+ Lắp đặt mới trạm bơm: 12 trạm (trong đó: xã A 7 trạm, xã B 5 trạm), nâng tổng số trạm bơm: 30 trạm;",
    ];
    let (document, mut structure) = sample::sections(&paragraphs);
    structure.sections[1].parent = Some(0);
    let (found, _) = targets(&document, &structure, &plan());
    let read: Vec<_> = found.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(read, [("Lắp đặt mới trạm bơm", 12.0), ("tổng số trạm bơm", 30.0)]);
    let telegram = Header { doc_type: Some("Công điện".into()), ..plan() };
    assert!(targets(&document, &structure, &telegram).0.is_empty());
}

#[test]
fn legal_norms_set_no_targets() {
    let norms = Header {
        doc_type: Some("Quyết định".into()),
        symbol: Some("15/2026/QĐ-UBND".into()),
        ..Header::default()
    };
    let (targets, _) =
        read(&["Hồ sơ được thông qua khi đạt tối thiểu 70% số phiếu tán thành."], &norms);
    assert!(targets.is_empty());
}

#[test]
fn a_further_value_has_the_head_and_the_time_of_its_sentence() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- Tỷ lệ hộ dùng bếp củi còn dưới 15 %, bếp than dưới 5 %; bếp dầu dưới 2 %.",
            "- Phấn đấu đến năm 2028, 90% thôn có sân chơi; 70% thôn có thư viện. Trồng 5 ha rừng.",
            "- Tỷ lệ che phủ rừng đạt 44%, rừng trồng mới đạt 120 ha.",
            "- Đến năm 2031:",
            "+ 60% hộ nuôi cá có ao lắng.",
            "- 30% hộ có bể lọc.",
        ],
        &plan(),
    );
    let read: Vec<_> =
        targets.iter().map(|t| (t.indicator.as_str(), t.deadline.as_deref())).collect();
    assert_eq!(
        read,
        [
            ("Tỷ lệ hộ dùng bếp củi", None),
            ("Tỷ lệ hộ dùng bếp than", None),
            ("Tỷ lệ hộ dùng bếp dầu", None),
            ("thôn có sân chơi", Some("đến năm 2028")),
            ("thôn có thư viện", Some("đến năm 2028")),
            ("Trồng rừng", None),
            ("Tỷ lệ che phủ rừng", None),
            ("rừng trồng mới", None),
            ("hộ nuôi cá có ao lắng", Some("Đến năm 2031")),
            ("hộ có bể lọc", None),
        ]
    );
}

#[test]
fn a_part_of_a_count_leaves_the_count_and_a_heading_that_is_a_time_dates_both() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "# a) Năm 2027",
            "- Dạy nghề cho ít nhất 300 lao động, trong đó lao động nữ chiếm tối thiểu 45%.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.value, t.deadline.as_deref())).collect();
    assert_eq!(read, [(300.0, Some("Năm 2027")), (45.0, Some("Năm 2027"))]);
}

#[test]
fn a_rate_with_a_colon_has_its_scopes_behind_it() {
    let (targets, _) = read(
        &["# I. MỤC TIÊU", "- Tỷ lệ hộ có hố xí hợp vệ sinh: thành thị 99%; nông thôn 88%."],
        &plan(),
    );
    let read: Vec<_> =
        targets.iter().map(|t| (t.indicator.as_str(), t.applies_to.as_deref())).collect();
    assert_eq!(
        read,
        [
            ("Tỷ lệ hộ có hố xí hợp vệ sinh", Some("thành thị")),
            ("Tỷ lệ hộ có hố xí hợp vệ sinh", Some("nông thôn")),
        ]
    );
}

#[test]
fn a_period_compared_with_sets_no_time() {
    let (targets, _) = read(
        &["# I. MỤC TIÊU", "- Số vụ cháy giảm 5-10% so với trung bình giai đoạn 2021 - 2025."],
        &plan(),
    );
    let read: Vec<_> =
        targets.iter().map(|t| (t.value, t.value_max, t.deadline.as_deref())).collect();
    assert_eq!(read, [(5.0, Some(10.0), None)]);
}

#[test]
fn whatever_act_opens_a_clause_counts_in_objectives() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- Cứng hóa 12 km đường bản; xây mới 02 cầu treo.",
            "- Hoàn thành 100% kế hoạch vốn sửa đập.",
            "- Bản Mường Thịnh ở cách xã 12 km.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("Cứng hóa đường bản", 12.0),
            ("xây mới cầu treo", 2.0),
            ("Hoàn thành kế hoạch vốn sửa đập", 100.0)
        ]
    );
}

#[test]
fn bare_shares_borrow_the_predicate_after_them() {
    let (targets, _) = read(
        &["# I. MỤC TIÊU", "- 100% khách sạn; 60% nhà nghỉ, nhà trọ lắp đặt bình chữa cháy."],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("khách sạn lắp đặt bình chữa cháy", 100.0),
            ("nhà nghỉ, nhà trọ lắp đặt bình chữa cháy", 60.0)
        ]
    );
}

#[test]
fn milestones_and_parts_behind_a_semicolon_have_the_subject_before_it() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- Tỷ lệ đơn nộp qua mạng đến 31/3/2026 đạt trên 55%; đến hết năm 2026 đạt từ 70% trở lên.",
            "- Số tiêu chí đô thị đạt chuẩn: năm 2026 đạt 05 tiêu chí, năm 2027 đạt 07 tiêu chí.",
            "- 80% cửa hàng có mã vuông; riêng chợ đêm đạt 95%.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets
        .iter()
        .map(|t| (t.indicator.as_str(), t.value, t.deadline.as_deref(), t.applies_to.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            ("Tỷ lệ đơn nộp qua mạng", 55.0, Some("đến 31/3/2026"), None),
            ("Tỷ lệ đơn nộp qua mạng", 70.0, Some("đến hết năm 2026"), None),
            ("Số tiêu chí đô thị đạt chuẩn", 5.0, Some("năm 2026"), None),
            ("Số tiêu chí đô thị đạt chuẩn", 7.0, Some("năm 2027"), None),
            ("cửa hàng có mã vuông", 80.0, None, None),
            ("cửa hàng có mã vuông", 95.0, None, Some("chợ đêm")),
        ]
    );
}

#[test]
fn what_a_sentence_opens_by_reporting_holds_for_all_its_values() {
    let (targets, results) = read(
        &[
            "# I. MỤC ĐÍCH",
            "- Phát huy kết quả đã đạt được: hết năm 2025 có 21 câu lạc bộ; tỷ lệ hộ có tủ sách đạt 34,5%, tỷ lệ thôn có thư viện đạt 58%.",
            "- Khắc phục hạn chế đã chỉ ra: số đơn trả đúng hạn mới đạt 66% (kế hoạch giao 80%), đơn nộp qua mạng đạt 47%; phấn đấu năm 2026 đơn nộp qua mạng đạt 60%.",
            "# II. MỤC TIÊU",
            "Phát huy kết quả năm 2025 với 6/9 ấp đã có sân chơi, 72% hộ dân có hố rác, phấn đấu 80% ấp có sân chơi.",
        ],
        &plan(),
    );
    let reached: Vec<_> = results.iter().map(|result| result.value).collect();
    assert_eq!(reached, [34.5, 58.0, 66.0, 47.0, 6.0, 72.0]);
    let read: Vec<_> = targets.iter().map(|target| target.value).collect();
    assert_eq!(read, [60.0, 80.0]);
}

#[test]
fn what_a_dispatch_orders_are_targets_and_what_it_tells_before_are_not() {
    let dispatch = Header { doc_type: Some("Công văn".into()), ..plan() };
    let (targets, _) = read(
        &[
            "Theo báo cáo, có 12 xã chưa mở lớp, 40% học viên bỏ học.",
            "Để khắc phục tồn tại nêu trên, UBND tỉnh yêu cầu:",
            "1. Sở Nội vụ bổ sung ít nhất 15 máy quét cho các xã; ký số 100% văn bản đi.",
            "- Bảo đảm cổng chạy ổn định, thời gian phản hồi không quá 2 giây.",
            "2. Đài tỉnh tăng thời lượng, mỗi tuần phát sóng tối thiểu 03 chuyên mục dạy nghề.",
        ],
        &dispatch,
    );
    let read: Vec<_> = targets.iter().map(|t| (t.value, t.unit.as_deref())).collect();
    assert_eq!(
        read,
        [(15.0, Some("máy")), (100.0, Some("%")), (2.0, Some("giây")), (3.0, Some("chuyên mục"))]
    );
}

#[test]
fn tasks_state_what_is_to_be_reached_in_many_ways() {
    let (targets, _) = read(
        &[
            "# III. NHIỆM VỤ",
            "- Hỗ trợ đưa tối thiểu 25 sản phẩm làng nghề lên sàn; mỗi năm bê tông hóa 3 - 4 km đường bản.",
            "- Mỗi tháng có từ 06 tin, bài trở lên về phòng cháy (Phòng Văn hóa - Xã hội).",
            "- Tổ chức 03 lớp dạy nghề mộc.",
            "- Phối hợp với Hội Nông dân tập huấn cho 100% tổ trưởng tổ liên gia; ký số, đóng dấu 100% văn bản đi.",
            "- Phấn đấu đến năm 2030 diện tích chè đạt 90 ha; tổng đàn dê, cừu duy trì khoảng 2.400 con; tỷ lệ thịt qua giết mổ tập trung 65%.",
            "- Hướng dẫn các hợp tác xã dán tem 100% bưởi và nâng tỷ lệ bưởi bán qua mạng của cả vùng lên trên 30%.",
            "- Xã có 03 lớp mẫu giáo tại 100% điểm bản đã có điện.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("Hỗ trợ đưa sản phẩm làng nghề lên sàn", 25.0),
            ("bê tông hóa đường bản", 3.0),
            ("tin, bài về phòng cháy", 6.0),
            ("dạy nghề mộc", 3.0),
            ("tập huấn cho tổ trưởng tổ liên gia", 100.0),
            ("ký số, đóng dấu văn bản đi", 100.0),
            ("diện tích chè", 90.0),
            ("tổng đàn dê, cừu", 2400.0),
            ("tỷ lệ thịt qua giết mổ tập trung", 65.0),
            ("các hợp tác xã dán tem bưởi", 100.0),
            ("tỷ lệ bưởi bán qua mạng của cả vùng", 30.0),
        ]
    );
}

#[test]
fn how_often_is_a_part_of_what_a_share_measures() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- 100% trường mầm non, tiểu học dạy bơi 02 buổi/tuần; 90% hộ có tủ thuốc.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [("trường mầm non, tiểu học dạy bơi 02 buổi/tuần", 100.0), ("hộ có tủ thuốc", 90.0)]
    );
}

#[test]
fn shares_in_the_column_of_results_are_targets() {
    let structure = sample::table(
        &["TT", "Nhiệm vụ", "Chủ trì", "Kết quả"],
        &[
            &["1", "Lắp bình chữa cháy tại chợ", "Công an xã", "100% sạp hàng có bình chữa cháy"],
            &["2", "Dạy bơi cho trẻ em", "Đoàn xã", "Báo cáo"],
        ],
    );
    let (found, _) = targets(&sample::document(&[]), &structure, &plan());
    let read: Vec<_> = found.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(read, [("sạp hàng có bình chữa cháy", 100.0)]);
    let reached = sample::table(
        &["TT", "Nhiệm vụ", "Chủ trì", "Kết quả thực hiện"],
        &[&["1", "Lắp bình chữa cháy tại chợ", "Công an xã", "100% sạp hàng có bình chữa cháy"]],
    );
    assert!(targets(&sample::document(&[]), &reached, &plan()).0.is_empty());
}

#[test]
fn why_a_plan_is_needed_tells_what_is_and_quotes_what_others_aim_at() {
    let header = Header { date: Some("2026-01-19".into()), ..plan() };
    let (targets, results) = read(
        &[
            "# I. SỰ CẦN THIẾT",
            "Toàn xã có 60% nhà vườn đạt chuẩn; tại 100% bến thuyền đã có áo phao.",
            "Nghị quyết Đảng bộ xác định đến năm 2030 du lịch đạt 25% giá trị sản xuất.",
            "# II. MỤC TIÊU",
            "- 80% nhà vườn đạt chuẩn.",
        ],
        &header,
    );
    let read: Vec<_> = targets.iter().map(|target| target.value).collect();
    assert_eq!(read, [80.0]);
    let reached: Vec<_> = results.iter().map(|result| result.value).collect();
    assert_eq!(reached, [60.0, 100.0]);
}

#[test]
fn columns_of_years_gone_by_hold_no_targets() {
    let rows: [&[&str]; 1] = [&["1", "Tỷ lệ hộ có vườn mẫu", "%", "31", "40", "55"]];
    let heads = ["TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2026", "Năm 2027"];
    let structure = sample::table(&heads, &rows);
    let signed = |date: &str| Header { date: Some(date.into()), ..plan() };
    let values = |header: &Header| -> Vec<f64> {
        let (found, _) = targets(&sample::document(&[]), &structure, header);
        found.iter().map(|target| target.value).collect()
    };
    assert_eq!(values(&signed("2026-02-03")), [40.0, 55.0]);
    assert_eq!(values(&signed("2025-12-28")), [40.0, 55.0]);
    assert_eq!(values(&plan()), [31.0, 40.0, 55.0]);
}

#[test]
fn rows_have_their_lead_group_and_year() {
    let structure = sample::table(
        &["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Cơ quan theo dõi"],
        &[
            &["I", "Nông thôn", "", "", ""],
            &["1", "Tỷ lệ hộ nghèo", "%", "≤ 2,5", "Phòng Kinh tế"],
            &["2", "Diện tích rừng trồng mới", "ha", "120", "Hạt Kiểm lâm"],
        ],
    );
    let document = sample::document(&[]);
    let (targets, _) = targets(&document, &structure, &plan());
    assert_eq!(targets.len(), 2);
    assert_eq!(targets[0].comparator, Comparator::Le);
    assert_eq!(targets[0].row.as_deref(), Some("I.1"));
    assert_eq!(targets[0].lead, ["Phòng Kinh tế"]);
    assert_eq!(targets[0].deadline.as_deref(), Some("Năm 2026"));
    assert_eq!(targets[1].unit.as_deref(), Some("ha"));
}

#[test]
fn counts_that_open_an_objective_are_targets_and_repeated_ones_are_not() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- 03 sản phẩm mật ong đạt 4 sao; 02 vườn ươm được cấp mã số.",
            "- Mỗi quý tổ chức 01 cuộc giao ban, riêng mùa khô mỗi tháng 01 cuộc.",
            "- Toàn bộ hộ nuôi ong ký cam kết (đạt 100%).",
            "# II. NHIỆM VỤ, GIẢI PHÁP",
            "- Đưa tỷ lệ đàn ong có nhật ký lên 60%.",
            "- Phối hợp với Trạm Thú y kiểm tra 100% trại ong.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("sản phẩm mật ong đạt 4 sao", 3.0),
            ("vườn ươm được cấp mã số", 2.0),
            ("giao ban", 1.0),
            ("Toàn bộ hộ nuôi ong ký cam kết", 100.0),
            ("tỷ lệ đàn ong có nhật ký", 60.0),
            ("kiểm tra trại ong", 100.0),
        ]
    );
}

#[test]
fn duties_of_a_notice_set_aims() {
    let notice = Header { doc_type: Some("Thông báo".into()), ..Header::default() };
    let (targets, _) = read(
        &[
            "# I. ĐÁNH GIÁ CHUNG",
            "- Xã đã thu hồi 60% diện tích.",
            "# II. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI",
            "- Ban Quản lý bám sát kế hoạch, bàn giao 100% mặt bằng bến xe.",
        ],
        &notice,
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(read, [("bàn giao mặt bằng bến xe", 100.0)]);
}

#[test]
fn acts_with_counts_follow_one_another() {
    let (targets, _) = read(
        &[
            "# I. MỤC TIÊU",
            "- Xây mới 02 cầu, sửa chữa 07 cống, đầu tư 03 nhà xe.",
            "- Nâng cấp, mở rộng 04 tuyến đường với tổng chiều dài 9 km.",
            "- Thành lập mới 06 doanh nghiệp, 02 hợp tác xã.",
            "- Điểm số DTI của xã đạt từ 0,6 trở lên.",
            "# II. NHIỆM VỤ, GIẢI PHÁP",
            "- Bảo đảm mật độ cây xanh từ 5 m2/người trở lên.",
            "- Cấp thẻ cho 90% người cao tuổi.",
        ],
        &plan(),
    );
    let read: Vec<_> = targets.iter().map(|t| (t.indicator.as_str(), t.value)).collect();
    assert_eq!(
        read,
        [
            ("Xây mới cầu", 2.0),
            ("sửa chữa cống", 7.0),
            ("đầu tư nhà xe", 3.0),
            ("Nâng cấp, mở rộng tuyến đường", 4.0),
            ("Thành lập mới doanh nghiệp", 6.0),
            ("Thành lập mới hợp tác xã", 2.0),
            ("Điểm số DTI của xã", 0.6),
            ("mật độ cây xanh", 5.0),
            ("Cấp thẻ cho người cao tuổi", 90.0),
        ]
    );
}
