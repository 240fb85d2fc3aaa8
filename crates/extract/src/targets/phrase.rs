//! The words around a value: lead-in verbs, verbs of reaching, scopes, bases, times, purposes, predicates.
//!
//! Patterns are matched on folded text; what is kept is always quoted from the sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use vanban_text::{Folded, collapse_spaces, fold, has_vietnamese_marks, tone_key};

use crate::targets::value::{Value, ends_in_word};

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns of phrases are valid")
}

/// Words that only announce an aim (`Tiếp tục phấn đấu`, `Duy trì và nâng cao`) and say nothing of what is
/// measured.
static LEAD_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:
        tiep\s+tuc | phan\s+dau | no\s+luc | quyet\s+tam | (?:de\s+ra\s+)?muc\s+tieu(?:\s+la)? | chi\s+tieu(?:\s+la)?
        | dat\s+va\s+vuot | duy\s+tri\s+va\s+nang\s+cao | dam\s+bao | bao\s+dam | day\s+manh | tang\s+cuong
        | thuc\s+hien | to\s+chuc\s+thuc\s+hien | trien\s+khai\s+thuc\s+hien | cung\s+cap | (?:uu\s+tien\s+)?bo\s+tri | (?:uu\s+tien\s+)?danh | huong\s+toi
        | duy\s+tri | nang\s+cao | giu\s+vung | trong\s+do(?:\s+co)? | dong\s+thoi | ve | voi | co\s+ban | co | dua
        | nang\s+(?:ty\s+le) | nang | ca\s+tinh | toan\s+(?:tinh|xa|phuong|huyen|thanh\s+pho)
        | (?:moi|hang)\s+(?:nam|quy|thang|tuan)
        | moi\s+(?:xa|phuong|thon|xom|ap|khom|ban|to\s+dan\s+pho|khu\s+pho|khu\s+dan\s+cu|chi\s+(?:bo|hoi|doan)|co\s+quan|don\s+vi|dia\s+phuong|truong)(?:\s*,\s*(?:xa|phuong|dac\s+khu|thon|ban|to\s+dan\s+pho)\b)* | va | it\s+nhat | toi\s+thieu | cu\s+the | trung\s+binh
        | vuot | dat | tap\s+trung
        )(?:\s*[,:]\s*|\s+|$)",
    )
});

/// A lead-in may open a subject only where something is left after it; these open one of their own.
const OWN_SUBJECT: [&str; 3] = ["nang ty le", "muc tieu", "chi tieu"];

/// Without the label, bullet and lead-in words it begins with.
pub(crate) fn drop_lead_in(words: &str) -> String {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:[-–—+•*·]\s*)*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s+|\((?:\d{1,2}|[ivx]{1,4})\)\s*)?(?:[-–—+•*·]\s*)*",
        )
    });
    let mut rest = words.to_owned();
    let folded = Folded::new(&rest);
    if let Some(label) = LABEL.find(folded.text()) {
        rest.drain(..folded.origin(0..label.end()).end);
    }
    // The Party writes `1- Có ít nhất ...`; `5- 10%` is a range.
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if let Some(item) = rest.get(digits..).filter(|_| (1..3).contains(&digits))
        && let Some(item) = item.strip_prefix(['-', '–'])
        && item.starts_with(' ')
        && item.trim_start().starts_with(char::is_alphabetic)
    {
        rest = String::from(item.trim_start());
    }
    // Each turn takes a word off, so a few suffice for the longest lead-in anyone writes.
    for _ in 0..8 {
        let trimmed = rest.trim_start_matches([' ', ',', ':', ';']);
        let folded = Folded::new(trimmed);
        let found = LEAD_IN.find(folded.text());
        let whole = |end: usize| !is_compound(folded.text(), end);
        let found = found.filter(|found| whole(found.end()));
        let Some(found) = found.filter(|found| meant(trimmed, &folded, found.range())) else {
            return trimmed.to_owned();
        };
        let keeps = OWN_SUBJECT.iter().any(|own| found.as_str().trim_end() == *own)
            && !found.as_str().contains("la ");
        let cut = if found.as_str().starts_with("nang ty le") { 5 } else { found.end() };
        if keeps && cut != 5 && !found.as_str().trim_end().ends_with([',', ':']) {
            return trimmed.to_owned();
        }
        let cut = rest.len() - trimmed.len() + folded.origin(0..cut).end;
        rest.drain(..cut);
    }
    rest
}

