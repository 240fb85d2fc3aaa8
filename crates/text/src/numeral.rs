//! Numerals that number headings.

/// The value of an upper-case Roman numeral from I to XLIX, the range headings use; `None` for anything
/// else, also for forms nobody writes (`IIII`, `VX`).
///
/// ```
/// assert_eq!(vanban_text::roman("XIV"), Some(14));
/// assert_eq!(vanban_text::roman("IIX"), None);
/// ```
pub fn roman(text: &str) -> Option<u32> {
    (1..50).find(|n| write_roman(*n) == text)
}

fn write_roman(mut n: u32) -> String {
    const STEPS: [(u32, &str); 7] =
        [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"), (0, "")];
    let mut out = String::new();
    for (value, digits) in STEPS {
        while value > 0 && n >= value {
            out.push_str(digits);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_numeral_reads_back() {
        for n in 1..50 {
            assert_eq!(roman(&write_roman(n)), Some(n));
        }
        for bad in ["", "IIII", "VX", "i", "L", "M"] {
            assert_eq!(roman(bad), None, "{bad}");
        }
    }
}
