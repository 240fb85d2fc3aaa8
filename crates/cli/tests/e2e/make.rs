//! Files to feed the program: small plans, and broken ones of every kind.

use std::io::Write;

use zip::write::SimpleFileOptions;

/// A short plan, by its field of work.
pub(crate) fn plan(number: u32, about: &str) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\nXÃ SUỐI NGẦN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
         Số: {number}/KH-UBND\nSuối Ngần, ngày 12 tháng 01 năm 2027\n\nKẾ HOẠCH\n{about} năm 2027\n\n\
         Căn cứ Nghị quyết số 88-NQ/HU ngày 05 tháng 6 năm 2026 của Huyện ủy;\n\n\
         I. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao hiệu quả {about} trên địa bàn xã.\n\
         2. Mục tiêu cụ thể\n- Phấn đấu 85% hộ gia đình tham gia.\n\n\
         II. TỔ CHỨC THỰC HIỆN\nVăn phòng chủ trì theo dõi, đôn đốc.\n"
    )
}

/// A PDF of these objects, with a cross-reference table that fits.
fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    out
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";

/// A PDF without pages.
pub(crate) fn pdf_without_pages() -> Vec<u8> {
    pdf(&[CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"], "")
}

/// A PDF of one page with a line of text.
pub(crate) fn pdf_with_words(words: &str) -> Vec<u8> {
    let content = format!("BT /F1 14 Tf 72 700 Td ({words}) Tj ET");
    let stream = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    pdf(
        &[
            CATALOG,
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>",
            &stream,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        ],
        "",
    )
}

/// A PDF that opens only with a password: its verification strings belong to none that we would try.
pub(crate) fn pdf_with_password() -> Vec<u8> {
    let zeros = "00".repeat(32);
    let encrypt = format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{}> /U <{zeros}> >>",
        "5a".repeat(32)
    );
    pdf(
        &[
            CATALOG,
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            &encrypt,
        ],
        "/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    )
}

/// The first third of a PDF: header and objects, no cross-references, no page tree.
pub(crate) fn truncated_pdf() -> Vec<u8> {
    let whole = pdf_with_words("KE HOACH");
    whole[..40].to_vec()
}

/// Bytes that are nothing, under a document's name.
pub(crate) fn noise() -> Vec<u8> {
    let mut state = 12345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let mut bytes = vec![0, 159, 146, 150];
    bytes.extend((0..4096).map(|_| next()));
    bytes
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
</Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

/// A DOCX of these paragraphs.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let paragraph = |line: &str| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    let body: String = text.lines().map(paragraph).collect();
    package(|write| write(format!("{OPEN}{body}</w:body></w:document>").as_bytes()))
}

/// A DOCX whose one part inflates to a gigabyte of spaces.
pub(crate) fn docx_bomb() -> Vec<u8> {
    package(|write| {
        write(OPEN.as_bytes());
        let spaces = vec![b' '; 1 << 20];
        for _ in 0..1024 {
            write(&spaces);
        }
        write(b"</w:body></w:document>");
    })
}

fn package(document: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, content) in [("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS)] {
        zip.start_file(name, options).expect("a part");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.start_file("word/document.xml", options).expect("a part");
    document(&mut |bytes| zip.write_all(bytes).expect("written"));
    zip.finish().expect("a package").into_inner()
}

/// A ZIP of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A DOCX with this XML as its one part.
pub(crate) fn docx_of_xml(xml: &str) -> Vec<u8> {
    package(|write| write(xml.as_bytes()))
}

/// A DOCX whose paragraphs stand in each other, so many deep.
pub(crate) fn docx_nested(depth: usize) -> Vec<u8> {
    let (open, close) =
        ("<w:sdt><w:sdtContent>".repeat(depth), "</w:sdtContent></w:sdt>".repeat(depth));
    docx_of_xml(&format!("{OPEN}{open}<w:p/>{close}</w:body></w:document>"))
}

/// A message with a line of text and these files.
pub(crate) fn message(files: &[(&str, &str)]) -> String {
    let part = |(name, text): &(&str, &str)| {
        format!(
            "--part\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{text}\r\n"
        )
    };
    let parts: String = files.iter().map(part).collect();
    format!(
        "{MAIL_HEAD}Content-Type: multipart/mixed; boundary=part\r\n\r\n\
         --part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nXin gửi kèm tài liệu.\r\n{parts}--part--\r\n"
    )
}

const MAIL_HEAD: &str = "From: van.phong@suoingan.example\r\nTo: phong@huyen.example\r\n\
    Subject: Ke hoach\r\nMessage-ID: <1@suoingan.example>\r\nMIME-Version: 1.0\r\n";

/// A message in a message in a message, so many deep.
pub(crate) fn message_nested(depth: usize) -> String {
    format!("{MAIL_HEAD}Content-Type: message/rfc822\r\n\r\n").repeat(depth) + "end"
}

/// A PNG that says it has so many pixels a side, and has none.
pub(crate) fn png_that_claims(side: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    out.extend(&header);
    out.extend(crc32(&header).to_be_bytes());
    out.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// A picture of a slip of paper with bars for words, as an uncompressed TIFF at 100 dots an inch.
pub(crate) fn scan() -> Vec<u8> {
    let (width, height) = (420_u32, 300_u32);
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    // Tag, type (3 short, 4 long, 5 ratio), count, value.
    let pixels_at = 8 + 2 + 11 * 12 + 4 + 8;
    let ratio_at = pixels_at - 8;
    let entries: [(u16, u16, u32); 11] = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, pixels_at),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, width * height),
        (282, 5, ratio_at),
        (283, 5, ratio_at),
    ];
    out.extend(11_u16.to_le_bytes());
    for (tag, kind, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend([0; 4]);
    out.extend(100_u32.to_le_bytes());
    out.extend(1_u32.to_le_bytes());
    let is_bar = |x: u32, y: u32| (40..380).contains(&x) && y % 30 < 14 && x % 40 < 30;
    for y in 0..height {
        out.extend((0..width).map(|x| if is_bar(x, y) { 20 } else { 255 }));
    }
    out
}
