//! Files made from the program are as it would make them now.

use crate::run::{vanban, workspace};

#[test]
fn generated_docs_are_current() {
    for (file, subcommand) in [("docs/schema.json", "schema"), ("docs/cli.md", "reference")] {
        let made = vanban([subcommand]);
        assert_eq!(made.status, 0);
        let committed = std::fs::read_to_string(workspace().join(file)).unwrap_or_default();
        assert!(made.out == committed, "{file} is out of date; run `cargo xtask generate`");
    }
}

#[test]
fn the_schema_names_every_list_of_the_record() {
    let schema: serde_json::Value = serde_json::from_str(&vanban(["schema"]).out).expect("json");
    let lists = [
        "sections",
        "references",
        "targets",
        "budget_lines",
        "budget_totals",
        "budget_groups",
        "budget_column_totals",
        "tasks",
        "tables",
        "diagnostics",
    ];
    for list in lists {
        assert_eq!(schema["properties"][list]["type"], "array", "{list}");
    }
}
