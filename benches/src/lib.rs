//! Benches only: `cargo bench -p vanban-benches`, outside the default members.
