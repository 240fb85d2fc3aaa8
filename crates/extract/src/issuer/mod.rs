//! Cơ quan, chức danh: the grammar of the names of bodies that issue documents.
//!
//! A name starts with a known head word and goes on by the head's own rule: the Government needs nothing more, a
//! people's committee takes a level and a place, a ministry takes the words of its field, a steering committee takes
//! what it steers. Verbs that open a title (`quy định`, `phê duyệt`, ...), dates and stop words end it.

mod words;

use crate::date;
use crate::doc_type::doc_type;
use crate::token::{Kind, Token};
use words::{
    CLOSED, COMMITTEES, DOUBTFUL_STARTERS, FIELDS, LEVELS, LOCAL, OFFICERS, PURPOSES, STARTERS,
    STOPS, WRAPPERS,
};

/// Number of tokens of the level named at `at`; the `xã` of `xã hội` is none.
fn level_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let society = tokens.get(at)?.key == "xã" && tokens.get(at + 1).is_some_and(|t| t.key == "hội");
    // `Tỉnh ủy`, `Tỉnh đoàn` are bodies, not provinces.
    let committee = tokens.get(at + 1).is_some_and(|t| matches!(t.fold.as_str(), "uy" | "doan"));
    LEVELS.at(tokens, at).filter(|n| !society && (!committee || *n > 1))
}

/// Where the name of a body that starts at `at` ends; `None` where none starts there.
pub(crate) fn body(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    body_at(tokens, at, 0)
}

/// Index after the office named at `at` (`Phó Giám đốc`), its holder's name not included.
pub(crate) fn officer(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    OFFICERS.at(tokens, at).map(|n| at + n)
}

/// Whether a body's name starts at `at` with a word that no sentence goes on with by chance.
pub(crate) fn is_head(tokens: &[Token<'_>], at: usize) -> bool {
    let capital = tokens.get(at).is_some_and(Token::capital);
    capital
        && [&*CLOSED, &*OFFICERS, &*LOCAL, &*WRAPPERS, &*COMMITTEES, &*FIELDS]
            .iter()
            .any(|set| set.at(tokens, at).is_some())
}

/// Number of tokens of the phrase that opens a title at `at`.
pub(crate) fn starter(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    // `V/v`
    if first.fold == "v" && tokens.get(at + 1)?.is('/') && tokens.get(at + 2)?.fold == "v" {
        return Some(3);
    }
    STARTERS.at(tokens, at)
}

/// Whether what stands at `at` ends a name.
pub(crate) fn stops(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_none_or(|token| match token.kind {
        Kind::Mark => !matches!(token.text, "," | "-" | "–" | "&"),
        // `Cần Thơ` is a place, `cần` a stop; in a line of capitals a stop is a stop.
        _ if token.capital() && !token.capitals() => date::announced(tokens, at),
        // `Ủy ban An toàn giao thông Quốc gia`
        _ if token.key == "giao" && tokens.get(at + 1).is_some_and(|t| t.key == "thông") => false,
        _ => {
            STOPS.at(tokens, at).is_some()
                || date::announced(tokens, at)
                || (token.key == "số" && numbered(tokens, at + 1))
                || (token.key == "việc" && tokens.get(at + 1).is_none_or(|t| t.key != "làm"))
        }
    })
}

/// `số 12`, `số: 12`: not the `số` of `chuyển đổi số`.
fn numbered(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Number || t.is(':') || t.is('.') || t.is('/'))
}

fn body_at(tokens: &[Token<'_>], at: usize, depth: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    if depth > 3 || first.kind != Kind::Word {
        return None;
    }
    if let Some(n) = CLOSED.at(tokens, at) {
        return Some(term(tokens, at + n));
    }
    if let Some(n) = COMMITTEES.at(tokens, at) {
        return Some(committee(tokens, at + n, depth));
    }
    if let Some(n) = LOCAL.at(tokens, at) {
        return Some(local(tokens, at + n, depth));
    }
    for set in [&*OFFICERS, &*WRAPPERS] {
        if let Some(inner) = set.at(tokens, at).and_then(|n| body_at(tokens, at + n, depth + 1)) {
            return Some(inner);
        }
    }
    let n = FIELDS.at(tokens, at).filter(|_| first.capital())?;
    field(tokens, at, at + n)
}

