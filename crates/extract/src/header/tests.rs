//! Letterheads and signature blocks in the layouts that files have, in words of our own.

use vanban_document::{
    Assembler, Content, Document, Line, MediaType, ParagraphBlock, Reading, Structure,
};
use vanban_record::Header;
use vanban_text::Span;

use super::header;

/// A document of one line a paragraph, its zones named by the first words of their first and last lines.
struct Sample {
    document: Document,
    structure: Structure,
}

impl Sample {
    fn new(lines: &[&str]) -> Self {
        let mut assembler = Assembler::new();
        for text in lines {
            let line = Line { text: (*text).to_owned(), page: 1, ..Line::default() };
            assembler.paragraph(
                &ParagraphBlock { lines: vec![line], ..ParagraphBlock::default() },
                false,
            );
        }
        let document = assembler.finish(Reading {
            media_type: MediaType::Text,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        });
        Self { document, structure: Structure::default() }
    }

    fn zone(&self, first: &str, last: &str) -> Option<Span> {
        let text = &self.document.text;
        let start = text.find(first)?;
        let end = start + text[start..].find(last)? + last.len();
        Some(Span::new(start, end))
    }

    fn read(&self) -> Header {
        header(&self.document, &self.structure)
    }
}

fn plan() -> Sample {
    let mut sample = Sample::new(&[
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ TÂN LẬP HẠ Độc lập - Tự do - Hạnh phúc",
        "Số: 0045 /KH-UBND Tân Lập Hạ, ngày 06 tháng 5 năm 2027",
        "KẾ HOẠCH",
        "Giảm nghèo bền vững của xã Tân Lập Hạ năm 2027",
        "I. MỤC TIÊU",
        "Nơi nhận:",
        "- UBND tỉnh (b/c);",
        "- Các phòng, ban",
        "thuộc xã;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Thị Bưởi",
    ]);
    sample.structure.zones.letterhead = sample.zone("ỦY BAN", "2027");
    sample.structure.zones.type_line = sample.zone("KẾ HOẠCH", "KẾ HOẠCH");
    sample.structure.zones.title = sample.zone("Giảm nghèo", "năm 2027");
    sample.structure.zones.recipients = sample.zone("Nơi nhận", "VT.");
    sample.structure.zones.signature = sample.zone("TM. ỦY", "Bưởi");
    sample
}

#[test]
fn a_plan_states_all_its_fields() {
    let header = plan().read();
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    assert_eq!(text(&header.doc_type), "Kế hoạch");
    assert_eq!(text(&header.number), "0045");
    assert_eq!(text(&header.symbol), "0045/KH-UBND");
    assert_eq!(text(&header.issuer), "Ủy ban nhân dân xã Tân Lập Hạ");
    assert_eq!(text(&header.place), "Tân Lập Hạ");
    assert_eq!(text(&header.date), "2027-05-06");
    assert_eq!(text(&header.title), "Giảm nghèo bền vững của xã Tân Lập Hạ năm 2027");
    assert_eq!(header.plan_year, Some(2027));
    assert_eq!(text(&header.signer), "Lò Thị Bưởi");
    assert_eq!(text(&header.signer_position), "PHÓ CHỦ TỊCH");
    assert_eq!(text(&header.signing_authority), "KT. CHỦ TỊCH");
    assert_eq!(text(&header.on_behalf_of), "TM. ỦY BAN NHÂN DÂN");
    assert_eq!(header.recipients, ["UBND tỉnh (b/c)", "Các phòng, ban thuộc xã", "Lưu: VT"]);
    assert!(header.confidence > 0.9);
    assert_eq!(header.at["date"].text, "ngày 06 tháng 5 năm 2027");
}

