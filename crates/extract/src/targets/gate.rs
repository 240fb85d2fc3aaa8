//! Which numbers of a sentence are measures: what the headings above look at and the words around decide.

use vanban_record::{Comparator, Header};
use vanban_text::{Folded, fold};

use crate::outlook::{Outlook, is_report_like};
use crate::targets::aims::without_helper;
use crate::targets::claims::ACTS;
use crate::targets::fraction::{is_fraction, is_quorum};
use crate::targets::phrase::{drop_lead_in, last_comma};
use crate::targets::time_units::{is_measured, is_time};
use crate::targets::value::{Value, ends_in_word};

/// Which values of a sentence are measures at all.
pub(crate) struct Gate<'a> {
    pub outlook: Outlook,
    pub header: &'a Header,
    pub words: &'a Folded,
    /// Whether an earlier part of the sentence set an aim (`Phấn đấu đến năm 2030: A đạt 60%; B đạt 40%`).
    pub aimed: bool,
    /// Whether what stands here was announced as orders, as a dispatch does after its report (`... yêu cầu:`).
    pub ordered: bool,
}

impl Gate<'_> {
    /// Whether `value` is one.
    pub(crate) fn wants(&self, value: &Value) -> bool {
        let said = self.words.text();
        let before = &said[..self.words.position(value.span.start)];
        // The name of a programme may hold a number: `Đề án “Trồng một triệu cây ...”`.
        if before.matches('“').count() > before.matches('”').count() {
            return false;
        }
        let percent = value.unit.as_deref().is_some_and(|unit| unit.starts_with(['%', '‰']));
        if is_fraction(value) && is_quorum(said) {
            return false;
        }
        let money = value.unit.as_deref().is_some_and(|unit| fold(unit).contains("dong"));
        if self.outlook != Outlook::Objective && (percent || money) && is_rate(before) {
            return false;
        }
        let after = &said[self.words.position(value.span.end)..];
        if value.unit.as_deref().is_some_and(is_time) {
            let excluded = is_regulation(self.header) || self.tells();
            return !excluded && is_measured((before, after), value, self.outlook);
        }
        if !percent
            && (is_rank(before) || qualifies(before, value, after) || is_how_often(before, value))
        {
            return false;
        }
        if percent {
            return match self.outlook {
                Outlook::Objective | Outlook::Past => true,
                Outlook::Open if is_regulation(self.header) => said.contains("phan dau"),
                Outlook::Open => {
                    // `Trạm y tế: 100% trạm có bác sĩ` opens anew after its head.
                    let clause = before.rsplit(':').next().unwrap_or(before);
                    let reports = self.tells();
                    let clause = if reports { before } else { clause };
                    self.aims()
                        || self.aimed
                        || directs(clause)
                        || !reports && completes(clause, value)
                        || !reports && covers(clause, value)
                }
            };
        }
        match value.unit.as_deref() {
            None => {
                let after = said[self.words.position(value.span.end)..].trim_start();
                let closed = after.is_empty() || after.starts_with([',', ';', '.', ')']);
                is_index(before) && closed && (self.outlook != Outlook::Open || self.aims())
            }
            Some("cấp độ" | "mức độ" | "mức") => {
                self.outlook == Outlook::Objective || said.contains("phan dau")
            }
            Some(_) => match self.outlook {
                Outlook::Past | Outlook::Objective => {
                    let phrase = &said[self.words.position(value.span.start)..];
                    value.bounded
                        || counts_on(before)
                        || closes_measure(before)
                        || is_part(phrase)
                        || lists_on(before, value)
                        || acts_on(before)
                        || opens_with_act(before, if value.noun { 3 } else { 4 })
                        || self.outlook == Outlook::Objective && opens_with_count(before, value)
                        || value.unit.as_deref().is_some_and(|unit| unit.ends_with(" dân"))
                }
                Outlook::Open => {
                    let phrase = &said[self.words.position(value.span.start)..];
                    let least =
                        ["toi thieu", "it nhat"].iter().any(|word| phrase.starts_with(word));
                    let aimed = self.aimed && closes_measure(before);
                    let set = least
                        || keeps_measure(before)
                        || before.contains("phan dau")
                        || aimed
                        || is_routine(before)
                        || is_event((before, after), value);
                    set && !is_regulation(self.header) && !self.tells()
                }
            },
        }
    }

    /// Whether the document tells what is as often as what shall be, and does so here.
    fn tells(&self) -> bool {
        is_report_like(self.header) && !self.ordered
    }

    /// Whether the sentence sets an aim.
    pub(crate) fn aims(&self) -> bool {
        const AIMS: [&str; 12] = [
            "phan dau",
            "dam bao",
            "bao dam",
            "toi thieu",
            "it nhat",
            "hoan thanh",
            "muc tieu",
            "chi tieu",
            "den nam 20",
            "het nam 20",
            "huong toi",
            "khong qua",
        ];
        let said = self.words.text();
        let ahead = ["dat ", "tren ", "den cuoi nam", "den het nam"];
        let plan = !self.tells() && ahead.iter().any(|word| said.contains(word));
        AIMS.iter().any(|aim| said.contains(aim)) || plan || sets_bound(said)
    }
}

