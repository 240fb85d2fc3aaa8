//! Words that stand twice in a row.
//!
//! Vietnamese doubles syllables on purpose (`song song`, `từng bước`), and a noun may meet its own verb (`Ban
//! Chỉ đạo chỉ đạo`), so only doubled pairs of syllables outside those, and doubled particles, are reported.

use vanban_document::Document;
use vanban_record::{Diagnostic, Severity};
use vanban_text::Span;

use crate::finding::{at, finding};

/// Particles that nobody doubles.
const PARTICLES: [&str; 22] = [
    "và", "các", "của", "là", "được", "cho", "trong", "với", "về", "theo", "để", "tại", "này",
    "những", "có", "bằng", "từ", "đã", "sẽ", "do", "đến", "trên",
];

/// Pairs that are noun and verb alike, so that one may follow the other.
const BOTH: [&str; 34] = [
    "tổ chức",
    "chỉ đạo",
    "quản lý",
    "điều hành",
    "giám sát",
    "giáo dục",
    "kiểm tra",
    "thanh tra",
    "báo cáo",
    "hướng dẫn",
    "đại diện",
    "hợp tác",
    "quy định",
    "kế hoạch",
    "hoạt động",
    "lao động",
    "phục vụ",
    "phối hợp",
    "cung cấp",
    "thi hành",
    "bảo vệ",
    "tham mưu",
    "đào tạo",
    "tư vấn",
    "hỗ trợ",
    "nghiên cứu",
    "điều tra",
    "xây dựng",
    "đầu tư",
    "dự án",
    "công tác",
    "ngày càng",
    "từng bước",
    "dần dần",
];

pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let text = &document.text;
    let words = words(text);
    let word = |index: usize| words.get(index).map(|span| span.of(text));
    // Only a single space may part the two, so that cells, lines and stops divide them.
    let adjoins = |index: usize| {
        words.get(index + 1).is_some_and(|next| &text[words[index].end..next.start] == " ")
    };
    let mut found = Vec::new();
    let mut index = 0;
    while index + 1 < words.len() {
        let (a, b) = (word(index).unwrap_or(""), word(index + 1).unwrap_or(""));
        let particle = a == b && adjoins(index) && PARTICLES.contains(&a);
        let pair = (index..index + 3).all(adjoins)
            && a != b
            && word(index + 2) == Some(a)
            && word(index + 3) == Some(b)
            && a.chars().chain(b.chars()).all(char::is_alphabetic)
            && !a.starts_with(char::is_uppercase)
            && a.chars().count() > 1
            && !BOTH.contains(&format!("{a} {b}").to_lowercase().as_str());
        let length = if particle {
            2
        } else if pair {
            4
        } else {
            1
        };
        if length > 1 {
            let span = words[index].cover(words[(index + length - 1).min(words.len() - 1)]);
            let said = span.of(text);
            found.push(finding(
                "words-doubled",
                Severity::Info,
                format!("“{said}” stands twice in a row"),
                format!("“{said}” bị lặp từ"),
                Some(at(document, span)),
            ));
        }
        index += length;
    }
    found
}

fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| Span::new(from, text.len())));
    found
}

#[cfg(test)]
mod tests {
    use vanban_document::{Assembler, Content, Line, MediaType, ParagraphBlock, Reading};

    use super::*;

    fn doubled(text: &str) -> Vec<String> {
        let mut assembler = Assembler::new();
        let line = Line { text: text.into(), page: 1, ..Line::default() };
        assembler.paragraph(&ParagraphBlock { lines: vec![line], ..Default::default() }, false);
        let document = assembler.finish(Reading {
            media_type: MediaType::Text,
            pages: vec![],
            content: Content::Blocks(vec![]),
            annotations: vec![],
            notes: vec![],
        });
        check(&document).into_iter().filter_map(|finding| Some(finding.at?.text)).collect()
    }

    #[test]
    fn slips_are_found() {
        assert_eq!(
            doubled("cán bộ chuyên trách chuyên trách về đất đai"),
            ["chuyên trách chuyên trách"]
        );
        assert_eq!(doubled("triển khai các các nội dung"), ["các các"]);
    }

    #[test]
    fn good_vietnamese_is_left_alone() {
        for text in [
            "xử lý song song hai việc",
            "Ban Chỉ đạo chỉ đạo các thôn",
            "các tổ chức tổ chức hội nghị",
            "ngày càng ngày càng tốt",
            "xã An Lạc, An Lạc",
            "công khai, công khai",
        ] {
            assert!(doubled(text).is_empty(), "{text}");
        }
    }
}
