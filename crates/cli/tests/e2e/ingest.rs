//! What `ingest` keeps, skips and says.

use std::time::{Duration, Instant};

use crate::make;
use crate::run::{Folder, Run, command, vanban};

fn ingest(folder: &Folder, more: &[&str]) -> Run {
    let (input, store) = (folder.arg("in"), folder.arg("store"));
    vanban([&["ingest", input.as_str(), "--store", store.as_str(), "--json"], more].concat())
}

fn count(run: &Run, outcome: &str) -> usize {
    run.json_lines().iter().filter(|line| line["outcome"] == outcome).count()
}

#[test]
fn records_are_written_once_and_again_only_when_asked() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/b.txt", make::plan(2, "tiêm phòng gia súc"));
    let first = ingest(&folder, &[]);
    assert_eq!((first.status, count(&first, "stored")), (0, 2), "{}", first.err);
    let second = ingest(&folder, &[]);
    assert_eq!((second.status, count(&second, "unchanged")), (0, 2), "{}", second.err);
    let third = ingest(&folder, &["--again"]);
    assert_eq!((third.status, count(&third, "stored")), (0, 2), "{}", third.err);
}

#[test]
fn a_record_is_what_extract_prints_and_its_text_lies_beside_it() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    let sha256 =
        ingest(&folder, &[]).json_lines()[0]["sha256"].as_str().expect("a hash").to_owned();
    let stored = std::fs::read_to_string(folder.path(&format!("store/records/{sha256}.json")));
    let extracted = vanban(["extract", &folder.arg("in/a.txt")]);
    assert_eq!(stored.expect("a record"), extracted.out);
    let text = std::fs::read_to_string(folder.path(&format!("store/texts/{sha256}.txt")));
    let record = &extracted.json_lines()[0];
    let at = &record["header"]["at"]["symbol"];
    if let (Some(start), Some(end)) = (at["start"].as_u64(), at["end"].as_u64()) {
        let text = text.expect("a text");
        assert_eq!(&text[start as usize..end as usize], at["text"].as_str().expect("words"));
    }
}

#[test]
fn the_same_bytes_under_two_names_are_a_duplicate_not_a_failure() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/copy/a.txt", make::plan(1, "trồng cây xanh"));
    let run = ingest(&folder, &[]);
    assert_eq!((run.status, count(&run, "stored"), count(&run, "duplicate")), (0, 1, 1));
    assert!(run.err.contains("the same as"), "{}", run.err);
}

#[test]
fn a_file_reached_another_way_or_moved_is_still_the_same() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    ingest(&folder, &[]);
    let (other_way, store) = (folder.arg("in/../in/a.txt"), folder.arg("store"));
    let run = vanban(["ingest", &other_way, "--store", &store, "--json"]);
    assert_eq!((run.status, count(&run, "unchanged")), (0, 1), "{}", run.out);
    std::fs::rename(folder.path("in/a.txt"), folder.path("in/b.txt")).expect("moved");
    let run = ingest(&folder, &[]);
    assert_eq!((run.status, count(&run, "unchanged")), (0, 1), "{}", run.out);
}

#[test]
fn a_changed_file_takes_the_place_of_its_old_version() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    ingest(&folder, &[]);
    folder.write("in/a.txt", make::plan(1, "nạo vét kênh mương"));
    let run = ingest(&folder, &[]);
    assert_eq!((run.status, count(&run, "stored")), (0, 1));
    assert_eq!(std::fs::read_dir(folder.path("store/records")).expect("there").count(), 1);
    let store = folder.arg("store");
    let old = vanban(["search", "\"trong cay xanh\"", "--store", &store, "--json"]);
    assert_eq!(old.out, "");
    let new = vanban(["search", "nao vet kenh muong", "--store", &store, "--json"]);
    assert!(new.out.lines().count() > 0);
}

#[test]
fn a_lost_index_is_made_again_from_the_records() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    ingest(&folder, &[]);
    std::fs::remove_dir_all(folder.path("store/index")).expect("removed");
    let run = ingest(&folder, &[]);
    assert_eq!((run.status, count(&run, "unchanged")), (0, 1), "{}", run.err);
    let found = vanban(["search", "trong cay xanh", "--store", &folder.arg("store"), "--json"]);
    assert!(found.out.contains("a.txt"));
}

#[test]
fn patterns_and_files_may_be_mixed_and_a_missing_one_is_said_to_be_missing() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/x/b.txt", make::plan(2, "tiêm phòng gia súc"));
    folder.write("in/x/c.md", make::plan(3, "sửa chữa đường"));
    let (pattern, file) = (folder.arg("in/**/*.txt"), folder.arg("in/x/c.md"));
    let (missing, store) = (folder.arg("in/none.pdf"), folder.arg("store"));
    let run = vanban(["ingest", &pattern, &file, &missing, "--store", &store, "--json"]);
    assert_eq!(
        (run.status, count(&run, "stored"), count(&run, "failed")),
        (1, 3, 1),
        "{}",
        run.err
    );
    assert!(run.err.contains("none.pdf: no such file or folder"), "{}", run.err);
}

#[test]
fn the_summary_counts_what_came_of_the_files() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    folder.write("in/b.json", "{}");
    let run = ingest(&folder, &[]);
    let line =
        |name: &str| run.err.lines().any(|line| line.starts_with(name) && line.contains(" 1 "));
    assert!(line("stored") && line("not documents"), "{}", run.err);
    assert!(!run.err.contains("left out"), "{}", run.err);
    assert_eq!(run.status, 0);
}

#[test]
fn two_runs_at_a_time_do_not_mix() {
    let folder = Folder::new();
    folder.write("in/a.txt", make::plan(1, "trồng cây xanh"));
    ingest(&folder, &[]);
    let _other = vanban_index::IndexWriter::open(&folder.path("store/index")).expect("opened");
    let run = ingest(&folder, &[]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("another vanban is writing to this store"), "{}", run.err);
}

#[test]
fn an_interrupt_ends_with_130_and_a_later_run_goes_on() {
    let folder = Folder::new();
    for i in 1..60 {
        folder.write(
            &format!("in/{i}.txt"),
            make::plan(i, &format!("việc thứ {i} của xã")).repeat(40),
        );
    }
    let (input, store) = (folder.arg("in"), folder.arg("store"));
    let child = command(["ingest", &input, "--store", &store, "--jobs", "1"]).spawn();
    let child = child.expect("it starts");
    let records = folder.path("store/records");
    let begin = Instant::now();
    while std::fs::read_dir(&records).map_or(0, Iterator::count) == 0 {
        assert!(begin.elapsed() < Duration::from_mins(5), "no record came");
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let run = Run::from(child.wait_with_output().expect("it ends"));
    assert_eq!(run.status, 130, "{}", run.err);
    assert!(run.err.contains("interrupted; run the same command again"), "{}", run.err);
    for entry in std::fs::read_dir(&records).expect("there") {
        let path = entry.expect("read").path();
        let bytes = std::fs::read(&path).expect("read");
        assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(), "{}", path.display());
    }
    let rest = ingest(&folder, &[]);
    assert_eq!(rest.status, 0, "{}", rest.err);
    assert!(count(&rest, "unchanged") >= 1);
    assert_eq!(count(&rest, "unchanged") + count(&rest, "stored"), 59);
}
