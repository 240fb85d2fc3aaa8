//! Values that stand before what they count (`100% trường có bếp ăn`), and rows of them that share one predicate.

use vanban_record::Comparator;
use vanban_text::{Folded, Span};

use crate::targets::aims::{moved, without_helper};
use crate::targets::brackets::{cleaned, without_pointer};
use crate::targets::claims::{
    Claim, clause_before, head_scope, is_grade, take_deadline, without_comparison,
};
use crate::targets::phrase::{
    cut_purpose, drop_count_verb, drop_lead_in, last_comma, names_measure, predicate_at,
    strip_reach,
};
use crate::targets::shares::without_upward;
use crate::targets::value::Value;

/// A value with the words around it that say what it counts.
struct Counted<'a> {
    value: &'a Value,
    before: Span,
    end: usize,
}

impl Counted<'_> {
    fn words<'a>(&self, sentence: &'a str) -> &'a str {
        &sentence[self.value.span.end..self.end]
    }

    /// The act of one to three words that leads up to it (`Cắt giảm`), which no predicate need follow.
    fn act(&self, sentence: &str) -> Option<String> {
        let (lead, _) = strip_reach(&drop_lead_in(self.before.of(sentence)));
        let lead = drop_lead_in(&drop_count_verb(&drop_lead_in(&lead), self.value));
        let lead = lead.trim();
        let longest = if lead.ends_with(" cho") { 5 } else { 3 };
        let acts = (1..=longest).contains(&lead.split_whitespace().count());
        // `rà soát, cắt giảm`: acts may be listed.
        let listed = lead.split(',').all(|act| (1..=2).contains(&act.split_whitespace().count()));
        let acts = acts || listed && lead.matches(',').count() == 1;
        let joined = lead.contains(',') && !listed;
        let plain =
            lead.starts_with(char::is_alphabetic) && !joined && !lead.contains([';', ':', '(']);
        (acts && plain && take_deadline(lead).1.is_none()).then(|| lead.to_owned())
    }

    fn claim(&self, sentence: &str) -> Claim {
        one_value_first(sentence, self.before, self.value, self.words(sentence), self.end)
    }
}

/// Claims whose values stand before what they count: one, or several that share the predicate of the last
/// (`90% thôn, 85% bản và 95% trường học có tủ sách`).
pub(crate) fn value_first(sentence: &str, from: usize, open: &[Value]) -> Vec<Claim> {
    let end = |at: usize| {
        let next = open.get(at + 1);
        next.map_or(sentence.len(), |next| split_point(sentence, &open[at], next))
    };
    let first =
        Counted { value: &open[0], before: clause_before(sentence, from, &open[0]), end: end(0) };
    let mut row = vec![first];
    while let Some(value) = open.get(row.len()) {
        let last = &row[row.len() - 1];
        let before = Span::new(last.end, value.span.start);
        let joint = before.of(sentence);
        let own_part = vanban_text::fold(joint).contains("trong do");
        let direct = !own_part && drop_lead_in(&strip_reach(joint).0).trim().is_empty();
        if !direct || !shares_predicate(last.value, last.words(sentence)) {
            break;
        }
        row.push(Counted { value, before, end: end(row.len()) });
    }
    let act = row[0].act(sentence);
    let shared = sharing(sentence, &row).filter(|_| act.is_none());
    shared.unwrap_or_else(|| match act {
        // `Cắt giảm 30% thời gian, 20% chi phí`: the act is done to each.
        Some(act) => acted(sentence, &row, &act),
        None => vec![row[0].claim(sentence)],
    })
}

