//! What characters an OCR makes of others: tables learned from typeset lines.

use std::collections::HashMap;

use crate::hashing::QuickMap;
use crate::marks::FAMILIES;

/// Longest observed group.
pub(crate) const MAX_SEEN: usize = 3;

/// The table of one OCR.
#[derive(Debug)]
pub(crate) struct Confusions {
    /// Place of each observed group, small and capital, among the meanings.
    places: Places,
    meanings: Vec<Meaning>,
    lost: HashMap<char, f32>,
    /// Words that a token of digits or signs may be.
    wholes: HashMap<String, Vec<(String, f32)>>,
    habits: Habits,
}

/// One thing that observed characters may stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meaning {
    letters: [char; 2],
    count: u8,
    /// Log probability of the observed characters given the letters.
    pub(crate) cost: f32,
}

/// What an OCR does that its training did not show, as log probabilities.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    /// A letter with marks, or one without, was read as anything.
    pub(crate) wild: [f32; 2],
    /// A letter with marks, or one without, was not read at all.
    pub(crate) lost: [f32; 2],
    /// A sign from nowhere.
    pub(crate) extra: f32,
    /// A letter as itself, without its marks, with other marks.
    family: [f32; 3],
    look_alike: f32,
}

/// An OCR for another language fails at the letters that its language lacks.
pub(crate) const FOREIGN: Habits = Habits {
    wild: [-6.5, -9.0],
    lost: [-6.5, -9.0],
    extra: -6.5,
    family: [-1.2, -3.0, -6.5],
    look_alike: -3.5,
};

/// An OCR for Vietnamese.
pub(crate) const VIETNAMESE: Habits = Habits {
    wild: [-8.5, -9.5],
    lost: [-9.0, -9.5],
    extra: -8.0,
    family: [-0.1, -6.5, -7.5],
    look_alike: -8.0,
};

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
const GROUPS: [(&str, &str, f32); 13] = [
    ("số", ")", -4.0),
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

type Costs = HashMap<(bool, String, String), f32>;

impl Meaning {
    /// One or two letters, small.
    pub(crate) fn letters(&self) -> &[char] {
        &self.letters[..usize::from(self.count)]
    }
}

impl Confusions {
    /// Reads the table: `true<TAB>seen<TAB>log probability` a line; what the training did not show is added at
    /// low probabilities.
    pub(crate) fn read(table: &str, habits: Habits) -> Confusions {
        let mut costs = Costs::new();
        let mut lost = HashMap::new();
        let mut wholes: HashMap<String, Vec<(String, f32)>> = HashMap::new();
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(letters), Some(seen), Some(Ok(cost))) =
                (fields.next(), fields.next(), fields.next().map(str::parse::<f32>))
            else {
                continue;
            };
            match letters.chars().next() {
                Some('=') => {
                    let word = letters[1..].to_owned();
                    wholes.entry(seen.to_owned()).or_default().push((word, cost));
                }
                Some(letter) if seen.is_empty() => {
                    lost.insert(letter, cost);
                }
                _ => add(&mut costs, letters, seen, cost),
            }
        }
        add_families(&mut costs, habits);
        let (places, meanings) = packed(costs);
        Confusions { places, meanings, lost, wholes, habits }
    }

    /// What the group of this [`key`] may stand for in a small and in a capital place.
    pub(crate) fn meanings(&self, key: u64) -> [&[Meaning]; 2] {
        let places = self.places.get(&key).copied().unwrap_or_default();
        places.map(|(from, to)| &self.meanings[from as usize..to as usize])
    }

    /// Log probability that `letter` was not read.
    pub(crate) fn lost(&self, letter: char) -> f32 {
        let least = self.habits.lost[usize::from(letter.is_ascii())];
        self.lost.get(&letter).map_or(least, |cost| cost.max(least))
    }

    /// Words that were read as these digits or signs, and the log probability of that.
    pub(crate) fn wholes(&self, seen: &str) -> &[(String, f32)] {
        self.wholes.get(seen).map_or(&[], Vec::as_slice)
    }

    /// What this OCR does beyond its table.
    pub(crate) fn habits(&self) -> Habits {
        self.habits
    }
}

