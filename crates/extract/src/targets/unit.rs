//! Đơn vị: what can be counted in a plan, by the words right after the number.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use vanban_text::{fold, tone_key};

/// A unit found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// First byte of the unit.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Whether it names what is counted (`hộ`, `cán bộ`), unlike a classifier or measure (`cuộc`, `ha`).
    pub noun: bool,
}

/// Measures and classifiers: they say how one counts, not what.
const MEASURES: [&str; 78] = [
    "nghìn tỷ đồng",
    "tỷ đồng",
    "triệu đồng",
    "nghìn đồng",
    "đồng",
    "triệu USD",
    "tỷ USD",
    "USD",
    "ha",
    "hecta",
    "héc ta",
    "km2",
    "µg/m³",
    "μg/m³",
    "µg/m3",
    "μg/m3",
    "mg/l",
    "mg/m3",
    "km",
    "m2",
    "m3",
    "tấn",
    "tạ",
    "kg",
    "kWh",
    "MW",
    "Gb/s",
    "Mb/s",
    "Gbit/s",
    "Mbit/s",
    "Gbps",
    "Mbps",
    "Tbps",
    "lượt người dân",
    "lượt người",
    "lượt",
    "cuộc",
    "buổi",
    "đợt",
    "lần",
    "vụ",
    "lớp",
    "khóa",
    "điểm %",
    "điểm phần trăm",
    "điểm",
    "bậc",
    "sao",
    "giải",
    "suất",
    "kỳ",
    "phong trào",
    "đội",
    "chuyến",
    "tỷ lượt",
    "triệu lượt",
    "chiếc",
    "con",
    "cái",
    "bộ",
    "lít",
    "ca",
    "MWh",
    "lượt khách",
    "lượt truy cập",
    "lượt xem",
    "cuốn",
    "quyển",
    "tỷ kWh",
    "triệu tấn",
    "triệu lượt khách",
    "nghìn tấn",
    "nghìn lượt",
    "triệu m3",
    "tín chỉ",
    "đầu sách",
    "thùng",
    "gói",
];

/// Nouns that plans count.
const NOUNS: [&str; 202] = [
    "hộ gia đình",
    "hộ dân",
    "hộ nghèo",
    "hộ cận nghèo",
    "hộ kinh doanh",
    "hộ",
    "người dân",
    "người lao động",
    "người",
    "học sinh",
    "học viên",
    "sinh viên",
    "trẻ em",
    "lao động",
    "cán bộ, công chức",
    "cán bộ",
    "công chức",
    "viên chức",
    "giáo viên",
    "bác sĩ",
    "dược sĩ",
    "đảng viên",
    "đoàn viên",
    "hội viên",
    "thành viên",
    "chuyên gia",
    "kỹ sư",
    "doanh nghiệp",
    "hợp tác xã",
    "tổ hợp tác",
    "trang trại",
    "nhân lực",
    "mô hình",
    "xã, phường",
    "phường, xã",
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "tỉnh",
    "thôn, bản",
    "thôn",
    "tổ dân phố",
    "khu phố",
    "khu dân cư",
    "ấp",
    "bản",
    "buôn",
    "trường học",
    "trường hợp",
    "trường",
    "cơ sở",
    "công trình",
    "dự án",
    "đề án",
    "đề tài",
    "nhiệm vụ",
    "chương trình",
    "dịch vụ",
    "hệ thống",
    "phần mềm",
    "nền tảng",
    "ứng dụng",
    "thủ tục",
    "TTHC",
    "trạm y tế",
    "trạm",
    "tuyến",
    "cây cầu",
    "cầu",
    "căn hộ",
    "căn",
    "ngôi nhà",
    "nhà",
    "giường bệnh",
    "giường",
    "cây",
    "tin, bài",
    "tin bài",
    "bài viết",
    "bài",
    "chuyên đề",
    "chuyên mục",
    "video",
    "tổ chức",
    "khu công nghiệp",
    "khu",
    "cụm công nghiệp",
    "cụm",
    "sáng kiến",
    "cơ sở dữ liệu",
    "CSDL",
    "tổ công nghệ",
    "tổ",
    "câu lạc bộ",
    "CLB",
    "bản tin",
    "phóng sự",
    "tờ rơi",
    "máy tính",
    "máy",
    "thiết bị",
    "camera",
    "điểm đến",
    "chợ",
    "siêu thị",
    "thư viện",
    "nhà văn hóa",
    "nhà máy",
    "nhà khoa học",
    "nhà đầu tư",
    "bộ, ngành",
    "bản đồ",
    "khu vực",
    "địa phương",
    "đơn vị",
    "cơ quan",
    "hội nghị",
    "hội thảo",
    "quốc gia",
    "trung tâm",
    "sản phẩm",
    "phòng học",
    "phòng",
    "ca bệnh",
    "gian hàng",
    "tàu cá",
    "tàu",
    "bến",
    "cảng",
    "lồng",
    "vườn",
    "tác phẩm",
    "ấn phẩm",
    "hồ sơ",
    "văn bản",
    "tài liệu",
    "thửa đất",
    "giấy chứng nhận",
    "sáng chế",
    "hợp đồng",
    "làng nghề",
    "nghề",
    "di tích",
    "khách du lịch",
    "du khách",
    "khách",
    "trẻ",
    "cháu",
    "người cao tuổi",
    "phụ nữ",
    "thanh niên",
    "nông dân",
    "chuỗi",
    "vùng trồng",
    "vùng nuôi",
    "vùng sản xuất",
    "vùng nguyên liệu",
    "mã số",
    "bệnh viện",
    "tin nhắn",
    "thành phố",
    "khóa học",
    "hạng mục",
    "giải pháp",
    "bộ tài liệu",
    "đường",
    "cụm dân cư",
    "điểm trường",
    "điểm đen",
    "cộng tác viên",
    "tuyên truyền viên",
    "tình nguyện viên",
    "tiêu chí",
    "dịch vụ công",
    "xóm",
    "khóm",
    "khối phố",
    "làng",
    "đội hình",
    "bộ dữ liệu",
    "băng rôn",
    "pa nô",
    "áp phích",
    "chi bộ",
    "chi hội",
    "chi đoàn",
    "cửa hàng",
    "nhà ở",
    "lớp học",
    "bếp ăn",
    "nhà vệ sinh",
    "sân chơi",
    "hồ chứa",
    "trạm bơm",
    "cống",
    "nhà tiêu",
    "bể",
    "điểm bán hàng",
    "điểm tập kết",
    "lượt hộ",
    "tổ chức đảng",
];

