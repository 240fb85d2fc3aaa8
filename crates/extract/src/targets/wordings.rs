//! Further wordings of objectives and tasks, in our own words.

use super::*;
use crate::sample;

fn read(heading: &str, lines: &[&str]) -> Vec<(String, f64)> {
    let header =
        Header {
            doc_type: Some("Kế hoạch".into()), plan_year: Some(2026), ..Header::default()
        };
    let mut paragraphs = vec![heading];
    paragraphs.extend(lines);
    let (document, structure) = sample::sections(&paragraphs);
    let (targets, _) = targets(&document, &structure, &header);
    targets.into_iter().map(|t| (t.indicator, t.value)).collect()
}

fn check(heading: &str, lines: &[&str], want: &[(&str, f64)]) {
    let want: Vec<_> = want.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    assert_eq!(read(heading, lines), want);
}

#[test]
fn ranks_are_no_counts_and_owners_no_part_of_them() {
    check(
        "# I. MỤC TIÊU",
        &[
            "- Mức hài lòng của hộ dân đạt 91%, xếp hạng 7/30 xã.",
            "- Đảng bộ xã có 90% chi bộ ra nghị quyết chuyên đề.",
            "- Trồng 02 vườn dược liệu quy mô 30 ha.",
            "- Chăm sóc bảo vệ 700 ha; khoanh nuôi tái sinh 80 ha.",
        ],
        &[
            ("Mức hài lòng của hộ dân", 91.0),
            ("chi bộ ra nghị quyết chuyên đề", 90.0),
            ("Trồng vườn dược liệu quy mô 30 ha", 2.0),
            ("Chăm sóc bảo vệ", 700.0),
            ("khoanh nuôi tái sinh", 80.0),
        ],
    );
}

#[test]
fn levels_are_told_without_the_change() {
    check(
        "# I. MỤC TIÊU",
        &[
            "- Thu nhập của hộ trồng chè tăng từ 40 triệu đồng lên 48 triệu đồng.",
            "- Tỷ lệ bưu phẩm đúng hạn, đúng địa chỉ đạt lần lượt 95% và 97%.",
        ],
        &[
            ("Thu nhập của hộ trồng chè", 48.0),
            ("Tỷ lệ bưu phẩm đúng hạn, đúng địa chỉ", 95.0),
            ("Tỷ lệ bưu phẩm đúng hạn, đúng địa chỉ", 97.0),
        ],
    );
}

#[test]
fn tasks_aim_at_the_end_of_a_year() {
    check(
        "# I. NHIỆM VỤ, GIẢI PHÁP",
        &[
            "- Đến cuối năm, 100% thư viện, 85% nhà văn hóa có mạng không dây.",
            "- Duy trì 05 tổ hòa giải điểm, lập thêm ít nhất 03 tổ hòa giải.",
        ],
        &[
            ("thư viện có mạng không dây", 100.0),
            ("nhà văn hóa có mạng không dây", 85.0),
            ("lập thêm tổ hòa giải", 3.0),
        ],
    );
}

#[test]
fn two_years_may_part_a_subject_from_its_predicate() {
    check(
        "# I. MỤC TIÊU",
        &["- Phấn đấu 60% bản vào năm 2027 và 90% vào năm 2029 có sân chơi trẻ em."],
        &[("bản có sân chơi trẻ em", 60.0), ("bản có sân chơi trẻ em", 90.0)],
    );
    check(
        "# I. NHIỆM VỤ, GIẢI PHÁP",
        &[
            "- Bảo đảm diện tích sân chơi tối thiểu 3 m2/học sinh.",
            "- Áp dụng mức giảm 40% phí khi nộp trực tuyến.",
        ],
        &[("diện tích sân chơi", 3.0)],
    );
}

#[test]
fn school_levels_are_whom_a_value_is_for() {
    let (document, structure) = sample::sections(&[
        "# I. MỤC TIÊU",
        "- Tỷ lệ lớp học thông minh: mầm non 30%, tiểu học 45%, THCS 60%.",
    ]);
    let (targets, _) = targets(&document, &structure, &Header::default());
    let told: Vec<_> =
        targets.iter().map(|t| (&t.indicator[..], t.applies_to.as_deref().unwrap_or(""))).collect();
    let measure = "Tỷ lệ lớp học thông minh";
    assert_eq!(told, [(measure, "mầm non"), (measure, "tiểu học"), (measure, "THCS")]);
}

#[test]
fn one_act_makes_several_counts_and_moves_what_stands_behind_its_value() {
    check(
        "# I. MỤC TIÊU",
        &[
            "- Cứng hóa 12,5 km đường liên xóm và 4,2 km mương tiêu.",
            "- Thực hiện Nghị quyết 12 của Đảng và 4 chương trình lớn.",
            "- Giảm tối thiểu 9% tổng lượng rác thải nhựa.",
            "- Phường phấn đấu dành tối thiểu 1,5% tổng chi thường xuyên cho thư viện.",
        ],
        &[
            ("Cứng hóa đường liên xóm", 12.5),
            ("Cứng hóa mương tiêu", 4.2),
            ("Giảm tổng lượng rác thải nhựa", 9.0),
            ("dành tổng chi thường xuyên cho thư viện", 1.5),
        ],
    );
}

#[test]
fn parts_follow_a_measure_as_lists_and_sectors() {
    check(
        "# I. MỤC TIÊU",
        &[
            "- Xuất khẩu 900 tấn chè, trong đó thị trường Lào, Trung Quốc chiếm từ 60% trở lên.",
            "- Tốc độ tăng trưởng đạt 9%, trong đó: nông nghiệp 4%; công nghiệp 12%; dịch vụ 8,5%.",
            "- Tổng đàn trâu 600 con; đàn dê 900 con.",
            "- Trồng 320 ha chè (trong đó chè hoa vàng 25 ha).",
        ],
        &[
            ("Xuất khẩu chè", 900.0),
            ("thị trường Lào, Trung Quốc", 60.0),
            ("Tốc độ tăng trưởng", 9.0),
            ("Tốc độ tăng trưởng", 4.0),
            ("Tốc độ tăng trưởng", 12.0),
            ("Tốc độ tăng trưởng", 8.5),
            ("Tổng đàn trâu", 600.0),
            ("đàn dê", 900.0),
            ("Trồng chè", 320.0),
        ],
    );
}
