//! One module for each subcommand.

pub(crate) mod debug;
pub(crate) mod extract;
pub(crate) mod ingest;
pub(crate) mod reference;
pub(crate) mod restore;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod worker;
