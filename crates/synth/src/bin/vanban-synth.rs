//! Makes the corpus and its fixtures, and random plans for load tests.
#![expect(clippy::print_stdout, reason = "a tool for terminals")]

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use vanban_synth::{fixtures, mutate, pdf, random};

#[derive(Parser)]
#[command(about = "Plans of the project's own making, with their true records")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write corpus/ and fixtures/ from corpus/sources.
    Fixtures {
        /// The repository's root.
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// Make no PDF; without it LibreOffice is needed.
        #[arg(long)]
        no_pdf: bool,
        /// Only plans whose name holds this text.
        #[arg(long, value_name = "TEXT", default_value = "")]
        only: String,
    },
    /// Write random plans (DOCX, text and record each).
    Random {
        /// How many.
        #[arg(long, default_value_t = 10)]
        count: usize,
        /// The same seed gives the same plans.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
        /// Also make PDF, through LibreOffice.
        #[arg(long)]
        pdf: bool,
        /// About how many pages each.
        #[arg(long, default_value_t = 8)]
        pages: usize,
    },
    /// Write PDFs that are broken, or made to hurt.
    Mutants {
        /// How many.
        #[arg(long, default_value_t = 500)]
        count: usize,
        /// The same seed gives the same files.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
        /// Well-formed PDFs to break.
        #[arg(required = true)]
        originals: Vec<PathBuf>,
    },
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Fixtures { root, no_pdf, only } => {
            let count = fixtures::write_all(&root, !no_pdf, &only)?;
            println!("{count} files written");
        }
        Command::Random { count, seed, out, pdf: with_pdf, pages } => {
            let mut made = Vec::new();
            for i in 0..count {
                let source = random(seed.wrapping_mul(1_000_003).wrapping_add(i as u64), pages);
                made.push(fixtures::write_random(&source, &out)?);
            }
            if with_pdf {
                for batch in made.chunks(20) {
                    pdf::convert(batch, &out)?;
                }
            }
            println!("{count} plans written to {}", out.display());
        }
        Command::Mutants { count, seed, out, originals } => {
            let originals =
                originals.iter().map(std::fs::read).collect::<std::io::Result<Vec<_>>>()?;
            std::fs::create_dir_all(&out)?;
            for mutant in mutate::mutants(&originals, seed, count) {
                std::fs::write(out.join(format!("{}.pdf", mutant.name)), &mutant.bytes)?;
            }
            println!("{count} files written to {}", out.display());
        }
    }
    Ok(())
}
