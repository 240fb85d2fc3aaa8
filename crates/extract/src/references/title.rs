//! Trích yếu of a cited document: where it starts, and above all where it ends.
//!
//! A title ends with its sentence or at a semicolon, and keeps the citations inside it. What follows it in the same
//! clause (`, UBND tỉnh ban hành ...`, `, có nhiệm vụ ...`) does not belong to it, and a closing `trên địa bàn ...`
//! belongs to the outermost document whose own ground it names.

use std::sync::LazyLock;

use super::cite::{Core, cited_at, core};
use crate::doc_type::doc_type_before;
use crate::issuer::{Level, body, level, place, starter};
use crate::token::{Kind, Phrases, Token};

/// A title, by tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title {
    pub start: usize,
    /// Index after its last token.
    pub end: usize,
    /// The same with a tail that belongs to another document.
    pub whole_end: usize,
    /// Where a closing `trên địa bàn ...` starts.
    pub tail: Option<usize>,
}

/// A citation in a title is read no further than this.
const LONGEST: usize = 220;

/// Starters that open a title even where neither date nor issuer stands before them.
static SURE_STARTERS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&["về", "ban hành", "phê duyệt", "quy định", "sửa đổi", "công bố", "hướng dẫn"])
});

/// Words after which a title is over.
static ENDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "như sau",
        "cụ thể như sau",
        "được sửa đổi",
        "đã được",
        "được bổ sung",
        "có hiệu lực",
        "sau đây",
        "và các văn bản",
        "và một số văn bản",
        "và các quy định",
        "cùng các văn bản",
        "và văn bản",
        "trước ngày",
        "được ban hành",
        "với một số nội dung",
        "với các nội dung",
        "làm căn cứ",
        "để triển khai",
        "còn hiệu lực",
        "theo đề nghị",
        "và tình hình",
        "và yêu cầu",
        "và thực tế",
        "theo hướng",
        "trong đó",
        "vẫn còn",
        "theo trình tự , thủ tục rút gọn",
        "thì",
    ])
});

/// Words that open another clause after a comma.
static CLAUSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "có",
        "đã",
        "do",
        "trong đó",
        "đồng thời",
        "theo đó",
        "góp phần",
        "nhằm",
        "tuy nhiên",
        "được",
        "như",
        "yêu cầu",
        "đề nghị",
        "trên cơ sở",
        "cụ thể",
        "qua đó",
        "làm cơ sở",
        "làm căn cứ",
        "để",
        "là",
        "phân công nhiệm vụ",
        "đến nay",
        "kịp thời",
        "gắn với",
        "căn cứ",
        "cùng",
        "các",
        "trước",
        "theo",
        "báo cáo",
        "kết luận",
        "có ý kiến",
        "gửi",
        "hoàn thành",
    ])
});

/// Words that open what a document is to bring.
static PURPOSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&["bảo đảm", "đảm bảo", "phấn đấu", "tạo", "đáp ứng", "góp phần", "nhằm"])
});

/// Verbs that a body does as the subject of the next clause.
static ACTS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "ban hành",
        "xây dựng",
        "triển khai",
        "yêu cầu",
        "đề nghị",
        "đã",
        "báo cáo",
        "thông báo",
        "có ý kiến",
        "tổ chức",
        "chỉ đạo",
        "kính",
        "quyết định",
        "nhận được",
        "phối hợp",
        "giao",
        "sẽ",
        "tiếp tục",
        "phân công",
        "trân trọng",
        "hướng dẫn",
        "đề xuất",
        "tham mưu",
        "chủ trì",
        "xin",
        "lập",
        "giúp",
        "xem xét",
    ])
});

