//! What of a record can be found: the document, and each of its facts.

use serde::Serialize;
use vanban_record::{At, Comparator, Header, Record, Target};

/// Kinds of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole document.
    Document,
    /// Đề mục: a heading.
    Section,
    /// Văn bản viện dẫn: a document cited.
    Reference,
    /// Chỉ tiêu: a target.
    Target,
    /// Kinh phí: a budget line.
    BudgetLine,
    /// Nhiệm vụ: a task.
    Task,
    /// A finding about the document.
    Diagnostic,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Document,
        Kind::Section,
        Kind::Reference,
        Kind::Target,
        Kind::BudgetLine,
        Kind::Task,
        Kind::Diagnostic,
    ];

    /// All kinds but documents.
    pub const FACTS: [Kind; 6] = [
        Kind::Section,
        Kind::Reference,
        Kind::Target,
        Kind::BudgetLine,
        Kind::Task,
        Kind::Diagnostic,
    ];

    /// Its name in the index and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Section => "section",
            Kind::Reference => "reference",
            Kind::Target => "target",
            Kind::BudgetLine => "budget_line",
            Kind::Task => "task",
            Kind::Diagnostic => "diagnostic",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The entries of one record.
#[derive(Clone, Debug)]
pub struct Entries {
    pub(crate) path: String,
    pub(crate) document: String,
    pub(crate) list: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) page: u32,
    pub(crate) symbol: Option<String>,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Entries {
    /// The entries of `record`, whose restored text is `text`.
    pub fn of(record: &Record, text: &str) -> Entries {
        let document = document_name(&record.header);
        let mut list = vec![Entry {
            kind: Kind::Document,
            id: String::new(),
            page: 1,
            symbol: record.header.symbol.clone(),
            head: words([Some(document.as_str()), record.header.issuer.as_deref()]),
            body: text.to_owned(),
        }];
        list.extend(record.sections.iter().map(|section| {
            let head = words([Some(section.label.as_str()), section.title.as_deref()]);
            fact(Kind::Section, &section.id, &section.at, head, String::new())
        }));
        list.extend(record.references.iter().map(|reference| {
            let name = [Some(reference.doc_type.as_str()), reference.symbol.as_deref()];
            let head = words([Some(words(name).as_str()), reference.title.as_deref()]);
            let issued = words([reference.issuer.as_deref(), reference.date.as_deref()]);
            let entry = fact(Kind::Reference, &reference.id, &reference.at, head, issued);
            Entry { symbol: reference.symbol.clone(), ..entry }
        }));
        list.extend(record.targets.iter().map(|target| {
            let value = value(target);
            let head = format!("{}: {value}", target.indicator);
            let body = words([target.applies_to.as_deref(), Some(target.lead.join("; ").as_str())]);
            fact(Kind::Target, &target.id, &target.at, head, body)
        }));
        list.extend(record.budget_lines.iter().map(|line| {
            let head = format!("{}: {} đồng", line.task, grouped(line.amount_vnd));
            let lead = line.lead.join("; ");
            let details = [&line.funding_source, &line.content, &line.result, &line.period];
            let body =
                words(details.map(Option::as_deref).into_iter().chain([Some(lead.as_str())]));
            fact(Kind::BudgetLine, &line.id, &line.at, head, body)
        }));
        list.extend(record.tasks.iter().map(|task| {
            let (lead, support) = (task.lead.join("; "), task.support.join("; "));
            let body = words([
                Some(lead.as_str()),
                Some(support.as_str()),
                task.result.as_deref(),
                task.deadline_text.as_deref(),
            ]);
            fact(Kind::Task, &task.id, &task.at, task.task.clone(), body)
        }));
        let nowhere = At { page: 1, ..At::default() };
        list.extend(record.diagnostics.iter().enumerate().map(|(i, diagnostic)| {
            let at = diagnostic.at.as_ref().unwrap_or(&nowhere);
            let body =
                words([Some(diagnostic.message_vi.as_str()), Some(diagnostic.code.as_str())]);
            fact(Kind::Diagnostic, &format!("d{}", i + 1), at, diagnostic.message.clone(), body)
        }));
        Entries { path: record.source.path.clone(), document, list }
    }
}

fn fact(kind: Kind, id: &str, at: &At, head: String, body: String) -> Entry {
    Entry { kind, id: id.to_owned(), page: at.page.max(1), symbol: None, head, body }
}

/// Type, symbol and title, as far as the header has them.
fn document_name(header: &Header) -> String {
    let symbol = header.symbol.as_deref().or(header.symbol_suffix.as_deref());
    words([header.doc_type.as_deref(), symbol, header.title.as_deref()])
}

fn words<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `≥ 60 %`, `5 - 7 %`.
fn value(target: &Target) -> String {
    let bound = match target.comparator {
        Comparator::Eq | Comparator::Range => "",
        Comparator::Ge => "≥ ",
        Comparator::Gt => "> ",
        Comparator::Le => "≤ ",
        Comparator::Lt => "< ",
    };
    let upper = target.value_max.map(|max| format!(" - {}", decimal(max))).unwrap_or_default();
    let unit = target.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{bound}{}{upper}{unit}", decimal(target.value))
}

/// A decimal comma, as Vietnamese is written.
fn decimal(value: f64) -> String {
    value.to_string().replace('.', ",")
}

/// `1500000` as `1.500.000`.
fn grouped(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if amount < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        for (amount, want) in
            [(0, "0"), (950, "950"), (1_500_000, "1.500.000"), (-12_000, "-12.000")]
        {
            assert_eq!(grouped(amount), want);
        }
    }

    #[test]
    fn values_show_their_bound_and_a_decimal_comma() {
        let target = |comparator, value, value_max, unit: Option<&str>| Target {
            comparator,
            value,
            value_max,
            unit: unit.map(str::to_owned),
            ..Target::default()
        };
        assert_eq!(value(&target(Comparator::Ge, 60.5, None, Some("%"))), "≥ 60,5 %");
        assert_eq!(value(&target(Comparator::Range, 5.0, Some(7.0), Some("hộ"))), "5 - 7 hộ");
        assert_eq!(value(&target(Comparator::Eq, 12.0, None, None)), "12");
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
    }
}