/// After a local body: `và UBND`, a level, a place, an ordinal of a congress.
fn local(tokens: &[Token<'_>], at: usize, depth: usize) -> usize {
    let mut end = at;
    if let Some(joined) = tokens.get(at).filter(|t| t.key == "và" || t.is('&') || t.is('-'))
        && (joined.is('&') || depth < 3)
        && let Some(n) = LOCAL.at(tokens, at + 1)
    {
        end = at + 1 + n;
    }
    term(tokens, place(tokens, end))
}

/// After a body: which congress or term of office it is of, `khóa XV`, `lần thứ I`.
fn term(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at;
    while tokens.get(end).is_some_and(|t| t.key == "lần" || t.key == "khóa") {
        let skip = 1 + usize::from(tokens.get(end + 1).is_some_and(|t| t.key == "thứ"));
        if tokens.get(end + skip).is_none_or(|t| t.kind == Kind::Mark) {
            break;
        }
        end += skip + 1;
    }
    end
}

/// A level with its place name, or a place name alone: `tỉnh`, `phường An Khê Đông`, `Hà Nam`.
pub(crate) fn place(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        let dot = |i: usize| {
            usize::from(tokens.get(i).is_some_and(|t| t.is('.')) && tokens[i - 1].fold == "tp")
        };
        match level_at(tokens, end) {
            Some(n) => end = proper_name(tokens, end + n + dot(end + n)),
            None if end == at => return proper_name(tokens, at),
            None => break,
        }
    }
    end
}

/// Capitalised words. The last one is given back where it opens the next phrase (`UBND tỉnh Chuyển đổi số`).
fn proper_name(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at;
    while end < tokens.len() && end - at < 4 {
        let token = &tokens[end];
        let number = token.kind == Kind::Number && end == at && token.text.len() <= 2;
        let word = token.kind == Kind::Word
            && token.capital()
            && starter(tokens, end).is_none()
            && doc_type(tokens, end).is_none()
            && level_at(tokens, end).is_none()
            && !is_head(tokens, end);
        if !(word || number) || stops(tokens, end) {
            break;
        }
        end += 1;
    }
    let goes_on = tokens.get(end).is_some_and(|t| t.kind == Kind::Word && !t.capital())
        && !stops(tokens, end)
        && starter(tokens, end).is_none()
        && level_at(tokens, end).is_none()
        && !["và", "của", "thuộc", "lần", "khóa"].contains(&tokens[end].key.as_str());
    let given_back = goes_on && (end - at == 1 || end - at >= 3);
    end - usize::from(given_back)
}

