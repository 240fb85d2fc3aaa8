//! What developers and the continuous integration run: `cargo xtask <command>`.
//!
//! Each command is one module. They work from a clean clone; what they need beyond Rust they install or name.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for terminals")]

mod demo;
mod eval;
mod fixtures;
mod fuzz;
mod generate;
mod hostile;
mod setup;
mod suite;
mod tidy;
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
    /// Build, ingest the corpus, and search it: what the program does, in one go
    Demo(demo::Args),
    /// Install what is needed beyond Rust
    Setup(setup::Args),
    /// Run all tests
    Test,
    /// Write docs/schema.json and docs/cli.md from the program
    Generate(generate::Args),
    /// Make fixtures/ and corpus/ anew from corpus/sources
    Fixtures,
    /// Run the fuzz targets for some time each, from the fixtures as seeds
    Fuzz(fuzz::Args),
    /// Feed the program PDFs that are broken, or made to hurt, and say what comes of them
    Hostile(hostile::Args),
    /// Check the crate graph, the length of files, leftovers
    Tidy,
    /// Run the binary over documents with reference records and print the scores as one table
    Eval(eval::Args),
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Setup(args) => setup::run(&args),
        Command::Test => suite::run(),
        Command::Generate(args) => generate::run(&args),
        Command::Fixtures => fixtures::run(),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Hostile(args) => hostile::run(&args),
        Command::Tidy => tidy::run(),
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
