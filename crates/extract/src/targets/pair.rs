//! Two values of one measure that is named once, behind the second: a floor and the aim above it (`tối thiểu 30% và phấn
//! đấu 50% số hộ có vườn mẫu`), and the shares of two years (`60% vào năm 2028 và 75% vào năm 2030 trường có sân chơi`).
//!
//! Both are read as one value first, so that one reading of the words around serves both, and are parted after it.

use std::sync::LazyLock;

use regex::Regex;
use vanban_record::Comparator;
use vanban_text::fold;

use crate::targets::claims::{Claim, take_deadline};
use crate::targets::phrase::{drop_lead_in, ends_in_joint, goes_on, strip_reach, tail};
use crate::targets::value::Value;

/// Two values of one measure, a floor with its aim or a share with the later one, and the times told of each.
pub(crate) struct Pair {
    whole: Value,
    floor: Value,
    aim: Value,
    times: Times,
}

/// The times told of the first value and of the second.
#[derive(Clone, Default)]
struct Times {
    first: Option<String>,
    second: Option<String>,
    /// Bytes of a time behind the second value.
    length: usize,
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
        let dated = kept.last().and_then(|floor| dated(sentence, floor, &aim));
        let floor = kept.pop_if(|floor| {
            let bound = is_pair(sentence, floor, &aim) && (floor.unit.is_none() || counts(&aim));
            bound || dated.is_some()
        });
        let Some(floor) = floor else {
            kept.push(aim);
            continue;
        };
        let times = dated.unwrap_or_default();
        let mut span = floor.span.cover(aim.span);
        span.end += times.length;
        let whole = Value { span, bounded: true, ..aim.clone() };
        // `tối thiểu 02 và phấn đấu 04 mô hình`: the unit is named once.
        let floor = Value { unit: aim.unit.clone(), noun: aim.noun, unit_at: aim.unit_at, ..floor };
        kept.push(whole.clone());
        pairs.push(Pair { whole, floor, aim, times });
    }
    (kept, pairs)
}

/// Each claim about a floor and its aim as two claims.
pub(crate) fn parted(claims: Vec<Claim>, pairs: &[Pair]) -> Vec<Claim> {
    let mut found = Vec::with_capacity(claims.len() + pairs.len());
    for claim in claims {
        match pairs.iter().find(|pair| pair.whole.span == claim.value.span) {
            Some(pair) => {
                let when = |own: &Option<String>| own.clone().or_else(|| claim.deadline.clone());
                let (first, second) = (when(&pair.times.first), when(&pair.times.second));
                found.push(Claim { value: pair.floor.clone(), deadline: first, ..claim.clone() });
                found.push(Claim { value: pair.aim.clone(), deadline: second, ..claim });
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

/// The times of two shares of what is named behind the second: `60% năm 2028, 75% năm 2030 trường ...`, `đến năm 2028 đạt
/// 60% và đến năm 2030 đạt 75% trường ...`. `None` where the words between say more.
fn dated(sentence: &str, floor: &Value, aim: &Value) -> Option<Times> {
    let share = |value: &Value| value.unit.as_deref() == Some("%") && value.max.is_none();
    let alike = share(floor) && share(aim) && !floor.bracketed && !aim.bracketed;
    let between = sentence.get(floor.span.end..aim.span.start).filter(|_| alike)?;
    let behind = tail(between);
    let rest = sentence.get(aim.span.end..)?;
    let after = tail(rest);
    let bare = |found: &crate::targets::phrase::Tail| found.scope.is_none() && found.base.is_none();
    if !bare(&behind) || !bare(&after) {
        return None;
    }
    let joint = between[behind.length..].trim_start_matches([',', ' ']);
    let (joint, ahead) = take_deadline(&strip_reach(&drop_lead_in(joint)).0);
    let silent = drop_lead_in(&strip_reach(&joint).0).trim().is_empty();
    let counted = &rest[after.length..];
    let counts = counted.trim_start().starts_with(char::is_alphabetic)
        && !ends_in_joint(counted.trim_start())
        && !goes_on(counted);
    let second = ahead.or(after.deadline);
    // Before the first value nothing but its own time may stand, or that is what both measure.
    let opens = drop_lead_in(&take_deadline(sentence.get(..floor.span.start)?).0);
    let opens = drop_lead_in(&strip_reach(&opens).0).trim().is_empty();
    (silent && counts && opens && second.is_some()).then_some(Times {
        first: behind.deadline,
        second,
        length: after.length,
    })
}

#[cfg(test)]
mod tests {
    use crate::targets::claims::claims;

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

    #[test]
    fn shares_of_two_years_share_what_is_named_behind_them() {
        for sentence in [
            "40% vào năm 2027 và 65% vào năm 2029 nhà văn hóa thôn có tủ sách",
            "Phấn đấu 40% năm 2027, 65% năm 2029 nhà văn hóa thôn có tủ sách",
            "Đến năm 2027 đạt 40% và đến năm 2029 đạt 65% nhà văn hóa thôn có tủ sách",
        ] {
            let found = claims(sentence, |_, _| true);
            let told: Vec<_> = found.iter().map(|c| (c.value.number, &c.indicator[..])).collect();
            let measure = "nhà văn hóa thôn có tủ sách";
            assert_eq!(told, [(40.0, measure), (65.0, measure)], "{sentence}");
            let year = |at: usize| found[at].deadline.as_deref().unwrap_or("").to_owned();
            assert!(year(0).ends_with("2027") && year(1).ends_with("2029"), "{sentence}");
        }
    }
}
