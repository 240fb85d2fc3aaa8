//! What stands before a citation: who issued it and when, how it relates, whether it is an annex's caption.

use std::sync::LazyLock;

use crate::date::{Date, date};
use crate::doc_type::doc_type;
use crate::issuer::body;
use crate::symbol::{Symbol, symbol};
use crate::token::{Kind, Phrases, Token};

/// Date and issuer that precede a citation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub date: Option<Date>,
    pub issuer: Option<(usize, usize)>,
}

/// No name and no verb chain is longer than this many tokens.
const REACH: usize = 34;

/// `ngày 5/8/2026, UBND xã đã ban hành Kế hoạch số ...`, `đề nghị của Sở Y tế tại Tờ trình số ...`,
/// `BCĐ ban hành Quy chế ... tại Quyết định số ...`.
pub(super) fn attributes(tokens: &[Token<'_>], start: usize, symbol: &Symbol) -> Before {
    let issuer = match issuing_verb(tokens, start) {
        Some(verb) => body_before(tokens, verb, false),
        None => located(tokens, start, symbol).or_else(|| listed(tokens, start, symbol)),
    };
    let Some((from, to)) = issuer.filter(|(from, to)| may_issue(&tokens[*from..*to], symbol))
    else {
        return Before::default();
    };
    Before { date: date_before(tokens, from), issuer: Some((from, to)) }
}

/// A date between type and number (`Nghị quyết ngày 5/8/2026 số 3-NQ/TU`).
pub(super) fn date_within(tokens: &[Token<'_>], start: usize, number_at: usize) -> Option<Date> {
    (start..number_at)
        .find(|i| tokens[*i].fold == "ngay")
        .and_then(|i| date(tokens, i))
        .filter(|(_, end)| *end <= number_at)
        .map(|(found, _)| found)
}

/// The start of the chain of verbs that ends right before `start`: `đã xây dựng, triển khai`.
fn issuing_verb(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    const PAIRS: [(&str, &str, bool); 9] = [
        ("trinh", "bay", true),
        ("ban", "hanh", true),
        ("xay", "dung", true),
        ("thong", "qua", true),
        ("ky", "ban", true),
        ("trien", "khai", false),
        ("phe", "duyet", true),
        ("to", "chuc", false),
        ("tham", "muu", false),
    ];
    let mut at = start;
    let (mut issues, mut verbs) = (false, false);
    while at > 1 {
        let (last, before) = (&tokens[at - 1], &tokens[at - 2]);
        if let Some((.., main)) =
            PAIRS.iter().find(|(a, b, _)| before.fold == *a && last.fold == *b)
        {
            issues |= main;
            verbs = true;
            at -= 2;
        } else if verbs && matches!(last.key.as_str(), "đã" | "vừa" | "cũng" | "và" | ",") {
            at -= 1;
        } else if matches!(last.key.as_str(), "có" | "gửi" | "ký") && at == start {
            issues = true;
            at -= 1;
        } else {
            break;
        }
    }
    issues.then_some(at)
}

/// A body's name that ends right at `end`; `owned` asks for `của` before it.
fn body_before(tokens: &[Token<'_>], end: usize, owned: bool) -> Option<(usize, usize)> {
    (end.saturating_sub(REACH)..end).find_map(|from| {
        let of = from.checked_sub(1).is_some_and(|i| tokens[i].key == "của");
        // The longest name that ends there, but never from the middle of another's.
        let begins =
            !owned && from.checked_sub(1).is_none_or(|i| opens_clause(&tokens[i])) || owned && of;
        (begins && body(tokens, from) == Some(end)).then_some((from, end))
    })
}

fn opens_clause(before: &Token<'_>) -> bool {
    before.kind == Kind::Mark || !before.capital()
}

/// `... tại Tờ trình số ...`: the body before `tại`, or the one that issued what the decision promulgates.
fn located(tokens: &[Token<'_>], start: usize, number: &Symbol) -> Option<(usize, usize)> {
    // `HĐND xã phê chuẩn tại Nghị quyết số ...`; what somebody else's paper proposed may be approved as well, so that the
    // symbol must bear a body that decides.
    const DECIDED: [(&str, &str); 5] =
        [("phe", "chuan"), ("phe", "duyet"), ("thong", "qua"), ("quyet", "dinh"), ("quy", "dinh")];
    let at = start.checked_sub(1).filter(|i| matches!(tokens[*i].key.as_str(), "tại" | "theo"))?;
    if tokens[at].key == "theo" {
        return None;
    }
    let clause = clause_start(tokens, at);
    let own = number.codes.iter().any(|code| ["UBND", "HĐND", "TTg", "CP"].contains(&&**code));
    let decides = |i: &usize| {
        let pair = (tokens[*i].fold.as_str(), tokens.get(i + 1).map_or("", |t| t.fold.as_str()));
        pair == ("ban", "hanh") || own && DECIDED.contains(&pair)
    };
    let issuer = |verb: usize| {
        let verb = verb - usize::from(verb > clause && tokens[verb - 1].key == "đã");
        body_before(tokens, verb, false)
    };
    (clause..at)
        .filter(decides)
        .find_map(issuer)
        .or_else(|| body_before(tokens, at, true).filter(|(from, _)| proposed(tokens, *from)))
}

/// `các Quyết định của Giám đốc Sở A: Số 12/QĐ-SA ngày ...; số 15/QĐ-SA ngày ...`: the body before the colon issued
/// what is listed after it by number alone. A later number must share a code with the first; any other stands in
/// one of the titles.
fn listed(tokens: &[Token<'_>], start: usize, number: &Symbol) -> Option<(usize, usize)> {
    if tokens.get(start)?.fold != "so" {
        return None;
    }
    let before = start.checked_sub(1)?;
    let colon = (start.saturating_sub(LIST_REACH)..start)
        .rev()
        .take_while(|i| !tokens[*i].is('.'))
        .find(|i| tokens[*i].is(':'))?;
    if before != colon {
        let (first, _) = symbol(tokens, colon + 2)?;
        let akin = first.codes.iter().any(|code| number.codes.contains(code));
        let joint = tokens[before].is(',') || tokens[before].is(';') || tokens[before].key == "và";
        if !akin || !joint {
            return None;
        }
    }
    body_before(tokens, colon, true)
}

/// No list of numbers is looked back in further than this many tokens.
const LIST_REACH: usize = 120;

/// `đề nghị của`, `báo cáo của`: what a body has written itself; also `...; của Sở B`, after another's.
fn proposed(tokens: &[Token<'_>], from: usize) -> bool {
    const WRITTEN: [&str; 7] = ["nghị", "kiến", "cáo", "luận", "xuất", "đạo", "báo"];
    let written = |before: usize| {
        before > 0
            && tokens[before].key == "của"
            && WRITTEN.contains(&tokens[before - 1].key.as_str())
    };
    let Some(of) = from.checked_sub(1) else { return false };
    let listed = of > 0 && (tokens[of - 1].is(';') || tokens[of - 1].is(','));
    written(of) || listed && (of.saturating_sub(80)..of).any(written)
}

fn clause_start(tokens: &[Token<'_>], at: usize) -> usize {
    (at.saturating_sub(60)..at)
        .rev()
        .find(|i| tokens[*i].is(';') || (tokens[*i].is('.') && tokens[*i + 1].capital()))
        .map_or(at.saturating_sub(60), |i| i + 1)
}

/// A date that ends right before `from`, a comma between.
fn date_before(tokens: &[Token<'_>], from: usize) -> Option<Date> {
    let end = from - usize::from(from > 0 && tokens[from - 1].is(','));
    (end.saturating_sub(8)..end)
        .filter(|i| tokens[*i].fold == "ngay")
        .find_map(|i| date(tokens, i).filter(|(_, stop)| *stop == end))
        .map(|(found, _)| found)
}

/// Whether a body may have issued a document of this symbol: a people's council issues no decision of a people's
/// committee. Only codes that name a kind of body beyond doubt are compared.
fn may_issue(name: &[Token<'_>], symbol: &Symbol) -> bool {
    const KINDS: [(&str, &[&str]); 6] = [
        ("UBND", &["ubnd", "uy ban nhan dan"]),
        ("HĐND", &["hdnd", "hoi dong nhan dan"]),
        ("CP", &["chinh phu"]),
        ("TTg", &["thu tuong", "thu tuong chinh phu"]),
        ("BCĐ", &["bcd", "ban chi dao"]),
        ("QH", &["quoc hoi"]),
    ];
    let words: Vec<&str> = name.iter().map(|t| t.fold.as_str()).collect();
    let name = format!(" {} ", words.join(" "));
    // The Office passes on what the Government and its Prime Minister say, under its own number.
    let own_office = name.trim_start().starts_with("van phong");
    if symbol.codes.iter().any(|code| code == "VPCP") {
        return own_office || !name.contains(" chinh phu ");
    }
    if own_office && symbol.codes.iter().any(|code| code == "CP") {
        return false;
    }
    let Some((_, spelled)) = KINDS.iter().find(|(code, _)| {
        symbol.codes.iter().any(|c| c.trim_end_matches(char::is_numeric) == *code)
    }) else {
        return !KINDS[..2].iter().any(|(_, s)| s.iter().any(|s| name.contains(s)))
            || symbol
                .codes
                .iter()
                .any(|code| code.contains("VP") || code.contains("CV") || code.len() > 4);
    };
    spelled.iter().any(|s| name.contains(&format!(" {s} ")))
}

/// Words that say how a document relates to what it cites.
static RELATIONS: LazyLock<Vec<(Phrases, &'static str)>> = LazyLock::new(|| {
    let row = |phrase: &str, relation| (Phrases::new(&[phrase]), relation);
    vec![
        row("căn cứ", "căn cứ"),
        row("trên cơ sở", "căn cứ"),
        row("xét", "xét"),
        row("sửa đổi , bổ sung", "sửa đổi, bổ sung"),
        row("sửa đổi", "sửa đổi"),
        row("bổ sung", "bổ sung"),
        row("thay thế", "thay thế"),
        row("bãi bỏ", "bãi bỏ"),
        row("hướng dẫn", "hướng dẫn"),
        row("kèm theo", "ban hành kèm theo"),
        row("triển khai thực hiện", "thực hiện"),
        row("thực hiện", "thực hiện"),
        row("triển khai", "thực hiện"),
        row("quán triệt", "thực hiện"),
        row("theo", "theo"),
        row("tại", "theo"),
    ]
});

/// The nearest relation word before a citation, in its clause.
pub(super) fn relation(tokens: &[Token<'_>], start: usize) -> Option<&'static str> {
    let from = start.saturating_sub(14);
    let near = (from..start)
        .rev()
        .take_while(|i| !tokens[*i].is('.') && !tokens[*i].is(';'))
        .find_map(|i| {
            let (_, name) = RELATIONS.iter().find(|(words, _)| words.at(tokens, i).is_some())?;
            // `xem xét` looks into a thing, `Xét Tờ trình` goes by it.
            if *name == "xét" && i > 0 && tokens[i - 1].key == "xem" {
                return None;
            }
            let amended = *name == "bổ sung"
                && i > 2
                && tokens[i - 1].is(',')
                && tokens[i - 2].fold == "doi"
                && tokens[i - 3].fold == "sua";
            Some((i, if amended { "sửa đổi, bổ sung" } else { *name }))
        });
    match near {
        Some((at, name)) if !of_another(tokens, at, name) => Some(name),
        // Items of one long list of bases share the word it opens with.
        _ => {
            let opens = &RELATIONS[0].0;
            (opens.at(tokens, 0).is_some() || opens.at(tokens, 1).is_some()).then_some("căn cứ")
        }
    }
}

/// Whether the relation word at `at` tells what another document does: `được sửa đổi, bổ sung bởi ...`,
/// `Luật sửa đổi, bổ sung một số điều của ...`, `các nghị định hướng dẫn ...`.
fn of_another(tokens: &[Token<'_>], at: usize, relation: &str) -> bool {
    const BETWEEN: [&str; 15] = [
        "quy", "dinh", "chi", "tiet", "va", ",", "sua", "doi", "bo", "sung", "huong", "dan", "thi",
        "hanh", "phap",
    ];
    let suffered = tokens[at.saturating_sub(4)..at]
        .iter()
        .any(|token| matches!(token.key.as_str(), "được" | "bị"));
    let changes = matches!(
        relation,
        "sửa đổi, bổ sung" | "sửa đổi" | "bổ sung" | "thay thế" | "bãi bỏ" | "hướng dẫn"
    );
    let by_norm = (at.saturating_sub(9)..at).any(|i| {
        doc_type(tokens, i).is_some_and(|(name, after)| {
            let norm = matches!(
                name,
                "Luật" | "Bộ luật" | "Pháp lệnh" | "Nghị định" | "Thông tư" | "Văn bản"
            );
            norm && after <= at
                && tokens[after..at].iter().all(|t| BETWEEN.contains(&t.fold.as_str()))
        })
    });
    suffered || changes && by_norm
}

/// `(Ban hành kèm theo Quyết định số ...`, `(Kèm theo ...`: the line under an annex's title.
pub(super) fn is_caption(tokens: &[Token<'_>], start: usize) -> bool {
    let from = start.saturating_sub(8);
    let open = (from..start).rev().find(|i| tokens[*i].is('(')).or((start < 6).then_some(0));
    open.is_some_and(|open| {
        let words: Vec<&str> = tokens[open..start].iter().map(|t| t.fold.as_str()).collect();
        words.windows(2).any(|pair| pair == ["kem", "theo"])
    })
}