/// Up to three characters as one number.
pub(crate) fn key(seen: &[char]) -> u64 {
    seen.iter().fold(0, |key, c| key << 21 | u64::from(u32::from(*c)))
}

type Places = QuickMap<u64, [(u32, u32); 2]>;

fn packed(costs: Costs) -> (Places, Vec<Meaning>) {
    let mut sorted: Vec<(u64, bool, Meaning)> = costs
        .into_iter()
        .filter_map(|((capital, seen, letters), cost)| {
            let seen: Vec<char> = seen.chars().collect();
            let mut all = letters.chars();
            let (first, second) = (all.next()?, all.next());
            let count = 1 + u8::from(second.is_some());
            let meaning = Meaning { letters: [first, second.unwrap_or(first)], count, cost };
            (seen.len() <= MAX_SEEN).then(|| (key(&seen), capital, meaning))
        })
        .collect();
    sorted.sort_by(|a, b| {
        let cost = b.2.cost.total_cmp(&a.2.cost);
        (a.0, a.1).cmp(&(b.0, b.1)).then(cost).then(a.2.letters.cmp(&b.2.letters))
    });
    let mut places = Places::default();
    for (at, (key, capital, _)) in sorted.iter().enumerate() {
        let place = &mut places.entry(*key).or_default()[usize::from(*capital)];
        if place.1 == 0 {
            place.0 = at as u32;
        }
        place.1 = at as u32 + 1;
    }
    (places, sorted.into_iter().map(|(.., meaning)| meaning).collect())
}

fn add(costs: &mut Costs, letters: &str, seen: &str, cost: f32) {
    let capital = letters.chars().any(char::is_uppercase);
    let known = costs
        .entry((capital, seen.to_owned(), letters.to_lowercase()))
        .or_insert(f32::NEG_INFINITY);
    *known = known.max(cost);
}

fn add_families(costs: &mut Costs, habits: Habits) {
    for family in FAMILIES {
        let base = family.chars().next().unwrap_or('a');
        for letter in family.chars() {
            for seen in family.chars() {
                let cost = match seen {
                    seen if seen == letter => habits.family[0],
                    seen if seen == base => habits.family[1],
                    _ => habits.family[2],
                };
                add_both(costs, letter, seen, cost);
            }
        }
    }
    for (seen, letters) in LOOK_ALIKES {
        for letter in letters.chars() {
            add(costs, &letter.to_string(), seen, habits.look_alike);
        }
    }
    for seen in ["B", "D", "P", "p"] {
        add(costs, "Đ", seen, habits.look_alike);
    }
    for (letters, seen, cost) in GROUPS {
        add(costs, letters, seen, cost + habits.look_alike - FOREIGN.look_alike);
    }
    for letter in "bcghklmnpqrstvx".chars() {
        add_both(costs, letter, letter, -0.3);
    }
}

fn add_both(costs: &mut Costs, letter: char, seen: char, cost: f32) {
    add(costs, &letter.to_string(), &seen.to_string(), cost);
    let upper = |c: char| c.to_uppercase().collect::<String>();
    add(costs, &upper(letter), &upper(seen), cost);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learned_and_assumed_meanings_are_found() {
        let table = "ố\t6\t-1.5\nủ\tii\t-2\nĐ\tB\t-2.5\nố\t\t-4.5\n";
        let confusions = Confusions::read(table, FOREIGN);
        let letters = |seen: &str, capital: bool| -> Vec<String> {
            let seen: Vec<char> = seen.chars().collect();
            let meanings = confusions.meanings(key(&seen))[usize::from(capital)];
            meanings.iter().map(|m| m.letters().iter().collect()).collect()
        };
        assert_eq!(letters("6", false).first().map(String::as_str), Some("ố"));
        assert_eq!(letters("ii", false).first().map(String::as_str), Some("ủ"));
        assert!(letters("B", true).contains(&"đ".to_owned()));
        assert!(letters("e", false).contains(&"ế".to_owned()));
        assert!(letters("#", false).is_empty());
        assert!(confusions.lost('ố') > confusions.lost('ồ'));
    }
}
