//! From a source to the plan on paper and its true record.
//!
//! The record is not read back from the text: each fact is put down at the moment its words are written.

mod tasks;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use vanban_record::{AttachedDocument, Header, Record, SCHEMA_ID, Section};
use vanban_text::quoted;

use crate::blocks::{Block, Heading, Line};
use crate::cite::{Facts, Place};
use crate::rows;
use crate::source::{AnnexSource, HeaderSource, Source, TableSource};
use crate::words::date;
use tasks::is_part;

/// A composed plan.
#[derive(Debug)]
pub struct Plan {
    /// What stands on paper.
    pub blocks: Vec<Block>,
    /// What is true of it.
    pub record: Record,
    /// Headings that a reader may list or not: articles that are whole sentences.
    pub optional_sections: Vec<Section>,
}

/// Composes a plan from its source.
pub fn compose(source: &Source) -> anyhow::Result<Plan> {
    let mut desk = Desk::new(source);
    desk.open()?;
    desk.body(&source.body)?;
    desk.sign()?;
    for annex in &source.annex {
        desk.annex(annex).with_context(|| annex.label.clone())?;
    }
    desk.record.references = desk.facts.references;
    desk.record.targets = desk.facts.targets;
    SCHEMA_ID.clone_into(&mut desk.record.schema);
    Ok(Plan { blocks: desk.blocks, record: desk.record, optional_sections: desk.optional_sections })
}

struct Desk<'a> {
    source: &'a Source,
    blocks: Vec<Block>,
    record: Record,
    facts: Facts,
    /// Indices of the sections that are open, outermost first.
    open: Vec<usize>,
    optional_sections: Vec<Section>,
    in_basis: bool,
    signed: bool,
    belongs: String,
}

