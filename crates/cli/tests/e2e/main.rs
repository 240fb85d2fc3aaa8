//! The program as users run it: exit status, standard output, standard error.

mod bad_input;
mod documents;
mod fixtures;
mod generated;
mod ingest;
mod make;
mod run;
mod search;
mod seeds;
