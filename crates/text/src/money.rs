//! Amounts of money in whole đồng, in every spelling offices use.

use std::sync::LazyLock;

use regex::Regex;

use crate::{Decimal, Folded, Span};

/// A unit of Vietnamese money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoneyUnit {
    /// Đồng.
    Dong,
    /// Nghìn đồng.
    Thousand,
    /// Triệu đồng.
    Million,
    /// Tỷ đồng.
    Billion,
    /// Nghìn tỷ đồng.
    Trillion,
}

impl MoneyUnit {
    /// The unit that words name (`ĐVT: triệu đồng`, `Kinh phí (tr.đ)`), where they name one.
    pub fn named_in(words: &str) -> Option<MoneyUnit> {
        static UNIT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"(?x)\b(?:
                (?P<trillion>(?:nghin|ngan)\s+t[yi])(?:\s+dong)?
                | (?P<billion>t[yi])\s*(?:dong|d|vnd)
                | (?P<million>trieu|tr\.?)\s*(?:dong|d|vnd)
                | (?P<thousand>nghin|ngan|1\.?000|ng\.?)\s*(?:dong|d|vnd)
                | (?P<dong>dong|vnd|don\ vi(?:\ tinh)?\s*:\s*d)
                )\b",
            )
            .expect("the pattern of money units is valid")
        });
        let folded = Folded::new(words);
        // `đồng` stands in `hợp đồng`, `chủ động`, `Đồng Tháp`: only the money unit is a word by itself.
        let found = UNIT.captures_iter(folded.text()).find(|found| {
            let lone = found.name("dong").map(|dong| dong.range());
            lone.is_none_or(|dong| {
                let word = folded.origin(dong.clone());
                is_dong(word.of(words))
                    && money_word(&folded.text()[..dong.start], &words[word.end..])
            })
        })?;
        let named = |name| found.name(name).is_some();
        Some(match () {
            () if named("trillion") => MoneyUnit::Trillion,
            () if named("billion") => MoneyUnit::Billion,
            () if named("million") => MoneyUnit::Million,
            () if named("thousand") => MoneyUnit::Thousand,
            () => MoneyUnit::Dong,
        })
    }

    /// How many zeros the unit adds.
    pub fn zeros(self) -> u32 {
        match self {
            MoneyUnit::Dong => 0,
            MoneyUnit::Thousand => 3,
            MoneyUnit::Million => 6,
            MoneyUnit::Billion => 9,
            MoneyUnit::Trillion => 12,
        }
    }
}

/// Whether a folded `dong` is `đồng` as far as its marks tell, not `động` or `đông`.
fn is_dong(word: &str) -> bool {
    word.to_lowercase().contains(['ồ', 'o', ':']) || crate::fold(word) != "dong"
}

/// Whether a `đồng` is a word by itself: no word before it (folded) or after it goes with it.
fn money_word(before: &str, after: &str) -> bool {
    const JOINED: [&str; 12] = [
        "hop", "cong", "hoi", "dai", "hoat", "tuong", "dong", "bat", "lao", "ruong", "canh", "chu",
    ];
    const PLACES: [&str; 8] = ["thap", "nai", "hoi", "xoai", "van", "phu", "hy", "dang"];
    let next = after.split_whitespace().next().unwrap_or("");
    let place = PLACES.contains(&crate::fold(next).as_str());
    // `đồng bộ`, `đồng thời`
    let goes_on = after.starts_with(' ') && next.starts_with(char::is_lowercase);
    !goes_on && !place && !JOINED.iter().any(|word| before.trim_end().ends_with(word))
}

/// An amount of money found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Number and unit, as they stand.
    pub span: Span,
    /// Whole đồng.
    pub vnd: i64,
    /// Whether the number can be read in one way only.
    pub sure: bool,
    /// Whether it is for one of something (`50.000 đồng/người`).
    pub rate: bool,
}

