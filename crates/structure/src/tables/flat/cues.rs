//! What words tell of where cells begin and end.

use super::{
    content::{amount, deadline, unit_length},
    words::{Break, Word},
};
use crate::tables::columns::ColumnKind;

/// The price of an empty cell.
pub(crate) fn absence(kind: ColumnKind) -> f32 {
    match kind {
        ColumnKind::Main => 7.0,
        ColumnKind::Lead => 3.0,
        ColumnKind::Outcome | ColumnKind::Amount => 2.0,
        ColumnKind::Deadline => 2.5,
        ColumnKind::Support | ColumnKind::Source => 1.5,
        ColumnKind::Words | ColumnKind::Unit | ColumnKind::Quantity => 1.0,
        ColumnKind::Note | ColumnKind::Ordinal => 0.0,
    }
}

/// The weight of a cell's beginning at word `i`, by what stands there.
pub(crate) fn opening(words: &[Word<'_>], i: usize) -> f32 {
    if i == 0 {
        return 0.0;
    }
    let (word, last) = (&words[i], &words[i - 1]);
    let opens =
        word.is_capital() || word.is_digit() || word.text.starts_with(['“', '"', '(', '-', '+']);
    let mut score = match (word.before, opens) {
        (Break::Gap, true) => 2.5,
        (Break::Gap, false) => -0.5,
        (Break::Line, true) => 0.2,
        (Break::Line, false) => -4.5,
        (Break::Space, true) => -1.6,
        (Break::Space, false) => -7.0,
    };
    if word.body && !leads_on(words, i) {
        score += 0.8;
    }
    // `Văn phòng | HĐND`, `Trước ngày | 20/12`: the word before asks for this one.
    let asks = leads_on(words, i) && word.body && last.text.ends_with(char::is_alphanumeric);
    if asks || (word.is_digit() && asks_number(last)) {
        score -= 2.5;
    }
    // The halves of a name: `Phú | Thọ`, `Bộ | Tài chính`.
    if word.before == Break::Space
        && last.is_capital()
        && !last.ends_sentence()
        && !word.body
        && !word.is_digit()
    {
        score -= 2.0;
    }
    if word.before == Break::Space && word.is_digit() && (last.is_small() && last.text.len() < 4) {
        score -= 0.8;
    }
    score
}

/// Whether a unit begins at word `i` and a figure follows it.
pub(crate) fn is_unit(words: &[Word<'_>], i: usize) -> bool {
    let length = unit_length(words, i);
    length > 0 && words.get(i + length).is_some_and(Word::is_digit)
}

/// Whether words end in the first word of a body's name (`Sở Y tế; Phòng`).
pub(crate) fn ends_bare(words: &[Word<'_>]) -> bool {
    const HEADS: [&str; 14] = [
        "sở",
        "phòng",
        "bộ",
        "đoàn",
        "hội",
        "trung",
        "trường",
        "cục",
        "tổ",
        "viện",
        "đài",
        "trạm",
        "ủy",
        "liên",
    ];
    let last = &words[words.len() - 1];
    let clean = last.text.ends_with(char::is_alphanumeric);
    let head = last.is_capital() && HEADS.contains(&last.lower.as_str()) && words.len() > 1;
    clean && head
}

/// Whether a number after this word belongs to it: `ngày 20/12`, `tháng 6`.
fn asks_number(word: &Word<'_>) -> bool {
    ["ngày", "tháng", "quý", "năm", "số", "lớp", "cấp", "khóa", "mức", "đề"]
        .contains(&word.lower.as_str())
        && word.text.ends_with(char::is_alphanumeric)
}

/// Whether the word before a body's name leads on to it: a mark, `và`, or a word its name goes on from.
pub(crate) fn leads_on(words: &[Word<'_>], i: usize) -> bool {
    const HEADS: [&str; 16] = [
        "và",
        "của",
        "phòng",
        "thuộc",
        "với",
        "tịch",
        "đạo",
        "trực",
        "các",
        "bộ",
        "gồm",
        "tại",
        "cho",
        "do",
        "trưởng",
        "hoặc",
    ];
    let Some(last) = i.checked_sub(1).map(|before| &words[before]) else { return false };
    last.text.ends_with([',', ';', ':', '(', '/', '-', '–', '&'])
        || (HEADS.contains(&last.lower.as_str()) && !last.ends_sentence())
}

/// Words in one folded line.
pub(crate) fn text(words: &[Word<'_>]) -> String {
    vanban_text::fold(&words.iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
}

fn names_body(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| word.body)
}

/// The weight of words over the end of a page that stand in one elsewhere.
pub(crate) const SAID: f32 = 2.0;

/// How well words on the next page go on with a cell.
pub(crate) fn going_on(before: &[Word<'_>], words: &[Word<'_>], kind: ColumnKind) -> f32 {
    let last = &before[before.len() - 1];
    let small = words[0].is_small();
    if kind == ColumnKind::Deadline || kind == ColumnKind::Amount {
        let text: Vec<&str> = before.iter().chain(words).map(|word| word.text).collect();
        let text = vanban_text::fold(&text.join(" "));
        let whole =
            if kind == ColumnKind::Deadline { deadline(&text) >= 1.0 } else { amount(&text) };
        return if whole { 2.0 } else { -4.0 };
    }
    // Names go on for a few words, not for sentences.
    let long = match kind {
        ColumnKind::Lead | ColumnKind::Support => 0.25 * (words.len() as f32 - 6.0).max(0.0),
        _ => 0.0,
    };
    let named = match kind {
        ColumnKind::Lead | ColumnKind::Support if names_body(words) => 0.8,
        ColumnKind::Outcome if names_body(words) => -0.8,
        _ => 0.0,
    };
    named - long
        + match (small, last.ends_sentence()) {
            (true, false) => 1.5,
            (true, true) => -1.5,
            (false, _) if last.connects() || last.text.ends_with([',', ';']) => 1.0,
            (false, false) => -0.3,
            (false, true) => {
                if kind == ColumnKind::Main {
                    0.5
                } else {
                    -1.0
                }
            }
        }
}
