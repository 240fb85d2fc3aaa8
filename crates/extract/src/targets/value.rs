//! The value phrases of a sentence: number, comparator words before and after it, unit.
//!
//! Everything is matched on the folded sentence, so that a wrong mark in `tối thiểu` does not lose a target;
//! units are quoted from the sentence. Years, dates, ages, levels, versions and symbols are no values.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};
use vanban_record::Comparator;
use vanban_text::{Decimal, Folded, Span, fold, has_vietnamese_marks, tone_key};

use crate::targets::time_units::time_unit;
use crate::targets::{fraction, unit};

/// A value as a sentence states it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    /// How words and signs bound it.
    pub comparator: Comparator,
    /// The number, in `unit`; the lower one of a range.
    pub number: f64,
    /// The upper number of a range.
    pub max: Option<f64>,
    /// `%`, or the noun or measure counted; `None` for a bare number.
    pub unit: Option<String>,
    /// Whether the unit also names what is counted (`cán bộ`), unlike a measure (`cuộc`, `ha`).
    pub noun: bool,
    /// Where the unit stands.
    pub unit_at: Span,
    /// Whether words or signs bound it (`tối thiểu`, `≥`).
    pub bounded: bool,
    /// Comparator, number and unit.
    pub span: Span,
    /// Whether it stands in brackets.
    pub bracketed: bool,
    /// Whether it may be the second half of a number that a space has split: it ends a clause, but is no value.
    pub split: bool,
}

const NUMBER: &str = r"\d+(?:[.,]\d+)*";

static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?x)
        (?P<pre>(?:\b(?:
            (?:khong\s+(?:thap|it|nho)\s+hon | khong\s+duoi | toi\s+thieu | it\s+nhat | toi\s+da)
                (?:\s+(?:la|dat|co|tu))? | tu | tren | hon
            | vuot | cao\s+hon | lon\s+hon(?:\s+hoac\s+bang)? | khong\s+(?:de\s+)?qua
            | khong\s+vuot(?:\s+qua)? | khong\s+cao\s+hon | nhieu\s+nhat | duoi | thap\s+hon
            | nho\s+hon | khoang | xap\s+xi | gan
            )\s+ | (?:≥|>=|>|≤|<=|<)\s*)*)
        (?P<level>(?:cap\s+do|muc\s+do|muc)\s+)?
        (?P<n1>{NUMBER})(?P<of>/\d{{1,4}})?\s*(?P<p1>%|‰|phan\s+tram)?
        (?:(?P<times>(?:trieu|nghin|ngan|t[yi])\b)?\s*(?:-|–|—|÷|den|toi)\s*(?P<n2>{NUMBER})\s*(?P<p2>%|‰|phan\s+tram)?)?"
    ))
    .expect("the pattern of values is valid")
});

/// The values of `sentence` in order.
pub(crate) fn values(sentence: &str) -> Vec<Value> {
    let folded = Folded::new(sentence);
    let depth = bracket_depths(folded.text());
    let mut found: Vec<Value> = Vec::new();
    let mut from = 0;
    while let Some(piece) = PHRASE.captures_at(folded.text(), from) {
        let whole = piece.get(0).map_or(from..from + 1, |all| all.range());
        let number = piece.name("n1").map_or(whole.clone(), |number| number.range());
        let read = read(sentence, &folded, &piece);
        from = read.as_ref().map_or(number.end, |(_, end)| (*end).max(number.end));
        if let Some((mut value, _)) = read {
            value.bracketed = depth.get(number.start).is_some_and(|&depth| depth > 0);
            found.push(value);
        }
    }
    without_baselines(sentence, found)
}

