//! What developers and the continuous integration run: `cargo xtask <command>`.
//!
//! Each command is one module. They work from a clean clone; what they need beyond Rust they install or name.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for terminals")]

mod eval;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks around the vanban workspace", max_term_width = 100)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the binary over documents with reference records and print the scores as one table.
    Eval(eval::Args),
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Eval(args) => eval::run(&args),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
