//! `vanban reference`: `docs/cli.md`, from the same definitions as `--help`.

use clap::CommandFactory;

use crate::args::Args;
use crate::printer::Printer;
use crate::status::Status;

pub(crate) fn run(printer: &mut Printer) -> anyhow::Result<Status> {
    let mut command = Args::command().term_width(100);
    command.build();
    printer.line("# The command line")?;
    printer.line("\nMade by `cargo xtask generate` from the program itself; do not edit.\n")?;
    section(printer, &mut command.clone(), "vanban")?;
    for sub in command.get_subcommands_mut().filter(|sub| !sub.is_hide_set()) {
        if sub.get_name() != "help" {
            let name = format!("vanban {}", sub.get_name());
            section(printer, sub, &name)?;
        }
    }
    Ok(Status::Fine)
}

fn section(printer: &mut Printer, command: &mut clap::Command, name: &str) -> std::io::Result<()> {
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    printer.line(&format!("## `{name}`\n\n```text\n{}\n```\n", help.join("\n").trim()))
}