/// The claims of values that one act leads up to.
fn acted(sentence: &str, row: &[Counted<'_>], act: &str) -> Vec<Claim> {
    let first = row[0].claim(sentence);
    let further = row[1..].iter().map(|counted| {
        let claim = counted.claim(sentence);
        Claim { indicator: cleaned(&format!("{act} {}", claim.indicator)), sure: 0.85, ..claim }
    });
    std::iter::once(first).chain(further).collect()
}

/// The claims of values that share the predicate of the last; `None` where it has none.
fn sharing(sentence: &str, row: &[Counted<'_>]) -> Option<Vec<Claim>> {
    let last = row.last().filter(|_| row.len() > 1)?.words(sentence);
    let verb = predicate_at(last)?;
    let predicate = cleaned(&cut_purpose(&last[verb..]));
    let group = |at: usize| {
        let (value, words) = (row[at].value, row[at].words(sentence));
        let words = if at + 1 == row.len() { &last[..verb] } else { words };
        cleaned(&take_deadline(&format!("{} {words}", noun_of(value, words))).0)
    };
    // `90% trạm y tế năm 2028 và 100% năm 2030 có bác sĩ`: the second share is of the same.
    let group = |at: usize| {
        let own = group(at);
        if own.is_empty() && at > 0 { group(at - 1) } else { own }
    };
    let claim = |at: usize| {
        let (own, other) = (group(at), group(usize::from(at == 0)));
        let (who, _) = if at < 2 { differing(&own, &other) } else { differing(&own, &group(0)) };
        let claim = row[at].claim(sentence);
        let own_group = own.clone();
        let subject = if at == 0 { claim.indicator.clone() } else { own };
        let indicator = format!("{subject} {predicate}");
        let applies_to = (own_group != other).then_some(who);
        Claim { indicator, applies_to, sure: 0.85, ..claim }
    };
    Some((0..row.len()).map(claim).collect())
}

fn one_value_first(
    sentence: &str,
    before: Span,
    value: &Value,
    counted: &str,
    end: usize,
) -> Claim {
    let said = before.of(sentence);
    let (said, when_before) = take_deadline(said);
    let lead = drop_lead_in(&said);
    // `Chỉ tiêu phải sát thực tế, 100% thôn có kế hoạch`: another thought ended right before the count.
    let ended = lead.trim_end().ends_with(',') && lead.split_whitespace().count() > 4;
    let lead = if ended { String::new() } else { lead };
    // Of a long sentence only the last clause leads up to the count.
    let lead = without_comparison(&lead).to_owned();
    let lead = match last_clause(&lead) {
        Some(from)
            if lead.split_whitespace().count() > 8
                || lead[..from].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            drop_lead_in(&lead[from..])
        }
        _ => lead,
    };
    // `phấn đấu đến năm 2030 đạt 30% ...`: the time stands inside the lead-in.
    let (lead, when_inside) = take_deadline(&lead);
    let lead = if when_inside.is_some() { drop_lead_in(&lead) } else { lead };
    let lead = strip_aim(behind_aim(without_helper(&lead)));
    let lead = if is_owner(&lead) { String::new() } else { lead };
    // `..., cho 150 học viên`: whom something is for, no act.
    let lead = if lead.trim() == "cho" { String::new() } else { lead };
    // `tuyên truyền, vận động để trên 85% hộ ...`: what is done is done for the aim.
    let lead = if lead.trim_end().ends_with(" để") { String::new() } else { lead };
    let lead = if lead.split_whitespace().count() > 4 { moved(&lead).to_owned() } else { lead };
    let (counted, when_after) =
        take_deadline(&without_pointer(&cut_purpose(before_count(counted))));
    let (counted, upward) = without_upward(&counted, value, value.span.of(sentence));
    let value =
        &if upward { Value { comparator: Comparator::Ge, ..value.clone() } } else { value.clone() };
    let noun = noun_of(value, &counted);
    // A verb that only sets the count going says nothing of what is measured: `tổ chức 02 cuộc diễn tập`.
    let lead = if is_grade(value) { String::new() } else { drop_count_verb(&lead, value) };
    // A classifier may double its noun: `620 phòng phòng ở bán trú`.
    let doubled = !noun.is_empty() && counted.trim_start().starts_with(noun);
    let noun = if doubled { "" } else { noun };
    let indicator = cleaned(&format!("{lead} {noun} {counted}"));
    // `..., trong đó 60% là lao động nữ`
    let indicator = indicator.strip_prefix("là ").map(str::to_owned).unwrap_or(indicator);
    Claim {
        indicator,
        value: value.clone(),
        applies_to: head_scope(sentence, before),
        base: None,
        deadline: when_after.or(when_inside).or(when_before),
        span: Span::new(before.start, end).trim(sentence),
        before: before.of(sentence).to_owned(),
        closes: false,
        sure: 0.9,
    }
}

/// `gạo, 20.000 thùng mì`: the words up to a further count that is no value by itself.
fn before_count(counted: &str) -> &str {
    let next = counted.match_indices(", ").find(|(at, _)| {
        let rest = &counted[at + 2..];
        // `8 trường, 01 trạm triển khai A` go on with what both do.
        (rest.starts_with(|c: char| c.is_ascii_digit()) || acts_on_count(rest))
            && !counted[..*at].contains('(')
            && predicate_at(rest).is_none()
    });
    next.map_or(counted, |(at, _)| &counted[..at])
}

/// `sửa 12 cống`, `đầu tư 03 nhà xe`: an act in a few words and how many things it makes.
fn acts_on_count(rest: &str) -> bool {
    let Some(digit) = rest.find(|c: char| c.is_ascii_digit()) else { return false };
    let act = rest[..digit].trim();
    let after = rest[digit..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    (1..=3).contains(&act.split_whitespace().count())
        && act.chars().all(|c| c.is_lowercase() || c == ' ')
        && predicate_at(&format!("x {act}")).is_none()
        && after.starts_with(' ')
        && after.trim_start().starts_with(char::is_lowercase)
        && !crate::targets::phrase::goes_on(after)
}

/// Where the last clause of a lead begins. A comma inside what is acted on opens none: `kiểm tra kỷ luật, kỷ cương tại
/// 50% số trường`.
fn last_clause(lead: &str) -> Option<usize> {
    let first = |words: &str| words.split_whitespace().next().map(vanban_text::tone_key);
    let mut until = lead.len();
    while let Some(comma) = last_comma(&lead[..until]) {
        let own = &lead[comma + 1..until];
        let clause = last_comma(&lead[..comma]).map_or(0, |at| at + 1);
        let listed = first(own).is_some_and(|word| {
            let before = lead[clause..comma].split_whitespace().rev().take(3).skip(1);
            before.into_iter().any(|said| vanban_text::tone_key(said) == word)
        });
        if !listed {
            return Some(comma + 1);
        }
        until = comma;
    }
    None
}

/// The noun that a value's unit names, if it does and `counted`, the words after it, have none of their own:
/// `lượt khách du lịch`, `hộ nghèo`.
fn noun_of<'a>(value: &'a Value, counted: &str) -> &'a str {
    let unit = value.unit.as_deref().unwrap_or("");
    let counted_words = counted;
    let parted = unit.ends_with(" khách") && counted.trim_start().starts_with(char::is_lowercase);
    let counted = crate::targets::unit::counted(unit);
    // `12 buổi/tuần`, `35 học sinh/lớp`: what each is counted on is no part of the noun.
    let noun = counted.split('/').next().unwrap_or(counted);
    // `cho 900 lượt người dân`: nothing else says who is counted.
    let times = unit.starts_with("lượt ") && !counted_words.contains(char::is_alphabetic);
    if value.noun || parted || times { noun } else { "" }
}

