//! Kinh phí in running text: totals and their parts as a section on money states them outside tables.
//!
//! `Tổng kinh phí thực hiện: 850 triệu đồng, trong đó ngân sách tỉnh 600 triệu đồng; ...`, and items such as
//! `- Mở lớp tập huấn: 45.000.000 đồng`. Rates, bounds and money already spent are no budget. Where the parts add up
//! to the total each proves the other.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_record::{BudgetLine, BudgetTotal, Header};
use vanban_text::{Folded, Span, amounts, fold, grouped_amounts, quoted};

use crate::at;
use crate::outlook::{Outlook, outlooks, reports};
use crate::passage::{Passage, passages, section_path};
use crate::targets::carried::until;
use crate::targets::gate::is_regulation;
use crate::tasks::assignments::label;

/// What the text states.
#[derive(Default)]
pub(crate) struct Stated {
    pub(crate) lines: Vec<BudgetLine>,
    pub(crate) totals: Vec<BudgetTotal>,
}

/// Totals and parts of sections on money, in reading order.
pub(crate) fn stated(document: &Document, structure: &Structure, header: &Header) -> Stated {
    let mut found = Stated::default();
    if is_regulation(header) {
        return found;
    }
    let looks = outlooks(structure, header);
    for passage in passages(document, structure) {
        let look = passage.section.and_then(|index| looks.get(index).copied()).unwrap_or_default();
        let heading = passage.section.and_then(|index| structure.sections.get(index));
        let titled = heading.is_some_and(|section| section.heading.overlaps(passage.span));
        let section = speaks_of_money(structure, passage.section);
        let named = names_total(passage.text) || heads_money(passage.text);
        // `Tổng vốn đầu tư toàn xã hội 900 tỷ đồng` among objectives is one of them.
        let aims = look == Outlook::Objective && !fold(passage.text).contains("kinh phi");
        if look == Outlook::Past || !section && (!named || aims) {
            continue;
        }
        let mut sums = read(&passage, header);
        if titled && !adds_up(&sums) || !section || holds_table(structure, passage.section) {
            // Beside a table loose amounts are as likely cells that it lost.
            sums.retain(|sum| sum.total);
        }
        found.extend(document, structure, &passage, sums);
    }
    found.weigh();
    found
}

/// The totals of annexes whose table could not be read: the last amount, where all before it add up to it, whatever
/// recognition made of the words around. `known` are the places of what tables gave.
pub(crate) fn proven(
    document: &Document,
    structure: &Structure,
    known: &[Span],
) -> Vec<BudgetTotal> {
    let mut found = Vec::new();
    for annex in &structure.zones.annexes {
        if known.iter().any(|known| annex.span.contains(*known)) {
            continue;
        }
        let amounts = grouped_amounts(annex.span.of(&document.text));
        let Some(((span, total), parts)) = amounts.split_last() else { continue };
        let sum = parts.iter().try_fold(0_i64, |sum, (_, vnd)| sum.checked_add(*vnd));
        if parts.len() < 2 || sum != Some(*total) {
            continue;
        }
        let place = span.shift(annex.span.start);
        found.push(BudgetTotal {
            table: Some(annex.label.clone()),
            amount_vnd: *total,
            at: at(document, place),
            confidence: 0.9,
            ..BudgetTotal::default()
        });
    }
    found
}

/// Whether a section or one above it is about money.
fn speaks_of_money(structure: &Structure, section: Option<usize>) -> bool {
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:kinh phi|du toan|nguon von|nhu cau von|von dau tu|tong muc dau tu|nguon luc tai chinh)\b",
        )
        .expect("the pattern of sections on money is valid")
    });
    let mut at = section;
    while let Some(index) = at {
        let Some(section) = structure.sections.get(index) else { return false };
        if MONEY.is_match(&fold(&section.title)) {
            return true;
        }
        at = section.parent.filter(|parent| *parent < index);
    }
    false
}

