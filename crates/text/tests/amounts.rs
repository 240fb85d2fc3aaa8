//! Amounts of money, whatever stands around them.

use proptest::prelude::*;
use vanban_text::{MoneyUnit, amounts, cell_amount};

/// `1234567` as `1.234.567`.
fn grouped(mut number: i64) -> String {
    let mut groups = Vec::new();
    while number >= 1000 {
        groups.push(format!("{:03}", number % 1000));
        number /= 1000;
    }
    groups.push(number.to_string());
    groups.reverse();
    groups.join(".")
}

proptest! {
    #[test]
    fn whole_dong_read_back(vnd in 1_i64..10_000_000_000_000, unit in "(đồng|đ| đồng| VNĐ| Đồng)") {
        let text = format!("Kinh phí: {}{unit}.", grouped(vnd));
        let found = amounts(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].vnd, vnd, "{}", text);
        prop_assert!(found[0].sure);
    }

    #[test]
    fn decimals_of_a_unit_read_back(whole in 1_i64..900, tenths in 1_i64..10) {
        for (unit, value) in [("tỷ đồng", 1_000_000_000), ("triệu đồng", 1_000_000), ("tỉ đồng", 1_000_000_000)] {
            let text = format!("khoảng {whole},{tenths} {unit} mỗi năm");
            let found = amounts(&text);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].vnd, whole * value + tenths * value / 10, "{}", text);
        }
    }

    #[test]
    fn a_smaller_unit_goes_on_with_the_amount(billions in 1_i64..900, millions in 1_i64..1000) {
        let text = format!("{billions} tỷ {millions} triệu đồng");
        let found = amounts(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].vnd, billions * 1_000_000_000 + millions * 1_000_000);
    }

    #[test]
    fn amounts_stand_in_their_text_in_order_and_are_not_negative(text in "\\PC{0,60}|([0-9., ]{1,9}(tỷ|triệu|đồng|đ|nghìn|/| )){0,6}") {
        let mut end = 0;
        for amount in amounts(&text) {
            prop_assert!(amount.span.start >= end && amount.span.end <= text.len());
            prop_assert!(!amount.span.of(&text).is_empty());
            prop_assert!(amount.vnd >= 0);
            end = amount.span.end;
        }
        let _ = cell_amount(&text, Some(MoneyUnit::Million));
    }

    #[test]
    fn a_cell_takes_the_unit_of_its_column(number in 1_i64..100_000_000) {
        let read = |unit| cell_amount(&grouped(number), Some(unit)).map(|(vnd, _)| vnd);
        prop_assert_eq!(read(MoneyUnit::Dong), Some(number));
        if number >= 1_000_000 {
            prop_assert_eq!(read(MoneyUnit::Thousand), Some(number * 1000));
        }
    }
}