fn read(sentence: &str, folded: &Folded, piece: &Captures<'_>) -> Option<(Value, usize)> {
    let text = folded.text();
    let (whole, first) = (piece.get(0)?, piece.name("n1")?);
    let last = ["p2", "n2", "p1", "of"].iter().find_map(|name| piece.name(name)).unwrap_or(first);
    let people = unit::population(&text[first.end()..]);
    let closed = people.map_or(last.end(), |length| first.end() + length);
    if !stands_alone(text, first.start(), closed)
        || named_number(sentence, folded, whole.start(), piece)
    {
        return None;
    }
    if is_dated(&text[..whole.start()], first.as_str()) {
        return None;
    }
    let decimal = Decimal::parse(first.as_str())?;
    let percent = piece.name("p1").or(piece.name("p2"));
    let mut max = None;
    let mut end = piece.name("p1").or(piece.name("of")).unwrap_or(first).end();
    if let Some(second) = piece.name("n2") {
        let upper = Decimal::parse(second.as_str())?.to_f64();
        // `2026-2030` and `30 - 5` are no ranges of a value.
        let range = upper > decimal.to_f64() && (percent.is_some() || !is_year(second.as_str()));
        // That nothing goes on after the second was seen above; before it is the dash, with or without spaces.
        if range {
            max = Some(upper);
            end = last.end();
        } else if percent.is_none() && is_year(first.as_str()) {
            return None;
        }
    }
    let share = share_of(sentence, folded, piece);
    let (unit, noun, unit_at) = match (percent, piece.name("level")) {
        _ if people.is_some() => {
            end = closed;
            let at = folded.origin(first.end()..closed);
            (Some(at.of(sentence).trim().to_owned()), false, at)
        }
        (Some(sign), _) => {
            let suffix = unit::per(&text[end..]);
            let unit = if sign.as_str() == "‰" { "‰" } else { "%" };
            let said = folded.origin(end..end + suffix);
            let at = folded.origin(sign.start()..end + suffix);
            end += suffix;
            (Some(format!("{unit}{}", said.of(sentence).trim_end())), false, at)
        }
        (None, Some(level)) => {
            let at = folded.origin(level.range()).trim(sentence);
            (Some(at.of(sentence).to_owned()), false, at)
        }
        (None, None) if share.is_some() => {
            let of = folded.origin(share.map_or(end..end, |of| of.range()));
            (Some(of.of(sentence).to_owned()), false, of)
        }
        (None, None) => match counted(sentence, folded, end, piece) {
            Some(found) => {
                let at = folded.origin(end + found.start..end + found.end);
                end += found.end;
                (Some(at.of(sentence).trim().to_owned()), found.noun, at)
            }
            None if is_year(first.as_str()) => return None,
            None => (None, false, folded.origin(end..end)),
        },
    };
    // `từ 1 triệu đến 2 triệu tấn`: the multiplier is said of both ends, or they are no range.
    if let Some(times) = piece.name("times").filter(|_| max.is_some())
        && !text
            .get(last.end()..end)
            .is_some_and(|unit| unit.trim_start().starts_with(times.as_str()))
    {
        return None;
    }
    if is_base(piece, unit.as_deref()) {
        return None;
    }
    let fraction = piece.name("of").is_some();
    if fraction && (unit.is_none() || percent.is_some()) {
        return None;
    }
    let after = upward(&text[end..]);
    let start = bound_start(sentence, folded, piece).unwrap_or(whole.start());
    let pre = text.get(start..first.start()).unwrap_or("");
    let comparator = comparator(pre, after, max.is_some());
    end += after.map_or(0, |(_, length)| length);
    let value = Value {
        comparator,
        number: decimal.to_f64(),
        max,
        unit,
        noun,
        unit_at,
        bounded: !matches!(comparator, Comparator::Eq),
        span: folded.origin(start..end).trim(sentence),
        bracketed: false,
        split: is_split(&text[..first.start()]),
    };
    Some((value, end))
}

/// `giá trị sản xuất trên 1 ha đạt 130 triệu đồng`: one unit of land that something is counted on.
fn is_base(piece: &Captures<'_>, unit: Option<&str>) -> bool {
    let on = piece.name("pre").is_some_and(|pre| pre.as_str().trim_end() == "tren");
    let one = piece.name("n1").is_some_and(|number| matches!(number.as_str(), "1" | "01"));
    let land = unit.map(vanban_text::fold);
    on && one && matches!(land.as_deref(), Some("ha" | "hecta" | "hec ta" | "km2" | "m2"))
}

/// The stroke and denominator of a number that is a share of the whole named behind it.
fn share_of<'t>(sentence: &str, folded: &Folded, piece: &Captures<'t>) -> Option<Match<'t>> {
    let text = folded.text();
    let (number, of) = (piece.name("n1")?, piece.name("of")?);
    let said = folded.origin(of.end()..text.len()).of(sentence);
    let parts = (number.as_str(), of.as_str().trim_start_matches('/'));
    fraction::is_share(&text[..number.start()], parts, &text[of.end()..], said).then_some(of)
}