/// Whether the parts add up to the total before them.
fn adds_up(sums: &[Sum]) -> bool {
    let [total, parts @ ..] = sums else { return false };
    let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.vnd));
    total.total && parts.len() > 1 && sum == Some(total.vnd)
}

/// Whether a table stands in a section.
fn holds_table(structure: &Structure, section: Option<usize>) -> bool {
    let Some(index) = section else { return false };
    let from = structure.sections.get(index).map_or(0, |section| section.heading.start);
    let end = structure.sections.get(index + 1).map_or(usize::MAX, |next| next.heading.start);
    structure.tables.iter().any(|table| (from..end).contains(&table.span.start))
}

/// An amount with the words that it is for.
struct Sum {
    words: String,
    vnd: i64,
    sure: bool,
    total: bool,
    /// Whether a colon or a verb brings it on: `Mua phao: 5.000.000 đồng`.
    said: bool,
    /// The source that the words right behind it name: `(ngân sách xã)`, `từ ngân sách tỉnh`.
    source: Option<String>,
    span: Span,
}

/// The sums of a passage; none where one of its amounts is a rate, a bound or a report.
fn read(passage: &Passage<'_>, header: &Header) -> Vec<Sum> {
    let text = passage.text;
    let found = amounts(text);
    let spent = reports(text, Outlook::Open, header);
    if spent || found.iter().any(|amount| amount.rate || is_bound(&text[..amount.span.start])) {
        return Vec::new();
    }
    let mut from = 0;
    let mut sums: Vec<Sum> = Vec::new();
    for amount in &found {
        let before = &text[from..amount.span.start];
        let heads = heads_money(before) && found.len() == 1;
        let total = from == 0 && (names_total(before) || heads);
        // Words that are a sentence say something else; a total before them still stands.
        let Some(words) = purpose(before, total) else {
            sums.retain(|sum| sum.total);
            return sums;
        };
        let said =
            before.trim_end().ends_with([':', '=']) || fold(before).trim_end().ends_with(" la");
        let span = Span::new(from, amount.span.end);
        let (source, length) = aside(&text[amount.span.end..]);
        sums.push(Sum { words, vnd: amount.vnd, sure: amount.sure, total, said, source, span });
        from = amount.span.end + length;
    }
    // `(Bằng chữ: ...)` and the like may follow the last; a further clause would say more of it.
    let rest = text[from..].trim_matches(|c: char| !c.is_alphanumeric());
    let closed =
        rest.is_empty() || fold(rest).starts_with("bang chu") || sums.iter().any(|s| s.total);
    if closed { sums } else { Vec::new() }
}

/// What is said of an amount right behind it, and the bytes of it: a bracket with the amount in words or its source
/// (`(Ba trăm triệu đồng)`, `(ngân sách xã)`), or the source that the sentence ends in (`từ ngân sách tỉnh`).
fn aside(rest: &str) -> (Option<String>, usize) {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*,?\s*(?:(?:lay|chi|trich)\s+)?(?:tu|do|bang)\s+(?P<source>(?:nguon|ngan sach|von|quy|xa hoi hoa)[^,;.()\d]*?)(?:\s+(?:bao dam|dam bao|chi tra|cap|ho tro))?\s*(?:[.;]\s*)?$")
            .expect("the pattern of sources is valid")
    });
    let lead = rest.trim_start();
    if let Some((inside, after)) = lead.strip_prefix('(').and_then(|lead| lead.split_once(')')) {
        let source = names_source(inside).then(|| quoted(inside));
        // `(chiếm 33,9%)` says the amount again, as words do.
        let share = inside.ends_with('%') && amounts(inside).is_empty();
        let spelled = share || !inside.contains(|c: char| c.is_ascii_digit());
        return if spelled { (source, rest.len() - after.len()) } else { (None, 0) };
    }
    let folded = Folded::new(rest);
    let found = FROM.captures(folded.text()).and_then(|found| found.name("source"));
    let source = found.map(|source| quoted(folded.origin(source.range()).of(rest)));
    let length = if source.is_some() { rest.len() } else { 0 };
    (source, length)
}

