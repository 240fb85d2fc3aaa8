//! A sentence to the measures it states: indicator, bound, value, scope, base and deadline of each.
//!
//! Two shapes are told apart. In `tỷ lệ A đạt tối thiểu 90%` the value follows its subject; in `100% B được C`
//! it stands before what it counts. Several values in one sentence share subject or predicate (`đạt 100% đối
//! với cấp tỉnh, tối thiểu 90% đối với cấp xã`; `100% A và trên 80% B triển khai C`) or have their own.

use vanban_record::Comparator;
use vanban_text::{Folded, Span};

use crate::targets::aims::{after_aim, moved};
use crate::targets::brackets::{bracket_closes, cleaned, is_aside};
use crate::targets::counted::value_first;
use crate::targets::pair;
use crate::targets::parts::{composed, is_name, is_part, is_sector, told_apart, with_head};
use crate::targets::phrase::{
    Tail, drop_lead_in, ends_in_joint, goes_on, is_scope, last_comma, measure_at, names_measure,
    strip_reach, tail, time_phrase,
};
use crate::targets::shares::names_whole;
use crate::targets::time_units::is_time;
use crate::targets::value::{Value, values};

/// A measure as a sentence states it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    pub indicator: String,
    pub value: Value,
    pub applies_to: Option<String>,
    pub base: Option<String>,
    pub deadline: Option<String>,
    /// The words it was read from, in the sentence.
    pub span: Span,
    /// What stands before the value, from the start of its clause: tells plans from reports.
    pub before: String,
    /// Whether the value closes its subject (`tỷ lệ A đạt 90%`) rather than counts what follows it.
    pub closes: bool,
    /// How sure the reading is, 0 to 1.
    pub sure: f32,
}

/// A sentence with more values is a list of numbers.
const MANY_VALUES: usize = 24;

/// Acts that measure nothing: what they complete or spend stands behind the value.
pub(crate) const ACTS: [&str; 11] = [
    "hoan thanh",
    "giai ngan",
    "thuc hien",
    "tiet kiem",
    "cat giam",
    "trich",
    "phan bo",
    "ban giao",
    "thu hoi",
    "giai phong",
    "phu xanh",
];

/// The claims of `sentence` about the values that `wanted` lets through.
pub(crate) fn claims(sentence: &str, wanted: impl Fn(&Value, &str) -> bool) -> Vec<Claim> {
    let stated = values(sentence).into_iter().take(MANY_VALUES).collect();
    let counts = |value: &Value| counts_what_follows(sentence, value);
    let (stated, pairs) = pair::joined(sentence, stated, counts);
    let open: Vec<Value> = stated
        .into_iter()
        .filter(|value| !is_aside(sentence, value) && wanted(value, sentence))
        .collect();
    let mut claims: Vec<Claim> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < open.len() {
        if let Some(further) = further_milestone(sentence, from, &open[at..], claims.last()) {
            from = further.span.end;
            claims.push(further);
            at += 1;
            continue;
        }
        let taken = follows_subject(sentence, from, &open[at]);
        let group = if taken {
            subject_first(sentence, from, &open[at..])
        } else {
            value_first(sentence, from, &open[at..])
        };
        at += group.len().max(1);
        from = group.last().map_or(from, |claim| claim.span.end);
        claims.extend(group);
    }
    let named = |claim: &Claim| claim.indicator.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    claims.retain(|claim| named(claim) && !claim.value.split);
    let claims = claims.into_iter().map(of_what_is_moved).collect();
    pair::parted(told_apart(claims), &pairs)
}

/// `Giảm 9% tổng lượng rác thải`, `xã phấn đấu dành 2% tổng chi cho thư viện`: a verb alone measures nothing, what it moves is
/// told behind the value.
fn of_what_is_moved(claim: Claim) -> Claim {
    const VERBS: [&str; 8] =
        ["giam", "cat giam", "tang", "tiet giam", "tiet kiem", "danh", "bo tri", "trich"];
    let verb = claim.indicator.rsplit("phấn đấu ").next().unwrap_or_default().trim().to_owned();
    let Some(base) =
        claim.base.clone().filter(|_| VERBS.contains(&vanban_text::fold(&verb).as_str()))
    else {
        return claim;
    };
    Claim { indicator: format!("{verb} {base}"), base: None, ..claim }
}

