//! Dates as documents write them: `ngày 22/7/2025`, `ngày 07 tháng 3 năm 2026`, `22-7-2025`.

use crate::token::{Kind, Token};

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// The date, where the calendar has it and a document could bear it.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let sane = (1930..=2120).contains(&year) && (1..=days).contains(&day);
        sane.then_some(Self { year, month, day })
    }

    /// `YYYY-MM-DD`.
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The date that starts at token `at`, with or without `ngày`, and the index after it.
pub(crate) fn date(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let mut i = at;
    if tokens.get(i)?.fold == "ngay" {
        i += 1;
    }
    let day = number(tokens, i)?;
    written(tokens, i + 1, day).or_else(|| numeric(tokens, i + 1, day))
}

/// Whether a date is announced at `at`: `ngày` and a number, or a blank to be filled in by hand.
pub(crate) fn announced(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.fold == "ngay")
        && tokens.get(at + 1).is_some_and(|t| {
            t.kind == Kind::Number || t.fold == "thang" || t.is('/') || t.is('.') || t.is('…')
        })
}

/// `tháng 3 năm 2026`; recognition and typists drop the spaces, so `tháng09` and `tháng09năm` are one token.
fn written(tokens: &[Token<'_>], at: usize, day: u32) -> Option<(Date, usize)> {
    if let Some(month) =
        tokens.get(at)?.fold.strip_prefix("thang").and_then(|rest| rest.strip_suffix("nam"))
    {
        let year = number(tokens, at + 1)?;
        return Some((Date::new(year, month.parse().ok()?, day)?, at + 2));
    }
    let (month, i) = labelled(tokens, at, "thang")?;
    let (year, end) = match labelled(tokens, i, "nam") {
        Some(found) => found,
        // `tháng 3/2026`
        None if tokens.get(i)?.is('/') => (number(tokens, i + 1)?, i + 2),
        None => return None,
    };
    Some((Date::new(year, month, day)?, end))
}

fn labelled(tokens: &[Token<'_>], at: usize, label: &str) -> Option<(u32, usize)> {
    let word = tokens.get(at)?;
    if word.fold == label {
        return Some((number(tokens, at + 1)?, at + 2));
    }
    let digits = word.fold.strip_prefix(label)?;
    Some((digits.parse().ok()?, at + 1))
}

/// `/7/2025`, `-7-2025`, `.7.2025`: the same separator twice.
fn numeric(tokens: &[Token<'_>], at: usize, day: u32) -> Option<(Date, usize)> {
    let (first, second) = (tokens.get(at)?, tokens.get(at + 2)?);
    let separator = ['/', '-', '.'].into_iter().find(|c| first.is(*c))?;
    if !second.is(separator) || tokens.get(at + 3)?.text.len() != 4 {
        return None;
    }
    let month = number(tokens, at + 1)?;
    Some((Date::new(number(tokens, at + 3)?, month, day)?, at + 4))
}

fn number(tokens: &[Token<'_>], at: usize) -> Option<u32> {
    let token = tokens.get(at)?;
    (token.kind == Kind::Number && token.text.len() <= 4).then(|| token.text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use proptest::prelude::*;
    use vanban_text::Span;

    fn read(text: &str) -> Option<String> {
        let cut = tokens(text, Span::new(0, text.len()));
        date(&cut, 0).map(|(date, _)| date.iso())
    }

    #[test]
    fn every_way_of_writing_a_date_is_read() {
        for (text, iso) in [
            ("ngày 5/8/2026", "2026-08-05"),
            ("Ngày 05 tháng 8 năm 2026", "2026-08-05"),
            ("ngày 05 tháng08 năm 2026", "2026-08-05"),
            ("ngày 05 tháng08năm 2026", "2026-08-05"),
            ("ngày\n05 tháng 8\nnăm 2026", "2026-08-05"),
            ("05-08-2026", "2026-08-05"),
            ("5.8.2026", "2026-08-05"),
            ("ngay 29 thang 2 nam 2028", "2028-02-29"),
            ("ngày 01 tháng 4/2027", "2027-04-01"),
        ] {
            assert_eq!(read(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in
            ["ngày    tháng    năm 2026", "31/4/2026", "ngày 5/8", "29/2/2027", "5/8-2026", "34/34"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_written_date_reads_back(year in 1931u32..2119, month in 1u32..13, day in 1u32..29) {
            let iso = format!("{year:04}-{month:02}-{day:02}");
            prop_assert_eq!(read(&format!("ngày {day}/{month}/{year}")), Some(iso.clone()));
            prop_assert_eq!(read(&format!("ngày {day:02} tháng {month} năm {year}")), Some(iso));
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,40}") {
            let cut = tokens(&text, Span::new(0, text.len()));
            for at in 0..cut.len() {
                if let Some((_, end)) = date(&cut, at) {
                    prop_assert!(end <= cut.len() && end > at);
                }
            }
        }
    }
}
