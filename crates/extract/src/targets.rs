//! Chỉ tiêu: measurable objectives, told apart from results already achieved.
//!
//! Targets stand in the text (sections of objectives, and sentences that set an aim), in tables of targets
//! with value columns, and in the words of task tables. Which numbers count depends on what the headings
//! above them look at (see [`crate::outlook`]); rates, ages, levels and counts without an aim do not.

mod aims;
mod brackets;
pub(crate) mod carried;
mod cells;
mod claims;
mod counted;
mod fraction;
pub(crate) mod gate;
mod pair;
mod parts;
pub(crate) mod phrase;
mod shares;
mod time_units;
mod unit;
pub(crate) mod value;

use vanban_document::{Document, RowKind, Structure, Table};
use vanban_record::{Comparator, Header, ReachedResult, Target};
use vanban_text::{Folded, Span, fold};

use crate::at;
use crate::bodies::bodies;
use crate::columns::{Columns, Kind};
use crate::outlook::{
    Outlook, Report, announces, is_report_like, orders, outlooks, quotes_aim, reports, within,
};
use crate::passage::{passages, section_path, sentences};
use crate::rows::{path_of, row_confidence, row_span, table_name};
use crate::targets::carried::{Aimed, Row, Times, until};
use crate::targets::cells::cell_values;
use crate::targets::claims::{Claim, claims, is_milestone, line_scope};
use crate::targets::gate::{Gate, is_index, is_regulation};
use crate::targets::phrase::predicate_at;
use crate::targets::value::values;

/// Targets and results, each in reading order.
pub(crate) fn targets(
    document: &Document,
    structure: &Structure,
    header: &Header,
) -> (Vec<Target>, Vec<ReachedResult>) {
    let mut found = Found { document, header, targets: Vec::new(), results: Vec::new() };
    found.read_text(structure);
    for (index, table) in structure.tables.iter().enumerate() {
        found.read_table(table, &table_name(table, index));
    }
    found.finish()
}

struct Found<'a> {
    document: &'a Document,
    header: &'a Header,
    targets: Vec<Target>,
    results: Vec<ReachedResult>,
}

