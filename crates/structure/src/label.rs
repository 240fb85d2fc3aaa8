//! Labels that number headings: `Phần I`, `I.`, `1.`, `2.1`, `a)`, `Điều 3.`
//! (Nghị định 30/2020/NĐ-CP, phụ lục I, mục II.5: bố cục, đánh số).

use std::sync::LazyLock;

use regex::Regex;
use vanban_text::{fold, roman};

/// Kinds of label, the outermost first: a label of an earlier kind never stands inside a later one,
/// except where a document's own order says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// `Phần I`
    Part,
    /// `Chương II`
    Chapter,
    /// `Mục 1`
    Division,
    /// `Điều 5`
    Article,
    /// `A.`
    Capital,
    /// `IV.`
    Roman,
    /// `1.` has depth 1, `1.2.` depth 2.
    Number(u8),
    /// `1)`
    NumberParen,
    /// `a)`
    Letter,
    /// `(1)`
    ParenNumber,
}

/// A label at the start of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    pub(crate) kind: Kind,
    /// Its number; for `2.1` both numbers.
    pub(crate) path: Vec<u32>,
    /// As the record shows it.
    pub(crate) text: String,
    /// Bytes from the paragraph's start to the first word after the label.
    pub(crate) end: usize,
}

impl Label {
    /// The last number of the path.
    pub(crate) fn ordinal(&self) -> u32 {
        self.path.last().copied().unwrap_or(0)
    }

    /// Whether `self` may directly follow `before` among siblings.
    pub(crate) fn follows(&self, before: &Label) -> bool {
        if self.kind == Kind::Letter {
            return letter_follows(before.ordinal(), self.ordinal());
        }
        let same_parent = self.path[..self.path.len() - 1] == before.path[..before.path.len() - 1];
        same_parent && self.ordinal() == before.ordinal() + 1
    }

    /// Reads `I)` after `h)` as the letter it is: editors put a capital at the start of a paragraph.
    pub(crate) fn set_in_list(&mut self, before: &Label, text: &str) {
        let letter = text.chars().next().and_then(|c| c.to_lowercase().next());
        let (Some(letter), true) = (letter, text.chars().nth(1) == Some(')')) else { return };
        let Some(ordinal) = letter_ordinal(letter) else { return };
        let follows = before.kind == Kind::Letter && letter_follows(before.ordinal(), ordinal);
        if matches!(self.kind, Kind::Roman | Kind::Capital) && follows {
            self.kind = Kind::Letter;
            self.path = vec![ordinal];
            self.text = format!("{letter})");
        }
    }

    /// Whether it is the first of its kind.
    pub(crate) fn starts(&self) -> bool {
        self.ordinal() == 1
    }
}

/// Letters as headings use them; those in [`SKIPPED`] are left out by some or by all.
const LETTERS: &str = "abcdđefghijklmnopqrstuvwxyz";
const SKIPPED: &str = "đfjwz";

fn letter_ordinal(letter: char) -> Option<u32> {
    LETTERS.chars().position(|c| c == letter).map(|at| at as u32 + 1)
}