/// `Khống chế tỷ lệ ... dưới 1%`: an order that opens with its verb.
fn sets_bound(said: &str) -> bool {
    const VERBS: [&str; 6] = ["khong che", "kiem soat", "giam", "nang", "duy tri", "giu"];
    let lead = said.trim_start_matches(|c: char| !c.is_alphabetic());
    // `Đưa tỷ lệ A lên 90%`
    let moves = ["dua ty le ", "dua ti le "].iter().any(|verb| lead.starts_with(verb));
    let level = [" len ", " xuong ", " ve ", " dat "].iter().any(|verb| lead.contains(verb));
    moves && level || VERBS.iter().any(|verb| lead.starts_with(verb))
}

/// `tập huấn cho 100% cộng tác viên`, `lắp loa tại 100% thôn`: a task that is to reach all of them.
fn covers(before: &str, value: &Value) -> bool {
    let clause = before.rsplit([';', '.']).next().unwrap_or(before).trim_end();
    let told = ["da ", "hien ", "co ", "dang "].iter().any(|word| clause.contains(word));
    let reached =
        ["cho", "tai", "toi", "den", "doi voi"].iter().any(|word| ends_in_word(clause, word));
    let all = value.max.is_none() && (99.5..100.5).contains(&value.number);
    // `khám sức khỏe cho 95% người cao tuổi`: most of them, of those something is done for.
    let spends = clause.contains("kinh phi") || ends_in_word(clause, "chi cho");
    let most =
        !spends && value.number >= 50.0 && value.number < 100.5 && ends_in_word(clause, "cho");
    (all || most) && reached && !told && clause.split_whitespace().count() > 2
}

/// `Bảo đảm mật độ cây xanh từ 6 m2/người trở lên`: an order that opens with its verb and names a measure.
fn keeps_measure(before: &str) -> bool {
    let clause = clause(before).trim_start_matches(|c: char| !c.is_alphabetic());
    let verbs = ["bao dam ", "dam bao ", "duy tri ", "giu ", "nang "];
    verbs.iter().any(|verb| clause.starts_with(verb)) && closes_measure(before)
}

/// `mỗi năm làm mới 6 - 8 km đường`, `mỗi tháng có từ 04 tin, bài trở lên`: a count that is to be done again and again.
fn is_routine(before: &str) -> bool {
    let clause = clause(before);
    let lead = last_comma(clause).map_or(clause, |comma| &clause[comma + 1..]);
    let lead = lead.trim_start_matches(|c: char| !c.is_alphabetic());
    let often = [
        "moi nam",
        "hang nam",
        "hang quy",
        "hang thang",
        "hang tuan",
        "moi quy",
        "moi thang",
        "moi tuan",
        "binh quan moi nam",
    ];
    let act = often.iter().find_map(|time| lead.strip_prefix(time));
    act.is_some_and(|act| (1..=4).contains(&act.split_whitespace().count()))
}