/// Words before an amount that make it a limit, a rate or one end of a range.
fn is_bound(before: &str) -> bool {
    static BOUND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\b(?:khong qua|khong vuot qua|toi da|toi thieu|it nhat|duoi|tren|hon|tu|den|moi|muc|muc (?:chi|ho tro))|[-–])(?:\s*:|\s+la)?\s*$")
            .expect("the pattern of bounds is valid")
    });
    let words = fold(before);
    // `Tổng mức đầu tư: 90 tỷ đồng` holds no `từ`.
    let invests = words.trim_end_matches([' ', ':']).trim_end_matches(" la").ends_with("dau tu");
    !invests && BOUND.is_match(&words)
}

/// Whether the words before an amount name a whole.
fn names_total(before: &str) -> bool {
    static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)-]\s*)?(?:(?:du\s+kien|uoc\s+tinh|khai\s+toan|so\s+bo)\s+)?
            (?:tong\s+(?:cong|so|muc|nhu\s+cau|du\s+toan|kinh\s+phi|chi\s+phi|von|nguon|khai\s+toan)
              |(?:nhu\s+cau\s+|du\s+toan\s+)?kinh\s+phi\s+(?:thuc\s+hien|to\s+chuc|trien\s+khai|du\s+kien)
                 (?:\s+(?:ke\s+hoach|de\s+an|chuong\s+trinh|du\s+an|phong\s+trao|nhiem\s+vu)\b[^:]*)?
                 \s*(?::|\bla\b|du\s+kien|khoang|uoc)
              |kinh\s+phi\s+(?:thuc\s+hien|trien\s+khai)\s+nam\s+20\d\d
              |du\s+toan\s+kinh\s+phi)(?:\b|\s|$)",
        )
        .expect("the pattern of totals is valid")
    });
    TOTAL.is_match(&fold(before))
}

/// Whether a numbered item names money and nothing else before its amount: `2.2. Kinh phí: Dự kiến 1,2 tỷ đồng`.
/// A letter or a dash heads an item of one activity, whose cost is no total.
fn heads_money(before: &str) -> bool {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\s*(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5})[.)-]?\s+(?:(?:du\s+kien|nhu\s+cau|nguon|khai\s+toan)\s+)?
            kinh\s+phi(?:\s+(?:du\s+kien|tam\s+tinh|uoc\s+tinh))?\s*:
            \s*(?:(?:du\s+kien|tam\s+tinh|uoc\s+tinh|khoang|la|tong|tong\s+so|tong\s+cong)\s*:?\s*)*(?:\d|$)",
        )
        .expect("the pattern of headings on money is valid")
    });
    HEAD.is_match(&fold(before))
}

/// What an amount is for: the words before it without bullet, joints and verbs; `None` where they are a sentence.
fn purpose(before: &str, total: bool) -> Option<String> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[\s,;:.+–•*()-]|trong do|va|gom|bao gom|cu the nhu sau|cu the|chia ra|phan theo (?:nguon von|nguon|nam|giai doan)|co cau nguon von|tu)*\b")
            .expect("the pattern of joints is valid")
    });
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:[\s:,(=]|\b(?:la|khoang|du kien|uoc|uoc tinh|so tien|voi so tien|duoc bo tri|bo tri|ho tro|dam bao|chi))*$")
            .expect("the pattern of verbs is valid")
    });
    let own = label(before).map_or(before, |(_, end)| &before[end..]);
    let folded = Folded::new(own);
    let start = LEAD.find(folded.text()).map_or(0, |lead| folded.origin(lead.range()).end);
    let end = TAIL.find(folded.text()).map_or(own.len(), |tail| folded.origin(tail.range()).start);
    let words = quoted(own.get(start..end)?);
    let count = words.split_whitespace().count();
    let one_clause = !words.contains(['.', ';']) && count <= if total { 40 } else { 25 };
    (count >= 2 && one_clause).then_some(words)
}

