//! Word's numbering of headings, counted as Word counts it.

/// Counters of the one heading list: I, 1, 1.1, a). A number starts again when a higher one advances.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    counts: [u32; 4],
}

impl Numbering {
    /// The list level that would print exactly this label next; `None`, and nothing counted, where it would not.
    pub(super) fn advance(&mut self, label: &str) -> Option<usize> {
        let level = level_of(label)?;
        let mut next = self.counts;
        next[level] += 1;
        next[level + 1..].fill(0);
        if print(level, &next) != label {
            return None;
        }
        self.counts = next;
        Some(level)
    }
}

fn level_of(label: &str) -> Option<usize> {
    if vanban_text::roman(label).is_some() {
        Some(0)
    } else if label.ends_with(')') {
        Some(3)
    } else {
        match label.split('.').count() {
            1 if label.parse::<u32>().is_ok() => Some(1),
            2 => Some(2),
            _ => None,
        }
    }
}

fn print(level: usize, counts: &[u32; 4]) -> String {
    match level {
        0 => roman(counts[0]),
        1 => counts[1].to_string(),
        2 => format!("{}.{}", counts[1], counts[2]),
        _ => format!("{})", char::from(b'a' + (counts[3].clamp(1, 26) - 1) as u8)),
    }
}

fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 5] = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let (mut rest, mut out) = (n, String::new());
    for (value, digits) in STEPS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_labels_that_word_would_print_are_left_to_word() {
        let mut numbering = Numbering::default();
        let levels: Vec<_> = ["I", "1", "1.1", "1.2", "a)", "II", "1", "IV", "2", "3.1", "c)"]
            .into_iter()
            .map(|label| numbering.advance(label))
            .collect();
        let (one, two, three, four) = (Some(0), Some(1), Some(2), Some(3));
        assert_eq!(levels, [one, two, three, three, four, one, two, None, two, None, None]);
    }
}
