//! Further subjects of a sentence that lean on the one before: parts of a measure (`trong đó cá lồng 90 tấn`), and
//! subjects that share its head (`tỷ lệ hộ dùng bếp củi`, then `bếp than`).

use crate::targets::claims::{Claim, change};
use crate::targets::phrase::{measure_at, names_measure, predicate_at};

/// `sản lượng cá 120 tấn, trong đó cá lồng 90 tấn, cá ao 30 tấn`: what a part of the measure just named is of, in
/// few words; `listed` tells that the value before was one.
pub(crate) fn is_part(subject: &str, own: &str, before: &str, listed: bool) -> bool {
    let opens = vanban_text::fold(before).contains("trong do");
    let longest = if opens { 9 } else { 5 };
    (opens || listed)
        && (1..=longest).contains(&own.split_whitespace().count())
        && own.starts_with(char::is_alphabetic)
        && !["tăng ", "giảm "].iter().any(|change| own.starts_with(change))
        && ![" tăng", " giảm"].iter().any(|change| own.ends_with(change))
        && change(before).is_none()
        && !is_money(own)
        && names_measure(subject)
        && !names_measure(own)
        && measure_at(own).is_none()
        && (with_head(subject, own).is_none() || opens && predicate_at(subject).is_some())
}

/// What a claim measures and whom it is for where it sets apart a part of what `whole`, the indicator before it, measures:
/// `riêng hộ nghèo đạt 80%`, `đối với các xã vùng cao không quá 5%`.
pub(crate) fn set_apart(whole: &str, claim: &Claim) -> Option<(String, String)> {
    let who = part_of(whole, claim)?;
    // `trong đó hộ cận nghèo giảm 3%`: the change belongs to what is measured.
    let (who, verb) = [" giảm", " tăng"]
        .iter()
        .find_map(|verb| Some((who.strip_suffix(verb)?, *verb)))
        .unwrap_or((&who, ""));
    // `giảm 1% hộ nghèo, riêng các xã vùng cao giảm 3%`: the measure tells the change itself.
    let verb = if whole.to_lowercase().contains(verb.trim()) { "" } else { verb };
    Some((format!("{whole}{verb}"), who.to_owned()))
}

fn part_of(whole: &str, claim: &Claim) -> Option<String> {
    const PREPOSITIONS: [&str; 7] =
        ["riêng ", "đối với ", "tính riêng ", "với ", "tại ", "ở ", "trong đó "];
    const PLACES: [&str; 9] =
        ["xã", "phường", "thôn", "bản", "xóm", "ấp", "đơn vị", "khu", "trường"];
    let said = claim.before.trim_start_matches([',', ';', ' ', '(', '-']);
    let folded = vanban_text::fold(said);
    let told = |word: &str| folded.starts_with(word);
    let field = told("trong linh vuc ") || told("trong khu vuc ");
    let apart = field || told("rieng ") || told("tinh rieng ") || told("doi voi ");
    let part = told("trong do") && predicate_at(&format!("x {}", claim.indicator)).is_none();
    let mut who = claim.indicator.trim_start_matches(['(', ' ']);
    who = who.strip_prefix("trong ").filter(|_| field).unwrap_or(who);
    while let Some(rest) = PREPOSITIONS.iter().find_map(|word| strip_start(who, word)) {
        who = rest;
    }
    let places = strip_start(who, "các ")
        .is_some_and(|kind| PLACES.iter().any(|place| kind.to_lowercase().starts_with(place)));
    let named = who.split_whitespace().count();
    let fits = (1..=12).contains(&named) && who.starts_with(char::is_alphabetic);
    let own = names_measure(who)
        || measure_at(who).is_some()
        || is_money(who)
        || change(&claim.before).is_some();
    let listed = names_measure(whole) && places && predicate_at(who).is_none();
    let closing = claim.closes && fits && !own && (apart || part || listed);
    (claim.applies_to.is_none() && closing).then(|| who.to_owned())
}

/// What is paid or spent is measured by itself: `trong đó kinh phí đào tạo không thấp hơn 10% tổng kinh phí`.
fn is_money(who: &str) -> bool {
    ["kinh phí ", "chi ", "vốn ", "nguồn vốn ", "nguồn kinh phí "]
        .iter()
        .any(|money| strip_start(who, money).is_some())
}

/// `100% bản có nhà văn hóa, trong đó 85% đạt chuẩn`: a share of what the share before it counts, by a predicate alone.
fn share_of_share(whole: &str, claim: &Claim) -> Option<String> {
    let said = claim.before.trim_start_matches([',', ';', ' ']);
    let part = !claim.closes && vanban_text::fold(said).starts_with("trong do");
    let acts = predicate_at(&format!("x {}", claim.indicator)) == Some(2);
    (part && acts).then(|| format!("{whole}, trong đó {}", claim.indicator))
}

