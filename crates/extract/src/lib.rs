//! A structured document to its record: header, sections, references, targets, budget, tasks, tables.

mod bodies;
mod budget;
mod columns;
mod date;
mod deadline;
mod doc_type;
mod header;
mod issuer;
mod outlook;
mod passage;
mod place;
mod references;
mod rows;
#[cfg(test)]
mod sample;
mod sections;
mod sums;
mod symbol;
mod tables;
mod targets;
mod tasks;
mod token;

use vanban_document::{Document, Structure};
use vanban_record::{Record, SCHEMA_ID};

pub use place::at;

/// Everything the document states. `source` and `diagnostics` are left for the caller.
pub fn extract(document: &Document, structure: &Structure) -> Record {
    let header = header::header(document, structure);
    let (targets, results) = targets::targets(document, structure, &header);
    let budget = budget::budget(document, structure, &header);
    Record {
        schema: SCHEMA_ID.to_owned(),
        sections: sections::sections(document, structure),
        references: references::references(document, structure, &header),
        targets,
        results,
        budget_lines: budget.lines,
        budget_totals: budget.totals,
        budget_groups: budget.groups,
        budget_column_totals: budget.column_totals,
        tasks: tasks::tasks(document, structure, &header),
        tables: tables::tables(document, structure),
        header,
        ..Record::default()
    }
}
