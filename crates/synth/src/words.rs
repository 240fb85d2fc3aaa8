//! How numbers, dates, money and deadlines are written in Vietnamese documents, and what they mean.

use anyhow::{Context, bail};
use vanban_record::{Comparator, Deadline, DeadlineKind};

/// `1234567` as `1.234.567`.
pub(crate) fn grouped(value: i64) -> String {
    let digits = value.abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

/// An amount in whole đồng, as a table prints it.
pub(crate) fn money(amount: i64, form: &str) -> anyhow::Result<String> {
    Ok(match form {
        "dong" => grouped(amount),
        "dongd" => format!("{}đ", grouped(amount)),
        "trieu" => scaled(amount, 1_000_000)?,
        "ty" => scaled(amount, 1_000_000_000)?,
        other => bail!("unknown form of money {other:?}"),
    })
}

fn scaled(amount: i64, unit: i64) -> anyhow::Result<String> {
    let whole = grouped(amount / unit);
    let rest = amount % unit;
    if rest == 0 {
        return Ok(whole);
    }
    let places = unit.to_string().len() - 1;
    let decimals = format!("{rest:0places$}");
    let decimals = decimals.trim_end_matches('0');
    anyhow::ensure!(decimals.len() <= 3, "{amount} needs too many decimals");
    Ok(format!("{whole},{decimals}"))
}

/// `0,72`, `1.250`, `05`, as a number.
pub(crate) fn number(text: &str) -> anyhow::Result<f64> {
    text.replace('.', "").replace(',', ".").parse().with_context(|| format!("number {text:?}"))
}

/// `2026-03-07` as `07/3/2026`, or `07 tháng 3 năm 2026`. Days have two digits, months only when 1 or 2
/// (Nghị định 30/2020/NĐ-CP, annex I, 4b).
pub(crate) fn date(iso: &str, long: bool) -> anyhow::Result<String> {
    let mut parts = iso.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        bail!("date {iso:?} is not ISO");
    };
    let month: u32 = month.parse()?;
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    Ok(if long {
        format!("{day} tháng {month} năm {year}")
    } else {
        format!("{day}/{month}/{year}")
    })
}

/// What a deadline's code means, and the words it is written with when the source gives none.
/// Codes: `y2026`, `m6/2026`, `q2/2026`, `d31/12/2026`, `r2026-2030`, `rm1-6/2026`, `rq1-3/2026`, `on`, `other`.
pub(crate) fn deadline(cell: &str) -> anyhow::Result<(String, Deadline)> {
    let (text, code) = match cell.rsplit_once(" = ") {
        Some((text, code)) => (Some(text.trim()), code.trim()),
        None => (None, cell.trim()),
    };
    let (words, kind, days) = read_code(code).with_context(|| format!("deadline {cell:?}"))?;
    let (start, end) = days.map_or((None, None), |(start, end)| (Some(start), Some(end)));
    Ok((text.unwrap_or(&words).to_owned(), Deadline { kind, start, end }))
}

type Code = (String, DeadlineKind, Option<(String, String)>);

fn read_code(code: &str) -> anyhow::Result<Code> {
    const ROMAN: [&str; 5] = ["", "I", "II", "III", "IV"];
    if code == "on" {
        return Ok(("Thường xuyên".to_owned(), DeadlineKind::Ongoing, None));
    }
    if code == "other" {
        return Ok((String::new(), DeadlineKind::Other, None));
    }
    if let Some(rest) = code.strip_prefix("rm") {
        let (first, last, year) = span(rest)?;
        let days = (first_day(year, first), last_day(year, last));
        return Ok((format!("Tháng {first} - {last}/{year}"), DeadlineKind::Range, Some(days)));
    }
    if let Some(rest) = code.strip_prefix("rq") {
        let (first, last, year) = span(rest)?;
        let days = (first_day(year, first * 3 - 2), last_day(year, last * 3));
        let words = format!("Quý {} - {}/{year}", ROMAN[first as usize], ROMAN[last as usize]);
        return Ok((words, DeadlineKind::Range, Some(days)));
    }
    let (kind, rest) = code.split_at(1);
    Ok(match kind {
        "y" => {
            let days = (format!("{rest}-01-01"), format!("{rest}-12-31"));
            (format!("Năm {rest}"), DeadlineKind::Year, Some(days))
        }
        "m" => {
            let (month, year) = rest.split_once('/').context("month/year")?;
            let (month, year) = (month.parse::<u32>()?, year.parse::<i32>()?);
            let days = (first_day(year, month), last_day(year, month));
            let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
            (format!("Tháng {month}/{year}"), DeadlineKind::Month, Some(days))
        }
        "q" => {
            let (quarter, year) = rest.split_once('/').context("quarter/year")?;
            let (quarter, year) = (quarter.parse::<u32>()?, year.parse::<i32>()?);
            let days = (first_day(year, quarter * 3 - 2), last_day(year, quarter * 3));
            let words = format!("Quý {}/{year}", ROMAN[quarter as usize]);
            (words, DeadlineKind::Quarter, Some(days))
        }
        "d" => {
            let parts: Vec<&str> = rest.split('/').collect();
            let [day, month, year] = parts[..] else { bail!("day/month/year") };
            let iso = format!("{year}-{:02}-{:02}", month.parse::<u32>()?, day.parse::<u32>()?);
            (date(&iso, false)?, DeadlineKind::Date, Some((iso.clone(), iso)))
        }
        "r" => {
            let (first, last) = rest.split_once('-').context("year-year")?;
            let days = (format!("{first}-01-01"), format!("{last}-12-31"));
            (rest.to_owned(), DeadlineKind::Range, Some(days))
        }
        _ => bail!("unknown code"),
    })
}

