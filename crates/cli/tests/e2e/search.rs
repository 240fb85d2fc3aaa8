//! `search` and `show` over a store.

use crate::make;
use crate::run::{Folder, vanban};

fn store() -> Folder {
    let folder = Folder::new();
    folder.write("in/rung.txt", make::plan(41, "bảo vệ rừng đầu nguồn"));
    folder.write("in/thuy-loi.txt", make::plan(42, "tu bổ công trình thuỷ lợi"));
    folder.write("in/ban.docx", make::docx(&make::plan(43, "hỗ trợ bản đặc biệt khó khăn")));
    let run = vanban(["ingest", &folder.arg("in"), "--store", &folder.arg("store")]);
    assert_eq!(run.status, 0, "{}", run.err);
    folder
}

/// File names of the documents found.
fn documents(folder: &Folder, query: &str) -> Vec<String> {
    let store = folder.arg("store");
    let run = vanban(["search", query, "--store", &store, "--json", "--kind", "document"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let name = |line: &serde_json::Value| {
        line["path"].as_str().and_then(|path| path.rsplit('/').next()).expect("a path").to_owned()
    };
    run.json_lines().iter().map(name).collect()
}

#[test]
fn documents_are_found_with_and_without_diacritics_and_in_either_tone_placement() {
    let folder = store();
    assert_eq!(documents(&folder, "bảo vệ rừng"), ["rung.txt"]);
    assert_eq!(documents(&folder, "bao ve rung"), ["rung.txt"]);
    assert_eq!(documents(&folder, "thủy lợi"), ["thuy-loi.txt"]);
    assert_eq!(documents(&folder, "thuỷ lợi"), ["thuy-loi.txt"]);
    assert_eq!(documents(&folder, "\"bản đặc biệt khó khăn\""), ["ban.docx"]);
}

#[test]
fn a_symbol_is_found_as_such() {
    let folder = store();
    assert_eq!(documents(&folder, "42/KH-UBND")[0], "thuy-loi.txt");
    assert_eq!(documents(&folder, "88-NQ/HU").len(), 3);
}

#[test]
fn hits_are_printed_for_people_with_an_id_that_show_takes() {
    let folder = store();
    let store = folder.arg("store");
    let run = vanban(["search", "bao ve rung", "--store", &store]);
    assert!(run.out.starts_with("Documents: 1\n"), "{}", run.out);
    assert!(run.out.contains("bảo vệ rừng"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "no colours in a pipe");
    let id = run.out.lines().nth(1).and_then(|line| line.split_whitespace().next()).expect("an id");
    assert_eq!(id.len(), 12);
    let shown = vanban(["show", id, "--store", &store]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(shown.out.contains("rung.txt"), "{}", shown.out);
    let text = vanban(["show", id, "--store", &store, "--text"]);
    assert!(text.out.contains("Nâng cao hiệu quả bảo vệ rừng đầu nguồn"), "{}", text.out);
    let json = vanban(["show", id, "--store", &store, "--json"]);
    let record: serde_json::Value = serde_json::from_str(&json.out).expect("json");
    assert!(record["source"]["sha256"].as_str().expect("a hash").starts_with(id));
}

#[test]
fn a_hit_in_json_says_where_its_words_stand() {
    let folder = store();
    let run = vanban(["search", "dau nguon", "--store", &folder.arg("store"), "--json"]);
    for hit in run.json_lines() {
        let snippet = &hit["snippet"];
        let text = snippet["text"].as_str().expect("a text");
        let first = &snippet["highlights"][0];
        let (start, end) =
            (first[0].as_u64().expect("a place"), first[1].as_u64().expect("a place"));
        assert_eq!(vanban_text::fold(&text[start as usize..end as usize]), "dau", "{hit}");
    }
    assert!(!run.out.is_empty());
}

#[test]
fn nothing_found_is_fine_and_said() {
    let folder = store();
    let run = vanban(["search", "tàu vũ trụ", "--store", &folder.arg("store")]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert!(run.err.contains("nothing found"), "{}", run.err);
}

#[test]
fn an_unknown_id_or_an_empty_query_is_wrong_usage() {
    let folder = store();
    let store = folder.arg("store");
    for args in [["show", "zzz"], ["search", "..."]] {
        let run = vanban([&args[..], &["--store", &store]].concat());
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.err.starts_with("vanban: "), "{}", run.err);
    }
}
