//! Whether confidences mean what they say: of the facts at 0.9, nine in ten should be right.
//!
//! A fact counts as right when the reference has one with the same figures and nearly the same words. This is
//! stricter than the scorer, which gives leeway where two readings are both good.

use std::collections::BTreeMap;

use serde_json::Value;

/// Lower bounds of the bands that are counted apart.
const BANDS: [f64; 8] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

/// Facts and right ones, by kind and band.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<&'static str, [(u32, u32); BANDS.len()]>);

/// What identifies a fact: figures that must be equal, words that may differ a little.
struct Key {
    kind: &'static str,
    equal: &'static [&'static str],
    alike: &'static [&'static str],
}

const KEYS: [Key; 5] = [
    Key { kind: "references", equal: &["type", "symbol", "date"], alike: &[] },
    Key {
        kind: "targets",
        equal: &["value", "value_max", "unit", "comparator"],
        alike: &["indicator"],
    },
    Key { kind: "budget_lines", equal: &["amount_vnd"], alike: &["task"] },
    Key { kind: "tasks", equal: &["lead", "deadline_text"], alike: &["task"] },
    Key { kind: "sections", equal: &["label"], alike: &["title"] },
];

impl Counts {
    /// Counts the facts of a record against those of its reference.
    pub(super) fn add(&mut self, record: &Value, gold: &Value) {
        for key in &KEYS {
            let list = |of: &Value| of[key.kind].as_array().cloned().unwrap_or_default();
            let truth = list(gold);
            // What the reference neither asks for nor forbids is neither right nor wrong.
            let spare = gold[format!("{}_optional", key.kind)].as_array().cloned();
            let spare = spare.unwrap_or_default();
            for fact in list(record) {
                if spare.iter().any(|optional| key.fits(&fact, optional)) {
                    continue;
                }
                let right = truth.iter().any(|true_fact| key.fits(&fact, true_fact));
                let sure = fact["confidence"].as_f64().unwrap_or(0.0);
                let band = BANDS.iter().rposition(|bound| sure >= *bound).unwrap_or(0);
                for kind in [key.kind, "all"] {
                    let (all, good) = &mut self.0.entry(kind).or_default()[band];
                    *all += 1;
                    *good += u32::from(right);
                }
            }
        }
    }

    /// Prints a line for each kind: of how many facts in each band how many are right.
    pub(super) fn print(&self) {
        for (kind, bands) in &self.0 {
            let cells = BANDS.iter().zip(bands).filter(|(_, (all, _))| *all > 0);
            let cells: Vec<String> = cells
                .map(|(bound, (all, good))| {
                    format!("{bound:.2}: {:.3} of {all}", f64::from(*good) / f64::from(*all))
                })
                .collect();
            println!("{kind:<13} {}", cells.join("   "));
        }
    }
}

impl Key {
    fn fits(&self, fact: &Value, truth: &Value) -> bool {
        self.equal.iter().all(|name| plain(&fact[name]) == plain(&truth[name]))
            && self.alike.iter().all(|name| {
                strsim::normalized_levenshtein(&plain(&fact[name]), &plain(&truth[name])) >= 0.85
            })
    }
}

/// A value as words in lower case, so that `3` and `3.0`, `Sở Y tế` and `sở y tế` are one.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        Value::String(text) => text.to_lowercase(),
        other => other.to_string().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_are_right_where_figures_are_equal_and_words_alike() {
        let target = |value: f64, indicator: &str, confidence: f64| {
            json!({"value": value, "unit": "%", "comparator": "eq", "indicator": indicator,
                   "confidence": confidence})
        };
        let record = json!({"targets": [
            target(90.0, "Tỷ lệ hộ dùng nước sạch", 0.96),
            target(91.0, "Tỷ lệ hộ dùng nước sạch", 0.96),
            target(90.0, "Tỷ lệ xóm có đèn", 0.72),
        ]});
        let gold = json!({"targets": [target(90.0, "tỷ lệ hộ dùng nước sạch", 1.0)]});
        let mut counts = Counts::default();
        counts.add(&record, &gold);
        let bands = counts.0["targets"];
        assert_eq!((bands[6], bands[3]), ((2, 1), (1, 0)));
        let mut gold = gold;
        gold["targets_optional"] = json!([target(90.0, "Tỷ lệ xóm có đèn", 1.0)]);
        let mut counts = Counts::default();
        counts.add(&record, &gold);
        assert_eq!(counts.0["targets"][3], (0, 0));
    }
}
