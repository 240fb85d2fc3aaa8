//! Chức vụ, họ tên người ký, and by what authority: TM., KT., TL., TUQ., Q. (Nghị định 30/2020/NĐ-CP, annex I, II.7),
//! T/M, K/T, T/L in the Party's documents.

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::{Document, Structure};
use vanban_text::{Span, fold, is_syllable, quoted};

use super::Found;
use super::lines::{Line, in_capitals, lines};
use crate::issuer::body;
use crate::token::{Phrases, tokens};

/// Who signed.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub name: Option<Found<String>>,
    pub position: Option<Found<String>>,
    pub authority: Option<Found<String>>,
    pub on_behalf: Option<Found<String>>,
}

static POSITIONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "chủ tịch",
        "phó chủ tịch",
        "giám đốc",
        "phó giám đốc",
        "tổng giám đốc",
        "phó tổng giám đốc",
        "bộ trưởng",
        "thứ trưởng",
        "thủ tướng",
        "phó thủ tướng",
        "bí thư",
        "phó bí thư",
        "cục trưởng",
        "phó cục trưởng",
        "vụ trưởng",
        "phó vụ trưởng",
        "hiệu trưởng",
        "phó hiệu trưởng",
        "chánh văn phòng",
        "phó chánh văn phòng",
        "trưởng ban",
        "phó trưởng ban",
        "trưởng phòng",
        "phó trưởng phòng",
        "tổng cục trưởng",
        "chi cục trưởng",
        "phó chi cục trưởng",
        "phó tổng cục trưởng",
        "chủ nhiệm",
        "phó chủ nhiệm",
        "thống đốc",
        "phó thống đốc",
        "viện trưởng",
        "phó viện trưởng",
        "chánh án",
        "phó chánh án",
        "tổng thanh tra",
        "phó tổng thanh tra",
        "chánh thanh tra",
        "tổng kiểm toán",
        "trưởng đoàn",
        "phó trưởng đoàn",
        "ủy viên",
        "thường trực",
        "kế toán trưởng",
        "trưởng",
        "phó trưởng",
        "đội trưởng",
        "trạm trưởng",
        "chỉ huy trưởng",
        "chủ tọa",
        "tổng bí thư",
        "chủ tịch nước",
        "tư lệnh",
        "chính ủy",
        "phó thường trực",
        "quyền",
    ])
});

/// What a line of the signature block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    OnBehalf,
    Authority,
    Position,
    Name,
}

/// Reads the signature block; where the structure shows none, or none with a name, the lines after the recipients.
pub(super) fn signature(document: &Document, structure: &Structure) -> Signature {
    let read = |zone: Span| read(document, structure.zones.recipients, zone);
    let stated = structure.zones.signature.map(read).unwrap_or_default();
    if stated.name.is_some() {
        return stated;
    }
    let after = super::recipients::zone(document, structure).map(|zone| following(document, zone));
    after.map(read).filter(|found| found.name.is_some()).unwrap_or(stated)
}

/// The few lines after a zone.
fn following(document: &Document, zone: Span) -> Span {
    let text = &document.text;
    let end = (zone.end + 600..text.len()).find(|at| text.is_char_boundary(*at));
    Span::new(zone.end, end.unwrap_or(text.len()))
}

fn read(document: &Document, recipients: Option<Span>, zone: Span) -> Signature {
    let all: Vec<Line> = lines(document, zone)
        .into_iter()
        .filter(|line| recipients.is_none_or(|zone| !zone.contains(line.span)))
        .filter(|line| !is_specks(&line.text))
        .flat_map(parted)
        .collect();
    let mut parts: Vec<(Part, String, Span)> = Vec::new();
    let mut strays = 0;
    let mut stamped = false;
    for line in joined_names(all) {
        let last = parts.last().map(|(part, words, _)| (*part, words.clone()));
        stamped |= is_stamp(&line.text);
        // The body named in a stamp may take another line; a post or a name after it is the signature's again.
        let found = classify(&line.text, last.as_ref())
            .filter(|(part, goes_on)| !(stamped && *goes_on && *part != Part::Name));
        let Some((part, goes_on)) = found else {
            // A name stands near its post.
            strays += usize::from(!parts.is_empty() && !stamped);
            if strays > 3 {
                break;
            }
            continue;
        };
        stamped = false;
        match parts.last_mut().filter(|_| goes_on) {
            Some((_, words, span)) => {
                words.push(' ');
                words.push_str(&line.text);
                *span = span.cover(line.span);
            }
            None => parts.push((part, line.text.clone(), line.span)),
        }
        if part == Part::Name {
            break;
        }
    }
    assemble(&parts)
}

/// `Ký bởi: ...`: the stamp of a digital signature, whose vowels recognition misreads.
fn is_stamp(line: &str) -> bool {
    static STAMP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ky ?b[a-z]{1,2} ?:").expect("a fixed pattern"));
    let folded = fold(line);
    folded.starts_with("ky boi") || STAMP.is_match(&folded)
}

