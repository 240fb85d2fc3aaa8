//! Bằng chữ: amounts in words beside their figures.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Document;
use vanban_record::{Diagnostic, Severity};
use vanban_text::{Span, amounts, collapse_spaces, fold};

use crate::finding::{at, finding};

pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\(?\s*(?:viết\s+)?bằng\s+chữ\s*:?\s*([^).;\n]{5,200})")
            .expect("the pattern of amounts in words is valid")
    });
    let mut found = Vec::new();
    for piece in WORDS.captures_iter(&document.text) {
        let (Some(all), Some(words)) = (piece.get(0), piece.get(1)) else { continue };
        let line = document.text[..all.start()].rfind('\n').map_or(0, |at| at + 1);
        let before = &document.text[line..all.start()];
        let Some(figures) = amounts(before).last().map(|amount| amount.vnd) else { continue };
        let Some(said) = number(words.as_str()) else { continue };
        if said != figures {
            found.push(finding(
                "amount-words-mismatch",
                Severity::Error,
                format!("the words say {said} đồng, the figures {figures}"),
                format!("Bằng chữ là {said} đồng nhưng bằng số là {figures} đồng"),
                Some(at(document, Span::from(all.range()))),
            ));
        }
    }
    found
}

/// The number that Vietnamese words name: `hai tỷ hai trăm sáu mươi triệu đồng`. `None` where a word is no
/// numeral.
fn number(words: &str) -> Option<i64> {
    let folded = fold(words);
    let folded = folded.split("dong").next()?;
    let mut total = 0i64;
    let mut group = 0i64;
    let mut digit: Option<i64> = None;
    let mut read = false;
    for word in collapse_spaces(&folded.replace([',', '.', '-'], " ")).split(' ') {
        match word {
            "" | "le" | "linh" | "chan" | "va" => continue,
            "muoi" => group += digit.take().unwrap_or(1) * 10,
            "tram" => group += digit.take()? * 100,
            "nghin" | "ngan" | "trieu" | "ty" | "ti" => {
                group += digit.take().unwrap_or(0);
                let scale = match word {
                    "nghin" | "ngan" => 1_000,
                    "trieu" => 1_000_000,
                    _ => 1_000_000_000,
                };
                if scale == 1_000_000_000 && total > 0 {
                    // `hai nghìn tỷ`: the thousands read so far are of billions.
                    total = (total + group).checked_mul(scale)?;
                } else {
                    total = total.checked_add(group.checked_mul(scale)?)?;
                }
                group = 0;
            }
            word => {
                if let Some(open) = digit.take() {
                    group += open;
                }
                digit = Some(units(word)?);
            }
        }
        read = true;
    }
    group += digit.unwrap_or(0);
    read.then(|| total.checked_add(group)).flatten()
}

fn units(word: &str) -> Option<i64> {
    Some(match word {
        "khong" => 0,
        "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "bon" | "tu" => 4,
        "nam" | "lam" | "nham" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_their_number() {
        for (words, want) in [
            ("Hai tỷ hai trăm sáu mươi triệu đồng", Some(2_260_000_000)),
            ("Ba trăm bảy mươi lăm triệu đồng chẵn", Some(375_000_000)),
            ("Mười hai triệu năm trăm nghìn đồng", Some(12_500_000)),
            ("Một trăm linh năm nghìn đồng", Some(105_000)),
            ("Bốn nghìn tỷ đồng", Some(4_000_000_000_000)),
            ("Hai mươi mốt triệu đồng", Some(21_000_000)),
            ("theo thực tế", None),
        ] {
            assert_eq!(number(words), want, "{words}");
        }
    }

    /// Three digits in words, as offices write them.
    fn hundreds(number: i64, first: bool) -> String {
        const ONES: [&str; 10] =
            ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        let (hundred, ten, one) = (number / 100, number / 10 % 10, number % 10);
        let mut words = Vec::new();
        if hundred > 0 || !first {
            words.push(format!("{} trăm", ONES[hundred as usize]));
        }
        match ten {
            0 if one > 0 && !words.is_empty() => words.push("linh".into()),
            0 => {}
            1 => words.push("mười".into()),
            _ => words.push(format!("{} mươi", ONES[ten as usize])),
        }
        match one {
            0 => {}
            1 if ten > 1 => words.push("mốt".into()),
            5 if ten > 0 => words.push("lăm".into()),
            _ => words.push(ONES[one as usize].into()),
        }
        words.join(" ")
    }

    fn in_words(number: i64) -> String {
        let mut words = Vec::new();
        for (scale, name) in
            [(1_000_000_000, " tỷ"), (1_000_000, " triệu"), (1_000, " nghìn"), (1, "")]
        {
            let group = number / scale % 1000;
            if group > 0 {
                words.push(format!("{}{name}", hundreds(group, words.is_empty())));
            }
        }
        format!("{} đồng", words.join(" "))
    }

    #[test]
    fn what_is_written_out_reads_back() {
        // A fixed walk over amounts of all lengths, round ones among them.
        let mut number = 1i64;
        for step in 0..4000i64 {
            number = (number.wrapping_mul(6_364_136_223) + step).rem_euclid(999_999_999_999) + 1;
            let rounded = number / 10i64.pow((step % 10) as u32) * 10i64.pow((step % 10) as u32);
            for amount in [number, rounded.max(1000)] {
                assert_eq!(super::number(&in_words(amount)), Some(amount), "{}", in_words(amount));
            }
        }
    }

    #[test]
    fn only_words_that_differ_are_found() {
        let document = |text: &str| {
            let mut assembler = vanban_document::Assembler::new();
            let line = vanban_document::Line { text: text.into(), page: 1, ..Default::default() };
            let block = vanban_document::ParagraphBlock { lines: vec![line], ..Default::default() };
            assembler.paragraph(&block, false);
            assembler.finish(vanban_document::Reading {
                media_type: vanban_document::MediaType::Text,
                pages: vec![],
                content: vanban_document::Content::Blocks(vec![]),
                annotations: vec![],
                notes: vec![],
            })
        };
        let text = |figures: &str| {
            format!(
                "Tổng kinh phí: {figures} đồng (Bằng chữ: Hai tỷ hai trăm sáu mươi triệu đồng)."
            )
        };
        assert!(check(&document(&text("2.260.000.000"))).is_empty());
        let found = check(&document(&text("2.620.000.000")));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, "amount-words-mismatch");
    }
}