/// `70% trường có thư viện năm 2028, 100% vào năm 2030`: the next value of what was counted before it, by another time.
fn further_milestone(
    sentence: &str,
    from: usize,
    open: &[Value],
    last: Option<&Claim>,
) -> Option<Claim> {
    let (value, last) = (&open[0], last?);
    let end = open.get(1).map_or(sentence.len(), |next| next.span.start);
    let alike = !last.closes && last.deadline.is_some() && last.value.unit == value.unit;
    let after = tail(&sentence[value.span.end..end]);
    (alike && is_milestone(&sentence[from..end])).then(|| Claim {
        value: value.clone(),
        deadline: after.deadline.or_else(|| take_deadline(&sentence[from..value.span.start]).1),
        span: Span::new(from, value.span.end + after.length).trim(sentence),
        before: sentence[from..value.span.start].to_owned(),
        ..last.clone()
    })
}

/// Whether the value at hand closes a subject before it (`Tỷ lệ ... đạt 90%`).
fn follows_subject(sentence: &str, from: usize, value: &Value) -> bool {
    let before = clause_before(sentence, from, value);
    let (subject, reached) = strip_reach(before.of(sentence));
    let subject = drop_lead_in(&take_deadline(&drop_lead_in(&subject)).0);
    if subject.chars().filter(|c| c.is_alphabetic()).count() < 2
        || grades_what_follows(sentence, value)
    {
        return false;
    }
    // `cung cấp nước sạch cho 92% dân số`: a preposition has its object behind the value.
    let open = [" cho", " tại", " với"].iter().any(|word| subject.trim_end().ends_with(word));
    if open || subject.trim() == "cho" {
        return false;
    }
    let timed = ["thoi gian", "tuoi tho", "so nam"];
    if value.unit.as_deref().is_some_and(is_time)
        && timed.iter().any(|name| vanban_text::fold(&subject).contains(name))
    {
        return true;
    }
    let percent = value.unit.as_deref().is_some_and(|unit| unit.starts_with('%'));
    if reached {
        // `khu vực đô thị: 100% trẻ em ...`, `hỗ trợ hộ nghèo, phấn đấu đạt 30% hộ có vườn`: the share is
        // of what follows it, unless the subject is a measure itself.
        let counts = percent && counts_what_follows(sentence, value);
        return !counts
            || measure_at(&subject).is_some()
            || names_whole(&subject, &sentence[value.span.end..]);
    }
    // `Đóng góp của du lịch khoảng 12% giá trị sản xuất`: the words after it are what it is a share of.
    let shares = ["dong gop", "ty trong", "ti trong"];
    let lead = vanban_text::fold(&subject);
    if percent && shares.iter().any(|word| lead.starts_with(word)) {
        return true;
    }
    // `tỷ lệ hộ nghèo dưới 3%`: nothing counted follows the value.
    let rest = Folded::new(&sentence[value.span.end..]);
    let rest = rest.text().trim_start_matches([' ', '\t']);
    // `Hoàn thành 100% kế hoạch vốn`: a verb alone measures nothing, what it completes stands behind the value.
    let act = lead.trim();
    let act = ACTS.iter().any(|verb| {
        act.strip_suffix(verb).is_some_and(|who| who.is_empty() || who.ends_with(" da "))
    });
    let closed = rest.is_empty()
        || rest.starts_with([',', ';', '.', ')', ':'])
        || rest.starts_with("- ")
        || rest.starts_with("– ")
        || bracket_closes(rest).is_some() && !subject.contains([',', ':', ';'])
        || !act && matches!(tail(&sentence[value.span.end..]), Tail { base: Some(_), .. })
        || matches!(tail(&sentence[value.span.end..]), Tail { scope: Some(_), .. })
        || tail(&sentence[value.span.end..]).deadline.is_some()
        || ["so voi", "va "].iter().any(|w| rest.starts_with(w));
    // `sĩ số không quá 40 học sinh/lớp`: the measure says what the noun is a unit of.
    let own = after_aim(&subject).unwrap_or(&subject);
    // `lao động có việc mới 180 người, trong đó làm việc ở nước ngoài 15 người`: a part with its count.
    let part = rest.is_empty() || rest.starts_with([',', ';', '.']);
    let since = sentence[..value.span.start].rfind("; ").map_or(0, |at| at + 1).min(before.start);
    let part = part && vanban_text::fold(&sentence[since..value.span.start]).contains("trong do");
    closed && (!value.noun || part || names_measure(own) && !own.contains(','))
}