/// A unit as it is matched: folded, and with its marks to tell `đồng` from `Đông`.
struct Entry {
    folded: String,
    marked: String,
    noun: bool,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entry =
        |noun: bool| move |unit: &&str| Entry { folded: fold(unit), marked: tone_key(unit), noun };
    let mut entries: Vec<Entry> =
        MEASURES.iter().map(entry(false)).chain(NOUNS.iter().map(entry(true))).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.folded.len()));
    entries
});

/// The unit that `rest`, the folded text after a number, begins with; `source` gives the words behind a
/// range of it, and `marked` says whether those bear diacritics that can be trusted.
pub(crate) fn unit<'a>(
    rest: &str,
    marked: bool,
    source: impl Fn(Range<usize>) -> &'a str,
) -> Option<Unit> {
    let words = rest.trim_start();
    let start = rest.len() - words.len();
    if let Some(found) = known(rest, marked, &source) {
        return Some(found);
    }
    if let Some(length) = sexes(words) {
        return Some(Unit { start, end: start + length, noun: false });
    }
    // `1,5 triệu cây xanh`, `200 nghìn hộ`
    let multiplier = MULTIPLIERS.iter().find(|(plain, spelled)| {
        let said = || tone_key(source(start..start + plain.len()));
        let after = words.strip_prefix(*plain);
        after.is_some_and(|after| after.starts_with(' ')) && (!marked || said() == *spelled)
    })?;
    let at = start + multiplier.0.len();
    let behind = |range: Range<usize>| source(at + range.start..at + range.end);
    let counted = known(&rest[at..], marked, behind)?;
    Some(Unit { start, end: at + counted.end, noun: counted.noun })
}

/// Words that multiply what is counted, folded and with their marks.
const MULTIPLIERS: [(&str, &str); 6] = [
    ("trieu", "triệu"),
    ("nghin", "nghìn"),
    ("ngan", "ngàn"),
    ("van", "vạn"),
    ("ty", "tỷ"),
    ("ti", "tỉ"),
];

