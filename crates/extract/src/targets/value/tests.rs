//! The values of sentences of our own.

use Comparator::{Eq, Ge, Gt, Le, Lt, Range};
use proptest::prelude::*;

use super::*;

fn one(sentence: &str) -> (Comparator, f64, Option<String>) {
    let found = values(sentence);
    assert_eq!(found.len(), 1, "{sentence}: {found:?}");
    (found[0].comparator, found[0].number, found[0].unit.clone())
}

#[test]
fn comparators_are_read_from_the_words_around() {
    for (sentence, comparator, value, unit) in [
        ("đạt 95%", Eq, 95.0, "%"),
        ("đạt tối thiểu 85,5%", Ge, 85.5, "%"),
        ("ít nhất 12 hộ", Ge, 12.0, "hộ"),
        ("từ 80% trở lên", Ge, 80.0, "%"),
        ("trên 70 %", Gt, 70.0, "%"),
        ("không quá 3%", Le, 3.0, "%"),
        ("giảm còn dưới 2%", Lt, 2.0, "%"),
        ("không thấp hơn 40 phần trăm", Ge, 40.0, "%"),
        ("≥ 55%", Ge, 55.0, "%"),
        ("tổ chức 03 lớp tập huấn", Eq, 3.0, "lớp"),
        ("trồng mới 1.250 ha rừng", Eq, 1250.0, "ha"),
        ("thu 25 tỷ đồng", Eq, 25.0, "tỷ đồng"),
        ("45 triệu đồng/người/năm trở lên", Ge, 45.0, "triệu đồng/người/năm"),
        ("tăng 8%/năm", Eq, 8.0, "%/năm"),
        ("không quá 80 ca/100.000 dân", Le, 80.0, "ca/100.000 dân"),
        ("dưới 150/100.000 dân", Lt, 150.0, "/100.000 dân"),
        ("đạt cấp độ 2 về an toàn", Eq, 2.0, "cấp độ"),
    ] {
        assert_eq!(one(sentence), (comparator, value, Some(unit.to_owned())), "{sentence}");
    }
}

#[test]
fn ranges_have_an_upper_value() {
    for (sentence, low, high) in [
        ("tăng 7 - 8%", 7.0, 8.0),
        ("từ 30% đến 40%", 30.0, 40.0),
        ("đạt 16–18 bác sĩ", 16.0, 18.0),
        ("giảm 5-10% số vụ", 5.0, 10.0),
        ("mở 3-5 lớp", 3.0, 5.0),
        ("từ 1,5 triệu đến 2 triệu tấn hàng", 1.5, 2.0),
    ] {
        let found = values(sentence);
        assert_eq!((found[0].comparator, found[0].number), (Range, low), "{sentence}");
        assert_eq!(found[0].max, Some(high), "{sentence}");
    }
}

#[test]
fn ends_of_two_multipliers_are_no_range() {
    let read = |sentence| values(sentence).iter().map(|v| (v.number, v.max)).collect::<Vec<_>>();
    assert_eq!(read("thu trên 500 triệu đến 3 tỷ đồng"), [(500.0, None), (3.0, None)]);
    assert_eq!(read("đón 2 triệu đến 3 đoàn"), [(3.0, None)]);
}

#[test]
fn halves_of_numbers_and_years_are_no_values() {
    for sentence in [
        "tạo việc làm cho 1, 6 triệu người",
        "bằng 10 3,3% kế hoạch",
        "Phấn đấu năm 2027 giải quyết 5 hồ sơ tồn",
    ] {
        let whole = values(sentence).into_iter().filter(|value| !value.split);
        let units = whole.filter_map(|value| value.unit);
        assert!(
            units.clone().all(|unit| unit == "hồ sơ"),
            "{sentence}: {:?}",
            units.collect::<Vec<_>>()
        );
    }
    assert_eq!(values("Năm 2027, 80% hộ có hố rác").len(), 1);
    assert_eq!(values("3 80% hộ có hố rác").iter().filter(|v| v.unit.is_some()).count(), 1);
}

#[test]
fn a_number_behind_half_a_rate_is_no_value() {
    assert!(values("Giữ vững tỷ 18 hộ dân dùng nước máy").is_empty());
    assert_eq!(values("Giữ vững tỷ lệ 18 hộ dân").len(), 1);
    assert_eq!(values("thu 5 tỷ 18 triệu đồng").len(), 2);
}

#[test]
fn a_baseline_is_no_value() {
    let found = values("nâng tỷ lệ che phủ từ 41% lên 43%");
    assert_eq!(found.len(), 1);
    assert!((found[0].number - 43.0).abs() < f64::EPSILON);
}

#[test]
fn numbers_that_name_something_are_no_values() {
    for sentence in [
        "Quyết định số 1234/QĐ-UBND ngày 05/6/2025",
        "giai đoạn 2026 - 2030",
        "năm 2026",
        "theo cấp độ 3",
        "phiên bản 4.0",
        "chính quyền 02 cấp",
        "Phụ lục 2",
        "tổng đài 1022",
        "mạng 5G",
        "quý 2",
        "giá trị thu hoạch trên 1 ha đất bãi",
    ] {
        let found = values(sentence);
        assert!(found.iter().all(|value| value.unit.is_none()), "{sentence}: {found:?}");
    }
}

#[test]
fn marks_tell_names_from_the_ends_of_other_words() {
    for (sentence, value) in [
        ("sản lượng xuất chuồng 640 tấn", 640.0),
        ("diện tích vừng 75 ha", 75.0),
        ("nhựa hóa lối xóm cơ sở 12 km", 12.0),
    ] {
        assert!((values(sentence)[0].number - value).abs() < f64::EPSILON, "{sentence}");
    }
    for sentence in ["Chương 3 ha", "giảm cả 3 tiêu chí", "Vùng 2 ha"] {
        assert_eq!(values(sentence), [], "{sentence}");
    }
}

#[test]
fn times_have_their_unit_but_dates_do_not() {
    assert_eq!(one("chờ không quá 20 phút/lượt"), (Le, 20.0, Some("phút/lượt".to_owned())));
    assert_eq!(one("dân số từ 16 tuổi trở lên"), (Ge, 16.0, Some("tuổi".to_owned())));
    assert!(values("ngày 05 tháng 6 năm 2027").iter().all(|value| value.unit.is_none()));
}

#[test]
fn a_share_of_all_counts_its_noun() {
    assert_eq!(one("phấn đấu 07/10 thôn đạt chuẩn"), (Eq, 7.0, Some("thôn".to_owned())));
}

proptest! {
    #[test]
    fn any_sentence_is_read_without_panic(sentence in "\\PC{0,120}") {
        for value in values(&sentence) {
            prop_assert!(value.span.end <= sentence.len());
        }
    }

    #[test]
    fn a_stated_share_reads_back(share in 1..100u32, lead in "(đạt|tối thiểu|trên|giảm còn) ") {
        let found = values(&format!("Tỷ lệ hộ dùng nước sạch {lead}{share}%."));
        prop_assert_eq!(found.len(), 1);
        prop_assert!((found[0].number - f64::from(share)).abs() < 1e-9);
    }
}
