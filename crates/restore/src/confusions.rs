//! What characters an OCR makes of others: a table learned from typeset lines.

use std::collections::HashMap;

use crate::marks::FAMILIES;

/// Longest observed group.
pub(crate) const MAX_SEEN: usize = 3;

/// The table for one case: observed characters to what they may stand for.
#[derive(Debug, Default)]
pub(crate) struct Confusions {
    small: HashMap<String, Vec<Meaning>>,
    capital: HashMap<String, Vec<Meaning>>,
}

/// One thing that observed characters may stand for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meaning {
    /// One or two letters, small.
    pub(crate) letters: Vec<char>,
    /// Log probability of the observed characters given these.
    pub(crate) cost: f32,
}

/// Signs and digits that look like letters with marks, whatever the training showed.
const LOOK_ALIKES: [(&str, &str); 16] = [
    ("¢", "cệêếề"),
    ("€", "eẹểễ"),
    ("$", "sở"),
    ("¥", "ỳỹỵ"),
    ("£", "eè"),
    ("§", "s"),
    ("®", "ộệ"),
    ("@", "aộạở"),
    ("&", "ảờởểẩ"),
    ("0", "oơọ"),
    ("1", "liíị"),
    ("5", "sỏ"),
    ("6", "oốồổỏóộôờởớ"),
    ("8", "ẩểếề"),
    ("9", "gọơộ"),
    ("4", "aáâầấ"),
];

/// A vowel with a hook and the `n` behind it, read as the three or four strokes they are made of.
const GROUPS: [(&str, &str, f32); 12] = [
    ("ứn", "tm", -3.0),
    ("ứn", "im", -3.0),
    ("ứn", "m", -3.0),
    ("ứn", "um", -3.5),
    ("ừn", "tm", -3.0),
    ("ừn", "im", -3.0),
    ("ừn", "m", -3.5),
    ("ưn", "m", -3.5),
    ("ún", "im", -4.0),
    ("ùn", "im", -4.0),
    ("ín", "m", -4.5),
    ("ìn", "m", -4.5),
];

impl Confusions {
    /// Reads the table: `true<TAB>seen<TAB>log probability` a line; what the training did not show is added at
    /// low probabilities: each letter as itself, without its marks, with other marks.
    pub(crate) fn read(table: &str) -> Confusions {
        let mut confusions = Confusions::default();
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(letters), Some(seen), Some(cost)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            if let Ok(cost) = cost.parse() {
                confusions.add(letters, seen, cost);
            }
        }
        confusions.add_families();
        confusions
    }

    /// What `seen` may stand for in a small or capital place.
    pub(crate) fn meanings(&self, seen: &str, capital: bool) -> &[Meaning] {
        let table = if capital { &self.capital } else { &self.small };
        table.get(seen).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, letters: &str, seen: &str, cost: f32) {
        let capital = letters.chars().any(char::is_uppercase);
        let table = if capital { &mut self.capital } else { &mut self.small };
        let letters: Vec<char> = letters.chars().flat_map(char::to_lowercase).collect();
        let meanings = table.entry(seen.to_owned()).or_default();
        match meanings.iter_mut().find(|meaning| meaning.letters == letters) {
            Some(meaning) => meaning.cost = meaning.cost.max(cost),
            None => meanings.push(Meaning { letters, cost }),
        }
    }

    fn add_families(&mut self) {
        for family in FAMILIES {
            let base = family.chars().next().unwrap_or('a');
            for letter in family.chars() {
                for seen in family.chars() {
                    let cost = match seen {
                        seen if seen == letter => -1.2,
                        seen if seen == base => -3.0,
                        _ => -6.5,
                    };
                    self.add_both(letter, seen, cost);
                }
            }
        }
        for (seen, letters) in LOOK_ALIKES {
            for letter in letters.chars() {
                self.add(&letter.to_string(), seen, -3.5);
            }
        }
        for (letters, seen, cost) in GROUPS {
            self.add(letters, seen, cost);
        }
        for letter in "bcghklmnpqrstvx".chars() {
            self.add_both(letter, letter, -0.3);
        }
    }

    fn add_both(&mut self, letter: char, seen: char, cost: f32) {
        self.add(&letter.to_string(), &seen.to_string(), cost);
        let upper = |c: char| c.to_uppercase().collect::<String>();
        self.add(&upper(letter), &upper(seen), cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learned_and_assumed_meanings_are_found() {
        let table = "ố\t6\t-1.5\nủ\tii\t-2\nĐ\tB\t-2.5\n";
        let confusions = Confusions::read(table);
        let letters = |seen: &str, capital| -> Vec<String> {
            confusions.meanings(seen, capital).iter().map(|m| m.letters.iter().collect()).collect()
        };
        assert_eq!(letters("6", false).first().map(String::as_str), Some("ố"));
        assert_eq!(letters("ii", false).first().map(String::as_str), Some("ủ"));
        assert!(letters("B", true).contains(&"đ".to_owned()));
        assert!(letters("e", false).contains(&"ế".to_owned()));
        assert!(letters("#", false).is_empty());
    }
}
