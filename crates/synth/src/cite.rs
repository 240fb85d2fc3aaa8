//! Inline markup: citations and targets in braces become words, and each becomes a fact.
//!
//! `{key}` cites a document in full, `{key:form}` in a shorter form; `{t|indicator|ge 90 %|template}` states a target.

use anyhow::{Context, bail};
use vanban_record::{Reference, Role, Target};
use vanban_text::quoted;

use crate::source::{RefSource, Source};
use crate::words::{Value, date, number};

/// Where the words being composed stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Before the body, or in a section of legal bases.
    pub(crate) basis: bool,
    /// Path of section labels.
    pub(crate) section: Option<String>,
    /// The table's title.
    pub(crate) table: Option<String>,
    /// Row, with its group.
    pub(crate) row: Option<String>,
}

/// The facts that inline markup has stated so far.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Keys of `references`, in the same order.
    keys: Vec<String>,
    /// Documents cited, in order of first mention.
    pub(crate) references: Vec<Reference>,
    /// Targets, in reading order.
    pub(crate) targets: Vec<Target>,
}

impl Facts {
    /// Writes `text` with its braces filled in.
    pub(crate) fn fill(
        &mut self,
        source: &Source,
        text: &str,
        place: &Place,
    ) -> anyhow::Result<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let close =
                closing_brace(rest, open).with_context(|| format!("unclosed brace in {text:?}"))?;
            let inner = &rest[open + 1..close];
            let words = match inner.split_once('|') {
                Some(("t", spec)) => self.target(source, spec, place)?,
                Some(("tt", spec)) => self.scoped_targets(source, spec, place)?,
                Some(("ab", spec)) => self.two_subjects(source, spec, place)?,
                Some((kind, _)) => bail!("unknown markup {kind:?} in {text:?}"),
                None => self.cite(source, inner, place)?,
            };
            out.push_str(&words);
            rest = &rest[close + 1..];
        }
        out.push_str(rest);
        Ok(out)
    }

    fn cite(&mut self, source: &Source, inner: &str, place: &Place) -> anyhow::Result<String> {
        let (key, form) = inner.split_once(':').unwrap_or((inner, "full"));
        let cited = source.refs.get(key).with_context(|| format!("no reference {key:?}"))?;
        let index = self.mention(key, cited, place);
        if !cited.name.is_empty() {
            let entry = &mut self.references[index];
            entry.issuer = (!cited.issuer.is_empty()).then(|| cited.issuer.clone());
            entry.title = Some(cited.name.clone());
            let numbered = form == "full" && !cited.symbol.is_empty();
            let number = if numbered { format!(" số {}", cited.symbol) } else { String::new() };
            return Ok(format!("{}{number}", cited.name));
        }
        // A document can contradict itself: `{key:d@2025-11-02}` cites another date than the first.
        let (form, other_date) = form.split_once('@').unwrap_or((form, ""));
        let day = if cited.date.is_empty() || !form_has(form, 'd') {
            String::new()
        } else if !other_date.is_empty() {
            format!(" ngày {}", date(other_date, cited.long_date)?)
        } else {
            self.references[index].date = Some(cited.date.clone());
            format!(" ngày {}", date(&cited.date, cited.long_date)?)
        };
        let issuer = if cited.issuer.is_empty() || !form_has(form, 'i') {
            String::new()
        } else {
            self.references[index].issuer = Some(cited.issuer.clone());
            format!(" của {}", cited.issuer)
        };
        let title = if cited.title.is_empty() || !form_has(form, 't') {
            String::new()
        } else {
            let words = self.fill(source, &cited.title, place)?;
            self.references[index].title.get_or_insert_with(|| quoted(&words));
            format!(" {words}")
        };
        let name = match form {
            "b" => format!("{} {}", cited.doc_type, leading_digits(&cited.symbol)),
            "x" => format!("{} {}", cited.doc_type, cited.symbol),
            _ => format!("{} số {}", cited.doc_type, cited.symbol),
        };
        // Some offices put the issuer before the date.
        Ok(if form == "p" {
            format!("{name}{issuer}{day}{title}")
        } else {
            format!("{name}{day}{issuer}{title}")
        })
    }

    fn mention(&mut self, key: &str, cited: &RefSource, place: &Place) -> usize {
        if let Some(index) = self.keys.iter().position(|known| known == key) {
            self.references[index].mentions += 1;
            return index;
        }
        let digits = leading_digits(&cited.symbol);
        self.keys.push(key.to_owned());
        self.references.push(Reference {
            doc_type: cited.doc_type.clone(),
            number: (!digits.is_empty()).then(|| digits.to_owned()),
            symbol: (!cited.symbol.is_empty()).then(|| cited.symbol.clone()),
            role: if place.basis { Role::Basis } else { Role::Mention },
            mentions: 1,
            ..Reference::default()
        });
        self.references.len() - 1
    }

    /// `indicator|ge 90 %|template|deadline`: the template's `$i`, `$v`, `$n` are the indicator, the value with
    /// the words that bound it, and the value alone.
    fn target(&mut self, source: &Source, spec: &str, place: &Place) -> anyhow::Result<String> {
        let parts = split_bars(spec);
        let [indicator, value, rest @ ..] = &parts[..] else { bail!("target {spec:?}") };
        let indicator = self.fill(source, indicator, place)?;
        let value = Value::parse(value)?;
        let template = match rest.first().map(|text| text.trim()) {
            None | Some("") => "$i đạt $v",
            Some(template) => template,
        };
        let mut target = base_target(&indicator, &value, place)?;
        if let Some(deadline) = rest.get(1) {
            target.deadline = Some(deadline.trim().to_owned());
        }
        if let Some(base) = rest.get(2) {
            target.base = Some(base.trim().to_owned());
        }
        self.targets.push(target);
        let template = self.fill(source, template, place)?;
        Ok(template
            .replace("$i", &indicator)
            .replace("$v", &value.bounded())
            .replace("$n", &value.bare()))
    }

    /// `indicator|eq 100 % @ cấp tỉnh|ge 90 % @ cấp xã`: one indicator, a value for each scope.
    fn scoped_targets(
        &mut self,
        source: &Source,
        spec: &str,
        place: &Place,
    ) -> anyhow::Result<String> {
        let parts = split_bars(spec);
        let [indicator, values @ ..] = &parts[..] else { bail!("targets {spec:?}") };
        let indicator = self.fill(source, indicator, place)?;
        let mut phrases = Vec::new();
        for part in values {
            let (value, scope) = part.split_once(" @ ").context("a value without its scope")?;
            let value = Value::parse(value)?;
            let mut target = base_target(&indicator, &value, place)?;
            target.applies_to = Some(scope.trim().to_owned());
            self.targets.push(target);
            phrases.push(format!("{} đối với {}", value.bounded(), scope.trim()));
        }
        Ok(format!("{indicator} đạt {}", phrases.join(", ")))
    }

    /// `làm gì|eq 100 % @ A|gt 80 % @ B`: two subjects that do the same.
    fn two_subjects(
        &mut self,
        source: &Source,
        spec: &str,
        place: &Place,
    ) -> anyhow::Result<String> {
        let parts = split_bars(spec);
        let [doing, values @ ..] = &parts[..] else { bail!("targets {spec:?}") };
        let doing = self.fill(source, doing, place)?;
        let mut phrases = Vec::new();
        for part in values {
            let (value, subject) = part.split_once(" @ ").context("a value without its subject")?;
            let value = Value::parse(value)?;
            let mut target = base_target(&format!("{} {doing}", subject.trim()), &value, place)?;
            target.applies_to = Some(subject.trim().to_owned());
            self.targets.push(target);
            phrases.push(format!("{} {}", value.bounded(), subject.trim()));
        }
        Ok(format!("{} {doing}", phrases.join(" và ")))
    }
}

