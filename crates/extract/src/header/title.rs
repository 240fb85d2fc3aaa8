//! Trích yếu, the plan's year, and the document that this one promulgates.

use vanban_document::{Document, Structure};
use vanban_record::AttachedDocument;
use vanban_text::{Span, fold, quoted};

use super::Found;
use super::lines::{clean, lines};
use crate::at;
use crate::doc_type;
use crate::issuer::body;
use crate::token::{Kind, Token, tokens};

/// The title without the type; of an official letter its subject.
pub(super) fn title(
    document: &Document,
    structure: &Structure,
    subject: Option<&Found<String>>,
) -> Option<Found<String>> {
    if let Some(subject) = subject {
        return Some(subject.clone());
    }
    let span = structure.zones.title?;
    let title = clean(span.of(&document.text));
    let title = quoted(before_address(&title));
    (!title.is_empty()).then(|| Found::new(title, span, 0.97))
}

/// A telegram's title without the words that address it: `... THỦ TƯỚNG CHÍNH PHỦ điện:`.
fn before_address(title: &str) -> &str {
    let cut = tokens(title, Span::new(0, title.len()));
    let Some(verb) = cut.iter().rposition(|t| t.fold == "dien") else { return title };
    if !cut.get(verb + 1).is_some_and(|t| t.is(':')) {
        return title;
    }
    let sender = (1..verb).find(|from| body(&cut, *from) == Some(verb));
    &title[..cut[sender.unwrap_or(verb)].span.start]
}

/// The year a plan is for: `năm 2027` in its title, else in the sentence of issue. A horizon (`đến năm 2030`) or a
/// period of years is none.
pub(super) fn plan_year(
    document: &Document,
    structure: &Structure,
    doc_type: Option<&str>,
) -> Option<Found<i32>> {
    let zones = &structure.zones;
    let of_title = zones.title.and_then(|span| year(&tokens(&document.text, span)));
    if of_title.is_some() || !matches!(doc_type, Some("Kế hoạch" | "Chương trình" | "Phương án"))
    {
        return of_title;
    }
    let preamble = zones.preamble?;
    let cut = tokens(&document.text, preamble);
    let names =
        |i: &usize| doc_type::doc_type(&cut, *i).is_some_and(|(name, _)| Some(name) == doc_type);
    let own = (0..cut.len()).rev().filter(|i| !quoted_number(&cut, *i)).find(names)?;
    year(&cut[own..])
}

/// Whether the type at `at` is followed by a number: another document.
fn quoted_number(tokens: &[Token<'_>], at: usize) -> bool {
    let after = doc_type::doc_type(tokens, at).map_or(at + 1, |found| found.1);
    let numbered = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Number || t.is(':'));
    numbered(after) || tokens.get(after).is_some_and(|t| t.key == "số") && numbered(after + 1)
}

fn year(tokens: &[Token<'_>]) -> Option<Found<i32>> {
    let of_year = |i: usize| {
        let year: i32 = tokens.get(i + 1)?.text.parse().ok()?;
        let word = &tokens[i];
        let before = i.checked_sub(1).map(|b| tokens[b].fold.as_str());
        let horizon =
            matches!(before, Some("den" | "nhin" | "het" | "truoc" | "sau" | "tu" | "thang"));
        let joined = |j: usize| tokens.get(j).is_some_and(|t| t.is('-') || t.is('–') || t.is('/'));
        // `ngày 05 tháng 8 năm 2026` is a date, `2026-2030` a period.
        let dated = i >= 2 && tokens[i - 1].kind == Kind::Number && tokens[i - 2].fold == "thang";
        let period = joined(i + 2) && tokens.get(i + 3).is_some_and(|t| t.text.len() == 4);
        let plain =
            word.fold == "nam" && !horizon && !dated && !period && (1990..2100).contains(&year);
        plain.then(|| Found::new(year, word.span.cover(tokens[i + 1].span), 0.97))
    };
    (0..tokens.len()).rev().find_map(of_year)
}

/// `KẾ HOẠCH ... (Ban hành kèm theo Quyết định ...)` after a decision.
pub(super) fn attached(document: &Document, structure: &Structure) -> Option<AttachedDocument> {
    let span = structure.zones.attached?;
    let all = lines(document, span);
    let first = all.first()?;
    let cut = tokens(&first.text, Span::new(0, first.text.len()));
    let (name, after) = doc_type::doc_type(&cut, 0)?;
    let rest = cut.get(after).map_or("", |t| &first.text[t.span.start..]);
    let mut title = rest.to_owned();
    for line in &all[1..] {
        let folded = fold(&line.text);
        if line.text.starts_with('(') || folded.contains("kem theo") {
            break;
        }
        title = format!("{title} {}", line.text);
    }
    let title = quoted(title.split(" (Ban hành kèm theo").next().unwrap_or(""));
    (!title.is_empty()).then(|| AttachedDocument {
        doc_type: name.to_owned(),
        title,
        at: at(document, span),
    })
}
