//! Phụ lục: annexes that the text refers to and the file does not hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{Diagnostic, Severity};
use vanban_text::{Folded, Span, fold, roman};

use crate::finding::{at, finding};

pub(crate) fn check(document: &Document, structure: &Structure) -> Vec<Diagnostic> {
    let held: Vec<Option<u32>> =
        structure.zones.annexes.iter().map(|annex| annex_number(&annex.label)).collect();
    // An annex without number may be any of them.
    if held.contains(&None) {
        return Vec::new();
    }
    let titled = structure.tables.iter().filter_map(|table| table.title.as_deref());
    let mut titled: Vec<u32> = titled.filter_map(annex_number).collect();
    // A heading that was taken for something else is there all the same.
    let lines = document.text.split(['\n', '\t']);
    titled.extend(lines.filter_map(|line| annex_number(line.trim_start_matches(['*', '#', ' ']))));
    // So is one whose heading in capitals ran into the line before it.
    titled.extend(document.text.match_indices("PHỤ LỤC ").filter_map(|(at, _)| {
        let words = &document.text[at..];
        annex_number(words.char_indices().nth(16).map_or(words, |(end, _)| &words[..end]))
    }));
    let missing = own_references(&document.text)
        .into_iter()
        .filter(|(number, _)| !held.contains(&Some(*number)) && !titled.contains(number));
    missing
        .map(|(number, span)| {
            finding(
                "annex-missing",
                Severity::Warning,
                format!("the text refers to annex {number}, which the file does not hold"),
                format!("Có viện dẫn Phụ lục {number} nhưng không có trong tệp"),
                Some(at(document, span)),
            )
        })
        .collect()
}

/// The number of `Phụ lục 02`, `Phụ lục II`.
fn annex_number(label: &str) -> Option<u32> {
    let folded = fold(label);
    let rest = folded.trim().strip_prefix("phu luc")?;
    let word = rest.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphanumeric());
    word.parse().ok().or_else(|| roman(&word.to_uppercase()))
}

/// The annexes of its own that a text refers to, with the first place of each. `Phụ lục 2 kèm theo Nghị định
/// số ...` is another document's.
fn own_references(text: &str) -> BTreeMap<u32, Span> {
    static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"phu\s+luc\s+(?:so\s+)?(?P<n>\d{1,2}|[ivx]{1,4})\b(?P<more>(?:\s*(?:,|va|;)\s*(?:phu\s+luc\s+)?(?:so\s+)?(?:\d{1,2}|[ivx]{1,4})\b)*)")
            .expect("the pattern of annex references is valid")
    });
    static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^.;\n]{0,60}?(?:nghi\s+dinh|thong\s+tu|quyet\s+dinh\s+so|luat|nghi\s+quyet|cong\s+van|van\s+ban\s+so|chi\s+thi|huong\s+dan|ke\s+hoach\s+so|chuong\s+trinh)")
            .expect("the pattern of other documents is valid")
    });
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^.;\n]{0,50}?(?:kem\s+theo|dinh\s+kem|cua\s+(?:ke\s+hoach|quyet\s+dinh|chuong\s+trinh|de\s+an)|(?:ke\s+hoach|quyet\s+dinh|chuong\s+trinh|de\s+an|van\s+ban)\s+nay)")
            .expect("the pattern of pointers is valid")
    });
    let folded = Folded::new(text);
    let number = |word: &str| word.parse().ok().or_else(|| roman(&word.to_uppercase()));
    let mut found = BTreeMap::new();
    for piece in REFERENCE.captures_iter(folded.text()) {
        let Some(all) = piece.get(0) else { continue };
        let after = &folded.text()[all.end()..];
        let after = after.char_indices().nth(90).map_or(after, |(at, _)| &after[..at]);
        // Its own note names the document it belongs to; a heading refers to nothing.
        let before = folded.text()[..all.start()].trim_end_matches([' ', '*', '#']);
        let heading = before.is_empty() || before.ends_with('\n');
        // The list of another document's annexes reads alike: only a pointer into this one counts.
        let from =
            folded.text()[..all.start()].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let pointed = folded.text()[from..all.start()].contains("chi tiet") || OWN.is_match(after);
        if heading || !pointed || FOREIGN.is_match(after) {
            continue;
        }
        let span = folded.origin(all.range());
        let more = piece.name("more").map_or("", |more| more.as_str());
        let words = more.split(|c: char| !c.is_alphanumeric());
        for number in std::iter::once(&piece["n"]).chain(words).filter_map(number) {
            if number > 0 && number < 40 {
                found.entry(number).or_insert(span);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u32> {
        own_references(text).into_keys().collect()
    }

    #[test]
    fn own_annexes_are_told_from_others() {
        assert_eq!(numbers("Chi tiết tại Phụ lục 1, Phụ lục II kèm theo Kế hoạch này."), [1, 2]);
        assert_eq!(
            numbers("theo mẫu tại Phụ lục 3 ban hành kèm theo Nghị định số 30/2020/NĐ-CP"),
            [0u32; 0]
        );
        assert_eq!(numbers("Kế hoạch này.\nPhụ lục 4\nDANH MỤC"), [0u32; 0]);
        assert_eq!(numbers("(phụ lục 01 và 02 kèm theo)"), [1, 2]);
        assert_eq!(numbers("thủ tục số 05, 06 tại Phụ lục I)"), [0u32; 0]);
    }
}