fn is_share(value: &Value) -> bool {
    value.unit.as_deref() == Some("%")
}

/// Whether a noun group follows the value rather than its scope, base or time.
fn counts_what_follows(sentence: &str, value: &Value) -> bool {
    let rest = &sentence[value.span.end..];
    rest.trim_start().starts_with(char::is_alphabetic)
        && tail(rest).length == 0
        && !ends_in_joint(rest.trim_start())
        && !goes_on(rest)
}

/// `đạt cấp độ 3 mức độ trưởng thành dữ liệu`: what is graded stands after the grade.
fn grades_what_follows(sentence: &str, value: &Value) -> bool {
    is_grade(value) && sentence[value.span.end..].trim_start().starts_with(char::is_alphabetic)
}

pub(crate) fn is_grade(value: &Value) -> bool {
    let unit = value.unit.as_deref().map(vanban_text::fold);
    matches!(unit.as_deref(), Some("cap do" | "muc do" | "muc"))
}

/// The words from the end of the last claim up to the value, from the last clause boundary where the
/// words since then are no subject of their own.
pub(crate) fn clause_before(sentence: &str, from: usize, value: &Value) -> Span {
    let before = Span::new(from, value.span.start);
    let words = before.of(sentence);
    // A colon closes the head of an item: `Khu vực nông thôn: phấn đấu tăng thêm 5% ...`.
    if let Some(colon) = words.rfind(':') {
        let head = drop_lead_in(&words[..colon]);
        let (verb, _) = strip_reach(&words[colon + 1..]);
        // `Khu vực miền núi: thành lập 02 hợp tác xã` counts with a verb of its own.
        let acts = value.noun && !drop_lead_in(&verb).trim().is_empty();
        let whole = names_whole(&head, &sentence[value.span.end..]);
        if (acts || counts_what_follows(sentence, value)) && !names_measure(&head) && !whole {
            return Span::new(from + colon + 1, value.span.start);
        }
    }
    // Before a comma another thought may have ended: `tuyên truyền, hướng dẫn, phấn đấu 100% ...`.
    if let Some(comma) = last_comma(words) {
        let after = &words[comma + 1..];
        let (subject, _) = strip_reach(after);
        let rest = drop_lead_in(&subject);
        // `..., bảo đảm đến hết tháng 01 giải ngân 100% vốn`: the act completes what stands behind the value.
        let act = drop_lead_in(&take_deadline(&rest).0);
        let act = ACTS.contains(&vanban_text::fold(&act).trim());
        let lead_in_only = (rest.trim().is_empty() || act) && !after.trim().is_empty();
        // `vận động hộ dân phân loại rác, phấn đấu đạt 90%`: nothing counted follows, the subject stands before.
        let long = |least: usize| words[..comma].split_whitespace().count() > least;
        let told = long(3) && is_left_open(sentence, value);
        // `vận dụng đúng quy định, bàn giao 100% diện tích`: an act late in a longer sentence is one of its own.
        let turns = starts_forward(after) || act && long(6) && !names_measure(&drop_lead_in(words));
        if lead_in_only && turns && !told {
            return Span::new(from + comma + 1, value.span.start);
        }
    }
    before
}