impl<'a> Desk<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            blocks: Vec::new(),
            record: Record::default(),
            facts: Facts::default(),
            open: Vec::new(),
            optional_sections: Vec::new(),
            in_basis: true,
            signed: false,
            belongs: String::new(),
        }
    }

    fn fill(&mut self, text: &str) -> anyhow::Result<String> {
        let place = self.place();
        self.facts.fill(self.source, text, &place)
    }

    fn place(&self) -> Place {
        Place { basis: self.in_basis, section: self.path(), table: None, row: None }
    }

    /// `II.2.1`: labels joined, Phần and Chương left out, and a label that repeats its parent's written once.
    fn path(&self) -> Option<String> {
        let mut path: Vec<String> = Vec::new();
        for section in self.open.iter().map(|index| &self.record.sections[*index]) {
            let label = section.label.trim_end_matches(')');
            if label.starts_with("Phần") || label.starts_with("Chương") {
                continue;
            }
            let repeats = path.last().is_some_and(|last| label.starts_with(&format!("{last}.")));
            if repeats {
                path.pop();
            }
            path.push(label.to_owned());
        }
        (!path.is_empty()).then(|| path.join("."))
    }

    /// Letterhead, title, căn cứ.
    fn open(&mut self) -> anyhow::Result<()> {
        let head = &self.source.header;
        self.blocks.push(letterhead(head)?);
        let title = self.fill(&head.title)?;
        let title = if head.title_caps { title.to_uppercase() } else { title };
        self.record.header = header_facts(head, &title);
        self.belongs = belongs_line(head)?;
        if head.doc_type == "Công văn" {
            self.addressees(&head.addressees);
        } else {
            let kind = Line::bold(head.doc_type.to_uppercase());
            self.blocks.push(Block::Centre(vec![kind, Line::bold(title)]));
        }
        if !head.authority_line.is_empty() {
            self.blocks.push(Block::Centre(vec![Line::bold(head.authority_line.clone())]));
        }
        if head.doc_type == "Công điện" {
            self.list(&head.addressees);
        }
        for line in self.source.preamble.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let text = self.fill(line)?;
            match text.strip_prefix("- ") {
                Some(item) => self.blocks.push(Block::Bullet(0, item.to_owned())),
                None => self.blocks.push(Block::Para(text)),
            }
        }
        self.in_basis = false;
        Ok(())
    }

    fn addressees(&mut self, addressees: &[String]) {
        if let [one] = addressees {
            self.blocks.push(Block::Centre(vec![Line::plain(format!("Kính gửi: {one}."))]));
            return;
        }
        self.blocks.push(Block::Centre(vec![Line::plain("Kính gửi:")]));
        self.list(addressees);
    }

    fn list(&mut self, addressees: &[String]) {
        for (i, body) in addressees.iter().enumerate() {
            let end = if i + 1 == addressees.len() { '.' } else { ';' };
            self.blocks.push(Block::Bullet(0, format!("{body}{end}")));
        }
    }

    fn body(&mut self, body: &str) -> anyhow::Result<()> {
        let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let spec = line.strip_prefix("@task ");
            if spec.is_none() && !is_part(line) {
                self.line(line).with_context(|| line.to_owned())?;
                continue;
            }
            let mut parts = Vec::new();
            if spec.is_none() {
                parts.push(line);
            }
            while let Some(part) = lines.next_if(|next| is_part(next)) {
                parts.push(part);
            }
            match spec {
                Some(spec) => self.task(spec, &parts),
                None => self.heading_task(&parts),
            }
            .with_context(|| line.to_owned())?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str) -> anyhow::Result<()> {
        if line.starts_with('#') {
            return self.heading(line);
        }
        if let Some(text) = line.strip_prefix("- ") {
            let text = self.fill(text)?;
            self.blocks.push(Block::Bullet(0, text));
        } else if let Some(text) = line.strip_prefix("+ ") {
            let text = self.fill(text)?;
            self.blocks.push(Block::Bullet(1, text));
        } else if let Some(command) = line.strip_prefix('@') {
            let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
            self.command(word, rest)?;
        } else {
            let text = self.fill(line)?;
            self.blocks.push(Block::Para(text));
        }
        Ok(())
    }

    fn command(&mut self, word: &str, rest: &str) -> anyhow::Result<()> {
        match word {
            "table" => self.table_in_body(rest),
            "item" => {
                let (label, text) = rest.split_once(" | ").context("label | text")?;
                let text = self.fill(text)?;
                let dot = if label.ends_with(')') { "" } else { "." };
                self.blocks.push(Block::Para(format!("{label}{dot} {text}")));
                Ok(())
            }
            "article" => {
                let (label, text) = rest.split_once(" | ").context("label | text")?;
                let text = self.fill(text)?;
                self.optional_sections.push(section(label, Some(quoted(&text)), 1, None));
                self.optional_sections.push(section(label, None, 1, None));
                self.blocks.push(Block::Para(format!("{label}. {text}")));
                Ok(())
            }
            "centre" => {
                self.blocks.push(Block::Centre(vec![Line::bold(rest)]));
                Ok(())
            }
            "duty" => self.duty(rest),
            "sign" => self.sign(),
            "attached" => self.attached(rest),
            other => bail!("unknown command {other:?}"),
        }
    }

    /// `## I | TITLE`, `### 1 | Title :: text that runs on`.
    fn heading(&mut self, line: &str) -> anyhow::Result<()> {
        let level = line.chars().take_while(|c| *c == '#').count();
        let (label, rest) = line[level..].split_once(" | ").context("label | title")?;
        let label = label.trim();
        let (title, run_in) = match rest.split_once(" :: ") {
            Some((title, text)) => (title, Some(text)),
            None => (rest, None),
        };
        self.open.retain(|index| (self.record.sections[*index].level as usize) < level);
        let parent = self.open.last().copied();
        // The heading's own words count for the section that holds it.
        if parent.is_none() {
            self.in_basis = false;
        }
        self.in_basis |= title.to_uppercase().contains("CĂN CỨ");
        let title = self.fill(title)?;
        let fact = section(label, Some(quoted(&title)), level as u32, parent);
        self.record.sections.push(fact);
        self.open.push(self.record.sections.len() - 1);
        let run_in = run_in.map(|text| self.fill(text)).transpose()?;
        let label = label.to_owned();
        self.blocks.push(Block::Heading(Heading { level: level as u32, label, title, run_in }));
        Ok(())
    }

    fn table_in_body(&mut self, key: &str) -> anyhow::Result<()> {
        let from = self.table_source(key)?;
        if !from.title.is_empty() {
            let caption = self.fill(&from.caption)?;
            self.blocks.push(Block::Centre(vec![Line::bold(format!("{}. {caption}", from.title))]));
        }
        let title = (!from.title.is_empty()).then_some(from.title.as_str());
        let caption = (!from.caption.is_empty()).then_some(from.caption.as_str());
        self.table(from, title, caption)
    }

    fn table_source(&self, key: &str) -> anyhow::Result<&'a TableSource> {
        let found = self.source.table.iter().find(|table| table.key == key.trim());
        found.with_context(|| format!("no table {key:?}"))
    }

    fn table(
        &mut self,
        from: &TableSource,
        title: Option<&str>,
        caption: Option<&str>,
    ) -> anyhow::Result<()> {
        if !from.unit_line.is_empty() {
            self.blocks.push(Block::Right(from.unit_line.clone()));
        }
        let (grid, stated) = rows::compose(self.source, from, title, caption, &mut self.facts)?;
        self.blocks.push(Block::Table(grid));
        self.record.tables.push(stated.table);
        self.record.tasks.extend(stated.tasks);
        self.record.budget_lines.extend(stated.budget_lines);
        self.record.budget_totals.extend(stated.budget_totals);
        Ok(())
    }

    fn sign(&mut self) -> anyhow::Result<()> {
        if self.signed {
            return Ok(());
        }
        self.signed = true;
        let head = &self.source.header;
        let mut recipients = Vec::new();
        for (i, recipient) in head.recipients.iter().enumerate() {
            let words = self.fill(recipient)?;
            self.record.header.recipients.push(quoted(&words));
            let end = if i + 1 == head.recipients.len() { '.' } else { ';' };
            recipients.push(format!("- {words}{end}"));
        }
        let mut lines = Vec::new();
        for text in [&head.on_behalf, &head.authority, &head.position] {
            if !text.is_empty() {
                lines.push(Line::bold(text.clone()));
            }
        }
        lines.push(Line::bold(head.signer.clone()));
        self.blocks.push(Block::Signature { recipients, lines });
        Ok(())
    }

    /// The document that a decision promulgates: `Kế hoạch | trích yếu`.
    fn attached(&mut self, rest: &str) -> anyhow::Result<()> {
        let (doc_type, title) = rest.split_once(" | ").context("type | title")?;
        let title = self.fill(title)?;
        self.blocks.push(Block::Page(false));
        self.blocks.push(Block::Centre(vec![
            Line::bold(doc_type.to_uppercase()),
            Line::bold(title.clone()),
            Line::italic(self.belongs.clone()),
        ]));
        let doc_type = doc_type.to_owned();
        let attached = AttachedDocument { doc_type, title, ..AttachedDocument::default() };
        self.record.header.attached = Some(attached);
        Ok(())
    }

    fn annex(&mut self, annex: &AnnexSource) -> anyhow::Result<()> {
        self.open.clear();
        self.in_basis = false;
        self.blocks.push(Block::Page(annex.landscape));
        let caption = self.fill(&annex.caption)?;
        let mut lines = vec![Line::bold(annex.label.clone()), Line::bold(caption.clone())];
        if annex.belongs {
            lines.push(Line::italic(self.belongs.clone()));
        }
        self.blocks.push(Block::Centre(lines));
        self.record.sections.push(section(&annex.label, Some(quoted(&caption)), 1, None));
        for line in annex.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.strip_prefix("@table ") {
                Some(key) => {
                    let from = self.table_source(key)?;
                    self.table(from, Some(&annex.label), Some(&quoted(&caption)))?;
                }
                None => self.line(line).with_context(|| line.to_owned())?,
            }
        }
        Ok(())
    }
}

