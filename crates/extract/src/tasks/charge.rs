//! Giao việc: whom a sentence charges with work, and who helps (`Giao Sở A chủ trì, phối hợp với Sở B rà soát ...`).

use std::sync::LazyLock;

use regex::Regex;
use vanban_document::Structure;
use vanban_text::{Folded, Span, quoted};

use crate::bodies::{bodies, names_body};
use crate::issuer::body;
use crate::token::tokens;

/// Bodies charged with the words that follow.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Charge {
    pub lead: Vec<String>,
    pub support: Vec<String>,
    /// Where the words of the work begin.
    pub work: usize,
}

/// What a body is charged to do begins with one of these; folded.
const VERBS: &str = r"(?:lanh\s+dao|chap\s+hanh|quyet\s+liet|co\s+trach\s+nhiem|chiu\s+trach\s+nhiem|chu\s+tri|chu\s+dong|thuc\s+hien|dinh\s+ky|tong\s+hop|gui|bao\s+cao|nghiem\s+tuc|can\s+cu|xay\s+dung|ra\s+soat|tham\s+muu|huong\s+dan|to\s+chuc|phoi\s+hop|theo\s+doi|khan\s+truong|tap\s+trung|don\s+doc|kiem\s+tra|lap|hoan\s+thanh|hoan\s+thien|ban\s+hanh|bo\s+tri|can\s+doi|trien\s+khai|tang\s+cuong|day\s+manh|day\s+nhanh|chi\s+dao|khac\s+phuc|thao\s+go|tai\s+cau\s+truc|nghien\s+cuu|de\s+xuat|cung\s+cap|cong\s+khai|cong\s+bo|quan\s+triet|cu\s+the\s+hoa|phan\s+cong|tham\s+dinh|tham\s+tra|thong\s+ke|trinh|tiep\s+tuc|tiep\s+nhan|tuyen\s+truyen|pho\s+bien|van\s+dong|danh\s+gia|xu\s+ly|giai\s+quyet|giai\s+ngan|ban\s+giao|cap\s+nhat|so\s+hoa|thanh\s+lap|kien\s+toan|dang\s+ky|mo\s+rong|ket\s+noi|tich\s+hop|van\s+hanh|nang\s+cap|nang\s+cao|bien\s+soan|soan\s+thao|soan|phat\s+hanh|khao\s+sat|ho\s+tro|huy\s+dong|duy\s+tri|bao\s+dam|dam\s+bao|quan\s+ly|giam\s+sat|nam\s+chac|chuan\s+bi|dieu\s+chinh|bo\s+sung|sua\s+doi|lap\s+dat|dao\s+tao|boi\s+duong|tap\s+huan|lua\s+chon|xac\s+dinh|so\s+ket|tong\s+ket|tich\s+cuc|kip\s+thoi|thuong\s+xuyen|truc\s+tiep|ky\s+ket|niem\s+yet|thuc\s+day|phat\s+trien|khai\s+thac|ung\s+dung|cham\s+diem|thu\s+hoi|phat\s+dong|ky\s+cam\s+ket|xem\s+xet|dua|mo)\b";

/// Places in a sentence where a body's name may end that are tried.
const TRIED: usize = 16;

/// Whom a sentence charges by its own words: before a colon (`Sở A: rà soát ...`), or as the subject of what is to be
/// done (`Giao Sở A rà soát ...`, `Các phòng căn cứ ... xây dựng ...`).
pub(crate) fn charge(sentence: &str) -> Option<Charge> {
    static ORDER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[-–+•*]\s*)?(?:(?:yeu\s+cau|de\s+nghi|giao|phan\s+cong)\s+)?")
            .expect("the pattern of orders is valid")
    });
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"\.\s|(?P<colon>\s*:\s*)|\s*,?\s(?P<verb>{VERBS})"))
            .expect("the pattern of where names end is valid")
    });
    let folded = Folded::new(sentence);
    let from = ORDER.find(folded.text()).map_or(0, |order| order.end());
    for found in ENDS.captures_iter(folded.text().get(from..)?).take(TRIED) {
        let end = from + found.get(0)?.start();
        let who = folded.origin(from..end).of(sentence);
        let work = match (found.name("colon"), found.name("verb")) {
            (Some(colon), _) => folded.origin(from + colon.end()..from + colon.end()).start,
            (_, Some(verb)) => folded.origin(from + verb.start()..from + verb.end()).start,
            _ => return None,
        };
        // `Ban Tổ chức`, `Ban Quản lý dự án đầu tư xây dựng`: words of a name, no deeds.
        let deed = found.name("colon").is_some()
            || is_deed(&sentence[work..]) && !goes_on(who, &sentence[work..]);
        let Some(lead) = listed(who).filter(|_| deed) else { continue };
        let (lead, work) = match places(who, &sentence[work..]).filter(|_| lead.len() == 1) {
            Some((lead, after)) => (vec![lead], work + after),
            None => (lead, work),
        };
        let (support, own) = helped(&sentence[work..]);
        return Some(Charge { lead, support, work: work + own });
    }
    None
}

