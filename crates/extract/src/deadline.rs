//! Thời hạn: the words of a deadline to the days they mean.
//!
//! Comes in: the words of a time column or a `Thời gian:` line. Goes out: what kind of time they name, with
//! its first and last day as far as they are stated. Time without a year takes the year the plan is for,
//! where the plan names one; conditions in brackets do not change the kind.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use vanban_record::{Deadline, DeadlineKind};
use vanban_text::{Folded, roman};

use DeadlineKind::{Date, Month, Ongoing, Other, Quarter, Range, Year};

/// What `words` say; `plan_year` stands in where they name no year.
pub(crate) fn deadline(words: &str, plan_year: Option<i32>) -> Deadline {
    let folded = Folded::new(words);
    let said = without_brackets(folded.text());
    let said = said.trim().trim_end_matches(['.', ';', ',']);
    let recurring = RECURRING.is_match(said);
    let points = points(said, if recurring { None } else { plan_year });
    if ONGOING.is_match(said) && points.iter().all(|point| point.kind == Year) {
        let (start, end) = hull(&points);
        return Deadline { kind: Ongoing, start, end };
    }
    match points.as_slice() {
        [] => Deadline { kind: Other, start: None, end: None },
        _ if recurring => Deadline { kind: Other, start: None, end: None },
        [one] => single(said, one),
        [first, last] if joined(said, first, last) => {
            Deadline { kind: Range, start: first.first.map(Day::iso), end: last.last.map(Day::iso) }
        }
        [first, .., last] if years_in_row(said, &points) => {
            Deadline { kind: Range, start: first.first.map(Day::iso), end: last.last.map(Day::iso) }
        }
        many => {
            let end = many.iter().filter_map(|point| point.last).max();
            Deadline { kind: Other, start: None, end: end.map(Day::iso) }
        }
    }
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: i32,
    month: u32,
    date: u32,
}

impl Day {
    fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let valid = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Day { year, month, date: day })
    }

    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.date)
    }

    fn before(self) -> Day {
        match (self.month, self.date) {
            (1, 1) => Day { year: self.year - 1, month: 12, date: 31 },
            (month, 1) => Day { month: month - 1, date: days_in(self.year, month - 1), ..self },
            _ => Day { date: self.date - 1, ..self },
        }
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A time that the words name.
#[derive(Clone, Copy, Debug)]
struct Point {
    kind: DeadlineKind,
    first: Option<Day>,
    last: Option<Day>,
    at: (usize, usize),
}

static ONGOING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)thuong\s+xuyen|lien\s+tuc
        |^(?:nhiem\s+vu\s+|thuc\s+hien\s+|trien\s+khai\s+)?(?:hang|dinh\s+ky)\b
        |^theo\s+(?:dinh\s+ky|ke\s+hoach\s+hang)",
    )
    .expect("the pattern of ongoing work is valid")
});

static RECURRING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bhang\s+(?:nam|quy|thang|tuan|ngay)\b|\bcuoi\s+quy\b|\bmoi\s+(?:nam|quy|thang)\b")
        .expect("the pattern of recurring dates is valid")
});

/// Brackets hold conditions (`2026 (sau khi có hướng dẫn)`); where all stands in brackets it is kept.
fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    if kept.trim().is_empty() { text.replace(['(', ')'], " ") } else { kept }
}