/// `có 85 tổ hợp tác, chiếm 70% tổng số tổ`: the whole that what was counted before is a share of.
fn share_of_count(claim: &Claim) -> Option<String> {
    let base = claim.indicator.strip_prefix("chiếm ")?;
    let share = claim.value.unit.as_deref() == Some("%") && !claim.closes;
    (share && base.starts_with("tổng ")).then(|| base.to_owned())
}

/// The claims of a sentence, the parts set apart told by whom they are for.
pub(crate) fn told_apart(mut claims: Vec<Claim>) -> Vec<Claim> {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let (Some(whole), Some(claim)) = (before.last(), rest.first_mut()) else { continue };
        if let Some(base) = share_of_count(claim) {
            claim.indicator.clone_from(&whole.indicator);
            claim.base = Some(base);
            continue;
        }
        if change(&claim.indicator).is_some() {
            claim.indicator = format!("{} {}", whole.indicator, claim.indicator);
            continue;
        }
        if whole.value.unit != claim.value.unit {
            continue;
        }
        if let Some((indicator, who)) = set_apart(&whole.indicator, claim) {
            claim.applies_to = Some(who);
            claim.indicator = indicator;
        } else if let Some(indicator) = share_of_share(&whole.indicator, claim) {
            claim.indicator = indicator;
        }
    }
    place_first(&mut claims);
    claims
}

/// `tỷ lệ thu gom khu vực nội ô 98%, khu vực nông thôn 85%`: where the second value has another place of the same kind, the
/// place that ends the measure is whom the first is for.
fn place_first(claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (first, second) = (&claims[at - 1], &claims[at]);
        let Some(place) = second.applies_to.as_deref() else { continue };
        if first.applies_to.is_some() || first.indicator != second.indicator {
            continue;
        }
        let whole = first.indicator.clone();
        let Some((measure, who)) = place_at_end(&whole, place) else { continue };
        claims[at - 1].applies_to = Some(who.to_owned());
        claims[at - 1..].iter_mut().filter(|claim| claim.indicator == whole).for_each(|claim| {
            measure.clone_into(&mut claim.indicator);
        });
    }
}

/// A measure and the place of the same kind as `other` that it ends in.
fn place_at_end<'a>(measure: &'a str, other: &str) -> Option<(&'a str, &'a str)> {
    const KINDS: [&[&str]; 7] = [
        &["khu vực"],
        &["cấp"],
        &["vùng"],
        &["địa bàn"],
        &["tuyến"],
        &["khối"],
        &["đô thị", "nông thôn", "thành thị", "miền núi", "đồng bằng"],
    ];
    let other =
        strip_start(other, "khu vực").filter(|_| !measure.contains("khu vực")).unwrap_or(other);
    let kinds =
        KINDS.iter().find(|kinds| kinds.iter().any(|kind| strip_start(other, kind).is_some()))?;
    let at = kinds.iter().filter_map(|kind| measure.rfind(&format!(" {kind}"))).max()?;
    let who = measure[at..].trim();
    let head = measure[..at].trim_end();
    let head =
        [" tại", " ở", " khu vực"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    (who.split_whitespace().count() <= 5 && head.contains(' ')).then_some((head, who))
}

/// `text` without the words it begins with, whatever their case.
fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    (head.to_lowercase() == start).then(|| text[start.len()..].trim_start())
}

