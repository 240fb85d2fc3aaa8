//! Archives and messages made in code, and what comes out of them.

use std::io::{Cursor, Write};

use vanban_container::{ContainerError, Kind, Limits, Member, Role, kind, open};
use zip::write::{SimpleFileOptions, ZipWriter};

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Name and content, or the error's code.
fn shown(members: &[Member]) -> Vec<(String, String)> {
    let content = |member: &Member| match &member.content {
        Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(error) => format!("! {}", error.code()),
    };
    members.iter().map(|member| (member.name.clone(), content(member))).collect()
}

fn opened(bytes: &[u8], limits: &Limits) -> Vec<(String, String)> {
    shown(&open(bytes, limits).unwrap())
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, content)| ((*name).into(), (*content).into())).collect()
}

#[test]
fn files_of_an_archive_come_in_order_and_those_within_too() {
    let inner = zipped(&[("phụ lục.txt", b"hai")]);
    let outer = zipped(&[
        ("Kế hoạch/", b""),
        ("Kế hoạch/thân.txt", "một".as_bytes()),
        ("trong.zip", &inner),
        ("__MACOSX/._thân.txt", b"x"),
        ("../../ra ngoài.txt", b"ba"),
    ]);
    assert_eq!(
        opened(&outer, &Limits::default()),
        pairs(&[
            ("Kế hoạch/thân.txt", "một"),
            ("trong.zip/phụ lục.txt", "hai"),
            ("ra ngoài.txt", "ba")
        ])
    );
}

#[test]
fn packages_of_office_programs_are_files_not_archives() {
    let document = zipped(&[("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<T/>")]);
    let late = zipped(&[("docProps/app.xml", b"<p/>"), ("[Content_Types].xml", b"<T/>")]);
    let open_document = zipped(&[("mimetype", b"application/vnd.oasis"), ("content.xml", b"")]);
    for package in [&document, &late, &open_document] {
        assert_eq!(kind(package), None);
    }
    let outer = zipped(&[("a.docx", &late)]);
    let members = open(&outer, &Limits::default()).unwrap();
    assert_eq!(members[0].content.as_deref(), Ok(&late[..]));
    assert_eq!(kind(&zipped(&[("ghi chú về [Content_Types].xml", b"")])), Some(Kind::Zip));
    assert_eq!(kind(&zipped(&[])), Some(Kind::Zip));
    assert_eq!(kind(b"%PDF-1.7"), None);
    assert_eq!(open(b"%PDF-1.7", &Limits::default()), Err(ContainerError::NotContainer));
}

#[test]
fn one_bad_file_does_not_cost_the_others() {
    let zeros = vec![0_u8; 3 << 20];
    let bytes = zipped(&[("một.txt", b"1"), ("bom.bin", &zeros), ("hai.txt", b"2")]);
    let found = opened(&bytes, &Limits::default());
    assert_eq!(
        found,
        pairs(&[("một.txt", "1"), ("bom.bin", "! container-limit"), ("hai.txt", "2")])
    );
    let damaged = {
        let mut bytes = zipped(&[("một.txt", "nội dung thứ nhất".as_bytes()), ("hai.txt", b"2")]);
        let at = bytes.windows(3).position(|window| window == b"txt").unwrap() + 6;
        bytes[at] ^= 0x55;
        bytes
    };
    let found = opened(&damaged, &Limits::default());
    assert_eq!(found[0].1, "! container-damaged");
    assert_eq!(found[1].1, "2");
}

#[test]
fn each_limit_is_held_and_named() {
    let text = b"0123456789".as_slice();
    let bytes = zipped(&[("a", text), ("b", text), ("c", text)]);
    let small = Limits { part_bytes: 9, ..Limits::default() };
    assert!(opened(&bytes, &small).iter().all(|(_, content)| content == "! container-limit"));
    let total = Limits { total_bytes: 25, ..Limits::default() };
    let found = opened(&bytes, &total);
    assert_eq!((found[1].1.as_str(), found[2].1.as_str()), ("0123456789", "! container-limit"));
    let few = Limits { entries: 2, ..Limits::default() };
    let error = open(&bytes, &few).unwrap_err();
    assert_eq!(error, ContainerError::LimitHit { limit: "files in it", requested: 3, granted: 2 });
    assert!(open(&bytes, &Limits { entries: 3, ..Limits::default() }).is_ok());
}