fn span(rest: &str) -> anyhow::Result<(u32, u32, i32)> {
    let (span, year) = rest.split_once('/').context("span/year")?;
    let (first, last) = span.split_once('-').context("first-last")?;
    Ok((first.parse()?, last.parse()?, year.parse()?))
}

fn first_day(year: i32, month: u32) -> String {
    format!("{year}-{month:02}-01")
}

fn last_day(year: i32, month: u32) -> String {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let day = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    format!("{year}-{month:02}-{day}")
}

/// The value of a target as the source states it: `ge 90 %`, `range 85-90 %`, `eq 0,72 index`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    /// How the value bounds the indicator.
    pub(crate) comparator: Comparator,
    /// As printed.
    pub(crate) text: String,
    /// Upper value of a range, as printed.
    pub(crate) upper: Option<String>,
    /// `index` is not printed.
    pub(crate) unit: String,
}

impl Value {
    /// Reads `comparator value unit`.
    pub(crate) fn parse(spec: &str) -> anyhow::Result<Value> {
        let mut parts = spec.trim().splitn(3, ' ');
        let (Some(word), Some(value)) = (parts.next(), parts.next()) else {
            bail!("value {spec:?} is not `comparator value unit`");
        };
        let comparator = match word {
            "eq" => Comparator::Eq,
            "ge" => Comparator::Ge,
            "gt" => Comparator::Gt,
            "le" => Comparator::Le,
            "lt" => Comparator::Lt,
            "range" => Comparator::Range,
            other => bail!("comparator {other:?}"),
        };
        let (text, upper) = match (comparator, value.split_once('-')) {
            (Comparator::Range, Some((low, high))) => (low.to_owned(), Some(high.to_owned())),
            _ => (value.to_owned(), None),
        };
        Ok(Value { comparator, text, upper, unit: parts.next().unwrap_or_default().to_owned() })
    }

    fn with_unit(&self, text: &str) -> String {
        match self.unit.as_str() {
            "%" => format!("{text}%"),
            "index" | "" => text.to_owned(),
            unit => format!("{text} {unit}"),
        }
    }

    /// The value and its unit.
    pub(crate) fn bare(&self) -> String {
        match &self.upper {
            Some(upper) => {
                format!("từ {} đến {}", self.with_unit(&self.text), self.with_unit(upper))
            }
            None => self.with_unit(&self.text),
        }
    }

    /// The value with the words that bound it.
    pub(crate) fn bounded(&self) -> String {
        let words = match self.comparator {
            Comparator::Eq | Comparator::Range => "",
            Comparator::Ge => "tối thiểu ",
            Comparator::Gt => "trên ",
            Comparator::Le => "không quá ",
            Comparator::Lt => "dưới ",
        };
        format!("{words}{}", self.bare())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_printed_in_the_tables_unit() {
        for (amount, form, want) in [
            (1_250_000_000, "dong", "1.250.000.000"),
            (370_000_000, "dongd", "370.000.000đ"),
            (1_250_500_000, "trieu", "1.250,5"),
            (45_000_000, "trieu", "45"),
            (2_350_000_000, "ty", "2,35"),
        ] {
            assert_eq!(money(amount, form).unwrap(), want);
        }
        assert!(money(1_234_567, "ty").is_err());
    }

    #[test]
    fn deadlines_say_and_mean_the_same() {
        for (cell, text, start, end) in [
            ("y2026", "Năm 2026", Some("2026-01-01"), Some("2026-12-31")),
            ("2026 = y2026", "2026", Some("2026-01-01"), Some("2026-12-31")),
            ("m2/2028", "Tháng 02/2028", Some("2028-02-01"), Some("2028-02-29")),
            ("q3/2026", "Quý III/2026", Some("2026-07-01"), Some("2026-09-30")),
            ("d5/6/2026", "05/6/2026", Some("2026-06-05"), Some("2026-06-05")),
            ("r2026-2030", "2026-2030", Some("2026-01-01"), Some("2030-12-31")),
            ("rq1-3/2026", "Quý I - III/2026", Some("2026-01-01"), Some("2026-09-30")),
            ("on", "Thường xuyên", None, None),
        ] {
            let (words, deadline) = deadline(cell).unwrap();
            assert_eq!(words, text);
            assert_eq!((deadline.start.as_deref(), deadline.end.as_deref()), (start, end));
        }
    }

    #[test]
    fn values_carry_their_unit() {
        let value = Value::parse("ge 0,72 index").unwrap();
        assert_eq!((value.bounded().as_str(), value.bare().as_str()), ("tối thiểu 0,72", "0,72"));
        assert_eq!(Value::parse("range 85-90 %").unwrap().bare(), "từ 85% đến 90%");
        assert_eq!(Value::parse("lt 03 vụ việc").unwrap().bounded(), "dưới 03 vụ việc");
    }
}
