//! Days of the calendar as texts write them.

/// A day that exists, as `(year, month, day)`.
pub(crate) fn day(year: i32, month: u32, day: u32) -> Option<(i32, u32, u32)> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

/// `2026-02-28` to its parts.
pub(crate) fn from_iso(date: &str) -> Option<(i32, u32, u32)> {
    let mut parts = date.split('-');
    let mut part = || parts.next()?.parse::<u32>().ok();
    let (year, month, date) = (part()?, part()?, part()?);
    day(year as i32, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_days() {
        assert_eq!(from_iso("2028-02-29"), Some((2028, 2, 29)));
        for wrong in ["2026-02-29", "2026-13-01", "2026-04-31", "2026", "x"] {
            assert_eq!(from_iso(wrong), None, "{wrong}");
        }
    }
}
