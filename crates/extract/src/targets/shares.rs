//! Shares of what stands behind them: a whole that they are taken of, a bound that waits behind the noun.

use vanban_record::Comparator;
use vanban_text::Folded;

use crate::targets::phrase::predicate_at;
use crate::targets::value::Value;

/// `hộ kinh doanh dùng hóa đơn điện tử: 100% số hộ thuộc diện`: what follows the share is the whole of what it is a share of.
pub(crate) fn names_whole(subject: &str, rest: &str) -> bool {
    let subject = vanban_text::tone_key(subject);
    let mut words = rest.split_whitespace().map(vanban_text::tone_key);
    let noun = words.next().filter(|word| word == "số").and_then(|_| words.next());
    predicate_at(&subject).is_some()
        && noun.is_some_and(|noun| subject.split(' ').any(|word| word == noun))
}

/// `70% người cao tuổi trở lên được khám`: words that bound the share may stand behind the noun. A grade or an age has them for
/// itself (`đạt mức khá trở lên`, `từ 60 tuổi trở lên`).
pub(crate) fn without_upward(counted: &str, value: &Value, said: &str) -> (String, bool) {
    const GRADES: [&str; 6] = ["tot", "kha", "nhiem vu", "trung binh", "gioi", "hoc"];
    let folded = Folded::new(counted);
    // `từ 30 đảng viên mới trở lên`
    let from = value.noun && said.to_lowercase().starts_with("từ ");
    let share = (value.unit.as_deref() == Some("%") || from) && value.comparator == Comparator::Eq;
    let Some(at) = folded.text().find(" tro len").filter(|_| share) else {
        return (counted.to_owned(), false);
    };
    let noun = &folded.text()[..at];
    let after = folded.origin(at + " tro len".len()..folded.text().len()).of(counted);
    let plain = noun.split_whitespace().count() <= 5
        && !noun.contains([',', ';', '('])
        && !noun.contains(|c: char| c.is_ascii_digit())
        && !GRADES.iter().any(|grade| noun.ends_with(grade))
        && predicate_at(&format!("x {}", &counted[..folded.origin(0..at).end])).is_none();
    if !plain {
        return (counted.to_owned(), false);
    }
    (format!("{}{after}", folded.origin(0..at).of(counted)), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::claims::claims;

    #[test]
    fn a_whole_behind_a_share_is_its_base() {
        let found =
            claims("Tiểu thương sử dụng hóa đơn điện tử: 90% số tiểu thương có sạp", |_, _| true);
        assert_eq!(found[0].indicator, "Tiểu thương sử dụng hóa đơn điện tử");
        assert_eq!(found[0].base.as_deref(), Some("số tiểu thương có sạp"));
        let found =
            claims("Tiết kiệm tối thiểu 12% dự toán chi hội họp", |_, _| true);
        assert_eq!(found[0].indicator, "Tiết kiệm dự toán chi hội họp");
        let found = claims("Chi cho thư viện đạt ít nhất 2% chi thường xuyên của xã", |_, _| true);
        assert_eq!(found[0].indicator, "Chi cho thư viện");
        assert_eq!(found[0].base.as_deref(), Some("chi thường xuyên của xã"));
    }

    #[test]
    fn a_bound_may_stand_behind_the_noun() {
        for (sentence, indicator, comparator) in [
            ("Có 65% thợ xây trở lên được học nghề", "thợ xây được học nghề", Comparator::Ge),
            (
                "85% công chức xếp loại khá trở lên",
                "công chức xếp loại khá trở lên",
                Comparator::Eq,
            ),
            (
                "95% người từ 16 tuổi trở lên có thẻ",
                "người từ 16 tuổi trở lên có thẻ",
                Comparator::Eq,
            ),
        ] {
            let found = claims(sentence, |value, _| value.unit.as_deref() == Some("%"));
            assert_eq!(found[0].indicator, indicator);
            assert_eq!(found[0].value.comparator, comparator, "{sentence}");
        }
    }
}
