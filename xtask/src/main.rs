//! Set-up, demo, tests, evaluation, fixtures and tidy checks.

fn main() {}
