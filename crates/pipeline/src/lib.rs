//! All stages over files: read -> layout -> restore -> structure -> extract -> check, then store and index.
//!
//! [`Stages`] takes one document through in this process. [`ingest`] takes files and folders through, each
//! document in a child process under [`Limits`], and keeps what came of each in a [`Store`]. The only crate with
//! threads, processes and a file system.

mod about;
mod child;
mod failure;
mod family;
mod find;
mod guard;
mod ingest;
mod ledger;
mod limits;
mod lost;
mod members;
mod outcome;
mod plan;
mod pool;
mod programs;
mod recognise;
mod stages;
mod store;
mod worker;

pub use child::{Cost, WorkerCommand, read_one};
pub use failure::{Failure, IngestError};
pub use family::{bind_to, end_below};
pub use find::{Found, Problem, find};
pub use guard::caught;
pub use ingest::{Event, Options, Summary, ingest};
pub use limits::{LimitHit, Limits};
pub use lost::lost;
pub use members::{Listed, ListedContent};
pub use outcome::{Entry, Outcome};
pub use stages::{OcrMode, Processed, Progress, ReadOptions, Stages, sniff};
pub use store::{Store, StoreError};
pub use worker::{Reply, Request, Step, serve};
