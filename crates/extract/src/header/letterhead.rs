//! Phần mở đầu: issuing body, number and symbol, place and date, marks of secrecy and urgency.

use vanban_document::{Document, Structure};
use vanban_text::{Span, fold};

use super::Found;
use super::lines::{Line, in_capitals, lines};
use crate::date::{Date, date};
use crate::doc_type::doc_type_before;
use crate::symbol::{Symbol, blank_symbol, symbol};
use crate::token::{Kind, Token, tokens};

/// What a letterhead states.
#[derive(Clone, Debug, Default)]
pub(super) struct Letterhead {
    pub symbol: Option<Found<Symbol>>,
    pub date: Option<Found<Date>>,
    pub place: Option<Found<String>>,
    /// Lines of the issuing bodies, upper body first, in capitals as they stand.
    pub issuer: Option<Found<Vec<String>>>,
    /// `V/v ...` under the number: the document is an official letter (công văn).
    pub subject: Option<Found<String>>,
    pub urgency: Option<Found<String>>,
    pub secrecy: Option<Found<String>>,
}

/// Quốc hiệu, and the Party's line in its place.
const MOTTOS: [&[&str]; 3] = [
    &["cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam"],
    &["doc", "lap", "-", "tu", "do", "-", "hanh", "phuc"],
    &["dang", "cong", "san", "viet", "nam"],
];

/// Reads the letterhead: what stands before the type line, or before the address of an official letter.
pub(super) fn letterhead(document: &Document, structure: &Structure) -> Letterhead {
    let region = region(document, structure);
    let all = lines(document, region);
    let cut = tokens(&document.text, region);
    let symbol = numbered(&cut);
    let anchored = all.iter().any(is_motto) || structure.zones.letterhead.is_some();
    let dated = dated(&cut).filter(|dated| anchored || dated.place.is_some());
    Letterhead {
        symbol,
        date: dated.as_ref().and_then(|dated| dated.date.clone()),
        place: dated.and_then(|dated| dated.place),
        issuer: issuer_lines(document, &all),
        subject: subject(&all),
        urgency: mark(&all, &["hoa toc", "thuong khan", "hoa toc hen gio", "khan"]),
        secrecy: mark(&all, &["tuyet mat", "toi mat", "mat"]),
    }
}

/// From the national motto back to the issuing body above it, on to the end of the letterhead.
fn region(document: &Document, structure: &Structure) -> Span {
    let zones = &structure.zones;
    let end = zones
        .letterhead
        .map(|zone| zone.end)
        .or(zones.type_line.map(|line| line.start))
        .or(zones.preamble.or(zones.body).map(|body| body.start).filter(|start| *start > 0))
        .unwrap_or_else(|| address(document));
    let mut all = lines(document, Span::new(0, end));
    if !all.iter().any(is_motto) {
        let more = lines(document, Span::new(end, (end + 500).min(document.text.len())))
            .into_iter()
            .take(5);
        let column: Vec<Line> = more.collect();
        if column.iter().any(is_motto) {
            all.extend(column);
        }
    }
    // An official letter is addressed before anything that could be taken for a type line; a reader that goes column
    // by column may put the motto and the date after that line.
    let address = all.iter().position(|line| fold(&line.text).starts_with("kinh gui"));
    let motto = all.iter().take(address.map_or(all.len(), |i| i + 5)).position(is_motto);
    let last = match (address, motto) {
        (Some(address), Some(motto)) if motto > address => (motto + 4).min(all.len()),
        (Some(address), _) => address,
        (None, _) => all.len(),
    };
    let end = match all.get(last) {
        Some(line) => line.span.start.max(1),
        None => all.last().map_or(end, |line| line.span.end.max(end)),
    };
    let all = &all[..last];
    let party =
        || all.iter().position(|line| fold(&line.text).starts_with("dang cong san viet nam"));
    let Some(anchor) = motto.or_else(party) else { return Span::new(0, end) };
    // The left column may come first: body, number, subject. What stands above them is a web page's furniture.
    let number = all[..anchor].iter().rev().take(12).position(|line| is_number_line(&line.text));
    let base = number.map_or(anchor, |back| anchor - 1 - back);
    let above = all[..base].iter().rev().take(8).take_while(|line| in_capitals(&line.text)).count();
    Span::new(all[base - above].span.start, end)
}

fn is_motto(line: &Line) -> bool {
    fold(&line.text).contains("cong hoa xa hoi")
}

/// `Số: 31/KH-UBND`
fn is_number_line(line: &str) -> bool {
    let folded = fold(line);
    folded.starts_with("so:") || folded.starts_with("so ") && folded.contains('/') || folded == "so"
}

