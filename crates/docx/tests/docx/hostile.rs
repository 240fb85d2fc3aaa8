//! No file hurts the process that asks: each limit is named when it is hit.

use crate::package::{p, with_body, zipped};
use vanban_docx::{DocxError, Limits, read};

#[test]
fn a_zip_bomb_is_stopped_while_it_inflates() {
    let mut package = with_body("");
    package.body = " ".repeat(40 << 20);
    let error = package.error(&Limits::default());
    let DocxError::LimitHit { limit, requested, granted } = &error else { panic!("{error}") };
    assert_eq!(*limit, "inflated size of a part");
    assert!(requested > granted);
    assert_eq!(error.code(), "docx-limit");
    assert!(error.to_string().contains(&granted.to_string()));
}

#[test]
fn a_bomb_that_is_not_needed_is_not_inflated() {
    let mut package = with_body(&p("chữ"));
    package.extra = vec![("word/media/image1.png".into(), vec![0; 30 << 20])];
    let reading = package.read();
    assert!(format!("{:?}", reading.content).contains("chữ"));
}

#[test]
fn each_limit_stops_at_its_size_and_not_before() {
    let body: String = (0..200).map(|i| p(&format!("đoạn văn thứ {i}"))).collect();
    let package = with_body(&body);
    let fine = Limits::default();
    for (limits, limit) in [
        (Limits { part_bytes: 2_000, ..fine }, "bytes of one part"),
        (Limits { total_bytes: 2_000, ..fine }, "bytes of all parts"),
        (Limits { entries: 2, ..fine }, "entries in the zip"),
        (Limits { nodes: 100, ..fine }, "XML elements in a part"),
        (Limits { depth: 3, ..fine }, "nesting of XML elements"),
    ] {
        let error = package.error(&limits);
        let DocxError::LimitHit { limit: hit, requested, granted } = &error else {
            panic!("{error}")
        };
        assert_eq!(*hit, limit);
        assert!(requested > granted, "{limit}");
    }
    assert!(read(&package.bytes(), &Limits { entries: 3, depth: 5, ..fine }).is_ok());
}

#[test]
fn files_that_are_no_docx_are_told_apart() {
    let zip = |names: &[&str]| {
        zipped(&names.iter().map(|name| ((*name).to_owned(), b"<a/>".to_vec())).collect::<Vec<_>>())
    };
    let code = |bytes: &[u8]| read(bytes, &Limits::default()).expect_err("is refused").code();
    assert_eq!(code(&zip(&["anh.png", "ghi-chu.txt"])), "docx-no-document");
    assert_eq!(code(b"khong phai zip"), "docx-damaged");
    assert_eq!(code(b""), "docx-damaged");
    let good = with_body(&p("chữ")).bytes();
    assert_eq!(code(&good[..good.len() / 2]), "docx-damaged");
    let mut flipped = good.clone();
    flipped[120] ^= 0xff;
    flipped[200] ^= 0xff;
    assert!(
        read(&flipped, &Limits::default())
            .map_or_else(|error| error.code() == "docx-damaged", |_| true)
    );
}

#[test]
fn damaged_packages_never_panic() {
    let good = with_body(&p("Kế hoạch của xã")).bytes();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        for bytes in [&bad[..], &bad[..at]] {
            if let Err(error) = read(bytes, &Limits::default()) {
                assert!(error.code().starts_with("docx-"), "byte {at}: {error}");
            }
        }
    }
}
