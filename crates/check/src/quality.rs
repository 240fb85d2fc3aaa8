//! How well the file could be read: what rests on guesses is said to.

use vanban_document::{Document, NoteKind, Structure, TableOrigin};
use vanban_record::{Diagnostic, Severity};

use crate::finding::{at, finding};

/// Below this share of certainty a repaired text is announced.
const CERTAIN: f32 = 0.9;

pub(crate) fn check(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = document.notes.iter().map(note).collect();
    let repair = &document.repair;
    if repair.syllables > 0 && repair.changed * 10 > repair.syllables && repair.confidence < CERTAIN
    {
        let (changed, all) = (repair.changed, repair.syllables);
        found.push(finding(
            "text-restored",
            Severity::Warning,
            format!("{changed} of {all} syllables were repaired; compare facts with the original"),
            format!("{changed} trên {all} âm tiết đã được phục hồi; cần đối chiếu với bản gốc"),
            None,
        ));
    }
    for table in &structure.tables {
        let read_off = matches!(table.origin, TableOrigin::Flattened | TableOrigin::Aligned);
        if read_off && table.confidence < 0.8 {
            let name = table.title.as_deref().unwrap_or("a table");
            let ten = table.title.as_deref().unwrap_or("một bảng");
            found.push(finding(
                "table-guessed",
                Severity::Info,
                format!("rows and columns of {name} were guessed from its words"),
                format!("Hàng và cột của {ten} được suy ra từ câu chữ, cần đối chiếu"),
                Some(at(document, table.span)),
            ));
        }
    }
    found
}

fn note(note: &vanban_document::Note) -> Diagnostic {
    let (code, severity, vi) = match note.kind {
        NoteKind::PageUnreadable => ("page-unreadable", Severity::Error, "không đọc được"),
        NoteKind::PageIsImage => {
            ("page-is-image", Severity::Error, "chỉ có hình ảnh, không có chữ")
        }
        NoteKind::PoorTextLayer => {
            ("poor-text-layer", Severity::Warning, "có lớp chữ không đáng tin cậy")
        }
        NoteKind::LimitHit => ("limit-hit", Severity::Warning, "bị cắt bớt do vượt giới hạn"),
    };
    let (page, trang) = match note.page {
        Some(page) => (format!("page {page}: "), format!("Trang {page} {vi}")),
        None => (String::new(), format!("Tệp {vi}")),
    };
    let place = note.page.map(|page| vanban_record::At { page, ..Default::default() });
    finding(code, severity, format!("{page}{}", note.message), trang, place)
}