/// Whether a verb is one, though a capital opens it: `Ban Tổ chức`, `Ủy ban Kiểm tra` are names, and none holds
/// `Khẩn trương`.
fn is_deed(words: &str) -> bool {
    const NEVER_NAMES: [&str; 10] = [
        "khan truong",
        "chu tri",
        "chu dong",
        "ra soat",
        "tap trung",
        "tang cuong",
        "day manh",
        "tiep tuc",
        "nghiem tuc",
        "phoi hop voi",
    ];
    let folded = vanban_text::fold(words.get(..words.len().min(40)).unwrap_or(words));
    words.starts_with(char::is_lowercase) || NEVER_NAMES.iter().any(|verb| folded.starts_with(verb))
}

/// Whether what looks like a deed belongs to the name before it: `Ban Quản lý dự án đầu tư | xây dựng các công | trình`.
fn goes_on(who: &str, rest: &str) -> bool {
    const HALVES: [(&str, &str); 7] = [
        ("đầu tư", "xây dựng"),
        ("công", "trình"),
        ("chương", "trình"),
        ("quy", "trình"),
        ("tờ", "trình"),
        ("lộ", "trình"),
        ("phát", "hành"),
    ];
    let who = who.trim_end();
    HALVES.iter().any(|(first, second)| who.ends_with(first) && rest.starts_with(second))
}

/// Who helps, and where the work itself begins behind `chủ trì, phối hợp với Sở A, Sở B`.
pub(crate) fn helped(work: &str) -> (Vec<String>, usize) {
    let Some((support, verb)) = help(work) else { return (Vec::new(), 0) };
    // One that only helps keeps the words that say so.
    let leads = vanban_text::fold(work.trim_start_matches(['-', '–', '+', '•', ' ']))
        .starts_with("chu tri");
    (support, if leads { verb } else { 0 })
}

/// `UBND các thành phố: Hà Nội, Cần Thơ thực hiện ...`: the names that a colon lists belong to the body before it.
/// Gives the whole body and where the work begins behind the colon.
fn places(who: &str, rest: &str) -> Option<(String, usize)> {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*\p{Lu}\p{L}*(?:\s*,?\s+(?:và\s+)?\p{Lu}\p{L}*)*\s*,?\s+(?P<rest>\p{Ll})")
            .expect("the pattern of lists of names is valid")
    });
    let many = Folded::new(who).text().contains("cac ");
    let at = NAMES.captures(rest).filter(|_| many)?.name("rest")?.start();
    let names = rest[..at].trim().trim_end_matches(',');
    // A verb with a capital opens the work itself.
    let several = names.contains(',') || names.contains(" và ");
    several.then(|| (quoted(&format!("{}: {names}", who.trim())), at))
}

/// Who helps with work that begins `chủ trì, phối hợp với Sở A, Sở B rà soát ...` or `phối hợp với ...`, and where
/// the verb behind them stands.
fn help(work: &str) -> Option<(Vec<String>, usize)> {
    static HELP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[-–+•*]\s*|\(\d\)\s*)?(?:chu\s+tri\s*,?\s*(?:va\s+)?)?phoi\s+hop\s+(?:chat\s+che\s+)?(?:voi|cung)\s+")
            .expect("the pattern of help is valid")
    });
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"\s*,?\s(?:de\s+)?(?P<verb>{VERBS})"))
            .expect("the pattern of verbs is valid")
    });
    let folded = Folded::new(work);
    let from = HELP.find(folded.text())?.end();
    let mut found =
        VERB.captures_iter(folded.text().get(from..)?).take(TRIED).filter_map(|found| {
            let verb = found.name("verb")?;
            let at = folded.origin(from + verb.start()..from + verb.end()).start;
            let who = folded.origin(from..from + found.get(0)?.start()).of(work);
            (work[at..].starts_with(char::is_lowercase) && who.len() > 2).then_some((who, at))
        });
    let (who, at) = found.next()?;
    let named = quoted(who);
    (!named.contains(['.', ':']) && named.len() < 400).then(|| (bodies(&named), at))
}

