//! Tables: rows of markup become cells on paper and facts in the record.

use anyhow::{Context, bail, ensure};
use vanban_record::{BudgetLine, BudgetTotal, Comparator, Table, Target, Task};
use vanban_text::quoted;

use crate::blocks::{Cell, Grid, Merge, Row};
use crate::cite::{Facts, Place, split_bars};
use crate::source::{Source, TableSource};
use crate::words::{Value, deadline, money, number};

/// What a table states.
#[derive(Debug, Default)]
pub(crate) struct TableFacts {
    /// The table itself.
    pub(crate) table: Table,
    /// Its rows that are tasks.
    pub(crate) tasks: Vec<Task>,
    /// Its rows that are budget lines.
    pub(crate) budget_lines: Vec<BudgetLine>,
    /// Its stated totals.
    pub(crate) budget_totals: Vec<BudgetTotal>,
}

/// Composes a table; `title` and `caption` name it in the record.
pub(crate) fn compose(
    source: &Source,
    from: &TableSource,
    title: Option<&str>,
    caption: Option<&str>,
    facts: &mut Facts,
) -> anyhow::Result<(Grid, TableFacts)> {
    ensure!(from.columns.len() == from.roles.len(), "{}: a role for each column", from.key);
    let mut building = Building {
        source,
        from,
        title: title.map(ToOwned::to_owned),
        group: None,
        above: None,
        grid: Grid { columns: from.columns.clone(), widths: from.widths.clone(), rows: Vec::new() },
        facts: TableFacts::default(),
    };
    building.facts.table = Table {
        title: title.map(ToOwned::to_owned),
        caption: caption.map(ToOwned::to_owned),
        columns: from.columns.iter().map(|column| quoted(column)).collect(),
        ..Table::default()
    };
    for line in from.rows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        building.row(line, facts).with_context(|| format!("row {line:?} of {}", from.key))?;
    }
    Ok((building.grid, building.facts))
}

struct Building<'a> {
    source: &'a Source,
    from: &'a TableSource,
    title: Option<String>,
    group: Option<String>,
    above: Option<Entry>,
    grid: Grid,
    facts: TableFacts,
}

/// The facts of one row.
#[derive(Clone, Debug, Default)]
struct Entry {
    sources: Vec<String>,
    texts: Vec<String>,
    number: Option<String>,
    task: Option<String>,
    lead: Vec<String>,
    support: Vec<String>,
    amount: Option<i64>,
    indicator: Option<String>,
    unit: Option<String>,
    value: Option<String>,
    named: Vec<(String, String)>,
    deadline_source: Option<String>,
}

impl Entry {
    fn named(&self, role: &str) -> Option<String> {
        self.named.iter().find(|(name, _)| name == role).map(|(_, text)| text.clone())
    }
}

