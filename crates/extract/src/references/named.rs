//! Documents cited by name: laws, congress resolutions, bare numbers, plans known by issuer and title alone.

use std::sync::LazyLock;

use crate::date::{Date, date};
use crate::doc_type::doc_type;
use crate::issuer::{body, starter, stops};
use crate::symbol::{Symbol, symbol};
use crate::token::{Kind, Phrases, Token};

/// A law cited.
#[derive(Clone, Debug)]
pub(super) struct Law {
    pub doc_type: &'static str,
    pub symbol: Option<Symbol>,
    pub date: Option<Date>,
    /// The year it is named with: `Luật Đất đai năm 2013`, `Luật Đất đai 2024`.
    pub year: Option<u16>,
    /// Index after the name.
    pub name_end: usize,
    /// Index after name, number and date.
    pub end: usize,
    /// Where to go on reading: a law's name may hold another law's.
    pub next: usize,
}

/// Names of laws that hold a comma, an `và` or another word which would else end them. Published titles, in the
/// spelling of the Official Gazette.
static LONG_NAMES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "an toàn , vệ sinh lao động",
        "an toàn thông tin mạng",
        "bảo vệ và kiểm dịch thực vật",
        "bảo vệ và phát triển rừng",
        "bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân",
        "ban hành văn bản quy phạm pháp luật",
        "cán bộ , công chức",
        "đầu tư theo phương thức đối tác công tư",
        "địa chất và khoáng sản",
        "đo đạc và bản đồ",
        "hôn nhân và gia đình",
        "hòa giải , đối thoại tại tòa án",
        "hoạt động giám sát của quốc hội và hội đồng nhân dân",
        "hỗ trợ doanh nghiệp nhỏ và vừa",
        "khám bệnh , chữa bệnh",
        "khoa học và công nghệ",
        "khoa học , công nghệ và đổi mới sáng tạo",
        "lực lượng tham gia bảo vệ an ninh , trật tự ở cơ sở",
        "người lao động việt nam đi làm việc ở nước ngoài theo hợp đồng",
        "nhập cảnh , xuất cảnh , quá cảnh , cư trú của người nước ngoài tại việt nam",
        "phí và lệ phí",
        "phòng , chống bạo lực gia đình",
        "phòng , chống bệnh truyền nhiễm",
        "phòng , chống khủng bố",
        "phòng , chống ma túy",
        "phòng , chống mua bán người",
        "phòng , chống rửa tiền",
        "phòng , chống tác hại của rượu , bia",
        "phòng , chống tác hại của thuốc lá",
        "phòng , chống tham nhũng",
        "phòng , chống thiên tai",
        "phòng cháy và chữa cháy",
        "phòng cháy , chữa cháy và cứu nạn , cứu hộ",
        "quản lý , bảo vệ công trình quốc phòng và khu quân sự",
        "quản lý , sử dụng vốn nhà nước đầu tư vào sản xuất , kinh doanh tại doanh nghiệp",
        "quản lý và đầu tư vốn nhà nước tại doanh nghiệp",
        "quản lý , sử dụng tài sản công",
        "quản lý , sử dụng vũ khí , vật liệu nổ và công cụ hỗ trợ",
        "quy hoạch đô thị và nông thôn",
        "sử dụng năng lượng tiết kiệm và hiệu quả",
        "tài nguyên , môi trường biển và hải đảo",
        "thi đua , khen thưởng",
        "thực hành tiết kiệm , chống lãng phí",
        "thực hiện dân chủ ở cơ sở",
        "tiêu chuẩn và quy chuẩn kỹ thuật",
        "tín ngưỡng , tôn giáo",
        "ưu đãi người có công với cách mạng",
        "trật tự , an toàn giao thông đường bộ",
        "trưng mua , trưng dụng tài sản",
        "xuất cảnh , nhập cảnh của công dân việt nam",
        "quản lý , sử dụng tài sản nhà nước",
        "bảo vệ , chăm sóc và giáo dục trẻ em",
        "quân nhân chuyên nghiệp , công nhân và viên chức quốc phòng",
        "phòng không nhân dân",
        "ngân hàng nhà nước việt nam",
        "các tổ chức tín dụng",
        "tổ chức chính quyền địa phương",
        "việc làm",
        "các công cụ chuyển nhượng",
        "quản lý ngoại thương",
        "giao dịch điện tử",
        "đường bộ",
        "căn cước",
        "chất lượng sản phẩm , hàng hóa",
        "thuế xuất khẩu , thuế nhập khẩu",
        "phổ biến , giáo dục pháp luật",
        "thể dục , thể thao",
        "giáo dục quốc phòng và an ninh",
        "phục hồi , phá sản",
        "thi hành tạm giữ , tạm giam",
        "tạm giữ , tạm giam và cấm đi khỏi nơi cư trú",
        "hiến , lấy , ghép mô , bộ phận cơ thể người và hiến , lấy xác",
        "phòng , chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người",
        "trách nhiệm bồi thường của nhà nước",
        "sĩ quan quân đội nhân dân việt nam",
        "mặt trận tổ quốc việt nam",
        "bảo vệ bí mật nhà nước",
        "bảo vệ quyền lợi người tiêu dùng",
        "bảo vệ dữ liệu cá nhân",
        "phòng thủ dân sự",
        "tình trạng khẩn cấp",
        "công nghiệp công nghệ số",
        "xử lý vi phạm hành chính",
        "thi hành án dân sự",
        "hòa giải ở cơ sở",
        "hoạt động chữ thập đỏ",
        "thuế sử dụng đất phi nông nghiệp",
        "người khuyết tật",
        "tiếp công dân",
        "tiếp cận thông tin",
    ])
});

