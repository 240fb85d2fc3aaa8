//! How the command ends.

use std::process::ExitCode;

/// Exit statuses, as README and `--help` promise them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// All fine.
    Fine,
    /// Something was left out, and said so.
    LeftOut,
    /// Wrong usage, or something in the environment is missing.
    Unusable,
    /// Interrupted.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Fine => 0,
            Status::LeftOut => 1,
            Status::Unusable => 2,
            Status::Interrupted => 130,
        })
    }
}
