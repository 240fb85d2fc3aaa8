//! Dates of PDF (ISO 32000-1, 7.9.4) as ISO 8601.

/// `D:20270112083000+07'00'` as `2027-01-12T08:30:00+07:00`; `None` for what is no date.
pub(crate) fn iso(date: &str) -> Option<String> {
    let date = date.trim();
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let part = |from: usize, to: usize, least: u32, most: u32| {
        let part: u32 = date.get(from..to.min(digits)).filter(|_| digits >= to)?.parse().ok()?;
        (least..=most).contains(&part).then_some(part)
    };
    let year = part(0, 4, 1, 9999)?;
    let (Some(month), Some(day)) = (part(4, 6, 1, 12), part(6, 8, 1, 31)) else {
        return (digits == 4).then(|| format!("{year:04}"));
    };
    let (Some(hour), Some(minute)) = (part(8, 10, 0, 23), part(10, 12, 0, 59)) else {
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    };
    let second = part(12, 14, 0, 59).unwrap_or(0);
    let offset = offset(date.get(digits..).unwrap_or(""));
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}"))
}

/// `+07'00'` as `+07:00`; nothing where the file does not say.
fn offset(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = (digits.get(..2).unwrap_or("00"), digits.get(2..4).unwrap_or("00"));
    match text.chars().next() {
        Some('Z') => "Z".to_owned(),
        Some(sign @ ('+' | '-')) if digits.len() >= 2 => format!("{sign}{hours}:{minutes}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_as_much_as_the_file_states() {
        for (date, want) in [
            ("D:20270112083005+07'00'", Some("2027-01-12T08:30:05+07:00")),
            ("D:20270112083005+07'00", Some("2027-01-12T08:30:05+07:00")),
            ("D:20270112083005Z", Some("2027-01-12T08:30:05Z")),
            ("D:202701120830", Some("2027-01-12T08:30:00")),
            ("20270112", Some("2027-01-12")),
            ("D:2027", Some("2027")),
            ("D:20271399", None),
            ("hôm qua", None),
            ("", None),
        ] {
            assert_eq!(iso(date).as_deref(), want, "{date}");
        }
    }
}