fn section(label: &str, title: Option<String>, level: u32, parent: Option<usize>) -> Section {
    Section { label: label.to_owned(), title, level, parent, ..Section::default() }
}

fn letterhead(head: &HeaderSource) -> anyhow::Result<Block> {
    let party = head.joint == "-";
    let mut left: Vec<Line> = head.letterhead.iter().map(|line| Line::bold(line.clone())).collect();
    // The parent body above the issuer is not bold (Nghị định 30/2020/NĐ-CP, annex I, 2b).
    if let [parent, _, ..] = &mut left[..]
        && !party
        && !head.issuer.to_uppercase().starts_with("ỦY BAN")
        && !head.issuer.to_uppercase().starts_with("CHỦ TỊCH")
    {
        parent.bold = false;
    }
    if party {
        left.push(Line::plain("*"));
    }
    let number = if head.number.is_empty() { "      " } else { &head.number };
    let colon = if party { "" } else { ":" };
    left.push(Line::plain(format!("Số{colon} {number}{}{}", head.joint, head.suffix)));
    if head.doc_type == "Công văn" {
        left.push(Line::plain(format!("V/v {}", head.title)));
    }
    let day = if head.date.is_empty() {
        let year = head.plan_year.unwrap_or(2026);
        format!("ngày      tháng      năm {year}")
    } else {
        format!("ngày {}", date(&head.date, true)?)
    };
    let mut right = if party {
        vec![Line::bold("ĐẢNG CỘNG SẢN VIỆT NAM")]
    } else {
        let motto = "Độc lập - Tự do - Hạnh phúc";
        vec![Line::bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), Line::bold(motto)]
    };
    right.push(Line::italic(format!("{}, {day}", head.place)));
    Ok(Block::Letterhead { left, right })
}

