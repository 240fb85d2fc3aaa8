//! A record in words.

use std::io::Result;

use serde_json::Value;
use vanban_record::{At, Header, Record, Table};

use crate::printer::Printer;

/// All of a record, one line a fact.
pub(crate) fn record(record: &Record, printer: &mut Printer) -> Result<()> {
    header(record, printer)?;
    heading("Sections", record.sections.len(), printer)?;
    for section in &record.sections {
        let indent = "  ".repeat(section.level.clamp(1, 8) as usize);
        let title = section.title.as_deref().unwrap_or("");
        line(&format!("{indent}{} {title}", section.label), &section.at, &section.id, printer)?;
    }
    heading("References", record.references.len(), printer)?;
    for reference in &record.references {
        let symbol = reference.symbol.as_deref().unwrap_or("");
        let issued = [&reference.date, &reference.issuer, &reference.title];
        let issued: Vec<&str> = issued.into_iter().filter_map(Option::as_deref).collect();
        let issued =
            if issued.is_empty() { String::new() } else { format!(" ({})", issued.join(", ")) };
        let name = format!("{} {symbol}", reference.doc_type);
        let text = format!("  {}{issued}, cited {}", name.trim_end(), reference.mentions);
        line(&text, &reference.at, &reference.id, printer)?;
    }
    facts(record, printer)?;
    heading("Tables", record.tables.len(), printer)?;
    for table in &record.tables {
        line(&table_line(table), &table.at, &table.id, printer)?;
    }
    heading("Findings", record.diagnostics.len(), printer)?;
    for (i, diagnostic) in record.diagnostics.iter().enumerate() {
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        let text = format!("  {severity}: {} [{}]", diagnostic.message, diagnostic.code);
        let at = diagnostic.at.clone().unwrap_or_default();
        line(&text, &at, &format!("d{}", i + 1), printer)?;
    }
    Ok(())
}

fn facts(record: &Record, printer: &mut Printer) -> Result<()> {
    heading("Targets", record.targets.len(), printer)?;
    for target in &record.targets {
        let comparator = format!("{:?}", target.comparator).to_lowercase();
        let upper = target.value_max.map(|max| format!(" to {max}")).unwrap_or_default();
        let unit = target.unit.as_deref().unwrap_or("");
        let text = format!("  {}: {comparator} {}{upper} {unit}", target.indicator, target.value);
        line(&text, &target.at, &target.id, printer)?;
    }
    budget(record, printer)?;
    heading("Tasks", record.tasks.len(), printer)?;
    for task in &record.tasks {
        let row = task.row.as_deref().unwrap_or("-");
        let due = task.deadline_text.as_deref().map(|due| format!("; {due}")).unwrap_or_default();
        let text = format!("  {row}. {} ({}{due})", task.task, task.lead.join("; "));
        line(&text, &task.at, &task.id, printer)?;
    }
    Ok(())
}

fn budget(record: &Record, printer: &mut Printer) -> Result<()> {
    heading("Budget lines", record.budget_lines.len(), printer)?;
    for budget in &record.budget_lines {
        let row = budget.row.as_deref().unwrap_or("-");
        let text = format!("  {row}. {}: {} đồng", budget.task, budget.amount_vnd);
        line(&text, &budget.at, &budget.id, printer)?;
    }
    for total in &record.budget_totals {
        let table = total.table.as_deref().unwrap_or("total");
        let text = format!("  {table}, as stated: {} đồng", total.amount_vnd);
        line(&text, &total.at, &total.id, printer)?;
    }
    for total in &record.budget_column_totals {
        let table = total.table.as_deref().unwrap_or("total");
        let column = total.column.as_deref().unwrap_or("a column");
        let text = format!("  {table}, {column}, as stated: {} đồng", total.amount_vnd);
        line(&text, &total.at, &total.id, printer)?;
    }
    heading("Budget groups", record.budget_groups.len(), printer)?;
    for group in &record.budget_groups {
        let row = group.row.as_deref().or(group.group.as_deref()).unwrap_or("-");
        let title = group.title.as_deref().unwrap_or("");
        let column = group.column.as_deref().unwrap_or("amount");
        let text = format!("  {row}. {title}, {column}: {} đồng", group.amount_vnd);
        line(&text, &group.at, &group.id, printer)?;
    }
    Ok(())
}

/// One fact with all its fields and its words in the document.
pub(crate) fn fact(record: &Record, fact: &Value, printer: &mut Printer) -> Result<()> {
    printer.line(&printer.bold(&record.source.path))?;
    for (name, value) in fact.as_object().into_iter().flatten() {
        let shown = match value {
            Value::String(text) => text.clone(),
            Value::Null => continue,
            Value::Number(number) if name == "confidence" => {
                format!("{:.2}", number.as_f64().unwrap_or_default())
            }
            Value::Array(items) if items.is_empty() => continue,
            other => other.to_string(),
        };
        if name != "at" && name != "mentions_at" {
            printer.line(&format!("  {name:<16} {shown}"))?;
        }
    }
    let at = &fact["at"];
    printer.line(&format!("  {:<16} {}", "page", at["page"]))?;
    for (name, key) in [("words", "text"), ("before repair", "original")] {
        if let Some(words) = at[key].as_str() {
            printer.line(&format!("  {name:<16} {words}"))?;
        }
    }
    Ok(())
}

fn header(record: &Record, printer: &mut Printer) -> Result<()> {
    let Header { doc_type, symbol, title, .. } = &record.header;
    let name = [doc_type, symbol, title].into_iter().filter_map(Option::as_deref);
    let name = name.collect::<Vec<_>>().join(" ");
    printer.line(&printer.bold(&name))?;
    let header = &record.header;
    let year = header.plan_year.map(|year| year.to_string());
    let recipients = Some(header.recipients.join("; ")).filter(|list| !list.is_empty());
    let rows: [(&str, &Option<String>); 9] = [
        ("issuer", &header.issuer),
        ("place", &header.place),
        ("date", &header.date),
        ("plan year", &year),
        ("signer", &header.signer),
        ("position", &header.signer_position),
        ("authority", &header.signing_authority),
        ("on behalf of", &header.on_behalf_of),
        ("recipients", &recipients),
    ];
    for (name, value) in rows {
        if let Some(value) = value {
            printer.line(&format!("  {name:<13} {value}"))?;
        }
    }
    let source = &record.source;
    let changed =
        format!("{} of {} syllables restored", source.restored.changed, source.restored.syllables);
    printer.line(&format!(
        "  {:<13} {} ({}, {} pages; {changed})",
        "file", source.path, source.media_type, source.pages
    ))?;
    printer.line(&format!("  {:<13} {}", "id", source.sha256))
}

fn heading(title: &str, count: usize, printer: &mut Printer) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    printer.line("")?;
    printer.line(&printer.bold(&format!("{title}: {count}")))
}

/// A fact with where to look it up.
fn line(text: &str, at: &At, id: &str, printer: &mut Printer) -> Result<()> {
    let place =
        if at.page > 0 { format!("  [{id}, page {}]", at.page) } else { format!("  [{id}]") };
    printer.line(&format!("{text}{}", printer.dim(&place)))
}

fn table_line(table: &Table) -> String {
    let title = table.title.as_deref().or(table.caption.as_deref()).unwrap_or("untitled");
    let doubtful = match table.doubtful_cells.len() {
        0 => String::new(),
        count => format!(", doubtful cells: {count}"),
    };
    format!("  {title}: {} columns, {} rows{doubtful}", table.columns.len(), table.rows.len())
}
