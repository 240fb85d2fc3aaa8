//! All stages over files: read -> layout -> restore -> structure -> extract -> check.

mod stages;

pub use stages::{Failure, Processed, Stages, sniff};
