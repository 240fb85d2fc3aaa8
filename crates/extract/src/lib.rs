//! A structured document to its record: header, sections, references, targets, budget, tasks, tables.

mod aims;
mod assignments;
mod bodies;
mod brackets;
mod budget;
mod budget_text;
mod carried;
mod charge;
mod claims;
mod columns;
mod compared;
mod counted;
mod date;
mod deadline;
mod doc_type;
mod duties;
mod fraction;
mod gate;
mod header;
mod issuer;
mod moved_heads;
mod outlook;
mod pair;
mod parts;
mod passage;
mod phrase;
mod place;
mod references;
mod reporting;
mod rows;
#[cfg(test)]
mod sample;
mod sections;
mod shares;
mod sums;
mod symbol;
mod tables;
mod target_cells;
mod targets;
mod tasks;
mod time_units;
mod token;
mod unit;
mod unnamed_heads;
mod value;

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
