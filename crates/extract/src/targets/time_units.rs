//! Measures told in time: `thời gian chờ không quá 15 phút`, `tuổi thọ trung bình đạt 75 tuổi`.
//!
//! Most numbers of days and years are none (`báo cáo trong 05 ngày`, `trẻ em dưới 5 tuổi`, `bản đồ 12 tháng`): a time is a
//! value only where the words before it name what it measures.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use vanban_record::Comparator;
use vanban_text::{fold, tone_key};

use crate::outlook::Outlook;
use crate::targets::phrase::{drop_lead_in, last_comma, strip_reach};
use crate::targets::unit::{Unit, per};
use crate::targets::value::Value;

/// Units of time, the longest first.
const TIMES: [&str; 11] = [
    "ngày làm việc",
    "giờ làm việc",
    "ngày",
    "giờ",
    "phút",
    "giây",
    "tuần",
    "tháng",
    "năm",
    "tuổi",
    "ms",
];

/// The unit of time that `rest`, the folded text after a number, begins with.
pub(crate) fn time_unit<'a>(
    rest: &str,
    marked: bool,
    source: impl Fn(Range<usize>) -> &'a str,
) -> Option<Unit> {
    let words = rest.trim_start();
    let start = rest.len() - words.len();
    let length = TIMES.iter().find_map(|unit| {
        let plain = fold(unit);
        let after = words.strip_prefix(plain.as_str())?;
        let whole = !after.starts_with(|c: char| c.is_alphanumeric());
        let said = || tone_key(source(start..start + plain.len())) == *unit;
        (whole && (!marked || said())).then_some(plain.len())
    })?;
    let end = start + length;
    // `phút/lượt`; `năm 2026` goes on with a year and dates something.
    let dated = rest[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    (!dated).then(|| Unit { start, end: end + per(&rest[end..]), noun: false })
}

/// Whether a unit is one of time.
pub(crate) fn is_time(unit: &str) -> bool {
    let unit = tone_key(unit.split('/').next().unwrap_or(unit));
    TIMES.iter().any(|time| *time == unit || fold(time) == unit)
}

/// Whether `value`, a time between the folded words `before` and `after`, closes the measure of a time. Outside
/// objectives only a bound on how long people and systems wait is an aim; how long a task may take is not.
pub(crate) fn is_measured((before, after): (&str, &str), value: &Value, outlook: Outlook) -> bool {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:thoi\s+gian|tuoi\s+tho|so\s+(?:nam|ngay|gio))\b")
            .expect("the pattern of measured times is valid")
    });
    static WAIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bthoi\s+gian\s+(?:trung\s+binh\s+)?(?:cho|phan\s+hoi|giai\s+quyet|xu\s+ly|luan\s+chuyen|dap\s+ung|tra|khac\s+phuc|tiep\s+nhan|gian\s+doan|ngung|tiep\s+can)\b")
            .expect("the pattern of waiting times is valid")
    });
    let clause = before.rsplit([';', '.']).next().unwrap_or(before);
    // `Thời gian luân chuyển, xử lý văn bản không quá ...`: the measure may hold a comma itself.
    let whole = drop_lead_in(clause);
    let opens = SPAN.find(&whole).is_some_and(|found| found.start() == 0);
    // `Thời gian đến nơi: nội thị 8 phút, ngoại thị 15 phút`: a place in few words goes on with it.
    let goes_on = |comma: usize| (1..=3).contains(&whole[comma + 1..].split_whitespace().count());
    let last = last_comma(&whole)
        .filter(|comma| !opens || whole.contains(char::is_numeric) && !goes_on(*comma));
    let (subject, _) = strip_reach(&drop_lead_in(last.map_or(&whole, |comma| &whole[comma + 1..])));
    let upper = matches!(value.comparator, Comparator::Le | Comparator::Lt);
    let named = match outlook {
        Outlook::Open => upper && WAIT.is_match(&subject),
        Outlook::Objective | Outlook::Past => {
            // `thời gian thực hiện 12 tháng` says how long the plan itself runs.
            let own = ["thoi gian thuc hien", "thoi gian to chuc", "thoi gian hoan thanh"];
            SPAN.is_match(&subject) && !own.iter().any(|words| subject.contains(words))
        }
    };
    // `hồ sơ có thời gian xử lý dưới 3 ngày đạt 90%` measures the share.
    let inside = after.split([',', ';']).next().is_some_and(|clause| clause.contains('%'));
    named && !inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::value::values;

    fn measured(sentence: &str, outlook: Outlook) -> Vec<(f64, String)> {
        let folded = vanban_text::Folded::new(sentence);
        let said = |value: &Value| {
            let before = &folded.text()[..folded.position(value.span.start)];
            let after = &folded.text()[folded.position(value.span.end)..];
            is_measured((before, after), value, outlook)
        };
        let timed = |value: &Value| value.unit.as_deref().is_some_and(is_time);
        let found = values(sentence).into_iter().filter(timed).filter(said);
        found.map(|value| (value.number, value.unit.unwrap_or_default())).collect()
    }

    #[test]
    fn waits_and_lives_are_measured() {
        let (aim, task) = (Outlook::Objective, Outlook::Open);
        for (sentence, outlook, value, unit) in [
            ("Thời gian chờ lấy số tại bộ phận một cửa không quá 12 phút", aim, 12.0, "phút"),
            ("Tuổi thọ bình quân đạt 76,5 tuổi", aim, 76.5, "tuổi"),
            ("Thời gian trả kết quả tại nhà không quá 2 giờ", aim, 2.0, "giờ"),
            ("Thời gian chuyển, phân loại đơn thư không quá 03 ngày", aim, 3.0, "ngày"),
            ("số năm sống khỏe tối thiểu 66 năm", aim, 66.0, "năm"),
            ("Thời gian cấp cứu đến hiện trường dưới 20 phút/lượt", aim, 20.0, "phút/lượt"),
            ("Cổng chạy ổn định, thời gian phản hồi không quá 2 giây", task, 2.0, "giây"),
            ("thoi gian xu ly van ban khong qua 02 ngay lam viec", aim, 2.0, "ngay lam viec"),
        ] {
            assert_eq!(measured(sentence, outlook), [(value, unit.to_owned())], "{sentence}");
        }
    }

    #[test]
    fn ages_errands_and_bounds_inside_a_share_are_not() {
        for sentence in [
            "Tỷ lệ trẻ em dưới 6 tuổi được khám đạt 98%",
            "Gửi báo cáo trong thời hạn không quá 05 ngày",
            "Thời gian thực hiện: 18 tháng",
            "Hồ sơ có thời gian xử lý dưới 3 ngày đạt 90%",
            "Trong 5 năm xây 12 cầu",
        ] {
            assert_eq!(measured(sentence, Outlook::Objective), [], "{sentence}");
        }
        let task = "Thời gian thi công không quá 90 ngày";
        assert_eq!(measured(task, Outlook::Open), []);
    }
}