/// What recognition makes of a seal: no two letters together.
fn is_specks(line: &str) -> bool {
    let mut run = 0;
    !line.chars().any(|c| {
        run = if c.is_alphanumeric() { run + 1 } else { 0 };
        run >= 2
    })
}

/// A name broken over two lines.
fn joined_names(all: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(all.len());
    for line in all {
        match joined.last_mut() {
            Some(last)
                if !last.text.contains(' ')
                    && !in_capitals(&last.text)
                    && is_name(&format!("{} {}", last.text, line.text)) =>
            {
                last.text = format!("{} {}", last.text, line.text);
                last.span = last.span.cover(line.span);
            }
            _ => joined.push(line),
        }
    }
    joined
}

fn assemble(parts: &[(Part, String, Span)]) -> Signature {
    let one = |wanted: Part| {
        let mut found = parts.iter().filter(|(part, ..)| *part == wanted);
        let (_, words, span) = found.next()?;
        let (mut words, mut span) = (words.clone(), *span);
        for (_, more, at) in found {
            words = format!("{words} {more}");
            span = span.cover(*at);
        }
        Some(Found::new(quoted(&words), span, 0.97))
    };
    let mut signature = Signature {
        name: one(Part::Name).map(|found| Found { value: without_rank(&found.value), ..found }),
        position: one(Part::Position),
        authority: one(Part::Authority),
        on_behalf: one(Part::OnBehalf),
    };
    // An acting head (`Q. GIÁM ĐỐC`) has no post besides.
    if signature.position.is_none() {
        signature.position =
            signature.authority.clone().filter(|found| found.value.starts_with("Q."));
    }
    for field in [&mut signature.authority, &mut signature.on_behalf].into_iter().flatten() {
        field.value = dotted(&field.value);
    }
    if signature.name.is_none()
        && let Some(found) = &signature.position
        && let Some((post, name)) = trailing_name(&found.value)
    {
        signature.name = Some(Found::new(name, found.span, 0.8));
        signature.position = Some(Found::new(post, found.span, 0.9));
    }
    signature
}

/// `KT CHỦ TỊCH`: the full stop that typists and recognition lose.
fn dotted(words: &str) -> String {
    match words.split_once(' ') {
        Some((head @ ("TM" | "KT" | "TL" | "TUQ" | "Q"), rest)) => format!("{head}. {rest}"),
        _ => words.to_owned(),
    }
}

/// What a line is, and whether it goes on with the part above it.
fn classify(line: &str, last: Option<&(Part, String)>) -> Option<(Part, bool)> {
    let folded = fold(line);
    if folded.contains("da ky") || is_stamp(line) || folded.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if starts_with_any(&folded, &["tm.", "t/m", "tm "]) && in_capitals(line) {
        return Some((Part::OnBehalf, false));
    }
    if starts_with_any(
        &folded,
        &["kt.", "k/t", "tl.", "t/l", "tuq.", "q.", "kt ", "tl ", "tuq ", "q. "],
    ) && in_capitals(line.split(' ').next().unwrap_or(""))
    {
        return Some((Part::Authority, false));
    }
    let cut = tokens(line, Span::new(0, line.len()));
    let post = POSITIONS.at(&cut, 0).is_some();
    let open = last.is_some_and(|(_, words)| words.ends_with(','));
    let known = last.map(|(part, _)| *part);
    match known {
        Some(part) if open && in_capitals(line) => Some((part, true)),
        _ if post && in_capitals(line) => Some((Part::Position, false)),
        // A post in small letters, as schools and companies write it.
        None if post && !is_name(line) => Some((Part::Position, false)),
        Some(part)
            if in_capitals(line)
                && part != Part::Name
                && !(part == Part::Position && is_name(line)) =>
        {
            Some((part, true))
        }
        Some(_) if is_name(line) => Some((Part::Name, false)),
        _ => None,
    }
}

fn starts_with_any(text: &str, heads: &[&str]) -> bool {
    heads.iter().any(|head| text.starts_with(head))
}

/// `TM. ỦY BAN NHÂN DÂN CHỦ TỊCH` and `KT. CHỦ TỊCH PHÓ CHỦ TỊCH` on one line are two.
fn parted(line: Line) -> Vec<Line> {
    let cut = tokens(&line.text, Span::new(0, line.text.len()));
    let folded = fold(&line.text);
    let split_at = if starts_with_any(&folded, &["tm.", "t/m"]) {
        let from = cut.iter().position(|t| {
            t.kind == crate::token::Kind::Word && !matches!(t.fold.as_str(), "tm" | "t" | "m")
        });
        from.and_then(|from| body(&cut, from))
            .filter(|end| POSITIONS.at(&cut, *end).is_some() || marker(&cut, *end))
    } else {
        (2..cut.len()).find(|i| {
            matches!(cut[*i].fold.as_str(), "pho" | "thu")
                && cut[*i].capitals()
                && POSITIONS.at(&cut, *i).is_some()
                && !cut[*i - 1].is('.')
        })
    };
    let Some(at) = split_at.and_then(|i| cut.get(i)).map(|t| t.span.start) else {
        return vec![line];
    };
    // Cleaning may have moved words: places are then the whole line's.
    let head = Line { text: line.text[..at].trim().to_owned(), span: line.span };
    let tail = Line { text: line.text[at..].trim().to_owned(), span: line.span };
    std::iter::once(head).chain(parted(tail)).collect()
}

