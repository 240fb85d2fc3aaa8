//! Thể thức: letterhead, title, signature block, recipients (Nghị định 30/2020/NĐ-CP, phụ lục I; for the Party's
//! documents Hướng dẫn 36-HD/VPTW).
//!
//! The structure says where the formal parts stand; here their words become fields. What the letterhead lacks may
//! stand in the caption of an annex (`Ban hành kèm theo Kế hoạch số ... ngày ...`) or in the sentence of issue.

mod caption;
mod case;
mod issue;
mod letterhead;
mod lines;
mod recipients;
mod signature;
#[cfg(test)]
mod tests;
mod title;

use std::collections::BTreeMap;

use vanban_document::{Document, Structure};
use vanban_record::{At, Header};
use vanban_text::Span;

use crate::at;
use crate::doc_type;
use crate::references::type_of_symbol;

/// A value and the words it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Found<T> {
    /// The value.
    pub value: T,
    /// Its words.
    pub span: Span,
    /// 0 to 1: how sure its place makes it.
    pub confidence: f32,
}

impl<T> Found<T> {
    fn new(value: T, span: Span, confidence: f32) -> Self {
        Self { value, span, confidence }
    }
}

/// The header's fields as far as the document states them.
pub(crate) fn header(document: &Document, structure: &Structure) -> Header {
    let mut draft =
        Draft { document, header: Header::default(), at: BTreeMap::new(), scores: Vec::new() };
    let head = letterhead::letterhead(document, structure);
    let caption = caption::caption(document, structure);
    draft.symbol(&head, caption.as_ref());
    draft.date(&head, caption.as_ref());
    draft.place(&head);
    draft.doc_type(structure, &head);
    draft.title(structure, &head);
    draft.issuer(structure, &head, caption.as_ref());
    draft.signature(structure);
    draft.marks(&head);
    draft.header.attached = title::attached(document, structure);
    draft.finish()
}

struct Draft<'d> {
    document: &'d Document,
    header: Header,
    at: BTreeMap<String, At>,
    scores: Vec<f32>,
}

impl Draft<'_> {
    /// Takes a value and remembers where it stands.
    fn take<T>(&mut self, field: &str, found: Option<Found<T>>) -> Option<T> {
        let found = found?;
        self.at.insert(field.to_owned(), at(self.document, found.span));
        self.scores.push(found.confidence * self.document.repair_confidence(found.span));
        Some(found.value)
    }

    fn symbol(&mut self, head: &letterhead::Letterhead, caption: Option<&caption::Caption>) {
        let lettered = head.symbol.clone();
        let numbered = lettered.as_ref().is_some_and(|found| found.value.number.is_some());
        let captioned = caption.map(|caption| caption.symbol.clone());
        let best = if numbered {
            lettered
        } else {
            captioned.filter(|c| c.value.number.is_some()).or(lettered)
        };
        let best = best.or_else(|| caption.map(|caption| caption.symbol.clone()));
        let span = best.as_ref().map(|found| found.span);
        let Some(symbol) = self.take("symbol_suffix", best) else { return };
        if let (Some(span), true) = (span, symbol.number.is_some()) {
            for field in ["number", "symbol"] {
                self.at.insert(field.to_owned(), at(self.document, span));
            }
        }
        self.header.number = symbol.number;
        self.header.symbol = symbol.full;
        self.header.symbol_suffix = Some(symbol.suffix);
    }

    fn date(&mut self, head: &letterhead::Letterhead, caption: Option<&caption::Caption>) {
        let best = head.date.clone().or_else(|| caption.and_then(|caption| caption.date.clone()));
        self.header.date = self.take("date", best).map(crate::date::Date::iso);
    }

    fn place(&mut self, head: &letterhead::Letterhead) {
        self.header.place = self.take("place", head.place.clone());
    }

    fn doc_type(&mut self, structure: &Structure, head: &letterhead::Letterhead) {
        let text = &self.document.text;
        let line = structure.zones.type_line.and_then(|span| {
            let name = doc_type::named(&lines::clean(span.of(text)))?;
            Some(Found::new(name, span, 0.99))
        });
        let suffix = self.header.symbol_suffix.as_deref();
        let of_suffix = || {
            let name = type_of_symbol(suffix?);
            let span = self.at.get("symbol_suffix").map(|at| Span::new(at.start, at.end))?;
            Some(Found::new(name, span, 0.9))
        };
        let letter =
            head.subject.as_ref().map(|subject| Found::new("Công văn", subject.span, 0.97));
        let found = letter.or(line).or_else(of_suffix);
        self.header.doc_type = self.take("doc_type", found).map(str::to_owned);
    }

    fn title(&mut self, structure: &Structure, head: &letterhead::Letterhead) {
        let found = title::title(self.document, structure, head.subject.as_ref());
        self.header.title = self.take("title", found);
        let year = title::plan_year(self.document, structure, self.header.doc_type.as_deref());
        self.header.plan_year = self.take("plan_year", year);
    }

    fn issuer(
        &mut self,
        structure: &Structure,
        head: &letterhead::Letterhead,
        caption: Option<&caption::Caption>,
    ) {
        let clues = issue::Clues {
            letterhead: head.issuer.clone(),
            caption: caption.and_then(|caption| caption.issuer.clone()),
            place: self.header.place.as_deref(),
            suffix: self.header.symbol_suffix.as_deref(),
        };
        let found = issue::issuer(self.document, structure, &clues);
        self.header.issuer = self.take("issuer", found);
    }

    fn signature(&mut self, structure: &Structure) {
        let text = self.document;
        self.header.recipients = recipients::recipients(text, structure);
        if let Some(span) =
            structure.zones.recipients.filter(|_| !self.header.recipients.is_empty())
        {
            self.at.insert("recipients".to_owned(), at(text, span));
        }
        let signed = signature::signature(text, structure);
        self.header.signer = self.take("signer", signed.name);
        self.header.signer_position = self.take("signer_position", signed.position);
        self.header.signing_authority = self.take("signing_authority", signed.authority);
        self.header.on_behalf_of = self.take("on_behalf_of", signed.on_behalf);
    }

    fn marks(&mut self, head: &letterhead::Letterhead) {
        self.header.urgency = self.take("urgency", head.urgency.clone());
        self.header.secrecy = self.take("secrecy", head.secrecy.clone());
    }

    fn finish(mut self) -> Header {
        let known = self.scores.len() as f32;
        self.header.confidence =
            if self.scores.is_empty() { 0.0 } else { self.scores.iter().sum::<f32>() / known };
        self.header.at = self.at;
        self.header
    }
}