/// Whether nothing that a share could be of follows it: its clause ends, or goes on with a place or time.
fn is_left_open(sentence: &str, value: &Value) -> bool {
    let percent = value.unit.as_deref().is_some_and(|unit| unit.starts_with('%'));
    let rest = &sentence[value.span.end..];
    let closed = rest.trim_start().is_empty() || rest.trim_start().starts_with([',', ';', '.']);
    let tail = tail(rest);
    let closed = closed || vanban_text::fold(rest).trim_start().starts_with("theo ");
    percent && (closed || tail.scope.is_some() || tail.deadline.is_some())
}

/// Whether the words set a new aim (`phấn đấu`, `bảo đảm`, `trong đó`).
fn starts_forward(words: &str) -> bool {
    const LEADS: [&str; 10] = [
        "phan dau",
        "dam bao",
        "bao dam",
        "trong do",
        "it nhat",
        "huong toi",
        "bao gom",
        "danh",
        "bo tri",
        "uu tien",
    ];
    let folded = Folded::new(words);
    let words = folded.text().trim_start();
    LEADS.iter().any(|lead| words.starts_with(lead))
}

/// Claims whose values follow their subject.
fn subject_first(sentence: &str, from: usize, open: &[Value]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut subject = String::new();
    let mut scope_before: Option<String> = None;
    let mut deadline_before: Option<String> = None;
    let mut in_parts = false;
    let mut composition = false;
    let mut start = from;
    for (i, value) in open.iter().enumerate() {
        let before = clause_before(sentence, start, value);
        if i > 0 && !follows_subject_or_shares(sentence, start, value) {
            break;
        }
        let (own, _) = strip_reach(before.of(sentence));
        let (own, said_when) = take_deadline(&drop_lead_in(&own));
        let mut own = drop_lead_in(without_comparison(&own));
        if i == 0 {
            let (aimed, when) = aimed_at(&own);
            own = aimed;
            let said_when = when.or(said_when);
            // `giải ngân vốn, phấn đấu đến ngày 30/9 đạt 75%`: the time stood behind the verb of aiming.
            own = if said_when.is_some() { strip_reach(&own).0 } else { own };
            // A measure late in a longer sentence is the subject, not all that led up to it.
            let long = |at: &usize| own[..*at].split_whitespace().count() > 4;
            let measure = measure_at(&own).filter(|at| !names_measure(&own) && long(at));
            let told = before.of(sentence);
            let before_aim =
                last_comma(told).is_some_and(|comma| starts_forward(&told[comma + 1..]));
            let own = if before_aim && measure.is_none() { moved(&own).to_owned() } else { own };
            own[measure.unwrap_or(0)..].clone_into(&mut subject);
            let reached = sentence[before.start..value.span.end].to_owned();
            if is_moved(value.span.of(sentence)) {
                subject = without_change(&subject).to_owned();
            }
            if let Some(level) = lowered(&subject, &reached) {
                subject = level;
            }
            // `Cơ cấu kinh tế: nông nghiệp 20%, dịch vụ 45%`
            if let Some((whole, part)) = composed(&subject).filter(|_| is_share(value)) {
                scope_before = Some(part);
                subject = whole;
                composition = true;
            }
            // `Tỷ lệ hộ có nước sạch: thành thị 98%, nông thôn 70%`
            if let Some((measure, who)) = subject.rsplit_once(": ")
                && (names_measure(measure) || value.unit.as_deref().is_some_and(is_time))
                && is_scope(who)
            {
                scope_before = Some(who.to_owned());
                subject = measure.trim_end().to_owned();
            }
            deadline_before = said_when;
        } else if is_scope(&own) || composition && is_share(value) && is_sector(&own) {
            scope_before = Some(own.clone());
            deadline_before = said_when.or(deadline_before);
        } else if open[i - 1].unit == value.unit
            && is_part(&subject, &own, before.of(sentence), in_parts)
        {
            in_parts = true;
            scope_before = Some(own.clone());
            deadline_before = said_when.or(deadline_before);
        } else if own.split_whitespace().count() >= 2 || is_name(&own) {
            let alike = open[i - 1].unit == value.unit;
            let whole = with_head(&subject, &own).filter(|_| alike);
            subject = whole.unwrap_or_else(|| own.clone());
            scope_before = None;
            deadline_before = said_when.or(deadline_before);
        } else {
            // `tỷ lệ hộ nghèo giảm 1,2 điểm phần trăm, còn 3,1%`: by how much, and then the level.
            if reaches_level(before.of(sentence)) {
                subject = without_change(&subject).to_owned();
            }
            deadline_before = said_when.or(deadline_before);
        }
        let said = without_comparison(before.of(sentence).trim_start_matches([',', ';', ' ']));
        let changes = (i > 0).then(|| change(said)).flatten();
        let end = open.get(i + 1).map_or(sentence.len(), |next| next.span.start);
        let mut after = tail(&sentence[value.span.end..end]);
        let timed = value.unit.as_deref().is_some_and(is_time);
        if after.length == 0 && !timed && counts_what_follows(sentence, value) {
            let rest = &sentence[value.span.end..end];
            let length = rest.find([',', ';', '.', '(']).unwrap_or(rest.len());
            after.base = Some(cleaned(&rest[..length])).filter(|base| !base.is_empty());
            after.length = length;
        }
        if after == Tail::default() {
            // What a bracket says of the value is no part of the next subject.
            after.length = bracket_closes(&sentence[value.span.end..end]).unwrap_or(0);
        }
        let span = Span::new(before.start, value.span.end + after.length);
        let mut value = value.clone();
        let exceeds = exceeds(sentence, &value, &after);
        if exceeds && !bounds_more(sentence, &value) {
            value.comparator = Comparator::Eq;
        }
        let verb = if exceeds { "vượt" } else { changes.unwrap_or_default() };
        claims.push(Claim {
            indicator: cleaned(&format!("{} {verb}", subject.trim_end_matches([' ', ':', ',']))),
            value: value.clone(),
            applies_to: after.scope.or_else(|| scope_before.clone()),
            base: after.base,
            deadline: after.deadline.or_else(|| deadline_before.clone()),
            span: span.trim(sentence),
            before: before.of(sentence).to_owned(),
            closes: true,
            sure: 0.95,
        });
        start = span.end;
    }
    claims
}

