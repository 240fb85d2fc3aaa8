//! Số và tên bảng: the line above a table that numbers and names it (`Bảng 2. Phân bổ kinh phí`).

use vanban_text::{fold, quoted};

use crate::view::View;

/// Words that number a table, folded; longer ones first.
const NAMES: [&str; 5] = ["phu bieu", "bieu mau", "bieu so", "bieu", "bang"];

/// Lines between a table and its name that only state the unit: `(Đơn vị tính: triệu đồng)`.
const BETWEEN: usize = 2;

/// The title (`Bảng 2`) and the words after it, from the lines above the table that starts at byte `start`.
pub(super) fn numbered(view: &View<'_>, start: usize) -> Option<(String, Option<String>)> {
    let table = view.blocks.partition_point(|block| block.span.start < start);
    let above = (table.saturating_sub(BETWEEN + 1)..table).rev().take_while(|i| !view.is_table(*i));
    let mut words_between = None;
    for i in above {
        if let Some((title, caption)) = split(view.text(i)) {
            return Some((title, caption.or(words_between)));
        }
        if states_unit(view.folded(i)) {
            continue;
        }
        // A name may stand on a line of its own under the number, and nothing else may.
        if words_between.is_some() || !view.stands_out(i) {
            return None;
        }
        words_between = Some(quoted(view.text(i)));
    }
    None
}

/// `Bảng 2. Phân bổ kinh phí` as `Bảng 2` and the rest.
fn split(text: &str) -> Option<(String, Option<String>)> {
    let text = text.trim();
    let folded = fold(text);
    let name = NAMES
        .into_iter()
        .find(|name| folded.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))?;
    // Folding keeps the number of characters of NFC text, so that the name's length holds for both.
    let after = text.char_indices().nth(name.chars().count()).map_or(text.len(), |(at, _)| at);
    let rest = text[after..].trim_start();
    let number = rest.split(|c: char| c.is_whitespace() || ":–-".contains(c)).next()?;
    let number = number.trim_end_matches(['.', ',', ')']);
    let arabic = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let numbers = arabic || vanban_text::roman(number).is_some();
    let from = text.len() - rest.len() + number.len();
    let rest = &text[from..];
    // `Bảng 3 cho thấy ...` speaks of a table; a name follows a mark or stands in capitals.
    let named = rest.trim().is_empty()
        || rest.trim_start().starts_with(['.', ':', '-', '–', '—', '('])
        || rest.trim_start().starts_with(char::is_uppercase);
    if !numbers || !named {
        return None;
    }
    let caption =
        quoted(rest.trim_start_matches(|c: char| c.is_whitespace() || ".:-–—".contains(c)));
    Some((quoted(&text[..from]), Some(caption).filter(|caption| !caption.is_empty())))
}

fn states_unit(folded: &str) -> bool {
    let words = folded.trim_start_matches(['(', ' ']);
    words.starts_with("don vi") || words.starts_with("dvt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_numbers_a_table_is_split_into_number_and_name() {
        for (line, title, caption) in [
            ("Bảng 1. Phân công nhiệm vụ", "Bảng 1", Some("Phân công nhiệm vụ")),
            ("Biểu số 03: Dự toán kinh phí", "Biểu số 03", Some("Dự toán kinh phí")),
            ("BẢNG 2.1 – CHỈ TIÊU", "BẢNG 2.1", Some("CHỈ TIÊU")),
            ("Phụ biểu IV", "Phụ biểu IV", None),
            ("Bảng 5 Tổng hợp vốn", "Bảng 5", Some("Tổng hợp vốn")),
        ] {
            let want = (title.to_owned(), caption.map(str::to_owned));
            assert_eq!(split(line), Some(want), "{line}");
        }
    }

    #[test]
    fn a_sentence_about_a_table_is_no_name() {
        for line in
            ["Bảng 3 cho thấy kết quả", "Bảng lương", "Bằng 2 lần", "Biểu diễn", "Bảng điểm 4"]
        {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