fn header_facts(head: &HeaderSource, title: &str) -> Header {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let symbol = format!("{}{}{}", head.number, head.joint, head.suffix);
    Header {
        doc_type: some(&head.doc_type),
        number: some(&head.number),
        symbol: some(&symbol).filter(|_| !head.number.is_empty()),
        symbol_suffix: some(&head.suffix),
        issuer: some(&head.issuer),
        place: some(&head.place),
        date: some(&head.date),
        title: some(title),
        plan_year: head.plan_year,
        signer: some(&head.signer),
        signer_position: some(&head.position),
        signing_authority: some(&head.authority),
        on_behalf_of: some(&head.on_behalf),
        ..Header::default()
    }
}

fn belongs_line(head: &HeaderSource) -> anyhow::Result<String> {
    let number = if head.number.is_empty() { "        " } else { &head.number };
    let day = if head.date.is_empty() {
        format!("      /      /{}", head.plan_year.unwrap_or(2026))
    } else {
        date(&head.date, false)?
    };
    Ok(format!(
        "(Ban hành kèm theo {} số {number}{}{} ngày {day} của {})",
        head.doc_type, head.joint, head.suffix, head.issuer_short
    ))
}

/// The record as a reference for scoring: the contract's scored fields, and the leeway a reader has.
pub fn reference(source: &Source, plan: &Plan) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(&plan.record)?;
    prune(&mut value);
    if let Some(map) = value.as_object_mut() {
        for key in ["source", "results", "diagnostics"] {
            map.shift_remove(key);
        }
        if !plan.optional_sections.is_empty() {
            let mut optional = serde_json::to_value(&plan.optional_sections)?;
            prune(&mut optional);
            map.insert("sections_optional".to_owned(), optional);
        }
        map.insert("flags".to_owned(), json!(source.flags));
    }
    let head = &source.header;
    let accept = [
        ("issuer_accept", json!(head.issuer_accept)),
        ("title_accept", json!(head.title_accept)),
        ("plan_year_accept", json!(head.plan_year_accept)),
    ];
    for (key, list) in accept {
        if list.as_array().is_some_and(|list| !list.is_empty()) {
            value["header"][key] = list;
        }
    }
    Ok(value)
}

/// Places and confidences are the reader's to say.
fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for key in ["at", "id", "confidence", "mentions_at", "relation", "urgency", "secrecy"] {
                map.shift_remove(key);
            }
            map.values_mut().for_each(prune);
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}