/// Whether the lead-in of a folded text that ends at `end` is half of another verb: `nâng cấp`, `đưa vào sử dụng`, `về đích`.
fn is_compound(folded: &str, end: usize) -> bool {
    const VERBS: [&str; 6] = ["nang cap", "dua vao", "dua di", "dua ra", "ve dich", "co mat"];
    let last = folded[..end].split_whitespace().next_back().unwrap_or("");
    let next = folded[end..].split_whitespace().next().unwrap_or("").trim_end_matches(',');
    VERBS.contains(&format!("{last} {next}").as_str())
}

/// Words of lead-ins and of reaching whose folded form is another word's too: `Cơ cấu`, `Năng suất`, `đất`, `con`.
const MARKED: [(&str, &[&str]); 17] = [
    ("danh", &["dành"]),
    ("co", &["có"]),
    ("ve", &["về"]),
    ("voi", &["với"]),
    ("va", &["và"]),
    ("dua", &["đưa"]),
    ("dat", &["đạt"]),
    ("nang", &["nâng"]),
    ("vuot", &["vượt"]),
    ("la", &["là"]),
    ("con", &["còn"]),
    ("len", &["lên"]),
    ("toi", &["tới"]),
    ("bang", &["bằng"]),
    ("duoc", &["được"]),
    ("khong", &["không"]),
    ("muc", &["mức", "mục"]),
];

/// Whether the folded words at `range` are the ones meant, where the text bears marks that tell.
fn meant(words: &str, folded: &Folded, range: Range<usize>) -> bool {
    if !has_vietnamese_marks(words) || folded.text()[range.clone()].starts_with("co ban") {
        return true;
    }
    folded.origin(range).of(words).split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        let plain = fold(word);
        MARKED
            .iter()
            .find(|(known, _)| *known == plain)
            .is_none_or(|(_, meant)| meant.contains(&tone_key(word).as_str()))
    })
}

/// Verbs at the end of a subject that say its value is reached: `đạt`, `:`, `giảm còn`, `ở mức`.
static REACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:,\s*(?:chiem\s+|dat\s+)?t[iy]\s+le\s*$)|(?:^|[\s,:(])(?:
        (?:phan\s+dau\s+(?:co\s+ban\s+)?|lan\s+luot\s+|can\s+|phai\s+|va\s+vuot\s+|se\s+|uoc\s+|du\s+kien\s+|cung\s+)*dat
            (?:\s+(?:duoc|lan\s+luot|muc|gia\s+tri|ty\s+le|ti\s+le|tu|va\s+vuot|den|o\s+muc|so\s+luong|ket\s+qua))*
        | chiem(?:\s+(?:ty\s+le|ti\s+le|ty\s+trong))? | bang | la | o\s+muc | con | len | xuong | len\s+den | toi
        | (?:tang|nang)\s+len(?:\s+(?:dat|muc))? | giam\s+(?:xuong\s+)?con | giam\s+xuong(?:\s+con)? | xuong\s+con
        | dong\s+gop | gap | phan\s+dau | (?:(?:duy\s+tri|giu\s+vung|giu|on\s+dinh)\s+)?(?:duy\s+tri|giu\s+vung|on\s+dinh)(?:\s+(?:o\s+muc|o))? | vuot | duoc | dam\s+bao | bao\s+dam | dat\s+tu | khong
        )\s*(?:la\s*|muc\s*)?:?\s*$|:\s*$",
    )
});

