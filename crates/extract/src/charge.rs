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
const VERBS: &str = r"(?:co\s+trach\s+nhiem|chiu\s+trach\s+nhiem|chu\s+tri|chu\s+dong|thuc\s+hien|dinh\s+ky|tong\s+hop|gui|bao\s+cao|nghiem\s+tuc|can\s+cu|xay\s+dung|ra\s+soat|tham\s+muu|huong\s+dan|to\s+chuc|phoi\s+hop|theo\s+doi|khan\s+truong|tap\s+trung|don\s+doc|kiem\s+tra|lap|hoan\s+thanh|ban\s+hanh|bo\s+tri|can\s+doi|trien\s+khai|tang\s+cuong|day\s+manh|chi\s+dao|khac\s+phuc|tai\s+cau\s+truc|nghien\s+cuu|de\s+xuat|cung\s+cap|cong\s+khai|quan\s+triet|cu\s+the\s+hoa|phan\s+cong|tham\s+dinh|thong\s+ke|trinh|tiep\s+tuc|tuyen\s+truyen|danh\s+gia|xu\s+ly|giai\s+quyet|cap\s+nhat|so\s+hoa|thanh\s+lap|kien\s+toan|dang\s+ky|mo\s+rong|ket\s+noi|van\s+hanh|nang\s+cap|bien\s+soan|soan\s+thao|soan|phat\s+hanh|dua|mo)\b";

/// Whom a sentence charges by its own words: before a colon (`Sở A: rà soát ...`), or as the subject of what is to be
/// done (`Giao Sở A rà soát ...`, `Các phòng căn cứ ... xây dựng ...`).
pub(crate) fn charge(sentence: &str) -> Option<Charge> {
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^\s*(?:[-–+•*]\s*)?(?:(?:yeu\s+cau|de\s+nghi|giao|phan\s+cong)\s+)?(?P<who>[^:.]{{4,200}}?)(?:\s*:\s*|\s*,?\s+(?P<verb>{VERBS}))"
        ))
        .expect("the pattern of charges is valid")
    });
    let folded = Folded::new(sentence);
    let found = WHO.captures(folded.text())?;
    let who = folded.origin(found.name("who")?.range()).of(sentence);
    let lead = listed(who)?;
    let work = match found.name("verb") {
        Some(verb) => folded.origin(verb.range()).start,
        None => folded.origin(found.get(0)?.range()).end,
    };
    if let Some((lead, after)) = places(who, &sentence[work..]).filter(|_| lead.len() == 1) {
        let work = work + after;
        return Some(Charge { support: support(&sentence[work..]), lead: vec![lead], work });
    }
    let support = support(&sentence[work..]);
    Some(Charge { lead, support, work })
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

/// Who helps with work that begins `chủ trì, phối hợp với Sở A, Sở B rà soát ...` or `phối hợp với ...`.
pub(crate) fn support(work: &str) -> Vec<String> {
    static HELP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^\s*(?:[-–+•*]\s*|\(\d\)\s*)?(?:chu\s+tri\s*,?\s*(?:va\s+)?)?phoi\s+hop\s+(?:chat\s+che\s+)?(?:voi|cung)\s+(?P<who>.{{3,200}}?)\s*,?\s+(?:de\s+)?{VERBS}"
        ))
        .expect("the pattern of help is valid")
    });
    let folded = Folded::new(work);
    let Some(who) = HELP.captures(folded.text()).and_then(|found| found.name("who")) else {
        return Vec::new();
    };
    let named = quoted(folded.origin(who.range()).of(work));
    if named.contains(['.', ':']) { Vec::new() } else { bodies(&named) }
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
const LONGEST: usize = 14;

/// The bodies of a list that holds nothing else: each begins as a body does and does nothing.
pub(crate) fn listed(words: &str) -> Option<Vec<String>> {
    static ACTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:chu\s+tri|phoi\s+hop|thuc\s+hien|xay\s+dung\s+ke|ra\s+soat|huong\s+dan|tham\s+muu|ban\s+hanh|trien\s+khai|bao\s+cao|da|duoc|phai|can|nham|theo)\b|\d{3}")
            .expect("the pattern of deeds is valid")
    });
    let names = bodies(words);
    let body = |name: &String| {
        names_body(name)
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
                "chủ trì",
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