/// Whether what follows is what an article says rather than what the whole document is about: `Điều 44 Nghị định số
/// ... quy định trách nhiệm của ...`. A title goes on with what titles are about. `Khoản 3 Điều 1 Thông tư số ... bổ sung
/// Điều 4 Thông tư số ...` tells what the article amends.
fn tells_article(tokens: &[Token<'_>], at: usize, start: usize) -> bool {
    const TITLES: [&str; 8] = ["về", "chi", "việc", "một", "chức", "tiêu", "định", "sửa"];
    let says = tokens.get(at).is_some_and(|t| t.fold == "quy")
        && tokens.get(at + 1).is_some_and(|t| t.fold == "dinh");
    let pinpoint = start >= 2
        && tokens[start - 1].kind == Kind::Number
        && matches!(tokens[start - 2].fold.as_str(), "dieu" | "," | "va" | "khoan");
    pinpoint
        && (amends_article(tokens, at)
            || says && tokens.get(at + 2).is_some_and(|t| !TITLES.contains(&t.key.as_str())))
}

/// `bổ sung Điều 4 ...`, `sửa đổi, bổ sung một số khoản của Điều 9 ...`: single articles, where a whole document amends
/// `một số điều`.
pub(super) fn amends_article(tokens: &[Token<'_>], at: usize) -> bool {
    const VERBS: [&str; 8] = ["sua", "doi", "bo", "sung", "bai", "thay", "the", "va"];
    const FEW: [&str; 4] = ["mot", "so", "cac", "cua"];
    let rest = tokens.get(at..).unwrap_or_default();
    let verbs = rest.iter().take_while(|t| t.is(',') || VERBS.contains(&t.fold.as_str())).count();
    let few = rest[verbs..].iter().take_while(|t| FEW.contains(&t.fold.as_str())).count();
    let (Some(part), Some(next)) = (rest.get(verbs + few), rest.get(verbs + few + 1)) else {
        return false;
    };
    let smaller = matches!(part.fold.as_str(), "khoan" | "diem");
    verbs > 1 && (smaller || part.fold == "dieu" && next.kind == Kind::Number)
}

/// The title that follows the core of the citation from `start` to `at`. `outer_tail` is the start of the tail that the citation around this
/// one owns.
pub(super) fn title(
    tokens: &[Token<'_>],
    (start, at): (usize, usize),
    core: &Core,
    outer_tail: Option<usize>,
) -> Option<Title> {
    if tells_article(tokens, at, start) {
        return None;
    }
    let opens = if core.date.is_some() || core.issuer.is_some() {
        starter(tokens, at)
    } else {
        SURE_STARTERS.at(tokens, at)
    };
    opens?;
    let whole_end = end(tokens, at);
    let tail = tail(tokens, at, whole_end);
    let issuer = core.issuer.and_then(|(from, to)| name_level(tokens, from, to));
    let foreign =
        tail.is_some_and(|tail| outer_tail.is_some() || below(tokens, tail, whole_end, issuer));
    let end = match (tail, outer_tail) {
        (_, Some(outer)) if outer > at && outer < whole_end => outer,
        (Some(tail), None) if foreign => tail,
        _ => whole_end,
    };
    let end = trim_end(tokens, at, end);
    (end > at + 1).then_some(Title { start: at, end, whole_end, tail })
}

/// Index after the title's last word, whatever it belongs to.
fn end(tokens: &[Token<'_>], start: usize) -> usize {
    let mut i = start;
    let mut nested: Option<Core> = None;
    while i < tokens.len().min(start + LONGEST) {
        let token = &tokens[i];
        if let Some(after) = cited_at(tokens, i) {
            let inner = core(tokens, after);
            i = inner.end;
            nested = Some(inner);
            continue;
        }
        if let Some(close) = closing_quote(tokens, i) {
            return close;
        }
        let next = match token.kind {
            Kind::Mark if token.is(',') && lists_changed(tokens, start, i + 1) => Some(i + 1),
            _ if lists_changed(tokens, start, i) => Some(i + 1),
            Kind::Mark => after_mark(tokens, i, nested.as_ref()),
            _ if ENDS.at(tokens, i).is_some() && i > start => None,
            _ if token.key == "và" && another_document(tokens, i + 1) && nested.is_none() => None,
            _ => Some(i + 1),
        };
        match next {
            Some(next) => i = next,
            None => break,
        }
    }
    i.min(tokens.len())
}

/// Whether `được sửa đổi, bổ sung` at `at` says what a title announces (`về việc công bố thủ tục hành chính được sửa
/// đổi, bổ sung trong lĩnh vực ...`), not what became of the document cited: no word tells by what or when.
fn lists_changed(tokens: &[Token<'_>], start: usize, at: usize) -> bool {
    let announces = (start..at.min(start + 4))
        .any(|i| tokens[i].fold == "cong" && tokens.get(i + 1).is_some_and(|t| t.fold == "bo"));
    let passive = tokens.get(at).is_some_and(|t| t.key == "được")
        && tokens
            .get(at + 1)
            .is_some_and(|t| matches!(t.key.as_str(), "sửa" | "bổ" | "ban" | "thay" | "chuẩn"));
    let by = tokens[at.min(tokens.len())..]
        .iter()
        .take(10)
        .any(|t| matches!(t.key.as_str(), "tại" | "bởi" | "theo" | "ngày" | "kèm" | "số"));
    announces && passive && !by
}

/// What a mark does to a title: ends it, or is passed over.
fn after_mark(tokens: &[Token<'_>], at: usize, nested: Option<&Core>) -> Option<usize> {
    match tokens[at].text {
        ";" => (shares_issuer(tokens, at, nested) || one_basis(tokens, at)).then_some(at + 1),
        "." => (!ends_sentence(tokens, at)).then_some(at + 1),
        "," => (!ends_clause(tokens, at, nested)).then_some(at + 1),
        "(" => bracket(tokens, at),
        "“" | "\"" | "‘" => Some(quote_end(tokens, at).unwrap_or(at + 1)),
        ":" | ")" | "|" | "+" | "•" | "[" => None,
        "-" | "–" => (!another_document(tokens, at + 1)).then_some(at + 1),
        _ => Some(at + 1),
    }
}

/// `A ngày ...; B ngày ... của Chính phủ`: two documents in one title that share their issuer. One cited by its symbol
/// alone (`thực hiện Nghị quyết số 57-NQ/TW; Kế hoạch số ...`) ends the title.
fn shares_issuer(tokens: &[Token<'_>], at: usize, nested: Option<&Core>) -> bool {
    let bare = nested
        .is_some_and(|inner| inner.issuer.is_none() && inner.date.is_some() && inner.end == at);
    bare && cited_at(tokens, at + 1).is_some_and(|after| core(tokens, after).issuer.is_some())
}

/// A word of a person's name, as after an office: `Phó Thủ tướng Chính phủ Nguyễn Văn A có ý kiến`.
fn person(token: &Token<'_>) -> bool {
    token.capital() && !token.capitals() && token.kind == Kind::Word
}

/// A semicolon inside the title of the one document that a paragraph `Căn cứ ...` names: small words go on after it,
/// and nothing else is cited up to the end.
fn one_basis(tokens: &[Token<'_>], at: usize) -> bool {
    let basis = tokens.first().is_some_and(|t| t.fold == "can")
        && tokens.get(1).is_some_and(|t| t.fold == "cu");
    let goes_on = tokens.get(at + 1).is_some_and(|t| {
        t.kind == Kind::Word && !t.capital() && !OTHER_BASES.contains(&t.key.as_str())
    });
    let rest = at + 1..tokens.len();
    basis
        && goes_on
        && rest.len() < 40
        && !rest.clone().any(|i| cited_at(tokens, i).is_some() || tokens[i].fold == "luat")
        && !rest.clone().any(|i| tokens[i].is('.') && i + 1 < tokens.len())
}

/// Words that open another basis after a semicolon.
const OTHER_BASES: [&str; 9] = ["căn", "theo", "thực", "xét", "trên", "và", "các", "của", "triển"];

fn ends_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| &tokens[i]), tokens.get(at + 1))
    else {
        return true;
    };
    let joined =
        before.span.end == tokens[at].span.start && tokens[at].span.end == after.span.start;
    if joined && before.kind == Kind::Number && after.kind == Kind::Number {
        return false;
    }
    // `TP. Huế`, `PGS. TS`
    let abbreviation = before.kind == Kind::Word
        && before.text.chars().count() <= 3
        && before.fold.chars().all(|c| c.is_ascii_alphabetic())
        && (before.capitals() || before.text == "Tp");
    !(abbreviation && after.capital())
}

/// A comma before another document, before a body that acts, or before a clause.
fn ends_clause(tokens: &[Token<'_>], at: usize, nested: Option<&Core>) -> bool {
    let next = at + 1;
    if another_document(tokens, next) {
        return nested.is_none();
    }
    if CLAUSES.at(tokens, next).is_some_and(|_| !tokens[next].capital()) {
        // `nhiệm vụ Giám đốc, các Phó Giám đốc` goes on, `, các xã đã triển khai` does not.
        return tokens[next].key != "các" || acts_before_stop(tokens, next);
    }
    if after_year(tokens, at) && PURPOSES.at(tokens, next).is_some() {
        return true;
    }
    if tokens
        .get(next)
        .is_some_and(|t| t.fold == "ngay" && crate::date::date(tokens, next).is_some())
    {
        return true;
    }
    body(tokens, next).is_some_and(|end| {
        let end = end + tokens[end..].iter().take(5).take_while(|t| person(t)).count();
        ACTS.at(tokens, end).is_some()
            || (tokens.get(end).is_some_and(|t| t.is(',')) && acts_later(tokens, end))
    })
}

/// A title that has named its years is complete: what it is to bring follows (`... năm 2027, bảo đảm ...`).
fn after_year(tokens: &[Token<'_>], comma: usize) -> bool {
    comma.checked_sub(1).map(|i| &tokens[i]).is_some_and(|before| {
        before.kind == Kind::Number && before.text.len() == 4 && before.text.starts_with("20")
    })
}

/// Whether a verb of doing comes before the sentence or its part ends.
fn acts_before_stop(tokens: &[Token<'_>], at: usize) -> bool {
    let stop = |i: usize| tokens[i].is(';') || tokens[i].is('.') || tokens[i].is(':');
    let end = (at..tokens.len()).find(|i| stop(*i)).unwrap_or(tokens.len());
    end - at > 30 || (at..end).any(|i| ACTS.at(tokens, i).is_some() && !tokens[i].capital())
}

/// `, UBND tỉnh, trên cơ sở ..., ban hành`: rare, looked for a few words on.
fn acts_later(tokens: &[Token<'_>], at: usize) -> bool {
    (at..tokens.len().min(at + 14)).any(|i| {
        tokens[i].fold == "ban"
            && tokens.get(i + 1).is_some_and(|t| t.fold == "hanh")
            && tokens.get(i + 2).is_some_and(Token::capital)
    })
}

fn another_document(tokens: &[Token<'_>], at: usize) -> bool {
    let skip =
        usize::from(tokens.get(at).is_some_and(|t| matches!(t.key.as_str(), "các" | "cùng")));
    cited_at(tokens, at + skip).is_some()
}

/// A short bracket that names or numbers (`(PPP)`, `(Phiên bản 2.0)`) is part of a title; an explanation is not.
fn bracket(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const EXPLAINS: [&str; 17] = [
        "bản",
        "gửi",
        "sau",
        "gọi",
        "do",
        "trực",
        "trưởng",
        "kèm",
        "chi",
        "có",
        "từ",
        "để",
        "viết",
        "theo",
        "ban",
        "qua",
        "được",
    ];
    let first = tokens.get(at + 1)?;
    if EXPLAINS.contains(&first.key.as_str()) {
        return None;
    }
    let close = (at + 1..tokens.len().min(at + 10)).find(|i| tokens[*i].is(')'))?;
    Some(close + 1)
}

/// Index after a name in quotes that closes the title, as one after its type does (`Đề án “...”`), but for the
/// period or the ground it is for.
fn closing_quote(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const GOES_ON: [&str; 10] =
        ["giai", "năm", "đến", "định", "tầm", "của", "cho", "và", "từ", "tại"];
    if !matches!(tokens[at].text, "“" | "\"" | "‘") {
        return None;
    }
    let close = quote_end(tokens, at)?;
    let goes_on = tokens
        .get(close)
        .is_some_and(|t| t.kind == Kind::Mark || GOES_ON.contains(&t.key.as_str()));
    (doc_type_before(tokens, at).is_some() && !goes_on).then_some(close)
}

fn quote_end(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let close = if tokens[at].is('“') { '”' } else { tokens[at].text.chars().next()? };
    (at + 1..tokens.len().min(at + 60)).find(|i| tokens[*i].is(close)).map(|i| i + 1)
}

/// The start of a closing `trên địa bàn ...` or `của tỉnh ...`.
fn tail(tokens: &[Token<'_>], start: usize, end: usize) -> Option<usize> {
    let from = start.max(end.saturating_sub(16));
    (from + 2..end).find_map(|i| {
        let ground = ["tren", "dia", "ban"];
        let on_ground =
            tokens[i..end].iter().zip(ground).filter(|(t, word)| t.fold == *word).count() == 3;
        let after = i + if on_ground { 3 } else { 1 };
        let owned = tokens[i].key == "của" && tokens.get(after).is_some_and(|t| !t.capitals());
        let names_place = place(tokens, after) == end && end > after;
        let comma = usize::from(tokens[i - 1].is(','));
        ((on_ground || owned) && names_place).then_some(i - comma)
    })
}

/// Whether the ground a tail names lies below the issuer: then it is not the issuer's own.
fn below(tokens: &[Token<'_>], tail: usize, end: usize, issuer: Option<Level>) -> bool {
    let ground = name_level(tokens, tail, end);
    matches!((ground, issuer), (Some(ground), Some(issuer)) if ground < issuer && issuer != Level::Central)
}

fn name_level(tokens: &[Token<'_>], from: usize, to: usize) -> Option<Level> {
    let words: Vec<&str> = tokens.get(from..to)?.iter().map(|t| t.text).collect();
    level(&words.join(" "))
}

/// Marks and connectives at the end do not belong to a title.
fn trim_end(tokens: &[Token<'_>], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1 {
        let last = &tokens[end - 1];
        let mark = last.kind == Kind::Mark && !matches!(last.text, ")" | "”" | "\"" | "%" | "’");
        if !mark && last.key != "và" {
            break;
        }
        end -= 1;
    }
    end
}
