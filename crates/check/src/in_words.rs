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
        "nam" | "lam" => 5,
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
}