/// `Tổ chức 02 lớp bồi dưỡng ...`: an item of a plan that opens with how many events are to be held.
fn is_event((before, after): (&str, &str), value: &Value) -> bool {
    const EVENTS: [&str; 6] = ["lop", "khoa", "cuoc", "hoi nghi", "hoi thao", "dot"];
    let lead = before.rsplit([':', ';']).next().unwrap_or(before);
    let lead = without_helper(lead.trim_start_matches(|c: char| !c.is_alphabetic())).trim_end();
    let unit = value.unit.as_deref().map(fold).unwrap_or_default();
    // `mở 05 lớp cho ít nhất 250 học viên` counts its guests.
    let alone =
        !after.split([';', '.']).next().unwrap_or(after).contains(|c: char| c.is_ascii_digit());
    alone && ["to chuc", "mo"].contains(&lead) && EVENTS.contains(&unit.as_str())
}

/// `100% trường dạy 02 buổi/ngày`: how often something is done is a part of what the share before it measures.
fn is_how_often(before: &str, value: &Value) -> bool {
    let unit = value.unit.as_deref().map(fold).unwrap_or_default();
    if repeats(clause(before), &unit) {
        return true;
    }
    let often = ["/ngay", "/tuan", "/thang", "/nam"].iter().any(|per| unit.ends_with(per));
    let clause = clause(before);
    let clause = clause.rsplit("phan dau").next().unwrap_or(clause);
    often && !unit.contains("dong") && clause.contains('%') && !clause.trim_end().ends_with(',')
}

/// `xếp hạng 10/40 xã`: a place in a list counts nothing.
fn is_rank(before: &str) -> bool {
    let said = before.trim_end();
    ["xep hang", "thu hang", "xep thu", "dung thu", "vi tri thu", "hang thu"]
        .iter()
        .any(|rank| said.ends_with(rank))
}

