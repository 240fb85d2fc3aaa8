//! Learns the table of confusions from noisy and true lines, by aligning tokens and then characters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vanban_text::fold;

/// Longest observed group.
const MAX_SEEN: usize = 3;
/// Rounds of aligning and counting.
const ROUNDS: usize = 5;
/// A confusion must be seen so often.
const MIN_COUNT: u32 = 2;
/// Log probability a letter below which a token is not the reading of the other but of a neighbour.
const UNRELATED: f64 = -3.2;

type Counts = BTreeMap<(String, String), u32>;
type Costs = BTreeMap<(String, String), f64>;

/// The table as `vanban_restore` reads it, from `noisy<TAB>true` lines.
pub(crate) fn learn(lines: &str) -> String {
    let mut pairs = vec![];
    let mut wholes = Wholes::default();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        if let (Some(noisy), Some(truth)) = (fields.next(), fields.next()) {
            pairs.extend(token_pairs(noisy, truth, &mut wholes));
        }
    }
    let mut costs = Costs::new();
    let mut counts = Counts::new();
    for _ in 0..ROUNDS {
        counts.clear();
        for (noisy, truth) in &pairs {
            let (steps, score) = align(noisy, truth, &costs);
            if score < UNRELATED * truth.len() as f64 - 3.0 {
                continue;
            }
            for step in steps {
                *counts.entry(step).or_default() += 1;
            }
        }
        costs = to_costs(&counts);
    }
    let mut out = String::new();
    for ((letters, seen), cost) in &costs {
        let count = counts[&(letters.clone(), seen.clone())];
        let spoken = letters.chars().all(char::is_alphabetic);
        let one_case =
            letters.chars().all(char::is_uppercase) || letters.chars().all(char::is_lowercase);
        let lost_pair = seen.is_empty() && letters.chars().count() > 1;
        if count >= MIN_COUNT && spoken && one_case && !lost_pair {
            let _ = writeln!(out, "{letters}\t{seen}\t{cost:.2}");
        }
    }
    wholes.write(&mut out);
    out
}

/// Words that were read as digits or signs throughout.
#[derive(Default)]
struct Wholes {
    words: BTreeMap<String, u32>,
    read: BTreeMap<(String, String), u32>,
}

impl Wholes {
    fn add(&mut self, noisy: &str, truth: &str) {
        let core = |token: &str| core(token).into_iter().collect::<String>();
        let (seen, word) = (core(noisy), core(truth).to_lowercase());
        let short = (1..=4).contains(&word.chars().count()) && seen.chars().count() <= MAX_SEEN;
        if !short || !word.chars().all(char::is_alphabetic) || seen.is_empty() {
            return;
        }
        *self.words.entry(word.clone()).or_default() += 1;
        if !seen.contains(char::is_alphabetic) {
            *self.read.entry((word, seen)).or_default() += 1;
        }
    }

    /// As lines of `=word<TAB>seen<TAB>log probability`.
    fn write(&self, out: &mut String) {
        for ((word, seen), count) in self.read.iter().filter(|(_, count)| **count >= MIN_COUNT) {
            let all = f64::from(self.words[word]) + 2.0;
            let _ = writeln!(out, "={word}\t{seen}\t{:.2}", (f64::from(*count) / all).ln());
        }
    }
}

