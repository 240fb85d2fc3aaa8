//! Citations of one document become one entry.

use std::collections::BTreeMap;

use vanban_document::Document;
use vanban_record::{Header, Reference, Role};
use vanban_text::{Span, fold, quoted};

use super::cite::{Citation, Form, type_of};
use super::congress::Congress;
use super::role::Roles;
use crate::at;
use crate::issuer::level;
use crate::symbol::Symbol;

/// An entry in the making.
struct Entry {
    reference: Reference,
    /// Numbers this entry answers to when cited by type and number alone.
    short: Option<(String, String)>,
    mentions: Vec<Span>,
}

/// One entry for each distinct document, in order of first mention.
pub(super) fn merge(
    document: &Document,
    header: &Header,
    roles: &Roles,
    citations: Vec<Citation>,
) -> Vec<Reference> {
    let mut merger = Merger { document, roles, entries: Vec::new(), by_key: BTreeMap::new() };
    let own = own_key(header);
    let mut shorts = Vec::new();
    for citation in citations {
        if is_own(&citation, header, own.as_deref()) {
            continue;
        }
        if let Form::Short(_) = citation.form {
            shorts.push(citation);
        } else {
            merger.add(&citation);
        }
    }
    for citation in shorts {
        merger.add_short(&citation);
    }
    merger.finish()
}

struct Merger<'d> {
    document: &'d Document,
    roles: &'d Roles,
    entries: Vec<Entry>,
    by_key: BTreeMap<String, Vec<usize>>,
}

impl Merger<'_> {
    fn add(&mut self, citation: &Citation) {
        let fresh = self.reference(citation);
        let keys = keys(citation, &fresh);
        // Of laws of one name that differ in their years, a mention without year is of the one spoken of last.
        let known = keys
            .iter()
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .filter(|i| same_document(&self.entries[**i].reference, &fresh))
            .copied()
            .reduce(|a, b| if self.later_law(a, b) { b } else { a })
            .or_else(|| self.law_spoken_of(citation, &fresh));
        let index = if let Some(index) = known {
            complete(&mut self.entries[index].reference, fresh);
            index
        } else {
            let short = fresh.number.as_ref().map(|n| (base_type(&fresh.doc_type), n.clone()));
            self.entries.push(Entry { reference: fresh, short, mentions: Vec::new() });
            self.entries.len() - 1
        };
        for key in keys {
            let places = self.by_key.entry(key).or_default();
            if !places.contains(&index) {
                places.push(index);
            }
        }
        self.entries[index].mentions.push(citation.span);
    }

    /// The numbered law whose name a mention without number goes beyond: `việc thực hiện Luật An toàn thực phẩm ở cơ sở`.
    fn law_spoken_of(&self, citation: &Citation, fresh: &Reference) -> Option<usize> {
        const ON: [&str; 8] = ["ở", "tại", "trên", "trong", "đối", "cho", "đến", "tới"];
        let Form::Law(None) = citation.form else { return None };
        let said = fresh.title.as_deref()?.to_lowercase();
        self.entries.iter().position(|entry| {
            let law = &entry.reference;
            let numbered = law.symbol.is_some() && law.doc_type == fresh.doc_type;
            let name = law.title.as_deref().map(str::to_lowercase).unwrap_or_default();
            let rest = said.strip_prefix(&name).filter(|_| numbered && !name.is_empty());
            rest.and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|rest| ON.contains(&rest.split(' ').next().unwrap_or_default()))
        })
    }

    /// Whether the entries are laws and `b` was cited after `a`.
    fn later_law(&self, a: usize, b: usize) -> bool {
        let last = |i: usize| self.entries[i].mentions.last().map(|span| span.start);
        self.entries[b].reference.doc_type.ends_with("uật") && last(b) > last(a)
    }

    /// A bare number means the document of that type and number; a scheme needs none.
    fn add_short(&mut self, citation: &Citation) {
        let Form::Short(number) = &citation.form else { return };
        let name = citation.doc_type.unwrap_or_default();
        let wanted = (base_type(name), number.clone());
        let full = self.entries.iter().position(|entry| entry.short.as_ref() == Some(&wanted));
        if let Some(index) = full {
            let fresh = self.reference(citation);
            if self.entries[index].reference.title.is_none() {
                self.entries[index].reference.title = fresh.title;
            }
            self.entries[index].mentions.push(citation.span);
        } else if name == "Đề án" || (stands_alone(name, number) && !self.damaged()) {
            let mut reference = self.reference(citation);
            reference.number = Some(number.clone());
            reference.symbol = Some(number.clone());
            self.entries.push(Entry {
                reference,
                short: Some(wanted),
                mentions: vec![citation.span],
            });
        }
    }

    /// Whether so much was repaired that a bare number may be a misread one.
    fn damaged(&self) -> bool {
        self.document.repair.changed * 5 > self.document.repair.syllables
    }

    fn reference(&self, citation: &Citation) -> Reference {
        let text = &self.document.text;
        let words = |span: Span| Some(quoted(span.of(text))).filter(|words| !words.is_empty());
        let symbol = match &citation.form {
            Form::Symbol(symbol) | Form::Law(Some(symbol)) => Some(symbol),
            _ => None,
        };
        let doc_type = citation.doc_type.or(symbol.map(type_of)).unwrap_or("Văn bản");
        let repair = self.document.repair_confidence(citation.span);
        Reference {
            doc_type: doc_type.to_owned(),
            number: symbol.and_then(|symbol| symbol.number.clone()),
            symbol: symbol.and_then(|symbol| full_symbol(symbol, doc_type)),
            date: citation.date.map(crate::date::Date::iso),
            year: citation.year,
            issuer: citation.issuer.and_then(words),
            title: citation.title.and_then(words),
            role: self.roles.role(citation.span),
            relation: citation.relation.map(str::to_owned),
            confidence: confidence(citation) * repair,
            ..Reference::default()
        }
    }

    fn finish(mut self) -> Vec<Reference> {
        for entry in &mut self.entries {
            entry.mentions.sort_unstable();
            entry.mentions.dedup();
        }
        self.entries.sort_by_key(|entry| entry.mentions[0]);
        let publish = |(i, entry): (usize, Entry)| {
            let mut reference = entry.reference;
            reference.id = format!("r{}", i + 1);
            reference.mentions = entry.mentions.len() as u32;
            let basis = entry.mentions.iter().any(|span| self.roles.role(*span) == Role::Basis);
            // Nothing rests on what this document puts an end to.
            let ended = matches!(reference.relation.as_deref(), Some("bãi bỏ" | "thay thế"));
            reference.role = if basis && !ended { Role::Basis } else { Role::Mention };
            reference.mentions_at =
                entry.mentions.iter().map(|span| at(self.document, *span)).collect();
            reference.at = reference.mentions_at[0].clone();
            reference
        };
        self.entries.into_iter().enumerate().map(publish).collect()
    }
}