/// The words without the reaching verb they end in, and whether there was one.
pub(crate) fn strip_reach(words: &str) -> (String, bool) {
    let mut rest = words.trim_end().to_owned();
    let mut reached = false;
    for _ in 0..3 {
        let folded = Folded::new(&rest);
        let Some(found) = REACH.find(folded.text()) else { break };
        // The `lên` of `trở lên` belongs to a bound inside the subject.
        let bound =
            ["tro len", "tro xuong"].iter().any(|end| folded.text().trim_end().ends_with(end));
        // `hệ thống được duy trì` is what is measured.
        let kept = found.as_str().contains("duy tri")
            && ends_in_word(folded.text()[..found.start()].trim_end(), "duoc");
        if bound || kept || !meant(&rest, &folded, found.range()) {
            break;
        }
        let cut = folded.origin(found.range()).start;
        // `phấn đấu` alone announces, it does not reach: `Phấn đấu 100% ...` has no subject yet.
        reached = true;
        rest.truncate(cut);
        rest.truncate(rest.trim_end_matches([' ', ',', ':', ';', '-', '–']).len());
    }
    (rest, reached)
}

/// Whether the words name a measure, which a value after them closes (`tỷ lệ`, `quy mô`, `chỉ số`).
pub(crate) fn names_measure(words: &str) -> bool {
    // `Số hộ nghèo` counts, `Số hóa hồ sơ` and `Sở Y tế` do not.
    let mut first = words.split_whitespace().map(tone_key);
    let counts = first.next().as_deref() == Some("số") && first.next().as_deref() != Some("hóa");
    counts || measure_at(words) == Some(0)
}

/// Where the measure begins that the last lead-in of a longer sentence brings on: `... để nâng tỷ lệ hộ ...`.
pub(crate) fn measure_at(words: &str) -> Option<usize> {
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)(?P<lead>^|\b(?:nang|muc\s+tieu|dam\s+bao|bao\s+dam|phan\s+dau|tang|dat|giam|dua|duy\s+tri)\s+)
            (?P<measure>(?:t[iy]\s+(?:le|trong|so|suat)|chi\s+so|si\s+so|quan\s+so|tuoi\s+tho|thoi\s+gian\s+(?:cho|phan\s+hoi|giai\s+quyet|xu\s+ly|luan\s+chuyen|khac\s+phuc)|quy\s+mo|do\s+che\s+phu|toc\s+do|so\s+luong|muc\s+do
                |tong\s+(?:so|gia\s+tri|dan|von|muc|thu|doanh\s+thu|kim\s+ngach|dien\s+tich|san\s+luong|luot|cong\s+suat|chi)
                |(?:thu|chi)\s+ngan\s+sach|doanh\s+thu|dong\s+gop|gia\s+tri|thu\s+nhap|san\s+luong|dien\s+tich|nang\s+suat|kim\s+ngach|tong\s+san\s+pham|mat\s+do|chieu\s+dai|cong\s+suat
                |binh\s+quan\s+luong\s+thuc|luong\s+thuc\s+binh\s+quan)\b)",
        )
    });
    let folded = Folded::new(words);
    let found =
        MEASURE.captures_iter(folded.text()).filter_map(|found| found.name("measure")).last()?;
    Some(folded.origin(found.range()).start)
}

/// What may follow a value that closed its subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tail {
    /// `đối với cấp xã`: whom the value is for.
    pub scope: Option<String>,
    /// `GRDP`, `tổng chi ngân sách`: what the share is taken of.
    pub base: Option<String>,
    /// `vào năm 2030`.
    pub deadline: Option<String>,
    /// Bytes of all of these.
    pub length: usize,
}

static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*\(?\s*(?:(?:doi\s+voi|o|tai|voi|cho)\s+(?:cac\s+)?(?P<list>(?:thon,\s*ban|ban,\s*lang|xa,\s*phuong|phuong,\s*xa|so,\s*(?:ban,\s*)?nganh|ap,\s*khu\s+pho)[^,;.()]*?)|doi\s+voi\s+(?P<any>[^,;.()]+?)|(?:o|tai|voi|cho)\s+(?P<who>(?:cac\s+)?(?:cap|tuyen|khoi|benh\s+vien|tram|khu\s+vuc|vung|dia\s+ban|do\s+thi|nong\s+thon|thanh\s+thi|mien|xa|phuong|tinh|huyen|nhom|co\s+quan|cac|don\s+vi|ho|truong)[^,;.()]*?))\s*(?:[,;.()]|\bva\b|\btoi\s+thieu\b|\btren\b|$)",
    )
});

static BASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:so\s+voi\s+|cua\s+|tren\s+)?(?P<base>(?:grdp|gdp|tong|dan\s+so|doanh\s+thu|du\s+toan|dien\s+tich|ke\s+hoach|chi\s+(?:ngan\s+sach|thuong\s+xuyen|dau\s+tu|su\s+nghiep)|ngan\s+sach|cung\s+ky|luc\s+luong|chi\s+tieu)\b[^,;.]*)",
    )
});

/// Scope, base and time at the start of `after`, the words that follow a value.
pub(crate) fn tail(after: &str) -> Tail {
    let window = after.char_indices().nth(300).map_or(after, |(at, _)| &after[..at]);
    let folded = Folded::new(window);
    let mut found = Tail::default();
    let mut at = 0;
    if let Some(who) = bracket_scope(folded.text()) {
        at = who.end + 1;
        found.scope = Some(said(&folded, window, who));
    }
    for _ in 0..3 {
        let rest = &folded.text()[at..];
        if let (None, Some(who)) = (
            &found.scope,
            SCOPE.captures(rest).and_then(|c| c.name("list").or(c.name("any")).or(c.name("who"))),
        ) {
            found.scope = Some(said(&folded, window, at + who.start()..at + who.end()));
            at += who.end();
        } else if let Some(when) =
            time_phrase(rest).filter(|when| rest[..when.start].trim().is_empty())
        {
            found.deadline = Some(said(&folded, window, at + when.start..at + when.end));
            at += when.end;
        } else if let (None, Some(base)) =
            (&found.base, BASE.captures(rest).and_then(|c| c.name("base")))
        {
            let length = whole_of(base.as_str());
            let start = at + base.start();
            found.base = Some(said(&folded, window, start..start + length));
            at += base.end();
        } else {
            break;
        }
    }
    found.length = folded.origin(0..at).end.min(window.len());
    if at == 0 {
        found.length = 0;
    }
    found
}

/// Where the bracket right behind a value says whom it is for: `97% (cấp xã)`, `0,5% (THPT)`.
fn bracket_scope(rest: &str) -> Option<Range<usize>> {
    const SCHOOLS: [&str; 5] = ["mam non", "mau giao", "tieu hoc", "thcs", "thpt"];
    let open = rest.find('(').filter(|open| rest[..*open].trim().is_empty())?;
    let close = open + rest[open..].find(')')?;
    let inside = rest[open + 1..close].trim();
    (is_scope(inside) || SCHOOLS.contains(&inside)).then_some(open + 1..close)
}

/// How many bytes of a folded base name the whole itself: `tổng chi ngân sách xã và tăng dần theo yêu cầu`.
fn whole_of(base: &str) -> usize {
    static ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\s(?:va\s+(?:tang|phan\s+dau|tung\s+buoc)|de|nham|theo\s+yeu\s+cau)\s")
    });
    ON.find(base).map_or(base.len(), |found| found.start())
}

fn said(folded: &Folded, source: &str, range: Range<usize>) -> String {
    folded.origin(range).of(source).trim().trim_end_matches([',', ';', '.']).trim_end().to_owned()
}

