//! Builds the restoration models from text.

fn main() {}