/// Where an official letter without any other mark is addressed; else the end of what may be a letterhead.
fn address(document: &Document) -> usize {
    const REACH: usize = 60;
    let mut at = 0;
    for line in document.text.split_inclusive('\n').take(REACH) {
        if fold(line.trim_start_matches(['*', ' '])).starts_with("kinh gui") {
            break;
        }
        at += line.len();
    }
    at
}

/// `Số: 31/KH-UBND`, `Số 19-NQ/TW`, `Số:    /KH-UBND`.
fn numbered(tokens: &[Token<'_>]) -> Option<Found<Symbol>> {
    let found = tokens.iter().enumerate().find_map(|(i, token)| {
        let announces = token.key == "số" || token.text == "So" || token.text == "SO";
        // `Nghị quyết số ...` cites another document.
        if !announces || doc_type_before(tokens, i).is_some() {
            return None;
        }
        let mut at = i + 1;
        while tokens.get(at).is_some_and(|t| t.is(':') || t.is('.') || t.is('…')) {
            at += 1;
        }
        let filled = symbol(tokens, at);
        filled.or_else(|| blank_symbol(tokens, i + 1)).map(|(found, _)| found)
    });
    found.map(|symbol| {
        let span = symbol.span;
        Found::new(symbol, span, 0.99)
    })
}

struct Dated {
    date: Option<Found<Date>>,
    place: Option<Found<String>>,
}

/// `Cần Giuộc, ngày 05 tháng 8 năm 2026`: of several dates the one with a place before it.
fn dated(tokens: &[Token<'_>]) -> Option<Dated> {
    let mut best: Option<Dated> = None;
    for i in 0..tokens.len() {
        if tokens[i].fold != "ngay" {
            continue;
        }
        let read = date(tokens, i);
        let place = place_before(tokens, i);
        let blank = tokens
            .get(i + 1)
            .is_some_and(|t| t.fold == "thang" || t.is('.') || t.is('…') || t.is('/'));
        let dated = Dated {
            date: read.map(|(date, end)| {
                Found::new(date, tokens[i].span.cover(tokens[end - 1].span), 0.99)
            }),
            place,
        };
        if dated.place.is_some() && (dated.date.is_some() || blank) {
            return Some(dated);
        }
        let spelled = tokens.get(i + 2).is_some_and(|t| t.fold.starts_with("thang"));
        if best.is_none() && dated.date.is_some() && spelled {
            best = Some(dated);
        }
    }
    best
}

/// The capitalised words right before `, ngày`.
fn place_before(tokens: &[Token<'_>], day: usize) -> Option<Found<String>> {
    let comma = day.checked_sub(1)?;
    let end = if tokens[comma].is(',') { comma } else { day };
    let mut start = end;
    while start > 0 && end - start < 7 {
        let token = &tokens[start - 1];
        let name = token.kind == Kind::Word && token.capital() && !is_capitals_word(token);
        let dash = token.is('-')
            && start < end
            && start > 1
            && tokens[start - 2].capital()
            && !tokens[start - 2].capitals();
        let dot =
            token.is('.') && start > 1 && matches!(tokens[start - 2].fold.as_str(), "tp" | "tx");
        let level = token.key == "phố" || (token.key == "thành" && start < end);
        let short = matches!(token.text, "TP" | "TX") && start < end;
        if !(name || dash || dot || level || short) {
            break;
        }
        start -= 1;
    }
    if start == end || (end == day && end - start < 2) {
        return None;
    }
    let span = tokens[start].span.cover(tokens[end - 1].span);
    let words: Vec<&str> = tokens[start..end].iter().map(|t| t.text).collect();
    let name = words.join(" ").replace(" . ", ". ").replace("TP .", "TP.");
    Some(Found::new(name, span, if tokens[comma].is(',') { 0.99 } else { 0.8 }))
}

/// Words of the motto stand in capitals beside the place, codes of a broken symbol (`220/CĐ-⏎TTg`) have two; a
/// place has one.
fn is_capitals_word(token: &Token<'_>) -> bool {
    let capitals = token.text.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && !matches!(token.text, "TP" | "TX")
}

/// Lines in capitals before the number that are not motto, rule or mark.
fn issuer_lines(document: &Document, all: &[Line]) -> Option<Found<Vec<String>>> {
    let mut open = vec![MOTTOS[0], MOTTOS[1], MOTTOS[2]];
    let mut names: Vec<String> = Vec::new();
    let mut span: Option<Span> = None;
    let anchored = all.iter().any(|line| fold(&line.text).contains("cong hoa xa hoi"))
        || all.iter().any(|line| fold(&line.text).contains("dang cong san"));
    for line in all {
        let words = without_mottos(&line.text, &mut open);
        if is_number_line(&words) {
            break;
        }
        if words.is_empty() || is_mark(&words) || stands_for_motto(all, &words) {
            continue;
        }
        if !in_capitals(&words) || words.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            // Without a motto nothing holds stray lines together.
            if !anchored && !names.is_empty() {
                break;
            }
            continue;
        }
        names.push(words);
        span = Some(span.map_or(line.span, |all| all.cover(line.span)));
        if names.len() > 5 {
            break;
        }
    }
    let span = span?;
    debug_assert!(span.end <= document.text.len());
    Some(Found::new(names, span, 0.97))
}

/// Whether a line of the Youth Union's letterhead is the name that stands where others have the motto.
fn stands_for_motto(all: &[Line], words: &str) -> bool {
    let youth = ["doan tncs ho chi minh", "doan thanh nien cong san ho chi minh"];
    let own = ["bch doan", "ban chap hanh doan", "ban thuong vu", "btv", "tinh doan", "thanh doan"];
    let issues = |line: &Line| own.iter().any(|name| fold(&line.text).starts_with(name));
    youth.contains(&fold(words).as_str()) && all.iter().any(issues)
}

/// The line without the words of mottos; a motto that the column wraps goes on in the next line.
fn without_mottos(line: &str, open: &mut [&'static [&'static str]]) -> String {
    let cut = tokens(line, Span::new(0, line.len()));
    let folds: Vec<&str> =
        cut.iter().map(|t| if t.is('–') { "-" } else { t.fold.as_str() }).collect();
    let mut keep = vec![true; cut.len()];
    for rest in open.iter_mut() {
        let whole = MOTTOS.iter().any(|motto| motto == rest);
        let found = (0..folds.len()).find_map(|at| {
            let same = folds[at..].iter().zip(rest.iter()).take_while(|(a, b)| a == b).count();
            let enough = if whole {
                same >= 3.min(rest.len())
            } else {
                same == rest.len() || at + same == folds.len()
            };
            (same > 0 && enough).then_some((at, same))
        });
        let Some((at, same)) = found else { continue };
        keep[at..at + same].fill(false);
        *rest = &rest[same..];
        if rest.is_empty() {
            *rest = &["\u{0}"];
        }
    }
    let kept: Vec<&Token<'_>> =
        cut.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(t, _)| t).collect();
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return String::new() };
    if kept.len() == cut.len() {
        return line.trim().to_owned();
    }
    // What is kept is one stretch: the motto stands at one side of it.
    line[first.span.start..last.span.end].trim_matches([' ', '-', '–']).to_owned()
}