/// A time with its preposition: `đến năm 2030`, `trong năm 2026`, `giai đoạn 2026-2030`, `năm 2026`.
pub(crate) fn time_phrase(folded: &str) -> Option<Range<usize>> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)(?:^|[\s,(])(?P<when>(?:(?:den|vao|trong|truoc|den\s+het|het)\s+)+
               (?:ngay\s+)?\d{1,2}(?:/\d{1,2}/|\s+thang\s+\d{1,2}\s+nam\s+)20\d\d
            |(?:(?:den|vao|trong|tu|truoc|den\s+het|den\s+cuoi|cuoi|het|ket\s+thuc)\s+)*
            (?:(?:cuoi\s+)?nam\s+20\d\d|giai\s+doan\s+20\d\d\s*[-–]\s*20\d\d|(?:6|9)\s+thang\s+(?:dau|cuoi)\s+nam
               (?:\s+20\d\d)?|quy\s+(?:iv|iii|ii|i)\s*(?:/|nam\s+|\s)20\d\d|thang\s+\d{1,2}\s*(?:/|nam\s+)\s*20\d\d|20[2-9]\d)
            |(?:(?:den|trong|truoc|het|cuoi)\s+)+(?:quy\s+(?:iv|iii|ii|i)|thang\s+\d{1,2})
            |(?:(?:den|trong|truoc|het|cuoi|tu)\s+)*nam\s+hoc\s+20\d\d\s*[-–]\s*20\d\d
            |(?:den|truoc|het)\s+(?:het\s+)?(?:ngay\s+\d{1,2}|28|29|30|31)/\d{1,2}
            |(?:den\s+)?(?:het|cuoi)\s+nam|ca\s+nam)
            (?:\s*[,:;.)]|\s|$)",
        )
    });
    let found = TIME.captures(folded)?.name("when")?;
    // A bare year may be part of a name (`Chương trình 2030`): only with a preposition or at the start.
    let bare = found.as_str().len() == 4 && found.start() > 1;
    // The `tư` of `vốn đầu tư năm 2026` is no `từ`.
    let split = found.as_str().starts_with("tu ")
        && ["dau", "vat", "thong"]
            .iter()
            .any(|head| ends_in_word(folded[..found.start()].trim_end(), head));
    let start = found.start() + if split { 3 } else { 0 };
    (!bare).then_some(start..found.end())
}

/// Where the last comma or semicolon of the words stands; the comma inside a number is none.
pub(crate) fn last_comma(words: &str) -> Option<usize> {
    words.rmatch_indices([',', ';']).map(|(at, _)| at).find(|at| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !(digit(words[..*at].chars().next_back()) && digit(words[at + 1..].chars().next()))
    })
}

/// A word group that names whom a value is for, not what is measured.
pub(crate) fn is_scope(words: &str) -> bool {
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:rieng\s+|doi\s+voi\s+|o\s+|tai\s+)?(?:cap|tuyen|khu\s+vuc|vung|dia\s+ban|do\s+thi|nong\s+thon|thanh\s+thi|(?:noi|ngoai)\s+(?:thi|thanh|o)|mien)(?:\s+\S+){0,4}$|^(?:bac\s+)?(?:mam\s+non|tieu\s+hoc|thcs|thpt|trung\s+hoc\s+(?:co\s+so|pho\s+thong))$",
        )
    });
    let folded = Folded::new(words.trim_matches(|c: char| !c.is_alphanumeric()));
    WHO.is_match(folded.text())
}

/// Whether the words go on with the list of values rather than with what a value counts.
pub(crate) fn ends_in_joint(rest: &str) -> bool {
    let folded = Folded::new(rest.get(..rest.len().min(24)).unwrap_or(""));
    ["va ", "trong do", "doi voi", "hoac "].iter().any(|word| folded.text().starts_with(word))
}

/// Whether a preposition goes on after a value (`trên toàn tỉnh`, `theo quy định`): nothing is counted.
pub(crate) fn goes_on(rest: &str) -> bool {
    const PREPOSITIONS: [&str; 17] = [
        "trên", "tại", "ở", "trong", "theo", "để", "do", "từ", "với", "cho", "vào", "khi", "sau",
        "và", "hoặc", "so", "nhằm",
    ];
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    PREPOSITIONS.contains(&tone_key(word).as_str())
}