fn base_target(indicator: &str, value: &Value, place: &Place) -> anyhow::Result<Target> {
    Ok(Target {
        indicator: quoted(indicator),
        comparator: value.comparator,
        value: number(&value.text)?,
        value_max: value.upper.as_deref().map(number).transpose()?,
        unit: (!value.unit.is_empty()).then(|| value.unit.clone()),
        section: place.section.clone().filter(|_| place.table.is_none()),
        table: place.table.clone(),
        row: place.row.clone(),
        ..Target::default()
    })
}

/// Which parts a form prints: `d`ate, `i`ssuer, `t`itle.
fn form_has(form: &str, part: char) -> bool {
    match form {
        "full" | "p" => true,
        "s" | "b" | "x" | "n" => false,
        other => other.contains(part),
    }
}

fn leading_digits(symbol: &str) -> &str {
    let end = symbol.find(|c: char| !c.is_ascii_digit()).unwrap_or(symbol.len());
    &symbol[..end]
}

fn closing_brace(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + i);
        }
    }
    None
}

/// Splits at the bars that stand outside inner braces.
pub(crate) fn split_bars(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match (c, depth, parts.last_mut()) {
            ('|', 0, _) => parts.push(String::new()),
            (c, _, Some(part)) => part.push(c),
            _ => {}
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        let mut source = Source::default();
        source.refs.insert(
            "nq".into(),
            RefSource {
                doc_type: "Nghị quyết".into(),
                symbol: "15/NQ-HĐND".into(),
                date: "2025-12-08".into(),
                issuer: "HĐND xã".into(),
                title: "về dự toán năm 2026 theo {ct:b}".into(),
                ..RefSource::default()
            },
        );
        source.refs.insert(
            "ct".into(),
            RefSource {
                doc_type: "Chương trình".into(),
                symbol: "04-CTr/ĐU".into(),
                ..RefSource::default()
            },
        );
        source
    }

    #[test]
    fn a_citation_counts_what_it_prints() {
        let mut facts = Facts::default();
        let text = facts.fill(&source(), "Căn cứ {nq}; {nq:s}.", &Place::default()).unwrap();
        let first = "Nghị quyết số 15/NQ-HĐND ngày 08/12/2025 của HĐND xã về dự toán năm 2026 theo";
        assert_eq!(text, format!("Căn cứ {first} Chương trình 04; Nghị quyết số 15/NQ-HĐND."));
        let cited: Vec<_> =
            facts.references.iter().map(|r| (r.mentions, r.date.is_some())).collect();
        assert_eq!(cited, [(2, true), (1, false)]);
    }

    #[test]
    fn a_target_is_stated_once_for_each_value() {
        let mut facts = Facts::default();
        let source = source();
        let mut fill = |text| facts.fill(&source, text, &Place::default()).unwrap();
        assert_eq!(fill("{t|Tỷ lệ A|ge 90 %}"), "Tỷ lệ A đạt tối thiểu 90%");
        assert_eq!(fill("{t|hộ B|gt 1.250 hộ|Có $v, là $i}"), "Có trên 1.250 hộ, là hộ B");
        assert_eq!(
            fill("{ab|dùng C|eq 100 % @ trạm|gt 80 % @ trường}"),
            "100% trạm và trên 80% trường dùng C"
        );
        let values: Vec<_> = facts.targets.iter().map(|t| t.value).collect();
        assert_eq!(values, [90.0, 1250.0, 100.0, 80.0]);
        assert_eq!(facts.targets[3].indicator, "trường dùng C");
    }
}
