//! What is found, and in which order.

use vanban_index::{Entries, IndexReader, IndexWriter, Kind, Search};
use vanban_record::{Record, Reference, Target, Task};

fn record(sha256: &str, symbol: &str, title: &str) -> Record {
    let mut record = Record::default();
    record.source.sha256 = sha256.into();
    record.source.path = format!("{sha256}.pdf");
    record.header.doc_type = Some("Kế hoạch".into());
    record.header.symbol = Some(symbol.into());
    record.header.title = Some(title.into());
    record
}

/// An index of three plans in a folder.
fn index() -> (tempfile::TempDir, IndexReader) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = IndexWriter::open(folder.path()).expect("a new index");

    let mut tax = record("aa", "15/KH-UBND", "Tăng thu thuế năm 2027");
    tax.targets.push(Target {
        id: "t1".into(),
        indicator: "Tỷ lệ hộ kinh doanh kê khai thuế điện tử".into(),
        value: 90.0,
        unit: Some("%".into()),
        ..Target::default()
    });
    tax.references.push(Reference {
        id: "r1".into(),
        doc_type: "Nghị quyết".into(),
        symbol: Some("93-NQ/TU".into()),
        ..Reference::default()
    });
    writer
        .replace("aa", Entries::of(&tax, "Tăng thu thuế. Căn cứ Nghị quyết số 93- NQ/TU."))
        .expect("added");

    let mut rent = record("bb", "16/KH-UBND", "Cho thuê đất công");
    rent.tasks.push(Task {
        id: "k1".into(),
        task: "Rà soát đất cho thuê, số hoá hồ sơ".into(),
        lead: vec!["Phòng Kinh tế".into()],
        ..Task::default()
    });
    writer
        .replace("bb", Entries::of(&rent, "Cho thuê đất, thuê nhà, thuê kho, thuê bãi."))
        .expect("added");

    let bare = record("cc", "17/KH-UBND", "Ke hoach thu thue");
    writer.replace("cc", Entries::of(&bare, "Ke hoach thu thue nam 2027")).expect("added");
    writer.commit().expect("committed");
    drop(writer);
    let reader = IndexReader::open(folder.path()).expect("the index");
    (folder, reader)
}

/// `sha256` or `sha256:id` of each hit.
fn found(reader: &IndexReader, text: &str, kinds: &[Kind]) -> Vec<String> {
    let hits = reader.search(&Search { text, kinds, limit: 10 }).expect("searched");
    let name = |hit: &vanban_index::Hit| match &hit.id {
        Some(id) => format!("{}:{id}", hit.sha256),
        None => hit.sha256.clone(),
    };
    hits.hits.iter().map(name).collect()
}

#[test]
fn words_with_marks_find_the_exact_ones_first_and_the_others_after() {
    let (_folder, reader) = index();
    let documents = found(&reader, "thuế", &[Kind::Document]);
    assert_eq!(documents[0], "aa");
    assert_eq!(documents.len(), 3, "{documents:?}");
    let rented = found(&reader, "thuê", &[Kind::Document]);
    assert_eq!(rented[0], "bb");
}

#[test]
fn words_without_marks_find_all_spellings() {
    let (_folder, reader) = index();
    let mut documents = found(&reader, "thu thue", &[Kind::Document]);
    documents.sort();
    assert_eq!(documents, ["aa", "cc"]);
}

#[test]
fn a_tone_may_stand_on_either_vowel() {
    let (_folder, reader) = index();
    assert_eq!(found(&reader, "số hóa", &Kind::FACTS), ["bb:k1"]);
    assert_eq!(found(&reader, "số hoá", &Kind::FACTS), ["bb:k1"]);
}

#[test]
fn a_symbol_finds_the_document_that_bears_it_and_those_that_cite_it() {
    let (_folder, reader) = index();
    assert_eq!(found(&reader, "16/KH-UBND", &[Kind::Document])[0], "bb");
    assert_eq!(found(&reader, "93-NQ/TU", &Kind::FACTS), ["aa:r1"]);
    assert_eq!(found(&reader, "93-NQ/TU", &[Kind::Document]), ["aa"]);
    assert_eq!(found(&reader, "nq/tu", &[Kind::Document]), ["aa"]);
}

#[test]
fn quoted_words_must_stand_together() {
    let (_folder, reader) = index();
    assert_eq!(found(&reader, "\"thuê kho\"", &[Kind::Document]), ["bb"]);
    assert!(found(&reader, "\"bãi kho\"", &[Kind::Document]).is_empty());
}

#[test]
fn when_nothing_holds_all_words_what_holds_some_is_found_and_said_to_be_so() {
    let (_folder, reader) = index();
    let search = Search { text: "thuế vũ trụ", kinds: &[Kind::Document], limit: 10 };
    let hits = reader.search(&search).expect("searched");
    assert!(hits.partial);
    assert_eq!(hits.hits[0].sha256, "aa");
    let nothing = Search { text: "vũ trụ", ..search };
    assert_eq!(reader.search(&nothing).expect("searched").total, 0);
}

#[test]
fn replacing_and_deleting_leave_no_entry_behind() {
    let (folder, _) = index();
    let mut writer = IndexWriter::open(folder.path()).expect("opened again");
    let other = record("aa", "15/KH-UBND", "Trồng rừng");
    writer.replace("aa", Entries::of(&other, "Trồng rừng ven biển")).expect("replaced");
    writer.delete("bb");
    writer.commit().expect("committed");
    let ids: Vec<_> = writer.document_ids().expect("read").into_iter().collect();
    assert_eq!(ids, ["aa", "cc"]);
    let reader = IndexReader::open(folder.path()).expect("the index");
    assert_eq!(found(&reader, "thuế", &Kind::ALL), ["cc"]);
    assert_eq!(found(&reader, "trong rung", &[Kind::Document]), ["aa"]);
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let (folder, _) = index();
    let _first = IndexWriter::open(folder.path()).expect("opened");
    let second = IndexWriter::open(folder.path()).err().expect("refused");
    assert_eq!(second.code(), "store-busy");
}

#[test]
fn a_damaged_index_is_an_error_to_readers_and_made_anew_by_writers() {
    let (folder, _) = index();
    std::fs::write(folder.path().join("meta.json"), "{").expect("written");
    assert_eq!(IndexReader::open(folder.path()).err().expect("damaged").code(), "index-damaged");
    let writer = IndexWriter::open(folder.path()).expect("made anew");
    assert!(writer.document_ids().expect("read").is_empty());
    let nothing = tempfile::tempdir().expect("a folder");
    assert_eq!(IndexReader::open(nothing.path()).err().expect("missing").code(), "no-index");
}

#[test]
fn a_query_without_words_is_refused() {
    let (_folder, reader) = index();
    let search = Search { text: "...", kinds: &Kind::ALL, limit: 10 };
    assert_eq!(reader.search(&search).expect_err("no words").code(), "empty-query");
}