/// `phối hợp với các thôn phấn đấu trồng mới`: what is aimed at stands behind the verb of aiming.
fn behind_aim(lead: &str) -> &str {
    let folded = Folded::new(lead);
    let found = folded.text().rfind("phan dau ");
    found.map_or(lead, |at| folded.origin(at + "phan dau ".len()..folded.text().len()).of(lead))
}

/// `Đảng bộ có 95% chi bộ ...`: the body whose plan it is and that it has so many is no part of what is counted.
fn is_owner(lead: &str) -> bool {
    let folded = vanban_text::fold(lead);
    let body = ["dang bo", "toan dang bo", "xa", "phuong", "tinh", "toan nganh", "thanh pho"]
        .iter()
        .any(|body| folded.strip_prefix(body).is_some_and(|rest| rest.starts_with(' ')));
    body && lead.trim_end().ends_with(" có") && lead.split_whitespace().count() <= 6
}

/// `mục tiêu` right before a count announces it: `hoàn thành mục tiêu 100% ...`.
fn strip_aim(lead: &str) -> String {
    let folded = Folded::new(lead.trim_end());
    let Some(head) =
        ["muc tieu", "chi tieu"].iter().find_map(|aim| folded.text().strip_suffix(aim))
    else {
        return lead.to_owned();
    };
    lead[..folded.origin(0..head.len()).end].to_owned()
}