impl Stated {
    fn extend(
        &mut self,
        document: &Document,
        structure: &Structure,
        passage: &Passage<'_>,
        sums: Vec<Sum>,
    ) {
        let section = section_path(structure, passage.section);
        let itemised = label(passage.text).is_some()
            || passage.text.trim_start().starts_with(['-', '–', '+', '•', '*']);
        let under_total = sums.iter().any(|sum| sum.total);
        for sum in sums {
            let span = sum.span.shift(passage.span.start).trim(&document.text);
            let doubt = if sum.sure { 1.0 } else { 0.7 };
            let confidence = doubt * document.repair_confidence(span);
            let place = at(document, span);
            if sum.total {
                self.totals.push(BudgetTotal {
                    section: section.clone(),
                    amount_vnd: sum.vnd,
                    at: place,
                    confidence: 0.9 * confidence,
                    ..BudgetTotal::default()
                });
            } else if under_total || itemised && sum.said {
                self.lines.push(BudgetLine {
                    section: section.clone(),
                    row: label(passage.text).map(|(label, _)| label.to_owned()),
                    funding_source: sum
                        .source
                        .or_else(|| names_source(&sum.words).then(|| sum.words.clone())),
                    period: until(&sum.words),
                    task: sum.words,
                    amount_vnd: sum.vnd,
                    at: place,
                    confidence: 0.8 * confidence,
                    ..BudgetLine::default()
                });
            }
        }
    }

    /// One total and parts that add up to it are surer than either; of several totals only those called one are kept.
    fn weigh(&mut self) {
        let sum = self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.amount_vnd));
        if let [total] = self.totals.as_mut_slice()
            && self.lines.len() > 1
            && sum == Some(total.amount_vnd)
        {
            total.confidence = total.confidence.max(0.97);
            self.lines.iter_mut().for_each(|line| line.confidence = line.confidence.max(0.93));
        }
        if self.totals.len() > 1 {
            self.totals.retain(|total| fold(&total.at.text).contains("tong"));
        }
    }
}

