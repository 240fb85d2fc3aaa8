//! A floor and the aim above it, two values of one measure that is named once, behind the second: `tối thiểu 30% và
//! phấn đấu 50% số hộ có vườn mẫu`.
//!
//! Both are read as one value first, so that one reading of the words around serves both, and are parted after it.

use std::sync::LazyLock;

use regex::Regex;
use vanban_record::Comparator;
use vanban_text::fold;

use crate::claims::Claim;
use crate::value::Value;

/// A floor with its aim.
pub(crate) struct Pair {
    whole: Value,
    floor: Value,
    aim: Value,
}

/// The values of `sentence` with each floor and its aim as one; `counts` tells whether a value counts what follows it.
pub(crate) fn joined(
    sentence: &str,
    values: Vec<Value>,
    counts: impl Fn(&Value) -> bool,
) -> (Vec<Value>, Vec<Pair>) {
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    let mut pairs = Vec::new();
    for aim in values {
        let floor = kept.pop_if(|floor| {
            is_pair(sentence, floor, &aim) && (floor.unit.is_none() || counts(&aim))
        });
        let Some(floor) = floor else {
            kept.push(aim);
            continue;
        };
        let span = floor.span.cover(aim.span);
        let whole = Value { span, bounded: true, ..aim.clone() };
        // `tối thiểu 02 và phấn đấu 04 mô hình`: the unit is named once.
        let floor = Value { unit: aim.unit.clone(), noun: aim.noun, unit_at: aim.unit_at, ..floor };
        kept.push(whole.clone());
        pairs.push(Pair { whole, floor, aim });
    }
    (kept, pairs)
}

/// Each claim about a floor and its aim as two claims.
pub(crate) fn parted(claims: Vec<Claim>, pairs: &[Pair]) -> Vec<Claim> {
    let mut found = Vec::with_capacity(claims.len() + pairs.len());
    for claim in claims {
        match pairs.iter().find(|pair| pair.whole.span == claim.value.span) {
            Some(pair) => {
                found.push(Claim { value: pair.floor.clone(), ..claim.clone() });
                found.push(Claim { value: pair.aim.clone(), ..claim });
            }
            None => found.push(claim),
        }
    }
    found
}

/// Whether `floor` bounds from below and nothing but the announcement of an aim stands between it and `aim`.
fn is_pair(sentence: &str, floor: &Value, aim: &Value) -> bool {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*,?\s*(?:va\s+)?phan\s+dau(?:\s+(?:dat|den|len|co|dat\s+tu))?\s*$")
            .expect("the pattern between floor and aim is valid")
    });
    let bound = matches!(floor.comparator, Comparator::Ge | Comparator::Gt) && floor.max.is_none();
    let alike = match (floor.unit.as_deref(), aim.unit.as_deref()) {
        (Some(a), Some(b)) => a == b && a.starts_with(['%', '‰']),
        (None, Some(_)) => true,
        _ => false,
    };
    let between = sentence.get(floor.span.end..aim.span.start).unwrap_or("");
    bound
        && alike
        && floor.bracketed == aim.bracketed
        && aim.number > floor.number
        && BETWEEN.is_match(&fold(between))
}

#[cfg(test)]
mod tests {
    use crate::claims::claims;

    fn read(sentence: &str) -> Vec<(String, f64, String)> {
        claims(sentence, |_, _| true)
            .into_iter()
            .map(|c| (c.indicator, c.value.number, c.value.unit.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_floor_and_its_aim_share_what_is_named_behind_them() {
        for (sentence, indicator, low, high, unit) in [
            (
                "Tối thiểu 40% và phấn đấu 55% số hộ có vườn mẫu",
                "số hộ có vườn mẫu",
                40.0,
                55.0,
                "%",
            ),
            (
                "Có ít nhất 30%, phấn đấu đạt 45% thôn có sân bóng",
                "thôn có sân bóng",
                30.0,
                45.0,
                "%",
            ),
            ("Đào tạo trên 20% và phấn đấu 35% thợ hàn", "Đào tạo thợ hàn", 20.0, 35.0, "%"),
            (
                "Xây tối thiểu 02 và phấn đấu 04 mô hình ươm cây",
                "Xây mô hình ươm cây",
                2.0,
                4.0,
                "mô hình",
            ),
        ] {
            let both = [low, high].map(|value| (indicator.to_owned(), value, unit.to_owned()));
            assert_eq!(read(sentence), both, "{sentence}");
        }
    }

    #[test]
    fn values_of_two_measures_are_no_pair() {
        for (sentence, want) in [
            ("Ít nhất 60% hộ có hố rác và phấn đấu 30% hộ có vườn mẫu", [60.0, 30.0]),
            ("Tỷ lệ A đạt tối thiểu 70% và phấn đấu đạt 85%", [70.0, 85.0]),
        ] {
            let values: Vec<_> = read(sentence).into_iter().map(|(_, value, _)| value).collect();
            assert_eq!(values, want, "{sentence}");
        }
    }
}
