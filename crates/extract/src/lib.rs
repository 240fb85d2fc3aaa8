//! A structured document to its record: header, sections, references, targets, budget, tasks, tables.

mod budget;
mod header;
mod place;
mod references;
mod sections;
mod tables;
mod targets;
mod tasks;

use vanban_document::{Document, Structure};
use vanban_record::{Record, SCHEMA_ID};

pub use place::at;

/// Everything the document states. `source` and `diagnostics` are left for the caller.
pub fn extract(document: &Document, structure: &Structure) -> Record {
    let header = header::header(document, structure);
    let (targets, results) = targets::targets(document, structure);
    let (budget_lines, budget_totals) = budget::budget(document, structure);
    Record {
        schema: SCHEMA_ID.to_owned(),
        sections: sections::sections(document, structure),
        references: references::references(document, structure, &header),
        targets,
        results,
        budget_lines,
        budget_totals,
        tasks: tasks::tasks(document, structure),
        tables: tables::tables(document, structure),
        header,
        ..Record::default()
    }
}