/// The unit that stands at `end`: a known one, or any noun after `tối thiểu`, `ít nhất`.
fn counted(
    sentence: &str,
    folded: &Folded,
    end: usize,
    piece: &Captures<'_>,
) -> Option<unit::Unit> {
    let marked = has_vietnamese_marks(sentence);
    let source = |range: std::ops::Range<usize>| {
        folded.origin(end + range.start..end + range.end).of(sentence)
    };
    let rest = &folded.text()[end..];
    let pre = piece.name("pre").map_or("", |pre| pre.as_str());
    let least = ["toi thieu", "it nhat"].iter().any(|word| pre.contains(word));
    let noun = || unit::any_noun(rest, source).filter(|_| least && marked);
    unit::unit(rest, marked, source).or_else(|| time_unit(rest, marked, source)).or_else(noun)
}

/// Where the comparator's words begin: `từ` is one of them, the `tư` of `đầu tư 03 trạm` is not.
fn bound_start(sentence: &str, folded: &Folded, piece: &Captures<'_>) -> Option<usize> {
    let pre = piece.name("pre").filter(|pre| !pre.as_str().is_empty())?;
    let lone = pre.as_str().strip_prefix("tu").filter(|rest| rest.starts_with(char::is_whitespace));
    let Some(rest) = lone else { return Some(pre.start()) };
    let word = folded.origin(pre.start()..pre.start() + 2);
    let meant = word.of(sentence).to_lowercase() == "từ";
    Some(if meant { pre.start() } else { pre.end() - rest.trim_start().len() })
}

/// `trở lên`, `trở xuống` right after the unit: whether up, and how many bytes.
fn upward(rest: &str) -> Option<(bool, usize)> {
    let words = rest.trim_start();
    let skipped = rest.len() - words.len();
    [("tro len", true), ("tro xuong", false), ("hoac cao hon", true), ("tro lai", false)]
        .iter()
        .find(|(phrase, _)| words.starts_with(phrase))
        .map(|(phrase, up)| (*up, skipped + phrase.len()))
}

fn comparator(pre: &str, after: Option<(bool, usize)>, range: bool) -> Comparator {
    if range {
        return Comparator::Range;
    }
    match after {
        Some((true, _)) => return Comparator::Ge,
        Some((false, _)) => return Comparator::Le,
        None => {}
    }
    let pre = pre.split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |words: &[&str]| words.iter().any(|word| pre.contains(word));
    if has(&[
        "khong qua",
        "khong de qua",
        "khong vuot",
        "khong cao hon",
        "toi da",
        "nhieu nhat",
        "≤",
        "<=",
    ]) {
        Comparator::Le
    } else if has(&["khong thap", "khong it", "khong nho", "khong duoi", "toi thieu", "it nhat"])
        || has(&["hoac bang", "≥", ">="])
    {
        Comparator::Ge
    } else if has(&["duoi", "thap hon", "nho hon", "<"]) {
        Comparator::Lt
    } else if has(&["tren", "hon", "vuot", "cao hon", "lon hon", ">"]) {
        Comparator::Gt
    } else {
        Comparator::Eq
    }
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// A number inside a symbol, a date or a word is none.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_');
    if before.is_some_and(inside) {
        return false;
    }
    if before == Some('-') && text[..start - 1].ends_with(|c: char| c.is_alphanumeric()) {
        return false;
    }
    let mut after = text[end..].chars();
    match (after.next(), after.next()) {
        (Some('/' | '-'), Some(next)) => {
            !next.is_alphanumeric()
                || next.is_alphabetic() && {
                    // `35/KH-UBND` is a symbol, `5 triệu đồng/người` and `1%/năm` are not.
                    text[..end].ends_with('%')
                        || !text[..end].ends_with(|c: char| c.is_ascii_digit())
                }
        }
        (Some(c), _) => !c.is_alphanumeric(),
        (None, _) => true,
    }
}