/// After `Bộ`, `Sở`, ...: the words of the field, then a place.
fn field(tokens: &[Token<'_>], head: usize, at: usize) -> Option<usize> {
    let (mut end, mut small) = (at, 0);
    while end < tokens.len() && end - at < 24 && small < 8 {
        let token = &tokens[end];
        let step = match token.kind {
            Kind::Mark if token.is(',') => usize::from(list_goes_on(tokens, end)),
            Kind::Mark if matches!(token.text, "-" | "–" | "&") => {
                usize::from(tokens.get(end + 1).is_some_and(Token::capital))
            }
            Kind::Mark => 0,
            // `Ban Tổ chức Tỉnh ủy`, `Ban Tuyên giáo và Dân vận Thành ủy Huế`
            _ if end > at && tokens.get(end + 1).is_some_and(|t| t.fold == "uy") => {
                return Some(body_at(tokens, end, 2).unwrap_or(end + 2));
            }
            _ if level_at(tokens, end).is_some() && end > at => {
                return Some(place(tokens, end));
            }
            _ if token.key == "và" => usize::from(and_goes_on(tokens, head, end)),
            _ if token.key == "thuộc" || token.key == "của" => {
                return body_at(tokens, end + 1, 2).or((end > at).then_some(end));
            }
            _ if name_ends(tokens, end, at) => 0,
            _ => 1,
        };
        if step == 0 {
            break;
        }
        small = if token.capital() { 0 } else { small + 1 };
        end += step;
    }
    (end > at).then_some(end)
}

/// Whether the word at `at` cannot belong to the name of a field that began at `from`.
fn name_ends(tokens: &[Token<'_>], at: usize, from: usize) -> bool {
    if stops(tokens, at)
        || (tokens[at].capital() && doc_type(tokens, at).is_some_and(|d| cited(tokens, d.1)))
    {
        return true;
    }
    let starts = starter(tokens, at).is_some();
    // `Bộ Xây dựng`, `Ban Tổ chức`: a field's first word may look like a verb.
    starts && at > from && (!tokens[at].capital() || DOUBTFUL_STARTERS.at(tokens, at).is_none())
}

/// Whether a number or symbol follows, as it does after the type of a cited document.
fn cited(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.key == "số" || t.kind == Kind::Number)
}

/// `Sở Văn hóa, Thể thao và Du lịch`: the comma goes on to a capital and an `và` that closes the list.
fn list_goes_on(tokens: &[Token<'_>], comma: usize) -> bool {
    let next = comma + 1;
    if !tokens.get(next).is_some_and(Token::capital) || is_body_head(tokens, next) {
        return false;
    }
    let mut i = next;
    while i < tokens.len() && i - next < 9 {
        if tokens[i].key == "và" {
            return tokens.get(i + 1).is_some_and(Token::capital) && !is_body_head(tokens, i + 1);
        }
        if !tokens[i].is(',') && (tokens[i].kind == Kind::Mark || stops(tokens, i)) {
            return false;
        }
        i += 1;
    }
    false
}

fn is_body_head(tokens: &[Token<'_>], at: usize) -> bool {
    [&*CLOSED, &*OFFICERS, &*LOCAL, &*COMMITTEES].iter().any(|set| set.at(tokens, at).is_some())
        || FIELDS.at(tokens, at).is_some()
}

/// `Khoa học và Công nghệ` goes on; `Bộ Y tế và Bộ Công an` does too, being one list of equals.
fn and_goes_on(tokens: &[Token<'_>], head: usize, and: usize) -> bool {
    let Some(next) = tokens.get(and + 1) else { return false };
    if doc_type(tokens, and + 1).is_some_and(|d| cited(tokens, d.1)) {
        return false;
    }
    next.fold == tokens[head].fold && next.capital()
        || (next.capital() && !is_body_head(tokens, and + 1))
        || (!next.capital() && small_field_word(tokens, and + 1))
}

/// `Văn hóa và thể thao`: a small word after `và` that is neither a stop nor a verb.
fn small_field_word(tokens: &[Token<'_>], at: usize) -> bool {
    !stops(tokens, at) && starter(tokens, at).is_none() && tokens[at - 2].kind == Kind::Word && {
        tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word && !stops(tokens, at + 1))
            && level_at(tokens, at).is_none()
    }
}

/// After `Ban Chỉ đạo`: whose, where, and what it steers.
fn committee(tokens: &[Token<'_>], at: usize, depth: usize) -> usize {
    let mut end = at;
    if let Some(n) = COMMITTEES.at(tokens, end) {
        return committee(tokens, end + n, depth);
    }
    if tokens.get(end).is_some_and(|t| t.key == "của") {
        match body_at(tokens, end + 1, depth + 1)
            .or_else(|| level_at(tokens, end + 1).map(|_| place(tokens, end + 1)))
        {
            Some(owner) => end = owner,
            None => return end,
        }
    }
    let placed = place(tokens, end);
    let named = placed > end;
    end = placed;
    purpose(tokens, end, named).unwrap_or(end)
}

/// What a committee steers, from `về` or at once, up to a second `về`, a title's verb or the end of the clause.
fn purpose(tokens: &[Token<'_>], at: usize, placed: bool) -> Option<usize> {
    let with_about = tokens.get(at)?.key == "về";
    let from = at + usize::from(with_about);
    let first = tokens.get(from)?;
    let opens_title = first.capital() || first.key == "việc" || starter(tokens, from).is_some();
    // `Ban Chỉ đạo về chuyển đổi số` names its work; `... Trung ương về thúc đẩy ...` opens a title.
    let its_work = DOUBTFUL_STARTERS.at(tokens, from).is_some() && !placed;
    if first.kind != Kind::Word || stops(tokens, from) || (opens_title && !(its_work && with_about))
    {
        return None;
    }
    if !with_about && PURPOSES.at(tokens, from).is_none() {
        return None;
    }
    let mut i = from + 1;
    while i < tokens.len() && i - from < 60 {
        if level_at(tokens, i).is_some() && tokens[i - 1].key != "cấp" {
            let ends = place(tokens, i);
            let national = tokens[i].key == "quốc" || tokens[i].key == "chính";
            if !national {
                return Some(ends);
            }
            i = ends;
            continue;
        }
        if purpose_ends(tokens, i) {
            break;
        }
        // `Đề án 06` within the name.
        i = match doc_type(tokens, i) {
            Some((_, after)) if tokens.get(after).is_some_and(|t| t.kind == Kind::Number) => {
                after + 1
            }
            _ => i + 1,
        };
    }
    Some(i)
}

/// `, bảo đảm chất lượng`: what the sentence asks for, not what a committee steers.
fn assures(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(first) = tokens.get(at) else { return false };
    let second = tokens.get(at + 1).map_or("", |t| t.fold.as_str());
    matches!(
        (first.fold.as_str(), second),
        ("bao" | "dam", "dam" | "bao") | ("nang", "cao") | ("gan", "voi") | ("kip", "thoi")
    )
}

fn purpose_ends(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        Kind::Mark if token.is(',') => {
            tokens.get(at + 1).is_none_or(|next| {
                next.kind != Kind::Word || next.capital() && is_body_head(tokens, at + 1)
            }) || stops(tokens, at + 1)
                || assures(tokens, at + 1)
        }
        Kind::Mark => !matches!(token.text, "-" | "–" | "&"),
        _ if token.key == "và" => {
            stops(tokens, at + 1)
                || tokens.get(at + 1).is_some_and(|t| t.capital() && is_body_head(tokens, at + 1))
                || doc_type(tokens, at + 1)
                    .is_some_and(|d| tokens.get(d.1).is_some_and(|t| t.key == "số"))
        }
        _ if token.key == "về" => true,
        _ if stops(tokens, at) => true,
        _ => {
            let verb = starter(tokens, at).is_some() && DOUBTFUL_STARTERS.at(tokens, at).is_none();
            verb && tokens[at - 1].kind == Kind::Word && tokens[at - 1].key != "và"
        }
    }
}

/// How high a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Phường, xã, đặc khu.
    Commune,
    /// Huyện, quận, thị xã: until 2025.
    District,
    /// Tỉnh, thành phố.
    Province,
    /// Trung ương.
    Central,
}

/// The level a name tells; `None` where it tells none.
pub(crate) fn level(name: &str) -> Option<Level> {
    let key = format!(" {} ", vanban_text::tone_key(name));
    let has = |words: &[&str]| words.iter().any(|word| key.contains(&format!(" {word} ")));
    if has(&["phường", "xã", "đặc khu", "thị trấn", "cấp xã"]) {
        Some(Level::Commune)
    } else if has(&["huyện", "quận", "thị xã", "huyện ủy", "quận ủy", "thị ủy"])
    {
        Some(Level::District)
    } else if has(&["tỉnh", "thành phố", "tỉnh ủy", "thành ủy", "sở", "tp"]) {
        Some(Level::Province)
    } else if has(&["bộ", "chính phủ", "trung ương", "quốc hội", "thủ tướng", "ban bí thư", "cục"])
    {
        Some(Level::Central)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;
    use proptest::prelude::*;
    use vanban_text::Span;

    /// `|` marks where the name must end.
    fn check(marked: &str) {
        let (name, rest) = marked.split_once('|').unwrap_or((marked, ""));
        let text = format!("{name}{rest}");
        let cut = tokens(&text, Span::new(0, text.len()));
        let end = body(&cut, 0).map_or("", |end| &text[..cut[end - 1].span.end]);
        assert_eq!(end, name.trim_end(), "{text}");
    }

    #[test]
    fn names_end_where_titles_and_clauses_begin() {
        for marked in [
            "Chính phủ| quy định chi tiết một số điều",
            "Thủ tướng Chính phủ| phê duyệt Chiến lược",
            "Bộ trưởng Bộ Khoa học và Công nghệ| ban hành Khung",
            "Bộ Xây dựng| hướng dẫn thi hành",
            "Ban An toàn giao thông tỉnh| về việc cấm đường",
            "UBND tỉnh| giao Sở Xây dựng",
            "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ| hướng dẫn nghiệp vụ",
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Nam| về việc tổ chức",
            "UBND tỉnh| về việc giao chỉ tiêu",
            "UBND tỉnh| Chuyển đổi số năm 2027",
            "UBND phường Tân An Đông| đã ban hành",
            "Ủy ban nhân dân thành phố Cần Giờ|, UBND phường báo cáo",
            "HĐND xã Bình Minh| về dự toán",
            "Ban Thường vụ Tỉnh ủy| về thực hiện Nghị quyết",
            "Ban Chấp hành Đảng bộ tỉnh Hà Nam| về chuyển đổi số",
            "Bộ Chính trị| và Chương trình hành động số 3",
            "Bộ Công an và Bộ Y tế| về phối hợp",
            "Ban Chỉ đạo Trung ương| về thúc đẩy liên thông",
            "Ban Chỉ đạo Trung ương| về ban hành Chương trình",
            "Ban Chỉ đạo của Chính phủ về cải cách hành chính và Đề án 06| về việc ban hành",
            "BCĐ cấp tỉnh về giảm nghèo, an sinh xã hội và việc làm| về Triển khai phong trào",
            "Ban Chỉ đạo về phát triển nhà ở, đô thị và hạ tầng tỉnh Hà Nam|; Kế hoạch số 4",
            "Ngân hàng Nhà nước Việt Nam| về việc",
            "Trung tâm Phục vụ hành chính công| đã có",
            "Công an tỉnh Hà Nam| ngày 12",
        ] {
            check(marked);
        }
    }

    #[test]
    fn ordinary_words_are_no_bodies() {
        for text in ["người dân", "phòng chống thiên tai", "trường hợp khác", "hội nghị"]
        {
            check(&format!("|{text}"));
        }
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(words in prop::collection::vec(
            prop::sample::select(vec!["Ban", "Chỉ", "đạo", "về", "và", ",", "Bộ", "tỉnh", "của", "số", "Đề", "án",
                "06", "UBND", "Hà", "Nam", "thuộc", "-", "&", "TP", ".", "việc", "phát", "triển", "lần", "thứ", "ngày"]),
            0..30,
        )) {
            let text = words.join(" ");
            let cut = tokens(&text, Span::new(0, text.len()));
            for at in 0..cut.len() {
                if let Some(end) = body(&cut, at) {
                    prop_assert!(at < end && end <= cut.len());
                }
            }
        }
    }
}