#[test]
fn a_letter_has_a_subject_and_a_body_below_another() {
    let mut sample = Sample::new(&[
        "UBND TỈNH HÀ SƠN",
        "SỞ XÂY DỰNG",
        "Số: 905 /SXD-QLN",
        "V/v rà soát nhà ở theo Quyết định số 12/QĐ-TTg",
        "ngày 01/01/2027",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Sơn, ngày 09 tháng08 năm 2027",
        "Kính gửi: UBND các xã",
    ]);
    sample.structure.zones.body = sample.zone("Kính gửi", "các xã");
    let header = sample.read();
    assert_eq!(header.doc_type.as_deref(), Some("Công văn"));
    assert_eq!(header.symbol.as_deref(), Some("905/SXD-QLN"));
    assert_eq!(header.issuer.as_deref(), Some("Sở Xây dựng tỉnh Hà Sơn"));
    assert_eq!(header.place.as_deref(), Some("Hà Sơn"));
    assert_eq!(header.date.as_deref(), Some("2027-08-09"));
    assert_eq!(
        header.title.as_deref(),
        Some("rà soát nhà ở theo Quyết định số 12/QĐ-TTg ngày 01/01/2027")
    );
}

#[test]
fn a_colon_after_the_mark_of_a_subject_is_none_of_its_words() {
    let sample = Sample::new(&[
        "SỞ XÂY DỰNG",
        "Số: 905/SXD-QLN",
        "V/v: rà soát nhà ở",
        "Hà Sơn, ngày 09 tháng 8 năm 2027",
        "Kính gửi: UBND các xã",
    ]);
    assert_eq!(sample.read().title.as_deref(), Some("rà soát nhà ở"));
}

#[test]
fn an_office_is_its_bodys_and_a_department_its_places() {
    let issuer = |own: &str| {
        let mut sample = Sample::new(&[
            "ỦY BAN NHÂN DÂN TỈNH HÀ SƠN",
            own,
            "Số: 31/TB-VP",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Hà Sơn, ngày 09 tháng 8 năm 2027",
            "THÔNG BÁO",
        ]);
        sample.structure.zones.type_line = sample.zone("THÔNG", "BÁO");
        sample.read().issuer
    };
    assert_eq!(issuer("VĂN PHÒNG").as_deref(), Some("Văn phòng Ủy ban nhân dân tỉnh Hà Sơn"));
    assert_eq!(issuer("SỞ Y TẾ").as_deref(), Some("Sở Y tế tỉnh Hà Sơn"));
}

#[test]
fn a_caption_stands_in_for_a_missing_letterhead() {
    let mut sample = Sample::new(&[
        "KẾ HOẠCH",
        "Phòng, chống rét cho gia súc năm 2028",
        "PHỤ LỤC 1",
        "(Ban hành kèm theo Kế hoạch số: 81/KH-UBND ngày 02/11/2027 của UBND xã Pá Lau)",
    ]);
    sample.structure.zones.type_line = sample.zone("KẾ HOẠCH", "KẾ HOẠCH");
    sample.structure.zones.title = sample.zone("Phòng", "2028");
    let header = sample.read();
    assert_eq!(header.symbol.as_deref(), Some("81/KH-UBND"));
    assert_eq!(header.date.as_deref(), Some("2027-11-02"));
    assert_eq!(header.issuer.as_deref(), Some("UBND xã Pá Lau"));
    assert_eq!(header.place, None);
}

#[test]
fn a_blank_number_leaves_the_codes_and_a_blank_day_no_date() {
    let mut sample = Sample::new(&[
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG BẾN TRE",
        "Số:      /KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Bến Tre, ngày    tháng    năm 2027",
        "KẾ HOẠCH",
    ]);
    sample.structure.zones.letterhead = sample.zone("ỦY BAN", "năm 2027");
    sample.structure.zones.type_line = sample.zone("KẾ HOẠCH", "KẾ HOẠCH");
    let header = sample.read();
    assert_eq!((header.number, header.symbol, header.date), (None, None, None));
    assert_eq!(header.symbol_suffix.as_deref(), Some("KH-UBND"));
    assert_eq!(header.place.as_deref(), Some("Bến Tre"));
}

#[test]
fn an_empty_document_states_nothing() {
    let sample = Sample::new(&[]);
    assert_eq!(sample.read(), Header::default());
}
