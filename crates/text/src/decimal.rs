//! Numbers as Vietnamese offices write them: a point between thousands, a comma before the fraction, and
//! the other way round often enough.

/// An exact decimal number: `digits` times ten to the power of `-scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All its digits as one whole number.
    pub digits: i64,
    /// How many of them stand behind the decimal mark.
    pub scale: u32,
    /// Whether a single mark before three digits was read as one between thousands or as a decimal mark
    /// without proof (`1,500`, `2.750`).
    pub ambiguous: bool,
}

impl Decimal {
    /// Reads a number that is nothing else. Several equal marks, or a point before three digits, stand
    /// between thousands (`1.500.000`, `2.750`); any other single mark is a decimal mark (`1,5`, `0.72`);
    /// of two kinds of mark the last is the decimal one. A comma before three digits of which the last two
    /// are zero is taken for thousands (nobody writes the fraction of `1,500` with its zeros).
    ///
    /// ```
    /// use vanban_text::Decimal;
    /// assert_eq!(Decimal::parse("1.500.000").unwrap().times_ten_to(0), Some(1_500_000));
    /// assert_eq!(Decimal::parse("1,5").unwrap().times_ten_to(9), Some(1_500_000_000));
    /// assert_eq!(Decimal::parse("1/5"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let marks: Vec<(usize, char)> =
            text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let edges = text.starts_with(|c: char| c.is_ascii_digit())
            && text.ends_with(|c: char| c.is_ascii_digit());
        if !edges || !text.chars().all(plain) {
            return None;
        }
        let groups: Vec<&str> = text.split(['.', ',']).collect();
        let thousands = |groups: &[&str]| {
            groups[0].len() <= 3 && groups[0] != "0" && groups[1..].iter().all(|g| g.len() == 3)
        };
        let one_kind = marks.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let (scale, ambiguous) = match marks.as_slice() {
            [] => (0, false),
            [(_, mark)] => {
                let tail = groups[1];
                let grouped = thousands(&groups) && (*mark == '.' || tail.ends_with("00"));
                (if grouped { 0 } else { tail.len() }, thousands(&groups))
            }
            _ if one_kind && thousands(&groups) => (0, false),
            _ if one_kind => return None,
            [head @ .., last] => {
                let whole = &groups[..groups.len() - 1];
                if !thousands(whole) || head.iter().any(|mark| mark.1 == last.1) {
                    return None;
                }
                (groups[groups.len() - 1].len(), false)
            }
        };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        Some(Decimal { digits: digits.parse().ok()?, scale: scale as u32, ambiguous })
    }

    /// The number times ten to the power of `power`, where that is whole and fits.
    pub fn times_ten_to(self, power: u32) -> Option<i64> {
        if power >= self.scale {
            return 10i64.checked_pow(power - self.scale)?.checked_mul(self.digits);
        }
        let divisor = 10i64.checked_pow(self.scale - power)?;
        (self.digits % divisor == 0).then(|| self.digits / divisor)
    }

    /// The number as a float, for measures that are not money.
    pub fn to_f64(self) -> f64 {
        // Division of two whole numbers gives the float nearest to the decimal as written.
        self.digits as f64 / 10f64.powi(self.scale as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_offices_write_them() {
        for (text, want) in [
            ("07", Some(7.0)),
            ("1,5", Some(1.5)),
            ("0.72", Some(0.72)),
            ("0.750", Some(0.75)),
            ("99,95", Some(99.95)),
            ("2.750", Some(2750.0)),
            ("3,500", Some(3500.0)),
            ("3,525", Some(3.525)),
            ("12.345.678", Some(12_345_678.0)),
            ("12,345,678", Some(12_345_678.0)),
            ("1.234,5", Some(1234.5)),
            ("1,234.5", Some(1234.5)),
            ("4.888.1", None),
            ("1..2", None),
            (".5", None),
            ("5.", None),
            ("1.000,000,0", None),
            ("99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(Decimal::parse(text).map(Decimal::to_f64), want, "{text}");
        }
    }

    #[test]
    fn only_a_lone_mark_before_three_digits_is_in_doubt() {
        for (text, ambiguous) in [
            ("2.750", true),
            ("3,525", true),
            ("0.750", false),
            ("1.000.000", false),
            ("12", false),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().ambiguous, ambiguous, "{text}");
        }
    }

    #[test]
    fn money_is_never_rounded() {
        let parse = |text| Decimal::parse(text).unwrap();
        assert_eq!(parse("1,2345").times_ten_to(3), None);
        assert_eq!(parse("1,2345").times_ten_to(6), Some(1_234_500));
        assert_eq!(parse("9.999.999.999").times_ten_to(12), None);
    }
}