/// The symbol with its type code as the decree spells it: the named type proves the mark that recognition lost.
fn full_symbol(symbol: &Symbol, doc_type: &str) -> Option<String> {
    let full = symbol.full.clone()?;
    let code = &symbol.codes[0];
    match crate::doc_type::respelled(code, doc_type) {
        Some(canon) => Some(full.replacen(code.as_str(), canon, 1)),
        None => Some(full),
    }
}

/// What a citation may be known by: its symbol, and a law's name.
fn keys(citation: &Citation, reference: &Reference) -> Vec<String> {
    let mut keys = Vec::new();
    if let Some(symbol) = &reference.symbol {
        keys.push(format!("symbol {}", symbol_key(symbol)));
    }
    if matches!(citation.form, Form::Law(_) | Form::Title) {
        let title = reference.title.as_deref().unwrap_or_default();
        keys.push(format!("title {} {}", reference.doc_type, fold(title)));
        if let Some(congress) = congress(reference) {
            keys.push(format!("congress {}", congress.level));
        }
    }
    keys
}

/// Symbols compare without marks and case (`QĐ-TTG` in a title of capitals is `QĐ-TTg`), and without the hyphens
/// that line breaks swallow (`118/2025/NĐCP`).
fn symbol_key(symbol: &str) -> String {
    fold(symbol).replace('-', "")
}