/// Whether the head of an item only says what its values are about.
fn is_title(head: &str) -> bool {
    let head = vanban_text::fold(head);
    ["chi tieu", "muc tieu", "nhom chi tieu", "ve "].iter().any(|word| head.starts_with(word))
}

/// Whether the folded words between two values say that a level is reached: `, còn`, `, xuống còn`.
fn reaches_level(between: &str) -> bool {
    let folded = vanban_text::fold(between);
    let words = folded.trim_matches(|c: char| !c.is_alphabetic());
    ["con", "xuong", "xuong con", "giam con", "len", "dat"].contains(&words)
}

/// `từ 52 triệu đồng lên 60 triệu đồng`: the value is a level, told with the one before it.
fn is_moved(value: &str) -> bool {
    let said = vanban_text::fold(value);
    said.starts_with("tu ") && [" len ", " xuong ", " con "].iter().any(|to| said.contains(to))
}

fn without_change(subject: &str) -> &str {
    let changes = [" giảm", " tăng", " tăng thêm", " giảm thêm"];
    changes.iter().find_map(|verb| subject.strip_suffix(verb)).unwrap_or(subject)
}

/// `Giảm tỷ lệ hộ nghèo xuống dưới 5%`: the value is the level to be reached, not by how much.
fn lowered(subject: &str, said: &str) -> Option<String> {
    let measure = ["Giảm ", "giảm ", "Nâng ", "nâng ", "Tăng ", "tăng ", "Rút ngắn ", "rút ngắn "];
    let measure = measure.iter().find_map(|verb| subject.strip_prefix(verb))?;
    let said = vanban_text::fold(said);
    let levels = [" xuong ", " con ", " len "].iter().any(|verb| said.contains(verb));
    (levels && names_measure(measure)).then(|| measure.to_owned())
}