/// A further subject with the head that it shares with the one before it, where both begin with one word:
/// `tỷ lệ hộ dùng bếp củi`, then `bếp than` for `tỷ lệ hộ dùng bếp than`. `None` where it has a head of its own.
pub(crate) fn with_head(before: &str, own: &str) -> Option<String> {
    if let Some(head) = sector_head(before).filter(|_| opens_with_sector(own)) {
        return Some(format!("{head} {own}"));
    }
    if measure_at(before).is_none() || names_measure(own) || measure_at(own).is_some() {
        return None;
    }
    let key = |word: &str| vanban_text::tone_key(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = key(own.split_whitespace().next()?);
    let starts = before.match_indices(' ').map(|(at, _)| at + 1);
    let mut shared = starts.filter(|at| {
        before[*at..].split_whitespace().next().is_some_and(|word| key(word) == first)
    });
    let head = &before[..shared.next_back()?];
    // `Tổng đàn trâu 600 con, đàn lợn 1.500 con`: a sum is of what it names.
    let sum = matches!(key(head.trim()).as_str(), "tổng" | "tổng số");
    (!sum).then(|| format!("{head}{own}"))
}

/// The sectors that plans divide the economy into.
const SECTORS: [&str; 10] = [
    "nông, lâm",
    "nông nghiệp",
    "công nghiệp",
    "dịch vụ",
    "xây dựng",
    "thủy sản",
    "lâm nghiệp",
    "thương mại",
    "du lịch",
    "nông, lâm nghiệp",
];

/// What a measure of one sector, or of some joined by a dash or comma, says before it names them: `Tốc độ tăng giá trị sản
/// xuất` of `Tốc độ tăng giá trị sản xuất công nghiệp - xây dựng`.
fn sector_head(before: &str) -> Option<&str> {
    let shares = ["co cau", "ty trong", "ti trong"];
    let folded = vanban_text::fold(before);
    if measure_at(before).is_none() && !shares.iter().any(|word| folded.starts_with(word)) {
        return None;
    }
    let mut head = before;
    while let Some(rest) = SECTORS.iter().find_map(|sector| strip_end(head, sector)) {
        head = rest.trim_end_matches([' ', '-', '–', ',']);
        head = head.strip_suffix(" và").unwrap_or(head);
    }
    (head.len() < before.len() && !head.is_empty()).then_some(head)
}

/// A composition (cơ cấu) and the part of it that a share is told of: `Cơ cấu kinh tế` and `dịch vụ` of `Cơ cấu kinh tế: dịch
/// vụ`; the colon may lack before a sector.
pub(crate) fn composed(subject: &str) -> Option<(String, String)> {
    let folded = vanban_text::fold(subject);
    let whole = folded.trim_start();
    if !["co cau", "ty trong cac", "ti trong cac"].iter().any(|word| whole.starts_with(word)) {
        return None;
    }
    let (whole, part) = match subject.rsplit_once(':') {
        Some(parted) => parted,
        None => subject.split_at(sector_head(subject)?.len()),
    };
    let part = part.trim_matches([' ', ',', '-', '–']);
    (is_sector(part) && whole.contains(' ')).then(|| (whole.trim().to_owned(), part.to_owned()))
}

/// Whether the words may name a part of a composition: a few, none of which measures or acts.
pub(crate) fn is_sector(own: &str) -> bool {
    (1..=10).contains(&own.split_whitespace().count())
        && own.starts_with(char::is_alphabetic)
        && !names_measure(own)
        && measure_at(own).is_none()
}

/// `text` without the word group it ends in, whatever its case.
fn strip_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len()).filter(|at| text.is_char_boundary(*at))?;
    (text[at..].to_lowercase() == end && text[..at].ends_with(' ')).then_some(&text[..at])
}

pub(crate) fn opens_with_sector(own: &str) -> bool {
    let own = own.to_lowercase();
    SECTORS.iter().any(|sector| {
        own.strip_prefix(sector).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether one word names a further subject (`lúa 300 ha, ngô 200 ha`) rather than what becomes of the first.
pub(crate) fn is_name(word: &str) -> bool {
    const BESIDE: [&str; 9] =
        ["tăng", "giảm", "khoảng", "ước", "thêm", "riêng", "nay", "còn", "hơn"];
    word.chars().count() > 1
        && word.chars().all(char::is_alphabetic)
        && !BESIDE.contains(&vanban_text::tone_key(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_of_the_measure_before_it() {
        let measure = "Sản lượng cá";
        // What shares a head with the measure has a subject of its own.
        assert!(!is_part(measure, "cá lồng", ", trong đó cá lồng", false));
        assert!(is_part(measure, "nuôi bè", ", trong đó nuôi bè", false));
        assert!(is_part(measure, "đánh bắt", ", đánh bắt", true));
        assert!(!is_part(measure, "đánh bắt", ", đánh bắt", false));
        assert!(!is_part(measure, "giá trị xuất khẩu", ", trong đó giá trị xuất khẩu", false));
        assert!(!is_part("Nuôi cá", "nuôi bè", ", trong đó nuôi bè", false));
    }

    #[test]
    fn sectors_share_the_head_before_them() {
        for (before, own, whole) in [
            ("Tốc độ tăng nông nghiệp", "dịch vụ", Some("Tốc độ tăng dịch vụ")),
            (
                "Cơ cấu kinh tế: Nông nghiệp",
                "công nghiệp - xây dựng",
                Some("Cơ cấu kinh tế: công nghiệp - xây dựng"),
            ),
            ("Cơ cấu kinh tế: công nghiệp - xây dựng", "dịch vụ", Some("Cơ cấu kinh tế: dịch vụ")),
            ("Hỗ trợ nông nghiệp", "dịch vụ", None),
            ("Tỷ lệ hộ làm nông nghiệp", "hộ khá", Some("Tỷ lệ hộ khá")),
        ] {
            assert_eq!(with_head(before, own).as_deref(), whole, "{before}, {own}");
        }
    }

    #[test]
    fn one_word_may_name_a_subject() {
        assert!(is_name("ngô"));
        for word in ["tăng", "khoảng", "x", "2%"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
