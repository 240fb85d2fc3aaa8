//! Files made to do harm: each costs itself alone, is named with the limit it hit, and leaves nothing running.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::make;
use crate::run::{Folder, Run, command, vanban};

/// Ingests the folder `in`.
fn ingest(folder: &Folder, more: &[&str]) -> Run {
    let (input, store) = (folder.arg("in"), folder.arg("store"));
    vanban([&["ingest", input.as_str(), "--store", store.as_str(), "--json"], more].concat())
}

/// The failure's code, or the outcome, of the file whose path ends so.
fn code(run: &Run, end: &str) -> String {
    let lines = run.json_lines();
    let line = lines.iter().find(|line| line["path"].as_str().unwrap_or("").ends_with(end));
    let line = line.unwrap_or_else(|| panic!("{end} is not reported: {} {}", run.out, run.err));
    line["code"].as_str().or(line["outcome"].as_str()).expect("an outcome").to_owned()
}

/// Ingests `bytes` as a file of this name beside a plan; the plan must come through, and nothing may crash.
fn beside_a_plan(name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Run {
    let folder = Folder::new();
    folder.write("in/plan.txt", make::plan(3, "trồng dâu nuôi tằm"));
    folder.write(&format!("in/{name}"), bytes);
    let run = ingest(&folder, more);
    assert_eq!(code(&run, "/plan.txt"), "stored", "{name}: {}", run.err);
    for word in ["crash", "panic", "stack-limit"] {
        assert!(!run.err.contains(&format!("[{word}]")), "{name}: {}", run.err);
    }
    run
}

/// The limit in the outcome of the file whose path ends so: its name, what was asked for, what was granted.
fn limit(run: &Run, end: &str) -> (String, Option<u64>, u64) {
    let lines = run.json_lines();
    let line = lines.iter().find(|line| line["path"].as_str().unwrap_or("").ends_with(end));
    let limit = &line.expect("reported")["limit"];
    let name = limit["name"].as_str().unwrap_or_else(|| panic!("no limit: {}", run.err));
    (name.to_owned(), limit["requested"].as_u64(), limit["granted"].as_u64().expect("granted"))
}

#[test]
fn a_bomb_in_an_archive_costs_itself_and_not_its_neighbours() {
    let zeros = vec![0; 256 << 20];
    let plan = make::plan(4, "nuôi ong");
    let archive = make::zip(&[("bomb.txt", &zeros), ("a/plan2.txt", plan.as_bytes())]);
    assert!(archive.len() < 1 << 20);
    let run = beside_a_plan("bomb.zip", archive, &[]);
    assert_eq!(run.status, 1);
    assert_eq!(code(&run, "bomb.zip!/bomb.txt"), "container-limit");
    let (_, requested, granted) = limit(&run, "bomb.zip!/bomb.txt");
    assert!(requested > Some(granted), "{}", run.err);
    assert_eq!(code(&run, "bomb.zip!/a/plan2.txt"), "stored");
    assert_eq!(code(&run, "bomb.zip"), "container");
}

#[test]
fn archives_in_archives_are_opened_so_deep_and_no_deeper() {
    let plan = make::plan(5, "nuôi cá lồng");
    let mut archive = make::zip(&[("plan0.txt", plan.as_bytes())]);
    for depth in 1..6 {
        let own = make::plan(5 + depth, "nuôi cá lồng");
        let name = format!("plan{depth}.txt");
        archive = make::zip(&[("in.zip", &archive), (&name, own.as_bytes())]);
    }
    let run = beside_a_plan("deep.zip", archive, &[]);
    assert_eq!(run.status, 1);
    assert_eq!(code(&run, "deep.zip!/plan5.txt"), "stored");
    assert_eq!(code(&run, "deep.zip!/in.zip/in.zip/plan3.txt"), "stored");
    assert_eq!(code(&run, "deep.zip!/in.zip/in.zip/in.zip"), "container-limit");
    assert!(!run.out.contains("plan2.txt"), "{}", run.out);
}

#[test]
fn an_archive_of_very_many_files_is_not_opened() {
    let names: Vec<String> = (0..10_001).map(|i| format!("{i}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let run = beside_a_plan("many.zip", make::zip(&files), &[]);
    assert_eq!(code(&run, "many.zip"), "container-limit");
    assert_eq!(limit(&run, "many.zip").2, 10_000);
}

#[test]
fn a_name_in_an_archive_is_no_path() {
    let folder = Folder::new();
    let plan = make::plan(6, "làm đường bê tông");
    let archive = make::zip(&[("../../../up.txt", plan.as_bytes()), ("/root.txt", b"KE HOACH")]);
    folder.write("in/a.zip", archive);
    let run = ingest(&folder, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(code(&run, "a.zip!/up.txt"), "stored");
    assert_eq!(code(&run, "a.zip!/root.txt"), "stored");
    for place in ["up.txt", "in/up.txt", "../up.txt", "../../up.txt"] {
        assert!(!folder.path(place).exists(), "{place} was written");
    }
    assert!(!Path::new("/root.txt").exists());
}

#[test]
fn documents_that_inflate_or_nest_without_end_are_left_out() {
    let entity = "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">".repeat(30);
    let laughs = format!("<!DOCTYPE x [<!ENTITY a \"ha\">{entity}]><x>&b;</x>");
    let div = "<div>".repeat(100_000);
    let html = format!("<html><body>{div}Trồng rừng phòng hộ{}", "</div>".repeat(100_000));
    for (name, bytes, want) in [
        ("bomb.docx", make::docx_bomb(), &["docx-"][..]),
        ("laughs.docx", make::docx_of_xml(&laughs), &["docx-"]),
        ("deep.docx", make::docx_nested(100_000), &["docx-"]),
        ("mail.eml", make::message_nested(2000).into_bytes(), &["container-"]),
        ("deep.html", html.into_bytes(), &["stored", "html-", "plain-"]),
        ("claims.png", make::png_that_claims(60_000), &["image-too-large"]),
    ] {
        let run = beside_a_plan(name, bytes, &[]);
        let code = code(&run, name);
        assert!(want.iter().any(|want| code.starts_with(want)), "{name}: {code}: {}", run.err);
    }
}

#[test]
fn the_limit_of_a_picture_says_what_it_asked_for() {
    let run = beside_a_plan("claims.png", make::png_that_claims(60_000), &[]);
    assert_eq!(run.status, 1);
    let (name, requested, granted) = limit(&run, "claims.png");
    assert_eq!((name.as_str(), requested), ("pixels", Some(3_600_000_000)));
    assert!(granted < 1_000_000_000);
}

#[test]
fn a_line_of_fifty_megabytes_ends_within_its_limits() {
    let line = "khongdauvakhongcachnhungratdai ".repeat((50 << 20) / 31);
    let begin = Instant::now();
    let run = beside_a_plan("line.txt", line, &["--timeout", "20"]);
    let code = code(&run, "line.txt");
    assert!(code == "stored" || code.ends_with("-limit"), "{code}: {}", run.err);
    // The bound is generous: the machine may be busy, and reading is not all that is timed.
    assert!(begin.elapsed() < Duration::from_mins(5), "{:?}", begin.elapsed());
}

#[test]
fn processor_time_is_a_limit_of_its_own_and_is_named() {
    let long = make::plan(6, "trồng dưa").repeat(20_000);
    let run = beside_a_plan("long.txt", long, &["--cpu", "1"]);
    assert_eq!(code(&run, "long.txt"), "cpu-limit");
    assert_eq!(limit(&run, "long.txt"), ("cpu".to_owned(), None, 1));
    assert!(run.err.contains("processor time") && run.err.contains("--cpu"), "{}", run.err);
}

#[test]
fn what_hit_a_limit_is_tried_again_only_with_more() {
    let folder = Folder::new();
    folder.write("in/long.txt", make::plan(6, "trồng dưa").repeat(20_000));
    assert_eq!(code(&ingest(&folder, &["--timeout", "1"]), "long.txt"), "time-limit");
    let begin = Instant::now();
    let second = ingest(&folder, &["--timeout", "1"]);
    assert_eq!((second.status, code(&second, "long.txt").as_str()), (1, "time-limit"));
    let line = &second.json_lines()[0];
    assert!(line["ms"].is_null(), "it was not read again: {line} after {:?}", begin.elapsed());
    let third = ingest(&folder, &["--timeout", "2"]);
    assert!(third.json_lines()[0]["ms"].as_u64().is_some(), "{}", third.out);
}

/// A folder with a `tesseract` that is this script; what to put in front of the PATH.
fn tesseract(folder: &Folder, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let list = "case \"$*\" in *--list-langs*) echo vie; exit;; *--version*) exit;; esac";
    let path = folder.write("bin/tesseract", format!("#!/bin/sh\n{list}\n{script}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("allowed");
    format!("{}:/usr/bin:/bin", folder.arg("bin"))
}

/// Whether a process is there and is no zombie.
fn is_running(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

/// The content of a file as soon as it has some.
fn awaited(path: &Path) -> String {
    let begin = Instant::now();
    loop {
        match std::fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text,
            _ => assert!(begin.elapsed() < Duration::from_mins(2), "{} stays away", path.display()),
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn ends(pid: &str) -> bool {
    let begin = Instant::now();
    while is_running(pid) {
        if begin.elapsed() > Duration::from_secs(30) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    true
}

fn hanging(folder: &Folder) -> String {
    let pid = folder.arg("pid");
    folder.write("in/scan.tif", make::scan());
    tesseract(folder, &format!("sleep 600 & echo $! > {pid}.new; mv {pid}.new {pid}; wait"))
}

#[test]
fn a_program_that_hangs_costs_its_page_and_what_it_started_is_ended() {
    let folder = Folder::new();
    let path = hanging(&folder);
    let store = folder.arg("store");
    let args = ["ingest", &folder.arg("in"), "--store", &store, "--json", "--timeout", "20"];
    let run = Run::from(command(args).env("PATH", path).output().expect("it starts"));
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(code(&run, "scan.tif"), "stored", "{}", run.err);
    let lines = run.json_lines();
    let lost = lines[0]["lost"][0].as_str().expect("what was lost");
    assert!(lost.contains("granted"), "{lost}");
    assert!(!is_running(&awaited(&folder.path("pid"))));
}

#[test]
fn silence_ends_a_child_with_all_that_it_started() {
    let folder = Folder::new();
    let path = hanging(&folder);
    let store = folder.arg("store");
    let args = ["ingest", &folder.arg("in"), "--store", &store, "--json", "--silence", "15"];
    let run = Run::from(command(args).env("PATH", path).output().expect("it starts"));
    assert_eq!((run.status, code(&run, "scan.tif").as_str()), (1, "silence-limit"), "{}", run.err);
    assert_eq!(limit(&run, "scan.tif"), ("silence".to_owned(), None, 15));
    assert!(run.err.contains("recognise: 0 of 1 pages done"), "{}", run.err);
    assert!(!is_running(&awaited(&folder.path("pid"))));
}

#[test]
fn whoever_ends_the_program_ends_its_children_and_theirs() {
    for (signal, status) in [("-INT", Some(130)), ("-TERM", Some(130)), ("-KILL", None)] {
        let folder = Folder::new();
        let path = hanging(&folder);
        let child = command(["extract", &folder.arg("in/scan.tif")]).env("PATH", path).spawn();
        let child = child.expect("it starts");
        let grandchild = awaited(&folder.path("pid"));
        assert!(is_running(&grandchild));
        let pid = child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), status, "{signal}");
        assert!(output.stdout.is_empty());
        assert!(ends(&grandchild), "{signal} left {grandchild} running");
    }
}

#[test]
fn without_tesseract_a_scan_is_left_out_and_what_to_install_is_said_once() {
    let folder = Folder::new();
    folder.write("in/a.tif", make::scan());
    let mut other = make::scan();
    other.push(0);
    folder.write("in/b.tif", other);
    folder.write("in/plan.txt", make::plan(3, "trồng dâu nuôi tằm"));
    let store = folder.arg("store");
    let args = ["ingest", &folder.arg("in"), "--store", &store, "--json"];
    let run = Run::from(command(args).env("PATH", "/nowhere").output().expect("it starts"));
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(run.err.matches("apt-get install").count(), 1, "{}", run.err);
    for name in ["a.tif", "b.tif"] {
        let line = run.err.lines().find(|line| line.contains(&format!("{name}: ")));
        assert!(line.is_some_and(|line| line.contains("not installed")), "{}", run.err);
    }
    assert_eq!(code(&run, "plan.txt"), "stored");
    // With the program there, what lacked it is read again, and nothing else.
    let path = tesseract(&folder, "exit 3");
    let run = Run::from(command(args).env("PATH", path).output().expect("it starts"));
    assert_eq!(code(&run, "plan.txt"), "unchanged");
    assert_eq!(code(&run, "a.tif"), "stored", "{}", run.err);
    assert!(!run.err.contains("not installed"), "{}", run.err);
}