/// The words before a clause of purpose or consequence that a comma opens.
pub(crate) fn cut_purpose(words: &str) -> String {
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)\s*(?:[,;]|\s-)\s*(?:nham|phuc\s+vu|rieng|trung\s+binh\s+moi|gop\s+phan|qua\s+do|tu\s+do|tao(?:\s+tien\s+de|\s+dieu\s+kien)?|huong\s+toi
            |trong\s+do|dong\s+thoi|tung\s+buoc|phan\s+dau|bao\s+dam|dam\s+bao|de\s+(?:dam|bao|phuc|nang|tao|thuc)
            |dap\s+ung|theo\s+quy\s+dinh|thong\s+qua|lam\s+co\s+so|khong\s+de|hoan\s+thanh\s+(?:trong|truoc|vao|cham)|trinh\s+(?:ubnd|hdnd|uy\s+ban|hoi\s+dong|chu\s+tich|cap))\b|\s+va\s+tang\s+dan\b|\s+voi\s+tong\s+(?:chieu\s+dai|kinh\s+phi|muc|dien\s+tich|von)\b",
        )
    });
    let folded = Folded::new(words);
    // A new sentence ends it as well.
    let stop = words.find(". ").unwrap_or(words.len());
    let cut =
        PURPOSE.find(folded.text()).map_or(words.len(), |found| folded.origin(found.range()).start);
    words[..cut.min(stop)].to_owned()
}

/// Verbs that plans use of what they count.
const PREDICATES: [&str; 55] = [
    "về đích",
    "được",
    "triển khai",
    "có",
    "sử dụng",
    "ứng dụng",
    "áp dụng",
    "thực hiện",
    "hoàn thành",
    "tham gia",
    "kết nối",
    "đạt",
    "tiếp cận",
    "duy trì",
    "đảm bảo",
    "bảo đảm",
    "ban hành",
    "xây dựng",
    "tổ chức",
    "đăng ký",
    "biết",
    "nộp",
    "hài lòng",
    "cập nhật",
    "khai thác",
    "số hóa",
    "thành lập",
    "bố trí",
    "không",
    "chuyển",
    "hoạt động",
    "phải",
    "đều",
    "phân loại",
    "trở thành",
    "đóng vai trò",
    "nằm trong",
    "lắp đặt",
    "trang bị",
    "cài đặt",
    "thanh toán",
    "ký",
    "cam kết",
    "thu gom",
    "xử lý",
    "tuân thủ",
    "công khai",
    "niêm yết",
    "mở",
    "hoàn tất",
    "kết nạp",
    "chấp hành",
    "bảo vệ",
    "ghi",
    "là",
];

/// Where the predicate of `NP VP` begins: the first verb that plans use of what they count. A folded verb may
/// be another word (`có`, `cơ sở`), so its marks must agree where the words bear any.
pub(crate) fn predicate_at(words: &str) -> Option<usize> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        let verbs: Vec<String> =
            PREDICATES.iter().map(|verb| fold(verb).replace(' ', r"\s+")).collect();
        pattern(&format!(r"\b(?:{})\b", verbs.join("|")))
    });
    let folded = Folded::new(words);
    let marked = has_vietnamese_marks(words);
    VERB.find_iter(folded.text())
        .filter(|found| found.start() > 0)
        .map(|found| folded.origin(found.range()))
        .find(|at| {
            let said = collapse_spaces(&tone_key(at.of(words)));
            (!marked || PREDICATES.contains(&said.as_str())) && !is_half(words, at.start, at.end)
        })
        .map(|at| at.start)
}

/// Whether the verb at `start..end` is half of another word: `chuyển đổi`, `không gian`, `chữ ký`, `dữ liệu mở`.
fn is_half(words: &str, start: usize, end: usize) -> bool {
    const WITH_NEXT: [&str; 5] =
        ["chuyển đổi", "không gian", "ký túc", "hoạt động không", "không chuyên"];
    const WITH_LAST: [&str; 2] = ["chữ ký", "liệu mở"];
    let verb = tone_key(words[start..end].trim());
    let next = words[end..].split_whitespace().next().unwrap_or("");
    let last = words[..start].split_whitespace().next_back().unwrap_or("");
    WITH_NEXT.contains(&format!("{verb} {}", tone_key(next)).as_str())
        || WITH_LAST.contains(&format!("{} {verb}", tone_key(last)).as_str())
}