fn points(said: &str, plan_year: Option<i32>) -> Vec<Point> {
    static POINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            (?P<school>nam\s+hoc\s+20\d\d\s*[-–/]\s*20\d\d)
            | (?:ngay\s+)?\b(?P<d1>\d{1,2})\s*[-–]\s*(?P<d2>\d{1,2})\s*/\s*(?P<m2>\d{1,2})(?:\s*/\s*(?P<y2>20\d\d))?\b
            | (?:ngay\s+)?\b(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)\b
            | ngay\s+(?P<dw>\d{1,2})\s+thang\s+(?P<mw>\d{1,2})(?:\s+nam\s+(?P<yw>20\d\d))?
            | (?P<half>6|06|sau)\s+thang\s+(?P<part>dau|cuoi)\s+nam(?:\s+(?P<yh>20\d\d))?
            | quy\s+(?P<q>iv|iii|ii|i|[1-4])
              (?:\s*(?:-|–|,|va|\+|den|den\s+het|den\s+quy|,\s*quy|va\s+quy|-\s*quy)\s*
                (?P<q2>iv|iii|ii|i|[1-4]))?\b
              (?:(?:\s*[/-]\s*|\s*,?\s+nam\s+|\s+)(?P<yq>20\d\d))?
            | thang\s+(?P<t>\d{1,2})(?:\s*[-–]\s*(?P<t2>\d{1,2}))?
              (?:(?:\s*[/-]\s*|\s+nam\s+)(?P<yt>20\d\d))?\b
            | \b(?P<t3>\d{1,2})\s*/\s*(?P<y3>20\d\d)\b
            | \b(?P<dn>\d{1,2})\s*/\s*(?P<mn>\d{1,2})\b
            | \b(?P<y1>20\d\d)\b",
        )
        .expect("the pattern of times is valid")
    });
    POINT.captures_iter(said).filter_map(|found| point(&found, plan_year)).collect()
}

fn point(found: &Captures<'_>, plan_year: Option<i32>) -> Option<Point> {
    let whole = found.get(0)?;
    let text = |name| found.name(name).map(|piece| piece.as_str());
    let number = |name| text(name).and_then(|piece: &str| piece.parse::<u32>().ok());
    let year = |name| text(name).and_then(|piece: &str| piece.parse::<i32>().ok()).or(plan_year);
    let of =
        |kind, first, last| Some(Point { kind, first, last, at: (whole.start(), whole.end()) });
    if text("school").is_some() {
        return of(Other, None, None);
    }
    let date = |day: Option<u32>, month: Option<u32>, year: Option<i32>| {
        let (day, month) = (day?, month?);
        Day::new(year.unwrap_or(2000), month, day)?;
        let day = year.and_then(|year| Day::new(year, month, day));
        of(Date, day, day)
    };
    if let (Some(from), Some(to), Some(month)) = (number("d1"), number("d2"), number("m2")) {
        let year = year("y2");
        let day = |day| Day::new(year.unwrap_or(2000), month, day);
        let (first, last) = (day(from)?, day(to)?);
        let known = year.is_some() && first < last;
        return of(Range, known.then_some(first), known.then_some(last));
    }
    if let (Some(day), Some(month)) = (number("d"), number("m")) {
        return date(Some(day), Some(month), year("y"));
    }
    if let (Some(day), Some(month)) = (number("dw"), number("mw")) {
        return date(Some(day), Some(month), year("yw"));
    }
    if let (Some(day), Some(month)) = (number("dn"), number("mn")) {
        return date(Some(day), Some(month), plan_year);
    }
    if text("half").is_some() {
        let (first, last) = if text("part") == Some("dau") { (1, 6) } else { (7, 12) };
        return of(Range, month_start(year("yh"), first), month_end(year("yh"), last));
    }
    if let Some(first) = text("q").and_then(quarter) {
        let last = text("q2").and_then(quarter).unwrap_or(first);
        let kind = if first == last { Quarter } else { Range };
        let year = year("yq");
        return of(kind, month_start(year, 3 * first - 2), month_end(year, 3 * last));
    }
    if let Some(first) = number("t").filter(|month| (1..=12).contains(month)) {
        let last = number("t2").filter(|month| (1..=12).contains(month)).unwrap_or(first);
        let kind = if first == last { Month } else { Range };
        return of(kind, month_start(year("yt"), first), month_end(year("yt"), last));
    }
    if let Some(month) = number("t3").filter(|month| (1..=12).contains(month)) {
        return of(Month, month_start(year("y3"), month), month_end(year("y3"), month));
    }
    let year = text("y1").and_then(|piece| piece.parse().ok())?;
    of(Year, Day::new(year, 1, 1), Day::new(year, 12, 31))
}