#[test]
fn archives_in_archives_end_at_the_depth_granted() {
    let mut bytes = zipped(&[("sâu.txt", b"x")]);
    for _ in 0..3 {
        bytes = zipped(&[("a.zip", &bytes)]);
    }
    assert_eq!(
        opened(&bytes, &Limits::default()),
        pairs(&[("a.zip/a.zip/a.zip", "! container-limit")])
    );
    let deeper = Limits { depth: 4, ..Limits::default() };
    assert_eq!(opened(&bytes, &deeper), pairs(&[("a.zip/a.zip/a.zip/sâu.txt", "x")]));
    assert!(open(&bytes, &Limits { depth: 0, ..Limits::default() }).is_err());
}

#[test]
fn encrypted_files_and_links_say_what_they_are() {
    let mut bytes = zipped(&[("mật.txt", b"x"), ("rõ.txt", b"y")]);
    // Bit 0 of the flags in both headers of the first file.
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[entry + 8] |= 1;
    let found = opened(&bytes, &Limits::default());
    assert_eq!(found, pairs(&[("mật.txt", "! container-encrypted"), ("rõ.txt", "y")]));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("lối.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(opened(&bytes, &Limits::default()), pairs(&[("lối.txt", "! container-link")]));
}

#[test]
fn a_cut_archive_is_damaged() {
    let bytes = zipped(&[("a.txt", b"x")]);
    let error = open(&bytes[..bytes.len() - 10], &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "container-damaged");
}

const MESSAGE: &str = "From: Van thu <vt@example.vn>\r\nTo: b@example.vn\r\nSubject: Ke hoach\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=\"G\"\r\n\r\n\
--G\r\nContent-Type: multipart/alternative; boundary=\"A\"\r\n\r\n\
--A\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKính gửi\r\n\
--A\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>K=C3=ADnh g=E1=BB=ADi</p>\r\n--A--\r\n\
--G\r\nContent-Type: text/plain; name=\"=?UTF-8?B?S+G6vyBob+G6oWNoLnR4dA==?=\"\r\nContent-Disposition: attachment; filename=\"=?UTF-8?B?S+G6vyBob+G6oWNoLnR4dA==?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\nS1w=\r\n\
--G\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''ph%E1%BB%A5%20l%E1%BB%A5c.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n\
--G\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n\
--G\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.vn\r\nSubject: cu\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThư trước\r\n--G--\r\n";

#[test]
fn a_message_yields_its_words_and_its_files() {
    assert_eq!(kind(MESSAGE.as_bytes()), Some(Kind::Email));
    let members = open(MESSAGE.as_bytes(), &Limits::default()).unwrap();
    let found = shown(&members);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["body.html", "Kế hoạch.txt", "phụ lục.bin", "logo.png", "file 4.eml/body.txt"]
    );
    let contents: Vec<&str> = found.iter().map(|(_, content)| content.trim()).collect();
    assert_eq!(contents[0], "<p>Kính gửi</p>");
    assert_eq!((contents[1], contents[4]), ("K\\", "Thư trước"));
    assert_eq!(members[2].content.as_deref(), Ok(&[0, 1, 2][..]));
    let roles: Vec<Role> = members.iter().map(|member| member.role).collect();
    assert_eq!(roles, [Role::Body, Role::File, Role::File, Role::Inline, Role::Body]);
}

#[test]
fn text_in_an_old_character_set_is_handed_on_as_it_was_sent() {
    let head = b"From: a\r\nTo: b\r\nSubject: c\r\nMIME-Version: 1.0\r\nContent-Type: text/plain";
    let message = |charset: &str, words: &[u8]| {
        let kind = format!("{charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        [&head[..], kind.as_bytes(), words].concat()
    };
    let tcvn = b"K\xd5 ho\xb9ch tr\xe5ng r\xf5ng";
    let members = open(&message("", tcvn), &Limits::default()).unwrap();
    assert_eq!(members[0].content.as_deref(), Ok(&tcvn[..]));
    let members =
        open(&message("; charset=iso-8859-1", b"caf\xe9 \xe0"), &Limits::default()).unwrap();
    assert_eq!(members[0].content.as_deref(), Ok("\u{feff}café à".as_bytes()));
}

#[test]
fn a_message_nested_without_end_is_refused() {
    let mut bytes = b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n".to_vec();
    for _ in 0..20_000 {
        bytes.extend(b"Content-Type: message/rfc822\r\n\r\n");
    }
    assert_eq!(open(&bytes, &Limits::default()).unwrap_err().code(), "container-limit");
}