/// Numbers that name something: `số 113`, `Điều 5`, `cấp độ 3`, `phiên bản 4.0`, `Phụ lục 2`, `ngày 5`.
fn named_number(sentence: &str, folded: &Folded, start: usize, piece: &Captures<'_>) -> bool {
    const NAMES: [&str; 32] = [
        "số",
        "điều",
        "khoản",
        "điểm",
        "cấp độ",
        "mức độ",
        "phiên bản",
        "giai đoạn",
        "phụ lục",
        "ngày",
        "tháng",
        "quý",
        "đề án",
        "lần thứ",
        "khóa",
        "khoá",
        "nhiệm kỳ",
        "nhóm",
        "vùng",
        "loại",
        "khu vực",
        "chương",
        "phần",
        "mẫu",
        "đợt",
        "bước",
        "tuần",
        "tiêu chí",
        "nghị quyết",
        "quyết định",
        "lớp",
        "cả",
    ];
    let text = folded.text();
    let before = text[..start].trim_end();
    // `đạt cấp độ 3` states a level as a value; `cấp độ 3` elsewhere names one.
    // `ở mức 54%` states a share.
    let percent = piece.name("p1").or(piece.name("p2")).is_some();
    if piece.name("level").is_some() && !percent {
        let reached = ["dat", "dat duoc", "len", "dat toi thieu"];
        let pre = piece.name("pre").map_or("", |pre| pre.as_str());
        return !reached.iter().any(|word| ends_in_word(before, word))
            && !pre.contains("toi thieu");
    }
    if percent {
        return false;
    }
    let bounded = piece.name("pre").is_some_and(|pre| !pre.as_str().is_empty());
    // `mỗi tháng 02 buổi` counts, `tháng 02` names.
    let repeated = |head: &str| ["moi", "hang", "mot"].iter().any(|word| ends_in_word(head, word));
    // `xuất chuồng 950 tấn`, `vừng 120 ha` name no chapter and no region: the marks tell.
    let marked = has_vietnamese_marks(sentence);
    let meant = |name: &str, at: usize| {
        !marked || tone_key(folded.origin(at..before.len()).of(sentence)) == tone_key(name)
    };
    let named = |name: &&str| {
        let plain = fold(name);
        let at = before.len().saturating_sub(plain.len());
        ends_in_word(before, &plain) && meant(name, at) && !repeated(before[..at].trim_end())
    };
    // `Xử lý dứt điểm 12 điểm đen` ends in an act.
    let done = ends_in_word(before, "dut diem");
    !bounded && !done && (NAMES.iter().any(named) || is_broken_rate(before))
}

/// `cho 1, 6 triệu người`, `bằng 10 3,3%`: the second half of a number that a space has split. A row or item may open
/// with its number, and a year may stand before a value.
fn is_split(before: &str) -> bool {
    let head = before.strip_suffix(' ').unwrap_or(before);
    if head.len() == before.len() {
        return false;
    }
    let head = head.strip_suffix(',').unwrap_or(head);
    let digits = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &head[digits.len()..];
    let inside = digits.contains(char::is_alphabetic) && !digits.ends_with(['/', '-']);
    !number.is_empty() && !is_year(number) && inside
}

/// `năm 2027 giải quyết`: a year whose verb begins like a unit.
fn is_dated(before: &str, number: &str) -> bool {
    is_year(number) && ends_in_word(before.trim_end(), "nam")
}

/// `tỷ 18 hộ`: a `tỷ` that no number stands before is half of a `tỷ lệ` whose second word recognition spoilt.
fn is_broken_rate(before: &str) -> bool {
    let Some(head) = before.strip_suffix("ty").filter(|_| ends_in_word(before, "ty")) else {
        return false;
    };
    let head = head.trim_end();
    // `công ty 18`, `5 tỷ 18 triệu`
    !head.ends_with(|c: char| c.is_ascii_digit()) && !ends_in_word(head, "cong")
}

/// Whether `text` ends in `word` as a whole word.
pub(crate) fn ends_in_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric()))
}

/// In `từ 60% lên 80%` the first number is where one stands today: it becomes part of the second's phrase.
fn without_baselines(sentence: &str, found: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::with_capacity(found.len());
    for mut value in found {
        let baseline = kept.last().is_some_and(|last| {
            let between = Folded::new(&sentence[last.span.end..value.span.start]);
            let phrase = Folded::new(last.span.of(sentence));
            phrase.text().starts_with("tu") && last.max.is_none() && leads_on(between.text())
        });
        if baseline && let Some(last) = kept.pop() {
            value.span = last.span.cover(value.span);
        }
        kept.push(value);
    }
    kept
}

fn leads_on(between: &str) -> bool {
    static ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:\(?nam\s+20\d\d\)?\s*)?,?\s*(?:tang\s+len|giam\s+xuong|len|xuong|giam\s+con|con)(?:\s+con|\s+muc|\s+dat)*(?:\s+khoang|\s+tren|\s+toi\s+thieu)?\s*$")
            .expect("the pattern of a change is valid")
    });
    ON.is_match(between)
}

fn bracket_depths(text: &str) -> Vec<u8> {
    let mut depth = 0u8;
    text.bytes()
        .map(|byte| {
            match byte {
                b'(' => depth = depth.saturating_add(1),
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth
        })
        .collect()
}

#[cfg(test)]
mod tests;