/// The subject behind the verb of aiming in a longer sentence, and the time that stands between them.
fn aimed_at(own: &str) -> (String, Option<String>) {
    // `Chỉ tiêu cải cách hành chính: hồ sơ đúng hạn ...`: a title, not a measure.
    let own = match own.split_once(": ") {
        Some((head, rest)) if is_title(head) => rest,
        _ => own,
    };
    let Some(rest) = after_aim(own) else {
        // `giữ hệ thống ổn định, thời gian phản hồi ...`: the last clause names a measure, those before it none.
        let colon = own.rfind(": ").map(|at| at + 1);
        let from = last_comma(own).map(|at| at + 1).max(colon);
        let last = from.map(|from| drop_lead_in(&own[from..]));
        let last = last.filter(|clause| names_measure(clause) && measure_at(own).is_none());
        return (last.unwrap_or_else(|| own.to_owned()), None);
    };
    let (rest, when) = take_deadline(rest);
    (drop_lead_in(&rest), when)
}

/// `thu ngân sách vượt 5% dự toán`: by so much more, not more than so much.
fn exceeds(sentence: &str, value: &Value, after: &Tail) -> bool {
    let share = after.base.is_some() && value.unit.as_deref() == Some("%");
    share && vanban_text::fold(value.span.of(sentence)).starts_with("vuot")
}

/// `vượt trên 5%`, `vượt từ 10% trở lên`: by how much more is bounded too.
fn bounds_more(sentence: &str, value: &Value) -> bool {
    let said = vanban_text::fold(value.span.of(sentence));
    let more = said.strip_prefix("vuot").map(str::trim_start).unwrap_or_default();
    value.comparator != Comparator::Gt || more.starts_with("tren") || more.starts_with("hon")
}

/// `..., tăng 8% so với năm trước`: by how much what was named before it is to change.
pub(crate) fn change(before: &str) -> Option<&str> {
    let word = before.trim_matches(|c: char| !c.is_alphabetic());
    ["tăng", "giảm", "tăng thêm"].contains(&word).then_some(word)
}

fn follows_subject_or_shares(sentence: &str, start: usize, value: &Value) -> bool {
    let before = clause_before(sentence, start, value);
    let (own, _) = strip_reach(before.of(sentence));
    let (own, _) = take_deadline(&own);
    let own = drop_lead_in(&own);
    let own = own.trim_matches(|c: char| !c.is_alphanumeric());
    // A value that counts what follows it opens a claim of the other shape.
    let counts = counts_what_follows(sentence, value);
    (own.is_empty() && !counts) || is_scope(own) || follows_subject(sentence, start, value)
}

/// Without what the value before was compared with: `..., so với năm 2025, chi phí` goes on with `chi phí`.
pub(crate) fn without_comparison(words: &str) -> &str {
    let compares = vanban_text::fold(words).trim_start().starts_with("so voi ");
    let comma = words.find([',', ';']).filter(|_| compares);
    comma.map_or(words, |comma| words[comma + 1..].trim_start())
}

/// The scope that an item's head names before its colon: `Tại địa bàn đô thị: ...`.
pub(crate) fn head_scope(sentence: &str, clause: Span) -> Option<String> {
    let head = sentence[..clause.start].trim_end().strip_suffix(':')?;
    let head = head.rsplit(['.', ';', ':']).next().unwrap_or(head);
    let head = cleaned(&drop_lead_in(head));
    let at = ["Tại ", "tại ", "Đối với ", "đối với ", "Ở ", "ở ", "Với ", "với "];
    let named = at.iter().find_map(|word| head.strip_prefix(word)).unwrap_or(&head);
    let place =
        is_scope(named) || named.len() < head.len() && named.split_whitespace().count() <= 8;
    place.then(|| named.trim().to_owned())
}