/// What a unit counts, its multiplier left out: `cây` of `triệu cây`.
pub(crate) fn counted(unit: &str) -> &str {
    let (first, rest) = unit.split_once(char::is_whitespace).unwrap_or(("", unit));
    // `văn bản` is no multiple of anything, marks or none.
    let listed = ENTRIES.iter().any(|entry| entry.marked == tone_key(unit) || entry.folded == unit);
    let word = tone_key(first);
    let multiplies =
        MULTIPLIERS.iter().any(|(plain, spelled)| word == *spelled || !listed && word == *plain);
    if multiplies { rest.trim_start() } else { unit }
}

/// The listed unit that `rest` begins with.
fn known<'a>(rest: &str, marked: bool, source: impl Fn(Range<usize>) -> &'a str) -> Option<Unit> {
    let words = rest.trim_start();
    let start = rest.len() - words.len();
    let found = ENTRIES.iter().find(|entry| {
        let after = words.strip_prefix(entry.folded.as_str());
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric())) && {
            let said = source(start..start + entry.folded.len());
            !marked || tone_key(said) == entry.marked
        }
    })?;
    let mut end = start + found.folded.len();
    let mut last = found;
    while let Some((length, kin)) = kin_after(last, &rest[end..]).filter(|_| found.noun) {
        end += length;
        last = kin;
    }
    Some(Unit { start, end: end + per(&rest[end..]), noun: found.noun })
}

/// Nouns of one kind, which plans count together: `20 doanh nghiệp, hợp tác xã`.
const KIN: [&[&str]; 4] = [
    &["doanh nghiệp", "hợp tác xã", "tổ hợp tác", "hộ kinh doanh", "trang trại"],
    &["cán bộ", "cán bộ, công chức", "công chức", "viên chức", "người lao động"],
    &["xã", "phường", "thị trấn", "xã, phường", "phường, xã"],
    &["đoàn viên", "hội viên", "thanh niên"],
];

/// A noun of the same kind behind a comma, and the bytes up to its end; none where a number follows it, which would be
/// its own.
fn kin_after(noun: &Entry, rest: &str) -> Option<(usize, &'static Entry)> {
    let words = rest.strip_prefix(", ")?;
    let family = KIN.iter().find(|family| family.iter().any(|kin| fold(kin) == noun.folded))?;
    let kin = ENTRIES.iter().find(|entry| {
        let after = words.strip_prefix(entry.folded.as_str());
        let whole = after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()));
        whole && entry.folded != noun.folded && family.iter().any(|kin| fold(kin) == entry.folded)
    })?;
    let after = words[kin.folded.len()..].split([',', ';', '.']).next().unwrap_or("");
    let counted = after.split_whitespace().take(4).any(|word| word.contains(char::is_numeric));
    (!counted).then_some((2 + kin.folded.len(), kin))
}

/// The noun after a number that words bound (`ít nhất 01 sàn giao dịch`), whatever it is: its first word, unless
/// that is a time, an age or no noun at all.
pub(crate) fn any_noun<'a>(rest: &str, source: impl Fn(Range<usize>) -> &'a str) -> Option<Unit> {
    const NONE: [&str; 38] = [
        "triệu", "nghìn", "trăm", "tỷ", "tháng", "ngày", "giờ", "phút", "giây", "năm", "tuần",
        "quý", "tuổi", "trở", "và", "hoặc", "đến", "là", "của", "cho", "trong", "trên", "dưới",
        "với", "để", "so", "theo", "tại", "thì", "như", "ở", "từ", "trước", "sau", "có", "được",
        "lên", "mức",
    ];
    let words = rest.trim_start();
    let start = rest.len() - words.len();
    let length = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    let said = source(start..start + length).trim();
    let noun = start > 0
        && said.chars().next().is_some_and(char::is_lowercase)
        && said.chars().count() > 1
        && !NONE.contains(&tone_key(said).as_str());
    let end = start + length;
    noun.then(|| Unit { start, end: end + per(&rest[end..]), noun: true })
}

/// How many bytes of the folded `rest` say of how large a population a number is: `/100.000 dân`.
pub(crate) fn population(rest: &str) -> Option<usize> {
    static POPULATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s?/\s?(?:\d{1,3}(?:\.000)+|1000|van)\s(?:dan|nguoi|tre de song|tre de ra song|tre(?: em)?|ho|lao dong)\b")
            .expect("the pattern of populations is valid")
    });
    POPULATION.find(rest).map(|found| found.end())
}

