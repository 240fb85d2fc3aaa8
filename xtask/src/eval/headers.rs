//! Headers of real documents against what their publisher says of them (`../shared/real/header`).

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::workspace;

/// Whether what the record has is what was wanted.
type Compare = fn(&str, &str) -> bool;

/// Column of `header.csv`, the same field of the record, and how they compare.
const FIELDS: [(&str, &str, Compare); 5] = [
    ("so_hieu", "symbol", same),
    ("loai_van_ban", "doc_type", same),
    ("noi_ban_hanh", "issuer", names_the_same_place),
    ("nguoi_ky", "signer", same),
    ("ngay_ban_hanh", "date", |want, got| iso(want) == got),
];

/// Runs the binary over all documents and prints how many of each field are right.
pub(super) fn run(binary: &Path, verbose: bool) -> anyhow::Result<bool> {
    let folder = workspace::shared().join("real/header");
    let table = std::fs::read_to_string(folder.join("header.csv"))
        .with_context(|| format!("no headers to compare with at {}", folder.display()))?;
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().context("header.csv is empty")?;
    let column = |name: &str| {
        names
            .iter()
            .position(|found| found.trim_start_matches('\u{feff}') == name)
            .with_context(|| format!("header.csv has no column {name}"))
    };
    let mut right = [0_usize; FIELDS.len()];
    let mut documents = 0_usize;
    for row in lines {
        documents += 1;
        let name = row[column("name")?];
        let header = header(binary, &folder.join("docs").join(format!("{name}.txt")))?;
        for (i, (csv, field, compare)) in FIELDS.iter().enumerate() {
            let want = row.get(column(csv)?).copied().unwrap_or_default();
            let got = header[*field].as_str().unwrap_or_default();
            if compare(want, got) {
                right[i] += 1;
            } else if verbose {
                println!("{name} {field}: want {want:?}, got {got:?}");
            }
        }
    }
    for ((_, field, _), right) in FIELDS.iter().zip(right) {
        println!("{field:<10} {right:>4} of {documents} ({:.3})", right as f64 / documents as f64);
    }
    Ok(true)
}

fn header(binary: &Path, document: &Path) -> anyhow::Result<Value> {
    let output = Command::new(binary).arg("extract").arg(document).output()?;
    if output.stdout.is_empty() {
        bail!("{}: {}", document.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(serde_json::from_slice::<Value>(&output.stdout)?["header"].take())
}

fn same(want: &str, got: &str) -> bool {
    let key = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    key(want) == key(got)
}

/// The publisher files by place ("Tỉnh Cao Bằng"), the document names the body ("UBND tỉnh Cao Bằng").
fn names_the_same_place(want: &str, got: &str) -> bool {
    !got.is_empty() && got.to_lowercase().contains(&want.to_lowercase())
}

/// `20/11/2025` as `2025-11-20`.
fn iso(date: &str) -> String {
    let parts: Vec<&str> = date.split('/').collect();
    match parts[..] {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    }
}