fn names_source(words: &str) -> bool {
    let words = fold(words);
    [
        "ngan sach",
        "nguon",
        "von",
        "xa hoi hoa",
        "huy dong",
        "nhan dan dong gop",
        "quy ",
        "kinh phi su nghiep",
        "nstw",
        "nsdp",
    ]
    .iter()
    .any(|source| words.starts_with(source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    type Line = (String, i64, Option<String>);

    fn read(paragraphs: &[&str]) -> (Vec<Line>, Vec<i64>) {
        let (document, structure) = sample::sections(paragraphs);
        let header = Header { plan_year: Some(2027), ..Header::default() };
        let Stated { lines, totals } = stated(&document, &structure, &header);
        let lines = lines.into_iter().map(|l| (l.task, l.amount_vnd, l.funding_source)).collect();
        (lines, totals.into_iter().map(|total| total.amount_vnd).collect())
    }

    #[test]
    fn a_total_with_its_sources_is_read_from_a_sentence() {
        let (lines, totals) = read(&[
            "# IV. KINH PHÍ THỰC HIỆN",
            "Tổng kinh phí thực hiện dự kiến là 850 triệu đồng, trong đó: ngân sách tỉnh 600 triệu đồng; vốn xã hội hóa 250 triệu đồng.",
        ]);
        assert_eq!(totals, [850_000_000]);
        assert_eq!(
            lines,
            [
                ("ngân sách tỉnh".into(), 600_000_000, Some("ngân sách tỉnh".into())),
                ("vốn xã hội hóa".into(), 250_000_000, Some("vốn xã hội hóa".into())),
            ]
        );
    }

    #[test]
    fn items_of_a_section_on_money_are_lines() {
        let (lines, totals) = read(&[
            "# V. DỰ TOÁN KINH PHÍ",
            "1. Mở lớp dạy bơi cho trẻ em: 45.000.000 đồng.",
            "2. Kinh phí tổ chức giao phao cứu sinh: 15.000.000 đồng.",
            "Tổng cộng: 60.000.000 đồng (Bằng chữ: Sáu mươi triệu đồng).",
        ]);
        assert_eq!(totals, [60_000_000]);
        let read: Vec<_> = lines.iter().map(|(task, vnd, _)| (task.as_str(), *vnd)).collect();
        assert_eq!(
            read,
            [
                ("Mở lớp dạy bơi cho trẻ em", 45_000_000),
                ("Kinh phí tổ chức giao phao cứu sinh", 15_000_000)
            ]
        );
    }

    #[test]
    fn what_a_bracket_says_of_an_amount_is_no_part_of_the_next_line() {
        let (lines, totals) = read(&[
            "# IV. KINH PHÍ THỰC HIỆN",
            "Tổng kinh phí thực hiện là 385.000.000 đồng (Ba trăm tám mươi lăm triệu đồng), trong đó: mua phao bơi 300 triệu đồng; in tờ rơi 85 triệu đồng.",
        ]);
        assert_eq!(totals, [385_000_000]);
        let read: Vec<_> = lines.iter().map(|(task, vnd, _)| (task.as_str(), *vnd)).collect();
        assert_eq!(read, [("mua phao bơi", 300_000_000), ("in tờ rơi", 85_000_000)]);
    }

    #[test]
    fn parts_by_source_may_be_a_sentence_of_their_own() {
        let (lines, totals) = read(&[
            "# IV. NHU CẦU VỐN",
            "1. Tổng nhu cầu vốn: 62 tỷ đồng. Phân theo nguồn vốn: ngân sách nhà nước 21 tỷ đồng (chiếm 33,9%); vốn doanh nghiệp 41 tỷ đồng (chiếm 66,1%).",
        ]);
        assert_eq!(totals, [62_000_000_000]);
        let read: Vec<_> = lines.iter().map(|(task, vnd, _)| (task.as_str(), *vnd)).collect();
        assert_eq!(
            read,
            [("ngân sách nhà nước", 21_000_000_000), ("vốn doanh nghiệp", 41_000_000_000)]
        );
    }

    #[test]
    fn the_source_may_stand_behind_the_amount() {
        let (lines, _) = read(&[
            "# IV. KINH PHÍ THỰC HIỆN",
            "- Nạo vét mương bản Hạ: 1,2 tỷ đồng (ngân sách tỉnh).",
            "- Sửa cống bản Thượng: 340 triệu đồng từ ngân sách xã.",
            "- Làm biển báo: 20 triệu đồng.",
        ]);
        let read: Vec<_> =
            lines.iter().map(|(task, vnd, from)| (task.as_str(), *vnd, from.as_deref())).collect();
        assert_eq!(
            read,
            [
                ("Nạo vét mương bản Hạ", 1_200_000_000, Some("ngân sách tỉnh")),
                ("Sửa cống bản Thượng", 340_000_000, Some("ngân sách xã")),
                ("Làm biển báo", 20_000_000, None),
            ]
        );
    }

    #[test]
    fn lines_by_year_have_their_period() {
        let paragraphs = [
            "# IV. KINH PHÍ THỰC HIỆN",
            "Tổng kinh phí dự kiến 2.400 triệu đồng, trong đó: năm 2027: 900 triệu đồng; giai đoạn 2028-2029: 1.500 triệu đồng.",
        ];
        let (document, structure) = sample::sections(&paragraphs);
        let Stated { lines, totals } = stated(&document, &structure, &Header::default());
        let read: Vec<_> = lines.iter().map(|l| (l.period.as_deref(), l.amount_vnd)).collect();
        assert_eq!(totals.len(), 1);
        assert_eq!(
            read,
            [(Some("năm 2027"), 900_000_000), (Some("giai đoạn 2028-2029"), 1_500_000_000)]
        );
    }

    #[test]
    fn a_total_outside_a_section_on_money_opens_its_paragraph() {
        let (lines, totals) = read(&[
            "# IV. TỔ CHỨC THỰC HIỆN",
            "1- Kinh phí thực hiện năm 2027: 150.000.000 đồng, từ ngân sách xã.",
            "2- Các thôn đóng góp 20.000.000 đồng.",
        ]);
        assert!(lines.is_empty());
        assert_eq!(totals, [150_000_000]);
    }

    #[test]
    fn a_numbered_item_that_is_an_amount_is_a_total() {
        let (lines, totals) = read(&[
            "# IV. TỔ CHỨC THỰC HIỆN",
            "# 4.1. Thời gian: Quý II năm 2027.",
            "# 4.2. Kinh phí: Dự kiến 1,35 tỷ đồng.",
        ]);
        assert!(lines.is_empty());
        assert_eq!(totals, [1_350_000_000]);
        // The cost of one activity, a bound, and headings of several activities give none.
        for paragraphs in [
            &["# II. MỤC TIÊU", "- Tổng vốn đầu tư toàn xã hội: 900 tỷ đồng."][..],
            &["# IV. NỘI DUNG", "- Kinh phí: 20 triệu đồng."][..],
            &["# IV. NỘI DUNG", "# 4.2. Kinh phí: không quá 20 triệu đồng."][..],
            &["# 1.2. Kinh phí: 20 triệu đồng.", "# 2.2. Kinh phí: 30 triệu đồng."][..],
        ] {
            assert!(read(paragraphs).1.is_empty(), "{paragraphs:?}");
        }
    }

    #[test]
    fn the_sum_of_an_investment_is_no_bound() {
        for text in ["1. Sơ bộ tổng mức đầu tư: 90 tỷ đồng.", "Tổng mức đầu tư là 90 tỷ đồng."]
        {
            let (_, totals) = read(&["# II. NỘI DUNG", text]);
            assert_eq!(totals, [90_000_000_000], "{text}");
        }
        assert!(read(&["# II. NỘI DUNG", "Tổng kinh phí từ 90 tỷ đồng."]).1.is_empty());
    }

    #[test]
    fn rates_bounds_and_spent_money_are_no_budget() {
        let (lines, totals) = read(&[
            "# V. KINH PHÍ",
            "- Hỗ trợ tiền ăn: 50.000 đồng/người/ngày.",
            "- Mức chi cho một lớp không quá 20 triệu đồng.",
            "- Hỗ trợ người dẫn đường: Mức chi 200.000 đồng.",
            "- Đến nay đã hỗ trợ các thôn: 300 triệu đồng.",
            "Kinh phí do ngân sách xã bảo đảm theo quy định.",
            "# VI. TỔ CHỨC THỰC HIỆN",
            "- Thu phí chợ phiên: 120 triệu đồng.",
        ]);
        assert!(lines.is_empty() && totals.is_empty(), "{lines:?} {totals:?}");
    }

    #[test]
    fn the_total_of_an_unread_table_is_proven_by_its_parts() {
        let text = "Phu luc 2 |R 1 Ke da 1.200.000.0008 2 ,. Cong 300.000.000d Tang 1.500.000.000d";
        let document = sample::document(&[text]);
        let annex = vanban_document::Annex {
            label: "Phụ lục 2".into(),
            span: document.paragraphs[0].span,
            ..Default::default()
        };
        let mut structure = Structure::default();
        structure.zones.annexes.push(annex);
        let totals = proven(&document, &structure, &[]);
        let read: Vec<_> = totals.iter().map(|t| (t.table.as_deref(), t.amount_vnd)).collect();
        assert_eq!(read, [(Some("Phụ lục 2"), 1_500_000_000)]);
        assert!(proven(&document, &structure, &[Span::new(20, 30)]).is_empty());
    }
}