/// How many bytes of the folded `words` are the unit of the sexes at birth (tỷ số giới tính): `bé trai/100 bé gái`.
fn sexes(words: &str) -> Option<usize> {
    static SEXES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?:be|tre(?:\s+em)?)\s+trai|nam)\s?/\s?100\s+(?:(?:be|tre(?:\s+em)?)\s+gai|nu)\b",
        )
        .expect("the pattern of the sexes is valid")
    });
    SEXES.find(words).map(|found| found.end())
}

/// How many bytes of the folded `rest` go on with `/người/năm`, or with so many of a population (`/100.000 dân`).
pub(crate) fn per(rest: &str) -> usize {
    if let Some(length) = population(rest) {
        return length;
    }
    let mut length = 0;
    while let Some(after) = rest[length..].strip_prefix('/') {
        let word = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let word = noun_ahead(after).unwrap_or(word);
        if word == 0 || after.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        length += 1 + word;
    }
    length
}

/// Bytes of the listed noun of several words that `rest` opens with: `m2/học sinh`, `triệu đồng/lao động`.
fn noun_ahead(rest: &str) -> Option<usize> {
    let nouns = ENTRIES.iter().filter(|entry| entry.noun && !entry.folded.contains(','));
    let mut opens = nouns.filter(|entry| {
        let after = rest.strip_prefix(entry.folded.as_str());
        after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    });
    opens.next().map(|entry| entry.folded.len())
}

#[cfg(test)]
mod tests {
    use vanban_text::Folded;

    use super::*;

    #[test]
    fn the_longest_unit_wins_and_knows_whether_it_is_a_noun() {
        for (rest, want) in [
            (" hộ nghèo thoát nghèo", Some(("hộ nghèo", true))),
            (" cuộc diễn tập", Some(("cuộc", false))),
            (" triệu đồng/người/năm", Some(("triệu đồng/người/năm", false))),
            (" m2/học sinh tiểu học", Some(("m2/học sinh", false))),
            (" trieu dong", Some(("trieu dong", false))),
            (" cán bộ chuyên trách", Some(("cán bộ", true))),
            ("ha rừng", Some(("ha", false))),
            (" triệu cây xanh", Some(("triệu cây", true))),
            (" nghìn ha rừng", Some(("nghìn ha", false))),
            (" van con giong", Some(("van con", false))),
            (" triệu mỗi hộ", None),
            (" điểm % so với", Some(("điểm %", false))),
            (" văn bản", Some(("văn bản", true))),
            (" hợp tác xã, trang trại nuôi ong", Some(("hợp tác xã, trang trại", true))),
            (" hợp tác xã, trang trại tăng 5%", Some(("hợp tác xã", true))),
            (" hộ, trường học", Some(("hộ", true))),
            (" bé trai/100 bé gái", Some(("bé trai/100 bé gái", false))),
            (" Đông Nam Á", None),
            (" cho người dân", None),
            (" ho ngheo", Some(("ho ngheo", true))),
            (" tuổi trở lên", None),
            (" tháng", None),
            ("", None),
        ] {
            let folded = Folded::new(rest);
            let source = |range| folded.origin(range).of(rest);
            let marked = vanban_text::has_vietnamese_marks(rest);
            let found = unit(folded.text(), marked, source);
            let found = found.map(|unit| (source(unit.start..unit.end).trim(), unit.noun));
            assert_eq!(found, want, "{rest}");
        }
    }

    #[test]
    fn a_multiplier_is_no_part_of_what_is_counted() {
        for (unit, want) in [("triệu cây", "cây"), ("cây", "cây"), ("hộ dân", "hộ dân")]
        {
            assert_eq!(counted(unit), want);
        }
    }

    #[test]
    fn any_noun_serves_but_times_and_joints() {
        for (rest, want) in [
            (" sàn giao dịch dữ liệu", Some("sàn")),
            (" tháng", None),
            (" tuổi trở lên", None),
            (" và", None),
            (" Ủy ban", None),
            ("/năm", None),
        ] {
            let folded = Folded::new(rest);
            let source = |range: Range<usize>| folded.origin(range).of(rest);
            let found = any_noun(folded.text(), source);
            assert_eq!(found.map(|unit| source(unit.start..unit.end).trim()), want, "{rest}");
        }
    }
}