fn month_start(year: Option<i32>, month: u32) -> Option<Day> {
    Day::new(year?, month, 1)
}

fn month_end(year: Option<i32>, month: u32) -> Option<Day> {
    Day::new(year?, month, days_in(year?, month))
}

fn quarter(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| roman(&text.to_uppercase()))
}

/// One time, with the words before and after it that bound it.
fn single(said: &str, point: &Point) -> Deadline {
    let (start, end) = (point.first.map(Day::iso), point.last.map(Day::iso));
    let before = said[..point.at.0].trim_end();
    let before = before.strip_suffix("nam").unwrap_or(before).trim_end();
    let says = |word: &str| before.ends_with(word);
    let after = said[point.at.1..].trim_start();
    if ["va cac nam", "va nhung nam", "tro di", "va cac nam"].iter().any(|w| after.starts_with(w)) {
        return Deadline { kind: Range, start, end: None };
    }
    if says("sau") || says("sau ngay") {
        return Deadline { kind: Other, start: None, end: None };
    }
    match point.kind {
        Date | Range | Ongoing | Other => {
            if says("tu") || says("tu ngay") || said[..point.at.0].trim_end().ends_with("tu") {
                return Deadline { kind: Range, start, end: None };
            }
            Deadline { kind: point.kind, start, end }
        }
        _ if says("truoc") => {
            let end = point.first.map(|day| day.before().iso());
            Deadline { kind: Other, start: None, end }
        }
        _ if says("cuoi") => Deadline { kind: Other, start: None, end },
        _ if says("giua") => Deadline { kind: Other, start: None, end: None },
        _ if says("dau") => Deadline { kind: Other, start, end: None },
        _ if says("tu") || says("bat dau") => Deadline { kind: Range, start, end: None },
        kind if says("den") || says("den het") || says("den cuoi") => {
            Deadline { kind, start: None, end }
        }
        kind => Deadline { kind, start, end },
    }
}

/// Whether the two stand at the ends of one period: `từ 3/2026 đến 6/2026`, `2026 - 2030`.
fn joined(said: &str, first: &Point, last: &Point) -> bool {
    let between = said[first.at.1..last.at.0].trim();
    let between = ["nam", "ngay", "thang", "quy"]
        .iter()
        .fold(between, |rest, word| rest.strip_suffix(word).unwrap_or(rest).trim_end());
    matches!(between, "-" | "–" | "—" | "den" | "den het" | "toi" | "- den" | "÷")
}

/// Whether years are listed: `2026, 2027, 2028`.
fn years_in_row(said: &str, points: &[Point]) -> bool {
    let years = points.iter().all(|point| point.kind == Year);
    let listed = points.windows(2).all(|pair| {
        let between = said[pair[0].at.1..pair[1].at.0].trim();
        let next = |point: &Point| point.first.map(|day| day.year);
        matches!(between, "," | "va" | ", nam" | "va nam" | ";" | "-" | "–")
            && next(&pair[0]).map(|year| year + 1) == next(&pair[1])
    });
    years && listed
}

