//! The corpus of our own making against its true records: every form of every plan, floors on the mean.
//!
//! Stricter and simpler than the scorers beside the project: two items are the same only if their words are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vanban_text::tone_key;

use crate::run::{vanban, workspace};

const MEASURES: [&str; 7] =
    ["header", "sections", "references", "targets", "budget", "totals", "tasks"];

/// Forms of a plan, and the least mean of each measure over all plans in that form.
const FLOORS: [(&str, [f64; 7]); 8] = [
    ("plan.docx", [0.99, 0.99, 0.99, 0.86, 0.99, 0.99, 0.99]),
    ("plan.pdf", [0.99, 0.99, 0.99, 0.86, 0.99, 0.99, 0.99]),
    ("plan.md", [0.99, 0.99, 0.99, 0.86, 0.99, 0.99, 0.99]),
    ("flat.txt", [0.99, 0.99, 0.99, 0.84, 0.99, 0.99, 0.97]),
    ("wrapped.txt", [0.99, 0.99, 0.99, 0.86, 0.99, 0.99, 0.98]),
    ("celled.txt", [0.99, 0.99, 0.99, 0.85, 0.90, 0.99, 0.93]),
    ("pasted.txt", [0.99, 0.99, 0.99, 0.86, 0.99, 0.99, 0.99]),
    ("stripped.txt", [0.96, 0.98, 0.98, 0.72, 0.77, 0.99, 0.81]),
];

#[test]
fn every_form_of_every_plan_yields_its_record_well_enough() {
    let mut faults = Vec::new();
    for (form, floors) in FLOORS {
        let means = means(form);
        println!("{form}: {means:?}");
        for (measure, floor) in MEASURES.into_iter().zip(floors) {
            let mean = means.get(measure).copied().unwrap_or(0.0);
            if mean < floor {
                faults.push(format!("{form}: {measure} {mean:.3} is under {floor}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn plans_in_every_form_go_through_without_a_word_lost() {
    for folder in plans() {
        for (form, _) in FLOORS.into_iter().chain([("nfd.txt", [0.0; 7]), ("spaced.txt", [0.0; 7])])
        {
            let run = vanban(["extract".as_ref(), folder.join(form).as_os_str()]);
            assert_eq!(run.status, 0, "{}/{form}: {}", folder.display(), run.err);
        }
    }
}

/// The folders of all plans.
fn plans() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(workspace().join("fixtures")).expect("fixtures are there");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("read").path()).collect();
    folders.retain(|folder| folder.join("record.json").is_file());
    folders.sort();
    assert!(folders.len() >= 8, "the corpus has at least eight plans");
    folders
}

/// Papers written by others without sight of the program, with their own records, and the least mean of each measure.
/// Unlike the plans they leave many readings open that only the scorer beside the project allows for.
const PAPER_FLOORS: [f64; 7] = [0.99, 0.97, 0.98, 0.78, 0.98, 0.92, 0.9];

#[test]
fn papers_by_others_yield_their_records_well_enough() {
    let entries = std::fs::read_dir(workspace().join("fixtures/papers")).expect("papers are there");
    let mut papers: Vec<_> = entries.map(|entry| entry.expect("read").path()).collect();
    papers.retain(|path| path.extension().is_some_and(|extension| extension != "json"));
    papers.sort();
    assert!(papers.len() >= 31, "there are at least 31 papers");
    let means = means_of(papers.into_iter().map(|paper| (paper.with_extension("json"), paper)));
    println!("papers: {means:?}");
    for (measure, floor) in MEASURES.into_iter().zip(PAPER_FLOORS) {
        let mean = means.get(measure).copied().unwrap_or(0.0);
        assert!(mean >= floor, "{measure} {mean:.3} is under {floor}");
    }
}

/// The mean of each measure over all plans in one form.
fn means(form: &str) -> BTreeMap<&'static str, f64> {
    means_of(plans().into_iter().map(|folder| (folder.join("record.json"), folder.join(form))))
}

/// The mean of each measure over documents, each with its true record before it.
fn means_of(documents: impl Iterator<Item = (PathBuf, PathBuf)>) -> BTreeMap<&'static str, f64> {
    let mut all: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for (record, document) in documents {
        let run = vanban(["extract".as_ref(), document.as_os_str()]);
        assert!(!run.out.is_empty(), "{}: {}", document.display(), run.err);
        for (measure, score) in score(&read(&record), &run.json_lines()[0]) {
            all.entry(measure).or_default().push(score);
        }
    }
    let mean = |scores: Vec<f64>| scores.iter().sum::<f64>() / scores.len() as f64;
    all.into_iter().map(|(measure, scores)| (measure, mean(scores))).collect()
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("read")).expect("json")
}