fn marker(tokens: &[crate::token::Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| matches!(t.fold.as_str(), "kt" | "tl" | "tuq" | "q"))
}

/// Two to six syllables, each with a capital: a person's name.
fn is_name(line: &str) -> bool {
    let name = without_rank(line);
    let words: Vec<&str> = name.split_whitespace().collect();
    let cut = tokens(&name, Span::new(0, name.len()));
    (2..=6).contains(&words.len())
        && POSITIONS.at(&cut, 0).is_none()
        // The head of what is attached stands where a name would (`PHỤ LỤC I`).
        && crate::doc_type::doc_type(&cut, 0).is_none()
        && !["phu luc", "danh muc", "bieu mau"].iter().any(|head| fold(&name).starts_with(head))
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
                && (is_syllable(word) || !in_capitals(word))
        })
}

/// Degrees and ranks before a name: `TS. Lê A`, `Thượng tướng Lê A`.
fn without_rank(name: &str) -> String {
    const RANKS: [&str; 14] = [
        "đại tướng",
        "thượng tướng",
        "trung tướng",
        "thiếu tướng",
        "đại tá",
        "thượng tá",
        "trung tá",
        "thiếu tá",
        "đại úy",
        "thượng úy",
        "trung úy",
        "bác sĩ",
        "phó đô đốc",
        "đô đốc",
    ];
    let mut rest = name.trim();
    loop {
        let lower = rest.to_lowercase();
        let rank = RANKS.iter().find(|rank| lower.starts_with(&format!("{rank} ")));
        let degree = DEGREES.iter().find(|degree| lower.starts_with(*degree));
        let Some(skip) = rank.map(|rank| rank.len() + 1).or(degree.map(|degree| degree.len()))
        else {
            break;
        };
        let Some(tail) = rest.get(skip..) else { break };
        rest = tail.trim_start_matches(['.', ',', ' ']);
    }
    rest.to_owned()
}

/// Degrees and titles of honour before a name.
const DEGREES: [&str; 24] = [
    "ts.", "ths.", "pgs.", "gs.", "ts ", "ths ", "bsckii.", "bscki.", "bsckii ", "bscki ", "bs.",
    "bs ", "ckii.", "cki.", "dsckii.", "dscki.", "ds.", "ks.", "cn.", "ls.", "ttưt.", "ttnd.",
    "ngưt.", "nsưt.",
];

/// `GIÁM ĐỐC Lê Văn A` on one line.
fn trailing_name(words: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let from = parts.iter().position(|word| !in_capitals(word))?;
    let name = parts[from..].join(" ");
    (from > 0 && is_name(&name)).then(|| (parts[..from].join(" "), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_posts_and_marks() {
        for (line, name) in [
            ("Trần Bảo Châu", true),
            ("Thượng tướng Lê Đình Quý", true),
            ("PGS. TS. Hồ Thị Mai", true),
            ("BSCKII. Hồ Thị Mai", true),
            ("DSCKI. Lê Văn Tư", true),
            ("PHỤ LỤC I", false),
            ("KẾ HOẠCH", false),
            ("CHỦ TỊCH", false),
            ("Phó Giám đốc", false),
            ("(Đã ký)", false),
            ("Lưu: VT", false),
        ] {
            assert_eq!(is_name(line), name, "{line}");
        }
    }

    #[test]
    fn stamps_and_specks_are_no_part_of_a_signature() {
        for (line, stamp, specks) in [
            ("Ký bởi: Sở Y tế", true, false),
            ("Ky bdi: SO Y TE", true, false),
            ("Kỷ ban: không", true, false),
            ("KÝ BAN HÀNH", false, false),
            ("V ’ .", false, true),
            ("Q. GIÁM ĐỐC", false, false),
        ] {
            assert_eq!((is_stamp(line), is_specks(line)), (stamp, specks), "{line}");
        }
    }

    #[test]
    fn two_posts_on_one_line_come_apart() {
        let line = |text: &str| Line { text: text.to_owned(), span: Span::new(0, text.len()) };
        let words = |text: &str| parted(line(text)).into_iter().map(|l| l.text).collect::<Vec<_>>();
        assert_eq!(words("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]);
        assert_eq!(words("KT. CHỦ TỊCH PHÓ CHỦ TỊCH"), ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
        assert_eq!(words("KT. BỘ TRƯỞNG"), ["KT. BỘ TRƯỞNG"]);
    }
}