fn hull(points: &[Point]) -> (Option<String>, Option<String>) {
    let first = points.iter().filter_map(|point| point.first).min();
    let last = points.iter().filter_map(|point| point.last).max();
    (first.map(Day::iso), last.map(Day::iso))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(words: &str, kind: DeadlineKind, start: &str, end: &str) {
        let text = |day: &str| (!day.is_empty()).then(|| day.to_owned());
        let want = Deadline { kind, start: text(start), end: text(end) };
        assert_eq!(deadline(words, None), want, "{words}");
    }

    #[test]
    fn named_times_become_their_days() {
        check("2026", Year, "2026-01-01", "2026-12-31");
        check("Năm 2027", Year, "2027-01-01", "2027-12-31");
        check("Trong năm 2026.", Year, "2026-01-01", "2026-12-31");
        check("Đến hết năm 2028", Year, "", "2028-12-31");
        check("Tháng 02/2026", Month, "2026-02-01", "2026-02-28");
        check("tháng 2 năm 2028", Month, "2028-02-01", "2028-02-29");
        check("9/2026", Month, "2026-09-01", "2026-09-30");
        check("Quý II/2026", Quarter, "2026-04-01", "2026-06-30");
        check("Quý 4 năm 2026", Quarter, "2026-10-01", "2026-12-31");
        check("31/12/2025", Date, "2025-12-31", "2025-12-31");
        check("Trước ngày 05/6/2026", Date, "2026-06-05", "2026-06-05");
        check("ngày 10 tháng 9 năm 2026", Date, "2026-09-10", "2026-09-10");
    }

    #[test]
    fn periods_have_both_ends() {
        check("2026-2030", Range, "2026-01-01", "2030-12-31");
        check("Giai đoạn 2026 – 2028", Range, "2026-01-01", "2028-12-31");
        check("Từ tháng 3/2026 đến tháng 9/2026", Range, "2026-03-01", "2026-09-30");
        check("Quý I, II/2026", Range, "2026-01-01", "2026-06-30");
        check("Quý III - IV/2026", Range, "2026-07-01", "2026-12-31");
        check("6 tháng đầu năm 2026", Range, "2026-01-01", "2026-06-30");
        check("12 - 13/3/2026", Range, "2026-03-12", "2026-03-13");
        check("Tháng 4-6/2026", Range, "2026-04-01", "2026-06-30");
        check("Năm 2026 và các năm tiếp theo", Range, "2026-01-01", "");
        check("2026, 2027", Range, "2026-01-01", "2027-12-31");
    }

    #[test]
    fn work_without_end_is_ongoing() {
        for words in ["Thường xuyên", "Nhiệm vụ thường xuyên", "Hằng năm", "Thường xuyên, liên tục"]
        {
            check(words, Ongoing, "", "");
        }
        check("Thường xuyên (khi có yêu cầu)", Ongoing, "", "");
    }

    #[test]
    fn conditions_in_brackets_leave_the_kind() {
        check("2026 (khi được giao vốn từ 2025)", Year, "2026-01-01", "2026-12-31");
    }

    #[test]
    fn what_names_no_day_stays_open() {
        check("Ngay sau khi được phê duyệt", Other, "", "");
        check("Sau ngày 01/7/2026", Other, "", "");
        check("trước ngày 25 tháng cuối quý và trước ngày 15/12 hằng năm", Other, "", "");
        check("Cuối năm 2025 và trong năm 2026", Other, "", "2026-12-31");
        check("Kỳ họp giữa năm 2026", Other, "", "");
        check("Trước tháng 6/2026", Other, "", "2026-05-31");
        check("Năm học 2025-2026", Other, "", "");
        check("", Other, "", "");
        check("31/02/2026", Other, "", "");
    }

    #[test]
    fn the_plans_year_stands_in_for_a_missing_one() {
        let end = |words| deadline(words, Some(2026)).end;
        assert_eq!(end("trước ngày 15/12").as_deref(), Some("2026-12-15"));
        assert_eq!(end("Quý II").as_deref(), Some("2026-06-30"));
        assert_eq!(end("6 tháng đầu năm").as_deref(), Some("2026-06-30"));
        assert_eq!(deadline("Quý II", None).end, None);
        assert_eq!(end("trước ngày 10/12 hằng năm"), None);
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(words in "\\PC{0,80}") {
            deadline(&words, Some(2026));
        }

        #[test]
        fn start_never_follows_end(
            a in 2020..2035i32, b in 2020..2035i32, month in 1..13u32, day in 1..32u32
        ) {
            for words in [format!("{day}/{month}/{a}"), format!("Tháng {month}/{b}"), format!("Năm {a}")] {
                let found = deadline(&words, None);
                prop_assert!(found.start <= found.end, "{words}: {found:?}");
            }
        }
    }
}