fn is_mark(words: &str) -> bool {
    let folded = fold(words);
    ["mat", "toi mat", "tuyet mat", "khan", "thuong khan", "hoa toc", "du thao", "dự thảo"]
        .contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The words after `V/v`, over the lines of their column.
fn subject(all: &[Line]) -> Option<Found<String>> {
    let about = |line: &Line| {
        let cut = tokens(&line.text, Span::new(0, line.text.len()));
        let marked = cut.len() > 2 && cut[0].fold == "v" && cut[1].is('/') && cut[2].fold == "v";
        let words = cut.iter().skip(3).find(|t| !t.is(':') && !t.is('.'));
        marked.then(|| words.map_or(line.text.len(), |t| t.span.start))
    };
    let (first, start) = all.iter().enumerate().find_map(|(i, line)| Some((i, about(line)?)))?;
    let mut words = all[first].text[start..].to_owned();
    let mut span = all[first].span;
    for line in all[first + 1..].iter().take(7) {
        let cut = tokens(&line.text, Span::new(0, line.text.len()));
        let day = cut.iter().position(|t| t.fold == "ngay");
        let dated = day.is_some_and(|day| place_before(&cut, day).is_some());
        let motto = MOTTOS.iter().any(|motto| {
            cut.first().is_some_and(|t| t.fold == motto[0]) && in_capitals(&line.text)
        });
        if dated
            || motto
            || fold(&line.text).starts_with("kinh gui")
            || fold(&line.text).starts_with("doc lap")
        {
            break;
        }
        words = format!("{words} {}", line.text);
        span = span.cover(line.span);
    }
    let words = vanban_text::quoted(&words);
    (!words.is_empty()).then(|| Found::new(words, span, 0.95))
}

/// A line that is one of the marks.
fn mark(all: &[Line], marks: &[&str]) -> Option<Found<String>> {
    all.iter().take(30).find_map(|line| {
        let folded = fold(&line.text);
        let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
        (marks.contains(&word) && in_capitals(&line.text))
            .then(|| Found::new(line.text.clone(), line.span, 0.9))
    })
}