impl Found<'_> {
    fn read_text(&mut self, structure: &Structure) {
        let outlooks = outlooks(structure, self.header);
        let mut announced: Option<(Option<usize>, Outlook)> = None;
        let mut times = Times::default();
        let opening = structure.zones.preamble.map(|span| span.of(&self.document.text));
        let mut ordered = opening.is_some_and(orders);
        for passage in passages(self.document, structure) {
            let own = passage.section.and_then(|index| outlooks.get(index).copied());
            let mut outlook = own.unwrap_or_default();
            // A line such as `* Mục tiêu đến năm 2030:` speaks for the paragraphs after it.
            if let Some(said) = announces(passage.text, self.header) {
                announced = Some((passage.section, said));
            }
            match announced {
                Some((section, said)) if within(structure, passage.section, section) => {
                    outlook = if outlook == Outlook::Past { outlook } else { said };
                }
                _ => announced = None,
            }
            ordered |= orders(passage.text);
            let duty = heads_duties(structure, passage.section);
            let section = section_path(structure, passage.section);
            times.meet(passage.section, passage.text);
            let until = times.said().or_else(|| section_deadline(structure, passage.section));
            let mut report = Report::default();
            let mut aimed = Aimed::default();
            let place = line_scope(passage.text);
            let mut row = Row::default();
            for segment in segments(passage.text) {
                let words = segment.of(passage.text);
                row.meet(passage.text, segment);
                let folded = Folded::new(words);
                aimed.meet(passage.text, segment, folded.text());
                let gate = Gate {
                    outlook,
                    header: self.header,
                    words: &folded,
                    aimed: aimed.set,
                    ordered: ordered || duty,
                };
                report.meet(passage.text, segment, gate.aims(), self.header);
                for claim in claims(words, |value, _| gate.wants(value)) {
                    let told = report.tells(&claim.before, outlook, self.header);
                    let span = claim.span.shift(segment.start + passage.span.start);
                    let past = outlook == Outlook::Past || told;
                    let when = claim.deadline.as_deref();
                    if outlook == Outlook::Past && quotes_aim(&claim.before, when, self.header) {
                        continue;
                    }
                    let claim = row.complete(claim);
                    let claim = Claim {
                        deadline: claim.deadline.or_else(|| until.clone()),
                        applies_to: claim.applies_to.or_else(|| place.clone()),
                        ..claim
                    };
                    self.push(claim, past, span, section.clone());
                }
            }
        }
    }

    fn push(&mut self, claim: Claim, past: bool, span: Span, section: Option<String>) {
        let place = at(self.document, span);
        let confidence = claim.sure * self.document.repair_confidence(span);
        if past {
            self.results.push(ReachedResult {
                id: String::new(),
                indicator: with_whom(&claim),
                value: claim.value.number,
                unit: claim.value.unit,
                section,
                at: place,
                confidence,
            });
        } else {
            let target = target(claim);
            self.targets.push(Target { section, at: place, confidence, ..target });
        }
    }

    fn read_table(&mut self, table: &Table, name: &str) {
        let columns = Columns::of(table);
        let indicator = columns.has(Kind::Indicator) && !columns.has(Kind::Amount);
        if indicator && is_regulation(self.header) {
            return;
        }
        let kind = if indicator { Kind::Indicator } else { Kind::Task };
        let Some(index) = columns.first(kind) else { return };
        let mut group_until: Option<String> = None;
        let mut outer: Option<String> = None;
        for row in &table.rows {
            let words = columns.words(row, kind);
            if row.kind == RowKind::Group {
                let title =
                    row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
                // A numbered row without values is a heading inside its group.
                let inner = columns.label(row).is_some_and(|label| label.parse::<u32>().is_ok());
                group_until = until(&title).or(group_until.filter(|_| inner));
                if !inner {
                    outer = columns.label(row);
                }
                continue;
            }
            let (Some(words), RowKind::Item) = (words, row.kind) else { continue };
            let outlook = if indicator { Outlook::Objective } else { Outlook::Open };
            let mut claims =
                if indicator { cell_values(table, &columns, row, &words) } else { Vec::new() };
            claims
                .retain(|claim| !claim.deadline.as_deref().is_some_and(|year| self.is_over(year)));
            if claims.is_empty() {
                claims = self.cell_claims(&words, outlook);
            }
            let plans =
                !indicator && !is_report_like(self.header) && awaits_results(table, &columns);
            if plans && let Some(result) = columns.words(row, Kind::Result) {
                // What a task is to bring may be a share: `100% trạm có bác sĩ`.
                let shares = |claim: &Claim| claim.value.unit.as_deref() == Some("%");
                claims.extend(self.cell_claims(&result, outlook).into_iter().filter(shares));
            }
            let cell = row.cells.get(index).map_or(&[][..], |cell| &cell.spans[..]);
            let span = cell.iter().copied().reduce(Span::cover).unwrap_or(row_span(table, row));
            let kinds = [kind, Kind::Value, Kind::Unit, Kind::Lead];
            let sure = row_confidence(self.document, table, &columns, &kinds, span);
            for claim in claims {
                let lead =
                    columns.words(row, Kind::Lead).map(|lead| bodies(&lead)).unwrap_or_default();
                let deadline = claim.deadline.clone();
                let stated = columns.words(row, Kind::Deadline);
                let confidence = claim.sure * sure;
                self.targets.push(Target {
                    deadline: deadline.or(stated).or_else(|| group_until.clone()),
                    lead,
                    table: Some(name.to_owned()),
                    row: path_of(row, columns.label(row).as_deref(), outer.as_deref()),
                    at: at(self.document, span),
                    confidence,
                    ..target(claim)
                });
            }
        }
    }

    /// Whether the head of a column names a year before the plan's, whose values are what was reached.
    fn is_over(&self, head: &str) -> bool {
        let year = |text: &str| text.get(text.len().checked_sub(4)?..)?.parse::<i32>().ok();
        let signed = self.header.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
        let (Some(named), Some(signed)) = (year(head), signed) else { return false };
        named < signed || named == signed && self.header.plan_year == Some(signed + 1)
    }

    /// The claims of a cell's words.
    fn cell_claims(&self, words: &str, outlook: Outlook) -> Vec<Claim> {
        let mut found = Vec::new();
        for segment in segments(words) {
            let said = segment.of(words);
            let words = &Folded::new(said);
            let gate = Gate { outlook, header: self.header, words, aimed: false, ordered: false };
            found.extend(
                claims(said, |value, _| gate.wants(value))
                    .into_iter()
                    .filter(|claim| !reports(&claim.before, outlook, self.header)),
            );
        }
        found
    }

    fn finish(mut self) -> (Vec<Target>, Vec<ReachedResult>) {
        self.targets.sort_by_key(|target| target.at.start);
        self.results.sort_by_key(|result| result.at.start);
        for (i, target) in self.targets.iter_mut().enumerate() {
            target.id = format!("t{}", i + 1);
        }
        for (i, result) in self.results.iter_mut().enumerate() {
            result.id = format!("y{}", i + 1);
        }
        (self.targets, self.results)
    }
}