/// The amounts of money of a text in order. A number counts only with its unit (`tỷ`, `triệu đồng`, `đ`);
/// `2 tỷ 260 triệu đồng` is one amount.
///
/// ```
/// let found = vanban_text::amounts("Tổng kinh phí 2 tỷ 260 triệu đồng");
/// assert_eq!(found[0].vnd, 2_260_000_000);
/// ```
pub fn amounts(text: &str) -> Vec<Amount> {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)(?P<number>\d+(?:[.,]\d+)*)\s*
            (?P<unit>(?:nghin|ngan)\s+t[yi]|t[yi]|trieu|nghin|ngan)?\s*
            (?P<dong>dong|vnd|vn\ dong|d)?(?P<next>\b|$)",
        )
        .expect("the pattern of amounts is valid")
    });
    let folded = Folded::new(text);
    let mut found: Vec<Amount> = Vec::new();
    let mut open: Option<MoneyUnit> = None;
    for piece in AMOUNT.captures_iter(folded.text()) {
        let all = piece.get(0).expect("a match has a whole");
        let Some((unit, closed)) = unit_of(&piece, folded.text(), all.start(), all.end()) else {
            open = None;
            continue;
        };
        let number = Decimal::parse(&piece["number"]);
        let Some(vnd) = number.and_then(|number| whole(number, unit)) else {
            open = None;
            continue;
        };
        let span = folded.origin(all.start()..all.end()).trim(text);
        let ambiguous = number.is_some_and(|number| number.ambiguous && unit != MoneyUnit::Dong);
        let rate = folded.text()[all.end()..].trim_start().starts_with('/');
        let goes_on = open.is_some_and(|larger| larger > unit)
            && found.last().is_some_and(|last| text[last.span.end..span.start].trim().is_empty());
        match found.last_mut() {
            Some(last) if goes_on => {
                last.span = last.span.cover(span);
                last.vnd = last.vnd.saturating_add(vnd);
                last.rate = rate;
            }
            _ => found.push(Amount { span, vnd, sure: !ambiguous, rate }),
        }
        open = (!closed).then_some(unit);
    }
    found
}

/// Amounts of a million đồng and more that are told by their groups of three digits and a `đ` behind them, also one that
/// recognition read as a digit: no number has four digits in its last group. For text too broken to be read otherwise.
///
/// ```
/// let found = vanban_text::grouped_amounts("Giống 12.000.000d phân bón 3.500.0008");
/// assert_eq!(found.iter().map(|(_, vnd)| *vnd).collect::<Vec<_>>(), [12_000_000, 3_500_000]);
/// ```
pub fn grouped_amounts(text: &str) -> Vec<(Span, i64)> {
    static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[\s|(])(?P<number>\d{1,3}(?:\.\d{3}){2,4})(?P<dong>[468]?[dđ]|[468])(?:[\s|);,.]|$)")
            .expect("the pattern of grouped amounts is valid")
    });
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(piece) = GROUPS.captures_at(text, from) {
        let number = piece.name("number").expect("an amount has its number");
        let dong = piece.name("dong").expect("an amount has its sign");
        // The space behind one amount may be the space before the next.
        from = dong.end();
        if let Ok(vnd) = number.as_str().replace('.', "").parse() {
            found.push((Span::new(number.start(), dong.end()), vnd));
        }
    }
    found
}

/// The unit of a matched piece and whether `đồng` closed it; `None` where it is no money.
fn unit_of(
    piece: &regex::Captures<'_>,
    folded: &str,
    start: usize,
    end: usize,
) -> Option<(MoneyUnit, bool)> {
    // A number right after a letter, slash or hyphen is part of a symbol or a date.
    let glued = folded[..start]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | ','));
    let dong = piece.name("dong").is_some();
    let unit = match piece.name("unit").map(|unit| unit.as_str()) {
        None if dong => MoneyUnit::Dong,
        None => return None,
        Some(unit) if unit.ends_with('y') || unit.ends_with("ti") => {
            if unit.len() > 2 {
                MoneyUnit::Trillion
            } else {
                MoneyUnit::Billion
            }
        }
        Some("trieu") => MoneyUnit::Million,
        Some(_) => MoneyUnit::Thousand,
    };
    // Without `đồng` a count of something else may follow: `4,9 triệu người`.
    let rest = folded[end..].trim_start();
    let counted = rest.starts_with(|c: char| c.is_alphabetic()) && !after_money(rest);
    let bare_thousand = !dong && unit == MoneyUnit::Thousand;
    (!glued && !bare_thousand && (dong || !counted)).then_some((unit, dong))
}