/// `mỗi quý 01 cuộc kiểm tra, riêng quý IV mỗi tháng 01 cuộc`: the same is counted again for a part of the time.
fn repeats(clause: &str, unit: &str) -> bool {
    const EACH: [&str; 8] = [
        "moi tuan",
        "moi thang",
        "moi quy",
        "moi ngay",
        "hang tuan",
        "hang thang",
        "hang quy",
        "hang ngay",
    ];
    let said = clause.trim_end();
    let each = EACH.iter().find_map(|each| said.strip_suffix(each));
    let counted = |head: &str| {
        head.match_indices(unit)
            .any(|(at, _)| head[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    };
    !unit.is_empty() && each.is_some_and(counted)
}

/// Legal norms state rules and marks, not aims.
pub(crate) fn is_regulation(header: &Header) -> bool {
    const NORMS: [&str; 7] =
        ["quy dinh", "quy che", "luat", "nghi dinh", "thong tu", "phap lenh", "thong tu lien tich"];
    let kind = header.doc_type.as_deref().map(fold).unwrap_or_default();
    // `74/2025/QĐ-UBND`: the year in a symbol marks legal norms (Luật Ban hành văn bản quy phạm pháp luật).
    let yearly = header.symbol.as_deref().is_some_and(|symbol| symbol.matches('/').count() == 2);
    NORMS.contains(&kind.as_str()) || yearly
}

/// A bound inside what another value measures: `hộ có tốc độ từ 1 Gb/s trở lên đạt 70%`.
fn qualifies(before: &str, value: &Value, after: &str) -> bool {
    let speed =
        ends_in_word(before.trim_end(), "toc do") || ends_in_word(before.trim_end(), "cong suat");
    // `có 02 sản phẩm đạt 3 sao trở lên`
    let graded = value.unit.as_deref() == Some("sao")
        && before.chars().any(|c| c.is_ascii_digit())
        && !before.trim_end().ends_with([',', ';']);
    if graded {
        return true;
    }
    // `..., trong đó nữ chiếm 40%` measures a part of what was counted before.
    let before_share = after.split_once('%').map(|(words, _)| words);
    let inside = before_share.is_some_and(|words| !words.contains("trong do"));
    let bound = matches!(value.comparator, Comparator::Ge | Comparator::Le) && inside;
    // `Có ít nhất 5 xã ..., 30% ...`: what nothing but an announcement leads up to is counted itself.
    let clause = clause(before);
    let last = last_comma(clause).map_or(clause, |comma| &clause[comma + 1..]);
    let opens = drop_lead_in(last).trim().is_empty();
    // `04 tuyến đường với tổng chiều dài 12 km` says how long what was counted is.
    // `03 vùng trồng quy mô 50 ha` says how large.
    let scaled = clause.trim_end().strip_suffix(" quy mo");
    let scaled = scaled.is_some_and(|head| head.contains(|c: char| c.is_ascii_digit()));
    let sized = before.trim_end().rsplit_once(" voi tong ");
    let sized = sized.is_some_and(|(head, what)| {
        what.split_whitespace().count() <= 4 && head.contains(|c: char| c.is_ascii_digit())
    });
    speed || scaled || sized || bound && !opens && !after.contains(';')
}

/// Rates of money are conditions, not aims: interest, support, fines, allowances.
fn is_rate(before: &str) -> bool {
    const RATES: [&str; 15] = [
        "muc giam",
        "lai suat",
        "thue suat",
        "muc phat",
        "muc ho tro",
        "phu cap",
        "he so luong",
        "trich",
        "muc dong",
        "hoc phi",
        "ho tro",
        "mien giam",
        "giam gia",
        "chiet khau",
        "muc chi",
    ];
    let from = before.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    RATES.iter().any(|rate| before[from..].contains(rate))
}

/// `Cung cấp 100% dịch vụ công`, `số hóa 95% hồ sơ`: a verb and its share open the sentence.
fn directs(before: &str) -> bool {
    let lead = drop_lead_in(without_helper(before));
    // `số hóa, ký số 100% hồ sơ`: acts may be listed, but not after a time or a place.
    let acts = |words: &str| {
        (1..=2).contains(&words.trim_end().trim_end_matches(" dut diem").split_whitespace().count())
    };
    let listed = lead.split(',').all(acts) && !lead.contains(|c: char| c.is_ascii_digit());
    let told = [" co", " da", " nay"].iter().any(|word| lead.trim_end().ends_with(word));
    let longest = if listed { 8 } else { 4 };
    lead.split_whitespace().count() <= longest && (!lead.contains(',') || listed && !told)
}

/// `vận dụng đúng quy định, bàn giao 100% diện tích`: the last clause is an act that completes what it is done to.
fn completes(before: &str, value: &Value) -> bool {
    let clause = clause(before);
    let last = last_comma(clause).map(|comma| clause[comma + 1..].trim());
    let all = value.max.is_none() && (99.5..100.5).contains(&value.number);
    all && last.is_some_and(|act| ACTS.contains(&act))
}

/// `Cứng hóa 12 km đường`, `xây mới 02 cầu`: whatever the act, a verb of one to three words and its count open the
/// clause. A noun with its number (`Thôn 5`, `Khoản 2`) is no count of a unit and comes no further than here.
fn opens_with_act(before: &str, longest: usize) -> bool {
    let clause = clause(before).rsplit(':').next().unwrap_or(before);
    // `xây mới 02 cầu, sửa 04 cống`: behind a count another act may open.
    let last = last_comma(clause).filter(|comma| clause[..*comma].contains(char::is_numeric));
    let lead = drop_lead_in(last.map_or(clause, |comma| &clause[comma + 1..]));
    (1..=longest).contains(&lead.split_whitespace().count())
        && !lead.contains([',', '(', '"', '“'])
        && !lead.contains(|c: char| c.is_ascii_digit())
}

/// `02 sản phẩm đạt 3 sao; 01 vùng trồng được cấp mã số`: an item of objectives that opens with a count of things. Tasks
/// and measures are counted to sum up what follows.
fn opens_with_count(before: &str, value: &Value) -> bool {
    const SUMMED: [&str; 6] =
        ["nhiem vu", "giai phap", "chuong trinh", "tieu chi", "de an", "du an"];
    let unit = value.unit.as_deref().map(fold).unwrap_or_default();
    value.noun && !SUMMED.contains(&unit.as_str()) && drop_lead_in(clause(before)).trim().is_empty()
}

/// `sản lượng lương thực 7.500 tấn`: the clause names a measure, which its value closes.
fn closes_measure(before: &str) -> bool {
    let whole = drop_lead_in(clause(before));
    let last = last_comma(before).map_or(before, |comma| &before[comma + 1..]);
    // `tổng đàn trâu, bò khoảng 900 con`: a measure may hold a comma.
    let named = |words: &str| crate::targets::phrase::measure_at(words) == Some(0);
    named(&drop_lead_in(last)) || named(&whole) && !whole.contains(|c: char| c.is_ascii_digit())
}

/// `ngô 150 ha, rau 50 ha`: a few words and a further value of the unit that the comma before them closed.
fn lists_on(before: &str, value: &Value) -> bool {
    let Some(comma) = last_comma(before) else { return false };
    let (listed, own) = (&before[..comma], &before[comma + 1..]);
    let unit = value.unit.as_deref().map(fold).unwrap_or_default();
    let number = listed.strip_suffix(unit.as_str()).map(str::trim_end);
    !value.noun
        && (1..=4).contains(&own.split_whitespace().count())
        && number.is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()))
}