fn letter_follows(before: u32, after: u32) -> bool {
    after > before
        && LETTERS
            .chars()
            .skip(before as usize)
            .take((after - before - 1) as usize)
            .all(|between| SKIPPED.contains(between))
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i)(ph[ầấâa]n|ch[ưu][ơo]ng|m[ụu]c|đi[ềêe]u|ði[ềêe]u|di[ềêe]u)\s+(thứ\s+\p{L}+|[IVXLivxl]+|\d{1,3}[a-zđ]?|[A-Z])\s*([.:–—-])?(\s|\*|$)",
    )
});
static ROMAN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^([IVXLl1]{1,6})\s*([.:)/]|\s[-–]|[-–]\s|\s)\s*"));
static CAPITAL: LazyLock<Regex> = LazyLock::new(|| regex(r"^([A-HĐK])\s*[.)]\s+"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{1,3}(?:\s?\.\s?\d{1,2}){0,4})\s*([.)/:,])?(\s*)"));
/// `2. 100% hộ ...`: the share is no second number of the label.
static BEFORE_SHARE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{1,2})\s*([.)])\s+(\d{1,3}(?:,\d+)?\s?%)"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| regex(r"^([a-zđ])\s*([.)/])\s*"));
static PAREN: LazyLock<Regex> = LazyLock::new(|| regex(r"^\(\s?(\d{1,2})\s?\)\s*"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// The label at the start of `text`, if there is one. Whether it heads a section is another question.
pub(crate) fn parse_label(text: &str) -> Option<Label> {
    named(text)
        .or_else(|| roman_label(text))
        .or_else(|| capital(text))
        .or_else(|| before_share(text))
        .or_else(|| number(text))
        .or_else(|| letter(text))
        .or_else(|| paren(text))
        .map(|mut label| {
            // Bold closes between the label and its words in some Markdown: `**1. **Mục đích`.
            let rest = &text[label.end..];
            let words = rest.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
            label.end += rest.len() - words.len();
            label
        })
}

fn named(text: &str) -> Option<Label> {
    let captures = NAMED.captures(text)?;
    let word = fold(&captures[1]);
    let (kind, name) = match word.as_str() {
        "phan" => (Kind::Part, "Phần"),
        "chuong" => (Kind::Chapter, "Chương"),
        "muc" => (Kind::Division, "Mục"),
        _ => (Kind::Article, "Điều"),
    };
    let numeral = captures[2].trim();
    let ordinal = numeral_value(numeral)?;
    let rest = text[captures[0].len()..].trim_start_matches(['*', ' ']);
    let mark = captures.get(3).map(|mark| mark.as_str());
    // `Điều 28 Nghị định ...` and `Phần 2 của Kế hoạch` are mentions; a heading has a mark, capitals or nothing.
    let heads = match kind {
        Kind::Article => matches!(mark, Some("." | ":")) || rest.is_empty(),
        _ => rest.is_empty() || mark.is_some() || crate::view::is_upper(rest),
    };
    heads.then(|| Label {
        kind,
        path: vec![ordinal],
        text: format!("{name} {numeral}"),
        end: captures[0].len(),
    })
}

fn numeral_value(numeral: &str) -> Option<u32> {
    const ORDINALS: [(&str, u32); 10] = [
        ("nhat", 1),
        ("hai", 2),
        ("ba", 3),
        ("tu", 4),
        ("nam", 5),
        ("sau", 6),
        ("bay", 7),
        ("tam", 8),
        ("chin", 9),
        ("muoi", 10),
    ];
    let folded = fold(numeral);
    if let Some(word) = folded.strip_prefix("thu ") {
        return ORDINALS.iter().find(|(name, _)| *name == word.trim()).map(|(_, value)| *value);
    }
    let digits: String = numeral.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let upper = numeral.to_uppercase();
    roman(&upper).or_else(|| {
        let letter = upper.chars().next().filter(|_| upper.chars().count() == 1)?;
        letter_ordinal(letter.to_lowercase().next()?)
    })
}

fn roman_label(text: &str) -> Option<Label> {
    let captures = ROMAN.captures(text)?;
    let printed = &captures[1];
    // OCR reads `I` as `l` or `1`; a token of digits alone stays a number.
    if printed.chars().all(|c| c.is_ascii_digit()) || !printed.contains(['I', 'V', 'X', 'L']) {
        return None;
    }
    let numeral = printed.replace(['l', '1'], "I");
    let ordinal = roman(&numeral)?;
    let rest = &text[captures[0].len()..];
    let marked = !captures[2].trim().is_empty();
    let heads =
        if marked { !rest.is_empty() || printed.len() < 5 } else { crate::view::is_upper(rest) };
    heads.then(|| Label {
        kind: Kind::Roman,
        path: vec![ordinal],
        text: numeral,
        end: captures[0].len(),
    })
}

fn capital(text: &str) -> Option<Label> {
    let captures = CAPITAL.captures(text)?;
    let letter = captures[1].chars().next()?;
    let ordinal = letter_ordinal(letter.to_lowercase().next()?)?;
    Some(Label {
        kind: Kind::Capital,
        path: vec![ordinal],
        text: letter.to_string(),
        end: captures[0].len(),
    })
}

fn number(text: &str) -> Option<Label> {
    let captures = NUMBER.captures(text)?;
    let rest = &text[captures[0].len()..];
    let path: Vec<u32> =
        captures[1].split('.').map(|part| part.trim().parse()).collect::<Result<_, _>>().ok()?;
    let mark = captures.get(2).map(|mark| mark.as_str());
    let words = rest.trim_start_matches(|c: char| c == '*' || c.is_whitespace());
    let spaced = !captures[3].is_empty() || words.len() < rest.len();
    // A label alone: its words stand on the next line.
    let alone = words.is_empty() && matches!(mark, Some("." | ")")) && path.len() <= 3;
    let next = if alone { 'A' } else { words.chars().next()? };
    // `100%`, `1.500`, `12/2025`, `2.5 tỷ`: a quantity or a date, not a label.
    if next.is_ascii_digit() || (mark.is_none() && path.len() == 1) || path.contains(&0) {
        return None;
    }
    if !spaced && !next.is_uppercase() && mark != Some(")") && !"(“\"".contains(next) {
        return None;
    }
    if path.len() > 1 && mark.is_none() && !(next.is_uppercase() || "(“\"".contains(next)) {
        return None;
    }
    // Recognition reads `1.` as `1,`.
    let comma = mark == Some(",") && !(spaced && path.len() == 1 && next.is_uppercase());
    if comma || (mark == Some("/") && !spaced) {
        return None;
    }
    let kind = match (path.len(), mark) {
        (1, Some(")")) => Kind::NumberParen,
        (depth, _) => Kind::Number(depth as u8),
    };
    let printed = captures[1].split_whitespace().collect::<String>();
    let text = if kind == Kind::NumberParen { format!("{printed})") } else { printed };
    Some(Label { kind, path, text, end: captures[0].len() })
}

fn before_share(text: &str) -> Option<Label> {
    let captures = BEFORE_SHARE.captures(text)?;
    let ordinal = captures[1].parse::<u32>().ok().filter(|ordinal| *ordinal > 0)?;
    let (kind, text) = match &captures[2] {
        ")" => (Kind::NumberParen, format!("{ordinal})")),
        _ => (Kind::Number(1), ordinal.to_string()),
    };
    Some(Label { kind, path: vec![ordinal], text, end: captures.get(3)?.start() })
}

fn letter(text: &str) -> Option<Label> {
    let captures = LETTER.captures(text)?;
    let letter = captures[1].chars().next()?;
    let mark = &captures[2];
    let spaced = captures[0].ends_with(char::is_whitespace);
    let next = text[captures[0].len()..].chars().next()?;
    if !spaced && (mark != ")" || next.is_ascii_punctuation()) && next != '*' {
        return None;
    }
    Some(Label {
        kind: Kind::Letter,
        path: vec![letter_ordinal(letter)?],
        text: if mark == ")" { format!("{letter})") } else { letter.to_string() },
        end: captures[0].len(),
    })
}

fn paren(text: &str) -> Option<Label> {
    let captures = PAREN.captures(text)?;
    let ordinal = captures[1].parse().ok()?;
    Some(Label {
        kind: Kind::ParenNumber,
        path: vec![ordinal],
        text: format!("({ordinal})"),
        end: captures[0].len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<(&str, Kind, &str)>) {
        let got = parse_label(text);
        let got = got.as_ref().map(|label| (label.text.as_str(), label.kind, &text[label.end..]));
        assert_eq!(got, want, "{text:?}");
    }

    #[test]
    fn labels_of_every_kind_are_read() {
        check("Phần I", Some(("Phần I", Kind::Part, "")));
        check("PHẦN THỨ HAI: NỘI DUNG", Some(("Phần THỨ HAI", Kind::Part, "NỘI DUNG")));
        check("Chương II. QUY ĐỊNH", Some(("Chương II", Kind::Chapter, "QUY ĐỊNH")));
        check("Điều 2. Hiệu lực", Some(("Điều 2", Kind::Article, "Hiệu lực")));
        check("III. NHIỆM VỤ", Some(("III", Kind::Roman, "NHIỆM VỤ")));
        check("II - MỤC TIÊU", Some(("II", Kind::Roman, "MỤC TIÊU")));
        check("IV MỤC TIÊU", Some(("IV", Kind::Roman, "MỤC TIÊU")));
        check("Il. MỤC TIÊU", Some(("II", Kind::Roman, "MỤC TIÊU")));
        check("A. Phần chung", Some(("A", Kind::Capital, "Phần chung")));
        check("1. Mục đích", Some(("1", Kind::Number(1), "Mục đích")));
        check("1.Mục đích", Some(("1", Kind::Number(1), "Mục đích")));
        check("10.2. Lĩnh vực", Some(("10.2", Kind::Number(2), "Lĩnh vực")));
        check("2.1 Yêu cầu", Some(("2.1", Kind::Number(2), "Yêu cầu")));
        check("3) Rà soát", Some(("3)", Kind::NumberParen, "Rà soát")));
        check("đ) Tiếp tục", Some(("đ)", Kind::Letter, "Tiếp tục")));
        check("b. Công tác", Some(("b", Kind::Letter, "Công tác")));
        check("(4) Ban hành", Some(("(4)", Kind::ParenNumber, "Ban hành")));
        check("1. **Mục đích", Some(("1", Kind::Number(1), "Mục đích")));
        check("2.**** Rà soát", Some(("2", Kind::Number(1), "Rà soát")));
        check("1, Công tác", Some(("1", Kind::Number(1), "Công tác")));
        check("6.", Some(("6", Kind::Number(1), "")));
        check("2. 100% hộ", Some(("2", Kind::Number(1), "100% hộ")));
        check("3) 97,5 % xã", Some(("3)", Kind::NumberParen, "97,5 % xã")));
    }

    #[test]
    fn quantities_dates_and_mentions_are_no_labels() {
        for text in [
            "100% trường học",
            "1.500 lượt người",
            "2.5 tỷ đồng",
            "30/6/2026 hoàn thành",
            "2026 là năm",
            "Điều 28 Nghị định số 31/2021/NĐ-CP",
            "Phần lớn các xã",
            "Mục 3 của Kế hoạch này",
            "I",
            "12",
            "Vì vậy",
            "- Sở Y tế",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_capital_that_goes_on_a_list_of_letters_is_one_of_them() {
        let set = |before: &str, text: &str| {
            let mut label = parse_label(text).unwrap();
            label.set_in_list(&parse_label(before).unwrap(), text);
            (label.kind, label.text)
        };
        assert_eq!(set("h) Rà soát", "I) Đẩy mạnh"), (Kind::Letter, "i)".to_owned()));
        assert_eq!(set("b) Rà soát", "I) Đẩy mạnh").0, Kind::Roman);
        assert_eq!(set("h) Rà soát", "II) Đẩy mạnh").0, Kind::Roman);
        assert_eq!(set("h) Rà soát", "I. Đẩy mạnh").0, Kind::Roman);
    }

    #[test]
    fn letters_follow_the_vietnamese_order() {
        let label = |text: &str| parse_label(&format!("{text}) Nội dung")).unwrap();
        for (before, after) in
            [("a", "b"), ("d", "đ"), ("d", "e"), ("e", "g"), ("i", "k"), ("e", "f")]
        {
            assert!(label(after).follows(&label(before)), "{before} {after}");
        }
        assert!(!label("d").follows(&label("a")));
        assert!(!label("a").follows(&label("b")));
    }
}