impl Building<'_> {
    fn row(&mut self, line: &str, facts: &mut Facts) -> anyhow::Result<()> {
        if let Some(rest) = line.strip_prefix("g|") {
            return self.group_row(rest, facts);
        }
        if let Some(rest) = line.strip_prefix("s|") {
            return self.total_row(rest, facts);
        }
        let cells = split_bars(line);
        let width = self.from.columns.len();
        ensure!(cells.len() == width, "{} cells for {width} columns", cells.len());
        let first_target = facts.targets.len();
        let entry = self.entry(cells, facts)?;
        self.set_row(&entry);
        close_targets(&entry, &mut facts.targets[first_target..]);
        if let Some(target) = self.column_target(&entry)? {
            facts.targets.push(target);
        }
        self.close_tasks(&entry)?;
        self.above = Some(entry);
        Ok(())
    }

    fn entry(&self, cells: Vec<String>, facts: &mut Facts) -> anyhow::Result<Entry> {
        let mut entry = Entry::default();
        for (i, cell) in cells.into_iter().enumerate() {
            let role = self.from.roles[i].as_str();
            let covered = cell == "^";
            let above = self.above.as_ref();
            let stated = if covered {
                above.and_then(|row| row.sources.get(i)).context("nothing above")?.clone()
            } else {
                cell
            };
            let text = self.cell(role, &stated, &mut entry, facts, covered)?;
            entry.texts.push(text);
            entry.sources.push(stated);
            if covered {
                // Marked so that the paper shows one cell; the facts above are repeated.
                entry.named.push(("covered".to_owned(), i.to_string()));
            }
        }
        Ok(entry)
    }

    fn cell(
        &self,
        role: &str,
        stated: &str,
        entry: &mut Entry,
        facts: &mut Facts,
        covered: bool,
    ) -> anyhow::Result<String> {
        let place = self.place(entry.number.as_deref());
        // A covered cell is printed once, so what it cites is counted once.
        let mut nothing = Facts::default();
        let facts = if covered { &mut nothing } else { facts };
        Ok(match role {
            "no" => {
                entry.number = (!stated.is_empty()).then(|| quoted(stated));
                let dot = if self.from.dotted && !stated.is_empty() { "." } else { "" };
                format!("{stated}{dot}")
            }
            "lead" | "support" => {
                let joint = if self.from.joint.is_empty() { "; " } else { &self.from.joint };
                let filled = facts.fill(self.source, stated, &place)?;
                let bodies: Vec<&str> =
                    filled.split(" ; ").map(str::trim).filter(|body| !body.is_empty()).collect();
                let list = if role == "lead" { &mut entry.lead } else { &mut entry.support };
                list.extend(bodies.iter().map(|body| quoted(body)));
                bodies.join(joint)
            }
            "deadline" if !stated.is_empty() => {
                let (text, _) = deadline(stated)?;
                entry.deadline_source = Some(stated.to_owned());
                entry.named.push((role.to_owned(), quoted(&text)));
                text
            }
            "amount" if !stated.is_empty() => {
                let amount = stated.replace('_', "").parse().context("amount")?;
                entry.amount = Some(amount);
                money(amount, &self.from.money)?
            }
            "value" if !stated.is_empty() => {
                entry.value = Some(stated.to_owned());
                printed_value(stated)?
            }
            _ => {
                let text = facts.fill(self.source, stated, &place)?;
                let fact = Some(quoted(&text)).filter(|fact| !fact.is_empty());
                match (role, fact) {
                    ("task", fact) => entry.task = fact,
                    ("indicator", fact) => entry.indicator = fact,
                    ("unit", fact) => entry.unit = fact,
                    (_, Some(fact)) => entry.named.push((role.to_owned(), fact)),
                    _ => {}
                }
                text
            }
        })
    }

    fn place(&self, number: Option<&str>) -> Place {
        let row = match (&self.group, number) {
            (Some(group), Some(number)) => Some(format!("{group}.{number}")),
            (None, number) => number.map(ToOwned::to_owned),
            (group, None) => group.clone(),
        };
        Place { basis: false, section: None, table: self.title.clone(), row }
    }

    fn set_row(&mut self, entry: &Entry) {
        let covered = |i: usize| {
            entry.named.iter().any(|(role, at)| role == "covered" && *at == i.to_string())
        };
        let mut cells = Vec::new();
        for (i, text) in entry.texts.iter().enumerate() {
            let merge = if covered(i) { Merge::Continue } else { Merge::None };
            let text = if covered(i) { String::new() } else { text.clone() };
            cells.push(Cell { text, span: 1, merge });
            if covered(i)
                && let Some(above) = self.grid.rows.last_mut()
                && let Some(cell) = above.cells.get_mut(i)
                && cell.merge == Merge::None
            {
                cell.merge = Merge::Start;
            }
        }
        self.grid.rows.push(Row { cells, bold: false });
        self.facts.table.rows.push(entry.texts.iter().map(|text| quoted(text)).collect());
    }

    /// A target whose indicator, unit and value have columns of their own.
    fn column_target(&self, entry: &Entry) -> anyhow::Result<Option<Target>> {
        let (Some(indicator), Some(stated)) = (&entry.indicator, &entry.value) else {
            return Ok(None);
        };
        let value = Value::parse(stated)?;
        let place = self.place(entry.number.as_deref());
        Ok(Some(Target {
            indicator: indicator.clone(),
            comparator: value.comparator,
            value: number(&value.text)?,
            value_max: value.upper.as_deref().map(number).transpose()?,
            unit: entry.unit.clone(),
            deadline: entry.named("deadline"),
            lead: entry.lead.clone(),
            table: place.table,
            row: place.row,
            ..Target::default()
        }))
    }

    fn close_tasks(&mut self, entry: &Entry) -> anyhow::Result<()> {
        let Some(task) = &entry.task else { return Ok(()) };
        let stated = entry.deadline_source.as_deref().map(deadline).transpose()?;
        self.facts.tasks.push(Task {
            table: self.title.clone(),
            group: self.group.clone(),
            row: entry.number.clone(),
            task: task.clone(),
            lead: entry.lead.clone(),
            support: entry.support.clone(),
            result: entry.named("result"),
            deadline_text: entry.named("deadline"),
            deadline: stated.map(|(_, deadline)| deadline),
            ..Task::default()
        });
        if let Some(amount_vnd) = entry.amount {
            self.facts.budget_lines.push(BudgetLine {
                table: self.title.clone(),
                row: entry.number.clone(),
                group: self.group.clone(),
                task: task.clone(),
                amount_vnd,
                funding_source: entry.named("source"),
                lead: entry.lead.clone(),
                period: entry.named("deadline"),
                result: entry.named("result"),
                content: entry.named("content"),
                scope: entry.named("scope"),
                approver: entry.named("approver"),
                ..BudgetLine::default()
            });
        }
        Ok(())
    }

    /// `g| I | title` has a cell for the number, `g| I. title` is one cell over the whole width.
    fn group_row(&mut self, rest: &str, facts: &mut Facts) -> anyhow::Result<()> {
        let mut cells = split_bars(rest);
        let width = self.from.columns.len();
        let label = cells.first().context("a group has a label")?;
        let label = label.split_once(". ").map_or(label.as_str(), |(label, _)| label);
        self.group = Some(quoted(label));
        self.above = None;
        for cell in &mut cells {
            *cell = facts.fill(self.source, cell, &Place::default())?;
        }
        match &cells[..] {
            [whole] => self.set_bold(&[(whole.clone(), width)]),
            [label, title] => {
                let dot = if self.from.dotted { "." } else { "" };
                self.set_bold(&[(format!("{label}{dot}"), 1), (title.clone(), width - 1)]);
            }
            _ => bail!("a group row has one or two cells"),
        }
        Ok(())
    }

    /// `s| Tổng cộng | | 1000 |`: empty cells after the label are covered by it.
    fn total_row(&mut self, rest: &str, facts: &mut Facts) -> anyhow::Result<()> {
        let cells = split_bars(rest);
        ensure!(cells.len() == self.from.columns.len(), "{} cells", cells.len());
        let mut spans: Vec<(String, usize)> = Vec::new();
        let mut label_seen = false;
        for (role, cell) in self.from.roles.iter().zip(&cells) {
            let mut text = facts.fill(self.source, cell, &Place::default())?;
            if role == "amount" && !cell.is_empty() {
                let amount_vnd = cell.replace('_', "").parse().context("total")?;
                text = money(amount_vnd, &self.from.money)?;
                let table = self.title.clone();
                self.facts.budget_totals.push(BudgetTotal {
                    table,
                    amount_vnd,
                    ..BudgetTotal::default()
                });
            }
            match spans.last_mut() {
                Some((_, span)) if text.is_empty() && label_seen && spans_open(role) => *span += 1,
                _ => spans.push((text.clone(), 1)),
            }
            label_seen = !text.is_empty() && role != "amount" || (label_seen && text.is_empty());
        }
        self.set_bold(&spans);
        Ok(())
    }

    fn set_bold(&mut self, spans: &[(String, usize)]) {
        let mut truth = Vec::new();
        let mut cells = Vec::new();
        for (text, span) in spans {
            truth.push(quoted(text));
            truth.extend(vec![String::new(); span - 1]);
            cells.push(Cell { text: text.clone(), span: *span, merge: Merge::None });
        }
        self.facts.table.rows.push(truth);
        self.grid.rows.push(Row { cells, bold: true });
    }
}

/// Targets stated in a row share its lead and, unless they have their own, its deadline.
fn close_targets(entry: &Entry, targets: &mut [Target]) {
    for target in targets {
        target.lead.clone_from(&entry.lead);
        if target.deadline.is_none() {
            target.deadline = entry.named("deadline");
        }
    }
}

fn spans_open(role: &str) -> bool {
    role != "amount"
}

/// In a column of values the bound is a sign.
fn printed_value(stated: &str) -> anyhow::Result<String> {
    let value = Value::parse(stated)?;
    Ok(match value.comparator {
        Comparator::Eq => value.text,
        Comparator::Ge => format!("≥ {}", value.text),
        Comparator::Gt => format!("> {}", value.text),
        Comparator::Le => format!("≤ {}", value.text),
        Comparator::Lt => format!("< {}", value.text),
        Comparator::Range => format!("{} - {}", value.text, value.upper.unwrap_or_default()),
    })
}