/// Tokens that stand for each other: neighbours on the cheapest path, alike enough.
fn token_pairs(noisy: &str, truth: &str, wholes: &mut Wholes) -> Vec<(Vec<char>, Vec<char>)> {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (noisy.split_whitespace().collect(), truth.split_whitespace().collect());
    let mut cost = vec![vec![0.0_f64; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            cost[i][j] = match (i, j) {
                (0, j) => j as f64,
                (i, 0) => i as f64,
                (i, j) => (cost[i - 1][j] + 1.0)
                    .min(cost[i][j - 1] + 1.0)
                    .min(cost[i - 1][j - 1] + unlike(a[i - 1], b[j - 1]) * 1.5),
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut pairs = vec![];
    while i > 0 && j > 0 {
        let unlike = unlike(a[i - 1], b[j - 1]);
        if (cost[i][j] - cost[i - 1][j - 1] - unlike * 1.5).abs() < 1e-9 {
            wholes.add(a[i - 1], b[j - 1]);
            if unlike < 0.7 {
                pairs.push((core(a[i - 1]), core(b[j - 1])));
            }
            i -= 1;
            j -= 1;
        } else if (cost[i][j] - cost[i - 1][j] - 1.0).abs() < 1e-9 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.retain(|(noisy, truth)| {
        !noisy.is_empty() && !truth.is_empty() && truth.iter().all(|c| c.is_alphabetic())
    });
    pairs
}

/// A token's characters without the marks around it.
fn core(token: &str) -> Vec<char> {
    token.trim_matches(|c: char| ".,;:()[]\"“”?!-–/".contains(c)).chars().collect()
}

/// Edit distance of the folded tokens over the longer one's length.
fn unlike(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (fold(a).chars().collect(), fold(b).chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (row[j + 1] + 1).min(row[j] + 1).min(corner + usize::from(x != y));
            corner = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()] as f64 / a.len().max(b.len()).max(1) as f64
}

/// The likeliest cut of both words into groups that stand for each other, and its log probability.
fn align(noisy: &[char], truth: &[char], costs: &Costs) -> (Vec<(String, String)>, f64) {
    let (n, m) = (noisy.len(), truth.len());
    let mut best = vec![vec![(f64::NEG_INFINITY, 0, 0); m + 1]; n + 1];
    best[0][0].0 = 0.0;
    for i in 0..=n {
        for j in 0..=m {
            let here = best[i][j].0;
            if here == f64::NEG_INFINITY {
                continue;
            }
            for letters in 1..=2.min(m - j) {
                for seen in 0..=MAX_SEEN.min(n - i) {
                    let step = cost(&truth[j..j + letters], &noisy[i..i + seen], costs);
                    let next = &mut best[i + seen][j + letters];
                    if here + step > next.0 {
                        *next = (here + step, seen, letters);
                    }
                }
            }
        }
    }
    let (mut i, mut j, mut steps) = (n, m, vec![]);
    while (i, j) != (0, 0) {
        let (_, seen, letters) = best[i][j];
        if letters == 0 {
            return (vec![], f64::NEG_INFINITY);
        }
        steps.push((truth[j - letters..j].iter().collect(), noisy[i - seen..i].iter().collect()));
        i -= seen;
        j -= letters;
    }
    (steps, best[n][m].0)
}

/// Log probability of a group: what was learned, or a guess that favours like letters one to one.
fn cost(letters: &[char], seen: &[char], costs: &Costs) -> f64 {
    let key: (String, String) = (letters.iter().collect(), seen.iter().collect());
    let guess = match (letters, seen) {
        ([a], [b]) if a == b => -0.2,
        ([a], [b]) if fold(&a.to_string()) == fold(&b.to_string()) => -1.0,
        ([_], [_]) => -5.0,
        ([_], []) => -7.0,
        ([a], seen)
            if fold(&seen.iter().collect::<String>()).starts_with(&fold(&a.to_string())) =>
        {
            -5.0 - seen.len() as f64
        }
        ([_], seen) => -5.5 - seen.len() as f64,
        (_, seen) => -9.0 - (seen.len() as f64 - 2.0).abs(),
    };
    let guess = if costs.is_empty() { guess } else { guess - 4.0 };
    // A group of two letters is a choice of its own; without its price it would swallow both letters' habits.
    let price = if letters.len() == 2 { -2.0 } else { 0.0 };
    costs.get(&key).map_or(guess, |learned| (learned + price).max(guess))
}

fn to_costs(counts: &Counts) -> Costs {
    let mut totals: BTreeMap<&str, u32> = BTreeMap::new();
    for ((letters, _), count) in counts {
        *totals.entry(letters).or_default() += count;
    }
    counts
        .iter()
        .map(|(step, count)| {
            let total = f64::from(totals[step.0.as_str()]) + 2.0;
            // A pair of letters is rarely read as one group: its share is of its letters' uses.
            let pair = if step.0.chars().count() == 2 { -1.5 } else { 0.0 };
            (step.clone(), (f64::from(*count) / total).ln() + pair)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_characters_are_learned() {
        let lines = "ciia s6 ciia s6\tcủa số của số\nthiia 1é\tthủa lễ\n".repeat(5);
        let table = learn(&lines);
        assert!(table.contains("ủ\tii\t"), "{table}");
        assert!(table.contains("ố\t6\t"), "{table}");
        assert!(table.contains("l\t1\t"), "{table}");
    }
}