/// `Cứng hóa 12 km đường và` right before a further count: the act that the sentence opens with is done to each.
fn acts_on(before: &str) -> bool {
    // What is numbered is not counted.
    const NUMBERED: [&str; 14] = [
        "so", "dieu", "khoan", "ngay", "thang", "nam", "quy", "quyet", "thi", "luan", "hoach",
        "an", "trinh", "doan",
    ];
    let said = clause(before).trim_end();
    let Some(said) = said.strip_suffix(" va").or_else(|| said.strip_suffix(',')) else {
        return false;
    };
    let first = said.find(|c: char| c.is_ascii_digit());
    first.is_some_and(|at| {
        let (lead, rest) = (said[..at].trim_end(), &said[at..]);
        let counts = rest.contains(char::is_alphabetic) && !lead.contains([':', '/']);
        let numbered = lead.rsplit(' ').next().is_some_and(|word| NUMBERED.contains(&word));
        counts && !numbered && opens_with_act(lead, 4)
    })
}

/// `8/8 thôn`: so many of so many.
fn is_part(phrase: &str) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let first = digits(phrase);
    first > 0 && phrase[first..].strip_prefix('/').is_some_and(|rest| digits(rest) > 0)
}

/// The words after the last stop or semicolon; the stop inside a number is none.
fn clause(before: &str) -> &str {
    let semicolon = before.rfind(';').map_or(0, |at| at + 1);
    let stop = before.rfind(". ").map_or(0, |at| at + 2);
    &before[semicolon.max(stop)..]
}

/// Verbs of an objective that a count completes.
fn counts_on(before: &str) -> bool {
    const VERBS: [&str; 35] = [
        "phan dau",
        "dat",
        "co",
        "xay dung",
        "thanh lap",
        "to chuc",
        "hinh thanh",
        "phat trien",
        "trong",
        "dao tao",
        "giai quyet",
        "tao viec lam",
        "thu hut",
        "ho tro",
        "cong nhan",
        "duy tri",
        "giu vung",
        "dua",
        "moi nam",
        "mo",
        "giam",
        "tang",
        "thu",
        "cap",
        "lap dat",
        "ket nap",
        "tiep nhan",
        "nhan rong",
        "tap huan",
        "boi duong",
        "nang",
        "them",
        "hoan thanh",
        "la",
        "con",
    ];
    let clause = clause(before);
    VERBS.iter().any(|verb| {
        clause.match_indices(verb).any(|(at, _)| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(clause[..at].chars().next_back()) && edge(clause[at + verb.len()..].chars().next())
        })
    }) || clause.trim_end().ends_with(':')
}

/// Whether the words name an index, whose value bears no unit.
pub(crate) fn is_index(words: &str) -> bool {
    let words = fold(words);
    ["chi so", "he so", "index", "dti", "pci", "papi"].iter().any(|name| words.contains(name))
}
