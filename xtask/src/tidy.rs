//! What no compiler checks: the crate graph of ARCHITECTURE.md, the length of files, leftovers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::workspace;

/// A file this long has more than one subject.
const LINES: usize = 600;

/// Words that do not stay, written apart so that this file does not hold them.
const LEFTOVERS: [&str; 4] = [
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[igno", "re"),
];

pub(crate) fn run() -> anyhow::Result<bool> {
    let faults = faults()?;
    for fault in &faults {
        println!("{fault}");
    }
    Ok(faults.is_empty())
}

/// Everything that is not tidy, in words.
fn faults() -> anyhow::Result<Vec<String>> {
    let root = workspace::root();
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    let mut faults = compare(&drawn(&page), &real(&workspace::metadata()?));
    let mut files = Vec::new();
    for folder in ["crates", "xtask", "benches"] {
        rust_files(&root.join(folder), &mut files)?;
    }
    for path in files {
        let text = std::fs::read_to_string(&path)?;
        let shown = path.strip_prefix(&root).unwrap_or(&path).display();
        let lines = text.lines().count();
        if lines > LINES {
            faults.push(format!("{shown}: {lines} lines, more than {LINES}; split it by subject"));
        }
        for (i, line) in text.lines().enumerate() {
            for word in LEFTOVERS.iter().filter(|word| line.contains(*word)) {
                faults.push(format!("{shown}:{}: {word}", i + 1));
            }
        }
    }
    Ok(faults)
}

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The graph as ARCHITECTURE.md states it: the lines `name: names` of its block marked `graph`.
fn drawn(page: &str) -> Graph {
    let block = page.split("```graph\n").nth(1).and_then(|rest| rest.split("```").next());
    let lines = block.unwrap_or_default().lines().filter_map(|line| line.split_once(':'));
    lines
        .map(|(name, on)| {
            (name.trim().to_owned(), on.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

/// The graph as cargo sees it: our crates, and which of ours they need to be built.
fn real(metadata: &Value) -> Graph {
    let ours = |name: &str| name.strip_prefix("vanban-").map(str::to_owned);
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter_map(|package| {
            let needed = package["dependencies"].as_array().into_iter().flatten();
            let needed = needed.filter(|on| on["kind"].is_null());
            let needed = needed.filter_map(|on| ours(on["name"].as_str()?)).collect();
            let name = ours(package["name"].as_str()?)?;
            // Nothing is built from the benches.
            (name != "benches").then_some((name, needed))
        })
        .collect()
}

fn compare(drawn: &Graph, real: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    for name in drawn.keys().chain(real.keys()).collect::<BTreeSet<_>>() {
        match (drawn.get(name), real.get(name)) {
            (Some(_), None) => faults.push(format!("ARCHITECTURE.md: there is no crate {name}")),
            (None, Some(_)) => faults.push(format!("ARCHITECTURE.md: crate {name} is missing")),
            (Some(drawn), Some(real)) if drawn != real => faults.push(format!(
                "ARCHITECTURE.md: {name} is drawn on {drawn:?} and depends on {real:?}"
            )),
            _ => {}
        }
    }
    faults
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tidy() {
        assert_eq!(faults().expect("the workspace can be read"), Vec::<String>::new());
    }

    #[test]
    fn a_graph_that_differs_is_said_to_differ() {
        let drawn = drawn("words\n```graph\na:\nb: a\ngone: a\n```\n");
        let metadata = serde_json::json!({"packages": [
            {"name": "vanban-a", "dependencies": []},
            {"name": "vanban-b", "dependencies": [
                {"name": "vanban-a", "kind": "dev"}, {"name": "serde", "kind": null}]},
            {"name": "vanban-new", "dependencies": []},
        ]});
        let faults = compare(&drawn, &real(&metadata));
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].contains("b is drawn on"), "{faults:?}");
        assert!(faults[1].contains("no crate gone"), "{faults:?}");
        assert!(faults[2].contains("crate new is missing"), "{faults:?}");
    }
}