/// A verb that only sets a count going (`tổ chức`, `xây dựng và nhân rộng`) before a measure word.
pub(crate) fn drop_count_verb(lead: &str, value: &Value) -> String {
    static COUNT_VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*(?:to\s+chuc|mo|bo\s+tri|co|tiep\s+nhan|thuc\s+hien|tham\s+muu\s+to\s+chuc|phoi\s+hop\s+to\s+chuc)\s*(?:duoc\s*)?$",
        )
    });
    let percent = value.unit.as_deref().is_some_and(|unit| unit.starts_with(['%', '‰']));
    // The verb may end a longer clause that the comma before it closed.
    let last = last_comma(lead).map_or(lead, |comma| &lead[comma + 1..]);
    if !percent && COUNT_VERB.is_match(Folded::new(last).text()) {
        return String::new();
    }
    lead.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_ins_go_and_subjects_stay() {
        for (words, want) in [
            ("- Tiếp tục phấn đấu đạt và vượt tỷ lệ A", "tỷ lệ A"),
            ("a) Duy trì và nâng cao tỷ lệ B", "tỷ lệ B"),
            ("Tỷ lệ C", "Tỷ lệ C"),
            ("Đảm bảo hoàn thành lớp học cho", "hoàn thành lớp học cho"),
            ("Nâng tỷ lệ D", "tỷ lệ D"),
            ("Bố trí ngân sách cho nông nghiệp", "ngân sách cho nông nghiệp"),
            ("Cơ cấu kinh tế", "Cơ cấu kinh tế"),
            ("Năng suất lúa", "Năng suất lúa"),
            ("Đất ở đô thị", "Đất ở đô thị"),
            ("Dừa xiêm trồng mới", "Dừa xiêm trồng mới"),
            ("Co 02 lop", "02 lop"),
            ("Mỗi xã, phường mở lớp", "mở lớp"),
            ("2- Có thêm chợ", "thêm chợ"),
            ("5- 10% số hộ", "5- 10% số hộ"),
        ] {
            assert_eq!(drop_lead_in(words).trim(), want, "{words}");
        }
    }

    #[test]
    fn reaching_verbs_are_taken_off_the_end() {
        for (words, want, reached) in [
            ("Tỷ lệ A đạt", "Tỷ lệ A", true),
            ("Tỷ lệ A: Đạt", "Tỷ lệ A", true),
            ("Tỷ lệ A giảm xuống còn", "Tỷ lệ A", true),
            ("Diện tích đất", "Diện tích đất", false),
            ("Số cây con", "Số cây con", false),
            ("Chỉ số B đạt giá trị", "Chỉ số B", true),
            ("Đóng góp của C ở mức", "Đóng góp của C", true),
            ("Số hóa hồ sơ đạt tỷ lệ", "Số hóa hồ sơ", true),
            ("Tỷ lệ A", "Tỷ lệ A", false),
        ] {
            assert_eq!(strip_reach(words), (want.to_owned(), reached), "{words}");
        }
    }

    #[test]
    fn tails_are_told_apart() {
        assert_eq!(tail(" đối với cấp xã, ...").scope.as_deref(), Some("cấp xã"));
        assert_eq!(tail(" GRDP").base.as_deref(), Some("GRDP"));
        assert_eq!(tail(" tổng chi ngân sách xã.").base.as_deref(), Some("tổng chi ngân sách xã"));
        assert_eq!(tail(" vào năm 2030").deadline.as_deref(), Some("vào năm 2030"));
        assert_eq!(tail(" hộ dân có điện"), Tail::default());
    }

    #[test]
    fn a_time_begins_with_its_preposition_and_not_with_half_a_word() {
        let said = |words: &str| time_phrase(words).map(|at| words[at].to_owned());
        assert_eq!(said("von dau tu nam 2026 la").as_deref(), Some("nam 2026"));
        assert_eq!(said("von vay tu nam 2026 la").as_deref(), Some("tu nam 2026"));
    }

    #[test]
    fn the_comma_of_a_number_parts_nothing() {
        assert_eq!(last_comma("a, tăng 6,05%"), Some(1));
        assert_eq!(last_comma("tăng 6,05%"), None);
        assert_eq!(last_comma("năm 2026,"), Some("năm 2026".len()));
    }

    #[test]
    fn purposes_are_cut_and_objects_are_not() {
        assert_eq!(cut_purpose("hộ có điện, góp phần giảm nghèo"), "hộ có điện");
        assert_eq!(cut_purpose("xã, phường có chợ"), "xã, phường có chợ");
    }
}
