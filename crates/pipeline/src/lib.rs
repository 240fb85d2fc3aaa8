//! All stages over files: read -> layout -> restore -> structure -> extract -> check, then store and index.
//!
//! [`Stages`] takes one document through in this process. [`ingest`] takes files and folders through, each
//! document in a child process under [`Limits`], and keeps what came of each in a [`Store`]. The only crate with
//! threads, processes and a file system.

mod failure;
mod find;
mod guard;
mod ingest;
mod ledger;
mod outcome;
mod plan;
mod pool;
mod recognise;
mod stages;
mod store;
mod worker;

pub use failure::{Failure, IngestError};
pub use find::{Found, Problem, find};
pub use guard::caught;
pub use ingest::{Event, Options, Summary, ingest};
pub use outcome::{Entry, Outcome};
pub use pool::{Limits, WorkerCommand};
pub use stages::{OcrMode, Processed, Progress, ReadOptions, Stages, lost, sniff};
pub use store::{Store, StoreError};
pub use worker::{Reply, Request, serve};