/// The place that the head of a whole item names for all its values: `- Tại địa bàn nông thôn: ...; ...`.
pub(crate) fn line_scope(text: &str) -> Option<String> {
    let colon = text.find(':')?;
    let head = cleaned(&drop_lead_in(&text[..colon]));
    let named = ["Tại ", "Ở ", "Đối với "].iter().find_map(|word| head.strip_prefix(word))?;
    let short = named.split_whitespace().count() <= 8 && !named.contains([',', ';', '.']);
    short.then(|| named.trim().to_owned())
}

/// The time that opens a sentence and holds for all its values: `Phấn đấu đến năm 2030, 90% A; 80% B`.
pub(crate) fn opening_time(sentence: &str) -> Option<String> {
    // The number of an item (`2- Đến năm 2045: ...`) is no value.
    let sentence = drop_lead_in(sentence);
    let first = values(&sentence).first().map_or(sentence.len(), |value| value.span.start);
    let lead = &sentence[..first];
    let folded = Folded::new(lead);
    let found = time_phrase(folded.text())?;
    let opens = !folded.text()[..found.start].contains(char::is_alphanumeric);
    // `Đến nay`, `năm 2025` at the head of a report tell when things stood.
    let ahead = ["den", "trong", "vao", "het", "giai doan", "truoc"];
    let said = &folded.text()[found.clone()];
    (opens && ahead.iter().any(|word| said.starts_with(word)))
        .then(|| folded.origin(found).of(lead).trim().to_owned())
}

/// Whether a clause gives nothing but a time and the value reached by then: `đến hết năm 2026 đạt từ 85% trở lên`.
pub(crate) fn is_milestone(clause: &str) -> bool {
    let stated = values(clause);
    let Some(value) = stated.first() else { return false };
    let (lead, when_before) = take_deadline(&strip_reach(&clause[..value.span.start]).0);
    let (lead, _) = strip_reach(&lead);
    let rest = &clause[value.span.end..];
    let tail = tail(rest);
    let closed = rest[tail.length..].trim_start();
    drop_lead_in(&lead).trim().is_empty()
        && (when_before.is_some() || tail.deadline.is_some())
        && (closed.is_empty() || closed.starts_with([',', ';', '.', '(']))
}

/// Takes a time off the ends of a subject: `Đến năm 2030, tỷ lệ ...`, `... trong năm 2026`. A time inside, a
/// `trước năm 2020` and a bare year at the end belong to what is measured.
pub(crate) fn take_deadline(words: &str) -> (String, Option<String>) {
    let folded = Folded::new(words);
    let Some(found) = time_phrase(folded.text()) else {
        return (words.to_owned(), None);
    };
    let said = &folded.text()[found.clone()];
    let opens = !folded.text()[..found.start].contains(char::is_alphanumeric);
    let closes = !folded.text()[found.end..].contains(char::is_alphanumeric);
    let at = folded.origin(found.clone());
    let when = at.of(words).trim().trim_matches([',', ';']).trim().to_owned();
    // `so với năm 2025`, `so với trung bình giai đoạn ...` compare, they set no time.
    let last: Vec<&str> = folded.text()[..found.start].split_whitespace().rev().take(5).collect();
    let compares = last.windows(2).any(|pair| pair == ["voi", "so"]);
    // `theo chuẩn nghèo giai đoạn 2026 - 2030`: the norm is named by its years.
    let named = said.starts_with("giai doan") && last.contains(&"theo");
    let compares = compares || named;
    if compares || !opens && (said.contains("truoc") || !closes) {
        return (words.to_owned(), None);
    }
    // `Tỷ lệ A: năm 2026 đạt ...` parts the time from its measure, `thu nhập năm 2026` does not.
    let parted = folded.text()[..found.start].trim_end().ends_with([':', ',']);
    let bare = !parted && (said.starts_with("nam ") || said.starts_with("20"));
    if closes && !opens && bare {
        return (words.to_owned(), Some(when));
    }
    (format!("{} {}", &words[..at.start], &words[at.end..]), Some(when))
}

#[cfg(test)]
mod tests;