/// One symbol, two documents: numbers start again every year and in every body, so years or levels that differ tell
/// two documents apart, and so do two places of one level.
fn same_document(known: &Reference, fresh: &Reference) -> bool {
    if let (Some(a), Some(b)) = (congress(known), congress(fresh))
        && !a.agrees(&b)
    {
        return false;
    }
    if let (Some(a), Some(b)) = (&known.symbol, &fresh.symbol)
        && symbol_key(a) != symbol_key(b)
    {
        return false;
    }
    if let (Some(a), Some(b)) = (&known.date, &fresh.date)
        && a[..4] != b[..4]
    {
        return false;
    }
    let named = known.year.is_some() || fresh.year.is_some();
    if named
        && let (Some(a), Some(b)) = (year(known), year(fresh))
        && a != b
    {
        return false;
    }
    let (Some(a), Some(b)) = (&known.issuer, &fresh.issuer) else { return true };
    let (a_level, b_level) = (level(a), level(b));
    if a_level.is_some() && b_level.is_some() && a_level != b_level && known.date != fresh.date {
        return false;
    }
    true
}

/// The congress whose resolution the reference is.
fn congress(reference: &Reference) -> Option<Congress> {
    let resolution = reference.doc_type == "Nghị quyết" && reference.symbol.is_none();
    reference.title.as_deref().filter(|_| resolution).and_then(Congress::of)
}

/// The year that date, number (`31/2024/QH15`) or name state.
fn year(reference: &Reference) -> Option<u16> {
    let dated = reference.date.as_ref().and_then(|date| date.get(..4)?.parse().ok());
    let numbered = || reference.symbol.as_ref()?.split('/').nth(1)?.parse().ok();
    dated.or_else(numbered).or(reference.year)
}

/// Takes over what a later citation knows better: a missing field, a fuller form of the same name.
fn complete(known: &mut Reference, fresh: Reference) {
    if known.date.is_none() {
        known.date = fresh.date;
    }
    let joints = |symbol: &Option<String>| {
        symbol.as_ref().map_or(0, |symbol| symbol.matches(['-', '/']).count())
    };
    if known.number.is_none() || joints(&fresh.symbol) > joints(&known.symbol) {
        known.number = fresh.number;
        known.symbol = fresh.symbol;
    }
    known.year = known.year.or(fresh.year);
    take_fuller(&mut known.issuer, fresh.issuer);
    match (&known.title, &fresh.title) {
        (None, Some(_)) => known.title = fresh.title,
        (Some(a), Some(b)) if in_capitals(a) && !in_capitals(b) => known.title = fresh.title,
        _ => {}
    }
    known.relation = known.relation.take().or(fresh.relation);
    known.confidence = known.confidence.max(fresh.confidence);
}

/// `UBND phường` gives way to `UBND phường Tân An`, but not to another name.
fn take_fuller(known: &mut Option<String>, fresh: Option<String>) {
    let Some(fresh) = fresh else { return };
    let better = match known {
        None => true,
        Some(name) if in_capitals(name) && !in_capitals(&fresh) => true,
        Some(name) => {
            let (short, long) = (fold(name), fold(&fresh));
            long.len() > short.len() && long.starts_with(&format!("{short} "))
        }
    };
    if better {
        *known = Some(fresh);
    }
}

fn in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

fn own_key(header: &Header) -> Option<String> {
    header.symbol.as_deref().map(symbol_key)
}

/// The document's own number: in its letterhead, or in the caption of an annex, where recognition may have misread a
/// digit but not the codes.
fn is_own(citation: &Citation, header: &Header, own: Option<&str>) -> bool {
    let Form::Symbol(Symbol { full: Some(full), suffix, .. }) = &citation.form else {
        let title = header.at.get("doc_type");
        return title.is_some_and(|title| title.start == citation.span.start);
    };
    let captioned = citation.caption
        && header.symbol_suffix.as_deref().is_some_and(|own| fold(own) == fold(suffix));
    captioned || own == Some(&symbol_key(full))
}

/// The first words of a type: `Kế hoạch hành động` and `Kế hoạch` answer to one short form.
fn base_type(name: &str) -> String {
    name.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// Well-known short names that stand for themselves: two digits or more after a programme or a resolution.
fn stands_alone(name: &str, number: &str) -> bool {
    matches!(name, "Chương trình" | "Nghị quyết" | "Chỉ thị" | "Kết luận" | "Dự án")
        && number.len() >= 2
}

fn confidence(citation: &Citation) -> f32 {
    match &citation.form {
        Form::Symbol(symbol) => {
            0.99 - if citation.doc_type.is_none() { 0.06 } else { 0.0 }
                - if symbol.is_certain() { 0.0 } else { 0.1 }
        }
        Form::Law(Some(_)) => 0.98,
        Form::Law(None) => 0.93,
        Form::Short(_) => 0.9,
        Form::Title => 0.85,
    }
}