/// What a result measures, with whom it is for: a result has no place of its own for that.
fn with_whom(claim: &Claim) -> String {
    match claim.applies_to.as_deref().filter(|who| !claim.indicator.contains(who)) {
        Some(who) => format!("{} {who}", claim.indicator),
        None => claim.indicator.clone(),
    }
}

/// Whether the column of results says what is to come, not what was reached (`Kết quả thực hiện năm 2025`).
fn awaits_results(table: &Table, columns: &Columns) -> bool {
    let head = columns.first(Kind::Result).and_then(|index| table.columns.get(index));
    let head = head.map(|cell| fold(&cell.text)).unwrap_or_default();
    !["thuc hien", "dat duoc", "20", "uoc"].iter().any(|word| head.contains(word))
}

fn target(claim: Claim) -> Target {
    let surpass = fold(&claim.before).contains("dat va vuot");
    let comparator = match claim.value.comparator {
        Comparator::Eq if surpass => Comparator::Ge,
        other => other,
    };
    let unit = claim.value.unit.or_else(|| is_index(&claim.indicator).then(|| "index".to_owned()));
    Target {
        indicator: claim.indicator,
        comparator,
        value: claim.value.number,
        value_max: claim.value.max,
        unit,
        applies_to: claim.applies_to,
        base: claim.base,
        deadline: claim.deadline,
        ..Target::default()
    }
}

/// Whether what stands under a heading is charged, in a report or notice too: `II. NHIỆM VỤ TRỌNG TÂM TRONG THỜI GIAN TỚI`.
fn heads_duties(structure: &Structure, section: Option<usize>) -> bool {
    let mut at = section;
    while let Some(index) = at {
        let Some(section) = structure.sections.get(index) else { return false };
        let title = fold(&section.title);
        let duty = ["nhiem vu", "phuong huong"].iter().any(|word| title.trim().starts_with(word));
        let ahead = ["thoi gian toi", "tiep theo", "cuoi nam", "trong tam", "giai phap"];
        if duty && ahead.iter().any(|word| title.contains(word)) {
            return true;
        }
        at = section.parent.filter(|parent| *parent < index);
    }
    false
}

/// The year that a heading sets for what stands under it (`Mục tiêu đến năm 2030`).
fn section_deadline(structure: &Structure, section: Option<usize>) -> Option<String> {
    let mut at = section;
    while let Some(index) = at {
        let section = structure.sections.get(index)?;
        if let Some(found) = until(&section.title) {
            return Some(found);
        }
        at = section.parent.filter(|parent| *parent < index);
    }
    None
}

/// Sentences, a bare share joined to the one after it that holds its predicate (`100% A; 80% B làm C`), and a
/// milestone to the one before it that holds its subject (`tỷ lệ A năm 2026 đạt 70%; đến năm 2027 đạt 80%`).
fn segments(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for sentence in sentences(text) {
        let joins = found.last().is_some_and(|last| {
            let (before, own) = (last.of(text), sentence.of(text));
            let bare = is_bare(before) && opens_with_value(own);
            text[last.end..].starts_with(';')
                && (bare || is_milestone(own) && !values(before).is_empty())
        });
        match found.last_mut() {
            Some(last) if joins => *last = last.cover(sentence),
            _ => found.push(sentence),
        }
    }
    found
}

fn opens_with_value(words: &str) -> bool {
    let lead = crate::targets::phrase::drop_lead_in(words);
    values(&lead).first().is_some_and(|value| value.span.start <= 2)
}

fn is_bare(words: &str) -> bool {
    let lead = crate::targets::phrase::drop_lead_in(words);
    match values(&lead).as_slice() {
        [only] if only.span.start <= 2 => {
            let counted = lead[only.span.end..].trim();
            !counted.is_empty()
                && counted.split_whitespace().count() <= 12
                && predicate_at(&format!("x {counted}")).is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod wordings;