/// Words that may follow an amount without `đồng`.
fn after_money(rest: &str) -> bool {
    ["tu ", "cho ", "de ", "va ", "nam ", "trong ", "theo ", "do ", "gom ", "bao gom ", "("]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Đồng have no fraction: a mark before three digits stands between thousands.
fn whole(number: Decimal, unit: MoneyUnit) -> Option<i64> {
    let undivided = unit == MoneyUnit::Dong && number.ambiguous;
    let number = if undivided { Decimal { scale: 0, ..number } } else { number };
    number.times_ten_to(unit.zeros())
}

/// An amount that fills a table cell: with its own unit, or a bare number in the column's `unit`. The second
/// value is whether it can be read in one way only.
///
/// ```
/// use vanban_text::{MoneyUnit, cell_amount};
/// assert_eq!(cell_amount("1.250", Some(MoneyUnit::Million)), Some((1_250_000_000, true)));
/// assert_eq!(cell_amount("370.000.000đ", None), Some((370_000_000, true)));
/// ```
pub fn cell_amount(cell: &str, unit: Option<MoneyUnit>) -> Option<(i64, bool)> {
    let cell = cell.trim().trim_end_matches(['.', ',', ';']).trim_end();
    if let Some(number) = Decimal::parse(&cell.replace(' ', "")) {
        // A column of whole đồng needs no heading that says so, but a small number without one is no money.
        let large = number.times_ten_to(0).is_some_and(|whole| whole >= 100_000);
        let unit = unit.or(large.then_some(MoneyUnit::Dong))?;
        let comma = number.ambiguous && cell.contains(',') && unit != MoneyUnit::Dong;
        return Some((whole(number, unit)?, !comma));
    }
    match amounts(cell).as_slice() {
        [one] if 2 * one.span.len() >= cell.len() => Some((one.vnd, one.sure)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<i64> {
        amounts(text).iter().map(|amount| amount.vnd).collect()
    }

    #[test]
    fn every_spelling_becomes_dong() {
        for (text, want) in [
            ("370.000.000đ", vec![370_000_000]),
            ("45.600.000 đồng", vec![45_600_000]),
            ("45,600,000 VNĐ", vec![45_600_000]),
            ("1,5 tỷ đồng", vec![1_500_000_000]),
            ("khoảng 500 triệu", vec![500_000_000]),
            ("2 tỷ 260 triệu đồng", vec![2_260_000_000]),
            ("1.200 tỷ đồng và 35 triệu đồng", vec![1_200_000_000_000, 35_000_000]),
            ("25 nghìn tỷ đồng", vec![25_000_000_000_000]),
            ("800 nghìn đồng", vec![800_000]),
            ("1,500 đồng", vec![1500]),
            ("3 tỉ đồng", vec![3_000_000_000]),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_money_is_left() {
        for text in [
            "4,9 triệu người",
            "12 hợp đồng",
            "năm 2026",
            "Quyết định số 12/QĐ-UBND",
            "20 tổ công nghệ số",
            "35 dự án",
            "1,2345 đồng",
        ] {
            assert_eq!(read(text), Vec::<i64>::new(), "{text}");
        }
    }

    #[test]
    fn the_span_holds_number_and_unit() {
        let text = "chi 50.000 đồng/người từ nguồn";
        let found = amounts(text);
        assert_eq!(found[0].span.of(text), "50.000 đồng");
        assert!(found[0].rate);
    }

    #[test]
    fn units_are_found_in_headings() {
        for (words, want) in [
            ("ĐVT: triệu đồng", Some(MoneyUnit::Million)),
            ("Kinh phí (tr.đ)", Some(MoneyUnit::Million)),
            ("Đơn vị tính: 1.000 đồng", Some(MoneyUnit::Thousand)),
            ("Tổng vốn kế hoạch (tỷ đồng)", Some(MoneyUnit::Billion)),
            ("Thành tiền (đồng)", Some(MoneyUnit::Dong)),
            ("Số hợp đồng", None),
            ("Việc chủ động cắt giảm", None),
            ("UBND tỉnh Đồng Tháp", None),
            ("Hợp đồng thuê máy (triệu đồng)", Some(MoneyUnit::Million)),
            ("ĐVT: Đồng STT", Some(MoneyUnit::Dong)),
            ("Mức độ đồng bộ", None),
            ("Cơ quan chủ trì", None),
        ] {
            assert_eq!(MoneyUnit::named_in(words), want, "{words}");
        }
    }

    #[test]
    fn grouped_amounts_bear_their_sign_or_its_misreading() {
        let read =
            |text: &str| grouped_amounts(text).iter().map(|(_, vnd)| *vnd).collect::<Vec<_>>();
        assert_eq!(read("1 | Kè đá 1.200.000.0008 300.000.0004d"), [1_200_000_000, 300_000_000]);
        assert!(read("1.200.000.000 12.000d 1.2.3 số 1.200.0005").is_empty());
    }

    #[test]
    fn a_cell_takes_its_columns_unit() {
        for (cell, unit, want) in [
            ("1.250", Some(MoneyUnit::Million), Some((1_250_000_000, true))),
            ("1,250", Some(MoneyUnit::Million), Some((1_250_000, false))),
            ("12,5", Some(MoneyUnit::Million), Some((12_500_000, true))),
            ("85 000 000", Some(MoneyUnit::Dong), Some((85_000_000, true))),
            ("160.000.000", None, Some((160_000_000, true))),
            ("12", None, None),
            ("2026", None, None),
            ("Theo thực tế", Some(MoneyUnit::Dong), None),
            ("", None, None),
        ] {
            assert_eq!(cell_amount(cell, unit), want, "{cell}");
        }
    }

    /// A number with its thousands apart by `mark`.
    fn grouped(number: i64, mark: char) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    proptest! {
        #[test]
        fn an_amount_in_any_spelling_reads_back(number in 1i64..900_000, half in any::<bool>()) {
            let spelled = [
                (format!("chi {} đồng cho", grouped(number * 1000, '.')), number * 1000),
                (format!("{}đ", grouped(number * 1000, '.')), number * 1000),
                (format!("{} triệu đồng", grouped(number, '.')), number * 1_000_000),
            ];
            for (text, want) in spelled {
                prop_assert_eq!(read(&text), vec![want], "{}", text);
            }
            let (tail, more) = if half { (",5", 500_000_000) } else { ("", 0) };
            let text = format!("{}{tail} tỷ đồng", number % 1000);
            prop_assert_eq!(read(&text), vec![number % 1000 * 1_000_000_000 + more], "{}", text);
            let cell = grouped(number * 1000, '.');
            let sure = number * 1000 >= 1_000_000;
            if sure {
                prop_assert_eq!(cell_amount(&cell, Some(MoneyUnit::Dong)), Some((number * 1000, true)));
            }
        }

        #[test]
        fn any_words_are_read_without_panic(text in "((\\d{1,15}|[.,]|tỷ|triệu|nghìn|đồng|đ|/|\\PC) ?){0,16}") {
            let mut end = 0;
            for amount in amounts(&text) {
                prop_assert!(text.get(amount.span.start..amount.span.end).is_some());
                prop_assert!(amount.span.start >= end, "amounts overlap");
                end = amount.span.end;
            }
            cell_amount(&text, MoneyUnit::named_in(&text));
        }
    }
}