/// Where the clause of the next value begins: after the last comma, semicolon or `và` before it, if only a
/// few words stand between.
fn split_point(sentence: &str, value: &Value, next: &Value) -> usize {
    let from = value.span.end;
    let words = &sentence[from..next.span.start];
    // `mở 05 lớp nghiệp vụ, kỹ năng cho 150 học viên`: whom the lessons are for is counted by itself.
    if let Some(lesson) = words.trim_end().strip_suffix(" cho").filter(|_| is_lesson(value)) {
        return from + lesson.len() + 1;
    }
    // `..., trong đó thị trường Lào, Thái Lan chiếm 60%`: a list is no end of a clause.
    let folded = Folded::new(words);
    if let Some(at) = folded.text().rfind(", trong do ") {
        return from + folded.origin(at..at + 1).end;
    }
    let cut = last_comma(words)
        .into_iter()
        .map(|at| at + 1)
        .chain(words.rmatch_indices(" và ").map(|(at, _)| at + 1))
        .max();
    match cut {
        // `... và nâng tỷ lệ A ở B lên`: a measure opens a clause however long it is.
        Some(at)
            if words[at..].split_whitespace().count() <= 10
                || vanban_text::fold(&words[at..]).trim_start().starts_with("trong do ")
                || names_measure(&drop_lead_in(&words[at..])) =>
        {
            from + at
        }
        _ => next.span.start,
    }
}

/// Whether events at which people are taught or told something are counted.
fn is_lesson(value: &Value) -> bool {
    const LESSONS: [&str; 8] =
        ["lop", "khoa", "buoi", "cuoc", "dot", "hoi nghi", "hoi thao", "khoa hoc"];
    let unit = value.unit.as_deref().map(vanban_text::fold);
    unit.is_some_and(|unit| LESSONS.contains(&unit.as_str()))
}

/// Whether the counted words are a bare noun group, its predicate to come after the next value.
fn shares_predicate(value: &Value, counted: &str) -> bool {
    let words = counted.trim_matches(|c: char| !c.is_alphanumeric());
    // Behind a noun its predicate may stand at once: `2 triệu doanh nghiệp hoạt động`.
    let acts = value.noun && predicate_at(&format!("x {words}")).is_some();
    let bare = !acts && predicate_at(words).is_none();
    (!words.is_empty() || value.noun) && words.split_whitespace().count() <= 16 && bare
}

/// The ends in which two noun groups differ; all of each where they begin differently.
fn differing(a: &str, b: &str) -> (String, String) {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    let common = left.iter().zip(&right).take_while(|(x, y)| x.to_lowercase() == y.to_lowercase());
    let mut common = common.count();
    // `tuyến tỉnh`, `khu vực miền núi`: the word that says what kind of place stays with it.
    let kinds = ["tuyến", "cấp", "khu", "vực", "vùng", "bậc", "nhóm", "loại", "địa", "bàn"];
    while common > 0 && kinds.contains(&left[common - 1].to_lowercase().as_str()) {
        common -= 1;
    }
    if common < 1 || common >= left.len() || common >= right.len() {
        return (a.to_owned(), b.to_owned());
    }
    (left[common..].join(" "), right[common..].join(" "))
}