/// The bodies that a heading names as its whole title, or before a colon or a dash: whose duties stand under it.
pub(crate) fn charged(structure: &Structure, section: Option<usize>) -> Vec<String> {
    let title =
        section.and_then(|index| structure.sections.get(index)).map(|own| own.title.as_str());
    let Some(title) = title else { return Vec::new() };
    let name = title.split([':', '(']).next().unwrap_or(title);
    let name = name.split(" - ").next().unwrap_or(name);
    let opening = ["Trách nhiệm của ", "Giao ", "Đề nghị ", "Yêu cầu "];
    let name = opening.iter().find_map(|words| name.strip_prefix(words)).unwrap_or(name);
    if is_whole(name) { vec![quoted(name)] } else { listed(name).unwrap_or_default() }
}

/// Whether the words are one body's name and nothing else; `UBND các phường, xã, đặc khu` has levels in a row.
fn is_whole(name: &str) -> bool {
    let name = quoted(name);
    let cut = tokens(&name, Span::new(0, name.len()));
    !name.is_empty()
        && body(&cut, 0).is_some_and(|end| {
            cut[end..].iter().all(|t| t.is(',') || LEVELS.contains(&t.fold.as_str()))
        })
}

/// Kinds of local government, as words of a list.
const LEVELS: [&str; 10] =
    ["cac", "phuong", "xa", "dac", "khu", "thi", "tran", "cap", "tinh", "huyen"];

/// The longest name of a body, in words.
const LONGEST: usize = 18;

/// The bodies of a list that holds nothing else: each begins as a body does and does nothing.
pub(crate) fn listed(words: &str) -> Option<Vec<String>> {
    static ACTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:chu\s+tri|phoi\s+hop|thuc\s+hien|xay\s+dung\s+ke|ra\s+soat|huong\s+dan|tham\s+muu|ban\s+hanh|trien\s+khai|bao\s+cao|da|duoc|phai|can|nham|theo)\b|\d{3}")
            .expect("the pattern of deeds is valid")
    });
    let names = bodies(words);
    let body = |name: &String| {
        names_body(name)
            // `Tổ chức tập huấn`, `Ban hành`: no body bears one such word for its name.
            && (name.contains(' ') || name.chars().all(char::is_uppercase))
            && !matches!(name.to_lowercase().as_str(), "tổ chức" | "cơ quan" | "đơn vị" | "báo cáo")
            && name.split_whitespace().count() <= LONGEST
            && !ACTS.is_match(Folded::new(name).text())
    };
    (!names.is_empty() && names.iter().all(body)).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_charges_its_subject() {
        for (sentence, lead, support, work) in [
            (
                "Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh, Sở Tài chính rà soát các cầu yếu",
                vec!["Sở Xây dựng"],
                vec!["Công an tỉnh", "Sở Tài chính"],
                "rà soát",
            ),
            (
                "Ban Quản lý dự án đầu tư xây dựng các cầu chỉ đạo nhà thầu làm cả đêm",
                vec!["Ban Quản lý dự án đầu tư xây dựng các cầu"],
                vec![],
                "chỉ đạo",
            ),
            (
                "Ban Tổ chức Tỉnh ủy tham mưu quy chế",
                vec!["Ban Tổ chức Tỉnh ủy"],
                vec![],
                "tham mưu",
            ),
            ("- Phòng Kinh tế: lập danh sách hộ nuôi lồng", vec!["Phòng Kinh tế"], vec![], "lập"),
            (
                "Các thôn, tổ dân phố căn cứ Kế hoạch này xây dựng lịch trực",
                vec!["Các thôn, tổ dân phố"],
                vec![],
                "căn cứ",
            ),
        ] {
            let found = charge(sentence).expect(sentence);
            assert_eq!(
                (found.lead, found.support),
                (
                    lead.into_iter().map(str::to_owned).collect(),
                    support.into_iter().map(str::to_owned).collect(),
                )
            );
            assert!(sentence[found.work..].starts_with(work), "{sentence}");
        }
    }

    #[test]
    fn what_names_no_body_charges_nobody() {
        for sentence in [
            "Kinh phí bảo đảm từ ngân sách xã",
            "Rà soát, lập danh sách hộ nuôi lồng",
            "Sở Xây dựng đã ban hành hướng dẫn",
            "Trong quá trình thực hiện, nếu có vướng mắc",
        ] {
            assert_eq!(charge(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn a_list_of_bodies_holds_nothing_else() {
        assert_eq!(listed("Sở Y tế, Sở Tư pháp").map(|names| names.len()), Some(2));
        assert_eq!(listed("Sở Y tế phối hợp"), None);
        assert_eq!(listed("Nâng cao chất lượng"), None);
    }
}
