//! `vanban show`: a record for a person, not for a program.

mod text;

use anyhow::bail;
use serde_json::Value;
use vanban_pipeline::Store;

use crate::args;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(args: &args::Show, printer: &mut Printer) -> anyhow::Result<Status> {
    let store = Store::open(&args.store)?;
    let (prefix, fact) = match args.id.split_once(':') {
        Some((prefix, fact)) => (prefix, Some(fact)),
        None => (args.id.as_str(), None),
    };
    let sha256 = store.resolve(&prefix.to_lowercase())?;
    if args.text {
        printer.text(&store.text(&sha256)?)?;
        return Ok(Status::Fine);
    }
    let record = store.record(&sha256)?;
    match fact {
        None if args.json => printer.json(&record, true)?,
        None => text::record(&record, printer)?,
        Some(id) => {
            let Some(fact) = find_fact(&serde_json::to_value(&record)?, id) else {
                bail!("no fact {id} in the record of {}", record.source.path);
            };
            if args.json {
                printer.json(&fact, true)?;
            } else {
                text::fact(&record, &fact, printer)?;
            }
        }
    }
    Ok(Status::Fine)
}

/// The fact with this id in whichever list has it; findings have none and are counted (`d1`).
fn find_fact(record: &Value, id: &str) -> Option<Value> {
    if let Some(number) = id.strip_prefix('d').and_then(|number| number.parse::<usize>().ok()) {
        return record["diagnostics"].get(number.checked_sub(1)?).cloned();
    }
    let lists = record.as_object()?.values().filter_map(Value::as_array);
    lists.flatten().find(|item| item["id"] == id).cloned()
}