/// What two items must share to be the same.
type Key<'a> = &'a dyn Fn(&Value) -> Vec<String>;

/// The measures of one record. What the true record has nothing of and the output neither is left out of the mean.
fn score(truth: &Value, output: &Value) -> Vec<(&'static str, f64)> {
    let section = |item: &Value| vec![words(&item["label"]), words(&item["title"])];
    let reference = |item: &Value| match item["symbol"].as_str() {
        Some(symbol) => vec![symbol.to_lowercase()],
        None => vec![words(&item["type"]), words(&item["title"])],
    };
    let target = |item: &Value| {
        let table = item["table"].is_string().to_string();
        vec![words(&item["indicator"]), number(&item["value"]), words(&item["comparator"]), table]
    };
    let budget = |item: &Value| vec![words(&item["task"]), number(&item["amount_vnd"])];
    let total = |item: &Value| vec![number(&item["amount_vnd"])];
    let task = |item: &Value| vec![words(&item["task"])];
    let mut measures = vec![("header", header(&truth["header"], &output["header"]))];
    let lists: [(&'static str, &str, Key); 6] = [
        ("sections", "sections", &section),
        ("references", "references", &reference),
        ("targets", "targets", &target),
        ("budget", "budget_lines", &budget),
        ("totals", "budget_totals", &total),
        ("tasks", "tasks", &task),
    ];
    for (measure, list, key) in lists {
        let optional = &truth[format!("{list}_optional").as_str()];
        if let Some(f1) =
            f1(keys(&truth[list], key), keys(&output[list], key), &keys(optional, key))
        {
            measures.push((measure, f1));
        }
    }
    measures
}

fn header(truth: &Value, output: &Value) -> f64 {
    let fields = [
        "doc_type",
        "number",
        "symbol",
        "symbol_suffix",
        "issuer",
        "place",
        "date",
        "title",
        "plan_year",
        "signer",
        "signer_position",
        "signing_authority",
        "on_behalf_of",
    ];
    let asked: Vec<_> = fields.iter().filter(|field| truth.get(**field).is_some()).collect();
    let right = asked.iter().filter(|field| {
        let accepted = truth[format!("{field}_accept").as_str()].as_array().into_iter().flatten();
        let mut accepted = accepted.chain([&truth[**field]]);
        accepted.any(|value| words(value) == words(&output[**field]))
    });
    right.count() as f64 / asked.len() as f64
}

fn keys(list: &Value, key: Key) -> Vec<Vec<String>> {
    list.as_array().into_iter().flatten().map(key).collect()
}

/// Harmonic mean of precision and recall; what is optional counts neither way.
fn f1(truth: Vec<Vec<String>>, output: Vec<Vec<String>>, optional: &[Vec<String>]) -> Option<f64> {
    let (asked, mut open) = (truth.len(), truth);
    let (mut hits, mut extra) = (0_usize, 0_usize);
    for item in output {
        if let Some(i) = open.iter().position(|wanted| *wanted == item) {
            open.swap_remove(i);
            hits += 1;
        } else if !optional.contains(&item) {
            extra += 1;
        }
    }
    (asked + extra > 0).then(|| 2.0 * hits as f64 / (asked + hits + extra) as f64)
}

/// Words as a reader compares them.
fn words(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let key = tone_key(&text).replace(['–', '—'], "-").replace(['“', '”', '"'], "");
    let key = key.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd");
    let key = key.split_whitespace().collect::<Vec<_>>().join(" ").replace(" - ", "-");
    key.trim_matches(|c: char| " .;,:-+)".contains(c)).to_owned()
}

fn number(value: &Value) -> String {
    value.as_f64().map_or_else(|| "none".to_owned(), |value| format!("{value:.4}"))
}

#[test]
fn the_score_counts_what_is_missing_and_what_is_too_much() {
    let keys =
        |names: &[&str]| names.iter().map(|name| vec![(*name).to_owned()]).collect::<Vec<_>>();
    let close = |a: Option<f64>, b: f64| (a.expect("a score") - b).abs() < 1e-9;
    assert!(close(f1(keys(&["a", "b"]), keys(&["b", "a"]), &[]), 1.0));
    assert!(close(f1(keys(&["a", "b"]), keys(&["a"]), &[]), 2.0 / 3.0));
    assert!(close(f1(keys(&["a"]), keys(&["a", "a", "c"]), &keys(&["c"])), 2.0 / 3.0));
    assert!(close(f1(vec![], keys(&["c"]), &[]), 0.0));
    assert!(f1(vec![], vec![], &[]).is_none());
}