/// The law named at `at`, capital letter required: `Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024`.
pub(super) fn law(tokens: &[Token<'_>], at: usize) -> Option<Law> {
    let first = tokens.get(at).filter(|t| t.capital() && t.kind == Kind::Word)?;
    let (name, after) = doc_type(tokens, at)?;
    if !matches!(name, "Luật" | "Bộ luật" | "Pháp lệnh")
        || preceded_by(tokens, at, &["pháp", "hội", "đoàn"])
    {
        return None;
    }
    // In a line of capitals nothing shows where a name ends.
    if first.capitals() && tokens.get(after).is_none_or(Token::capitals) {
        return None;
    }
    let name_end = law_name(tokens, after)?;
    let Numbered { symbol, year, date, end } = law_number(tokens, name_end);
    let amending = tokens[after].key == "sửa";
    Some(Law {
        doc_type: name,
        symbol,
        date,
        year,
        name_end,
        end,
        next: if amending { after + 1 } else { end },
    })
}

fn preceded_by(tokens: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    at > 0 && words.contains(&tokens[at - 1].key.as_str())
}

/// Index after the name of a law whose name starts at `at`.
fn law_name(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    if first.key == "sửa" {
        return amending_name(tokens, at);
    }
    if let Some(n) = LONG_NAMES.at(tokens, at).filter(|_| first.capital()) {
        return Some(at + n);
    }
    if !first.capital() {
        return None;
    }
    let mut end = at + 1;
    while end < tokens.len() && end - at < 10 {
        let token = &tokens[end];
        let goes_on = token.kind == Kind::Word
            && !stops(tokens, end)
            && !matches!(
                token.key.as_str(),
                "và" | "của" | "về" | "quy" | "hiện" | "hướng" | "không" | "thuộc"
            )
            && (starter(tokens, end).is_none() || token.capital());
        if !goes_on && !verb_list(tokens, at, end) {
            break;
        }
        end += 1;
    }
    let name = &tokens[at..end];
    // `luật Việt Nam` is the country's law, not one of its laws.
    let country = name.len() == 2 && name[0].fold == "viet" && name[1].fold == "nam";
    (!country).then_some(end)
}

/// `Quản lý, sử dụng ...`: a comma after a bare verb, or an `và` between two.
fn verb_list(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    const VERBS: [&[&str]; 5] =
        [&["quan", "ly"], &["phong"], &["bao", "ve"], &["su", "dung"], &["bao", "ton"]];
    let bare = VERBS.iter().any(|verb| {
        verb.len() == end - at
            && verb.iter().zip(&tokens[at..end]).all(|(word, token)| token.fold == *word)
    });
    let joint = tokens[end].is(',') || tokens[end].key == "và";
    bare && joint && tokens.get(end + 1).is_some_and(|t| t.kind == Kind::Word && !t.capital())
}

/// `sửa đổi, bổ sung một số điều của Luật A và Luật B`, up to the last law's name.
fn amending_name(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let mut end = (at..tokens.len().min(at + 12)).find(|i| tokens[*i].key == "của")? + 1;
    for _ in 0..12 {
        let (_, after) =
            doc_type(tokens, end).filter(|found| found.0 == "Luật" || found.0 == "Bộ luật")?;
        let name_end = law_name(tokens, after)?;
        let joined = tokens.get(name_end).is_some_and(|t| t.is(',') || t.is(';') || t.key == "và");
        let more =
            joined && doc_type(tokens, name_end + 1).is_some_and(|found| found.0.ends_with("uật"));
        if !more {
            return Some(name_end);
        }
        end = name_end + 1;
    }
    Some(end)
}

/// What stands after a law's name, and where it ends.
struct Numbered {
    symbol: Option<Symbol>,
    year: Option<u16>,
    date: Option<Date>,
    end: usize,
}

/// Number, year and date after a law's name.
fn law_number(tokens: &[Token<'_>], at: usize) -> Numbered {
    let mut found = Numbered { symbol: None, year: None, date: None, end: at };
    if tokens.get(at).is_some_and(|t| t.key == "số" || t.is('('))
        && let Some((symbol, after)) = symbol(tokens, at + 1)
    {
        found.symbol = Some(symbol);
        found.end = after;
    } else if let Some((symbol, after)) = symbol(tokens, at).filter(|found| of_assembly(&found.0)) {
        found.symbol = Some(symbol);
        found.end = after;
    } else if let Some((year, after)) = law_year(tokens, at) {
        found.year = Some(year);
        found.end = after;
    }
    let comma = usize::from(tokens.get(found.end).is_some_and(|t| t.is(',')));
    if tokens.get(found.end + comma).is_some_and(|t| t.fold == "ngay")
        && let Some((date, after)) = date(tokens, found.end + comma)
    {
        found.date = Some(date);
        found.end = after;
    }
    found
}

/// `31/2024/QH15`: a number of the National Assembly, which needs no `số` after a law's name.
fn of_assembly(symbol: &Symbol) -> bool {
    symbol.codes.iter().any(|code| code.starts_with("QH") || code.starts_with("UBTVQH"))
}

/// `năm 2013`, `2013`, `(năm 2013)`: the year of a law's name and where it ends.
fn law_year(tokens: &[Token<'_>], at: usize) -> Option<(u16, usize)> {
    let bracket = usize::from(tokens.get(at)?.is('('));
    let said = usize::from(tokens.get(at + bracket)?.key == "năm");
    let end = at + bracket + said;
    let year = tokens.get(end).filter(|t| t.kind == Kind::Number && t.text.len() == 4)?;
    let year = year.text.parse().ok().filter(|year| (1945..2100).contains(year))?;
    let closed = bracket == 0 || tokens.get(end + 1).is_some_and(|t| t.is(')'));
    // `2013/NĐ` and `2013-2020` are no year of a name.
    let joined = tokens.get(end + 1).is_some_and(|t| t.is('/') || t.is('-') || t.is('–'));
    (closed && !joined).then_some((year, end + 1 + bracket))
}

/// A congress's resolution: `Nghị quyết Đại hội đại biểu Đảng bộ xã A lần thứ I, nhiệm kỳ 2025-2030`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Congress {
    pub issuer: (usize, usize),
    pub end: usize,
}

/// The congress's resolution cited at `at`.
pub(super) fn congress(tokens: &[Token<'_>], at: usize) -> Option<Congress> {
    let (name, after) = doc_type(tokens, at)?;
    if name != "Nghị quyết" {
        return None;
    }
    let from = after + usize::from(tokens.get(after)?.key == "của");
    let opens = tokens[at].capital() && tokens.get(from)?.capital();
    if !opens || tokens[from].fold != "dai" || tokens.get(from + 1)?.fold != "hoi" {
        return None;
    }
    let mut end = from + 2;
    while end < tokens.len() && end - from < 24 {
        let token = &tokens[end];
        let ordinal = preceded_by(tokens, end, &["thứ", "lần", "khóa"]);
        if token.kind == Kind::Mark
            || (stops(tokens, end) && !ordinal)
            || starter(tokens, end).is_some()
        {
            break;
        }
        if token.key == "và" || token.key == "nhiệm" {
            break;
        }
        end += 1;
    }
    let issuer = (from, end);
    Some(Congress { issuer, end: term(tokens, end).unwrap_or(end) })
}

/// `, nhiệm kỳ 2025 - 2030`
fn term(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let from = at + usize::from(tokens.get(at)?.is(','));
    let opens = tokens.get(from)?.fold == "nhiem" && tokens.get(from + 1)?.fold == "ky";
    let years = [from + 2, from + 4].map(|i| tokens.get(i).is_some_and(|t| t.text.len() == 4));
    (opens && years == [true, true]).then_some(from + 5)
}

/// A type with a bare number: `Nghị quyết 57`, `Đề án 06/CP`, `Chương trình số 18`.
pub(super) fn short(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, String, usize)> {
    let (name, after) = doc_type(tokens, at)?;
    let scheme = name == "Đề án";
    // `Ban Quản lý Dự án 85` is a body.
    if name == "Dự án" && preceded_by(tokens, at, &["lý"]) {
        return None;
    }
    if !scheme
        && (!tokens[at].capital() || matches!(name, "Phụ lục" | "Luật" | "Hợp đồng" | "Văn bản"))
    {
        return None;
    }
    let said = tokens.get(after)?.key == "số";
    let number = tokens.get(after + usize::from(said))?;
    let end = after + usize::from(said) + 1;
    let digits = number.kind == Kind::Number && number.text.len() <= 4;
    // `Đề án 06/CP` is the Government's.
    let of_government = tokens.get(end).is_some_and(|t| t.is('/'))
        && tokens.get(end + 1).is_some_and(|t| matches!(t.text, "CP" | "TTg"));
    if scheme && digits && of_government {
        return Some((name, number.text.to_owned(), end + 2));
    }
    if !digits || (number.text.len() < 2 && !said) || symbol(tokens, end - 1).is_some() {
        return None;
    }
    let next = tokens.get(end);
    // Any other joint makes it a date, a share or a symbol cut off.
    if next.is_some_and(|t| t.is('/') || t.is('-')) {
        return None;
    }
    let counts = next.is_some_and(|t| {
        t.is('%') || t.is('.') && follows_number(tokens, end) || !scheme && is_unit(t)
    });
    (!counts).then(|| (name, number.text.to_owned(), end))
}

fn follows_number(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|t| t.kind == Kind::Number && t.span.start == tokens[at].span.end)
}

/// What a number counts: `Kế hoạch 5 năm`, `Chương trình 12 nhiệm vụ`.
fn is_unit(token: &Token<'_>) -> bool {
    const UNITS: [&str; 22] = [
        "năm",
        "tháng",
        "ngày",
        "nhiệm",
        "nội",
        "tỷ",
        "triệu",
        "dự",
        "hạng",
        "mục",
        "chỉ",
        "xã",
        "phường",
        "hộ",
        "người",
        "điểm",
        "bước",
        "giai",
        "lần",
        "quý",
        "tuần",
        "công",
    ];
    UNITS.contains(&token.key.as_str())
}

/// A document known by issuer and title alone, at the head of an item in a list of bases:
/// `Kế hoạch của UBND tỉnh thực hiện Nghị quyết số ...`. Type, issuer and the title's first token.
pub(super) fn untitled(
    tokens: &[Token<'_>],
    at: usize,
) -> Option<(&'static str, (usize, usize), usize)> {
    let heads_item = match at.checked_sub(1).map(|i| &tokens[i]) {
        None => true,
        Some(before) => before.is(';') || before.fold == "cu" || (before.is('-') && at == 1),
    };
    if !heads_item || !tokens.get(at)?.capital() {
        return None;
    }
    let (name, after) = doc_type(tokens, at)?;
    if tokens.get(after)?.key != "của" || matches!(name, "Luật" | "Phụ lục") {
        return None;
    }
    let end = body(tokens, after + 1)?;
    let title = starter(tokens, end).is_some();
    title.then_some((name, (after + 1, end), end))
}
